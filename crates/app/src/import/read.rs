//! Reading a workbook, keeping it with what was read, and showing both.

use access::Permission;
use domain::ids::ImportId;
use domain::money::{Currency, Fen};
use domain::period::Period;
use sheets::Limits;
use sheets::book::{Book, BookError};
use sheets::ledger::{ColumnMemory, LedgerError, LedgerOptions, LedgerReading, Problem, ProjectRow, Severity, Status, read_ledger};
use store::import::{CHUNK, Import, NewImport};
use store::org::{Org, named};
use store::{Rows, Visible};

use super::commit::CommitResult;
use super::plan::{Ground, Plan, PlannedRow, plan};
use crate::caller::Caller;
use crate::error::AppError;
use crate::page::{MOST, Page, page};
use crate::state::App;

/// Why a workbook could not be read as a ledger.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file.
    #[error(transparent)]
    Book(#[from] BookError),
    /// What is in it.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl ImportError {
    /// The stable code.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::Book(error) => error.rule(),
            Self::Ledger(error) => error.rule(),
        }
    }
}

/// Reads a workbook as a ledger. Pure and slow: run it where blocking is allowed.
pub fn read_ledger_file(
    bytes: &[u8],
    file_name: &str,
    period: Period,
    memory: Option<&ColumnMemory>,
) -> Result<LedgerReading, ImportError> {
    let book = Book::open(bytes, file_name, &Limits::default())?;
    let mut options = LedgerOptions::for_period(period);
    options.remembered = memory;
    Ok(read_ledger(&book, &options)?)
}

/// A workbook that somebody brings in.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its name.
    pub file_name: String,
    /// Its bytes.
    pub content: Vec<u8>,
    /// The period that it reports.
    pub period: Period,
    /// Code of the organisation that it is brought in for.
    pub org: String,
}

/// An import with all that its page shows.
#[derive(Clone, Debug)]
pub struct ImportView {
    /// The import.
    pub import: Visible<Import>,
    /// Its organisation.
    pub org: Org,
    /// What was read, without the rows.
    pub reading: LedgerReading,
    /// Total investment of the live projects.
    pub total_investment: Fen,
    /// Funds of the year of the live projects.
    pub funds_year_to_date: Fen,
    /// What a commit would write, while it is not committed.
    pub plan: Option<Plan>,
    /// Claims of it that wait for a decision.
    pub pending: usize,
    /// Of these, claims whose automatic checks all pass.
    pub checked: usize,
}

impl ImportView {
    /// What the commit, and perhaps the undo, came to.
    pub fn result(&self) -> Option<CommitResult> {
        self.import.result.as_deref().and_then(|text| serde_json::from_str(text).ok())
    }
}

/// Reads a workbook and keeps it; nothing reaches the record yet. Tells what was read and what a commit would write.
pub async fn bring_in(app: &App, caller: &Caller, file: NewFile) -> Result<ImportView, AppError> {
    let id = keep(app, caller, file).await?;
    show(app, caller, id).await
}

/// As [`bring_in`], for who commits without looking at the plan.
pub async fn keep(app: &App, caller: &Caller, file: NewFile) -> Result<ImportId, AppError> {
    caller.require(Permission::ImportCreate)?;
    let org = Rows::<Org>::visible_to(&caller.scope).by_code(&app.store.read(), &file.org).await?;
    let memory: Option<ColumnMemory> =
        store::import::column_memory(&app.store.read(), org.id).await?.and_then(|text| serde_json::from_str(&text).ok());
    let (period, name) = (file.period, file.file_name.clone());
    let (content, reading) = tokio::task::spawn_blocking(move || {
        let reading = read_ledger_file(&file.content, &name, period, memory.as_ref());
        (file.content, reading)
    })
    .await
    .map_err(AppError::internal)?;
    let reading = reading.map_err(|error| AppError::invalid("/file", error.rule(), error.to_string()))?;
    let live = reading.projects.iter().filter(|row| row.status == Status::Live).count();
    let (head, chunks) = stored(reading)?;
    let new =
        NewImport { period, file_name: file.file_name, content, rows: i32::try_from(live).unwrap_or(i32::MAX), reading: head, chunks };
    let new = std::sync::Arc::new(new);
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (org, new) = (org.clone(), new.clone());
            Box::pin(async move {
                let detail =
                    serde_json::json!({ "file": new.file_name, "period": new.period.to_string(), "org": org.code, "rows": new.rows });
                let id = store::import::create(tx, &org, NewImport::clone(&new)).await?;
                tx.audit("import.read", id, detail).await?;
                Ok(id)
            })
        })
        .await
}

/// The reading as it is stored: its head, and its rows in chunks.
fn stored(mut reading: LedgerReading) -> Result<(String, Vec<Vec<u8>>), AppError> {
    let rows = std::mem::take(&mut reading.projects);
    let chunks: Result<Vec<_>, _> = rows.chunks(CHUNK).map(serde_json::to_vec).collect();
    let chunks = chunks.map_err(AppError::internal)?;
    let head = StoredHead { total_investment: total_of(&rows), funds_year_to_date: funds_of(&rows), reading };
    Ok((serde_json::to_string(&head).map_err(AppError::internal)?, chunks))
}

#[derive(serde::Serialize, serde::Deserialize)]
struct StoredHead {
    total_investment: Fen,
    funds_year_to_date: Fen,
    reading: LedgerReading,
}

fn sum(rows: &[ProjectRow], amount: impl Fn(&ProjectRow) -> Option<sheets::ledger::Amount>) -> Fen {
    rows.iter()
        .filter(|row| row.status == Status::Live)
        .filter_map(amount)
        .filter(|amount| amount.money.currency == Currency::Cny)
        .map(|amount| amount.money.minor)
        .sum()
}

fn total_of(rows: &[ProjectRow]) -> Fen {
    sum(rows, |row| row.total_investment.as_ref().and_then(|field| field.value))
}

fn funds_of(rows: &[ProjectRow]) -> Fen {
    sum(rows, |row| row.funds.year_to_date.as_ref().and_then(|field| field.value))
}

/// Remembers how an organisation's columns were understood, beside what was remembered before.
pub(super) async fn remember_columns(tx: &store::Tx, import: &Visible<Import>) -> Result<(), AppError> {
    let head: StoredHead = serde_json::from_str(&import.reading).map_err(AppError::internal)?;
    let known = store::import::column_memory(&tx.read(), import.org).await?;
    let mut memory: ColumnMemory = known.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    memory.columns.extend(ColumnMemory::of(&head.reading).columns);
    let text = serde_json::to_string(&memory).map_err(AppError::internal)?;
    Ok(store::import::remember_columns(tx, import.org, text).await?)
}

/// All rows of an import.
pub(super) async fn all_rows(read: &store::Reader<'_>, import: &Visible<Import>) -> Result<Vec<ProjectRow>, AppError> {
    let mut rows = Vec::new();
    for chunk in store::import::chunks(read, import, 0..usize::MAX).await? {
        rows.extend(serde_json::from_slice::<Vec<ProjectRow>>(&chunk).map_err(AppError::internal)?);
    }
    Ok(rows)
}

/// Imports that the caller sees, newest first.
pub async fn list(
    app: &App,
    caller: &Caller,
    before: Option<ImportId>,
    limit: u64,
) -> Result<Page<(Visible<Import>, Org, [usize; 3])>, AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let limit = limit.clamp(1, MOST);
    let total = Rows::<Import>::visible_to(&caller.scope).count(&read).await?;
    let found = page(Rows::<Import>::visible_to(&caller.scope).newest(&read, before, limit + 1).await?, limit, total, |import| {
        import.id.to_string()
    });
    let orgs = named(&read, found.items.iter().map(|import| import.org)).await?;
    let items = found
        .items
        .into_iter()
        .filter_map(|import| {
            let org = orgs.get(&import.org)?.clone();
            let problems =
                serde_json::from_str::<StoredHead>(&import.reading).map(|head| counts(&head.reading.problems)).unwrap_or_default();
            Some((import, org, problems))
        })
        .collect();
    Ok(Page { items, total: found.total, next: found.next })
}

/// Problems by weight: errors, warnings, notes.
pub fn counts(problems: &[Problem]) -> [usize; 3] {
    [Severity::Error, Severity::Warning, Severity::Info]
        .map(|severity| problems.iter().filter(|problem| problem.severity == severity).count())
}

/// The page of an import.
pub async fn show(app: &App, caller: &Caller, id: ImportId) -> Result<ImportView, AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let org = Rows::<Org>::visible_to(&caller.scope).by_id(&read, import.org.0).await?;
    let head: StoredHead = serde_json::from_str(&import.reading).map_err(AppError::internal)?;
    let plan = if import.state == domain::claim::ImportState::Read {
        let rows = all_rows(&read, &import).await?;
        let ground = Ground { caller, org: &org, period: import.period, import: import.id, confirm_older: false };
        Some(plan(&read, &ground, &rows).await?)
    } else {
        None
    };
    let (pending, checked) =
        if import.state == domain::claim::ImportState::Committed { crate::claim::waiting(app, caller, id).await? } else { (0, 0) };
    Ok(ImportView {
        org: org.into_inner(),
        total_investment: head.total_investment,
        funds_year_to_date: head.funds_year_to_date,
        reading: head.reading,
        plan,
        pending,
        checked,
        import,
    })
}

/// Which rows of an import are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowFilter {
    /// All.
    #[default]
    All,
    /// Those with a problem.
    Problems,
    /// Ended projects.
    Terminated,
}

/// A row as it was read, with what would become of it.
#[derive(Clone, Debug)]
pub struct RowView {
    /// Place in the reading, from 0.
    pub index: usize,
    /// The row.
    pub row: ProjectRow,
    /// What would become of it; absent once committed.
    pub planned: Option<PlannedRow>,
    /// Problems of its cells.
    pub problems: Vec<Problem>,
}

/// Some rows of an import, and how many there are.
pub async fn rows(
    app: &App,
    caller: &Caller,
    id: ImportId,
    filter: RowFilter,
    offset: usize,
    limit: usize,
) -> Result<(usize, Vec<RowView>), AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let head: StoredHead = serde_json::from_str(&import.reading).map_err(AppError::internal)?;
    let all = all_rows(&read, &import).await?;
    let has_problem = |row: &ProjectRow| head.reading.problems.iter().any(|problem| concerns(problem, row));
    let wanted: Vec<(usize, ProjectRow)> = all
        .into_iter()
        .enumerate()
        .filter(|(_, row)| match filter {
            RowFilter::All => true,
            RowFilter::Problems => has_problem(row),
            RowFilter::Terminated => row.status == Status::Terminated,
        })
        .collect();
    let total = wanted.len();
    let shown: Vec<(usize, ProjectRow)> = wanted.into_iter().skip(offset).take(limit).collect();
    let mut planned = if import.state == domain::claim::ImportState::Read {
        let org = Rows::<Org>::visible_to(&caller.scope).by_id(&read, import.org.0).await?;
        let ground = Ground { caller, org: &org, period: import.period, import: import.id, confirm_older: false };
        let rows: Vec<ProjectRow> = shown.iter().map(|(_, row)| row.clone()).collect();
        plan(&read, &ground, &rows).await?.rows.into_iter().map(Some).collect()
    } else {
        vec![None; shown.len()]
    };
    let views = shown.into_iter().zip(planned.drain(..)).map(|((index, row), planned)| {
        let problems = head.reading.problems.iter().filter(|problem| concerns(problem, &row)).cloned().collect();
        RowView { index, row, planned, problems }
    });
    Ok((total, views.collect()))
}

fn concerns(problem: &Problem, row: &ProjectRow) -> bool {
    problem.sheet == row.at.sheet && problem.cell.is_some_and(|cell| cell.row == row.at.pos.row)
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
                if import.state != domain::claim::ImportState::Read {
                    return Err(AppError::conflict("import_not_pending", "该批次已入账,不能删除,只能撤销"));
                }
                store::import::discard(tx, &import).await?;
                tx.audit("import.discarded", id, serde_json::json!({ "file": import.file_name })).await?;
                Ok(())
            })
        })
        .await
}
