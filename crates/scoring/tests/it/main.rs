//! Schemes over units through the public functions alone.

mod golden;
mod laws;
mod refusals;
mod rules;
mod support;
