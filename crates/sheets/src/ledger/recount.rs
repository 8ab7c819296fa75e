//! Sums and counts that a table states, recomputed from its rows.

use std::sync::Arc;

use domain::money::{Fen, Unit};
use serde::{Deserialize, Serialize};

use super::totals::{RowAmounts, Stated, StatedSum, Stretch};
use crate::book::CellPos;
use crate::rule::Rule;
use crate::values::Remark;

/// The sums and counts that a table states, kept so that they can be compared again once rows were corrected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedSums {
    /// Columns of money that they add up.
    width: usize,
    sums: Vec<StatedSum>,
}

/// Running sums over the rows of a table.
struct Running<'r> {
    rows: &'r [RowAmounts],
    width: usize,
    /// Of all rows, then of the live ones: the sums before each row.
    sums: [Vec<i64>; 2],
    counts: [Vec<usize>; 2],
}

impl<'r> Running<'r> {
    fn over(rows: &'r [RowAmounts], width: usize) -> Self {
        let mut running = Self { rows, width, sums: [vec![0; width], vec![0; width]], counts: [vec![0], vec![0]] };
        for live_only in [false, true] {
            let (mut sums, mut count) = (vec![0_i64; width], 0);
            for row in rows {
                if row.live || !live_only {
                    count += 1;
                    for (sum, amount) in sums.iter_mut().zip(&row.amounts) {
                        *sum = sum.saturating_add(amount.unwrap_or(0));
                    }
                }
                if let (Some(all), Some(counts)) =
                    (running.sums.get_mut(usize::from(live_only)), running.counts.get_mut(usize::from(live_only)))
                {
                    all.extend_from_slice(&sums);
                    counts.push(count);
                }
            }
        }
        running
    }

    fn places(&self, (from, to): Stretch) -> (usize, usize) {
        let first = self.rows.partition_point(|row| row.row < from);
        (first, self.rows.partition_point(|row| row.row < to).max(first))
    }

    fn count(&self, stretch: Stretch, live_only: bool) -> usize {
        let (from, to) = self.places(stretch);
        let at = |place: usize| self.counts.get(usize::from(live_only)).and_then(|counts| counts.get(place)).copied().unwrap_or(0);
        at(to).saturating_sub(at(from))
    }

    /// The actual sum, where it is another than the stated one.
    fn differs(&self, stretch: Stretch, stated: &Stated, live_only: bool) -> Option<i64> {
        let (from, to) = self.places(stretch);
        let upto = |place: usize| {
            self.sums.get(usize::from(live_only)).and_then(|sums| sums.get(place * self.width + stated.column)).copied().unwrap_or(0)
        };
        let actual = upto(to).saturating_sub(upto(from));
        let difference = actual.saturating_sub(stated.amount.money.minor.0);
        (difference.saturating_abs() > stated.tolerance).then_some(actual)
    }
}

impl StatedSums {
    pub(super) fn new(width: usize, sums: Vec<StatedSum>) -> Self {
        Self { width, sums }
    }

    /// How many figures can be compared.
    pub(super) fn figures(&self) -> u32 {
        let figures: usize = self.sums.iter().map(|sum| sum.stated.len() + usize::from(sum.count.is_some())).sum();
        u32::try_from(figures).unwrap_or(u32::MAX)
    }

    /// Whether the table states none.
    pub fn is_empty(&self) -> bool {
        self.sums.is_empty()
    }

    /// Compares every stated sum and count with the rows, which stand in the order of the sheet.
    pub(super) fn compare(&self, rows: &[RowAmounts]) -> Vec<(CellPos, Arc<str>, Remark)> {
        let running = Running::over(rows, self.width);
        let mut found = Vec::new();
        for sum in &self.sums {
            let Some(likely) = sum.stretches.first().copied() else { continue };
            let is_count = |stretch: Stretch, live_only: bool| {
                sum.count.is_some_and(|count| usize::try_from(count).is_ok_and(|count| count == running.count(stretch, live_only)))
            };
            // The stretch that fits the most figures is the one that was meant.
            let fits = |stretch: Stretch, live_only: bool| {
                let sums = sum.stated.iter().filter(|s| running.differs(stretch, s, live_only).is_none()).count();
                sums + usize::from(is_count(stretch, live_only))
            };
            let candidates = sum.stretches.iter().flat_map(|stretch| [(*stretch, true), (*stretch, false)]);
            let best = candidates
                .map(|(stretch, live)| (fits(stretch, live), stretch, live))
                .reduce(|best, next| if next.0 > best.0 { next } else { best });
            let (stretch, live_only) = best.filter(|(fit, _, _)| *fit > 0).map_or((likely, true), |(_, stretch, live)| (stretch, live));
            let count = running.count(stretch, live_only);
            for stated in &sum.stated {
                if let Some(actual) = running.differs(stretch, stated, live_only) {
                    let wan = Fen(actual).display_in(Unit::Wan, 2);
                    let given = stated.amount.money.minor.display_in(Unit::Wan, 2);
                    let message = format!(
                        "“{}”行的“{}”写的是「{}」({given}万元),按所含 {count} 个项目相加是 {wan}万元,请核对",
                        sum.label, stated.header, stated.raw
                    );
                    found.push((stated.pos, Arc::clone(&stated.raw), Remark::warning(Rule::SubtotalMismatch, message)));
                }
            }
            if let Some(stated) = sum.count
                && !is_count(stretch, live_only)
            {
                let message = format!("“{}”行写的是 {stated} 个项目,实际读到 {count} 个,请核对", sum.label);
                found.push((sum.pos, sum.label.as_str().into(), Remark::warning(Rule::CountMismatch, message)));
            }
        }
        found
    }
}
