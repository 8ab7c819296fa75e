//! Periods that follow each other and the whole they make: 一季度17.96亿元,二季度29.87亿元,上半年47.83亿元.

use crate::figure::Measure;
use crate::kinds::whole::likeness;
use crate::notes::{Fault, Notes};
use crate::reading::{LOOK_BACK, Reading, Role};
use crate::report::Kind;
use crate::slip;

/// Checks all pairs of neighbouring periods of a section against the figure of both together.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    for index in 1..reading.figures.len() {
        let _ = check_pair(reading, notes, index);
    }
}

/// First and last month of the period named right before a figure.
fn months_of(reading: &Reading, index: usize) -> Option<(u8, u8)> {
    let figure = reading.figure(index)?;
    let end = reading.noise.periods.partition_point(|period| period.span.end <= figure.span.start);
    let period = reading.noise.periods.get(end.checked_sub(1)?)?;
    let start = reading.clause_start(figure.span.start);
    // 上半年,全县…: the period may stand in a clause of its own.
    let near = period.span.start >= start || period.span.end + 1 == start;
    period.months.filter(|_| near && !period.compared)
}

fn is_value(reading: &Reading, index: usize) -> bool {
    reading.role(index) == Role::Plain
        && reading.figure(index).is_some_and(|figure| {
            matches!(figure.measure, Measure::Money(_) | Measure::Count(_)) && figure.hedge.is_none() && figure.cell.is_none()
        })
}

fn check_pair(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let last = months_of(reading, index).filter(|_| is_value(reading, index))?;
    let sentence = reading.figure(index)?.sentence;
    let before = (index.saturating_sub(6)..index).rev().find(|&before| {
        is_value(reading, before)
            && reading.same_measure(before, index)
            && reading.figure(before).is_some_and(|figure| figure.sentence + 1 >= sentence)
            && months_of(reading, before).is_some_and(|(first, end)| first == 1 && end + 1 == last.0)
    })?;
    let (name, own) = (reading.name(before), reading.name(index));
    let alike = |name: &str, other: &str| name.is_empty() || other.is_empty() || likeness(name, other).max(likeness(other, name)) >= 50;
    if !alike(name, own) {
        return None;
    }
    let around = (before.saturating_sub(LOOK_BACK)..before).rev().chain(index + 1..(index + 6).min(reading.figures.len()));
    let total = around.into_iter().find(|&total| {
        is_value(reading, total)
            && reading.same_measure(total, index)
            && months_of(reading, total) == Some((1, last.1))
            && alike(name, reading.name(total))
    })?;
    let (whole, first, second) = (reading.figure(total)?, reading.figure(before)?, reading.figure(index)?);
    let sum = first.interval()?.add(second.interval()?)?;
    let span = first.lead.start..second.span.end;
    if sum.meets(whole.interval()?) {
        notes.holds(Kind::Sum, span);
        notes.holds(Kind::Sum, whole.lead.start..whole.span.end);
        return Some(());
    }
    let value = first.value.checked_add(second.value)?;
    let mistyped = |stated: rust_decimal::Decimal, meant: rust_decimal::Decimal| {
        slip::is_slip(stated / whole.factor, meant / whole.factor, whole.decimals())
    };
    // Where the whole is mistyped, the two parts are not to blame.
    let span = if mistyped(whole.value, value) && first.sentence == whole.sentence { whole.lead.start..whole.span.end } else { span };
    let one_slip = mistyped(whole.value, value)
        || mistyped(first.value, whole.value - second.value)
        || mistyped(second.value, whole.value - first.value);
    if one_slip {
        let text = &reading.text;
        let (computed, printed) = (whole.print(value, text), whole.printed(text));
        let message = format!("{}加{}为{computed},两段合起来的数字写{printed},请核对", first.printed(text), second.printed(text));
        notes.fails(Kind::Sum, span, Fault::error(printed, computed, message));
    }
    Some(())
}
