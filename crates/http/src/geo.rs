//! Boundaries of areas.

use app::App;
use app::geo::{Areas, NewBoundaries, SIZE_LIMIT};
use axum::Json;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use store::geo::About;
use utoipa::ToSchema;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::caller::{CurrentUser, Permitted, may};
use crate::input::{Place, Valid};
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};

/// A file stands in the body as a JSON text, where quotes take two bytes: a file a little too large is still read, so
/// that it is refused with its size.
const BODY: usize = SIZE_LIMIT * 3;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(geo_areas, geo_bring_in, geo_remove).layer(DefaultBodyLimit::max(BODY)))
}

/// A file of boundaries in force.
#[derive(Serialize, ToSchema)]
struct GeoFile {
    name: String,
    source: String,
    /// 审图号.
    #[schema(required = true)]
    review_no: Option<String>,
    #[schema(required = true)]
    licence: Option<String>,
    #[schema(required = true)]
    effective_on: Option<NaiveDate>,
    #[schema(required = true)]
    note: Option<String>,
    /// No 审图号 is known: wherever it is drawn it is called a sketch.
    sketch: bool,
    uploaded_name: String,
    uploaded_at: DateTime<Utc>,
    /// `GeoJSON`, a collection of features with `adcode`, the code of an organisation, and `center`.
    #[schema(value_type = Object)]
    areas: serde_json::Value,
}

/// What a map of an organisation's areas is drawn from.
#[derive(Serialize, ToSchema)]
struct GeoAreas {
    org: OrgRef,
    /// Absent where nobody has brought boundaries in.
    #[schema(required = true)]
    file: Option<GeoFile>,
}

impl From<Areas> for GeoAreas {
    fn from(areas: Areas) -> Self {
        let file = areas.file.map(|file| GeoFile {
            sketch: file.is_sketch(),
            name: file.about.name,
            source: file.about.source,
            review_no: file.about.review_no,
            licence: file.about.licence,
            effective_on: file.about.effective_on,
            note: file.about.note,
            uploaded_name: file.uploaded_name,
            uploaded_at: file.uploaded_at,
            areas: file.areas,
        });
        Self { org: areas.org.into(), file }
    }
}

/// Boundaries to be brought in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct GeoBody {
    name: String,
    source: String,
    /// 审图号, where the map has one.
    #[serde(default)]
    review_no: Option<String>,
    #[serde(default)]
    licence: Option<String>,
    #[serde(default)]
    effective_on: Option<NaiveDate>,
    #[serde(default)]
    note: Option<String>,
    /// The text of a `GeoJSON` file.
    boundaries: String,
}

/// The boundaries of an organisation's areas.
#[utoipa::path(get, path = "/geo/areas/{org}", operation_id = "geo_areas", tag = "geo", params(("org" = String, Path)), responses((status = 200, body = GeoAreas), Refusals))]
async fn geo_areas(
    State(app): State<App>,
    CurrentUser(caller): CurrentUser,
    Place(org): Place<String>,
) -> Result<Json<GeoAreas>, ApiError> {
    Ok(Json(app::geo::areas(&app, &caller, &org).await?.into()))
}

/// Bring boundaries into force; those before them end.
#[utoipa::path(put, path = "/geo/areas/{org}", operation_id = "geo_bring_in", tag = "geo", params(("org" = String, Path)),
    request_body = GeoBody, responses((status = 200, body = GeoAreas), Refusals))]
async fn geo_bring_in(
    State(app): State<App>,
    caller: Permitted<may::GeoManage>,
    Place(org): Place<String>,
    Valid(body): Valid<GeoBody>,
) -> Result<Json<GeoAreas>, ApiError> {
    let about = About {
        name: body.name,
        source: body.source,
        review_no: body.review_no,
        licence: body.licence,
        effective_on: body.effective_on,
        note: body.note,
    };
    Ok(Json(app::geo::bring_in(&app, &caller, &org, NewBoundaries { about, boundaries: body.boundaries }).await?.into()))
}

/// Take the boundaries in force away.
#[utoipa::path(delete, path = "/geo/areas/{org}", operation_id = "geo_remove", tag = "geo", params(("org" = String, Path)), responses((status = 204), Refusals))]
async fn geo_remove(State(app): State<App>, caller: Permitted<may::GeoManage>, Place(org): Place<String>) -> Result<StatusCode, ApiError> {
    app::geo::remove(&app, &caller, &org).await?;
    Ok(StatusCode::NO_CONTENT)
}
