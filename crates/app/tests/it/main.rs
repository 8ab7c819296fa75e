//! The use cases as people meet them, on both engines, with real workbooks.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on has to stop")]

mod edit;
mod enterprise;
mod external;
mod foreseen;
mod ground;
mod history;
mod import;
mod import_large;
mod import_twice;
mod job;
mod main_job;
mod recognition;
