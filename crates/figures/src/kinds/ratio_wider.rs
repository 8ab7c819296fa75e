//! Wholes that the words do not point to: 反映融资难的97家,占31.9% of 304 questionnaires, told two sentences before.
//!
//! They can only bear a share or rate out, or keep it from being told wrong.

use std::ops::Range;

use crate::figure::Measure;
use crate::judge::Outcome;
use crate::kinds::ratio::{Claim, Told, outcome};
use crate::reading::{LOOK_BACK, Reading, Role};
use crate::report::Kind;

/// How many figures of the paragraph are tried: the more there are, the likelier one fits by chance.
const TRIED: usize = 16;

/// Whether some other figure of the paragraph is a whole with which a share or rate holds, for a share whose whole is
/// not named. Counts may be of another thing than their part: 97家 of 304份.
pub(super) fn borne_out(reading: &Reading, claim: &Claim) -> bool {
    let (Some(stated), Some(&part)) = (reading.figure(claim.percent), claim.parts.first()) else { return false };
    if claim.told != Told::Unsaid || stated.hedge.is_some() || stated.decimals() == 0 || claim.kind == Kind::Rate && claim.wholes.certain {
        return false;
    }
    wholes(reading, part, claim.percent, claim.kind == Kind::Rate)
        .into_iter()
        .any(|whole| outcome(reading, claim.percent, part, whole).is_some_and(|(outcome, _)| outcome == Outcome::Holds))
}

/// The figure of the paragraph that is the whole of all shares of a row.
pub(super) fn common_whole(reading: &Reading, series: Range<usize>, parts: &[usize]) -> Option<usize> {
    let first = *parts.first().filter(|_| parts.len() > 1)?;
    wholes(reading, first, series.start, false).into_iter().find(|&whole| {
        series
            .clone()
            .zip(parts)
            .all(|(percent, &part)| outcome(reading, percent, part, whole).is_some_and(|(outcome, _)| outcome == Outcome::Holds))
    })
}

/// Figures before a share that may be the whole of its part, the nearest first: those of its paragraph, or of `anywhere`,
/// for the rates of a list of deeds share a whole told at its head.
fn wholes(reading: &Reading, part: usize, percent: usize, anywhere: bool) -> Vec<usize> {
    let Some(part_figure) = reading.figure(part) else { return Vec::new() };
    let counts = |measure: Measure| matches!(measure, Measure::Count(_) | Measure::Pieces(_));
    let alike = |measure: Measure| measure == part_figure.measure || counts(measure) && counts(part_figure.measure);
    let paragraph = reading.paragraph_start(part_figure.span.start);
    (part.saturating_sub(LOOK_BACK)..percent.max(part))
        .rev()
        .take_while(|&whole| anywhere || reading.figure(whole).is_some_and(|whole| whole.span.start >= paragraph))
        .filter(|&whole| {
            matches!(reading.role(whole), Role::Plain | Role::Remainder)
                && reading
                    .figure(whole)
                    .is_some_and(|whole| alike(whole.measure) && whole.value > part_figure.value && whole.cell.is_none())
        })
        .take(TRIED)
        .collect()
}
