//! The store as its callers see it, on both engines.

mod unit_of_work;
