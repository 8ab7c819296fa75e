//! A workbook read as a ledger of projects.

mod checks;
mod error;
mod memory;
mod options;
mod plan;
mod problems;
mod read;
mod row;
mod sheet;
mod summary;
mod totals;
mod types;

pub use error::LedgerError;
pub use options::LedgerOptions;
pub use read::read_ledger;
pub use types::*;
