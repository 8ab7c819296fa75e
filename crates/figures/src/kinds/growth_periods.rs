//! Growths of a period over the one before, both told earlier by name: 一季度6.83亿元,二季度9.41亿元。二季度环比增长37.8%.

use std::ops::Range;

use crate::kinds::growth::{Found, pair};
use crate::lexicon::{has_any, lexicon};
use crate::notes::Notes;
use crate::period::{Period, Year};
use crate::reading::{LOOK_BACK, Reading, Role, core};

/// How far the name of a period may stand before its value, in characters.
const NEAR: usize = 16;

/// A span of months of a year, as far as the words tell them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Told {
    year: Option<i32>,
    months: Option<(u8, u8)>,
}

impl Told {
    fn of(period: &Period) -> Option<Self> {
        let year = match period.year {
            Some(Year::Named(year)) => Some(year),
            None => None,
            Some(Year::This | Year::Last) => return None,
        };
        (year.is_some() || period.months.is_some()).then_some(Self { year, months: period.months })
    }

    /// The months as long right before, in the same year.
    fn months_before(self) -> Option<Self> {
        let (first, last) = self.months?;
        let length = last.checked_sub(first)? + 1;
        let start = first.checked_sub(length).filter(|start| *start >= 1)?;
        Some(Self { months: Some((start, first - 1)), ..self })
    }

    /// The same months of the year before.
    fn year_before(self) -> Option<Self> {
        Some(Self { year: Some(self.year?.checked_sub(1)?), ..self })
    }
}

/// The values of the period that the clause of a growth names and of the period before it.
pub(super) fn by_periods(reading: &Reading, _: &Notes, index: usize) -> Found {
    find(reading, index).unwrap_or_default()
}

fn find(reading: &Reading, index: usize) -> Option<Found> {
    let figure = reading.figure(index)?;
    let start = reading.clause_start(figure.span.start);
    if reading.within(start..figure.span.start).next().is_some() {
        return None;
    }
    let period = last_period(reading, start, figure.span.start)?;
    let clause = reading.clause(index);
    let named = Told::of(period)?;
    let before = if clause.contains("环比") || clause.contains("上季度") || clause.contains("上月") {
        named.months_before()?
    } else if clause.contains("同比") || clause.contains("上年") || clause.contains("去年") || clause.contains("上一年") {
        named.year_before()?
    } else {
        return None;
    };
    let (values, bases) = (told_in(reading, named, index), told_in(reading, before, index));
    let mut pairs = Vec::new();
    for &value in &values {
        let base = bases.iter().copied().filter(|&base| reading.same_measure(value, base)).min_by_key(|&base| base.abs_diff(value));
        pairs.extend(base.and_then(|base| pair(reading, value, base)));
    }
    // What else the clause names may be another thing than the values are of.
    let mut bare = reading.text.words(period.span.end..figure.span.start);
    let role = &lexicon().role;
    for list in [&role.growth_up, &role.growth_down, &role.against_before, &role.base, &role.compare] {
        bare = list.iter().fold(bare, |bare, word| bare.replace(word, ""));
    }
    let sure = pairs.len() == 1 && core(&bare).is_empty() && !has_any(clause, &lexicon().ratio.yearly);
    Some(Found { pairs, sure })
}

/// The values told for a span of months, the nearest first.
fn told_in(reading: &Reading, wanted: Told, before: usize) -> Vec<usize> {
    let of_period = |value: usize| {
        let at = reading.figure(value).filter(|value| value.cell.is_none())?.span.start;
        let period = last_period(reading, at.saturating_sub(NEAR), at)?;
        (Told::of(period)? == wanted && adjoins(reading, period, at)).then_some(())
    };
    (before.saturating_sub(LOOK_BACK)..before)
        .rev()
        .filter(|&value| reading.is_value(value) && reading.role(value) == Role::Plain && of_period(value).is_some())
        .collect()
}

/// 上半年到位资金为全年计划32亿元的50.75%: the values of the period that a stretch of text names.
pub(super) fn values_of(reading: &Reading, words: Range<usize>, before: usize) -> Vec<usize> {
    last_period(reading, words.start, words.end).and_then(Told::of).map_or_else(Vec::new, |wanted| told_in(reading, wanted, before))
}

/// 环比增长10.0%,9月份为389户: the base behind a growth, under the period before.
pub(super) fn base_behind(reading: &Reading, index: usize) -> Option<usize> {
    let next = index + 1;
    let (growth, base) = (reading.figure(index)?, reading.figure(next)?);
    let period = last_period(reading, growth.span.end, base.span.start)?;
    let text = &reading.text;
    let opens = matches!(text.words(growth.span.end..period.span.start).as_str(), "," | "，" | "(");
    let closes = matches!(text.words(period.span.end..base.span.start).as_str(), "" | "为" | "是" | "仅" | "仅为");
    (opens && closes && reading.clause(index).contains("环比") && period.months.is_some() && reading.is_value(next)).then_some(next)
}

/// The last period named in a stretch, which is not only compared with.
fn last_period(reading: &Reading, start: usize, end: usize) -> Option<&Period> {
    let last = reading.noise.periods.partition_point(|period| period.span.end <= end);
    let periods = reading.noise.periods.get(..last)?;
    periods.iter().rev().take_while(|period| period.span.start >= start).find(|period| !period.compared)
}

/// Whether nothing ends between a period and its value.
fn adjoins(reading: &Reading, period: &Period, at: usize) -> bool {
    let gap = reading.text.slice(period.span.end.min(at)..at);
    !gap.iter().any(|c| matches!(c, ';' | '。' | ',' | '，' | '、' | '(' | ')') || c.is_ascii_digit())
}
