//! A scheme over units: first whether everything is there, then column by column, then totals, ranks, grades.

mod column;
mod counts;
mod parts;
mod ranking;
mod ratio;
mod spread;
mod steps;
mod totals;
mod view;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::expression::Fault;
use crate::formula::Formula;
use crate::peers::Peers;
use crate::place::{Code, Problem, nearest};
use crate::result::{Evaluation, ScoreLine, Trace, UnitResult};
use crate::scheme::{Indicator, Scheme, TotalKind};
use crate::units::{Unit, Units};

use column::{Cell, Field};
use view::Subject;

/// The most faults that are told at once.
const MAX_PROBLEMS: usize = 100;
/// The most cells that are scored at once.
const MAX_CELLS: usize = 400_000;

/// Scores every unit. `month` (1 to 12) takes the place of the month in the units' text.
///
/// # Errors
/// Every fault found: a name that is no measure, a figure that a unit lacks, a table with fewer ranks than units.
pub fn evaluate(scheme: &Scheme, units: &Units, month: Option<u32>) -> Result<Evaluation, Vec<Problem>> {
    run(scheme, units, month, None)
}

/// Scores every unit against peers as they were: what units are compared with comes from `frozen`, what they have
/// themselves from `units`. The frozen month is used where there is one.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_against(scheme: &Scheme, units: &Units, frozen: &Peers) -> Result<Evaluation, Vec<Problem>> {
    run(scheme, units, frozen.month, Some(frozen))
}

/// Everything that scoring reads, and the peers that it writes down.
struct Sheet<'a> {
    scheme: &'a Scheme,
    month: Option<u32>,
    subjects: Vec<Subject<'a>>,
    frozen: Option<&'a Peers>,
    seen: RefCell<Peers>,
}

fn run(scheme: &Scheme, units: &Units, month: Option<u32>, frozen: Option<&Peers>) -> Result<Evaluation, Vec<Problem>> {
    let mut problems = Problems { scheme, units, found: BTreeSet::new() };
    check_names(scheme, units, &mut problems);
    let subjects = subjects(scheme, units, &mut problems);
    if let Some(fault) = too_many(scheme, units) {
        problems.fault(fault);
    }
    problems.end()?;
    let month = month.or(units.month);
    let seen = RefCell::new(Peers { month, columns: BTreeMap::new() });
    let sheet = Sheet { scheme, month, subjects, frozen, seen };
    let mut results = Vec::with_capacity(sheet.subjects.len());
    for (group, members) in sheet.groups() {
        results.extend(sheet.group(group, &members, &mut problems));
    }
    problems.end()?;
    Ok(Evaluation { units: results, peers: sheet.seen.into_inner(), round: scheme.round })
}

/// Faults with the texts that they point into.
struct Problems<'a> {
    scheme: &'a Scheme,
    units: &'a Units,
    found: BTreeSet<Problem>,
}

impl Problems<'_> {
    fn fault(&mut self, fault: Fault) {
        let source = if fault.in_units { &self.units.source } else { &self.scheme.source };
        self.found.insert(source.problem(fault.span, fault.code, fault.message, fault.remedy));
    }

    fn end(&mut self) -> Result<(), Vec<Problem>> {
        if self.found.is_empty() {
            return Ok(());
        }
        Err(std::mem::take(&mut self.found).into_iter().take(MAX_PROBLEMS).collect())
    }
}

/// More cells than can be scored while somebody waits.
fn too_many(scheme: &Scheme, units: &Units) -> Option<Fault> {
    let columns: usize =
        scheme.indicators.iter().map(|one| one.item.leaves()).chain(scheme.adjusts.iter().map(|one| one.item.leaves())).sum();
    (columns.saturating_mul(units.list.len()) > MAX_CELLS).then(|| {
        let message = format!("{} 个单位 × {columns} 个计分项,超过 {MAX_CELLS} 格", units.list.len());
        Fault::new(crate::place::Span::default(), Code::TooLarge, message, "把单位分成几次计算")
    })
}

/// A name that no unit has a figure for is no measure, or one that nobody reported.
fn check_names(scheme: &Scheme, units: &Units, problems: &mut Problems<'_>) {
    let brought: BTreeSet<&str> = units.list.iter().flat_map(|unit| unit.measures.keys()).map(String::as_str).collect();
    let mut lacking = BTreeSet::new();
    for (name, span) in &scheme.references {
        if matches!(name.as_str(), "month" | "group" | "total") || brought.contains(name.as_str()) {
            continue;
        }
        match scheme.measures.get(name) {
            Some(measure) if measure.expr.is_some() || measure.default.is_some() => {}
            Some(_) => {
                if lacking.insert(name) {
                    let place = units.list.first().map(|unit| unit.span).unwrap_or_default();
                    let message = format!("所有单位都缺少「{name}」({})", scheme.measure_name(name));
                    problems.fault(
                        Fault::new(place, Code::MissingValue, message, format!("给每个单位补上 \"{name}\": 数值,没有就写 0")).in_units(),
                    );
                }
            }
            None => {
                let remedy = nearest(name, brought.iter().copied())
                    .map_or_else(|| "改正名称,或在单位数据里补上这一项".to_owned(), |near| format!("是否想写 {near}"));
                problems.fault(Fault::new(*span, Code::UnknownMeasure, format!("没有名为「{name}」的指标值,各单位都没有这一项"), remedy));
            }
        }
    }
}

fn subjects<'a>(scheme: &'a Scheme, units: &'a Units, problems: &mut Problems<'_>) -> Vec<Subject<'a>> {
    let mut subjects = Vec::with_capacity(units.list.len());
    for unit in &units.list {
        let listed = scheme.groups.iter().find(|group| group.units.contains(&unit.name)).map(|group| group.id.as_str());
        let group = listed.or_else(|| unit.group.as_ref().map(|(group, _)| group.as_str()));
        if !scheme.groups.is_empty()
            && let Some(fault) = misplaced(scheme, unit, group)
        {
            problems.fault(fault);
        }
        subjects.push(Subject::new(unit, group));
    }
    // The order of the text decides nothing.
    subjects.sort_by(|left, right| left.unit.name.cmp(&right.unit.name));
    subjects
}

/// A unit whose group the scheme does not declare.
fn misplaced(scheme: &Scheme, unit: &Unit, group: Option<&str>) -> Option<Fault> {
    let declared = || scheme.groups.iter().map(|group| group.id.as_str());
    let Some(group) = group else {
        let known: Vec<_> = declared().collect();
        let remedy = format!("写 \"group\",可以是:{}", known.join("、"));
        return Some(Fault::new(unit.span, Code::MissingValue, format!("「{}」没有分组", unit.name), remedy).in_units());
    };
    if declared().any(|known| known == group) {
        return None;
    }
    let place = unit.group.as_ref().map_or(unit.span, |(_, span)| *span);
    let known: Vec<_> = declared().collect();
    let message = format!("「{}」的分组「{group}」不在方案里", unit.name);
    Some(Fault::new(place, Code::UnknownName, message, format!("方案里的分组:{}", known.join("、"))).in_units())
}

impl Sheet<'_> {
    /// Groups with the places of their units, in the scheme's order, then by name.
    fn groups(&self) -> Vec<(Option<&str>, Vec<usize>)> {
        let mut groups: BTreeMap<(usize, Option<&str>), Vec<usize>> = BTreeMap::new();
        for (at, subject) in self.subjects.iter().enumerate() {
            let place = self.scheme.groups.iter().position(|group| Some(group.id.as_str()) == subject.group).unwrap_or(usize::MAX);
            groups.entry((place, subject.group)).or_default().push(at);
        }
        groups.into_iter().map(|((_, group), members)| (group, members)).collect()
    }

    fn group(&self, group: Option<&str>, members: &[usize], problems: &mut Problems<'_>) -> Vec<UnitResult> {
        let mut sheets: Vec<ScoreSheet> = members.iter().map(|_| ScoreSheet::default()).collect();
        for indicator in self.scheme.indicators_of(group).iter().filter(|one| is_for(&one.groups, group)) {
            let everyone = self.everyone(&indicator.groups);
            let field = Field { group, members, everyone: &everyone, path: format!("{}/{}", group.unwrap_or_default(), indicator.id) };
            for (sheet, cell) in sheets.iter_mut().zip(self.column(&indicator.item, &field)) {
                match cell.and_then(|cell| self.item_line(indicator, cell, &mut sheet.flags)) {
                    Ok(line) => sheet.items.push(line),
                    Err(fault) => problems.fault(fault),
                }
            }
        }
        for adjust in self.scheme.adjusts.iter().filter(|one| is_for(&one.groups, group)) {
            let everyone = self.everyone(&adjust.groups);
            let path = format!("{}/±{}", group.unwrap_or_default(), adjust.id);
            let field = Field { group, members, everyone: &everyone, path };
            for (sheet, cell) in sheets.iter_mut().zip(self.column(&adjust.item, &field)) {
                match cell.and_then(|cell| self.adjust_line(adjust, cell, &mut sheet.flags)) {
                    Ok(line) => sheet.adjustments.push(line),
                    Err(fault) => problems.fault(fault),
                }
            }
        }
        if !problems.found.is_empty() {
            return Vec::new();
        }
        self.finish(group, members, sheets, problems)
    }

    fn everyone(&self, groups: &[String]) -> Vec<usize> {
        (0..self.subjects.len()).filter(|at| is_for(groups, self.subjects.get(*at).and_then(|subject| subject.group))).collect()
    }

    fn item_line(&self, indicator: &Indicator, cell: Cell, flags: &mut Vec<String>) -> Result<ScoreLine, Fault> {
        let mut formula = Formula::Rounded(Box::new(cell.formula), self.scheme.round_item);
        let mut words = cell.words;
        if let (TotalKind::Weighted(divisor), Some(weight)) = (self.scheme.total, indicator.weight) {
            let share = weight.checked_div(divisor).unwrap_or(weight);
            formula = Formula::Number(share).times(formula);
            words.push(format!("乘以权重 {}", crate::number::show(share)));
        }
        flags.extend(cell.flags);
        line(&indicator.id, formula, words, indicator.item.span)
    }

    fn adjust_line(&self, adjust: &crate::scheme::Adjust, cell: Cell, flags: &mut Vec<String>) -> Result<ScoreLine, Fault> {
        let inner = if adjust.penalty { Formula::Number(Decimal::ZERO).minus(cell.formula) } else { cell.formula };
        let line = line(&adjust.id, Formula::Rounded(Box::new(inner), self.scheme.round_item), cell.words, adjust.item.span)?;
        flags.extend(cell.flags);
        if adjust.needs_approval && !line.score.is_zero() {
            flags.push(format!("「{}」须经审批后才算数", adjust.id));
        }
        Ok(line)
    }
}

/// A score sheet while it is filled in.
#[derive(Default)]
struct ScoreSheet {
    items: Vec<ScoreLine>,
    adjustments: Vec<ScoreLine>,
    flags: Vec<String>,
}

/// Whether something with this list of groups is for a unit of that group.
fn is_for(groups: &[String], group: Option<&str>) -> bool {
    groups.is_empty() || groups.iter().any(|id| Some(id.as_str()) == group)
}

fn line(id: &str, formula: Formula, words: Vec<String>, span: crate::place::Span) -> Result<ScoreLine, Fault> {
    let score = formula
        .value()
        .map_err(|_| Fault::new(span, Code::Arithmetic, format!("「{id}」的得分太大,无法精确计算"), "检查单位和分值是否写错"))?;
    let score = score.normalize();
    Ok(ScoreLine { id: id.to_owned(), score, trace: Trace::new(formula, words, score) })
}
