//! Words before and behind a figure that say how exact it is.

use crate::figure::{Figure, Hedge, Measure};
use crate::lexicon::lexicon;
use crate::text::Text;

/// 约, 近, 超 and their like right before a number.
pub(super) fn hedge_before(text: &Text, at: usize) -> Option<Hedge> {
    let words = &lexicon().hedge;
    let at = if text.before(at) == Some(' ') { at - 1 } else { at };
    if text.ends_any(at, &words.at_least).is_some() {
        return Some(Hedge::AtLeast);
    }
    if text.ends_any(at, &words.under).is_some() {
        return Some(Hedge::Under);
    }
    if text.ends_any(at, &words.about).is_some() || text.sees(at.saturating_sub(5), "约占总") {
        return Some(Hedge::About);
    }
    if text.ends_any(at, &words.over).is_some() {
        return Some(Hedge::Over);
    }
    if text.ends_any(at, &words.near).is_some() {
        return Some(Hedge::Near);
    }
    None
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
