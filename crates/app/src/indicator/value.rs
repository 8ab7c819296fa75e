//! From sums to printed values: spans, rates, growth. Integers all the way.

use domain::period::Period;
use store::indicator::Span;

/// Which months a figure is about, seen from a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// The month itself.
    Month,
    /// From January to the month.
    Cumulative,
    /// The same month of the year before.
    LastYearMonth,
    /// From January to the same month of the year before.
    LastYearCumulative,
}

impl SpanKind {
    /// All, in the order in which sums are asked for.
    pub const ALL: [Self; 4] = [Self::Month, Self::Cumulative, Self::LastYearMonth, Self::LastYearCumulative];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Cumulative => "cumulative",
            Self::LastYearMonth => "last_year_month",
            Self::LastYearCumulative => "last_year_cumulative",
        }
    }

    /// Back from the stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether opening balances belong to it.
    pub const fn is_cumulative(self) -> bool {
        matches!(self, Self::Cumulative | Self::LastYearCumulative)
    }

    /// Whether it is about the year before.
    pub const fn is_last_year(self) -> bool {
        matches!(self, Self::LastYearMonth | Self::LastYearCumulative)
    }

    /// The months, for a period.
    pub fn span(self, period: Period) -> Span {
        let to = if matches!(self, Self::Month | Self::Cumulative) { period } else { period.last_year() };
        Span { from: if self.is_cumulative() { to.january() } else { to }, to }
    }

    /// How people call it: `2026年9月`, `2026年1—9月`.
    pub fn label(self, period: Period) -> String {
        let to = self.span(period).to;
        if self.is_cumulative() {
            format!("{}年{}", to.year(), to.cumulative_label())
        } else {
            format!("{}年{}月", to.year(), to.month())
        }
    }
}

/// The spans of all kinds, in the order of [`SpanKind::ALL`].
pub fn spans(period: Period) -> [Span; 4] {
    SpanKind::ALL.map(|kind| kind.span(period))
}

/// `above ÷ below` in hundredths of a per cent, rounded half away from zero; absent when there is nothing below.
pub fn percent(above: i64, below: i64) -> Option<i64> {
    if below == 0 {
        return None;
    }
    let (above, below) = (i128::from(above) * 10_000, i128::from(below));
    let (sign, above, below) = (above.signum() * below.signum(), above.abs(), below.abs());
    i64::try_from(sign * ((above * 2 + below) / (below * 2))).ok()
}

/// Growth over a base in hundredths of a per cent, from unrounded values. Absent where the base is nothing or less:
/// it is printed as —, never as 0 or ∞.
pub fn growth(now: i64, base: i64) -> Option<i64> {
    if base <= 0 { None } else { percent(now.saturating_sub(base), base) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_computed_from_fen_and_rounded_half_up() {
        // 34.89 over 19.36 亿元: the published worked example of the field.
        assert_eq!(growth(348_900_000_000, 193_600_000_000), Some(8_022));
        assert_eq!(growth(500, 520), Some(-385));
        assert_eq!(growth(5, 0), None);
        assert_eq!(growth(5, -3), None);
    }

    #[test]
    fn a_rate_without_anything_below_the_line_is_not_zero() {
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(49, 106), Some(4_623));
        assert_eq!(percent(1, 3), Some(3_333));
        assert_eq!(percent(2, 3), Some(6_667));
    }

    #[test]
    fn spans_are_named_as_papers_name_them() {
        let period: Period = "2026-09".parse().unwrap();
        assert_eq!(SpanKind::Cumulative.label(period), "2026年1—9月");
        assert_eq!(SpanKind::LastYearMonth.label(period), "2025年9月");
    }
}
