//! Gathers a book cell by cell under the caps.

use std::collections::BTreeMap;

use super::cells::{Book, Formula, Pool, SheetData, Slot, Stored, Style, Visibility};
use super::error::BookError;
use super::format::NumberFormat;
use super::place::{Area, CellPos, MAX_COLUMNS, MAX_ROWS};
use crate::limits::Limits;

/// Why reading stopped, before the file's name is known.
#[derive(Debug)]
pub(super) enum Fault {
    TooLarge(&'static str, u64),
    TooManyRows(String),
    TooManyCells(String),
    Damaged { part: String, cause: String },
    NotAWorkbook(String),
    Encrypted,
    NoSheets,
}

impl Fault {
    pub(super) fn damaged(part: &str, cause: impl ToString) -> Self {
        Self::Damaged { part: part.to_owned(), cause: cause.to_string() }
    }

    /// The error that people see.
    pub(super) fn of_file(self, file: &str, limits: &Limits) -> BookError {
        let file = file.to_owned();
        match self {
            Self::TooLarge(what, limit) => BookError::TooLarge { file, what: what.to_owned(), limit_mb: limit >> 20 },
            Self::TooManyRows(sheet) => BookError::TooManyRows { file, sheet, limit: limits.rows },
            Self::TooManyCells(sheet) => BookError::TooManyCells { file, sheet, limit: limits.cells },
            Self::Damaged { part, cause } => BookError::Damaged { file, part, cause },
            Self::NotAWorkbook(found) => BookError::NotAWorkbook { file, found },
            Self::Encrypted => BookError::Encrypted { file },
            Self::NoSheets => BookError::NoSheets { file },
        }
    }
}

/// A text that keeps at most so many characters and counts the rest.
#[derive(Debug)]
pub(super) struct CappedText {
    text: String,
    chars: usize,
    limit: usize,
}

impl CappedText {
    pub(super) fn new(limit: usize) -> Self {
        Self { text: String::new(), chars: 0, limit }
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.chars = 0;
    }

    pub(super) fn push(&mut self, more: &str) {
        // Every character has at least one byte, so short texts need no counting.
        if self.chars + more.len() <= self.limit {
            self.text.push_str(more);
            self.chars += more.chars().count();
            return;
        }
        for c in more.chars() {
            if self.chars < self.limit {
                self.text.push(c);
            }
            self.chars += 1;
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The full length, where something was cut.
    pub(super) fn cut_from(&self) -> Option<usize> {
        (self.chars > self.limit).then_some(self.chars)
    }
}

/// A book in the making.
pub(super) struct Builder<'l> {
    pub(super) limits: &'l Limits,
    pub(super) pool: Pool,
    pub(super) styles: Vec<Style>,
    /// Pool texts that were cut, with their full length.
    cut: BTreeMap<u32, usize>,
    sheets: Vec<SheetData>,
    rows: u32,
    cells: usize,
    last_row: Option<u32>,
}

impl<'l> Builder<'l> {
    /// An empty book whose style 0 is General and style 1 a date.
    pub(super) fn new(limits: &'l Limits) -> Self {
        let styles = vec![Style::plain(NumberFormat::general()), Style::plain(NumberFormat::iso_date())];
        Self { limits, pool: Pool::default(), styles, cut: BTreeMap::new(), sheets: Vec::new(), rows: 0, cells: 0, last_row: None }
    }

    pub(super) fn text_buffer(&self) -> CappedText {
        CappedText::new(self.limits.cell_chars)
    }

    /// Keeps a text and gives its number.
    pub(super) fn keep(&mut self, text: &CappedText) -> Result<u32, Fault> {
        let number = self.keep_str(text.as_str())?;
        if let Some(length) = text.cut_from() {
            self.cut.insert(number, length);
        }
        Ok(number)
    }

    /// Keeps a text that is known to be short.
    pub(super) fn keep_str(&mut self, text: &str) -> Result<u32, Fault> {
        self.pool.push(text).ok_or(Fault::TooLarge("的文字", u64::from(u32::MAX)))
    }

    pub(super) fn start_sheet(&mut self, name: &str, visibility: Visibility) -> Result<(), Fault> {
        if self.sheets.len() >= self.limits.sheets {
            return Err(Fault::damaged("工作表目录", format!("工作表超过 {} 个", self.limits.sheets)));
        }
        self.sheets.push(SheetData { name: name.into(), visibility, ..SheetData::default() });
        self.last_row = None;
        Ok(())
    }

    fn sheet(&mut self) -> Result<&mut SheetData, Fault> {
        self.sheets.last_mut().ok_or(Fault::NoSheets)
    }

    fn sheet_name(&self) -> String {
        self.sheets.last().map(|sheet| sheet.name.to_string()).unwrap_or_default()
    }

    /// Puts a value into the current sheet.
    pub(super) fn put(&mut self, pos: CellPos, style: u16, value: Stored) -> Result<(), Fault> {
        if pos.row >= MAX_ROWS || u32::from(pos.col) >= MAX_COLUMNS {
            return Err(Fault::damaged(&self.sheet_name(), format!("单元格在第 {} 行,超出工作表的范围", u64::from(pos.row) + 1)));
        }
        if self.last_row != Some(pos.row) {
            self.last_row = Some(pos.row);
            self.rows = self.rows.saturating_add(1);
            if self.rows > self.limits.rows {
                return Err(Fault::TooManyRows(self.sheet_name()));
            }
        }
        self.count_cell()?;
        let cut = match value {
            Stored::Text(number) => self.cut.get(&number).copied(),
            _ => None,
        };
        let sheet = self.sheet()?;
        if let Some(length) = cut {
            sheet.cut.insert(pos, length);
        }
        sheet.slots.push(Slot { row: pos.row, col: pos.col, style, value });
        Ok(())
    }

    fn count_cell(&mut self) -> Result<(), Fault> {
        self.cells = self.cells.saturating_add(1);
        if self.cells > self.limits.cells {
            return Err(Fault::TooManyCells(self.sheet_name()));
        }
        Ok(())
    }

    pub(super) fn formula(&mut self, pos: CellPos, text: u32, written_for: CellPos) -> Result<(), Fault> {
        self.sheet()?.formulas.insert(pos, Formula { text, written_for });
        Ok(())
    }

    pub(super) fn shown(&mut self, pos: CellPos, text: u32) -> Result<(), Fault> {
        self.sheet()?.shown.insert(pos, text);
        Ok(())
    }

    pub(super) fn merge(&mut self, area: Area) -> Result<(), Fault> {
        self.count_cell()?;
        if area.first != area.last {
            self.sheet()?.merges.push(area);
        }
        Ok(())
    }

    pub(super) fn hide_row(&mut self, row: u32) -> Result<(), Fault> {
        self.sheet()?.hidden_rows.insert(row);
        Ok(())
    }

    pub(super) fn hide_columns(&mut self, first: u16, last: u16) -> Result<(), Fault> {
        self.sheet()?.hidden_cols.push((first, last));
        Ok(())
    }

    pub(super) fn finish(mut self, file_name: &str) -> Result<Book, Fault> {
        if self.sheets.is_empty() {
            return Err(Fault::NoSheets);
        }
        for sheet in &mut self.sheets {
            sheet.finish();
        }
        Ok(Book { file_name: file_name.to_owned(), sheets: self.sheets, pool: self.pool, styles: self.styles })
    }
}
