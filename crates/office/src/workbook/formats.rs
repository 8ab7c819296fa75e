//! The cell formats of a sheet: font, lines, number formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use super::ColumnKind;

/// The font of the table; every Chinese edition of Excel and WPS has it.
const FONT: &str = "宋体";
/// 五号, which is what office tables are set in.
const SIZE: f64 = 10.5;
/// A light grey that survives black-and-white printing.
const HEAD_FILL: Color = Color::RGB(0xED_ED_ED);

/// Title above the table: 小二, bold.
pub(super) fn title() -> Format {
    Format::new().set_font_name(FONT).set_font_size(18.0).set_bold().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

/// The line between title and table, and the notes below it.
pub(super) fn line() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(SIZE)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

fn bordered() -> Format {
    Format::new().set_font_name(FONT).set_font_size(SIZE).set_border(FormatBorder::Thin).set_align(FormatAlign::VerticalCenter)
}

/// A cell of the header.
pub(super) fn head() -> Format {
    bordered().set_bold().set_align(FormatAlign::Center).set_text_wrap().set_background_color(HEAD_FILL)
}

/// A heading between rows.
pub(super) fn heading() -> Format {
    bordered().set_bold().set_align(FormatAlign::Left).set_text_wrap()
}

/// The formats of one column.
pub(super) struct ColumnFormats {
    /// For values of the column's own kind.
    pub(super) value: Format,
    /// For words.
    pub(super) words: Format,
    /// For words that a spreadsheet would take for a formula if they were typed in anew: the same, with the
    /// mark that makes it keep them as words.
    pub(super) risky_words: Format,
    /// For `—`.
    pub(super) dash: Format,
}

/// The formats of a column of `kind`, bold for a total.
pub(super) fn column(kind: ColumnKind, bold: bool) -> ColumnFormats {
    let base = if bold { bordered().set_bold() } else { bordered() };
    let centred = base.clone().set_align(FormatAlign::Center);
    let words = if matches!(kind, ColumnKind::Text) { base.clone().set_align(FormatAlign::Left).set_indent(1) } else { centred.clone() }
        .set_text_wrap();
    let value = match kind {
        ColumnKind::Text | ColumnKind::CentredText => words.clone(),
        ColumnKind::Integer => base.set_align(FormatAlign::Right).set_indent(1).set_num_format("#,##0"),
        ColumnKind::Money { decimals, .. } => base.set_align(FormatAlign::Right).set_indent(1).set_num_format(money_format(decimals)),
        ColumnKind::Percent { decimals } => {
            base.set_align(FormatAlign::Right).set_indent(1).set_num_format(format!("{}%", digits("0", decimals)))
        }
        ColumnKind::Date => centred.clone().set_num_format("yyyy-mm-dd"),
    };
    ColumnFormats { value, risky_words: words.clone().set_quote_prefix(), words, dash: centred }
}

/// Zero is printed `0` whatever the decimals, so that it is told from a small amount and from `—`.
fn money_format(decimals: u8) -> String {
    let shown = digits("#,##0", decimals);
    format!("{shown};-{shown};0")
}

fn digits(whole: &str, decimals: u8) -> String {
    if decimals == 0 { whole.to_owned() } else { format!("{whole}.{}", "0".repeat(usize::from(decimals))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_money_is_shown_as_a_single_nought() {
        assert_eq!(money_format(2), "#,##0.00;-#,##0.00;0");
        assert_eq!(money_format(0), "#,##0;-#,##0;0");
    }
}
