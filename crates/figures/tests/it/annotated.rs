//! Annotated texts, and how a report compares with their annotations.

use std::ops::Range;

use figures::Report;
use serde::Deserialize;

/// An annotated text.
#[derive(Deserialize)]
pub(crate) struct Annotated {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) statements: Vec<Statement>,
}

/// A statement of it.
#[derive(Deserialize)]
pub(crate) struct Statement {
    pub(crate) kind: String,
    pub(crate) quote: String,
    pub(crate) verdict: String,
    #[serde(default)]
    pub(crate) also: Vec<String>,
}

/// All texts of a file.
pub(crate) fn read(lines: &str) -> Vec<Annotated> {
    lines.lines().filter(|line| !line.trim().is_empty()).map(|line| serde_json::from_str(line).unwrap()).collect()
}

impl Annotated {
    fn place(&self, quote: &str) -> Range<usize> {
        let byte = self.text.find(quote).unwrap_or_else(|| panic!("{}: {quote}", self.id));
        let start = self.text[..byte].chars().count();
        start..start + quote.chars().count()
    }

    fn places(&self, statement: &Statement) -> Vec<Range<usize>> {
        std::iter::once(&statement.quote).chain(&statement.also).map(|quote| self.place(quote)).collect()
    }
}

/// How a report compares with the annotations.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) errors: (usize, usize),
    pub(crate) warnings: (usize, usize),
    /// Right statements flagged, of all.
    pub(crate) false_alarms: (usize, usize),
    /// Right statements listed as verified, of those that can be computed.
    pub(crate) verified: (usize, usize),
    /// Findings that belong to no statement.
    pub(crate) stray: usize,
    pub(crate) notes: Vec<String>,
}

fn overlap(places: &[Range<usize>], start: usize, end: usize) -> bool {
    places.iter().any(|place| place.start < end && start < place.end)
}

impl Score {
    pub(crate) fn add(&mut self, text: &Annotated, report: &Report) {
        let wrong: Vec<_> = text.statements.iter().filter(|s| s.verdict != "ok").flat_map(|s| text.places(s)).collect();
        let all: Vec<_> = text.statements.iter().flat_map(|s| text.places(s)).collect();
        for statement in &text.statements {
            let places = text.places(statement);
            let hit = report.findings.iter().find(|f| overlap(&places, f.start, f.end));
            let listed = report.verified.iter().any(|v| overlap(&places, v.start, v.end));
            match statement.verdict.as_str() {
                "ok" => {
                    self.false_alarms.1 += 1;
                    let alarm = report.findings.iter().find(|f| overlap(&places, f.start, f.end) && !overlap(&wrong, f.start, f.end));
                    if let Some(alarm) = alarm {
                        self.false_alarms.0 += 1;
                        self.notes.push(format!(
                            "FALSE {} {} 「{}」: [{}] {}",
                            text.id, statement.kind, statement.quote, alarm.quote, alarm.message
                        ));
                    }
                    if statement.kind != "other" {
                        self.verified.1 += 1;
                        self.verified.0 += usize::from(listed);
                        if !listed {
                            self.notes.push(format!("unlisted {} {} 「{}」", text.id, statement.kind, statement.quote));
                        }
                    }
                }
                verdict => {
                    let count = if verdict == "error" { &mut self.errors } else { &mut self.warnings };
                    count.1 += 1;
                    count.0 += usize::from(hit.is_some());
                    match hit {
                        None => self.notes.push(format!("MISSED {verdict} {} {} 「{}」", text.id, statement.kind, statement.quote)),
                        Some(hit) => self.notes.push(format!("hit {verdict} {} [{}] {}", text.id, hit.quote, hit.message)),
                    }
                }
            }
        }
        for finding in &report.findings {
            if !overlap(&all, finding.start, finding.end) {
                self.stray += 1;
                self.notes.push(format!("STRAY {} [{}] {}", text.id, finding.quote, finding.message));
            }
        }
    }

    pub(crate) fn summary(&self) -> String {
        let share = |(part, whole): (usize, usize)| format!("{part}/{whole}");
        format!(
            "errors {} warnings {} false alarms {} verified {} stray {}",
            share(self.errors),
            share(self.warnings),
            share(self.false_alarms),
            share(self.verified),
            self.stray
        )
    }
}

/// Checks all texts.
pub(crate) fn score(texts: &[Annotated]) -> Score {
    let mut score = Score::default();
    for text in texts {
        score.add(text, &figures::check(&text.text));
    }
    score
}
