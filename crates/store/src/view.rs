//! Saved views of lists. A view holds no record, only what a list is asked for; who opens it sees what that person may.

use chrono::{DateTime, Utc};
use domain::ids::{OrgId, UserId, ViewId};
use domain::list::List;
use domain::view::Audience;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{saved_view, view_default};
use crate::error::StoreError;
use crate::rows::Reader;
use crate::tx::Tx;

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Id.
    pub id: ViewId,
    /// Its name in addresses, its own among all views.
    pub slug: String,
    /// Of which list.
    pub list: List,
    /// Name.
    pub name: String,
    /// For whom it is kept.
    pub audience: Audience,
    /// Whose it is.
    pub owner: UserId,
    /// The owner's name.
    pub owner_name: String,
    /// The owner's organisation.
    pub org: OrgId,
    /// What the list is asked for: JSON whose form is the caller's.
    pub state: String,
    /// From 1.
    pub version: i32,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

fn from(model: saved_view::Model) -> Result<View, StoreError> {
    Ok(View {
        id: ViewId(model.id),
        slug: model.slug,
        list: List::from_number(model.list).ok_or_else(|| StoreError::corrupt("saved_view.list"))?,
        name: model.name,
        audience: Audience::from_number(model.audience).ok_or_else(|| StoreError::corrupt("saved_view.audience"))?,
        owner: UserId(model.owner),
        owner_name: model.owner_name,
        org: OrgId(model.org),
        state: model.state,
        version: model.version,
        updated_at: model.updated_at,
    })
}

/// Views are seen by their owner, by the owner's organisation, or by everybody, as their audience says.
fn seen_by(user: UserId, org: OrgId) -> Condition {
    use saved_view::Column as C;
    Condition::any()
        .add(C::Owner.eq(user.0))
        .add(C::Audience.eq(Audience::City.number()))
        .add(Condition::all().add(C::Audience.eq(Audience::Unit.number())).add(C::Org.eq(org.0)))
}

/// The views of a list that a person of an organisation sees, by their names.
pub async fn list(read: &Reader<'_>, list: List, user: UserId, org: OrgId) -> Result<Vec<View>, StoreError> {
    let select = saved_view::Entity::find()
        .filter(saved_view::Column::List.eq(list.number()))
        .filter(seen_by(user, org))
        .order_by_asc(saved_view::Column::Audience)
        .order_by_asc(saved_view::Column::Id);
    select.all(&read.0).await?.into_iter().map(from).collect()
}

/// One view, if that person sees it.
pub async fn find(read: &Reader<'_>, id: ViewId, user: UserId, org: OrgId) -> Result<View, StoreError> {
    let model = saved_view::Entity::find_by_id(id.0).filter(seen_by(user, org)).one(&read.0).await?;
    from(model.ok_or(StoreError::NotFound)?)
}

/// The view with which a list opens for a person, if one was chosen.
pub async fn default_of(read: &Reader<'_>, list: List, user: UserId) -> Result<Option<ViewId>, StoreError> {
    let chosen = view_default::Entity::find_by_id((user.0, list.number())).one(&read.0).await?;
    Ok(chosen.map(|chosen| ViewId(chosen.saved_view)))
}

/// Whether a view of this slug exists.
pub async fn is_taken(read: &Reader<'_>, slug: &str) -> Result<bool, StoreError> {
    Ok(saved_view::Entity::find().filter(saved_view::Column::Slug.eq(slug)).one(&read.0).await?.is_some())
}

/// A view to be kept.
#[derive(Clone, Debug)]
pub struct NewView {
    /// Its name in addresses.
    pub slug: String,
    /// Of which list.
    pub list: List,
    /// Name.
    pub name: String,
    /// For whom.
    pub audience: Audience,
    /// Whose it is.
    pub owner: UserId,
    /// The owner's organisation.
    pub org: OrgId,
    /// What the list is asked for.
    pub state: String,
}

/// Keeps a view.
pub async fn create(tx: &Tx, new: NewView) -> Result<View, StoreError> {
    let row = saved_view::ActiveModel {
        id: Set(tx.id()),
        slug: Set(new.slug),
        list: Set(new.list.number()),
        name: Set(new.name),
        audience: Set(new.audience.number()),
        owner: Set(new.owner.0),
        owner_name: Set(tx.actor().name.clone()),
        org: Set(new.org.0),
        state: Set(new.state),
        version: Set(1),
        updated_at: Set(tx.now()),
    };
    from(row.insert(&tx.connection).await?)
}

/// Writes a view's name, audience and state.
///
/// # Errors
/// [`StoreError::Stale`] when it was changed since version `before`.
pub async fn change(tx: &Tx, view: &View, before: i32) -> Result<(), StoreError> {
    let updated = saved_view::Entity::update_many()
        .col_expr(saved_view::Column::Name, Expr::val(view.name.clone()))
        .col_expr(saved_view::Column::Audience, Expr::val(view.audience.number()))
        .col_expr(saved_view::Column::State, Expr::val(view.state.clone()))
        .col_expr(saved_view::Column::Version, Expr::val(before + 1))
        .col_expr(saved_view::Column::UpdatedAt, Expr::val(tx.now()))
        .filter(saved_view::Column::Id.eq(view.id.0))
        .filter(saved_view::Column::Version.eq(before))
        .exec(&tx.connection)
        .await?;
    if updated.rows_affected == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

/// Takes a view away, also as anybody's default.
pub async fn delete(tx: &Tx, id: ViewId) -> Result<(), StoreError> {
    view_default::Entity::delete_many().filter(view_default::Column::SavedView.eq(id.0)).exec(&tx.connection).await?;
    saved_view::Entity::delete_by_id(id.0).exec(&tx.connection).await?;
    Ok(())
}

/// Chooses the view with which a list opens for a person, or none.
pub async fn set_default(tx: &Tx, list: List, user: UserId, view: Option<ViewId>) -> Result<(), StoreError> {
    let Some(view) = view else {
        view_default::Entity::delete_by_id((user.0, list.number())).exec(&tx.connection).await?;
        return Ok(());
    };
    let row = view_default::ActiveModel { app_user: Set(user.0), list: Set(list.number()), saved_view: Set(view.0) };
    let key = [view_default::Column::AppUser, view_default::Column::List];
    view_default::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).update_column(view_default::Column::SavedView).to_owned())
        .exec_without_returning(&tx.connection)
        .await?;
    Ok(())
}
