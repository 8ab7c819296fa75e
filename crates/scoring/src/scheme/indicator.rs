//! Indicators, their parts, and adjustments.

use rust_decimal::Decimal;
use toml::Spanned;
use toml::de::{DeFloat, DeInteger, DeTable};

use super::fields::{Fields, Reading};
use super::links::{Ground, Overrides, merged};
use super::scorer::{SCORERS, ScorerName, scorer, whole_weight};
use super::{Adjust, Children, Indicator, Item, Scorer, TotalKind};
use crate::number;
use crate::place::{Code, Span};

/// How deep parts may have parts.
const MAX_DEPTH: usize = 8;

/// Reads the indicators of a scheme, with what a group overrides.
pub(super) fn indicators(
    ground: &Ground<'_, '_>,
    overrides: &Overrides<'_, '_>,
    total: TotalKind,
    reading: &mut Reading<'_>,
) -> Vec<Indicator> {
    let mut found = Vec::with_capacity(ground.top.len());
    for id in &ground.top {
        let Some((table, span)) = ground.tables.get(id) else { continue };
        let table = merged(table, overrides.get(id).copied());
        let mut fields = Fields::new(&table, *span, format!("指标「{id}」"));
        fields.get("id");
        let weighted = matches!(total, TotalKind::Weighted(_));
        let weight = if weighted { fields.amount("weight", reading) } else { None };
        if weighted && fields.get("weight").is_none() {
            fields.missing("weight", "总分按权重计算,每个指标都要写 weight,例如 weight = 0.3", reading);
        }
        let groups = fields.texts("groups", reading).into_iter().map(|(group, _)| group).collect();
        let usual = if weighted { Some(Decimal::ONE_HUNDRED) } else { None };
        let mut maker = Maker { ground, overrides, reading, depth: 0 };
        let item = maker.item(&mut fields, id, usual);
        fields.finish(reading);
        if let Some(item) = item {
            found.push(Indicator { id: (*id).to_owned(), item, weight, groups });
        }
    }
    found
}

/// Reads an `[[adjust]]`.
pub(super) fn adjust(table: &DeTable<'_>, span: Span, ground: &Ground<'_, '_>, reading: &mut Reading<'_>) -> Option<Adjust> {
    let id = table.get("id").and_then(|entry| entry.get_ref().as_str()).unwrap_or_default().to_owned();
    let mut fields = Fields::new(table, span, if id.is_empty() { "加减分".to_owned() } else { format!("加减分「{id}」") });
    if fields.text("id", reading).is_none() {
        fields.missing("id", "给加减分起一个名称,例如 id = \"大项目加分\"", reading);
    }
    if fields.get("kind").is_none() {
        fields.missing("kind", "加分写 kind = \"bonus\",扣分写 kind = \"penalty\"", reading);
    }
    let penalty = fields.choice("kind", &[("bonus", false), ("penalty", true)], reading);
    let needs_approval = fields.flag("needs_approval", reading).unwrap_or_default();
    let groups = fields.texts("groups", reading).into_iter().map(|(group, _)| group).collect();
    let overrides = Overrides::new();
    let mut maker = Maker { ground, overrides: &overrides, reading, depth: 0 };
    let item = maker.item(&mut fields, &id, None);
    fields.finish(reading);
    Some(Adjust { id, item: item?, penalty: penalty?, needs_approval, groups })
}

struct Maker<'m, 't, 'i, 's> {
    ground: &'m Ground<'t, 'i>,
    overrides: &'m Overrides<'t, 'i>,
    reading: &'m mut Reading<'s>,
    depth: usize,
}

/// Where a part is written.
enum PartTable {
    Inline(usize),
    Linked(String),
}

impl Maker<'_, '_, '_, '_> {
    /// `usual` are the full marks where the table says none.
    fn item(&mut self, fields: &mut Fields<'_, '_>, id: &str, usual: Option<Decimal>) -> Option<Item> {
        let name = fields.text("name", self.reading).unwrap_or(id).to_owned();
        for note in ["note", "data_owner"] {
            fields.text(note, self.reading);
        }
        fields.texts("evidence_required", self.reading);
        let points = fields.amount("points", self.reading).or(usual);
        let guard = fields.condition("guard", self.reading);
        let linked = self.ground.parts.get(id).cloned().unwrap_or_default();
        let scorer_name = match fields.get("scorer") {
            None if !linked.is_empty() || fields.get("children").is_some() => ScorerName::Children,
            None => {
                let known: Vec<_> = SCORERS.iter().map(|(name, _)| *name).collect();
                fields.missing("scorer", &format!("写出计分方式:{}", known.join("、")), self.reading);
                return None;
            }
            Some(_) => fields.choice("scorer", &SCORERS, self.reading)?,
        };
        if !linked.is_empty() && scorer_name != ScorerName::Children {
            let at = fields.get("scorer").map(Spanned::span).unwrap_or_default();
            let first = linked.first().copied().unwrap_or_default();
            self.reading.report(
                at,
                Code::BadValue,
                format!("指标「{id}」有下级「{first}」,计分方式应是 children"),
                "写 scorer = \"children\",或删去下级的 parent",
            );
            return None;
        }
        let span = fields.span;
        let points = if scorer_name == ScorerName::Children { points.or_else(|| self.points_of(fields, &linked)) } else { points };
        if points.is_none() && scorer_name.needs_points(fields) {
            if fields.get("points").is_none() {
                fields.missing("points", "写出满分,例如 points = 20", self.reading);
            }
            self.scorer(scorer_name, fields, &linked, Decimal::ZERO);
            return None;
        }
        let limit = if scorer_name.cap_is_share() { None } else { fields.amount("cap", self.reading) };
        // What is counted by the piece ends at full marks where they are stated.
        let limit = if scorer_name == ScorerName::PerItem { limit.or(points) } else { limit };
        let scorer = self.scorer(scorer_name, fields, &linked, points.unwrap_or_default())?;
        Some(Item { name, span, points, guard, limit, scorer })
    }

    fn scorer(&mut self, name: ScorerName, fields: &mut Fields<'_, '_>, linked: &[&str], points: Decimal) -> Option<Scorer> {
        if name != ScorerName::Children {
            return scorer(name, fields, self.ground, self.reading);
        }
        let cap = fields.amount("cap", self.reading);
        self.depth += 1;
        let parts = self.children(fields, linked, points);
        self.depth -= 1;
        Some(Scorer::Children(Children { parts: parts?, cap }))
    }

    /// Full marks of an indicator whose parts have points and which itself states none.
    fn points_of(&self, fields: &mut Fields<'_, '_>, linked: &[&str]) -> Option<Decimal> {
        let inline = fields.get("children").and_then(|entry| entry.get_ref().as_array());
        let inline = inline.into_iter().flat_map(|array| array.iter().filter_map(|entry| entry.get_ref().as_table()));
        let linked = linked.iter().filter_map(|id| self.ground.tables.get(id)).map(|(table, _)| *table);
        let mut sum = Decimal::ZERO;
        for table in inline.chain(linked) {
            let points = table.get("points")?.get_ref();
            let text = points.as_integer().map(DeInteger::as_str).or_else(|| points.as_float().map(DeFloat::as_str))?;
            sum = sum.checked_add(number::read(text)?)?;
        }
        (!sum.is_zero()).then_some(sum)
    }

    fn children(&mut self, fields: &mut Fields<'_, '_>, linked: &[&str], points: Decimal) -> Option<Vec<Item>> {
        const FORM: &str = "写成 children = [{ weight = 0.5, scorer = \"ratio\", measure = \"…\", target = \"…\" }, …]";
        let what = fields.what.clone();
        if self.depth > MAX_DEPTH {
            self.reading.report(fields.span, Code::TooLarge, format!("{what}的下级套了 {MAX_DEPTH} 层以上"), "减少层级");
            return None;
        }
        let entry = fields.get("children");
        let inline = match entry {
            Some(entry) => self.reading.array(entry, &format!("{what}的 children "))?.iter().collect(),
            None => Vec::new(),
        };
        if inline.is_empty() && linked.is_empty() {
            fields.missing("children", FORM, self.reading);
            return None;
        }
        let span = entry.map_or(fields.span, |entry| entry.span().into());
        let whole = Whole { what: &what, span, points };
        let mut tables = Vec::new();
        for (index, entry) in inline.iter().enumerate() {
            let table = self.reading.table(entry, &format!("{what}的 children "))?;
            tables.push((merged(table, None), Span::from(entry.span()), PartTable::Inline(index + 1)));
        }
        for id in linked {
            let (table, span) = self.ground.tables.get(id)?;
            tables.push((merged(table, self.overrides.get(id).copied()), *span, PartTable::Linked((*id).to_owned())));
        }
        let shares = self.shares(&tables, &whole)?;
        let mut parts = Vec::with_capacity(tables.len());
        for ((table, span, part), points) in tables.iter().zip(shares) {
            let (label, id) = match part {
                PartTable::Inline(index) => (format!("{what}的第 {index} 项"), format!("第 {index} 项")),
                PartTable::Linked(id) => (format!("指标「{id}」"), id.clone()),
            };
            let mut fields = Fields::new(table, *span, label);
            for key in ["weight", "id", "parent", "groups"] {
                fields.get(key);
            }
            let name = match part {
                PartTable::Inline(_) => fields.text("id", self.reading).map_or(id, ToOwned::to_owned),
                PartTable::Linked(_) => id,
            };
            let item = self.item(&mut fields, &name, Some(points));
            fields.finish(self.reading);
            parts.extend(item.map(|item| Item { points: Some(points), ..item }));
        }
        (parts.len() == tables.len()).then_some(parts)
    }

    /// The points of each part, from weights or from points, which must make the whole.
    fn shares(&mut self, tables: &[(DeTable<'_>, Span, PartTable)], whole: &Whole<'_>) -> Option<Vec<Decimal>> {
        let mut parts = Vec::with_capacity(tables.len());
        let mut weights = 0;
        for (table, span, _) in tables {
            let mut fields = Fields::new(table, *span, format!("{}的下级", whole.what));
            let weight = fields.amount("weight", self.reading);
            let points = fields.amount("points", self.reading);
            if fields.get("weight").is_none() && fields.get("points").is_none() {
                fields.missing("weight", "写出占上级的比重,例如 weight = 0.5;或写 points", self.reading);
                return None;
            }
            weights += usize::from(fields.get("weight").is_some());
            parts.push((weight, points));
        }
        if weights == parts.len() {
            let weights = parts.iter().map(|(weight, _)| *weight).collect::<Option<Vec<_>>>()?;
            let divisor = whole_weight(weights.iter().copied(), whole.what, whole.span, self.reading)?;
            return weights.into_iter().map(|weight| whole.points.checked_mul(weight)?.checked_div(divisor)).collect();
        }
        if weights > 0 {
            self.reading.report(whole.span, Code::Weights, format!("{}的下级有的写 weight,有的写 points", whole.what), "统一写一种");
            return None;
        }
        let points = parts.iter().map(|(_, points)| *points).collect::<Option<Vec<_>>>()?;
        let sum = points.iter().try_fold(Decimal::ZERO, |sum, points| sum.checked_add(*points)).unwrap_or_default();
        if sum != whole.points {
            self.reading.report(
                whole.span,
                Code::Weights,
                format!("{}的下级满分合计 {},应为 {}", whole.what, number::show(sum), number::show(whole.points)),
                "改正 points,使下级合计等于上级",
            );
            return None;
        }
        Some(points)
    }
}

/// What parts must make.
struct Whole<'w> {
    what: &'w str,
    span: Span,
    points: Decimal,
}
