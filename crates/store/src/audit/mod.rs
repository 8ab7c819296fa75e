//! The audit log: every write, log-in and export, as entries that are never changed.

mod seal;

use chrono::{DateTime, Utc};
use domain::ids::UserId;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

pub use seal::{Fault, SEAL_MARGIN, Verification, seal, sealed_up_to, verify};

use crate::entity::audit_log;
use crate::error::StoreError;
use crate::rows::Reader;
use crate::tx::Tx;

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Id; ids are in the order of time.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; absent for the system itself.
    pub actor: Option<UserId>,
    /// Name of the actor at the time.
    pub actor_name: String,
    /// Stable code of what was done, `slice.action`.
    pub action: String,
    /// What it was done to.
    pub object: String,
    /// Details.
    pub detail: serde_json::Value,
    /// The request that it was part of.
    pub request_id: Option<String>,
    /// Network address that it came from.
    pub address: Option<String>,
}

impl Tx {
    /// Writes an audit entry in this transaction: what was done, to what, and details as a JSON object.
    pub async fn audit(&self, action: &str, object: impl std::fmt::Display, detail: serde_json::Value) -> Result<(), StoreError> {
        let actor = self.actor();
        let entry = audit_log::ActiveModel {
            id: Set(self.id()),
            at: Set(self.now()),
            actor: Set(actor.user.map(|user| user.0)),
            actor_name: Set(actor.name.clone()),
            action: Set(action.to_owned()),
            object: Set(object.to_string()),
            detail: Set(detail.to_string()),
            request_id: Set(actor.request_id.clone()),
            address: Set(actor.address.clone()),
        };
        entry.insert(&self.connection).await?;
        Ok(())
    }
}

/// Entries from the newest back, at most `limit` of those before `before`. The log is the installation's own: it is
/// read by whoever may read it at all, whatever part of the tree that person sees.
pub async fn page(read: &Reader<'_>, before: Option<Uuid>, limit: u64) -> Result<Vec<Entry>, StoreError> {
    let mut select = audit_log::Entity::find().order_by_desc(audit_log::Column::Id).limit(limit);
    if let Some(before) = before {
        select = select.filter(audit_log::Column::Id.lt(before));
    }
    select.all(&read.0).await?.into_iter().map(entry).collect()
}

fn entry(model: audit_log::Model) -> Result<Entry, StoreError> {
    let detail = serde_json::from_str(&model.detail).map_err(|_| StoreError::corrupt(format_args!("audit_log.detail {}", model.id)))?;
    Ok(Entry {
        id: model.id,
        at: model.at,
        actor: model.actor.map(UserId),
        actor_name: model.actor_name,
        action: model.action,
        object: model.object,
        detail,
        request_id: model.request_id,
        address: model.address,
    })
}
