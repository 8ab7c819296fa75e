//! Reading what was sent: shape here, meaning in the use case.

use app::FieldError;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

use crate::problem::ApiError;

/// A JSON body of the right shape; otherwise a problem that names the place.
pub(crate) struct Valid<T>(pub(crate) T);

/// The query of the address, of the right shape.
pub(crate) struct Params<T>(pub(crate) T);

/// The version of a record that a change stands on, from `If-Match` (RFC 9110, 13.1.1): a number, quoted or not.
pub(crate) struct IfMatch(pub(crate) i32);

/// Parts of the address, of the right shape. One that cannot be read names nothing that exists.
pub(crate) struct Place<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Valid<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "内容类型须为 application/json"));
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| body_refused(&rejection))?;
        let mut json = serde_json::Deserializer::from_slice(&body);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| refused(error.path(), error.inner()))?;
        json.end().map_err(|error| syntax(&error))?;
        Ok(Self(value))
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match axum_extra::extract::Query::from_request_parts(parts, state).await {
            Ok(axum_extra::extract::Query(value)) => Ok(Self(value)),
            Err(rejection) => {
                let error = FieldError::new("", "query", format!("地址中的参数不正确:{rejection}"));
                Err(ApiError::new(StatusCode::BAD_REQUEST, "invalid_query", "地址中的参数不正确").with_errors([error]))
            }
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Place<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(ApiError::bare(StatusCode::NOT_FOUND)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let header = parts.headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        let Some(text) = header else {
            let title = "缺少所依据的版本(If-Match),请刷新后重试";
            return Err(ApiError::new(StatusCode::PRECONDITION_REQUIRED, "version_required", title));
        };
        let number = text.trim().trim_start_matches("W/").trim_matches('"').parse();
        number.map(Self).map_err(|_| ApiError::new(StatusCode::BAD_REQUEST, "invalid_version", format!("版本号「{text}」不正确")))
    }
}

/// A body that could not be received.
pub(crate) fn body_refused(rejection: &BytesRejection) -> ApiError {
    ApiError::bare(rejection.status())
}

fn syntax(error: &serde_json::Error) -> ApiError {
    let message = format!("第 {} 行第 {} 列处不是有效的 JSON", error.line(), error.column());
    ApiError::new(StatusCode::BAD_REQUEST, "invalid_json", "提交的内容不是有效的 JSON")
        .with_errors([FieldError::new("", "syntax", message)])
}

fn refused(path: &Path, error: &serde_json::Error) -> ApiError {
    if !error.is_data() {
        return syntax(error);
    }
    let text = error.to_string();
    let named = |before: &str| text.strip_prefix(before)?.split('`').next().map(str::to_owned);
    let place = pointer(path);
    let fault = if let Some(field) = named("missing field `") {
        FieldError::new(&format!("{place}/{field}"), "missing", format!("缺少字段 {field}"))
    } else if let Some(field) = named("unknown field `") {
        FieldError::new(&place, "unknown", format!("不认识的字段 {field}"))
    } else {
        let said = text.split(" at line ").next().unwrap_or_default();
        FieldError::new(&place, "type", format!("字段 {} 的类型或取值不正确({said})", place.trim_start_matches('/')))
    };
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "提交的内容有误").with_errors([fault])
}

/// A path as a JSON pointer (RFC 6901).
fn pointer(path: &Path) -> String {
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => String::new(),
        })
        .collect()
}
