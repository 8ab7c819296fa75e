//! Reading a workbook: as a stream of rows that are planned, indexed and kept part by part, so that a ledger of
//! 100,000 rows needs no room for all of them and others write in between.

use std::sync::Arc;
use std::time::Duration;

use access::Permission;
use domain::ids::ImportId;
use domain::job::JobKind;
use domain::period::Period;
use quantity::AmountUnit;
use sheets::Limits;
use sheets::book::{Book, BookError};
use sheets::ledger::{ColumnMemory, LedgerError, LedgerOptions, LedgerReading, ReadRow, read_ledger, read_ledger_with};
use store::import::mend::{Mend, standing};
use store::import::row::{CHUNK, add};
use store::import::{Import, NewImport, Reading};
use store::org::Org;
use store::{Rows, Visible};
use tokio::sync::mpsc;

use super::facts::Provenance;
use super::index::{count_in, indexed};
use super::kept::{Desk, DeskRow, Head, Mended, choices, memory, packed};
use super::plan::{DUPLICATE, Ground, Planner};
use super::refresh::refresh;
use super::show::{ImportView, show};
use super::tally::Tally;
use crate::caller::Caller;
use crate::error::AppError;
use crate::job::{Begun, NewJob, Output, Progress};
use crate::state::App;

/// Rows that are planned and written together: a multiple of [`CHUNK`].
const PART: usize = 40 * CHUNK;
/// Parts that may wait between the reader and the writer.
const WAITING: usize = 2;

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

impl From<ImportError> for AppError {
    fn from(error: ImportError) -> Self {
        Self::invalid("/file", error.rule(), error.to_string())
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
    /// Whether it is the ledger of a former year, whose claims come in as historical data (历史数据).
    pub history: bool,
}

/// Reads a workbook and keeps it; nothing reaches the record yet. Tells what was read and what a commit would write.
pub async fn bring_in(app: &App, caller: &Caller, file: NewFile) -> Result<ImportView, AppError> {
    let id = keep(app, caller, file).await?;
    show(app, caller, id).await
}

/// As [`bring_in`], for who commits without looking at the plan.
pub async fn keep(app: &App, caller: &Caller, file: NewFile) -> Result<ImportId, AppError> {
    let import = create(app, caller, file).await?;
    if let Err(error) = fill(app, caller, import.clone(), &Progress::default()).await {
        forget(app, caller, import).await?;
        return Err(error);
    }
    Ok(import.id)
}

/// As [`bring_in`], not longer than this: a large workbook goes on being read as a job. One that turns out to be no
/// ledger in that time is refused, and nothing is kept of it.
pub async fn bring_in_within(app: &App, caller: &Caller, file: NewFile, time: Duration) -> Result<ImportView, AppError> {
    let import = create(app, caller, file).await?;
    let begun = read_as_job(app, caller, import.clone()).await?;
    let job = begun.id;
    if begun.ended_within(time).await {
        let ended = crate::job::show(app, caller, job).await?;
        if let Some(fault) = ended.fault {
            forget(app, caller, import).await?;
            return Err(if fault.errors.is_empty() {
                AppError::internal(JobFault(fault.message))
            } else {
                AppError::Invalid(fault.errors)
            });
        }
    }
    show(app, caller, import.id).await
}

/// What a job failed with, where no user can do anything about it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct JobFault(String);

/// Reads an import as a job of the caller.
pub(super) async fn read_as_job(app: &App, caller: &Caller, import: Visible<Import>) -> Result<Begun, AppError> {
    let new = NewJob { kind: JobKind::ImportRead, subject: Some(import.id.0), total: None };
    let (of_job, by) = (app.clone(), caller.clone());
    let work = move |progress: Progress| async move {
        fill(&of_job, &by, import, &progress).await?;
        Ok(Output::default())
    };
    crate::job::begin(app, caller, new, work).await
}

async fn create(app: &App, caller: &Caller, file: NewFile) -> Result<Visible<Import>, AppError> {
    caller.require(Permission::ImportCreate)?;
    let org = Rows::<Org>::visible_to(&caller.scope).by_code(&app.store.read(), &file.org).await?;
    let this_year = Period::of_instant(app.store.now()).year();
    if file.history && file.period.year() >= this_year {
        let message = format!("历史台账只收 {this_year} 年以前的账期,{} 的台账请按本期台账导入", file.period);
        return Err(AppError::invalid("/period", "history_period", message));
    }
    let new = Arc::new(NewImport { period: file.period, history: file.history, file_name: file.file_name, content: file.content });
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (org, new) = (org.clone(), new.clone());
            Box::pin(async move { Ok(store::import::create(tx, &org, NewImport::clone(&new)).await?) })
        })
        .await
}

/// Forgets an import that could not be read.
pub(super) async fn forget(app: &App, caller: &Caller, import: Visible<Import>) -> Result<(), AppError> {
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let import = import.clone();
            Box::pin(async move { Ok(store::import::discard(tx, &import).await?) })
        })
        .await
}

/// What the reading thread hands on.
enum Step {
    /// Names of the sheets, and how many rows there may be.
    Opened(Vec<Arc<str>>, usize),
    /// The next rows.
    Part(Vec<ReadRow>),
}

/// Reads on a thread of its own and hands on rows in parts. What nobody takes any more is read to the end and dropped.
fn read_parts(
    content: &[u8],
    file_name: &str,
    options: &LedgerOptions<'_>,
    steps: &mpsc::Sender<Step>,
) -> Result<LedgerReading, ImportError> {
    let book = Book::open(content, file_name, &Limits::default())?;
    let rows = book.sheets().map(|sheet| sheet.rows().len()).sum();
    let _ = steps.blocking_send(Step::Opened(book.sheets().map(|sheet| Arc::clone(sheet.name())).collect(), rows));
    let mut part = Vec::with_capacity(PART);
    let reading = read_ledger_with(&book, options, &mut |row| {
        part.push(row);
        if part.len() == PART {
            let _ = steps.blocking_send(Step::Part(std::mem::replace(&mut part, Vec::with_capacity(PART))));
        }
    })?;
    if !part.is_empty() {
        let _ = steps.blocking_send(Step::Part(part));
    }
    Ok(reading)
}

/// Reads the file of an import into its index, and lays over it what was mended before.
pub(super) async fn fill(app: &App, caller: &Caller, import: Visible<Import>, progress: &Progress) -> Result<(), AppError> {
    let read = app.store.read();
    let org = Rows::<Org>::visible_to(&caller.scope).by_id(&read, import.org.0).await?;
    let chosen = choices(&import);
    let mut known = memory(&read, import.org).await?.columns;
    known.columns.extend(chosen.columns.columns);
    let content = store::import::content(&read, &import).await?;
    let (sender, mut steps) = mpsc::channel(WAITING);
    let (name, period) = (import.file_name.clone(), import.period);
    let reading = tokio::task::spawn_blocking(move || {
        let mut options = LedgerOptions::for_period(period);
        options.remembered = Some(&known);
        options.default_unit = chosen.unit.as_deref().and_then(AmountUnit::parse);
        read_parts(&content, &name, &options, &sender)
    });
    let ground = Ground { caller: caller.clone(), org: org.clone(), period, provenance: Provenance::of(&import), confirm_older: false };
    let planner = Planner::new(&read, ground.clone()).await?;
    let mut filling = Filling { app, import: &import, planner, sheets: Vec::new(), tally: Tally::default(), next: 0 };
    while let Some(step) = steps.recv().await {
        progress.check()?;
        match step {
            Step::Opened(sheets, rows) => {
                filling.sheets = sheets;
                progress.set_total(Some(rows));
            }
            Step::Part(part) => {
                let rows = part.len();
                filling.write(caller, part).await?;
                progress.advance(rows);
            }
        }
    }
    let reading = reading.await.map_err(AppError::internal)??;
    let Filling { tally, .. } = filling;
    finish(app, ground, import, reading, tally).await
}

/// An import whose rows are being written.
struct Filling<'a> {
    app: &'a App,
    import: &'a Visible<Import>,
    planner: Planner,
    sheets: Vec<Arc<str>>,
    tally: Tally,
    /// Place of the next row.
    next: usize,
}

impl Filling<'_> {
    /// Plans and writes the next rows, which begin a chunk.
    async fn write(&mut self, caller: &Caller, mut part: Vec<ReadRow>) -> Result<(), AppError> {
        for row in &mut part {
            // Whether a row repeats another is the plan's to say: it knows what was mended, and the projects.
            row.problems.retain(|problem| *problem.rule != *DUPLICATE);
        }
        let mut chunks = Vec::with_capacity(part.len() / CHUNK + 1);
        for (number, rows) in (self.next / CHUNK..).zip(part.chunks(CHUNK)) {
            chunks.push((i32::try_from(number).map_err(AppError::internal)?, packed(rows)?));
        }
        let rows: Vec<DeskRow> = part.into_iter().map(|read| DeskRow { read, mended: Mended::default() }).collect();
        let placed: Vec<(usize, &DeskRow)> = (self.next..).zip(&rows).collect();
        let planned = self.planner.plan(&self.app.store.read(), None, &placed).await?;
        self.next += rows.len();
        let mut index = Vec::with_capacity(rows.len());
        for ((place, row), planned) in placed.into_iter().zip(&planned) {
            let sheet = self.sheets.iter().position(|name| *name == row.read.row.at.sheet).unwrap_or(0);
            let indexed = indexed(place, sheet, row, planned)?;
            count_in(&mut self.tally, &indexed, row)?;
            index.push(indexed);
        }
        let written = Arc::new((self.import.clone(), index, chunks));
        self.app
            .store
            .write::<_, AppError>(&caller.actor(), move |tx| {
                let written = written.clone();
                Box::pin(async move {
                    let (import, index, chunks) = &*written;
                    Ok(add(tx, import, index.clone(), chunks.clone()).await?)
                })
            })
            .await
    }
}

/// Tells that all rows are there, and lays over them what was mended before they were read anew.
async fn finish(app: &App, ground: Ground, import: Visible<Import>, reading: LedgerReading, tally: Tally) -> Result<(), AppError> {
    let actor = ground.caller.actor();
    let written = Arc::new((ground, import, reading, tally));
    app.store
        .write::<_, AppError>(&actor, move |tx| {
            let written = written.clone();
            Box::pin(async move {
                let (ground, import, reading, tally) = &*written;
                let mut head = reading.clone();
                let desk = Desk { tally: tally.clone(), problems: std::mem::take(&mut head.problems) };
                let live = i32::try_from(tally.live).unwrap_or(i32::MAX);
                let kept = Reading {
                    rows: live,
                    reading: serde_json::to_string(&Head { reading: head }).map_err(AppError::internal)?,
                    desk: serde_json::to_string(&desk).map_err(AppError::internal)?,
                };
                store::import::read(tx, import, kept).await?;
                let detail = serde_json::json!({
                    "file": import.file_name, "period": import.period.to_string(), "org": ground.org.code, "rows": live
                });
                tx.audit("import.read", import.id, detail).await?;
                let mends: Vec<Mend> = standing(&tx.read(), import).await?.into_iter().map(|made| made.mend).collect();
                if !mends.is_empty() {
                    let import = Rows::<Import>::visible_to(&ground.caller.scope).by_id(&tx.read(), import.id.0).await?;
                    refresh(tx, ground, &import, &mends).await?;
                }
                Ok(())
            })
        })
        .await
}
