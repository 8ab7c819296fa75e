//! Official papers in the layout of GB/T 9704-2012.

mod document;
mod finish;
pub mod layout;
mod styles;
mod table;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::OfficeError;
use crate::head::HeadCell;

/// An official paper, from its red head to its note. Parts that are `None` or empty take no room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The issuer's mark (发文机关标志), red above the red rule. A draft sent out for comment has none, and
    /// then neither rule nor head is printed.
    pub issuer_mark: Option<String>,
    /// The number (发文字号) in full: `临招商字〔2026〕9号`.
    pub doc_number: Option<String>,
    /// The lines of the title, broken where the writer wants them broken (梯形 or 菱形).
    pub title: Vec<String>,
    /// To whom (主送机关), without the colon, which is added.
    pub recipients: Option<String>,
    /// The text.
    pub body: Vec<Block>,
    /// Names of the annexes (附件说明), without numbers, which are added when there are several.
    pub attachments: Vec<String>,
    /// Issuer's name and date below the text.
    pub sign_off: Option<SignOff>,
    /// The note (附注) below the date, without brackets, which are added.
    pub note: Option<String>,
    /// Whether the figures are invented: 演示数据 then stands at the head of every page.
    pub demonstration: bool,
}

/// Issuer's name and date below the text (发文机关署名、成文日期).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOff {
    /// The name.
    pub issuer: String,
    /// The date of the paper; also the date in the file's properties.
    pub date: NaiveDate,
    /// Whether a seal will be set on it, which moves both to the left (clause 7.3.5).
    pub sealed: bool,
}

/// A paragraph-like part of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// First layer, in 黑体. The number is part of the text: `一、总体情况`.
    Heading1(String),
    /// Second layer, in 楷体: `(一)新签约`.
    Heading2(String),
    /// A paragraph; also the third and fourth layers (`1.`, `(1)`), which the standard sets like the text.
    Paragraph(Vec<Run>),
    /// A table.
    Table(Table),
}

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Run {
    /// Words.
    Text(String),
    /// A figure that came from a query. In the file it is a content control whose tag and title are `id`.
    Figure {
        /// As printed, with or without its unit.
        text: String,
        /// The id of the value: 1 to 64 characters (Word's limit for a tag), without control characters.
        id: String,
    },
}

impl Run {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A figure that can be traced by `id`.
    pub fn figure(text: impl Into<String>, id: impl Into<String>) -> Self {
        Self::Figure { text: text.into(), id: id.into() }
    }
}

/// A table with half-point lines; its header is repeated on every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Above the table, centred.
    pub caption: Option<String>,
    /// Above the table at the right: `单位:个、亿元、%`.
    pub unit_note: Option<String>,
    /// The relative widths of the columns. The table is as wide as the text block.
    pub widths: Vec<u32>,
    /// Header rows with merged cells.
    pub header: Vec<Vec<HeadCell>>,
    /// The rows below the header.
    pub rows: Vec<TableRow>,
    /// Below the table, one paragraph each: `注:…`.
    pub notes: Vec<String>,
    /// Whether the table stands on pages of its own that lie on their side (横排表格).
    pub landscape: bool,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// One cell for each column; a cell with a `colspan` stands for as many.
    pub cells: Vec<TableCell>,
    /// Whether it is a total.
    pub bold: bool,
}

/// A cell of a table's body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableCell {
    /// What it says.
    pub runs: Vec<Run>,
    /// Where it stands.
    pub align: Align,
    /// Columns that it covers, at least 1.
    pub colspan: u16,
}

impl TableCell {
    /// Words at the left.
    pub fn left(text: impl Into<String>) -> Self {
        Self { runs: vec![Run::text(text)], align: Align::Left, colspan: 1 }
    }

    /// Words in the middle.
    pub fn centre(text: impl Into<String>) -> Self {
        Self { runs: vec![Run::text(text)], align: Align::Centre, colspan: 1 }
    }

    /// A figure at the right, where its digits stand below those of the row above.
    pub fn figure(text: impl Into<String>, id: impl Into<String>) -> Self {
        Self { runs: vec![Run::figure(text, id)], align: Align::Right, colspan: 1 }
    }
}

/// Where the text of a cell stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

impl Paper {
    /// The paper as the bytes of a docx file.
    ///
    /// # Errors
    /// [`OfficeError::HeadShape`] and [`OfficeError::RowWidth`] for a table that is no grid,
    /// [`OfficeError::FigureId`] for a figure that could not be traced.
    pub fn to_docx(&self) -> Result<Vec<u8>, OfficeError> {
        finish::package(document::build(self)?, self)
    }
}
