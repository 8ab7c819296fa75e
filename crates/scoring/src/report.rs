//! Results as JSON for programs and as text for people.

use std::fmt::Write;

use rust_decimal::Decimal;
use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::number;
use crate::result::{Evaluation, ScoreLine};

/// A decimal as a JSON number, with the digits that it has.
struct Exact(String);

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.0.clone()).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[derive(Serialize)]
struct Report<'e> {
    units: Vec<Unit<'e>>,
}

#[derive(Serialize)]
struct Unit<'e> {
    #[serde(rename = "unit")]
    name: &'e str,
    group: Option<&'e str>,
    total: Exact,
    rank: Option<usize>,
    grade: Option<&'e str>,
    items: Vec<Line<'e>>,
    adjustments: Vec<Line<'e>>,
    flags: &'e [String],
}

#[derive(Serialize)]
struct Line<'e> {
    id: &'e str,
    score: Exact,
    trace: String,
}

/// The results as JSON: `{"units": [{"unit", "group", "total", "rank", "grade", "items": [{"id", "score", "trace"}],
/// "adjustments": […], "flags": […]}]}`. Scores are numbers with exactly the digits that they have.
///
/// # Errors
/// None that a result can lead to; the type is that of the library that writes.
pub fn to_json(evaluation: &Evaluation) -> Result<String, serde_json::Error> {
    let units = evaluation.units.iter().map(|unit| Unit {
        name: &unit.unit,
        group: unit.group.as_deref(),
        total: Exact(unit.total.to_string()),
        rank: unit.rank,
        grade: unit.grade.as_deref(),
        items: unit.items.iter().map(json_line).collect(),
        adjustments: unit.adjustments.iter().map(json_line).collect(),
        flags: &unit.flags,
    });
    serde_json::to_string_pretty(&Report { units: units.collect() })
}

fn json_line(line: &ScoreLine) -> Line<'_> {
    Line { id: &line.id, score: Exact(number::show(line.score)), trace: line.trace.to_string() }
}

/// The results as text: for each group its units by rank, each with its lines.
pub fn to_text(evaluation: &Evaluation) -> String {
    let mut text = String::new();
    let mut group: Option<Option<&str>> = None;
    for unit in &evaluation.units {
        if group != Some(unit.group.as_deref()) {
            if group.is_some() {
                text.push('\n');
            }
            group = Some(unit.group.as_deref());
            if let Some(group) = &unit.group {
                put(&mut text, format_args!("【{group}】"));
            }
        }
        let rank = unit.rank.map_or_else(|| "不排名".to_owned(), |rank| format!("第 {rank} 名"));
        let grade = unit.grade.as_deref().map_or_else(String::new, |grade| format!("  {grade}"));
        put(&mut text, format_args!("{rank}  {}  {} 分{grade}", unit.unit, unit.total));
        for line in &unit.items {
            put(&mut text, format_args!("    {}  {}", line.id, line.trace));
        }
        for line in &unit.adjustments {
            let sign = if line.score < Decimal::ZERO { "-" } else { "+" };
            put(&mut text, format_args!("  {sign} {}  {}", line.id, line.trace));
        }
        for flag in &unit.flags {
            put(&mut text, format_args!("  ! {flag}"));
        }
    }
    text
}

fn put(text: &mut String, line: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{line}");
}
