//! Chinese names of the rules, and how what they tell can be mended, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../assets/ledger/rules.toml")).unwrap_or_else(|error| {
        tracing::error!(%error, "the names of reading rules cannot be read");
        BTreeMap::new()
    })
});

static MENDS: LazyLock<BTreeMap<String, Handling>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../assets/ledger/mends.toml")).unwrap_or_else(|error| {
        tracing::error!(%error, "the ways to mend cannot be read");
        BTreeMap::new()
    })
});

/// One way to mend all rows of a rule at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MendKind {
    /// Amounts that are too large are divided by 10,000.
    #[serde(rename = "divide_10000")]
    Divide,
    /// Amounts that are too small are multiplied by 10,000.
    #[serde(rename = "multiply_10000")]
    Multiply,
    /// The unit that the rows belong to.
    SetOrg,
    /// One text for all that said the same.
    SetText,
    /// The rows repeat a project that stands before them.
    Same,
    /// The rows are projects of their own.
    Different,
    /// What is told is right as it stands, for a reason.
    Keep,
    /// Nothing of the rows is written.
    Drop,
}

/// What a mend needs to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// Code of an organisation.
    Org,
    /// A text.
    Text,
}

impl MendKind {
    /// Every kind.
    pub const ALL: &'static [Self] =
        &[Self::Divide, Self::Multiply, Self::SetOrg, Self::SetText, Self::Same, Self::Different, Self::Keep, Self::Drop];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Divide => "divide_10000",
            Self::Multiply => "multiply_10000",
            Self::SetOrg => "set_org",
            Self::SetText => "set_text",
            Self::Same => "same",
            Self::Different => "different",
            Self::Keep => "keep",
            Self::Drop => "drop",
        }
    }

    /// Back from the stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.code() == code)
    }

    /// The Chinese words of its button.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Divide => "全部除以 10,000",
            Self::Multiply => "全部乘以 10,000",
            Self::SetOrg => "对应到单位",
            Self::SetText => "统一改为",
            Self::Same => "同一项目,只留前一条",
            Self::Different => "不同项目,都保留",
            Self::Keep => "保留并说明理由",
            Self::Drop => "不导入",
        }
    }

    /// What it needs to be told.
    pub const fn needs(self) -> Needs {
        match self {
            Self::SetOrg => Needs::Org,
            Self::SetText | Self::Keep => Needs::Text,
            Self::Divide | Self::Multiply | Self::Same | Self::Different | Self::Drop => Needs::Nothing,
        }
    }
}

/// What can be done about a rule.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Handling {
    /// Its Chinese name, where the reader does not know the rule.
    label: Option<String>,
    #[serde(default)]
    mends: Vec<MendKind>,
    #[serde(default)]
    reason: bool,
}

/// The Chinese name of a rule; its code where it has none.
pub fn rule_label(rule: &str) -> &str {
    let of_plan = || MENDS.get(rule).and_then(|handling| handling.label.as_deref());
    NAMES.get(rule).map(String::as_str).or_else(of_plan).unwrap_or(rule)
}

/// The ways to mend all rows of a rule at once. Any rows can be dropped.
pub(super) fn mends_of(rule: &str) -> &'static [MendKind] {
    MENDS.get(rule).map_or(&[MendKind::Drop], |handling| handling.mends.as_slice())
}

/// Whether what a rule tells can only be committed with a reason.
pub(super) fn needs_reason(rule: &str) -> bool {
    MENDS.get(rule).is_some_and(|handling| handling.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_has_a_chinese_name() {
        assert_eq!(rule_label("unit_slip"), "疑似单位错位");
        assert_eq!(rule_label("no_such_rule"), "no_such_rule");
    }

    #[test]
    fn every_rule_that_can_be_mended_has_a_name_and_no_two_kinds_of_mend_one_code() {
        assert!(MENDS.len() > 30);
        for (rule, handling) in MENDS.iter() {
            assert!(rule_label(rule) != rule, "{rule}");
            assert!(handling.reason || !handling.mends.is_empty(), "{rule}");
        }
        for kind in MendKind::ALL {
            assert_eq!(MendKind::from_code(kind.code()), Some(*kind));
        }
    }
}
