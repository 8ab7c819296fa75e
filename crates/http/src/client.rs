//! Where a request comes from.

use std::net::{IpAddr, SocketAddr};

use app::Origin;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, header};
use axum::middleware::Next;
use axum::response::Response;

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of a request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Client {
    /// Its network address; unknown where a request does not come over the network, as in tests.
    pub(crate) address: Option<IpAddr>,
    /// What the browser calls itself.
    pub(crate) agent: Option<String>,
}

/// Notes the client in the request's extensions.
pub(crate) async fn note(State(behind_proxy): State<bool>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    let forwarded = behind_proxy.then(|| forwarded_for(request.headers())).flatten();
    let agent = request.headers().get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).map(str::to_owned);
    request.extensions_mut().insert(Client { address: forwarded.or(peer), agent });
    next.run(request).await
}

/// The address that the nearest proxy saw: the last one of the list, as whatever stands before it comes from outside.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// The request's id.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<String> {
    headers.get(REQUEST_ID).and_then(|id| id.to_str().ok()).map(str::to_owned)
}

/// Where the request comes from, for the record.
pub(crate) fn origin(parts: &axum::http::request::Parts) -> Origin {
    let client = parts.extensions.get::<Client>();
    Origin { request_id: request_id(&parts.headers), address: client.and_then(|client| client.address).map(|address| address.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_nearest_proxy_added_is_believed() {
        let mut headers = HeaderMap::new();
        assert_eq!(forwarded_for(&headers), None);
        headers.append(FORWARDED_FOR, "1.2.3.4, 10.0.0.7".parse().unwrap());
        assert_eq!(forwarded_for(&headers), Some("10.0.0.7".parse().unwrap()));
        headers.append(FORWARDED_FOR, "10.0.0.8".parse().unwrap());
        assert_eq!(forwarded_for(&headers), Some("10.0.0.8".parse().unwrap()));
        headers.append(FORWARDED_FOR, "nonsense".parse().unwrap());
        assert_eq!(forwarded_for(&headers), None);
    }
}
