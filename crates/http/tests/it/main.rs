//! The interface as browsers and programs meet it, in this process, on both engines.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test that cannot go on has to stop")]

mod accounts;
mod edits;
mod geo;
mod import_desk;
mod lists;
mod log_in;
mod main_job;
mod orgs;
mod policy;
mod refusals;
mod schemes;
mod seals;
mod search;
mod sessions;
mod site;
