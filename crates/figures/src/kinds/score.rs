//! 百分制: the points of an assessment, which must come to 100 without a figure that says so.

use rust_decimal::Decimal;

use crate::figure::Measure;
use crate::lexicon::{has_any, lexicon};
use crate::notes::{Fault, Notes, stretch};
use crate::reading::{Reading, Role};
use crate::report::Kind;

/// Checks the sentences that speak of a scale of a hundred points and list what they are given for.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    for number in 0..reading.sentence_count() {
        let sentence = reading.sentence(number);
        if let Some(scale) = reading.text.find("百分制", sentence.start, sentence.end) {
            let _ = check_sentence(reading, notes, scale..sentence.end);
        }
    }
}

fn check_sentence(reading: &Reading, notes: &mut Notes, span: std::ops::Range<usize>) -> Option<()> {
    let points: Vec<usize> = reading.within(span).collect();
    let (first, last) = (*points.first()?, *points.last()?);
    let plain = |&index: &usize| {
        reading.figure(index).is_some_and(|figure| figure.measure == Measure::Score && figure.hedge.is_none())
            && matches!(reading.role(index), Role::Plain | Role::Target)
            && !has_any(reading.lead(index), &lexicon().sum.score_rules)
    };
    if points.len() < 3 || !points.iter().all(plain) {
        return None;
    }
    let sum =
        points.iter().filter_map(|&index| reading.figure(index)).try_fold(Decimal::ZERO, |sum, figure| sum.checked_add(figure.value))?;
    let span = stretch(reading, first, last);
    if sum == Decimal::ONE_HUNDRED {
        notes.holds(Kind::Sum, span);
    } else if (sum - Decimal::ONE_HUNDRED).abs() <= Decimal::from(20) {
        let computed = format!("{}分", sum.normalize());
        let message = format!("各项分值相加为{computed},与百分制不符,请核对各项分值");
        notes.fails(Kind::Sum, span, Fault::error("100分".to_owned(), computed, message));
    }
    Some(())
}
