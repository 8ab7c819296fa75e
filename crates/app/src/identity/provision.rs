//! Accounts that a command makes on the machine itself: the first administrators, and those of a demonstration.
//!
//! Nobody is logged in here. Whoever can run the program on the database's machine owns the installation already;
//! what is done stands in the audit log as done by the system.

use access::{Permission, Scope, shipped_roles};
use serde_json::json;
use store::identity::{NewUser, User};
use store::org::Org;
use store::{Actor, Rows, StoreError};

use crate::error::{AppError, FieldError};
use crate::identity::account::{NewAccount, check_roles, faults, taken};
use crate::identity::password::random_password;
use crate::state::App;

/// No person stands behind a command.
const SCOPE: Scope = Scope::system("accounts made by a command on the machine itself");

/// An account that a command makes.
#[derive(Clone, Debug)]
pub struct Provision {
    /// The account.
    pub account: NewAccount,
    /// A password that stays, for a demonstration alone; absent for a random one that has to be changed.
    pub password: Option<String>,
}

/// Makes the shipped roles that are not there yet.
pub async fn seed_roles(app: &App) -> Result<usize, AppError> {
    let shipped = shipped_roles();
    let existing = store::identity::roles(&app.store.read()).await?;
    if shipped.iter().all(|role| existing.iter().any(|existing| existing.code == role.code)) {
        return Ok(0);
    }
    let actor = Actor::system("设置角色");
    let add = app.store.write(&actor, move |tx| {
        let shipped = shipped.clone();
        Box::pin(async move {
            let added = store::identity::add_roles(tx, &shipped).await?;
            tx.audit("role.added", "role", json!({ "added": added })).await?;
            Ok::<_, StoreError>(added)
        })
    });
    Ok(add.await?)
}

/// Makes an account and gives its password.
pub async fn provision(app: &App, actor: &Actor, new: &Provision) -> Result<String, AppError> {
    seed_roles(app).await?;
    let account = &new.account;
    let mut errors = faults(account);
    errors.extend(check_roles(app, &account.roles).await?);
    let org = match Rows::<Org>::visible_to(&SCOPE).by_code(&app.store.read(), &account.org_code).await {
        Ok(org) => Some(org),
        Err(StoreError::NotFound) => {
            let message = format!("没有代码为「{}」的机构,请先用 yinfeng org import 导入机构", account.org_code);
            errors.push(FieldError::new("/org_code", "unknown_org", message));
            None
        }
        Err(error) => return Err(error.into()),
    };
    let Some(org) = org.filter(|_| errors.is_empty()) else { return Err(AppError::Invalid(errors)) };
    let password = new.password.clone().map_or_else(random_password, Ok)?;
    let user = NewUser {
        account: account.account.clone(),
        name: account.name.clone(),
        roles: account.roles.clone(),
        password_hash: app.passwords.hash(password.clone()).await?,
        must_change: new.password.is_none(),
    };
    let made = app.store.write(actor, move |tx| {
        let (org, user) = (org.clone(), user.clone());
        Box::pin(async move {
            store::identity::create(tx, &org, &user).await?;
            tx.audit("user.created", &user.account, json!({ "name": user.name, "org": org.code, "roles": user.roles })).await
        })
    });
    made.await.map_err(taken)?;
    Ok(password)
}

/// Gives an account another initial password, for when no administrator can log in any more.
pub async fn reset_password_by_command(app: &App, actor: &Actor, account: &str) -> Result<String, AppError> {
    let found = Rows::<User>::visible_to(&SCOPE).by_account(&app.store.read(), account).await;
    let user = match found {
        Err(StoreError::NotFound) => return Err(AppError::invalid("/account", "unknown_account", format!("没有账号「{account}」"))),
        other => other?,
    };
    let password = random_password()?;
    let hash = app.passwords.hash(password.clone()).await?;
    app.store
        .write(actor, move |tx| {
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

/// The account of the only person who has a permission, for a command that names nobody.
///
/// # Errors
/// A conflict that says to name an account where there is none, or more than one.
pub async fn only_account_with(app: &App, permission: Permission) -> Result<String, AppError> {
    let read = app.store.read();
    let users = Rows::<User>::visible_to(&SCOPE).in_order(&read).await?;
    let allowing: Vec<String> = store::identity::roles(&read)
        .await?
        .into_iter()
        .filter(|role| role.permissions.contains(&permission))
        .map(|role| role.code)
        .collect();
    let held = store::identity::roles_of(&read, &users).await?;
    let may = |user: &User| user.active && held.get(&user.id).is_some_and(|codes| codes.iter().any(|code| allowing.contains(code)));
    let mut found = users.iter().filter(|user| may(user));
    match (found.next(), found.next()) {
        (Some(user), None) => Ok(user.account.clone()),
        (None, _) => Err(AppError::conflict("account_needed", format!("没有具有“{}”权限的账号", permission.label()))),
        (Some(_), Some(_)) => {
            Err(AppError::conflict("account_needed", format!("有多个账号具有“{}”权限,请用 --as 指定一个", permission.label())))
        }
    }
}
