//! The only crate that names the ORM: entities, migrations, scoped queries, the unit of work.
//!
//! # Invariants
//! - The pool is private: nobody outside can run a statement.
//! - A scoped table is read through [`Rows::visible_to`] alone, so every list, sum, search and export starts from a
//!   [`access::Scope`]; what may be written to is a [`Visible`], which only such a read makes.
//! - Claims, withdrawals, verdicts, postings, stage moves, chain links and audit entries are only ever inserted: no
//!   function here updates or deletes them.
//! - Times come from the [`Clock`] that the store was opened with, and those of the record never run backwards.
//!
//! A query cannot be made without a scope:
//! ```compile_fail
//! let rows = store::Rows::<store::project::Project> { select: todo!() };
//! ```
//! A scope cannot be forged:
//! ```compile_fail
//! let scope = access::Scope { kind: access::ScopeKind::System("mine"), user: None };
//! ```
//! A row that may be written to cannot be made by hand:
//! ```compile_fail
//! fn forge(project: store::project::Project) -> store::Visible<store::project::Project> {
//!     store::Visible(project)
//! }
//! ```
//! The pool cannot be reached:
//! ```compile_fail
//! fn reach(store: &store::Store) {
//!     let _ = &store.pool;
//! }
//! ```

mod blob;
mod bulk;
mod clock;
mod connect;
mod counter;
mod dialect;
mod entity;
mod error;
mod ids;
mod lease;
mod rows;
mod schema;
mod tx;

pub mod audit;
pub mod bulletin;
pub mod claim;
pub mod external;
pub mod geo;
pub mod enterprise;
pub mod identity;
pub mod import;
pub mod indicator;
pub mod job;
pub mod list;
pub mod org;
pub mod project;
pub mod record;
pub mod session;
pub mod setting;
pub mod view;

pub use clock::{Clock, SystemClock};
pub use connect::{Engine, Store, StoreOptions};
pub use error::StoreError;
pub use rows::{Reader, Rows, Table, Visible};
pub use tx::{Actor, Tx, Work};
