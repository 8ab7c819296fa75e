//! What is kept of an import between reading and booking: the head of the reading, its rows in packed chunks, and what
//! they come to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sheets::ledger::{ColumnMemory, Correction, FieldKey, LedgerReading, Problem, ReadRow, Severity};
use store::import::Import;
use store::import::mend::Mend;
use store::import::row::{CHUNK, IndexedRow, chunks};
use store::{Reader, Visible};

use super::decision::Decision;
use super::tally::Tally;
use crate::error::AppError;

/// What was read beside the rows.
#[derive(Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) reading: LedgerReading,
}

/// What an import's rows come to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Desk {
    pub(super) tally: Tally,
    /// What there is to tell of sheets, columns, sums, and rows that cannot be projects.
    pub(super) problems: Vec<Problem>,
}

/// What an organisation's columns and words mean, as it is remembered.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Memory {
    #[serde(flatten)]
    pub(super) columns: ColumnMemory,
    /// By the words of its ledgers the name of the unit that they mean.
    #[serde(default)]
    pub(super) places: BTreeMap<String, String>,
}

/// What was chosen for an import, beside what is remembered.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Choices {
    pub(super) columns: ColumnMemory,
    /// Unit of amounts where nothing says one.
    pub(super) unit: Option<String>,
}

/// A row as it stands on the desk: what was read, with what was mended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct DeskRow {
    pub(super) read: ReadRow,
    #[serde(default)]
    pub(super) mended: Mended,
}

/// What was mended in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mended {
    /// By field the text as it came.
    pub(super) originals: BTreeMap<String, String>,
    /// Nothing of it is to be written.
    pub(super) dropped: bool,
    /// Of rows that look alike: whether this is a project of its own.
    pub(super) distinct: Option<bool>,
    /// Warnings that stay, by rule, with the reason.
    pub(super) kept: BTreeMap<String, String>,
}

impl DeskRow {
    /// A row as it was read, with the mends of it laid over it in their order.
    pub(super) fn of(read: ReadRow, reading: &LedgerReading, mends: &[&Mend]) -> Self {
        let mut mended = Mended::default();
        let mut texts: BTreeMap<FieldKey, &Mend> = BTreeMap::new();
        for mend in mends {
            if let Ok(key) = mend.field.parse::<FieldKey>() {
                mended.originals.entry(mend.field.clone()).or_insert_with(|| mend.before.clone());
                texts.insert(key, mend);
                continue;
            }
            match Decision::of(mend) {
                Some(Decision::Drop) => mended.dropped = true,
                Some(Decision::Alike(distinct)) => mended.distinct = Some(distinct),
                Some(Decision::Keep { rule, reason }) => {
                    mended.kept.insert(rule, reason);
                }
                None => {}
            }
        }
        if texts.is_empty() {
            return Self { read, mended };
        }
        let corrections: Vec<Correction> = texts.into_iter().map(|(key, mend)| Correction { key, text: mend.after.clone() }).collect();
        Self { read: read.corrected(reading, &corrections), mended }
    }

    /// Problems that nobody has said to keep.
    pub(super) fn open_problems(&self) -> impl Iterator<Item = &Problem> {
        let open = |problem: &&Problem| problem.severity == Severity::Error || !self.mended.kept.contains_key(&*problem.rule);
        self.read.problems.iter().filter(move |problem| !self.mended.dropped && open(problem))
    }

    /// Whether somebody said that nothing of it is to be written, or that it repeats a project before it.
    pub(super) fn is_left_out(&self) -> bool {
        self.mended.dropped || self.mended.distinct == Some(false)
    }

    /// Whether anything was mended in it.
    pub(super) fn is_mended(&self) -> bool {
        self.mended != Mended::default()
    }
}

/// What there is to read of an import's head.
pub(super) fn head(import: &Import) -> Result<Head, AppError> {
    serde_json::from_str(&import.reading).map_err(AppError::internal)
}

/// What an import's rows come to.
pub(super) fn desk(import: &Import) -> Result<Desk, AppError> {
    import.desk.as_deref().map_or_else(|| Ok(Desk::default()), |text| serde_json::from_str(text).map_err(AppError::internal))
}

/// What was chosen for an import.
pub(super) fn choices(import: &Import) -> Choices {
    import.choices.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// What is remembered of an organisation.
pub(super) async fn memory(read: &Reader<'_>, org: domain::ids::OrgId) -> Result<Memory, AppError> {
    Ok(store::import::column_memory(read, org).await?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Rows in the form of a chunk.
pub(super) fn packed(rows: &[ReadRow]) -> Result<Vec<u8>, AppError> {
    Ok(lz4_flex::compress_prepend_size(&serde_json::to_vec(rows).map_err(AppError::internal)?))
}

/// Rows of a chunk.
fn unpacked(chunk: &[u8]) -> Result<Vec<ReadRow>, AppError> {
    let text = lz4_flex::decompress_size_prepended(chunk).map_err(AppError::internal)?;
    serde_json::from_slice(&text).map_err(AppError::internal)
}

/// A row that was mended, as it is kept beside its place in the index.
pub(super) fn packed_row(row: &DeskRow) -> Result<Vec<u8>, AppError> {
    serde_json::to_vec(row).map_err(AppError::internal)
}

/// Chunk of a place, and the row's number in it.
fn chunk_of(place: i32) -> (i32, usize) {
    let size = i32::try_from(CHUNK).unwrap_or(1);
    (place / size, usize::try_from(place % size).unwrap_or(0))
}

/// The rows at these places of the index, as they were read.
pub(super) async fn read_rows(read: &Reader<'_>, import: &Visible<Import>, places: &[i32]) -> Result<Vec<ReadRow>, AppError> {
    let mut numbers: Vec<i32> = places.iter().map(|place| chunk_of(*place).0).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let found = chunks(read, import, &numbers).await?;
    let mut wanted: BTreeMap<i32, Vec<(usize, i32)>> = BTreeMap::new();
    for place in places {
        let (chunk, number) = chunk_of(*place);
        wanted.entry(chunk).or_default().push((number, *place));
    }
    let picked = tokio::task::spawn_blocking(move || {
        let mut rows: BTreeMap<i32, ReadRow> = BTreeMap::new();
        for (chunk, places) in wanted {
            let Some(data) = found.get(&chunk) else { continue };
            let mut of_chunk: Vec<Option<ReadRow>> = unpacked(data)?.into_iter().map(Some).collect();
            for (number, place) in places {
                rows.extend(of_chunk.get_mut(number).and_then(Option::take).map(|row| (place, row)));
            }
        }
        Ok::<_, AppError>(rows)
    });
    Ok(picked.await.map_err(AppError::internal)??.into_values().collect())
}

/// The rows of the index as they stand on the desk; `indexed` stands in the order of its places.
pub(super) async fn desk_rows(read: &Reader<'_>, import: &Visible<Import>, indexed: &[IndexedRow]) -> Result<Vec<DeskRow>, AppError> {
    let places: Vec<i32> = indexed.iter().filter(|row| row.data.is_none()).map(|row| row.place).collect();
    let mut untouched = read_rows(read, import, &places).await?.into_iter();
    let mut rows = Vec::with_capacity(indexed.len());
    for row in indexed {
        let row = match &row.data {
            Some(data) => Some(serde_json::from_slice(data).map_err(AppError::internal)?),
            None => untouched.next().map(|read| DeskRow { read, mended: Mended::default() }),
        };
        rows.extend(row);
    }
    Ok(rows)
}
