//! A rate against the time elapsed: 超序时进度5.3个百分点.

use rust_decimal::Decimal;

use crate::figure::Measure;
use crate::interval::Interval;
use crate::judge;
use crate::kinds::difference::direction;
use crate::lexicon::{has_any, lexicon};
use crate::notes::{Fault, Notes};
use crate::period::Period;
use crate::reading::{Reading, Role};
use crate::report::Kind;

/// The rate that a difference speaks of: the nearest per cent figure before it that is a value.
fn rate_before(reading: &Reading, index: usize) -> Option<usize> {
    let sentence = reading.figure(index)?.sentence;
    let own = reading.clause_start(reading.figure(index)?.span.start);
    (index.saturating_sub(6)..index)
        .rev()
        .take_while(|&before| reading.figure(before).is_some_and(|figure| figure.sentence + 1 >= sentence))
        .find(|&before| {
            reading.figure(before).is_some_and(|figure| {
                figure.measure == Measure::Percent && figure.hedge.is_none() && reading.clause_start(figure.span.start) != own
            }) && reading.role(before) == Role::Plain
        })
}

/// The latest cumulative periods named before a place, in months, the nearest first.
fn months_before(reading: &Reading, at: usize) -> Vec<u8> {
    let end = reading.noise.periods.partition_point(|period| period.span.start < at);
    let periods = reading.noise.periods.get(..end).unwrap_or_default();
    let mut months: Vec<u8> = periods.iter().rev().take(12).filter_map(Period::elapsed).collect();
    months.dedup();
    months.truncate(3);
    months
}

/// 序时进度 in per cent: months elapsed ÷ 12.
fn pace_of(months: u8) -> Option<Decimal> {
    Decimal::from(months).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::from(12))
}

struct Against {
    stated: Interval,
    result: Interval,
    point: Decimal,
}

impl Against {
    /// Whether the stated difference follows; a last digit more is allowed where the pace itself was rounded first.
    fn holds(&self) -> bool {
        self.stated.meets(self.result)
    }
}

fn compared(reading: &Reading, index: usize, rate: usize, other: Interval, other_point: Decimal, ahead: bool) -> Option<Against> {
    let (figure, rate) = (reading.figure(index)?, reading.figure(rate)?);
    let sign = if ahead { Decimal::ONE } else { Decimal::NEGATIVE_ONE };
    let result = rate.interval()?.sub(other)?;
    let result = if ahead { result } else { result.negated() };
    let stated = Interval::around(figure.value, figure.step.checked_div(Decimal::TWO)?)?;
    Some(Against { stated, result, point: rate.value.checked_sub(other_point)?.checked_mul(sign)? })
}

/// 按调整后目标计算,比序时进度慢1.2个百分点: a sentence without a rate of its own speaks of one told in the sentence
/// before, not always of the last.
pub(super) fn against_earlier_rate(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let clause = reading.clause(index);
    let is_rate = |index: usize, sentence: usize| {
        reading.figure(index).is_some_and(|rate| rate.measure == Measure::Percent && rate.sentence == sentence && rate.hedge.is_none())
    };
    let own = reading.in_sentence(figure.sentence).any(|other| other < index && is_rate(other, figure.sentence));
    if own || !has_any(clause, &lexicon().points.pace) || figure.hedge.is_some() {
        return None;
    }
    let ahead = direction(clause)?;
    let pace = pace_of(*months_before(reading, figure.span.start).first()?)?;
    let before = figure.sentence.checked_sub(1)?;
    let holds = |rate: usize| {
        Interval::around(pace, Decimal::new(5, 3))
            .and_then(|around| compared(reading, index, rate, around, pace, ahead))
            .is_some_and(|against| against.holds())
    };
    let mut rates = reading.in_sentence(before).rev().take(6).filter(|&rate| is_rate(rate, before) && reading.role(rate) == Role::Plain);
    rates.any(holds).then(|| notes.holds(Kind::Difference, figure.lead.start..figure.span.end))
}

/// 超序时进度5.3个百分点: the rate before it less the months elapsed over twelve.
pub(super) fn against_pace(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let clause = reading.clause(index);
    if !has_any(clause, &lexicon().points.pace) || figure.hedge.is_some() {
        return None;
    }
    let ahead = direction(clause)?;
    let rate = rate_before(reading, index)?;
    let either = clause.contains("相差");
    let span = figure.lead.start..figure.span.end;
    let months = months_before(reading, figure.span.start);
    // A pace that was rounded to two digits before subtracting is as good.
    let half = Decimal::new(5, 3);
    let against = |months: u8, ahead: bool| {
        let pace = pace_of(months)?;
        compared(reading, index, rate, Interval::around(pace, half)?, pace, ahead)
    };
    // 1—10月…其中1—9月…: the pace of the text may be that of an earlier period than the nearest.
    let holds = |&months: &u8| {
        against(months, ahead).is_some_and(|against| against.holds())
            || either && against(months, !ahead).is_some_and(|against| against.holds())
    };
    if months.iter().any(holds) {
        notes.holds(Kind::Difference, span);
        return Some(());
    }
    if either {
        return None;
    }
    let months = *months.first()?;
    let (pace, compared) = (pace_of(months)?, against(months, ahead)?);
    let rate = reading.figure(rate)?;
    let text = &reading.text;
    let computed = format!("{}个百分点", judge::shown(compared.point, figure));
    let printed = figure.printed(text);
    let shown_pace = pace.round_dp(2).normalize();
    let message = if compared.point < Decimal::ZERO {
        let way = if ahead { "低于" } else { "高于" };
        format!("{months}个月的序时进度为{shown_pace}%,{}{way}序时进度,与文中所写方向相反,请核对", rate.printed(text))
    } else {
        format!("{months}个月的序时进度为{months}/12={shown_pace}%,与{}相差{computed},文中写{printed},请核对", rate.printed(text))
    };
    let mut fault = Fault::error(printed, computed, message);
    if compared.point > Decimal::ZERO {
        fault = fault.with(figure, judge::as_printed(compared.point, figure));
    }
    notes.fails(Kind::Difference, span, fault);
    Some(())
}
