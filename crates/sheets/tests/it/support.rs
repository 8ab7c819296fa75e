//! Opening and reading in one step.

use std::io::{Cursor, Read, Write};

use rust_decimal::Decimal;
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

/// A workbook in the making: sheets given as lines of cells.
#[derive(Default)]
pub(crate) struct Workbook {
    book: rust_xlsxwriter::Workbook,
}

impl Workbook {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a sheet. Cells of a row are parted by `|`: a number is a number, `=…` a formula without result, `d:…` a
    /// date cell, `m:…` a date cell that shows its month alone, `t:…` a text that looks like something else,
    /// `w:…` a number under the format 0.00"万元". Merges are given as `A1:C1`.
    pub(crate) fn sheet(mut self, name: &str, merges: &[&str], rows: &[&str]) -> Self {
        let sheet = self.book.add_worksheet();
        sheet.set_name(name).unwrap();
        for merge in merges {
            let (first, last) = merge.split_once(':').unwrap();
            let (first, last): (sheets::book::CellPos, sheets::book::CellPos) = (first.parse().unwrap(), last.parse().unwrap());
            sheet.merge_range(first.row, first.col, last.row, last.col, "", &rust_xlsxwriter::Format::new()).unwrap();
        }
        for (row, line) in rows.iter().enumerate() {
            for (col, cell) in line.split('|').enumerate() {
                put(sheet, u32::try_from(row).unwrap(), u16::try_from(col).unwrap(), cell.trim());
            }
        }
        self
    }

    /// The file; its formulas have no stored result, as of programs that do not calculate.
    pub(crate) fn bytes(self) -> Vec<u8> {
        without_results(&self.bytes_with_zero_results())
    }

    /// The file as the writer leaves it: 0 stored for every formula.
    pub(crate) fn bytes_with_zero_results(mut self) -> Vec<u8> {
        self.book.save_to_buffer().unwrap()
    }
}

fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        to.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        let content = match String::from_utf8(content) {
            Ok(text) => text.replace("</f><v>0</v>", "</f>").into_bytes(),
            Err(error) => error.into_bytes(),
        };
        to.write_all(&content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn put(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, col: u16, cell: &str) {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula};
    let date = |text: &str| ExcelDateTime::parse_from_str(text).unwrap();
    if cell.is_empty() {
        return;
    }
    if let Some(text) = cell.strip_prefix("t:") {
        sheet.write_string(row, col, text).unwrap();
    } else if let Some(text) = cell.strip_prefix("d:") {
        sheet.write_datetime_with_format(row, col, date(text), &Format::new().set_num_format("yyyy/m/d")).unwrap();
    } else if let Some(text) = cell.strip_prefix("m:") {
        sheet.write_datetime_with_format(row, col, date(text), &Format::new().set_num_format("yyyy\"年\"m\"月\"")).unwrap();
    } else if let Some(text) = cell.strip_prefix("w:") {
        sheet.write_number_with_format(row, col, text.parse::<f64>().unwrap(), &Format::new().set_num_format("0.00\"万元\"")).unwrap();
    } else if let Some(text) = cell.strip_prefix('=') {
        sheet.write_formula(row, col, Formula::new(text)).unwrap();
    } else if let Ok(number) = cell.parse::<f64>() {
        sheet.write_number(row, col, number).unwrap();
    } else {
        sheet.write_string(row, col, cell.replace("\\n", "\n")).unwrap();
    }
}

/// Compares a reading with its truth, one line a project:
/// `name | investor | total in 万元 | signed | started | funds in 万元`, `-` for null. Ended projects end with `| x`.
#[track_caller]
pub(crate) fn assert_truth(reading: &LedgerReading, truth: &[&str]) {
    let report = sheets::report::to_json(reading);
    let wan = |value: &Value| {
        value.as_i64().map_or_else(|| "-".to_owned(), |fen| (Decimal::from(fen) / Decimal::from(1_000_000)).normalize().to_string())
    };
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let read: Vec<String> = report["projects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            let ended = if p["status"] == "terminated" { " | x" } else { "" };
            format!(
                "{} | {} | {} | {} | {} | {}{ended}",
                text(&p["name"]),
                text(&p["investor"]),
                wan(&p["total_fen"]),
                text(&p["signed_on"]),
                text(&p["started_on"]),
                wan(&p["funds_fen"])
            )
        })
        .collect();
    let problems: Vec<String> = reading.problems.iter().map(|p| format!("{:?} {} {}", p.severity, p.rule, p.message)).collect();
    assert_eq!(read.join("\n"), truth.join("\n"), "problems: {problems:#?}");
}
