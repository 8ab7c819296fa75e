//! A reading as JSON for programs and as text for people.

mod json;
mod text;

pub use json::{JsonProject, JsonReport, to_json};
pub use text::to_text;
