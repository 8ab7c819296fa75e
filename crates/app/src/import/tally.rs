//! What a row adds to the sums of its import, and those sums: kept up row by row, never counted anew.

use std::collections::BTreeMap;

use domain::claim::ClaimKind;
use serde::{Deserialize, Serialize};
use sheets::ledger::Severity;

use super::plan::Action;

/// What is the matter with a row: bits of the index.
pub(super) mod flag {
    /// Something of it was not read.
    pub(crate) const ERROR: i32 = 1;
    /// Somebody should look at it.
    pub(crate) const WARNING: i32 = 1 << 1;
    /// It looks like a row before it.
    pub(crate) const DUPLICATE: i32 = 1 << 2;
    /// A new project.
    pub(crate) const ADDITION: i32 = 1 << 3;
    /// A known project with something new.
    pub(crate) const UPDATE: i32 = 1 << 4;
    /// A known project with nothing new.
    pub(crate) const SAME: i32 = 1 << 5;
    /// Nothing of it is written.
    pub(crate) const SKIP: i32 = 1 << 6;
    /// An ended project.
    pub(crate) const ENDED: i32 = 1 << 7;
    /// Something was mended in it.
    pub(crate) const MENDED: i32 = 1 << 8;
    /// It is a project, and counts among the living.
    pub(crate) const LIVE: i32 = 1 << 9;
    /// Its money is held back because a newer period is booked.
    pub(crate) const HELD: i32 = 1 << 10;
    /// It is a project.
    pub(crate) const PROJECT: i32 = 1 << 11;
}

impl Action {
    /// The bit of the index.
    pub(super) const fn flag(self) -> i32 {
        match self {
            Self::New => flag::ADDITION,
            Self::Change => flag::UPDATE,
            Self::Same => flag::SAME,
            Self::Skip => flag::SKIP,
        }
    }
}

/// Something that the plan tells of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Planned {
    pub(super) severity: Severity,
    pub(super) rule: String,
    pub(super) field: Option<String>,
    pub(super) message: String,
}

/// What a row adds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Figures {
    /// Rules that tell something of it, each with its worst severity.
    pub(super) rules: BTreeMap<String, Severity>,
    /// What the plan tells of it.
    pub(super) planned: Vec<Planned>,
    /// Why nothing of it is written, or what was left out.
    pub(super) note: Option<String>,
    /// Code of the known project that it means.
    pub(super) code: Option<String>,
    /// Claims by kind: how many, and their money in hundredths.
    pub(super) claims: BTreeMap<ClaimKind, (usize, i64)>,
    /// Fen in the row: total investment, funds of the year.
    pub(super) told: Money,
    /// Fen of the known project before.
    pub(super) before: Money,
    /// Fen of the project after a commit.
    pub(super) after: Money,
    /// Fen in its columns of money, as sums of the ledger add them up.
    pub(super) amounts: Vec<Option<i64>>,
}

/// Fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Money {
    /// Total investment.
    pub(super) total: i64,
    /// Paid in since January.
    pub(super) funds: i64,
}

impl Money {
    fn add(&mut self, other: Self, sign: i64) {
        self.total += other.total * sign;
        self.funds += other.funds * sign;
    }
}

/// Rows of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OfRule {
    pub(super) severity: Severity,
    pub(super) rows: usize,
    /// What it told of the first.
    pub(super) example: String,
}

/// Rows by tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tabs {
    /// All rows.
    pub all: usize,
    /// With something that was not read.
    pub errors: usize,
    /// With something that somebody should look at.
    pub warnings: usize,
    /// Like a row before them.
    pub duplicates: usize,
    /// Known projects with something new.
    pub updates: usize,
    /// New projects.
    pub additions: usize,
    /// Known projects with nothing new.
    pub same: usize,
    /// Nothing of them is written.
    pub skipped: usize,
    /// Ended projects.
    pub ended: usize,
}

/// The sums of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tally {
    pub(super) tabs: Tabs,
    pub(super) rules: BTreeMap<String, OfRule>,
    pub(super) claims: BTreeMap<ClaimKind, (usize, i64)>,
    pub(super) told: Money,
    pub(super) before: Money,
    pub(super) after: Money,
    /// Live projects.
    pub(super) live: usize,
    /// Rows whose money is held back.
    pub(super) held: usize,
    /// Rows in which something was mended.
    pub(super) mended: usize,
}

fn step(count: &mut usize, add: bool) {
    *count = if add { *count + 1 } else { count.saturating_sub(1) };
}

impl Tally {
    /// Counts a row in. `example` tells what a rule says of it.
    pub(super) fn add(&mut self, flags: i32, figures: &Figures, example: impl Fn(&str) -> String) {
        self.count(flags, figures, true);
        for (rule, severity) in &figures.rules {
            let of_rule = self.rules.entry(rule.clone()).or_insert_with(|| OfRule { severity: *severity, rows: 0, example: example(rule) });
            of_rule.severity = of_rule.severity.min(*severity);
            of_rule.rows += 1;
        }
    }

    /// Counts a row out that was counted in.
    pub(super) fn remove(&mut self, flags: i32, figures: &Figures) {
        self.count(flags, figures, false);
        for rule in figures.rules.keys() {
            if let Some(of_rule) = self.rules.get_mut(rule) {
                of_rule.rows = of_rule.rows.saturating_sub(1);
            }
        }
        self.rules.retain(|_, of_rule| of_rule.rows > 0);
    }

    fn count(&mut self, flags: i32, figures: &Figures, add: bool) {
        let tabs = &mut self.tabs;
        step(&mut tabs.all, add);
        for (bit, count) in [
            (flag::ERROR, &mut tabs.errors),
            (flag::WARNING, &mut tabs.warnings),
            (flag::DUPLICATE, &mut tabs.duplicates),
            (flag::UPDATE, &mut tabs.updates),
            (flag::ADDITION, &mut tabs.additions),
            (flag::SAME, &mut tabs.same),
            (flag::SKIP, &mut tabs.skipped),
            (flag::ENDED, &mut tabs.ended),
            (flag::LIVE, &mut self.live),
            (flag::HELD, &mut self.held),
            (flag::MENDED, &mut self.mended),
        ] {
            if flags & bit != 0 {
                step(count, add);
            }
        }
        let sign = if add { 1 } else { -1 };
        for (kind, (number, money)) in &figures.claims {
            let (count, sum) = self.claims.entry(*kind).or_default();
            *count = if add { *count + number } else { count.saturating_sub(*number) };
            *sum += money * sign;
        }
        self.claims.retain(|_, (count, _)| *count > 0);
        self.told.add(figures.told, sign);
        self.before.add(figures.before, sign);
        self.after.add(figures.after, sign);
    }
}
