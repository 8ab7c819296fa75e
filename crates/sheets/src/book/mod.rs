//! Workbooks as they are: sheets, cells, what is stored and what a person sees.
//!
//! A [`Book`] is read whole, sparsely and under caps. What a file says about its own size is never believed.

mod cells;
mod error;
mod format;
pub(crate) mod formula;
mod place;

pub use cells::{Book, Cell, Row, Sheet, Value, Visibility};
pub use error::BookError;
pub use place::{Area, CellPos, CellRef, MAX_COLUMNS, MAX_ROWS, column_letters};
