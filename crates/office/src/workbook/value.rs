//! A value of the model as what a cell holds.

use std::borrow::Cow;

use chrono::NaiveDate;
use domain::date::Precision;

use super::{Cell, ColumnKind};
use crate::text::clean;

/// Excel's limit for the text of one cell, in UTF-16 units.
const TEXT_LIMIT: usize = 32_767;
/// Stands at the end of a text that was too long, so that nobody takes it for the whole.
const CUT_MARK: &str = "…(原文过长,已截断)";

/// What a cell holds.
#[derive(Debug, PartialEq)]
pub(super) enum Held<'a> {
    Nothing,
    Dash,
    Words(Cow<'a, str>),
    Number(f64),
    Day(NaiveDate),
}

/// What `cell` holds in a column of `kind`; `None` when the column cannot show it.
pub(super) fn held(cell: &Cell, kind: ColumnKind) -> Option<Held<'_>> {
    Some(match (cell, kind) {
        (Cell::Empty, _) => Held::Nothing,
        (Cell::Dash, _) => Held::Dash,
        (Cell::Text(text), _) => match fit(clean(text)) {
            words if words.is_empty() => Held::Nothing,
            words => Held::Words(words),
        },
        (Cell::Integer(count), ColumnKind::Integer | ColumnKind::CentredText) => Held::Number(shifted(*count, 0)?),
        (Cell::Money(fen), ColumnKind::Money { unit, .. }) => Held::Number(shifted(fen.0, unit.fen().ilog10())?),
        (Cell::Percent(hundredths), ColumnKind::Percent { .. }) => Held::Number(shifted(*hundredths, 4)?),
        (Cell::Date(date), ColumnKind::Date) if date.precision == Precision::Day => Held::Day(date.first),
        (Cell::Date(date), ColumnKind::Date | ColumnKind::CentredText | ColumnKind::Text) => Held::Words(date.display().into()),
        _ => return None,
    })
}

/// `value` with its point moved `places` to the left, as the double nearest to that decimal. A division would
/// round twice beyond 2⁵³; reading the decimal rounds once. Up to 15 digits, which is all that Excel keeps
/// (ten trillion yuan), the double prints as that decimal.
fn shifted(value: i64, places: u32) -> Option<f64> {
    format!("{value}e-{places}").parse().ok()
}

/// The text if a cell can hold it, else its beginning and [`CUT_MARK`].
fn fit(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() <= TEXT_LIMIT || text.encode_utf16().count() <= TEXT_LIMIT {
        return text;
    }
    let mut room = TEXT_LIMIT - CUT_MARK.encode_utf16().count();
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    Cow::Owned(kept.chain(CUT_MARK.chars()).collect())
}

/// Whether a spreadsheet would take the text for a formula if somebody typed it: CSV injection as OWASP
/// lists its first characters, with the full-width forms that input methods for Chinese produce.
pub(super) fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
}

/// What the value is called in a message.
pub(super) const fn cell_name(cell: &Cell) -> &'static str {
    match cell {
        Cell::Empty => "空格",
        Cell::Dash => "「—」",
        Cell::Text(_) => "文字",
        Cell::Integer(_) => "个数",
        Cell::Money(_) => "金额",
        Cell::Percent(_) => "比率",
        Cell::Date(_) => "日期",
        Cell::Heading(_) => "小标题",
    }
}

/// What the column is called in a message.
pub(super) const fn kind_name(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Text | ColumnKind::CentredText => "文字",
        ColumnKind::Integer => "个数",
        ColumnKind::Money { .. } => "金额",
        ColumnKind::Percent { .. } => "比率",
        ColumnKind::Date => "日期",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::date::PartialDate;
    use domain::money::{Fen, Unit};
    use domain::period::Period;

    const YI: ColumnKind = ColumnKind::Money { unit: Unit::Yi, decimals: 2 };

    #[test]
    fn money_is_the_exact_decimal_of_the_columns_unit() {
        assert_eq!(held(&Cell::Money(Fen(128_640_000_000)), YI), Some(Held::Number(12.864)));
        assert_eq!(held(&Cell::Money(Fen(-1)), ColumnKind::Money { unit: Unit::Yuan, decimals: 2 }), Some(Held::Number(-0.01)));
        assert_eq!(held(&Cell::Percent(5730), ColumnKind::Percent { decimals: 1 }), Some(Held::Number(0.573)));
    }

    #[test]
    fn only_a_date_known_to_the_day_becomes_a_day() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        assert_eq!(held(&Cell::Date(PartialDate::day(day)), ColumnKind::Date), Some(Held::Day(day)));
        let month = PartialDate::month(Period::new(2026, 3).unwrap());
        assert_eq!(held(&Cell::Date(month), ColumnKind::Date), Some(Held::Words("2026-03".into())));
    }

    #[test]
    fn a_value_in_a_column_of_another_kind_is_refused() {
        assert_eq!(held(&Cell::Money(Fen(1)), ColumnKind::Integer), None);
        assert_eq!(held(&Cell::Integer(1), YI), None);
        assert_eq!(held(&Cell::Percent(1), ColumnKind::Text), None);
    }

    #[test]
    fn a_text_beyond_excels_limit_is_cut_and_says_so() {
        let long = "𠮷".repeat(20_000);
        let text = Cell::Text(long);
        let Some(Held::Words(words)) = held(&text, ColumnKind::Text) else { panic!("words") };
        assert!(words.encode_utf16().count() <= TEXT_LIMIT);
        assert!(words.ends_with(CUT_MARK));
        let just = "a".repeat(TEXT_LIMIT);
        let cell = Cell::Text(just.clone());
        assert_eq!(held(&cell, ColumnKind::Text), Some(Held::Words(just.into())));
    }

    proptest::proptest! {
        #[test]
        fn every_amount_prints_back_as_its_own_decimal(fen in -999_999_999_999_999_i64..=999_999_999_999_999) {
            let Some(Held::Number(yuan)) = held(&Cell::Money(Fen(fen)), ColumnKind::Money { unit: Unit::Yuan, decimals: 2 }) else { panic!("number") };
            proptest::prop_assert_eq!(format!("{yuan:.2}"), format!("{}{}.{:02}", if fen < 0 { "-" } else { "" }, fen.abs() / 100, fen.abs() % 100));
        }
    }
}
