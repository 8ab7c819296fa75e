//! Bringing in a ledger: read, planned, committed in one transaction, undone as a whole.

mod cell;
mod commit;
mod facts;
mod matching;
mod plan;
mod read;
mod rules;
mod undo;

pub use cell::{CellWindow, WindowCell, WindowRow, cell_window};
pub use commit::{CommitOptions, CommitResult, commit, enter};
pub use plan::{Action, Plan, PlannedClaim, PlannedRow, Skipped};
pub use read::{
    ImportError, ImportView, NewFile, RowFilter, RowView, bring_in, content, counts, discard, keep, list, read_ledger_file, rows, show,
};
pub use rules::rule_label;
pub use undo::{UndoResult, undo};
