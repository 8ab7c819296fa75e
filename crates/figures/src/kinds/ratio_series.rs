//! Shares and rates paired by order with as many amounts: 分别占项目总数和总投资的83.2%、78.1%.

use rust_decimal::Decimal;

use crate::figure::Measure;
use crate::judge::{self, Outcome};
use crate::kinds::ratio::{Claim, Told, outcome};
use crate::kinds::ratio_fault::{plausible, tell};
use crate::kinds::ratio_parts::{Cue, cue};
use crate::kinds::whole::{self, Wholes};
use crate::kinds::{entity, ratio_wider};
use crate::lexicon::{has_any, lexicon};
use crate::notes::{Fault, Notes, Ratio};
use crate::reading::{Reading, Role};
use crate::report::Kind;

/// Per cent figure, part, whole, and how they compare.
type Pair = (usize, usize, usize, Outcome, Decimal);

/// Several per cent figures paired by order with as many amounts: 分别占项目总数和总投资的83.2%、78.1%.
pub(super) fn check(reading: &Reading, notes: &mut Notes, series: std::ops::Range<usize>) -> Option<()> {
    let first = series.start;
    let figure = reading.figure(first)?;
    let clause = reading.clause(first);
    if !has_any(clause, &lexicon().ratio.share) && !clause.contains('率') || reading.role(first) != Role::Plain {
        return None;
    }
    let segment = reading.sentence(figure.sentence).start;
    let kind = if has_any(clause, &lexicon().ratio.share) { Kind::Share } else { Kind::Rate };
    // 占全部60个项目的50%、40%和10%: the whole at the first share is that of all.
    let beside = match cue(reading, first) {
        Some(Cue::Of(whole)) => Some(whole),
        _ => None,
    };
    let before: Vec<usize> = (first.saturating_sub(24)..first)
        .filter(|&index| {
            reading.is_value(index)
                && Some(index) != beside
                && reading.role(index) != Role::Target
                && reading.figure(index).is_some_and(|part| part.span.start >= segment)
        })
        .collect();
    let count = series.len();
    let mut options: Vec<Vec<usize>> = Vec::new();
    options.extend(named_parts(reading, notes, &series));
    let told = options.first().cloned();
    options.extend(before.len().checked_sub(count).and_then(|from| before.get(from..)).map(<[usize]>::to_vec));
    let mut measures: Vec<Measure> = before.iter().filter_map(|&index| reading.figure(index)).map(|part| part.measure).collect();
    measures.dedup();
    measures.sort_by_key(|measure| !matches!(measure, Measure::Money(_)));
    measures.dedup();
    for measure in measures {
        let same: Vec<usize> =
            before.iter().copied().filter(|&index| reading.figure(index).is_some_and(|part| part.measure == measure)).collect();
        options.extend(same.len().checked_sub(count).and_then(|from| same.get(from..)).map(<[usize]>::to_vec));
    }
    let mut best: Option<(usize, Vec<Pair>)> = None;
    for option in options {
        let pairs: Vec<_> = series
            .clone()
            .zip(option.iter().copied())
            .filter_map(|(percent, part)| {
                let wholes = beside
                    .filter(|&whole| reading.same_measure(part, whole))
                    .map_or_else(|| whole::implied(reading, notes, part).candidates, |whole| vec![whole]);
                let own = wholes.into_iter().filter(|whole| !option.contains(whole));
                let results = own.filter_map(|whole| {
                    outcome(reading, percent, part, whole).map(|(outcome, point)| (percent, part, whole, outcome, point))
                });
                let stated = reading.figure(percent)?.value;
                results.min_by_key(|(.., outcome, point)| (*outcome != Outcome::Holds, (*point - stated).abs()))
            })
            .collect();
        let hits = pairs.iter().filter(|(.., outcome, _)| *outcome == Outcome::Holds).count();
        // Only a reading that fits altogether is better than the nearest one.
        if pairs.len() == count && (best.is_none() || hits == count) {
            best = Some((hits, pairs));
        }
    }
    let (hits, pairs) = best?;
    let parts: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    let told = told.is_some_and(|told| told == parts);
    if hits < count
        && let Some(whole) = ratio_wider::common_whole(reading, series.clone(), &parts)
    {
        notes.ratios.extend(series.clone().zip(parts).map(|(percent, part)| Ratio { percent, part, whole, holds: true, named: false }));
        notes.holds(kind, figure.lead.start..reading.figure(series.end - 1)?.span.end);
        return Some(());
    }
    let all = figure.lead.start..reading.figure(series.end - 1)?.span.end;
    for &(percent, part, whole, outcome, _) in &pairs {
        notes.ratios.push(Ratio { percent, part, whole, holds: outcome == Outcome::Holds, named: false });
    }
    if hits == count {
        notes.holds(kind, all);
        return Some(());
    }
    if let Some(fault) = exchanged(reading, &pairs) {
        notes.fails(kind, all, fault);
        return Some(());
    }
    for (percent, part, whole, outcome, point) in pairs {
        let claim = Claim {
            kind,
            percent,
            parts: vec![part],
            wholes: Wholes { candidates: vec![whole], certain: true },
            sure_part: true,
            told: Told::Beside,
            verify_only: false,
        };
        if outcome == Outcome::Holds {
            notes.holds(kind, reading.figure(percent)?.span.clone());
        } else if hits > 0 || told || plausible(reading.figure(percent)?, point) {
            tell(reading, notes, &claim, part, whole, outcome, point);
        }
    }
    Some(())
}

/// 智能装备项目的个数和投资额分别占43.8%和54.9%; 工业、服务业投资分别占62%和38%: the figures that the words before the shares
/// name, one for each.
fn named_parts(reading: &Reading, notes: &Notes, series: &std::ops::Range<usize>) -> Option<Vec<usize>> {
    let first = series.start;
    let words = reading.clause(first);
    let at = words.find('占')?;
    let subject = words.get(..at)?.trim_end_matches("分别").trim_end_matches("依次");
    let names: Vec<&str> = subject.split(['和', '、', '与', '及']).collect();
    if names.len() != series.len() {
        return None;
    }
    let (_, measured) = entity::split(names.last()?);
    let mut thing = "";
    let parts: Option<Vec<usize>> = names
        .iter()
        .map(|name| {
            let (own, own_measured) = entity::split(name);
            thing = if own.is_empty() { thing } else { own };
            entity::figure_of(reading, notes, thing, own_measured.or(measured), first)
        })
        .collect();
    let parts = parts?;
    let distinct = parts.iter().enumerate().all(|(at, part)| !parts.iter().skip(at + 1).any(|other| other == part));
    distinct.then_some(parts)
}

/// Two shares that are right the other way round.
fn exchanged(reading: &Reading, pairs: &[Pair]) -> Option<Fault> {
    let wrong: Vec<_> = pairs.iter().filter(|(.., outcome, _)| *outcome != Outcome::Holds).collect();
    let [a, b] = wrong.as_slice() else { return None };
    let crossed = |stated: usize, with: &Pair| {
        let own = outcome(reading, stated, with.1, with.2)?;
        (own.0 == Outcome::Holds).then_some(())
    };
    crossed(a.0, b)?;
    crossed(b.0, a)?;
    let (first, second) = (reading.figure(a.0)?, reading.figure(b.0)?);
    let text = &reading.text;
    let computed = format!("{}%、{}%", judge::as_printed(a.4, first), judge::as_printed(b.4, second));
    let stated = format!("{}、{}", first.printed(text), second.printed(text));
    let message = format!("按前文数字依次应为{computed},文中写{stated},两个占比写反了,请对调");
    Some(Fault::error(stated, computed, message))
}
