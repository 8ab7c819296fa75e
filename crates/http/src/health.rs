//! For whatever watches the program.

use app::App;
use axum::extract::State;
use axum::http::StatusCode;

/// The process answers.
pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// The database answers, too.
pub(crate) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.ping().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database")
        }
    }
}
