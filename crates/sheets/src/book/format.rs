//! Number formats: what a person sees of a stored number (ECMA-376 part 1, 18.8.30 and 18.8.31).
//!
//! Office ledgers hide units in formats (`0.00"万元"`, `0!.0,"万元"`) and days (`yyyy"年"m"月"`), so a
//! stored number means what its format shows.

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};

use super::date_format::{DatePart, moment_of, parse_date, show_date};

/// One of a format's up to four sections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Section {
    prefix: String,
    suffix: String,
    /// Digits after the point; `None` shows as many as there are.
    decimals: Option<u32>,
    grouped: bool,
    percent: bool,
    /// The number is shown divided by ten to this power.
    scale: u32,
    /// No digit place: only the literal text is shown.
    literal_only: bool,
}

/// A parsed number format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NumberFormat {
    sections: Vec<Section>,
    date: Option<Vec<DatePart>>,
}

/// Exact decimal of a stored binary number, at the 15 digits that spreadsheets keep.
pub(crate) fn decimal_of(number: f64) -> Option<Decimal> {
    if !number.is_finite() {
        return None;
    }
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return number.to_i64().map(Decimal::from);
    }
    // Fifteen significant digits, which takes the binary noise away.
    Decimal::from_f64(number).map(|d| d.normalize())
}

impl NumberFormat {
    /// The format General.
    pub(crate) fn general() -> Self {
        Self { sections: vec![Section::default()], date: None }
    }

    /// A date shown as `yyyy-mm-dd`.
    pub(crate) fn iso_date() -> Self {
        Self::parse("yyyy-mm-dd")
    }

    /// One of the formats that have a number and no code in the file (with the meaning they have in Chinese Excel).
    pub(crate) fn built_in(id: u32) -> Self {
        Self::parse(match id {
            1 => "0",
            2 => "0.00",
            3 | 37 | 38 => "#,##0",
            4 | 39 | 40 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 => "yyyy/m/d",
            15 | 16 => "d-m-yy",
            17 => "yyyy-m",
            18..=21 | 32..=35 | 45..=47 | 55..=56 => "h:mm:ss",
            22 => "yyyy/m/d h:mm",
            27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
            28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
            30 => "m-d-yy",
            31 => "yyyy\"年\"m\"月\"d\"日\"",
            41 | 42 => "#,##0;-#,##0;\"-\"",
            43 | 44 => "#,##0.00;-#,##0.00;\"-\"",
            _ => "General",
        })
    }

    /// Reads a format code. A code that cannot be understood shows the number as it is.
    pub(crate) fn parse(code: &str) -> Self {
        let parts = split_sections(code);
        let first = parts.first().map(String::as_str).unwrap_or_default();
        if let Some(date) = parse_date(first) {
            return Self { sections: Vec::new(), date: Some(date) };
        }
        Self { sections: parts.iter().take(3).map(|part| parse_section(part)).collect(), date: None }
    }

    /// Whether numbers under it are dates.
    pub(crate) fn is_date(&self) -> bool {
        self.date.is_some()
    }

    /// Whether the shown date has a day (a format `yyyy"年"m"月"` hides it).
    pub(crate) fn shows_day(&self) -> bool {
        self.date.as_ref().is_none_or(|parts| parts.iter().any(|part| matches!(part, DatePart::Day { .. })))
    }

    /// The text that the format adds after the number, with the power of ten that it divides by first:
    /// `0!.0,"万元"` gives `万元` and 4.
    pub(crate) fn unit_text(&self) -> Option<(&str, u32)> {
        self.sections.first().filter(|s| !s.suffix.trim().is_empty() && !s.literal_only).map(|s| (s.suffix.trim(), s.scale))
    }

    /// What a person sees of the number.
    pub(crate) fn show(&self, number: f64) -> String {
        if let Some(parts) = &self.date {
            return moment_of(number).map_or_else(|| plain(number), |moment| show_date(parts, moment));
        }
        let index = match self.sections.len() {
            0 | 1 => 0,
            _ if number < 0.0 => 1,
            3 if number == 0.0 => 2,
            _ => 0,
        };
        let Some(section) = self.sections.get(index) else { return plain(number) };
        // Most numbers of a ledger are whole and without a format.
        if number.fract() == 0.0
            && *section == Section::default()
            && let Some(whole) = number.to_i64().filter(|whole| whole.unsigned_abs() < 1_000_000_000_000_000)
        {
            return whole.to_string();
        }
        section.show(if index == 1 { -number } else { number })
    }
}

/// The number without a format, at no more than 15 digits.
fn plain(number: f64) -> String {
    decimal_of(number).map_or_else(|| number.to_string(), |d| d.to_string())
}

impl Section {
    fn show(&self, number: f64) -> String {
        if self.literal_only {
            return self.prefix.clone();
        }
        let Some(mut value) = decimal_of(number) else { return number.to_string() };
        if self.percent {
            value = value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value);
        }
        for _ in 0..self.scale {
            value /= Decimal::TEN;
        }
        let negative = value.is_sign_negative() && !value.is_zero();
        let mut digits = match self.decimals {
            Some(places) => {
                let rounded = value.abs().round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
                format!("{rounded:.*}", usize::try_from(places).unwrap_or(0))
            }
            None => value.abs().normalize().to_string(),
        };
        if self.grouped {
            digits = group(&digits);
        }
        format!("{}{}{digits}{}", if negative { "-" } else { "" }, self.prefix, self.suffix)
    }
}

fn group(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn split_sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        if !escaped && c == '"' {
            quoted = !quoted;
        }
        if c == ';' && !quoted && !escaped {
            sections.push(String::new());
        } else if let Some(last) = sections.last_mut() {
            last.push(c);
        }
        escaped = !escaped && !quoted && matches!(c, '\\' | '!');
    }
    sections
}

/// A token of a format code: a character with meaning, or literal text.
pub(super) enum Token {
    Code(char),
    Text(String),
}

pub(super) fn tokens(code: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push(Token::Text(chars.by_ref().take_while(|c| *c != '"').collect())),
            '\\' | '!' => out.extend(chars.next().map(|c| Token::Text(c.into()))),
            '_' | '*' => drop(chars.next()),
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                // [$¥-804] shows its sign; colours, conditions and [DBNum1] show nothing.
                if let Some(currency) = inner.strip_prefix('$') {
                    let sign = currency.split('-').next().unwrap_or_default();
                    if !sign.is_empty() {
                        out.push(Token::Text(sign.to_owned()));
                    }
                }
            }
            other => out.push(Token::Code(other)),
        }
    }
    out
}

fn parse_section(code: &str) -> Section {
    let lower = code.to_ascii_lowercase();
    let stripped;
    let (code, general) = if lower.contains("general") || code.contains("G/通用格式") {
        stripped = code.replace("G/通用格式", "#").replace("General", "#").replace("GENERAL", "#").replace("general", "#");
        (stripped.as_str(), true)
    } else {
        (code, false)
    };
    let mut section = Section::default();
    // Places before the point, after it, and after a point that is only literal text.
    let (mut before, mut after, mut mock) = (0_u32, None::<u32>, None::<u32>);
    let mut commas = 0_u32;
    for token in tokens(code) {
        match token {
            Token::Code('0' | '#' | '?') => {
                if commas > 0 {
                    section.grouped = true;
                    commas = 0;
                }
                match (&mut after, &mut mock) {
                    (Some(places), _) | (None, Some(places)) => *places += 1,
                    (None, None) => before += 1,
                }
            }
            Token::Code('.') if after.is_none() => after = Some(0),
            Token::Code(',') => commas += 1,
            Token::Code('%') => {
                section.percent = true;
                section.suffix.push('%');
            }
            Token::Text(text) if text == "." && before > 0 && after.is_none() => mock = Some(0),
            Token::Code('@') => {}
            Token::Code(c) if before == 0 && after.is_none() => section.prefix.push(c),
            Token::Code(c) => section.suffix.push(c),
            Token::Text(text) if before == 0 && after.is_none() => section.prefix.push_str(&text),
            Token::Text(text) => section.suffix.push_str(&text),
        }
    }
    section.literal_only = before == 0 && after.is_none() && !code.is_empty() && !code.contains('@');
    section.scale = commas * 3 + mock.unwrap_or(0);
    section.decimals = if general { None } else { Some(after.or(mock).unwrap_or(0)) };
    if code.is_empty() || code.contains('@') {
        section.decimals = None;
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_shows_as_its_format_says() {
        for (code, number, shown) in [
            ("General", 0.416, "0.416"),
            ("General", 0.1 + 0.2, "0.3"),
            ("#,##0.00", 12_000.0, "12,000.00"),
            ("0.00%", 0.234, "23.40%"),
            ("0.00\"万元\"", 3000.0, "3000.00万元"),
            ("0!.0,\"万元\"", 12_345_678.0, "1234.6万元"),
            ("0\\.0,\"万元\"", 12_345_678.0, "1234.6万元"),
            ("G/通用格式\"亿元\"", 1.2, "1.2亿元"),
            ("[$¥-804]#,##0", 1500.0, "¥1,500"),
            ("#,##0;(#,##0)", -1500.0, "(1,500)"),
            ("#,##0;-#,##0;\"-\"", 0.0, "-"),
            ("#,##0,", 1_500_000.0, "1,500"),
            ("@", 12.5, "12.5"),
        ] {
            assert_eq!(NumberFormat::parse(code).show(number), shown, "{code}");
        }
    }

    #[test]
    fn a_unit_in_the_format_is_told_with_its_scale() {
        assert_eq!(NumberFormat::parse("0!.0,\"万元\"").unit_text(), Some(("万元", 4)));
        assert_eq!(NumberFormat::parse("#,##0\"亿\"").unit_text(), Some(("亿", 0)));
        assert_eq!(NumberFormat::parse("#,##0").unit_text(), None);
    }
}
