//! Reads what offices type: numerals, amounts with their unit, dates with their precision, ticks and codes.
//!
//! Text in; value, confidence and notes out. Nothing here reads a file or a clock, guesses in silence, or
//! panics; every reader looks at a text once and refuses one that is longer than a cell can sensibly be
//! ([`text::MAX_CHARS`]).
//!
//! # What comes back
//!
//! A [`Reading`] ends in one of three ways: a value was read, the text says that there is none (—, 无, 待定 are
//! missing and never zero), or it failed with a reason. It carries a [`Confidence`] (exact, normalised,
//! approximate, failed) and notes with a stable [`Rule`] code and a Chinese sentence that says what was read
//! and what to do. The caller adds sheet and cell.
//!
//! ```
//! use quantity::{AmountUnit, Confidence, Outcome, read_amount};
//!
//! let reading = read_amount("壹亿贰仟万元(一期0.5亿)", Some(AmountUnit::YI));
//! assert_eq!(reading.confidence, Confidence::Normalised);
//! let Outcome::Read(amount) = &reading.outcome else { unreachable!() };
//! assert_eq!(amount.value.minor.0, 12_000_000_000); // fen
//! assert_eq!(amount.memo.as_deref(), Some("一期0.5亿"));
//!
//! let slip = read_amount("120000", Some(AmountUnit::YI));
//! let why = slip.failure().unwrap();
//! assert_eq!(why.rule.code(), "magnitude");
//! assert!(why.message.contains("可能实为万元"));
//! ```
//!
//! # Which reader for which column
//!
//! | Column | Text cell | Number cell |
//! |---|---|---|
//! | money | [`read_amount`] | [`read_number`] |
//! | date | [`read_date`] | [`read_date_number`], [`read_serial`] for a cell formatted as date |
//! | 是否 | [`read_tick`] | – |
//! | 统一社会信用代码 | [`credit_code::check`] | – |
//! | 项目代码 | [`project_code::check`] | – |
//!
//! What a column measures, [`Unit::in_header`] takes from its header and [`unit::read_note`] from a note such
//! as 单位:万元(外资为万美元). Readers of prose find numbers with [`numeral::find_all`] and [`numeral::at`].
//!
//! ```
//! use chrono::NaiveDate;
//! use domain::date::Precision;
//! use quantity::{AmountUnit, DateContext, Unit, read_date, read_tick};
//!
//! assert_eq!(Unit::in_header("总投资\n（亿元）"), Some(Unit::Amount(AmountUnit::YI)));
//!
//! let context = DateContext::occurred(NaiveDate::from_ymd_opt(2026, 10, 8).unwrap());
//! let reading = read_date("计划2026年12月底前开工", &context);
//! let date = reading.value().unwrap();
//! assert_eq!((date.start.display().as_str(), date.start.precision), ("2026-12下旬", Precision::Decade));
//! assert!(date.planned && date.approximate);
//!
//! assert_eq!(read_tick("尚未纳统").value(), Some(&false));
//! ```
//!
//! # Rules that decide
//!
//! - The unit of the text wins over that of the column, and says so (`unit_override`); a bare number without
//!   any known unit fails. A bare number of 万亿元 and more is a slip of the unit.
//! - A range and 不低于 count with the lower end; 约, 左右 and 超 with the number. Both ends are kept.
//! - Several amounts or dates of which none is plainly the one are refused, not picked from.
//! - Arithmetic is decimal, from the text or the fifteen digits of a workbook's number to whole fen.
//! - A date without year takes that of the ledger, or the year before where it has happened and would lie
//!   after the ledger's day. `2024.1` is read as January and warned of, for it may have been `2024.10`.
//! - A credit code that fails its check is told of and kept: real licences do fail.

pub mod amount;
pub mod credit_code;
pub mod date;
pub mod division;
pub mod numeral;
pub mod project_code;
pub mod reading;
pub mod text;
pub mod tick;
pub mod unit;

pub use amount::{Amount, Approximation, read_amount, read_number};
pub use date::{DateContext, DateReading, read_date, read_date_number, read_serial};
pub use reading::{Confidence, Note, Outcome, Reading, Rule};
pub use tick::read_tick;
pub use unit::{AmountUnit, Unit};
