//! The twelve scorers, each with its keys.

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeValue;

use super::fields::{Entry, Fields, Reading};
use super::links::Ground;
use super::{
    Award, BaseMinus, Gap, Line, Over, Peerage, PerItem, Rank, Rater, Ratings, Ratio, Scorer, Spread, Steps, Tie, Tier, UnitStep, pace,
};
use crate::expression::Expression;
use crate::number;
use crate::place::{Code, Span};

/// A scorer's name in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScorerName {
    Ratio,
    Efficacy,
    MinMax,
    Rank,
    Steps,
    PerItem,
    BaseMinus,
    Gap,
    UnitStep,
    Children,
    Ratings,
    Manual,
}

pub(super) const SCORERS: [(&str, ScorerName); 12] = [
    ("ratio", ScorerName::Ratio),
    ("efficacy", ScorerName::Efficacy),
    ("minmax", ScorerName::MinMax),
    ("rank", ScorerName::Rank),
    ("steps", ScorerName::Steps),
    ("per_item", ScorerName::PerItem),
    ("base_minus", ScorerName::BaseMinus),
    ("gap", ScorerName::Gap),
    ("unit_step", ScorerName::UnitStep),
    ("children", ScorerName::Children),
    ("ratings", ScorerName::Ratings),
    ("manual", ScorerName::Manual),
];

pub(super) const TIES: [(&str, Tie); 2] = [("competition", Tie::Competition), ("dense", Tie::Dense)];

const ORDERS: [(&str, bool); 2] = [("desc", false), ("asc", true)];
const SCOPES: [(&str, Peerage); 2] = [("group", Peerage::Group), ("all", Peerage::All)];

impl ScorerName {
    /// Whether full marks must be stated.
    pub(super) fn needs_points(self, fields: &mut Fields<'_, '_>) -> bool {
        match self {
            Self::Steps | Self::PerItem => false,
            Self::Rank => fields.get("table").is_none(),
            _ => true,
        }
    }

    /// Whether `cap` is a share of the points and not points.
    pub(super) fn cap_is_share(self) -> bool {
        matches!(self, Self::Ratio | Self::Children)
    }
}

/// Reads the keys of every scorer but `children`.
pub(super) fn scorer(name: ScorerName, fields: &mut Fields<'_, '_>, ground: &Ground<'_, '_>, reading: &mut Reading<'_>) -> Option<Scorer> {
    match name {
        ScorerName::Ratio => ratio(fields, ground, reading).map(Scorer::Ratio),
        ScorerName::Efficacy => spread(fields, Decimal::new(6, 1), reading).map(Scorer::Spread),
        ScorerName::MinMax => spread(fields, Decimal::ZERO, reading).map(Scorer::Spread),
        ScorerName::Rank => rank(fields, reading).map(Scorer::Rank),
        ScorerName::Steps => steps(fields, ground, reading).map(Scorer::Steps),
        ScorerName::PerItem => {
            let lines = lines(fields, reading)?;
            let once = fields.flag("per_project_once", reading).unwrap_or_default();
            Some(Scorer::PerItem(PerItem { lines, once }))
        }
        ScorerName::BaseMinus => {
            let lines = lines(fields, reading)?;
            let floor = fields.number("floor", reading).unwrap_or_default();
            Some(Scorer::BaseMinus(BaseMinus { lines, floor }))
        }
        ScorerName::Gap => gap(fields, reading).map(Scorer::Gap),
        ScorerName::UnitStep => unit_step(fields, reading).map(Scorer::UnitStep),
        ScorerName::Ratings => ratings(fields, reading).map(Scorer::Ratings),
        ScorerName::Manual => measure(fields, reading).map(Scorer::Manual),
        ScorerName::Children => None,
    }
}

/// `measure`, which may also be written `metric`.
fn measure(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Option<Expression> {
    if let (Some(_), Some(second)) = (fields.get("measure"), fields.get("metric")) {
        let what = fields.what.clone();
        reading.report(second.span(), Code::Duplicate, format!("{what}同时写了 measure 和 metric"), "两种写法意思相同,删去一个");
        return None;
    }
    if fields.get("measure").is_some() {
        return fields.figures("measure", reading);
    }
    if fields.get("metric").is_some() {
        return fields.figures("metric", reading);
    }
    fields.missing("measure", "写出按哪个指标值计分,例如 measure = \"funds\"", reading);
    None
}

fn required(fields: &mut Fields<'_, '_>, key: &'static str, remedy: &str, reading: &mut Reading<'_>) -> Option<Expression> {
    if fields.get(key).is_none() {
        fields.missing(key, remedy, reading);
    }
    fields.figures(key, reading)
}

fn ratio(fields: &mut Fields<'_, '_>, ground: &Ground<'_, '_>, reading: &mut Reading<'_>) -> Option<Ratio> {
    let cap = fields.amount("cap", reading).unwrap_or(Decimal::ONE);
    let floor = fields.within("floor", Decimal::ZERO, cap, "应在 0 与 cap 之间", reading);
    let zero_below = fields.amount("zero_below", reading);
    let pace = pace::of_item(fields, &ground.pace, reading);
    let over = fields.get("over").and_then(|entry| over(entry, &fields.what, reading));
    let measure = measure(fields, reading);
    let target = required(fields, "target", "写出目标,例如 target = \"task\" 或 target = 100", reading);
    Some(Ratio { measure: measure?, target: target?, pace, cap, floor, zero_below, over })
}

fn over(entry: &Entry<'_>, what: &str, reading: &mut Reading<'_>) -> Option<Over> {
    let what = format!("{what}的 over ");
    let table = reading.table(entry, &what)?;
    let mut fields = Fields::new(table, entry.span(), what);
    let per_pct = required(&mut fields, "per_pct", "写出每超 1 个百分点加几分,例如 per_pct = 0.05", reading);
    let max = fields.amount("max", reading);
    let whole_pct = fields.within("whole_pct", Decimal::new(1, 3), Decimal::ONE_THOUSAND, "应大于 0", reading);
    fields.finish(reading);
    Some(Over { per_pct: per_pct?, max, whole_pct })
}

fn spread(fields: &mut Fields<'_, '_>, usual_base: Decimal, reading: &mut Reading<'_>) -> Option<Spread> {
    let base = if usual_base.is_zero() {
        usual_base
    } else {
        fields.within("base", Decimal::ZERO, Decimal::ONE, "应在 0 与 1 之间(60% 写 0.6)", reading).unwrap_or(usual_base)
    };
    let peers = fields.choice("scope", &SCOPES, reading).unwrap_or(Peerage::Group);
    let less_is_better = fields.choice("order", &ORDERS, reading).unwrap_or_default();
    let decimals = fields.whole("decimals", 0, 10, reading);
    let zero_is_zero = fields.flag("zero_is_zero", reading).unwrap_or_default();
    Some(Spread { measure: measure(fields, reading)?, base, peers, less_is_better, decimals, zero_is_zero })
}

fn rank(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Option<Rank> {
    let peers = fields.choice("scope", &SCOPES, reading).unwrap_or(Peerage::Group);
    let less_is_better = fields.choice("order", &ORDERS, reading).unwrap_or_default();
    let tie = fields.choice("tie", &TIES, reading).unwrap_or(Tie::Competition);
    let zero_is_zero = fields.flag("zero_is_zero", reading).unwrap_or_default();
    let measure = measure(fields, reading);
    let table = fields.get("table");
    let step = fields.amount("step", reading);
    let rest = fields.amount("rest", reading);
    let floor = fields.amount("floor", reading).unwrap_or_default();
    let what = fields.what.clone();
    let award = match (table, step) {
        (Some(entry), None) => {
            let label = format!("{what}的 table ");
            let array = reading.array(entry, &label)?;
            let points: Vec<_> = array.iter().filter_map(|entry| reading.number(entry, &label)).collect();
            if array.is_empty() {
                reading.report(entry.span(), Code::RankTable, format!("{label}是空的"), "依次写出第 1、2、3……名的得分");
                return None;
            }
            if points.len() < array.len() {
                return None;
            }
            Award::Table { points, rest, span: entry.span().into() }
        }
        (None, Some(step)) => Award::Step { step, floor },
        (Some(entry), Some(_)) => {
            reading.report(entry.span(), Code::Duplicate, format!("{what}同时写了 table 和 step"), "名次得分表与逐名递减只能选一种");
            return None;
        }
        (None, None) => {
            fields.missing("table", "写 table = [20, 17, 14](各名次得分),或 step = 3(每低一名少几分)", reading);
            return None;
        }
    };
    Some(Rank { measure: measure?, award, peers, less_is_better, tie, zero_is_zero })
}

fn steps(fields: &mut Fields<'_, '_>, ground: &Ground<'_, '_>, reading: &mut Reading<'_>) -> Option<Steps> {
    let target = fields.figures("target", reading);
    let pace = pace::of_item(fields, &ground.pace, reading);
    let less_is_better = fields.choice("order", &ORDERS, reading).unwrap_or_default();
    let measure = measure(fields, reading);
    let what = format!("{}的 steps ", fields.what);
    let Some(entry) = fields.get("steps") else {
        fields.missing("steps", "写出各档,例如 steps = [[1.0, 100], [0.8, 75], [0.5, 50]]", reading);
        return None;
    };
    let array = reading.array(entry, &what)?;
    let mut steps: Vec<(Decimal, Decimal, Span)> = Vec::new();
    for step in array {
        let pair = reading.array(step, &what)?;
        let [threshold, points] = &**pair else {
            reading.report(step.span(), Code::BadValue, format!("{what}每档应是两个数"), "写成 [界限, 得分],例如 [0.8, 75]");
            return None;
        };
        let (threshold, points) = (reading.number(threshold, &what), reading.number(points, &what));
        steps.push((threshold?, points?, step.span().into()));
    }
    if steps.is_empty() {
        reading.report(entry.span(), Code::BadValue, format!("{what}一档也没有"), "写成 [[界限, 得分], …]");
        return None;
    }
    steps.sort_by(|left, right| if less_is_better { left.0.cmp(&right.0) } else { right.0.cmp(&left.0) });
    for (left, right) in steps.iter().zip(steps.iter().skip(1)) {
        if left.0 == right.0 {
            reading.report(right.2, Code::Duplicate, format!("{what}界限 {} 写了两次", number::show(right.0)), "删去一档");
            return None;
        }
    }
    Some(Steps {
        measure: measure?,
        target,
        pace,
        thresholds: steps.into_iter().map(|(threshold, points, _)| (threshold, points)).collect(),
        less_is_better,
    })
}

/// The parts of a list entry: `["n3", 0.1]`, or a table with the names given.
fn parts<'t, 'i>(
    entry: &'t Entry<'i>,
    what: &str,
    keys: &[&'static str],
    form: &str,
    reading: &mut Reading<'_>,
) -> Option<(Vec<&'t Entry<'i>>, Option<String>)> {
    match entry.get_ref() {
        DeValue::Array(array) if array.len() == keys.len() => Some((array.iter().collect(), None)),
        DeValue::Table(table) => {
            let mut fields = Fields::new(table, entry.span(), what);
            let name = fields.text("name", reading).map(ToOwned::to_owned);
            let mut found = Vec::new();
            for key in keys {
                match fields.get(key) {
                    Some(entry) => found.push(entry),
                    None => fields.missing(key, form, reading),
                }
            }
            fields.finish(reading);
            (found.len() == keys.len()).then_some((found, name))
        }
        _ => {
            reading.report(entry.span(), Code::BadValue, format!("{what}的写法不对"), form);
            None
        }
    }
}

fn list<'t, 'i>(fields: &mut Fields<'t, 'i>, key: &'static str, form: &str, reading: &mut Reading<'_>) -> Option<&'t [Entry<'i>]> {
    let Some(entry) = fields.get(key) else {
        fields.missing(key, form, reading);
        return None;
    };
    let array = reading.array(entry, &format!("{}的 {key} ", fields.what))?;
    if array.is_empty() {
        reading.report(entry.span(), Code::BadValue, format!("{}的 {key} 是空的", fields.what), form);
        return None;
    }
    Some(array)
}

fn lines(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Option<Vec<Line>> {
    const FORM: &str = "写成 items = [[\"个数\", 每个几分], …] 或 [{ name = \"…\", measure = \"…\", points = 5 }]";
    let entries = list(fields, "items", FORM, reading)?;
    let mut lines = Vec::with_capacity(entries.len());
    for entry in entries {
        let what = format!("{}的 items ", fields.what);
        let Some((found, name)) = parts(entry, &what, &["measure", "points"], FORM, reading) else { continue };
        let [measure, points] = found.as_slice() else { continue };
        let (measure, points) = (reading.counted(measure, &what), reading.number(points, &what));
        if let (Some(measure), Some(points)) = (measure, points) {
            lines.push(Line { name, measure, points });
        }
    }
    (lines.len() == entries.len()).then_some(lines)
}

fn gap(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Option<Gap> {
    const FORM: &str = "写成 tiers = [[\"个数\", 最低要求, 每少一个扣几分], …] 或 [{ measure = \"…\", minimum = 7, points = 0.1 }]";
    let floor = fields.number("floor", reading).unwrap_or_default();
    let entries = list(fields, "tiers", FORM, reading)?;
    let mut tiers = Vec::with_capacity(entries.len());
    for entry in entries {
        let what = format!("{}的 tiers ", fields.what);
        let Some((found, name)) = parts(entry, &what, &["measure", "minimum", "points"], FORM, reading) else { continue };
        let [measure, minimum, points] = found.as_slice() else { continue };
        let measure = reading.figures(measure, &what);
        let minimum = reading.figures(minimum, &what);
        let points = reading.number(points, &what);
        if let (Some(measure), Some(minimum), Some(points)) = (measure, minimum, points) {
            tiers.push(Tier { name, measure, minimum, points });
        }
    }
    (tiers.len() == entries.len()).then_some(Gap { tiers, floor })
}

fn unit_step(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Option<UnitStep> {
    let least = Decimal::new(1, 9);
    let step = fields.within("step", least, Decimal::MAX, "应大于 0", reading);
    let per_step = fields.amount("per_step", reading);
    let down = fields.amount("per_step_down", reading);
    let zero_below_abs = fields.number("zero_below_abs", reading);
    let floor = fields.number("floor", reading).unwrap_or_default();
    let measure = measure(fields, reading);
    // The norm is the target; both names are in use.
    let key = if fields.get("norm").is_some() { "norm" } else { "target" };
    let norm = required(fields, key, "写出标准数,例如 norm = 3000", reading);
    for key in ["step", "per_step"] {
        if fields.get(key).is_none() {
            fields.missing(key, "例如 step = 300、per_step = 2:每多 300 加 2 分,每少 300 减 2 分", reading);
        }
    }
    let per_step = per_step?;
    Some(UnitStep { measure: measure?, norm: norm?, step: step?, per_step, per_step_down: down.unwrap_or(per_step), zero_below_abs, floor })
}

fn ratings(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> Option<Ratings> {
    const FORM: &str = "写成 raters = [{ key = \"r_park\", weight = 0.7 }, { key = \"r_town\", weight = 0.3 }]";
    let full = fields.within("full", Decimal::new(1, 3), Decimal::ONE_THOUSAND, "应大于 0", reading).unwrap_or(Decimal::ONE_HUNDRED);
    let trim = fields.whole("trim", 0, 10, reading).unwrap_or_default() as usize;
    let entries = list(fields, "raters", FORM, reading)?;
    let what = format!("{}的 raters ", fields.what);
    let mut raters = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some((found, name)) = parts(entry, &what, &["key", "weight"], FORM, reading) else { continue };
        let [marks, weight] = found.as_slice() else { continue };
        let (marks, weight) = (reading.figures(marks, &what), reading.number(weight, &what));
        if let (Some(marks), Some(weight)) = (marks, weight) {
            raters.push(Rater { name: name.unwrap_or_else(|| marks.text.clone()), marks, weight });
        }
    }
    if raters.len() < entries.len() {
        return None;
    }
    let span = fields.get("raters").map(Spanned::span).unwrap_or_default();
    let divisor = whole_weight(raters.iter().map(|rater| rater.weight), &what, span.into(), reading)?;
    for rater in &mut raters {
        rater.weight = rater.weight.checked_div(divisor).unwrap_or(rater.weight);
    }
    Some(Ratings { raters, full, trim })
}

/// What weights are to be divided by: 1, or 100 where they are in per cent; refuses any other sum.
pub(super) fn whole_weight(weights: impl Iterator<Item = Decimal>, what: &str, span: Span, reading: &mut Reading<'_>) -> Option<Decimal> {
    let weights: Vec<_> = weights.collect();
    let sum = weights.iter().try_fold(Decimal::ZERO, |sum, weight| sum.checked_add(*weight)).unwrap_or_default();
    if weights.iter().all(|weight| *weight >= Decimal::ZERO) && (sum == Decimal::ONE || sum == Decimal::ONE_HUNDRED) {
        return Some(sum);
    }
    let told: Vec<_> = weights.iter().map(|weight| number::show(*weight)).collect();
    reading.report(
        span,
        Code::Weights,
        format!("{what}的权重 {} 合计 {},应为 1", told.join(" + "), number::show(sum)),
        "改正权重,使合计为 1;也可以都按百分数写,合计为 100",
    );
    None
}
