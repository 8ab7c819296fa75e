//! Sessions: who is logged in, since when and from where. The table decides when one ends, not the cookie.
//!
//! A session's id is kept as its SHA-256, so that whoever reads the database cannot take a session over. The same
//! hash is the handle by which a session is listed and ended.

use chrono::{DateTime, TimeDelta, Utc};
use domain::chain::hex;
use domain::ids::UserId;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use sha2::{Digest, Sha256};

use crate::entity::session;
use crate::error::StoreError;
use crate::rows::Reader;
use crate::tx::Tx;

/// A session ends when nothing was asked for this long.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// A session ends this long after the log-in, whatever happens.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(8);
/// How much later than the last note of its use a session is used before that is noted again: a write for each
/// request would cost more than half a minute's exactness is worth.
const NOTE_USE_AFTER: TimeDelta = TimeDelta::seconds(30);

/// A live session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The hash of its id, by which it can be ended.
    pub handle: String,
    /// Who is logged in.
    pub user: UserId,
    /// When the person logged in.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to half a minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends unless it is used again.
    pub expires_at: DateTime<Utc>,
    /// Network address of the log-in.
    pub address: Option<String>,
    /// What the browser calls itself.
    pub agent: Option<String>,
}

/// A session to be made.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// Its secret id.
    pub id: String,
    /// Who logs in.
    pub user: Option<UserId>,
    /// What the web layer keeps in it.
    pub data: String,
    /// Network address.
    pub address: Option<String>,
    /// What the browser calls itself.
    pub agent: Option<String>,
}

/// Starts a session at this transaction's instant.
///
/// # Errors
/// [`StoreError::Duplicate`] where the id is taken.
pub async fn create(tx: &Tx, new: &NewSession) -> Result<(), StoreError> {
    let row = session::ActiveModel {
        id: Set(handle(&new.id)),
        app_user: Set(new.user.map(|user| user.0)),
        data: Set(new.data.clone()),
        created_at: Set(tx.now()),
        last_seen_at: Set(tx.now()),
        expires_at: Set(end(tx.now(), tx.now())),
        address: Set(new.address.as_deref().map(|address| cut(address, 64))),
        agent: Set(new.agent.as_deref().map(|agent| cut(agent, 300))),
    };
    row.insert(&tx.connection).await?;
    Ok(())
}

/// Writes what the web layer keeps in a session. One that has ended meanwhile stays ended.
pub async fn save(tx: &Tx, id: &str, data: &str) -> Result<(), StoreError> {
    session::Entity::update_many()
        .set(session::ActiveModel { data: Set(data.to_owned()), ..Default::default() })
        .filter(session::Column::Id.eq(handle(id)))
        .exec(&tx.connection)
        .await?;
    Ok(())
}

/// What the web layer keeps in the session, while it lives; and whether its use should be noted by [`touch`].
pub async fn load(read: &Reader<'_>, id: &str, now: DateTime<Utc>) -> Result<Option<(String, bool)>, StoreError> {
    let row = session::Entity::find_by_id(handle(id)).filter(session::Column::ExpiresAt.gt(now)).one(&read.0).await?;
    Ok(row.map(|row| (row.data, now - row.last_seen_at >= NOTE_USE_AFTER)))
}

/// Notes that the session is in use.
pub async fn touch(tx: &Tx, id: &str) -> Result<(), StoreError> {
    let Some(row) = session::Entity::find_by_id(handle(id)).one(&tx.connection).await? else { return Ok(()) };
    let expires_at = end(row.created_at, tx.now());
    session::Entity::update_many()
        .set(session::ActiveModel { last_seen_at: Set(tx.now()), expires_at: Set(expires_at), ..Default::default() })
        .filter(session::Column::Id.eq(row.id))
        .exec(&tx.connection)
        .await?;
    Ok(())
}

/// Ends the session with this id.
pub async fn delete(tx: &Tx, id: &str) -> Result<(), StoreError> {
    session::Entity::delete_by_id(handle(id)).exec(&tx.connection).await?;
    Ok(())
}

/// Live sessions of these people, the latest log-in first.
pub async fn live(read: &Reader<'_>, users: &[UserId], now: DateTime<Utc>) -> Result<Vec<Session>, StoreError> {
    let rows = session::Entity::find()
        .filter(session::Column::ExpiresAt.gt(now))
        .filter(session::Column::AppUser.is_in(users.iter().map(|user| user.0)))
        .order_by_desc(session::Column::CreatedAt)
        .all(&read.0)
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Session {
                user: UserId(row.app_user?),
                handle: row.id,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
                expires_at: row.expires_at,
                address: row.address,
                agent: row.agent,
            })
        })
        .collect())
}

/// Ends one session of the person by its handle and tells whether there was one.
pub async fn end_one(tx: &Tx, user: UserId, handle: &str) -> Result<bool, StoreError> {
    let ended = session::Entity::delete_many()
        .filter(session::Column::Id.eq(handle))
        .filter(session::Column::AppUser.eq(user.0))
        .exec(&tx.connection)
        .await?;
    Ok(ended.rows_affected > 0)
}

/// Ends all sessions of the person and tells how many there were.
pub async fn end_all(tx: &Tx, user: UserId) -> Result<u64, StoreError> {
    let ended = session::Entity::delete_many().filter(session::Column::AppUser.eq(user.0)).exec(&tx.connection).await?;
    Ok(ended.rows_affected)
}

/// Removes sessions that have run out and tells how many.
pub async fn purge(tx: &Tx) -> Result<u64, StoreError> {
    let gone = session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(tx.now())).exec(&tx.connection).await?;
    Ok(gone.rows_affected)
}

/// The hash that a session's id is kept as.
fn handle(id: &str) -> String {
    hex(&Sha256::digest(id.as_bytes()))
}

fn end(created: DateTime<Utc>, last_seen: DateTime<Utc>) -> DateTime<Utc> {
    (last_seen + IDLE).min(created + ABSOLUTE)
}

fn cut(text: &str, characters: usize) -> String {
    text.chars().take(characters).collect()
}
