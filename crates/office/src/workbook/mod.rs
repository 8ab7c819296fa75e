//! Workbooks: tables of real numbers with a title, a header and a print set-up.

mod formats;
mod value;
mod write;

use chrono::NaiveDate;
use domain::date::PartialDate;
use domain::money::{Fen, Unit};

use crate::OfficeError;
use crate::head::HeadCell;

/// A workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// The sheets, in order.
    pub sheets: Vec<Sheet>,
    /// What the figures mean; a last sheet 口径 lists them when there are any.
    pub definitions: Vec<Definition>,
    /// What the file says about itself.
    pub properties: Properties,
    /// Whether the figures are invented: 演示数据 then stands above every table and on every printed page.
    pub demonstration: bool,
}

/// What a file says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Properties {
    /// Title of the file.
    pub title: String,
    /// The office that made it.
    pub author: String,
    /// The day that stands as its date of creation; without one it is 2000-01-01.
    pub date: Option<NaiveDate>,
}

/// The meaning of an indicator (统计口径).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The indicator, as in the header.
    pub name: String,
    /// What is counted and how.
    pub definition: String,
    /// The document that says so; may be empty.
    pub source: String,
}

/// A table on a sheet of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Name on the tab: 1 to 31 characters, none of `[]:*?/\`, no apostrophe at either end, unlike its neighbours.
    pub name: String,
    /// Title above the table.
    pub title: String,
    /// The line between title and table.
    pub header_line: HeaderLine,
    /// Header rows with merged cells.
    pub header: Vec<Vec<HeadCell>>,
    /// The columns.
    pub columns: Vec<Column>,
    /// How many columns at the left stay in sight when the sheet is scrolled.
    pub frozen_columns: u16,
    /// The total (合计), first below the header and bold.
    pub total: Option<Vec<Cell>>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Below the table, one line each: `注:…`.
    pub notes: Vec<String>,
}

/// The line between title and table; what is `None` is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderLine {
    /// 统计期: `2026年1—9月`.
    pub period: Option<String>,
    /// 单位: `亿元、万美元、%`.
    pub unit: Option<String>,
    /// 制表.
    pub prepared_by: Option<String>,
    /// 审核.
    pub checked_by: Option<String>,
    /// 日期, printed as `2026年10月8日`.
    pub date: Option<NaiveDate>,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// Width in characters of the font, as Excel counts them: one Han character is two.
    pub width: f64,
    /// What stands in it.
    pub kind: ColumnKind,
    /// Whether it is for programs alone: people do not see it.
    pub hidden: bool,
}

impl Column {
    /// A column of `kind` with `width` half-width characters.
    pub const fn new(kind: ColumnKind, width: f64) -> Self {
        Self { width, kind, hidden: false }
    }

    /// The column, hidden from people.
    #[must_use]
    pub const fn hidden(self) -> Self {
        Self { hidden: true, ..self }
    }
}

/// What stands in a column. Any column may also hold text (such as `—`) and empty cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words, at the left.
    Text,
    /// Words, in the middle: serial numbers, units, dates known only roughly.
    CentredText,
    /// Whole numbers.
    Integer,
    /// Money: the cell holds the exact amount in `unit` and shows `decimals` of it.
    Money {
        /// The unit that the header names.
        unit: Unit,
        /// Decimals shown.
        decimals: u8,
    },
    /// Rates: the cell holds the fraction and shows per cent with `decimals`.
    Percent {
        /// Decimals shown.
        decimals: u8,
    },
    /// Days. A date that is known less exactly is written as text.
    Date,
}

/// A value of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Does not apply or is not set, printed `—`; unlike zero, which is printed `0`.
    Dash,
    /// Words. Never a formula, whatever they begin with.
    Text(String),
    /// A count.
    Integer(i64),
    /// Fen, or cents in a column of foreign currency.
    Money(Fen),
    /// A rate in hundredths of a per cent, rounded as it is printed: 5730 is 57.30 %.
    Percent(i64),
    /// A date.
    Date(PartialDate),
    /// A heading over the whole width of the table. It stands alone in its row: `vec![Cell::heading("一、…")]`.
    Heading(String),
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A heading over the whole width, the only cell of its row.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading(text.into())
    }
}

impl Workbook {
    /// The workbook as the bytes of an xlsx file.
    ///
    /// # Errors
    /// [`OfficeError::SheetName`], [`OfficeError::HeadShape`], [`OfficeError::RowWidth`],
    /// [`OfficeError::CellKind`] and [`OfficeError::TooLarge`] for a model that no sheet can hold;
    /// [`OfficeError::Xlsx`] when the library refuses.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, OfficeError> {
        write::workbook(self)
    }
}
