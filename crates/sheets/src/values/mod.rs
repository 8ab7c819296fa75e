//! Cells read as amounts, dates, milestones, codes and texts.

mod amount;
mod date;
mod text;

pub(crate) use amount::{AmountReader, last_place, money_unit, without_rate};
pub(crate) use date::DateReader;
pub(crate) use text::{choice, credit_code, is_missing, joined, name, plain, project_code};

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::book::{Cell, CellPos, CellRef, Sheet};
use crate::ledger::{Confidence, Field, Severity};
use crate::rule::Rule;

/// Something to tell about a value. The caller adds sheet and cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) severity: Severity,
    pub(crate) rule: Rule,
    pub(crate) message: String,
}

impl Remark {
    pub(crate) fn warning(rule: Rule, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, rule, message: message.into() }
    }

    pub(crate) fn error(rule: Rule, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, rule, message: message.into() }
    }

    pub(crate) fn info(rule: Rule, message: impl Into<String>) -> Self {
        Self { severity: Severity::Info, rule, message: message.into() }
    }
}

/// A field with what there is to tell about it.
pub(crate) type Valued<T> = (Field<T>, Vec<Remark>);

/// The frame of a field: where it stands and what a person sees there.
#[derive(Clone)]
pub(crate) struct Frame {
    pub(crate) at: CellRef,
    pub(crate) raw: Arc<str>,
}

impl Frame {
    pub(crate) fn of(sheet: Sheet<'_>, pos: CellPos, cell: Option<Cell<'_>>) -> Self {
        let raw = cell.map(Cell::raw).unwrap_or_default();
        Self { at: CellRef { sheet: Arc::clone(sheet.name()), pos }, raw: raw.trim().into() }
    }

    pub(crate) fn field<T>(self, value: Option<T>, confidence: Confidence) -> Field<T> {
        Field { value, raw: self.raw, at: self.at, confidence }
    }
}

/// Texts of one column, each kept once as long as they are few: 新建, 是, 经济开发区.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    texts: BTreeSet<Arc<str>>,
    missed: u32,
}

impl Repeats {
    /// Different texts after which a column is taken for one of names.
    const MANY: u32 = 200;

    pub(crate) fn get(&mut self, text: &str) -> Arc<str> {
        if let Some(kept) = self.texts.get(text) {
            return Arc::clone(kept);
        }
        let text: Arc<str> = text.into();
        if self.missed < Self::MANY {
            self.missed += 1;
            self.texts.insert(Arc::clone(&text));
        } else {
            self.texts.clear();
        }
        text
    }
}

impl From<quantity::Confidence> for Confidence {
    fn from(confidence: quantity::Confidence) -> Self {
        match confidence {
            quantity::Confidence::Exact => Self::Exact,
            quantity::Confidence::Normalised => Self::Normalised,
            quantity::Confidence::Approximate => Self::Approximate,
            quantity::Confidence::Failed => Self::Failed,
        }
    }
}

/// The stable code under which a note of the quantity reader is reported, and how much it weighs.
/// `None` for notes that only say that a form was tidied.
pub(crate) fn told(note: &quantity::Note) -> Option<Remark> {
    use quantity::Rule as R;
    let message = note.message.clone();
    Some(match note.rule {
        R::UnitOverride | R::TrailingMemo | R::BelowFen | R::CurrencyDiffers | R::TickWithoutDate => return None,
        R::ErrorValue => Remark::error(Rule::FormulaError, message),
        R::Approximate => Remark::warning(Rule::ApproximateAmount, message),
        R::TwoDigitYear => Remark::info(Rule::TwoDigitYear, message),
        R::YearInferred => Remark::warning(Rule::AmbiguousYear, message),
        R::ExcelDroppedZero => Remark::warning(Rule::ExcelDroppedZero, message),
        R::AmbiguousDate => Remark::warning(Rule::AmbiguousDate, message),
        R::AmbiguousAmount => Remark::warning(Rule::AmbiguousAmount, message),
        R::CreditCodeShape => Remark::warning(Rule::CreditCodeShape, message),
        R::CreditCodeCheckDigit => Remark::warning(Rule::CreditCodeCheckDigit, message),
        R::CreditCodeInnerCheck => Remark::warning(Rule::CreditCodeInnerCheck, message),
        R::ProjectCodeShape => Remark::warning(Rule::ProjectCodeShape, message),
        R::ProjectCodePart => Remark::warning(Rule::ProjectCodePart, message),
        R::ProjectCodeOldForm => Remark::info(Rule::ProjectCodeOldForm, message),
        R::TooLong => Remark::error(Rule::TooLong, message),
        R::NotAnAmount => Remark::error(Rule::NotAnAmount, message),
        R::UnknownUnit => Remark::error(Rule::UnknownUnit, message),
        R::Magnitude => Remark::error(Rule::Magnitude, message),
        R::RangeOrder => Remark::error(Rule::RangeOrder, message),
        R::SeveralAmounts => Remark::error(Rule::SeveralAmounts, message),
        R::NotADate => Remark::error(Rule::NotADate, message),
        R::ImpossibleDate => Remark::error(Rule::ImpossibleDate, message),
        R::RelativeDate => Remark::error(Rule::RelativeDate, message),
        R::SeveralDates => Remark::error(Rule::SeveralDates, message),
        R::NotATick => Remark::error(Rule::NotATick, message),
    })
}
