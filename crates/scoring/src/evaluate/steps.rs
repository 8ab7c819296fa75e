//! Points by whole steps from a norm.

use rust_decimal::Decimal;

use super::Sheet;
use super::column::{Cell, value};
use crate::expression::Fault;
use crate::formula::Formula;
use crate::number;
use crate::scheme::{Item, UnitStep};

impl Sheet<'_> {
    pub(super) fn unit_step(&self, item: &Item, rule: &UnitStep, at: usize) -> Result<Cell, Fault> {
        let mut notes = Vec::new();
        let own = self.number(&rule.measure, at, &mut notes)?;
        let norm = self.number(&rule.norm, at, &mut notes)?;
        let title = self.title(&rule.measure);
        let mut words = vec![format!("{title} {},标准 {}", self.figure(&rule.measure, own.value), self.figure(&rule.norm, norm.value))];
        if let Some(least) = rule.zero_below_abs.filter(|least| own.value < *least) {
            words.push(format!("不到 {},不得分", number::show(least)));
            return Ok(Cell { flags: notes, ..Cell::nothing(words) });
        }
        let steps = Formula::Whole(Box::new(own.formula.minus(norm.formula).divided_by(Formula::Number(rule.step))));
        let count = value(&steps, item.span)?;
        let up = count >= Decimal::ZERO;
        let per_step = if up { rule.per_step } else { rule.per_step_down };
        words.push(format!(
            "每{} {} {} {} 分,整 {} 档",
            if up { "多" } else { "少" },
            number::show(rule.step),
            if up { "加" } else { "减" },
            number::show(per_step),
            number::show(count.abs())
        ));
        let formula = Formula::Number(item.full()).plus(steps.times(Formula::Number(per_step)));
        if value(&formula, item.span)? < rule.floor {
            words.push(format!("最低 {} 分", number::show(rule.floor)));
            return Ok(Cell { formula: Formula::Greatest(vec![formula, Formula::Number(rule.floor)]), words, flags: notes });
        }
        Ok(Cell { formula, words, flags: notes })
    }
}
