//! Whether figures that no words point to bear a share, rate or growth out. What may be meant so is not told wrong.

use crate::figure::Figure;
use crate::reading::{LOOK_BACK, Reading};

/// One of the two figures is among so many amounts before the rate.
const NEAR: usize = 4;
/// So many figures behind a rate may belong to it.
const BEHIND: usize = 2;

/// Whether two amounts of one measure about a rate fit it, one of them near. `fits` takes part and whole, or value and
/// base.
///
/// A rate without decimals fits by chance too often to say anything.
pub(super) fn fits_elsewhere(reading: &Reading, rate: usize, fits: impl Fn(&Figure, &Figure) -> bool) -> bool {
    if reading.figure(rate).is_none_or(|rate| rate.decimals() == 0 || rate.hedge.is_some()) {
        return false;
    }
    let amount = |index: usize| reading.figure(index).filter(|figure| figure.measure.is_amount() && figure.hedge.is_none());
    let amounts = |from: usize, to: usize| (from..to).filter_map(move |index| Some((index, amount(index)?)));
    let before: Vec<(usize, &Figure)> = amounts(rate.saturating_sub(LOOK_BACK), rate).collect();
    let behind: Vec<(usize, &Figure)> = amounts(rate + 1, rate + 1 + BEHIND).collect();
    let near = before.iter().rev().take(NEAR).chain(&behind);
    near.into_iter().any(|&(one, first)| {
        before
            .iter()
            .chain(&behind)
            .any(|&(other, second)| one != other && first.measure == second.measure && (fits(first, second) || fits(second, first)))
    })
}
