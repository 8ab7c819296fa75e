//! Figures that make up a whole of their own: structures such as 9.2∶43.9∶46.9, shares that add up to 100%, the points
//! by which parts pull a growth.

use std::ops::Range;

use quantity::numeral;
use rust_decimal::Decimal;

use crate::figure::Measure;
use crate::interval::Interval;
use crate::judge;
use crate::kinds::breakdown::{Breakdown, Opening};
use crate::notes::{Fault, NEAR, Notes, stretch};
use crate::reading::{Reading, Role};
use crate::report::Kind;
use crate::text::is_end;

/// Checks all structures of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes, breakdowns: &[Breakdown]) {
    proportions(reading, notes);
    for index in 0..reading.figures.len() {
        if !reading.continues_series(index) && reading.role(index) == Role::Plain {
            let _ = shares_of_all(reading, notes, index, breakdowns);
        }
        if reading.figure(index).is_some_and(|figure| figure.measure == Measure::Percent && figure.cell.is_none()) {
            let _ = pulled(reading, notes, index).or_else(|| contribution(reading, notes, index));
        }
    }
}

/// A term of a proportion.
struct Term {
    value: Decimal,
    step: Decimal,
}

/// 占比为9.2∶43.9∶46.9: compared with 100 and with the amounts told before.
fn proportions(reading: &Reading, notes: &mut Notes) {
    let text = &reading.text;
    let mut at = 0;
    while at < text.len() {
        let Some(end) = (text.at(at).is_some_and(|c| c.is_ascii_digit())
            && text.before(at).is_none_or(|c| !c.is_ascii_digit() && c != '.'))
        .then(|| proportion_end(reading, at))
        .flatten() else {
            at += 1;
            continue;
        };
        let lead = text.words(at.saturating_sub(12)..at);
        if ["比", "结构"].iter().any(|word| lead.contains(word)) {
            let _ = check_proportion(reading, notes, at..end);
        }
        at = end;
    }
}

fn is_colon(c: Option<char>) -> bool {
    matches!(c, Some('∶' | ':'))
}

/// The place behind a run of at least three numbers parted by colons.
fn proportion_end(reading: &Reading, at: usize) -> Option<usize> {
    let text = &reading.text;
    let mut end = numeral::at(text.chars(), at)?.span.end;
    let mut terms = 1;
    while is_colon(text.at(end)) && text.at(end + 1).is_some_and(|c| c.is_ascii_digit()) {
        end = numeral::at(text.chars(), end + 1)?.span.end;
        terms += 1;
    }
    (terms >= 3).then_some(end)
}

fn check_proportion(reading: &Reading, notes: &mut Notes, span: Range<usize>) -> Option<()> {
    let text = &reading.text;
    let mut terms = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let found = numeral::at(text.chars(), at)?;
        at = found.span.end + 1;
        terms.push(Term { step: numeral::step(&found, text.chars()), value: found.value });
    }
    let start = text.seek_back(span.start, span.start.saturating_sub(20), |c| is_end(c) || matches!(c, ',' | '，' | ';'));
    let printed = text.words(span.clone());
    let sum: Decimal = terms.iter().map(|term| term.value).sum();
    let slack: Decimal = terms.iter().map(|term| term.step).sum::<Decimal>() / Decimal::TWO;
    let off = (sum - Decimal::ONE_HUNDRED).abs();
    let parts = amounts_before(reading, span.start, terms.len());
    let shares: Option<Vec<(Interval, Decimal)>> = parts.as_ref().and_then(|parts| {
        let figures: Option<Vec<_>> = parts.iter().map(|&part| reading.figure(part)).collect();
        let figures = figures?;
        let whole = figures.iter().try_fold(Interval::exact(Decimal::ZERO), |sum, figure| sum.add(figure.interval()?))?;
        let value: Decimal = figures.iter().map(|figure| figure.value).sum();
        figures
            .iter()
            .map(|figure| {
                Some((figure.interval()?.percent_of(whole)?, figure.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(value)?))
            })
            .collect()
    });
    if let Some(shares) = shares {
        let fits = terms
            .iter()
            .zip(&shares)
            .filter(|(term, (interval, _))| {
                Interval::around(term.value, term.step / Decimal::TWO).is_some_and(|stated| stated.meets(*interval))
            })
            .count();
        if fits == terms.len() {
            notes.holds(Kind::Share, start..span.end);
            return Some(());
        }
        if fits > 0 {
            let computed = shares
                .iter()
                .zip(&terms)
                .map(|((_, point), term)| point.round_dp(term.step.normalize().scale()).to_string())
                .collect::<Vec<_>>()
                .join("∶");
            let message = format!("按前文各项数字计算,比例应为{computed},文中写{printed},请核对");
            notes.fails(Kind::Share, start..span.end, Fault::error(printed, computed, message));
            return Some(());
        }
    }
    let of_hundred = off <= Decimal::TEN || off <= Decimal::from(40) && terms.iter().all(|term| term.step < Decimal::ONE);
    if !of_hundred {
        return compare_terms(reading, notes, start..span.end, &terms, parts.as_deref()?, printed);
    }
    if off <= slack {
        notes.holds(Kind::Sum, start..span.end);
    } else {
        let message = format!("各项比例{printed}相加为{sum},不是100,请核对");
        notes.fails(Kind::Sum, start..span.end, Fault::error(printed, sum.normalize().to_string(), message));
    }
    Some(())
}

/// 84亿元、42亿元、14亿元,比例为6∶3∶1: every amount over the last one.
fn compare_terms(reading: &Reading, notes: &mut Notes, span: Range<usize>, terms: &[Term], parts: &[usize], printed: String) -> Option<()> {
    let figures: Option<Vec<_>> = parts.iter().map(|&part| reading.figure(part)).collect();
    let figures = figures?;
    let (last, unit) = (figures.last()?, terms.last()?);
    if unit.value.is_zero() {
        return None;
    }
    let mut meant = Vec::new();
    let mut hits = 0;
    for (term, figure) in terms.iter().zip(&figures) {
        let result = figure.interval()?.percent_of(last.interval()?)?.times(unit.value.checked_div(Decimal::ONE_HUNDRED)?)?;
        hits += usize::from(Interval::around(term.value, term.step / Decimal::TWO)?.meets(result));
        let point = figure.value.checked_div(last.value)?.checked_mul(unit.value)?;
        meant.push(point.round_dp(term.step.normalize().scale()).normalize().to_string());
    }
    if hits == terms.len() {
        notes.holds(Kind::Share, span);
    } else if hits > 1 {
        let computed = meant.join("∶");
        let message = format!("按前文各项数字计算,比例应为{computed},文中写{printed},请核对");
        notes.fails(Kind::Share, span, Fault::error(printed, computed, message));
    }
    Some(())
}

/// The last amounts of one measure before a place, as many as asked for, in the sentence or the one before.
fn amounts_before(reading: &Reading, at: usize, count: usize) -> Option<Vec<usize>> {
    let end = reading.figures.partition_point(|figure| figure.span.start < at);
    let last = (end.saturating_sub(30)..end).rev().find(|&index| {
        reading.is_value(index)
            && reading.figure(index).is_some_and(|figure| matches!(figure.measure, Measure::Money(_)) && figure.cell.is_none())
    })?;
    let number = reading.figure(last)?.sentence;
    let mut found: Vec<usize> = (end.saturating_sub(30)..=last)
        .rev()
        .filter(|&index| {
            reading.same_measure(index, last)
                && reading.role(index) == Role::Plain
                && reading.figure(index).is_some_and(|figure| figure.sentence == number)
        })
        .take(count)
        .collect();
    found.reverse();
    let near = reading.text.slice(reading.figure(last)?.span.end..at).iter().filter(|c| is_end(**c)).count() <= 1;
    (found.len() == count && near).then_some(found)
}

/// 国家预算资金、国内贷款、自筹、其他分别占8.4%、17.9%、65.2%和10.5%: a series of shares that leaves nothing out.
fn shares_of_all(reading: &Reading, notes: &mut Notes, index: usize, breakdowns: &[Breakdown]) -> Option<()> {
    let series = reading.series_from(index);
    let figure = reading.figure(index)?;
    let clause = reading.clause(index);
    if series.len() < 3 || figure.measure != Measure::Percent || !clause.contains('占') {
        return None;
    }
    let mut sum = Decimal::ZERO;
    let mut slack = Decimal::ZERO;
    for share in series.clone() {
        let share = reading.figure(share).filter(|share| share.hedge.is_none())?;
        sum += share.value;
        slack += share.step / Decimal::TWO;
    }
    let off = (sum - Decimal::ONE_HUNDRED).abs();
    let span = stretch(reading, series.start, series.end - 1);
    if off <= slack {
        notes.holds(Kind::Sum, span);
        return Some(());
    }
    let by_view = breakdowns.iter().any(|breakdown| breakdown.opening == Opening::View && breakdown.region.contains(&figure.span.start));
    if off > Decimal::from(5) || !(by_view || clause.contains("其他") || clause.contains("其它") || clause.contains("其余")) {
        return None;
    }
    // Where amounts tell the shares one by one, those checks have said it.
    if series.clone().any(|share| notes.ratios.iter().rev().take(NEAR).any(|ratio| ratio.percent == share)) {
        return None;
    }
    let computed = format!("{}%", sum.normalize());
    let message = format!("各项占比相加为{computed},不是100%,请核对各项占比");
    notes.fails(Kind::Sum, span, Fault::error("100%".to_owned(), computed, message));
    Some(())
}

/// The points by which the parts behind a growth pull it.
fn pulls_behind(reading: &Reading, growth: usize) -> Vec<usize> {
    let Some(sentence) = reading.figure(growth).map(|figure| figure.sentence) else { return Vec::new() };
    (growth + 1..(growth + 24).min(reading.figures.len()))
        .take_while(|&index| reading.figure(index).is_some_and(|figure| figure.sentence <= sentence + 1))
        .filter(|&index| reading.role(index) == Role::Pull && reading.figure(index).is_some_and(|figure| figure.measure == Measure::Points))
        .collect()
}

/// 同比增长9.6%…第一产业…拉动1.1个百分点…: the points add up to the growth.
fn pulled(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    if reading.role(index) != Role::Growth {
        return None;
    }
    let pulls = pulls_behind(reading, index);
    // Only the growth of the whole is followed by more than one pull before another growth of a whole.
    let own_sentence: Vec<usize> = match pulls.first().and_then(|&first| reading.figure(first)).map(|first| first.sentence) {
        Some(number) => pulls.into_iter().filter(|&pull| reading.figure(pull).is_some_and(|pull| pull.sentence == number)).collect(),
        None => return None,
    };
    let sum = (2..=own_sentence.len()).rev().find_map(|count| {
        let parts = own_sentence.get(..count)?;
        let sum = parts.iter().try_fold(Interval::exact(Decimal::ZERO), |sum, &part| sum.add(reading.figure(part)?.interval()?))?;
        sum.meets(figure.interval()?).then_some(count)
    });
    let span = figure.lead.start..figure.span.end;
    if sum.is_some() {
        notes.holds(Kind::Sum, span);
        return Some(());
    }
    let three = ["第一产业", "第二产业", "第三产业"];
    let apart = own_sentence
        .first()
        .and_then(|&pull| reading.figure(pull))
        .is_some_and(|pull| reading.segment_start(pull.span.start) > figure.span.start);
    let industries = apart
        && own_sentence.len() == 3
        && own_sentence.iter().zip(three).all(|(&pull, name)| {
            reading
                .figure(pull)
                .is_some_and(|pull| reading.text.words(reading.segment_start(pull.span.start)..pull.span.start).contains(name))
        });
    if industries {
        let total: Decimal = own_sentence.iter().filter_map(|&pull| reading.figure(pull)).map(|pull| pull.value).sum();
        let printed = figure.printed(&reading.text);
        let computed = format!("{}个百分点", total.normalize());
        let message = format!("三次产业拉动的百分点相加为{computed},与增速{printed}不一致,请核对");
        notes.fails(Kind::Sum, span, Fault::error(printed, computed, message));
    }
    Some(())
}

/// 贡献率为61.6%: the points that a part pulls over the growth of the whole.
fn contribution(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    if !reading.clause(index).contains("贡献率") {
        return None;
    }
    let near = |role: Role, measure: Measure| {
        (index.saturating_sub(16)..index)
            .rev()
            .filter(move |&other| {
                reading.role(other) == role
                    && reading.figure(other).is_some_and(|other| other.measure == measure && other.sentence + 1 >= figure.sentence)
            })
            .collect::<Vec<_>>()
    };
    for pull in near(Role::Pull, Measure::Points) {
        for growth in near(Role::Growth, Measure::Percent) {
            let (pull, growth) = (reading.figure(pull)?, reading.figure(growth)?);
            let interval = pull.interval()?.percent_of(growth.interval()?)?;
            let point = pull.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(growth.value)?;
            if judge::compare(figure, interval, point) == Some(judge::Outcome::Holds) {
                notes.holds(Kind::Share, figure.lead.start..figure.span.end);
                return Some(());
            }
        }
    }
    None
}
