//! Claims in words that a figure must bear out: 超额完成, 突破百亿元, averages, yearly growth, the month within the year.

use rust_decimal::Decimal;

use crate::figure::{Figure, Hedge, Measure};
use crate::interval::Interval;
use crate::judge;
use crate::kinds::growth::year_of;
use crate::kinds::subject;
use crate::lexicon::{has_any, lexicon, starts_with};
use crate::notes::{Fault, NEAR, Notes};
use crate::reading::{Reading, Role};
use crate::report::Kind;
use crate::slip;
use crate::text::{is_boundary, is_end};

/// Checks all such claims of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    done(reading, notes);
    for index in 0..reading.figures.len() {
        let Some(figure) = reading.figure(index).filter(|figure| figure.cell.is_none()) else { continue };
        let _ = match (figure.measure, reading.role(index)) {
            (Measure::Percent, Role::Growth | Role::Fall | Role::Plain) => yearly(reading, notes, index),
            (_, Role::Average) => average(reading, notes, index),
            (measure, Role::Plain) if measure.is_amount() => {
                threshold(reading, notes, index).or_else(|| month_of_year(reading, notes, index))
            }
            _ => None,
        };
    }
}

/// 超额完成全年任务, against the rate told before.
fn done(reading: &Reading, notes: &mut Notes) {
    let text = &reading.text;
    let words = &lexicon().claims;
    let mut at = 0;
    while at < text.len() {
        let claim = if matches!(text.at(at), Some('超' | '提' | '全' | '圆' | '已' | '完' | '任' | '双')) {
            text.sees_any(at, &words.over_done).or_else(|| text.sees_any(at, &words.over_half))
        } else {
            None
        };
        let Some(length) = claim else {
            at += 1;
            continue;
        };
        let end = text.seek(at + length, (at + length + 16).min(text.len()), is_boundary);
        let _ = claimed_done(reading, notes, at, end);
        at = end.max(at + 1);
    }
}

fn claimed_done(reading: &Reading, notes: &mut Notes, at: usize, end: usize) -> Option<()> {
    let text = &reading.text;
    let start = reading.clause_start(at);
    let clause = text.words(start..end);
    // A figure in the clause makes it a statement of its own: 完成全年任务的57%.
    let own = reading.within(start..end);
    let with_number = own.clone().any(|index| {
        reading.figure(index).is_some_and(|figure| {
            figure.measure == Measure::Percent && !text.sees(figure.span.start, "过半") || reading.is_value(index) && figure.span.start > at
        })
    });
    // 完成年度任务(242亿元)的41.6%
    let goes_on = text.at(end) == Some('(') && reading.within(end..end + 12).next().is_some();
    // 两项超额完成,一项未完成
    let not_all = text.words(end..end + 8).contains('未');
    if goes_on
        || not_all
        || has_any(&clause, &lexicon().claims.not_done)
        || with_number
        || text.words(at..end).contains('的') && !text.words(at..end).contains("任务")
    {
        return None;
    }
    let next = reading.figures.partition_point(|figure| figure.span.start < at);
    let sentence_start = text.seek_back(at, at.saturating_sub(300), is_end);
    let nearest = (next.saturating_sub(12)..next)
        .rev()
        .filter_map(|index| reading.figure(index))
        .find(|figure| figure.measure == Measure::Percent)?;
    let number = nearest.sentence;
    let all = ["均", "都", "全部", "三项", "两项", "各项", "四项"].iter().any(|word| clause.contains(word));
    let near = (next.saturating_sub(12)..next).rev().filter(|&index| {
        reading
            .figure(index)
            .is_some_and(|figure| figure.span.start >= sentence_start || figure.sentence == number && nearest.span.start < sentence_start)
    });
    let rates: Vec<usize> = near
        .filter(|&index| {
            reading.figure(index).is_some_and(|figure| figure.measure == Measure::Percent && figure.hedge.is_none())
                && reading.role(index) == Role::Plain
                && (notes.ratios.iter().rev().take(NEAR).any(|ratio| ratio.percent == index && reading.role(ratio.whole) == Role::Target)
                    || has_any(reading.clause(index), &lexicon().role.target)
                    || reading.clause(index).contains("完成率"))
        })
        .collect();
    let lowest = rates.iter().copied().min_by_key(|&index| reading.figure(index).map(|figure| figure.value));
    let rate = reading.figure(if all { lowest? } else { *rates.first()? })?;
    let span = at..end;
    let limit = if text.sees_any(at, &lexicon().claims.over_half).is_some() { Decimal::from(50) } else { Decimal::ONE_HUNDRED };
    if rate.interval()?.high >= limit {
        notes.holds(Kind::Rate, span);
        return Some(());
    }
    let printed = rate.printed(text);
    let claim = text.words(at..end);
    let message = format!("完成率只有{printed},与“{claim}”矛盾,请核对数字或修改表述");
    notes.fails(Kind::Rate, span, Fault::error(claim, printed, message));
    Some(())
}

/// 到位资金98.6亿元,突破百亿元大关
fn threshold(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let text = &reading.text;
    let start = reading.clause_start(figure.span.start);
    let clause = text.words(start..figure.span.start);
    let word = lexicon().claims.thresholds.iter().find(|word| clause.ends_with(word))?;
    let before = clause.strip_suffix(word)?;
    let short = before.is_empty() || lexicon().claims.threshold_leads.iter().any(|word| word == before);
    let ends = starts_with(reading.tail(index), &lexicon().claims.threshold_ends).is_some();
    // 突破300家,达到296家
    let behind = index + 1;
    let told_behind = reading.same_measure(index, behind)
        && ["达到", "达", "为", "实际达到"].contains(&reading.lead(behind))
        && reading.between(index, behind).chars().count() <= 5;
    if told_behind && let Some(value) = reading.figure(behind) {
        let span = start..value.span.end;
        if value.value >= figure.value {
            notes.holds(Kind::Other, span);
        } else {
            let (said, printed) = (text.words(start..figure.span.end), value.printed(text));
            let message = format!("后面的数字是{printed},没有达到“{said}”,请核对");
            notes.fails(Kind::Other, span, Fault::error(said, printed, message));
        }
        return Some(());
    }
    if !ends && (!short || word == "达到") {
        return None;
    }
    let value = subject::value_before(reading, index, index)?;
    let value = reading.figure(value)?;
    if matches!(value.hedge, Some(Hedge::About | Hedge::Range | Hedge::Near)) {
        return None;
    }
    let gap = text.words(value.span.end..start);
    if gap.chars().count() > 24 || gap.contains([';', '。']) {
        return None;
    }
    let span = start..figure.span.end;
    if value.interval()?.high >= figure.value {
        notes.holds(Kind::Other, span);
        return Some(());
    }
    let (said, printed) = (text.words(start..figure.span.end), value.printed(text));
    let message = format!("前面的数字是{printed},没有达到“{said}”,请核对");
    notes.fails(Kind::Other, span, Fault::error(said, printed, message));
    Some(())
}

/// 平均每个项目投资2.5亿元: a total over a number.
fn average(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let before = |wanted: &dyn Fn(&Figure) -> bool| -> Vec<usize> {
        (index.saturating_sub(8)..index)
            .rev()
            .take_while(|&before| reading.figure(before).is_some_and(|before| before.sentence + 1 >= figure.sentence))
            .filter(|&before| {
                reading.is_value(before)
                    && reading.figure(before).is_some_and(|before| before.hedge.is_none() && before.cell.is_none() && wanted(before))
            })
            .take(4)
            .collect()
    };
    let totals = before(&|total| total.measure == figure.measure);
    let numbers = before(&|number| matches!(number.measure, Measure::Count(_) | Measure::Area(_)));
    let span = figure.lead.start..figure.span.end;
    let mut nearest: Option<(Decimal, usize, usize)> = None;
    for &total in &totals {
        for &number in &numbers {
            let (Some(sum), Some(count)) = (reading.figure(total), reading.figure(number)) else { continue };
            let Some(percent) = sum.interval().zip(count.interval()).and_then(|(sum, count)| sum.percent_of(count)) else { continue };
            let result = percent.times(Decimal::new(1, 2))?;
            let point = sum.value.checked_div(count.value)?;
            if judge::compare(figure, result, point)? == judge::Outcome::Holds {
                notes.holds(Kind::Other, span);
                return Some(());
            }
            let off = (point - figure.value).abs();
            if nearest.as_ref().is_none_or(|(best, ..)| off < (*best - figure.value).abs()) {
                nearest = Some((point, total, number));
            }
        }
    }
    let (point, total, number) = nearest?;
    let unique = totals.len() == 1 && numbers.len() == 1;
    let near = (point - figure.value).abs().checked_mul(Decimal::from(3))? <= figure.value;
    let slipped = slip::is_slip(figure.value.checked_div(figure.factor)?, point.checked_div(figure.factor)?, figure.decimals());
    if !(unique && near || slipped) || figure.hedge.is_some() {
        return None;
    }
    let text = &reading.text;
    let computed = figure.print(point, text);
    let (total, number) = (reading.figure(total)?.printed(text), reading.figure(number)?.printed(text));
    let printed = figure.printed(text);
    let message = format!("{total}除以{number}为{computed},文中写平均{printed},请核对");
    notes.fails(Kind::Other, span, Fault::error(printed, computed, message));
    Some(())
}

/// 由2020年的100亿元增加到2025年的161亿元,年均增长10%: compared with the compound growth between the ends.
fn yearly(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    if !has_any(reading.clause(index), &lexicon().ratio.yearly) || figure.hedge.is_some() {
        return None;
    }
    let sentence = reading.sentence(figure.sentence);
    let values: Vec<(usize, i32)> = reading
        .within(sentence.start..figure.span.start)
        .filter(|&value| reading.figure(value).is_some_and(|value| value.measure.is_amount() && value.hedge.is_none()))
        .filter_map(|value| Some((value, year_of(reading, value)?)))
        .collect();
    // 2018年71.3亿元、2019年84.6亿元…2022年129.7亿元: the ends of a row of years, else the two values told last.
    let last = *values.last()?;
    let apart = |first: &(usize, i32)| u32::try_from(last.1 - first.1).ok().filter(|years| (2..=60).contains(years));
    let alike = values.iter().filter(|first| reading.same_measure(first.0, last.0));
    let first = *alike.filter(|first| apart(first).is_some()).min_by_key(|first| (first.1, std::cmp::Reverse(first.0)))?;
    let years = apart(&first)?;
    let (start, end) = (reading.figure(first.0)?, reading.figure(last.0)?);
    let ratio = end.interval()?.percent_of(start.interval()?)?.times(Decimal::new(1, 2))?;
    let fall = reading.role(index) == Role::Fall;
    let power = |percent: Decimal| {
        let signed = if fall { -percent } else { percent };
        let rate = Decimal::ONE.checked_add(signed.checked_div(Decimal::ONE_HUNDRED)?)?;
        (0..years).try_fold(Decimal::ONE, |product, _| product.checked_mul(rate).map(|product| product.round_dp(20)))
    };
    let half = figure.step.checked_div(Decimal::TWO)?;
    let (one, other) = (power(figure.value - half)?, power(figure.value + half)?);
    let stated = Interval { low: one.min(other), high: one.max(other) };
    let span = figure.lead.start..figure.span.end;
    if stated.meets(ratio) {
        notes.holds(Kind::Other, span);
        return Some(());
    }
    // The growth that leads from one end to the other, to one digit more than printed.
    let point = end.value.checked_div(start.value)?;
    let (mut low, mut high) = (Decimal::from(-90), Decimal::from(900));
    for _ in 0..40 {
        let middle = (low + high) / Decimal::TWO;
        let rate = Decimal::ONE + middle / Decimal::ONE_HUNDRED;
        let product = (0..years).try_fold(Decimal::ONE, |product, _| product.checked_mul(rate).map(|product| product.round_dp(20)));
        if product.is_none_or(|product| product > point) {
            high = middle;
        } else {
            low = middle;
        }
    }
    let computed = format!("{}%", judge::shown(low, figure));
    let text = &reading.text;
    let printed = figure.printed(text);
    let message = format!(
        "按{}到{}、{years}年计算,年均增长约{computed},文中写{printed};若按可比价格计算请注明,否则请核对",
        start.printed(text),
        end.printed(text)
    );
    notes.fails(Kind::Other, span, Fault::warning(printed, computed, message));
    Some(())
}

/// A month cannot bring more than the year so far: 本月到位22亿元, 1—5月累计到位20亿元.
fn month_of_year(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let lead = reading.lead(index);
    if !lead.contains("累计") || figure.hedge.is_some() {
        return None;
    }
    let monthly = |words: &str| ["本月", "当月"].iter().any(|word| words.contains(word));
    let month = (index.saturating_sub(6)..index).rev().find(|&before| {
        reading.same_measure(before, index)
            && reading.role(before) == Role::Plain
            && monthly(reading.clause(before))
            && reading.figure(before).is_some_and(|before| before.hedge.is_none() && before.sentence + 1 >= figure.sentence)
    })?;
    let stages = &lexicon().stage;
    let alike = [&stages.paid, &stages.completed, &stages.agreed]
        .into_iter()
        .any(|stage| has_any(lead, stage) && has_any(reading.lead(month), stage));
    let month = reading.figure(month)?;
    if !alike || month.interval()?.low <= figure.interval()?.high {
        return None;
    }
    let text = &reading.text;
    let (now, year) = (month.printed(text), figure.printed(text));
    let message = format!("本月数{now}大于累计数{year},请核对");
    notes.fails(Kind::Other, figure.lead.start..figure.span.end, Fault::error(year, now, message));
    Some(())
}
