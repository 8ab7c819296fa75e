//! The words around a figure, gathered once for all checks.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::figure::{Figure, Measure};
use crate::lexicon::lexicon;
use crate::noise::Noise;
use crate::text::{Text, is_boundary, is_end};

/// The words around a figure.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) lead: String,
    pub(super) bare_lead: String,
    pub(super) tail: String,
    pub(super) clause: String,
    pub(super) label: String,
    pub(super) core_label: String,
    pub(super) name: String,
    /// Whether nothing but 、, 和 or a comma parts it from the figure before.
    pub(super) joined: bool,
}

impl Words {
    /// The words around figures that know their lead and tail.
    pub(super) fn around_all(text: &Text, noise: &Noise, figures: &[Figure]) -> Vec<Self> {
        let mut before = 0;
        let mut words = Vec::with_capacity(figures.len());
        for figure in figures {
            let gap = if figure.span.start < before { &[] } else { text.slice(before..figure.span.start) };
            let joined = before > 0 && is_join(gap);
            before = figure.span.end;
            words.push(Self { joined, ..Self::around(text, noise, figure) });
        }
        words
    }

    fn around(text: &Text, noise: &Noise, figure: &Figure) -> Self {
        let lead = text.words(figure.lead.clone());
        let bare_lead = bare_lead(text, noise, figure);
        let tail = text.words(figure.tail.clone());
        let clause = text.words(clause_start(text, figure.span.start)..figure.span.start);
        let label = if let Some(cell) = &figure.cell {
            cell.label.clone()
        } else {
            let counted = if matches!(figure.measure, Measure::Count(_)) { tail.as_str() } else { "" };
            let wide = if lead.chars().count() < 3 { clause.as_str() } else { "" };
            format!("{wide}{lead}{counted}")
        };
        let core_label = core(&label);
        let name = core(&bare_lead).trim_start_matches(['共', '达', '为', '有']).to_owned();
        Self { lead, bare_lead, tail, clause, label, core_label, name, joined: false }
    }
}

/// Whether a gap holds a mark or word that joins two figures, and at most spaces besides.
fn is_join(gap: &[char]) -> bool {
    let mut words = gap.iter().filter(|c| !matches!(c, ' ' | '\u{a0}'));
    matches!(
        (words.next(), words.next(), words.next()),
        (Some('、' | '和' | '及' | '与' | ',' | '，'), None, None) | (Some('以'), Some('及'), None)
    )
}

fn bare_lead(text: &Text, noise: &Noise, figure: &Figure) -> String {
    let end = noise.periods.partition_point(|period| period.span.start < figure.lead.end);
    let period = end
        .checked_sub(1)
        .and_then(|last| noise.periods.get(last))
        .filter(|period| period.span.start >= figure.lead.start && period.span.end <= figure.lead.end);
    text.words(period.map_or(figure.lead.start, |period| period.span.end)..figure.lead.end)
}

/// Where the clause of a place begins: behind the last comma, semicolon, stop, colon or open bracket.
pub(super) fn clause_start(text: &Text, at: usize) -> usize {
    let floor = at.saturating_sub(120);
    let mark = |c: char| is_boundary(c) && c != '、';
    let mut from = at;
    loop {
        let start = text.seek_back(from, floor, mark);
        // What stands in brackets belongs to the clause around them.
        if start > floor && text.before(start) == Some(')') {
            let open = text.seek_back(start - 1, floor, |c| c == '(' || is_end(c));
            if open > floor && text.before(open) == Some('(') {
                from = open - 1;
                continue;
            }
        }
        // A comma inside a number ends nothing.
        let inside = start > floor
            && text.before(start) == Some(',')
            && text.at(start).is_some_and(|c| c.is_ascii_digit())
            && text.before(start - 1).is_some_and(|c| c.is_ascii_digit());
        if !inside {
            return start;
        }
        from = start - 1;
    }
}

static FILLERS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(lexicon().name.fillers.iter()).ok());

/// The words that name something, without those that say nothing of what is measured (全市, 累计, 的), and without digits.
pub(crate) fn core(words: &str) -> String {
    let mut bare = String::with_capacity(words.len());
    if let Some(fillers) = FILLERS.as_ref() {
        fillers.replace_all_with(words, &mut bare, |_, _, _| true);
    }
    bare.retain(|c| !c.is_ascii_digit() && !matches!(c, '.' | '%' | '“' | '”' | '-' | '—'));
    bare
}
