//! The audit log: every write, log-in and export, as entries that are never changed.

use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::entity::audit_log;
use crate::error::StoreError;
use crate::tx::Tx;

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
