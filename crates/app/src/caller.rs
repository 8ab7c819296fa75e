use std::collections::BTreeSet;

use access::{Permission, Scope};
use domain::ids::{OrgId, UserId};
use store::Actor;

use crate::error::AppError;

/// Who asks: a person with what that person may do and see, at the time of the request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person.
    pub user: UserId,
    /// Log-in name.
    pub account: String,
    /// Name on screens and in the record.
    pub name: String,
    /// The person's organisation.
    pub org: OrgId,
    /// Codes of the person's roles.
    pub roles: Vec<String>,
    /// What the person may do.
    pub permissions: BTreeSet<Permission>,
    /// What the person may see.
    pub scope: Scope,
    /// Whether the password has to be changed before anything else.
    pub must_change_password: bool,
    /// The request.
    pub request_id: Option<String>,
    /// Network address.
    pub address: Option<String>,
}

impl Caller {
    /// Refuses unless the person may do this.
    pub fn require(&self, permission: Permission) -> Result<(), AppError> {
        if self.permissions.contains(&permission) { Ok(()) } else { Err(AppError::Forbidden(permission)) }
    }

    /// The person as the record names them.
    pub fn actor(&self) -> Actor {
        Actor { user: Some(self.user), name: self.name.clone(), request_id: self.request_id.clone(), address: self.address.clone() }
    }
}
