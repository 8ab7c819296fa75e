//! The demonstration: a real city under invented projects, enterprises and people.
//!
//! It is brought in as people would bring it in: each month each unit's clerk reads a workbook of the unit's own
//! layout and commits it, and days later the city's reviewer decides. So every number opens to a cell of a stored
//! workbook. [`World`] is a pure function of its seed; [`prepare`] walks a clock through three years.
//!
//! Invariant: nothing here writes to the record but through the use cases of `app`.

mod accounts;
mod boundaries;
mod clock;
mod fill;
mod ledger;
mod names;
mod products;
mod random;
mod review;
mod units;
mod world;

pub use accounts::PASSWORD;
pub use clock::{DemoClock, TODAY};
pub use fill::{DemoError, DemoOptions, DemoSummary, prepare};
pub use ledger::{Layout, workbook};
pub use names::{Origin, Place};
pub use units::{Unit, is_reported};
pub use world::{Messes, Told, World, WorldProject};
