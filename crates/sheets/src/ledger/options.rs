//! What the reader is told about a ledger beside its bytes.

use domain::period::Period;
use quantity::AmountUnit;

use super::types::ColumnMemory;

/// How to read a ledger.
#[derive(Clone, Debug)]
pub struct LedgerOptions<'a> {
    /// The period that is reported: its end is the ledger's day, its year the current one.
    pub period: Period,
    /// Columns that the organisation confirmed before.
    pub remembered: Option<&'a ColumnMemory>,
    /// Unit of amounts where neither cell, column nor sheet says one. Without it the size of the amounts
    /// decides between 元, 万元 and 亿元. A warning says so in both cases.
    pub default_unit: Option<AmountUnit>,
    /// Name of the county or zone that the ledger is imported for, where it is known: projects get it as
    /// their county when the ledger itself says none.
    pub county: Option<String>,
}

impl LedgerOptions<'_> {
    /// Reads for a period, with nothing else known.
    pub const fn for_period(period: Period) -> Self {
        Self { period, remembered: None, default_unit: None, county: None }
    }
}
