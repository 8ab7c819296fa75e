//! Words before and behind a figure that say how exact it is.

use crate::figure::{Figure, Hedge, Measure};
use crate::lexicon::lexicon;
use crate::text::Text;

/// 约, 近, 超 and their like right before a number.
pub(super) fn hedge_before(text: &Text, at: usize) -> Option<Hedge> {
    let at = if text.before(at) == Some(' ') { at - 1 } else { at };
    word_before(text, at).map(|(_, hedge)| hedge).or_else(|| text.sees(at.saturating_sub(5), "约占总").then_some(Hedge::About))
}

/// The word right before a place that makes a number approximate, with its length; not the 约 of 签约 or the 过 of 通过.
pub(crate) fn word_before(text: &Text, at: usize) -> Option<(usize, Hedge)> {
    let words = &lexicon().hedge;
    if text.ends_any(at, &words.part_of_word).is_some() {
        return None;
    }
    let lists = [
        (&words.at_least, Hedge::AtLeast),
        (&words.under, Hedge::Under),
        (&words.about, Hedge::About),
        (&words.over, Hedge::Over),
        (&words.near, Hedge::Near),
    ];
    lists.into_iter().find_map(|(list, hedge)| text.ends_any(at, list).map(|length| (length, hedge)))
}

/// 左右 and 以上 behind a figure.
pub(super) fn after(text: &Text, mut figure: Figure) -> Figure {
    let words = &lexicon().hedge;
    if text.sees_any(figure.span.end, &words.at_least_after).is_some() {
        figure.hedge = figure.hedge.or(Some(Hedge::AtLeast));
    } else if text.sees_any(figure.span.end, &words.about_after).is_some() {
        figure.hedge = figure.hedge.or(Some(Hedge::About));
    } else if let Some(length) = over_after(text, figure.span.end)
        && figure.measure != Measure::Percent
    {
        figure.span.end += length;
        figure.hedge = figure.hedge.or(Some(Hedge::Over));
    }
    figure
}

/// 余 and 多 behind a number or its unit; not in 较上年的94个多18个, where 多 begins what follows.
pub(super) fn over_after(text: &Text, at: usize) -> Option<usize> {
    let length = text.sees_any(at, &lexicon().hedge.over_after)?;
    let next = text.at(at + length);
    next.is_none_or(|c| !c.is_ascii_digit()).then_some(length)
}
