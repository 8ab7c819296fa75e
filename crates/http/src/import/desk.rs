//! The rows of an import as sums: tabs, what is told of them by rule, and how it can be mended.

use app::import::{ImportView, MendKind as Kind, Needs};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::reading::Severity;

/// One way to mend all rows of a rule at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum MendKind {
    /// Amounts that are too large are divided by 10,000.
    #[serde(rename = "divide_10000")]
    Divide,
    /// Amounts that are too small are multiplied by 10,000.
    #[serde(rename = "multiply_10000")]
    Multiply,
    SetOrg,
    SetText,
    Same,
    Different,
    Keep,
    Drop,
}

impl From<Kind> for MendKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Divide => Self::Divide,
            Kind::Multiply => Self::Multiply,
            Kind::SetOrg => Self::SetOrg,
            Kind::SetText => Self::SetText,
            Kind::Same => Self::Same,
            Kind::Different => Self::Different,
            Kind::Keep => Self::Keep,
            Kind::Drop => Self::Drop,
        }
    }
}

impl From<MendKind> for Kind {
    fn from(kind: MendKind) -> Self {
        match kind {
            MendKind::Divide => Self::Divide,
            MendKind::Multiply => Self::Multiply,
            MendKind::SetOrg => Self::SetOrg,
            MendKind::SetText => Self::SetText,
            MendKind::Same => Self::Same,
            MendKind::Different => Self::Different,
            MendKind::Keep => Self::Keep,
            MendKind::Drop => Self::Drop,
        }
    }
}

/// What a mend needs to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum MendNeeds {
    None,
    Org,
    Text,
}

impl From<Needs> for MendNeeds {
    fn from(needs: Needs) -> Self {
        match needs {
            Needs::Nothing => Self::None,
            Needs::Org => Self::Org,
            Needs::Text => Self::Text,
        }
    }
}

/// A way to mend all rows of a rule at once.
#[derive(Serialize, ToSchema)]
pub(super) struct OfferedMend {
    kind: MendKind,
    label: &'static str,
    needs: MendNeeds,
}

/// Rows of which a rule tells something.
#[derive(Serialize, ToSchema)]
pub(super) struct ProblemGroup {
    rule: String,
    label: String,
    severity: Severity,
    /// Rows.
    count: usize,
    /// What it tells of one of them.
    example: String,
    mends: Vec<OfferedMend>,
    /// Whether a commit needs a reason while there are any.
    needs_reason: bool,
}

impl From<app::import::Group> for ProblemGroup {
    fn from(group: app::import::Group) -> Self {
        let mends = group.mends.iter().map(|kind| OfferedMend { kind: (*kind).into(), label: kind.label(), needs: kind.needs().into() });
        Self {
            rule: group.rule,
            label: group.label,
            severity: group.severity.into(),
            count: group.rows,
            example: group.example,
            mends: mends.collect(),
            needs_reason: group.needs_reason,
        }
    }
}

/// Rows by tab.
#[derive(Serialize, ToSchema)]
pub(super) struct TabCounts {
    all: usize,
    errors: usize,
    warnings: usize,
    /// Like a row before them.
    duplicates: usize,
    /// Known projects with something new.
    updates: usize,
    /// New projects.
    additions: usize,
    /// Known projects with nothing new.
    same: usize,
    /// Nothing of them is written.
    skipped: usize,
    /// Ended projects.
    ended: usize,
}

impl From<app::import::Tabs> for TabCounts {
    fn from(tabs: app::import::Tabs) -> Self {
        Self {
            all: tabs.all,
            errors: tabs.errors,
            warnings: tabs.warnings,
            duplicates: tabs.duplicates,
            updates: tabs.updates,
            additions: tabs.additions,
            same: tabs.same,
            skipped: tabs.skipped,
            ended: tabs.ended,
        }
    }
}

/// The rows of an import and what was mended in them.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportDesk {
    /// Counts every change of the rows.
    version: i32,
    tabs: TabCounts,
    groups: Vec<ProblemGroup>,
    /// Rows in which something was mended.
    mended: usize,
    can_undo_mend: bool,
    can_redo_mend: bool,
}

impl ImportDesk {
    pub(super) fn of(view: &ImportView) -> Self {
        Self {
            version: view.import.version,
            tabs: view.tabs.into(),
            groups: view.groups.iter().cloned().map(ProblemGroup::from).collect(),
            mended: view.mended,
            can_undo_mend: view.steps.last.is_some(),
            can_redo_mend: view.steps.undone.is_some(),
        }
    }
}
