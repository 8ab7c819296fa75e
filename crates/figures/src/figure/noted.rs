//! Units that a note gives for a whole text: 单位:亿元, and then 到位资金 41.7,同比增长 -8.95.

use quantity::unit::Unit;
use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::lexicon::{last_of, lexicon};
use crate::text::{Text, is_boundary};

/// Gives bare numbers the unit of the note above them: money to numbers with a point, per cent to growths.
pub(super) fn take_units(text: &Text, figures: &mut [Figure]) {
    let notes = notes(text);
    if notes.is_empty() {
        return;
    }
    for figure in figures.iter_mut().filter(|figure| figure.measure == Measure::Bare && !figure.borrowed_unit) {
        let Some((_, unit)) = notes.iter().rev().find(|(at, _)| *at < figure.span.start) else { continue };
        let ends = text.at(figure.span.end).is_none_or(|c| is_boundary(c) || matches!(c, ' ' | '和'));
        let pointed = text.slice(figure.digits.clone()).contains(&'.');
        if ends && pointed {
            take_unit(text, figure, *unit);
        }
    }
}

/// The notes of a text, each with its place.
fn notes(text: &Text) -> Vec<(usize, Unit)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(place) = text.find("单位", at, text.len()) {
        at = place + 2;
        if matches!(text.at(at), Some(':' | '为')) {
            let end = text.seek(at + 1, (at + 12).min(text.len()), |c| is_boundary(c) || c == '/');
            let unit = Unit::parse(&text.words(at + 1..end)).filter(|unit| unit.amount().is_some());
            found.extend(unit.map(|unit| (at, unit)));
        }
    }
    found
}

fn take_unit(text: &Text, figure: &mut Figure, unit: Unit) -> Option<()> {
    let start = text.seek_back(figure.span.start, figure.span.start.saturating_sub(12), is_boundary);
    let lead = text.words(start..figure.span.start);
    let bare = lead.trim_end_matches('-');
    let words = &lexicon().role;
    let grows = [&words.growth_up, &words.growth_down].iter().any(|list| last_of(bare, list).is_some_and(|(end, _)| end == bare.len()));
    figure.borrowed_unit = true;
    if grows {
        figure.measure = Measure::Percent;
        if lead.ends_with('-') {
            figure.value = -figure.value;
            figure.span.start = figure.span.start.saturating_sub(1);
            figure.digits.start = figure.span.start;
        }
        return Some(());
    }
    let Unit::Amount(money) = unit else { return None };
    let factor = Decimal::from(money.scale);
    figure.value = figure.value.checked_mul(factor)?;
    figure.step = figure.step.checked_mul(factor)?;
    figure.factor = figure.factor.checked_mul(factor)?;
    figure.measure = Measure::Money(money.currency);
    Some(())
}
