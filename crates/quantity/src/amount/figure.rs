//! One number with its unit: `1.2亿元`, `500万(美元)`, `10余亿`.

use domain::money::Currency;
use rust_decimal::Decimal;

use super::Approximation;
use crate::numeral::{self, Scale};
use crate::text::{Cursor, is_space};
use crate::unit::{AmountUnit, currency_at};

/// A number with what it says about its unit.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// The number with its own 万 and 亿 multiplied in.
    pub(super) value: Decimal,
    scale: Scale,
    /// The currency named behind it: 元, 美元.
    pub(super) currency: Option<Currency>,
    /// A symbol before it: ¥500. It names the currency, not the scale.
    pub(super) symbol: Option<Currency>,
    /// What its last number is multiplied by: 10,000,000 in 8千万. A number before it in a range borrows it.
    lends: i64,
    /// Whether it is written in plain digits.
    pub(super) plain: bool,
    /// 10余亿: said inside the number.
    pub(super) hedge: Option<Approximation>,
    /// Whether a scale was left out behind 亿.
    pub(super) loose_tail: bool,
}

impl Figure {
    /// A number alone.
    pub(super) const fn bare(value: Decimal) -> Self {
        Self { value, scale: Scale::One, currency: None, symbol: None, lends: 1, plain: true, hedge: None, loose_tail: false }
    }

    /// Whether a scale or a currency stands behind the number.
    pub(super) fn names_unit(&self) -> bool {
        self.names_scale() || self.currency.is_some()
    }

    /// Whether 万 or 亿 stands behind the number.
    pub(super) fn names_scale(&self) -> bool {
        self.scale != Scale::One
    }

    /// The scale that it names: 10,000 for 5000万, 1 for 5000元.
    pub(super) fn factor(&self) -> Option<i64> {
        self.names_unit().then(|| self.scale.factor())
    }

    /// The value, and the scale in which it is written; of 5-8亿 the 5 borrows 亿 from `lender`.
    pub(super) fn in_own_unit(&self, lender: Option<&Self>) -> (Decimal, Option<i64>) {
        match lender.filter(|lender| !self.names_scale() && self.lends == 1 && (lender.names_unit() || lender.lends > 1)) {
            Some(lender) => {
                let factor = Decimal::from(lender.lends);
                (self.value.checked_mul(factor).unwrap_or(Decimal::MAX), lender.factor())
            }
            None => (self.value, self.factor()),
        }
    }
}

/// Words behind a figure, longer ones first.
pub(super) const HEDGES_BEHIND: [(&str, Approximation); 13] = [
    ("?", Approximation::About),
    ("及以上", Approximation::AtLeast),
    ("以上", Approximation::AtLeast),
    ("起步", Approximation::AtLeast),
    ("以内", Approximation::AtMost),
    ("之内", Approximation::AtMost),
    ("以下", Approximation::AtMost),
    ("左右", Approximation::About),
    ("上下", Approximation::About),
    ("前后", Approximation::About),
    ("多", Approximation::MoreThan),
    ("余", Approximation::MoreThan),
    ("+", Approximation::MoreThan),
];

/// Words with which a remark may follow a bare number at once.
pub(super) const MEMO_STARTS: [&str; 6] = ["其中", "含", "包括", "包含", "已含", "不含"];

/// Amounts with a unit of their own in a remark.
pub(super) fn other_figures(memo: &str) -> Vec<Figure> {
    let chars: Vec<char> = memo.chars().collect();
    let mut cursor = Cursor::new(&chars, 0);
    let mut figures = Vec::new();
    while !cursor.is_end() {
        match figure_at(&mut cursor, None) {
            Some(figure) => figures.extend(Some(figure).filter(Figure::names_unit)),
            None => cursor.at += numeral::run_of_digits(&chars, cursor.at).max(1),
        }
    }
    figures
}

/// The figure at the cursor, which moves behind it; `None`, without moving, where the number measures
/// something else (5万吨, 80%, 一期).
pub(super) fn figure_at(cursor: &mut Cursor<'_>, symbol: Option<Currency>) -> Option<Figure> {
    let mut ahead = *cursor;
    let numeral = numeral::in_cell(&mut ahead)?;
    if numeral.percent {
        return None;
    }
    let (mut value, mut scale, mut hedge) = (numeral.value, numeral.scale, None);
    let mut lends = numeral::units_behind(cursor.rest().get(..numeral.span.len()).unwrap_or_default());
    // 3个亿
    if scale == Scale::One && ahead.eat("个亿") {
        value = value.checked_mul(Decimal::from(Scale::Yi.factor()))?;
        (scale, lends) = (Scale::Yi, Scale::Yi.factor());
    }
    // 10余亿元, 3亿多元
    let mut vague = ahead;
    if vague.eat_any(&["余", "多", "来"]).is_some() {
        let factor = if scale == Scale::One { vague.eat_any(&["千万", "百万", "亿", "万"]) } else { None };
        let (times, named) = match factor {
            Some("千万") => (10_000_000, Scale::Wan),
            Some("百万") => (1_000_000, Scale::Wan),
            Some("亿") => (100_000_000, Scale::Yi),
            Some(_) => (10_000, Scale::Wan),
            None => (1, scale),
        };
        if named != Scale::One {
            value = value.checked_mul(Decimal::from(times))?;
            lends = lends.saturating_mul(times);
            (scale, hedge, ahead) = (named, Some(Approximation::MoreThan), vague);
        }
    }
    let mut behind = ahead;
    behind.skip_space();
    let mut currency = currency_at(&mut behind);
    if currency.is_some() {
        behind.eat("整");
        ahead = behind;
    }
    // 5000(万元), 500万(美元), 12000万元(人民币)
    if let Some((unit, after)) = bracketed_unit(&ahead)
        && (unit.scale == 1 || (scale == Scale::One && currency.is_none()))
    {
        value = value.checked_mul(Decimal::from(unit.scale))?;
        lends = lends.saturating_mul(unit.scale);
        scale = match unit.scale {
            100_000_000.. => Scale::Yi,
            10_000.. => Scale::Wan,
            _ => scale,
        };
        currency = Some(unit.currency);
        ahead = after;
    }
    // Where no currency is named, what follows tells whether it is money: 5万 is, 5万吨 and 一期 are not.
    if currency.is_none() && (scale != Scale::One || is_chinese_word(&ahead)) {
        let ends = ahead.peek(0).is_none_or(|c| is_space(c) || c.is_ascii_punctuation() || "—、,。;:(（≈至到".contains(c));
        let hedged = HEDGES_BEHIND.iter().any(|(word, _)| ahead.sees(word));
        let remarked = MEMO_STARTS.iter().any(|word| ahead.sees(word));
        if !(ends || hedged || remarked) {
            return None;
        }
    }
    *cursor = ahead;
    Some(Figure { value, scale, currency, symbol, lends, plain: numeral.plain, hedge, loose_tail: numeral.loose_tail })
}

/// A unit of money in brackets at the cursor, and the place behind it.
fn bracketed_unit<'a>(cursor: &Cursor<'a>) -> Option<(AmountUnit, Cursor<'a>)> {
    let mut after = *cursor;
    after.skip_space();
    after.eat("(").then_some(())?;
    let inside: String = after.rest().iter().take(12).take_while(|&&c| c != ')').collect();
    let unit = AmountUnit::parse(&inside)?;
    after.at += inside.chars().count();
    after.eat(")").then_some((unit, after))
}

/// Whether a numeral in Chinese characters goes on as a word: 一期, 三次.
fn is_chinese_word(cursor: &Cursor<'_>) -> bool {
    let mut back = *cursor;
    back.at = back.at.saturating_sub(1);
    back.peek(0).is_some_and(|c| !c.is_ascii_digit()) || cursor.peek(0) == Some('期')
}
