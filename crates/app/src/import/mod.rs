//! Bringing in a ledger: read, mended at a desk, committed in one transaction, undone as a whole.

mod cell;
mod columns;
mod commit;
mod decision;
mod differences;
mod errors;
mod facts;
mod group;
mod index;
mod kept;
mod matching;
mod mend;
mod paste;
mod plan;
mod read;
mod refresh;
mod rows;
mod rules;
mod show;
mod tally;
mod undo;

pub use cell::{CellWindow, WindowCell, WindowRow, cell_window};
pub use columns::{ColumnChoice, ColumnSource, ColumnView, REQUIRED, SheetColumns, choose_columns, columns};
pub use commit::{CommitOptions, CommitResult, Reasons, begin_commit, commit, enter};
pub use differences::{Difference, Differences, FigureChange, MoneyChange, StandingWarning, differences};
pub use errors::{Applied, apply_errors, error_workbook};
pub use group::Group;
pub use mend::{Change, GroupMend, MendDraft, Mended, mend, redo_mend, undo_mend};
pub use paste::{Pasted, read_pasted};
pub use plan::{Action, PlannedClaim, PlannedRow};
pub use read::{ImportError, NewFile, bring_in, bring_in_within, keep, read_ledger_file};
pub use rows::{DeskCell, NextProblem, RowPage, RowProblem, RowQuery, RowView, Tab, next_problem, rows};
pub use rules::{MendKind, Needs, rule_label};
pub use show::{ImportLine, ImportView, PlanSums, Standing, content, discard, list, show};
pub use tally::Tabs;
pub use undo::{Hindrance, HindranceKind, UndoOutlook, UndoResult, undo, undo_outlook};
