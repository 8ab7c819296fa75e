//! Whole workbooks read as ledgers.

mod samples;
mod support;
