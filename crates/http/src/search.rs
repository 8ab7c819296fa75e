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
    /// Characters of a name, its pinyin initials, a code, or a month.
    #[serde(default)]
    q: String,
}

/// A record that was found.
#[derive(Serialize, ToSchema)]
struct Hit {
    /// By which its page is opened: a code, or an id.
    key: String,
    title: String,
    /// What tells it from others.
    note: String,
}

impl From<app::search::Hit> for Hit {
    fn from(hit: app::search::Hit) -> Self {
        Self { key: hit.key, title: hit.title, note: hit.note }
    }
}

/// What was found, a few of each kind, the newest first. Of what one may not open nothing is found.
#[derive(Serialize, ToSchema)]
struct Found {
    projects: Vec<Hit>,
    enterprises: Vec<Hit>,
    /// Of projects that hold the text.
    claims: Vec<Hit>,
    /// By their file's name or their month.
    imports: Vec<Hit>,
    /// By their title or their month.
    bulletins: Vec<Hit>,
}

/// Records that one sees, by a few characters.
#[utoipa::path(get, path = "/search", operation_id = "search", tag = "search", params(SearchParams), responses((status = 200, body = Found), Refusals))]
async fn search(
    State(app): State<App>,
    CurrentUser(caller): CurrentUser,
    Params(params): Params<SearchParams>,
) -> Result<Json<Found>, ApiError> {
    let found = app::search::search(&app, &caller, &params.q).await?;
    let hits = |hits: Vec<app::search::Hit>| hits.into_iter().map(Hit::from).collect();
    Ok(Json(Found {
        projects: hits(found.projects),
        enterprises: hits(found.enterprises),
        claims: hits(found.claims),
        imports: hits(found.imports),
        bulletins: hits(found.bulletins),
    }))
}
