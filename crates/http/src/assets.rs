//! The embedded pages.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
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
pub(crate) async fn hashed(Path(path): Path<String>, headers: HeaderMap) -> Response {
    file(&format!("assets/{path}"), "public, max-age=31536000, immutable", &headers)
}

/// A file at the root, such as the icon.
pub(crate) async fn plain(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let is_page = std::path::Path::new(path).extension().is_some_and(|extension| extension == "html");
    if is_page { not_found() } else { file(path, "no-cache", &headers) }
}

/// The entry.
pub(crate) async fn root() -> Redirect {
    Redirect::temporary("/desk")
}

/// Forms in which a file may lie beside itself, the smallest first: name of the encoding, ending of the file.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// A file as it was compressed when the pages were built, where the browser takes that; else as it is.
fn file(path: &str, cache: &'static str, asked: &HeaderMap) -> Response {
    let Some(found) = Pages::get(path) else { return not_found() };
    let kind = HeaderValue::try_from(found.metadata.mimetype()).unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static(cache))];
    let smaller = ENCODINGS.iter().filter(|(name, _)| takes(asked, name)).find_map(|(name, ending)| {
        let smaller = Pages::get(&format!("{path}.{ending}"))?;
        Some((
            [(header::CONTENT_ENCODING, HeaderValue::from_static(name)), (header::VARY, HeaderValue::from_static("accept-encoding"))],
            smaller,
        ))
    });
    match smaller {
        Some((encoding, smaller)) => (headers, encoding, smaller.data.into_owned()).into_response(),
        None => (headers, found.data.into_owned()).into_response(),
    }
}

/// Whether an encoding is named as welcome (RFC 9110 §12.5.3).
fn takes(asked: &HeaderMap, encoding: &str) -> bool {
    asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let is_named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        is_named && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_used_only_where_the_browser_names_it_as_welcome() {
        let asked = |text: &'static str| HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(text))]);
        assert!(takes(&asked("gzip, deflate, BR"), "br"));
        assert!(takes(&asked("gzip;q=0.5, br;q=1"), "gzip"));
        assert!(!takes(&asked("gzip, br;q=0"), "br"));
        assert!(!takes(&asked("brotli"), "br"));
        assert!(!takes(&HeaderMap::new(), "gzip"));
    }
}
