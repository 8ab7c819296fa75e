//! Columns of a table that tell how another column changed: 今年1—6月 | 上年1—6月 | 增减.

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::lexicon::{has_any, lexicon};
use crate::notes::{Fault, Notes};
use crate::reading::Reading;
use crate::report::Kind;
use crate::table::Table;

/// A row of a column of changes: the figure told, whether it holds, and what the two values give.
struct Line<'t> {
    stated: &'t Figure,
    holds: bool,
    point: Decimal,
}

/// Checks the columns of changes of all tables of a section, where most rows show of which two columns they are made.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    for table in &reading.tables {
        for column in 0..table.headers.len() {
            let header = table.headers.get(column).map_or("", String::as_str);
            if has_any(header, &lexicon().sum.table_change) {
                check_column(reading, table, notes, column, header);
            }
        }
    }
}

fn check_column(reading: &Reading, table: &Table, notes: &mut Notes, column: usize, header: &str) {
    let others = || (0..table.headers.len()).filter(move |&other| other != column);
    let pairs = others().flat_map(|later| others().filter(move |&earlier| earlier != later).map(move |earlier| (later, earlier)));
    let hits = |lines: &Vec<Line<'_>>| lines.iter().filter(|line| line.holds).count();
    let best = pairs.map(|(later, earlier)| lines(table, column, later, earlier)).max_by_key(hits);
    let Some(lines) = best.filter(|lines| hits(lines) >= 2 && hits(lines) * 3 >= lines.len() * 2) else { return };
    for Line { stated, holds, point } in lines {
        if holds {
            notes.holds(Kind::Difference, stated.span.clone());
            continue;
        }
        let printed = stated.printed(&reading.text);
        let computed = point.checked_div(stated.factor).unwrap_or(point).normalize().to_string();
        let message = format!("表中这一行两列相减为{computed},“{header}”写{printed},请核对");
        notes.fails(Kind::Difference, stated.span.clone(), Fault::error(printed, computed, message));
    }
}

/// How the rows of a column compare with one column less another.
fn lines(table: &Table, change: usize, later: usize, earlier: usize) -> Vec<Line<'_>> {
    let line = |row: usize| {
        let stated = table.at(row, change).filter(|stated| stated.measure != Measure::Percent)?;
        let (later, earlier) = (table.at(row, later)?, table.at(row, earlier)?);
        // The name of a row, not the header, may give the unit of all three.
        if later.measure != earlier.measure || later.measure == Measure::Percent || later.measure != stated.measure {
            return None;
        }
        let holds = later.interval()?.sub(earlier.interval()?)?.meets(stated.interval()?);
        Some(Line { stated, holds, point: later.value.checked_sub(earlier.value)? })
    };
    (0..table.rows.len()).filter_map(line).collect()
}
