//! An import as its page shows it.

use std::collections::BTreeMap;

use access::Permission;
use domain::claim::{ClaimKind, ImportState};
use domain::ids::{ImportId, JobId};
use domain::job::JobState;
use domain::money::Fen;
use sheets::ledger::{LedgerReading, Problem, Severity};
use store::import::Import;
use store::import::mend::{Steps, steps};
use store::org::{Org, named};
use store::{Rows, Visible};

use super::columns::is_uncertain;
use super::commit::CommitResult;
use super::group::{Group, groups};
use super::kept::{Desk, choices, desk, head};
use super::read::fill;
use super::tally::Tabs;
use crate::caller::Caller;
use crate::error::AppError;
use crate::job::{Fault, Progress};
use crate::page::{MOST, Page, page};
use crate::state::App;

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Being read.
    Reading,
    /// It could not be read.
    Failed,
    /// Its reading was stopped.
    Cancelled,
    /// Read, waiting to be committed.
    Read,
    /// Its claims are in the record.
    Committed,
    /// Its claims were withdrawn.
    Undone,
}

impl Standing {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Read => "read",
            Self::Committed => "committed",
            Self::Undone => "undone",
        }
    }

    /// The Chinese word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reading => "读取中",
            Self::Failed => "读取失败",
            Self::Cancelled => "已取消",
            Self::Read => "待入账",
            Self::Committed => "已入账",
            Self::Undone => "已撤销",
        }
    }
}

/// Rows by what a commit would do with them, and the claims that it would write.
#[derive(Clone, Debug, Default)]
pub struct PlanSums {
    /// Claims by kind: how many, and their money.
    pub claims: BTreeMap<ClaimKind, (usize, Fen)>,
    /// Rows whose money is held back because a newer period is booked.
    pub held: usize,
}

/// An import with all that its page shows.
#[derive(Clone, Debug)]
pub struct ImportView {
    /// The import.
    pub import: Visible<Import>,
    /// How far it has come.
    pub standing: Standing,
    /// The job that works on it, or worked on it last, and why it failed.
    pub job: Option<(JobId, Option<Fault>)>,
    /// Its organisation.
    pub org: Org,
    /// What was read, without the rows.
    pub reading: Option<LedgerReading>,
    /// Rows by tab.
    pub tabs: Tabs,
    /// What there is to tell of rows, by rule.
    pub groups: Vec<Group>,
    /// What there is to tell of sheets, columns, sums, and rows that cannot be projects.
    pub problems: Vec<Problem>,
    /// Columns that nobody has chosen and that the reader was not sure of.
    pub columns_uncertain: usize,
    /// What was mended.
    pub steps: Steps,
    /// Rows in which something was mended.
    pub mended: usize,
    /// Problems by weight: errors, warnings, notes.
    pub counts: [usize; 3],
    /// Total investment of the live projects.
    pub total_investment: Fen,
    /// Funds of the year of the live projects.
    pub funds_year_to_date: Fen,
    /// What a commit would write, while it is not committed.
    pub plan: Option<PlanSums>,
    /// Claims of it that wait for a decision.
    pub pending: u64,
    /// Of these, claims whose automatic checks all pass; absent where there are too many to look at each for a page.
    pub checked: Option<usize>,
}

impl ImportView {
    /// What the commit, and perhaps the undo, came to.
    pub fn result(&self) -> Option<CommitResult> {
        self.import.result.as_deref().and_then(|text| serde_json::from_str(text).ok())
    }
}

/// Problems by weight: errors, warnings, notes; of rows each rule counts once for a row.
pub(super) fn counts(desk: &Desk) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let of_rows: usize = desk.tally.rules.values().filter(|rule| rule.severity == severity).map(|rule| rule.rows).sum();
        of_rows + desk.problems.iter().filter(|problem| problem.severity == severity).count()
    })
}

/// An import on a list.
#[derive(Clone, Debug)]
pub struct ImportLine {
    /// The import.
    pub import: Visible<Import>,
    /// Its organisation.
    pub org: Org,
    /// How far it has come.
    pub standing: Standing,
    /// Errors, warnings, notes.
    pub problems: [usize; 3],
}

/// Imports that the caller sees, newest first.
pub async fn list(app: &App, caller: &Caller, before: Option<ImportId>, limit: u64) -> Result<Page<ImportLine>, AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let limit = limit.clamp(1, MOST);
    let total = Rows::<Import>::visible_to(&caller.scope).count(&read).await?;
    let found = page(Rows::<Import>::visible_to(&caller.scope).newest(&read, before, limit + 1).await?, limit, total, |import| {
        import.id.to_string()
    });
    let orgs = named(&read, found.items.iter().map(|import| import.org)).await?;
    let mut items = Vec::with_capacity(found.items.len());
    for import in found.items {
        let Some(org) = orgs.get(&import.org).cloned() else { continue };
        let (standing, _) = standing(app, caller, &import).await?;
        let problems = counts(&desk(&import)?);
        items.push(ImportLine { import, org, standing, problems });
    }
    Ok(Page { items, total: found.total, next: found.next })
}

/// How far an import has come, with its latest job while that matters.
async fn standing(app: &App, caller: &Caller, import: &Import) -> Result<(Standing, Option<(JobId, Option<Fault>)>), AppError> {
    let standing = match import.state {
        ImportState::Committed => Standing::Committed,
        ImportState::Undone => Standing::Undone,
        ImportState::Read => Standing::Read,
        ImportState::Reading => Standing::Reading,
    };
    if import.state == ImportState::Undone {
        return Ok((standing, None));
    }
    let job = crate::job::latest_on(app, caller, import.id.0).await?;
    let Some(view) = job else { return Ok((standing, None)) };
    let standing = match (import.state, view.job.state) {
        (ImportState::Reading, JobState::Failed) => Standing::Failed,
        (ImportState::Reading, JobState::Cancelled) => Standing::Cancelled,
        _ => standing,
    };
    Ok((standing, Some((view.job.id, view.fault))))
}

/// The import, if it can be mended or booked. One that was read before there was an index is read anew.
pub(super) async fn waiting(app: &App, caller: &Caller, id: ImportId) -> Result<Visible<Import>, AppError> {
    let find = async || Rows::<Import>::visible_to(&caller.scope).by_id(&app.store.read(), id.0).await;
    let import = find().await?;
    match import.state {
        ImportState::Read if import.desk.is_some() => Ok(import),
        ImportState::Read => {
            read_anew(app, caller, import, None).await?;
            Ok(find().await?)
        }
        ImportState::Reading => Err(AppError::conflict("import_reading", "该批次还没有读取完,请稍候")),
        ImportState::Committed | ImportState::Undone => {
            Err(AppError::conflict("import_not_pending", format!("该批次{},不能再修改或入账", import.state.label())))
        }
    }
}

/// Reads an import anew while the caller waits.
async fn read_anew(app: &App, caller: &Caller, import: Visible<Import>, choices: Option<String>) -> Result<(), AppError> {
    let taken = import.clone();
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (import, choices) = (taken.clone(), choices.clone());
            Box::pin(async move { Ok(store::import::read_anew(tx, &import, choices).await?) })
        })
        .await?;
    fill(app, caller, import, &Progress::default()).await
}

/// The page of an import.
pub async fn show(app: &App, caller: &Caller, id: ImportId) -> Result<ImportView, AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let mut import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    if import.state == ImportState::Read && import.desk.is_none() {
        import = waiting(app, caller, id).await?;
    }
    let org = Rows::<Org>::visible_to(&caller.scope).by_id(&read, import.org.0).await?;
    let (standing, job) = standing(app, caller, &import).await?;
    let reading = if import.reading.is_empty() { None } else { Some(head(&import)?.reading) };
    let desk = desk(&import)?;
    let (pending, checked) =
        if import.state == ImportState::Committed { crate::claim::waiting(app, caller, id).await? } else { (0, Some(0)) };
    let chosen = choices(&import);
    let columns = reading.iter().flat_map(|reading| &reading.sheets).flat_map(|sheet| &sheet.columns);
    let columns_uncertain = columns.filter(|column| is_uncertain(column, &chosen)).count();
    let problems = counts(&desk);
    let plan = (import.state == ImportState::Read).then(|| PlanSums {
        claims: desk.tally.claims.iter().map(|(kind, (count, money))| (*kind, (*count, Fen(*money)))).collect(),
        held: desk.tally.held,
    });
    Ok(ImportView {
        standing,
        job,
        org: org.into_inner(),
        tabs: desk.tally.tabs,
        groups: groups(&desk.tally),
        problems: desk.problems,
        columns_uncertain,
        steps: steps(&read, &import).await?,
        mended: desk.tally.mended,
        counts: problems,
        total_investment: Fen(desk.tally.told.total),
        funds_year_to_date: Fen(desk.tally.told.funds),
        reading,
        plan,
        pending,
        checked,
        import,
    })
}

/// The workbook itself, and its name.
pub async fn content(app: &App, caller: &Caller, id: ImportId) -> Result<(String, Vec<u8>), AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let bytes = store::import::content(&read, &import).await?;
    let name = import.file_name.clone();
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            Box::pin(async move { Ok(tx.audit("import.downloaded", id, serde_json::json!({})).await?) })
        })
        .await?;
    Ok((name, bytes))
}

/// Forgets an import that was never committed.
pub async fn discard(app: &App, caller: &Caller, id: ImportId) -> Result<(), AppError> {
    caller.require(Permission::ImportCreate)?;
    let scope = caller.scope.clone();
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let scope = scope.clone();
            Box::pin(async move {
                let import = Rows::<Import>::visible_to(&scope).by_id(&tx.read(), id.0).await?;
                if matches!(import.state, ImportState::Committed | ImportState::Undone) {
                    return Err(AppError::conflict("import_not_pending", "该批次已入账,不能删除,只能撤销"));
                }
                store::import::discard(tx, &import).await?;
                tx.audit("import.discarded", id, serde_json::json!({ "file": import.file_name })).await?;
                Ok(())
            })
        })
        .await
}
