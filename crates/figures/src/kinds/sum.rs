//! Parts against a total: 其中, 分别为, 包括, 分行业看, brackets, a colon, nested breakdowns, totals that follow.

use std::ops::Range;

use quantity::unit::Counted;
use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::interval::Interval;
use crate::kinds::breakdown::{Breakdown, Opening, Parts};
use crate::kinds::totals_behind;
use crate::lexicon::lexicon;
use crate::notes::{Fault, NEAR, Notes, stretch};
use crate::reading::{Reading, Role};
use crate::report::Kind;
use crate::slip;

/// Parts of one measure with the total that they should add up to.
#[derive(Clone, Debug)]
pub(crate) struct Sum {
    pub(super) total: usize,
    pub(super) parts: Vec<usize>,
    pub(super) difference: Decimal,
    pub(super) holds: bool,
}

/// The sum of each measure of each breakdown.
pub(crate) fn add_all(reading: &Reading, breakdowns: &[Breakdown]) -> Vec<Vec<Sum>> {
    let of_one =
        |breakdown: &Breakdown| breakdown.measures(reading).into_iter().filter_map(|measure| best(reading, breakdown, measure)).collect();
    breakdowns.iter().map(of_one).collect()
}

/// Notes which figures are parts of which totals, for the checks that need to know it.
pub(crate) fn know(notes: &mut Notes, sums: &[Vec<Sum>]) {
    notes.sums.extend(sums.iter().flatten().filter(|sum| sum.holds).map(|sum| (sum.total, sum.parts.clone())));
}

/// Checks all breakdowns of a section, inner ones before those that hold them.
pub(crate) fn check(reading: &Reading, notes: &mut Notes, breakdowns: &[Breakdown], sums: &[Vec<Sum>]) {
    let mut settled: Vec<(usize, Vec<usize>)> = Vec::new();
    let mut found: Vec<(&Breakdown, &Vec<Sum>)> = breakdowns.iter().zip(sums).collect();
    found.sort_by_key(|(breakdown, _)| std::cmp::Reverse(breakdown.region.start));
    // Parts that a total behind them takes up are not those of one before them.
    let behind = totals_behind::find(reading);
    totals_behind::accept(reading, notes, &behind, &mut settled);
    for (breakdown, sums) in found {
        check_one(reading, notes, breakdown, sums, &mut settled);
    }
    totals_behind::reject(reading, notes, &behind, &settled);
}

fn check_one(reading: &Reading, notes: &mut Notes, breakdown: &Breakdown, sums: &[Sum], settled: &mut Vec<(usize, Vec<usize>)>) {
    // Where the shares of one measure confirm that its parts leave something out, the others do as well.
    let partial = sums.iter().any(|sum| !sum.holds && sum.difference < Decimal::ZERO && shares_confirm(notes, sum));
    let parallel = sums.iter().filter(|sum| sum.holds).map(|sum| sum.parts.len()).max().unwrap_or(0);
    for sum in sums {
        if settled
            .iter()
            .rev()
            .take(NEAR)
            .any(|(total, parts)| *parts == sum.parts || *total == sum.total && parts.last() == sum.parts.last())
        {
            continue;
        }
        if sum.holds {
            settled.push((sum.total, sum.parts.clone()));
            accept(reading, notes, sum);
        } else if !partial && !taken(settled, &sum.parts) && is_wrong(reading, breakdown, sum, parallel) {
            settled.push((sum.total, sum.parts.clone()));
            reject(reading, notes, sum);
        }
    }
}

/// Whether parts are settled as those of another total.
pub(super) fn taken(settled: &[(usize, Vec<usize>)], parts: &[usize]) -> bool {
    settled.iter().rev().take(NEAR).any(|(_, known)| known.iter().filter(|part| parts.contains(part)).count() >= 2)
}

/// The parts and total of a measure that fit; else those that come nearest.
fn best(reading: &Reading, breakdown: &Breakdown, measure: Measure) -> Option<Sum> {
    let lists = breakdown.parts(reading, measure);
    let totals = breakdown.totals(reading, measure, &lists.first()?.figures);
    let add = |parts: &Parts, total: &usize| add_up(reading, *total, &parts.figures);
    if let Some(sum) = lists.iter().flat_map(|parts| totals.iter().filter_map(move |total| add(parts, total))).find(|sum| sum.holds) {
        return Some(sum);
    }
    if let Some(sum) = of_other_unit(reading, breakdown, measure, &lists) {
        return Some(sum);
    }
    // The beginning of a list is no breakdown of its own.
    let whole = || lists.iter().filter(|parts| parts.whole);
    let likeliest = totals.first().and_then(|total| whole().filter_map(|parts| add(parts, total)).min_by_key(|sum| sum.difference.abs()));
    // Six parts that come to 287 break down the 285 told before, whatever was told between.
    let close = |sum: &Sum| {
        sum.parts.len() >= 4
            && repaired_by_slip(reading, sum)
            && reading.figure(sum.total).is_some_and(|total| sum.difference.abs().saturating_mul(Decimal::from(33)) <= total.value)
    };
    let mended = totals.iter().take(4).filter_map(|total| add(whole().next()?, total)).find(close);
    mended.or(likeliest)
}

/// 233人次,其中境内146批次、境外87批次: parts that fit a total which counts the same visits in another way.
fn of_other_unit(reading: &Reading, breakdown: &Breakdown, measure: Measure, lists: &[Parts]) -> Option<Sum> {
    let visits = [Counted::Person, Counted::Attendance, Counted::Occasion].map(Measure::Count);
    if !visits.contains(&measure) {
        return None;
    }
    visits.into_iter().filter(|other| *other != measure).find_map(|other| {
        lists.iter().filter(|parts| parts.whole).find_map(|parts| {
            let totals = breakdown.totals(reading, other, &parts.figures);
            totals.iter().take(2).filter_map(|&total| add_up(reading, total, &parts.figures)).find(|sum| sum.holds)
        })
    })
}

pub(super) fn add_up(reading: &Reading, total: usize, parts: &[usize]) -> Option<Sum> {
    if parts.len() < 2 || parts.contains(&total) {
        return None;
    }
    let whole = reading.figure(total)?;
    let exact = reading.role(total) == Role::Target;
    let mut sum = Interval::exact(Decimal::ZERO);
    let mut value = Decimal::ZERO;
    for &part in parts {
        let figure = reading.figure(part)?;
        // What a target is parted into is meant as exactly as the target.
        sum = sum.add(if exact { Interval::exact(figure.value) } else { figure.interval()? })?;
        value = value.checked_add(figure.value)?;
    }
    let holds = sum.meets(whole.interval()?);
    Some(Sum { total, parts: parts.to_vec(), difference: value.checked_sub(whole.value)?, holds })
}

/// Whether a sum that does not fit is certainly wrong, and not only a part of the whole.
fn is_wrong(reading: &Reading, breakdown: &Breakdown, sum: &Sum, parallel: usize) -> bool {
    let Some(total) = reading.figure(sum.total) else { return false };
    let labels: Vec<&str> = sum.parts.iter().map(|&part| reading.label(part)).collect();
    let hedged = total.hedge.is_some() || sum.parts.iter().any(|&part| reading.figure(part).is_none_or(|part| part.hedge.is_some()));
    let overlapping = labels.iter().any(|label| label.contains("以上") || label.contains("以下") || label.contains("以内"))
        || breakdown.says_overlapping(reading);
    let rest = Breakdown::ends_with_rest(reading, &sum.parts) || in_bands(reading, &sum.parts);
    if hedged || overlapping && !rest || breakdown.opening == Opening::Parallel || !breakdown.is_near(reading, sum.total) {
        return false;
    }
    let short = sum.difference < Decimal::ZERO;
    if short && breakdown.is_open_ended(reading, sum.parts.last().copied()) {
        return false;
    }
    let targets = sum.parts.iter().all(|&part| reading.role(part) == Role::Target) && reading.role(sum.total) != Role::Target;
    if targets || conflicting_stage(reading, sum).is_some() {
        return false;
    }
    let off = sum.difference.abs();
    let within =
        |per_cent: i64| off.checked_mul(Decimal::ONE_HUNDRED).is_some_and(|off| off <= total.value.saturating_mul(Decimal::from(per_cent)));
    let repaired = repaired_by_slip(reading, sum) || wrong_unit(reading, sum).is_some();
    let alike_heads = breakdown.heads_alike(reading, &sum.parts);
    if breakdown.opening == Opening::Run && sum.parts.len() >= 3 && repaired && Breakdown::lists_all(reading, sum.total, &sum.parts) {
        return within(60);
    }
    if breakdown.opening == Opening::Run && !(repaired && within(6) && joined(reading, &sum.parts) && sum.parts.len() >= 3) {
        return false;
    }
    let certain = breakdown.names_complete_set(&labels)
        || rest
        || parallel == sum.parts.len()
        || !short && breakdown.is_beside(reading, sum.total) && (breakdown.exhaustive || alike_heads)
        || Breakdown::announced(reading, sum.total) == Some(sum.parts.len());
    let largest_fits = sum.parts.iter().filter_map(|&part| reading.figure(part)).all(|part| part.value <= total.value);
    if certain && (within(60) || repaired) || breakdown.exhaustive && repaired && sum.parts.len() >= 3 {
        return true;
    }
    if breakdown.exhaustive && (within(25) || repaired && within(60)) {
        return true;
    }
    // Parts that exceed their total, and classes named alike one after the other, leave little doubt.
    let listed = joined(reading, &sum.parts);
    let in_a_row = sum.parts.windows(2).all(|pair| matches!(pair, [first, second] if *second == first + 1));
    let alike = sum.parts.len() >= 3 && in_a_row && named_alike(&labels);
    let told_exactly = listed && digits(total) >= 4 || listed && sum.parts.len() == 2 && digits(total) >= 3;
    repaired
        && (if short {
            within(6) || alike && within(20) || told_exactly && within(60)
        } else {
            within(25) || !largest_fits || listed || alike_heads
        })
}

/// Whether parts are bands that leave nothing out: 5亿元以上28个、1亿元至5亿元96个、1亿元以下188个.
fn in_bands(reading: &Reading, parts: &[usize]) -> bool {
    let words = |index: usize| {
        reading.figure(index).map_or(String::new(), |part| {
            let start = reading.text.seek_back(part.span.start, reading.clause_start(part.span.start), |c| c == '、');
            reading.text.words(start..part.span.start)
        })
    };
    let words: Vec<String> = parts.iter().map(|&part| words(part)).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let open = |words: &String| words.contains("以上") || words.contains("以下") || words.contains("以内");
    let between = words.iter().skip(1).take(words.len().saturating_sub(2)).all(|words| words.contains(['至', '到', '-', '—', '~']));
    words.len() >= 2 && open(first) && open(last) && first.contains("以上") != last.contains("以上") && between
}

/// The digits that a figure prints, without point and zeros at the ends.
fn digits(figure: &Figure) -> usize {
    let printed = figure.value.checked_div(figure.factor).unwrap_or(figure.value).normalize();
    printed.mantissa().unsigned_abs().to_string().len()
}

/// Whether all labels end with the same character: 电子类、食品类、建材类; 工业、农业、服务业.
fn named_alike(labels: &[&str]) -> bool {
    let end = |label: &str| label.trim_end_matches(['个', '的']).trim_end_matches("项目").trim_end_matches("投资").chars().last();
    let tail = |label: &str| label.chars().rev().take(2).collect::<String>();
    let same_tail =
        labels.first().is_some_and(|first| tail(first).chars().count() == 2 && labels.iter().all(|label| tail(label) == tail(first)));
    if same_tail {
        return true;
    }
    let first = labels.first().and_then(|label| end(label));
    first.is_some_and(|first| matches!(first, '类' | '级' | '业' | '型' | '批' | '期' | '产'))
        && labels.iter().all(|label| end(label) == first)
}

/// Whether the difference goes away if one of the figures was mistyped.
pub(super) fn repaired_by_slip(reading: &Reading, sum: &Sum) -> bool {
    let scaled = |value: Decimal, factor: Decimal| value.checked_div(factor).unwrap_or(value);
    let repaired = |index: usize, by: Decimal| {
        reading.figure(index).is_some_and(|figure| {
            let meant = figure.value.saturating_sub(by);
            meant > Decimal::ZERO && slip::is_slip(scaled(figure.value, figure.factor), scaled(meant, figure.factor), figure.decimals())
        })
    };
    repaired(sum.total, -sum.difference) || sum.parts.iter().any(|&part| repaired(part, sum.difference))
}

/// Whether the parts stand in one clause, parted by 、.
pub(super) fn joined(reading: &Reading, parts: &[usize]) -> bool {
    parts.windows(2).all(|pair| match pair {
        [first, second] => *second == first + 1 && reading.between(*first, *second).starts_with(['、', '和', '及']),
        _ => false,
    })
}

/// The part with which the sum holds once it is taken in 亿 for 万 or 万 for 亿, and the words for it.
fn wrong_unit(reading: &Reading, sum: &Sum) -> Option<(usize, String, String)> {
    let ten_thousand = Decimal::from(10_000);
    let total = reading.figure(sum.total)?;
    let parts_sum = total.value.checked_add(sum.difference)?;
    for (meant, from, to) in [(total.value.checked_mul(ten_thousand)?, '万', "亿"), (total.value.checked_div(ten_thousand)?, '亿', "万")]
    {
        let printed = total.printed(&reading.text);
        let near = parts_sum.checked_sub(meant)?.abs().checked_mul(Decimal::ONE_HUNDRED)? <= meant;
        if matches!(total.measure, Measure::Money(_)) && printed.contains(from) && near {
            return Some((sum.total, printed.clone(), printed.replace(from, to)));
        }
    }
    for &part in &sum.parts {
        let figure = reading.figure(part).filter(|figure| matches!(figure.measure, Measure::Money(_)))?;
        for (meant, from, to) in
            [(figure.value.checked_mul(ten_thousand)?, '万', "亿"), (figure.value.checked_div(ten_thousand)?, '亿', "万")]
        {
            let printed = figure.printed(&reading.text);
            let rest = sum.difference.checked_sub(figure.value)?.checked_add(meant)?;
            if printed.contains(from) && rest.abs() <= total.step && !total.step.is_zero() {
                return Some((part, printed.clone(), printed.replace(from, to)));
            }
        }
    }
    None
}

/// Whether every part has a share of the total that fits it: then the parts are right and others are left out.
fn shares_confirm(notes: &Notes, sum: &Sum) -> bool {
    sum.parts
        .iter()
        .all(|part| notes.ratios.iter().rev().take(NEAR).any(|ratio| ratio.part == *part && ratio.whole == sum.total && ratio.holds))
}

/// The stage of money that words name, as the number of its list.
fn stage(words: &str) -> Option<(usize, &'static str)> {
    let stages = &lexicon().stage;
    let lists = [&stages.completed, &stages.paid, &stages.agreed, &stages.planned];
    lists.into_iter().enumerate().find_map(|(number, list)| list.iter().find(|word| words.contains(word)).map(|word| (number, word)))
}

/// The names of what total and parts measure, where these are different things.
fn conflicting_stage(reading: &Reading, sum: &Sum) -> Option<(&'static str, &'static str)> {
    if !matches!(reading.figure(sum.total)?.measure, Measure::Money(_)) {
        return None;
    }
    let (total, total_word) = stage(reading.clause(sum.total))?;
    let mut named = None;
    for &part in &sum.parts {
        let (number, word) = stage(reading.lead(part))?;
        if number == total {
            return None;
        }
        named = Some(word);
    }
    Some((total_word, named?))
}

/// The units in which total and parts are counted, where they differ: 批次 and 次.
fn differing_units(reading: &Reading, sum: &Sum) -> Option<(String, String)> {
    let unit = |index: usize| {
        reading
            .figure(index)
            .filter(|figure| matches!(figure.measure, Measure::Count(_)))
            .map(|figure| reading.text.words(figure.digits.end..figure.span.end))
    };
    let total = unit(sum.total)?;
    let occasion = |unit: &str| matches!(unit, "批次" | "次" | "批" | "场次" | "场" | "人次");
    let parts: Vec<String> = sum.parts.iter().filter_map(|&part| unit(part)).collect();
    let first = parts.first()?.clone();
    let differ = parts.iter().all(|part| *part == first) && first != total && !first.is_empty() && !total.is_empty();
    (differ && (occasion(&total) || occasion(&first))).then_some((total, first))
}

/// From the total to the last part where they stand in one sentence, else the parts.
pub(super) fn span(reading: &Reading, sum: &Sum) -> Range<usize> {
    let (Some(&first), Some(&last)) = (sum.parts.iter().min(), sum.parts.iter().max()) else { return 0..0 };
    let same = match (reading.figure(sum.total), reading.figure(first)) {
        (Some(total), Some(first)) => total.sentence == first.sentence,
        _ => false,
    };
    let near = sum.total < first && first - sum.total <= 4;
    if same && near {
        stretch(reading, sum.total, last)
    } else {
        stretch(reading, first, last.max(if sum.total > last && same { sum.total } else { last }))
    }
}

fn accept(reading: &Reading, notes: &mut Notes, sum: &Sum) -> Option<()> {
    let total = reading.figure(sum.total)?;
    let span = span(reading, sum);
    let printed = total.printed(&reading.text);
    let listed = listed(reading, sum);
    if let Some((of_total, of_parts)) = conflicting_stage(reading, sum) {
        let parts = stretch(reading, *sum.parts.first()?, *sum.parts.last()?);
        let message = format!("各项{listed}相加与{printed}相等,但总数是“{of_total}”、分项是“{of_parts}”,口径不一致,请核实");
        notes.fails(Kind::Sum, parts, Fault::warning(printed.clone(), printed, message));
        return Some(());
    }
    if let Some((of_total, of_parts)) = differing_units(reading, sum) {
        let message = format!("{listed}相加与{printed}相等,但总数以“{of_total}”计、分项以“{of_parts}”计,计数单位不一致,请核实");
        notes.fails(Kind::Sum, span, Fault::warning(printed.clone(), printed, message));
        return Some(());
    }
    if !(span.start..span.end).contains(&total.span.start) {
        notes.holds(Kind::Sum, total.lead.start..total.span.end);
    }
    notes.holds(Kind::Sum, span);
    Some(())
}

/// The parts as a message names them.
fn listed(reading: &Reading, sum: &Sum) -> String {
    let printed: Vec<String> = sum.parts.iter().filter_map(|&part| reading.figure(part)).map(|part| part.printed(&reading.text)).collect();
    match printed.as_slice() {
        few if few.len() <= 4 => few.join("加"),
        [first, .., last] => format!("{first}…{last}共{}项", printed.len()),
        _ => String::new(),
    }
}

pub(super) fn reject(reading: &Reading, notes: &mut Notes, sum: &Sum) -> Option<()> {
    let total = reading.figure(sum.total)?;
    let text = &reading.text;
    if let Some((part, printed, right)) = wrong_unit(reading, sum) {
        let message = format!("“{printed}”与其余数字对不上(总数{}),写作“{right}”才相符,单位有误,请核对", total.printed(text));
        let mut fault = Fault::error(printed, right.clone(), message);
        fault.correction = reading.figure(part).map(|figure| (figure.span.clone(), right));
        notes.fails(Kind::Unit, span(reading, sum), fault);
        return Some(());
    }
    let computed = total.print(total.value.checked_add(sum.difference)?, text);
    let printed = total.printed(text);
    let off = total.print(sum.difference.abs(), text);
    let listed = listed(reading, sum);
    let advice = if sum.difference > Decimal::ZERO { "请核对各项和总数" } else { "请核对或补充其余类别" };
    let joined = if sum.parts.len() <= 4 { format!("{listed}为{computed}") } else { format!("{listed}相加为{computed}") };
    let message = format!("其中{joined},与{printed}相差{off},{advice}");
    notes.fails(Kind::Sum, span(reading, sum), Fault::error(printed, computed, message));
    Some(())
}

/// Whether an opening says that everything is listed.
pub(crate) fn is_exhaustive(opening: Opening) -> bool {
    matches!(opening, Opening::View | Opening::Listed | Opening::Colon | Opening::Bracket)
}
