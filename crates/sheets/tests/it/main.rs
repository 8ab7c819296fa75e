//! Whole workbooks read as ledgers.

mod layouts;
mod samples;
mod support;
