//! Scores units by an assessment scheme (考核方案) and says of every cell how it came to be.
//!
//! Two texts in, scores out; nothing here reads a file or a clock, and no float is made. A scheme is one TOML
//! file ([`Scheme::parse`]), the figures of the units are one JSON object ([`Units::parse`]). Both are refused
//! with every fault found, each with line, column and remedy ([`Problem`]).
//!
//! ```
//! use scoring::{Scheme, Units, evaluate};
//!
//! let scheme = Scheme::parse(r#"
//!     id = "示例"
//!     [[indicator]]
//!     id = "到位资金"
//!     points = 20
//!     scorer = "ratio"
//!     measure = "funds"
//!     target = "task"
//!     cap = 1.2
//! "#).unwrap();
//! let units = Units::parse(r#"{"month": 12, "units": {"甲县": {"funds": 13.5, "task": 10}}}"#).unwrap();
//! let result = evaluate(&scheme, &units, None).unwrap();
//! let unit = &result.units[0];
//! assert_eq!(unit.total.to_string(), "24.00");
//! assert!(unit.items[0].trace.to_string().starts_with("24 = 20 × min(13.5 ÷ 10, 1.2);"));
//! ```
//!
//! # What holds
//!
//! - A score is the value of its [`Formula`], and the total is the rounded sum of the scores of its lines:
//!   what caps, floors and gates change stands there as a line of its own ([`UnitResult::recomputed`]).
//! - The order of units in the text changes nothing.
//! - [`evaluate_against`] scores by peers that were frozen before ([`Peers`]), so that a later correction of one
//!   unit moves no other.
//!
//! # Order of rounding
//!
//! Steps in between are not rounded (28 digits). The score of an indicator or adjustment is rounded half up to
//! `round_item` places (4 unless stated), then the total to `round` (2 unless stated); ranks and grades go by the
//! rounded total.

mod evaluate;
mod expression;
mod formula;
mod number;
mod peers;
mod place;
mod report;
mod result;
mod scheme;
mod units;

pub use evaluate::{evaluate, evaluate_against};
pub use formula::{Formula, Overflow, Quantity};
pub use peers::{Peers, Standing};
pub use place::{Code, Document, Problem, Span};
pub use report::{to_json, to_text};
pub use result::{Evaluation, ScoreLine, Trace, UnitResult};
pub use scheme::Scheme;
pub use units::Units;
