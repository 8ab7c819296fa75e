//! Projects: lists and the page of one.

use access::Permission;
use domain::claim::{ClaimKind, ClaimState};
use domain::date::PartialDate;
use domain::ids::{OrgId, ProjectId};
use domain::money::Fen;
use domain::period::Period;
use domain::project::{FactChange, Stage};
use store::claim::{Claim, states};
use store::org::{Org, named};
use store::project::{Project, ProjectFilter, ProjectVersion, StageMove};
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

/// A project on a list.
#[derive(Clone, Debug)]
pub struct ListedProject {
    /// The project.
    pub project: Visible<Project>,
    /// Its host unit.
    pub org: Org,
    /// First standing signing.
    pub signed: Option<PartialDate>,
    /// First standing start.
    pub started: Option<PartialDate>,
    /// Standing funds of the present year.
    pub funds_year_to_date: Fen,
}

/// Projects that the caller sees, newest first.
pub async fn list(app: &App, caller: &Caller, query: &ProjectQuery) -> Result<Page<ListedProject>, AppError> {
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
    let cut = page(rows().newest(&read, query.after, limit + 1).await?, limit, total, |project| project.id.to_string());
    Ok(Page { items: listed(app, caller, cut.items).await?, total: cut.total, next: cut.next })
}

async fn listed(app: &App, caller: &Caller, projects: Vec<Visible<Project>>) -> Result<Vec<ListedProject>, AppError> {
    let read = app.store.read();
    let year = Period::of_instant(app.store.now()).year();
    let orgs = named(&read, projects.iter().map(|project| project.org)).await?;
    let ids: Vec<ProjectId> = projects.iter().map(|project| project.id).collect();
    let claims = Rows::<Claim>::visible_to(&caller.scope).of_projects(&read, &ids).await?;
    let states = states(&read, &claims.iter().collect::<Vec<_>>()).await?;
    let standing: Vec<&Visible<Claim>> = claims
        .iter()
        .filter(|claim| matches!(states.get(&claim.id), None | Some(ClaimState::Pending | ClaimState::Recognised | ClaimState::Historical)))
        .collect();
    let first = |project: ProjectId, kind: ClaimKind| {
        standing
            .iter()
            .filter(|claim| claim.project == project && claim.kind == kind)
            .min_by_key(|claim| claim.period)
            .and_then(|claim| claim.occurred)
    };
    let found = projects.into_iter().filter_map(|project| {
        let id = project.id;
        Some(ListedProject {
            org: orgs.get(&project.org)?.clone(),
            signed: first(id, ClaimKind::Signed),
            started: first(id, ClaimKind::Started),
            funds_year_to_date: standing
                .iter()
                .filter(|claim| claim.project == id && claim.kind == ClaimKind::FundsPaidIn && claim.period.year() == year)
                .filter_map(|claim| claim.amount)
                .sum(),
            project,
        })
    });
    Ok(found.collect())
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
    /// The project, as on a list.
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
    let listed = listed(app, caller, vec![project]).await?.pop().ok_or(AppError::NotFound)?;
    Ok(ProjectPage { listed, history, claims, moves })
}
