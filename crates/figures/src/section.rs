//! The check of a whole text, section by section, so that memory depends on the length of a section alone.

use crate::kinds;
use crate::notes::{Note, Notes};
use crate::reading::Reading;
use crate::report::{Correction, Finding, Report, Verified};

/// Longest section, in characters: about ten printed pages. What a statement refers to is looked for in its own
/// section.
const SECTION: usize = 8_000;

/// So few sections are read on one core: starting another costs more than it saves.
const FEW: usize = 4;

/// How many characters an answer may take for each character of a section, and besides. No report makes so many
/// statements; a text made of numbers alone could.
const ANSWER: (usize, usize) = (6, 4_000);

/// Checks a text and gives what does not hold and what does, in the order of the text.
///
/// Places count Unicode scalar values of `text`.
///
/// ```
/// let report = figures::check("1—6月完成投资50亿元,占年度计划100亿元的60%。");
/// let finding = &report.findings[0];
/// assert_eq!((finding.stated.as_str(), finding.quote.as_str()), ("60%", "占年度计划100亿元的60%"));
/// assert!(finding.message.contains("50%"));
/// ```
pub fn check(text: &str) -> Report {
    let sections = sections(text);
    // Sections say nothing of each other, so a long text is read on all cores.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = sections.len().div_ceil(cores).max(FEW);
    let mut shares = sections.chunks(share);
    let first = shares.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let others: Vec<_> = shares.map(|share| scope.spawn(|| check_all(share))).collect();
        let mut report = check_all(first);
        for other in others {
            let found = other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            report.findings.extend(found.findings);
            report.verified.extend(found.verified);
        }
        report
    })
}

/// The sections of a text, each with the number of characters before it. They end with a line where they can, else
/// with a sentence.
fn sections(text: &str) -> Vec<(usize, &str)> {
    let mut sections = Vec::new();
    let (mut start, mut offset, mut length) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        length += 1;
        let ends = matches!(c, '\n') && length >= SECTION * 3 / 4 || matches!(c, '。') && length >= SECTION * 9 / 10;
        if ends || length >= SECTION {
            let end = at + c.len_utf8();
            sections.extend(text.get(start..end).map(|section| (offset, section)));
            (start, offset, length) = (end, offset + length, 0);
        }
    }
    sections.extend(text.get(start..).filter(|rest| !rest.is_empty()).map(|rest| (offset, rest)));
    sections
}

fn check_all(sections: &[(usize, &str)]) -> Report {
    let mut report = Report::default();
    let mut raw: Vec<char> = Vec::new();
    for (offset, section) in sections {
        raw.clear();
        raw.extend(section.chars());
        check_section(&raw, *offset, &mut report);
    }
    report
}

fn check_section(raw: &[char], offset: usize, report: &mut Report) {
    let reading = Reading::new(raw);
    let mut notes = Notes::default();
    kinds::check_all(&reading, &mut notes);
    let mut room = raw.len() * ANSWER.0 + ANSWER.1;
    let mut found = notes.all;
    found.retain(|note| !note.span.is_empty() && note.span.end <= raw.len());
    found.sort_by_key(|note| (note.span.start, note.span.end));
    found.dedup_by(|b, a| a.span == b.span && a.kind == b.kind && a.fault.is_some() == b.fault.is_some());
    for note in found {
        let told = note.fault.as_ref().map_or(0, |fault| fault.message.len() + fault.stated.len() + fault.computed.len());
        let Some(left) = room.checked_sub(note.span.len() + told + 60) else { continue };
        room = left;
        keep(note, raw, offset, report);
    }
}

fn keep(note: Note, raw: &[char], offset: usize, report: &mut Report) {
    let Note { kind, span, fault } = note;
    // Spaces and marks at the ends are no words of the statement.
    let idle = |c: &char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | ';' | '；' | ':' | '：' | '(' | '（');
    let words = raw.get(span.clone()).unwrap_or_default();
    let start = span.start + words.iter().take_while(|c| idle(c)).count().min(words.len().saturating_sub(1));
    let quote: String = raw.get(start..span.end).unwrap_or_default().iter().collect();
    let (start, end) = (start + offset, span.end + offset);
    match fault {
        None => report.verified.push(Verified { kind, start, end, quote }),
        Some(fault) => report.findings.push(Finding {
            severity: fault.severity,
            kind,
            start,
            end,
            quote,
            stated: fault.stated,
            computed: fault.computed,
            message: fault.message,
            correction: fault.correction.map(|(place, text)| Correction { start: place.start + offset, end: place.end + offset, text }),
        }),
    }
}
