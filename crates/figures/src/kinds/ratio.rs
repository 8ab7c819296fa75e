//! Shares and rates: 占…的x%, 占比x%, 完成年度任务y的z%, 开工率x%, several paired by order.

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::interval::Interval;
use crate::judge::{self, Outcome};
use crate::kinds::elsewhere::{fits_elsewhere, sum_of_siblings};
use crate::kinds::ratio_combined;
use crate::kinds::ratio_fault::{complement_holds, plausible, slipped, tell, wrong_unit};
use crate::kinds::ratio_parts::{
    Cue, cue, deed_behind, deed_of, doer, part_behind, part_within, parts_before, rate_wholes, rough_whole, subject, subject_name,
    value_behind,
};
use crate::kinds::ratio_series;
use crate::kinds::ratio_wider;
use crate::kinds::whole::{self, Wholes};
use crate::lexicon::lexicon;
use crate::notes::{Fault, Notes, Ratio};
use crate::reading::{Reading, Role, core};
use crate::report::Kind;
use crate::slip;

/// How the words of a share or rate tell its whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// The whole stands at the figure: 占协议投资20.8亿元的25%.
    Beside,
    /// The words name it: 占年度计划的97.2%.
    Named,
    /// They do not: 占83.61%.
    Unsaid,
}

/// What a per cent figure claims.
pub(super) struct Claim {
    pub(super) kind: Kind,
    /// The figure.
    pub(super) percent: usize,
    /// What may be the part, the likeliest first.
    pub(super) parts: Vec<usize>,
    /// What may be the whole.
    pub(super) wholes: Wholes,
    /// Whether the likeliest part is certain.
    pub(super) sure_part: bool,
    /// How the words tell the whole.
    pub(super) told: Told,
    /// Whether it may only be borne out, for its part is a guess.
    pub(super) verify_only: bool,
}

/// Checks all shares and rates of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    let mut index = 0;
    while index < reading.figures.len() {
        let mut series = reading.series_from(index);
        // 52.6%,超过一半 is one share told twice.
        if reading.figure(index + 1).is_some_and(|next| next.hedge.is_some()) && !reading.between(index, index + 1).starts_with('、') {
            series.end = index + 1;
        }
        let is_percent = reading.figure(index).is_some_and(|figure| figure.measure == Measure::Percent && figure.cell.is_none());
        if is_percent && series.len() > 1 {
            ratio_series::check(reading, notes, series.clone());
        } else if is_percent
            && follow_up(reading, notes, index).is_none()
            && ratio_combined::check(reading, notes, index).is_none()
            && let Some(claim) = claim(reading, notes, index)
        {
            settle(reading, notes, &claim);
        }
        index = series.end.max(index + 1);
    }
}

/// 占91.28%,超过九成: the same share told again in rough words.
fn follow_up(reading: &Reading, notes: &mut Notes, percent: usize) -> Option<()> {
    let figure = reading.figure(percent)?;
    let before = percent.checked_sub(1)?;
    let precise = reading.figure(before)?;
    let lead = reading.lead(percent);
    let bare = lead.is_empty() || lexicon().ratio.again.iter().any(|word| word == lead);
    let gap = reading.between(before, percent);
    let adjoins = matches!(gap.chars().next(), Some(',' | '，' | '(')) && gap.chars().count() <= 6;
    if !bare || !adjoins || figure.hedge.is_none() || precise.measure != Measure::Percent || precise.hedge.is_some() {
        return None;
    }
    let span = figure.lead.end..figure.span.end;
    if judge::compare(figure, precise.interval()?, precise.value)? == Outcome::Holds {
        notes.holds(Kind::Share, span);
    } else {
        let (printed, said) = (precise.printed(&reading.text), reading.text.words(span.clone()));
        let message = format!("前面的比率是{printed},与“{said}”不符,请核对");
        notes.fails(Kind::Share, span, Fault::error(said, printed, message));
    }
    Some(())
}

fn claim(reading: &Reading, notes: &Notes, percent: usize) -> Option<Claim> {
    let figure = reading.figure(percent)?;
    let segment = reading.segment_start(figure.span.start);
    let make = |kind, parts: Vec<usize>, wholes| {
        let sure_part =
            parts.first().and_then(|&part| reading.figure(part)).is_some_and(|part| part.span.start >= segment || part.cell.is_some());
        Some(Claim { kind, percent, parts, wholes, sure_part, told: Told::Unsaid, verify_only: false })
    };
    match cue(reading, percent)? {
        Cue::Of(whole) => {
            let target = reading.role(whole) == Role::Target;
            let mut parts = doer(reading, notes, whole).unwrap_or_default();
            parts.retain(|&part| part != whole && reading.same_measure(part, whole));
            for part in parts_before(reading, whole, Some(whole)) {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
            make(if target { Kind::Rate } else { Kind::Share }, parts, Wholes { candidates: vec![whole], certain: true })
                .map(|claim| Claim { told: Told::Beside, ..claim })
        }
        Cue::Named(name, kind) => {
            // 完成任务的105%(任务4000万元、完成4200万元): the bracket tells both.
            if whole::names_target(&name)
                && reading.between(percent, percent + 1).starts_with('(')
                && let Some((part, whole)) = value_behind(reading, percent, "完成")
            {
                return make(Kind::Rate, vec![part], Wholes { candidates: vec![whole], certain: true });
            }
            let parts = subject(reading, notes, percent).unwrap_or_else(|| parts_before(reading, percent, None));
            let part = parts.first().and_then(|&part| reading.figure(part))?;
            let mut candidates = whole::named(reading, &name, part, percent);
            if candidates.is_empty() {
                candidates = parts
                    .iter()
                    .skip(1)
                    .filter_map(|&part| reading.figure(part))
                    .flat_map(|part| whole::named(reading, &name, part, percent))
                    .collect();
            }
            // 占全库的45%: a name under which nothing was told can only be borne out.
            if candidates.is_empty() && kind == Kind::Share && figure.hedge.is_none() {
                let wholes = whole::implied(reading, notes, *parts.first()?);
                return make(kind, parts, wholes).map(|claim| Claim { told: Told::Named, verify_only: true, ..claim });
            }
            // A short name may be that of another whole in another paragraph.
            let certain = candidates.first().and_then(|&whole| reading.figure(whole)).is_some_and(|whole| {
                let gap = reading.text.slice(whole.span.end.min(figure.span.start)..figure.span.start);
                kind == Kind::Rate || core(&name).chars().count() >= 4 || !gap.contains(&'\n')
            });
            make(kind, parts, Wholes { candidates, certain }).map(|claim| Claim { told: Told::Named, ..claim })
        }
        Cue::Share => {
            if let Some((parts, wholes)) = part_within(reading, percent) {
                return make(Kind::Share, parts, Wholes { candidates: wholes, certain: false });
            }
            if let Some(part) = part_behind(reading, percent) {
                return make(Kind::Share, vec![part], whole::implied(reading, notes, part));
            }
            let named = subject(reading, notes, percent);
            let nearest = parts_before(reading, percent, None);
            // 满意及以上 takes several parts together.
            let name = subject_name(reading, percent).unwrap_or_default();
            let guessed = named.is_none() && name.chars().count() >= 4 || name.contains("以上");
            let parts = named.unwrap_or(nearest);
            let mut wholes = whole::implied(reading, notes, *parts.first()?);
            if figure.hedge.is_some() {
                // Rough words fit many a whole: only the likeliest counts.
                let rough = rough_whole(reading, notes, *parts.first()?);
                wholes.certain |= rough.is_some();
                wholes.candidates = rough.into_iter().chain(wholes.candidates).take(1).collect();
            }
            make(Kind::Share, parts, wholes).map(|claim| Claim { verify_only: guessed, ..claim })
        }
        Cue::Rate(name) => {
            let mut parts = parts_before(reading, percent, None);
            if parts.is_empty() {
                return value_behind(reading, percent, &name)
                    .and_then(|(part, whole)| make(Kind::Rate, vec![part], Wholes { candidates: vec![whole], certain: true }));
            }
            // 已开工55个,未开工31个;开工率64%: the deed of the rate tells which figure it is made of.
            let deed = deed_of(&name);
            if let Some(part) = deed_behind(reading, percent, &deed) {
                let whole_name = name.trim_end_matches('率').trim_end_matches(deed.as_str());
                let mut candidates = if core(whole_name).chars().count() >= 2 {
                    whole::named(reading, whole_name, reading.figure(part)?, percent)
                } else {
                    Vec::new()
                };
                let named = !candidates.is_empty();
                candidates.extend(rate_wholes(reading, notes, part, false).candidates);
                return make(Kind::Rate, vec![part], Wholes { candidates, certain: named }).map(|claim| Claim { sure_part: true, ..claim });
            }
            let done = |&part: &usize| {
                let words = reading.label(part);
                !words.contains(&deed) || ["未", "拟", "计划", "预计"].iter().any(|word| words.contains(word))
            };
            parts.sort_by_key(done);
            let part = *parts.first()?;
            let completion = name.contains("完成") || name.contains("进度");
            let mut wholes = rate_wholes(reading, notes, part, completion);
            if figure.hedge.is_some()
                && let Some(whole) = rough_whole(reading, notes, part)
            {
                wholes = Wholes { candidates: vec![whole], certain: true };
            }
            if completion && wholes.candidates.is_empty() {
                wholes = rate_wholes(reading, notes, part, false);
            }
            let guessed = !completion && !reading.label(part).contains(&deed) || left_undone(reading.label(part), &deed);
            make(Kind::Rate, parts, wholes).map(|claim| Claim { verify_only: guessed, ..claim })
        }
    }
}

/// Whether words say that a deed was not done: 未落地, 尚未开工.
fn left_undone(words: &str, deed: &str) -> bool {
    words.find(deed).is_some_and(|at| words.get(..at).is_some_and(|before| before.ends_with(['未', '没', '不', '待'])))
}

/// The result of a part over a whole, with the interval in which it lies.
pub(super) fn result(part: &Figure, whole: &Figure) -> Option<(Interval, Decimal)> {
    let interval = part.interval()?.percent_of(whole.interval()?)?;
    let point = part.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?;
    Some((interval, point))
}

fn holds(stated: &Figure, part: &Figure, whole: &Figure) -> bool {
    let outcome = result(part, whole).and_then(|(interval, point)| judge::compare(stated, interval, point));
    outcome == Some(Outcome::Holds)
}

pub(super) fn outcome(reading: &Reading, percent: usize, part: usize, whole: usize) -> Option<(Outcome, Decimal)> {
    let (interval, point) = result(reading.figure(part)?, reading.figure(whole)?)?;
    Some((judge::compare(reading.figure(percent)?, interval, point)?, point))
}

/// Whether one figure may be a share of another: of its measure, or what shares before were found to be shares of.
fn comparable(reading: &Reading, notes: &Notes, part: usize, whole: usize) -> bool {
    let shared =
        || notes.ratios.iter().rev().take(12).any(|ratio| ratio.whole == whole && ratio.holds && !reading.same_measure(ratio.part, whole));
    reading.same_measure(part, whole) || shared()
}

/// Takes the reading that fits; else, where the reading is sure, tells what does not.
fn settle(reading: &Reading, notes: &mut Notes, claim: &Claim) -> Option<()> {
    let stated = reading.figure(claim.percent)?;
    let mut tried: Vec<(usize, usize, Outcome, Decimal)> = Vec::new();
    for (rank, &part) in claim.parts.iter().enumerate() {
        for &whole in &claim.wholes.candidates {
            if part == whole || !comparable(reading, notes, part, whole) || rank > 0 && claim.sure_part && stated.hedge.is_some() {
                continue;
            }
            // The same number told again is no part of itself.
            let equal = matches!((reading.figure(part), reading.figure(whole)), (Some(part), Some(whole)) if part.value == whole.value)
                && stated.value != Decimal::ONE_HUNDRED;
            if equal && claim.wholes.candidates.len() > 1 {
                continue;
            }
            let Some((outcome, point)) = outcome(reading, claim.percent, part, whole) else { continue };
            if outcome == Outcome::Holds && (rank == 0 || stated.decimals() > 0 || stated.hedge.is_none()) {
                notes.holds(claim.kind, span(reading, claim.percent));
                notes.ratios.push(Ratio { percent: claim.percent, part, whole, holds: true, named: claim.told == Told::Named });
                return Some(());
            }
            if outcome == Outcome::Holds {
                // Rough words fit many a part: neither borne out nor wrong.
                return None;
            }
            tried.push((part, whole, outcome, point));
        }
    }
    if claim.kind == Kind::Rate && claim.verify_only && complement_holds(reading, claim) {
        notes.holds(claim.kind, span(reading, claim.percent));
        return Some(());
    }
    if let Some((whole, fault)) = tried
        .iter()
        .find_map(|&(part, whole, ..)| Some((whole, wrong_unit(reading, stated, reading.figure(part)?, reading.figure(whole)?)?)))
    {
        let part = reading.figure(*claim.parts.first()?)?;
        let start = if reading.figure(whole)?.sentence == part.sentence { part.lead.start } else { stated.lead.start };
        notes.fails(Kind::Unit, start..stated.span.end, fault);
        return Some(());
    }
    let of_siblings = || {
        let part = *claim.parts.first()?;
        Some(holds(stated, reading.figure(part)?, &sum_of_siblings(reading, part)?))
    };
    if ratio_wider::borne_out(reading, claim) || claim.told == Told::Unsaid && claim.kind == Kind::Share && of_siblings() == Some(true) {
        notes.holds(claim.kind, span(reading, claim.percent));
        return Some(());
    }
    // Of several parts and wholes the one that comes nearest is what was meant.
    let first_part = claim.parts.first().copied();
    let nearest =
        tried.iter().filter(|(part, ..)| Some(*part) == first_part).chain(&tried).min_by_key(|(part, _, outcome, point)| {
            ((*outcome != Outcome::Cut), (*point - stated.value).abs(), Some(*part) != first_part)
        })?;
    let &(part, whole, result, point) = nearest;
    notes.ratios.push(Ratio { percent: claim.percent, part, whole, holds: false, named: claim.told == Told::Named });
    let mistyped = slip::is_slip(stated.value, point, stated.decimals());
    if claim.verify_only
        || result != Outcome::Cut && !mistyped && fits_elsewhere(reading, claim.percent, |part, whole| holds(stated, part, whole))
    {
        return None;
    }
    let slipped = tried
        .iter()
        .take(2)
        .find(|&&(part, whole, ..)| Some(part) == first_part && stated.hedge.is_none() && slipped(reading, stated, part, whole))
        .copied();
    let smaller = matches!((reading.figure(part), reading.figure(whole)), (Some(part), Some(whole)) if whole.value < part.value);
    if let Some((part, whole, result, point)) = slipped.filter(|_| smaller || !plausible(stated, point)) {
        tell(reading, notes, claim, part, whole, result, point);
    } else if claim.wholes.certain && claim.sure_part && !smaller || plausible(stated, point) && Some(part) == first_part {
        tell(reading, notes, claim, part, whole, result, point);
    }
    Some(())
}

/// The words of a share or rate: from its cue to its figure.
pub(super) fn span(reading: &Reading, percent: usize) -> std::ops::Range<usize> {
    let Some(figure) = reading.figure(percent) else { return 0..0 };
    let mut start = figure.lead.start;
    if let Some(before) = percent.checked_sub(1).and_then(|before| reading.figure(before))
        && before.span.end == figure.lead.start
        && reading.lead(percent).ends_with('的')
        && before.measure.is_amount()
    {
        start = before.lead.start;
    }
    // Inside the words before it the cue is what matters: 投资占84.3%.
    let words = &lexicon().ratio.share;
    let cue = (start..figure.span.start).rev().find(|&at| words.iter().any(|word| reading.text.sees(at, word)));
    cue.filter(|_| start == figure.lead.start).unwrap_or(start)..figure.span.end
}
