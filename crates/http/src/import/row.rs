//! Rows of an import, on the wire.

use std::collections::BTreeMap;

use app::App;
use app::import::{RowProblem as Told, RowQuery, RowView};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::reading::{RowAction, Severity};
use crate::caller::{Permitted, may};
use crate::input::{Params, Place};
use crate::problem::{ApiError, Refusals};
use crate::wire::wire_enum;

/// Rows of one answer at most.
const MOST: usize = 500;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_rows)).routes(routes!(import_next_problem))
}

wire_enum! {
    /// A tab of the desk.
    Tab = app::import::Tab { All, Errors, Warnings, Problems, Duplicates, Updates, Additions, Same, Skipped, Ended }
}

/// A cell of a row.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportCell {
    /// What it says now.
    text: String,
    /// What it said as it came.
    raw: String,
    /// `H7`.
    address: String,
    mended: bool,
    /// The worst that is told of it.
    #[schema(required = true)]
    severity: Option<Severity>,
}

/// Something told of a row.
#[derive(Serialize, ToSchema)]
pub(super) struct RowProblem {
    severity: Severity,
    /// Stable code.
    rule: String,
    rule_label: String,
    /// Key of the field.
    #[schema(required = true)]
    field: Option<String>,
    #[schema(required = true)]
    address: Option<String>,
    message: String,
    /// Why it stays, where somebody said so.
    #[schema(required = true)]
    kept: Option<String>,
}

impl From<Told> for RowProblem {
    fn from(told: Told) -> Self {
        Self {
            severity: told.severity.into(),
            rule_label: app::import::rule_label(&told.rule).to_owned(),
            rule: told.rule,
            field: told.field,
            address: told.address,
            message: told.message,
            kept: told.kept,
        }
    }
}

/// A row as it stands on the desk, with what would become of it.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportRow {
    /// Place in the reading, from 0.
    index: usize,
    sheet: String,
    /// Row of the sheet as people count.
    row: u32,
    action: RowAction,
    /// Why nothing of it is written, or what was left out.
    #[schema(required = true)]
    note: Option<String>,
    /// Code of the known project that it means.
    #[schema(required = true)]
    project_code: Option<String>,
    /// Whether somebody said that nothing of it is to be written.
    dropped: bool,
    /// By key of the field: `total_investment`, and for money of one month `funds_of_month:2026-03`.
    cells: BTreeMap<String, ImportCell>,
    problems: Vec<RowProblem>,
}

impl From<RowView> for ImportRow {
    fn from(view: RowView) -> Self {
        let cells = view.cells.into_iter().map(|cell| {
            let shown = ImportCell {
                text: cell.text,
                raw: cell.raw,
                address: cell.address,
                mended: cell.mended,
                severity: cell.severity.map(Severity::from),
            };
            (cell.key.to_string(), shown)
        });
        Self {
            index: view.index,
            sheet: view.row.row.at.sheet.to_string(),
            row: view.row.row.at.pos.row + 1,
            action: view.action.into(),
            note: view.note,
            project_code: view.project_code,
            dropped: view.dropped,
            cells: cells.collect(),
            problems: view.problems.into_iter().map(RowProblem::from).collect(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ImportRows {
    total: usize,
    /// The version of the import that they are of.
    version: i32,
    items: Vec<ImportRow>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RowParams {
    #[param(inline)]
    tab: Option<Tab>,
    /// Only rows of which this rule tells something.
    rule: Option<String>,
    /// Only rows whose name or investor contains this.
    q: Option<String>,
    offset: Option<usize>,
    limit: Option<usize>,
}

fn query(tab: Option<Tab>, rule: Option<String>, text: Option<String>) -> RowQuery {
    RowQuery { tab: tab.map(Into::into).unwrap_or_default(), rule: rule.filter(|rule| !rule.is_empty()), text }
}

/// Some rows of an import.
#[utoipa::path(get, path = "/imports/{id}/rows", operation_id = "import_rows", tag = "import", params(("id" = Uuid, Path), RowParams), responses((status = 200, body = ImportRows), Refusals))]
async fn import_rows(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
    Params(params): Params<RowParams>,
) -> Result<Json<ImportRows>, ApiError> {
    let query = query(params.tab, params.rule, params.q);
    let (offset, limit) = (params.offset.unwrap_or(0), params.limit.unwrap_or(100).min(MOST));
    let page = app::import::rows(&app, &caller, id.into(), &query, offset, limit).await?;
    Ok(Json(ImportRows { total: page.total, version: page.version, items: page.rows.into_iter().map(ImportRow::from).collect() }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct NextParams {
    #[param(inline)]
    tab: Option<Tab>,
    rule: Option<String>,
    q: Option<String>,
    /// The row from which one looks; without one from the beginning or the end.
    index: Option<usize>,
    /// The field from which one looks.
    field: Option<String>,
    /// Look upwards.
    back: Option<bool>,
}

/// A cell of which something is told.
#[derive(Serialize, ToSchema)]
struct NextProblem {
    index: usize,
    #[schema(required = true)]
    field: Option<String>,
    /// Rows of the tab that stand before it.
    position: usize,
}

/// The next cell of which something is told: `null` where there is none.
#[utoipa::path(get, path = "/imports/{id}/problems/next", operation_id = "import_next_problem", tag = "import", params(("id" = Uuid, Path), NextParams),
    responses((status = 200, body = Option<NextProblem>), Refusals))]
async fn import_next_problem(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
    Params(params): Params<NextParams>,
) -> Result<Json<Option<NextProblem>>, ApiError> {
    let query = query(params.tab, params.rule, params.q);
    let from = params.index.map(|index| (index, params.field));
    let found = app::import::next_problem(&app, &caller, id.into(), &query, from, params.back.unwrap_or(false)).await?;
    Ok(Json(found.map(|next| NextProblem { index: next.index, field: next.field, position: next.position })))
}
