//! How much of an annual target is due by a month (序时进度).

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use toml::de::DeValue;

use super::fields::{Entry, Fields, Reading};
use crate::formula::Formula;
use crate::number;
use crate::place::{Code, Span};

/// The due part of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// All of it, in every month.
    Annual,
    /// Month ÷ 12.
    Linear,
    /// From the end of each month on, the share beside it; before the first, nothing.
    Curve(Vec<(u32, Decimal)>),
}

impl Pace {
    /// The due part of a target in a month, and the words for it; the target as it is where all of it is due.
    pub(crate) fn due(&self, target: Formula, month: u32) -> (Formula, Option<String>) {
        match self {
            Self::Annual => (target, None),
            Self::Linear => {
                let due = target.times(Formula::Number(month.into())).divided_by(Formula::Number(Decimal::from(12)));
                (due, Some(format!("序时进度 {month} ÷ 12")))
            }
            Self::Curve(points) => {
                let share = points.iter().take_while(|(at, _)| *at <= month).last().map_or(Decimal::ZERO, |(_, share)| *share);
                (target.times(Formula::Number(share)), Some(format!("{month} 月应完成 {}", number::show_percent(share))))
            }
        }
    }

    /// Whether the month matters.
    pub(crate) fn asks_month(&self) -> bool {
        *self != Self::Annual
    }
}

/// The pace of the scheme, and the curve that `pace = "curve"` of an indicator means.
pub(super) struct SchemePace {
    pub(super) usual: Pace,
    pub(super) curve: Option<Pace>,
}

/// Reads `pace` and `curve` of the scheme.
pub(super) fn of_scheme(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> SchemePace {
    let curve = fields.get("curve").and_then(|entry| curve(entry, "方案的 curve ", reading));
    let Some(entry) = fields.get("pace") else { return SchemePace { usual: Pace::Annual, curve } };
    let usual = pace(entry, "方案的 pace ", curve.as_ref(), reading).unwrap_or(Pace::Annual);
    let curve = curve.or_else(|| matches!(usual, Pace::Curve(_)).then(|| usual.clone()));
    SchemePace { usual, curve }
}

/// Reads `pace` of an indicator; the scheme's where it says none.
pub(super) fn of_item(fields: &mut Fields<'_, '_>, scheme: &SchemePace, reading: &mut Reading<'_>) -> Pace {
    let what = format!("{}的 pace ", fields.what);
    fields.get("pace").and_then(|entry| pace(entry, &what, scheme.curve.as_ref(), reading)).unwrap_or_else(|| scheme.usual.clone())
}

fn pace(entry: &Entry<'_>, what: &str, of_scheme: Option<&Pace>, reading: &mut Reading<'_>) -> Option<Pace> {
    let Some(word) = entry.get_ref().as_str() else { return curve(entry, what, reading) };
    match (word, of_scheme) {
        ("annual", _) => Some(Pace::Annual),
        ("linear", _) => Some(Pace::Linear),
        ("curve", Some(curve)) => Some(curve.clone()),
        ("curve", None) => {
            reading.report(
                entry.span(),
                Code::MissingKey,
                format!("{what}写 curve,方案却没有进度曲线"),
                "在方案开头写 curve = [各月应完成的比例,共 12 个]",
            );
            None
        }
        _ => {
            reading.report(
                entry.span(),
                Code::BadValue,
                format!("{what}没有「{word}」这种写法"),
                "可以写 \"annual\"(全年目标)、\"linear\"(月份÷12)、\"curve\"(方案的曲线),或直接写曲线 [0.06, …, 1.0]",
            );
            None
        }
    }
}

/// Twelve shares for the months, four for the quarters, or `{ 3 = 0.35, 6 = 0.75 }`.
fn curve(entry: &Entry<'_>, what: &str, reading: &mut Reading<'_>) -> Option<Pace> {
    const FORM: &str = "写 12 个数(各月)、4 个数(各季度末),或 { 3 = 0.35, 6 = 0.75, 12 = 1 }";
    let mut points = Vec::new();
    match entry.get_ref() {
        DeValue::Array(array) if matches!(array.len(), 4 | 12) => {
            let months = if array.len() == 12 { 1 } else { 3 };
            for (index, entry) in array.iter().enumerate() {
                let month = u32::from_usize(index + 1).unwrap_or_default() * months;
                points.push((month, reading.number(entry, what)?, Span::from(entry.span())));
            }
        }
        DeValue::Array(array) => {
            reading.report(entry.span(), Code::BadValue, format!("{what}的曲线应有 12 个或 4 个数,有 {} 个", array.len()), FORM);
            return None;
        }
        DeValue::Table(table) => {
            for (key, entry) in table {
                let Some(month) = key.get_ref().parse().ok().filter(|month| (1..=12).contains(month)) else {
                    reading.report(key.span(), Code::BadValue, format!("{what}的「{}」不是月份", key.get_ref()), FORM);
                    return None;
                };
                points.push((month, reading.number(entry, what)?, Span::from(entry.span())));
            }
            points.sort_by_key(|(month, ..)| *month);
        }
        _ => {
            reading.report(entry.span(), Code::BadValue, format!("{what}应是进度"), FORM);
            return None;
        }
    }
    let mut before = Decimal::ZERO;
    for (_, share, span) in &points {
        if *share < before || *share > Decimal::ONE {
            let read = number::show(*share);
            reading.report(
                *span,
                Code::BadValue,
                format!("{what}的曲线应从 0 到 1 逐月不减,读到 {read}"),
                "按累计比例写,例如 0.25 表示应完成全年的 25%",
            );
            return None;
        }
        before = *share;
    }
    Some(Pace::Curve(points.into_iter().map(|(month, share, _)| (month, share)).collect()))
}
