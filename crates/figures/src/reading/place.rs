//! Where figures stand: their sentence, their bracket, the words around them.

use std::ops::Range;

use crate::figure::{Figure, word_before};
use crate::noise::Noise;
use crate::text::{Text, is_boundary, is_end};

/// A sentence longer than this, in characters, is read in pieces.
const LONGEST_SENTENCE: usize = 800;

/// The sentences of a text, in order.
pub(super) fn sentences(text: &Text) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let mut end = text.seek(start, (start + LONGEST_SENTENCE).min(text.len()), is_end);
        if end < text.len() && !text.at(end).is_some_and(is_end) {
            // Longer than people write: cut at a mark, so that work stays linear.
            end = text.seek_back(end, start + LONGEST_SENTENCE / 2, is_boundary).saturating_sub(1).max(start + 1);
        }
        let behind = (end + 1).min(text.len());
        if end > start {
            found.push(start..end);
        }
        start = behind.max(start + 1);
    }
    found
}

/// Gives every figure its sentence and the words around it.
pub(super) fn place(text: &Text, noise: &Noise, figures: &mut [Figure], sentences: &[Range<usize>]) {
    let mut behind = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut seen = 0;
    let starts: Vec<usize> = figures.iter().map(|figure| figure.span.start).collect();
    for (index, figure) in figures.iter_mut().enumerate() {
        let floor = behind.max(figure.span.start.saturating_sub(60));
        let mut start = text.seek_back(figure.span.start, floor, is_boundary);
        // (4) and 2. before a figure are no words of it.
        let item = noise.items.partition_point(|item| item.end <= start);
        if let Some(item) = noise.items.get(item).filter(|item| item.start <= start && item.end <= figure.span.start) {
            start = item.end;
        }
        let mut end = figure.span.start;
        while let Some((length, _)) = word_before(text, end)
            && end - length >= start
        {
            end -= length;
        }
        figure.lead = start..end;
        let next = starts.get(index + 1).copied().unwrap_or(usize::MAX);
        let limit = next.min(figure.span.end + 30).min(text.len());
        figure.tail = figure.span.end..text.seek(figure.span.end, limit, is_boundary);
        for at in seen..figure.span.start {
            match text.at(at) {
                Some('(') => open.push(at),
                Some(')') => drop(open.pop()),
                Some(c) if is_end(c) => open.clear(),
                _ => {}
            }
        }
        seen = figure.span.end;
        figure.bracket = open.last().copied();
        figure.sentence = sentences.partition_point(|sentence| sentence.end <= figure.span.start);
        behind = figure.span.end;
    }
}
