//! Schemes over units through the public functions alone.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod golden;
mod laws;
mod refusals;
mod rules;
mod support;
