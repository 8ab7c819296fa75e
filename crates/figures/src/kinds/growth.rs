//! Growth from both values, or from the value and the increase: 去年同期为67个,同比增长16.42%; 比上年增加907个,增长21.5%.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::interval::Interval;
use crate::judge::{self, Outcome};
use crate::kinds::elsewhere::fits_elsewhere;
use crate::kinds::growth_periods::{base_behind, by_periods};
use crate::kinds::{growth_series, subject};
use crate::lexicon::{ends_with, has_any, lexicon};
use crate::notes::{Fault, Notes};
use crate::period::Year;
use crate::reading::{LOOK_BACK, Reading, Role};
use crate::report::Kind;
use crate::slip;

/// Two values of which the second grew out of the first.
pub(super) struct Pair {
    value: Interval,
    value_point: Decimal,
    base: Interval,
    base_point: Decimal,
    /// How the base is told, for the message.
    told: String,
}

impl Pair {
    /// A value and its base, both exact as printed.
    fn of(reading: &Reading, value: &Figure, base: &Figure) -> Option<Self> {
        if base.hedge.is_some() || value.hedge.is_some() {
            return None;
        }
        let text = &reading.text;
        Some(Self {
            value: value.interval()?,
            value_point: value.value,
            base: base.interval()?,
            base_point: base.value,
            told: format!("{}比基数{}", value.printed(text), base.printed(text)),
        })
    }

    /// How a growth, or a fall, compares with this pair, and the growth that the printed values give.
    fn compare(&self, stated: &Figure, fall: bool) -> Option<(Outcome, Decimal)> {
        let ratio = self.value.percent_of(self.base)?.moved(-Decimal::ONE_HUNDRED)?;
        let point = self.value_point.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.base_point)?.checked_sub(Decimal::ONE_HUNDRED)?;
        let (ratio, point) = if fall { (ratio.negated(), -point) } else { (ratio, point) };
        Some((judge::compare(stated, ratio, point)?, point))
    }
}

/// Pairs of which a growth may speak, the likeliest first, and whether that one is certain.
#[derive(Default)]
pub(super) struct Found {
    pub(super) pairs: Vec<Pair>,
    pub(super) sure: bool,
}

/// Checks all growths of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    let mut index = 0;
    while index < reading.figures.len() {
        let series = reading.series_from(index);
        let growth = reading.figure(index).is_some_and(|figure| {
            matches!(figure.measure, Measure::Percent | Measure::Times)
                && matches!(reading.role(index), Role::Growth | Role::Fall)
                && figure.cell.is_none()
        });
        if growth && (series.len() == 1 || growth_series::check(reading, notes, series.clone()).is_none()) {
            for one in series.clone() {
                let _ = check_one(reading, notes, one);
            }
        }
        index = series.end.max(index + 1);
    }
}

fn check_one(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    if has_any(reading.clause(index), &lexicon().ratio.yearly) {
        return None;
    }
    let fall = reading.role(index) == Role::Fall;
    let stated = in_per_cent(figure)?;
    let sources = [by_base, by_increase, from_to, after_last_year, by_years, by_periods];
    let found = sources.iter().map(|source| source(reading, notes, index)).find(|found| !found.pairs.is_empty())?;
    let span = figure.lead.start..figure.span.end;
    if found.pairs.iter().any(|pair| pair.compare(&stated, fall).is_some_and(|(outcome, _)| outcome == Outcome::Holds)) {
        notes.holds(Kind::Growth, span);
        return Some(());
    }
    let pair = found.pairs.first().filter(|_| found.sure)?;
    let (outcome, point) = pair.compare(&stated, fall)?;
    let mistyped = slip::is_slip(stated.value, point, stated.decimals());
    let grew = |value: &Figure, base: &Figure| {
        Pair::of(reading, value, base).and_then(|pair| pair.compare(&stated, fall)).is_some_and(|(outcome, _)| outcome == Outcome::Holds)
    };
    if outcome != Outcome::Cut && !mistyped && fits_elsewhere(reading, index, grew) {
        return None;
    }
    let way = if fall { "下降" } else { "增长" };
    let computed = format!("{}%", judge::shown(point, &stated));
    let printed = figure.printed(&reading.text);
    let message = format!("{},{way}应为{computed},文中写{printed},请核对", pair.told);
    let fault = if outcome == Outcome::Cut {
        Fault::warning(printed, computed, format!("{message}是否舍去了尾数"))
    } else {
        Fault::error(printed, computed, message)
    };
    let right = judge::as_printed(point, &stated);
    let fault = if figure.measure == Measure::Percent && point > Decimal::ZERO { fault.with(figure, format!("{right}%")) } else { fault };
    notes.fails(Kind::Growth, span, fault);
    Some(())
}

/// 增长1.3倍 is a growth of 130%.
pub(crate) fn in_per_cent(figure: &Figure) -> Option<Figure> {
    let mut stated = figure.clone();
    if figure.measure == Measure::Times {
        stated.value = figure.value.checked_mul(Decimal::ONE_HUNDRED)?;
        stated.step = figure.step.checked_mul(Decimal::ONE_HUNDRED)?;
        stated.factor = Decimal::ONE;
    }
    Some(stated)
}

/// The figure of a role near a place, with nothing of its measure between that could be meant instead.
fn near(reading: &Reading, index: usize, roles: &[Role]) -> Option<usize> {
    let sentence = reading.figure(index)?.sentence;
    let segment = reading.segment_start(reading.figure(index)?.span.start);
    let same = |other: usize| reading.figure(other).is_some_and(|figure| figure.sentence == sentence && figure.measure.is_amount());
    let before = (index.saturating_sub(3)..index)
        .rev()
        .take_while(|&other| reading.figure(other).is_some_and(|figure| figure.span.start >= segment))
        .find(|&other| same(other))
        .filter(|&other| roles.contains(&reading.role(other)));
    before.or_else(|| {
        // 增长16.42%(去年同期67个)
        let next = index + 1;
        let gap = reading.between(index, next);
        (same(next)
            && roles.contains(&reading.role(next))
            && (gap.chars().count() <= 12 && gap.starts_with('(') || gap.chars().count() <= 8 && gap.starts_with([',', '，'])))
        .then_some(next)
    })
}

/// 同比增长5%。上年同期为200亿元: the base opens the next sentence.
fn base_after(reading: &Reading, index: usize) -> Option<usize> {
    let next = index + 1;
    let gap = reading.between(index, next);
    (gap.starts_with('。') && gap.chars().count() <= 8 && reading.role(next) == Role::Base).then_some(next)
}

/// 64家,同比增长20.8%(2021年53家): a figure alone in the bracket behind a growth, under a year.
fn base_in_bracket(reading: &Reading, index: usize) -> Option<usize> {
    let next = index + 1;
    let gap = reading.between(index, next);
    let year = year_of(reading, next)?;
    let earlier = reading.noise.periods.iter().rev().any(|period| {
        period.span.start < reading.figure(index).map_or(0, |figure| figure.span.start)
            && matches!(period.year, Some(Year::Named(named)) if named == year + 1)
    });
    (gap.starts_with('(') && gap.chars().count() <= 12 && earlier && reading.is_value(next)).then_some(next)
}

/// The values told before a base: 92个,比上年的80个增长15%.
fn by_base(reading: &Reading, notes: &Notes, index: usize) -> Found {
    let base = near(reading, index, &[Role::Base])
        .or_else(|| base_in_bracket(reading, index))
        .or_else(|| base_after(reading, index))
        .or_else(|| base_behind(reading, index));
    let Some(base) = base else { return Found::default() };
    let values = subject::values_or_earlier(reading, notes, index, base);
    // 1.26亿美元,其中制造业…、服务业…;比2022年的9000万美元增长40%: a part told between is not what grew.
    let sentence = |index: usize| reading.figure(index).map(|figure| figure.sentence);
    let totals = values.candidates.iter().filter_map(|&value| notes.total_of(value)).filter(|&total| sentence(total) == sentence(index));
    let pairs = totals.chain(values.candidates.iter().copied()).filter_map(|value| pair(reading, value, base)).collect();
    Found { pairs, sure: values.sure }
}

pub(super) fn pair(reading: &Reading, value: usize, base: usize) -> Option<Pair> {
    Pair::of(reading, reading.figure(value)?, reading.figure(base)?)
}

/// The value told before an increase: 4231个,比上年增加907个,增长21.5%.
fn by_increase(reading: &Reading, notes: &Notes, index: usize) -> Found {
    let Some(change) = near(reading, index, &[Role::More, Role::Less]) else { return Found::default() };
    let values = subject::values_or_earlier(reading, notes, index, change);
    // 净增6亿元,增长20%,总量达36亿元: the value follows.
    let behind = index + 1;
    let total = reading.same_measure(behind, change)
        && reading.figure(behind).map(|figure| figure.sentence) == reading.figure(index).map(|figure| figure.sentence)
        && ["总量达", "总量达到", "总量为", "总数达", "总数达到", "总数为", "达到", "达", "增至", "增加到", "增加至"]
            .contains(&reading.lead(behind));
    let values = if values.candidates.is_empty() && total { subject::Values { candidates: vec![behind], sure: true } } else { values };
    let mut pairs: Vec<Pair> = values.candidates.iter().filter_map(|&value| before_change(reading, value, change)).collect();
    // 与上年386.7亿元相比,增加33.3亿元,增长8.6%: the base itself was told.
    let base = near_base(reading, change).and_then(|base| over_base(reading, change, base));
    let sure = values.sure && base.is_none();
    pairs.extend(base);
    Found { pairs, sure }
}

/// The base told right before an increase.
fn near_base(reading: &Reading, change: usize) -> Option<usize> {
    let sentence = reading.figure(change)?.sentence;
    (change.saturating_sub(3)..change).rev().find(|&base| {
        reading.same_measure(base, change)
            && reading.figure(base).is_some_and(|figure| figure.sentence == sentence && figure.hedge.is_none())
            && reading.between(base, change).contains("相比")
    })
}

/// A base and what it grew by.
fn over_base(reading: &Reading, change: usize, base: usize) -> Option<Pair> {
    let more = reading.role(change) == Role::More;
    let (change, base) = (reading.figure(change)?, reading.figure(base)?);
    if change.hedge.is_some() {
        return None;
    }
    let moved = if more { change.interval()? } else { change.interval()?.negated() };
    let value = base.interval()?.add(moved)?;
    let text = &reading.text;
    Some(Pair {
        value,
        value_point: if more { base.value.checked_add(change.value)? } else { base.value.checked_sub(change.value)? },
        base: base.interval()?,
        base_point: base.value,
        told: format!("基数为{},增减{}", base.printed(text), change.printed(text)),
    })
}

/// A value and by how much it changed.
fn before_change(reading: &Reading, value: usize, change: usize) -> Option<Pair> {
    let more = reading.role(change) == Role::More;
    let (value, change) = (reading.figure(value)?, reading.figure(change)?);
    if change.hedge.is_some() || value.hedge.is_some() {
        return None;
    }
    let text = &reading.text;
    let sign = if more { "-" } else { "+" };
    let change_interval = if more { change.interval()? } else { change.interval()?.negated() };
    let change_value = if more { change.value } else { -change.value };
    let base = value.value.checked_sub(change_value)?;
    Some(Pair {
        value: value.interval()?,
        value_point: value.value,
        base: value.interval()?.sub(change_interval)?,
        base_point: base,
        told: format!("基数为{}{sign}{}={}", value.printed(text), change.printed(text), value.print(base, text)),
    })
}

/// 由100亿元增加到120亿元,增长20%
fn from_to(reading: &Reading, _: &Notes, index: usize) -> Found {
    let Some(sentence) = reading.figure(index).map(|figure| reading.in_sentence(figure.sentence)) else { return Found::default() };
    let ends = ends_of_change(reading, sentence.start.max(index.saturating_sub(3))..index).or_else(|| {
        // 同比增长10%,由去年同期的60个增加到66个
        let (next, gap) = (index + 1, reading.between(index, index + 1));
        let follows = gap.strip_prefix([',', '，']).is_some_and(|gap| gap.starts_with(['由', '从']));
        ends_of_change(reading, next..(index + 3).min(sentence.end)).filter(|&(first, _)| follows && first == next)
    });
    Found { pairs: ends.and_then(|(first, last)| pair(reading, last, first)).into_iter().collect(), sure: true }
}

/// 去年325亿元,今年达到364亿元,增长12%: the base is told before the value.
fn after_last_year(reading: &Reading, _: &Notes, index: usize) -> Found {
    let follows = |value: usize, base: usize| {
        reading.role(base) == Role::Base
            && reading.role(value) == Role::Plain
            && reading.same_measure(base, value)
            && reading.figure(base).map(|base| base.sentence) == reading.figure(index).map(|figure| figure.sentence)
            && ["今年", "本年", "达到", "增加到", "增至"].iter().any(|word| reading.lead(value).contains(word))
    };
    let pairs = match (index.checked_sub(1), index.checked_sub(2)) {
        (Some(value), Some(base)) if follows(value, base) => pair(reading, value, base).into_iter().collect(),
        _ => Vec::new(),
    };
    Found { pairs, sure: true }
}

/// 2022年258.7亿元,2023年291.4亿元,同比增长12.6%; 2020年比2016年增长67.8%, the values of both years told before.
fn by_years(reading: &Reading, _: &Notes, index: usize) -> Found {
    let Some((first, last)) = years_compared(reading, index) else { return Found::default() };
    // 2022年258.7亿元,2023年291.4亿元, right before the growth.
    let sentence = |index: usize| reading.figure(index).map(|figure| figure.sentence);
    let sure = last + 1 == index && first + 1 == last && sentence(first) == sentence(index);
    Found { pairs: pair(reading, last, first).into_iter().collect(), sure }
}

/// The values of the two years that a growth compares.
fn years_compared(reading: &Reading, index: usize) -> Option<(usize, usize)> {
    let figure = reading.figure(index)?;
    let start = reading.clause_start(figure.span.start);
    let named: Vec<i32> = reading
        .noise
        .periods
        .iter()
        .filter(|period| start <= period.span.start && period.span.end <= figure.span.start)
        .filter_map(|period| match period.year {
            Some(Year::Named(year)) => Some(year),
            _ => None,
        })
        .collect();
    let value_of = |year: i32, before: usize| {
        (before.saturating_sub(LOOK_BACK)..before)
            .rev()
            .find(|&value| reading.figure(value).is_some_and(|figure| figure.measure.is_amount()) && year_of(reading, value) == Some(year))
    };
    if let [last, first] = *named.as_slice() {
        return Some((value_of(first, index)?, value_of(last, index)?));
    }
    let sentence = reading.in_sentence(figure.sentence);
    let last = (sentence.start..index).rev().find(|&value| reading.is_value(value))?;
    let first = value_of(year_of(reading, last)?.checked_sub(1)?, last)?;
    reading.same_measure(first, last).then_some((first, last))
}

/// The year that is named right before a figure.
pub(crate) fn year_of(reading: &Reading, index: usize) -> Option<i32> {
    let figure = reading.figure(index)?;
    let end = reading.noise.periods.partition_point(|period| period.span.end <= figure.span.start);
    let period = end.checked_sub(1).and_then(|index| reading.noise.periods.get(index))?;
    let near = figure.span.start - period.span.end <= 16
        && !reading.text.slice(period.span.end..figure.span.start).iter().any(|c| matches!(c, ';' | '。'));
    match period.year {
        Some(Year::Named(year)) if near => Some(year),
        _ => None,
    }
}

/// The words right before a figure without the period among them: 增加到 in 增加到2020年末的121户.
fn arrival_words(reading: &Reading, index: usize) -> String {
    let Some(figure) = reading.figure(index) else { return String::new() };
    let end = reading.noise.periods.partition_point(|period| period.span.start < figure.lead.end);
    let period = end
        .checked_sub(1)
        .and_then(|last| reading.noise.periods.get(last))
        .filter(|period| period.span.start >= figure.lead.start && period.span.end <= figure.lead.end);
    let end = period.map_or(figure.lead.end, |period| period.span.start);
    reading.text.words(figure.lead.start..end)
}

/// The two figures of 由A增加到B in a run of figures.
pub(crate) fn ends_of_change(reading: &Reading, run: Range<usize>) -> Option<(usize, usize)> {
    run.rev().find_map(|last| {
        let first = last.checked_sub(1)?;
        let lead = arrival_words(reading, last);
        let gap = reading.between(first, last);
        let from = reading.clause(first);
        let begins = from.rfind(['由', '从']).is_some_and(|at| from.get(at..).is_some_and(|words| words.chars().count() <= 14));
        let arrival = ends_with(&lead, &lexicon().role.arrives).is_some() && gap.chars().count() <= 20;
        (begins && arrival && reading.same_measure(first, last)).then_some((first, last))
    })
}
