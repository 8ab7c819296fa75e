//! The rows with errors as a workbook, down and up again.

use app::App;
use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::form::{File, Parts};
use crate::input::Place;
use crate::problem::{ApiError, Refusals};
use crate::wire::download;

/// The largest workbook of errors that is taken.
const LIMIT: usize = 20 * 1024 * 1024;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_errors)).routes(routes!(import_apply_errors).layer(DefaultBodyLimit::max(LIMIT)))
}

/// The rows with errors, each with what is wrong.
#[utoipa::path(get, path = "/imports/{id}/errors.xlsx", operation_id = "import_errors", tag = "import", params(("id" = Uuid, Path)),
    responses((status = 200, description = "错误行", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), Refusals))]
async fn import_errors(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
) -> Result<impl IntoResponse, ApiError> {
    let (name, content) = app::import::error_workbook(&app, &caller, id.into()).await?;
    Ok(download(&name, XLSX, content))
}

/// A workbook of errors.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document; the handler reads its parts one by one")]
struct ErrorsForm {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// What came of a workbook of errors.
#[derive(Serialize, ToSchema)]
struct ErrorsResult {
    /// Texts that were changed.
    applied: usize,
    /// Rows of it that still have an error.
    still_wrong: usize,
    /// Places of rows that the import does not have, such as `台账!B7`.
    unknown_rows: Vec<String>,
}

/// Take over what was mended in a workbook of errors.
#[utoipa::path(post, path = "/imports/{id}/errors", operation_id = "import_apply_errors", tag = "import", params(("id" = Uuid, Path)),
    request_body(content = ErrorsForm, content_type = "multipart/form-data"), responses((status = 200, body = ErrorsResult), Refusals))]
async fn import_apply_errors(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
    form: Multipart,
) -> Result<Json<ErrorsResult>, ApiError> {
    let File { name, content, .. } = Parts::read(form, LIMIT).await?.file("选择改正后的错误行文件")?;
    let applied = app::import::apply_errors(&app, &caller, id.into(), content, name).await?;
    Ok(Json(ErrorsResult { applied: applied.applied, still_wrong: applied.still_wrong, unknown_rows: applied.unknown }))
}
