//! Sheets and cells, kept sparsely.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDateTime;
use rust_decimal::Decimal;

use super::date_format::moment_of;
use super::format::{NumberFormat, decimal_of};
use super::formula;
use super::place::{Area, CellPos};

/// Whether people see the sheet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Its tab is shown.
    #[default]
    Visible,
    /// Hidden by a person, or by a program so that people cannot unhide it.
    Hidden,
}

/// What a cell stores.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// A formula without a stored result, or nothing.
    Empty,
    /// A number.
    Number(Decimal),
    /// Text.
    Text(&'a str),
    /// TRUE or FALSE.
    Bool(bool),
    /// A number under a date format. `day_shown` is false where the format hides the day.
    Date {
        /// The moment, `None` where the serial number is outside 1900–9999.
        moment: Option<NaiveDateTime>,
        /// The number stored.
        serial: Decimal,
        /// Whether a person sees the day.
        day_shown: bool,
    },
    /// An error value such as `#REF!`.
    Error(&'a str),
}

/// A stored value in few bytes: texts are numbers in the book's pool.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stored {
    Empty,
    Number(f64),
    Text(u32),
    Bool(bool),
    Error(u32),
}

/// A cell as kept: 24 bytes, since a ledger may have millions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) row: u32,
    pub(super) col: u16,
    pub(super) style: u16,
    pub(super) value: Stored,
}

/// All texts of a book in one string.
#[derive(Debug, Default)]
pub(super) struct Pool {
    text: String,
    ends: Vec<u32>,
}

impl Pool {
    /// Adds a text and gives its number; `None` beyond four gigabytes.
    pub(super) fn push(&mut self, text: &str) -> Option<u32> {
        let number = u32::try_from(self.ends.len()).ok()?;
        let end = u32::try_from(self.text.len().checked_add(text.len())?).ok()?;
        self.text.push_str(text);
        self.ends.push(end);
        Some(number)
    }

    /// The text with that number.
    pub(super) fn get(&self, number: u32) -> &str {
        let index = number as usize;
        let end = self.ends.get(index).copied().unwrap_or(0) as usize;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.text.get(start..end).unwrap_or_default()
    }
}

/// How a cell is formatted.
#[derive(Clone, Debug)]
pub(super) struct Style {
    pub(super) format: NumberFormat,
    pub(super) struck: bool,
}

impl Style {
    pub(super) fn plain(format: NumberFormat) -> Self {
        Self { format, struck: false }
    }
}

/// A formula: its own text, or that of the cell from which it was filled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Formula {
    pub(super) text: u32,
    pub(super) written_for: CellPos,
}

/// One sheet as read.
#[derive(Debug, Default)]
pub(super) struct SheetData {
    pub(super) name: Arc<str>,
    pub(super) visibility: Visibility,
    pub(super) slots: Vec<Slot>,
    pub(super) row_starts: Vec<u32>,
    pub(super) merges: Vec<Area>,
    /// For each merged block the last row that it or one before it reaches.
    pub(super) merge_reach: Vec<u32>,
    pub(super) hidden_rows: BTreeSet<u32>,
    pub(super) hidden_cols: Vec<(u16, u16)>,
    pub(super) formulas: BTreeMap<CellPos, Formula>,
    /// Displayed texts where the file states them.
    pub(super) shown: BTreeMap<CellPos, u32>,
    /// Cells that were cut, with their full length in characters.
    pub(super) cut: BTreeMap<CellPos, usize>,
}

impl SheetData {
    /// Brings the cells into order and indexes the rows. Of a place given twice the last stays.
    pub(super) fn finish(&mut self) {
        let place = |slot: &Slot| (slot.row, slot.col);
        if !self.slots.is_sorted_by(|a, b| place(a) < place(b)) {
            self.slots.reverse();
            self.slots.sort_by_key(place);
            self.slots.dedup_by_key(|slot| place(slot));
        }
        self.slots.shrink_to_fit();
        let mut last = None;
        for (index, slot) in self.slots.iter().enumerate() {
            if last != Some(slot.row) {
                last = Some(slot.row);
                self.row_starts.push(u32::try_from(index).unwrap_or(u32::MAX));
            }
        }
        self.merges.sort_by_key(|area| area.first);
        self.merge_reach = self
            .merges
            .iter()
            .scan(0, |reach, area| {
                *reach = area.last.row.max(*reach);
                Some(*reach)
            })
            .collect();
    }
}

/// A workbook, read whole.
#[derive(Debug)]
pub struct Book {
    pub(super) file_name: String,
    pub(super) sheets: Vec<SheetData>,
    pub(super) pool: Pool,
    pub(super) styles: Vec<Style>,
}

impl Book {
    /// Name of the file as given.
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// The sheets, in the workbook's order.
    pub fn sheets(&self) -> impl ExactSizeIterator<Item = Sheet<'_>> {
        self.sheets.iter().map(|data| Sheet { book: self, data })
    }

    /// The sheet of that name.
    pub fn sheet(&self, name: &str) -> Option<Sheet<'_>> {
        self.sheets().find(|sheet| &**sheet.name() == name)
    }
}

/// A sheet of a [`Book`].
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    book: &'a Book,
    data: &'a SheetData,
}

impl<'a> Sheet<'a> {
    /// Its name.
    pub fn name(self) -> &'a Arc<str> {
        &self.data.name
    }

    /// Whether people see it.
    pub fn visibility(self) -> Visibility {
        self.data.visibility
    }

    /// Merged blocks, by their upper left corner.
    pub fn merges(self) -> &'a [Area] {
        &self.data.merges
    }

    /// Rows with content, from top to bottom.
    pub fn rows(self) -> impl ExactSizeIterator<Item = Row<'a>> {
        (0..self.data.row_starts.len()).map(move |index| self.row_at(index))
    }

    /// The row with content that has this number, from 0.
    pub fn row(self, row: u32) -> Option<Row<'a>> {
        let slots = &self.data.slots;
        let index = self.data.row_starts.binary_search_by_key(&row, |start| slots.get(*start as usize).map_or(u32::MAX, |s| s.row)).ok()?;
        Some(self.row_at(index))
    }

    fn row_at(self, index: usize) -> Row<'a> {
        let start = self.data.row_starts.get(index).map_or(0, |s| *s as usize);
        let end = self.data.row_starts.get(index + 1).map_or(self.data.slots.len(), |s| *s as usize);
        Row { sheet: self, slots: self.data.slots.get(start..end).unwrap_or_default() }
    }

    /// The cell at a place, where there is one with content.
    pub fn cell(self, pos: CellPos) -> Option<Cell<'a>> {
        self.row(pos.row)?.cell(pos.col)
    }

    /// The merged block that covers a place.
    pub fn merge_at(self, pos: CellPos) -> Option<Area> {
        // Blocks are sorted by their upper left corner: none that begins below covers the place, and going up
        // the search ends where nothing reaches down to it any more.
        let end = self.data.merges.partition_point(|area| area.first.row <= pos.row);
        let candidates = self.data.merges.get(..end)?.iter().zip(&self.data.merge_reach).rev();
        candidates.take_while(|(_, reach)| **reach >= pos.row).map(|(area, _)| area).find(|area| area.contains(pos)).copied()
    }

    /// Whether the row is hidden or filtered away.
    pub fn is_row_hidden(self, row: u32) -> bool {
        self.data.hidden_rows.contains(&row)
    }

    /// Whether the column is hidden.
    pub fn is_column_hidden(self, col: u16) -> bool {
        self.data.hidden_cols.iter().any(|(first, last)| (*first..=*last).contains(&col))
    }

    /// Cells that were too long and were cut, with their full length in characters.
    pub fn cut_cells(self) -> impl Iterator<Item = (CellPos, usize)> {
        self.data.cut.iter().map(|(pos, length)| (*pos, *length))
    }

    /// Number of cells with content.
    pub fn cell_count(self) -> usize {
        self.data.slots.len()
    }
}

/// A row with content.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    sheet: Sheet<'a>,
    slots: &'a [Slot],
}

impl<'a> Row<'a> {
    /// Its number, from 0.
    pub fn index(self) -> u32 {
        self.slots.first().map_or(0, |slot| slot.row)
    }

    /// Its cells with content, from left to right.
    pub fn cells(self) -> impl ExactSizeIterator<Item = Cell<'a>> {
        self.slots.iter().map(move |slot| Cell { sheet: self.sheet, slot })
    }

    /// The cell in a column, where there is one with content.
    pub fn cell(self, col: u16) -> Option<Cell<'a>> {
        let index = self.slots.binary_search_by_key(&col, |slot| slot.col).ok()?;
        self.slots.get(index).map(|slot| Cell { sheet: self.sheet, slot })
    }
}

/// A cell with content: a value, or a formula without one.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    sheet: Sheet<'a>,
    slot: &'a Slot,
}

impl<'a> Cell<'a> {
    /// Its place.
    pub fn pos(self) -> CellPos {
        CellPos::new(self.slot.row, self.slot.col)
    }

    fn style(self) -> Option<&'a Style> {
        self.sheet.book.styles.get(usize::from(self.slot.style))
    }

    /// What it stores.
    pub fn value(self) -> Value<'a> {
        match self.slot.value {
            Stored::Empty => Value::Empty,
            Stored::Text(number) => Value::Text(self.sheet.book.pool.get(number)),
            Stored::Bool(value) => Value::Bool(value),
            Stored::Error(number) => Value::Error(self.sheet.book.pool.get(number)),
            Stored::Number(number) => {
                let decimal = decimal_of(number).unwrap_or(Decimal::MAX);
                match self.style() {
                    Some(style) if style.format.is_date() => {
                        Value::Date { moment: moment_of(number), serial: decimal, day_shown: style.format.shows_day() }
                    }
                    _ => Value::Number(decimal),
                }
            }
        }
    }

    /// What a person sees in it.
    pub fn raw(self) -> Cow<'a, str> {
        if let Some(number) = self.sheet.data.shown.get(&self.pos()) {
            return Cow::Borrowed(self.sheet.book.pool.get(*number));
        }
        match self.slot.value {
            Stored::Empty => Cow::Borrowed(""),
            Stored::Text(number) | Stored::Error(number) => Cow::Borrowed(self.sheet.book.pool.get(number)),
            Stored::Bool(value) => Cow::Borrowed(if value { "TRUE" } else { "FALSE" }),
            Stored::Number(number) => Cow::Owned(match self.style() {
                Some(style) => style.format.show(number),
                None => NumberFormat::general().show(number),
            }),
        }
    }

    /// A unit that the number format shows after the number, with the power of ten that it divides by.
    pub fn format_unit(self) -> Option<(&'a str, u32)> {
        self.style().and_then(|style| style.format.unit_text())
    }

    /// Its formula, without the leading `=`.
    pub fn formula(self) -> Option<Cow<'a, str>> {
        let formula = self.sheet.data.formulas.get(&self.pos())?;
        let text = self.sheet.book.pool.get(formula.text);
        Some(if formula.written_for == self.pos() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(formula::shifted(text, formula.written_for, self.pos()))
        })
    }

    /// Whether it is a formula for which the file keeps no result.
    pub fn is_uncomputed(self) -> bool {
        matches!(self.slot.value, Stored::Empty) && self.sheet.data.formulas.contains_key(&self.pos())
    }

    /// Whether its text is struck through.
    pub fn is_struck(self) -> bool {
        self.style().is_some_and(|style| style.struck)
    }
}
