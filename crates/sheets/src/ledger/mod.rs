//! Typed rows of a ledger.

mod types;

pub use types::*;
