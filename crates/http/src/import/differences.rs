//! What a commit would change.

use std::collections::BTreeMap;

use app::App;
use app::import::{Difference as Change, Effect, FigureChange};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::PATIENCE;
use super::reading::{RowAction, Severity};
use crate::caller::{Permitted, may};
use crate::indicator::{Unit, wire};
use crate::input::{Params, Place};
use crate::problem::{ApiError, Refusals};
use crate::wire::{ClaimKind, PAGE, fen};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_differences))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct DifferenceParams {
    offset: Option<u64>,
    limit: Option<u64>,
}

/// A field before and after.
#[derive(Serialize, ToSchema)]
struct FieldDifference {
    field: String,
    label: String,
    #[schema(required = true)]
    before: Option<String>,
    #[schema(required = true)]
    after: Option<String>,
}

/// A claim that would be written.
#[derive(Serialize, ToSchema)]
struct PlannedClaim {
    kind: ClaimKind,
    kind_label: &'static str,
    period: String,
    /// Hundredths of the currency.
    #[schema(required = true)]
    amount: Option<String>,
    currency: &'static str,
    /// Whether it stands for all that came in before the first month that was reported.
    opening: bool,
    /// Whether it corrects a claim that stands.
    corrects: bool,
}

/// A row that a commit would write.
#[derive(Serialize, ToSchema)]
struct Difference {
    /// Place in the reading.
    index: usize,
    #[schema(required = true)]
    project_code: Option<String>,
    name: String,
    action: RowAction,
    changes: Vec<FieldDifference>,
    claims: Vec<PlannedClaim>,
}

impl From<Change> for Difference {
    fn from(change: Change) -> Self {
        let changes = change.changes.into_iter().map(|field| FieldDifference {
            field: field.field,
            label: field.label,
            before: field.before,
            after: field.after,
        });
        let claims = change.claims.into_iter().map(|planned| PlannedClaim {
            kind: planned.draft.kind.into(),
            kind_label: planned.draft.kind.label(),
            period: planned.draft.period.to_string(),
            amount: planned.draft.amount.map(fen),
            currency: planned.draft.kind.currency().code(),
            opening: planned.draft.opening,
            corrects: planned.draft.corrects.is_some(),
        });
        Self {
            index: change.index,
            project_code: change.project_code,
            name: change.name,
            action: change.action.into(),
            changes: changes.collect(),
            claims: claims.collect(),
        }
    }
}

/// Money of the projects that the import tells of, in fen.
#[derive(Serialize, ToSchema)]
struct MoneyDifference {
    label: &'static str,
    before: String,
    after: String,
}

/// An indicator of the unit from January, before and as if the import were committed.
#[derive(Serialize, ToSchema)]
struct UnitFigure {
    indicator: String,
    label: String,
    unit: Unit,
    #[schema(required = true)]
    before: Option<String>,
    #[schema(required = true)]
    after: Option<String>,
    /// The same of the month alone.
    #[schema(required = true)]
    month_before: Option<String>,
    #[schema(required = true)]
    month_after: Option<String>,
}

/// Something that is still told.
#[derive(Serialize, ToSchema)]
struct StandingWarning {
    rule: String,
    label: String,
    severity: Severity,
    count: usize,
    /// Whether a commit needs a reason for it.
    needs_reason: bool,
}

/// What a commit would change.
#[derive(Serialize, ToSchema)]
struct ImportDifferences {
    version: i32,
    added: usize,
    updated: usize,
    same: usize,
    skipped: usize,
    /// Rows whose money is held back unless it is confirmed.
    older: usize,
    totals: Vec<MoneyDifference>,
    /// Absent while they are computed.
    #[schema(required = true)]
    unit_figures: Option<Vec<UnitFigure>>,
    /// The job of one's own that computes them; ask again when it has ended.
    #[schema(required = true)]
    job: Option<Uuid>,
    /// Rows that would be written.
    total: usize,
    items: Vec<Difference>,
    warnings: Vec<StandingWarning>,
}

/// The figures that are known, in the order of the indicators.
fn unit_figures(figures: &BTreeMap<String, FigureChange>) -> Vec<UnitFigure> {
    let told = app::indicator::all().iter().filter_map(|indicator| {
        let change = figures.get(&indicator.code)?;
        let [month_before, month_after] = change.month.map(|value| wire(indicator.unit, value));
        let [before, after] = change.cumulative.map(|value| wire(indicator.unit, value));
        Some(UnitFigure {
            indicator: indicator.code.clone(),
            label: indicator.name.clone(),
            unit: indicator.unit.into(),
            before,
            after,
            month_before,
            month_after,
        })
    });
    told.collect()
}

/// What a commit would change: fields, money, the unit's figures. Of a large import the figures are computed as a job.
#[utoipa::path(get, path = "/imports/{id}/differences", operation_id = "import_differences", tag = "import", params(("id" = Uuid, Path), DifferenceParams),
    responses((status = 200, body = ImportDifferences), Refusals))]
async fn import_differences(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
    Params(params): Params<DifferenceParams>,
) -> Result<Json<ImportDifferences>, ApiError> {
    let (offset, limit) = (params.offset.unwrap_or(0), params.limit.unwrap_or(PAGE));
    let found = app::import::differences(&app, &caller, id.into(), offset, limit, PATIENCE).await?;
    let (unit_figures, job) = match &found.effect {
        Effect::Known(figures) => (Some(unit_figures(figures)), None),
        Effect::Computing(job) => (None, Some(job.0)),
    };
    Ok(Json(ImportDifferences {
        version: found.version,
        added: found.tabs.additions,
        updated: found.tabs.updates,
        same: found.tabs.same,
        skipped: found.tabs.skipped,
        older: found.older,
        totals: found
            .totals
            .into_iter()
            .map(|money| MoneyDifference { label: money.label, before: fen(money.before), after: fen(money.after) })
            .collect(),
        unit_figures,
        job,
        total: found.total,
        items: found.items.into_iter().map(Difference::from).collect(),
        warnings: found
            .warnings
            .into_iter()
            .map(|warning| StandingWarning {
                rule: warning.rule,
                label: warning.label,
                severity: warning.severity.into(),
                count: warning.count,
                needs_reason: warning.needs_reason,
            })
            .collect(),
    }))
}
