//! A section of text as the checks see it: sentences, figures with the words around them, and the role of each.

use std::ops::Range;

use crate::figure::{self, Figure, Hedge};
use crate::noise::Noise;
use crate::period::Period;
use crate::table::{self, Table};
use crate::text::{Text, is_end};

mod place;
mod role;
mod words;

pub(crate) use role::Role;
use words::Words;
pub(crate) use words::core;

/// A section, read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) text: Text,
    pub(crate) noise: Noise,
    pub(crate) figures: Vec<Figure>,
    pub(crate) tables: Vec<Table>,
    roles: Vec<Role>,
    words: Vec<Words>,
    sentences: Vec<Range<usize>>,
}

/// How many figures back a check looks for what a statement refers to, so that reading stays linear.
pub(crate) const LOOK_BACK: usize = 60;

impl Reading {
    /// Reads a section.
    pub(crate) fn new(raw: &[char]) -> Self {
        let text = Text::new(raw);
        let noise = Noise::of(&text);
        let tables = table::find(&text);
        let mut figures = figure::read(&text, &noise);
        figures.retain(|figure| !tables.iter().any(|table| table.covers(figure.span.start)));
        let sentences = place::sentences(&text);
        figures.extend(tables.iter().flat_map(|table| &table.figures).map(|cell| cell.figure.clone()));
        figures.sort_by_key(|figure| figure.span.start);
        place::place(&text, &noise, &mut figures, &sentences);
        let words = Words::around_all(&text, &noise, &figures);
        let mut reading = Self { text, noise, figures, tables, roles: Vec::new(), words, sentences };
        reading.roles = (0..reading.figures.len()).map(|index| reading.role_of(index)).collect();
        for (figure, role) in reading.figures.iter_mut().zip(&reading.roles) {
            figure.exact |= *role == Role::Target;
        }
        reading
    }

    /// The figure with that number.
    pub(crate) fn figure(&self, index: usize) -> Option<&Figure> {
        self.figures.get(index)
    }

    /// The role of a figure.
    pub(crate) fn role(&self, index: usize) -> Role {
        self.roles.get(index).copied().unwrap_or(Role::Plain)
    }

    /// Words right before a figure.
    pub(crate) fn lead(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |words| &words.lead)
    }

    /// Words right before a figure, behind the period that they may begin with: 累计 in 1—9月累计.
    pub(crate) fn bare_lead(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |words| &words.bare_lead)
    }

    /// Words right behind a figure.
    pub(crate) fn tail(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |words| &words.tail)
    }

    /// The clause before a figure, up to it.
    pub(crate) fn clause(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |words| &words.clause)
    }

    /// The words that say what a figure measures: those before it, or behind it where it counts (16个续建项目).
    pub(crate) fn label(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |words| &words.label)
    }

    /// The label of a figure without the words that say nothing of what is measured.
    pub(crate) fn core_label(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |words| &words.core_label)
    }

    /// The words before a figure that name it, without its period and without words that say nothing.
    pub(crate) fn name(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |words| &words.name)
    }

    /// The words between two figures, marks and all.
    pub(crate) fn between(&self, first: usize, second: usize) -> String {
        match (self.figure(first), self.figure(second)) {
            (Some(first), Some(second)) if first.span.end <= second.span.start => self.text.words(first.span.end..second.span.start),
            _ => String::new(),
        }
    }

    /// Where the clause of a place begins: behind the last comma, semicolon, stop, colon or open bracket.
    pub(crate) fn clause_start(&self, at: usize) -> usize {
        words::clause_start(&self.text, at)
    }

    /// How many sentences there are.
    pub(crate) fn sentence_count(&self) -> usize {
        self.sentences.len()
    }

    /// The sentence with that number.
    pub(crate) fn sentence(&self, number: usize) -> Range<usize> {
        self.sentences.get(number).cloned().unwrap_or_default()
    }

    /// Numbers of the figures of a stretch of text.
    pub(crate) fn within(&self, span: Range<usize>) -> Range<usize> {
        let first = self.figures.partition_point(|figure| figure.span.start < span.start);
        let last = self.figures.partition_point(|figure| figure.span.start < span.end);
        first..last.max(first)
    }

    /// Numbers of the figures of a sentence.
    pub(crate) fn in_sentence(&self, number: usize) -> Range<usize> {
        self.within(self.sentence(number))
    }

    /// Where the part of the sentence begins that a semicolon or stop ends: items of a breakdown stand in such parts.
    pub(crate) fn segment_start(&self, at: usize) -> usize {
        self.text.seek_back(at, at.saturating_sub(2_000), |c| is_end(c) || c == ';')
    }

    /// Where the paragraph of a place begins, or the part of it that people would still look back over.
    pub(crate) fn paragraph_start(&self, at: usize) -> usize {
        self.text.seek_back(at, at.saturating_sub(2_000), |c| c == '\n')
    }

    /// Whether two figures can be compared or added.
    pub(crate) fn same_measure(&self, first: usize, second: usize) -> bool {
        matches!((self.figure(first), self.figure(second)), (Some(first), Some(second)) if first.measure == second.measure)
    }

    /// Whether a figure can be seen from another: it stands in no bracket, or in that of the other.
    pub(crate) fn in_sight(&self, index: usize, from: usize) -> bool {
        matches!((self.figure(index), self.figure(from)), (Some(figure), Some(from)) if figure.bracket.is_none() || figure.bracket == from.bracket)
    }

    /// Whether a figure follows the one before it in a series: 3.1%、73%和23.9%.
    pub(crate) fn continues_series(&self, index: usize) -> bool {
        self.words.get(index).is_some_and(|words| words.joined) && self.same_measure(index - 1, index)
    }

    /// The series that begins with a figure.
    pub(crate) fn series_from(&self, first: usize) -> Range<usize> {
        let mut end = first + 1;
        while end < self.figures.len() && self.continues_series(end) {
            end += 1;
        }
        first..end
    }

    /// The cumulative months that hold at a place: those of the last period named before it.
    pub(crate) fn elapsed_at(&self, at: usize) -> Option<(u8, &Period)> {
        let end = self.noise.periods.partition_point(|period| period.span.start < at);
        self.noise.periods.get(..end)?.iter().rev().take(LOOK_BACK).find_map(|period| period.elapsed().map(|months| (months, period)))
    }

    /// Whether a figure is an amount that may be a part or a total.
    pub(crate) fn is_value(&self, index: usize) -> bool {
        self.figure(index).is_some_and(|figure| figure.measure.is_amount() && figure.hedge != Some(Hedge::Range))
            && matches!(self.role(index), Role::Plain | Role::Target | Role::Remainder)
    }
}
