//! Serving until told to stop.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::{HttpOptions, Site};

/// Answers requests until `stop` is cancelled, and then until those under way are answered.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(listener: TcpListener, app: App, options: &HttpOptions, stop: CancellationToken) -> io::Result<()> {
    let site = Arc::new(Site::new(app, options));
    let service = site.router().into_make_service_with_connect_info::<SocketAddr>();
    let tidying = tokio::spawn(stop.clone().run_until_cancelled_owned(async move {
        loop {
            tokio::time::sleep(Duration::from_mins(10)).await;
            site.tidy();
        }
    }));
    let served = axum::serve(listener, service).with_graceful_shutdown(stop.cancelled_owned()).await;
    tidying.abort();
    served
}
