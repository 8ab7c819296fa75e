//! Finding records by a few characters: what the command palette asks.

use access::Permission;
use store::list::{Filter, Order, ProjectRow};
use store::org::named;

use crate::caller::Caller;
use crate::error::AppError;
use crate::list::{Source as _, this_year};
use crate::state::App;

/// The most hits of one kind.
const MOST: u64 = 8;

/// A project that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its code, by which its page is opened.
    pub key: String,
    /// Its name.
    pub title: String,
    /// Unit, stage and code, to tell it from others.
    pub note: String,
}

/// Projects that the caller sees whose name, investor, initials or code hold the text, the newest first. Nothing for
/// who sees no projects.
pub async fn search(app: &App, caller: &Caller, text: &str) -> Result<Vec<Hit>, AppError> {
    if text.trim().is_empty() || caller.require(Permission::ProjectRead).is_err() {
        return Ok(Vec::new());
    }
    let read = app.store.read();
    let filter = Filter { search: Some(text.to_owned()), year: this_year(app), ..Filter::default() };
    let newest = Order { column: "created_at".to_owned(), descending: true, year: filter.year };
    let rows = ProjectRow::rows(caller).filtered(&filter)?.page(&read, &newest, None, MOST).await?;
    let orgs = named(&read, rows.iter().map(|row| row.org())).await?;
    let hit = |row: &ProjectRow| Hit {
        key: row.code().to_owned(),
        title: row.name().to_owned(),
        note: format!("{} · {} · {}", orgs.get(&row.org()).map_or("", |org| org.short_name.as_str()), row.stage.label(), row.code()),
    };
    Ok(rows.iter().map(|row| hit(row)).collect())
}
