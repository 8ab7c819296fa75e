//! Measuring, and the table.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs whose median is told.
const RUNS: usize = 11;
/// What takes long is measured less often: no more runs are begun after this, once there are [`FEWEST`].
const BUDGET: Duration = Duration::from_secs(20);
/// Runs that there are in any case.
const FEWEST: usize = 3;

/// A median, and of how many runs it is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Median {
    /// In the row's unit.
    pub(crate) value: f64,
    /// How many runs.
    pub(crate) runs: usize,
}

impl Median {
    /// Of what was measured; nothing of nothing.
    pub(crate) fn of(mut values: Vec<f64>) -> Self {
        values.sort_by(f64::total_cmp);
        Self { value: values.get(values.len() / 2).copied().unwrap_or(f64::NAN), runs: values.len() }
    }
}

/// Measures milliseconds of `work`, after a run that does not count: the file cache is warm.
pub(crate) async fn time<T>(mut work: impl AsyncFnMut() -> Result<T>) -> Result<Median> {
    work().await?;
    repeat(async || {
        let started = Instant::now();
        work().await?;
        Ok(milliseconds(started.elapsed()))
    })
    .await
}

/// Repeats a measurement that tells its own value.
pub(crate) async fn repeat(mut measure: impl AsyncFnMut() -> Result<f64>) -> Result<Median> {
    let begun = Instant::now();
    let mut values = Vec::new();
    while values.len() < RUNS && (values.len() < FEWEST || begun.elapsed() < BUDGET) {
        values.push(measure().await?);
    }
    Ok(Median::of(values))
}

/// A duration in milliseconds.
pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}

/// In what a row is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Milliseconds: less is better.
    Milliseconds,
    /// How many in a second: more is better.
    PerSecond,
    /// Mebibytes: less is better.
    Mebibytes,
}

impl Unit {
    const fn label(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::PerSecond => "/s",
            Self::Mebibytes => "MiB",
        }
    }
}

/// What is wanted of a row; absent parts are not judged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Goal {
    /// At most this many milliseconds or mebibytes, or at least so many in a second.
    pub(crate) value: Option<f64>,
    /// At least this many times as good as the baseline.
    pub(crate) ratio: Option<f64>,
}

impl Goal {
    /// A value alone.
    pub(crate) const fn value(value: f64) -> Self {
        Self { value: Some(value), ratio: None }
    }

    /// A ratio alone.
    pub(crate) const fn ratio(ratio: f64) -> Self {
        Self { value: None, ratio: Some(ratio) }
    }

    /// Both.
    pub(crate) const fn both(value: f64, ratio: f64) -> Self {
        Self { value: Some(value), ratio: Some(ratio) }
    }
}

/// A row of the table.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// What was measured.
    pub(crate) what: String,
    /// Ours.
    pub(crate) ours: Median,
    /// In what.
    pub(crate) unit: Unit,
    /// The naive way and what it came to.
    pub(crate) baseline: Option<(String, Median)>,
    /// What is wanted.
    pub(crate) goal: Goal,
}

impl Line {
    /// How many times as good as the baseline.
    fn ratio(&self) -> Option<f64> {
        let (_, theirs) = self.baseline.as_ref()?;
        Some(if self.unit == Unit::PerSecond { self.ours.value / theirs.value } else { theirs.value / self.ours.value })
    }

    fn met(&self) -> &'static str {
        let enough = |is: f64, wanted: f64| if self.unit == Unit::PerSecond { is >= wanted } else { is <= wanted };
        let value = self.goal.value.map(|wanted| enough(self.ours.value, wanted));
        let ratio = self.goal.ratio.zip(self.ratio()).map(|(wanted, is)| is >= wanted);
        match (value, ratio) {
            (None, None) => "–",
            (value, ratio) if value.unwrap_or(true) && ratio.unwrap_or(true) => "met",
            _ => "NOT met",
        }
    }

    fn wanted(&self) -> String {
        let bound = if self.unit == Unit::PerSecond { "≥" } else { "≤" };
        let value = self.goal.value.map(|value| format!("{bound} {} {}", number(value), self.unit.label()));
        let ratio = self.goal.ratio.map(|ratio| format!("≥ {} ×", number(ratio)));
        let parts: Vec<String> = value.into_iter().chain(ratio).collect();
        if parts.is_empty() { "–".to_owned() } else { parts.join(", ") }
    }

    /// The row as a line of a Markdown table.
    pub(crate) fn markdown(&self, engine: &str, scale: &str) -> String {
        let told = |median: Median| format!("{} {} ({})", number(median.value), self.unit.label(), median.runs);
        let (name, theirs) =
            self.baseline.as_ref().map_or(("–".to_owned(), "–".to_owned()), |(name, median)| (name.clone(), told(*median)));
        let ratio = self.ratio().map_or("–".to_owned(), |ratio| format!("{} ×", number(ratio)));
        format!(
            "| {} | {engine} | {scale} | {} | {name} | {theirs} | {ratio} | {} | {} |",
            self.what,
            told(self.ours),
            self.wanted(),
            self.met()
        )
    }
}

/// The head of the table.
pub(crate) const HEAD: &str = "\
| Row | Engine | Scale | Ours, median (runs) | Baseline | Its median (runs) | Ratio | Goal | Goal met |
|---|---|---|---|---|---|---|---|---|";

fn number(value: f64) -> String {
    match value.abs() {
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(unit: Unit, ours: f64, theirs: f64, goal: Goal) -> Line {
        let of = |value| Median { value, runs: 11 };
        Line { what: "board".to_owned(), ours: of(ours), unit, baseline: Some(("plain".to_owned(), of(theirs))), goal }
    }

    #[test]
    fn the_median_is_the_middle_of_what_was_measured() {
        assert_eq!(Median::of(vec![9.0, 1.0, 5.0]), Median { value: 5.0, runs: 3 });
    }

    #[test]
    fn a_goal_is_met_only_when_value_and_ratio_are() {
        let met = |ours, theirs| line(Unit::Milliseconds, ours, theirs, Goal::both(5.0, 200.0)).met();
        assert_eq!(met(4.0, 900.0), "met");
        assert_eq!(met(4.0, 700.0), "NOT met");
        assert_eq!(met(6.0, 9_000.0), "NOT met");
        assert_eq!(line(Unit::Milliseconds, 6.0, 1.0, Goal::default()).met(), "–");
    }

    #[test]
    fn of_rates_more_is_better() {
        let line = line(Unit::PerSecond, 3_000.0, 1_000.0, Goal::both(2_000.0, 0.5));
        assert_eq!(line.met(), "met");
        assert!(line.markdown("sqlite", "S").contains("| 3.00 × | ≥ 2000 /s, ≥ 0.50 × | met |"), "{}", line.markdown("sqlite", "S"));
    }
}
