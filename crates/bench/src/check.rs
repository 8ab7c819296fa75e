//! Checking the arithmetic of a report of one megabyte.

use anyhow::{Result, ensure};
use serde::Deserialize;

use crate::runner::{Goal, Line, Unit, time};

/// How long the report is, in bytes.
const LENGTH: usize = 1_000_000;

#[derive(Deserialize)]
struct Example {
    text: String,
}

/// The annotated examples one after the other, again and again, as a long report would have them. There is nothing
/// naive to measure beside it.
pub(crate) async fn row() -> Result<Vec<Line>> {
    let examples = include_str!("../../figures/tests/data/examples.jsonl");
    let texts: Vec<String> =
        examples.lines().map(|line| serde_json::from_str::<Example>(line).map(|example| example.text)).collect::<Result<_, _>>()?;
    let mut report = String::new();
    for text in texts.iter().cycle() {
        if report.len() >= LENGTH {
            break;
        }
        report.push_str(text);
        report.push_str("\n\n");
    }
    let found = figures::check(&report);
    ensure!(!found.findings.is_empty() && !found.verified.is_empty(), "nothing was read");
    let ours = time(async || Ok(figures::check(&report))).await?;
    let what = format!("the figures of a report of {} bytes recomputed", report.len());
    Ok(vec![Line { what, ours, unit: Unit::Milliseconds, baseline: None, goal: Goal::value(200.0) }])
}
