//! The cell of a workbook that a claim came from, with what stands around it.

use access::Permission;
use domain::ids::ImportId;
use sheets::Limits;
use sheets::book::{Book, CellPos, column_letters};
use sheets::ledger::LedgerReading;
use store::Rows;
use store::import::Import;

use crate::caller::Caller;
use crate::error::AppError;
use crate::state::App;

/// Rows above and below the cell that are shown.
const ROWS_AROUND: u32 = 3;
/// Columns that are shown at most.
const COLUMNS: u16 = 26;

/// A cell as it stands in the workbook.
#[derive(Clone, Debug)]
pub struct WindowCell {
    /// `H7`.
    pub address: String,
    /// What a person sees in it.
    pub raw: String,
    /// Whether it is the one asked for.
    pub is_target: bool,
}

/// A row of the window.
#[derive(Clone, Debug)]
pub struct WindowRow {
    /// Row as people count, from 1.
    pub row: u32,
    /// Whether it belongs to the header.
    pub is_header: bool,
    /// Its cells, one for each column of the window.
    pub cells: Vec<WindowCell>,
}

/// A part of a sheet.
#[derive(Clone, Debug)]
pub struct CellWindow {
    /// Sheet.
    pub sheet: String,
    /// The cell asked for.
    pub cell: String,
    /// Its text.
    pub raw: String,
    /// Letters of the columns.
    pub columns: Vec<String>,
    /// Header rows, then the rows around the cell.
    pub rows: Vec<WindowRow>,
}

/// The surroundings of a cell in an import's workbook.
pub async fn cell_window(app: &App, caller: &Caller, id: ImportId, sheet: &str, cell: &str) -> Result<CellWindow, AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let target =
        CellPos::parse(cell).ok_or_else(|| AppError::invalid("/cell", "cell_address", format!("「{cell}」不是单元格地址,应形如 H7")))?;
    let content = store::import::content(&read, &import).await?;
    let head: Head = serde_json::from_str(&import.reading).map_err(AppError::internal)?;
    let header = head.reading.sheets.iter().find(|known| known.name.as_ref() == sheet).and_then(|known| known.header_rows);
    let (name, file_name) = (sheet.to_owned(), import.file_name.clone());
    tokio::task::spawn_blocking(move || window(&content, &file_name, &name, target, header)).await.map_err(AppError::internal)?
}

#[derive(serde::Deserialize)]
struct Head {
    reading: LedgerReading,
}

fn window(content: &[u8], file_name: &str, name: &str, target: CellPos, header: Option<(u32, u32)>) -> Result<CellWindow, AppError> {
    let book = Book::open(content, file_name, &Limits::default()).map_err(AppError::internal)?;
    let sheet = book.sheet(name).ok_or(AppError::NotFound)?;
    let first_column = if target.col < COLUMNS { 0 } else { target.col + 1 - COLUMNS };
    let header_rows =
        header.map(|(first, last)| (first.saturating_sub(1)..=last.saturating_sub(1)).collect::<Vec<_>>()).unwrap_or_default();
    let around = target.row.saturating_sub(ROWS_AROUND)..=target.row.saturating_add(ROWS_AROUND);
    let shown: Vec<(u32, bool)> =
        header_rows.iter().map(|row| (*row, true)).chain(around.filter(|row| !header_rows.contains(row)).map(|row| (row, false))).collect();
    let last_column = shown
        .iter()
        .filter_map(|(row, _)| sheet.row(*row))
        .filter_map(|row| row.cells().map(|cell| cell.pos().col).max())
        .max()
        .unwrap_or(target.col)
        .clamp(target.col, first_column + COLUMNS - 1);
    let text = |pos: CellPos| sheet.cell(pos).map(|cell| cell.raw().into_owned()).unwrap_or_default();
    let rows = shown
        .into_iter()
        .filter(|(row, is_header)| *is_header || sheet.row(*row).is_some() || *row == target.row)
        .map(|(row, is_header)| WindowRow {
            row: row + 1,
            is_header,
            cells: (first_column..=last_column)
                .map(|col| {
                    let pos = CellPos { row, col };
                    WindowCell { address: pos.to_string(), raw: text(pos), is_target: pos == target }
                })
                .collect(),
        })
        .collect();
    Ok(CellWindow {
        sheet: name.to_owned(),
        cell: target.to_string(),
        raw: text(target),
        columns: (first_column..=last_column).map(column_letters).collect(),
        rows,
    })
}
