//! Committing an import: planned anew and carried out in one transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Permission;
use domain::claim::ImportState;
use domain::ids::ImportId;
use domain::job::JobKind;
use serde::{Deserialize, Serialize};
use store::import::Import;
use store::import::mend::standing;
use store::import::row::stretch;
use store::org::Org;
use store::project::{NewProject, Revision};
use store::record::{Entry, append};
use store::{Rows, Tx, Visible};

use super::facts::Provenance;
use super::kept::{Desk, DeskRow, Head, choices, desk, desk_rows, head, memory};
use super::plan::{Action, Ground, PlannedClaim, PlannedRow, Planner};
use super::rules::{needs_reason, rule_label};
use super::show::{ImportView, show, waiting};
use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::job::{Begun, NewJob, Output, Progress};
use crate::state::App;
use sheets::ledger::{ColumnMemory, Severity};

/// Rows that are planned and written together.
const TOGETHER: usize = 1_000;

/// What the user confirmed.
#[derive(Clone, Debug, Default)]
pub struct CommitOptions {
    /// Money of an older period is written although a newer one is booked.
    pub confirm_older: bool,
    /// The version that the user has seen; without one whatever stands is committed.
    pub version: Option<i32>,
    /// Why what a rule tells is right as it stands, by rule.
    pub reasons: Reasons,
}

/// Reasons for what is still told at a commit.
#[derive(Clone, Debug, Default)]
pub struct Reasons {
    /// By rule.
    pub by_rule: BTreeMap<String, String>,
    /// For every other rule.
    pub others: Option<String>,
}

impl Reasons {
    /// One reason for whatever is told.
    pub fn for_all(reason: &str) -> Self {
        Self { by_rule: BTreeMap::new(), others: Some(reason.to_owned()) }
    }

    fn of(&self, rule: &str) -> Option<&str> {
        let given = self.by_rule.get(rule).or(self.others.as_ref());
        given.map(|reason| reason.trim()).filter(|reason| !reason.is_empty())
    }
}

/// What a commit came to. Stored with the import.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CommitResult {
    /// Projects made.
    pub new_projects: usize,
    /// Projects with something new.
    pub changed_projects: usize,
    /// Claims written.
    pub claims: usize,
    /// Claims withdrawn by an undo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<usize>,
    /// By rule why what it tells was right as it stood.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: BTreeMap<String, String>,
}

/// Commits an import: all of it or nothing. Tells what it looks like then, with what waits for a decision.
pub async fn commit(app: &App, caller: &Caller, id: ImportId, options: CommitOptions) -> Result<ImportView, AppError> {
    enter(app, caller, id, options).await?;
    show(app, caller, id).await
}

/// As [`commit`], for who only wants to know what was written.
pub async fn enter(app: &App, caller: &Caller, id: ImportId, options: CommitOptions) -> Result<CommitResult, AppError> {
    caller.require(Permission::ImportCreate)?;
    waiting(app, caller, id).await?;
    write(app, caller, id, options, &Progress::default()).await
}

/// Begins to commit an import: as a job.
pub async fn begin_commit(app: &App, caller: &Caller, id: ImportId, options: CommitOptions) -> Result<Begun, AppError> {
    caller.require(Permission::ImportCreate)?;
    let import = waiting(app, caller, id).await?;
    check(&import, &options)?;
    let new = NewJob { kind: JobKind::ImportCommit, subject: Some(id.0), total: Some(desk(&import)?.tally.tabs.all) };
    let (of_job, by) = (app.clone(), caller.clone());
    let work = move |progress: Progress| async move {
        let result = write(&of_job, &by, id, options, &progress).await?;
        Ok(Output { result: serde_json::to_value(result).map_err(AppError::internal)?, file: None })
    };
    crate::job::begin(app, caller, new, work).await
}

async fn write(app: &App, caller: &Caller, id: ImportId, options: CommitOptions, progress: &Progress) -> Result<CommitResult, AppError> {
    let told = Arc::new((caller.clone(), options, progress.clone()));
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let told = told.clone();
            Box::pin(async move {
                let (caller, options, progress) = &*told;
                let import = Rows::<Import>::visible_to(&caller.scope).by_id(&tx.read(), id.0).await?;
                carry_out(tx, caller, &import, options, progress).await
            })
        })
        .await
}

/// What a commit would be refused for, and the reasons that it needs.
fn check(import: &Import, options: &CommitOptions) -> Result<BTreeMap<String, String>, AppError> {
    if import.state != ImportState::Read {
        return Err(AppError::conflict("import_not_pending", format!("该批次{},不能再入账", import.state.label())));
    }
    if options.version.is_some_and(|version| version != import.version) {
        return Err(AppError::conflict("import_changed", "该批次在您核对之后又有修改,请重新核对"));
    }
    let mut reasons = BTreeMap::new();
    let mut errors = Vec::new();
    for (rule, count) in to_be_reasoned(&desk(import)?) {
        if let Some(reason) = options.reasons.of(&rule) {
            reasons.insert(rule, reason.to_owned());
        } else {
            let message = format!("仍有 {count} 处“{}”,请处理,或填写保留的理由", rule_label(&rule));
            errors.push(FieldError::new(&format!("/reasons/{rule}"), "reason_required", message));
        }
    }
    if errors.is_empty() { Ok(reasons) } else { Err(AppError::Invalid(errors)) }
}

/// Rules that still tell something and need a reason at a commit, with how often they do.
pub(super) fn to_be_reasoned(desk: &Desk) -> BTreeMap<String, usize> {
    let of_rows = desk.tally.rules.iter().filter(|(_, of_rule)| of_rule.severity != Severity::Info);
    let mut found: BTreeMap<String, usize> = of_rows.map(|(rule, of_rule)| (rule.clone(), of_rule.rows)).collect();
    for problem in desk.problems.iter().filter(|problem| problem.severity != Severity::Info) {
        *found.entry(problem.rule.to_string()).or_default() += 1;
    }
    found.retain(|rule, _| needs_reason(rule));
    found
}

/// Writes an import inside a transaction.
pub(super) async fn carry_out(
    tx: &Tx,
    caller: &Caller,
    import: &Visible<Import>,
    options: &CommitOptions,
    progress: &Progress,
) -> Result<CommitResult, AppError> {
    let reasons = check(import, options)?;
    let read = tx.read();
    let org = Rows::<Org>::visible_to(&caller.scope).by_id(&read, import.org.0).await?;
    let ground = Ground {
        caller: caller.clone(),
        org: org.clone(),
        period: import.period,
        provenance: Provenance::of(import),
        confirm_older: options.confirm_older,
    };
    let mut planner = Planner::new(&read, ground).await?;
    // Two imports of one unit look for their projects one after the other, so that neither makes what the other has.
    store::org::hold(tx, planner.units()).await?;
    let mut result = CommitResult { reasons, ..CommitResult::default() };
    let mut next = 0;
    progress.set_done(0);
    loop {
        progress.check()?;
        let indexed = stretch(&read, import, next, TOGETHER as u64).await?;
        let Some(last) = indexed.last() else { break };
        next = last.place + 1;
        let rows = desk_rows(&read, import, &indexed).await?;
        let placed: Vec<(usize, &DeskRow)> =
            indexed.iter().zip(&rows).map(|(indexed, row)| (usize::try_from(indexed.place).unwrap_or(0), row)).collect();
        let planned = planner.plan(&read, Some(tx), &placed).await?;
        let made = write_rows(tx, import, &org, planned, &mut result).await?;
        planner.made(made.into_iter());
        progress.advance(rows.len());
    }
    let text = serde_json::to_string(&result).map_err(AppError::internal)?;
    store::import::advance(tx, import, ImportState::Committed, text).await?;
    remember(tx, import, planner.units()).await?;
    let detail = serde_json::json!({ "file": import.file_name, "period": import.period.to_string(), "result": result });
    tx.audit("import.committed", import.id, detail).await?;
    Ok(result)
}

async fn write_rows(
    tx: &Tx,
    import: &Visible<Import>,
    org: &Visible<Org>,
    planned: Vec<PlannedRow>,
    result: &mut CommitResult,
) -> Result<Vec<domain::ids::ProjectId>, AppError> {
    let cause = format!("导入《{}》", import.file_name);
    let mut entries = Vec::new();
    let claim = |project, planned: PlannedClaim| Entry::Claim { project, draft: planned.draft, org: org.id, source: planned.source };
    let (new, known): (Vec<_>, Vec<_>) =
        planned.into_iter().filter(|row| matches!(row.action, Action::New | Action::Change)).partition(|row| row.action == Action::New);
    let drafts = new
        .iter()
        .filter_map(|row| row.host.as_ref().map(|host| NewProject { host, facts: row.facts.clone(), claimed: !row.claims.is_empty() }))
        .collect();
    let made = store::project::create(tx, drafts, &cause, Some(import.id)).await?;
    result.new_projects += made.len();
    for (project, row) in made.iter().zip(new) {
        entries.extend(row.claims.into_iter().map(|planned| claim(project.key(), planned)));
    }
    result.changed_projects += known.len();
    let mut revisions = Vec::new();
    for row in &known {
        let Some(project) = &row.project else { continue };
        if row.facts != project.facts {
            revisions.push(Revision { project, facts: row.facts.clone(), live: true });
        }
    }
    for project in store::project::revise_all(tx, revisions, &cause, Some(import.id)).await? {
        entries.push(Entry::FactChange { project: project.key() });
    }
    for row in known {
        let Some(project) = row.project else { continue };
        entries.extend(row.claims.into_iter().map(|planned| claim(project.key(), planned)));
    }
    result.claims += append(tx, entries).await?.len();
    Ok(made.iter().map(|project| project.id).collect())
}

/// Remembers how an organisation's columns were understood and which words were mapped to its units, beside what was
/// remembered before.
async fn remember(tx: &Tx, import: &Visible<Import>, units: &[Visible<Org>]) -> Result<(), AppError> {
    let Head { reading } = head(import)?;
    let read = tx.read();
    let mut known = memory(&read, import.org).await?;
    known.columns.columns.extend(ColumnMemory::of(&reading).columns);
    known.columns.columns.extend(choices(import).columns.columns);
    for made in standing(&read, import).await? {
        let (before, after) = (made.mend.before, made.mend.after);
        let is_county = made.mend.field == sheets::field::FieldId::County.code();
        // A county's own name that was wrong in one row is right in others.
        let names_unit = units.iter().any(|unit| unit.name.contains(&before) || before.contains(&unit.short_name));
        if is_county && !names_unit && units.iter().any(|unit| unit.name == after) {
            known.places.insert(before, after);
        }
    }
    let text = serde_json::to_string(&known).map_err(AppError::internal)?;
    Ok(store::import::remember_columns(tx, import.org, text).await?)
}
