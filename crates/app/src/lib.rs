//! Use cases: one function for each intention of a user, always in the same steps: permission, load through the
//! caller's scope, domain rule, write, audit.
//!
//! Invariant: a use case takes a [`Caller`] and nothing else tells it who acts. It knows no HTTP and no SQL.

mod caller;
mod error;
mod page;
mod reference;
mod state;

pub mod audit;
pub mod bulletin;
pub mod check;
pub mod claim;
pub mod demonstration;
pub mod enterprise;
pub mod external;
pub mod geo;
pub mod identity;
pub mod import;
pub mod indicator;
pub mod job;
pub mod list;
pub mod org;
pub mod project;
pub mod scheme;
pub mod search;
pub mod sums;
pub mod timeline;
pub mod view;

pub use caller::Caller;
pub use error::{AppError, FieldError};
pub use page::Page;
pub use state::{App, Origin};
