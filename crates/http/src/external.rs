//! Figures that others have published.

use app::App;
use app::external::{FigureDraft, FigureView, PaperDraft, PaperView, Published as Told};
use axum::Json;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use store::external::ExternalPaper as Paper;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::form::Parts;
use crate::input::{Params, Place, Valid};
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::wire::{PAGE, download, key, period};

/// The largest paper that is taken.
const FILE_LIMIT: usize = 50 * 1024 * 1024;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(external_paper_list, external_paper_record).layer(DefaultBodyLimit::max(FILE_LIMIT)))
        .routes(routes!(external_paper_show))
        .routes(routes!(external_paper_file))
        .routes(routes!(external_figure_record))
}

/// A paper that somebody published.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublishedPaper {
    id: Uuid,
    title: String,
    #[schema(required = true)]
    document_no: Option<String>,
    issuer: String,
    issued_on: NaiveDate,
    /// Name of the paper's file, where it was handed in.
    #[schema(required = true)]
    file_name: Option<String>,
    recorded_by: String,
    recorded_at: DateTime<Utc>,
}

impl From<&Paper> for PublishedPaper {
    fn from(paper: &Paper) -> Self {
        Self {
            id: paper.id.0,
            title: paper.title.clone(),
            document_no: paper.document_no.clone(),
            issuer: paper.issuer.clone(),
            issued_on: paper.issued_on,
            file_name: paper.file.as_ref().map(|file| file.name.clone()),
            recorded_by: paper.recorded_name.clone(),
            recorded_at: paper.recorded_at,
        }
    }
}

/// A published figure behind a number of the board, with its paper.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublishedFigure {
    id: Uuid,
    /// As it was written.
    raw: String,
    /// Where in the paper.
    #[schema(required = true)]
    place: Option<String>,
    recorded_by: String,
    recorded_at: DateTime<Utc>,
    paper: PublishedPaper,
}

impl From<&Told> for PublishedFigure {
    fn from(told: &Told) -> Self {
        Self {
            id: told.figure.id.0,
            raw: told.figure.raw.clone(),
            place: told.figure.place.clone(),
            recorded_by: told.figure.recorded_name.clone(),
            recorded_at: told.figure.recorded_at,
            paper: PublishedPaper::from(&told.paper),
        }
    }
}

/// A figure that was recorded from a paper.
#[derive(Serialize, ToSchema)]
struct ExternalFigure {
    id: Uuid,
    org: OrgRef,
    /// Code of the indicator.
    indicator: &'static str,
    indicator_name: &'static str,
    unit_label: &'static str,
    /// Last month of what it covers, `2025-09`.
    period: String,
    /// Whether it covers the months from January.
    cumulative: bool,
    /// As the board prints it; absent where a former figure was taken back.
    #[schema(required = true)]
    text: Option<String>,
    /// As it was written.
    raw: String,
    #[schema(required = true)]
    place: Option<String>,
    recorded_by: String,
    recorded_at: DateTime<Utc>,
    /// Whether it stands: the latest to its question, and not taken back.
    stands: bool,
}

impl From<FigureView> for ExternalFigure {
    fn from(view: FigureView) -> Self {
        let figure = view.figure.into_inner();
        Self {
            id: figure.id.0,
            org: view.org.into(),
            indicator: &view.indicator.code,
            indicator_name: &view.indicator.name,
            unit_label: view.indicator.unit.label(),
            period: figure.question.period.to_string(),
            cumulative: figure.question.cumulative,
            text: figure.value.map(|value| app::indicator::text::value_text(view.indicator, Some(value))),
            raw: figure.raw,
            place: figure.place,
            recorded_by: figure.recorded_name,
            recorded_at: figure.recorded_at,
            stands: view.stands,
        }
    }
}

/// A paper on a list.
#[derive(Serialize, ToSchema)]
struct ExternalPaperSummary {
    #[serde(flatten)]
    paper: PublishedPaper,
    /// For whom it was recorded.
    org: OrgRef,
}

#[derive(Serialize, ToSchema)]
struct ExternalPaperList {
    items: Vec<ExternalPaperSummary>,
    total: u64,
    #[schema(required = true)]
    next_cursor: Option<String>,
}

/// A paper with all figures that were recorded from it, in the order of time.
#[derive(Serialize, ToSchema)]
struct ExternalPaper {
    #[serde(flatten)]
    summary: ExternalPaperSummary,
    figures: Vec<ExternalFigure>,
}

impl From<PaperView> for ExternalPaper {
    fn from(view: PaperView) -> Self {
        let paper = PublishedPaper::from(&*view.paper);
        Self {
            summary: ExternalPaperSummary { paper, org: view.org.into() },
            figures: view.figures.into_iter().map(ExternalFigure::from).collect(),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PaperParams {
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Papers that one sees, newest first.
#[utoipa::path(get, path = "/external-papers", operation_id = "external_paper_list", tag = "external", params(PaperParams),
    responses((status = 200, body = ExternalPaperList), Refusals))]
async fn external_paper_list(
    State(app): State<App>,
    caller: Permitted<may::BoardRead>,
    Params(params): Params<PaperParams>,
) -> Result<Json<ExternalPaperList>, ApiError> {
    let before = key::<Uuid>(params.cursor.as_deref())?.map(Into::into);
    let page = app::external::papers(&app, &caller, before, params.limit.unwrap_or(PAGE)).await?;
    let items = page.items.into_iter().map(|(paper, org)| ExternalPaperSummary { paper: PublishedPaper::from(&*paper), org: org.into() });
    Ok(Json(ExternalPaperList { items: items.collect(), total: page.total, next_cursor: page.next }))
}

/// One paper.
#[utoipa::path(get, path = "/external-papers/{id}", operation_id = "external_paper_show", tag = "external", params(("id" = Uuid, Path)),
    responses((status = 200, body = ExternalPaper), Refusals))]
async fn external_paper_show(
    State(app): State<App>,
    caller: Permitted<may::BoardRead>,
    Place(id): Place<Uuid>,
) -> Result<Json<ExternalPaper>, ApiError> {
    Ok(Json(app::external::paper(&app, &caller, id.into()).await?.into()))
}

/// The paper itself, exactly as it came.
#[utoipa::path(get, path = "/external-papers/{id}/file", operation_id = "external_paper_file", tag = "external", params(("id" = Uuid, Path)),
    responses((status = 200, description = "原文件", content_type = "application/octet-stream", body = Vec<u8>), Refusals))]
async fn external_paper_file(
    State(app): State<App>,
    caller: Permitted<may::BoardRead>,
    Place(id): Place<Uuid>,
) -> Result<impl IntoResponse, ApiError> {
    let (name, media_type, content) = app::external::file(&app, &caller, id.into()).await?;
    Ok(download(&name, &media_type, content))
}

/// A paper with what is known of it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document; the handler reads its parts one by one")]
struct PaperForm {
    /// Code of the organisation that it is recorded for.
    org_code: String,
    title: String,
    document_no: Option<String>,
    issuer: String,
    /// `2025-10-12`.
    issued_on: String,
    #[schema(value_type = Option<String>, format = Binary)]
    file: Option<Vec<u8>>,
}

/// Record a paper.
#[utoipa::path(post, path = "/external-papers", operation_id = "external_paper_record", tag = "external",
    request_body(content = PaperForm, content_type = "multipart/form-data"), responses((status = 201, body = ExternalPaper), Refusals))]
async fn external_paper_record(
    State(app): State<App>,
    caller: Permitted<may::ExternalRecord>,
    form: Multipart,
) -> Result<(StatusCode, Json<ExternalPaper>), ApiError> {
    let draft = read_form(form).await?;
    Ok((StatusCode::CREATED, Json(app::external::record_paper(&app, &caller, draft).await?.into())))
}

async fn read_form(form: Multipart) -> Result<PaperDraft, ApiError> {
    let mut parts = Parts::read(form, FILE_LIMIT).await?;
    let issued_on = parts.text("issued_on", "填写发布日期")?;
    let wrong = |_| app::AppError::invalid("/issued_on", "date", format!("发布日期「{issued_on}」无效,请写成 2025-10-12"));
    let file = parts.optional_file().filter(|file| !file.content.is_empty());
    Ok(PaperDraft {
        org: parts.text("org_code", "选择登记给哪个单位")?,
        title: parts.text("title", "填写文件标题")?,
        document_no: parts.optional_text("document_no"),
        issuer: parts.text("issuer", "填写发文单位")?,
        issued_on: issued_on.parse().map_err(wrong)?,
        file: file.map(|file| (file.name, file.media_type, file.content)),
    })
}

/// A figure of a paper.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewFigure {
    /// Code of the unit, or of the whole area.
    org: String,
    /// Code of the indicator.
    indicator: String,
    /// Last month of what it covers, `2025-09`.
    period: String,
    /// Whether it covers the months from January.
    cumulative: bool,
    /// `36.5`, `36.5亿元`, `42个`, `46.23%`; empty to take a former figure back.
    text: String,
    /// Where in the paper.
    place: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewFigures {
    figures: Vec<NewFigure>,
}

/// Record figures of a paper: all of them or none.
#[utoipa::path(post, path = "/external-papers/{id}/figures", operation_id = "external_figure_record", tag = "external",
    params(("id" = Uuid, Path)), request_body = NewFigures, responses((status = 200, body = ExternalPaper), Refusals))]
async fn external_figure_record(
    State(app): State<App>,
    caller: Permitted<may::ExternalRecord>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<NewFigures>,
) -> Result<Json<ExternalPaper>, ApiError> {
    let drafts = body.figures.into_iter().map(|figure| {
        Ok(FigureDraft {
            period: period(&figure.period)?,
            org: figure.org,
            indicator: figure.indicator,
            cumulative: figure.cumulative,
            text: figure.text,
            place: figure.place,
        })
    });
    let drafts = drafts.collect::<Result<Vec<_>, ApiError>>()?;
    Ok(Json(app::external::record_figures(&app, &caller, id.into(), &drafts).await?.into()))
}
