//! Files by their SHA-256, kept in the database: one file to back up on an office's PC (docs/adr).

use domain::chain::hex;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait};
use sha2::{Digest, Sha256};

use crate::entity::blob;
use crate::error::StoreError;
use crate::rows::Reader;
use crate::tx::Tx;

/// Keeps the bytes and returns their SHA-256 in hexadecimal. The same bytes are kept once.
pub(crate) async fn keep(tx: &Tx, content: Vec<u8>) -> Result<String, StoreError> {
    let sha256 = hex(&Sha256::digest(&content));
    let row = blob::ActiveModel {
        sha256: Set(sha256.clone()),
        size: Set(i64::try_from(content.len()).unwrap_or(i64::MAX)),
        content: Set(content),
        created_at: Set(tx.now()),
    };
    let on_conflict = OnConflict::column(blob::Column::Sha256).do_nothing().to_owned();
    blob::Entity::insert(row).on_conflict(on_conflict).exec_without_returning(&tx.connection).await?;
    Ok(sha256)
}

/// The bytes, checked against their name.
pub(crate) async fn fetch(read: &Reader<'_>, sha256: &str) -> Result<Vec<u8>, StoreError> {
    let content = blob::Entity::find_by_id(sha256.to_owned()).one(&read.0).await?.ok_or(StoreError::NotFound)?.content;
    if hex(&Sha256::digest(&content)) == sha256 {
        Ok(content)
    } else {
        Err(StoreError::corrupt(format_args!("文件 {sha256} 的内容已变")))
    }
}
