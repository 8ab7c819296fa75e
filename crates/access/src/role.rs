use serde::{Deserialize, Serialize};

use crate::Permission;

/// How far a role reaches from the organisation of the person who has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Range {
    /// Nothing of the organisation's records.
    Nothing,
    /// The person's organisation and all below it.
    Subtree,
    /// The area (city, county or zone) that the person's organisation belongs to, and all below it: for a
    /// department that works for the whole of its city or county.
    Area,
}

impl Range {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Subtree => "subtree",
            Self::Area => "area",
        }
    }

    /// Back from the stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Nothing, Self::Subtree, Self::Area].into_iter().find(|range| range.code() == code)
    }
}

/// A role: data over the closed set of permissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Stable code.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// What it allows.
    pub permissions: Vec<Permission>,
    /// How far it reaches.
    pub range: Range,
}

/// The roles that a new database starts with. They are rows from then on.
///
/// The three administrators are apart (GB/T 22239 level 3): the system administrator manages organisations, the
/// security administrator accounts, the audit administrator reads the log; none of them sees projects.
pub fn shipped_roles() -> Vec<Role> {
    use Permission as P;
    let role = |code: &str, name: &str, range: Range, permissions: &[Permission]| Role {
        code: code.to_owned(),
        name: name.to_owned(),
        permissions: permissions.to_vec(),
        range,
    };
    let see = [P::ProjectRead, P::ClaimRead, P::BoardRead, P::BulletinRead, P::OrgRead];
    let with = |more: &[Permission]| [see.as_slice(), more].concat();
    vec![
        role("clerk", "单位填报员", Range::Area, &with(&[P::ImportCreate, P::ImportUndo, P::ProjectEdit])),
        role("county_bureau", "县区招商局", Range::Area, &with(&[P::ImportCreate, P::ImportUndo, P::ProjectEdit, P::ExternalRecord])),
        role("city_reviewer", "市招商局审核人", Range::Area, &with(&[P::ClaimDecide])),
        role("office", "市招商局办公室", Range::Area, &with(&[P::ViewPublish, P::BulletinIssue, P::ExternalRecord])),
        role("leader", "领导", Range::Area, &see),
        role("system_admin", "系统管理员", Range::Nothing, &[P::OrgRead, P::OrgManage, P::GeoManage]),
        role("security_admin", "安全管理员", Range::Nothing, &[P::OrgRead, P::UserManage]),
        role("audit_admin", "审计管理员", Range::Nothing, &[P::AuditRead]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_role_both_reports_and_decides() {
        for role in shipped_roles() {
            let can = |permission| role.permissions.contains(&permission);
            let reports = can(Permission::ImportCreate) || can(Permission::ProjectEdit);
            assert!(!(reports && can(Permission::ClaimDecide)), "{}", role.code);
        }
    }

    #[test]
    fn administrators_see_no_projects() {
        for role in shipped_roles().iter().filter(|role| role.code.ends_with("_admin")) {
            assert_eq!(role.range, Range::Nothing);
            assert!(!role.permissions.contains(&Permission::ProjectRead), "{}", role.code);
        }
    }

    #[test]
    fn every_permission_reads_back_from_its_code_and_belongs_to_a_shipped_role() {
        let roles = shipped_roles();
        for permission in Permission::ALL {
            assert_eq!(Permission::from_code(permission.code()), Some(*permission));
            assert!(roles.iter().any(|role| role.permissions.contains(permission)), "{}", permission.code());
        }
    }
}
