//! Memory is measured in a process of its own, which tells one line of JSON.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

/// What a process came to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Outcome {
    /// Rows that it read or wrote.
    pub(crate) rows: usize,
    /// Milliseconds of its steps.
    pub(crate) milliseconds: Vec<f64>,
    /// Most mebibytes that it held beyond what it held before.
    pub(crate) mebibytes: f64,
}

/// Runs this program anew with other arguments and reads what it tells.
pub(crate) fn run(args: &[&str]) -> Result<Outcome> {
    read(Command::new(std::env::current_exe()?).args(args))
}

/// Runs a program that tells an [`Outcome`] on its last line.
pub(crate) fn read(command: &mut Command) -> Result<Outcome> {
    let output = command.stderr(Stdio::inherit()).output().with_context(|| format!("{command:?}"))?;
    if !output.status.success() {
        bail!("{command:?}: {}", output.status);
    }
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(text.lines().last().unwrap_or_default()).with_context(|| format!("{command:?} told {text}"))
}

/// Watches the memory of this process. Only anonymous pages count: those of mapped files are the system's to take back.
pub(crate) struct Watch {
    before: u64,
    most: Arc<AtomicU64>,
    over: Arc<AtomicBool>,
}

impl Watch {
    /// Begins to watch, every other millisecond.
    pub(crate) fn start() -> Self {
        let watch = Self { before: anonymous(), most: Arc::default(), over: Arc::default() };
        let (most, over) = (watch.most.clone(), watch.over.clone());
        std::thread::spawn(move || {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(anonymous(), Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        watch
    }

    /// The most that was held beyond the beginning, in mebibytes.
    pub(crate) fn mebibytes(&self) -> f64 {
        self.over.store(true, Ordering::Relaxed);
        let kibibytes = self.most.load(Ordering::Relaxed).saturating_sub(self.before);
        f64::from(u32::try_from(kibibytes).unwrap_or(u32::MAX)) / 1_024.0
    }
}

/// Kibibytes of anonymous memory that this process holds; 0 where the system does not tell.
fn anonymous() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
