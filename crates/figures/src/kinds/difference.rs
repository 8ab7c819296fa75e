//! Differences: 超序时进度n个百分点, 增加n个而上年为m个, 尚未开工的n个, 比重由x%提高到y%.

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::interval::Interval;
use crate::judge;
use crate::kinds::{growth, pace, points, rest, subject};
use crate::lexicon::{has_any, last_of, lexicon};
use crate::notes::{Fault, Notes};
use crate::reading::{Reading, Role};
use crate::report::Kind;
use crate::slip;

/// Checks all differences of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    for index in 0..reading.figures.len() {
        let Some(figure) = reading.figure(index).filter(|figure| figure.cell.is_none()) else { continue };
        match (figure.measure, reading.role(index)) {
            (Measure::Points, _) => {
                let _ = in_turn(reading, notes, index)
                    .or_else(|| of_named_rates(reading, notes, index))
                    .or_else(|| pace::against_earlier_rate(reading, notes, index))
                    .or_else(|| pace::against_pace(reading, notes, index))
                    .or_else(|| between_rates(reading, notes, index));
            }
            (Measure::Percent, _) => {
                let _ = points::per_cent_for_points(reading, notes, index);
            }
            (_, Role::More | Role::Less) => {
                let _ = of_two_values(reading, notes, index);
            }
            (_, Role::Remainder) => {
                let _ = rest::remainder(reading, notes, index);
            }
            (_, Role::Shortfall) => {
                let _ = rest::shortfall(reading, notes, index);
            }
            _ => {}
        }
    }
}

/// Whether words say that something is ahead (true) or behind.
pub(super) fn direction(words: &str) -> Option<bool> {
    let points = &lexicon().points;
    let mut bare = words.to_owned();
    for word in points.pace.iter() {
        bare = bare.replace(word, "");
    }
    let ahead = last_of(&bare, &points.ahead).map_or(0, |(end, _)| end);
    let behind = last_of(&bare, &points.behind).map_or(0, |(end, _)| end);
    match (ahead, behind) {
        (0, 0) => None,
        (ahead, behind) => Some(ahead > behind),
    }
}

/// 甲47.6%、乙43.5%,分别低于平均水平3.6个和6.7个百分点: every pair must point to the same third rate.
fn in_turn(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    if reading.continues_series(index) {
        return Some(());
    }
    let series = reading.series_from(index);
    let figure = reading.figure(index)?;
    let clause = reading.clause(index);
    let count = series.len();
    if count < 2 || !clause.contains("分别") || has_any(clause, &lexicon().points.pace) {
        return None;
    }
    let ahead = direction(clause)?;
    let sentence = figure.sentence;
    let rates: Vec<usize> = (index.saturating_sub(count + 2)..index)
        .filter(|&rate| reading.figure(rate).is_some_and(|rate| rate.measure == Measure::Percent && rate.sentence == sentence))
        .collect();
    let rates = rates.get(rates.len().checked_sub(count)?..)?;
    let others: Option<Vec<(Interval, Decimal)>> = series
        .clone()
        .zip(rates)
        .map(|(points, &rate)| {
            let (points, rate) = (reading.figure(points)?, reading.figure(rate)?);
            let sign = if ahead { -points.value } else { points.value };
            let own = Interval::around(points.value, points.step / Decimal::TWO)?;
            let moved = if ahead { rate.interval()?.sub(own)? } else { rate.interval()?.add(own)? };
            Some((moved, rate.value.checked_add(sign)?))
        })
        .collect();
    let others = others?;
    let first = others.first()?.0;
    let span = figure.lead.start..reading.figure(series.end - 1)?.span.end;
    if others.iter().all(|(interval, _)| interval.meets(first)) {
        notes.holds(Kind::Difference, span);
        return Some(());
    }
    // One of the rates told before bears out some of the pairs: the others are wrong.
    let known = (index.saturating_sub(40)..index).rev().filter_map(|other| reading.figure(other)).find(|other| {
        other.measure == Measure::Percent
            && other.interval().is_some_and(|own| others.iter().any(|(interval, _)| interval.meets(own)))
            && !rates.iter().filter_map(|&rate| reading.figure(rate)).any(|rate| rate.span == other.span)
    })?;
    let own = known.interval()?;
    let (points, (_, _), rate) = series
        .clone()
        .zip(&others)
        .zip(rates)
        .map(|((points, other), rate)| (points, *other, *rate))
        .find(|(_, (interval, _), _)| !interval.meets(own))?;
    let (points, rate) = (reading.figure(points)?, reading.figure(rate)?);
    let text = &reading.text;
    let point = (rate.value - known.value).abs();
    let computed = format!("{}个百分点", judge::shown(point, points));
    let message = format!("{}与{}相差{computed},文中写{},请核对", rate.printed(text), known.printed(text), points.printed(text));
    notes.fails(
        Kind::Difference,
        span,
        Fault::error(points.printed(text), computed, message).with(points, judge::as_printed(point, points)),
    );
    Some(())
}

/// 履约率比开工率高14.3个百分点: both rates are named and were told before.
fn of_named_rates(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let clause = reading.clause(index);
    let (own, rest) = clause.split_once(['比', '较'])?;
    let end = rest.find('率')? + "率".len();
    let other = rest.get(..end)?;
    if !own.ends_with('率') || figure.hedge.is_some() {
        return None;
    }
    let told = |name: &str| {
        let chars: Vec<char> = name.chars().collect();
        let short: String = chars.get(chars.len().saturating_sub(3)..)?.iter().collect();
        (index.saturating_sub(30)..index)
            .rev()
            .find(|&rate| reading.figure(rate).is_some_and(|rate| rate.measure == Measure::Percent) && reading.lead(rate).contains(&short))
    };
    let (first, second) = (reading.figure(told(own)?)?, reading.figure(told(other)?)?);
    let result = first.interval()?.sub(second.interval()?)?;
    let stated = Interval::around(figure.value, figure.step / Decimal::TWO)?;
    let ahead = direction(clause)?;
    let result = if ahead { result } else { result.negated() };
    let span = figure.lead.start..figure.span.end;
    if result.meets(stated) {
        notes.holds(Kind::Difference, span);
        return Some(());
    }
    let text = &reading.text;
    let point = (first.value - second.value).abs();
    let computed = format!("{}个百分点", judge::shown(point, figure));
    let message = format!("{}与{}相差{computed},文中写{},请核对", first.printed(text), second.printed(text), figure.printed(text));
    notes.fails(
        Kind::Difference,
        span,
        Fault::error(figure.printed(text), computed, message).with(figure, judge::as_printed(point, figure)),
    );
    Some(())
}

/// The clause before a figure, or before the bracket in which it stands alone: 高于全省平均增速(6.8%).
fn words_before(reading: &Reading, index: usize) -> String {
    match reading.figure(index).and_then(|figure| figure.bracket) {
        Some(open) => reading.text.words(reading.clause_start(open)..open),
        None => reading.clause(index).to_owned(),
    }
}

/// Two per cent figures of the sentence and the points between them.
fn between_rates(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    if figure.hedge.is_some() || reading.role(index) == Role::Pull {
        return None;
    }
    let sentence = figure.sentence;
    let before: Vec<usize> = (index.saturating_sub(5)..index)
        .filter(|&before| {
            reading
                .figure(before)
                .is_some_and(|before| before.sentence == sentence && before.measure == Measure::Percent && before.hedge.is_none())
                && (reading.in_sight(before, index) || !reading.between(before, index).contains([',', '，']))
        })
        .collect();
    let span = figure.lead.start..figure.span.end;
    let own = Interval::around(figure.value, figure.step / Decimal::TWO)?;
    let gap = |first: usize, second: usize| {
        let (first, second) = (reading.figure(first)?, reading.figure(second)?);
        let result = first.interval()?.sub(second.interval()?)?;
        Some((result.meets(own) || result.negated().meets(own), (first.value - second.value).abs()))
    };
    let stated = before.last().copied().and_then(|last| growth::ends_of_change(reading, last.saturating_sub(1)..last + 1));
    // 高于全市平均水平(35.2%)3.1个百分点, 比上年的35.2%提高3.1个百分点
    let beside = before.last().copied().filter(|&last| {
        let gap = reading.between(last, index);
        let words = words_before(reading, last);
        let compares = has_any(&words, &lexicon().role.compare) || direction(&words).is_some();
        !gap.trim_start_matches(')').contains([',', '，', ';', '。']) && compares && last + 1 == index
    });
    let certain = stated.or_else(|| Some((before.iter().rev().nth(1).copied()?, beside?)));
    if let Some((first, second)) = certain {
        let (holds, point) = gap(first, second)?;
        let any = stated.is_none() && before.iter().any(|&other| other != second && gap(other, second).is_some_and(|(holds, _)| holds));
        if holds || any {
            notes.holds(Kind::Difference, span);
        } else {
            let (first, second) = (reading.figure(first)?, reading.figure(second)?);
            let computed = format!("{}个百分点", judge::shown(point, figure));
            let printed = figure.printed(&reading.text);
            let message =
                format!("{}与{}相差{computed},文中写{printed},请核对", first.printed(&reading.text), second.printed(&reading.text));
            notes.fails(Kind::Difference, span, Fault::error(printed, computed, message).with(figure, judge::as_printed(point, figure)));
        }
        return Some(());
    }
    // 比1—10月提高0.8个百分点(1—10月为8.4%): what is compared with follows.
    let next = index + 1;
    let follows = reading.figure(next).filter(|next| next.measure == Measure::Percent && next.sentence == sentence && next.hedge.is_none());
    if let (Some(follows), Some(&last)) = (follows, before.last())
        && follows.span.start - figure.span.end <= 14
        && !reading.between(index, next).contains(';')
    {
        let (holds, point) = gap(last, next)?;
        if holds {
            notes.holds(Kind::Difference, figure.lead.start..follows.span.end);
        } else if (point - figure.value).abs() <= Decimal::ONE || slip::is_slip(figure.value, point, figure.decimals()) {
            let rate = reading.figure(last)?;
            let computed = format!("{}个百分点", judge::shown(point, figure));
            let printed = figure.printed(&reading.text);
            let message =
                format!("{}与{}相差{computed},文中写{printed},请核对", rate.printed(&reading.text), follows.printed(&reading.text));
            notes.fails(
                Kind::Difference,
                figure.lead.start..follows.span.end,
                Fault::error(printed, computed, message).with(figure, judge::as_printed(point, figure)),
            );
        }
        return Some(());
    }
    let told: Vec<usize> = (index.saturating_sub(14)..index)
        .filter(|&other| {
            reading
                .figure(other)
                .is_some_and(|other| other.measure == Measure::Percent && other.sentence == sentence && other.hedge.is_none())
        })
        .collect();
    let pair = told.iter().rev().skip(1).find_map(|&first| told.last().and_then(|&last| gap(first, last)).filter(|(holds, _)| *holds));
    pair.map(|_| notes.holds(Kind::Difference, span))
}

/// 比临山县多34.2亿元, where the values of both were told before: any two that bear it out are meant.
fn between_told(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index).filter(|figure| figure.hedge.is_none())?;
    let told: Vec<&Figure> = (index.saturating_sub(16)..index)
        .filter(|&other| reading.same_measure(other, index) && reading.role(other) == Role::Plain)
        .filter_map(|other| reading.figure(other))
        .filter(|other| other.sentence + 1 >= figure.sentence && other.hedge.is_none())
        .collect();
    let own = figure.interval()?;
    let apart = |first: &Figure, second: &Figure| {
        let gap = first.interval().zip(second.interval()).and_then(|(first, second)| first.sub(second));
        gap.is_some_and(|gap| gap.meets(own) || gap.negated().meets(own))
    };
    let pairs = told.iter().enumerate().any(|(at, first)| told.iter().skip(at + 1).any(|second| apart(first, second)));
    pairs.then(|| notes.holds(Kind::Difference, figure.lead.start..figure.span.end))
}

/// 较上月减少6个,由48个降至42个: the two ends of the change right behind it.
fn change_behind(reading: &Reading, index: usize) -> Option<(usize, usize)> {
    let next = index + 1;
    let near =
        reading.same_measure(index, next) && reading.same_measure(next, next + 1) && reading.between(index, next).chars().count() <= 8;
    let sentence = |index: usize| reading.figure(index).map(|figure| figure.sentence);
    (near && sentence(index) == sentence(next + 1)).then(|| growth::ends_of_change(reading, next..next + 2)).flatten()
}

/// 比准入标准240万元高17万元, 比目标132亿元多5亿元: the figure between 比 and the difference.
fn compared_in_clause(reading: &Reading, index: usize) -> Option<usize> {
    let base = index.checked_sub(1).filter(|&base| reading.same_measure(base, index) && reading.in_sight(base, index))?;
    let figure = reading.figure(base)?;
    let start = reading.clause_start(figure.span.start);
    let one_clause = reading.clause_start(reading.figure(index)?.span.start) == start && figure.hedge.is_none();
    let before = reading.text.words(start..figure.span.start);
    let compares = before.split_once(['比', '较']).is_some_and(|(name, rest)| {
        !name.ends_with(['占', '同', '环', '对']) && !rest.starts_with(['重', '例', '上', '去']) && rest.chars().count() >= 2
    });
    let none_else = reading.within(start..figure.span.start).next().is_none();
    (one_clause && compares && none_else).then_some(base)
}

/// 132个,较上半年增加44个,上半年为88个
fn of_two_values(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let sentence = reading.in_sentence(figure.sentence);
    // 由112家增加到161家,净增49家
    if let Some((first, last)) = growth::ends_of_change(reading, sentence.start.max(index.saturating_sub(2))..index)
        .filter(|(first, _)| reading.same_measure(*first, index))
        .or_else(|| change_behind(reading, index))
    {
        let (first, last) = (reading.figure(first)?, reading.figure(last)?);
        let (high, low) = if last.value >= first.value { (last, first) } else { (first, last) };
        let span = figure.lead.start..figure.span.end;
        if high.interval()?.sub(low.interval()?)?.meets(figure.interval()?) {
            notes.holds(Kind::Difference, span);
        } else if figure.hedge.is_none() && first.hedge.is_none() && last.hedge.is_none() {
            let text = &reading.text;
            let computed = figure.print(high.value.checked_sub(low.value)?, text);
            let message = format!("{}与{}相差{computed},文中写{},请核对", first.printed(text), last.printed(text), figure.printed(text));
            notes.fails(Kind::Difference, span, Fault::error(figure.printed(text), computed, message));
        }
        return Some(());
    }
    let named = (index.saturating_sub(2)..(index + 3).min(sentence.end)).find(|&other| {
        reading.role(other) == Role::Base
            && reading.same_measure(other, index)
            && reading.figure(other).is_some_and(|base| base.sentence == figure.sentence)
    });
    let Some(base) = named.or_else(|| compared_in_clause(reading, index)) else {
        return between_told(reading, notes, index);
    };
    // 比计划60亿元少4.8亿元,为55.2亿元: the value may follow.
    let behind = index + 1;
    let follows = named.is_none() && reading.same_measure(index, behind) && matches!(reading.lead(behind), "为" | "达" | "达到" | "实际为");
    let values = if follows { subject::Values { candidates: vec![behind], sure: true } } else { subject::values(reading, index, base) };
    let value = *values.candidates.first()?;
    let (value, base) = (reading.figure(value)?, reading.figure(base)?);
    if value.hedge.is_some() || base.hedge.is_some() || figure.hedge.is_some() {
        return None;
    }
    let more = reading.role(index) == Role::More;
    // Of several values told before the one that fits is meant; where none does, it is not sure which.
    let others: Vec<&Figure> = reading
        .within(reading.sentence(figure.sentence).start..base.span.start.min(figure.span.start))
        .filter(|&other| reading.same_measure(other, index) && reading.role(other) == Role::Plain)
        .chain(values.candidates.iter().copied())
        .filter_map(|other| reading.figure(other))
        .collect();
    let fits = |other: &&&Figure| {
        let gap = other.interval().zip(base.interval()).and_then(|(other, base)| other.sub(base));
        gap.map(|gap| if more { gap } else { gap.negated() }).zip(figure.interval()).is_some_and(|(gap, own)| gap.meets(own))
    };
    let value = others.iter().find(fits).copied().unwrap_or(value);
    let result = value.interval()?.sub(base.interval()?)?;
    let result = if more { result } else { result.negated() };
    let point = if more { value.value.checked_sub(base.value)? } else { base.value.checked_sub(value.value)? };
    let span = figure.lead.start.min(base.lead.start)..figure.span.end.max(base.span.end);
    if result.meets(figure.interval()?) {
        notes.holds(Kind::Difference, span);
        return Some(());
    }
    if !values.sure {
        return None;
    }
    let text = &reading.text;
    let computed = figure.print(point, text);
    let message = format!("{}与{}相差{computed},文中写{},请核对三个数字", value.printed(text), base.printed(text), figure.printed(text));
    notes.fails(Kind::Difference, span, Fault::error(figure.printed(text), computed, message));
    Some(())
}
