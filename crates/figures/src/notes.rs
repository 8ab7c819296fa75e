//! Collects what the checks find, so that a later check knows what an earlier one settled.

use std::ops::Range;

use crate::figure::Figure;
use crate::reading::Reading;
use crate::report::{Kind, Severity};

/// A finding or a verified statement of a section, in characters of the section.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) kind: Kind,
    pub(crate) span: Range<usize>,
    /// `None` for a statement that holds.
    pub(crate) fault: Option<Fault>,
}

/// What is wrong with a statement.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) severity: Severity,
    pub(crate) stated: String,
    pub(crate) computed: String,
    pub(crate) message: String,
    pub(crate) correction: Option<(Range<usize>, String)>,
}

/// A share or rate that was checked, for those that need its whole or its outcome.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ratio {
    /// The per cent figure.
    pub(crate) percent: usize,
    /// The part.
    pub(crate) part: usize,
    /// The whole.
    pub(crate) whole: usize,
    /// Whether it holds.
    pub(crate) holds: bool,
    /// Whether the words name the whole, so that it says nothing of what the next share refers to.
    pub(crate) named: bool,
}

/// How many of the latest sums and ratios are looked through for a figure.
pub(crate) const NEAR: usize = 60;

/// All notes of a section.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    pub(crate) all: Vec<Note>,
    pub(crate) ratios: Vec<Ratio>,
    /// Totals with the parts that add up to them.
    pub(crate) sums: Vec<(usize, Vec<usize>)>,
}

impl Notes {
    /// A statement that holds.
    pub(crate) fn holds(&mut self, kind: Kind, span: Range<usize>) {
        self.all.push(Note { kind, span, fault: None });
    }

    /// A statement that does not.
    pub(crate) fn fails(&mut self, kind: Kind, span: Range<usize>, fault: Fault) {
        self.all.push(Note { kind, span, fault: Some(fault) });
    }

    /// The total of which a figure is known to be a part.
    pub(crate) fn total_of(&self, part: usize) -> Option<usize> {
        self.sums.iter().rev().take(NEAR).find(|(_, parts)| parts.contains(&part)).map(|(total, _)| *total)
    }

    /// Whether a figure is known to be the total of parts.
    pub(crate) fn is_total(&self, index: usize) -> bool {
        self.sums.iter().rev().take(NEAR).any(|(total, _)| *total == index)
    }
}

impl Fault {
    /// An error: the arithmetic is certain.
    pub(crate) fn error(stated: String, computed: String, message: String) -> Self {
        Self { severity: Severity::Error, stated, computed, message, correction: None }
    }

    /// A warning: a person must decide.
    pub(crate) fn warning(stated: String, computed: String, message: String) -> Self {
        Self { severity: Severity::Warning, ..Self::error(stated, computed, message) }
    }

    /// The same with a replacement for the numeral of a figure.
    pub(crate) fn with(mut self, figure: &Figure, text: String) -> Self {
        self.correction = Some((figure.digits.clone(), text));
        self
    }
}

/// From the beginning of the words right before one figure to the end of another.
pub(crate) fn stretch(reading: &Reading, first: usize, last: usize) -> Range<usize> {
    match (reading.figure(first), reading.figure(last)) {
        (Some(first), Some(last)) => first.lead.start.min(first.span.start)..last.span.end.max(first.span.end),
        _ => 0..0,
    }
}
