//! Issued bulletins: a number, the model that the paper was made from, and its files.

use chrono::{DateTime, Utc};
use domain::claim::Level;
use domain::ids::{BulletinId, OrgId, UserId};
use domain::period::Period;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::bulk::insert_all;
use crate::entity::{bulletin, bulletin_file};
use crate::error::StoreError;
use crate::rows::Reader;
use crate::tx::Tx;

/// An issued bulletin. All users of the installation may read its numbers; its rows open inside one's scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulletin {
    /// Id.
    pub id: BulletinId,
    /// Publication number, from 1.
    pub number: i32,
    /// Whose bulletin it is.
    pub org: OrgId,
    /// Period.
    pub period: Period,
    /// Level.
    pub level: Level,
    /// As known at this instant.
    pub as_of: DateTime<Utc>,
    /// Title.
    pub title: String,
    /// The model that the files were made from, as JSON.
    pub model: String,
    /// Who issued it.
    pub issued_by: Option<UserId>,
    /// Name of who issued it.
    pub issued_name: String,
    /// When.
    pub issued_at: DateTime<Utc>,
    /// SHA-256 of the model.
    pub hash: String,
}

/// A file of a bulletin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulletinFile {
    /// `bulletin` or `annex`.
    pub kind: String,
    /// Name for downloading.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256.
    pub sha256: String,
}

/// A file to be stored.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// `bulletin` or `annex`.
    pub kind: &'static str,
    /// Name for downloading.
    pub file_name: String,
    /// Media type.
    pub media_type: &'static str,
    /// The bytes.
    pub content: Vec<u8>,
}

/// The next publication number, taken in this transaction.
pub async fn next_number(tx: &Tx) -> Result<i32, StoreError> {
    Ok(i32::try_from(crate::counter::take(tx, "bulletin", 1).await?).unwrap_or(i32::MAX))
}

/// Stores a bulletin and its files for good.
pub async fn issue(tx: &Tx, record: &Bulletin, files: Vec<NewFile>) -> Result<(), StoreError> {
    let row = bulletin::ActiveModel {
        id: Set(record.id.0),
        number: Set(record.number),
        org: Set(record.org.0),
        period: Set(record.period.key()),
        level: Set(record.level.number()),
        as_of: Set(record.as_of),
        title: Set(record.title.clone()),
        model: Set(record.model.clone()),
        issued_by: Set(record.issued_by.map(|user| user.0)),
        issued_name: Set(record.issued_name.clone()),
        issued_at: Set(record.issued_at),
        hash: Set(record.hash.clone()),
    };
    insert_all(&tx.connection, vec![row]).await?;
    for file in files {
        let size = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
        let sha256 = crate::blob::keep(tx, file.content).await?;
        let row = bulletin_file::ActiveModel {
            bulletin: Set(record.id.0),
            kind: Set(file.kind.to_owned()),
            file_name: Set(file.file_name),
            media_type: Set(file.media_type.to_owned()),
            size: Set(size),
            sha256: Set(sha256),
        };
        insert_all(&tx.connection, vec![row]).await?;
    }
    Ok(())
}

fn from(model: bulletin::Model) -> Result<Bulletin, StoreError> {
    Ok(Bulletin {
        id: BulletinId(model.id),
        number: model.number,
        org: OrgId(model.org),
        period: Period::from_key(model.period).map_err(StoreError::corrupt)?,
        level: Level::from_number(model.level).ok_or_else(|| StoreError::corrupt("bulletin.level"))?,
        as_of: model.as_of,
        title: model.title,
        model: model.model,
        issued_by: model.issued_by.map(UserId),
        issued_name: model.issued_name,
        issued_at: model.issued_at,
        hash: model.hash,
    })
}

/// Bulletins, newest first, before the one with this number.
pub async fn list(read: &Reader<'_>, before: Option<i32>, limit: u64) -> Result<Vec<Bulletin>, StoreError> {
    let mut select = bulletin::Entity::find().order_by_desc(bulletin::Column::Number).limit(limit);
    if let Some(before) = before {
        select = select.filter(bulletin::Column::Number.lt(before));
    }
    select.all(&read.0).await?.into_iter().map(from).collect()
}

/// The newest whose title holds the text, or that are of one of these months, by their keys.
pub async fn called(read: &Reader<'_>, text: &str, months: Option<(i64, i64)>, limit: u64) -> Result<Vec<Bulletin>, StoreError> {
    let of_months = months.map(|(from, to)| bulletin::Column::Period.between(from, to));
    let titled = crate::list::says(Expr::col(bulletin::Column::Title), text);
    let found = of_months.into_iter().fold(Condition::any().add(titled), Condition::add);
    let select = bulletin::Entity::find().filter(found).order_by_desc(bulletin::Column::Number).limit(limit);
    select.all(&read.0).await?.into_iter().map(from).collect()
}

/// How many there are.
pub async fn count(read: &Reader<'_>) -> Result<u64, StoreError> {
    use sea_orm::PaginatorTrait;
    Ok(bulletin::Entity::find().count(&read.0).await?)
}

/// One bulletin.
pub async fn by_id(read: &Reader<'_>, id: BulletinId) -> Result<Bulletin, StoreError> {
    from(bulletin::Entity::find_by_id(id.0).one(&read.0).await?.ok_or(StoreError::NotFound)?)
}

/// The files of a bulletin.
pub async fn files(read: &Reader<'_>, id: BulletinId) -> Result<Vec<BulletinFile>, StoreError> {
    let models = bulletin_file::Entity::find()
        .filter(bulletin_file::Column::Bulletin.eq(id.0))
        .order_by_desc(bulletin_file::Column::Kind)
        .all(&read.0)
        .await?;
    Ok(models
        .into_iter()
        .map(|m| BulletinFile { kind: m.kind, file_name: m.file_name, media_type: m.media_type, size: m.size, sha256: m.sha256 })
        .collect())
}

/// The bytes of a file, exactly as they were issued.
pub async fn content(read: &Reader<'_>, file: &BulletinFile) -> Result<Vec<u8>, StoreError> {
    crate::blob::fetch(read, &file.sha256).await
}
