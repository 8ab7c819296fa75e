//! % where 个百分点 is meant: 开工率比上年提高3.5%, 比同期时间进度快13.8%.

use crate::figure::Measure;
use crate::kinds::difference::direction;
use crate::lexicon::{ends_with, has_any, last_of, lexicon};
use crate::notes::{Fault, Notes};
use crate::reading::{Reading, Role};
use crate::report::Kind;

/// % where 个百分点 is meant: two per cent figures are compared.
pub(super) fn per_cent_for_points(reading: &Reading, notes: &mut Notes, index: usize) -> Option<()> {
    let figure = reading.figure(index)?;
    let lead = reading.lead(index);
    let clause = reading.clause(index);
    let points = &lexicon().points;
    let span = reading.clause_start(figure.span.start)..figure.span.end;
    let printed = figure.printed(&reading.text);
    let against_pace = has_any(clause, &points.pace) && direction(lead).is_some() && !lead.ends_with('的') && !clause.contains("完成");
    let moves =
        last_of(lead, &points.rises).or_else(|| last_of(lead, &points.falls)).is_some_and(|(end, _)| lead.len() - end <= "了约".len());
    let stands = ["高于", "低于", "高", "低", "高出"].iter().any(|word| lead.ends_with(word)) && has_any(clause, &lexicon().role.compare);
    let compares = has_any(clause, &lexicon().role.compare) || lead.contains('于');
    let verb_at = last_of(clause, &lexicon().role.compare).map_or(0, |(end, word)| end - word.len());
    let before_verb = clause.get(..verb_at).unwrap_or_default();
    let against_rate =
        clause.get(verb_at..).is_some_and(|words| ["平均进度", "平均水平", "平均增速", "平均增幅"].iter().any(|word| words.contains(word)));
    // 比上年完成率提高2.1%
    let past = clause.get(verb_at..).and_then(|words| {
        last_of(words, &points.rises).or_else(|| last_of(words, &points.falls)).and_then(|(end, word)| words.get(..end - word.len()))
    });
    let of_past_rate = past.is_some_and(|past| ends_with(past, &points.rate_subjects).is_some());
    let of_rate = ends_with(before_verb, &points.rate_subjects).is_some() && !before_verb.is_empty() || against_rate || of_past_rate;
    let behind_rate = before_verb.is_empty() && follows_rate(reading, index);
    // 较去年同期的38.9%提高2.6%: what it is compared with is a per cent figure itself.
    let beside_rate = index
        .checked_sub(1)
        .and_then(|before| reading.figure(before))
        .is_some_and(|before| before.measure == Measure::Percent && !reading.between(index - 1, index).contains([',', '，', ';', '、']));
    let of_rate = of_rate || beside_rate && clause.starts_with(['较', '比']);
    if !(against_pace || (moves || stands) && compares && (of_rate || behind_rate)) {
        return None;
    }
    let right = printed.replace('%', "个百分点");
    let message = format!("两个百分数之间的差应以百分点计,“{printed}”应写“{right}”,写成“%”易误解为相对增减幅度,请核对");
    let mut fault = Fault::warning(printed, right, message);
    fault.correction = Some((figure.digits.end - 1..figure.digits.end, "个百分点".to_owned()))
        .filter(|_| reading.text.before(figure.digits.end) == Some('%'));
    notes.fails(Kind::Unit, span, fault);
    Some(())
}

/// Whether the clause before ends with a rate: 开工率85%,同比提高3.5%.
fn follows_rate(reading: &Reading, index: usize) -> bool {
    let Some(before) = index.checked_sub(1) else { return false };
    let gap = reading.between(before, index);
    reading.figure(before).is_some_and(|rate| rate.measure == Measure::Percent)
        && reading.role(before) == Role::Plain
        && gap.starts_with([',', '，'])
        && has_any(reading.lead(before), &lexicon().points.rate_subjects)
}
