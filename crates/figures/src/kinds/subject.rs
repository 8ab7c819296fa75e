//! Whose value a comparison speaks of: the one told before it, or the one that the words before 比 or 较 name.

use crate::figure::Figure;
use crate::kinds::whole::likeness;
use crate::lexicon::lexicon;
use crate::notes::{NEAR, Notes};
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

/// The same, from the sentences before where the sentence of the comparison tells no value.
pub(super) fn values_or_earlier(reading: &Reading, notes: &Notes, index: usize, anchor: usize) -> Values {
    let own = values(reading, index, anchor);
    if own.candidates.is_empty() { told_earlier(reading, notes, anchor.min(index), anchor) } else { own }
}

/// How many sentences back a comparison without a value of its own may reach.
const SENTENCES: usize = 3;

/// How many values are looked at there.
const MOST_VALUES: usize = 12;

/// 全年签约44个。上年签约52个,同比下降15.4%: the values of the latest sentence of the paragraph that tells any.
fn told_earlier(reading: &Reading, notes: &Notes, index: usize, anchor: usize) -> Values {
    let none = Values { candidates: Vec::new(), sure: false };
    let Some(figure) = reading.figure(index) else { return none };
    // 上年签约52个 names what it counts; 比上年增加8个 does not.
    let told = if reading.role(anchor) == Role::Base { reading.name(anchor) } else { "" };
    let own = core(&lexicon().role.base.iter().fold(told.to_owned(), |name, word| name.replace(word, "")));
    let usable = |&before: &usize| {
        reading.same_measure(before, anchor)
            && reading.role(before) == Role::Plain
            && reading
                .figure(before)
                .is_some_and(|value| value.bracket.is_none() && value.hedge.is_none() && !value.announces && value.cell.is_none())
    };
    let paragraph = reading.paragraph_start(figure.span.start);
    let before: Vec<usize> = (index.saturating_sub(LOOK_BACK)..index)
        .rev()
        .take_while(|&before| {
            reading.figure(before).is_some_and(|value| value.sentence + SENTENCES >= figure.sentence && value.span.start >= paragraph)
        })
        .filter(usable)
        .take(MOST_VALUES)
        .collect();
    let Some(sentence) = before.first().and_then(|&value| reading.figure(value)).map(|value| value.sentence) else { return none };
    let is_part = |value: usize| {
        !notes.is_total(value) && (notes.total_of(value).is_some() || notes.ratios.iter().rev().take(NEAR).any(|ratio| ratio.part == value))
    };
    let named = |value: usize| own.chars().count() >= 2 && likeness(&own, reading.core_label(value)) >= ALIKE;
    let mut candidates: Vec<usize> =
        before.into_iter().filter(|&value| reading.figure(value).is_some_and(|value| value.sentence == sentence)).collect();
    candidates.sort_by_cached_key(|&value| (!named(value), is_part(value), value));
    let likely = |value: &&usize| named(**value) && !is_part(**value);
    let whole = |value: &&usize| !is_part(**value);
    // 展会经费比上年的50万元增长24%: what the words name must have been told.
    let sure = name(reading, index).is_none()
        && (candidates.iter().filter(likely).count() == 1 || own.chars().count() < 2 && candidates.iter().filter(whole).count() == 1);
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
