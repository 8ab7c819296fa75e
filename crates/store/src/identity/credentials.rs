//! What a log-in is checked against, and what it leaves behind.

use chrono::{DateTime, TimeDelta, Utc};
use domain::ids::UserId;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::entity::app_user;
use crate::error::StoreError;
use crate::rows::Reader;
use crate::tx::Tx;

/// What a log-in is checked against.
#[derive(Clone)]
pub struct Credentials {
    /// Whose.
    pub user: UserId,
    /// Log-in name.
    pub account: String,
    /// Name in the record.
    pub name: String,
    /// Hash of the password, PHC string.
    pub password_hash: String,
    /// Whether the person may log in at all.
    pub active: bool,
}

/// Whether an attempt to log in may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The password may be checked. Should it be wrong, the account is locked until then, if it names an instant.
    Allowed(Option<DateTime<Utc>>),
    /// Log-ins are refused until then, whatever the password.
    Locked(DateTime<Utc>),
}

/// The credentials of the account.
pub async fn credentials(read: &Reader<'_>, account: &str) -> Result<Option<Credentials>, StoreError> {
    Ok(app_user::Entity::find().filter(app_user::Column::Account.eq(account)).one(&read.0).await?.map(from_model))
}

/// The credentials of somebody who is logged in.
pub async fn credentials_of(read: &Reader<'_>, user: UserId) -> Result<Option<Credentials>, StoreError> {
    Ok(app_user::Entity::find_by_id(user.0).one(&read.0).await?.map(from_model))
}

/// Counts an attempt before its password is checked, so that attempts at the same time cannot exceed the limit; with
/// the `limit`-th in a row the account is locked for `lock`. [`record_login`] takes the count back.
pub async fn record_attempt(tx: &Tx, user: UserId, limit: i32, lock: TimeDelta) -> Result<Attempt, StoreError> {
    use sea_orm::QuerySelect;
    // A row lock on PostgreSQL; SQLite has one writer.
    let row = app_user::Entity::find_by_id(user.0).lock_exclusive().one(&tx.connection).await?.ok_or(StoreError::NotFound)?;
    if let Some(until) = row.locked_until.filter(|until| *until > tx.now()) {
        return Ok(Attempt::Locked(until));
    }
    // A lock that has run out starts the count anew.
    let failures = if row.locked_until.is_some() { 1 } else { row.failed_attempts + 1 };
    let locked_until = (failures >= limit).then(|| tx.now() + lock);
    let change =
        app_user::ActiveModel { id: Set(user.0), failed_attempts: Set(failures), locked_until: Set(locked_until), ..Default::default() };
    change.update(&tx.connection).await?;
    Ok(Attempt::Allowed(locked_until))
}

/// Notes a successful log-in.
pub async fn record_login(tx: &Tx, user: UserId) -> Result<(), StoreError> {
    let change = app_user::ActiveModel {
        id: Set(user.0),
        failed_attempts: Set(0),
        locked_until: Set(None),
        last_login_at: Set(Some(tx.now())),
        ..Default::default()
    };
    change.update(&tx.connection).await?;
    Ok(())
}

/// Takes the count of failed attempts back without a log-in: the password was right after all.
pub async fn forget_attempts(tx: &Tx, user: UserId) -> Result<(), StoreError> {
    let change = app_user::ActiveModel { id: Set(user.0), failed_attempts: Set(0), locked_until: Set(None), ..Default::default() };
    change.update(&tx.connection).await?;
    Ok(())
}

/// Sets the password that somebody has chosen for himself or herself.
pub async fn set_own_password(tx: &Tx, user: UserId, password_hash: &str) -> Result<(), StoreError> {
    set_password(tx, user, password_hash, false).await
}

pub(super) async fn set_password(tx: &Tx, user: UserId, password_hash: &str, must_change: bool) -> Result<(), StoreError> {
    let change = app_user::ActiveModel {
        id: Set(user.0),
        password_hash: Set(password_hash.to_owned()),
        must_change: Set(must_change),
        failed_attempts: Set(0),
        locked_until: Set(None),
        password_changed_at: Set(tx.now()),
        ..Default::default()
    };
    change.update(&tx.connection).await?;
    Ok(())
}

fn from_model(model: app_user::Model) -> Credentials {
    Credentials {
        user: UserId(model.id),
        account: model.account,
        name: model.name,
        password_hash: model.password_hash,
        active: model.active,
    }
}
