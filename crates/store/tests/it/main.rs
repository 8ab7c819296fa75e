//! The store as its callers see it, on both engines.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has to stop")]

mod enterprises;
mod figures;
mod ground;
mod lists;
mod unit_of_work;
