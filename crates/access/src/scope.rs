use domain::ids::{OrgId, UserId};

use crate::Range;

/// What part of the organisation tree somebody sees. Its parts are private: see the crate's invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    kind: ScopeKind,
    user: Option<UserId>,
}

/// The shape of a scope, for the store that turns it into conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScopeKind {
    /// Nothing at all.
    Nothing,
    /// These organisations and all below them.
    Subtrees(Vec<OrgId>),
    /// Everything, for work of the system itself, with its reason.
    System(&'static str),
}

impl Scope {
    /// The scope of a person: for each of the person's roles its range, with the person's organisation and the area
    /// (city, county, zone) that it belongs to.
    pub fn for_user(user: UserId, ranges: &[Range], org: OrgId, area: OrgId) -> Self {
        let mut roots: Vec<OrgId> = ranges
            .iter()
            .filter_map(|range| match range {
                Range::Nothing => None,
                Range::Subtree => Some(org),
                Range::Area => Some(area),
            })
            .collect();
        roots.sort_unstable();
        roots.dedup();
        let kind = if roots.is_empty() { ScopeKind::Nothing } else { ScopeKind::Subtrees(roots) };
        Self { kind, user: Some(user) }
    }

    /// The scope of the system's own work. Which files may call it is listed in xtask; the reason is logged.
    pub const fn system(reason: &'static str) -> Self {
        Self { kind: ScopeKind::System(reason), user: None }
    }

    /// Its shape.
    pub const fn kind(&self) -> &ScopeKind {
        &self.kind
    }

    /// The person, unless it is the system.
    pub const fn user(&self) -> Option<UserId> {
        self.user
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_person_without_a_reaching_role_sees_nothing() {
        let (user, org) = (UserId(Uuid::from_u128(1)), OrgId(Uuid::from_u128(2)));
        assert_eq!(Scope::for_user(user, &[], org, org).kind(), &ScopeKind::Nothing);
        assert_eq!(Scope::for_user(user, &[Range::Nothing], org, org).kind(), &ScopeKind::Nothing);
    }

    #[test]
    fn a_department_reaches_over_its_area_only_by_a_role_that_says_so() {
        let (user, org, area) = (UserId(Uuid::from_u128(1)), OrgId(Uuid::from_u128(2)), OrgId(Uuid::from_u128(3)));
        assert_eq!(Scope::for_user(user, &[Range::Subtree], org, area).kind(), &ScopeKind::Subtrees(vec![org]));
        assert_eq!(Scope::for_user(user, &[Range::Area, Range::Nothing], org, area).kind(), &ScopeKind::Subtrees(vec![area]));
    }
}
