//! Whole workbooks read as ledgers.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod bad_input;
mod columns;
mod formats;
mod layouts;
mod properties;
mod reread;
mod rows;
mod samples;
mod several;
mod support;
mod wording;
