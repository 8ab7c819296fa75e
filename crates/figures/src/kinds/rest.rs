//! What is left of a whole: 尚未开工的19个, 其余20个, 尚差12亿元.

use rust_decimal::Decimal;

use crate::figure::Figure;
use crate::interval::Interval;
use crate::lexicon::{lexicon, starts_with};
use crate::notes::{Fault, Notes};
use crate::reading::{Reading, Role};
use crate::report::Kind;
use crate::slip;

/// 218个…已开工199个…尚未开工的19个: what is left of a whole.
pub(super) fn remainder(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    if figure.hedge.is_some() {
        return None;
    }
    let earlier: Vec<usize> = (index.saturating_sub(16)..index)
        .filter(|&before| reading.same_measure(before, index) && matches!(reading.role(before), Role::Plain | Role::Target))
        .filter(|&before| reading.figure(before).is_some_and(|before| before.sentence + 3 >= figure.sentence))
        .collect();
    let fits = |whole: &Figure, done: &Figure| {
        whole
            .interval()
            .zip(done.interval())
            .and_then(|(whole, done)| whole.sub(done))
            .zip(figure.interval())
            .is_some_and(|(rest, own)| rest.meets(own))
    };
    let span = figure.lead.start..figure.tail.end.min(figure.span.end + 6);
    for (position, &first) in earlier.iter().enumerate() {
        for &second in earlier.iter().skip(position + 1) {
            let (Some(first), Some(second)) = (reading.figure(first), reading.figure(second)) else { continue };
            if first.value > second.value && fits(first, second) {
                notes.holds(Kind::Difference, span);
                return Some(());
            }
        }
    }
    match left_of_list(reading, index, &earlier) {
        Some(List { holds: true, .. }) => {
            notes.holds(Kind::Difference, span);
            return Some(());
        }
        Some(List { holds: false, whole, parts, rest }) => {
            let text = &reading.text;
            let (computed, printed) = (figure.print(rest, text), figure.printed(text));
            let parts: Vec<String> = parts.iter().map(|part| part.printed(text)).collect();
            let message = format!("{}减去{}为{computed},文中写{printed},请核对", whole.printed(text), parts.join("、"));
            notes.fails(Kind::Difference, span, Fault::error(printed, computed, message));
            return Some(());
        }
        None => {}
    }
    if let Some((whole, done)) = left_of_pair(reading, index, &earlier) {
        let rest = whole.value.checked_sub(done.value)?;
        let text = &reading.text;
        let (computed, printed) = (figure.print(rest, text), figure.printed(text));
        let message = format!("{}减去{}为{computed},文中写{printed},请核对", whole.printed(text), done.printed(text));
        notes.fails(Kind::Difference, span, Fault::error(printed, computed, message));
        return Some(());
    }
    // The same deed, done and not done: 已开工199个 … 尚未开工的19个.
    let deed = deed_left(&format!("{}{}", reading.lead(index), reading.tail(index)))?;
    let done = earlier.iter().rev().copied().find(|&before| reading.lead(before).contains(&deed) && reading.lead(before).contains('已'))?;
    let ratio = notes.ratios.iter().rev().find(|ratio| ratio.part == done && ratio.holds)?;
    let (whole, done) = (reading.figure(ratio.whole)?, reading.figure(done)?);
    if fits(whole, done) {
        notes.holds(Kind::Difference, span);
        return Some(());
    }
    let rest = whole.value.checked_sub(done.value)?;
    let text = &reading.text;
    let computed = figure.print(rest, text);
    let message = format!(
        "{}减去已{deed}的{},未{deed}的应为{computed},文中写{},请核对",
        whole.printed(text),
        done.printed(text),
        figure.printed(text)
    );
    notes.fails(Kind::Difference, span, Fault::error(figure.printed(text), computed, message));
    Some(())
}

/// A whole, the parts listed of it before what is left, and what they leave.
struct List<'r> {
    whole: &'r Figure,
    parts: Vec<&'r Figure>,
    rest: Decimal,
    holds: bool,
}

/// 在建、投产、筹建…,其余20个: at least two parts in the sentence and the whole before them, if what is left fits them
/// or is a slip of what would.
fn left_of_list<'r>(reading: &'r Reading, index: usize, earlier: &[usize]) -> Option<List<'r>> {
    let figure = reading.figure(index)?;
    let seen: Vec<usize> = earlier.iter().copied().filter(|&part| reading.in_sight(part, index)).collect();
    let own = seen.partition_point(|&part| reading.figure(part).is_some_and(|part| part.sentence < figure.sentence));
    let list = |first: usize| {
        let parts: Option<Vec<&Figure>> = seen.get(first..)?.iter().map(|&part| reading.figure(part)).collect();
        let parts = parts?;
        let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value))?;
        let taken = parts.iter().try_fold(Interval::exact(Decimal::ZERO), |sum, part| sum.add(part.interval()?))?;
        (parts.len() >= 2).then_some((parts, sum, taken))
    };
    let wholes = |first: usize| seen.get(..first).unwrap_or_default().iter().rev().filter_map(|&whole| reading.figure(whole));
    for first in own..seen.len() {
        let Some((parts, sum, taken)) = list(first) else { break };
        let fits = |whole: &&Figure| {
            let rest = whole.interval().and_then(|whole| whole.sub(taken));
            rest.zip(figure.interval()).is_some_and(|(rest, own)| rest.meets(own))
        };
        if let Some(whole) = wholes(first).find(fits) {
            return Some(List { whole, parts, rest: whole.value.checked_sub(sum)?, holds: true });
        }
    }
    // The whole opens the sentence of its parts, or was told last before it.
    let heads = |first: usize| {
        let (parts, sum, _) = list(first + 1)?;
        let whole = reading.figure(*seen.get(first)?)?;
        (whole.value > sum).then_some((whole, parts, sum))
    };
    let (whole, parts, sum) = heads(own).or_else(|| {
        let (parts, sum, _) = list(own)?;
        Some((wholes(own).find(|whole| whole.value > sum)?, parts, sum))
    })?;
    let rest = whole.value.checked_sub(sum)?;
    let scaled = |value: Decimal| value.checked_div(figure.factor).unwrap_or(value);
    let lead = reading.lead(index);
    let opens = starts_with(lead, &lexicon().sum.left).is_some() || starts_with(lead, &lexicon().sum.rest).is_some();
    let exact = parts.iter().chain([&whole]).all(|part| part.hedge.is_none());
    (opens && exact && slip::is_slip(scaled(figure.value), scaled(rest), figure.decimals())).then_some(List {
        whole,
        parts,
        rest,
        holds: false,
    })
}

/// The nearest figure before what is left, and the larger one before that, if what is left is a slip of their
/// difference.
fn left_of_pair<'r>(reading: &'r Reading, index: usize, earlier: &[usize]) -> Option<(&'r Figure, &'r Figure)> {
    let figure = reading.figure(index)?;
    let last = *earlier.last()?;
    let done = reading.figure(last)?;
    // The last of a list is not all that was taken.
    if last.checked_sub(1).is_some_and(|before| reading.same_measure(before, last) && reading.between(before, last).starts_with('、')) {
        return None;
    }
    let whole = earlier.iter().rev().skip(1).filter_map(|&whole| reading.figure(whole)).find(|whole| whole.value > done.value)?;
    let rest = whole.value.checked_sub(done.value)?.checked_div(figure.factor)?;
    let own = figure.value.checked_div(figure.factor)?;
    let opens = starts_with(reading.lead(index), &lexicon().sum.rest).is_some();
    (opens && slip::is_slip(own, rest, figure.decimals())).then_some((whole, done))
}

/// 最多的为87.5亿元,最少的为19.4亿元,相差68.1亿元: the two figures right before it.
fn apart(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    if !["相差", "相差了", "差距为"].iter().any(|word| reading.lead(index).ends_with(word)) || figure.hedge.is_some() {
        return None;
    }
    // 两县相差: the number that says how many is none of them.
    let mut before = (index.saturating_sub(3)..index).rev().filter(|&other| reading.same_measure(other, index));
    let (second, first) = (before.next()?, before.next()?);
    let is_value = |&other: &usize| {
        reading.same_measure(other, index)
            && matches!(reading.role(other), Role::Plain | Role::Average)
            && reading.figure(other).is_some_and(|other| other.sentence == figure.sentence && other.hedge.is_none())
    };
    if !is_value(&first) || !is_value(&second) {
        return None;
    }
    let (first, second) = (reading.figure(first)?, reading.figure(second)?);
    let (high, low) = if first.value >= second.value { (first, second) } else { (second, first) };
    let span = figure.lead.start..figure.span.end;
    let rest = high.value.checked_sub(low.value)?;
    if high.interval()?.sub(low.interval()?)?.meets(figure.interval()?) {
        notes.holds(Kind::Difference, span);
        return Some(());
    }
    let scaled = |value: Decimal| value.checked_div(figure.factor).unwrap_or(value);
    if slip::is_slip(scaled(figure.value), scaled(rest), figure.decimals()) {
        let text = &reading.text;
        let (computed, printed) = (figure.print(rest, text), figure.printed(text));
        let message = format!("{}与{}相差{computed},文中写{printed},请核对", high.printed(text), low.printed(text));
        notes.fails(Kind::Difference, span, Fault::error(printed, computed, message));
        return Some(());
    }
    None
}

/// Whether a target and a value of the sentences before leave just what a figure says.
fn left_of_target(reading: &Reading, index: usize) -> bool {
    let Some(figure) = reading.figure(index) else { return false };
    let told = |role: Role| {
        (index.saturating_sub(24)..index)
            .rev()
            .filter(move |&other| reading.same_measure(other, index) && reading.role(other) == role)
            .filter_map(|other| reading.figure(other))
            .filter(|other| other.sentence + 3 >= figure.sentence && other.hedge.is_none())
    };
    let fits = |target: &Figure, value: &Figure| {
        let rest = target.interval().zip(value.interval()).and_then(|(target, value)| target.sub(value));
        rest.zip(figure.interval()).is_some_and(|(rest, own)| rest.meets(own))
    };
    figure.hedge.is_none() && told(Role::Target).any(|target| told(Role::Plain).any(|value| fits(target, value)))
}

/// The deed that is left to do: 支出 in 未支出资金, 开工 in 尚未开工的.
fn deed_left(words: &str) -> Option<String> {
    let (_, rest) = words.split_once('未')?;
    let deed: String = rest.chars().take(2).collect();
    (deed.chars().count() == 2).then_some(deed)
}

/// 完成120.44亿元,任务132.63亿元,尚差12.19亿元
pub(super) fn shortfall(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    if apart(reading, notes, index).is_some() {
        return Some(());
    }
    if left_of_target(reading, index) {
        notes.holds(Kind::Difference, figure.lead.start..figure.span.end);
        return Some(());
    }
    let near = |role: Role| {
        (index.saturating_sub(8)..index).rev().find(|&before| {
            reading.same_measure(before, index)
                && reading.role(before) == role
                && reading.figure(before).is_some_and(|before| before.sentence + 1 >= figure.sentence && before.hedge.is_none())
        })
    };
    let (target, value) = (near(Role::Target)?, near(Role::Plain)?);
    let (target, value) = (reading.figure(target)?, reading.figure(value)?);
    if figure.hedge.is_some() || value.sentence != target.sentence {
        return None;
    }
    let rest = target.interval()?.sub(value.interval()?)?;
    let point = target.value.checked_sub(value.value)?;
    let span = figure.lead.start..figure.span.end;
    if rest.meets(figure.interval()?) {
        notes.holds(Kind::Difference, span);
        return Some(());
    }
    let decimals = figure.decimals();
    let near = point > Decimal::ZERO
        && ((point - figure.value).abs() * Decimal::TEN <= figure.value
            || slip::is_slip(figure.value / figure.factor, point / figure.factor, decimals));
    if near {
        let text = &reading.text;
        let computed = figure.print(point, text);
        let message = format!("{}与{}相差{computed},文中写{},请核对", target.printed(text), value.printed(text), figure.printed(text));
        notes.fails(Kind::Difference, span, Fault::error(figure.printed(text), computed, message));
    }
    Some(())
}
