//! Intervals for which printed figures stand, in exact decimal arithmetic.
//!
//! A printed amount stands for everything that rounds to it: 6.18 for 6.175 to 6.185. A statement is right when some
//! values inside the intervals make it right. Every operation gives `None` where the numbers become too large to be
//! kept, and then nothing is said.

use rust_decimal::Decimal;

/// A closed interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: Decimal,
    pub(crate) high: Decimal,
}

impl Interval {
    /// A number that is meant exactly.
    pub(crate) const fn exact(value: Decimal) -> Self {
        Self { low: value, high: value }
    }

    /// Everything not further than `half` from a number.
    pub(crate) fn around(value: Decimal, half: Decimal) -> Option<Self> {
        Some(Self { low: value.checked_sub(half)?, high: value.checked_add(half)? })
    }

    /// Whether a value lies in both.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The sums of their values.
    pub(crate) fn add(self, other: Self) -> Option<Self> {
        Some(Self { low: self.low.checked_add(other.low)?, high: self.high.checked_add(other.high)? })
    }

    /// The differences of their values.
    pub(crate) fn sub(self, other: Self) -> Option<Self> {
        Some(Self { low: self.low.checked_sub(other.high)?, high: self.high.checked_sub(other.low)? })
    }

    /// Their quotients in per cent. Both must be positive.
    pub(crate) fn percent_of(self, whole: Self) -> Option<Self> {
        if self.low < Decimal::ZERO || whole.low <= Decimal::ZERO {
            return None;
        }
        let percent = |part: Decimal, whole: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
        Some(Self { low: percent(self.low, whole.high)?, high: percent(self.high, whole.low)? })
    }

    /// Its values times a positive factor.
    pub(crate) fn times(self, factor: Decimal) -> Option<Self> {
        Some(Self { low: self.low.checked_mul(factor)?, high: self.high.checked_mul(factor)? })
    }

    /// Its values moved by a number.
    pub(crate) fn moved(self, by: Decimal) -> Option<Self> {
        Some(Self { low: self.low.checked_add(by)?, high: self.high.checked_add(by)? })
    }

    /// Its values with the other sign.
    pub(crate) fn negated(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(value: &str, half: &str) -> Interval {
        Interval::around(value.parse().unwrap(), half.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_rounded_amount_over_an_exact_target_covers_every_rounding() {
        // 4.25 of 7.5 may be printed as 56.70%, for 4.2525 rounds to 4.25.
        let rate = interval("4.25", "0.005").percent_of(Interval::exact("7.5".parse().unwrap())).unwrap();
        assert!(rate.meets(interval("56.70", "0.005")));
        assert!(!rate.meets(interval("56.80", "0.005")));
    }

    #[test]
    fn a_total_may_differ_from_its_parts_by_half_a_unit_for_each() {
        let sum = interval("58.6", "0.05").add(interval("132.6", "0.05")).and_then(|s| s.add(interval("7.2", "0.05"))).unwrap();
        assert!(sum.meets(interval("199", "0.5")));
        assert!(!sum.meets(interval("200", "0.5")));
    }
}
