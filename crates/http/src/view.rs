//! Saved views of lists.

use app::App;
use app::list::ListFilter;
use app::view::{View as SeenView, ViewChange as Changed, ViewColumn as KeptColumn, ViewState as KeptState};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::input::{Params, Place, Valid};
use crate::list::{Condition, List, Sort};
use crate::problem::{ApiError, Refusals};
use crate::wire::wire_enum;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(view_list, view_create)).routes(routes!(view_change, view_delete)).routes(routes!(view_set_default))
}

wire_enum! {
    /// For whom a view is kept: its owner, the owner's organisation, everybody.
    Audience = domain::view::Audience { Private, Unit, City }
}

wire_enum! {
    /// How high the rows of a table are.
    Density = domain::view::Density { Compact, Comfortable }
}

/// A column of a view.
#[derive(Serialize, Deserialize, ToSchema)]
struct ViewColumn {
    key: String,
    /// Width in pixels; the column's own where absent.
    #[serde(default)]
    width: Option<u16>,
}

/// What a view asks a list for.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ViewState {
    /// Characters of a name, its pinyin initials, or a code.
    #[serde(default)]
    q: Option<String>,
    #[serde(default)]
    filter: Vec<Condition>,
    /// The list's own order where absent.
    #[serde(default)]
    sort: Option<Sort>,
    /// Key of the column that rows are grouped by.
    #[serde(default)]
    group: Option<String>,
    /// The columns that are shown, in their order.
    columns: Vec<ViewColumn>,
    density: Density,
}

impl From<ViewState> for KeptState {
    fn from(state: ViewState) -> Self {
        Self {
            filter: ListFilter { search: state.q, conditions: state.filter.into_iter().map(Into::into).collect() },
            sort: state.sort.map(Into::into),
            group: state.group,
            columns: state.columns.into_iter().map(|column| KeptColumn { key: column.key, width: column.width }).collect(),
            density: state.density.into(),
        }
    }
}

impl From<KeptState> for ViewState {
    fn from(state: KeptState) -> Self {
        Self {
            q: state.filter.search,
            filter: state.filter.conditions.into_iter().map(Into::into).collect(),
            sort: state.sort.map(Into::into),
            group: state.group,
            columns: state.columns.into_iter().map(|column| ViewColumn { key: column.key, width: column.width }).collect(),
            density: state.density.into(),
        }
    }
}

/// A saved view.
#[derive(Serialize, ToSchema)]
struct View {
    id: Uuid,
    /// Its name in addresses: `?view=`.
    slug: String,
    list: List,
    name: String,
    audience: Audience,
    /// Name of whose it is.
    owner: String,
    /// Whether one may change it.
    editable: bool,
    /// To be sent with a change.
    version: i32,
    state: ViewState,
    updated_at: DateTime<Utc>,
}

impl From<SeenView> for View {
    fn from(seen: SeenView) -> Self {
        let view = seen.view;
        Self {
            id: view.id.0,
            slug: view.slug,
            list: view.list.into(),
            name: view.name,
            audience: view.audience.into(),
            owner: view.owner_name,
            editable: seen.editable,
            version: view.version,
            state: seen.state.into(),
            updated_at: view.updated_at,
        }
    }
}

/// The views of a list that one sees.
#[derive(Serialize, ToSchema)]
struct ViewList {
    items: Vec<View>,
    /// Id of the one with which the list opens.
    #[schema(required = true)]
    default: Option<Uuid>,
    /// For whom one may keep views.
    audiences: Vec<Audience>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ViewParams {
    /// Of which list; projects where absent.
    list: Option<List>,
}

/// The views of a list that one sees.
#[utoipa::path(get, path = "/views", operation_id = "view_list", tag = "view", params(ViewParams), responses((status = 200, body = ViewList), Refusals))]
async fn view_list(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Params(params): Params<ViewParams>,
) -> Result<Json<ViewList>, ApiError> {
    let views = app::view::list(&app, &caller, params.list.unwrap_or(List::Project).into()).await?;
    Ok(Json(ViewList {
        items: views.items.into_iter().map(View::from).collect(),
        default: views.default.map(|id| id.0),
        audiences: views.audiences.into_iter().map(Into::into).collect(),
    }))
}

/// A view to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewView {
    list: List,
    name: String,
    audience: Audience,
    state: ViewState,
}

/// Keep a view.
#[utoipa::path(post, path = "/views", operation_id = "view_create", tag = "view", request_body = NewView, responses((status = 201, body = View), Refusals))]
async fn view_create(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Valid(body): Valid<NewView>,
) -> Result<(StatusCode, Json<View>), ApiError> {
    let view = app::view::create(&app, &caller, body.list.into(), &body.name, body.audience.into(), body.state.into()).await?;
    Ok((StatusCode::CREATED, Json(view.into())))
}

/// What is to be changed about a view; absent parts stay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ViewChange {
    /// The version that was read.
    version: i32,
    name: Option<String>,
    audience: Option<Audience>,
    state: Option<ViewState>,
}

/// Change a view of one's own.
#[utoipa::path(patch, path = "/views/{id}", operation_id = "view_change", tag = "view", params(("id" = Uuid, Path)),
    request_body = ViewChange, responses((status = 200, body = View), Refusals))]
async fn view_change(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<ViewChange>,
) -> Result<Json<View>, ApiError> {
    let change = Changed { name: body.name, audience: body.audience.map(Into::into), state: body.state.map(Into::into) };
    Ok(Json(app::view::change(&app, &caller, id.into(), body.version, change).await?.into()))
}

/// Take a view of one's own away.
#[utoipa::path(delete, path = "/views/{id}", operation_id = "view_delete", tag = "view", params(("id" = Uuid, Path)), responses((status = 204), Refusals))]
async fn view_delete(State(app): State<App>, caller: Permitted<may::ProjectRead>, Place(id): Place<Uuid>) -> Result<StatusCode, ApiError> {
    app::view::delete(&app, &caller, id.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The view with which a list opens.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct DefaultView {
    list: List,
    /// Id of a view; null for the list as it ships.
    view: Option<Uuid>,
}

/// Choose the view with which a list opens for oneself.
#[utoipa::path(put, path = "/views/default", operation_id = "view_set_default", tag = "view", request_body = DefaultView, responses((status = 204), Refusals))]
async fn view_set_default(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Valid(body): Valid<DefaultView>,
) -> Result<StatusCode, ApiError> {
    app::view::set_default(&app, &caller, body.list.into(), body.view.map(Into::into)).await?;
    Ok(StatusCode::NO_CONTENT)
}
