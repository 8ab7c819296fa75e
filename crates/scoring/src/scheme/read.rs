//! The whole file, and what must hold between its parts.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::DeTable;

use super::fields::{Fields, Reading};
use super::indicator::{adjust, indicators};
use super::links::{Ground, Overrides};
use super::scorer::{TIES, whole_weight};
use super::{Adjust, Gate, Indicator, Limits, Measure, Scheme, Tie, TieBreak, TotalKind, measure, outcome, pace};
use crate::expression::{Origin, parse};
use crate::number;
use crate::place::{Code, Document, Problem, Source, Span, nearest};

/// The longest scheme, in bytes.
const MAX_BYTES: usize = 1_000_000;
/// The most indicators with their parts.
const MAX_INDICATORS: usize = 1000;

pub(super) fn scheme(text: &str) -> Result<Scheme, Vec<Problem>> {
    let source = Source::new(Document::Scheme, text);
    if text.len() > MAX_BYTES {
        let place = Span::default();
        return Err(vec![source.problem(place, Code::TooLarge, "方案超过 1 MB", "检查是不是选错了文件")]);
    }
    let table = match DeTable::parse(source.text()) {
        Ok(table) => table,
        Err(error) => {
            let span = error.span().map(Span::from).unwrap_or_default();
            let (message, remedy) = syntax(error.message());
            return Err(vec![source.problem(span, Code::Syntax, message, remedy)]);
        }
    };
    let mut reading = Reading::new(&source);
    let scheme = whole(table.get_ref(), &mut reading);
    let mut problems = reading.problems;
    problems.sort();
    match scheme {
        Some(scheme) if problems.is_empty() => Ok(scheme),
        _ => Err(problems),
    }
}

/// The faults of TOML in Chinese; the library tells them in English.
fn syntax(told: &str) -> (&'static str, &'static str) {
    if told.contains("duplicate key") {
        ("同一个键写了两次", "删去一个")
    } else if told.contains("string") || told.contains("quote") {
        ("这里的文字没有写对引号", "文字前后都用英文双引号 \"")
    } else if told.contains("bare key") || told.contains("key") {
        ("这里的键没有写对", "含中文或符号的键要加英文双引号,键与值之间用 =")
    } else if told.contains("array") || told.contains("`]`") {
        ("这里的方括号没有写对", "检查 [ ] 是否成对,各项之间用英文逗号")
    } else {
        ("这里不符合 TOML 的写法", "检查等号、引号、括号、逗号是否为英文符号并且成对")
    }
}

fn whole(table: &DeTable<'_>, reading: &mut Reading<'_>) -> Option<Scheme> {
    let mut fields = Fields::new(table, 0..0, "方案");
    let id = fields.text("id", reading);
    if fields.get("id").is_none() {
        fields.missing("id", "在开头写方案的编号,例如 id = \"2026-县区考核\"", reading);
    }
    let name = fields.text("name", reading).map(ToOwned::to_owned);
    let year = fields.whole("year", 1990, 2200, reading);
    for note in ["document_no", "note", "source"] {
        fields.text(note, reading);
    }
    fields.choice("cadence", &[("monthly", ()), ("quarterly", ()), ("annual", ())], reading);
    fields.choice("recognise_level", &[("reported", ()), ("county", ()), ("recognised", ()), ("statistics", ())], reading);
    fields.whole("cutoff_day", 1, 31, reading);
    let round = fields.whole("round", 0, 10, reading).unwrap_or(2);
    let round_item = fields.whole("round_item", 0, 10, reading).unwrap_or(4);
    let total = fields
        .choice(
            "total",
            &[("sum", TotalKind::Sum), ("weighted", TotalKind::Weighted(Decimal::ONE)), ("uncapped", TotalKind::Uncapped)],
            reading,
        )
        .unwrap_or(TotalKind::Sum);
    let limits = limits(&mut fields, total, reading);
    let points_total = fields.amount("points_total", reading);
    let tie = fields.choice("tie", &TIES, reading).unwrap_or(Tie::Competition);
    let breaks = fields.texts("tie_break", reading);
    let scheme_pace = pace::of_scheme(&mut fields, reading);
    let measures = measure::measures(&mut fields, reading);
    let groups = outcome::groups(&mut fields, reading);
    let tables = fields.tables("indicator", reading);
    if fields.get("indicator").is_none() {
        fields.missing("indicator", "至少写一个 [[indicator]]", reading);
    }
    if tables.len() > MAX_INDICATORS {
        let place = fields.get("indicator").map(Spanned::span).unwrap_or_default();
        reading.report(place, Code::TooLarge, format!("指标超过 {MAX_INDICATORS} 个"), "分成几个方案");
        return None;
    }
    let ground = Ground::new(scheme_pace, tables, reading);
    let usual = indicators(&ground, &Overrides::new(), total, reading);
    let of_groups = overridden(&mut fields, &ground, total, reading);
    let adjusts = adjusts(&mut fields, &ground, reading);
    let gates = outcome::gates(&mut fields, reading);
    let grades = outcome::grades(&mut fields, reading);
    fields.finish(reading);

    known_groups(table, &groups.iter().map(|group| group.id.as_str()).collect(), reading);
    let tie_break = tie_breaks(breaks, &usual, reading);
    known_scores(&ground, &usual, reading);
    known_names(&measures, &gates, reading);
    let total = sums(&Sums { table, usual: &usual, of_groups: &of_groups, total, points_total }, reading);
    Some(Scheme {
        source: reading.source.clone(),
        id: id?.to_owned(),
        name,
        year,
        round,
        round_item,
        total,
        limits,
        tie,
        tie_break,
        measures,
        groups,
        indicators: usual,
        of_groups,
        adjusts,
        gates,
        grades,
        references: std::mem::take(&mut reading.references),
    })
}

fn limits(fields: &mut Fields<'_, '_>, total: TotalKind, reading: &mut Reading<'_>) -> Limits {
    let limits = Limits {
        bonus: fields.amount("bonus_cap", reading),
        penalty: fields.amount("penalty_cap", reading),
        adjust: fields.amount("adjust_cap", reading),
        most: fields.amount("total_cap", reading),
        least: fields.number("total_floor", reading),
    };
    if let (TotalKind::Uncapped, Some(entry)) = (total, fields.get("total_cap")) {
        reading.report(entry.span(), Code::BadValue, "total = \"uncapped\" 表示总分不封顶,不能再写 total_cap", "删去一个");
    }
    limits
}

/// The indicators of each group that overrides some.
fn overridden(
    fields: &mut Fields<'_, '_>,
    ground: &Ground<'_, '_>,
    total: TotalKind,
    reading: &mut Reading<'_>,
) -> BTreeMap<String, Vec<Indicator>> {
    let mut of_groups = BTreeMap::new();
    for (table, _) in fields.tables("group", reading) {
        let Some(id) = table.get("id").and_then(|entry| entry.get_ref().as_str()) else { continue };
        let Some(entry) = table.get("indicator_overrides") else { continue };
        let Some(changes) = reading.table(entry, &format!("分组「{id}」的 indicator_overrides ")) else { continue };
        let mut overrides = Overrides::new();
        for (key, entry) in changes {
            let name: &str = key.get_ref();
            if !ground.tables.contains_key(name) {
                let remedy = nearest(name, ground.tables.keys().copied())
                    .map_or_else(|| "写指标的 id".to_owned(), |near| format!("是否想写「{near}」"));
                reading.report(key.span(), Code::UnknownName, format!("分组「{id}」调整的指标「{name}」不存在"), remedy);
            }
            if let Some(table) = reading.table(entry, &format!("指标「{name}」的调整")) {
                overrides.insert(name, table);
            }
        }
        of_groups.insert(id.to_owned(), indicators(ground, &overrides, total, reading));
    }
    of_groups
}

fn adjusts(fields: &mut Fields<'_, '_>, ground: &Ground<'_, '_>, reading: &mut Reading<'_>) -> Vec<Adjust> {
    let mut adjusts: Vec<Adjust> = Vec::new();
    for (table, span) in fields.tables("adjust", reading) {
        let Some(found) = adjust(table, span, ground, reading) else { continue };
        if adjusts.iter().any(|adjust| adjust.id == found.id) {
            let at = table.get("id").map_or(span, |entry| entry.span().into());
            reading.report(at, Code::Duplicate, format!("加减分「{}」写了两次", found.id), "改一个名称,或删去一个");
        }
        adjusts.push(found);
    }
    adjusts
}

/// Every `groups = […]` names groups that the scheme declares.
fn known_groups(table: &DeTable<'_>, known: &BTreeSet<&str>, reading: &mut Reading<'_>) {
    for key in ["indicator", "adjust", "gate"] {
        let Some(array) = table.get(key).and_then(|entry| entry.get_ref().as_array()) else { continue };
        let named = array.iter().filter_map(|entry| entry.get_ref().as_table()?.get("groups")?.get_ref().as_array());
        for entry in named.flatten() {
            let Some(name) = entry.get_ref().as_str() else { continue };
            if !known.contains(name) {
                let remedy = nearest(name, known.iter().copied())
                    .map_or_else(|| format!("写一个 [[group]],id = \"{name}\""), |near| format!("是否想写「{near}」"));
                reading.report(entry.span(), Code::UnknownName, format!("分组「{name}」没有声明"), remedy);
            }
        }
    }
}

fn tie_breaks(texts: Vec<(String, Span)>, indicators: &[Indicator], reading: &mut Reading<'_>) -> Vec<TieBreak> {
    let mut breaks = Vec::with_capacity(texts.len());
    for (text, span) in texts {
        if indicators.iter().any(|indicator| indicator.id == text) {
            breaks.push(TieBreak::Score(text));
            continue;
        }
        let text_start = reading.source.slice(span).find(text.as_str()).map(|at| span.start + at);
        match parse(&text, Origin { whole: span, text_start }) {
            Ok(expression) => {
                reading.references.extend(expression.names().into_iter().map(|(name, span)| (name.to_owned(), span)));
                breaks.push(TieBreak::Value(expression));
            }
            Err(fault) => reading.report(fault.span, fault.code, fault.message, "tie_break 写指标的 id,或用指标值写的算式"),
        }
    }
    breaks
}

/// `score('…')` names an indicator.
fn known_scores(ground: &Ground<'_, '_>, indicators: &[Indicator], reading: &mut Reading<'_>) {
    for (id, span) in std::mem::take(&mut reading.scores) {
        if !ground.top.contains(&id.as_str()) {
            let remedy = nearest(&id, indicators.iter().map(|indicator| indicator.id.as_str()))
                .map_or_else(|| "写指标的 id".to_owned(), |near| format!("是否想写 score('{near}')"));
            reading.report(span, Code::UnknownName, format!("score 要的指标「{id}」不存在"), remedy);
        }
    }
}

/// Where measures are declared, every name is one of them; `total` is known in gates alone.
fn known_names(measures: &BTreeMap<String, Measure>, gates: &[Gate], reading: &mut Reading<'_>) {
    let in_gates: BTreeSet<Span> = gates.iter().flat_map(|gate| gate.when.names()).map(|(_, span)| span).collect();
    let mut unknown = Vec::new();
    for (name, span) in &reading.references {
        let known = match name.as_str() {
            "month" | "group" => true,
            "total" if in_gates.contains(span) => true,
            name => measures.is_empty() || measures.contains_key(name),
        };
        if !known {
            unknown.push((name.clone(), *span));
        }
    }
    for (name, span) in unknown {
        let remedy = nearest(&name, measures.keys().map(String::as_str))
            .map_or_else(|| format!("补一个 [[measure]],id = \"{name}\""), |near| format!("是否想写 {near}"));
        reading.report(span, Code::UnknownMeasure, format!("没有名为「{name}」的指标值"), remedy);
    }
}

struct Sums<'s, 'i> {
    table: &'s DeTable<'i>,
    usual: &'s [Indicator],
    of_groups: &'s BTreeMap<String, Vec<Indicator>>,
    total: TotalKind,
    points_total: Option<Decimal>,
}

/// The weights of a weighted total, and `points_total`, hold in every group.
fn sums(sums: &Sums<'_, '_>, reading: &mut Reading<'_>) -> TotalKind {
    let mut sets: Vec<(Option<&str>, &[Indicator])> = vec![(None, sums.usual)];
    let named = sums.usual.iter().flat_map(|indicator| &indicator.groups).map(String::as_str);
    let groups: BTreeSet<&str> = named.chain(sums.of_groups.keys().map(String::as_str)).collect();
    if !groups.is_empty() && sums.usual.iter().any(|indicator| !indicator.groups.is_empty()) {
        sets.clear();
    }
    sets.extend(groups.iter().map(|group| (Some(*group), sums.of_groups.get(*group).map_or(sums.usual, Vec::as_slice))));
    let place = |key: &str| sums.table.get(key).map(Spanned::span).unwrap_or_default();
    let mut divisor = None;
    for (group, indicators) in sets {
        let of_group =
            || indicators.iter().filter(|one| group.is_none_or(|group| one.groups.is_empty() || one.groups.iter().any(|id| id == group)));
        let what = group.map_or_else(|| "各指标".to_owned(), |group| format!("分组「{group}」各指标"));
        if let TotalKind::Weighted(_) = sums.total
            && of_group().all(|indicator| indicator.weight.is_some())
        {
            let weights = of_group().filter_map(|indicator| indicator.weight);
            let whole = whole_weight(weights, &what, place("total").into(), reading);
            if let (Some(before), Some(whole)) = (divisor, whole)
                && before != whole
            {
                reading.report(
                    place("total"),
                    Code::Weights,
                    format!("{what}的权重合计 {},别的分组合计 {}", number::show(whole), number::show(before)),
                    "各分组统一按 1 或按 100 写",
                );
            }
            divisor = whole.or(divisor);
        }
        if let Some(expected) = sums.points_total {
            let points = of_group().filter_map(|indicator| indicator.item.points);
            let sum = points.fold(Decimal::ZERO, Decimal::saturating_add);
            if sum != expected {
                let message = format!("{what}满分合计 {},应为 points_total {}", number::show(sum), number::show(expected));
                reading.report(place("points_total"), Code::Weights, message, "改正各指标的 points,或改正 points_total");
            }
        }
    }
    if matches!(sums.total, TotalKind::Weighted(_)) { TotalKind::Weighted(divisor.unwrap_or(Decimal::ONE)) } else { sums.total }
}
