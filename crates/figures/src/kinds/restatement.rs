//! The same quantity named twice: with another value, or the same value for two periods.

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::kinds::{recount, whole};
use crate::lexicon::{has_any, lexicon};
use crate::notes::{Fault, NEAR, Notes};
use crate::reading::{LOOK_BACK, Reading, Role, core};
use crate::report::Kind;
use crate::slip;

/// Checks what a section names twice.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    for later in 1..reading.figures.len() {
        let Some(figure) = reading.figure(later).filter(|figure| figure.measure.is_amount() && figure.hedge.is_none()) else { continue };
        if figure.cell.is_some() {
            continue;
        }
        if against_table(reading, notes, later).is_some() {
            continue;
        }
        let settled = (later.saturating_sub(LOOK_BACK)..later).rev().any(|earlier| of_pair(reading, notes, earlier, later).is_some());
        if !settled {
            let _ = repeated_number(reading, notes, later).or_else(|| recount::check(reading, notes, later));
        }
    }
}

/// 本次共观摩项目24个,完成投资8.2亿元, under a table whose totals are 24 and 80000万元: prose that tells the totals of
/// the table above it.
fn against_table(reading: &Reading, notes: &mut Notes, later: usize) -> Option<()> {
    let figure = reading.figure(later)?;
    let table = reading.tables.iter().rev().find(|table| table.span.end <= figure.span.start)?;
    let name = reading.core_label(later);
    let totals = |like: &Figure, name: &str| -> Vec<&Figure> {
        let fits = |cell: &Figure| {
            cell.measure == like.measure
                && cell.cell.as_ref().is_some_and(|cell| {
                    cell.total && whole::likeness(&core(&cell.header), name).max(whole::likeness(name, &core(&cell.header))) >= 60
                })
        };
        table.figures.iter().map(|cell| &cell.figure).filter(|cell| fits(cell)).collect()
    };
    let [total] = totals(figure, name).try_into().ok()?;
    if reading.role(later) != Role::Plain || digits(figure) < 2 {
        return None;
    }
    let span = figure.lead.start..figure.span.end;
    if total.interval()?.meets(figure.interval()?) {
        notes.holds(Kind::Restatement, span);
        return Some(());
    }
    // Another total of the table in the same sentence shows that it speaks of all.
    let speaks_of_all = reading.in_sentence(figure.sentence).filter(|&other| other < later).any(|other| {
        reading.figure(other).is_some_and(|other| {
            table.figures.iter().any(|cell| {
                cell.figure.cell.as_ref().is_some_and(|name| name.total)
                    && cell.figure.value == other.value
                    && cell.figure.measure != figure.measure
            })
        })
    });
    let near = (total.value - figure.value).abs().saturating_mul(Decimal::from(4)) <= total.value;
    if speaks_of_all && near && !is_borne_out(notes, later) {
        contradict(reading, notes, total, figure, span);
        return Some(());
    }
    None
}

/// Whether a share or rate that holds uses a figure.
pub(super) fn is_borne_out(notes: &Notes, index: usize) -> bool {
    notes.ratios.iter().rev().take(NEAR).any(|ratio| ratio.holds && (ratio.whole == index || ratio.part == index))
}

/// The digits that a figure prints, without point.
pub(super) fn digits(figure: &Figure) -> usize {
    let printed = (figure.value / figure.factor).normalize();
    printed.mantissa().unsigned_abs().to_string().len()
}

fn of_pair(reading: &Reading, notes: &mut Notes, earlier: usize, later: usize) -> Option<()> {
    let (first, second) = (reading.figure(earlier)?, reading.figure(later)?);
    let (role, own) = (reading.role(earlier), reading.role(later));
    if first.measure != second.measure
        || role != own
        || first.hedge.is_some()
        || !matches!(own, Role::Plain | Role::Target)
        || first.cell.is_some()
    {
        return None;
    }
    if own == Role::Target {
        return of_targets(reading, notes, earlier, later);
    }
    of_values(reading, notes, earlier, later)
}

/// Words that tell whose target it is, without the words for target and year.
fn target_words(reading: &Reading, index: usize) -> String {
    let mut words = core(&format!("{}{}", reading.lead(index), reading.tail(index)));
    for word in ["目标", "任务", "计划", "指标", "对照", "完成", "投资", "年度", "的", "占"] {
        words = words.replace(word, "");
    }
    words
}

fn of_targets(reading: &Reading, notes: &mut Notes, earlier: usize, later: usize) -> Option<()> {
    let (first, second) = (reading.figure(earlier)?, reading.figure(later)?);
    let yearly = |index: usize| {
        let words = &lexicon().restate.yearly;
        has_any(reading.clause(index), words) || has_any(reading.lead(index), words) || has_any(reading.tail(index), words)
    };
    if !yearly(earlier) || !yearly(later) {
        return None;
    }
    let (words, own) = (target_words(reading, earlier), target_words(reading, later));
    let alike = words.is_empty() || own.is_empty() || whole::likeness(&own, &words) >= 50 || whole::likeness(&words, &own) >= 50;
    let span = second.lead.start..second.tail.end.min(second.span.end + 8);
    if first.value == second.value && alike && first.sentence != second.sentence {
        notes.holds(Kind::Restatement, span);
        return Some(());
    }
    let slipped = slip::is_slip(second.value / second.factor, first.value / second.factor, second.decimals().max(first.decimals()));
    if !slipped || !alike || is_borne_out(notes, later) || first.sentence == second.sentence {
        return None;
    }
    contradict(reading, notes, first, second, span);
    Some(())
}

pub(super) fn contradict(reading: &Reading, notes: &mut Notes, first: &Figure, second: &Figure, span: std::ops::Range<usize>) {
    let text = &reading.text;
    let (before, now) = (first.printed(text), second.printed(text));
    let message = format!("前文同一数量为{before},此处写{now},前后不一致,请核对以哪个为准");
    notes.fails(Kind::Restatement, span, Fault::error(now, before, message));
}

fn of_values(reading: &Reading, notes: &mut Notes, earlier: usize, later: usize) -> Option<()> {
    let (first, second) = (reading.figure(earlier)?, reading.figure(later)?);
    let (label, own) = (reading.name(earlier), reading.name(later));
    if label.chars().count() < 2 || own.chars().count() < 2 {
        return None;
    }
    let alike = label == own || label.ends_with(own) || own.ends_with(label);
    if !alike || digits(first).max(digits(second)) < 3 {
        return None;
    }
    let refers = has_any(reading.clause(later), &lexicon().restate.same) || follows_count(reading, later);
    let span = second.lead.start..second.span.end;
    let sentences_apart = first.sentence != second.sentence;
    let longer = first.value == second.value && own.chars().count().min(label.chars().count()) >= 5;
    if label != own && !refers && !longer {
        return None;
    }
    if first.value == second.value {
        if !sentences_apart {
            return None;
        }
        if let Some(fault) = same_for_two_periods(reading, first, second, own) {
            notes.fails(Kind::Restatement, span, fault);
        } else {
            notes.holds(Kind::Restatement, span);
        }
        return Some(());
    }
    let slipped = slip::is_slip(second.value / second.factor, first.value / second.factor, second.decimals().max(first.decimals()));
    let long = digits(first) >= 4 && digits(second) >= 4;
    let periods_differ =
        reading.elapsed_at(first.span.start).map(|(months, _)| months) != reading.elapsed_at(second.span.start).map(|(months, _)| months);
    // 全县省外到位资金 in full, twice.
    let in_full = reading.bare_lead(earlier) == reading.bare_lead(later) && own.chars().count() >= 6;
    let told_again = slipped && (long || refers || in_full)
        || (has_any(reading.clause(later), &lexicon().restate.same) || in_full) && nearly(first, second);
    if told_again && !periods_differ && !is_borne_out(notes, later) && sentences_apart {
        contradict(reading, notes, first, second, span);
        return Some(());
    }
    None
}

/// Whether two values are so near that one is likely the other, mistaken.
fn nearly(first: &Figure, second: &Figure) -> bool {
    (first.value - second.value).abs().saturating_mul(Decimal::from(20)) <= first.value
}

/// Whether the figure before it repeats a number that was told before: 370个项目总投资5941.5亿元.
fn follows_count(reading: &Reading, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    let Some(count) = reading.figure(before).filter(|count| matches!(count.measure, Measure::Count(_))) else { return false };
    let adjoins = reading.between(before, index).chars().count() <= 12;
    adjoins
        && (before.saturating_sub(LOOK_BACK)..before).any(|earlier| {
            reading.same_measure(earlier, before) && reading.figure(earlier).is_some_and(|earlier| earlier.value == count.value)
        })
}

/// The same amount done in two different periods: a person must look.
fn same_for_two_periods(reading: &Reading, first: &Figure, second: &Figure, label: &str) -> Option<Fault> {
    let done = has_any(label, &lexicon().stage.paid)
        || has_any(label, &lexicon().stage.completed)
        || label.contains("完成")
        || label.contains("引进")
        || label.contains("到");
    let (one, period) = reading.elapsed_at(first.span.start)?;
    let (other, own) = reading.elapsed_at(second.span.start)?;
    if !done || one == other || !matches!(first.measure, Measure::Money(_)) {
        return None;
    }
    let text = &reading.text;
    let printed = second.printed(text);
    let (before, now) = (text.words(period.span.clone()), text.words(own.span.clone()));
    let message = format!("“{before}”和“{now}”的同一指标都写{printed},时期不同而数值相同,请核对是否漏改");
    Some(Fault::warning(printed.clone(), printed, message))
}

/// 列入考核的123个项目, where a total of 132 was told: the noun follows the number, the words before name the group.
fn counted_again(reading: &Reading, notes: &mut Notes, later: usize, lead: &str, tail: &str) -> Option<()> {
    let figure = reading.figure(later)?;
    if !["项目", "市级", "省级", "重点", "企业", "个项目"].iter().any(|word| tail.starts_with(word))
        || !matches!(figure.measure, Measure::Count(_))
        || digits(figure) < 2
        || reading.role(later) != Role::Plain
    {
        return None;
    }
    let wanted = core(lead).replace("项目", "");
    let totals: Vec<usize> = (later.saturating_sub(LOOK_BACK)..later)
        .filter(|&earlier| {
            reading.same_measure(earlier, later)
                && reading.figure(earlier).is_some_and(|earlier| earlier.sentence < figure.sentence && earlier.cell.is_none())
        })
        .filter(|&earlier| {
            notes.is_total(earlier)
                || notes.ratios.iter().rev().take(NEAR).any(|ratio| ratio.holds && ratio.whole == earlier)
                || reading.tail(earlier).starts_with(tail.chars().take(2).collect::<String>().as_str())
        })
        .collect();
    let span = figure.lead.start..figure.tail.end.min(figure.span.end + 8);
    if totals.iter().any(|&earlier| reading.figure(earlier).is_some_and(|earlier| earlier.value == figure.value)) {
        notes.holds(Kind::Restatement, span);
        return Some(());
    }
    // 截至8月末的27个已签约未开工项目, where 34 of just these were told.
    let phrase: String = tail.chars().take(10).collect();
    if phrase.chars().count() >= 6 && lead.ends_with('的') {
        let same = |&earlier: &usize| {
            reading.label(earlier).ends_with(&phrase) && reading.figure(earlier).is_some_and(|earlier| earlier.cell.is_none())
        };
        let told = (later.saturating_sub(LOOK_BACK)..later).rev().filter(|&earlier| reading.same_measure(earlier, later)).find(same);
        if let Some(told) = told {
            contradict(reading, notes, reading.figure(told)?, figure, span);
            return Some(());
        }
    }
    let named: String = tail.chars().take(4).collect();
    let same_group = |earlier: usize| {
        named.chars().count() == 4 && reading.label(earlier).contains(&named)
            || wanted.chars().count() >= 2
                && wanted
                    .chars()
                    .collect::<Vec<_>>()
                    .windows(2)
                    .any(|pair| reading.label(earlier).contains(&pair.iter().collect::<String>()))
    };
    let meant = totals.iter().copied().find(|&earlier| {
        notes.is_total(earlier)
            && same_group(earlier)
            && reading.figure(earlier).is_some_and(|earlier| digits(earlier) >= 3 && slip::is_slip(figure.value, earlier.value, 0))
    })?;
    if is_borne_out(notes, later) {
        return None;
    }
    contradict(reading, notes, reading.figure(meant)?, figure, span);
    Some(())
}

/// 678个项目里, where 678 was told before.
fn repeated_number(reading: &Reading, notes: &mut Notes, later: usize) -> Option<()> {
    let figure = reading.figure(later)?;
    let tail = reading.tail(later);
    let lead = reading.lead(later);
    if counted_again(reading, notes, later, lead, tail).is_some() {
        return Some(());
    }
    let refers =
        ["项目里", "项目中", "个项目总", "里", "中"].iter().any(|word| tail.starts_with(word)) || has_any(lead, &lexicon().restate.here);
    if !refers || !matches!(figure.measure, Measure::Count(_)) || lead.chars().count() > 3 {
        return None;
    }
    let earlier: Vec<usize> = (later.saturating_sub(LOOK_BACK)..later)
        .filter(|&earlier| reading.same_measure(earlier, later) && reading.role(earlier) == Role::Plain)
        .collect();
    let span = figure.lead.start..figure.span.end;
    if earlier.iter().any(|&earlier| reading.figure(earlier).is_some_and(|earlier| earlier.value == figure.value)) {
        notes.holds(Kind::Restatement, span);
        return Some(());
    }
    let meant = earlier.iter().rev().filter_map(|&earlier| reading.figure(earlier)).find(|earlier| {
        slip::is_slip(figure.value, earlier.value, 0) && digits(earlier) >= 2 || nearly(earlier, figure) && digits(earlier) >= 3
    })?;
    contradict(reading, notes, meant, figure, span);
    Some(())
}
