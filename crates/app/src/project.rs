//! Projects: lists and the page of one.

mod edit;
mod gate;
mod typed;

use access::Permission;
use domain::claim::{ClaimKind, ClaimState};
use domain::ids::ProjectId;
use domain::money::Fen;
use domain::project::FactChange;
use store::claim::Claim;
use store::enterprise::{Enterprise, Investment};
use store::list::ProjectRow;
use store::org::{Org, named};
use store::project::{Project, ProjectVersion, StageMove};
use store::{Rows, Visible};

use crate::caller::Caller;
use crate::claim::{ClaimView, views};
use crate::error::AppError;
use crate::list::{ListPage, ListQuery, Source as _, this_year};
use crate::state::App;
use crate::timeline::TimelineEntry;

pub use edit::{Edit, Overtaken, OvertakenField, Restore, edit, restore};
pub use gate::{Gate, GateClaim, Missing};
pub use typed::note;

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

impl ListedProject {
    /// Its standing funds of the year.
    pub fn funds_year_to_date(&self) -> Fen {
        self.row.money("funds_year_to_date", self.year).unwrap_or_default()
    }
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

/// What a list shows of these projects, by their ids.
pub(crate) async fn listed_of(app: &App, caller: &Caller, ids: &[ProjectId]) -> Result<Vec<ListedProject>, AppError> {
    let rows = Rows::<ProjectRow>::visible_to(&caller.scope).of_projects(&app.store.read(), ids).await?;
    listed(app, rows.into_values().collect()).await
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
    /// All its funds that stand: as reported, and as recognised.
    pub funds: (Fen, Fen),
    /// The enterprises that invest, in the order in which the project names them.
    pub investors: Vec<Visible<Enterprise>>,
    /// The way to the next stage, where there is one.
    pub gate: Option<Gate>,
    /// Why the caller may not change the facts; absent where the caller may.
    pub not_editable: Option<String>,
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
    let investors = investors(app, caller, &project).await?;
    let gate = Gate::after(project.stage, &project.facts, &claims);
    let listed = listed_of(app, caller, &[project.id]).await?.pop().ok_or(AppError::NotFound)?;
    let not_editable = if caller.require(Permission::ProjectEdit).is_err() {
        Some(format!("您没有修改资料的权限,需要修改时请联系{}的填报人员", listed.org.name))
    } else if !project.live {
        Some("该项目的导入已经撤销,资料不能再修改".to_owned())
    } else {
        None
    };
    Ok(ProjectPage { project, listed, history, funds: funds(&claims), claims, moves, investors, gate, not_editable })
}

/// The funds that stand, as reported and as recognised.
fn funds(claims: &[ClaimView]) -> (Fen, Fen) {
    let funds = || claims.iter().filter(|view| view.claim.kind == ClaimKind::FundsPaidIn);
    let reported = funds().filter(|view| matches!(view.state, ClaimState::Pending | ClaimState::Recognised | ClaimState::Historical));
    let recognised = funds().filter(|view| view.state == ClaimState::Recognised);
    let passed = |view: &ClaimView| view.verdicts.last().and_then(|verdict| verdict.amount).or(view.claim.amount);
    (reported.filter_map(|view| view.claim.amount).sum(), recognised.filter_map(passed).sum())
}

async fn investors(app: &App, caller: &Caller, project: &Visible<Project>) -> Result<Vec<Visible<Enterprise>>, AppError> {
    let read = app.store.read();
    let named = Rows::<Investment>::visible_to(&caller.scope).of_projects(&read, &[project.id]).await?;
    let ids: Vec<_> = named.iter().map(|investment| investment.enterprise).collect();
    let mut found = Rows::<Enterprise>::visible_to(&caller.scope).by_ids(&read, &ids).await?;
    found.sort_by_key(|enterprise| ids.iter().position(|id| *id == enterprise.id));
    Ok(found)
}

/// What happened to the project with this code, newest first.
pub async fn timeline(app: &App, caller: &Caller, code: &str) -> Result<Vec<TimelineEntry>, AppError> {
    caller.require(Permission::ProjectRead)?;
    let project = Rows::<Project>::visible_to(&caller.scope).by_code(&app.store.read(), code).await?;
    crate::timeline::of_projects(app, caller, vec![project]).await
}
