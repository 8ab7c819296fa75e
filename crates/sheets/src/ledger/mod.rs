//! A workbook read as a ledger of projects.

mod checks;
mod context;
mod error;
mod funds;
mod memory;
mod merge;
mod options;
mod plan;
mod problems;
mod project;
mod read;
mod recount;
mod reread;
mod row;
mod sheet;
mod summary;
mod totals;
mod types;

pub use checks::{listed_again, sameness};
pub use context::{ColumnContext, FieldKey, TableReading};
pub use error::LedgerError;
pub use options::LedgerOptions;
pub use problems::ReadRow;
pub use read::{read_ledger, read_ledger_with};
pub use recount::StatedSums;
pub use reread::Correction;
pub use totals::RowAmounts;
pub use types::*;
