//! Opening and reading in one step.

use serde_json::Value;
use sheets::{Book, LedgerError, LedgerOptions, LedgerReading, Limits, read_ledger};

/// A file of `tests/data`.
pub(crate) fn data(name: &str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Opens and reads for September 2026.
pub(crate) fn try_read(bytes: &[u8], name: &str) -> Result<LedgerReading, LedgerError> {
    let book = Book::open(bytes, name, &Limits::default()).unwrap();
    read_ledger(&book, &LedgerOptions::for_period("2026-09".parse().unwrap()))
}

pub(crate) fn read(bytes: &[u8], name: &str) -> LedgerReading {
    try_read(bytes, name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Problems of a rule, as `cell raw`.
pub(crate) fn told(reading: &LedgerReading, rule: &str) -> Vec<String> {
    let told = reading.problems.iter().filter(|p| &*p.rule == rule);
    told.map(|p| p.cell.map_or_else(|| p.sheet.to_string(), |cell| format!("{}!{cell}", p.sheet))).collect()
}

/// A project by name.
pub(crate) fn project<'a>(report: &'a Value, name: &str) -> &'a Value {
    report["projects"].as_array().unwrap().iter().find(|p| p["name"] == name).unwrap_or_else(|| panic!("no project {name}"))
}
