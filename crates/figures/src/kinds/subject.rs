//! Whose value a comparison speaks of: the one told before it, or the one that the words before 比 or 较 name.

use crate::figure::Figure;
use crate::kinds::whole::likeness;
use crate::lexicon::lexicon;
use crate::reading::{LOOK_BACK, Reading, Role, core};

/// Figures that may be the value compared, the likeliest first.
pub(super) struct Values {
    pub(super) candidates: Vec<usize>,
    /// Whether the first is certainly meant; otherwise a comparison can only be borne out.
    pub(super) sure: bool,
}

/// How well the words of a figure must name a subject, in hundredths.
const ALIKE: usize = 60;

/// The values that may be compared at `index`: `anchor` is the base or the increase that stands in its clause.
pub(super) fn values(reading: &Reading, index: usize, anchor: usize) -> Values {
    let nearest = value_before(reading, anchor.min(index), anchor);
    let Some(name) = name(reading, anchor.min(index)) else {
        return Values { candidates: nearest.into_iter().collect(), sure: true };
    };
    let told = told(reading, &name, anchor.min(index), anchor);
    let sure = told.is_some();
    let mut candidates: Vec<usize> = told.into_iter().chain(nearest).collect();
    candidates.dedup();
    Values { candidates, sure }
}

/// The nearest figure before that is a value of the same measure, in the sentence.
pub(super) fn value_before(reading: &Reading, index: usize, like: usize) -> Option<usize> {
    let sentence = reading.figure(index)?.sentence;
    (index.saturating_sub(12)..index)
        .rev()
        .take_while(|&before| reading.figure(before).is_some_and(|figure| figure.sentence == sentence))
        .find(|&before| {
            reading.same_measure(before, like)
                && matches!(reading.role(before), Role::Plain | Role::Average)
                && reading.in_sight(before, index)
                && reading.figure(before).is_some_and(|figure| figure.hedge.is_none() && !figure.announces)
        })
}

/// The words before 比 or 较 in the clause of a figure, if they name something and no value stands among them.
fn name(reading: &Reading, index: usize) -> Option<String> {
    let figure = reading.figure(index)?;
    let start = reading.clause_start(figure.span.start);
    let text = &reading.text;
    let compare =
        (start..figure.span.start).find(|&at| text.sees_any(at, &lexicon().role.compare).is_some() && text.before(at) != Some('占'))?;
    if reading.within(start..compare).next().is_some() {
        return None;
    }
    let words = text.words(start..compare);
    let name = words.trim_start_matches("其中").trim_end_matches(['与', '数', '已']);
    (core(name).chars().count() >= 2).then(|| name.to_owned())
}

/// The figure of the measure of `like` that was told under a name.
fn told(reading: &Reading, name: &str, before: usize, like: usize) -> Option<usize> {
    let wanted = core(name);
    let fits = |figure: &Figure| figure.hedge.is_none() && !figure.announces && figure.cell.is_none();
    (before.saturating_sub(LOOK_BACK)..before)
        .filter(|&other| reading.same_measure(other, like) && reading.role(other) == Role::Plain && reading.figure(other).is_some_and(fits))
        .map(|other| {
            let named = reading.label(other).ends_with(name) || reading.lead(other).ends_with(name);
            (if named { 200 } else { likeness(&wanted, reading.core_label(other)) }, other)
        })
        .filter(|(score, _)| *score >= ALIKE)
        .max()
        .map(|(_, other)| other)
}
