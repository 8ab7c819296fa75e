//! Lists that a threshold announces: 完成率超过90%的4个县区中,甲95.2%、乙93.8%…; each figure must lie on its side.

use crate::figure::{Figure, Hedge, Measure};
use crate::notes::{Fault, Notes};
use crate::reading::{Reading, Role};
use crate::report::Kind;

/// Checks all such lists of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    for index in 0..reading.figures.len() {
        let Some(figure) = reading.figure(index).filter(|figure| figure.measure == Measure::Percent && figure.cell.is_none()) else {
            continue;
        };
        if matches!(figure.hedge, Some(Hedge::Over | Hedge::AtLeast | Hedge::Under)) {
            let _ = check_one(reading, notes, index, figure);
        }
    }
}

fn on_its_side(limit: &Figure, figure: &Figure) -> bool {
    match limit.hedge {
        Some(Hedge::Over) => figure.value > limit.value,
        Some(Hedge::AtLeast) => figure.value >= limit.value,
        _ => figure.value < limit.value,
    }
}

fn check_one(reading: &Reading, notes: &mut Notes, index: usize, limit: &Figure) -> Option<()> {
    let text = &reading.text;
    let segment_end = text.seek(limit.span.end, reading.sentence(limit.sentence).end, |c| c == ';');
    let listed: Vec<usize> = reading
        .within(limit.span.end..segment_end)
        .filter(|&other| reading.figure(other).is_some_and(|figure| figure.measure == Measure::Percent))
        .collect();
    let plain = listed.iter().all(|&other| {
        reading.role(other) == Role::Plain
            && reading.figure(other).is_some_and(|figure| figure.hedge.is_none())
            && !reading.lead(other).contains('占')
            && !reading.lead(other).contains('率')
            && reading.lead(other).chars().count() <= 8
    });
    let announced =
        reading.tail(index).starts_with('的') || text.words(limit.span.end..(limit.span.end + 4).min(text.len())).contains("依次");
    if listed.len() < 2 || !plain || !announced {
        return None;
    }
    let outside = listed.iter().filter_map(|&other| reading.figure(other)).find(|figure| !on_its_side(limit, figure));
    let Some(outside) = outside else {
        let last = reading.figure(*listed.last()?)?;
        notes.holds(Kind::Other, limit.lead.start..last.span.end);
        return Some(());
    };
    let (printed, said) = (outside.printed(text), text.words(limit.lead.end..limit.span.end));
    let message = format!("“{}{printed}”不符合前面所说的“{said}”,请核对数字或个数", text.words(outside.lead.clone()));
    notes.fails(Kind::Other, outside.lead.start..outside.span.end, Fault::error(printed, said, message));
    Some(())
}
