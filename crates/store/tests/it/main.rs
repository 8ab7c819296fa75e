//! The store as its callers see it, on both engines.

mod figures;
mod unit_of_work;
