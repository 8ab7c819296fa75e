//! Dates of figures: `2024.3.15`, `24-3-15`, `3.15`, `20240315`, `3/15/2024`.

use super::point::{Field, Point, YEARS, Year, behind_month, quarter_at};
use crate::text::{Cursor, is_space};

/// A date of figures and separators: 2024.3.15, 2024-03, 24.3.15, 3.15, 20240315, 202403.
pub(super) fn figures(cursor: &mut Cursor<'_>) -> Option<Point> {
    let (first, length) = digits_at(cursor)?;
    match length {
        8 => return packed_day(first),
        6 => return packed_month(first),
        4 => return Some(from_year(cursor, i32::try_from(first).ok()?)),
        1 | 2 => {}
        _ => return None,
    }
    let after_first = *cursor;
    let bare = Point::weak(Year::None, Field::Bare(first, false));
    if cursor.eat_any(&["日", "号"]).is_some() {
        return Some(Point::weak(Year::None, Field::Bare(first, true)));
    }
    let separator = separator_at(cursor);
    let second = digits_at(cursor).filter(|(_, length)| *length <= 2);
    let (Some(separator), Some((second, second_length))) = (separator, second) else {
        *cursor = after_first;
        return Some(bare);
    };
    let after_second = *cursor;
    if separator_at(cursor).is_some_and(|again| again == separator)
        && let Some((third, third_length)) = digits_at(cursor)
        && let Some(point) = three_figures((first, length), second, (third, third_length))
    {
        cursor.eat_any(&["日", "号"]);
        return Some(point);
    }
    *cursor = after_second;
    // 1-3月 is an interval of months, 3—5 might be: the caller goes on behind the first.
    if is_dash(separator) && (cursor.sees("月") || separator != '-') {
        *cursor = after_first;
        return Some(bare);
    }
    if length == 2 && first > 12 && (1..=12).contains(&second) {
        cursor.eat("月");
        let year = Year::Short(2000 + i32::try_from(first).ok()?);
        let dropped_zero = separator == '.' && second == 1 && second_length == 1;
        return Some(Point { dropped_zero, ..Point::weak(year, Field::Month(second)) });
    }
    cursor.eat_any(&["日", "号"]);
    Some(Point::weak(Year::None, Field::Day(first, second)))
}

/// 24.3.15, and what a workbook in another language prints: 3/15/24, 3/15/2024, 15/3/2024.
fn three_figures((first, first_length): (u32, usize), second: u32, (third, third_length): (u32, usize)) -> Option<Point> {
    let day_of = |month: u32, day: u32| (1..=12).contains(&month) && (1..=31).contains(&day);
    let year = |value: u32| i32::try_from(value).unwrap_or_default();
    if third_length == 4 {
        let (month, day) = if first > 12 { (second, first) } else { (first, second) };
        return day_of(month, day).then(|| Point::weak(Year::Full(year(third)), Field::Day(month, day)));
    }
    if third_length > 2 {
        return None;
    }
    if first_length == 2 && day_of(second, third) {
        return Some(Point::weak(Year::Short(2000 + year(first)), Field::Day(second, third)));
    }
    let american = third_length == 2 && day_of(first, second);
    if american {
        return Some(Point::weak(Year::Short(2000 + year(third)), Field::Day(first, second)));
    }
    (first_length == 2).then(|| Point::weak(Year::Short(2000 + year(first)), Field::Day(second, third)))
}

/// Behind a year of four digits without 年.
fn from_year(cursor: &mut Cursor<'_>, year: i32) -> Point {
    let after_year = *cursor;
    let alone = Point::weak(Year::Full(year), Field::Whole);
    if let Some(quarter) = quarter_at(cursor) {
        return Point::strong(Year::Full(year), Field::Quarter(quarter));
    }
    let separator = separator_at(cursor).or_else(|| gap_at(cursor));
    let month = digits_at(cursor).filter(|(_, length)| *length <= 2);
    let (Some(separator), Some((month, length))) = (separator, month) else {
        *cursor = after_year;
        return alone;
    };
    let year = if YEARS.contains(&year) { Year::Full(year) } else { return alone };
    if cursor.eat("月") {
        return behind_month(cursor, year, month);
    }
    let after_month = *cursor;
    let dropped_zero = separator == '.' && month == 1 && length == 1;
    if let Some(again) = separator_at(cursor)
        && (again == separator || !(is_dash(again) || is_dash(separator)))
        && let Some((day, _)) = digits_at(cursor).filter(|(_, length)| *length <= 2)
        && !cursor.sees("月")
    {
        cursor.eat_any(&["日", "号"]);
        return Point::strong(year, Field::Day(month, day));
    }
    *cursor = after_month;
    if let Some(word) = cursor.eat_any(&["上旬", "中旬", "下旬", "底", "末", "初"]) {
        let (first, approximate) = match word {
            "上旬" => (1, false),
            "中旬" => (11, false),
            "下旬" => (21, false),
            "初" => (1, true),
            _ => (21, true),
        };
        return Point { approximate, ..Point::strong(year, Field::Decade(month, first)) };
    }
    // A point at the end of 2024.3. belongs to it.
    if cursor.peek(0) == Some('.') && cursor.peek(1).is_none_or(|c| !c.is_ascii_digit()) {
        cursor.at += 1;
    }
    Point { dropped_zero, ..Point::strong(year, Field::Month(month)) }
}

fn packed_day(value: u32) -> Option<Point> {
    let year = i32::try_from(value / 10_000).ok().filter(|year| YEARS.contains(year))?;
    Some(Point::strong(Year::Full(year), Field::Day(value / 100 % 100, value % 100)))
}

/// 202403, or 240315 where that is no month.
fn packed_month(value: u32) -> Option<Point> {
    let year = i32::try_from(value / 100).ok()?;
    if YEARS.contains(&year) && (1..=12).contains(&(value % 100)) {
        return Some(Point::weak(Year::Full(year), Field::Month(value % 100)));
    }
    let (month, day) = (value / 100 % 100, value % 100);
    let short = i32::try_from(value / 10_000).ok()?;
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| Point::weak(Year::Short(2000 + short), Field::Day(month, day)))
}

/// Whether a character can part the two ends of an interval.
pub(super) const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '—' | '~')
}

/// A separator inside a date of figures; a doubled one counts once, full stops count as points.
pub(super) fn separator_at(cursor: &mut Cursor<'_>) -> Option<char> {
    let mut ahead = *cursor;
    ahead.skip_space();
    let separator = ahead.eat_if(|c| matches!(c, '.' | '-' | '/' | '—' | ',' | '、' | '。' | '\\'))?;
    ahead.eat_if(|c| c == separator);
    ahead.skip_space();
    ahead.peek(0).filter(char::is_ascii_digit)?;
    *cursor = ahead;
    Some(if separator == '。' { '.' } else { separator })
}

/// Space or a line break in the place of the separator behind a year, where a month surely follows: `2026 3.10`,
/// `2026 3月`. Gives the separator that follows it.
fn gap_at(cursor: &mut Cursor<'_>) -> Option<char> {
    let mut ahead = *cursor;
    ahead.peek(0).filter(|&c| is_space(c))?;
    ahead.skip_space();
    let month = ahead;
    digits_at(&mut ahead).filter(|(_, length)| *length <= 2)?;
    let separator = if ahead.sees("月") { '.' } else { separator_at(&mut ahead)? };
    *cursor = month;
    Some(separator)
}

/// ASCII digits: the value and how many there are, 8 at most.
pub(super) fn digits_at(cursor: &mut Cursor<'_>) -> Option<(u32, usize)> {
    let run = cursor.rest().iter().take(9).take_while(|c| c.is_ascii_digit()).count();
    if !(1..=8).contains(&run) {
        return None;
    }
    let value = cursor.rest().iter().take(run).collect::<String>().parse().ok()?;
    cursor.at += run;
    Some((value, run))
}
