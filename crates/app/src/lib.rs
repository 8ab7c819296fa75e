//! Use cases: one function for each intention of a user, always in the same steps: permission, load through the
//! caller's scope, domain rule, write, audit.
//!
//! Invariant: a use case takes a [`Caller`] and nothing else tells it who acts. It knows no HTTP and no SQL.

mod caller;
mod error;
mod state;

pub mod audit;
pub mod demonstration;
pub mod identity;
pub mod org;

pub use caller::Caller;
pub use error::{AppError, FieldError};
pub use state::{App, Origin};
