//! A workbook read as a ledger of projects.

mod checks;
mod error;
mod funds;
mod memory;
mod merge;
mod options;
mod plan;
mod problems;
mod project;
mod read;
mod row;
mod sheet;
mod summary;
mod totals;
mod types;

pub use error::LedgerError;
pub use options::LedgerOptions;
pub use read::{read_ledger, read_ledger_with};
pub use types::*;
