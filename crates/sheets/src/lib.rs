//! Reads an office's messy workbook into typed ledger rows with a confidence per cell: bytes in, rows out.

pub mod book;
pub mod field;
mod header;
pub mod ledger;
mod limits;
mod mapping;
pub mod report;
mod rows;
mod values;

pub use book::{Book, BookError};
pub use ledger::{LedgerError, LedgerOptions, LedgerReading, read_ledger, read_ledger_with};
pub use limits::Limits;
