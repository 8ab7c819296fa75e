//! A list as a sheet of a workbook: cells of its rows, and what the sheet of definitions says of it.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta};
use domain::claim::ClaimKind;
use domain::date::PartialDate;
use domain::list::{ColumnKind, Condition, Test};
use domain::money::{Currency, Fen, Unit};
use domain::period::Period;
use office::workbook::{Cell, Column as SheetColumn, ColumnKind as SheetKind, Definition as Meaning};

use super::definition::member;
use super::{Beside, Column, Definition, ListFilter, Source};

/// Names of units by their small numbers.
pub(super) type Units = BTreeMap<i64, String>;

/// Pixels of one half-width character on a page.
const CHARACTER: f64 = 7.5;

/// A column of the sheet.
pub(super) fn sheet_column(column: &Column) -> SheetColumn {
    let kind = match column.kind {
        ColumnKind::Text => SheetKind::Text,
        ColumnKind::Money => SheetKind::Money { unit: Unit::Wan, decimals: 2 },
        ColumnKind::Count => SheetKind::Integer,
        ColumnKind::Date => SheetKind::Date,
        ColumnKind::Choice | ColumnKind::Org | ColumnKind::Month | ColumnKind::Instant => SheetKind::CentredText,
    };
    SheetColumn::new(kind, f64::from(column.width) / CHARACTER)
}

/// The name above a column of the sheet: money is in 万元.
pub(super) fn head(column: &Column) -> String {
    if column.kind == ColumnKind::Money { format!("{}(万元)", column.label) } else { column.label.clone() }
}

/// What a row holds in a column.
pub(super) fn cell<T: Source>(row: &T, beside: &Beside, column: &Column, units: &Units, year: i32) -> Cell {
    if column.kind == ColumnKind::Text {
        return row.words(beside, &column.key).map_or(Cell::Empty, Cell::text);
    }
    let Some(number) = row.figure(&column.key, year) else { return Cell::Empty };
    match column.kind {
        ColumnKind::Money => match foreign(row, year) {
            Some(currency) => Cell::text(format!("{} 万({})", Fen(number).display_in(Unit::Wan, 2), currency.code())),
            None => Cell::Money(Fen(number)),
        },
        ColumnKind::Count => Cell::Integer(number),
        ColumnKind::Date => i32::try_from(number).ok().and_then(PartialDate::from_sort_key).map_or(Cell::Empty, Cell::Date),
        ColumnKind::Month => {
            let month = i32::try_from(number).ok().and_then(|key| Period::from_key(key).ok());
            month.map_or(Cell::Empty, |month| Cell::text(month.to_string()))
        }
        ColumnKind::Instant => DateTime::from_timestamp_micros(number)
            .map_or(Cell::Empty, |at| Cell::text((at + TimeDelta::hours(8)).format("%Y-%m-%d %H:%M").to_string())),
        ColumnKind::Org => units.get(&number).map_or(Cell::Empty, Cell::text),
        ColumnKind::Choice => {
            column.choices.and_then(|choices| member(choices, number)).map_or(Cell::Empty, |(_, label)| Cell::text(label))
        }
        ColumnKind::Text => Cell::Empty,
    }
}

/// The currency of a claim's amount, where it is not renminbi.
fn foreign<T: Source>(row: &T, year: i32) -> Option<Currency> {
    let kind = (T::LIST == domain::list::List::Claim).then(|| row.figure("kind", year)).flatten()?;
    let currency = i16::try_from(kind).ok().and_then(ClaimKind::from_number)?.currency();
    Some(currency).filter(|currency| *currency != Currency::Cny)
}

/// The row of sums: how many rows, and what the columns that are added up come to.
pub(super) fn total(columns: &[&Column], count: u64, sums: &BTreeMap<String, i64>) -> Vec<Cell> {
    let mut cells: Vec<Cell> = columns
        .iter()
        .map(|column| match (column.kind, sums.get(&column.key)) {
            (ColumnKind::Money, Some(sum)) => Cell::Money(Fen(*sum)),
            (_, Some(sum)) => Cell::Integer(*sum),
            (_, None) => Cell::Empty,
        })
        .collect();
    if let Some(first) = cells.iter_mut().find(|cell| matches!(cell, Cell::Empty)) {
        *first = Cell::text(format!("合计({count} 项)"));
    }
    cells
}

/// The heading above the rows of a group.
pub(super) fn group_heading(columns: &[&Column], label: &str, count: u64, sums: &[(String, i64)]) -> Vec<Cell> {
    let parts = sums.iter().filter_map(|(key, sum)| {
        let column = columns.iter().find(|column| column.key == *key)?;
        Some(match column.kind {
            ColumnKind::Money => format!(",{} {} 万元", column.label, Fen(*sum).display_in(Unit::Wan, 2)),
            _ => format!(",{} {sum}", column.label),
        })
    });
    vec![Cell::heading(parts.fold(format!("{label}:{count} 项"), |text, part| text + &part))]
}

/// What the sheet of definitions says: of each column, and of how these rows were chosen.
pub(super) fn meanings(columns: &[&Column], facts: Vec<(&str, String)>) -> Vec<Meaning> {
    let meaning = |name: String, definition: String| Meaning { name, definition, source: String::new() };
    let of_columns = columns.iter().map(|column| meaning(head(column), column.definition.clone()));
    of_columns.chain(facts.into_iter().map(|(name, text)| meaning(name.to_owned(), text))).collect()
}

/// A filter in words.
pub(super) fn filter_text(definition: &Definition, filter: &ListFilter) -> String {
    let search = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(|text| format!("查找「{text}」"));
    let parts: Vec<String> =
        search.into_iter().chain(filter.conditions.iter().filter_map(|condition| condition_text(definition, condition))).collect();
    if parts.is_empty() { "全部".to_owned() } else { parts.join(";") }
}

fn condition_text(definition: &Definition, condition: &Condition) -> Option<String> {
    let column = definition.column(&condition.column)?;
    let members = column.members();
    let called = |value: &String| members.iter().find(|(code, _)| code == value).map_or(value.clone(), |(_, label)| label.clone());
    let bound = |text: &Option<String>| match (text, column.kind) {
        (None, _) => "不限".to_owned(),
        (Some(text), ColumnKind::Money) => text.parse().map_or(text.clone(), |fen| format!("{} 万元", Fen(fen).display_in(Unit::Wan, 2))),
        (Some(text), _) => text.clone(),
    };
    let says = match &condition.test {
        Test::Contains { text } => format!("含「{text}」"),
        Test::OneOf { values } => format!("为{}", values.iter().map(called).collect::<Vec<_>>().join("、")),
        Test::Between { from, to } => format!("自{}至{}", bound(from), bound(to)),
        Test::Below { orgs } => format!("为{}及其下级", orgs.join("、")),
        Test::Empty => "为空".to_owned(),
        Test::Filled => "不为空".to_owned(),
    };
    Some(format!("{}{says}", column.label))
}
