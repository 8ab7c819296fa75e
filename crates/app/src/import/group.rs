//! What there is to tell of rows, by rule, with the ways to mend all of them at once.

use sheets::ledger::Severity;

use super::rules::{MendKind, mends_of, needs_reason, rule_label};
use super::tally::Tally;

/// Rows of which a rule tells something.
#[derive(Clone, Debug)]
pub struct Group {
    /// The rule.
    pub rule: String,
    /// Its Chinese name.
    pub label: String,
    /// How much it weighs.
    pub severity: Severity,
    /// How many rows.
    pub rows: usize,
    /// What it tells of one of them.
    pub example: String,
    /// What can be done with all of them at once.
    pub mends: &'static [MendKind],
    /// Whether a commit needs a reason while there are any.
    pub needs_reason: bool,
}

/// The groups of an import, errors first, then by how many rows they have.
pub(super) fn groups(tally: &Tally) -> Vec<Group> {
    let mut groups: Vec<Group> = tally
        .rules
        .iter()
        .map(|(rule, of_rule)| Group {
            label: rule_label(rule).to_owned(),
            severity: of_rule.severity,
            rows: of_rule.rows,
            example: of_rule.example.clone(),
            mends: mends_of(rule),
            needs_reason: needs_reason(rule),
            rule: rule.clone(),
        })
        .collect();
    groups.sort_by(|a, b| (a.severity, b.rows, &a.rule).cmp(&(b.severity, a.rows, &b.rule)));
    groups
}
