//! Scores by comparison with peers: 功效系数 and 极差法 by the distance from the worst, 名次 by rank.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Sheet;
use super::column::{Cell, Column, Compared, Field, field_name};
use crate::expression::Fault;
use crate::formula::{Formula, Quantity};
use crate::number;
use crate::peers::Standing;
use crate::place::Code;
use crate::scheme::{Award, Item, Rank, Spread, Tie};

/// The worst and the best of the peers, with whose they are.
struct Ends<'p> {
    worst: (&'p str, &'p Quantity),
    best: (&'p str, &'p Quantity),
    /// Whether a peer is above any number.
    boundless: bool,
}

impl Sheet<'_> {
    pub(super) fn spread(&self, item: &Item, spread: &Spread, field: &Field<'_>) -> Column {
        let Compared { own, notes, peers } = self.compared(&spread.measure, spread.peers, field);
        let mut numbers: Vec<_> = peers.iter().filter_map(|(unit, value)| Some((unit.as_str(), value.quantity()?))).collect();
        // Of equals the first by name stands in the trace.
        numbers.sort_by(|left, right| left.1.value.cmp(&right.1.value).then(left.0.cmp(right.0)));
        let least = numbers.first().copied();
        let most = least.and_then(|_| {
            let most = numbers.last()?.1.value;
            numbers.iter().find(|(_, quantity)| quantity.value == most).copied()
        });
        let boundless = peers.values().any(|value| *value == Standing::Boundless);
        let ends = least.zip(most).map(|(least, most)| {
            let (worst, best) = if spread.less_is_better { (most, least) } else { (least, most) };
            Ends { worst, best, boundless }
        });
        own.into_iter()
            .zip(notes)
            .map(|(own, notes)| {
                let mut cell = self.spread_cell(item, spread, own?, ends.as_ref(), &field_name(field, spread.peers));
                cell.flags.splice(0..0, notes);
                Ok(cell)
            })
            .collect()
    }

    fn spread_cell(&self, item: &Item, spread: &Spread, own: Standing, ends: Option<&Ends<'_>>, field: &str) -> Cell {
        let points = item.full();
        let rounded = |formula: Formula| match spread.decimals {
            Some(places) => Formula::Rounded(Box::new(formula), places),
            None => formula,
        };
        let title = self.title(&spread.measure);
        let (Standing::Number(own), Some(ends)) = (own, ends) else {
            let words = vec![format!("{title} 的分母为零而分子大于零,按满分计")];
            return Cell::new(rounded(Formula::Number(points)), words);
        };
        let (worst, best) = (ends.worst.1, ends.best.1);
        let mut words = vec![
            format!("{title} {}", self.figure(&spread.measure, own.value)),
            format!(
                "{field}最好 {}({}),最差 {}({})",
                self.figure(&spread.measure, best.value),
                ends.best.0,
                self.figure(&spread.measure, worst.value),
                ends.worst.0
            ),
        ];
        if spread.zero_is_zero && own.value.is_zero() {
            words.push("值为零,不得分".to_owned());
            return Cell::nothing(words);
        }
        if best.value == worst.value && !ends.boundless {
            words.push("各单位相同,都得满分".to_owned());
            return Cell::new(rounded(Formula::Number(points)), words);
        }
        let beyond = own.value.min(best.value.max(worst.value)).max(best.value.min(worst.value)) != own.value;
        let mut share = if best.value == worst.value {
            // Everybody with a number is behind somebody who is above any number.
            Formula::Number(Decimal::ZERO)
        } else if spread.less_is_better {
            worst.formula.clone().minus(own.formula).divided_by(worst.formula.clone().minus(best.formula.clone()))
        } else {
            own.formula.minus(worst.formula.clone()).divided_by(best.formula.clone().minus(worst.formula.clone()))
        };
        if beyond {
            // Only against frozen peers: what has since gone past them counts as the best or the worst of them.
            share = Formula::Greatest(vec![Formula::Least(vec![share, Formula::Number(Decimal::ONE)]), Formula::Number(Decimal::ZERO)]);
        }
        let counted = if spread.base.is_zero() {
            share
        } else {
            words.push(format!("基本分 {}", number::show_percent(spread.base)));
            Formula::Number(spread.base).plus(Formula::Number(Decimal::ONE - spread.base).times(share))
        };
        if let Some(places) = spread.decimals {
            words.push(format!("本项先四舍五入到 {places} 位小数"));
        }
        let mut cell = Cell::new(rounded(Formula::Number(points).times(counted)), words);
        if own.value.is_zero() && own.value == worst.value && !spread.base.is_zero() {
            let kept = number::show((points * spread.base).normalize());
            cell.flags.push(format!("「{}」值为零仍得基本分 {kept} 分;如不合适,方案可写 zero_is_zero = true", item.name));
        }
        cell
    }

    pub(super) fn ranks(&self, item: &Item, rank: &Rank, field: &Field<'_>) -> Column {
        let Compared { own, notes, peers } = self.compared(&rank.measure, rank.peers, field);
        let name = field_name(field, rank.peers);
        let mut standings: Vec<_> = peers.values().cloned().collect();
        standings.sort_by(|left, right| right.compare(left, rank.less_is_better));
        if let Award::Table { points, rest: None, span } = &rank.award
            && points.len() < standings.len()
        {
            let message = format!("名次得分表有 {} 个名次,{name}有 {} 个单位", points.len(), standings.len());
            let remedy = "补足各名次的得分;其余名次得分相同时写 rest = 0";
            let fault = Fault::new(*span, Code::RankTable, message, remedy);
            return field.members.iter().map(|_| Err(fault.clone())).collect();
        }
        own.into_iter()
            .zip(notes)
            .zip(field.members)
            .map(|((own, notes), at)| {
                let own = own?;
                let before = peers.get(self.name(*at));
                let (place, equals) = place(&own, before, &standings, rank);
                let told = own.quantity().map_or_else(|| "分母为零而分子大于零".to_owned(), |own| self.figure(&rank.measure, own.value));
                let mut words = vec![format!("{} {told}", self.title(&rank.measure))];
                if rank.zero_is_zero && own.quantity().is_some_and(|own| own.value.is_zero()) {
                    words.push("值为零,不得分".to_owned());
                    return Ok(Cell { flags: notes, ..Cell::nothing(words) });
                }
                let shared = if equals > 0 { "并列" } else { "" };
                words.push(format!("{name} {} 个单位中{shared}第 {place} 名", standings.len()));
                let formula = award(item, rank, place, &mut words);
                Ok(Cell { flags: notes, ..Cell::new(formula, words) })
            })
            .collect()
    }
}

/// The rank of a value among the peers, of whom one may be itself as it was, and how many others are equal.
fn place(own: &Standing, before: Option<&Standing>, standings: &[Standing], rank: &Rank) -> (usize, usize) {
    let against = |other: &Standing| other.compare(own, rank.less_is_better);
    let better = standings.partition_point(|other| against(other) == Ordering::Greater);
    let ahead = standings.get(..better).unwrap_or_default();
    let equal = standings.iter().skip(better).take_while(|other| against(other) == Ordering::Equal).count();
    let itself = before.map(against);
    let equals = equal.saturating_sub(usize::from(itself == Some(Ordering::Equal)));
    let was_ahead = usize::from(itself == Some(Ordering::Greater));
    let place = match rank.tie {
        Tie::Competition => better - was_ahead.min(better),
        Tie::Dense => {
            let mut values: Vec<&Standing> = ahead.iter().collect();
            if was_ahead == 1
                && let Some(at) = values.iter().position(|value| Some(*value) == before)
            {
                values.remove(at);
            }
            values.dedup_by(|left, right| left.compare(right, rank.less_is_better) == Ordering::Equal);
            values.len()
        }
    };
    (place + 1, equals)
}

fn award(item: &Item, rank: &Rank, place: usize, words: &mut Vec<String>) -> Formula {
    match &rank.award {
        Award::Table { points, rest, .. } => {
            let points = points.get(place - 1).copied().or(*rest).unwrap_or_default();
            words.push(format!("第 {place} 名得 {} 分", number::show(points)));
            Formula::Number(points)
        }
        Award::Step { step, floor } => {
            words.push(format!("每低一名少 {} 分", number::show(*step)));
            let lost = Formula::Number(*step).times(Formula::Number(Decimal::from(place - 1)));
            let formula = Formula::Number(item.full()).minus(lost);
            if formula.value().is_ok_and(|value| value < *floor) {
                words.push(format!("最低 {} 分", number::show(*floor)));
                return Formula::Greatest(vec![formula, Formula::Number(*floor)]);
            }
            formula
        }
    }
}
