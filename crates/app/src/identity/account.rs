//! Accounts as the security administrator keeps them.

use std::collections::BTreeSet;

use access::{Permission, Role};
use domain::ids::UserId;
use serde_json::json;
use store::identity::{NewUser, User, UserChange};
use store::org::Org;
use store::{Rows, StoreError, Visible};

use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::identity::password::random_password;
use crate::identity::person::administered;
use crate::state::App;

/// A role by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleName {
    /// Stable code.
    pub code: String,
    /// Chinese name.
    pub name: String,
}

/// An account with what belongs to it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The person.
    pub user: User,
    /// The person's organisation.
    pub org: Org,
    /// The person's roles.
    pub roles: Vec<RoleName>,
}

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Log-in name: small letters, digits, `.`, `_`, `-`.
    pub account: String,
    /// Name on screens and in the record.
    pub name: String,
    /// Code of the organisation.
    pub org_code: String,
    /// Codes of roles.
    pub roles: Vec<String>,
}

/// The accounts that the caller administers, by log-in name.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Account>, AppError> {
    caller.require(Permission::UserManage)?;
    let users = Rows::<User>::visible_to(&administered(app, caller).await?).in_order(&app.store.read()).await?;
    with_names(app, users).await
}

/// All roles with what they allow.
pub async fn roles(app: &App, caller: &Caller) -> Result<Vec<Role>, AppError> {
    caller.require(Permission::UserManage)?;
    Ok(store::identity::roles(&app.store.read()).await?)
}

/// Makes an account and gives its initial password, which is shown once and has to be changed at the first log-in.
pub async fn create(app: &App, caller: &Caller, new: NewAccount) -> Result<(Account, String), AppError> {
    caller.require(Permission::UserManage)?;
    let new = NewAccount { account: new.account.trim().to_lowercase(), name: new.name.trim().to_owned(), ..new };
    let mut errors = faults(&new);
    errors.extend(check_roles(app, &new.roles).await?);
    let orgs = Rows::<Org>::visible_to(&administered(app, caller).await?);
    let org = match orgs.by_code(&app.store.read(), &new.org_code).await {
        Ok(org) => Some(org),
        Err(StoreError::NotFound) => {
            errors.push(FieldError::new(
                "/org_code",
                "unknown_org",
                format!("没有代码为「{}」的机构,或者不在您的管理范围内", new.org_code),
            ));
            None
        }
        Err(error) => return Err(error.into()),
    };
    let Some(org) = org.filter(|_| errors.is_empty()) else { return Err(AppError::Invalid(errors)) };
    let password = random_password()?;
    let user = NewUser {
        account: new.account,
        name: new.name,
        roles: new.roles,
        password_hash: app.passwords.hash(password.clone()).await?,
        must_change: true,
    };
    let made = app
        .store
        .write(&caller.actor(), move |tx| {
            let (org, user) = (org.clone(), user.clone());
            Box::pin(async move {
                let made = store::identity::create(tx, &org, &user).await?;
                tx.audit("user.created", &user.account, json!({ "name": user.name, "org": org.code, "roles": user.roles })).await?;
                Ok::<_, StoreError>(made)
            })
        })
        .await
        .map_err(taken)?;
    Ok((one_with_names(app, made).await?, password))
}

/// Changes an account. One that is made inactive is logged out everywhere.
pub async fn update(app: &App, caller: &Caller, user: UserId, change: UserChange) -> Result<Account, AppError> {
    caller.require(Permission::UserManage)?;
    let user = another(app, caller, user).await?;
    let mut errors = Vec::new();
    let change = UserChange { name: change.name.map(|name| name.trim().to_owned()), ..change };
    errors.extend(change.name.as_deref().and_then(name_fault));
    if let Some(roles) = &change.roles {
        errors.extend(check_roles(app, roles).await?);
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let id = user.id;
    app.store
        .write(&caller.actor(), move |tx| {
            let (user, change) = (user.clone(), change.clone());
            Box::pin(async move {
                store::identity::update(tx, &user, &change).await?;
                if change.active == Some(false) {
                    store::session::end_all(tx, user.id).await?;
                }
                let detail = json!({ "name": change.name, "roles": change.roles, "active": change.active });
                tx.audit("user.changed", &user.account, detail).await
            })
        })
        .await?;
    let changed = Rows::<User>::visible_to(&administered(app, caller).await?).by_id(&app.store.read(), id.0).await?;
    one_with_names(app, changed).await
}

/// Gives an account another initial password, which is shown once, lifts a lock and ends the person's sessions.
pub async fn reset_password(app: &App, caller: &Caller, user: UserId) -> Result<String, AppError> {
    caller.require(Permission::UserManage)?;
    let user = another(app, caller, user).await?;
    let password = random_password()?;
    let hash = app.passwords.hash(password.clone()).await?;
    app.store
        .write(&caller.actor(), move |tx| {
            let (user, hash) = (user.clone(), hash.clone());
            Box::pin(async move {
                store::identity::reset_password(tx, &user, &hash).await?;
                let ended = store::session::end_all(tx, user.id).await?;
                tx.audit("user.password_reset", &user.account, json!({ "ended_sessions": ended })).await
            })
        })
        .await?;
    Ok(password)
}

/// Somebody else's account: nobody changes the own one, neither its roles nor its password, as an administrator.
async fn another(app: &App, caller: &Caller, user: UserId) -> Result<Visible<User>, AppError> {
    if user == caller.user {
        return Err(AppError::conflict("own_account", "不能管理自己的账号,请由另一位安全管理员办理"));
    }
    Ok(Rows::<User>::visible_to(&administered(app, caller).await?).by_id(&app.store.read(), user.0).await?)
}

/// Accounts with the names of their organisations and roles.
pub(super) async fn with_names(app: &App, users: Vec<Visible<User>>) -> Result<Vec<Account>, AppError> {
    let read = app.store.read();
    let orgs = store::org::named(&read, users.iter().map(|user| user.org)).await?;
    let names = store::identity::roles(&read).await?;
    let mut held = store::identity::roles_of(&read, &users).await?;
    users
        .into_iter()
        .map(|user| {
            let codes = held.remove(&user.id).unwrap_or_default();
            let roles = names.iter().filter(|role| codes.contains(&role.code));
            Ok(Account {
                org: orgs.get(&user.org).cloned().ok_or(AppError::NotFound)?,
                roles: roles.map(|role| RoleName { code: role.code.clone(), name: role.name.clone() }).collect(),
                user: user.into_inner(),
            })
        })
        .collect()
}

async fn one_with_names(app: &App, user: Visible<User>) -> Result<Account, AppError> {
    with_names(app, vec![user]).await?.into_iter().next().ok_or(AppError::NotFound)
}

/// What is wrong with the texts of a new account.
pub(super) fn faults(new: &NewAccount) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let length = new.account.chars().count();
    let allowed = |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || "._-".contains(character);
    if !(3..=40).contains(&length) || !new.account.chars().all(allowed) {
        let message = format!("账号「{}」须为 3 至 40 个字符,只用小写字母、数字和 . _ -", new.account);
        errors.push(FieldError::new("/account", "account_form", message));
    }
    errors.extend(name_fault(&new.name));
    errors
}

fn name_fault(name: &str) -> Option<FieldError> {
    let length = name.chars().count();
    (!(1..=40).contains(&length)).then(|| FieldError::new("/name", "name_length", format!("姓名有 {length} 个字符,须为 1 至 40 个")))
}

/// What is wrong with a set of roles: none, unknown ones, or duties in one hand that have to be apart.
pub(super) async fn check_roles(app: &App, codes: &[String]) -> Result<Vec<FieldError>, AppError> {
    let fault = |code: &str, message: String| Ok(vec![FieldError::new("/roles", code, message)]);
    let known = store::identity::roles(&app.store.read()).await?;
    if let Some(unknown) = codes.iter().find(|code| !known.iter().any(|role| role.code == **code)) {
        return fault(
            "unknown_role",
            format!("没有角色「{unknown}」,可选:{}", known.iter().map(|role| role.code.as_str()).collect::<Vec<_>>().join("、")),
        );
    }
    if codes.is_empty() {
        return fault("no_role", "请至少选择一个角色".to_owned());
    }
    if codes.iter().collect::<BTreeSet<_>>().len() < codes.len() {
        return fault("role_twice", "同一角色选择了两次".to_owned());
    }
    let held: BTreeSet<_> =
        known.iter().filter(|role| codes.contains(&role.code)).flat_map(|role| role.permissions.iter().copied()).collect();
    match duties(&held).as_slice() {
        [] | [_] => Ok(Vec::new()),
        several => fault("duties_not_apart", format!("{}须由不同的人担任,不能授予同一账号", several.join("、"))),
    }
}

/// The duties that a set of permissions amounts to. System, security and audit administration are in different hands,
/// and none of them in those of somebody who works with the record (GB/T 22239—2019, 8.1.5.4 and 8.1.7: 三员分立).
fn duties(permissions: &BTreeSet<Permission>) -> Vec<&'static str> {
    let duty = |permission: &Permission| match permission {
        Permission::OrgManage | Permission::GeoManage => Some("系统管理"),
        Permission::UserManage => Some("安全管理"),
        Permission::AuditRead => Some("审计管理"),
        // Everybody may see the tree.
        Permission::OrgRead => None,
        _ => Some("业务工作"),
    };
    permissions.iter().filter_map(duty).collect::<BTreeSet<_>>().into_iter().collect()
}

pub(super) fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate => AppError::invalid("/account", "account_taken", "已有同名账号,请换一个"),
        other => other.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn duties_of(codes: &[&str]) -> usize {
        let roles = access::shipped_roles().into_iter().filter(|role| codes.contains(&role.code.as_str()));
        duties(&roles.flat_map(|role| role.permissions).collect()).len()
    }

    #[test]
    fn every_shipped_role_is_one_duty() {
        for role in access::shipped_roles() {
            assert_eq!(duties_of(&[&role.code]), 1, "{}", role.code);
        }
    }

    #[test]
    fn administrators_are_three_different_people_who_do_not_work_with_the_record() {
        assert_eq!(duties_of(&["system_admin", "security_admin"]), 2);
        assert_eq!(duties_of(&["security_admin", "audit_admin"]), 2);
        assert_eq!(duties_of(&["audit_admin", "leader"]), 2);
        assert_eq!(duties_of(&["office", "leader"]), 1);
    }

    #[test]
    fn an_account_is_written_in_plain_letters() {
        let new =
            |account: &str| NewAccount {
                account: account.to_owned(), name: "张三".to_owned(), org_code: String::new(), roles: Vec::new()
            };
        assert!(faults(&new("zhang.san-01")).is_empty());
        for wrong in ["ab", "Zhang", "张三三", "a b c", &"a".repeat(41)] {
            assert_eq!(faults(&new(wrong)).len(), 1, "{wrong}");
        }
    }
}
