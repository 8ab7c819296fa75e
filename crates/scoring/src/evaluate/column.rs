//! One scored item for all units of a group: a column of the score sheet.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Sheet;
use crate::expression::{Expression, Fault};
use crate::formula::Formula;
use crate::number;
use crate::peers::Standing;
use crate::place::{Code, Span};
use crate::scheme::{Item, Peerage, Scorer};

/// Whom a column is for.
pub(super) struct Field<'f> {
    pub(super) group: Option<&'f str>,
    /// The units of the group.
    pub(super) members: &'f [usize],
    /// All units that the item is for, of whatever group.
    pub(super) everyone: &'f [usize],
    /// Where the column stands among the frozen peers.
    pub(super) path: String,
}

/// A score before it is rounded.
pub(super) struct Cell {
    pub(super) formula: Formula,
    pub(super) words: Vec<String>,
    pub(super) flags: Vec<String>,
}

impl Cell {
    pub(super) fn new(formula: Formula, words: Vec<String>) -> Self {
        Self { formula, words, flags: Vec::new() }
    }

    pub(super) fn nothing(words: Vec<String>) -> Self {
        Self::new(Formula::Number(Decimal::ZERO), words)
    }
}

/// The cells of a column, one for each member.
pub(super) type Column = Vec<Result<Cell, Fault>>;

/// The values that a comparison goes by.
pub(super) struct Compared {
    /// Each member's own value.
    pub(super) own: Vec<Result<Standing, Fault>>,
    /// What each left to say.
    pub(super) notes: Vec<Vec<String>>,
    /// The values of the peers, by unit.
    pub(super) peers: BTreeMap<String, Standing>,
}

impl Sheet<'_> {
    pub(super) fn column(&self, item: &Item, field: &Field<'_>) -> Column {
        let cells = match &item.scorer {
            Scorer::Spread(spread) => self.spread(item, spread, field),
            Scorer::Rank(rank) => self.ranks(item, rank, field),
            Scorer::Children(children) => self.children(item, children, field),
            alone => field.members.iter().map(|at| self.alone(item, alone, *at)).collect(),
        };
        cells.into_iter().zip(field.members).map(|(cell, at)| self.bounded(item, cell, *at)).collect()
    }

    fn alone(&self, item: &Item, scorer: &Scorer, at: usize) -> Result<Cell, Fault> {
        match scorer {
            Scorer::Ratio(ratio) => self.ratio(item, ratio, at),
            Scorer::Steps(steps) => self.steps(item, steps, at),
            Scorer::PerItem(per_item) => self.per_item(per_item, at),
            Scorer::BaseMinus(base_minus) => self.base_minus(item, base_minus, at),
            Scorer::Gap(gap) => self.gap(item, gap, at),
            Scorer::UnitStep(unit_step) => self.unit_step(item, unit_step, at),
            Scorer::Ratings(ratings) => self.ratings(item, ratings, at),
            Scorer::Manual(measure) => self.manual(item, measure, at),
            // These compare units or have parts, and are scored as columns.
            Scorer::Spread(_) | Scorer::Rank(_) | Scorer::Children(_) => Ok(Cell::nothing(Vec::new())),
        }
    }

    /// The guard, and the limit in points.
    fn bounded(&self, item: &Item, cell: Result<Cell, Fault>, at: usize) -> Result<Cell, Fault> {
        if let Some(guard) = &item.guard {
            let mut notes = Vec::new();
            if !self.holds(guard, at, &mut notes)? {
                let seen = self.looked_at(guard, at);
                return Ok(Cell { flags: notes, ..Cell::nothing(vec![format!("前提「{}」不成立{seen},不得分", guard.text)]) });
            }
        }
        let mut cell = cell?;
        if let Some(limit) = item.limit
            && value(&cell.formula, item.span)? > limit
        {
            cell.formula = Formula::Least(vec![cell.formula, Formula::Number(limit)]);
            cell.words.push(format!("最高 {} 分", number::show(limit)));
        }
        Ok(cell)
    }

    /// The values of the members and of those that they are compared with, which are frozen or become so.
    pub(super) fn compared(&self, measure: &Expression, peers: Peerage, field: &Field<'_>) -> Compared {
        let mut notes = Vec::with_capacity(field.members.len());
        let own: Vec<_> = field
            .members
            .iter()
            .map(|at| {
                let mut told = Vec::new();
                let value = self.standing(measure, *at, &mut told);
                notes.push(told);
                value
            })
            .collect();
        if let Some(frozen) = self.frozen {
            let Some(peers) = frozen.columns.get(&field.path).cloned() else {
                let message = format!("冻结的比较范围里没有「{}」这一列", field.path);
                let fault = Fault::new(measure.span(), Code::UnknownName, message, "用冻结时的方案和分组,或重新冻结");
                return Compared { own: field.members.iter().map(|_| Err(fault.clone())).collect(), notes, peers: BTreeMap::new() };
            };
            self.remember(field, peers.clone());
            return Compared { own, notes, peers };
        }
        let mut values: BTreeMap<String, Standing> = BTreeMap::new();
        match peers {
            Peerage::Group => {
                let named = field.members.iter().zip(&own);
                values.extend(named.filter_map(|(at, value)| Some((self.name(*at).to_owned(), value.clone().ok()?))));
            }
            Peerage::All => {
                let all = field.everyone.iter();
                values.extend(all.filter_map(|at| Some((self.name(*at).to_owned(), self.standing(measure, *at, &mut Vec::new()).ok()?))));
            }
        }
        self.remember(field, values.clone());
        Compared { own, notes, peers: values }
    }

    fn remember(&self, field: &Field<'_>, values: BTreeMap<String, Standing>) {
        self.seen.borrow_mut().columns.insert(field.path.clone(), values);
    }
}

/// The value of a formula; where there is none, the fault points to what is scored.
pub(super) fn value(formula: &Formula, span: Span) -> Result<Decimal, Fault> {
    formula.value().map_err(|_| Fault::new(span, Code::Arithmetic, "数太大,无法精确计算", "检查单位和分值是否写错"))
}

/// What a comparison is called in words.
pub(super) fn field_name(field: &Field<'_>, peers: Peerage) -> String {
    match (peers, field.group) {
        (Peerage::All, _) => "全部单位".to_owned(),
        (Peerage::Group, Some(group)) => format!("「{group}」组"),
        (Peerage::Group, None) => "各单位".to_owned(),
    }
}
