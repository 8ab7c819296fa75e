//! Decisions on a row that are no text of it, as they stand in the list of mends.

use store::import::mend::Mend;

const DROP: &str = "!drop";
const SAME: &str = "!same";
const DIFFERENT: &str = "!different";
const KEEP: &str = "!keep:";

/// What somebody decided on a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Nothing of it is to be written.
    Drop,
    /// Of rows that look alike it is a project of its own, or the same one again.
    Alike(bool),
    /// What a rule tells of it is right as it stands.
    Keep {
        /// The rule.
        rule: String,
        /// Why.
        reason: String,
    },
}

impl Decision {
    /// The decision of a mend that is no text.
    pub(super) fn of(mend: &Mend) -> Option<Self> {
        match mend.field.as_str() {
            DROP => Some(Self::Drop),
            SAME => Some(Self::Alike(false)),
            DIFFERENT => Some(Self::Alike(true)),
            field => field.strip_prefix(KEEP).map(|rule| Self::Keep { rule: rule.to_owned(), reason: mend.after.clone() }),
        }
    }

    /// Field and text of its mend.
    pub(super) fn written(&self) -> (String, String) {
        match self {
            Self::Drop => (DROP.to_owned(), "不导入".to_owned()),
            Self::Alike(false) => (SAME.to_owned(), "同一项目".to_owned()),
            Self::Alike(true) => (DIFFERENT.to_owned(), "不同项目".to_owned()),
            Self::Keep { rule, reason } => (format!("{KEEP}{rule}"), reason.clone()),
        }
    }
}
