//! Declared measures: their names and units, and those that follow from others.

use std::collections::{BTreeMap, BTreeSet};

use super::Measure;
use super::fields::{Fields, Reading};
use crate::expression::Expression;
use crate::place::Code;

/// How many measures may follow from each other in a row.
const MAX_CHAIN: usize = 30;

/// Names that expressions know beside measures.
const RESERVED: [&str; 3] = ["month", "group", "total"];

/// Reads every `[[measure]]`.
pub(super) fn measures(fields: &mut Fields<'_, '_>, reading: &mut Reading<'_>) -> BTreeMap<String, Measure> {
    let mut measures = BTreeMap::new();
    for (table, span) in fields.tables("measure", reading) {
        let mut fields = Fields::new(table, span, "measure");
        let Some(id) = fields.text("id", reading) else {
            if fields.get("id").is_none() {
                fields.missing("id", "写出单位数据里的名称,例如 id = \"funds\"", reading);
            }
            continue;
        };
        let at = table.get("id").map_or(span, |entry| entry.span().into());
        fields.what = format!("measure「{id}」");
        if RESERVED.contains(&id) {
            reading.report(at, Code::BadValue, format!("「{id}」另有含义,不能作指标值的名称"), "换一个名称");
        }
        let name = fields.text("name", reading).map(ToOwned::to_owned);
        let unit = fields.text("unit", reading).map(ToOwned::to_owned);
        for note in ["stage", "date_basis", "attribution", "note"] {
            fields.text(note, reading);
        }
        let expr = fields.figures("expr", reading);
        let default = fields.number("default", reading);
        if let (Some(_), Some(entry)) = (&expr, fields.get("default")) {
            reading.report(entry.span(), Code::BadValue, format!("「{id}」由 expr 算出,不能再有 default"), "删去一个");
        }
        fields.finish(reading);
        if measures.insert(id.to_owned(), Measure { name, unit, expr, default }).is_some() {
            reading.report(at, Code::Duplicate, format!("measure「{id}」写了两次"), "删去一个");
        }
    }
    for (id, measure) in &measures {
        if let Some(expr) = &measure.expr {
            follow(id, expr, &measures, reading);
        }
    }
    measures
}

/// Refuses a measure that follows from itself.
fn follow(id: &str, expr: &Expression, measures: &BTreeMap<String, Measure>, reading: &mut Reading<'_>) {
    for (name, span) in expr.names() {
        let mut done = BTreeSet::new();
        let mut next = vec![(name, 1)];
        while let Some((at, depth)) = next.pop() {
            if at == id {
                let way = if name == id { "它自己".to_owned() } else { format!("「{name}」又回到它自己") };
                reading.report(span, Code::Cycle, format!("「{id}」由{way}算出,成了循环"), "改正 expr,使每个值都能从单位数据算出");
                return;
            }
            if depth > MAX_CHAIN {
                reading.report(span, Code::TooLarge, format!("「{id}」经过 {MAX_CHAIN} 层以上才算出"), "减少层次");
                return;
            }
            if done.insert(at)
                && let Some(expr) = measures.get(at).and_then(|measure| measure.expr.as_ref())
            {
                next.extend(expr.names().into_iter().map(|(name, _)| (name, depth + 1)));
            }
        }
    }
}
