//! Writes official papers (docx) and workbooks (xlsx) from typed models: model in, bytes out; and reads the text of
//! documents that others wrote ([`prose`]).
//!
//! * [`paper::Paper`] becomes a Word file in the layout of GB/T 9704-2012 (党政机关公文格式). Every figure
//!   in it is a content control that carries the figure's id, so a printed number can be traced.
//! * [`workbook::Workbook`] becomes an Excel file with real numbers, a repeated header and print set-up.
//!
//! Invariants:
//! * Pure: no clock and no network; the one thing on disk is the unnamed temporary file through which the
//!   spreadsheet library streams a sheet of 20,000 rows or more (a ninth of the memory for 50,000 rows of 18 cells).
//! * The same model gives the same bytes: the date in
//!   a file's properties is the model's, and archive entries carry the archive format's own zero date.
//! * Text is data. What looks like a formula is written as text, and what XML cannot hold is left out.

pub mod error;
pub mod head;
pub mod paper;
pub mod prose;
mod text;
pub mod workbook;

pub use error::OfficeError;
