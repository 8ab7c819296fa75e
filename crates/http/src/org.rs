//! The organisation tree.

use app::App;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use serde::Serialize;
use store::org::Org as StoredOrg;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Permitted, may};
use crate::input::body_refused;
use crate::problem::{ApiError, Refusals};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(org_list)).routes(routes!(org_import))
}

/// What an organisation is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OrgKind {
    City,
    County,
    Zone,
    Town,
    Department,
    TaskForce,
    Outpost,
}

impl From<domain::org::OrgKind> for OrgKind {
    fn from(kind: domain::org::OrgKind) -> Self {
        use domain::org::OrgKind as Kind;
        match kind {
            Kind::City => Self::City,
            Kind::County => Self::County,
            Kind::Zone => Self::Zone,
            Kind::Town => Self::Town,
            Kind::Department => Self::Department,
            Kind::TaskForce => Self::TaskForce,
            Kind::Outpost => Self::Outpost,
        }
    }
}

/// An organisation by its names.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct OrgRef {
    code: String,
    name: String,
    short_name: String,
    kind: OrgKind,
}

impl From<StoredOrg> for OrgRef {
    fn from(org: StoredOrg) -> Self {
        Self { code: org.code, name: org.name, short_name: org.short_name, kind: org.kind.into() }
    }
}

/// An organisation in its tree.
#[derive(Serialize, ToSchema)]
struct Org {
    code: String,
    name: String,
    short_name: String,
    kind: OrgKind,
    #[schema(required = true)]
    parent_code: Option<String>,
    /// Steps below the top of the tree.
    level: u32,
    /// Whether it stands on the board: counties and zones.
    is_unit: bool,
    /// Place among its siblings.
    sort: i32,
}

#[derive(Serialize, ToSchema)]
struct OrgList {
    items: Vec<Org>,
}

/// What became of a table of organisations.
#[derive(Serialize, ToSchema)]
struct OrgImported {
    /// Organisations that were made.
    created: usize,
    /// Organisations whose code was there already; they were left as they are.
    existing: usize,
}

/// The organisations that one sees, in the order of tables.
#[utoipa::path(get, path = "/orgs", operation_id = "org_list", tag = "org", responses((status = 200, body = OrgList), Refusals))]
async fn org_list(State(app): State<App>, caller: Permitted<may::OrgRead>) -> Result<Json<OrgList>, ApiError> {
    let places = app::org::list(&app, &caller).await?;
    let items = places.into_iter().map(|place| Org {
        code: place.org.code,
        name: place.org.name,
        short_name: place.org.short_name,
        kind: place.org.kind.into(),
        parent_code: place.parent_code,
        level: place.level,
        is_unit: place.org.kind.is_unit(),
        sort: place.org.sort,
    });
    Ok(Json(OrgList { items: items.collect() }))
}

/// Bring in a table of organisations.
///
/// CSV in UTF-8 or GB18030 with the columns `code`, `name`, `short_name`, `kind`, `parent_code`, `sort`, `valid_from`, `valid_to`.
/// Codes that exist are left alone; one fault, and nothing is written.
#[utoipa::path(post, path = "/orgs/import", operation_id = "org_import", tag = "org",
    request_body(content = String, content_type = "text/csv"), responses((status = 200, body = OrgImported), Refusals))]
async fn org_import(
    State(app): State<App>,
    caller: Permitted<may::OrgManage>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<OrgImported>, ApiError> {
    let table = body.map_err(|rejection| body_refused(&rejection))?;
    let imported = app::org::import(&app, &caller, &table).await?;
    Ok(Json(OrgImported { created: imported.created, existing: imported.existing }))
}
