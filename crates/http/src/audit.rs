//! The audit log.

use app::App;
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::input::Params;
use crate::problem::{ApiError, Refusals};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(audit_list)).routes(routes!(audit_verify))
}

/// A page of the log.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct AuditQuery {
    /// Entries on the page, at most 200.
    #[serde(default = "default_limit")]
    #[param(default = 50)]
    limit: u64,
    /// `next_cursor` of the page before.
    cursor: Option<Uuid>,
}

const fn default_limit() -> u64 {
    50
}

/// An entry of the log.
#[derive(Serialize, ToSchema)]
struct AuditEntry {
    id: Uuid,
    at: DateTime<Utc>,
    actor: String,
    /// Stable code of what was done.
    action: String,
    /// What it is called.
    action_label: String,
    /// What it was done to.
    object: String,
    /// Details, by action.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    detail: serde_json::Value,
    #[schema(required = true)]
    address: Option<String>,
    #[schema(required = true)]
    request_id: Option<String>,
    /// Whether it is under a seal: from then on a change of it is seen.
    sealed: bool,
}

#[derive(Serialize, ToSchema)]
struct AuditList {
    items: Vec<AuditEntry>,
    /// Not counted: the log only grows.
    #[schema(required = true)]
    total: Option<u64>,
    #[schema(required = true)]
    next_cursor: Option<Uuid>,
}

/// What a walk over the whole chain found.
#[derive(Serialize, ToSchema)]
struct AuditVerification {
    /// Whether every seal fits its entries.
    intact: bool,
    /// Seals that fit.
    seals: i64,
    /// Entries under them.
    sealed: i64,
    /// Entries after the last seal.
    unsealed: i64,
    #[schema(required = true)]
    fault: Option<AuditFault>,
}

/// The first seal that does not fit.
#[derive(Serialize, ToSchema)]
struct AuditFault {
    seal: i64,
    sealed_at: DateTime<Utc>,
    /// Entries that it was set over.
    expected: i64,
    /// Entries found in its place.
    found: i64,
}

/// The log from the newest entry back.
#[utoipa::path(get, path = "/audit", operation_id = "audit_list", tag = "audit", params(AuditQuery),
    responses((status = 200, body = AuditList), Refusals))]
async fn audit_list(
    State(app): State<App>,
    caller: Permitted<may::AuditRead>,
    Params(query): Params<AuditQuery>,
) -> Result<Json<AuditList>, ApiError> {
    let page = app::audit::list(&app, &caller, query.cursor, query.limit).await?;
    let items = page.entries.into_iter().map(|(entry, sealed)| AuditEntry {
        id: entry.id,
        at: entry.at,
        actor: entry.actor_name,
        action_label: app::audit::label(&entry.action).to_owned(),
        action: entry.action,
        object: entry.object,
        detail: entry.detail,
        address: entry.address,
        request_id: entry.request_id,
        sealed,
    });
    Ok(Json(AuditList { items: items.collect(), total: None, next_cursor: page.next }))
}

/// Check the whole chain of seals.
#[utoipa::path(post, path = "/audit/verification", operation_id = "audit_verify", tag = "audit",
    responses((status = 200, body = AuditVerification), Refusals))]
async fn audit_verify(State(app): State<App>, caller: Permitted<may::AuditRead>) -> Result<Json<AuditVerification>, ApiError> {
    let found = app::audit::verify(&app, &caller).await?;
    Ok(Json(AuditVerification {
        intact: found.fault.is_none(),
        seals: found.seals,
        sealed: found.sealed,
        unsealed: found.unsealed,
        fault: found.fault.map(|fault| AuditFault {
            seal: fault.seal,
            sealed_at: fault.sealed_at,
            expected: fault.expected,
            found: fault.found,
        }),
    }))
}
