//! Mending an import's rows.

use app::App;
use app::import::{Change, GroupMend, MendDraft, Mended};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::reading::{ImportDesk, MendKind};
use super::row::ImportRow;
use crate::caller::{Permitted, may};
use crate::input::{Place, Valid};
use crate::problem::{ApiError, Refusals};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_mend)).routes(routes!(import_mend_undo)).routes(routes!(import_mend_redo))
}

/// A text to be changed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MendChange {
    /// Place of the row in the reading.
    index: usize,
    /// Key of the field.
    field: String,
    text: String,
}

/// All rows of a rule, or some of them, to be mended alike.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MendGroup {
    rule: String,
    kind: MendKind,
    /// What the kind needs: code of an organisation, a text, a reason.
    value: Option<String>,
    /// Only rows whose text is this.
    text: Option<String>,
    /// Only these rows.
    rows: Option<Vec<usize>>,
}

/// What is to be mended: texts, or the rows of a rule.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MendBody {
    /// The version of the import that was looked at.
    version: i32,
    changes: Option<Vec<MendChange>>,
    group: Option<MendGroup>,
}

/// The version of the import that was looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VersionBody {
    version: i32,
}

/// What a mend came to.
#[derive(Serialize, ToSchema)]
struct MendResult {
    #[serde(flatten)]
    desk: ImportDesk,
    /// Rows that read otherwise now, at most 200 of them.
    rows: Vec<ImportRow>,
    /// How many those are.
    touched: usize,
}

async fn result(app: &App, caller: &app::Caller, id: Uuid, mended: Mended) -> Result<Json<MendResult>, ApiError> {
    let view = app::import::show(app, caller, id.into()).await?;
    let rows = mended.rows.into_iter().map(ImportRow::from).collect();
    Ok(Json(MendResult { desk: ImportDesk::of(&view), rows, touched: mended.touched }))
}

/// Mend texts, or all rows of a rule at once.
#[utoipa::path(post, path = "/imports/{id}/mends", operation_id = "import_mend", tag = "import", params(("id" = Uuid, Path)),
    request_body = MendBody, responses((status = 200, body = MendResult), Refusals))]
async fn import_mend(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<MendBody>,
) -> Result<Json<MendResult>, ApiError> {
    let draft = match (body.changes, body.group) {
        (Some(changes), None) => MendDraft::Changes(
            changes.into_iter().map(|change| Change { index: change.index, field: change.field, text: change.text }).collect(),
        ),
        (None, Some(group)) => MendDraft::Group(GroupMend {
            rule: group.rule,
            kind: group.kind.into(),
            value: group.value,
            text: group.text,
            rows: group.rows,
        }),
        _ => return Err(app::AppError::invalid("", "changes_or_group", "请只提交 changes 或 group 中的一项").into()),
    };
    let mended = app::import::mend(&app, &caller, id.into(), body.version, draft).await?;
    result(&app, &caller, id, mended).await
}

/// Take back what was mended last.
#[utoipa::path(post, path = "/imports/{id}/mends/undo", operation_id = "import_mend_undo", tag = "import", params(("id" = Uuid, Path)),
    request_body = VersionBody, responses((status = 200, body = MendResult), Refusals))]
async fn import_mend_undo(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<VersionBody>,
) -> Result<Json<MendResult>, ApiError> {
    let mended = app::import::undo_mend(&app, &caller, id.into(), body.version).await?;
    result(&app, &caller, id, mended).await
}

/// Mend again what was taken back last.
#[utoipa::path(post, path = "/imports/{id}/mends/redo", operation_id = "import_mend_redo", tag = "import", params(("id" = Uuid, Path)),
    request_body = VersionBody, responses((status = 200, body = MendResult), Refusals))]
async fn import_mend_redo(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<VersionBody>,
) -> Result<Json<MendResult>, ApiError> {
    let mended = app::import::redo_mend(&app, &caller, id.into(), body.version).await?;
    result(&app, &caller, id, mended).await
}
