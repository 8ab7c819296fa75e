//! Projects: lists and the page of one.

use access::Permission;
use domain::project::FactChange;
use store::claim::Claim;
use store::list::ProjectRow;
use store::org::{Org, named};
use store::project::{Project, ProjectVersion, StageMove};
use store::{Rows, Visible};

use crate::caller::Caller;
use crate::claim::{ClaimView, views};
use crate::error::AppError;
use crate::list::{ListPage, ListQuery, Source as _, this_year};
use crate::state::App;

/// A project on a list.
#[derive(Clone, Debug)]
pub struct ListedProject {
    /// What the list shows of it.
    pub row: Visible<ProjectRow>,
    /// Its host unit.
    pub org: Org,
    /// The year whose funds it shows.
    pub year: i32,
}

/// Projects that the caller sees, newest first unless asked otherwise.
pub async fn list(app: &App, caller: &Caller, query: &ListQuery) -> Result<ListPage<ListedProject>, AppError> {
    let mut page = crate::list::page::<ProjectRow>(app, caller, || ProjectRow::rows(caller), query).await?;
    let items = listed(app, std::mem::take(&mut page.items)).await?;
    Ok(page.with(items))
}

async fn listed(app: &App, rows: Vec<Visible<ProjectRow>>) -> Result<Vec<ListedProject>, AppError> {
    let year = this_year(app);
    let orgs = named(&app.store.read(), rows.iter().map(|row| row.org())).await?;
    Ok(rows.into_iter().filter_map(|row| Some(ListedProject { org: orgs.get(&row.org())?.clone(), row, year })).collect())
}

/// A version of a project's facts with what it changed.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// The version.
    pub version: ProjectVersion,
    /// What it changed against the one before.
    pub changes: Vec<FactChange>,
}

/// Everything that a project's page shows.
#[derive(Clone, Debug)]
pub struct ProjectPage {
    /// The project.
    pub project: Visible<Project>,
    /// What a list shows of it.
    pub listed: ListedProject,
    /// Versions, newest first.
    pub history: Vec<HistoryEntry>,
    /// Claims, newest first.
    pub claims: Vec<ClaimView>,
    /// Moves from stage to stage, oldest first.
    pub moves: Vec<StageMove>,
}

/// The page of the project with this code.
pub async fn show(app: &App, caller: &Caller, code: &str) -> Result<ProjectPage, AppError> {
    caller.require(Permission::ProjectRead)?;
    let read = app.store.read();
    let project = Rows::<Project>::visible_to(&caller.scope).by_code(&read, code).await?;
    let versions = store::project::versions(&read, &project).await?;
    let mut history = Vec::with_capacity(versions.len());
    let mut before = None;
    for version in versions {
        let changes = before.as_ref().map(|facts| version.facts.changes_from(facts)).unwrap_or_default();
        before = Some(version.facts.clone());
        history.push(HistoryEntry { version, changes });
    }
    history.reverse();
    let claims = Rows::<Claim>::visible_to(&caller.scope).of_projects(&read, &[project.id]).await?;
    let mut claims = views(app, caller, claims).await?;
    claims.reverse();
    let moves = store::project::stage_moves(&read, &project).await?;
    let rows = Rows::<ProjectRow>::visible_to(&caller.scope).of_projects(&read, &[project.id]).await?;
    let listed = listed(app, rows.into_values().collect()).await?.pop().ok_or(AppError::NotFound)?;
    Ok(ProjectPage { project, listed, history, claims, moves })
}
