//! Whether one printed number is likely the other, mistyped: one digit changed, two neighbours exchanged, a digit
//! lost or doubled, the point moved.

use rust_decimal::{Decimal, RoundingStrategy};

/// Whether `stated` may be a slip of `meant`, both printed with `decimals` digits behind the point.
pub(crate) fn is_slip(stated: Decimal, meant: Decimal, decimals: u32) -> bool {
    let digits = |value: Decimal| {
        let mut shown = value.abs().round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero);
        shown.rescale(decimals);
        shown.to_string().chars().filter(char::is_ascii_digit).skip_while(|c| *c == '0').collect::<Vec<char>>()
    };
    let (stated, meant) = (digits(stated), digits(meant));
    if stated == meant || stated.is_empty() || meant.is_empty() {
        return false;
    }
    if stated.len() == meant.len() {
        let differing: Vec<usize> = (0..stated.len()).filter(|&at| stated.get(at) != meant.get(at)).collect();
        return match differing.as_slice() {
            [_] => stated.len() >= 2,
            [first, second] => stated.get(*first) == meant.get(*second) && stated.get(*second) == meant.get(*first),
            _ => false,
        };
    }
    let (longer, shorter) = if stated.len() > meant.len() { (&stated, &meant) } else { (&meant, &stated) };
    if longer.len() != shorter.len() + 1 || shorter.len() < 2 {
        return false;
    }
    let common = longer.iter().zip(shorter).take_while(|(a, b)| a == b).count();
    longer.get(common + 1..) == shorter.get(common..)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("138", "118", 0, true)]
    #[case("5941.5", "5914.5", 1, true)]
    #[case("361", "316", 0, true)]
    #[case("93", "98", 0, true)]
    #[case("1709", "179", 0, true)]
    #[case("18.6", "18.9", 1, true)]
    #[case("17.7", "21.5", 1, false)]
    #[case("118", "118", 0, false)]
    #[case("7", "9", 0, false)]
    fn slips_of_the_hand_are_told_from_other_numbers(
        #[case] stated: &str,
        #[case] meant: &str,
        #[case] decimals: u32,
        #[case] expected: bool,
    ) {
        assert_eq!(is_slip(stated.parse().unwrap(), meant.parse().unwrap(), decimals), expected);
    }
}
