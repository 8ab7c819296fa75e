//! Growth from both values, or from the value and the increase: 去年同期为67个,同比增长16.42%; 比上年增加907个,增长21.5%.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::interval::Interval;
use crate::judge::{self, Outcome};
use crate::notes::{Fault, Notes};
use crate::reading::{Reading, Role};
use crate::report::Kind;

/// Two values of which the second grew out of the first.
struct Pair {
    value: Interval,
    value_point: Decimal,
    base: Interval,
    base_point: Decimal,
    /// How the base is told, for the message.
    told: String,
}

/// Checks all growths of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    for index in 0..reading.figures.len() {
        let Some(figure) = reading.figure(index) else { continue };
        if matches!(figure.measure, Measure::Percent | Measure::Times)
            && matches!(reading.role(index), Role::Growth | Role::Fall)
            && figure.cell.is_none()
        {
            check_one(reading, notes, index);
        }
    }
}

fn check_one(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let clause = reading.clause(index);
    if crate::lexicon::has_any(&clause, &crate::lexicon::lexicon().ratio.yearly) {
        return None;
    }
    let pair = by_base(reading, notes, index, figure).or_else(|| by_increase(reading, index)).or_else(|| from_to(reading, index))?;
    let stated = in_per_cent(figure)?;
    let fall = reading.role(index) == Role::Fall;
    let ratio = pair.value.percent_of(pair.base)?.moved(-Decimal::ONE_HUNDRED)?;
    let point = pair.value_point.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(pair.base_point)?.checked_sub(Decimal::ONE_HUNDRED)?;
    let (ratio, point) = if fall { (ratio.negated(), -point) } else { (ratio, point) };
    let span = figure.lead.start..figure.span.end;
    match judge::compare(&stated, ratio, point)? {
        Outcome::Holds => notes.holds(Kind::Growth, span),
        outcome => {
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
            let fault =
                if figure.measure == Measure::Percent && point > Decimal::ZERO { fault.with(figure, format!("{right}%")) } else { fault };
            notes.fails(Kind::Growth, span, fault);
        }
    }
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

/// The nearest figure before that is a value of the same measure, in the sentence.
pub(crate) fn value_before(reading: &Reading, index: usize, like: usize) -> Option<usize> {
    let sentence = reading.figure(index)?.sentence;
    (index.saturating_sub(12)..index)
        .rev()
        .take_while(|&before| reading.figure(before).is_some_and(|figure| figure.sentence == sentence))
        .find(|&before| {
            reading.same_measure(before, like)
                && reading.role(before) == Role::Plain
                && reading.in_sight(before, index)
                && reading.figure(before).is_some_and(|figure| figure.hedge.is_none())
        })
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

fn by_base(reading: &Reading, notes: &Notes, index: usize, stated: &Figure) -> Option<Pair> {
    let base = near(reading, index, &[Role::Base])?;
    let value = value_before(reading, base.min(index), base)?;
    // 1.26亿美元,其中制造业…、服务业…;比2022年的9000万美元增长40%: a part told between is not what grew.
    let total = notes
        .total_of(value)
        .filter(|total| reading.figure(*total).map(|total| total.sentence) == reading.figure(index).map(|figure| figure.sentence));
    let as_stated = |pair: &Pair| {
        let fall = reading.role(index) == Role::Fall;
        let ratio = pair.value.percent_of(pair.base)?.moved(-Decimal::ONE_HUNDRED)?;
        let ratio = if fall { ratio.negated() } else { ratio };
        let stated = in_per_cent(stated)?;
        Some(judge::compare(&stated, ratio, ratio.low)? == Outcome::Holds)
    };
    let own = pair(reading, value, base)?;
    match total.and_then(|total| pair(reading, total, base)) {
        Some(of_total) if as_stated(&own) != Some(true) => Some(of_total),
        _ => Some(own),
    }
}

fn pair(reading: &Reading, value: usize, base: usize) -> Option<Pair> {
    let (value, base) = (reading.figure(value)?, reading.figure(base)?);
    if base.hedge.is_some() || value.hedge.is_some() {
        return None;
    }
    let text = &reading.text;
    Some(Pair {
        value: value.interval()?,
        value_point: value.value,
        base: base.interval()?,
        base_point: base.value,
        told: format!("{}比基数{}", value.printed(text), base.printed(text)),
    })
}

fn by_increase(reading: &Reading, index: usize) -> Option<Pair> {
    let change = near(reading, index, &[Role::More, Role::Less])?;
    let value = value_before(reading, change.min(index), change)?;
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
fn from_to(reading: &Reading, index: usize) -> Option<Pair> {
    let sentence = reading.in_sentence(reading.figure(index)?.sentence);
    let ends = ends_of_change(reading, sentence.start.max(index.saturating_sub(3))..index)?;
    pair(reading, ends.1, ends.0)
}

/// The two figures of 由A增加到B in a run of figures.
pub(crate) fn ends_of_change(reading: &Reading, run: Range<usize>) -> Option<(usize, usize)> {
    let arrives = [
        "增加到",
        "增至",
        "提高到",
        "上升到",
        "扩大到",
        "增长到",
        "提升到",
        "提升至",
        "提高至",
        "增加至",
        "上升至",
        "减少到",
        "降至",
        "下降到",
        "降到",
        "减至",
        "降低到",
        "回落到",
        "回落至",
        "下降至",
        "增长至",
        "发展到",
        "达到",
        "到",
        "升至",
        "扩大至",
    ];
    run.rev().find_map(|last| {
        let first = last.checked_sub(1)?;
        let lead = reading.lead(last);
        let gap = reading.between(first, last);
        let from = reading.clause(first);
        let begins = from.rfind(['由', '从']).is_some_and(|at| from.get(at..).is_some_and(|words| words.chars().count() <= 14));
        let arrival = arrives.iter().any(|word| lead.ends_with(word)) && gap.chars().count() <= 16;
        (begins && arrival && reading.same_measure(first, last)).then_some((first, last))
    })
}
