//! What a demonstration database says about itself on the log-in page.

use app::App;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::{ApiError, Refusals};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(demonstration_show))
}

/// The accounts of a demonstration; empty and not enabled on any other database.
#[derive(Serialize, ToSchema)]
struct Demonstration {
    enabled: bool,
    accounts: Vec<DemonstrationAccount>,
    /// The password of all of them.
    password: String,
}

#[derive(Serialize, ToSchema)]
struct DemonstrationAccount {
    account: String,
    name: String,
    /// Name of the organisation.
    org: String,
    /// Name of the role.
    role: String,
}

/// The accounts of a demonstration.
#[utoipa::path(get, path = "/demonstration", operation_id = "demonstration_show", tag = "session", security(()),
    responses((status = 200, body = Demonstration), Refusals))]
async fn demonstration_show(State(app): State<App>) -> Result<Json<Demonstration>, ApiError> {
    let Some(found) = app::demonstration::show(&app).await? else {
        return Ok(Json(Demonstration { enabled: false, accounts: Vec::new(), password: String::new() }));
    };
    let accounts = found.accounts.into_iter().map(|account| DemonstrationAccount {
        account: account.account,
        name: account.name,
        org: account.org,
        role: account.role,
    });
    Ok(Json(Demonstration { enabled: true, accounts: accounts.collect(), password: found.password }))
}
