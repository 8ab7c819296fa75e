//! Boundaries of the areas of an organisation: files that an administrator brings in, one of them in force.

use chrono::{DateTime, NaiveDate, Utc};
use domain::ids::{BoundariesId, OrgId, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::bulk::insert_all;
use crate::entity::boundaries;
use crate::error::StoreError;
use crate::org::Org;
use crate::rows::{Reader, Visible};
use crate::tx::Tx;

/// What an administrator says about a file of boundaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What it is called.
    pub name: String,
    /// Where the shapes come from.
    pub source: String,
    /// 审图号 of the map (地图管理条例 第十五条), where it has one.
    pub review_no: Option<String>,
    /// On what terms it may be used.
    pub licence: Option<String>,
    /// Day from which the boundaries hold.
    pub effective_on: Option<NaiveDate>,
    /// What else is to be known.
    pub note: Option<String>,
}

/// A file of boundaries, without its bytes. It is for all users of the installation: shapes of areas are no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boundaries {
    /// Id.
    pub id: BoundariesId,
    /// The organisation whose areas are drawn.
    pub org: OrgId,
    /// What is said about it.
    pub about: About,
    /// How many areas are drawn.
    pub areas: i32,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// Name of who brought it in.
    pub uploaded_name: String,
    /// When.
    pub uploaded_at: DateTime<Utc>,
}

impl From<boundaries::Model> for Boundaries {
    fn from(m: boundaries::Model) -> Self {
        Self {
            id: BoundariesId(m.id),
            org: OrgId(m.org),
            about: About {
                name: m.name,
                source: m.source,
                review_no: m.review_no,
                licence: m.licence,
                effective_on: m.effective_on,
                note: m.note,
            },
            areas: m.areas,
            size: m.size,
            sha256: m.sha256,
            uploaded_name: m.uploaded_name,
            uploaded_at: m.uploaded_at,
        }
    }
}

/// The file in force for an organisation, if there is one.
pub async fn in_force(read: &Reader<'_>, org: OrgId) -> Result<Option<Boundaries>, StoreError> {
    let newest = boundaries::Entity::find()
        .filter(boundaries::Column::Org.eq(org.0))
        .filter(boundaries::Column::EndedAt.is_null())
        .order_by_desc(boundaries::Column::Id);
    Ok(newest.one(&read.0).await?.map(Boundaries::from))
}

/// The bytes of a file: `GeoJSON`.
pub async fn content(read: &Reader<'_>, file: &Boundaries) -> Result<Vec<u8>, StoreError> {
    crate::blob::fetch(read, &file.sha256).await
}

/// Brings a file into force and ends the one before it.
pub async fn bring_in(
    tx: &Tx,
    org: &Visible<Org>,
    who: (UserId, &str),
    about: About,
    areas: usize,
    content: Vec<u8>,
) -> Result<BoundariesId, StoreError> {
    end(tx, org).await?;
    let id: BoundariesId = tx.id();
    let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let sha256 = crate::blob::keep(tx, content).await?;
    let row = boundaries::ActiveModel {
        id: Set(id.0),
        org: Set(org.id.0),
        name: Set(about.name),
        source: Set(about.source),
        review_no: Set(about.review_no),
        licence: Set(about.licence),
        effective_on: Set(about.effective_on),
        note: Set(about.note),
        areas: Set(i32::try_from(areas).unwrap_or(i32::MAX)),
        size: Set(size),
        sha256: Set(sha256),
        uploaded_by: Set(who.0.0),
        uploaded_name: Set(who.1.to_owned()),
        uploaded_at: Set(tx.now()),
        ended_at: Set(None),
    };
    insert_all(&tx.connection, vec![row]).await?;
    Ok(id)
}

/// Ends the file in force; tells whether there was one.
pub async fn end(tx: &Tx, org: &Visible<Org>) -> Result<bool, StoreError> {
    let ended = boundaries::Entity::update_many()
        .col_expr(boundaries::Column::EndedAt, Expr::val(tx.now()))
        .filter(boundaries::Column::Org.eq(org.id.0))
        .filter(boundaries::Column::EndedAt.is_null())
        .exec(&tx.connection)
        .await?;
    Ok(ended.rows_affected > 0)
}
