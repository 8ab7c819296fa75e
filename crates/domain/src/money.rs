//! Money as whole minor units: fen for CNY, cents for USD. Floats never touch it.

use std::fmt;
use std::iter::Sum;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Whole fen of renminbi (or whole cents where a measure's currency says so).
///
/// On the wire it is a decimal string, because a browser's numbers stop being exact at 2⁵³.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(pub i64);

/// Fen in one yuan.
pub const FEN_PER_YUAN: i64 = 100;
/// Fen in one 万元.
pub const FEN_PER_WAN: i64 = 10_000 * FEN_PER_YUAN;
/// Fen in one 亿元.
pub const FEN_PER_YI: i64 = 10_000 * FEN_PER_WAN;

impl Fen {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// An amount of whole 万元.
    ///
    /// # Panics
    /// Never for amounts below 9.2 billion 万元; saturates beyond.
    pub const fn from_wan(wan: i64) -> Self {
        Self(wan.saturating_mul(FEN_PER_WAN))
    }

    /// Sum, or `None` on overflow.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Self(sum)),
            None => None,
        }
    }

    /// Difference, or `None` on overflow.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(difference) => Some(Self(difference)),
            None => None,
        }
    }

    /// Whether there is none of it.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The amount in `unit` with `decimals` digits, rounded half up (away from zero), with thousand
    /// separators: `Fen(128_640_000_000).display_in(Unit::Wan, 2)` is `128,640.00`.
    pub fn display_in(self, unit: Unit, decimals: u32) -> String {
        let scale = 10_i128.pow(decimals);
        let divisor = i128::from(unit.fen());
        let scaled = i128::from(self.0) * scale;
        let half = divisor / 2;
        let rounded = if scaled >= 0 { (scaled + half) / divisor } else { (scaled - half) / divisor };
        let (whole, fraction) = (rounded.unsigned_abs() / scale.unsigned_abs(), rounded.unsigned_abs() % scale.unsigned_abs());
        let sign = if rounded < 0 { "\u{2212}" } else { "" };
        let digits = whole.to_string();
        let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        if decimals == 0 { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{fraction:0width$}", width = decimals as usize) }
    }
}

impl Sum for Fen {
    /// Adds up; saturates at the ends of `i64`, which is 92 million 亿元.
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, |a, b| Self(a.0.saturating_add(b.0)))
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Fen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Fen {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Self).map_err(|_| serde::de::Error::custom("金额须为以分为单位的整数字符串"))
    }
}

/// A display unit of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    Wan,
    /// 亿元
    Yi,
}

impl Unit {
    /// Fen in one of this unit.
    pub const fn fen(self) -> i64 {
        match self {
            Self::Yuan => FEN_PER_YUAN,
            Self::Wan => FEN_PER_WAN,
            Self::Yi => FEN_PER_YI,
        }
    }
}

/// The currency of an amount, by its ISO 4217 letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Renminbi.
    Cny,
    /// US dollar.
    Usd,
    /// Hong Kong dollar.
    Hkd,
    /// Euro.
    Eur,
    /// Japanese yen; its minor unit here is one hundredth of a yen, as for the others.
    Jpy,
    /// Pound sterling.
    Gbp,
    /// New Taiwan dollar.
    Twd,
    /// South Korean won.
    Krw,
    /// Singapore dollar.
    Sgd,
    /// Australian dollar.
    Aud,
    /// Canadian dollar.
    Cad,
    /// Macanese pataca.
    Mop,
}

impl Currency {
    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cny => "CNY",
            Self::Usd => "USD",
            Self::Hkd => "HKD",
            Self::Eur => "EUR",
            Self::Jpy => "JPY",
            Self::Gbp => "GBP",
            Self::Twd => "TWD",
            Self::Krw => "KRW",
            Self::Sgd => "SGD",
            Self::Aud => "AUD",
            Self::Cad => "CAD",
            Self::Mop => "MOP",
        }
    }
}

/// An amount in hundredths of its currency's unit (fen, cents).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// Hundredths of the currency's unit.
    pub minor: Fen,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// Renminbi.
    pub const fn cny(minor: Fen) -> Self {
        Self { minor, currency: Currency::Cny }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_rounds_half_up_and_groups_thousands() {
        assert_eq!(Fen::from_wan(128_640).display_in(Unit::Wan, 2), "128,640.00");
        assert_eq!(Fen(50_000).display_in(Unit::Wan, 1), "0.1");
        assert_eq!(Fen(-1_500_000).display_in(Unit::Wan, 0), "\u{2212}2");
        assert_eq!(Fen(0).display_in(Unit::Yi, 2), "0.00");
    }

    proptest::proptest! {
        #[test]
        fn money_survives_the_wire(value: i64) {
            let text = value.to_string();
            proptest::prop_assert_eq!(text.parse::<i64>().ok(), Some(Fen(value).0));
            proptest::prop_assert_eq!(Fen(value).to_string(), text);
        }
    }
}
