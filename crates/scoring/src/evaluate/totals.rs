//! From score sheets to totals, ranks and grades.

use rust_decimal::Decimal;

use super::ranking::{grade, ranks};
use super::view::View;
use super::{Problems, ScoreSheet, Sheet, is_for, line};
use crate::expression::{Computing, Fault, Value};
use crate::formula::Formula;
use crate::number;
use crate::place::{Code, Span};
use crate::result::{ScoreLine, UnitResult, fixed};
use crate::scheme::Effect;

/// What gates say beside the total.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Verdicts {
    /// Grades up, less grades down.
    pub(super) shift: i64,
    pub(super) veto: bool,
}

impl Sheet<'_> {
    pub(super) fn finish(
        &self,
        group: Option<&str>,
        members: &[usize],
        sheets: Vec<ScoreSheet>,
        problems: &mut Problems<'_>,
    ) -> Vec<UnitResult> {
        let mut done = Vec::with_capacity(members.len());
        for (at, mut sheet) in members.iter().zip(sheets) {
            match self.total(group, *at, &mut sheet) {
                Ok((total, verdicts)) => done.push((*at, sheet, total, verdicts)),
                Err(fault) => problems.fault(fault),
            }
        }
        let scored: Vec<_> = done.iter().map(|(at, sheet, total, _)| (*at, sheet, *total)).collect();
        let places = match ranks(self, &scored) {
            Ok(places) => places,
            Err(fault) => {
                problems.fault(fault);
                return Vec::new();
            }
        };
        let ranked = self.scheme.groups.iter().find(|one| Some(one.id.as_str()) == group).is_none_or(|group| group.ranked);
        let count = done.len();
        let mut results: Vec<(usize, UnitResult)> = Vec::with_capacity(count);
        for ((at, mut sheet, total, verdicts), place) in done.into_iter().zip(places) {
            let grade = grade(self.scheme, total, place, count, verdicts);
            if let Some(grade) = grade {
                sheet.flags.extend(grade.consequences.iter().map(|text| format!("{}:{text}", grade.name)));
            }
            let mut flags: Vec<String> = Vec::with_capacity(sheet.flags.len());
            for flag in sheet.flags {
                if !flags.contains(&flag) {
                    flags.push(flag);
                }
            }
            let result = UnitResult {
                unit: self.name(at).to_owned(),
                group: group.map(ToOwned::to_owned),
                total: fixed(total, self.scheme.round),
                rank: ranked.then_some(place),
                grade: grade.map(|grade| grade.name.clone()),
                items: sheet.items,
                adjustments: sheet.adjustments,
                flags,
            };
            results.push((place, result));
        }
        results.sort_by(|left, right| left.0.cmp(&right.0).then_with(|| left.1.unit.cmp(&right.1.unit)));
        results.into_iter().map(|(_, result)| result).collect()
    }

    /// The rounded total; what caps, floors and gates change becomes a line of the sheet.
    fn total(&self, group: Option<&str>, at: usize, sheet: &mut ScoreSheet) -> Result<(Decimal, Verdicts), Fault> {
        let limits = &self.scheme.limits;
        let bonus = sum(sheet.adjustments.iter().filter(|line| line.score > Decimal::ZERO))?;
        let penalty = sum(sheet.adjustments.iter().filter(|line| line.score < Decimal::ZERO))?;
        let bonus = limit(bonus, limits.bonus, "加分封顶", sheet)?;
        let penalty = match limits.penalty.filter(|most| -penalty > *most) {
            Some(most) => {
                let words = vec![format!("扣分合计 {},最多扣 {}", number::show(-penalty), number::show(most))];
                change(sheet, "扣分封顶", penalty, -most, words)?
            }
            None => penalty,
        };
        let adjustments = add(bonus, penalty)?;
        let adjustments = limit(adjustments, limits.adjust, "加减分合计封顶", sheet)?;
        let total = add(sum(sheet.items.iter())?, adjustments)?;
        let mut total = limit(total, limits.most, "总分封顶", sheet)?;
        if let Some(least) = limits.least.filter(|least| total < *least) {
            let words = vec![format!("总分 {},最低按 {} 计", number::show(total), number::show(least))];
            total = change(sheet, "总分保底", total, least, words)?;
        }
        let before = total;
        let mut verdicts = Verdicts::default();
        for gate in self.scheme.gates.iter().filter(|gate| is_for(&gate.groups, group)) {
            let Some(view) = self.view(at) else { continue };
            let view = View { got: Some((before, &sheet.items)), ..view };
            let mut computing = Computing::new(&view);
            let holds = match computing.value(&gate.when).map_err(|fault| super::view::named(fault, self.name(at)))? {
                Value::Truth(truth) => truth,
                // A gate over a list holds where it holds for any of its parts.
                Value::Truths(truths) => truths.contains(&true),
                _ => false,
            };
            let notes = computing.notes;
            sheet.flags.extend(notes);
            if !holds {
                continue;
            }
            let why = format!("{}{}", gate.when.text, self.looked_at(&gate.when, at));
            match gate.effect {
                Effect::Zero => {
                    let words = vec![format!("「{why}」成立,总分记 0")];
                    sheet.flags.push(format!("{}:总分记 0", gate.name));
                    total = change(sheet, &gate.name, total, Decimal::ZERO, words)?;
                }
                Effect::Cap(most) => {
                    sheet.flags.push(format!("{}:总分最高 {}", gate.name, number::show(most)));
                    if total > most {
                        let words = vec![format!("「{why}」成立,总分 {} 最高按 {} 计", number::show(total), number::show(most))];
                        total = change(sheet, &gate.name, total, most, words)?;
                    }
                }
                Effect::GradeUp => {
                    verdicts.shift += 1;
                    sheet.flags.push(format!("{}:晋一等", gate.name));
                }
                Effect::GradeDown => {
                    verdicts.shift -= 1;
                    sheet.flags.push(format!("{}:降一等", gate.name));
                }
                Effect::ExcludeFromAward => sheet.flags.push(format!("{}:不参加评奖", gate.name)),
                Effect::Veto => {
                    verdicts.veto = true;
                    sheet.flags.push(format!("{}:一票否决", gate.name));
                }
            }
        }
        Ok((number::round(total, self.scheme.round), verdicts))
    }
}

/// No more than `most`; what is taken off becomes a line of the sheet.
fn limit(value: Decimal, most: Option<Decimal>, name: &str, sheet: &mut ScoreSheet) -> Result<Decimal, Fault> {
    match most.filter(|most| value > *most) {
        Some(most) => {
            let words = vec![format!("合计 {},最高按 {} 计", number::show(value), number::show(most))];
            change(sheet, name, value, most, words)
        }
        None => Ok(value),
    }
}

/// Adds the line that makes `from` into `to`.
fn change(sheet: &mut ScoreSheet, name: &str, from: Decimal, to: Decimal, words: Vec<String>) -> Result<Decimal, Fault> {
    let formula = Formula::Number(to).minus(Formula::Number(from));
    sheet.adjustments.push(line(name, formula, words, Span::default())?);
    Ok(to)
}

fn sum<'l>(mut lines: impl Iterator<Item = &'l ScoreLine>) -> Result<Decimal, Fault> {
    lines.try_fold(Decimal::ZERO, |sum, line| add(sum, line.score))
}

fn add(left: Decimal, right: Decimal) -> Result<Decimal, Fault> {
    left.checked_add(right).ok_or_else(|| Fault::new(Span::default(), Code::Arithmetic, "总分太大,无法精确计算", "检查单位和分值是否写错"))
}
