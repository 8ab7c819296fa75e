//! What every reader of this crate gives back: an outcome, how sure it is, and what a person should know.

use serde::{Serialize, Serializer};

/// How far the value can be trusted, best first: `Exact < Normalised < Approximate < Failed`.
///
/// The four levels are those that every cell of an imported ledger carries (import rule 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The text says exactly this value, in the expected form and unit.
    Exact,
    /// The form was tidied (full width, 大写, own unit, inferred year), the value is certain.
    Normalised,
    /// The text itself is approximate: 约, 左右, 不低于, a range, 月底.
    Approximate,
    /// Nothing could be read.
    Failed,
}

impl Confidence {
    /// The stable name, as stored and sent.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Normalised => "normalised",
            Self::Approximate => "approximate",
            Self::Failed => "failed",
        }
    }
}

/// What a note or a refusal is about. [`Rule::code`] is stable: reports and tests may rely on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The text is longer than a cell can sensibly be.
    TooLong,
    /// A formula error of the workbook: `#REF!`, `####`.
    ErrorValue,
    /// No amount can be recognised.
    NotAnAmount,
    /// The amount has no unit, or one that does not measure money.
    UnknownUnit,
    /// The text names a unit other than its column's; the text wins.
    UnitOverride,
    /// The amount is in another currency than its column's.
    CurrencyDiffers,
    /// Too large to be true in this unit, or too large to be kept.
    Magnitude,
    /// The amount had a fraction of a fen and was rounded half up.
    BelowFen,
    /// The text says itself that the figure is not exact.
    Approximate,
    /// The lower end of a range is above its upper end.
    RangeOrder,
    /// Several amounts, and nothing says which one is meant.
    SeveralAmounts,
    /// A scale was left out: `1亿2000`.
    AmbiguousAmount,
    /// Text beside the value was kept as a remark.
    TrailingMemo,
    /// No date can be recognised.
    NotADate,
    /// A day or month that the calendar does not have, or a year that no project has.
    ImpossibleDate,
    /// Year and month typed as a number: `2024.1` may have been `2024.10`.
    ExcelDroppedZero,
    /// The year was not written and was taken from the ledger.
    YearInferred,
    /// A year of two digits was read as 20YY.
    TwoDigitYear,
    /// A date that counts from another event: 签约后3个月.
    RelativeDate,
    /// Several dates, and nothing says which one is meant.
    SeveralDates,
    /// The figures can be read as two different dates.
    AmbiguousDate,
    /// A date column that says only yes: 是, √, 已开工.
    TickWithoutDate,
    /// Neither yes nor no.
    NotATick,
    /// A unified social credit code of wrong length, character or department.
    CreditCodeShape,
    /// The 18th character of a credit code is not the one that GB 32100 computes.
    CreditCodeCheckDigit,
    /// The organisation code inside a credit code fails GB 11714.
    CreditCodeInnerCheck,
    /// Not the shape of an investment project code.
    ProjectCodeShape,
    /// An investment project code with an impossible month or division.
    ProjectCodePart,
    /// An investment project code of the older form, which begins with a year.
    ProjectCodeOldForm,
}

impl Rule {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLong => "too_long",
            Self::ErrorValue => "error_value",
            Self::NotAnAmount => "not_an_amount",
            Self::UnknownUnit => "unknown_unit",
            Self::UnitOverride => "unit_override",
            Self::CurrencyDiffers => "currency",
            Self::Magnitude => "magnitude",
            Self::BelowFen => "below_fen",
            Self::Approximate => "approximate",
            Self::RangeOrder => "range_order",
            Self::SeveralAmounts => "several_amounts",
            Self::AmbiguousAmount => "ambiguous_amount",
            Self::TrailingMemo => "trailing_memo",
            Self::NotADate => "not_a_date",
            Self::ImpossibleDate => "impossible_date",
            Self::ExcelDroppedZero => "excel_dropped_zero",
            Self::YearInferred => "year_inferred",
            Self::TwoDigitYear => "two_digit_year",
            Self::RelativeDate => "relative_date",
            Self::SeveralDates => "several_dates",
            Self::AmbiguousDate => "ambiguous_date",
            Self::TickWithoutDate => "tick_without_date",
            Self::NotATick => "not_a_tick",
            Self::CreditCodeShape => "credit_code_shape",
            Self::CreditCodeCheckDigit => "credit_code_check_digit",
            Self::CreditCodeInnerCheck => "credit_code_inner_check",
            Self::ProjectCodeShape => "project_code_shape",
            Self::ProjectCodePart => "project_code_part",
            Self::ProjectCodeOldForm => "project_code_old_form",
        }
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// Something that a person should know about a reading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What it is about.
    pub rule: Rule,
    /// One Chinese sentence: what was read and what to do. The caller adds sheet and cell.
    pub message: String,
}

impl Note {
    /// A note with its sentence.
    pub fn new(rule: Rule, message: impl Into<String>) -> Self {
        Self { rule, message: message.into() }
    }
}

/// The three ways in which reading ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome<T> {
    /// A value.
    Read(T),
    /// The text says that there is none: blank, —, 无, 待定. Never the same as zero.
    Missing,
    /// The text says something, but no value that can be trusted.
    Failed(Note),
}

/// An outcome with its confidence and notes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reading<T> {
    /// What came out.
    pub outcome: Outcome<T>,
    /// How far it can be trusted; `Exact` for something missing.
    pub confidence: Confidence,
    /// What a person should know, in the order in which it was met. The reason of a failure is in `outcome`.
    pub notes: Vec<Note>,
}

impl<T> Reading<T> {
    /// A value that needed no tidying.
    pub const fn exact(value: T) -> Self {
        Self { outcome: Outcome::Read(value), confidence: Confidence::Exact, notes: Vec::new() }
    }

    /// A value with its confidence and notes.
    pub const fn read(value: T, confidence: Confidence, notes: Vec<Note>) -> Self {
        Self { outcome: Outcome::Read(value), confidence, notes }
    }

    /// Nothing is there, and the text says so.
    pub const fn missing() -> Self {
        Self { outcome: Outcome::Missing, confidence: Confidence::Exact, notes: Vec::new() }
    }

    /// Nothing can be read, and why.
    pub fn failed(rule: Rule, message: impl Into<String>) -> Self {
        Self { outcome: Outcome::Failed(Note::new(rule, message)), confidence: Confidence::Failed, notes: Vec::new() }
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match &self.outcome {
            Outcome::Read(value) => Some(value),
            Outcome::Missing | Outcome::Failed(_) => None,
        }
    }

    /// The value, taken out.
    pub fn into_value(self) -> Option<T> {
        match self.outcome {
            Outcome::Read(value) => Some(value),
            Outcome::Missing | Outcome::Failed(_) => None,
        }
    }

    /// Whether the text says that there is no value.
    pub const fn is_missing(&self) -> bool {
        matches!(self.outcome, Outcome::Missing)
    }

    /// Why nothing could be read.
    pub const fn failure(&self) -> Option<&Note> {
        match &self.outcome {
            Outcome::Failed(note) => Some(note),
            Outcome::Read(_) | Outcome::Missing => None,
        }
    }

    /// Whether a note or the failure is about `rule`.
    pub fn mentions(&self, rule: Rule) -> bool {
        self.failure().is_some_and(|note| note.rule == rule) || self.notes.iter().any(|note| note.rule == rule)
    }
}

impl<T> From<Note> for Reading<T> {
    fn from(note: Note) -> Self {
        Self { outcome: Outcome::Failed(note), confidence: Confidence::Failed, notes: Vec::new() }
    }
}
