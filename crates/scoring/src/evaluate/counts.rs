//! Scores by counting: so many points for each, deducted for each, lost for each that is missing.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Sheet;
use super::column::{Cell, value};
use super::view::named;
use crate::expression::{Expression, Fault, Value};
use crate::formula::{Formula, Quantity};
use crate::number;
use crate::place::Code;
use crate::scheme::{BaseMinus, Gap, Item, Line, PerItem};

impl Sheet<'_> {
    pub(super) fn per_item(&self, per_item: &PerItem, at: usize) -> Result<Cell, Fault> {
        let mut notes = Vec::new();
        let counts =
            if per_item.once { self.once(&per_item.lines, at, &mut notes)? } else { self.counts(&per_item.lines, at, &mut notes)? };
        let (formula, mut words) = self.counted(&per_item.lines, counts);
        if words.is_empty() {
            words.push("没有可计的".to_owned());
        } else if per_item.once {
            words.push("同一项目只按最高一档计分".to_owned());
        }
        Ok(Cell { flags: notes, ..Cell::new(formula, words) })
    }

    pub(super) fn base_minus(&self, item: &Item, base_minus: &BaseMinus, at: usize) -> Result<Cell, Fault> {
        let mut notes = Vec::new();
        let counts = self.counts(&base_minus.lines, at, &mut notes)?;
        let (lost, words) = self.counted(&base_minus.lines, counts);
        let mut words = if words.is_empty() { vec!["没有扣分".to_owned()] } else { vec![format!("扣分:{}", words.join(","))] };
        let formula = less(item.full(), lost, base_minus.floor, item, &mut words)?;
        Ok(Cell { flags: notes, ..Cell::new(formula, words) })
    }

    pub(super) fn gap(&self, item: &Item, gap: &Gap, at: usize) -> Result<Cell, Fault> {
        let mut notes = Vec::new();
        let mut lost = Vec::new();
        let mut words = Vec::new();
        for tier in &gap.tiers {
            let own = self.number(&tier.measure, at, &mut notes)?;
            let minimum = self.number(&tier.minimum, at, &mut notes)?;
            let title = tier.name.as_deref().unwrap_or_else(|| self.title(&tier.measure));
            if own.value >= minimum.value {
                words.push(format!("{title} {},已达 {}", number::show(own.value), number::show(minimum.value)));
                continue;
            }
            let missing = minimum.value - own.value;
            words.push(format!(
                "{title} {},比要求的 {} 少 {},每少 1 个扣 {} 分",
                number::show(own.value),
                number::show(minimum.value),
                number::show(missing),
                number::show(tier.points)
            ));
            lost.push(minimum.formula.minus(own.formula).times(Formula::Number(tier.points)));
        }
        let formula = less(item.full(), Formula::Sum(lost), gap.floor, item, &mut words)?;
        Ok(Cell { flags: notes, ..Cell::new(formula, words) })
    }

    /// Count × points of each line that has any.
    fn counted(&self, lines: &[Line], counts: Vec<Quantity>) -> (Formula, Vec<String>) {
        let mut parts = Vec::new();
        let mut words = Vec::new();
        for (line, count) in lines.iter().zip(counts) {
            if count.value.is_zero() {
                continue;
            }
            let title = line.name.as_deref().unwrap_or_else(|| self.title(&line.measure));
            words.push(format!("{title} {},每个 {} 分", self.figure(&line.measure, count.value), number::show(line.points)));
            parts.push(count.formula.times(Formula::Number(line.points)));
        }
        (Formula::Sum(parts), words)
    }

    fn counts(&self, lines: &[Line], at: usize, notes: &mut Vec<String>) -> Result<Vec<Quantity>, Fault> {
        lines
            .iter()
            .map(|line| match self.value(&line.measure, at, notes)? {
                Value::Number(quantity) => Ok(quantity),
                Value::Truth(truth) => Ok(Decimal::from(u8::from(truth)).into()),
                Value::Numbers(numbers) => Ok(Decimal::from(numbers.len()).into()),
                Value::Truths(truths) => Ok(Decimal::from(truths.iter().filter(|truth| **truth).count()).into()),
                Value::Boundless | Value::Text(_) => Err(self.no_count(&line.measure, at)),
            })
            .collect()
    }

    /// Counts in which a project stands once, at the best line that it qualifies for.
    ///
    /// What lines say must be of one kind: conditions over the columns of the projects; lists of project numbers; or
    /// counts, of which a lower line's contain the higher lines' projects (10亿元以上 has those of 50亿元以上 in it).
    fn once(&self, lines: &[Line], at: usize, notes: &mut Vec<String>) -> Result<Vec<Quantity>, Fault> {
        let mut best_first: Vec<usize> = (0..lines.len()).collect();
        best_first.sort_by_key(|index| std::cmp::Reverse(lines.get(*index).map(|line| line.points)));
        let mut counts = vec![Decimal::ZERO; lines.len()];
        let mut counted = Decimal::ZERO;
        let mut seen: BTreeSet<Project> = BTreeSet::new();
        let mut kind = None;
        for index in best_first {
            let Some(line) = lines.get(index) else { continue };
            let said = self.value(&line.measure, at, notes)?;
            let this = std::mem::discriminant(&said);
            if *kind.get_or_insert(this) != this {
                let fault = Fault::new(
                    line.measure.span(),
                    Code::BadValue,
                    "per_project_once 的各项写法不一致",
                    "统一写成项目一组数上的条件、项目编号的一组数,或个数",
                );
                return Err(named(fault, self.name(at)));
            }
            let mut take = |project: Project| seen.insert(project);
            let new = match said {
                Value::Number(quantity) => {
                    let new = (quantity.value - counted).max(Decimal::ZERO);
                    counted = counted.max(quantity.value);
                    new
                }
                Value::Numbers(ids) => Decimal::from(ids.into_iter().filter(|id| take(Project::Id(*id))).count()),
                Value::Truths(truths) => {
                    let places = truths.iter().enumerate().filter(|(_, truth)| **truth);
                    Decimal::from(places.filter(|(place, _)| take(Project::Place(*place))).count())
                }
                _ => return Err(self.no_count(&line.measure, at)),
            };
            if let Some(count) = counts.get_mut(index) {
                *count = new;
            }
        }
        Ok(counts.into_iter().map(Quantity::from).collect())
    }

    fn no_count(&self, measure: &Expression, at: usize) -> Fault {
        let fault = Fault::new(measure.span(), Code::NotANumber, "这里应是个数", "写指标名称、算式,或项目一组数上的条件");
        named(fault, self.name(at))
    }
}

/// What a project is known by among the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Project {
    Id(Decimal),
    Place(usize),
}

/// Points less what is lost, down to a floor.
fn less(points: Decimal, lost: Formula, floor: Decimal, item: &Item, words: &mut Vec<String>) -> Result<Formula, Fault> {
    if lost == Formula::Sum(Vec::new()) {
        return Ok(Formula::Number(points));
    }
    let formula = Formula::Number(points).minus(lost);
    if value(&formula, item.span)? < floor {
        words.push(format!("扣到 {} 分为止", number::show(floor)));
        return Ok(Formula::Greatest(vec![formula, Formula::Number(floor)]));
    }
    Ok(formula)
}
