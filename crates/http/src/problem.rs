//! Problem documents: the one form in which a refusal leaves the program.

use std::collections::BTreeMap;

use app::project::{Overtaken, OvertakenField};
use app::{AppError, FieldError};
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, ResponseBuilder, ResponsesBuilder};
use utoipa::{IntoResponses, ToSchema};

use crate::client::request_id;

/// What was refused and what to do about it (RFC 9457).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Always `about:blank`: [`Problem::code`] tells problems apart.
    r#type: &'static str,
    /// What is wrong, in Chinese, ready to be shown.
    title: String,
    /// The status of the answer.
    status: u16,
    /// Stable code for programs.
    code: String,
    /// More for the person who reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// What is wrong in detail, field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ProblemField>,
    /// Where somebody else changed the record meanwhile: what stands against what.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<EditConflict>,
    /// The request, by which its traces are found in the log.
    request_id: Option<String>,
}

/// One thing wrong with what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FieldError)]
pub(crate) struct ProblemField {
    /// JSON pointer of the field; empty for the whole.
    pointer: String,
    /// Stable code.
    code: String,
    /// What is wrong and what would be right, in Chinese.
    message: String,
}

impl From<FieldError> for ProblemField {
    fn from(error: FieldError) -> Self {
        Self { pointer: error.pointer, code: error.code, message: error.message }
    }
}

/// A record was changed by somebody else since the version that an edit stands on.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct EditConflict {
    /// The present version.
    version: i32,
    /// Who wrote it.
    by: String,
    /// When.
    at: DateTime<Utc>,
    /// The fields of the edit.
    fields: Vec<ConflictField>,
}

/// One field of an edit that came too late.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct ConflictField {
    field: &'static str,
    label: &'static str,
    /// As it was when the edit began.
    #[schema(required = true)]
    original: Option<String>,
    /// As it is now.
    #[schema(required = true)]
    theirs: Option<String>,
    /// As the edit wants it.
    #[schema(required = true)]
    mine: Option<String>,
    /// Whether it was changed meanwhile.
    changed: bool,
}

impl From<Overtaken> for EditConflict {
    fn from(overtaken: Overtaken) -> Self {
        let field = |field: OvertakenField| ConflictField {
            field: field.field.code(),
            label: field.field.label(),
            original: field.original,
            theirs: field.theirs,
            mine: field.mine,
            changed: field.changed,
        };
        Self { version: overtaken.version, by: overtaken.by, at: overtaken.at, fields: overtaken.fields.into_iter().map(field).collect() }
    }
}

/// The refusals that every operation may answer with, for the OpenAPI document.
pub(crate) struct Refusals;

impl IntoResponses for Refusals {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
        let response = ResponseBuilder::new().description("问题说明(RFC 9457)").content("application/problem+json", content);
        ResponsesBuilder::new().response("default", response).build().into()
    }
}

/// A refusal on its way out. It becomes a [`Problem`] in [`render`], which knows the request.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    title: String,
    detail: Option<Box<str>>,
    errors: Vec<ProblemField>,
    /// Boxed: few errors have one, and every handler's answer has room for an error.
    conflict: Option<Box<EditConflict>>,
    cause: Option<String>,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, code: &'static str, title: impl Into<String>) -> Self {
        Self { status, code, title: title.into(), detail: None, errors: Vec::new(), conflict: None, cause: None }
    }

    /// With what is wrong, field by field.
    pub(crate) fn with_errors(self, errors: impl IntoIterator<Item = FieldError>) -> Self {
        Self { errors: errors.into_iter().map(ProblemField::from).collect(), ..self }
    }

    /// Something that should not happen. The cause is logged and never sent.
    pub(crate) fn internal(cause: &(dyn std::error::Error + 'static)) -> Self {
        let chain: Vec<_> = std::iter::successors(Some(cause), |error| error.source()).map(ToString::to_string).collect();
        Self { cause: Some(chain.join(": ")), ..Self::bare(StatusCode::INTERNAL_SERVER_ERROR) }
    }

    /// What a status says by itself.
    pub(crate) fn bare(status: StatusCode) -> Self {
        let (code, title) = match status {
            StatusCode::BAD_REQUEST => ("bad_request", "请求的格式不正确"),
            StatusCode::UNAUTHORIZED => ("not_logged_in", "请先登录"),
            StatusCode::FORBIDDEN => ("forbidden", "不允许这一操作"),
            StatusCode::NOT_FOUND => ("not_found", "没有找到,或者不在您的查看范围内"),
            StatusCode::METHOD_NOT_ALLOWED => ("method_not_allowed", "此地址不支持这种请求方法"),
            StatusCode::REQUEST_TIMEOUT => ("timeout", "处理超时,请稍后重试"),
            StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "提交的内容超过大小上限"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => ("unsupported_media_type", "不支持这种内容类型"),
            StatusCode::TOO_MANY_REQUESTS => ("too_many_requests", "请求过于频繁,请稍后再试"),
            StatusCode::SERVICE_UNAVAILABLE => ("unavailable", "服务暂不可用,请稍后重试"),
            status if status.is_client_error() => ("refused", "请求未被接受"),
            _ => ("internal", "系统内部错误,请稍后重试;如仍不行,请将请求编号告知管理员"),
        };
        Self::new(status, code, title)
    }
}

impl From<AppError> for ApiError {
    fn from(error: AppError) -> Self {
        let code = error.code();
        let title = error.to_string();
        match error {
            AppError::Forbidden(_) => Self::new(StatusCode::FORBIDDEN, code, title),
            AppError::Unauthorised { .. } => Self::new(StatusCode::UNAUTHORIZED, code, title),
            AppError::Locked(until) => Self { detail: Some(until.into()), ..Self::new(StatusCode::LOCKED, code, "账号已锁定") },
            AppError::NotFound => Self::new(StatusCode::NOT_FOUND, code, title),
            AppError::Invalid(errors) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, title).with_errors(errors),
            AppError::Conflict { errors, .. } => Self::new(StatusCode::CONFLICT, code, title).with_errors(errors),
            AppError::Overtaken(overtaken) => {
                Self { conflict: Some(Box::new((*overtaken).into())), ..Self::new(StatusCode::PRECONDITION_FAILED, code, title) }
            }
            AppError::Store(store::StoreError::Busy) => Self::new(StatusCode::SERVICE_UNAVAILABLE, code, title),
            AppError::Store(error) => Self::internal(&error),
            AppError::Internal(error) => Self::internal(error.as_ref()),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(std::sync::Arc::new(self));
        response
    }
}

/// Turns every refusal into a problem document: those of handlers, and the bare statuses of layers and of axum.
pub(crate) async fn render(request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let is_api = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    let status = response.status();
    let known = response.extensions().get::<std::sync::Arc<ApiError>>().cloned();
    if known.is_none() && !(is_api && (status.is_client_error() || status.is_server_error())) {
        return response;
    }
    let error = known.unwrap_or_else(|| std::sync::Arc::new(ApiError::bare(status)));
    if let Some(cause) = &error.cause {
        tracing::error!(request_id = id.as_deref(), cause, "request failed");
    }
    let problem = Problem {
        r#type: "about:blank",
        title: error.title.clone(),
        status: status.as_u16(),
        code: error.code.to_owned(),
        detail: error.detail.as_deref().map(str::to_owned),
        errors: error.errors.clone(),
        conflict: error.conflict.as_deref().cloned(),
        request_id: id,
    };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_ENCODING);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    // A problem is made of texts and numbers: it can always be written.
    Response::from_parts(parts, Body::from(serde_json::to_vec(&problem).unwrap_or_default()))
}
