//! Number formats that show a stored number as a date, and the serial numbers of dates.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rust_decimal::prelude::ToPrimitive;

use super::format::{Token, tokens};

/// One piece of a date format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DatePart {
    Year { digits: usize },
    Month { digits: usize },
    Day { digits: usize },
    Hour { digits: usize },
    Minute { digits: usize },
    Second { digits: usize },
    Text(String),
}

/// The moment that a serial number of the 1900 date system stands for; `None` outside 1900–9999.
pub(crate) fn moment_of(serial: f64) -> Option<NaiveDateTime> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial.floor().to_u64()?;
    // The 1900 system holds a 29 February 1900 that never was: before it, days count from one day later.
    let epoch = NaiveDate::from_ymd_opt(1899, 12, if days < 60 { 31 } else { 30 })?;
    let seconds = ((serial - serial.floor()) * 86_400.0).round().to_u32()?.min(86_399);
    Some(epoch.checked_add_days(Days::new(days))?.and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)?))
}

/// The pieces of a format code that shows a date; `None` for one of plain numbers.
pub(super) fn parse_date(code: &str) -> Option<Vec<DatePart>> {
    if code.to_ascii_lowercase().contains("general") || code.contains("通用") {
        return None;
    }
    let mut parts: Vec<DatePart> = Vec::new();
    let mut tokens = tokens(code).into_iter().peekable();
    while let Some(token) = tokens.next() {
        let c = match token {
            Token::Text(text) => {
                parts.push(DatePart::Text(text));
                continue;
            }
            Token::Code(c) => c.to_ascii_lowercase(),
        };
        if matches!(c, '0' | '#' | '?' | 'e') {
            return None;
        }
        let mut digits = 1;
        while matches!(tokens.peek(), Some(Token::Code(next)) if next.eq_ignore_ascii_case(&c)) {
            tokens.next();
            digits += 1;
        }
        let after_hour = parts.iter().rev().find(|p| !matches!(p, DatePart::Text(_))).is_some_and(|p| matches!(p, DatePart::Hour { .. }));
        match c {
            'y' => parts.push(DatePart::Year { digits }),
            'm' if after_hour => parts.push(DatePart::Minute { digits }),
            'm' => parts.push(DatePart::Month { digits }),
            'd' if digits < 3 => parts.push(DatePart::Day { digits }),
            // Names of weekdays say nothing that a ledger needs.
            'd' | 'a' | 'p' | '@' => {}
            'h' => parts.push(DatePart::Hour { digits }),
            's' => parts.push(DatePart::Second { digits }),
            other => parts.push(DatePart::Text(other.to_string().repeat(digits))),
        }
    }
    parts.iter().any(|p| matches!(p, DatePart::Year { .. } | DatePart::Month { .. } | DatePart::Day { .. })).then_some(parts)
}

/// What a person sees of the moment.
pub(super) fn show_date(parts: &[DatePart], moment: NaiveDateTime) -> String {
    let mut out = String::new();
    let two = |value: u32, digits: usize| if digits >= 2 { format!("{value:02}") } else { value.to_string() };
    for part in parts {
        match part {
            DatePart::Year { digits } if *digits <= 2 => out.push_str(&two(moment.year().rem_euclid(100).unsigned_abs(), 2)),
            DatePart::Year { .. } => out.push_str(&moment.year().to_string()),
            DatePart::Month { digits } => out.push_str(&two(moment.month(), *digits)),
            DatePart::Day { digits } => out.push_str(&two(moment.day(), *digits)),
            DatePart::Hour { digits } => out.push_str(&two(moment.hour(), *digits)),
            DatePart::Minute { digits } => out.push_str(&two(moment.minute(), *digits)),
            DatePart::Second { digits } => out.push_str(&two(moment.second(), *digits)),
            DatePart::Text(text) => out.push_str(text),
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::format::NumberFormat;
    use super::*;

    #[test]
    fn a_date_shows_as_its_format_says() {
        for (code, shown, day) in [
            ("yyyy-mm-dd", "2024-04-30", true),
            ("yyyy\"年\"m\"月\"d\"日\"", "2024年4月30日", true),
            ("yyyy\"年\"m\"月\"", "2024年4月", false),
            ("[$-804]m\"月\"d\"日\";@", "4月30日", true),
            ("yy.m.d", "24.4.30", true),
            ("yyyy/m/d h:mm", "2024/4/30 12:00", true),
        ] {
            let format = NumberFormat::parse(code);
            assert!(format.is_date(), "{code}");
            assert_eq!(format.show(45_412.5), shown, "{code}");
            assert_eq!(format.shows_day(), day, "{code}");
        }
        assert!(!NumberFormat::parse("[Red]#,##0.00").is_date());
        assert!(!NumberFormat::parse("0.00\"亩(d)\"").is_date());
        assert!(NumberFormat::built_in(57).is_date());
    }

    #[test]
    fn serials_of_the_1900_system_are_dates() {
        let day = |serial| moment_of(serial).map(|m| m.date().to_string());
        assert_eq!(day(45_412.0).as_deref(), Some("2024-04-30"));
        assert_eq!(day(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(day(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(day(0.5), None);
        assert_eq!(day(f64::NAN), None);
    }
}
