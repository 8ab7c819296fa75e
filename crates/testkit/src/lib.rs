//! What tests stand on: a fresh store on either engine, a clock that is set by hand, builders.

#![expect(clippy::panic, clippy::expect_used, reason = "a test without its ground has to stop, and say why")]

mod clock;
mod database;

pub use clock::HandClock;
pub use database::{TestStore, fresh_store};
pub use store::{Actor, Engine};
