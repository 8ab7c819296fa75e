//! Of what a figure is a part: the whole that a share or rate refers to, named or meant.

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::lexicon::{has_any, lexicon};
use crate::notes::Notes;
use crate::reading::{LOOK_BACK, Reading, Role, core};

/// Figures that may be the whole, the likeliest first, and whether the first is certain.
#[derive(Debug, Default)]
pub(crate) struct Wholes {
    pub(crate) candidates: Vec<usize>,
    pub(crate) certain: bool,
}

/// How well `named` describes `label`, in hundredths: the share of its pairs of neighbouring characters found there.
pub(crate) fn likeness(named: &str, label: &str) -> usize {
    let mut chars = named.chars();
    let Some(mut last) = chars.next() else { return 0 };
    let (mut pairs, mut found) = (0, 0);
    for next in chars {
        pairs += 1;
        found += usize::from(label.chars().zip(label.chars().skip(1)).any(|pair| pair == (last, next)));
        last = next;
    }
    (found * 100_usize).checked_div(pairs).unwrap_or_else(|| usize::from(label.contains(last)) * 60)
}

/// Whether words name a target.
pub(crate) fn names_target(words: &str) -> bool {
    has_any(words, &lexicon().role.target)
}

/// Earlier figures that a named whole (占年度计划的, 占到位总额的) may be; none if nothing fits the name.
pub(crate) fn named(reading: &Reading, name: &str, part: &Figure, before: usize) -> Vec<usize> {
    let wanted = core(name);
    let target = names_target(name);
    let mut found: Vec<(usize, usize)> = Vec::new();
    // 占全部投资的60.9%;全部投资121.6亿元中: the whole may follow in the sentence.
    let sentence = reading.figure(before).map_or(0, |figure| figure.sentence);
    let ahead = (before + 1..(before + 7).min(reading.figures.len())).filter(|&index| {
        // 完成全年目标的84%。全年目标150个。
        let last = sentence + usize::from(target);
        reading.figure(index).is_some_and(|figure| figure.sentence <= last) && (!target || reading.role(index) == Role::Target)
    });
    // 为年度目标的102.1%(目标600亿元): the bracket tells the whole that the words name.
    let beside = before + 1;
    let told_beside = reading.between(before, beside).starts_with('(')
        && reading.figure(beside).is_some_and(|whole| whole.measure == part.measure && whole.hedge.is_none())
        && likeness(reading.core_label(beside), &wanted).max(likeness(&wanted, reading.core_label(beside))) >= 50;
    if told_beside {
        return vec![beside];
    }
    let net = name.contains("净增") || name.contains("新增") || name.contains("增量");
    for index in (before.saturating_sub(LOOK_BACK)..before).rev().chain(ahead) {
        let Some(figure) = reading.figure(index).filter(|figure| figure.measure == part.measure) else { continue };
        let role = reading.role(index);
        if net && role == Role::More {
            found.push((100, index));
            continue;
        }
        if figure.span.start == part.span.start || !matches!(role, Role::Plain | Role::Target) || target != (role == Role::Target) && target
        {
            continue;
        }
        // A smaller one is no whole, unless its unit is wrong: 融资需求94.6万元.
        let unit_wrong = matches!(part.measure, Measure::Money(_))
            && figure.value.saturating_mul(Decimal::from(10_000)) >= part.value
            && figure.value.saturating_mul(Decimal::ONE_HUNDRED) < part.value
            && likeness(&wanted, reading.core_label(index)) >= 60;
        if !target && figure.value < part.value && !unit_wrong {
            continue;
        }
        let score = if wanted.is_empty() { 50 } else { likeness(&wanted, reading.core_label(index)) };
        // 任务, 计划 and 目标 stand for one another.
        let score = if target && score < 50 { 50 } else { score };
        if score >= 30 {
            found.push((score, index));
        }
    }
    // 占全市内资到位资金的74.2%, told two sentences on.
    if !target && wanted.chars().count() >= 4 && !found.iter().any(|(score, _)| *score >= 60) {
        let far = before + 1..(before + LOOK_BACK / 2).min(reading.figures.len());
        found.extend(
            far.filter(|&index| {
                reading
                    .figure(index)
                    .is_some_and(|figure| figure.measure == part.measure && figure.value > part.value && figure.hedge.is_none())
                    && reading.role(index) == Role::Plain
                    && likeness(&wanted, reading.core_label(index)) >= 90
            })
            .map(|index| (90, index)),
        );
    }
    if found.is_empty() && !target && !wanted.is_empty() {
        // The part may be mistyped, and larger than its whole.
        found.extend((before.saturating_sub(LOOK_BACK)..before).filter_map(|index| {
            let figure = reading.figure(index).filter(|figure| figure.measure == part.measure && figure.value < part.value)?;
            let score = likeness(&wanted, reading.core_label(index));
            (reading.role(index) == Role::Plain && figure.hedge.is_none() && score >= 60).then_some((score, index))
        }));
    }
    found.sort_by_key(|(score, index)| (std::cmp::Reverse(*score), std::cmp::Reverse(*index)));
    found.into_iter().map(|(_, index)| index).take(8).collect()
}

/// Whether a figure has a share of its own in another part of the sentence, and so is a part beside this one.
fn has_own_share(reading: &Reading, index: usize, part: &Figure) -> bool {
    let (Some(figure), Some(next)) = (reading.figure(index), reading.figure(index + 1)) else { return false };
    figure.sentence == part.sentence
        && next.measure == Measure::Percent
        && reading.lead(index + 1).starts_with('占')
        && reading.lead(index + 1).chars().count() <= 3
        && reading.segment_start(figure.span.start) != reading.segment_start(part.span.start)
}

/// Figures before a part that are smaller, where nothing larger was told: one of them may be the whole, mistyped.
pub(super) fn smaller_before(reading: &Reading, part: usize) -> Vec<usize> {
    let Some(figure) = reading.figure(part) else { return Vec::new() };
    (part.saturating_sub(12)..part)
        .rev()
        .filter(|&index| {
            reading.same_measure(index, part)
                && reading.role(index) == Role::Plain
                && reading.figure(index).is_some_and(|whole| {
                    whole.cell.is_none() && whole.hedge.is_none() && !whole.announces && whole.sentence + 1 >= figure.sentence
                })
        })
        .take(3)
        .collect()
}

/// The whole that a bare 占83.61% means: that of the shares before it, else the total under which the part stands.
pub(crate) fn implied(reading: &Reading, notes: &Notes, part: usize) -> Wholes {
    let Some(figure) = reading.figure(part) else { return Wholes::default() };
    let fits = |index: usize| {
        reading.figure(index).is_some_and(|whole| whole.measure == figure.measure && whole.value >= figure.value)
            && matches!(reading.role(index), Role::Plain | Role::Target | Role::Remainder)
            && reading
                .figure(index)
                .is_some_and(|whole| whole.cell.is_some() == figure.cell.is_some() || whole.cell.as_ref().is_some_and(|cell| cell.total))
    };
    if let Some(cell) = &figure.cell {
        let totals = (0..reading.figures.len()).filter(|&index| {
            reading.figure(index).and_then(|whole| whole.cell.as_ref()).is_some_and(|whole| whole.total && whole.header == cell.header)
                && fits(index)
        });
        return Wholes { candidates: totals.take(2).collect(), certain: true };
    }
    let mut candidates = Vec::new();
    let mut certain = false;
    if let Some(total) = notes.total_of(part) {
        candidates.push(total);
        certain = true;
    }
    // 191家 of 304份: what the shares before were shares of may be counted otherwise.
    let counted = |index: usize| {
        matches!(figure.measure, Measure::Count(_) | Measure::Pieces(_))
            && reading.figure(index).is_some_and(|whole| {
                matches!(whole.measure, Measure::Count(_) | Measure::Pieces(_)) && whole.value >= figure.value && whole.cell.is_none()
            })
    };
    let sibling = notes.ratios.iter().rev().take(12).find(|ratio| {
        ratio.holds
            && !ratio.named
            && (fits(ratio.whole) || counted(ratio.whole))
            && reading.role(ratio.whole) == Role::Plain
            && ratio.whole < part
            && ratio.part != part
    });
    if let Some(sibling) = sibling {
        candidates.push(sibling.whole);
        certain = reading
            .figure(sibling.whole)
            .is_some_and(|whole| reading.text.slice(whole.span.end..figure.span.start).iter().filter(|c| **c == '\n').count() <= 1);
    }
    for index in (part.saturating_sub(LOOK_BACK)..part).rev() {
        if fits(index) && !candidates.contains(&index) && !has_own_share(reading, index, figure) {
            candidates.push(index);
        }
    }
    // A figure that is known to be a part of something is less likely what is meant than one that is a whole.
    let known = candidates.iter().take_while(|_| certain).count().min(usize::from(certain));
    if let Some(rest) = candidates.get_mut(known..) {
        rest.sort_by_cached_key(|&index| notes.total_of(index).is_some() && !notes.is_total(index));
    }
    candidates.truncate(10);
    certain |= candidates.len() == 1;
    if candidates.is_empty() {
        candidates = smaller_before(reading, part);
        certain = false;
    }
    Wholes { candidates, certain }
}
