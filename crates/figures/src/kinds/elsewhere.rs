//! Whether figures that no words point to bear a share, rate or growth out. What may be meant so is not told wrong.

use rust_decimal::Decimal;

use crate::figure::Figure;
use crate::reading::{LOOK_BACK, Reading, Role};

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

/// All that the sentence of a part tells of its measure, as a whole that is told nowhere: 内资85亿元,占比85%;外资15亿元,
/// 占比15%.
pub(super) fn sum_of_siblings(reading: &Reading, part: usize) -> Option<Figure> {
    let own = reading.figure(part)?;
    let siblings: Vec<&Figure> = reading
        .in_sentence(own.sentence)
        .filter(|&other| reading.same_measure(part, other) && reading.role(other) == Role::Plain)
        .filter_map(|other| reading.figure(other))
        .collect();
    if siblings.len() < 2 || siblings.iter().any(|sibling| sibling.hedge.is_some()) {
        return None;
    }
    let sum = |of: fn(&Figure) -> Decimal| siblings.iter().try_fold(Decimal::ZERO, |sum, sibling| sum.checked_add(of(sibling)));
    let mut whole = own.clone();
    whole.value = sum(|sibling| sibling.value)?;
    whole.step = sum(|sibling| sibling.step)?;
    Some(whole)
}
