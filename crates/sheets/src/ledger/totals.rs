//! Sums and counts that the ledger states, recomputed from the rows read.

use std::sync::Arc;

use domain::money::{Currency, Unit};

use super::types::Amount;
use crate::book::CellPos;
use crate::rule::Rule;
use crate::values::Remark;

/// A stated amount of a sum row.
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
    Before { position: usize },
    /// Everything, or what came since the sum of everything before.
    Whole { position: usize },
}

/// A stretch of rows under a heading.
struct Stretch {
    depth: usize,
    from: usize,
    to: usize,
}

/// Amounts of the rows read, for adding up. Amounts stand in one vector, row by row.
#[derive(Default)]
pub(super) struct Totals {
    width: usize,
    amounts: Vec<Option<i64>>,
    live: Vec<bool>,
    sections: Vec<Stretch>,
    /// Positions at which a 小计 stood.
    marks: Vec<usize>,
    /// Positions at which a 合计 stood.
    wholes: Vec<usize>,
    sums: Vec<SumRow>,
}

impl Totals {
    pub(super) fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Number of rows so far.
    pub(super) fn rows(&self) -> usize {
        self.live.len()
    }

    /// Adds a project's amounts, one for each column of money.
    pub(super) fn push(&mut self, amounts: impl Iterator<Item = Option<Amount>>, live: bool) {
        let fen = |amount: Option<Amount>| amount.filter(|a| a.money.currency == Currency::Cny).map(|a| a.money.minor.0);
        self.amounts.extend(amounts.map(fen).chain(std::iter::repeat(None)).take(self.width));
        self.live.push(live);
    }

    /// Opens a heading at a depth and gives its number.
    pub(super) fn open(&mut self, depth: usize) -> usize {
        let at = self.rows();
        for stretch in self.sections.iter_mut().filter(|s| s.to == usize::MAX && s.depth >= depth) {
            stretch.to = at;
        }
        self.sections.push(Stretch { depth, from: at, to: usize::MAX });
        self.sections.len() - 1
    }

    /// Adds a row of sums.
    pub(super) fn state(&mut self, sum: SumRow) {
        match sum.scope {
            Scope::Before { position } => self.marks.push(position),
            Scope::Whole { position } => self.wholes.push(position),
            Scope::Section(_) => {}
        }
        self.sums.push(sum);
    }

    /// The stretches that a row of sums may mean, the likeliest first.
    fn scopes(&self, scope: Scope) -> Vec<(usize, usize)> {
        let all = (0, self.rows());
        match scope {
            Scope::Section(number) => self.sections.get(number).map(|s| vec![(s.from, s.to.min(self.rows()))]).unwrap_or_default(),
            Scope::Before { position } => {
                let heading = self.sections.iter().filter(|s| s.from <= position && position <= s.to.min(self.rows())).map(|s| s.from);
                let mut starts: Vec<usize> = heading.chain(self.marks.iter().copied().filter(|mark| *mark < position)).collect();
                starts.sort_unstable_by(|a, b| b.cmp(a));
                starts.dedup();
                // Sums of more than a few levels back are not written.
                starts.truncate(6);
                let mut scopes: Vec<(usize, usize)> =
                    starts.into_iter().filter(|start| *start < position).map(|start| (start, position)).collect();
                // 小计 may also stand above its rows.
                let after = self.marks.iter().copied().filter(|mark| *mark > position).min().unwrap_or(self.rows());
                scopes.push((0, position));
                scopes.push((position, after));
                scopes.push(all);
                scopes
            }
            Scope::Whole { position } => {
                let mut scopes = vec![all];
                // Of several parts, each under its own header, each ends or begins with its 合计.
                let before = self.wholes.iter().copied().filter(|whole| *whole < position).max().unwrap_or(0);
                let after = self.wholes.iter().copied().filter(|whole| *whole > position).min().unwrap_or(self.rows());
                scopes.extend([(before, position), (0, position), (position, after)]);
                // 合计 that ends each part of a sheet.
                scopes.extend(self.sections.iter().map(|s| (s.from, s.to.min(self.rows()))));
                scopes
            }
        }
    }

    fn count(&self, (from, to): (usize, usize), live_only: bool) -> usize {
        self.live.get(from..to).unwrap_or_default().iter().filter(|live| !live_only || **live).count()
    }

    /// Running sums of the amounts, one for each row and column, of all rows or the live ones.
    fn running(&self, live_only: bool) -> Vec<i64> {
        let mut sums = vec![0_i64; self.width];
        let mut running = sums.clone();
        for (row, live) in self.amounts.chunks(self.width.max(1)).zip(&self.live) {
            for (sum, amount) in sums.iter_mut().zip(row) {
                if *live || !live_only {
                    *sum = sum.saturating_add(amount.unwrap_or(0));
                }
            }
            running.extend_from_slice(&sums);
        }
        running
    }

    /// Compares every stated sum and count. Gives what does not match, and how many were checked.
    pub(super) fn check(&self) -> (Vec<(CellPos, Arc<str>, Remark)>, u32) {
        let running = [self.running(false), self.running(true)];
        let (mut found, mut checked) = (Vec::new(), 0_u32);
        for sum in &self.sums {
            let scopes = self.scopes(sum.scope);
            let Some(likely) = scopes.first().copied() else { continue };
            // The stretch that fits the most figures is the one that was meant.
            let fits = |scope: (usize, usize), live_only: bool| {
                let sums = sum.stated.iter().filter(|s| self.differs(&running, scope, s, live_only).is_none()).count();
                sums + usize::from(sum.count.is_some_and(|count| usize::try_from(count).is_ok_and(|c| c == self.count(scope, live_only))))
            };
            let candidates = scopes.iter().flat_map(|scope| [(*scope, true), (*scope, false)]);
            let best = candidates
                .map(|(scope, live)| (fits(scope, live), scope, live))
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            let (scope, live_only) = best.filter(|(fit, _, _)| *fit > 0).map_or((likely, true), |(_, scope, live)| (scope, live));
            for stated in &sum.stated {
                checked += 1;
                if let Some(actual) = self.differs(&running, scope, stated, live_only) {
                    let yuan = domain::money::Fen(actual).display_in(Unit::Wan, 2);
                    let given = stated.amount.money.minor.display_in(Unit::Wan, 2);
                    let message = format!(
                        "“{}”行的“{}”写的是「{}」({given}万元),按所含 {} 个项目相加是 {yuan}万元,请核对",
                        sum.label,
                        stated.header,
                        stated.raw,
                        self.count(scope, live_only)
                    );
                    found.push((stated.pos, Arc::clone(&stated.raw), Remark::warning(Rule::SubtotalMismatch, message)));
                }
            }
            if let Some(count) = sum.count {
                checked += 1;
                let actual = self.count(scope, live_only);
                if usize::try_from(count).is_ok_and(|count| count != actual) {
                    let message = format!("“{}”行写的是 {count} 个项目,实际读到 {actual} 个,请核对", sum.label);
                    found.push((sum.pos, sum.label.as_str().into(), Remark::warning(Rule::CountMismatch, message)));
                }
            }
        }
        (found, checked)
    }

    /// The actual sum, where it is another than the stated one.
    fn differs(&self, running: &[Vec<i64>; 2], scope: (usize, usize), stated: &Stated, live_only: bool) -> Option<i64> {
        let [all, live] = running;
        let upto = |row: usize| (if live_only { live } else { all }).get(row * self.width + stated.column).copied().unwrap_or(0);
        let actual = upto(scope.1).saturating_sub(upto(scope.0));
        let difference = actual.saturating_sub(stated.amount.money.minor.0);
        (difference.saturating_abs() > stated.tolerance).then_some(actual)
    }
}
