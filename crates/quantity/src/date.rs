//! Dates as county offices type them, with how exactly they are known.

use chrono::{Datelike, Days, Months, NaiveDate};
use domain::date::{PartialDate, Precision};
use domain::period::Period;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde::Serialize;

use crate::numeral;
use crate::reading::{Confidence, Note, Outcome, Reading, Rule};
use crate::text::{Cell, Cursor, error_value, is_space, says_missing};
use crate::tick::read_tick;

mod digits;
mod phrase;
mod point;

use phrase::{Doubt, Phrase};
use point::{Field, Point, YEARS, Year};

/// What the ledger tells about the dates in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateContext {
    /// The day on which the ledger stands (截止日期, or the end of its period).
    pub ledger_date: NaiveDate,
    /// The year that its title, note or period names; without it the year of `ledger_date`.
    pub year: Option<i32>,
    /// Whether the column tells of what has happened (开工时间), so that a date without a year cannot lie
    /// after the ledger's day; false for 计划开工时间.
    pub occurred: bool,
}

impl DateContext {
    /// A column of what has happened in a ledger of this day.
    pub const fn occurred(ledger_date: NaiveDate) -> Self {
        Self { ledger_date, year: None, occurred: true }
    }

    /// A column of plans in a ledger of this day.
    pub const fn planned(ledger_date: NaiveDate) -> Self {
        Self { ledger_date, year: None, occurred: false }
    }

    /// The year of dates that name none.
    fn base_year(&self) -> i32 {
        self.year.unwrap_or_else(|| self.ledger_date.year())
    }
}

/// A date that a text states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateReading {
    /// The date, or the beginning of an interval.
    pub start: PartialDate,
    /// The end of an interval: 3月4日-8日.
    pub end: Option<PartialDate>,
    /// Whether the text says that it is not exact: 月底, 约, 前.
    pub approximate: bool,
    /// Whether the text speaks of a plan: 拟, 计划, 预计.
    pub planned: bool,
    /// Whether the year was not written.
    pub year_inferred: bool,
    /// What stands beside the date: 签约.
    pub memo: Option<String>,
}

/// Reads the text of a date cell.
///
/// Fails with `not_a_date`, `impossible_date`, `ambiguous_date`, `several_dates`, `range_order`,
/// `relative_date`, `tick_without_date`, `error_value` or `too_long`. What says that there is no date yet
/// (—, 待定, 尽快, 未开工) is missing.
///
/// ```
/// use chrono::NaiveDate;
/// use quantity::{DateContext, read_date};
/// let context = DateContext::occurred(NaiveDate::from_ymd_opt(2026, 10, 8).unwrap());
/// let read = |text| read_date(text, &context).into_value().unwrap().start.display();
/// assert_eq!(read("2026．3．10"), "2026-03-10");
/// assert_eq!(read("26年3月份"), "2026-03");
/// assert_eq!(read("3月中旬"), "2026-03中旬");
/// // December has not come yet: it was last year's.
/// assert_eq!(read("12月5日"), "2025-12-05");
/// ```
pub fn read_date(text: &str, context: &DateContext) -> Reading<DateReading> {
    let cell = match Cell::new(text) {
        Ok(cell) => cell,
        Err(note) => return note.into(),
    };
    let folded = cell.text();
    if says_missing(&folded) || says_not_yet(&folded) {
        return Reading::missing();
    }
    if let Some(note) = error_value(&folded) {
        return note.into();
    }
    let shown: String = folded.chars().take(40).collect();
    if let Some(serial) = serial_text(&folded) {
        return Reading { confidence: Confidence::Normalised, ..read_serial(serial, false) };
    }
    // A number cell that became text: 20260310.0
    let digits = folded.strip_suffix(".0").filter(|digits| digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit()));
    let chars = cell.chars.get(..digits.map_or(cell.chars.len(), str::len)).unwrap_or_default();
    match Phrase::find(chars) {
        Some(phrase) => resolve(&phrase, context, &shown, cell.changed),
        None => undated(&folded, &shown),
    }
}

/// Reads a number cell of a date column: a serial day, or a date that somebody typed as a number
/// (`20240315`, `202403`, `2024.3`, `3.15`). `date1904` is the workbook's setting.
///
/// `2024.1` and `3.1` are read with the note `excel_dropped_zero`, for a workbook drops the 0 of `2024.10`.
///
/// ```
/// use chrono::NaiveDate;
/// use quantity::{DateContext, read_date_number};
/// let context = DateContext::occurred(NaiveDate::from_ymd_opt(2024, 5, 31).unwrap());
/// let read = |number| read_date_number(number, &context, false).into_value().unwrap().start.display();
/// assert_eq!(read(45_412.0), "2024-04-30");
/// assert_eq!(read(2024.3), "2024-03");
/// assert_eq!(read(20_240_315.0), "2024-03-15");
/// ```
pub fn read_date_number(value: f64, context: &DateContext, date1904: bool) -> Reading<DateReading> {
    let Some(typed) = Decimal::from_f64(value).map(|d| d.normalize()).filter(|d| !d.is_sign_negative()) else {
        return Reading::failed(Rule::ImpossibleDate, format!("数值 {value} 不是日期,请核对"));
    };
    let whole = typed.trunc();
    let typed_as_date = if typed.scale() == 0 {
        let number = whole.to_string();
        matches!(number.len(), 8 | 6) || year_of(whole).is_some()
    } else {
        typed.scale() <= 2 && (year_of(whole).is_some() || (whole >= Decimal::ONE && whole <= Decimal::from(12)))
    };
    if !typed_as_date {
        return read_serial(value, date1904);
    }
    let mut reading = read_date(&typed.to_string(), context);
    // 3.1 may have been 3.10; of 2024.1 the text reader tells itself.
    if typed.scale() == 1 && year_of(whole).is_none() && typed.mantissa() % 10 <= 3 && matches!(reading.outcome, Outcome::Read(_)) {
        reading.notes.push(dropped_zero(&typed.to_string()));
        reading.confidence = reading.confidence.max(Confidence::Normalised);
    }
    reading
}

fn year_of(whole: Decimal) -> Option<i32> {
    i32::try_from(whole.mantissa()).ok().filter(|year| whole.scale() == 0 && YEARS.contains(year))
}

/// Reads a serial day number of a workbook: days since 1899-12-30, or since 1904-01-01 where the workbook
/// says so. The time of day is dropped. Fails with `impossible_date` outside 1980 to 2100.
pub fn read_serial(value: f64, date1904: bool) -> Reading<DateReading> {
    let epoch = if date1904 { NaiveDate::from_ymd_opt(1904, 1, 1) } else { NaiveDate::from_ymd_opt(1899, 12, 30) };
    let days = Decimal::from_f64(value)
        .and_then(|d| u64::try_from(d.trunc().normalize().mantissa()).ok().filter(|_| d.trunc().normalize().scale() == 0));
    let date = epoch.zip(days).and_then(|(epoch, days)| epoch.checked_add_days(Days::new(days)));
    match date.filter(|date| (1980..=*YEARS.end()).contains(&date.year())) {
        Some(date) => Reading::exact(DateReading {
            start: PartialDate::day(date),
            end: None,
            approximate: false,
            planned: false,
            year_inferred: false,
            memo: None,
        }),
        None => Reading::failed(Rule::ImpossibleDate, format!("数值 {value} 不是日期,请按 2026-03-10 的样子填写")),
    }
}

/// A serial day number that lost its format and became text: 1990 to 2100 in five digits.
fn serial_text(folded: &str) -> Option<f64> {
    let number = folded.strip_suffix(".0").unwrap_or(folded);
    let five_digits = number.len() == 5 && number.bytes().all(|b| b.is_ascii_digit());
    number.parse().ok().filter(|days| five_digits && (32_874.0..73_416.0).contains(days))
}

/// Words that say that there is no date yet.
fn says_not_yet(folded: &str) -> bool {
    let bare: String = folded.chars().filter(|&c| !is_space(c)).collect();
    let soon = ["尽快", "尽早", "近期", "适时", "视情况"].iter().any(|word| bare.starts_with(word));
    soon && !bare.chars().any(|c| c.is_ascii_digit() || numeral::digit(c).is_some())
}

/// Why a text without a date in it has none.
fn undated(folded: &str, shown: &str) -> Reading<DateReading> {
    let anchors = ["个月", "个工作日", "天内", "日内", "之日起", "签约后", "开工后", "供地后", "拿地后", "摘牌后", "投产后"];
    if anchors.iter().any(|word| folded.contains(word)) {
        return relative(shown);
    }
    match read_tick(folded).value() {
        Some(false) => Reading::missing(),
        Some(true) => Reading::failed(Rule::TickWithoutDate, format!("「{shown}」只说明已完成,没有日期,请填日期如 2026-03-10")),
        None => Reading::failed(Rule::NotADate, format!("「{shown}」里没有认出日期,请按 2026-03-10 或 2026年3月 的样子填写")),
    }
}

fn relative(shown: &str) -> Reading<DateReading> {
    Reading::failed(Rule::RelativeDate, format!("「{shown}」是相对时间,需要起算日期,请填具体日期"))
}

/// Puts a phrase into the calendar.
fn resolve(phrase: &Phrase, context: &DateContext, shown: &str, changed: bool) -> Reading<DateReading> {
    let mut notes = Vec::new();
    let impossible = || Reading::failed(Rule::ImpossibleDate, format!("「{shown}」不是日历上有的日期,请核对"));
    match phrase.doubt {
        Some(Doubt::AfterEvent) => return relative(shown),
        Some(Doubt::Several) => {
            return Reading::failed(Rule::SeveralDates, format!("「{shown}」写了几个日期,不能确定取哪一个,请只填一个"));
        }
        None => {}
    }
    let Some((start, end)) = phrase.ends() else {
        return Reading::failed(Rule::AmbiguousDate, format!("「{shown}」可以读成不同的日期,请按 2026-03-10 的样子填写"));
    };
    let inferred = start.year == Year::None && !matches!(start.field, Field::RelativeMonth(_));
    let Some(mut first) = place(start, context.base_year(), context) else {
        return impossible();
    };
    // A thing that has happened did not happen after the ledger was closed.
    let mut shift = 0;
    if inferred && context.occurred && !phrase.planned && first.first > context.ledger_date {
        shift = -1;
        let Some(earlier) = place(start, context.base_year() - 1, context) else {
            return impossible();
        };
        first = earlier;
    }
    let mut last = None;
    if let Some(end) = end {
        let year = if end.year == Year::None { first.first.year() } else { context.base_year() + shift };
        let Some(mut placed) = place(end, year, context) else {
            return impossible();
        };
        // 2024年12月-3月 runs into the next year.
        if placed.first < first.first && end.year == Year::None {
            let Some(later) = place(end, year + 1, context) else {
                return impossible();
            };
            placed = later;
        }
        if placed.first < first.first {
            return Reading::failed(Rule::RangeOrder, format!("「{shown}」结束早于开始,请核对"));
        }
        last = Some(placed);
    }
    if inferred {
        notes.push(Note::new(Rule::YearInferred, format!("「{shown}」没有写年份,按{}年读取", first.first.year())));
    }
    if matches!(start.year, Year::Short(_)) {
        notes.push(Note::new(Rule::TwoDigitYear, format!("「{shown}」的年份是两位,按{}年读取", first.first.year())));
    }
    if start.dropped_zero {
        notes.push(dropped_zero(shown));
    }
    let approximate = phrase.approximate || start.approximate || end.is_some_and(|end| end.approximate);
    if approximate {
        notes.push(Note::new(Rule::Approximate, format!("「{shown}」不是确切日期,按{}记", first.display())));
    }
    if let Some(memo) = &phrase.memo {
        notes.push(Note::new(Rule::TrailingMemo, format!("日期之外的文字「{memo}」作为备注保留")));
    }
    let confidence = match (approximate, notes.is_empty() && !changed && phrase.whole && end.is_none()) {
        (true, _) => Confidence::Approximate,
        (false, true) => Confidence::Exact,
        (false, false) => Confidence::Normalised,
    };
    let value =
        DateReading { start: first, end: last, approximate, planned: phrase.planned, year_inferred: inferred, memo: phrase.memo.clone() };
    Reading::read(value, confidence, notes)
}

fn dropped_zero(shown: &str) -> Note {
    let message = format!("「{shown}」可能是末尾的0被表格软件去掉了(如 2024.10 变成 2024.1),请核对月份");
    Note::new(Rule::ExcelDroppedZero, message)
}

/// The date of a point; `year` is for points that name none.
fn place(point: Point, year: i32, context: &DateContext) -> Option<PartialDate> {
    let year = match point.year {
        Year::None => year,
        Year::Relative(offset) => context.ledger_date.year() + offset,
        Year::Short(year) | Year::Full(year) => year,
    };
    if !YEARS.contains(&year) {
        return None;
    }
    let first = |month: u32| Period::new(year, month).ok().map(Period::first_day);
    Some(match point.field {
        Field::Whole => PartialDate { first: first(1)?, precision: Precision::Year },
        Field::Half(half) => PartialDate { first: first(half * 6 - 5)?, precision: Precision::Half },
        Field::Quarter(quarter) => PartialDate { first: first(quarter * 3 - 2)?, precision: Precision::Quarter },
        Field::Month(month) => PartialDate::month(Period::new(year, month).ok()?),
        Field::Decade(month, day) => PartialDate { first: NaiveDate::from_ymd_opt(year, month, day)?, precision: Precision::Decade },
        Field::Day(month, day) => PartialDate::day(NaiveDate::from_ymd_opt(year, month, day)?),
        Field::RelativeMonth(offset) => {
            let months = Months::new(offset.unsigned_abs());
            let anchor = Period::of(context.ledger_date).first_day();
            let day = if offset < 0 { anchor.checked_sub_months(months) } else { anchor.checked_add_months(months) };
            PartialDate::month(Period::of(day?))
        }
        Field::Bare(..) => return None,
    })
}

/// A cursor's text without leading and trailing punctuation, for remarks.
fn remark(chars: &[char]) -> Option<String> {
    let text = chars.iter().collect::<String>().replace("()", "");
    let text = text.trim_matches([' ', '\u{a0}', ',', ';', '。', ':', '、', '.']);
    let balanced = text.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')).filter(|inside| !inside.contains(['(', ')']));
    let text = balanced.unwrap_or(text).trim_start_matches(')').trim_end_matches('(');
    Some(text).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Steps over a time of day: `00:00:00`, `T08:30`, `8:30 AM`.
fn skip_time(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    ahead.skip_space();
    ahead.eat("T");
    let mut digits = 0;
    while ahead.eat_if(|c| c.is_ascii_digit()).is_some() {
        digits += 1;
    }
    if !(1..=2).contains(&digits) || ahead.peek(0) != Some(':') {
        return;
    }
    while ahead.eat_if(|c| c.is_ascii_digit() || c == ':' || c == '.').is_some() {}
    ahead.skip_space();
    ahead.eat_any(&["AM", "PM", "Z"]);
    *cursor = ahead;
}
