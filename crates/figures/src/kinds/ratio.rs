//! Shares and rates: 占…的x%, 占比x%, 完成年度任务y的z%, 开工率x%, several paired by order.

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::interval::Interval;
use crate::judge::{self, Outcome};
use crate::kinds::ratio_combined;
use crate::kinds::ratio_parts::{
    Cue, cue, deed_behind, deed_of, part_within, parts_before, rate_wholes, subject, subject_name, value_behind,
};
use crate::kinds::ratio_series;
use crate::kinds::whole::{self, Wholes};
use crate::lexicon::lexicon;
use crate::notes::{Fault, Notes, Ratio};
use crate::reading::{Reading, Role, core};
use crate::report::Kind;
use crate::slip;

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
    /// Whether the words name the whole.
    pub(super) named: bool,
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
    let bare = figure.lead.is_empty() || reading.lead(percent).is_empty();
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
        Some(Claim { kind, percent, parts, wholes, sure_part, named: false, verify_only: false })
    };
    match cue(reading, percent)? {
        Cue::Of(whole) => {
            let target = reading.role(whole) == Role::Target;
            let parts = parts_before(reading, whole, Some(whole));
            make(if target { Kind::Rate } else { Kind::Share }, parts, Wholes { candidates: vec![whole], certain: true })
        }
        Cue::Named(name, kind) => {
            let parts = subject(reading, percent).unwrap_or_else(|| parts_before(reading, percent, None));
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
            // A short name may be that of another whole in another paragraph.
            let certain = candidates.first().and_then(|&whole| reading.figure(whole)).is_some_and(|whole| {
                let gap = reading.text.slice(whole.span.end.min(figure.span.start)..figure.span.start);
                kind == Kind::Rate || core(&name).chars().count() >= 4 || !gap.contains(&'\n')
            });
            make(kind, parts, Wholes { certain, candidates }).map(|claim| Claim { named: true, ..claim })
        }
        Cue::Share => {
            if let Some((parts, wholes)) = part_within(reading, percent) {
                return make(Kind::Share, parts, Wholes { candidates: wholes, certain: false });
            }
            let named = subject(reading, percent);
            let nearest = parts_before(reading, percent, None);
            // 满意及以上 takes several parts together.
            let name = subject_name(reading, percent).unwrap_or_default();
            let guessed = named.is_none() && name.chars().count() >= 4 || name.contains("以上");
            let parts = named.unwrap_or(nearest);
            let mut wholes = whole::implied(reading, notes, *parts.first()?);
            if figure.hedge.is_some() {
                // Rough words fit many a whole: only the likeliest counts.
                wholes.candidates.truncate(1);
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
fn result(part: &Figure, whole: &Figure) -> Option<(Interval, Decimal)> {
    let interval = part.interval()?.percent_of(whole.interval()?)?;
    let point = part.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?;
    Some((interval, point))
}

pub(super) fn outcome(reading: &Reading, percent: usize, part: usize, whole: usize) -> Option<(Outcome, Decimal)> {
    let (interval, point) = result(reading.figure(part)?, reading.figure(whole)?)?;
    Some((judge::compare(reading.figure(percent)?, interval, point)?, point))
}

/// Takes the reading that fits; else, where the reading is sure, tells what does not.
fn settle(reading: &Reading, notes: &mut Notes, claim: &Claim) -> Option<()> {
    let stated = reading.figure(claim.percent)?;
    let mut tried: Vec<(usize, usize, Outcome, Decimal)> = Vec::new();
    for (rank, &part) in claim.parts.iter().enumerate() {
        for &whole in &claim.wholes.candidates {
            if part == whole || !reading.same_measure(part, whole) || rank > 0 && claim.sure_part && stated.hedge.is_some() {
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
                notes.ratios.push(Ratio { percent: claim.percent, part, whole, holds: true, named: claim.named });
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
    // Of several parts and wholes the one that comes nearest is what was meant.
    let first_part = claim.parts.first().copied();
    let nearest =
        tried.iter().filter(|(part, ..)| Some(*part) == first_part).chain(&tried).min_by_key(|(part, _, outcome, point)| {
            ((*outcome != Outcome::Cut), (*point - stated.value).abs(), Some(*part) != first_part)
        })?;
    let &(part, whole, result, point) = nearest;
    notes.ratios.push(Ratio { percent: claim.percent, part, whole, holds: false, named: claim.named });
    if claim.verify_only {
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

/// 41个项目,未落地15个,落地率63.4%: whether what is left of a whole without the part gives the rate.
fn complement_holds(reading: &Reading, claim: &Claim) -> bool {
    let holds = |part: usize, whole: usize| {
        let (stated, part, whole) = (reading.figure(claim.percent)?, reading.figure(part)?, reading.figure(whole)?);
        if part.measure != whole.measure || part.value >= whole.value {
            return None;
        }
        let share = part.interval()?.percent_of(whole.interval()?)?;
        let rest = Interval::exact(Decimal::ONE_HUNDRED).sub(share)?;
        Some(judge::compare(stated, rest, rest.low)? == Outcome::Holds)
    };
    let Some(&part) = claim.parts.first() else { return false };
    claim.parts.iter().skip(1).chain(&claim.wholes.candidates).any(|&whole| holds(part, whole) == Some(true))
}

/// Whether the stated figure looks like the result, mistyped or a little off.
pub(super) fn plausible(stated: &Figure, point: Decimal) -> bool {
    let near = (stated.value - point).abs().checked_mul(Decimal::TEN).is_some_and(|off| off <= stated.value.abs());
    near || slip::is_slip(stated.value, point, stated.decimals())
}

/// Whether part or whole is likely a slip of the number with which the stated figure would follow.
fn slipped(reading: &Reading, stated: &Figure, part: usize, whole: usize) -> bool {
    let (Some(part), Some(whole)) = (reading.figure(part), reading.figure(whole)) else { return false };
    let is_slip = |figure: &Figure, meant: Option<Decimal>| {
        let printed = |value: Decimal| value.checked_div(figure.factor);
        meant
            .and_then(printed)
            .zip(printed(figure.value))
            .is_some_and(|(meant, own)| slip::is_slip(own, meant, figure.decimals()) && own >= Decimal::TEN)
    };
    let meant_part = whole.value.checked_mul(stated.value).and_then(|value| value.checked_div(Decimal::ONE_HUNDRED));
    let meant_whole = part.value.checked_mul(Decimal::ONE_HUNDRED).and_then(|value| value.checked_div(stated.value));
    stated.decimals() > 0 && (is_slip(part, meant_part) || is_slip(whole, meant_whole))
}

pub(super) fn tell(
    reading: &Reading,
    notes: &mut Notes,
    claim: &Claim,
    part: usize,
    whole: usize,
    result: Outcome,
    point: Decimal,
) -> Option<()> {
    let (stated, part, whole) = (reading.figure(claim.percent)?, reading.figure(part)?, reading.figure(whole)?);
    let text = &reading.text;
    let computed = format!("{}%", judge::shown(point, stated));
    let sum = format!("{}÷{}={computed}", part.printed(text), whole.printed(text));
    let printed = stated.printed(text);
    let right = judge::as_printed(point, stated);
    let span = span(reading, claim.percent);
    if result == Outcome::Cut || balanced(reading, notes, claim, point) {
        let message = format!("{sum},四舍五入应为{right}%,写作{printed}是舍去尾数或为凑足合计所作的调整,请核对是否有意如此");
        notes.fails(claim.kind, span, Fault::warning(printed, computed, message).with(stated, format!("{right}%")));
        return Some(());
    }
    if let Some(earlier) = meant_before(reading, claim, part) {
        let (before, now) = (earlier.printed(text), whole.printed(text));
        let message = format!("前文同一数量为{before},此处写{now},而{printed}按{before}计算才相符,请核对以哪个为准");
        notes.fails(Kind::Restatement, span, Fault::error(now, before, message));
        return Some(());
    }
    let message = match stated.hedge {
        Some(_) => format!("{sum},与文中“{}”不符,请核对", text.words(stated.lead.end..stated.span.end)),
        None => format!("{sum},文中写{printed},请核对三个数字;若金额、个数无误,应为{right}%"),
    };
    let fault = Fault::error(printed, sum.clone(), message);
    let fault = if stated.hedge.is_none() { fault.with(stated, format!("{right}%")) } else { fault };
    notes.fails(claim.kind, span, fault);
    Some(())
}

/// The earlier value of the named whole with which the stated figure holds, where the whole is a slip of it.
fn meant_before<'r>(reading: &'r Reading, claim: &Claim, part: &Figure) -> Option<&'r Figure> {
    let whole_index = *claim.wholes.candidates.first()?;
    let (stated, whole) = (reading.figure(claim.percent)?, reading.figure(whole_index)?);
    (whole_index.saturating_sub(crate::reading::LOOK_BACK)..whole_index).rev().filter_map(|index| reading.figure(index)).find(|earlier| {
        earlier.measure == whole.measure
            && slip::is_slip(whole.value / whole.factor, earlier.value / whole.factor, whole.decimals().max(earlier.decimals()))
            && result(part, earlier).and_then(|(interval, point)| judge::compare(stated, interval, point)) == Some(Outcome::Holds)
    })
}

/// Whether the last digit was moved so that the shares of one breakdown add up to 100%.
fn balanced(reading: &Reading, notes: &Notes, claim: &Claim, point: Decimal) -> bool {
    let Some(stated) = reading.figure(claim.percent) else { return false };
    if claim.kind != Kind::Share || stated.hedge.is_some() || (stated.value - point).abs() >= stated.step {
        return false;
    }
    let sentence = stated.sentence;
    let mut sum = Decimal::ZERO;
    let mut count = 0;
    for index in claim.percent.saturating_sub(12)..(claim.percent + 13).min(reading.figures.len()) {
        let Some(share) = reading.figure(index).filter(|share| share.measure == Measure::Percent && share.sentence == sentence) else {
            continue;
        };
        if reading.role(index) == Role::Plain && share.step == stated.step {
            sum += share.value;
            count += 1;
        }
    }
    let _ = notes;
    count >= 2 && sum == Decimal::ONE_HUNDRED
}

/// If the figures fit once one of them is taken in 亿 instead of 万: the unit is wrong, not the number.
fn wrong_unit(reading: &Reading, stated: &Figure, part: &Figure, whole: &Figure) -> Option<Fault> {
    if !matches!(part.measure, Measure::Money(_)) || stated.hedge.is_some() {
        return None;
    }
    let text = &reading.text;
    let ten_thousand = Decimal::from(10_000);
    for (figure, other, grows) in [(part, whole, true), (whole, part, false), (part, whole, false), (whole, part, true)] {
        let factor = if grows { ten_thousand } else { Decimal::ONE.checked_div(ten_thousand)? };
        let mut moved = figure.clone();
        moved.value = figure.value.checked_mul(factor)?;
        moved.step = figure.step.checked_mul(factor)?;
        let (interval, point) = if std::ptr::eq(figure, part) { result(&moved, other)? } else { result(other, &moved)? };
        if judge::compare(stated, interval, point)? == Outcome::Holds {
            let unit = text
                .words(figure.digits.clone())
                .chars()
                .chain(text.words(figure.digits.end..figure.span.end).chars())
                .filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | ','))
                .collect::<String>();
            let meant = if grows { unit.replace('万', "亿") } else { unit.replace('亿', "万") };
            if meant == unit {
                continue;
            }
            let printed = figure.printed(text);
            let right = printed.replace(&unit, &meant);
            let message =
                format!("“{printed}”按{unit}计与{}对不上,按{meant}计恰好相符,单位“{unit}”应为“{meant}”,请核对", stated.printed(text));
            let mut fault = Fault::error(printed, right.clone(), message);
            fault.correction = Some((figure.span.clone(), right));
            return Some(fault);
        }
    }
    None
}

/// The words of a share or rate: from its cue to its figure.
fn span(reading: &Reading, percent: usize) -> std::ops::Range<usize> {
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
