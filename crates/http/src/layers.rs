//! What every request passes through.

use std::any::Any;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_sessions::SessionManagerLayer;
use tower_sessions::cookie::SameSite;

use crate::client::{Client, REQUEST_ID};
use crate::problem::ApiError;
use crate::session_store::Sessions;

/// Longest that a request may take. Committing the largest ledger stays well below.
pub(crate) const TIMEOUT: Duration = Duration::from_mins(1);
/// Largest body; routes that take files have a limit of their own.
pub(crate) const BODY_LIMIT: usize = 1024 * 1024;
/// The session's cookie.
pub(crate) const COOKIE: &str = "yf_session";

/// Headers of every answer that has none of its own.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
];

/// The id is this program's own: what a client sends under that name would land in the audit log.
pub(crate) async fn forget_request_id(mut request: Request, next: Next) -> Response {
    request.headers_mut().remove(REQUEST_ID);
    next.run(request).await
}

/// Adds the security headers.
pub(crate) async fn security_headers(State(tls): State<bool>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_api {
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    if tls {
        headers.entry(header::STRICT_TRANSPORT_SECURITY).or_insert(HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Requests that change something come from this site's own pages or from no browser at all.
pub(crate) fn csrf() -> CsrfLayer<fn(ProtectionError) -> Response> {
    fn refuse(error: ProtectionError) -> Response {
        tracing::warn!(%error, "request from another site refused");
        ApiError::new(StatusCode::FORBIDDEN, "cross_site", "请求来自其他网站,已拒绝").into_response()
    }
    CsrfLayer::new().with_rejection_response(refuse)
}

/// Sessions. The cookie ends with the browser; the table ends the session.
pub(crate) fn sessions(store: store::Store, tls: bool) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions(store)).with_name(COOKIE).with_same_site(SameSite::Lax).with_http_only(true).with_secure(tls)
}

/// A handler that panicked: the person sees a problem, the log the cause.
pub(crate) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text = cause.downcast_ref::<String>().map(String::as_str).or_else(|| cause.downcast_ref::<&str>().copied());
    tracing::error!(cause = text.unwrap_or("unknown"), "a handler panicked");
    ApiError::bare(StatusCode::INTERNAL_SERVER_ERROR).into_response()
}

/// How many log-ins an address may still try.
pub(crate) type LogInLimit = DefaultKeyedRateLimiter<IpAddr>;

/// Sixty at once, then one each second: an office often shares one address, and its people come at the same hour.
pub(crate) fn log_in_limit() -> Arc<LogInLimit> {
    const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
    Arc::new(RateLimiter::keyed(Quota::per_second(NonZeroU32::MIN).allow_burst(AT_ONCE)))
}

/// Refuses log-ins from an address that tries too many. Locking an account is the use case's and in the database;
/// this one spares the processor.
pub(crate) async fn limit_log_ins(State(limit): State<Arc<LogInLimit>>, request: Request, next: Next) -> Response {
    let address = request.extensions().get::<Client>().and_then(|client| client.address);
    if request.method() == Method::POST && limit.check_key(&network(address)).is_err() {
        return ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_log_ins", "登录尝试过于频繁,请稍后再试").into_response();
    }
    next.run(request).await
}

/// What counts as one address: whoever has one of version 6 has its whole network of 64 bits.
fn network(address: Option<IpAddr>) -> IpAddr {
    match address {
        Some(IpAddr::V6(address)) => IpAddr::V6(Ipv6Addr::from(u128::from(address) & !u128::from(u64::MAX))),
        Some(address) => address,
        None => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_network_of_version_6_counts_as_one_address() {
        let of = |address: &str| network(Some(address.parse().unwrap()));
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::9"));
        assert_ne!(of("2001:db8:1:2::9"), of("2001:db8:1:3::9"));
        assert_ne!(of("10.0.0.1"), of("10.0.0.2"));
    }

    #[test]
    fn an_address_that_tries_again_and_again_has_to_wait() {
        let limit = log_in_limit();
        let allowed = (0..100).filter(|_| limit.check_key(&network(None)).is_ok()).count();
        assert!((60..=63).contains(&allowed), "{allowed}");
        assert!(limit.check_key(&"10.0.0.1".parse().unwrap()).is_ok());
    }
}
