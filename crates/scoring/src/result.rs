//! What an evaluation gives.

use std::fmt;

use rust_decimal::Decimal;

use crate::formula::Formula;
use crate::number;
use crate::peers::Peers;

/// The results of all units, by group and rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Groups in the scheme's order (by name where it declares none), units of a group by rank, then by name.
    pub units: Vec<UnitResult>,
    /// Whom the units were compared with.
    pub peers: Peers,
    /// Decimals of a total.
    pub round: u32,
}

/// The result of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitResult {
    /// Its name.
    pub unit: String,
    /// The group that it is ranked in, where it has one.
    pub group: Option<String>,
    /// Points, rounded half up to the scheme's `round`.
    pub total: Decimal,
    /// Its rank in the group; none where the group is not ranked.
    pub rank: Option<usize>,
    /// Its grade, where the scheme has grades.
    pub grade: Option<String>,
    /// What each indicator gives to the total, in the scheme's order.
    pub items: Vec<ScoreLine>,
    /// What each bonus adds and each penalty deducts, then what caps, floors and gates change.
    pub adjustments: Vec<ScoreLine>,
    /// What a reader must know beside the numbers.
    pub flags: Vec<String>,
}

/// One line of a score sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreLine {
    /// The id of the indicator or adjustment, or the name of what changed the total.
    pub id: String,
    /// What it gives to the total; the value of the trace's formula.
    pub score: Decimal,
    /// How it came to be.
    pub trace: Trace,
}

/// How a score came to be: in numbers, then in words.
///
/// Printed as `13.3333 ≈ 20 × (2 ÷ (12 × 0.25));…`: the text before `;` is the formula, without its last rounding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The arithmetic that gave the score.
    pub formula: Formula,
    /// The same in Chinese, with what decided.
    pub words: Vec<String>,
    /// The value of the formula.
    score: Decimal,
}

impl Trace {
    pub(crate) fn new(formula: Formula, words: Vec<String>, score: Decimal) -> Self {
        Self { formula, words, score }
    }

    /// The arithmetic as it is printed: `13.3333 ≈ 20 × (2 ÷ (12 × 0.25))`.
    pub fn numbers(&self) -> String {
        let (shown, exact) = self.shown();
        format!("{} {} {shown}", number::show(self.score), if exact { "=" } else { "≈" })
    }

    /// What the numbers are, in Chinese; empty where the numbers say it.
    pub fn told(&self) -> String {
        let mut words = self.words.join(",");
        if let (Formula::Rounded(_, places), (_, false)) = (&self.formula, self.shown()) {
            let rounding = format!("四舍五入到 {places} 位小数");
            words = if words.is_empty() { rounding } else { format!("{words},{rounding}") };
        }
        words
    }

    /// The formula without its last rounding, and whether that rounding changes nothing.
    fn shown(&self) -> (&Formula, bool) {
        match &self.formula {
            Formula::Rounded(inner, _) => (inner, inner.value() == Ok(self.score)),
            other => (other, true),
        }
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.numbers())?;
        let words = self.told();
        if words.is_empty() { Ok(()) } else { write!(f, ";{words}") }
    }
}

impl UnitResult {
    /// The total computed from the formulas of the traces alone; none where one of them has no value.
    pub fn recomputed(&self, round: u32) -> Option<Decimal> {
        let lines = self.items.iter().chain(&self.adjustments);
        let sum = lines.map(|line| line.trace.formula.value().ok()).try_fold(Decimal::ZERO, |sum, value| sum.checked_add(value?))?;
        Some(fixed(sum, round))
    }
}

/// Rounded, with as many decimals as are published.
pub(crate) fn fixed(value: Decimal, places: u32) -> Decimal {
    let mut value = number::round(value, places);
    value.rescale(places);
    value
}
