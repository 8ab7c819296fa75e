//! Saved views of lists: columns, filter, order and grouping under a name, for oneself, for the unit, for everybody.

use access::Permission;
use domain::ids::ViewId;
use domain::list::{List, Sort, Use};
use domain::reading::sort_key;
use domain::view::{Audience, Density};
use serde::{Deserialize, Serialize};
use store::view::{NewView, View as Stored};

use crate::caller::Caller;
use crate::error::AppError;
use crate::list::{ListFilter, definition, permission, read_filter, read_order};
use crate::state::App;

/// A column of a view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewColumn {
    /// Key of the list's column.
    pub key: String,
    /// Width in pixels; the column's own unless it is said.
    pub width: Option<u16>,
}

/// What a view asks a list for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewState {
    /// What narrows it.
    pub filter: ListFilter,
    /// How it is sorted; the list's own order unless it is said.
    pub sort: Option<Sort>,
    /// Key of the column that rows are grouped by.
    pub group: Option<String>,
    /// The columns that are shown, in their order.
    pub columns: Vec<ViewColumn>,
    /// How high the rows are.
    pub density: Density,
}

/// A view as its reader sees it.
#[derive(Clone, Debug)]
pub struct View {
    /// The view.
    pub view: Stored,
    /// What it asks for.
    pub state: ViewState,
    /// Whether the reader may change it.
    pub editable: bool,
}

/// The views of a list that the caller sees.
#[derive(Clone, Debug)]
pub struct Views {
    /// The views.
    pub items: Vec<View>,
    /// The one with which the list opens for the caller.
    pub default: Option<ViewId>,
    /// For whom the caller may keep views.
    pub audiences: Vec<Audience>,
}

/// The longest name of a view, in characters.
const NAME: usize = 30;
/// The longest slug before its number.
const SLUG: usize = 40;

fn audiences(caller: &Caller) -> Vec<Audience> {
    let publishes = caller.require(Permission::ViewPublish).is_ok();
    Audience::ALL.iter().copied().filter(|audience| publishes || *audience == Audience::Private).collect()
}

/// A private view is its owner's; one for others is its owner's as long as that person may publish.
fn editable(caller: &Caller, view: &Stored) -> bool {
    view.owner == caller.user && audiences(caller).contains(&view.audience)
}

fn seen(caller: &Caller, view: Stored) -> Result<View, AppError> {
    let state = serde_json::from_str(&view.state).map_err(AppError::internal)?;
    Ok(View { editable: editable(caller, &view), view, state })
}

/// The views of a list that the caller sees: one's own, those of the unit, those for everybody.
pub async fn list(app: &App, caller: &Caller, list: List) -> Result<Views, AppError> {
    caller.require(permission(list))?;
    let read = app.store.read();
    let found = store::view::list(&read, list, caller.user, caller.org).await?;
    let items = found.into_iter().map(|view| seen(caller, view)).collect::<Result<Vec<_>, _>>()?;
    let default = store::view::default_of(&read, list, caller.user).await?;
    let default = default.filter(|id| items.iter().any(|view| view.view.id == *id));
    Ok(Views { items, default, audiences: audiences(caller) })
}

/// Keeps what a list is asked for under a name.
pub async fn create(app: &App, caller: &Caller, list: List, name: &str, audience: Audience, state: ViewState) -> Result<View, AppError> {
    caller.require(permission(list))?;
    let name = check(app, caller, list, name, audience, &state).await?;
    let text = serde_json::to_string(&state).map_err(AppError::internal)?;
    let (owner, org) = (caller.user, caller.org);
    let made = app
        .store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (name, state) = (name.clone(), text.clone());
            Box::pin(async move {
                let slug = free_slug(tx, &name).await?;
                let view = store::view::create(tx, NewView { slug, list, name, audience, owner, org, state }).await?;
                tx.audit("view.created", view.id, serde_json::json!({ "name": view.name, "audience": audience.code() })).await?;
                Ok(view)
            })
        })
        .await?;
    seen(caller, made)
}

/// What is to be changed about a view; absent parts stay.
#[derive(Clone, Debug, Default)]
pub struct ViewChange {
    /// Name.
    pub name: Option<String>,
    /// For whom.
    pub audience: Option<Audience>,
    /// What it asks for.
    pub state: Option<ViewState>,
}

/// Changes a view that was read at `version`.
pub async fn change(app: &App, caller: &Caller, id: ViewId, version: i32, change: ViewChange) -> Result<View, AppError> {
    let before = own(app, caller, id).await?;
    let audience = change.audience.unwrap_or(before.view.audience);
    let state = change.state.unwrap_or(before.state);
    let name = change.name.unwrap_or(before.view.name.clone());
    let name = check(app, caller, before.view.list, &name, audience, &state).await?;
    let next = Stored { name, audience, state: serde_json::to_string(&state).map_err(AppError::internal)?, ..before.view };
    let writing = next.clone();
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let view = writing.clone();
            Box::pin(async move {
                store::view::change(tx, &view, version).await?;
                tx.audit("view.changed", view.id, serde_json::json!({ "name": view.name, "audience": audience.code() })).await?;
                Ok(())
            })
        })
        .await?;
    seen(caller, Stored { version: version + 1, updated_at: app.store.now(), ..next })
}

/// Takes a view away.
pub async fn delete(app: &App, caller: &Caller, id: ViewId) -> Result<(), AppError> {
    let view = own(app, caller, id).await?.view;
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let name = view.name.clone();
            Box::pin(async move {
                store::view::delete(tx, id).await?;
                Ok(tx.audit("view.deleted", id, serde_json::json!({ "name": name })).await?)
            })
        })
        .await
}

/// Chooses the view with which a list opens for the caller, or none.
pub async fn set_default(app: &App, caller: &Caller, list: List, view: Option<ViewId>) -> Result<(), AppError> {
    caller.require(permission(list))?;
    if let Some(id) = view {
        let view = store::view::find(&app.store.read(), id, caller.user, caller.org).await?;
        if view.list != list {
            return Err(AppError::NotFound);
        }
    }
    let user = caller.user;
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| Box::pin(async move { Ok(store::view::set_default(tx, list, user, view).await?) }))
        .await
}

async fn own(app: &App, caller: &Caller, id: ViewId) -> Result<View, AppError> {
    let view = seen(caller, store::view::find(&app.store.read(), id, caller.user, caller.org).await?)?;
    caller.require(permission(view.view.list))?;
    if view.editable {
        return Ok(view);
    }
    Err(AppError::conflict("not_own_view", format!("视图「{}」由{}保存,您可以另存为自己的视图", view.view.name, view.view.owner_name)))
}

/// The name without spaces around it, once all that is to be kept is right.
async fn check(app: &App, caller: &Caller, list: List, name: &str, audience: Audience, state: &ViewState) -> Result<String, AppError> {
    if audience != Audience::Private {
        caller.require(Permission::ViewPublish)?;
    }
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME {
        return Err(AppError::invalid("/name", "name", format!("视图名称须为 1 至 {NAME} 个字")));
    }
    let columns = definition(list);
    read_filter(app, caller, list, &state.filter).await?;
    if let Some(sort) = &state.sort {
        read_order(list, sort, 0)?;
    }
    let known = |key: &str| {
        columns
            .column(key)
            .ok_or_else(|| AppError::invalid("/state/columns", "unknown_column", format!("{}列表没有「{key}」一栏", list.label())))
    };
    if let Some(group) = &state.group
        && !known(group)?.is_for(Use::Group)
    {
        return Err(AppError::invalid("/state/group", "not_groupable", format!("{}列表不能按「{group}」分组", list.label())));
    }
    for column in &state.columns {
        known(&column.key)?;
    }
    if state.columns.is_empty() {
        return Err(AppError::invalid("/state/columns", "no_column", "至少保留一栏"));
    }
    Ok(name.to_owned())
}

/// The name as it is read aloud, with a number behind it where another view has it already.
async fn free_slug(tx: &store::Tx, name: &str) -> Result<String, AppError> {
    let spelled: String = sort_key(name).chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '-' }).take(SLUG).collect();
    let spelled = spelled.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let base = if spelled.is_empty() { "view".to_owned() } else { spelled };
    let mut slug = base.clone();
    let mut number = 2;
    while store::view::is_taken(&tx.read(), &slug).await? {
        slug = format!("{base}-{number}");
        number += 1;
    }
    Ok(slug)
}
