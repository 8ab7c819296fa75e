//! Workbooks as they are: sheets, cells, what is stored and what a person sees.
//!
//! A [`Book`] is read whole, sparsely and under caps. What a file says about its own size is never believed.

mod biff;
mod build;
mod cells;
mod csv;
mod date_format;
mod error;
mod format;
pub(crate) mod formula;
mod ods;
mod open;
mod package;
mod place;
mod xls;
mod xlsx;
mod xlsx_parts;

pub use cells::{Book, Cell, Row, Sheet, Value, Visibility};
pub use error::BookError;
pub use place::{Area, CellPos, CellRef, MAX_COLUMNS, MAX_ROWS, column_letters};
