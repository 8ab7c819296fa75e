//! Draft.
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
