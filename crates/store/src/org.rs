//! The organisation tree.

use std::collections::{BTreeMap, BTreeSet};

use access::Scope;
use chrono::NaiveDate;
use domain::ids::OrgId;
use domain::org::OrgKind;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::bulk::insert_all;
use crate::entity::{org, org_closure};
use crate::error::StoreError;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};
use crate::tx::Tx;

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Org {
    /// Id.
    pub id: OrgId,
    /// The small number that postings and cells carry for it.
    pub number: i32,
    /// Division code (GB/T 2260) for areas, an internal code for zones and offices.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name for tables.
    pub short_name: String,
    /// What it is.
    pub kind: OrgKind,
    /// What it belongs to.
    pub parent: Option<OrgId>,
    /// Place among its siblings.
    pub sort: i32,
    /// First day of its existence.
    pub valid_from: NaiveDate,
    /// Last day, where it has ended.
    pub valid_to: Option<NaiveDate>,
}

/// An organisation to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrgDraft {
    /// Code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// What it is.
    pub kind: OrgKind,
    /// Code of its parent; absent for the top.
    pub parent_code: Option<String>,
    /// Place among its siblings.
    pub sort: i32,
    /// First day of its existence.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
}

impl sealed::Entity for Org {
    type Entity = org::Entity;

    fn owner() -> Owner<org::Column> {
        Owner::Org(org::Column::Id)
    }

    fn from_model(model: org::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: OrgId(model.id),
            number: model.number,
            kind: OrgKind::from_code(&model.kind).ok_or_else(|| StoreError::corrupt(format_args!("org.kind {}", model.kind)))?,
            code: model.code,
            name: model.name,
            short_name: model.short_name,
            parent: model.parent.map(OrgId),
            sort: model.sort,
            valid_from: model.valid_from,
            valid_to: model.valid_to,
        })
    }
}

impl Table for Org {}

impl Rows<Org> {
    /// The organisation with this code.
    pub async fn by_code(self, read: &Reader<'_>, code: &str) -> Result<Visible<Org>, StoreError> {
        self.narrow(org::Column::Code.eq(code)).one(read).await
    }

    /// All of them in the order of the tree's tables: by `sort`, then by code.
    pub async fn in_order(self, read: &Reader<'_>) -> Result<Vec<Visible<Org>>, StoreError> {
        let models = self.into_select().order_by_asc(org::Column::Sort).order_by_asc(org::Column::Code).all(&read.0).await?;
        models.into_iter().map(crate::rows::visible).collect()
    }

    /// Only counties and zones, which stand on the board.
    #[must_use]
    pub fn units(self) -> Self {
        self.narrow(org::Column::Kind.is_in(OrgKind::ALL.into_iter().filter(|kind| kind.is_unit()).map(OrgKind::code)))
    }

    /// Only the city, counties and zones, for which figures are told.
    #[must_use]
    pub fn areas(self) -> Self {
        self.narrow(org::Column::Kind.is_in(OrgKind::ALL.into_iter().filter(|kind| kind.is_area()).map(OrgKind::code)))
    }

    /// Only `root` and what is below it.
    #[must_use]
    pub fn below(self, root: OrgId) -> Self {
        let mut below = sea_orm::sea_query::Query::select();
        below.column(org_closure::Column::Descendant).from(org_closure::Entity).and_where(org_closure::Column::Ancestor.eq(root.0));
        self.narrow(org::Column::Id.in_subquery(below))
    }
}

/// Every organisation by its id: names of organisations are no secret inside an installation.
pub async fn directory(read: &Reader<'_>) -> Result<BTreeMap<OrgId, Org>, StoreError> {
    let models = org::Entity::find().all(&read.0).await?;
    models.into_iter().map(|model| <Org as sealed::Entity>::from_model(model).map(|org| (org.id, org))).collect()
}

/// These organisations by their ids, on the same terms as [`directory`]: what a page of a list needs of a large tree.
pub async fn named(read: &Reader<'_>, ids: impl IntoIterator<Item = OrgId>) -> Result<BTreeMap<OrgId, Org>, StoreError> {
    let ids: Vec<OrgId> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(500) {
        let models = org::Entity::find().filter(org::Column::Id.is_in(chunk.iter().map(|id| id.0))).all(&read.0).await?;
        for model in models {
            let org = <Org as sealed::Entity>::from_model(model)?;
            found.insert(org.id, org);
        }
    }
    Ok(found)
}

/// One organisation by its id, on the same terms as [`directory`].
pub async fn find(read: &Reader<'_>, id: OrgId) -> Result<Org, StoreError> {
    let model = org::Entity::find_by_id(id.0).one(&read.0).await?.ok_or(StoreError::NotFound)?;
    <Org as sealed::Entity>::from_model(model)
}

/// One organisation by its code, on the same terms as [`directory`].
pub async fn find_by_code(read: &Reader<'_>, code: &str) -> Result<Org, StoreError> {
    let model = org::Entity::find().filter(org::Column::Code.eq(code)).one(&read.0).await?.ok_or(StoreError::NotFound)?;
    <Org as sealed::Entity>::from_model(model)
}

/// The ids of an organisation and of all above it, nearest first.
pub async fn ancestors(read: &Reader<'_>, of: OrgId) -> Result<Vec<OrgId>, StoreError> {
    let links = org_closure::Entity::find()
        .filter(org_closure::Column::Descendant.eq(of.0))
        .order_by_asc(org_closure::Column::Depth)
        .all(&read.0)
        .await?;
    Ok(links.into_iter().map(|link| OrgId(link.ancestor)).collect())
}

/// The area that an organisation belongs to: itself or the nearest city, county or zone above it.
pub async fn area_of(read: &Reader<'_>, of: OrgId) -> Result<OrgId, StoreError> {
    let above = ancestors(read, of).await?;
    let kinds: BTreeMap<_, _> = org::Entity::find()
        .filter(org::Column::Id.is_in(above.iter().map(|id| id.0)))
        .all(&read.0)
        .await?
        .into_iter()
        .map(|org| (OrgId(org.id), org.kind))
        .collect();
    let is_area = |id: &OrgId| kinds.get(id).is_some_and(|kind| ["city", "county", "zone"].contains(&kind.as_str()));
    above.into_iter().find(is_area).ok_or(StoreError::NotFound)
}

/// Whether `upper` stands above `lower` (and is not the same).
pub async fn is_above(read: &Reader<'_>, upper: OrgId, lower: OrgId) -> Result<bool, StoreError> {
    Ok(upper != lower && org_closure::Entity::find_by_id((upper.0, lower.0)).one(&read.0).await?.is_some())
}

/// Holds these organisations until the end of the transaction, against others who hold one of them: who makes projects
/// of a unit by looking for them first must not do so beside another.
pub async fn hold(tx: &Tx, orgs: &[Visible<Org>]) -> Result<(), StoreError> {
    let mut ids: Vec<uuid::Uuid> = orgs.iter().map(|org| org.id.0).collect();
    ids.sort_unstable();
    for chunk in ids.chunks(500) {
        let held = org::Entity::find().filter(org::Column::Id.is_in(chunk.iter().copied())).order_by_asc(org::Column::Id);
        held.lock_exclusive().all(&tx.connection).await?;
    }
    Ok(())
}

/// Makes organisations, parents before children, and their places in the tree. Codes that exist are left alone.
///
/// The whole set is checked first: an unknown parent or a code given twice refuses all of it.
pub async fn create(tx: &Tx, scope: &Scope, drafts: &[OrgDraft]) -> Result<usize, OrgError> {
    let read = tx.read();
    let visible: BTreeMap<String, OrgId> =
        Rows::<Org>::visible_to(scope).all(&read).await?.into_iter().map(|org| (org.code.clone(), org.id)).collect();
    let mut known: BTreeMap<String, OrgId> = directory(&read).await?.into_values().map(|org| (org.code, org.id)).collect();
    let existing = known.clone();
    let fresh = drafts.iter().filter(|draft| !existing.contains_key(&draft.code)).count();
    let mut number = i32::try_from(crate::counter::take(tx, "org", fresh).await?).unwrap_or(i32::MAX) - 1;
    let mut made = Vec::new();
    let mut links = Vec::new();
    let mut above: BTreeMap<OrgId, Vec<OrgId>> = BTreeMap::new();
    for draft in drafts {
        if existing.contains_key(&draft.code) {
            continue;
        }
        if known.contains_key(&draft.code) {
            return Err(OrgError::CodeTwice(draft.code.clone()));
        }
        let id: OrgId = tx.id();
        let chain = match &draft.parent_code {
            None => Vec::new(),
            Some(code) => {
                let parent = *known.get(code).ok_or_else(|| OrgError::UnknownParent(draft.code.clone(), code.clone()))?;
                if existing.contains_key(code) && !visible.contains_key(code) {
                    return Err(StoreError::NotFound.into());
                }
                match above.get(&parent) {
                    Some(chain) => chain.clone(),
                    None => ancestors(&read, parent).await?,
                }
            }
        };
        let own: Vec<OrgId> = std::iter::once(id).chain(chain.iter().copied()).collect();
        for (depth, ancestor) in own.iter().enumerate() {
            links.push(org_closure::ActiveModel {
                ancestor: Set(ancestor.0),
                descendant: Set(id.0),
                depth: Set(i32::try_from(depth).unwrap_or(i32::MAX)),
            });
        }
        number += 1;
        made.push(org::ActiveModel {
            id: Set(id.0),
            number: Set(number),
            code: Set(draft.code.clone()),
            name: Set(draft.name.clone()),
            short_name: Set(draft.short_name.clone()),
            kind: Set(draft.kind.code().to_owned()),
            parent: Set(chain.first().map(|parent| parent.0)),
            sort: Set(draft.sort),
            valid_from: Set(draft.valid_from),
            valid_to: Set(draft.valid_to),
        });
        above.insert(id, own);
        known.insert(draft.code.clone(), id);
    }
    let count = made.len();
    insert_all(&tx.connection, made).await?;
    insert_all(&tx.connection, links).await?;
    Ok(count)
}

/// Why organisations were not made.
#[derive(Debug, thiserror::Error)]
pub enum OrgError {
    /// A code stands twice in the set.
    #[error("机构代码「{0}」重复")]
    CodeTwice(String),
    /// A parent is neither there nor earlier in the set.
    #[error("机构「{0}」的上级「{1}」不存在,上级须排在下级之前")]
    UnknownParent(String, String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
