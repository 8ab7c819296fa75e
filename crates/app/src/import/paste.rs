//! Text copied from a spreadsheet, read by the same library, without keeping anything.

use access::Permission;
use domain::period::Period;
use domain::project::ProjectFacts;
use sheets::Limits;
use sheets::book::Book;
use sheets::ledger::{LedgerOptions, LedgerReading, ReadRow, read_ledger_with};

use super::facts::facts_of;
use super::kept::memory;
use super::matching::city_of;
use super::read::ImportError;
use crate::caller::Caller;
use crate::error::AppError;
use crate::state::App;

/// Longest text that is read, in bytes.
const LONGEST: usize = 4 * 1024 * 1024;
/// Name by which messages call what was pasted.
const NAME: &str = "粘贴内容.tsv";

/// What was read from pasted text.
#[derive(Clone, Debug)]
pub struct Pasted {
    /// How it was understood, and what there is to tell of it as a whole.
    pub reading: LedgerReading,
    /// Its rows, each with the facts that a project would have of it.
    pub rows: Vec<(ReadRow, ProjectFacts)>,
}

/// Reads text as a spreadsheet puts it into the clipboard: cells parted by tabs, with their header.
pub async fn read_pasted(app: &App, caller: &Caller, text: String, period: Period) -> Result<Pasted, AppError> {
    caller.require(Permission::ImportCreate)?;
    if text.len() > LONGEST {
        return Err(AppError::invalid("/text", "too_long", "粘贴的内容太多,请保存为文件后导入"));
    }
    let read = app.store.read();
    let known = memory(&read, caller.org).await?.columns;
    let city = city_of(&read, caller.org).await?.unwrap_or_default();
    tokio::task::spawn_blocking(move || {
        let mut options = LedgerOptions::for_period(period);
        options.remembered = Some(&known);
        let mut rows = Vec::new();
        let book = Book::open(text.as_bytes(), NAME, &Limits::default()).map_err(ImportError::from)?;
        let reading = read_ledger_with(&book, &options, &mut |row| rows.push(row)).map_err(ImportError::from)?;
        let with_facts = |read: ReadRow| {
            let facts = facts_of(&read.row, &city);
            (read, facts)
        };
        let rows = rows.into_iter().map(with_facts).collect();
        Ok::<_, ImportError>(Pasted { reading, rows })
    })
    .await
    .map_err(AppError::internal)?
    .map_err(|error| AppError::invalid("/text", error.rule(), error.to_string()))
}
