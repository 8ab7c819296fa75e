//! Totals that follow their parts: 新建91个、续建204个,合计295个.

use quantity::numeral;
use rust_decimal::Decimal;

use crate::figure::Measure;
use crate::kinds::sum::{self, Sum, add_up, repaired_by_slip, taken};
use crate::lexicon::{ends_with, has_any, lexicon, starts_with};
use crate::notes::{NEAR, Notes};
use crate::reading::{LOOK_BACK, Reading, Role};
use crate::report::Kind;

/// A figure that may be the total of those before it, with their sums: the nearest two, the nearest three, and so on.
pub(super) struct TotalBehind {
    index: usize,
    sums: Vec<Sum>,
}

/// All totals of a section that may follow their parts.
pub(super) fn find(reading: &Reading) -> Vec<TotalBehind> {
    (2..reading.figures.len()).filter_map(|index| at(reading, index)).collect()
}

fn at(reading: &Reading, index: usize) -> Option<TotalBehind> {
    let lead = reading.lead(index);
    let named = lead == "全年" || has_any(lead, &lexicon().sum.right_total);
    if !reading.is_value(index)
        || !named
        || lead.chars().count() > 10
        || lead.contains("累计") && !reading.bare_lead(index).starts_with("累计") && !lead.ends_with("累计")
    {
        return None;
    }
    let sentence = reading.figure(index)?.sentence;
    // 三项共计: the number that says how many parts there are is none of them.
    let end = if subject_before(reading, index).is_some() { index - 1 } else { index };
    let before: Vec<usize> = (index.saturating_sub(24)..end)
        .filter(|&part| {
            reading.same_measure(part, index)
                && matches!(reading.role(part), Role::Plain | Role::Remainder)
                && reading.figure(part).is_some_and(|part| part.sentence == sentence && part.hedge.is_none())
        })
        .collect();
    let starts = 0..before.len().saturating_sub(1);
    let mut sums: Vec<Sum> = starts.rev().filter_map(|from| add_up(reading, index, before.get(from..)?)).collect();
    let stated = stated_parts(reading, index);
    let as_stated = |sum: &Sum| stated == Some(Decimal::from(sum.parts.len()));
    if sums.iter().any(as_stated) {
        sums.retain(as_stated);
    }
    if let Some(stated) = stated
        && !sums.iter().any(|sum| sum.holds)
    {
        sums.extend(told_alike(reading, index, stated));
    }
    (!sums.is_empty()).then_some(TotalBehind { index, sums })
}

/// Notes the totals that hold and settles their parts.
pub(super) fn accept(reading: &Reading, notes: &mut Notes, behind: &[TotalBehind], settled: &mut Vec<(usize, Vec<usize>)>) {
    for total in behind {
        if let Some(sum) = total.sums.iter().find(|sum| sum.holds) {
            settled.push((total.index, sum.parts.clone()));
            notes.holds(Kind::Sum, sum::span(reading, sum));
        }
    }
}

/// Tells the totals that would hold but for a slip of the hand.
pub(super) fn reject(reading: &Reading, notes: &mut Notes, behind: &[TotalBehind], settled: &[(usize, Vec<usize>)]) {
    for TotalBehind { index, sums } in behind {
        if settled.iter().rev().take(NEAR).any(|(total, _)| total == index) {
            continue;
        }
        let Some(sum) = sums.iter().rev().find(|sum| repaired_by_slip(reading, sum) && !taken(settled, &sum.parts)) else { continue };
        let (lead, bare_lead) = (reading.lead(*index), reading.bare_lead(*index));
        let bare = lead == "全年" || starts_with(bare_lead, &lexicon().sum.right_total).is_some();
        let counted = stated_parts(reading, *index) == Some(Decimal::from(sum.parts.len()));
        let listed = sum.parts.len() >= 3 && sum.parts.last().is_some_and(|last| last + 1 == *index) && sum::joined(reading, &sum.parts);
        // 本年资金来源合计70.6亿元, right behind at least three parts
        let sums_up = ["合计", "共计", "总计"].iter().any(|word| lead.ends_with(word))
            && sum.parts.len() >= 3
            && sum.parts.last().is_some_and(|last| last + 1 == *index);
        let in_turn = sum.parts.first().is_some_and(|&first| reading.clause(first).contains("分别")) && sum::joined(reading, &sum.parts);
        // 省级园区9个、市级园区14个,共23个园区: the noun behind the total is that of every part.
        let noun: String = reading.tail(*index).chars().take(2).collect();
        let same_noun = noun.chars().count() == 2
            && sum::joined(reading, &sum.parts)
            && sum.parts.iter().all(|&part| reading.label(part).contains(&noun));
        let listed = listed || in_turn || same_noun;
        if (counted || sums_up || bare && (lead != "共" || listed)) && reading.figure(*index).is_some_and(|total| total.hedge.is_none()) {
            let _ = sum::reject(reading, notes, sum);
        }
    }
}

/// The figure that is the subject of a total: 三个 in 三个园区合计.
fn subject_before(reading: &Reading, index: usize) -> Option<Decimal> {
    let before = reading.figure(index.checked_sub(1)?)?;
    let total = reading.figure(index)?;
    let sums_up = ends_with(reading.lead(index), &lexicon().sum.right_total).is_some();
    let small =
        before.value >= Decimal::TWO && before.value <= Decimal::from(12) && matches!(before.measure, Measure::Kinds | Measure::Count(_));
    (sums_up && small && before.span.end == total.lead.start).then_some(before.value)
}

/// 以上三类项目合计84个 under three sentences of 共42个, 共27个, 共15个: as many figures as the words say, all told under
/// one name.
fn told_alike(reading: &Reading, index: usize, stated: Decimal) -> Vec<Sum> {
    let earlier: Vec<usize> = (index.saturating_sub(LOOK_BACK)..index)
        .rev()
        .filter(|&part| {
            reading.same_measure(part, index)
                && reading.role(part) == Role::Plain
                && reading.figure(part).is_some_and(|part| part.hedge.is_none() && part.cell.is_none())
        })
        .collect();
    let mut names: Vec<&str> = earlier.iter().map(|&part| reading.name(part)).collect();
    names.sort_unstable();
    names.dedup();
    let of_name = |name: &str| {
        let mut parts: Vec<usize> = earlier.iter().copied().filter(|&part| reading.name(part) == name).collect();
        parts.reverse();
        (stated == Decimal::from(parts.len())).then(|| add_up(reading, index, &parts)).flatten()
    };
    let mut sums: Vec<Sum> = names.into_iter().filter_map(of_name).collect();
    // A slip is told only of figures long enough that chance makes none.
    let long = reading.figure(index).is_some_and(|total| (total.value / total.factor).normalize().mantissa() >= 100);
    sums.retain(|sum| sum.holds || long && sum.parts.len() >= 3);
    sums
}

/// 三个园区合计, 两级资金共计: the words before the total say how many parts it has.
fn stated_parts(reading: &Reading, index: usize) -> Option<Decimal> {
    let lead = reading.lead(index).trim_start_matches("以上").trim_start_matches("上述").trim_start_matches('这');
    let lead: Vec<char> = lead.chars().collect();
    let spoken =
        || ends_with(reading.lead(index), &lexicon().sum.right_total).and_then(|_| numeral::at(&lead, 0)).map(|numeral| numeral.value);
    subject_before(reading, index).or_else(spoken)
}
