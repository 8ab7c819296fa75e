//! A published figure as somebody types or pastes it.

use domain::money::Currency;
use quantity::{AmountUnit, numeral, read_amount};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::indicator::{Indicator, IndicatorUnit};

/// Basis points of a project in one project.
const WHOLE: i64 = 10_000;

/// Reads a figure of this indicator: `36.5`, `36.5亿元`, `42个`, `46.23%`. In basis points of a project, fen or
/// hundredths of a per cent, as the board holds it.
///
/// # Errors
/// What is wrong and how it should be written.
pub(super) fn read(indicator: &Indicator, text: &str) -> Result<i64, String> {
    let shown = text.trim();
    match indicator.unit {
        IndicatorUnit::Yi => money(shown, AmountUnit::YI, Currency::Cny),
        IndicatorUnit::Wusd => money(shown, AmountUnit::WAN_USD, Currency::Usd),
        IndicatorUnit::Ge => {
            let bare = ["个", "项", "宗"].iter().find_map(|unit| shown.strip_suffix(unit)).unwrap_or(shown);
            scaled(bare, WHOLE).ok_or_else(|| format!("「{shown}」不是个数,请写成 42 或 42.5"))
        }
        IndicatorUnit::Pct => scaled(shown, 100).ok_or_else(|| format!("「{shown}」不是百分数,请写成 46.23 或 46.23%,最多两位小数")),
    }
}

fn money(shown: &str, unit: AmountUnit, currency: Currency) -> Result<i64, String> {
    let reading = read_amount(shown, Some(unit));
    if let Some(note) = reading.failure() {
        return Err(note.message.clone());
    }
    let amount = reading.into_value().ok_or_else(|| format!("「{shown}」没有金额,没有这个数请留空"))?;
    if amount.value.currency != currency {
        return Err(format!("「{shown}」的币种与指标不符"));
    }
    if amount.approximate.is_some() {
        return Err(format!("「{shown}」是约数,请填文件上公布的确数"));
    }
    Ok(amount.value.minor.0)
}

/// The number times `scale`, where that is whole.
fn scaled(text: &str, scale: i64) -> Option<i64> {
    let value = numeral::parse(text)?.value.checked_mul(Decimal::from(scale))?;
    value.to_i64().filter(|whole| Decimal::from(*whole) == value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::indicator::by_code;

    #[test]
    fn figures_are_read_in_the_unit_of_their_indicator_or_in_that_which_they_name() {
        let read = |code: &str, text: &str| read(by_code(code).unwrap(), text);
        assert_eq!(read("funds", "36.5"), Ok(365_000_000_000));
        assert_eq!(read("funds", "365000万元"), Ok(365_000_000_000));
        assert_eq!(read("sign_cnt", "42"), Ok(420_000));
        assert_eq!(read("sign_cnt", "四十二个"), Ok(420_000));
        assert_eq!(read("start_rate", "46.23%"), Ok(4_623));
        assert_eq!(read("start_rate", "46.2"), Ok(4_620));
    }

    #[test]
    fn what_is_no_exact_figure_of_the_indicator_is_refused_in_words() {
        let read = |code: &str, text: &str| read(by_code(code).unwrap(), text).unwrap_err();
        assert!(read("sign_cnt", "很多").contains("42"));
        assert!(read("start_rate", "46.234").contains("两位小数"));
        assert!(read("funds", "约36亿元").contains("约数"));
        assert!(read("funds", "500万美元").contains("币种"));
        assert!(read("funds", "—").contains("留空"));
    }
}
