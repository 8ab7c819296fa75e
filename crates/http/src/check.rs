//! Checking the figures of a text or a document. Nothing is stored.

use app::App;
use app::check::{Checked, TakeAway};
use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;

use crate::caller::CurrentUser;
use crate::input::Valid;
use crate::problem::{ApiError, Refusals};
use crate::wire::download;

/// The largest document that is taken.
const FILE_LIMIT: usize = 32 * 1024 * 1024;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(check_create).layer(DefaultBodyLimit::max(FILE_LIMIT)))
        .routes(routes!(check_file).layer(DefaultBodyLimit::max(FILE_LIMIT)))
}

/// What a check found. Places count Unicode scalar values of `text`.
#[derive(Serialize, ToSchema)]
struct FigureCheck {
    text: String,
    findings: Vec<CheckFinding>,
    verified: Vec<CheckVerified>,
}

/// A statement that does not hold, or that a person should look at.
#[derive(Serialize, ToSchema)]
struct CheckFinding {
    /// `error` where the arithmetic is certain, `warning` where a person must decide.
    severity: CheckSeverity,
    /// Name of the kind of statement: 合计, 占比.
    kind_label: String,
    start: usize,
    end: usize,
    quote: String,
    stated: String,
    computed: String,
    message: String,
    /// What to write in its place, where the arithmetic tells it.
    correction: Option<CheckCorrection>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum CheckSeverity {
    Error,
    Warning,
}

/// A replacement of the characters from `start` to `end`.
#[derive(Serialize, ToSchema)]
struct CheckCorrection {
    start: usize,
    end: usize,
    text: String,
}

/// A statement that holds.
#[derive(Serialize, ToSchema)]
struct CheckVerified {
    kind_label: String,
    start: usize,
    end: usize,
    quote: String,
}

impl From<Checked> for FigureCheck {
    fn from(checked: Checked) -> Self {
        let findings = checked.report.findings.into_iter().map(|finding| CheckFinding {
            severity: match finding.severity {
                figures::Severity::Error => CheckSeverity::Error,
                figures::Severity::Warning => CheckSeverity::Warning,
            },
            kind_label: finding.kind.label().to_owned(),
            start: finding.start,
            end: finding.end,
            quote: finding.quote,
            stated: finding.stated,
            computed: finding.computed,
            message: finding.message,
            correction: finding.correction.map(|it| CheckCorrection { start: it.start, end: it.end, text: it.text }),
        });
        let verified = checked.report.verified.into_iter().map(|verified| CheckVerified {
            kind_label: verified.kind.label().to_owned(),
            start: verified.start,
            end: verified.end,
            quote: verified.quote,
        });
        Self { findings: findings.collect(), verified: verified.collect(), text: checked.text }
    }
}

/// A text, or a document.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document; the handler reads its parts one by one")]
struct CheckForm {
    /// The text itself.
    text: Option<String>,
    /// docx, xlsx, html, txt or md.
    #[schema(value_type = Option<String>, format = Binary)]
    file: Option<Vec<u8>>,
}

/// Check a text or a document. It is read, checked and forgotten.
#[utoipa::path(post, path = "/checks", operation_id = "check_create", tag = "check",
    request_body(content = CheckForm, content_type = "multipart/form-data"), responses((status = 200, body = FigureCheck), Refusals))]
async fn check_create(_: CurrentUser, mut form: Multipart) -> Result<Json<FigureCheck>, ApiError> {
    let broken = |error: MultipartError| -> ApiError {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return app::AppError::invalid("/file", "file_too_large", "文件超过 32 MB,请拆成几份再核对").into();
        }
        ApiError::bare(error.status())
    };
    while let Some(part) = form.next_field().await.map_err(broken)? {
        match part.name() {
            Some("text") => return Ok(Json(app::check::text(part.text().await.map_err(broken)?).await?.into())),
            Some("file") => {
                let name = part.file_name().unwrap_or("未命名").to_owned();
                let content = part.bytes().await.map_err(broken)?.to_vec();
                return Ok(Json(app::check::file(content, name).await?.into()));
            }
            _ => {}
        }
    }
    Err(app::AppError::invalid("/text", "missing", "请粘贴文字或选择文件").into())
}

/// What to take away of a text.
#[derive(Deserialize, ToSchema)]
struct CheckFileRequest {
    text: String,
    kind: CheckFileKind,
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum CheckFileKind {
    /// The list of findings, xlsx.
    Findings,
    /// The text with the places marked, docx.
    Marked,
    /// The text with the corrections that the arithmetic tells, txt.
    Corrected,
}

/// A file to take away: the findings, the text with the places marked, or the corrected text.
#[utoipa::path(post, path = "/checks/files", operation_id = "check_file", tag = "check", request_body = CheckFileRequest,
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), Refusals))]
async fn check_file(_: CurrentUser, Valid(request): Valid<CheckFileRequest>) -> Result<impl IntoResponse, ApiError> {
    let kind = match request.kind {
        CheckFileKind::Findings => TakeAway::Findings,
        CheckFileKind::Marked => TakeAway::Marked,
        CheckFileKind::Corrected => TakeAway::Corrected,
    };
    let file = app::check::take_away(request.text, kind).await?;
    Ok(download(file.name, file.media_type, file.content))
}
