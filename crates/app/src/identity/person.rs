//! Who asks: derived anew for each request, so that a role taken away is gone with the next one.

use std::collections::BTreeSet;

use access::{Permission, Range, Role, Scope};
use chrono::{DateTime, Utc};
use domain::ids::UserId;
use domain::period::Period;
use store::StoreError;
use store::identity::User;
use store::org::Org;

use crate::caller::Caller;
use crate::error::AppError;
use crate::identity::account::RoleName;
use crate::state::{App, Origin};

/// What the person who is logged in needs to know about himself or herself.
#[derive(Clone, Debug)]
pub struct Me {
    /// The person's organisation.
    pub org: Org,
    /// The person's roles.
    pub roles: Vec<RoleName>,
    /// Whether this is a demonstration database.
    pub demonstration: bool,
    /// The month that is being reported: the last one that has ended in Beijing.
    pub default_period: Period,
    /// The page to begin with.
    pub landing: Landing,
}

/// The page that a person's work begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// 统计看板
    Stats,
    /// 台账导入
    Imports,
    /// 认定
    Recognition,
    /// 项目
    Projects,
    /// 账号管理
    Users,
    /// 审计日志
    Audit,
    /// 组织机构
    Orgs,
}

impl Landing {
    fn of(permissions: &BTreeSet<Permission>) -> Self {
        let first = [
            (Permission::ClaimDecide, Self::Recognition),
            (Permission::ImportCreate, Self::Imports),
            (Permission::BoardRead, Self::Stats),
            (Permission::ProjectRead, Self::Projects),
            (Permission::UserManage, Self::Users),
            (Permission::AuditRead, Self::Audit),
        ];
        first.into_iter().find(|(permission, _)| permissions.contains(permission)).map_or(Self::Orgs, |(_, page)| page)
    }
}

/// The person of a session with what he or she may do and see at this moment.
///
/// # Errors
/// [`AppError::Unauthorised`] where the account is gone or was made inactive.
pub async fn caller(app: &App, user: UserId, origin: &Origin) -> Result<Caller, AppError> {
    let found = store::identity::person(&app.store.read(), user).await?;
    match found {
        Some((user, roles)) if user.active => from_roles(app, user, &roles, origin).await,
        _ => Err(AppError::Unauthorised { code: "not_logged_in", message: "登录已失效,请重新登录".to_owned() }),
    }
}

/// The person with this account, for a command that acts in somebody's name.
///
/// # Errors
/// [`AppError::Unauthorised`] where there is no such account or it is inactive.
pub async fn caller_of_account(app: &App, account: &str) -> Result<Caller, AppError> {
    let found = store::identity::credentials(&app.store.read(), &account.trim().to_lowercase()).await?;
    match found {
        Some(found) => caller(app, found.user, &Origin::default()).await,
        None => Err(AppError::Unauthorised { code: "unknown_account", message: format!("没有账号「{account}」") }),
    }
}

async fn from_roles(app: &App, user: User, roles: &[Role], origin: &Origin) -> Result<Caller, AppError> {
    let ranges: Vec<Range> = roles.iter().map(|role| role.range).collect();
    let scope = reach(app, &user, &ranges).await?;
    Ok(Caller {
        user: user.id,
        account: user.account,
        name: user.name,
        org: user.org,
        roles: roles.iter().map(|role| role.code.clone()).collect(),
        permissions: roles.iter().flat_map(|role| role.permissions.iter().copied()).collect(),
        scope,
        must_change_password: user.must_change,
        request_id: origin.request_id.clone(),
        address: origin.address.clone(),
    })
}

async fn reach(app: &App, user: &User, ranges: &[Range]) -> Result<Scope, AppError> {
    let area = match store::org::area_of(&app.store.read(), user.org).await {
        Ok(area) => area,
        // An office that stands outside every area reaches no further than itself.
        Err(StoreError::NotFound) => user.org,
        Err(error) => return Err(error.into()),
    };
    Ok(Scope::for_user(user.id, ranges, user.org, area))
}

/// The part of the tree whose accounts and organisations somebody administers: the area of the own organisation. It
/// is apart from the range of roles, which speaks of the record, where administrators see nothing.
pub(crate) async fn administered(app: &App, caller: &Caller) -> Result<Scope, AppError> {
    let (user, _) = store::identity::person(&app.store.read(), caller.user).await?.ok_or(AppError::NotFound)?;
    reach(app, &user, &[Range::Area]).await
}

/// What the person who is logged in needs to know about himself or herself.
pub async fn me(app: &App, caller: &Caller) -> Result<Me, AppError> {
    let read = app.store.read();
    let org = store::org::find(&read, caller.org).await?;
    let roles = store::identity::roles(&read).await?;
    let held = roles.into_iter().filter(|role| caller.roles.contains(&role.code));
    Ok(Me {
        org,
        roles: held.map(|role| RoleName { code: role.code, name: role.name }).collect(),
        demonstration: crate::demonstration::show(app).await?.is_some(),
        default_period: reported_month(app.store.now()),
        landing: Landing::of(&caller.permissions),
    })
}

/// The last month that has ended in Beijing.
fn reported_month(now: DateTime<Utc>) -> Period {
    Period::of_instant(now).previous()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_to_report_turns_with_the_day_of_beijing() {
        let month = |instant: &str| reported_month(instant.parse().unwrap()).to_string();
        assert_eq!(month("2026-09-30T15:59:59Z"), "2026-08");
        assert_eq!(month("2026-09-30T16:00:00Z"), "2026-09");
        assert_eq!(month("2026-01-15T00:00:00Z"), "2025-12");
    }

    #[test]
    fn everybody_lands_on_a_page_of_his_own_permissions() {
        let landing = |code: &str| {
            let role = access::shipped_roles().into_iter().find(|role| role.code == code).unwrap();
            Landing::of(&role.permissions.into_iter().collect())
        };
        assert_eq!(landing("clerk"), Landing::Imports);
        assert_eq!(landing("city_reviewer"), Landing::Recognition);
        assert_eq!(landing("leader"), Landing::Stats);
        assert_eq!(landing("security_admin"), Landing::Users);
        assert_eq!(landing("audit_admin"), Landing::Audit);
        assert_eq!(landing("system_admin"), Landing::Orgs);
    }
}
