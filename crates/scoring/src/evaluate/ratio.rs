//! Completion of a target: value ÷ (target × pace), with cap, floor, and points for what goes beyond.

use rust_decimal::Decimal;

use super::Sheet;
use super::column::{Cell, value};
use crate::expression::Fault;
use crate::formula::{Formula, Quantity};
use crate::number;
use crate::peers::Standing;
use crate::place::Code;
use crate::scheme::{Item, Over, Pace, Ratio, Steps};

/// A target as far as it is due.
pub(super) struct Due {
    pub(super) formula: Formula,
    pub(super) value: Decimal,
    pub(super) words: String,
}

impl Sheet<'_> {
    pub(super) fn ratio(&self, item: &Item, ratio: &Ratio, at: usize) -> Result<Cell, Fault> {
        let mut notes = Vec::new();
        let standing = self.standing(&ratio.measure, at, &mut notes)?;
        let due = self.due(&ratio.target, &ratio.pace, at, &mut notes)?;
        let points = Formula::Number(item.full());
        let title = self.title(&ratio.measure);
        let Standing::Number(own) = standing else {
            return Ok(full(item, ratio, format!("{title} 的分母为零而分子大于零"), notes));
        };
        let mut words = vec![format!("{title} {},{}", self.figure(&ratio.measure, own.value), due.words)];
        if due.value.is_zero() {
            notes.push(format!("「{}」目标为零", item.name));
            if own.value > Decimal::ZERO {
                return Ok(full(item, ratio, words.join(","), notes));
            }
            words.push("目标为零且没有完成数,不得分".to_owned());
            return Ok(Cell { flags: notes, ..Cell::nothing(words) });
        }
        let share = own.formula.divided_by(due.formula);
        let done = value(&share, item.span)?;
        words.push(format!("完成率 {}", number::show_percent(done)));
        if let Some(least) = ratio.zero_below.filter(|least| done < *least) {
            words.push(format!("低于 {},不得分", number::show_percent(least)));
            return Ok(Cell { flags: notes, ..Cell::nothing(words) });
        }
        let least = ratio.floor.unwrap_or_default();
        let counted = if done > ratio.cap {
            words.push(format!("按上限 {} 计", number::show_percent(ratio.cap)));
            Formula::Least(vec![share.clone(), Formula::Number(ratio.cap)])
        } else if done < least {
            words.push(format!("按下限 {} 计", number::show_percent(least)));
            Formula::Greatest(vec![share.clone(), Formula::Number(least)])
        } else {
            share.clone()
        };
        let mut formula = points.times(counted);
        if let Some(over) = ratio.over.as_ref().filter(|_| done > ratio.cap) {
            formula = formula.plus(self.beyond(over, share, ratio.cap, at, &mut words, &mut notes)?);
        }
        Ok(Cell { formula, words, flags: notes })
    }

    /// Points for what goes beyond the cap.
    fn beyond(
        &self,
        over: &Over,
        share: Formula,
        cap: Decimal,
        at: usize,
        words: &mut Vec<String>,
        notes: &mut Vec<String>,
    ) -> Result<Formula, Fault> {
        let per_pct = self.number(&over.per_pct, at, notes)?;
        let mut excess = Formula::Number(Decimal::ONE_HUNDRED).times(share.minus(Formula::Number(cap)));
        if let Some(step) = over.whole_pct {
            excess = Formula::Whole(Box::new(excess.divided_by(Formula::Number(step)))).times(Formula::Number(step));
        }
        let pct = value(&excess, over.per_pct.span())?;
        words.push(format!("超出 {} 个百分点,每个加 {} 分", number::show(number::round(pct, 4)), number::show(per_pct.value)));
        let mut extra = excess.times(per_pct.formula);
        if let Some(max) = over.max.filter(|max| value(&extra, over.per_pct.span()).is_ok_and(|extra| extra > *max)) {
            words.push(format!("最多加 {} 分", number::show(max)));
            extra = Formula::Least(vec![extra, Formula::Number(max)]);
        }
        Ok(extra)
    }

    /// The due part of a target; refuses one below zero.
    pub(super) fn due(
        &self,
        target: &crate::expression::Expression,
        pace: &Pace,
        at: usize,
        notes: &mut Vec<String>,
    ) -> Result<Due, Fault> {
        let whole = self.number(target, at, notes)?;
        if whole.value < Decimal::ZERO {
            let message = format!("目标是负数 {}(单位「{}」)", number::show(whole.value), self.name(at));
            return Err(Fault::new(target.span(), Code::BadValue, message, "目标应大于或等于零,检查单位数据"));
        }
        let month = if pace.asks_month() { self.month(target.span())? } else { 12 };
        let shown = self.figure(target, whole.value);
        let (formula, paced) = pace.due(whole.formula, month);
        let Quantity { formula, value } =
            formula.quantity().map_err(|_| Fault::new(target.span(), Code::Arithmetic, "目标太大,无法精确计算", "检查单位是否写错"))?;
        let words = match paced {
            None => format!("目标 {shown}"),
            Some(pace) => format!("目标 {shown},{pace},应完成 {}", self.figure(target, value)),
        };
        Ok(Due { formula, value, words })
    }

    /// Points by the first threshold that is reached.
    pub(super) fn steps(&self, item: &Item, steps: &Steps, at: usize) -> Result<Cell, Fault> {
        let mut notes = Vec::new();
        let standing = self.standing(&steps.measure, at, &mut notes)?;
        let title = self.title(&steps.measure);
        let own = standing.quantity().cloned();
        let told = own.as_ref().map_or_else(|| "分母为零而分子大于零".to_owned(), |own| self.figure(&steps.measure, own.value));
        let mut words = vec![format!("{title} {told}")];
        // None is more than any threshold.
        let mut reached = own.as_ref().map(|own| own.value);
        if let Some(target) = &steps.target {
            let due = self.due(target, &steps.pace, at, &mut notes)?;
            words.push(due.words);
            if let Some(own) = own {
                if due.value.is_zero() {
                    notes.push(format!("「{}」目标为零", item.name));
                    reached = (own.value <= Decimal::ZERO).then_some(Decimal::ZERO);
                } else {
                    let share = value(&own.formula.divided_by(due.formula), item.span)?;
                    words.push(format!("完成率 {}", number::show_percent(share)));
                    reached = Some(share);
                }
            }
        }
        let fits = |threshold: Decimal| match reached {
            None => !steps.less_is_better,
            Some(reached) if steps.less_is_better => reached <= threshold,
            Some(reached) => reached >= threshold,
        };
        let shown = |threshold: Decimal| if steps.target.is_some() { number::show_percent(threshold) } else { number::show(threshold) };
        let side = if steps.less_is_better { "不超过" } else { "达到" };
        if let Some((threshold, points)) = steps.thresholds.iter().find(|(threshold, _)| fits(*threshold)) {
            words.push(format!("{side} {} 一档得 {} 分", shown(*threshold), number::show(*points)));
            return Ok(Cell { flags: notes, ..Cell::new(Formula::Number(*points), words) });
        }
        words.push("没有达到任何一档,不得分".to_owned());
        Ok(Cell { flags: notes, ..Cell::nothing(words) })
    }
}

/// Full points, for what is more than any target.
fn full(item: &Item, ratio: &Ratio, why: String, notes: Vec<String>) -> Cell {
    let points = Formula::Number(item.full());
    let formula = if ratio.cap < Decimal::ONE { points.times(Formula::Number(ratio.cap)) } else { points };
    Cell { formula, words: vec![format!("{why},按满分计")], flags: notes }
}
