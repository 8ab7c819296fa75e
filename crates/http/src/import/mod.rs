//! Bringing in a ledger.

mod cell;
mod columns;
mod differences;
mod errors;
mod mend;
mod paste;
mod reading;
mod row;
mod undo;

use std::collections::BTreeMap;
use std::time::Duration;

use app::App;
use app::import::{CommitOptions, NewFile, Reasons};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;
use uuid::Uuid;

use self::reading::{Import, ImportList, ImportSummary};
use crate::caller::{Permitted, may};
use crate::form::{File, Parts};
use crate::input::{Params, Place, Valid};
use crate::problem::{ApiError, Refusals};
use crate::wire::{PAGE, download, key, period};

/// The largest workbook that is taken.
const FILE_LIMIT: usize = 100 * 1024 * 1024;
/// How long a request waits for work that goes on as a job.
const PATIENCE: Duration = Duration::from_secs(1);
/// Rows up to which a commit is waited for.
const SMALL: usize = 2_000;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(import_list, import_create).layer(DefaultBodyLimit::max(FILE_LIMIT)))
        .routes(routes!(import_show, import_discard))
        .routes(routes!(import_commit))
        .routes(routes!(import_file))
        .merge(columns::routes())
        .merge(row::routes())
        .merge(mend::routes())
        .merge(errors::routes())
        .merge(differences::routes())
        .merge(undo::routes())
        .merge(cell::routes())
        .merge(paste::routes())
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ImportParams {
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Imports that one sees, newest first.
#[utoipa::path(get, path = "/imports", operation_id = "import_list", tag = "import", params(ImportParams), responses((status = 200, body = ImportList), Refusals))]
async fn import_list(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Params(params): Params<ImportParams>,
) -> Result<Json<ImportList>, ApiError> {
    let before = key::<Uuid>(params.cursor.as_deref())?.map(Into::into);
    let page = app::import::list(&app, &caller, before, params.limit.unwrap_or(PAGE)).await?;
    let items = page.items.into_iter().map(|line| ImportSummary::new(&line.import, line.standing, line.org, line.problems)).collect();
    Ok(Json(ImportList { items, total: page.total, next_cursor: page.next }))
}

/// A workbook with what it reports.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document; the handler reads its parts one by one")]
struct ImportForm {
    /// xlsx, xls, ods or separated text; text copied from a spreadsheet is a file of its own kind.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `2026-09`.
    period: String,
    /// Code of the organisation that it is brought in for.
    org_code: String,
    /// `current`, or `history` for the ledger of a former year, whose claims come in as historical data.
    kind: Option<String>,
}

/// Read a workbook and keep it; nothing reaches the record yet. A large one is read as a job.
#[utoipa::path(post, path = "/imports", operation_id = "import_create", tag = "import",
    request_body(content = ImportForm, content_type = "multipart/form-data"), responses((status = 201, body = Import), Refusals))]
async fn import_create(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    form: Multipart,
) -> Result<(StatusCode, Json<Import>), ApiError> {
    let mut parts = Parts::read(form, FILE_LIMIT).await?;
    let File { name: file_name, content, .. } = parts.file("选择台账文件")?;
    let period = period(&parts.text("period", "选择账期")?)?;
    let org = parts.text("org_code", "选择填报单位")?;
    let history = match parts.optional_text("kind").as_deref() {
        None | Some("current") => false,
        Some("history") => true,
        Some(other) => {
            let message = format!("台账种类「{other}」无效,可选 current(本期台账)或 history(往年台账)");
            return Err(app::AppError::invalid("/kind", "kind", message).into());
        }
    };
    let file = NewFile { file_name, content, period, org, history };
    let view = app::import::bring_in_within(&app, &caller, file, PATIENCE).await?;
    Ok((StatusCode::CREATED, Json(view.into())))
}

/// One import.
#[utoipa::path(get, path = "/imports/{id}", operation_id = "import_show", tag = "import", params(("id" = Uuid, Path)), responses((status = 200, body = Import), Refusals))]
async fn import_show(State(app): State<App>, caller: Permitted<may::ClaimRead>, Place(id): Place<Uuid>) -> Result<Json<Import>, ApiError> {
    Ok(Json(app::import::show(&app, &caller, id.into()).await?.into()))
}

/// Forget an import that was never committed.
#[utoipa::path(delete, path = "/imports/{id}", operation_id = "import_discard", tag = "import", params(("id" = Uuid, Path)), responses((status = 204), Refusals))]
async fn import_discard(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
) -> Result<StatusCode, ApiError> {
    app::import::discard(&app, &caller, id.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was confirmed for a commit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CommitBody {
    /// Write money of an older period although a newer one is booked.
    #[serde(default)]
    confirm_older: bool,
    /// The version that was looked at; without one whatever stands is committed.
    version: Option<i32>,
    /// Why what a rule still tells is right as it stands, by rule.
    #[serde(default)]
    reasons: BTreeMap<String, String>,
}

/// Commit an import: all of it or nothing. A large one is committed as a job.
#[utoipa::path(post, path = "/imports/{id}/commit", operation_id = "import_commit", tag = "import", params(("id" = Uuid, Path)),
    request_body = CommitBody, responses((status = 200, body = Import), Refusals))]
async fn import_commit(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<CommitBody>,
) -> Result<Json<Import>, ApiError> {
    let reasons = Reasons { by_rule: body.reasons, others: None };
    let options = CommitOptions { confirm_older: body.confirm_older, version: body.version, reasons };
    let before = app::import::show(&app, &caller, id.into()).await?;
    if before.tabs.all <= SMALL {
        return Ok(Json(app::import::commit(&app, &caller, id.into(), options).await?.into()));
    }
    app::import::begin_commit(&app, &caller, id.into(), options).await?.ended_within(PATIENCE).await;
    Ok(Json(app::import::show(&app, &caller, id.into()).await?.into()))
}

/// The workbook, exactly as it came.
#[utoipa::path(get, path = "/imports/{id}/file", operation_id = "import_file", tag = "import", params(("id" = Uuid, Path)),
    responses((status = 200, description = "原文件", content_type = "application/octet-stream", body = Vec<u8>), Refusals))]
async fn import_file(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
) -> Result<impl IntoResponse, ApiError> {
    let (name, content) = app::import::content(&app, &caller, id.into()).await?;
    Ok(download(&name, "application/octet-stream", content))
}
