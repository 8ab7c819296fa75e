//! Whether a printed per cent figure follows from two others, by the rounding rules of the trade.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figure::{Figure, Hedge};
use crate::interval::Interval;

/// What came of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Some values inside the printed intervals give what is printed.
    Holds,
    /// Cut off instead of rounded.
    Cut,
    /// It does not follow.
    Fails,
}

/// How far a rough word may be off, in hundredths of the stated value.
const ROUGH: Decimal = Decimal::TEN;

/// Compares a stated figure with the interval in which the exact result lies and with `point`, the result of the
/// printed values themselves.
pub(crate) fn compare(stated: &Figure, result: Interval, point: Decimal) -> Option<Outcome> {
    let value = stated.value;
    let share = |hundredths: Decimal| value.abs().checked_mul(hundredths)?.checked_div(Decimal::ONE_HUNDRED);
    let outcome = |holds: bool| Some(if holds { Outcome::Holds } else { Outcome::Fails });
    let half = stated.step.checked_div(Decimal::TWO)?;
    match stated.hedge {
        Some(Hedge::Over) => outcome(result.high > value && result.low <= value.checked_add(share(Decimal::from(50))?)?),
        Some(Hedge::AtLeast) => outcome(result.high >= value),
        Some(Hedge::Under) => outcome(result.low < value),
        Some(Hedge::Near) => {
            outcome(result.high >= value.checked_sub(share(ROUGH)?)? && result.low <= value.checked_add(half.min(share(Decimal::ONE)?))?)
        }
        Some(Hedge::About) => {
            let slack = if stated.step < Decimal::ONE && !stated.step.is_zero() { stated.step } else { share(ROUGH)?.max(stated.step) };
            outcome(Interval::around(value, slack)?.meets(result))
        }
        Some(Hedge::Range) => None,
        None => {
            if Interval::around(value, half)?.meets(result) {
                return Some(Outcome::Holds);
            }
            let cut = point.round_dp_with_strategy(decimals(stated), RoundingStrategy::ToZero);
            Some(if cut == value.round_dp(decimals(stated)) && point >= value { Outcome::Cut } else { Outcome::Fails })
        }
    }
}

/// Digits behind the point of a figure in its own unit.
fn decimals(figure: &Figure) -> u32 {
    figure.decimals()
}

/// A number with as many digits as `like` prints, one more where that helps to see the difference.
pub(crate) fn shown(value: Decimal, like: &Figure) -> String {
    let places = like.decimals().max(1) + u32::from(like.decimals() > 0);
    let mut rounded = value.round_dp_with_strategy(places.min(4), RoundingStrategy::MidpointAwayFromZero);
    rounded = rounded.normalize();
    rounded.to_string()
}

/// A number rounded as `like` is printed.
pub(crate) fn as_printed(value: Decimal, like: &Figure) -> String {
    let mut rounded = value.round_dp_with_strategy(like.decimals(), RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(like.decimals());
    rounded.to_string()
}
