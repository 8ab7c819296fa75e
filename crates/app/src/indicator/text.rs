//! Values as papers and tables print them (lifecycle: rounding and display; GB/T 15835).

use domain::money::{Fen, Unit};

use super::definition::{Indicator, IndicatorUnit};

/// What stands where there is no value.
pub const NONE: &str = "—";

/// A value without its unit: `12`, `12.5`, `128.64`, `46.23`.
pub fn value_text(indicator: &Indicator, value: Option<i64>) -> String {
    let Some(value) = value else { return NONE.to_owned() };
    match indicator.unit {
        IndicatorUnit::Ge => count_text(value),
        IndicatorUnit::Yi => Fen(value).display_in(Unit::Yi, 2),
        IndicatorUnit::Wusd => Fen(value).display_in(Unit::Wan, 2),
        IndicatorUnit::Pct => hundredths(value),
    }
}

/// A count from basis points of a project: one decimal only when it is not whole.
pub fn count_text(basis_points: i64) -> String {
    let tenths = (i128::from(basis_points.abs()) * 10 + 5_000) / 10_000;
    let sign = if basis_points < 0 && tenths > 0 { "\u{2212}" } else { "" };
    if basis_points % 10_000 == 0 { format!("{sign}{}", tenths / 10) } else { format!("{sign}{}.{}", tenths / 10, tenths % 10) }
}

/// Hundredths as a number with two decimals.
pub fn hundredths(value: i64) -> String {
    let sign = if value < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}.{:02}", value.unsigned_abs() / 100, value.unsigned_abs() % 100)
}

/// Growth in words: `同比增长12.30%`, `同比下降3.85%`, `与上年同期持平`; for a rate the difference in percentage points.
/// Without a base the sentence says so instead of inventing a number.
pub fn growth_phrase(indicator: &Indicator, growth: Option<i64>) -> (String, Option<String>, String) {
    let amount = |value: i64| hundredths(value.abs());
    match (indicator.unit, growth) {
        (_, None) => ("上年同期无可比数".to_owned(), None, String::new()),
        (_, Some(0)) => ("与上年同期持平".to_owned(), None, String::new()),
        (IndicatorUnit::Pct, Some(points)) => {
            (format!("比上年同期{}", if points > 0 { "提高" } else { "降低" }), Some(amount(points)), "个百分点".to_owned())
        }
        (_, Some(value)) => (format!("同比{}", if value > 0 { "增长" } else { "下降" }), Some(amount(value)), "%".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::by_code;

    #[test]
    fn a_count_has_a_decimal_only_when_a_project_is_shared() {
        assert_eq!(count_text(120_000), "12");
        assert_eq!(count_text(125_000), "12.5");
        assert_eq!(count_text(-10_000), "\u{2212}1");
        assert_eq!(count_text(0), "0");
    }

    #[test]
    fn growth_is_told_in_words_and_never_as_infinite() {
        let funds = by_code("funds").unwrap();
        assert_eq!(growth_phrase(funds, Some(1_230)), ("同比增长".to_owned(), Some("12.30".to_owned()), "%".to_owned()));
        assert_eq!(growth_phrase(funds, Some(-385)).0, "同比下降");
        assert_eq!(growth_phrase(funds, None).1, None);
        let rate = by_code("start_rate").unwrap();
        assert_eq!(growth_phrase(rate, Some(-150)), ("比上年同期降低".to_owned(), Some("1.50".to_owned()), "个百分点".to_owned()));
    }
}
