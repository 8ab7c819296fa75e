//! Finding records by a few characters.

use app::App;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::CurrentUser;
use crate::input::Params;
use crate::problem::{ApiError, Refusals};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(search))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct SearchParams {
    /// Characters of a name, its pinyin initials, or a code.
    #[serde(default)]
    q: String,
}

/// A record that was found.
#[derive(Serialize, ToSchema)]
struct Hit {
    /// By which its page is opened: the code of a project.
    key: String,
    title: String,
    /// What tells it from others.
    note: String,
}

/// What was found, at most eight of each kind, the newest first.
#[derive(Serialize, ToSchema)]
struct Found {
    projects: Vec<Hit>,
}

/// Records that one sees, by a few characters.
#[utoipa::path(get, path = "/search", operation_id = "search", tag = "search", params(SearchParams), responses((status = 200, body = Found), Refusals))]
async fn search(
    State(app): State<App>,
    CurrentUser(caller): CurrentUser,
    Params(params): Params<SearchParams>,
) -> Result<Json<Found>, ApiError> {
    let projects = app::search::search(&app, &caller, &params.q).await?;
    let projects = projects.into_iter().map(|hit| Hit { key: hit.key, title: hit.title, note: hit.note }).collect();
    Ok(Json(Found { projects }))
}
