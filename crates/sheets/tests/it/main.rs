//! Whole workbooks read as ledgers.

mod bad_input;
mod formats;
mod layouts;
mod samples;
mod support;
