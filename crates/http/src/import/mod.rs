//! Bringing in a ledger.

mod reading;
mod row;

use app::App;
use app::import::{CommitOptions, NewFile, RowFilter};
use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;
use uuid::Uuid;

use self::reading::{Import, ImportList, ImportSummary};
use self::row::{CellWindow, ImportRow, ImportRows, Window, WindowCell, WindowRow};
use crate::caller::{Permitted, may};
use crate::input::{Params, Place, Valid};
use crate::problem::{ApiError, Refusals};
use crate::wire::{PAGE, download, key, period};

/// The largest workbook that is taken.
const FILE_LIMIT: usize = 100 * 1024 * 1024;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(import_list, import_create).layer(DefaultBodyLimit::max(FILE_LIMIT)))
        .routes(routes!(import_show, import_discard))
        .routes(routes!(import_rows))
        .routes(routes!(import_commit))
        .routes(routes!(import_undo))
        .routes(routes!(import_file))
        .routes(routes!(import_cell))
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
    let items = page.items.into_iter().map(|(record, org, counts)| ImportSummary::new(&record, org, counts)).collect();
    Ok(Json(ImportList { items, total: page.total, next_cursor: page.next }))
}

/// A workbook with what it reports.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document; the handler reads its parts one by one")]
struct ImportForm {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `2026-09`.
    period: String,
    /// Code of the organisation that it is brought in for.
    org_code: String,
}

/// Read a workbook and keep it; nothing reaches the record yet.
#[utoipa::path(post, path = "/imports", operation_id = "import_create", tag = "import",
    request_body(content = ImportForm, content_type = "multipart/form-data"), responses((status = 201, body = Import), Refusals))]
async fn import_create(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    form: Multipart,
) -> Result<(StatusCode, Json<Import>), ApiError> {
    let file = read_form(form).await?;
    let view = app::import::bring_in(&app, &caller, file).await?;
    Ok((StatusCode::CREATED, Json(view.into())))
}

async fn read_form(mut form: Multipart) -> Result<NewFile, ApiError> {
    let broken = |error: MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            let message = format!("文件超过 {} MB,请拆分后分别导入", FILE_LIMIT / 1024 / 1024);
            return app::AppError::invalid("/file", "file_too_large", message).into();
        }
        ApiError::bare(error.status())
    };
    let (mut file, mut period_text, mut org) = (None, None, None);
    while let Some(part) = form.next_field().await.map_err(broken)? {
        match part.name() {
            Some("file") => {
                let name = part
                    .file_name()
                    .unwrap_or("未命名")
                    .rsplit(['/', '\\'])
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .take(200)
                    .collect::<String>();
                file = Some((name, part.bytes().await.map_err(broken)?.to_vec()));
            }
            Some("period") => period_text = Some(part.text().await.map_err(broken)?),
            Some("org_code") => org = Some(part.text().await.map_err(broken)?),
            _ => {}
        }
    }
    let missing = |field: &str, what: &str| ApiError::from(app::AppError::invalid(field, "missing", format!("请{what}")));
    let (file_name, content) = file.ok_or_else(|| missing("/file", "选择台账文件"))?;
    let period = period(&period_text.ok_or_else(|| missing("/period", "选择账期"))?)?;
    let org = org.ok_or_else(|| missing("/org_code", "选择填报单位"))?;
    Ok(NewFile { file_name, content, period, org })
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

/// Which rows of an import are asked for.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Rows {
    All,
    Problems,
    Terminated,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RowParams {
    offset: Option<usize>,
    limit: Option<usize>,
    #[param(inline)]
    filter: Option<Rows>,
}

/// Some rows of an import.
#[utoipa::path(get, path = "/imports/{id}/rows", operation_id = "import_rows", tag = "import", params(("id" = Uuid, Path), RowParams), responses((status = 200, body = ImportRows), Refusals))]
async fn import_rows(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
    Params(params): Params<RowParams>,
) -> Result<Json<ImportRows>, ApiError> {
    let filter = match params.filter {
        None | Some(Rows::All) => RowFilter::All,
        Some(Rows::Problems) => RowFilter::Problems,
        Some(Rows::Terminated) => RowFilter::Terminated,
    };
    let (offset, limit) = (params.offset.unwrap_or(0), params.limit.unwrap_or(100).min(500));
    let (total, rows) = app::import::rows(&app, &caller, id.into(), filter, offset, limit).await?;
    Ok(Json(ImportRows { total, items: rows.into_iter().map(ImportRow::from).collect() }))
}

/// What was confirmed for a commit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CommitBody {
    /// Write money of an older period although a newer one is booked.
    #[serde(default)]
    confirm_older: bool,
}

/// Commit an import: all of it or nothing.
#[utoipa::path(post, path = "/imports/{id}/commit", operation_id = "import_commit", tag = "import", params(("id" = Uuid, Path)),
    request_body = CommitBody, responses((status = 200, body = Import), Refusals))]
async fn import_commit(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<CommitBody>,
) -> Result<Json<Import>, ApiError> {
    let options = CommitOptions { confirm_older: body.confirm_older };
    Ok(Json(app::import::commit(&app, &caller, id.into(), options).await?.into()))
}

/// Why an import is undone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UndoBody {
    reason: String,
}

/// Undo an import as a whole, or be told what stands in the way.
#[utoipa::path(post, path = "/imports/{id}/undo", operation_id = "import_undo", tag = "import", params(("id" = Uuid, Path)),
    request_body = UndoBody, responses((status = 200, body = Import), Refusals))]
async fn import_undo(
    State(app): State<App>,
    caller: Permitted<may::ImportUndo>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<UndoBody>,
) -> Result<Json<Import>, ApiError> {
    Ok(Json(app::import::undo(&app, &caller, id.into(), &body.reason).await?.into()))
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

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CellParams {
    sheet: String,
    /// `H7`.
    cell: String,
}

/// The surroundings of a cell in an import's workbook.
#[utoipa::path(get, path = "/imports/{id}/cell", operation_id = "import_cell", tag = "import", params(("id" = Uuid, Path), CellParams), responses((status = 200, body = CellWindow), Refusals))]
async fn import_cell(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
    Params(params): Params<CellParams>,
) -> Result<Json<CellWindow>, ApiError> {
    let found = app::import::cell_window(&app, &caller, id.into(), &params.sheet, &params.cell).await?;
    let (header, around): (Vec<_>, Vec<_>) = found.rows.into_iter().partition(|row| row.is_header);
    let rows = around.into_iter().map(|row| WindowRow {
        row: row.row,
        cells: row.cells.into_iter().map(|cell| WindowCell { address: cell.address, raw: cell.raw, is_target: cell.is_target }).collect(),
    });
    Ok(Json(CellWindow {
        sheet: found.sheet,
        cell: found.cell,
        raw: found.raw,
        header_rows: header.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.raw).collect()).collect(),
        window: Window { columns: found.columns, rows: rows.collect() },
    }))
}
