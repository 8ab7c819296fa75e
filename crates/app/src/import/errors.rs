//! The rows with errors as a workbook: down with what is wrong, up again with what was mended in it.

use std::collections::{BTreeMap, BTreeSet};

use access::Permission;
use domain::ids::ImportId;
use office::head::HeadCell;
use office::workbook::{Cell, Column, ColumnKind, HeaderLine, Properties, Sheet, Workbook};
use sheets::Limits;
use sheets::book::{Book, CellRef};
use sheets::ledger::{FieldKey, LedgerReading};
use store::Rows;
use store::import::Import;
use store::import::row::{at_places, places, places_of};

use super::kept::{DeskRow, Head, desk_rows, head};
use super::mend::{Change, MendDraft, Mended, mend};
use super::read::ImportError;
use super::rows::{RowQuery, RowView, Tab, at};
use super::show::waiting;
use crate::caller::Caller;
use crate::error::AppError;
use crate::state::App;

/// Rows that one workbook holds at most.
const MOST: u64 = 5_000;
/// Header of the column that says where a row stands in the ledger.
const KEY: &str = "台账位置(请勿修改)";
/// Header of the column that says what is wrong.
const WRONG: &str = "错误说明";

/// The rows with errors as a workbook: its name and its bytes.
pub async fn error_workbook(app: &App, caller: &Caller, id: ImportId) -> Result<(String, Vec<u8>), AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let Head { reading } = head(&import)?;
    let query = RowQuery { tab: Tab::Errors, ..RowQuery::default() };
    let found = places(&read, &import, &query.filter(), 0, MOST).await?;
    let rows = at(&read, &import, &found).await?;
    let stem = import.file_name.rsplit_once('.').map_or(import.file_name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}-错误行.xlsx");
    let model = model(&reading, &rows, stem);
    let bytes = tokio::task::spawn_blocking(move || model.to_xlsx()).await.map_err(AppError::internal)?.map_err(AppError::internal)?;
    Ok((name, bytes))
}

/// Header of a field's column, by which it is found again.
fn heading(key: FieldKey) -> String {
    match key.month {
        None => key.field.label().to_owned(),
        Some(month) => format!("{} {month}", key.field.label()),
    }
}

fn model(reading: &LedgerReading, rows: &[RowView], title: &str) -> Workbook {
    let used: BTreeSet<&str> = rows.iter().map(|row| &*row.row.row.at.sheet).collect();
    let tables = reading.sheets.iter().filter(|sheet| used.contains(&*sheet.name)).flat_map(|sheet| &sheet.tables);
    let mut keys: Vec<FieldKey> = Vec::new();
    for column in tables.flat_map(|table| &table.columns) {
        if !keys.contains(&column.key()) {
            keys.push(column.key());
        }
    }
    for cell in rows.iter().flat_map(|row| &row.cells) {
        if !keys.contains(&cell.key) {
            keys.push(cell.key);
        }
    }
    let mut header = vec![HeadCell::new(WRONG)];
    header.extend(keys.iter().map(|key| HeadCell::new(heading(*key))));
    header.push(HeadCell::new(KEY));
    let mut columns = vec![Column::new(ColumnKind::Text, 50.0)];
    columns.extend(keys.iter().map(|_| Column::new(ColumnKind::Text, 18.0)));
    columns.push(Column::new(ColumnKind::Text, 20.0).hidden());
    let cells = rows.iter().map(|row| {
        let wrong: Vec<&str> =
            row.problems.iter().filter(|told| told.severity == sheets::ledger::Severity::Error).map(|told| told.message.as_str()).collect();
        let texts: BTreeMap<FieldKey, &str> = row.cells.iter().map(|cell| (cell.key, cell.text.as_str())).collect();
        let mut cells = vec![Cell::text(wrong.join("\n"))];
        cells.extend(keys.iter().map(|key| texts.get(key).filter(|text| !text.is_empty()).map_or(Cell::Empty, |text| Cell::text(*text))));
        cells.push(Cell::text(row.row.row.at.to_string()));
        cells
    });
    Workbook {
        sheets: vec![Sheet {
            name: "错误行".to_owned(),
            title: format!("{title} 错误行"),
            header_line: HeaderLine::default(),
            header: vec![header],
            columns,
            frozen_columns: 1,
            total: None,
            rows: cells.collect(),
            notes: vec!["在表中改正后,在导入页面“上传改正后的错误行”,改正会写回同一批次。".to_owned()],
        }],
        definitions: Vec::new(),
        properties: Properties { title: format!("{title} 错误行"), ..Properties::default() },
        demonstration: false,
    }
}

/// What came of a workbook of errors that was sent up again.
#[derive(Clone, Debug)]
pub struct Applied {
    /// What was mended; absent where nothing was.
    pub mended: Option<Mended>,
    /// Texts that were changed.
    pub applied: usize,
    /// Rows of it that still have an error.
    pub still_wrong: usize,
    /// Rows of it that the import does not have.
    pub unknown: Vec<String>,
}

/// A row of a workbook of errors: where it stands in the ledger, and its texts.
type Sent = (CellRef, Vec<(FieldKey, String)>);

/// Takes over what was mended in a workbook of errors.
pub async fn apply_errors(app: &App, caller: &Caller, id: ImportId, content: Vec<u8>, file_name: String) -> Result<Applied, AppError> {
    caller.require(Permission::ImportCreate)?;
    let import = waiting(app, caller, id).await?;
    let Head { reading } = head(&import)?;
    let (sent, mut unknown) = tokio::task::spawn_blocking(move || sent(&content, &file_name)).await.map_err(AppError::internal)??;
    let read = app.store.read();
    let mut by_sheet: BTreeMap<i16, Vec<Sent>> = BTreeMap::new();
    for row in sent {
        match reading.sheets.iter().position(|sheet| sheet.name == row.0.sheet).and_then(|sheet| i16::try_from(sheet).ok()) {
            Some(sheet) => by_sheet.entry(sheet).or_default().push(row),
            None => unknown.push(row.0.to_string()),
        }
    }
    let mut changes = Vec::new();
    let mut of_file = Vec::new();
    for (sheet, rows) in by_sheet {
        let numbers: Vec<i32> = rows.iter().filter_map(|(at, _)| i32::try_from(at.pos.row).ok()).collect();
        let found = places_of(&read, &import, sheet, &numbers).await?;
        let places: Vec<i32> = found.values().copied().collect();
        let indexed = at_places(&read, &import, &places).await?;
        let known: BTreeMap<i32, DeskRow> = indexed.iter().map(|row| row.place).zip(desk_rows(&read, &import, &indexed).await?).collect();
        for (at, texts) in rows {
            let place = i32::try_from(at.pos.row).ok().and_then(|row| found.get(&row));
            let Some((place, row)) = place.and_then(|place| Some((*place, known.get(place)?))) else {
                unknown.push(at.to_string());
                continue;
            };
            of_file.push(place);
            let sheet = reading.sheet(&at.sheet);
            for (key, text) in texts {
                let before = row.read.cell(sheet, key).map_or("", |cell| &cell.raw);
                if before.trim() != text {
                    changes.push(Change { index: usize::try_from(place).unwrap_or(0), field: key.to_string(), text });
                }
            }
        }
    }
    let applied = changes.len();
    let mended = if changes.is_empty() { None } else { Some(mend(app, caller, id, import.version, MendDraft::Changes(changes)).await?) };
    of_file.sort_unstable();
    let now = at_places(&read, &import, &of_file).await?;
    let still_wrong = now.iter().filter(|row| row.flags & super::tally::flag::ERROR != 0).count();
    Ok(Applied { mended, applied, still_wrong, unknown })
}

/// The rows of a workbook of errors, and keys in it that are none.
fn sent(content: &[u8], file_name: &str) -> Result<(Vec<Sent>, Vec<String>), AppError> {
    let book = Book::open(content, file_name, &Limits::default()).map_err(ImportError::from)?;
    let no_key = || AppError::invalid("/file", "no_key", format!("没有找到“{KEY}”一列;请上传从本页面下载的错误行"));
    let sheet = book.sheets().next().ok_or_else(no_key)?;
    let mut rows = sheet.rows();
    let (key_column, fields) = loop {
        let row = rows.next().ok_or_else(no_key)?;
        let Some(key) = row.cells().find(|cell| cell.raw().trim() == KEY) else { continue };
        let keys: BTreeMap<String, FieldKey> = headings(row.cells().map(|cell| cell.raw().trim().to_owned()));
        let fields: Vec<(u16, FieldKey)> = row.cells().filter_map(|cell| Some((cell.pos().col, *keys.get(cell.raw().trim())?))).collect();
        break (key.pos().col, fields);
    };
    let (mut found, mut unknown) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(key) = row.cell(key_column).map(|cell| cell.raw().trim().to_owned()).filter(|key| !key.is_empty()) else { continue };
        match place_of(&key) {
            Some(at) => {
                let text = |column: u16| row.cell(column).map(|cell| cell.raw().trim().to_owned()).unwrap_or_default();
                found.push((at, fields.iter().map(|(column, field)| (*field, text(*column))).collect()));
            }
            None => unknown.push(key),
        }
    }
    Ok((found, unknown))
}

/// The fields that headers name.
fn headings(headers: impl Iterator<Item = String>) -> BTreeMap<String, FieldKey> {
    let plain: BTreeMap<&str, FieldKey> = sheets::field::FieldId::ALL.iter().map(|field| (field.label(), (*field).into())).collect();
    headers
        .filter_map(|header| {
            let key = plain.get(header.as_str()).copied().or_else(|| {
                let (label, month) = header.rsplit_once(' ')?;
                Some(FieldKey { month: Some(month.parse().ok()?), ..*plain.get(label)? })
            })?;
            Some((header, key))
        })
        .collect()
}

/// `台账!B7`.
fn place_of(key: &str) -> Option<CellRef> {
    let (sheet, cell) = key.rsplit_once('!')?;
    Some(CellRef { sheet: sheet.into(), pos: cell.parse().ok()? })
}
