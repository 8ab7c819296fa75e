//! Reads an office's messy workbook into typed ledger rows with a confidence per cell: bytes in, rows out.
//!
//! No database, no clock, no files: a [`Book`] is opened from bytes under [`Limits`], and [`read_ledger`] turns it
//! into projects ([`ledger::ProjectRow`]), the understanding of every column, and problems that each name sheet,
//! cell, what was read and what to do.
//!
//! ```
//! use sheets::report::to_json;
//! use sheets::{Book, LedgerOptions, Limits, read_ledger};
//!
//! let csv = "某县2026年招商引资项目台账\n单位:万元\n序号,项目名称,投资方,总投资,签约时间,1-9月到位资金\n\
//!            1,碳纤维项目,东莞某公司,1.2亿元,2026.3.15,860\n合计,1个,,12000,,860\n";
//! let book = Book::open(csv.as_bytes(), "台账.csv", &Limits::default())?;
//! let reading = read_ledger(&book, &LedgerOptions::for_period("2026-09".parse()?))?;
//! let project = &reading.projects[0];
//! assert_eq!(project.name.value.as_deref(), Some("碳纤维项目"));
//! assert_eq!(project.at.to_string(), "台账!B4");
//! let total = project.total_investment.as_ref().and_then(|field| field.value).unwrap();
//! assert_eq!(total.money.minor.0, 12_000_000_000);
//! assert_eq!(to_json(&reading)["funds_year_to_date_fen"], 860_000_000);
//! assert!(reading.problems.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! How a sheet becomes rows, one module each:
//!
//! 1. [`book`]: cells as stored and as people see them, sparsely, from xlsx, xls, ods or separated text.
//! 2. `header`: the band of header rows, flattened with `/`; unit, year and title around it.
//! 3. `mapping`: what each column means: a list of known headers (`assets/ledger/aliases.toml`) for names and dates,
//!    words and levels for money (本月, 今年累计, 自开工累计, 其中省外, months), neighbours for what is left open.
//! 4. `rows`: projects, headings, sums, footnotes, signatures. Nothing with content is dropped silently.
//! 5. `values`: amounts, dates, ticks and codes, read by the crate `quantity`.
//! 6. [`ledger`]: sheets that count and those that repeat, sums recomputed, amounts out of proportion.
//! 7. [`report`]: JSON for programs, Chinese text for people.
//!
//! Invariants: the same bytes give the same reading; what a file says about its own size is never believed; merged
//! blocks speak for the rows they cover only where that is lawful (investor, office, place), never for money.

pub mod book;
pub mod field;
mod header;
pub mod ledger;
mod limits;
mod mapping;
pub mod report;
mod rows;
mod rule;
pub mod typed;
mod values;

pub use book::{Book, BookError};
pub use ledger::{LedgerError, LedgerOptions, LedgerReading, read_ledger, read_ledger_with};
pub use limits::Limits;
pub use rule::Rule;
