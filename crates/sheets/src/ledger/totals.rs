//! Sums and counts that the ledger states: which rows each of them may speak of.
//!
//! Places are rows of the sheet. A heading or a sum is never a project, so that no two things stand at one place, and
//! a row that becomes a project once somebody fills in its name falls where it stands.

use std::sync::Arc;

use domain::money::Currency;
use serde::{Deserialize, Serialize};

use super::types::Amount;
use crate::book::CellPos;

/// Levels of sums that one row is taken to look back over: more are not written.
const LEVELS: usize = 6;

/// A stated amount of a sum row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stated {
    /// Place among the table's columns of money.
    pub(super) column: usize,
    pub(super) header: Arc<str>,
    pub(super) pos: CellPos,
    pub(super) raw: Arc<str>,
    pub(super) amount: Amount,
    /// Half of its last shown place, in fen.
    pub(super) tolerance: i64,
}

/// Rows of the sheet, the second one excluded.
pub(super) type Stretch = (u32, u32);

/// A row that states sums, with the stretches of rows that it may mean, the likeliest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct StatedSum {
    pub(super) label: String,
    pub(super) pos: CellPos,
    pub(super) count: Option<u32>,
    pub(super) stated: Vec<Stated>,
    pub(super) stretches: Vec<Stretch>,
}

/// The amounts of a project's row, as sums add them up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowAmounts {
    /// Row of the sheet, from 0.
    pub row: u32,
    /// Fen, one for each column of money from left to right; absent where there is none, or no renminbi.
    pub amounts: Vec<Option<i64>>,
    /// Whether the project counts among the living.
    pub live: bool,
}

impl RowAmounts {
    pub(super) fn new(row: u32, amounts: impl Iterator<Item = Option<Amount>>, live: bool) -> Self {
        let fen = |amount: Option<Amount>| amount.filter(|a| a.money.currency == Currency::Cny).map(|a| a.money.minor.0);
        Self { row, amounts: amounts.map(fen).collect(), live }
    }
}

/// A row that states sums: a heading with figures, 小计, 合计.
pub(super) struct SumRow {
    pub(super) label: String,
    pub(super) pos: CellPos,
    pub(super) count: Option<u32>,
    pub(super) stated: Vec<Stated>,
    pub(super) scope: Scope,
}

/// Which rows a sum row speaks of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scope {
    /// The section of that number.
    Section(usize),
    /// The rows before it, back to the sum or heading before.
    Before,
    /// Everything, or what came since the sum of everything before.
    Whole,
}

/// The rows under a heading.
struct Section {
    depth: usize,
    from: u32,
    to: u32,
    /// The next heading of any depth.
    next: u32,
}

/// What of a table sums speak of, gathered from top to bottom.
#[derive(Default)]
pub(super) struct Totals {
    rows: Vec<RowAmounts>,
    sections: Vec<Section>,
    /// Rows at which a 小计 stands.
    marks: Vec<u32>,
    /// Rows at which a 合计 stands.
    wholes: Vec<u32>,
    sums: Vec<SumRow>,
}

impl Totals {
    /// Adds a project's amounts.
    pub(super) fn push(&mut self, row: RowAmounts) {
        self.rows.push(row);
    }

    /// Opens the heading at `row` at a depth and gives its number.
    pub(super) fn open(&mut self, depth: usize, row: u32) -> usize {
        for section in self.sections.iter_mut().filter(|s| s.to == u32::MAX && s.depth >= depth) {
            section.to = row;
        }
        if let Some(last) = self.sections.last_mut() {
            last.next = row;
        }
        self.sections.push(Section { depth, from: row, to: u32::MAX, next: u32::MAX });
        self.sections.len() - 1
    }

    /// Adds a row of sums.
    pub(super) fn state(&mut self, sum: SumRow) {
        match sum.scope {
            Scope::Before => self.marks.push(sum.pos.row),
            Scope::Whole => self.wholes.push(sum.pos.row),
            Scope::Section(_) => {}
        }
        self.sums.push(sum);
    }

    /// Whether a project stands in the stretch.
    fn has_rows(&self, (from, to): Stretch) -> bool {
        let first = self.rows.partition_point(|row| row.row < from);
        self.rows.get(first).is_some_and(|row| row.row < to)
    }

    /// The stretches that a row of sums at `at` may mean, the likeliest first.
    fn stretches(&self, scope: Scope, at: u32) -> Vec<Stretch> {
        let all = (0, u32::MAX);
        let after = |places: &[u32]| places.iter().copied().filter(|place| self.has_rows((at, *place))).min().unwrap_or(u32::MAX);
        match scope {
            Scope::Section(number) => {
                // A heading that is not numbered may stand above numbered ones, or beside them.
                self.sections.get(number).map(|s| vec![(s.from, s.to), (s.from, s.next)]).unwrap_or_default()
            }
            Scope::Before => {
                let headings = self.sections.iter().filter(|s| s.from <= at && at <= s.to).map(|s| s.from);
                let mut starts: Vec<u32> = headings.chain(self.marks.iter().copied()).filter(|start| *start < at).collect();
                starts.sort_unstable_by(|a, b| b.cmp(a));
                let mut kept = at;
                starts.retain(|start| {
                    let tells_more = self.has_rows((*start, kept));
                    kept = if tells_more { *start } else { kept };
                    tells_more
                });
                starts.truncate(LEVELS);
                let mut stretches: Vec<Stretch> = starts.into_iter().map(|start| (start, at)).collect();
                // 小计 may also stand above its rows.
                stretches.extend([(0, at), (at, after(&self.marks)), all]);
                stretches
            }
            Scope::Whole => {
                // Of several parts, each under its own header, each ends or begins with its 合计.
                let before = self.wholes.iter().copied().filter(|whole| self.has_rows((*whole, at))).max().unwrap_or(0);
                let mut stretches = vec![all, (before, at), (0, at), (at, after(&self.wholes))];
                // 合计 that ends each part of a sheet.
                stretches.extend(self.sections.iter().map(|s| (s.from, s.to)));
                stretches
            }
        }
    }

    /// What the table states, and its rows.
    pub(super) fn finish(mut self) -> (Vec<StatedSum>, Vec<RowAmounts>) {
        let sums = std::mem::take(&mut self.sums);
        let stated = sums
            .into_iter()
            .filter(|sum| sum.count.is_some() || !sum.stated.is_empty())
            .map(|sum| {
                let stretches = self.stretches(sum.scope, sum.pos.row);
                StatedSum { label: sum.label, pos: sum.pos, count: sum.count, stated: sum.stated, stretches }
            })
            .collect();
        (stated, self.rows)
    }
}
