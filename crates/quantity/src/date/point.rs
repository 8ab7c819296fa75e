//! One point in time as a text writes it: `2026年3月10日`, `2026.3`, `3月中旬`, `二季度`, `年底`.

use super::digits::{digits_at, figures, is_dash, separator_at};
use crate::numeral;
use crate::text::{Cursor, is_space};

/// Years that a ledger of projects can speak of.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1949..=2100;

/// The year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// Not at all.
    None,
    /// 今年, 去年: so many years from the ledger's.
    Relative(i32),
    /// Two digits, read as 20YY.
    Short(i32),
    /// Four digits.
    Full(i32),
}

/// What is known inside the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// The year alone.
    Whole,
    /// First or second half.
    Half(u32),
    /// 1 to 4.
    Quarter(u32),
    /// A month as typed, possible or not.
    Month(u32),
    /// Ten days of a month: month and first day.
    Decade(u32, u32),
    /// Month and day as typed, possible or not.
    Day(u32, u32),
    /// 本月, 上月: so many months from the ledger's.
    RelativeMonth(i32),
    /// A number that only an interval can explain: the 8 of 3月4日-8日. The flag says that 日 follows it.
    Bare(u32, bool),
}

/// A point as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Year,
    pub(super) field: Field,
    /// 底, 初, 年底, 年内.
    pub(super) approximate: bool,
    /// Whether it is a date wherever it stands, also inside other words.
    pub(super) strong: bool,
    /// Whether a zero may have been lost behind it: 2024.1.
    pub(super) dropped_zero: bool,
}

impl Point {
    pub(super) const fn strong(year: Year, field: Field) -> Self {
        Self { year, field, approximate: false, strong: true, dropped_zero: false }
    }

    pub(super) const fn weak(year: Year, field: Field) -> Self {
        Self { year, field, approximate: false, strong: false, dropped_zero: false }
    }

    const fn about(year: Year, field: Field) -> Self {
        Self { year, field, approximate: true, strong: true, dropped_zero: false }
    }
}

/// Words for a year counted from the ledger's.
const RELATIVE_YEARS: [(&str, i32); 11] = [
    ("本年度", 0),
    ("本年", 0),
    ("今年", 0),
    ("当年", 0),
    ("去年", -1),
    ("上一年", -1),
    ("上年", -1),
    ("前年", -2),
    ("明年", 1),
    ("次年", 1),
    ("后年", 2),
];

/// Words for a month counted from the ledger's.
const RELATIVE_MONTHS: [(&str, i32); 6] = [("本月", 0), ("当月", 0), ("上个月", -1), ("上月", -1), ("下个月", 1), ("下月", 1)];

/// The point at the cursor, which moves behind it.
pub(super) fn point_at(cursor: &mut Cursor<'_>) -> Option<Point> {
    let mut ahead = *cursor;
    let point = worded(&mut ahead).or_else(|| {
        ahead = *cursor;
        figures(&mut ahead)
    })?;
    *cursor = ahead;
    Some(point)
}

/// A date with 年, 月, 季度 or their like.
fn worded(cursor: &mut Cursor<'_>) -> Option<Point> {
    if let Some((_, offset)) = RELATIVE_YEARS.iter().find(|(word, _)| cursor.eat(word)) {
        let year = Year::Relative(*offset);
        return Some(inside_year(cursor, year).unwrap_or(Point::strong(year, Field::Whole)));
    }
    if let Some((_, offset)) = RELATIVE_MONTHS.iter().find(|(word, _)| cursor.eat(word)) {
        let point = Point::strong(Year::None, Field::RelativeMonth(*offset));
        let rough = cursor.eat_any(&["底", "末", "初", "中旬", "上旬", "下旬"]).is_some();
        return Some(Point { approximate: rough, ..point });
    }
    if cursor.sees("年") {
        cursor.at += 1;
        return year_part(cursor, Year::None);
    }
    let mut ahead = *cursor;
    if let Some((number, digits)) = number_at(&mut ahead)
        && (ahead.eat("年度") || ahead.eat("年"))
    {
        let number = i32::try_from(number).ok()?;
        let year = match digits {
            4 => Year::Full(number),
            2 => Year::Short(2000 + number),
            _ => return None,
        };
        ahead.skip_space();
        let inside = inside_year(&mut ahead, year);
        // 10年 alone may be ten years.
        let lonely = matches!(year, Year::Short(_)) && inside.is_none() && !ahead.is_end();
        if lonely {
            return None;
        }
        *cursor = ahead;
        return Some(inside.unwrap_or(Point::strong(year, Field::Whole)));
    }
    inside_year(cursor, Year::None)
}

/// What can stand behind a year: 底, 上半年, 二季度, 3月15日, 3.15.
fn inside_year(cursor: &mut Cursor<'_>, year: Year) -> Option<Point> {
    if year != Year::None
        && let Some(point) = year_part(cursor, year)
    {
        return Some(point);
    }
    if let Some(word) = cursor.eat_any(&["上半年", "下半年"]) {
        let half = if word == "上半年" { 1 } else { 2 };
        return Some(rough(cursor, Point::strong(year, Field::Half(half)), half * 6));
    }
    if let Some(quarter) = quarter_at(cursor) {
        return Some(rough(cursor, Point::strong(year, Field::Quarter(quarter)), quarter * 3));
    }
    if let Some(point) = month_at(cursor, year) {
        return Some(point);
    }
    if year == Year::None {
        return None;
    }
    // 2024年3.15, 2024年3-15日
    let mut ahead = *cursor;
    let (month, _) = number_at(&mut ahead)?;
    let after_month = ahead;
    if let Some(separator) = separator_at(&mut ahead)
        && let Some((day, _)) = number_at(&mut ahead)
    {
        if ahead.eat_any(&["日", "号"]).is_some() || !is_dash(separator) || day > 12 {
            *cursor = ahead;
            return Some(Point::strong(year, Field::Day(month, day)));
        }
        // 2026年3-5月: an interval of months, the caller goes on behind the first.
        if ahead.sees("月") {
            *cursor = after_month;
            return Some(Point::strong(year, Field::Month(month)));
        }
        // 2024年3-5 may be a day or two months.
        *cursor = after_month;
        return Some(Point::strong(year, Field::Bare(month, false)));
    }
    after_month.is_end().then(|| {
        *cursor = after_month;
        Point::strong(year, Field::Month(month))
    })
}

/// Behind 年: 底, 末, 初, 中, 内.
fn year_part(cursor: &mut Cursor<'_>, year: Year) -> Option<Point> {
    let mut ahead = *cursor;
    let word = ahead.eat_any(&["底", "末", "初", "中", "内", "终"])?;
    // 年初步, 年中秋, 年内蒙古: not these words.
    if ahead.peek(0).is_some_and(|c| "步秋央国期蒙部旬".contains(c)) {
        return None;
    }
    *cursor = ahead;
    Some(match word {
        "初" => Point::about(year, Field::Month(1)),
        "中" => Point::about(year, Field::Month(6)),
        "内" => Point::about(year, Field::Whole),
        _ => Point::about(year, Field::Month(12)),
    })
}

/// 二季度末 is its last month, roughly.
fn rough(cursor: &mut Cursor<'_>, point: Point, last_month: u32) -> Point {
    if cursor.eat_any(&["末", "底"]).is_some() { Point::about(point.year, Field::Month(last_month)) } else { point }
}

pub(super) fn quarter_at(cursor: &mut Cursor<'_>) -> Option<u32> {
    let mut ahead = *cursor;
    if ahead.eat_any(&["Q", "q"]).is_some() {
        let (quarter, _) = number_at(&mut ahead).filter(|(quarter, _)| (1..=4).contains(quarter))?;
        *cursor = ahead;
        return Some(quarter);
    }
    ahead.eat("第");
    let (quarter, _) = number_at(&mut ahead).filter(|(quarter, _)| (1..=4).contains(quarter))?;
    ahead.eat_any(&["季度", "个季度"])?;
    *cursor = ahead;
    Some(quarter)
}

/// 3月, 3月份, 3月15日, 3月15号, 3月中旬, 3月底.
fn month_at(cursor: &mut Cursor<'_>, year: Year) -> Option<Point> {
    let mut ahead = *cursor;
    let (month, _) = number_at(&mut ahead)?;
    ahead.eat("月").then_some(())?;
    *cursor = ahead;
    Some(behind_month(cursor, year, month))
}

pub(super) fn behind_month(cursor: &mut Cursor<'_>, year: Year, month: u32) -> Point {
    cursor.eat("份");
    let mut ahead = *cursor;
    ahead.skip_space();
    if let Some(word) = ahead.eat_any(&["上旬", "中旬", "下旬"]) {
        *cursor = ahead;
        let first = match word {
            "上旬" => 1,
            "中旬" => 11,
            _ => 21,
        };
        return Point::strong(year, Field::Decade(month, first));
    }
    if let Some(word) = ahead.eat_any(&["底", "末", "初", "中"])
        && !ahead.peek(0).is_some_and(|c| "步秋央国标期".contains(c))
    {
        *cursor = ahead;
        let first = match word {
            "初" => 1,
            "中" => 11,
            _ => 21,
        };
        return Point::about(year, Field::Decade(month, first));
    }
    ahead = *cursor;
    ahead.skip_space();
    if let Some((day, digits)) = number_at(&mut ahead).filter(|(_, digits)| *digits <= 2) {
        let marked = ahead.eat_any(&["日", "号"]).is_some();
        // 3月15 is a day; 3月15个项目 is not.
        let closed = ahead.peek(0).is_none_or(|c| is_space(c) || is_dash(c) || "),;。~至到、(".contains(c));
        if marked || (closed && digits > 0) {
            *cursor = ahead;
            return Point::strong(year, Field::Day(month, day));
        }
    }
    Point::strong(year, Field::Month(month))
}

/// A year, month or day in ASCII or Chinese digits, with the number of digits that it has in ASCII; a Chinese
/// number up to 12 counts as one digit, for it is no year.
fn number_at(cursor: &mut Cursor<'_>) -> Option<(u32, usize)> {
    cursor.skip_space();
    let found = if cursor.peek(0).is_some_and(|c| c.is_ascii_digit()) {
        digits_at(cursor)?
    } else {
        cursor.peek(0).filter(|&c| numeral::digit(c).is_some() || c == '十')?;
        let numeral = numeral::at(cursor.rest(), 0).filter(|n| n.scale == numeral::Scale::One && !n.percent && n.span.end <= 4)?;
        let value: u32 = numeral.value.normalize().to_string().parse().ok()?;
        cursor.at += numeral.span.end;
        let digits = match value {
            1_000.. => 4,
            13.. => 2,
            _ => 1,
        };
        (value, digits)
    };
    cursor.skip_space();
    Some(found)
}
