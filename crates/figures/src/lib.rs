//! Reads a report and recomputes its arithmetic: text in; findings, verified statements and their places out.
//!
//! Bulletins about investment state hundreds of figures that follow from each other: parts and totals, shares, rates,
//! growth, differences, counted lists. [`check`] finds those statements, recomputes them by the rounding rules of the
//! trade and says where a text contradicts itself.
//!
//! ```
//! use figures::{Kind, Severity, check};
//!
//! let report = check("新签约项目98个,其中工业68个、服务业25个。到位资金5.2亿元,占协议投资20.8亿元的25%。");
//! let sum = &report.findings[0];
//! assert_eq!((sum.severity, sum.kind), (Severity::Error, Kind::Sum));
//! assert_eq!(sum.message, "其中68个加25个为93个,与98个相差5个,请核对或补充其余类别");
//! assert_eq!(report.verified[0].quote, "占协议投资20.8亿元的25%");
//! ```
//!
//! # How a text is read
//!
//! 1. `text`: one folded character for each character, so that places stay true.
//! 2. `noise`: what looks like a quantity and is none, and `period`: the months that a text tells of.
//! 3. `figure`: quantities with unit, scale and approximation; `table`: cells with what their column and row say.
//! 4. `reading`: sentences, the words around each figure, gathered once, and what it is to its neighbours: a value, a
//!    base, a target, a growth.
//! 5. `kinds`: one module for each kind of statement. Words are data, in `assets/figures/lexicon.toml`.
//! 6. `interval` and `judge`: exact decimal arithmetic. A printed amount stands for every value that rounds to it.
//!
//! # Rules that decide
//!
//! - A statement is right when some values inside the printed intervals make it right. Counts, targets and plans are
//!   exact.
//! - Of several readings the one that fits is taken. Where none fits, it is told only if the reading is sure: a false
//!   alarm costs more than silence.
//! - An error is what arithmetic decides; a warning is what a person must decide (a last digit cut off, 批次 added to
//!   次, % written for 个百分点, the same value in two periods).
//! - What is told wrong is a figure that no reading bears out, and of which the words say what it is made of, or which
//!   a slip of the hand explains (`slip`).
//!
//! Invariants: no input makes it panic or loop; work is linear in the length of the text and memory at most ten times
//! its size and a constant, for it is read in sections, which say nothing of each other and are shared among the cores;
//! there are no floats, files or clocks.

mod figure;
mod interval;
mod judge;
mod kinds;
mod lexicon;
mod noise;
mod notes;
mod period;
mod reading;
mod report;
mod section;
mod slip;
mod table;
mod text;

pub use report::{Correction, Finding, Kind, Report, Severity, Verified};
pub use section::check;
