//! Values and rules of investment promotion.
//!
//! Invariant: nothing here is asynchronous, reads a clock, a file or a database, or knows SQL or HTTP.
//! Everything is a pure function of its arguments, so a reader can check a rule against its source.

pub mod date;
pub mod money;
pub mod period;
