//! Reads the quantities of a text: numerals with what stands before and behind them.

use std::ops::Range;

use domain::money::Currency;
use quantity::numeral::{self, Numeral};
use quantity::unit;
use rust_decimal::Decimal;

use crate::figure::hedge::{after, hedge_before, over_after};
use crate::figure::noted;
use crate::figure::units::{borrow_units, kinds_at, measured, scale_of, sees};
use crate::figure::{Figure, Hedge, Measure};
use crate::noise::Noise;
use crate::text::Text;

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
    noted::take_units(text, &mut figures);
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
    let mut end = found.span.end;
    let step = numeral::step(&found, chars);
    let mut hedge = hedge_before(text, at);
    if let Some(length) = over_after(text, end) {
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
        figure.exact = matches!(measure, Measure::Count(_) | Measure::Kinds | Measure::Pieces(_)) && figure.step == Decimal::ONE;
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
            None if text.at(behind) == Some('位') && matches!(text.before(digits.start), Some('前' | '后')) => {
                number(behind + 1, Measure::Kinds, 1)
            }
            // 排名前三的
            None if matches!(text.before(digits.start), Some('前' | '后')) && text.at(behind) == Some('的') => {
                number(end, Measure::Kinds, 1)
            }
            None if is_score(text, behind) => number(behind + 1, Measure::Score, 1),
            None if text.at(behind).is_some_and(is_classifier) => {
                number(behind + 1, Measure::Pieces(text.at(behind).unwrap_or_default()), 1)
            }
            None => kinds_at(text, behind).and_then(|length| number(behind + length, Measure::Kinds, 1)).or_else(|| {
                // 全年74亿,干了51.8亿: 亿 alone is money.
                let alone = scale >= Decimal::from(100_000_000) && text.at(end).is_none_or(|c| crate::text::is_boundary(c) || c == '元');
                number(end, if alone { Measure::Money(Currency::Cny) } else { Measure::Bare }, 1)
            }),
        }
    };
    let Some(figure) = found else { return Step::Over(end) };
    if figure.measure == Measure::Times && text.before(figure.span.end) == Some('番') {
        return doubled(text, figure).map_or(Step::Over(end), |figure| Step::Figure(Box::new(figure)));
    }
    if figure.measure != Measure::Bare && figure.value == Decimal::ONE && text.words(figure.digits.clone()) == "一" {
        return Step::Over(figure.span.end);
    }
    Step::Figure(Box::new(after(text, figure)))
}

/// 翻了一番, 翻两番: grown by once, by three times. Said without more, it is meant roughly.
fn doubled(text: &Text, mut figure: Figure) -> Option<Figure> {
    let doublings = u32::try_from(figure.value.mantissa()).ok().filter(|count| figure.value.scale() == 0 && (1..=5).contains(count))?;
    figure.value = Decimal::from(2_u64.pow(doublings) - 1);
    figure.step = Decimal::ZERO;
    let more = ["还多", "多", "有余", "以上"].iter().any(|word| text.sees(figure.span.end, word));
    figure.hedge = figure.hedge.or(Some(if more { Hedge::Over } else { Hedge::About }));
    Some(figure)
}

/// 分 behind a number, where it counts points of an assessment and begins no other word.
fn is_score(text: &Text, at: usize) -> bool {
    text.at(at) == Some('分')
        && !text.at(at + 1).is_some_and(|c| {
            matches!(
                c,
                '之' | '钟'
                    | '别'
                    | '为'
                    | '布'
                    | '行'
                    | '区'
                    | '期'
                    | '类'
                    | '年'
                    | '产'
                    | '级'
                    | '析'
                    | '公'
                    | '局'
                    | '部'
                    | '支'
                    | '成'
            )
        })
}

/// Classifiers of things that offices count and that are no projects: 120份, 12支.
const fn is_classifier(c: char) -> bool {
    matches!(c, '份' | '支' | '张' | '辆' | '艘' | '栋' | '间' | '吨')
}
