//! Undoing an import as a whole: claims are withdrawn, former facts come back as new versions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::Permission;
use chrono::{DateTime, Utc};
use domain::claim::{ClaimState, ImportState};
use domain::ids::{ClaimId, ImportId, ProjectId};
use store::claim::{Claim, states, verdicts};
use store::import::Import;
use store::project::{Project, versions, versions_of_import};
use store::record::{Entry, append};
use store::{Reader, Rows, Visible};

use super::commit::CommitResult;
use super::show::{ImportView, show};
use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::state::App;

/// What an undo came to.
pub type UndoResult = CommitResult;

/// At most so many hindrances are told one by one.
const TOLD: usize = 50;

/// Undoes an import, or refuses with the list of what stands in the way.
pub async fn undo(app: &App, caller: &Caller, id: ImportId, reason: &str) -> Result<ImportView, AppError> {
    caller.require(Permission::ImportUndo)?;
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(AppError::invalid("/reason", "reason_required", "请填写撤销理由"));
    }
    let who = Arc::new(caller.clone());
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (caller, reason) = (who.clone(), reason.clone());
            Box::pin(async move {
                let read = tx.read();
                let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
                if import.state != ImportState::Committed {
                    return Err(AppError::conflict("import_not_committed", format!("该批次{},无可撤销", import.state.label())));
                }
                let batch = Batch::load(&read, &caller, id).await?;
                let hindrances = batch.hindrances(&read).await?;
                if !hindrances.is_empty() {
                    let message = format!("有 {} 处后续处理依赖本批次,不能整批撤销", hindrances.len());
                    let errors = hindrances.into_iter().take(TOLD).map(|met| FieldError::new("", "depends", met.message())).collect();
                    return Err(AppError::Conflict { code: "undo_blocked", message, errors });
                }
                let mut result: CommitResult =
                    import.result.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
                let mut entries: Vec<Entry> = batch
                    .claims
                    .iter()
                    .map(|claim| Entry::Withdrawal { claim: claim.key(), reason: format!("撤销导入:{reason}") })
                    .collect();
                result.withdrawn = Some(entries.len());
                let cause = format!("撤销导入《{}》:{reason}", import.file_name);
                for (project, version) in &batch.touched {
                    let Some(project) = batch.projects.get(project) else { continue };
                    let former = versions(&read, project).await?.into_iter().rfind(|known| known.version < *version);
                    let (facts, live) = former.map_or_else(|| (project.facts.clone(), false), |former| (former.facts, former.live));
                    let project = store::project::revise(tx, project, facts, live, &cause, None).await?;
                    entries.push(Entry::FactChange { project: project.key() });
                }
                append(tx, entries).await?;
                let text = serde_json::to_string(&result).map_err(AppError::internal)?;
                store::import::advance(tx, &import, ImportState::Undone, text).await?;
                tx.audit("import.undone", id, serde_json::json!({ "file": import.file_name, "reason": reason, "result": result })).await?;
                Ok(())
            })
        })
        .await?;
    show(app, caller, id).await
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
    let batch = Batch::load(&read, caller, id).await?;
    let mut blockers = batch.hindrances(&read).await?;
    blockers.truncate(TOLD);
    Ok(UndoOutlook { withdraws: batch.claims.len(), restores: batch.touched.len(), blockers })
}

/// What an import wrote, and what stands around it.
struct Batch {
    /// Its claims that still stand.
    claims: Vec<Visible<Claim>>,
    /// All claims of the projects that it touched.
    around: Vec<Visible<Claim>>,
    projects: BTreeMap<ProjectId, Visible<Project>>,
    /// The versions of facts that it made.
    touched: Vec<(ProjectId, i32)>,
}

impl Batch {
    async fn load(read: &Reader<'_>, caller: &Caller, id: ImportId) -> Result<Self, AppError> {
        let mut claims = Rows::<Claim>::visible_to(&caller.scope).of_import(id, None).all(read).await?;
        let states = states(read, &claims.iter().collect::<Vec<_>>()).await?;
        claims.retain(|claim| states.get(&claim.id) != Some(&ClaimState::Withdrawn));
        let touched = versions_of_import(read, id).await?;
        let ids: BTreeSet<ProjectId> =
            claims.iter().map(|claim| claim.project).chain(touched.iter().map(|(project, _)| *project)).collect();
        let ids: Vec<ProjectId> = ids.into_iter().collect();
        let around = Rows::<Claim>::visible_to(&caller.scope).of_projects(read, &ids).await?;
        let projects = Rows::<Project>::visible_to(&caller.scope).by_ids(read, &ids).await?;
        Ok(Self { claims, around, projects, touched })
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
        let states = states(read, &self.around.iter().collect::<Vec<_>>()).await?;
        let mut last: BTreeMap<ProjectId, i64> = BTreeMap::new();
        for claim in &self.claims {
            let latest = last.entry(claim.project).or_default();
            *latest = claim.sequence.max(*latest);
        }
        for claim in &self.around {
            let later = last.get(&claim.project).is_some_and(|latest| claim.sequence > *latest) && !own.contains_key(&claim.id);
            if later && states.get(&claim.id) != Some(&ClaimState::Withdrawn) {
                let what = format!("之后又申报了 {} 的{}", claim.period, claim.kind.label());
                found.push(met(HindranceKind::Claim, claim.project, what, Some(claim.reporter.clone()), Some(claim.recorded_at)));
            }
        }
        Ok(found)
    }
}
