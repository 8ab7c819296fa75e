//! Figures of a thing that was told of before, by what is measured: 东安县协议投资, 智能装备项目的个数和投资额.

use crate::figure::Measure;
use crate::kinds::whole::likeness;
use crate::lexicon::{ends_with, lexicon};
use crate::notes::{NEAR, Notes};
use crate::reading::{LOOK_BACK, Reading, core};

/// What of a thing is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measured {
    Money,
    Number,
}

impl Measured {
    /// Whether a measure is of that kind.
    const fn is(self, measure: Measure) -> bool {
        match self {
            Self::Money => matches!(measure, Measure::Money(_)),
            Self::Number => matches!(measure, Measure::Count(_) | Measure::Pieces(_)),
        }
    }
}

/// The thing that words name, and what of it is measured, if a word at their end says so.
pub(super) fn split(name: &str) -> (&str, Option<Measured>) {
    let words = &lexicon().measured;
    let found = ends_with(name, &words.count)
        .map(|word| (word, Measured::Number))
        .or_else(|| ends_with(name, &words.money).map(|word| (word, Measured::Money)));
    match found {
        Some((word, measured)) => (name.strip_suffix(word).unwrap_or(name).trim_end_matches('的'), Some(measured)),
        None => (name, None),
    }
}

/// The nearest figure of the paragraph that a thing has by the measure named, or of any measure.
pub(super) fn figure_of(reading: &Reading, notes: &Notes, thing: &str, measured: Option<Measured>, before: usize) -> Option<usize> {
    figures_of(reading, notes, thing, measured, before)?.first().copied()
}

/// The figures of the paragraph that a thing has by the measure named, or of any measure, the likeliest first: told with
/// its name, behind such a one, or in its place of a later row.
pub(super) fn figures_of(reading: &Reading, notes: &Notes, thing: &str, measured: Option<Measured>, before: usize) -> Option<Vec<usize>> {
    let wanted = core(thing);
    // 二产项目 is told as 二产86个.
    let wanted = wanted.strip_suffix("项目").filter(|bare| bare.chars().count() >= 2).unwrap_or(&wanted);
    if wanted.chars().count() < 2 {
        return None;
    }
    let at = reading.figure(before)?.span.start;
    let own = |index: &usize| {
        let counted = if reading.figure(*index).is_some_and(|figure| matches!(figure.measure, Measure::Count(_))) {
            reading.tail(*index)
        } else {
            ""
        };
        likeness(wanted, reading.name(*index)) >= 80 || likeness(wanted, &core(counted)) >= 80
    };
    let paragraph = reading.paragraph_start(at);
    let in_paragraph = |index: &usize| reading.figure(*index).is_some_and(|figure| figure.span.start >= paragraph);
    let named: Vec<usize> = (before.saturating_sub(LOOK_BACK)..before)
        .rev()
        .take_while(in_paragraph)
        .filter(|&index| reading.is_value(index) && own(&index))
        .collect();
    let fits = |index: usize| {
        reading.is_value(index) && reading.figure(index).is_some_and(|figure| measured.is_none_or(|measured| measured.is(figure.measure)))
    };
    let direct = named.iter().copied().find(|&index| fits(index));
    let beside = named.iter().find_map(|&index| companion(reading, index, before).filter(|&index| fits(index)));
    let paired = named.iter().find_map(|&index| paired(reading, notes, index, before, &fits));
    Some([direct, beside, paired].into_iter().flatten().collect())
}

/// How many cells back a remark under a table looks.
const CELLS: usize = 240;

/// 全县到位资金完成年度任务26亿元的27.46%, under a table: the total of the column whose header the words hold, or the cell
/// of the row that they name.
pub(super) fn cells_of(reading: &Reading, words: &str, before: usize) -> Vec<usize> {
    let wanted = core(words);
    let mut found: Vec<(usize, usize)> = (before.saturating_sub(CELLS)..before)
        .rev()
        .filter_map(|index| {
            let cell = reading.figure(index)?.cell.as_ref()?;
            let unit = cell.header.find(['(', '（']).unwrap_or(cell.header.len());
            let header = core(cell.header.get(..unit)?);
            let row = cell.label.strip_prefix(cell.header.as_str()).map(core).filter(|row| row.chars().count() >= 2);
            let named = row.is_some_and(|row| wanted.contains(&row));
            (header.chars().count() >= 2 && likeness(&header, &wanted) >= 60 && (cell.total || named))
                .then_some((usize::from(named), index))
        })
        .collect();
    found.sort_by_key(|(named, index)| (std::cmp::Reverse(*named), std::cmp::Reverse(*index)));
    found.into_iter().map(|(_, index)| index).take(2).collect()
}

/// 智能装备项目14个,投资86.5亿元: what else is told of a thing, in the next clause and before the next thing.
fn companion(reading: &Reading, index: usize, before: usize) -> Option<usize> {
    let next = index + 1;
    let gap = reading.between(index, next);
    let plain = gap.chars().count() <= 12
        && !gap.contains(['。', ';', '；'])
        && split(reading.lead(next).trim_end_matches(['达', '为'])).0.is_empty();
    (next < before && plain && !reading.same_measure(index, next)).then_some(next)
}

/// 其中东安县15个、滨江县12个…;协议投资分别为52.3亿元、38.6亿元…: the figure in the same place of a later row.
fn paired(reading: &Reading, notes: &Notes, index: usize, before: usize, fits: &dyn Fn(usize) -> bool) -> Option<usize> {
    let (_, parts) = notes.sums.iter().rev().take(NEAR).find(|(_, parts)| parts.contains(&index))?;
    let place = parts.iter().position(|&part| part == index)?;
    let last = *parts.iter().max()?;
    (last + 1..before.min(last + LOOK_BACK)).find_map(|first| {
        let ordered = ["分别", "依次"].iter().any(|word| reading.clause(first).contains(word));
        let row = Some(first).filter(|&first| ordered && fits(first)).map(|first| reading.series_from(first))?;
        (row.len() == parts.len() && row.end <= before).then_some(row.start + place)
    })
}
