//! Logging in and out, and changing one's own password.

use chrono::{DateTime, FixedOffset, TimeDelta, Utc};
use domain::ids::UserId;
use serde_json::json;
use store::identity::{Attempt, Credentials};
use store::{Actor, StoreError};

use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::identity::password::check_policy;
use crate::state::{App, Origin};

/// Failed log-ins in a row that lock an account.
pub const ATTEMPTS: i32 = 5;
/// For how long it is locked.
pub const LOCK: TimeDelta = TimeDelta::minutes(15);

/// Checks account and password and tells who it is.
///
/// # Errors
/// [`AppError::Unauthorised`] without saying whether the account or the password is wrong, [`AppError::Locked`] after
/// [`ATTEMPTS`] failures. Both stand in the audit log.
pub async fn log_in(app: &App, origin: &Origin, account: &str, password: &str) -> Result<UserId, AppError> {
    let account = account.trim().to_lowercase();
    let Some(found) = store::identity::credentials(&app.store.read(), &account).await? else {
        app.passwords.fits(password.to_owned(), None).await?;
        let actor =
            Actor { user: None, name: "未登录".to_owned(), request_id: origin.request_id.clone(), address: origin.address.clone() };
        failure(app, &actor, &account, "unknown_account").await?;
        return Err(wrong(None));
    };
    let actor = actor_of(&found, origin);
    let user = found.user;
    let attempt =
        app.store.write(&actor, move |tx| Box::pin(async move { store::identity::record_attempt(tx, user, ATTEMPTS, LOCK).await })).await?;
    let lock = match attempt {
        Attempt::Locked(until) => {
            failure(app, &actor, &account, "locked").await?;
            return Err(locked(until));
        }
        Attempt::Allowed(lock) => lock,
    };
    let fits = app.passwords.fits(password.to_owned(), Some(found.password_hash)).await?;
    if !fits || !found.active {
        failure(app, &actor, &account, if fits { "inactive" } else { "wrong_password" }).await?;
        return Err(wrong(lock));
    }
    app.store
        .write(&actor, move |tx| {
            let account = account.clone();
            Box::pin(async move {
                store::identity::record_login(tx, user).await?;
                tx.audit("session.login", account, json!({})).await
            })
        })
        .await?;
    Ok(user)
}

/// Writes down that somebody logged out.
pub async fn log_out(app: &App, caller: &Caller) -> Result<(), AppError> {
    let account = caller.account.clone();
    let actor = caller.actor();
    let audited = app.store.write(&actor, move |tx| {
        let account = account.clone();
        Box::pin(async move { tx.audit("session.logout", account, json!({})).await })
    });
    Ok(audited.await?)
}

/// Changes one's own password and ends all of one's sessions; the caller starts a new one for this browser.
///
/// # Errors
/// [`AppError::Invalid`] at `/old_password` or `/new_password`; a wrong old password counts as a failed log-in, so a
/// screen left open is no way around the lock.
pub async fn change_password(app: &App, caller: &Caller, old: &str, new: &str) -> Result<(), AppError> {
    let user = caller.user;
    let found = store::identity::credentials_of(&app.store.read(), user).await?.ok_or(AppError::NotFound)?;
    let attempt = app
        .store
        .write(&caller.actor(), move |tx| Box::pin(async move { store::identity::record_attempt(tx, user, ATTEMPTS, LOCK).await }))
        .await?;
    if let Attempt::Locked(until) = attempt {
        return Err(locked(until));
    }
    if !app.passwords.fits(old.to_owned(), Some(found.password_hash)).await? {
        failure(app, &caller.actor(), &caller.account, "wrong_password").await?;
        return Err(AppError::Invalid(vec![FieldError::new("/old_password", "wrong_password", "当前密码不正确,请重新填写")]));
    }
    // The old password was right: a new one that the policy refuses is no failed attempt.
    let policy = check_policy(&caller.account, old, new);
    let hash = match &policy {
        Ok(()) => Some(app.passwords.hash(new.to_owned()).await?),
        Err(_) => None,
    };
    let account = caller.account.clone();
    app.store
        .write(&caller.actor(), move |tx| {
            let (account, hash) = (account.clone(), hash.clone());
            Box::pin(async move {
                match hash {
                    None => store::identity::forget_attempts(tx, user).await,
                    Some(hash) => {
                        store::identity::set_own_password(tx, user, &hash).await?;
                        let ended = store::session::end_all(tx, user).await?;
                        tx.audit("session.password_changed", account, json!({ "ended_sessions": ended })).await
                    }
                }
            })
        })
        .await?;
    policy
}

async fn failure(app: &App, actor: &Actor, account: &str, reason: &'static str) -> Result<(), StoreError> {
    let account: String = account.chars().take(60).collect();
    app.store
        .write(actor, move |tx| {
            let account = account.clone();
            Box::pin(async move { tx.audit("session.login_failed", account, json!({ "reason": reason })).await })
        })
        .await
}

fn actor_of(found: &Credentials, origin: &Origin) -> Actor {
    Actor { user: Some(found.user), name: found.name.clone(), request_id: origin.request_id.clone(), address: origin.address.clone() }
}

fn wrong(lock: Option<DateTime<Utc>>) -> AppError {
    match lock {
        Some(until) => locked(until),
        None => AppError::Unauthorised {
            code: "invalid_credentials",
            message: format!("账号或密码不正确;连续 {ATTEMPTS} 次错误将锁定账号 {} 分钟", LOCK.num_minutes()),
        },
    }
}

fn locked(until: DateTime<Utc>) -> AppError {
    // The whole of China keeps the time of Beijing.
    let beijing =
        FixedOffset::east_opt(8 * 3600).map_or_else(|| until.to_string(), |zone| until.with_timezone(&zone).format("%H:%M").to_string());
    AppError::Locked(format!("密码连续错误 {ATTEMPTS} 次,账号已锁定至 {beijing},请届时再试或联系安全管理员"))
}
