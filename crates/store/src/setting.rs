//! Settings of the installation: named values that a command or an administrator writes.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};

use crate::entity::setting;
use crate::error::StoreError;
use crate::rows::Reader;
use crate::tx::Tx;

/// The value, if it was ever set.
pub async fn get(read: &Reader<'_>, name: &str) -> Result<Option<String>, StoreError> {
    Ok(setting::Entity::find_by_id(name.to_owned()).one(&read.0).await?.map(|setting| setting.value))
}

/// Sets it.
pub async fn set(tx: &Tx, name: &str, value: &str) -> Result<(), StoreError> {
    let row = setting::ActiveModel { name: Set(name.to_owned()), value: Set(value.to_owned()) };
    setting::Entity::insert(row)
        .on_conflict(OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned())
        .exec_without_returning(&tx.connection)
        .await?;
    Ok(())
}
