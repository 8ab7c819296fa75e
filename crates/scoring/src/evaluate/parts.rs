//! Scores of several parts, marks of raters, and marks given by hand.

use rust_decimal::Decimal;

use super::Sheet;
use super::column::{Cell, Column, Field, value};
use super::view::named;
use crate::expression::{Expression, Fault, NodeKind, Value};
use crate::formula::Formula;
use crate::number;
use crate::place::Code;
use crate::scheme::{Children, Item, Rater, Ratings};

impl Sheet<'_> {
    pub(super) fn children(&self, item: &Item, children: &Children, field: &Field<'_>) -> Column {
        let mut columns: Vec<_> = children
            .parts
            .iter()
            .enumerate()
            .map(|(index, part)| {
                let path = format!("{}/{}", field.path, index + 1);
                self.column(part, &Field { group: field.group, members: field.members, everyone: field.everyone, path }).into_iter()
            })
            .collect();
        field
            .members
            .iter()
            .map(|_| {
                let cells: Vec<_> = columns.iter_mut().filter_map(Iterator::next).collect();
                together(item, children, cells)
            })
            .collect()
    }

    pub(super) fn ratings(&self, item: &Item, ratings: &Ratings, at: usize) -> Result<Cell, Fault> {
        let mut notes = Vec::new();
        let mut parts = Vec::with_capacity(ratings.raters.len());
        let mut words = Vec::with_capacity(ratings.raters.len());
        for rater in &ratings.raters {
            let marks = self.marks(rater, ratings, at, &mut notes)?;
            let count = marks.len();
            let mean = match <[Formula; 1]>::try_from(marks) {
                Ok([only]) => only,
                Err(marks) => Formula::Sum(marks).divided_by(Formula::Number(Decimal::from(count))),
            };
            let shown = number::show(number::round(value(&mean, item.span)?, 4));
            let name = self.rater_name(rater);
            words.push(format!("{name} {count} 份评分平均 {shown},占 {}", number::show_percent(rater.weight)));
            parts.push(Formula::Number(rater.weight).times(mean));
        }
        if ratings.trim > 0 {
            words.push(format!("已去掉 {} 个最高分和 {} 个最低分", ratings.trim, ratings.trim));
        }
        let formula = Formula::Number(item.full()).times(Formula::Sum(parts)).divided_by(Formula::Number(ratings.full));
        Ok(Cell { flags: notes, ..Cell::new(formula, words) })
    }

    fn rater_name<'r>(&'r self, rater: &'r Rater) -> &'r str {
        if rater.name == rater.marks.text { self.title(&rater.marks) } else { &rater.name }
    }

    /// The marks of one group of raters, those that count.
    fn marks(&self, rater: &Rater, ratings: &Ratings, at: usize, notes: &mut Vec<String>) -> Result<Vec<Formula>, Fault> {
        let mut marks = match self.value(&rater.marks, at, notes)? {
            Value::Number(quantity) => vec![quantity.value],
            Value::Numbers(numbers) => numbers,
            _ => return Err(named(Fault::new(rater.marks.span(), Code::NotANumber, "这里应是评分", "写评分的名称"), self.name(at))),
        };
        let name = self.rater_name(rater);
        if let Some(wrong) = marks.iter().find(|mark| **mark < Decimal::ZERO || **mark > ratings.full) {
            let (full, read) = (number::show(ratings.full), number::show(*wrong));
            let message = format!("「{}」的「{name}」评分应在 0 与 {full} 之间,读到 {read}", self.name(at));
            return Err(self.at_figures(&rater.marks, at, Code::BadValue, message, "改正评分;满分不是 100 时在方案里写 full"));
        }
        if marks.len() <= 2 * ratings.trim {
            let message = if marks.is_empty() {
                format!("「{}」的「{name}」一份评分也没有", self.name(at))
            } else {
                format!("「{}」的「{name}」只有 {} 份评分,去掉最高最低后就没有了", self.name(at), marks.len())
            };
            return Err(self.at_figures(&rater.marks, at, Code::MissingValue, message, "补上评分"));
        }
        marks.sort();
        let kept = marks.len() - 2 * ratings.trim;
        Ok(marks.into_iter().skip(ratings.trim).take(kept).map(Formula::Number).collect())
    }

    pub(super) fn manual(&self, item: &Item, measure: &Expression, at: usize) -> Result<Cell, Fault> {
        let mut notes = Vec::new();
        let given = self.number(measure, at, &mut notes)?;
        let full = item.full();
        let mut words = vec![format!("人工评分 {}", number::show(given.value))];
        let formula = if given.value > full {
            notes.push(format!("「{}」人工评分 {} 超过满分,按 {} 计", item.name, number::show(given.value), number::show(full)));
            words.push(format!("按满分 {} 计", number::show(full)));
            Formula::Least(vec![given.formula, Formula::Number(full)])
        } else if given.value < Decimal::ZERO {
            notes.push(format!("「{}」人工评分 {} 是负数,按 0 计", item.name, number::show(given.value)));
            words.push("按 0 计".to_owned());
            Formula::Greatest(vec![given.formula, Formula::Number(Decimal::ZERO)])
        } else {
            given.formula
        };
        Ok(Cell { flags: notes, ..Cell::new(formula, words) })
    }

    /// A fault in the figures of a unit, at the figures where the expression is their plain name.
    fn at_figures(&self, expression: &Expression, at: usize, code: Code, message: String, remedy: &str) -> Fault {
        let unit = self.subjects.get(at).map(|subject| subject.unit);
        let figures = match &expression.root.kind {
            NodeKind::Name(name) => unit.and_then(|unit| unit.measures.get(name)).map(|figures| figures.span),
            _ => None,
        };
        match figures {
            Some(span) => Fault::new(span, code, message, remedy).in_units(),
            None => Fault::new(expression.span(), code, message, remedy),
        }
    }
}

/// One unit's parts as one cell.
fn together(item: &Item, children: &Children, cells: Vec<Result<Cell, Fault>>) -> Result<Cell, Fault> {
    let mut parts = Vec::with_capacity(cells.len());
    let mut words = Vec::with_capacity(cells.len());
    let mut flags = Vec::new();
    for (part, cell) in children.parts.iter().zip(cells) {
        let cell = cell?;
        let points = number::show(number::round(value(&cell.formula, part.span)?, 4));
        words.push(format!("{}({})得 {points} 分", part.name, cell.words.join(",")));
        parts.push(cell.formula);
        flags.extend(cell.flags);
    }
    let mut formula = Formula::Sum(parts);
    if let Some(cap) = children.cap {
        let most = Formula::Number(item.full()).times(Formula::Number(cap));
        let limit = value(&most, item.span)?;
        if value(&formula, item.span)? > limit {
            words.push(format!("合计最高 {} 分", number::show(limit)));
            formula = Formula::Least(vec![formula, most]);
        }
    }
    Ok(Cell { formula, words, flags })
}
