//! `yinfeng serve`

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result};
use app::App;
use http::HttpOptions;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::configuration::Configuration;
use crate::{database, housekeeping};

/// How long requests under way are waited for at the end.
const DRAIN: Duration = Duration::from_secs(25);

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 监听地址
    #[arg(long, env = "YINFENG_LISTEN", value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

pub(crate) async fn run(configuration: &Configuration, arguments: &Arguments) -> Result<()> {
    let app = database::open(configuration).await?;
    app::identity::seed_roles(&app).await?;
    serve(configuration, arguments.listen.unwrap_or(configuration.listen), app).await
}

/// Serves until the process is told to stop; then requests under way are answered and the database is closed.
pub(crate) async fn serve(configuration: &Configuration, listen: SocketAddr, app: App) -> Result<()> {
    let listener = TcpListener::bind(listen).await.with_context(|| format!("无法监听 {listen}"))?;
    let options = HttpOptions { tls: configuration.tls, behind_proxy: configuration.behind_proxy };
    let stop = CancellationToken::new();
    tokio::spawn({
        let stop = stop.clone();
        async move {
            told_to_stop().await;
            stop.cancel();
        }
    });
    let house = tokio::spawn(housekeeping::keep(app.clone(), stop.clone()));
    tracing::info!(address = %listener.local_addr()?, "serving");
    let serving = http::serve(listener, app.clone(), &options, stop.clone());
    let drained = async {
        stop.cancelled().await;
        tokio::time::sleep(DRAIN).await;
    };
    tokio::select! {
        served = serving => served?,
        () = drained => tracing::warn!("requests under way were cut off"),
    }
    stop.cancel();
    house.await?;
    app.store.close().await?;
    tracing::info!("stopped");
    Ok(())
}

async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {},
                    _ = terminate.recv() => {},
                }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}
