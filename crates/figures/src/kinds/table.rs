//! Tables: rows of totals against the rows above or below, total columns against the others, rates and shares by row.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::figure::{Figure, Measure};
use crate::interval::Interval;
use crate::judge::{self, Outcome};
use crate::lexicon::{has_any, lexicon};
use crate::notes::{Fault, Notes};
use crate::reading::Reading;
use crate::report::Kind;
use crate::table::{RowKind, Table};

/// Checks all tables of a section.
pub(crate) fn check(reading: &Reading, notes: &mut Notes) {
    for table in &reading.tables {
        columns(reading, table, notes);
        total_column(reading, table, notes);
        ratios(reading, table, notes);
    }
}

fn sum<'f>(figures: impl Iterator<Item = &'f Figure>) -> Option<(Interval, Decimal)> {
    figures.into_iter().try_fold((Interval::exact(Decimal::ZERO), Decimal::ZERO), |(interval, value), figure| {
        Some((interval.add(figure.interval()?)?, value.checked_add(figure.value)?))
    })
}

/// The total and subtotal rows of every column.
fn columns(reading: &Reading, table: &Table, notes: &mut Notes) {
    for column in 0..table.headers.len() {
        if !table.is_additive(column) {
            continue;
        }
        for (row, total) in table.rows.iter().enumerate().filter(|(_, row)| matches!(row.kind, RowKind::Total | RowKind::Subtotal)) {
            let _ = check_total(reading, table, notes, column, row, total.kind);
        }
    }
}

/// Rows that a total may add up: those above it, else those below.
fn rows_of(table: &Table, row: usize, kind: RowKind) -> Vec<Vec<usize>> {
    let is = |index: usize, wanted: RowKind| table.rows.get(index).is_some_and(|row| row.kind == wanted);
    let own = |index: usize| table.rows.get(index).map(|row| row.kind);
    let values = |range: Range<usize>| range.filter(|&index| is(index, RowKind::Values)).collect::<Vec<_>>();
    if kind == RowKind::Subtotal {
        let start = (0..row)
            .rev()
            .find(|&index| own(index).is_some_and(|kind| matches!(kind, RowKind::Subtotal | RowKind::Total | RowKind::Words)))
            .map_or(0, |index| index + 1);
        let end = (row + 1..table.rows.len())
            .find(|&index| own(index).is_some_and(|kind| matches!(kind, RowKind::Subtotal | RowKind::Total | RowKind::Words)))
            .unwrap_or(table.rows.len());
        if table.rows.get(row).is_some_and(|row| row.outline) {
            return vec![values(row + 1..end)];
        }
        return vec![values(start..row), values(row + 1..end)];
    }
    let all = 0..table.rows.len();
    let subtotals: Vec<usize> = all.clone().filter(|&index| is(index, RowKind::Subtotal)).collect();
    vec![subtotals, values(0..row), values(row + 1..table.rows.len()), values(all)]
}

fn check_total(reading: &Reading, table: &Table, notes: &mut Notes, column: usize, row: usize, kind: RowKind) -> Option<()> {
    let total = table.at(row, column)?;
    if total.measure == Measure::Percent {
        return None;
    }
    let mut nearest: Option<(Decimal, usize)> = None;
    for rows in rows_of(table, row, kind) {
        let parts: Vec<&Figure> =
            rows.iter().filter_map(|&row| table.at(row, column)).filter(|part| part.measure == total.measure).collect();
        // A missing cell leaves the sum open.
        if parts.len() < 2 {
            continue;
        }
        let (interval, value) = sum(parts.iter().copied())?;
        let first = parts.first()?.span.start;
        let span = first.min(total.span.start)..total.span.end.max(parts.last()?.span.end);
        if interval.meets(total.interval()?) {
            notes.holds(Kind::Sum, span);
            notes.holds(Kind::Sum, total.span.clone());
            return Some(());
        }
        let complete = parts.len() == rows.len();
        let off = value.checked_sub(total.value)?;
        if complete && nearest.as_ref().is_none_or(|(best, _)| off.abs() < best.abs()) {
            nearest = Some((off, parts.len()));
        }
    }
    let (off, count) = nearest?;
    let text = &reading.text;
    let header = table.headers.get(column).map_or("", String::as_str);
    let unit = |value: Decimal| value.checked_div(total.factor).unwrap_or(value).normalize().to_string();
    let computed = unit(total.value.checked_add(off)?);
    let printed = total.printed(text);
    let message = format!("表中“{header}”一列{count}行相加为{computed},合计写{printed},相差{},请核对各行和合计", unit(off.abs()));
    notes.fails(Kind::Sum, total.span.clone(), Fault::error(printed, computed.clone(), message).with(total, computed));
    Some(())
}

/// A first or last column of totals, where most rows show that it is one.
fn total_column(reading: &Reading, table: &Table, notes: &mut Notes) {
    let names: Vec<usize> = (0..table.headers.len())
        .filter(|&column| {
            table.headers.get(column).is_some_and(|header| {
                has_any(header, &lexicon().sum.table_total)
                    || header.starts_with("总")
                    || header.ends_with("总数")
                    || header.ends_with("小计")
            })
        })
        .collect();
    // 签约、开工、到位资金、服务、得分: the last column may add up the others without a word that says so.
    let unnamed = (0..table.headers.len()).rev().find(|&column| table.figures.iter().any(|cell| cell.column == column));
    for (total, named) in
        names.iter().map(|&total| (total, true)).chain(unnamed.filter(|last| !names.contains(last)).map(|last| (last, false)))
    {
        let parts: Vec<usize> = (0..table.headers.len()).filter(|&column| column != total && table.is_additive(column)).collect();
        let rows: Vec<usize> = (0..table.rows.len()).filter(|&row| table.at(row, total).is_some()).collect();
        let line = |row: usize| {
            let whole = table.at(row, total)?;
            let parts: Vec<&Figure> =
                parts.iter().filter_map(|&column| table.at(row, column)).filter(|part| part.measure == whole.measure).collect();
            if parts.len() < 2 {
                return None;
            }
            let (interval, value) = sum(parts.into_iter())?;
            Some((whole, interval.meets(whole.interval()?), value))
        };
        let checked: Vec<(&Figure, bool, Decimal)> = rows.into_iter().filter_map(line).collect();
        let hits = checked.iter().filter(|(_, holds, _)| *holds).count();
        if hits * 3 < checked.len() * 2 || hits < if named { 2 } else { 3 } {
            continue;
        }
        for (whole, holds, value) in checked {
            if holds {
                notes.holds(Kind::Sum, whole.span.clone());
            } else {
                let computed = value.checked_div(whole.factor).unwrap_or(value).normalize().to_string();
                let printed = whole.printed(&reading.text);
                let message =
                    format!("表中这一行各列相加为{computed},“{}”写{printed},请核对", table.headers.get(total).map_or("", String::as_str));
                notes.fails(Kind::Sum, whole.span.clone(), Fault::error(printed, computed.clone(), message).with(whole, computed));
            }
        }
    }
}

/// Columns of rates, shares and growth, where most rows show of which columns they are made.
fn ratios(reading: &Reading, table: &Table, notes: &mut Notes) {
    let columns = 0..table.headers.len();
    for rate in columns.clone() {
        let header = table.headers.get(rate).map_or("", String::as_str);
        let is_rate = table.figures.iter().any(|cell| cell.column == rate && cell.figure.measure == Measure::Percent);
        if !is_rate {
            continue;
        }
        let growth =
            has_any(header, &lexicon().role.growth_up) || header.contains("同比") || header.contains("环比") || header.contains("增减");
        let mut best: Best = None;
        for part in columns.clone().filter(|&part| part != rate) {
            for whole in columns.clone().filter(|&whole| whole != rate && whole != part) {
                let lines = rows_with(table, rate, part, Some(whole), growth);
                keep_better(&mut best, part, whole, false, lines);
            }
            if !growth {
                keep_better(&mut best, part, part, true, rows_with(table, rate, part, None, false));
            }
        }
        let Some((part, whole, of_total, lines)) = best else { continue };
        for (row, outcome, point) in lines {
            let Some(stated) = table.at(row, rate) else { continue };
            if outcome == Outcome::Holds {
                notes.holds(
                    if of_total {
                        Kind::Share
                    } else if growth {
                        Kind::Growth
                    } else {
                        Kind::Rate
                    },
                    stated.span.clone(),
                );
                continue;
            }
            let text = &reading.text;
            let computed = judge::as_printed(point, stated);
            let printed = stated.printed(text);
            let name = |column: usize| table.headers.get(column).map_or("", String::as_str).to_owned();
            let told = if of_total {
                format!("“{}”占合计的比重", name(part))
            } else {
                format!("“{}”与“{}”相比", name(part), name(whole))
            };
            let message = format!(
                "表中“{}”行,{told}应为{computed}%,“{header}”写{printed},请核对",
                table.rows.get(row).map_or("", |row| row.name.as_str())
            );
            let kind = if of_total {
                Kind::Share
            } else if growth {
                Kind::Growth
            } else {
                Kind::Rate
            };
            let fault = if outcome == Outcome::Cut {
                Fault::warning(printed, computed.clone(), message)
            } else {
                Fault::error(printed, computed.clone(), message)
            };
            notes.fails(
                kind,
                stated.span.clone(),
                fault.with(stated, if text.before(stated.digits.end) == Some('%') { format!("{computed}%") } else { computed }),
            );
        }
    }
}

/// The columns that a rate is made of, whether the second is the total of the first, and how its rows compare.
type Best = Option<(usize, usize, bool, Vec<(usize, Outcome, Decimal)>)>;

fn keep_better(best: &mut Best, part: usize, whole: usize, of_total: bool, lines: Vec<(usize, Outcome, Decimal)>) {
    let hits = lines.iter().filter(|(_, outcome, _)| *outcome == Outcome::Holds).count();
    let enough = hits >= 2 && hits * 3 >= lines.len() * 2;
    let before = best.as_ref().map_or(0, |(.., lines)| lines.iter().filter(|(_, outcome, _)| *outcome == Outcome::Holds).count());
    if enough && hits > before {
        *best = Some((part, whole, of_total, lines));
    }
}

/// How the rates of all rows compare with a column over another, or over its own total.
fn rows_with(table: &Table, rate: usize, part: usize, whole: Option<usize>, growth: bool) -> Vec<(usize, Outcome, Decimal)> {
    let total = table.rows.iter().position(|row| row.kind == RowKind::Total);
    (0..table.rows.len())
        .filter_map(|row| {
            let stated = table.at(row, rate).filter(|stated| stated.measure == Measure::Percent)?;
            let part = table.at(row, part)?;
            let whole = match whole {
                Some(whole) => table.at(row, whole)?,
                None => table.at(total?, part_column(table, part)?)?,
            };
            if part.measure != whole.measure || part.measure == Measure::Percent || whole.value <= Decimal::ZERO {
                return None;
            }
            let by = if growth { -Decimal::ONE_HUNDRED } else { Decimal::ZERO };
            let interval = part.interval()?.percent_of(whole.interval()?)?.moved(by)?;
            let point = part.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole.value)?.checked_add(by)?;
            let outcome = judge::compare(stated, interval, point)?;
            Some((row, outcome, point))
        })
        .collect()
}

fn part_column(table: &Table, part: &Figure) -> Option<usize> {
    table.figures.iter().find(|cell| std::ptr::eq(&raw const cell.figure, part)).map(|cell| cell.column)
}
