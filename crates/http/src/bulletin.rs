//! Bulletins.

use app::App;
use app::bulletin::{BulletinView, FilePurpose};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::bulletin::{Bulletin as Record, BulletinFile as File};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::input::{Params, Place, Valid};
use crate::problem::{ApiError, Refusals};
use crate::wire::{Level, PAGE, download, key, period, wire_enum};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(bulletin_list, bulletin_issue)).routes(routes!(bulletin_show)).routes(routes!(bulletin_file))
}

wire_enum! {
    /// What a file of a bulletin is.
    FileKind = app::bulletin::FilePurpose { Bulletin, Annex }
}

/// A file of a bulletin.
#[derive(Serialize, ToSchema)]
struct BulletinFile {
    kind: FileKind,
    file_name: String,
    size: i64,
}

/// An issued bulletin.
#[derive(Serialize, ToSchema)]
struct Bulletin {
    id: Uuid,
    number: i32,
    title: String,
    period: String,
    level: Level,
    level_label: &'static str,
    as_of: DateTime<Utc>,
    issued_by: String,
    issued_at: DateTime<Utc>,
    files: Vec<BulletinFile>,
}

impl Bulletin {
    fn new(record: Record, files: Vec<File>) -> Self {
        let files = files.into_iter().filter_map(|file| {
            Some(BulletinFile { kind: FilePurpose::from_code(&file.kind)?.into(), file_name: file.file_name, size: file.size })
        });
        Self {
            id: record.id.0,
            number: record.number,
            title: record.title,
            period: record.period.to_string(),
            level: record.level.into(),
            level_label: record.level.label(),
            as_of: record.as_of,
            issued_by: record.issued_name,
            issued_at: record.issued_at,
            files: files.collect(),
        }
    }
}

/// A number in a bulletin, bound to the question that opens it.
#[derive(Serialize, ToSchema)]
struct BulletinFigure {
    /// Its id in the paper.
    id: String,
    label: String,
    value_text: String,
    indicator: String,
    /// Code of the unit, or `total`.
    org: String,
    /// A span, or `growth`.
    span: String,
}

/// A piece of a paragraph.
#[derive(Serialize, ToSchema)]
struct TextRun {
    text: String,
    /// The number that it is, where it is one.
    #[schema(required = true)]
    figure: Option<String>,
}

/// A paragraph of a bulletin.
#[derive(Serialize, ToSchema)]
struct Paragraph {
    heading: bool,
    runs: Vec<TextRun>,
}

/// A bulletin with its text and its numbers.
#[derive(Serialize, ToSchema)]
struct BulletinDetail {
    #[serde(flatten)]
    bulletin: Bulletin,
    paragraphs: Vec<Paragraph>,
    figures: Vec<BulletinFigure>,
}

impl From<BulletinView> for BulletinDetail {
    fn from(view: BulletinView) -> Self {
        let paragraphs = view.model.paragraphs().into_iter().map(|told| Paragraph {
            heading: told.heading,
            runs: told.pieces.into_iter().map(|(text, figure)| TextRun { text, figure }).collect(),
        });
        let paragraphs = paragraphs.collect();
        let figures = view.model.figures.into_iter().map(|figure| BulletinFigure {
            id: figure.id,
            label: figure.label,
            value_text: figure.text,
            indicator: figure.indicator,
            org: figure.org.unwrap_or_else(|| "total".to_owned()),
            span: figure.span,
        });
        Self { paragraphs, figures: figures.collect(), bulletin: Bulletin::new(view.bulletin, view.files) }
    }
}

#[derive(Serialize, ToSchema)]
struct BulletinList {
    items: Vec<Bulletin>,
    total: u64,
    #[schema(required = true)]
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct BulletinParams {
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Bulletins, newest first.
#[utoipa::path(get, path = "/bulletins", operation_id = "bulletin_list", tag = "bulletin", params(BulletinParams), responses((status = 200, body = BulletinList), Refusals))]
async fn bulletin_list(
    State(app): State<App>,
    caller: Permitted<may::BulletinRead>,
    Params(params): Params<BulletinParams>,
) -> Result<Json<BulletinList>, ApiError> {
    let page = app::bulletin::list(&app, &caller, key(params.cursor.as_deref())?, params.limit.unwrap_or(PAGE)).await?;
    let items = page.items.into_iter().map(|(record, files)| Bulletin::new(record, files)).collect();
    Ok(Json(BulletinList { items, total: page.total, next_cursor: page.next }))
}

/// A bulletin to be issued.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewBulletin {
    /// `2026-09`.
    period: String,
    level: Level,
}

/// Issue a bulletin.
#[utoipa::path(post, path = "/bulletins", operation_id = "bulletin_issue", tag = "bulletin", request_body = NewBulletin,
    responses((status = 201, body = BulletinDetail), Refusals))]
async fn bulletin_issue(
    State(app): State<App>,
    caller: Permitted<may::BulletinIssue>,
    Valid(body): Valid<NewBulletin>,
) -> Result<(StatusCode, Json<BulletinDetail>), ApiError> {
    let view = app::bulletin::issue(&app, &caller, period(&body.period)?, body.level.into()).await?;
    Ok((StatusCode::CREATED, Json(view.into())))
}

/// One bulletin.
#[utoipa::path(get, path = "/bulletins/{id}", operation_id = "bulletin_show", tag = "bulletin", params(("id" = Uuid, Path)), responses((status = 200, body = BulletinDetail), Refusals))]
async fn bulletin_show(
    State(app): State<App>,
    caller: Permitted<may::BulletinRead>,
    Place(id): Place<Uuid>,
) -> Result<Json<BulletinDetail>, ApiError> {
    Ok(Json(app::bulletin::show(&app, &caller, id.into()).await?.into()))
}

/// A file of a bulletin, exactly as it was issued.
#[utoipa::path(get, path = "/bulletins/{id}/files/{kind}", operation_id = "bulletin_file", tag = "bulletin",
    params(("id" = Uuid, Path), ("kind" = FileKind, Path)),
    responses((status = 200, description = "docx 或 xlsx", content_type = "application/octet-stream", body = Vec<u8>), Refusals))]
async fn bulletin_file(
    State(app): State<App>,
    caller: Permitted<may::BulletinRead>,
    Place((id, kind)): Place<(Uuid, FileKind)>,
) -> Result<impl IntoResponse, ApiError> {
    let file = app::bulletin::file(&app, &caller, id.into(), kind.into()).await?;
    Ok(download(&file.file_name, &file.media_type, file.content))
}
