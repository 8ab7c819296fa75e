//! What the reader knew of a cell's place when it read it, kept so that a corrected text can be read the same way.

use std::fmt;
use std::str::FromStr;

use domain::period::Period;
use quantity::AmountUnit;
use serde::{Deserialize, Serialize};

use super::recount::StatedSums;
use super::totals::RowAmounts;
use super::types::{LedgerReading, Problem, ProjectRow, SheetReading};
use crate::book::CellPos;
use crate::field::FieldId;

/// Which of a row's fields is meant: money of single months has a column for each month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldKey {
    /// The field.
    pub field: FieldId,
    /// The month, for money of single months.
    pub month: Option<Period>,
}

impl From<FieldId> for FieldKey {
    fn from(field: FieldId) -> Self {
        Self { field, month: None }
    }
}

impl fmt::Display for FieldKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.month {
            None => f.write_str(self.field.code()),
            Some(month) => write!(f, "{}:{month}", self.field.code()),
        }
    }
}

impl FromStr for FieldKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (code, month) = match text.split_once(':') {
            Some((code, month)) => (code, Some(month.parse().map_err(|_| ())?)),
            None => (text, None),
        };
        Ok(Self { field: FieldId::from_code(code).ok_or(())?, month })
    }
}

/// A column of a table, as far as its cells' meaning hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnContext {
    /// Column, from 0.
    pub col: u16,
    /// Its header.
    pub header: std::sync::Arc<str>,
    /// What it means.
    pub field: FieldId,
    /// The month that it speaks of.
    pub period: Option<Period>,
    /// Unit of its numbers.
    pub unit: Option<AmountUnit>,
}

impl ColumnContext {
    /// The field, with its month.
    pub fn key(&self) -> FieldKey {
        FieldKey { field: self.field, month: self.period.filter(|_| self.field == FieldId::FundsOfMonth) }
    }
}

/// A table of a sheet: the rows below one header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableReading {
    /// First row below the header, from 0.
    pub first: u32,
    /// First row after the table, from 0.
    pub end: u32,
    /// Period that its rows are read for: another than the ledger's where a sheet holds an earlier month.
    pub period: Period,
    /// Whether its title says that its projects have ended.
    pub ended: bool,
    /// Columns that were taken.
    pub columns: Vec<ColumnContext>,
    /// Sums and counts that it states.
    pub sums: StatedSums,
}

impl TableReading {
    /// Whether the table has a column of that field.
    pub fn has(&self, field: FieldId) -> bool {
        self.columns.iter().any(|column| column.field == field)
    }

    /// The column of a field.
    pub fn column(&self, key: FieldKey) -> Option<&ColumnContext> {
        self.columns.iter().find(|column| column.key() == key)
    }

    /// The amounts of a row of this table, as sums add them up.
    pub fn amounts(&self, row: &ProjectRow) -> RowAmounts {
        let counted = self.columns.iter().filter(|column| super::row::is_counted(column.field));
        let amounts = counted.map(|column| super::reread::amount_of(row, column.key()));
        RowAmounts::new(row.at.pos.row, amounts, row.status == super::Status::Live)
    }
}

impl SheetReading {
    /// The table that a row belongs to.
    pub fn table_of(&self, row: u32) -> Option<&TableReading> {
        self.tables.iter().find(|table| (table.first..table.end).contains(&row))
    }

    /// What the cell at a place means.
    pub fn key_at(&self, pos: CellPos) -> Option<FieldKey> {
        self.table_of(pos.row)?.columns.iter().find(|column| column.col == pos.col).map(ColumnContext::key)
    }

    /// Compares the sums that the sheet states with its rows, which stand in its order.
    pub fn recount(&self, rows: &[RowAmounts]) -> Vec<Problem> {
        let mut problems = Vec::new();
        for table in &self.tables {
            let from = rows.partition_point(|row| row.row < table.first);
            let to = rows.partition_point(|row| row.row < table.end).max(from);
            let found = table.sums.compare(rows.get(from..to).unwrap_or_default());
            problems.extend(found.into_iter().map(|(pos, raw, remark)| Problem::of(&self.name, Some(pos), &raw, remark)));
        }
        problems
    }
}

impl LedgerReading {
    /// How a sheet was understood.
    pub fn sheet(&self, name: &str) -> Option<&SheetReading> {
        self.sheets.iter().find(|sheet| &*sheet.name == name)
    }
}
