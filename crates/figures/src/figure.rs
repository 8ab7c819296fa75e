//! Quantities of a text, each with its place, unit, approximation, and the words around it.

use std::ops::Range;

use domain::money::Currency;
use quantity::numeral::{self, Numeral};
use quantity::unit::{self, Area, Counted, Unit};
use rust_decimal::Decimal;

use crate::interval::Interval;
use crate::lexicon::lexicon;
use crate::noise::Noise;
use crate::text::Text;

/// What a quantity measures. Only quantities of one measure are compared or added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Measure {
    /// Money of a currency, in the currency's unit.
    Money(Currency),
    /// A number of things.
    Count(Counted),
    /// A number of kinds or places: 三类, 八省, 4州市. It announces a list and is no number of projects.
    Kinds,
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
        matches!(self, Self::Money(_) | Self::Count(_) | Self::Area(_) | Self::Bare)
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

/// Reads all quantities of a text.
pub(crate) fn read(text: &Text, noise: &Noise) -> Vec<Figure> {
    let mut figures: Vec<Figure> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(end) = noise.end_at(at) {
            at = end;
            continue;
        }
        at = match figure_at(text, at) {
            Step::Figure(figure) => {
                let end = figure.span.end;
                figures.push(*figure);
                end
            }
            Step::Over(end) => end.max(at + 1),
        };
    }
    borrow_units(text, &mut figures);
    figures.retain(|figure| figure.measure != Measure::Bare || figure.borrowed_unit);
    figures
}

enum Step {
    Figure(Box<Figure>),
    Over(usize),
}

/// The numeral at a place; 百亿 and 千万 have no digit before them.
fn numeral_at(text: &Text, at: usize) -> Option<Numeral> {
    let chars = text.chars();
    let c = text.at(at)?;
    let head = |value: i64| {
        let scale = text.at(at + 1).filter(|c| matches!(c, '亿' | '万'))?;
        let factor = if scale == '亿' { 100_000_000 } else { 10_000 };
        let scale = if scale == '亿' { numeral::Scale::Yi } else { numeral::Scale::Wan };
        Some(Numeral { value: Decimal::from(value * factor), span: at..at + 2, scale, percent: false, plain: false, loose_tail: false })
    };
    match c {
        // 百分之八十 is a numeral of its own.
        '百' | '千' | '万' if text.sees(at + 1, "分之") => {}
        '百' => return head(100),
        '千' => return head(1_000),
        _ if !(c.is_ascii_digit() || numeral::digit(c).is_some() || c == '十') => return None,
        _ => {}
    }
    let found = numeral::at(chars, at)?;
    if text.at(found.span.end) == Some(' ') && c.is_ascii_digit() {
        let spaced = numeral::at_spaced(chars, at)?;
        let grouped =
            spaced.span.end > found.span.end && (spaced.scale != numeral::Scale::One || unit::at(chars, spaced.span.end).is_some());
        return Some(if grouped { spaced } else { found });
    }
    Some(found)
}

/// Words that are a half: 过半, 一半, 半数.
fn half_at(text: &Text, at: usize) -> Option<Figure> {
    let (length, hedge) = [
        ("过半数", Some(Hedge::Over)),
        ("超半数", Some(Hedge::Over)),
        ("超过半数", Some(Hedge::Over)),
        ("超一半", Some(Hedge::Over)),
        ("超过一半", Some(Hedge::Over)),
        ("近半数", Some(Hedge::Near)),
        ("近一半", Some(Hedge::Near)),
        ("不足一半", Some(Hedge::Under)),
        ("过半", Some(Hedge::Over)),
        ("近半", Some(Hedge::Near)),
        ("一半", None),
        ("半数", None),
    ]
    .into_iter()
    .find(|(word, _)| text.sees(at, word))
    .map(|(word, hedge)| (word.chars().count(), hedge))?;
    let span = at..at + length;
    Some(bare_figure(span.clone(), span, Decimal::from(50), Decimal::TEN, Decimal::ONE, Measure::Percent, hedge))
}

fn bare_figure(
    span: Range<usize>,
    digits: Range<usize>,
    value: Decimal,
    step: Decimal,
    factor: Decimal,
    measure: Measure,
    hedge: Option<Hedge>,
) -> Figure {
    Figure {
        lead: span.start..span.start,
        tail: span.end..span.end,
        span,
        digits,
        value,
        step,
        factor,
        measure,
        hedge,
        bracket: None,
        sentence: 0,
        borrowed_unit: false,
        announces: false,
        exact: false,
        cell: None,
    }
}

fn figure_at(text: &Text, at: usize) -> Step {
    if matches!(text.at(at), Some('过' | '超' | '近' | '不' | '一' | '半'))
        && let Some(half) = half_at(text, at)
    {
        return Step::Figure(Box::new(half));
    }
    let Some(found) = numeral_at(text, at) else {
        return Step::Over(crate::noise::end_of_digits(text, at).max(at + 1));
    };
    let chars = text.chars();
    let words = &lexicon().hedge;
    let mut end = found.span.end;
    let step = numeral::step(&found, chars);
    let mut hedge = hedge_before(text, at);
    if let Some(length) = text.sees_any(end, &words.over_after) {
        end += length;
        hedge = hedge.or(Some(Hedge::Over));
    }
    if let Some((high, over)) = range_end(text, end, &found) {
        return finish(text, found.span.start..found.span.end, over, high.value, step, Some(Hedge::Range), high.percent);
    }
    finish(text, found.span.clone(), end, found.value, step, hedge, found.percent)
}

/// The second number of a range: 20~30个, 1至2次, 5-8亿.
fn range_end(text: &Text, at: usize, first: &Numeral) -> Option<(Numeral, usize)> {
    let mut next = at;
    for unit in ["%", "亿元", "万元", "个", "亿", "家"] {
        if text.sees(next, unit) && !first.percent {
            next += unit.chars().count();
            break;
        }
    }
    let mark = text.at(next).filter(|c| matches!(c, '~' | '-' | '—' | '至' | '到'))?;
    next += 1;
    if text.at(next) == Some(mark) {
        next += 1;
    }
    let high = numeral_at(text, next)?;
    // 由10个增加到15个 and 从3亿元到5亿元 are two values, not a range.
    if mark == '到' && at != first.span.end {
        return None;
    }
    let end = high.span.end;
    (high.value > first.value || high.scale > first.scale).then_some((high, end))
}

fn finish(text: &Text, digits: Range<usize>, end: usize, value: Decimal, step: Decimal, hedge: Option<Hedge>, percent: bool) -> Step {
    let chars = text.chars();
    let fraction = percent && text.at(digits.end.saturating_sub(1)).is_some_and(|c| c != '%' && c != '‰');
    if percent {
        let rough = fraction && (text.words(digits.clone()).contains('成') || numeral::is_fraction(text.slice(digits.clone())));
        let mut figure = bare_figure(digits.start..end, digits, value, step, Decimal::ONE, Measure::Percent, hedge);
        if rough && step.is_zero() {
            // 三分之一 without a word before it is told as roughly as 三成.
            figure.step = Decimal::from(5);
        }
        return Step::Figure(Box::new(after(text, figure)));
    }
    let mut behind = end;
    while text.at(behind) == Some(' ') {
        behind += 1;
    }
    let scale = scale_of(chars, &digits);
    let number = |span_end: usize, measure: Measure, factor: i64| {
        let factor = Decimal::from(factor);
        let value = value.checked_mul(factor)?;
        let step = step.checked_mul(factor)?;
        let mut figure = bare_figure(digits.start..span_end, digits.clone(), value, step, factor.checked_mul(scale)?, measure, hedge);
        figure.announces = measure == Measure::Kinds;
        figure.exact = matches!(measure, Measure::Count(_) | Measure::Kinds) && figure.step == Decimal::ONE;
        Some(figure)
    };
    let found = if let Some(length) = sees(text, behind, &["个百分点", "百分点"]) {
        number(behind + length, Measure::Points, 1)
    } else if text.sees(behind, "个亿") && !text.sees(behind, "个亿元") {
        number(behind + 2, Measure::Money(Currency::Cny), 100_000_000)
    } else if let Some(length) = sees(text, behind, &["倍", "番"]) {
        number(behind + length, Measure::Times, 1)
    } else {
        match unit::at(chars, behind) {
            Some((unit, after)) => measured(text, unit, after, (digits.start, behind), &number),
            None if text.at(behind) == Some('位') && text.before(digits.start) == Some('前') => number(behind + 1, Measure::Kinds, 1),
            None => kinds_at(text, behind).and_then(|length| number(behind + length, Measure::Kinds, 1)).or_else(|| {
                // 全年74亿,干了51.8亿: 亿 alone is money.
                let alone = scale >= Decimal::from(100_000_000) && text.at(end).is_none_or(|c| crate::text::is_boundary(c) || c == '元');
                number(end, if alone { Measure::Money(Currency::Cny) } else { Measure::Bare }, 1)
            }),
        }
    };
    let Some(figure) = found else { return Step::Over(end) };
    if figure.measure != Measure::Bare && figure.value == Decimal::ONE && text.words(figure.digits.clone()) == "一" {
        return Step::Over(figure.span.end);
    }
    Step::Figure(Box::new(after(text, figure)))
}

/// What the unit behind a number makes of it.
fn measured(
    text: &Text,
    unit: Unit,
    after: usize,
    (number_start, behind): (usize, usize),
    number: &dyn Fn(usize, Measure, i64) -> Option<Figure>,
) -> Option<Figure> {
    match unit {
        Unit::Amount(money) => number(after, Measure::Money(money.currency), money.scale),
        Unit::Area { of, scale } => number(after, Measure::Area(of), scale),
        Unit::Percent => number(after, Measure::Percent, 1),
        Unit::Count { of: Counted::Day, .. } | Unit::PerArea { .. } => None,
        // 三个大类, 4个州市 name kinds and places.
        Unit::Count { of: Counted::Item, scale: 1 }
            if kinds_at(text, after).is_some_and(|_| !text.sees(after, "项目")) && text.sees(behind, "个") =>
        {
            number(after, Measure::Count(Counted::Item), 1).map(|figure| Figure { announces: true, ..figure })
        }
        // 前五位, 前三名
        Unit::Count { of: Counted::Person, .. } if text.before(number_start) == Some('前') => number(after, Measure::Kinds, 1),
        Unit::Count { of, scale } => number(after, Measure::Count(of), scale),
    }
}

/// A unit that counts kinds or places: 类, 大, 省, 州市.
fn kinds_at(text: &Text, at: usize) -> Option<usize> {
    const COUNTS: [&str; 12] = ["个", "家", "项", "条", "户", "名", "种", "届", "期", "座", "所", "位"];
    let words = &lexicon().count.classifiers;
    words.iter().filter(|word| !COUNTS.contains(word)).find(|word| text.sees(at, word)).map(|word| word.chars().count())
}

fn sees(text: &Text, at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find(|word| text.sees(at, word)).map(|word| word.chars().count())
}

/// The 万 and 亿 that a numeral wrote itself: 亿 in 1.2亿.
fn scale_of(chars: &[char], digits: &Range<usize>) -> Decimal {
    let written = chars.get(digits.clone()).unwrap_or_default();
    let product = written.iter().rev().map_while(|c| match c {
        '万' => Some(10_000_i64),
        '亿' => Some(100_000_000),
        _ => None,
    });
    Decimal::from(product.fold(1, i64::saturating_mul))
}

/// 约, 近, 超 and their like right before a number.
fn hedge_before(text: &Text, at: usize) -> Option<Hedge> {
    let words = &lexicon().hedge;
    let at = if text.before(at) == Some(' ') { at - 1 } else { at };
    if text.ends_any(at, &words.at_least).is_some() {
        return Some(Hedge::AtLeast);
    }
    if text.ends_any(at, &words.under).is_some() {
        return Some(Hedge::Under);
    }
    if text.ends_any(at, &words.about).is_some() || text.sees(at.saturating_sub(5), "约占总") {
        return Some(Hedge::About);
    }
    if text.ends_any(at, &words.over).is_some() {
        return Some(Hedge::Over);
    }
    if text.ends_any(at, &words.near).is_some() {
        return Some(Hedge::Near);
    }
    None
}

/// 左右 and 以上 behind a figure.
fn after(text: &Text, mut figure: Figure) -> Figure {
    let words = &lexicon().hedge;
    if text.sees_any(figure.span.end, &words.at_least_after).is_some() {
        figure.hedge = figure.hedge.or(Some(Hedge::AtLeast));
    } else if text.sees_any(figure.span.end, &words.about_after).is_some() {
        figure.hedge = figure.hedge.or(Some(Hedge::About));
    } else if let Some(length) = text.sees_any(figure.span.end, &words.over_after)
        && figure.measure != Measure::Percent
    {
        figure.span.end += length;
        figure.hedge = figure.hedge.or(Some(Hedge::Over));
    }
    figure
}

/// A unit given once for a series: 40.7亿、39.05亿、27亿和18.6亿元; 258、5312和1443个.
fn borrow_units(text: &Text, figures: &mut [Figure]) {
    for index in (0..figures.len().saturating_sub(1)).rev() {
        let (Some(this), Some(next)) = (figures.get(index), figures.get(index + 1)) else { continue };
        // 3.6个和6.7个百分点
        let points = next.measure == Measure::Points
            && matches!(this.measure, Measure::Count(Counted::Item))
            && text.words(this.span.end..next.span.start) == "和";
        if points {
            if let Some(this) = figures.get_mut(index) {
                (this.measure, this.exact) = (Measure::Points, false);
            }
            continue;
        }
        if this.measure != Measure::Bare || !next.measure.is_amount() && next.measure != Measure::Percent && next.measure != Measure::Points
        {
            continue;
        }
        if next.measure == Measure::Bare && !next.borrowed_unit {
            continue;
        }
        let gap = text.words(this.span.end..next.span.start);
        if !matches!(gap.as_str(), "、" | "和" | "及" | "与" | "," | "，" | "亿" | "万") {
            continue;
        }
        let own_scale = this.factor;
        // 40.7亿 has its 亿 already; 258 takes the whole unit.
        let unit = if own_scale > Decimal::ONE { Decimal::ONE } else { next.factor };
        let (measure, exact) = (next.measure, next.exact);
        let Some(this) = figures.get_mut(index) else { continue };
        let (Some(value), Some(step), Some(factor)) =
            (this.value.checked_mul(unit), this.step.checked_mul(unit), this.factor.checked_mul(unit))
        else {
            continue;
        };
        (this.value, this.step, this.factor, this.measure, this.borrowed_unit) = (value, step, factor, measure, true);
        this.exact = exact && step == Decimal::ONE;
    }
}
