//! Undoing an import.

use app::App;
use app::import::HindranceKind;
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::reading::Import;
use super::{PATIENCE, SMALL};
use crate::caller::{Permitted, may};
use crate::input::{Place, Valid};
use crate::problem::{ApiError, Refusals};
use crate::wire::wire_enum;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_undo_outlook, import_undo))
}

wire_enum! {
    /// What stands in the way of an undo.
    BlockerKind = HindranceKind { Verdict, Edit, Claim }
}

/// Something that stands in the way of an undo.
#[derive(Serialize, ToSchema)]
struct UndoBlocker {
    kind: BlockerKind,
    project_code: String,
    name: String,
    what: String,
    #[schema(required = true)]
    by: Option<String>,
    #[schema(required = true)]
    at: Option<DateTime<Utc>>,
}

/// What an undo would do.
#[derive(Serialize, ToSchema)]
struct UndoOutlook {
    /// At most fifty; without any the import can be undone.
    blockers: Vec<UndoBlocker>,
    /// Claims that would be withdrawn.
    withdraws: usize,
    /// Projects whose facts would go back to what they were.
    restores: usize,
}

/// What undoing an import would do, and what stands in the way.
#[utoipa::path(get, path = "/imports/{id}/undo", operation_id = "import_undo_outlook", tag = "import", params(("id" = Uuid, Path)), responses((status = 200, body = UndoOutlook), Refusals))]
async fn import_undo_outlook(
    State(app): State<App>,
    caller: Permitted<may::ImportUndo>,
    Place(id): Place<Uuid>,
) -> Result<Json<UndoOutlook>, ApiError> {
    let outlook = app::import::undo_outlook(&app, &caller, id.into()).await?;
    let blockers = outlook.blockers.into_iter().map(|met| UndoBlocker {
        kind: met.kind.into(),
        project_code: met.project_code,
        name: met.name,
        what: met.what,
        by: met.by,
        at: met.at,
    });
    Ok(Json(UndoOutlook { blockers: blockers.collect(), withdraws: outlook.withdraws, restores: outlook.restores }))
}

/// Why an import is undone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UndoBody {
    reason: String,
}

/// Undo an import as a whole, or be told what stands in the way. A large one is undone as a job.
#[utoipa::path(post, path = "/imports/{id}/undo", operation_id = "import_undo", tag = "import", params(("id" = Uuid, Path)),
    request_body = UndoBody, responses((status = 200, body = Import), Refusals))]
async fn import_undo(
    State(app): State<App>,
    caller: Permitted<may::ImportUndo>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<UndoBody>,
) -> Result<Json<Import>, ApiError> {
    let before = app::import::show(&app, &caller, id.into()).await?;
    if before.tabs.all <= SMALL {
        return Ok(Json(app::import::undo(&app, &caller, id.into(), &body.reason).await?.into()));
    }
    app::import::begin_undo(&app, &caller, id.into(), &body.reason).await?.ended_within(PATIENCE).await;
    Ok(Json(app::import::show(&app, &caller, id.into()).await?.into()))
}
