//! Places in a ranking: 居全市第2位,比上季度的第5位上升3位.

use std::ops::Range;

use quantity::numeral;

use crate::lexicon::lexicon;
use crate::notes::{Fault, Notes};
use crate::reading::Reading;
use crate::report::Kind;
use crate::text::{Text, is_end};

/// Checks all moves in a ranking: two places and the number of places between them, in one part of a sentence.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    let text = &reading.text;
    let mut start = 0;
    while start < text.len() {
        let end = text.seek(start, text.len(), |c| is_end(c) || c == ';');
        let _ = check_part(text, notes, start..end);
        start = end + 1;
    }
}

/// A number with its place.
struct Number {
    value: i64,
    span: Range<usize>,
}

fn check_part(text: &Text, notes: &mut Notes, part: Range<usize>) -> Option<()> {
    let mut places: Vec<Number> = Vec::new();
    let mut moves: Vec<Number> = Vec::new();
    let words = &lexicon().rank;
    for at in part {
        if text.at(at) == Some('第') {
            places.extend(number_before(text, at + 1, at));
        } else if let Some(length) = text.sees_any(at, &words.moves) {
            moves.extend(number_before(text, at + length, at));
        }
    }
    let ([one, other], [moved]) = (places.as_slice(), moves.as_slice()) else { return None };
    let apart = (one.value - other.value).abs();
    let span = one.span.start.min(moved.span.start)..other.span.end.max(moved.span.end);
    if apart == moved.value {
        notes.holds(Kind::Difference, span);
        return Some(());
    }
    let told = |number: &Number| text.words(number.span.clone());
    let message = format!("{}与{}相差{apart}位,文中写“{}”,请核对", told(one), told(other), told(moved));
    notes.fails(Kind::Difference, moved.span.clone(), Fault::error(format!("{}位", moved.value), format!("{apart}位"), message));
    Some(())
}

/// The number at `at`, if a word for places follows it; its span begins at `start`.
fn number_before(text: &Text, at: usize, start: usize) -> Option<Number> {
    let found = numeral::at(text.chars(), at).filter(|found| found.value.scale() == 0 && !found.percent)?;
    let length = text.sees_any(found.span.end, &lexicon().rank.places)?;
    let value = i64::try_from(found.value.mantissa()).ok()?;
    Some(Number { value, span: start..found.span.end + length })
}
