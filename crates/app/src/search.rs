//! Finding records by a few characters: what the command palette asks.

use access::Permission;
use domain::claim::ClaimKind;
use domain::list::ColumnKind;
use domain::money::{Fen, Unit};
use domain::period::Period;
use store::import::Import;
use store::list::{ClaimRow, EnterpriseRow, Filter, Order, ProjectRow};
use store::org::named;
use store::{Reader, Rows};

use crate::caller::Caller;
use crate::error::AppError;
use crate::list::{Source, this_year};
use crate::state::App;

/// The most projects and enterprises that are found.
const MOST: u64 = 8;
/// The most of what stands behind them: a few letters of a project find all of its claims.
const FEW: u64 = 5;

/// A record that was found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Its code or id, by which its page is opened.
    pub key: String,
    /// Its name.
    pub title: String,
    /// Unit, stage and code, to tell it from others.
    pub note: String,
}

/// What was found, each kind with the newest first.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// By name, investor, initials or code.
    pub projects: Vec<Hit>,
    /// By a name that a project which the caller sees gives, initials or code.
    pub enterprises: Vec<Hit>,
    /// Of the projects that are found.
    pub claims: Vec<Hit>,
    /// By the name of the file or the month, for who brings in ledgers.
    pub imports: Vec<Hit>,
    /// By title or month.
    pub bulletins: Vec<Hit>,
}

/// Records that the caller sees and whose page the caller may open. Of what the caller has no permission for nothing is
/// found.
pub async fn search(app: &App, caller: &Caller, text: &str) -> Result<Found, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Found::default());
    }
    let may = |permission| caller.require(permission).is_ok();
    let mut found = Found::default();
    if may(ProjectRow::PERMISSION) {
        found.projects = projects(app, caller, text).await?;
        found.enterprises = enterprises(app, caller, text).await?;
    }
    if may(ClaimRow::PERMISSION) {
        found.claims = claims(app, caller, text).await?;
    }
    if may(Permission::ImportCreate) {
        found.imports = imports(app, caller, text).await?;
    }
    if may(Permission::BulletinRead) {
        found.bulletins = bulletins(app, text).await?;
    }
    Ok(found)
}

/// The newest rows of a list whose names, initials or codes hold the text.
async fn newest<T: Source>(
    app: &App,
    read: &Reader<'_>,
    caller: &Caller,
    text: &str,
    born: &str,
    most: u64,
) -> Result<Vec<store::Visible<T>>, AppError> {
    let filter = Filter { search: Some(text.to_owned()), year: this_year(app), ..Filter::default() };
    let order = Order { column: born.to_owned(), descending: true, year: filter.year };
    Ok(T::rows(caller).filtered(&filter)?.page(read, &order, None, most).await?)
}

async fn projects(app: &App, caller: &Caller, text: &str) -> Result<Vec<Hit>, AppError> {
    let read = app.store.read();
    let rows = newest::<ProjectRow>(app, &read, caller, text, "created_at", MOST).await?;
    let orgs = named(&read, rows.iter().map(|row| row.org())).await?;
    let hit = |row: &ProjectRow| Hit {
        key: row.code().to_owned(),
        title: row.name().to_owned(),
        note: format!("{} · {} · {}", orgs.get(&row.org()).map_or("", |org| org.short_name.as_str()), row.stage.label(), row.code()),
    };
    Ok(rows.iter().map(|row| hit(row)).collect())
}

async fn enterprises(app: &App, caller: &Caller, text: &str) -> Result<Vec<Hit>, AppError> {
    let rows = newest::<EnterpriseRow>(app, &app.store.read(), caller, text, "created_at", MOST).await?;
    let hit = |row: &EnterpriseRow| {
        let words = |column| row.text(column).unwrap_or_default();
        let projects = row.number("project_count", 0).unwrap_or_default();
        Hit { key: words("code").to_owned(), title: words("name").to_owned(), note: format!("{projects} 个项目 · {}", words("code")) }
    };
    Ok(rows.iter().map(|row| hit(row)).collect())
}

async fn claims(app: &App, caller: &Caller, text: &str) -> Result<Vec<Hit>, AppError> {
    let read = app.store.read();
    let rows = newest::<ClaimRow>(app, &read, caller, text, "reported_at", FEW).await?;
    let beside = ClaimRow::beside(&read, caller, &rows).await?;
    let hit = |row: &ClaimRow| {
        let kind = row.number("kind").and_then(|kind| i16::try_from(kind).ok()).and_then(ClaimKind::from_number)?;
        let month = row.number("period").and_then(|key| i32::try_from(key).ok()).and_then(|key| Period::from_key(key).ok())?;
        let amount = row.number("amount").map(|amount| {
            let unit = if kind.currency() == domain::money::Currency::Cny { "万元" } else { "万美元" };
            format!(" · {} {unit}", Fen(amount).display_in(Unit::Wan, 2))
        });
        let name = row.words(&beside, "project_name").unwrap_or_default();
        Some(Hit {
            key: row.claim().to_string(),
            title: format!("{name} {}", kind.label()),
            note: format!("{}年{}月{} · {}", month.year(), month.month(), amount.unwrap_or_default(), row.state.label()),
        })
    };
    Ok(rows.iter().filter_map(|row| hit(row)).collect())
}

async fn imports(app: &App, caller: &Caller, text: &str) -> Result<Vec<Hit>, AppError> {
    let read = app.store.read();
    let rows = Rows::<Import>::visible_to(&caller.scope).called(text, months(text)).newest(&read, None, FEW).await?;
    let orgs = named(&read, rows.iter().map(|import| import.org)).await?;
    let hit = |import: &Import| {
        let unit = orgs.get(&import.org).map_or("", |org| org.short_name.as_str());
        let (year, month) = (import.period.year(), import.period.month());
        Hit {
            key: import.id.to_string(),
            title: import.file_name.clone(),
            note: format!("{unit} · {year}年{month}月 · {}", import.state.label()),
        }
    };
    Ok(rows.iter().map(|import| hit(import)).collect())
}

async fn bulletins(app: &App, text: &str) -> Result<Vec<Hit>, AppError> {
    let found = store::bulletin::called(&app.store.read(), text, months(text), FEW).await?;
    let hit = |bulletin: store::bulletin::Bulletin| Hit {
        key: bulletin.id.to_string(),
        note: format!("第{}期 · {}年{}月", bulletin.number, bulletin.period.year(), bulletin.period.month()),
        title: bulletin.title,
    };
    Ok(found.into_iter().map(hit).collect())
}

/// The months that `2026-09`, `202609`, `2026年9月` or `2026年` means, by their keys, both included.
fn months(text: &str) -> Option<(i64, i64)> {
    let plain = text.replace('年', "-");
    let plain = plain.trim_end_matches(['月', '份']).trim_end_matches('-');
    let bound = |upper| ColumnKind::Month.bound(plain, upper);
    Some((bound(false)?, bound(true)?))
}

#[cfg(test)]
mod tests {
    use super::months;

    #[test]
    fn a_month_and_a_year_are_understood_as_people_type_them() {
        for text in ["2026-09", "202609", "2026年9月", "2026年09月份"] {
            assert_eq!(months(text), Some((202_609, 202_609)), "{text}");
        }
        for text in ["2026", "2026年"] {
            assert_eq!(months(text), Some((202_601, 202_612)), "{text}");
        }
        for text in ["9月", "2026年13月", "台账", "XM2026-000123"] {
            assert_eq!(months(text), None, "{text}");
        }
    }
}
