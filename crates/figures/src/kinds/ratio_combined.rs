//! Shares of several amounts together: 49.82亿元、37.15亿元、28.36亿元,三者合计占全市的53.7%.

use quantity::numeral;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::figure::Measure;
use crate::interval::Interval;
use crate::judge::{self, Outcome};
use crate::kinds::whole;
use crate::lexicon::{has_any, lexicon};
use crate::notes::Notes;
use crate::reading::{LOOK_BACK, Reading};
use crate::report::Kind;

/// Whether a per cent figure tells the share of several amounts together. Such a share can only be borne out, for the
/// words do not say which amounts.
pub(super) fn check(reading: &Reading, notes: &mut Notes, percent: usize) -> Option<()> {
    let figure = reading.figure(percent)?;
    let start = reading.clause_start(figure.span.start);
    let words = reading.clause(percent);
    let (subject, name) = words.split_once('占')?;
    let text = &reading.text;
    let told = reading.within(start..figure.span.start).any(|index| reading.is_value(index));
    if told || !has_any(subject, &lexicon().sum.together) {
        return None;
    }
    let spoken = (start..figure.span.start).find_map(|at| numeral::at(text.chars(), at)).and_then(|found| found.value.to_usize());
    let last = (percent.saturating_sub(8)..percent).rev().find(|&index| reading.is_value(index))?;
    let same: Vec<usize> =
        (percent.saturating_sub(LOOK_BACK)..=last).filter(|&index| reading.is_value(index) && reading.same_measure(index, last)).collect();
    let name = name.trim_end_matches('的');
    for count in spoken.map_or(2..=6, |count| count..=count) {
        let Some(parts) = same.len().checked_sub(count).and_then(|from| same.get(from..)).filter(|parts| parts.len() >= 2) else {
            continue;
        };
        let sum = parts.iter().try_fold((Interval::exact(Decimal::ZERO), Decimal::ZERO), |(sum, value), &part| {
            let part = reading.figure(part)?;
            Some((sum.add(part.interval()?)?, value.checked_add(part.value)?))
        });
        let Some((sum, value)) = sum else { continue };
        let like = reading.figure(last)?;
        let wholes = whole::named(reading, name, like, percent).into_iter().chain(same.iter().copied());
        let fits = |whole: usize| {
            let whole = reading.figure(whole).filter(|whole| whole.measure == like.measure && whole.value > value)?;
            let point = value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?;
            Some(judge::compare(figure, sum.percent_of(whole.interval()?)?, point)? == Outcome::Holds)
        };
        if figure.measure == Measure::Percent && wholes.filter(|whole| !parts.contains(whole)).any(|whole| fits(whole) == Some(true)) {
            notes.holds(Kind::Share, figure.lead.start..figure.span.end);
            break;
        }
    }
    Some(())
}
