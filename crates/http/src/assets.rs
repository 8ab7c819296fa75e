//! The embedded pages.

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use rust_embed::RustEmbed;

use crate::problem::ApiError;

#[derive(RustEmbed)]
#[folder = "$YINFENG_PAGES"]
struct Pages;

/// Where the page says which nonce its styles bear.
const NONCE_PLACE: &str = "__CSP_NONCE__";

/// The desk, whatever page of it: which one is the router's business in the browser.
pub(crate) async fn desk() -> Result<Response, ApiError> {
    let page = Pages::get("desk.html").ok_or_else(|| ApiError::bare(StatusCode::NOT_FOUND))?;
    let nonce = nonce()?;
    let html = String::from_utf8_lossy(&page.data).replace(NONCE_PLACE, &nonce);
    let policy = format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    let policy = HeaderValue::try_from(policy).map_err(|error| ApiError::internal(&error))?;
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, html).into_response())
}

/// A file whose name carries the hash of its content: it never changes.
pub(crate) async fn hashed(Path(path): Path<String>) -> Response {
    file(&format!("assets/{path}"), "public, max-age=31536000, immutable")
}

/// A file at the root, such as the icon.
pub(crate) async fn plain(uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if std::path::Path::new(path).extension().is_some_and(|extension| extension == "html") { not_found() } else { file(path, "no-cache") }
}

/// The entry.
pub(crate) async fn root() -> Redirect {
    Redirect::temporary("/desk")
}

fn file(path: &str, cache: &'static str) -> Response {
    let Some(found) = Pages::get(path) else { return not_found() };
    let kind = HeaderValue::try_from(found.metadata.mimetype()).unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static(cache))];
    (headers, found.data.into_owned()).into_response()
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "没有这个页面").into_response()
}

/// 128 random bits in hexadecimal digits, new for each page.
fn nonce() -> Result<String, ApiError> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|error| ApiError::internal(&error))?;
    Ok(domain::chain::hex(&random))
}
