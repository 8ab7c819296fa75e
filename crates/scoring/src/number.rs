//! Numbers between text and exact decimals. No float is made on the way.

use rust_decimal::{Decimal, RoundingStrategy};

/// Reads a number as TOML and JSON write it, exactly; none where it has more than 28 digits or is no number.
pub(crate) fn read(text: &str) -> Option<Decimal> {
    let plain = text.replace('_', "");
    let plain = plain.strip_prefix('+').unwrap_or(&plain);
    let value = match plain.find(['e', 'E']) {
        Some(_) => Decimal::from_scientific(plain).ok()?,
        None => Decimal::from_str_exact(plain).ok()?,
    };
    Some(value.normalize())
}

/// Prints a number without zeros that say nothing.
pub(crate) fn show(value: Decimal) -> String {
    value.normalize().to_string()
}

/// A share as per cent with up to two decimals.
pub(crate) fn show_percent(share: Decimal) -> String {
    share.checked_mul(Decimal::ONE_HUNDRED).map_or_else(|| show(share), |percent| format!("{}%", show(round(percent, 2))))
}

/// Rounds half up (四舍五入), away from zero on both sides.
pub(crate) fn round(value: Decimal, places: u32) -> Decimal {
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_exactly_and_printed_without_idle_zeros() {
        let shown = |text: &str| read(text).map(show);
        assert_eq!(shown("177.70"), Some("177.7".to_owned()));
        assert_eq!(shown("1_000"), Some("1000".to_owned()));
        assert_eq!(shown("1.5e3"), Some("1500".to_owned()));
        assert_eq!(shown("-0.0"), Some("0".to_owned()));
        assert_eq!(shown("nan"), None);
        assert_eq!(shown("0.12345678901234567890123456789012"), None, "more digits than can be held exactly");
    }

    #[test]
    fn halves_go_up() {
        assert_eq!(show(round(Decimal::new(16675, 3), 2)), "16.68");
        assert_eq!(round(Decimal::new(-125, 2), 1), Decimal::new(-13, 1));
    }
}
