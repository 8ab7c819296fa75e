//! What a check gives back.

use serde::Serialize;

/// How certain it is that something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The arithmetic is certain.
    Error,
    /// A person must decide.
    Warning,
}

/// What kind of statement was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Parts against a total.
    Sum,
    /// A part of a whole in per cent, tenths or a fraction.
    Share,
    /// Completion and other rates.
    Rate,
    /// Growth from both values, or from the value and the increase.
    Growth,
    /// Differences in 百分点 or in number.
    Difference,
    /// A numeral against the names listed with it.
    Count,
    /// A wrong unit, or % where 个百分点 is meant.
    Unit,
    /// The same quantity named twice.
    Restatement,
    /// Thresholds, averages, yearly growth, months.
    Other,
}

impl Kind {
    /// Its Chinese name.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sum => "合计",
            Self::Share => "占比",
            Self::Rate => "完成率等比率",
            Self::Growth => "增长",
            Self::Difference => "差额",
            Self::Count => "列举个数",
            Self::Unit => "单位",
            Self::Restatement => "前后一致",
            Self::Other => "其他",
        }
    }
}

/// A statement that does not hold, or that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How certain it is.
    pub severity: Severity,
    /// What was checked.
    pub kind: Kind,
    /// First character of the statement, counted in Unicode scalar values of the text.
    pub start: usize,
    /// The character behind the statement.
    pub end: usize,
    /// The words there.
    pub quote: String,
    /// What the text says.
    pub stated: String,
    /// What the arithmetic gives.
    pub computed: String,
    /// A sentence in Chinese: what was read, what does not fit, what to do.
    pub message: String,
    /// The words to put in place of those between `start` and `end`, where one figure of the statement follows from
    /// the others and nothing else needs to be decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

/// A replacement of one figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// First character to replace.
    pub start: usize,
    /// The character behind the last one to replace.
    pub end: usize,
    /// What to write there.
    pub text: String,
}

/// A statement that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// What was checked.
    pub kind: Kind,
    /// First character of the statement.
    pub start: usize,
    /// The character behind the statement.
    pub end: usize,
    /// The words there.
    pub quote: String,
}

/// Everything that was found in a text, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Statements that do not hold.
    pub findings: Vec<Finding>,
    /// Statements that hold.
    pub verified: Vec<Verified>,
}
