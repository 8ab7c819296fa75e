//! Places in the two texts that an evaluation reads, and what is wrong there.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Bytes of a text, `start` included and `end` not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset behind the last byte.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

/// Which of the two texts a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Document {
    /// The scheme, in TOML.
    Scheme,
    /// The units and their figures, in JSON.
    Units,
}

/// What kind of fault it is. The codes are stable; the sentences may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The text is no TOML, no JSON or no expression.
    Syntax,
    /// A key that the scheme language does not have, or not here.
    UnknownKey,
    /// A key that must be there and is not.
    MissingKey,
    /// Text, a list or something else where a number belongs.
    NotANumber,
    /// A value of the wrong kind or outside what is allowed.
    BadValue,
    /// The same name twice.
    Duplicate,
    /// An expression names what is no measure.
    UnknownMeasure,
    /// Another name that leads nowhere: of an indicator, a group, a function.
    UnknownName,
    /// Measures or indicators that depend on themselves.
    Cycle,
    /// Weights or points of parts that do not make the whole.
    Weights,
    /// More units than the table of points has ranks.
    RankTable,
    /// A unit lacks a figure that the scheme needs for it.
    MissingValue,
    /// A number that arithmetic cannot go on with: too large, or divided by zero.
    Arithmetic,
    /// The month is needed and not known.
    Month,
    /// More than the program takes.
    TooLarge,
}

impl Code {
    /// The code as a word, for other programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::UnknownKey => "unknown_key",
            Self::MissingKey => "missing_key",
            Self::NotANumber => "not_a_number",
            Self::BadValue => "bad_value",
            Self::Duplicate => "duplicate",
            Self::UnknownMeasure => "unknown_measure",
            Self::UnknownName => "unknown_name",
            Self::Cycle => "cycle",
            Self::Weights => "weights",
            Self::RankTable => "rank_table",
            Self::MissingValue => "missing_value",
            Self::Arithmetic => "arithmetic",
            Self::Month => "month",
            Self::TooLarge => "too_large",
        }
    }
}

/// One fault, with its place and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Which text.
    pub document: Document,
    /// From 1.
    pub line: usize,
    /// From 1, in characters (Unicode scalar values).
    pub column: usize,
    /// How many characters of that line are meant; 0 where only the place is known.
    pub length: usize,
    /// Kind of fault.
    pub code: Code,
    /// What is wrong, in Chinese, with what was read.
    pub message: String,
    /// What to do, in Chinese.
    pub remedy: String,
}

impl Problem {
    /// The fault as a line for a terminal: `FILE:line:column: what is wrong`, and the remedy below it.
    pub fn told(&self, file: &dyn fmt::Display) -> String {
        format!("{file}:{}:{}: {}\n  处理办法:{}", self.line, self.column, self.message, self.remedy)
    }
}

/// A text with what is needed to name places in it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    document: Document,
    text: Arc<str>,
    /// Offset of the first byte of each line.
    lines: Arc<[usize]>,
}

impl Source {
    /// Takes a text. A byte-order mark at its start is left out of it.
    pub(crate) fn new(document: Document, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { document, text: text.into(), lines }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text of a span; empty where the span lies outside.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Where a part of this text lies, if it is one.
    pub(crate) fn span_of(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        if start <= self.text.len() { Span { start, end: start + part.len() } } else { Span::default() }
    }

    pub(crate) fn problem(&self, span: Span, code: Code, message: impl Into<String>, remedy: impl Into<String>) -> Problem {
        let line = self.lines.partition_point(|start| *start <= span.start).max(1);
        let line_start = self.lines.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(line_start..span.start).unwrap_or_default();
        let first_line = self.slice(span).lines().next().unwrap_or_default();
        Problem {
            document: self.document,
            line,
            column: before.chars().count() + 1,
            length: first_line.chars().count(),
            code,
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

/// The name among `known` that is most like `name`, if one is like enough to have been meant.
pub(crate) fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let mut best: Option<(f64, &str)> = None;
    for candidate in known {
        let likeness = strsim::normalized_damerau_levenshtein(name, candidate);
        if likeness >= 0.5 && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let source = Source::new(Document::Scheme, "\u{feff}id = \"甲\"\n指标 = 乙丙");
        let at = source.text().find('乙').unwrap();
        let problem = source.problem(Span { start: at, end: source.text().len() }, Code::Syntax, "错", "改");
        assert_eq!((problem.line, problem.column, problem.length), (2, 6, 2));
        assert_eq!(problem.told(&"s.toml"), "s.toml:2:6: 错\n  处理办法:改");
    }

    #[test]
    fn a_misspelt_name_finds_its_neighbour() {
        assert_eq!(nearest("fund", ["funds", "signed"]), Some("funds"));
        assert_eq!(nearest("xyz", ["funds", "signed"]), None);
    }
}
