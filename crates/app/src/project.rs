//! Projects: lists and the page of one.

use access::Permission;
use domain::ids::{OrgId, ProjectId};
use domain::project::{FactChange, Stage};
use store::org::Org;
use store::project::{Project, ProjectFilter, ProjectVersion};
use store::{Rows, Visible};

use crate::caller::Caller;
use crate::claim::{ClaimView, views};
use crate::error::AppError;
use crate::page::{MOST, Page, page};
use crate::state::App;

/// What a list of projects is asked for.
#[derive(Clone, Debug, Default)]
pub struct ProjectQuery {
    /// Part of a name, or a code.
    pub text: Option<String>,
    /// Code of a unit.
    pub org: Option<String>,
    /// Only these stages.
    pub stages: Vec<Stage>,
    /// After this project.
    pub after: Option<ProjectId>,
    /// How many.
    pub limit: u64,
}

/// Projects that the caller sees, newest first.
pub async fn list(app: &App, caller: &Caller, query: &ProjectQuery) -> Result<Page<Visible<Project>>, AppError> {
    caller.require(Permission::ProjectRead)?;
    let read = app.store.read();
    let limit = query.limit.clamp(1, MOST);
    let filter = ProjectFilter {
        text: query.text.clone(),
        org: visible_org(app, caller, query.org.as_deref()).await?,
        stages: query.stages.clone(),
    };
    let rows = || Rows::<Project>::visible_to(&caller.scope).live().matching(&filter);
    let total = rows().count(&read).await?;
    let items = rows().newest(&read, query.after, limit + 1).await?;
    Ok(page(items, limit, total, |project| project.id.to_string()))
}

/// The id of an organisation that the caller sees, by its code.
pub(crate) async fn visible_org(app: &App, caller: &Caller, code: Option<&str>) -> Result<Option<OrgId>, AppError> {
    match code {
        None => Ok(None),
        Some(code) => Ok(Some(Rows::<Org>::visible_to(&caller.scope).by_code(&app.store.read(), code).await?.id)),
    }
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
    /// Versions, newest first.
    pub history: Vec<HistoryEntry>,
    /// Claims, newest first.
    pub claims: Vec<ClaimView>,
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
    let claims = Rows::<store::claim::Claim>::visible_to(&caller.scope).of_projects(&read, &[project.id]).await?;
    let mut claims = views(app, caller, claims).await?;
    claims.reverse();
    Ok(ProjectPage { project, history, claims })
}
