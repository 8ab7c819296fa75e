//! Growths and multiples paired by order: 92个、276.4亿元,同比分别增长15%、21.3%(上年分别为80个、227.9亿元).

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::judge::{self, Outcome};
use crate::kinds::growth::in_per_cent;
use crate::notes::{Fault, Notes};
use crate::reading::{Reading, Role};
use crate::report::Kind;

/// Checks growths, or multiples, that stand one after the other, against as many values before and bases behind.
pub(super) fn check(reading: &Reading, notes: &mut Notes, series: Range<usize>) -> Option<()> {
    let count = series.len();
    let first = reading.figure(series.start)?;
    let bases: Vec<usize> = (series.end..series.end + count)
        .filter(|&index| reading.figure(index).is_some_and(|figure| figure.measure.is_amount() && figure.sentence == first.sentence))
        .collect();
    let gap = reading.between(series.end - 1, series.end);
    let adjoins = gap.starts_with(['(', ',', '，']) && gap.chars().count() <= 16;
    let told_before = |index: usize| reading.role(index) == Role::Base || gap.starts_with('(');
    if bases.len() != count || !adjoins || !bases.first().is_some_and(|&base| told_before(base)) {
        return None;
    }
    let mut values: Vec<usize> = Vec::new();
    let mut before = series.start;
    for &base in bases.iter().rev() {
        let value = (before.saturating_sub(8)..before)
            .rev()
            .find(|&value| reading.same_measure(value, base) && reading.role(value) == Role::Plain)?;
        values.insert(0, value);
        before = value;
    }
    let multiple = reading.role(series.start) == Role::Plain;
    let compared: Option<Vec<(usize, Outcome, Decimal)>> = series
        .clone()
        .zip(values.iter().zip(&bases))
        .map(|(index, (&value, &base))| {
            let (stated, value, base) = (in_per_cent(reading.figure(index)?)?, reading.figure(value)?, reading.figure(base)?);
            let by = if multiple { Decimal::ZERO } else { -Decimal::ONE_HUNDRED };
            let ratio = value.interval()?.percent_of(base.interval()?)?.moved(by)?;
            let point = value.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base.value)?.checked_add(by)?;
            let fall = reading.role(index) == Role::Fall;
            let (ratio, point) = if fall { (ratio.negated(), -point) } else { (ratio, point) };
            Some((index, judge::compare(&stated, ratio, point)?, point))
        })
        .collect();
    let compared = compared?;
    let last = reading.figure(series.end - 1)?;
    if compared.iter().all(|(_, outcome, _)| *outcome == Outcome::Holds) {
        notes.holds(Kind::Growth, first.lead.start..last.span.end);
        return Some(());
    }
    let sure = compared.iter().any(|(_, outcome, _)| *outcome == Outcome::Holds);
    for &(index, outcome, point) in compared.iter().filter(|_| sure) {
        let figure = reading.figure(index)?;
        let span = figure.lead.start..figure.span.end;
        if outcome == Outcome::Holds {
            notes.holds(Kind::Growth, span);
        } else {
            tell(reading, notes, figure, span, point);
        }
    }
    Some(())
}

fn tell(reading: &Reading, notes: &mut Notes, figure: &Figure, span: Range<usize>, point: Decimal) -> Option<()> {
    let stated = in_per_cent(figure)?;
    let computed = match figure.measure {
        Measure::Times => format!("{}倍", judge::shown(point.checked_div(Decimal::ONE_HUNDRED)?, figure)),
        _ => format!("{}%", judge::shown(point, &stated)),
    };
    let printed = figure.printed(&reading.text);
    let message = format!("按前后数字依次计算应为{computed},文中写{printed},请核对");
    notes.fails(Kind::Growth, span, Fault::error(printed, computed, message));
    Some(())
}
