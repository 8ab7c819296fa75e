//! Multiples: 324.6亿元,是上一时期158.3亿元的2.05倍.

use rust_decimal::Decimal;

use crate::figure::Measure;
use crate::judge::{self, Outcome};
use crate::kinds::growth::in_per_cent;
use crate::kinds::{growth_series, subject};
use crate::notes::{Fault, Notes};
use crate::reading::{Reading, Role};
use crate::report::Kind;
use crate::slip;

/// Checks all multiples of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    let mut index = 0;
    while index < reading.figures.len() {
        let series = reading.series_from(index);
        let multiple = reading.figure(index).is_some_and(|figure| figure.measure == Measure::Times && figure.cell.is_none());
        if multiple && reading.role(index) == Role::Plain {
            let _ = if series.len() > 1 { growth_series::check(reading, notes, series.clone()) } else { check_one(reading, notes, index) };
        }
        index = series.end.max(index + 1);
    }
}

fn check_one(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let base = index.checked_sub(1)?;
    if !reading.lead(index).ends_with('的') || reading.lead(index).chars().count() > 3 {
        return None;
    }
    let whole = reading.figure(base).filter(|base| base.measure.is_amount() && base.hedge.is_none() && base.sentence == figure.sentence)?;
    let value = subject::value_before(reading, base, base)?;
    let value = reading.figure(value)?;
    let stated = in_per_cent(figure)?;
    let ratio = value.interval()?.percent_of(whole.interval()?)?;
    let point = value.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?;
    let span = figure.lead.start..figure.span.end;
    if judge::compare(&stated, ratio, point)? == Outcome::Holds {
        notes.holds(Kind::Growth, span);
        return Some(());
    }
    let times = point.checked_div(Decimal::ONE_HUNDRED)?;
    let near = (times - figure.value).abs().saturating_mul(Decimal::from(4)) <= figure.value;
    let words = reading.text.words(reading.clause_start(whole.span.start)..whole.span.start);
    let compares = ["是", "为", "相当于", "达到", "达"].iter().any(|word| words.starts_with(word));
    if figure.hedge.is_none() && (compares || near || slip::is_slip(figure.value, times, figure.decimals())) {
        let text = &reading.text;
        let computed = format!("{}倍", judge::shown(times, figure));
        let printed = figure.printed(text);
        let message = format!("{}÷{}={computed},文中写{printed},请核对", value.printed(text), whole.printed(text));
        notes.fails(Kind::Growth, span, Fault::error(printed, computed, message));
    }
    Some(())
}
