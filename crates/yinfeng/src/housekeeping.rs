//! What the program does by itself while it serves: sealing the audit log and clearing sessions away.

use std::future::Future;
use std::time::Duration;

use app::App;
use tokio_util::sync::CancellationToken;

const SEALING: Duration = Duration::from_secs(1);
const PURGING: Duration = Duration::from_mins(10);

/// Keeps house until told to stop.
pub(crate) async fn keep(app: App, stop: CancellationToken) {
    // The lease is this process's: whichever server holds it seals.
    let holder = format!("{}-{}", std::process::id(), app.store.now().timestamp_micros());
    let sealing = every(SEALING, &stop, "sealing the audit log", || store::audit::seal(&app.store, &holder));
    let purging = every(PURGING, &stop, "clearing sessions away", || app::identity::purge_sessions(&app));
    tokio::join!(sealing, purging);
}

/// Does the work again and again; a failure is logged once until it works again.
async fn every<T, E: std::error::Error + 'static, F: Future<Output = Result<T, E>>>(
    pause: Duration,
    stop: &CancellationToken,
    what: &str,
    work: impl Fn() -> F,
) {
    let mut failing = false;
    while stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_some() {
        match work().await {
            Ok(_) if failing => {
                failing = false;
                tracing::info!(what, "works again");
            }
            Err(error) if !failing => {
                failing = true;
                tracing::error!(what, error = &error as &dyn std::error::Error, "failed");
            }
            _ => {}
        }
    }
}
