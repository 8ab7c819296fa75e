//! A quantity told again by what it counts: 96个已投产项目 after 已投产96个, 上述165.6亿元协议投资 after 协议投资165.6亿元.

use crate::figure::{Figure, Measure};
use crate::kinds::restatement::{contradict, digits, is_borne_out};
use crate::lexicon::{ends_with, has_any, lexicon};
use crate::notes::Notes;
use crate::reading::{LOOK_BACK, Reading, Role, core};
use crate::report::Kind;
use crate::slip;

/// Longer words than these behind a number are a clause, not the name of what it counts.
const LONGEST_NAME: usize = 10;

/// Checks a figure against the one that was told under the name behind it.
pub(super) fn check(reading: &Reading, notes: &mut Notes, later: usize) -> Option<()> {
    let figure = reading.figure(later)?;
    let told = told_before(reading, later);
    let first = *told.first()?;
    let span = figure.lead.start..figure.span.end + reading.tail(later).chars().count().min(6);
    if told.iter().any(|&earlier| reading.figure(earlier).is_some_and(|earlier| meets(earlier, figure))) {
        notes.holds(Kind::Restatement, span);
        return Some(());
    }
    // Of several values that were told under the name it is not sure which is meant.
    let meant = reading.figure(first)?;
    let one = told.iter().all(|&earlier| reading.figure(earlier).is_some_and(|earlier| earlier.value == meant.value));
    let slipped = digits(meant) >= 2
        && slip::is_slip(figure.value / figure.factor, meant.value / meant.factor, figure.decimals().max(meant.decimals()))
        && (digits(meant) >= 3 || exchanged(figure, meant) || points_back(reading, later));
    // The number may be that of another group, told before under a longer name.
    let elsewhere = (later.saturating_sub(LOOK_BACK)..later)
        .any(|other| reading.same_measure(other, later) && reading.figure(other).is_some_and(|other| other.value == figure.value));
    if !one || !slipped || elsewhere || is_borne_out(notes, later) || notes.is_total(later) || notes.total_of(later).is_some() {
        return None;
    }
    contradict(reading, notes, meant, figure, span);
    Some(())
}

fn meets(first: &Figure, second: &Figure) -> bool {
    first.interval().zip(second.interval()).is_some_and(|(first, second)| first.meets(second))
}

/// Whether two figures have the same digits in another order.
fn exchanged(first: &Figure, second: &Figure) -> bool {
    let sorted = |figure: &Figure| {
        let mut digits: Vec<char> = (figure.value / figure.factor).normalize().mantissa().to_string().chars().collect();
        digits.sort_unstable();
        digits
    };
    sorted(first) == sorted(second)
}

/// Whether 上述, 前述 or 这 stands right before a figure.
fn points_back(reading: &Reading, index: usize) -> bool {
    ends_with(reading.lead(index), &lexicon().restate.here).is_some()
}

/// The name of what a number counts, as far as the words behind it say it: 已投产项目, 开发区, 协议投资.
fn name_behind(reading: &Reading, index: usize) -> Option<String> {
    let tail = reading.tail(index);
    let end = tail.find(['中', '里', '均', '已', '的', '全']).filter(|&end| end > 0).unwrap_or(tail.len());
    let name = tail.get(..end)?;
    (2..=LONGEST_NAME).contains(&name.chars().count()).then(|| name.to_owned())
}

/// Figures of earlier sentences that were told under the name of this one, the nearest first.
fn told_before(reading: &Reading, later: usize) -> Vec<usize> {
    let Some(figure) = reading.figure(later).filter(|figure| figure.hedge.is_none() && figure.cell.is_none()) else { return Vec::new() };
    let back = points_back(reading, later);
    let counts = matches!(figure.measure, Measure::Count(_));
    // Words before it name a group of its own, which nothing was told of.
    let alone = core(reading.lead(later)).is_empty() && !reading.lead(later).contains("其中") || back;
    if reading.role(later) != Role::Plain || !(counts || back) {
        return Vec::new();
    }
    if back && reading.tail(later).starts_with(['中', '里']) {
        return in_sentence_before(reading, later);
    }
    let Some(name) = name_behind(reading, later).or_else(|| state_behind(reading, later)) else { return Vec::new() };
    let state = state_behind(reading, later);
    // Projects are counted in many ways; 开发区 and 重点项目 are not.
    let full_name = core(&format!("{}{name}", if back { "" } else { reading.lead(later) }));
    let generic = !back && lexicon().restate.things.iter().any(|thing| thing == name);
    let periods = reading.elapsed_at(figure.span.start).map(|(months, _)| months);
    let fits = |&earlier: &usize| {
        let Some(first) = reading.figure(earlier) else { return false };
        let (lead, tail) = (reading.lead(earlier), reading.tail(earlier));
        // 154个开发区 … 145个开发区
        let counted = alone && core(lead).is_empty() && tail.starts_with(&name) && (!generic || digits(first) >= 3);
        // 已投产96个 … 69个已投产项目
        let in_state = alone && state.as_ref().is_some_and(|state| core(lead) == *state && tail.is_empty());
        // 协议投资165.6亿元 … 上述156.6亿元协议投资
        let named = back && ends_as_begins(reading.name(earlier), reading.tail(later));
        // 新增市场主体3.62万户 … 新增的3.26万户市场主体
        let labelled = tail.is_empty() && full_name.chars().count() >= 4 && core(lead) == full_name;
        reading.same_measure(earlier, later)
            && first.cell.is_none()
            && first.hedge.is_none()
            && first.sentence < figure.sentence
            && reading.role(earlier) == Role::Plain
            && (back || reading.elapsed_at(first.span.start).map(|(months, _)| months) == periods)
            && (counted || in_state || named || labelled)
    };
    (later.saturating_sub(LOOK_BACK)..later).rev().filter(fits).collect()
}

/// What 这68.4亿元中 may point back to: the values of its measure in the sentence before.
fn in_sentence_before(reading: &Reading, later: usize) -> Vec<usize> {
    let Some(before) = reading.figure(later).and_then(|figure| figure.sentence.checked_sub(1)) else { return Vec::new() };
    let plain = |&earlier: &usize| {
        reading.same_measure(earlier, later)
            && reading.role(earlier) == Role::Plain
            && reading.figure(earlier).is_some_and(|earlier| earlier.cell.is_none() && earlier.hedge.is_none())
    };
    reading.in_sentence(before).rev().take(LOOK_BACK).filter(plain).collect()
}

/// Whether one text ends with at least three characters with which the other begins, or is its whole beginning.
fn ends_as_begins(name: &str, words: &str) -> bool {
    let beginnings = words.char_indices().map(|(at, _)| at).skip(3).chain([words.len()]);
    name.chars().count() >= 2 && words.starts_with(name)
        || beginnings
            .filter_map(|end| words.get(..end))
            .take(8)
            .any(|beginning| beginning.chars().count() >= 3 && name.ends_with(beginning))
}

/// What was done with the things counted: 已投产 in 96个已投产项目.
fn state_behind(reading: &Reading, index: usize) -> Option<String> {
    let tail = reading.tail(index);
    let end = lexicon().restate.things.iter().filter_map(|thing| tail.find(thing)).min()?;
    let state = core(tail.get(..end)?);
    let done = has_any(&state, &lexicon().restate.states);
    (done && (2..=LONGEST_NAME).contains(&state.chars().count())).then_some(state)
}
