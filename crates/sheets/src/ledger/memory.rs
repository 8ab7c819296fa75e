//! Remembering what columns mean.

use super::types::{ColumnMemory, LedgerReading, Remembered};
use crate::mapping::table::memory_key;

impl ColumnMemory {
    /// What a reading understood, for the next ledger of the same organisation. Columns that were not taken
    /// are left open, so that a better reader may still take them.
    pub fn of(reading: &LedgerReading) -> Self {
        let mut memory = Self::default();
        for column in reading.sheets.iter().flat_map(|sheet| &sheet.columns) {
            if let Some(field) = column.field {
                memory.columns.entry(memory_key(&column.header)).or_insert(Some(Remembered { field, unit: column.unit.clone() }));
            }
        }
        memory
    }

    /// Whether it is known what the column with that header means, or that it is left out.
    pub fn knows(&self, header: &str) -> bool {
        self.columns.contains_key(&memory_key(header))
    }

    /// Sets by hand what the column with that header means; `None` leaves it out.
    pub fn set(&mut self, header: &str, meaning: Option<Remembered>) {
        self.columns.insert(memory_key(header), meaning);
    }
}
