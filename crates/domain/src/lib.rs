//! Values and rules of investment promotion.
//!
//! Invariant: nothing here is asynchronous, reads a clock, a file or a database, or knows SQL or HTTP.
//! Everything is a pure function of its arguments, so a reader can check a rule against its source.

pub mod chain;
pub mod check;
pub mod claim;
pub mod date;
pub mod enterprise;
pub mod ids;
pub mod import;
pub mod industry;
pub mod job;
pub mod list;
pub mod measure;
pub mod money;
pub mod org;
pub mod origin;
pub mod period;
pub mod posting;
pub mod project;
pub mod reading;
pub mod view;
