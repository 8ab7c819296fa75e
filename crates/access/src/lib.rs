//! Permission, Role, Scope: who may do what, and to which part of the organisation tree.
//!
//! Invariant: a [`Scope`] is made by [`Scope::for_user`] from a role's range, or by [`Scope::system`] with a reason
//! that lands in the audit log. Nothing else can make one, so a query that starts from a scope starts from a person.

mod permission;
mod role;
mod scope;

pub use permission::Permission;
pub use role::{Range, Role, shipped_roles};
pub use scope::{Scope, ScopeKind};
