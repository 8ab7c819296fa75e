//! A scheme: what is counted, how it is scored, what is added and deducted, and what follows from the total.
//!
//! The language is described for users in the manual (考核方案); here stands what it means.

mod fields;
mod indicator;
mod links;
mod measure;
mod outcome;
mod pace;
mod read;
mod scorer;

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::expression::Expression;
use crate::place::{Problem, Source, Span};

pub(crate) use pace::Pace;

/// A scheme as read and checked.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub(crate) source: Source,
    /// What the scheme is known by.
    pub id: String,
    /// Its title, where it has one.
    pub name: Option<String>,
    /// The year that it assesses.
    pub year: Option<u32>,
    /// Decimals of a total.
    pub round: u32,
    /// Decimals of the score of an indicator or adjustment.
    pub round_item: u32,
    pub(crate) total: TotalKind,
    pub(crate) limits: Limits,
    pub(crate) tie: Tie,
    pub(crate) tie_break: Vec<TieBreak>,
    pub(crate) measures: BTreeMap<String, Measure>,
    pub(crate) groups: Vec<Group>,
    /// The indicators of units whose group overrides none.
    pub(crate) indicators: Vec<Indicator>,
    /// The indicators of groups that override some.
    pub(crate) of_groups: BTreeMap<String, Vec<Indicator>>,
    pub(crate) adjusts: Vec<Adjust>,
    pub(crate) gates: Vec<Gate>,
    pub(crate) grades: Vec<Grade>,
    /// Each use of a name in an expression, with its place.
    pub(crate) references: Vec<(String, Span)>,
}

/// How indicators make the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TotalKind {
    /// The sum of the scores.
    Sum,
    /// The sum of weight × score; the divisor is 1, or 100 where weights are written in per cent.
    Weighted(Decimal),
    /// The sum of the scores, said to have no upper end.
    Uncapped,
}

/// What bounds adjustments and totals.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    /// The most that bonuses add.
    pub(crate) bonus: Option<Decimal>,
    /// The most that penalties deduct.
    pub(crate) penalty: Option<Decimal>,
    /// The most that bonuses less penalties add.
    pub(crate) adjust: Option<Decimal>,
    /// The most that a total is.
    pub(crate) most: Option<Decimal>,
    /// The least that a total is.
    pub(crate) least: Option<Decimal>,
}

/// What rank those have who come behind several on one rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tie {
    /// 1, 1, 3
    Competition,
    /// 1, 1, 2
    Dense,
}

/// What decides between equal totals; more is better.
#[derive(Clone, Debug)]
pub(crate) enum TieBreak {
    /// The score of an indicator, by its id.
    Score(String),
    /// Something computed from measures.
    Value(Expression),
}

/// A measure that the scheme declares.
#[derive(Clone, Debug)]
pub(crate) struct Measure {
    pub(crate) name: Option<String>,
    pub(crate) unit: Option<String>,
    /// How it follows from others; where it is none, units bring it.
    pub(crate) expr: Option<Expression>,
    /// What a unit has that brings none.
    pub(crate) default: Option<Decimal>,
}

/// A group that the scheme declares.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) id: String,
    /// Units that belong to it without saying so.
    pub(crate) units: Vec<String>,
    /// Whether its units are ranked.
    pub(crate) ranked: bool,
}

/// An indicator of the scheme.
#[derive(Clone, Debug)]
pub(crate) struct Indicator {
    pub(crate) id: String,
    pub(crate) item: Item,
    /// Its part of a weighted total.
    pub(crate) weight: Option<Decimal>,
    /// The groups that it is for; empty for all.
    pub(crate) groups: Vec<String>,
}

/// A bonus or penalty.
#[derive(Clone, Debug)]
pub(crate) struct Adjust {
    pub(crate) id: String,
    pub(crate) item: Item,
    pub(crate) penalty: bool,
    pub(crate) needs_approval: bool,
    pub(crate) groups: Vec<String>,
}

/// Something that is scored: an indicator, a part of one, an adjustment.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// How it is called in traces.
    pub(crate) name: String,
    pub(crate) span: Span,
    /// Full marks; none only where the scorer does without.
    pub(crate) points: Option<Decimal>,
    /// What must hold for any points at all.
    pub(crate) guard: Option<Expression>,
    /// The most points, for scorers whose `cap` is in points.
    pub(crate) limit: Option<Decimal>,
    pub(crate) scorer: Scorer,
}

impl Item {
    /// How many parts are scored by themselves.
    pub(crate) fn leaves(&self) -> usize {
        match &self.scorer {
            Scorer::Children(children) => children.parts.iter().map(Self::leaves).sum(),
            _ => 1,
        }
    }

    /// Full marks; zero where the scheme has none, which reading allows only to scorers that do without.
    pub(crate) fn full(&self) -> Decimal {
        self.points.unwrap_or_default()
    }
}

/// The twelve ways of scoring (efficacy and minmax are one with different bases).
#[derive(Clone, Debug)]
pub(crate) enum Scorer {
    Ratio(Ratio),
    Spread(Spread),
    Rank(Rank),
    Steps(Steps),
    PerItem(PerItem),
    BaseMinus(BaseMinus),
    Gap(Gap),
    UnitStep(UnitStep),
    Children(Children),
    Ratings(Ratings),
    Manual(Expression),
}

/// points × value ÷ (target × pace), between floor and cap.
#[derive(Clone, Debug)]
pub(crate) struct Ratio {
    pub(crate) measure: Expression,
    pub(crate) target: Expression,
    pub(crate) pace: Pace,
    /// 1 unless stated.
    pub(crate) cap: Decimal,
    pub(crate) floor: Option<Decimal>,
    /// A ratio below it gives nothing.
    pub(crate) zero_below: Option<Decimal>,
    pub(crate) over: Option<Over>,
}

/// What goes beyond the target earns points of its own.
#[derive(Clone, Debug)]
pub(crate) struct Over {
    /// Points for each per cent above the cap of the ratio.
    pub(crate) per_pct: Expression,
    pub(crate) max: Option<Decimal>,
    /// Counted only in whole steps of so many per cent.
    pub(crate) whole_pct: Option<Decimal>,
}

/// Whose values a unit is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peerage {
    Group,
    All,
}

/// 功效系数 and 极差法: points × (base + (1 − base) × (x − min) ÷ (max − min)).
#[derive(Clone, Debug)]
pub(crate) struct Spread {
    pub(crate) measure: Expression,
    /// 0 for min-max.
    pub(crate) base: Decimal,
    pub(crate) peers: Peerage,
    /// Whether less is better.
    pub(crate) less_is_better: bool,
    /// Decimals that the score is rounded to before anything else.
    pub(crate) decimals: Option<u32>,
    pub(crate) zero_is_zero: bool,
}

/// Points by rank among the peers.
#[derive(Clone, Debug)]
pub(crate) struct Rank {
    pub(crate) measure: Expression,
    pub(crate) award: Award,
    pub(crate) peers: Peerage,
    pub(crate) less_is_better: bool,
    pub(crate) tie: Tie,
    pub(crate) zero_is_zero: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Award {
    /// Points of each rank, and of those behind the last, where the scheme says so.
    Table { points: Vec<Decimal>, rest: Option<Decimal>, span: Span },
    /// The first has full points, each rank behind so many less, down to a floor.
    Step { step: Decimal, floor: Decimal },
}

/// Points by thresholds of the value, or of value ÷ target.
#[derive(Clone, Debug)]
pub(crate) struct Steps {
    pub(crate) measure: Expression,
    pub(crate) target: Option<Expression>,
    pub(crate) pace: Pace,
    /// Threshold and points, the hardest first.
    pub(crate) thresholds: Vec<(Decimal, Decimal)>,
    pub(crate) less_is_better: bool,
}

/// A count with the points of each.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) name: Option<String>,
    pub(crate) measure: Expression,
    pub(crate) points: Decimal,
}

#[derive(Clone, Debug)]
pub(crate) struct PerItem {
    pub(crate) lines: Vec<Line>,
    /// A project earns the best of what it qualifies for and no more.
    pub(crate) once: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct BaseMinus {
    pub(crate) lines: Vec<Line>,
    pub(crate) floor: Decimal,
}

/// A tier that must be reached: points are lost for each that is missing.
#[derive(Clone, Debug)]
pub(crate) struct Tier {
    pub(crate) name: Option<String>,
    pub(crate) measure: Expression,
    pub(crate) minimum: Expression,
    pub(crate) points: Decimal,
}

#[derive(Clone, Debug)]
pub(crate) struct Gap {
    pub(crate) tiers: Vec<Tier>,
    pub(crate) floor: Decimal,
}

/// Full points at the norm, so many more or less for each whole step from it.
#[derive(Clone, Debug)]
pub(crate) struct UnitStep {
    pub(crate) measure: Expression,
    pub(crate) norm: Expression,
    pub(crate) step: Decimal,
    pub(crate) per_step: Decimal,
    pub(crate) per_step_down: Decimal,
    /// A value below it gives nothing.
    pub(crate) zero_below_abs: Option<Decimal>,
    pub(crate) floor: Decimal,
}

#[derive(Clone, Debug)]
pub(crate) struct Children {
    pub(crate) parts: Vec<Item>,
    /// The most, as a share of the points.
    pub(crate) cap: Option<Decimal>,
}

#[derive(Clone, Debug)]
pub(crate) struct Ratings {
    pub(crate) raters: Vec<Rater>,
    /// The best mark that a rater can give.
    pub(crate) full: Decimal,
    /// How many of the highest and of the lowest marks are left out.
    pub(crate) trim: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Rater {
    pub(crate) name: String,
    pub(crate) marks: Expression,
    pub(crate) weight: Decimal,
}

/// What follows where a condition holds.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    pub(crate) name: String,
    pub(crate) when: Expression,
    pub(crate) effect: Effect,
    pub(crate) groups: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// The total is nothing.
    Zero,
    /// The total is no more than this.
    Cap(Decimal),
    GradeUp,
    GradeDown,
    ExcludeFromAward,
    /// The lowest grade, whatever the total.
    Veto,
}

/// A grade: the first in the scheme's order whose conditions all hold, or else the last.
#[derive(Clone, Debug)]
pub(crate) struct Grade {
    pub(crate) name: String,
    /// The least total.
    pub(crate) min: Option<Decimal>,
    /// The share of the group that this and the grades above may have at most.
    pub(crate) share: Option<Decimal>,
    /// How many units this and the grades above may have at most.
    pub(crate) count: Option<usize>,
    pub(crate) consequences: Vec<String>,
}

impl Scheme {
    /// Reads and checks a scheme.
    ///
    /// # Errors
    /// Every fault found, in the order of the text.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        read::scheme(text)
    }

    /// The indicators that a group is scored by.
    pub(crate) fn indicators_of(&self, group: Option<&str>) -> &[Indicator] {
        group.and_then(|group| self.of_groups.get(group)).unwrap_or(&self.indicators)
    }

    /// How a measure is called: its Chinese name, or its id.
    pub(crate) fn measure_name<'s>(&'s self, id: &'s str) -> &'s str {
        self.measures.get(id).and_then(|measure| measure.name.as_deref()).unwrap_or(id)
    }
}
