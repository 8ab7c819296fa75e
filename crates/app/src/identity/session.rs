//! Who is logged in, and ending somebody's session.

use access::Permission;
use serde_json::json;
use store::identity::User;
use store::session::Session;
use store::{Actor, Rows, StoreError};

use crate::caller::Caller;
use crate::error::AppError;
use crate::identity::account::{Account, with_names};
use crate::identity::person::administered;
use crate::state::App;

/// A live session and whose it is.
#[derive(Clone, Debug)]
pub struct LiveSession {
    /// The session.
    pub session: Session,
    /// Whose.
    pub account: Account,
}

/// Live sessions of the people that the caller administers, the latest log-in first.
pub async fn sessions(app: &App, caller: &Caller) -> Result<Vec<LiveSession>, AppError> {
    caller.require(Permission::UserManage)?;
    let read = app.store.read();
    let users = Rows::<User>::visible_to(&administered(app, caller).await?).in_order(&read).await?;
    let ids: Vec<_> = users.iter().map(|user| user.id).collect();
    let live = store::session::live(&read, &ids, app.store.now()).await?;
    let accounts = with_names(app, users).await?;
    let named = live.into_iter().filter_map(|session| {
        let account = accounts.iter().find(|account| account.user.id == session.user)?.clone();
        Some(LiveSession { session, account })
    });
    Ok(named.collect())
}

/// Ends a session by its handle: the person has to log in again.
pub async fn end_session(app: &App, caller: &Caller, handle: &str) -> Result<(), AppError> {
    let found = sessions(app, caller).await?.into_iter().find(|live| live.session.handle == handle).ok_or(AppError::NotFound)?;
    let (user, account, handle) = (found.account.user.id, found.account.user.account, found.session.handle);
    app.store
        .write(&caller.actor(), move |tx| {
            let (account, handle) = (account.clone(), handle.clone());
            Box::pin(async move {
                if !store::session::end_one(tx, user, &handle).await? {
                    return Err(StoreError::NotFound);
                }
                tx.audit("session.ended", account, json!({})).await
            })
        })
        .await?;
    Ok(())
}

/// Removes sessions that have run out and tells how many; they were of no use before, too.
pub async fn purge_sessions(app: &App) -> Result<u64, AppError> {
    let actor = Actor::system("清理过期会话");
    let purge = app.store.write(&actor, |tx| Box::pin(async move { store::session::purge(tx).await }));
    Ok(purge.await?)
}
