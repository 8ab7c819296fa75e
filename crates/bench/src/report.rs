//! The table of results.

use std::io::Write;
use std::time::Duration;

use anyhow::Result;

use crate::ground::{Engine, Scale};

/// Runs of which the median is taken.
pub(crate) const RUNS: usize = 11;

/// Results as they come in.
pub(crate) struct Report {
    scale: Scale,
    engine: Engine,
    lines: Vec<[String; 6]>,
}

impl Report {
    pub(crate) fn new(scale: Scale, engine: Engine) -> Self {
        Self { scale, engine, lines: Vec::new() }
    }

    /// Adds times: the smaller the better. The ratio says how many times the baseline takes.
    pub(crate) fn times(&mut self, what: &str, ours: Duration, baseline: &str, theirs: Duration, goal: &str) {
        let ratio = theirs.as_secs_f64() / ours.as_secs_f64().max(1e-9);
        self.add(what, milliseconds(ours), baseline, milliseconds(theirs), ratio, goal);
    }

    /// Adds rates: the larger the better. The ratio says how many times ours is the baseline.
    pub(crate) fn rates(&mut self, what: &str, ours: f64, baseline: &str, theirs: f64, goal: &str) {
        self.add(what, format!("{ours:.0}/s"), baseline, format!("{theirs:.0}/s"), ours / theirs.max(1e-9), goal);
    }

    fn add(&mut self, what: &str, ours: String, baseline: &str, theirs: String, ratio: f64, goal: &str) {
        self.lines.push([what.to_owned(), ours, baseline.to_owned(), theirs, format!("{ratio:.1} ×"), goal.to_owned()]);
    }

    /// Prints the table as Markdown.
    pub(crate) fn print(&self) -> Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "\nscale {:?}, engine {:?}, median of {RUNS}, two cores, warm\n", self.scale, self.engine)?;
        writeln!(out, "| what | ours | baseline | baseline took | ratio | goal |\n|---|---|---|---|---|---|")?;
        for line in &self.lines {
            writeln!(out, "| {} |", line.join(" | "))?;
        }
        Ok(out.flush()?)
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

/// The middle of several times.
pub(crate) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// Says what is being done: preparing takes a while.
pub(crate) fn say(text: &str) {
    // A word that cannot be printed is not missed.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}
