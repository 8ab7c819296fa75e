//! Quantities of a text, each with its place, unit, approximation, and the words around it.

use std::ops::Range;

use domain::money::Currency;
use quantity::unit::{Area, Counted};
use rust_decimal::Decimal;

use crate::interval::Interval;
use crate::text::Text;

mod hedge;
mod noted;
mod read;
mod units;

pub(crate) use hedge::word_before;
pub(crate) use read::read;

/// What a quantity measures. Only quantities of one measure are compared or added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Measure {
    /// Money of a currency, in the currency's unit.
    Money(Currency),
    /// A number of things.
    Count(Counted),
    /// A number of kinds or places: 三类, 八省, 4州市. It announces a list and is no number of projects.
    Kinds,
    /// Points of an assessment: 18.6分.
    Score,
    /// Things counted by another classifier: 120份, 12支.
    Pieces(char),
    /// Area, in the unit named.
    Area(Area),
    /// Per cent.
    Percent,
    /// 个百分点
    Points,
    /// 倍, 番
    Times,
    /// A cell of a table without a unit.
    Bare,
}

impl Measure {
    /// Whether it can be a part or a total: money, counts, area.
    pub(crate) const fn is_amount(self) -> bool {
        matches!(self, Self::Money(_) | Self::Count(_) | Self::Score | Self::Pieces(_) | Self::Area(_) | Self::Bare)
    }
}

/// How a text says that its figure is not exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Hedge {
    /// 约, 左右
    About,
    /// 近, 接近: a little below
    Near,
    /// 超, 过, 余, 多
    Over,
    /// 以上, 不低于
    AtLeast,
    /// 不足, 不到
    Under,
    /// 20~30个
    Range,
}

/// What a cell of a table measures.
#[derive(Clone, Debug)]
pub(crate) struct CellName {
    /// Header of the column and name of the row.
    pub(crate) label: String,
    /// Header of the column.
    pub(crate) header: String,
    /// Whether it stands in a row of totals.
    pub(crate) total: bool,
}

/// A quantity of the text.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// Numeral and unit, in characters.
    pub(crate) span: Range<usize>,
    /// Numeral alone.
    pub(crate) digits: Range<usize>,
    /// The value in the measure's own unit: yuan, pieces, per cent.
    pub(crate) value: Decimal,
    /// One of the last printed digit.
    pub(crate) step: Decimal,
    /// What the printed number is multiplied with: 100,000,000 for 亿元.
    pub(crate) factor: Decimal,
    /// What it measures.
    pub(crate) measure: Measure,
    /// How exact it says to be.
    pub(crate) hedge: Option<Hedge>,
    /// Words before it up to a mark or a figure.
    pub(crate) lead: Range<usize>,
    /// Words behind it up to a mark or a figure.
    pub(crate) tail: Range<usize>,
    /// Where the bracket opens in which it stands.
    pub(crate) bracket: Option<usize>,
    /// Number of its sentence.
    pub(crate) sentence: usize,
    /// Whether the unit was taken from another figure of its series or from a column.
    pub(crate) borrowed_unit: bool,
    /// Whether it counts kinds or places (三类, 4个县区) and so announces a list.
    pub(crate) announces: bool,
    /// Whether the figure is meant exactly, as counts and targets are.
    pub(crate) exact: bool,
    /// What a cell of a table measures, by its column and row.
    pub(crate) cell: Option<CellName>,
}

impl Figure {
    /// The values for which it stands.
    pub(crate) fn interval(&self) -> Option<Interval> {
        if self.exact || self.step.is_zero() {
            return Some(Interval::exact(self.value));
        }
        Interval::around(self.value, self.step / Decimal::TWO)
    }

    /// Digits behind the point of the printed number.
    pub(crate) fn decimals(&self) -> u32 {
        self.step.checked_div(self.factor).map_or(0, |step| step.normalize().scale())
    }

    /// A value in the figure's own unit and number of digits, as it would be printed.
    pub(crate) fn print(&self, value: Decimal, text: &Text) -> String {
        let unit: String = text.words(self.digits.end..self.span.end);
        let scale = match (self.factor, self.measure) {
            (_, Measure::Percent | Measure::Points | Measure::Times) => "",
            (factor, _) if factor == Decimal::from(100_000_000) && !unit.starts_with('亿') => "亿",
            (factor, _) if factor == Decimal::from(10_000) && !unit.starts_with('万') => "万",
            _ => "",
        };
        let shown = value
            .checked_div(self.factor)
            .unwrap_or(value)
            .round_dp_with_strategy(self.decimals().max(2), rust_decimal::RoundingStrategy::MidpointAwayFromZero);
        let unit = if self.measure == Measure::Percent { "%".to_owned() } else { unit };
        format!("{}{scale}{unit}", shown.normalize())
    }

    /// The figure as the text prints it.
    pub(crate) fn printed(&self, text: &Text) -> String {
        text.words(self.span.clone())
    }
}
