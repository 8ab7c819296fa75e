//! Undoing an import as a whole: claims are withdrawn, former facts come back as new versions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::Permission;
use chrono::{DateTime, Utc};
use domain::claim::{ClaimState, ImportState};
use domain::ids::{ClaimId, ImportId, ProjectId};
use domain::job::JobKind;
use store::claim::{Claim, states, verdicts};
use store::import::Import;
use store::project::{Project, Revision, former_versions, versions, versions_of_import};
use store::record::{Entry, append};
use store::{Reader, Rows, Tx, Visible};

use super::commit::CommitResult;
use super::show::{ImportView, show};
use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::job::{Begun, NewJob, Output, Progress};
use crate::state::App;

/// What an undo came to.
pub type UndoResult = CommitResult;

/// At most so many hindrances are told one by one.
const TOLD: usize = 50;
/// Projects that are looked at and written together.
const TOGETHER: usize = 400;

/// Undoes an import, or refuses with the list of what stands in the way.
pub async fn undo(app: &App, caller: &Caller, id: ImportId, reason: &str) -> Result<ImportView, AppError> {
    let reason = given(caller, reason)?;
    write(app, caller, id, reason, &Progress::default()).await?;
    show(app, caller, id).await
}

/// Begins to undo an import: as a job, whose steps are projects.
pub async fn begin_undo(app: &App, caller: &Caller, id: ImportId, reason: &str) -> Result<Begun, AppError> {
    let reason = given(caller, reason)?;
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&app.store.read(), id.0).await?;
    committed(&import)?;
    let new = NewJob { kind: JobKind::ImportUndo, subject: Some(id.0), total: None };
    let (of_job, by) = (app.clone(), caller.clone());
    let work = move |progress: Progress| async move {
        let result = write(&of_job, &by, id, reason, &progress).await?;
        Ok(Output { result: serde_json::to_value(result).map_err(AppError::internal)?, file: None })
    };
    crate::job::begin(app, caller, new, work).await
}

fn given(caller: &Caller, reason: &str) -> Result<String, AppError> {
    caller.require(Permission::ImportUndo)?;
    let reason = reason.trim();
    if reason.is_empty() { Err(AppError::invalid("/reason", "reason_required", "请填写撤销理由")) } else { Ok(reason.to_owned()) }
}

fn committed(import: &Import) -> Result<(), AppError> {
    if import.state == ImportState::Committed {
        return Ok(());
    }
    Err(AppError::conflict("import_not_committed", format!("该批次{},无可撤销", import.state.label())))
}

async fn write(app: &App, caller: &Caller, id: ImportId, reason: String, progress: &Progress) -> Result<UndoResult, AppError> {
    let told = Arc::new((caller.clone(), reason, progress.clone()));
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let told = told.clone();
            Box::pin(async move {
                let (caller, reason, progress) = &*told;
                let import = Rows::<Import>::visible_to(&caller.scope).by_id(&tx.read(), id.0).await?;
                committed(&import)?;
                take_back(tx, caller, &import, reason, progress).await
            })
        })
        .await
}

/// Takes an import back inside a transaction: some of its projects after others.
async fn take_back(tx: &Tx, caller: &Caller, import: &Visible<Import>, reason: &str, progress: &Progress) -> Result<UndoResult, AppError> {
    let read = tx.read();
    let mut result: UndoResult = import.result.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let touched = Touched::load(&read, caller, import.id).await?;
    progress.set_total(Some(touched.projects.len()));
    progress.set_done(0);
    let cause = format!("撤销导入《{}》:{reason}", import.file_name);
    let (mut hindrances, mut withdrawn) = (Vec::new(), 0);
    for projects in touched.projects.chunks(TOGETHER) {
        progress.check()?;
        store::record::hold(tx, projects).await?;
        let batch = Batch::load(&read, caller, import.id, &touched, projects).await?;
        hindrances.extend(batch.hindrances(&read).await?);
        if hindrances.len() > TOLD {
            break;
        }
        // What stands in the way refuses all of it at the end: nothing more needs to be written.
        if hindrances.is_empty() {
            withdrawn += batch.take_back(tx, reason, &cause).await?;
        }
        progress.advance(projects.len());
    }
    if !hindrances.is_empty() {
        let message = format!("有 {} 处后续处理依赖本批次,不能整批撤销", told_as(hindrances.len()));
        let errors = hindrances.into_iter().take(TOLD).map(|met| FieldError::new("", "depends", met.message())).collect();
        return Err(AppError::Conflict { code: "undo_blocked", message, errors });
    }
    result.withdrawn = Some(withdrawn);
    let text = serde_json::to_string(&result).map_err(AppError::internal)?;
    store::import::advance(tx, import, ImportState::Undone, text).await?;
    let detail = serde_json::json!({ "file": import.file_name, "reason": reason, "result": result });
    tx.audit("import.undone", import.id, detail).await?;
    Ok(result)
}

/// How many hindrances there are, as far as they were counted.
fn told_as(number: usize) -> String {
    if number > TOLD { format!("{TOLD} 多") } else { number.to_string() }
}

/// Something that stands in the way of an undo.
#[derive(Clone, Debug)]
pub struct Hindrance {
    /// What kind of thing it is.
    pub kind: HindranceKind,
    /// Code of the project.
    pub project_code: String,
    /// Its name.
    pub name: String,
    /// What was done.
    pub what: String,
    /// Who did it.
    pub by: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
}

/// What kind of thing stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HindranceKind {
    /// A decision on one of its claims.
    Verdict,
    /// A later change of a project's facts.
    Edit,
    /// A later claim on a project.
    Claim,
}

impl HindranceKind {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::Edit => "edit",
            Self::Claim => "claim",
        }
    }
}

impl Hindrance {
    fn message(&self) -> String {
        format!("{} {} {}", self.project_code, self.name, self.what)
    }
}

/// What an undo would do, and what stands in its way.
#[derive(Clone, Debug)]
pub struct UndoOutlook {
    /// What stands in the way; without any it can be undone.
    pub blockers: Vec<Hindrance>,
    /// Claims that would be withdrawn.
    pub withdraws: usize,
    /// Projects whose facts would go back to what they were, or that would leave the lists.
    pub restores: usize,
}

/// What undoing an import would do, before one tries.
pub async fn undo_outlook(app: &App, caller: &Caller, id: ImportId) -> Result<UndoOutlook, AppError> {
    caller.require(Permission::ImportUndo)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    if import.state != ImportState::Committed {
        return Err(AppError::conflict("import_not_committed", format!("该批次{},无可撤销", import.state.label())));
    }
    let touched = Touched::load(&read, caller, id).await?;
    let mut outlook = UndoOutlook { blockers: Vec::new(), withdraws: 0, restores: touched.versions.len() };
    for projects in touched.projects.chunks(TOGETHER) {
        let batch = Batch::load(&read, caller, id, &touched, projects).await?;
        outlook.withdraws += batch.claims.len();
        if outlook.blockers.len() < TOLD {
            outlook.blockers.extend(batch.hindrances(&read).await?);
        }
    }
    outlook.blockers.truncate(TOLD);
    Ok(outlook)
}

/// What an import touched, by ids alone.
struct Touched {
    /// Its projects.
    projects: Vec<ProjectId>,
    /// The versions of facts that it made.
    versions: BTreeMap<ProjectId, i32>,
}

impl Touched {
    async fn load(read: &Reader<'_>, caller: &Caller, id: ImportId) -> Result<Self, AppError> {
        let versions: BTreeMap<ProjectId, i32> = versions_of_import(read, id).await?.into_iter().collect();
        let claimed = Rows::<Claim>::visible_to(&caller.scope).of_import(id, None).projects(read).await?;
        let projects: BTreeSet<ProjectId> = claimed.into_iter().chain(versions.keys().copied()).collect();
        Ok(Self { projects: projects.into_iter().collect(), versions })
    }
}

/// Some projects that an import touched, and what stands around it there.
struct Batch {
    /// Its claims that still stand.
    claims: Vec<Visible<Claim>>,
    /// Other claims of these projects.
    around: Vec<Visible<Claim>>,
    projects: BTreeMap<ProjectId, Visible<Project>>,
    /// The versions of facts that it made.
    touched: Vec<(ProjectId, i32)>,
    states: BTreeMap<ClaimId, ClaimState>,
}

impl Batch {
    async fn load(read: &Reader<'_>, caller: &Caller, id: ImportId, touched: &Touched, ids: &[ProjectId]) -> Result<Self, AppError> {
        let all = Rows::<Claim>::visible_to(&caller.scope).of_projects(read, ids).await?;
        let states = states(read, &all.iter().collect::<Vec<_>>()).await?;
        let (mut claims, around): (Vec<_>, Vec<_>) = all.into_iter().partition(|claim| claim.source.import == Some(id));
        claims.retain(|claim| states.get(&claim.id) != Some(&ClaimState::Withdrawn));
        let projects = Rows::<Project>::visible_to(&caller.scope).by_ids(read, ids).await?;
        let touched = ids.iter().filter_map(|id| Some((*id, *touched.versions.get(id)?))).collect();
        Ok(Self { claims, around, projects, touched, states })
    }

    /// Withdraws the claims and brings the former facts back; a project that the import made leaves the lists. Gives how
    /// many claims were withdrawn.
    async fn take_back(self, tx: &Tx, reason: &str, cause: &str) -> Result<usize, AppError> {
        let mut entries: Vec<Entry> =
            self.claims.iter().map(|claim| Entry::Withdrawal { claim: claim.key(), reason: format!("撤销导入:{reason}") }).collect();
        let withdrawn = entries.len();
        let known: Vec<&Visible<Project>> = self.touched.iter().filter_map(|(project, _)| self.projects.get(project)).collect();
        let mut former = former_versions(&tx.read(), &known).await?;
        let revisions = known.into_iter().map(|project| {
            let (facts, live) =
                former.remove(&project.id).map_or_else(|| (project.facts.clone(), false), |former| (former.facts, former.live));
            Revision { project, facts, live }
        });
        for project in store::project::revise_all(tx, revisions.collect(), cause, None).await? {
            entries.push(Entry::FactChange { project: project.key() });
        }
        append(tx, entries).await?;
        Ok(withdrawn)
    }

    /// Decisions on its claims, later edits of its projects, later claims that were computed from its own.
    async fn hindrances(&self, read: &Reader<'_>) -> Result<Vec<Hindrance>, AppError> {
        let met = |kind, project: ProjectId, what: String, by: Option<String>, at: Option<DateTime<Utc>>| {
            let known = self.projects.get(&project);
            Hindrance {
                kind,
                project_code: known.map_or_else(String::new, |project| project.code.clone()),
                name: known.map_or_else(String::new, |project| project.facts.name.clone()),
                what,
                by,
                at,
            }
        };
        let mut found = Vec::new();
        let own: BTreeMap<ClaimId, &Visible<Claim>> = self.claims.iter().map(|claim| (claim.id, claim)).collect();
        for verdict in verdicts(read, &self.claims.iter().collect::<Vec<_>>()).await? {
            if let Some(claim) = own.get(&verdict.claim) {
                let what = format!("的{}申报已由{}作出认定({})", claim.kind.label(), verdict.by, verdict.outcome.label());
                found.push(met(HindranceKind::Verdict, claim.project, what, Some(verdict.by), Some(verdict.at)));
            }
        }
        for (project, version) in &self.touched {
            let Some(known) = self.projects.get(project).filter(|known| known.version != *version) else { continue };
            let latest = versions(read, known).await?.pop();
            let (by, at) = latest.map_or((None, None), |latest| (Some(latest.by), Some(latest.at)));
            found.push(met(HindranceKind::Edit, *project, "的资料在导入之后又有修改".to_owned(), by, at));
            if found.len() > TOLD {
                return Ok(found);
            }
        }
        let mut last: BTreeMap<ProjectId, i64> = BTreeMap::new();
        for claim in &self.claims {
            let latest = last.entry(claim.project).or_default();
            *latest = claim.sequence.max(*latest);
        }
        for claim in &self.around {
            let later = last.get(&claim.project).is_some_and(|latest| claim.sequence > *latest);
            if later && self.states.get(&claim.id) != Some(&ClaimState::Withdrawn) {
                let what = format!("之后又申报了 {} 的{}", claim.period, claim.kind.label());
                found.push(met(HindranceKind::Claim, claim.project, what, Some(claim.reporter.clone()), Some(claim.recorded_at)));
            }
        }
        Ok(found)
    }
}
