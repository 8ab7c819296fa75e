//! Indicators that name a parent, and groups that override indicators: how their tables come together.

use std::collections::{BTreeMap, BTreeSet};

use toml::de::DeTable;

use super::fields::{Fields, Reading};
use super::pace::SchemePace;
use crate::place::{Code, Span, nearest};

/// Keys that stay when a group gives an indicator another scorer.
const KEPT: [&str; 13] = [
    "id",
    "name",
    "parent",
    "points",
    "weight",
    "measure",
    "metric",
    "guard",
    "groups",
    "note",
    "data_owner",
    "evidence_required",
    "target",
];

/// What the items of a scheme are read against.
pub(super) struct Ground<'t, 'i> {
    pub(super) pace: SchemePace,
    /// The tables of `[[indicator]]` by id, with the place of each.
    pub(super) tables: BTreeMap<&'t str, (&'t DeTable<'i>, Span)>,
    /// For each parent its parts, in the order of the file.
    pub(super) parts: BTreeMap<&'t str, Vec<&'t str>>,
    /// Those without a parent, in the order of the file.
    pub(super) top: Vec<&'t str>,
}

/// What a group changes, by the id of the indicator.
pub(super) type Overrides<'t, 'i> = BTreeMap<&'t str, &'t DeTable<'i>>;

impl<'t, 'i> Ground<'t, 'i> {
    pub(super) fn new(pace: SchemePace, tables: Vec<(&'t DeTable<'i>, Span)>, reading: &mut Reading<'_>) -> Self {
        let mut ground = Self { pace, tables: BTreeMap::new(), parts: BTreeMap::new(), top: Vec::new() };
        let mut parents: Vec<(&'t str, &'t str, Span)> = Vec::new();
        for (table, span) in tables {
            let mut fields = Fields::new(table, span, "指标");
            let Some(id) = fields.text("id", reading) else {
                if fields.get("id").is_none() {
                    fields.missing("id", "给指标起一个名称,例如 id = \"到位资金\"", reading);
                }
                continue;
            };
            if ground.tables.insert(id, (table, span)).is_some() {
                let at = table.get("id").map_or(span, |entry| entry.span().into());
                reading.report(at, Code::Duplicate, format!("指标「{id}」写了两次"), "改一个名称,或删去一个");
                continue;
            }
            match fields.text("parent", reading) {
                Some(parent) => {
                    parents.push((id, parent, table.get("parent").map_or(span, |entry| entry.span().into())));
                }
                None => ground.top.push(id),
            }
        }
        let above: BTreeMap<&str, &str> = parents.iter().map(|(id, parent, _)| (*id, *parent)).collect();
        for (id, parent, span) in parents {
            if !ground.tables.contains_key(parent) {
                let remedy = nearest(parent, ground.tables.keys().copied())
                    .map_or_else(|| "先写出上级指标".to_owned(), |near| format!("是否想写「{near}」"));
                reading.report(span, Code::UnknownName, format!("指标「{id}」的上级「{parent}」不存在"), remedy);
            } else if circles(id, &above) {
                reading.report(span, Code::Cycle, format!("指标「{id}」绕了一圈又归到自己下面"), "改正 parent,使上下级不成环");
            } else {
                ground.parts.entry(parent).or_default().push(id);
            }
        }
        ground
    }
}

fn circles(id: &str, above: &BTreeMap<&str, &str>) -> bool {
    let mut seen = BTreeSet::new();
    let mut at = id;
    while let Some(parent) = above.get(at) {
        if *parent == id || !seen.insert(*parent) {
            return true;
        }
        at = parent;
    }
    false
}

/// A table with a group's changes laid over it.
pub(super) fn merged<'i>(table: &DeTable<'i>, changes: Option<&DeTable<'i>>) -> DeTable<'i> {
    let mut merged = table.clone();
    if let Some(changes) = changes {
        if changes.contains_key("scorer") {
            for key in table.keys() {
                let name: &str = key.get_ref();
                if !KEPT.contains(&name) {
                    merged.remove(name);
                }
            }
        }
        for (key, value) in changes {
            let name: &str = key.get_ref();
            merged.remove(name);
            // The two names of a measure stand in for each other.
            match name {
                "measure" => drop(merged.remove("metric")),
                "metric" => drop(merged.remove("measure")),
                _ => {}
            }
            merged.insert(key.clone(), value.clone());
        }
    }
    merged
}
