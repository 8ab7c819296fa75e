//! What the unit behind a number makes of it, and units given once for a series.

use std::ops::Range;

use quantity::unit::{Counted, Unit};
use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::lexicon::lexicon;
use crate::text::Text;

/// What the unit behind a number makes of it.
pub(super) fn measured(
    text: &Text,
    unit: Unit,
    after: usize,
    (number_start, behind): (usize, usize),
    number: &dyn Fn(usize, Measure, i64) -> Option<Figure>,
) -> Option<Figure> {
    match unit {
        // 240万元/亩 is an average, and told as one.
        Unit::Amount(money) | Unit::PerArea { money, .. } => number(after, Measure::Money(money.currency), money.scale),
        Unit::Area { of, scale } => number(after, Measure::Area(of), scale),
        Unit::Percent => number(after, Measure::Percent, 1),
        Unit::Count { of: Counted::Day, .. } => None,
        // 三个大类, 4个州市 name kinds and places.
        Unit::Count { of: Counted::Item, scale: 1 }
            if kinds_at(text, after).is_some_and(|_| !text.sees(after, "项目")) && text.sees(behind, "个") =>
        {
            number(after, Measure::Count(Counted::Item), 1).map(|figure| Figure { announces: true, ..figure })
        }
        // 前五位, 前三名
        Unit::Count { of: Counted::Person, .. } if matches!(text.before(number_start), Some('前' | '后')) => {
            number(after, Measure::Kinds, 1)
        }
        Unit::Count { of, scale } => number(after, Measure::Count(of), scale),
    }
}

/// A unit that counts kinds or places: 类, 大, 省, 州市.
pub(super) fn kinds_at(text: &Text, at: usize) -> Option<usize> {
    const COUNTS: [&str; 12] = ["个", "家", "项", "条", "户", "名", "种", "届", "期", "座", "所", "位"];
    let words = &lexicon().count.classifiers;
    words.iter().filter(|word| !COUNTS.contains(word)).find(|word| text.sees(at, word)).map(|word| word.chars().count())
}

pub(super) fn sees(text: &Text, at: usize, words: &[&str]) -> Option<usize> {
    words.iter().find(|word| text.sees(at, word)).map(|word| word.chars().count())
}

/// The 万 and 亿 that a numeral wrote itself: 亿 in 1.2亿.
pub(super) fn scale_of(chars: &[char], digits: &Range<usize>) -> Decimal {
    let written = chars.get(digits.clone()).unwrap_or_default();
    let product = written.iter().rev().map_while(|c| match c {
        '万' => Some(10_000_i64),
        '亿' => Some(100_000_000),
        _ => None,
    });
    Decimal::from(product.fold(1, i64::saturating_mul))
}

/// A unit given once for a series: 40.7亿、39.05亿、27亿和18.6亿元; 258、5312和1443个.
pub(super) fn borrow_units(text: &Text, figures: &mut [Figure]) {
    for index in (0..figures.len().saturating_sub(1)).rev() {
        let (Some(this), Some(next)) = (figures.get(index), figures.get(index + 1)) else { continue };
        // 3.6个和6.7个百分点
        let points = next.measure == Measure::Points
            && matches!(this.measure, Measure::Count(Counted::Item))
            && matches!(text.slice(this.span.end..next.span.start), ['和' | '、' | '及']);
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
        // 26.4、30.7、18.8、13.0,合计88.9分
        let total_follows =
            gap.strip_prefix(['，', ',', ';', '、']).is_some_and(|words| lexicon().sum.right_total.iter().any(|word| word == words));
        if !total_follows && !matches!(gap.as_str(), "、" | "和" | "及" | "与" | "," | "，" | "亿" | "万") {
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
