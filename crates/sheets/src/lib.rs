//! Reads an office's messy workbook into typed ledger rows with a confidence per cell: bytes in, rows out.

pub mod book;
pub mod field;
pub mod ledger;
mod limits;

pub use limits::Limits;
