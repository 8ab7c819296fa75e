//! What the columns of an import mean.

use app::App;
use app::import::{ColumnChoice as Choice, REQUIRED};
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use sheets::field::FieldId;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::PATIENCE;
use super::reading::{Confidence, Import};
use crate::caller::{Permitted, may};
use crate::input::{Place, Valid};
use crate::problem::{ApiError, Refusals};
use crate::wire::wire_enum;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_columns, import_choose_columns))
}

wire_enum! {
    /// Who says what a column means.
    ColumnSource = app::import::ColumnSource { Detected, Remembered, Chosen }
}

/// A column as it was understood.
#[derive(Serialize, ToSchema)]
struct SheetColumn {
    /// Letters of the column.
    column: String,
    header: String,
    /// Up to three cells of it.
    samples: Vec<String>,
    #[schema(required = true)]
    field: Option<&'static str>,
    /// The month that it speaks of, `2026-03`.
    #[schema(required = true)]
    period: Option<String>,
    #[schema(required = true)]
    unit: Option<String>,
    confidence: Confidence,
    source: ColumnSource,
}

/// A sheet with its columns.
#[derive(Serialize, ToSchema)]
struct SheetColumns {
    sheet: String,
    /// Unit of amounts where neither cell nor column says one.
    #[schema(required = true)]
    unit: Option<String>,
    columns: Vec<SheetColumn>,
}

/// A field that a column can mean.
#[derive(Serialize, ToSchema)]
struct ColumnField {
    key: &'static str,
    label: &'static str,
    required: bool,
}

/// The columns of an import.
#[derive(Serialize, ToSchema)]
struct ImportColumns {
    sheets: Vec<SheetColumns>,
    fields: Vec<ColumnField>,
}

/// What the columns of an import were taken for.
#[utoipa::path(get, path = "/imports/{id}/columns", operation_id = "import_columns", tag = "import", params(("id" = Uuid, Path)), responses((status = 200, body = ImportColumns), Refusals))]
async fn import_columns(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
) -> Result<Json<ImportColumns>, ApiError> {
    let sheets = app::import::columns(&app, &caller, id.into()).await?.into_iter().map(|sheet| SheetColumns {
        sheet: sheet.sheet,
        unit: sheet.unit,
        columns: sheet
            .columns
            .into_iter()
            .map(|view| SheetColumn {
                column: view.column.column,
                header: view.column.header.to_string(),
                samples: view.column.samples,
                field: view.column.field.map(FieldId::code),
                period: view.period.map(|period| period.to_string()),
                unit: view.column.unit,
                confidence: view.column.confidence.into(),
                source: view.source.into(),
            })
            .collect(),
    });
    let sheets = sheets.collect();
    let fields =
        FieldId::ALL.iter().map(|field| ColumnField { key: field.code(), label: field.label(), required: REQUIRED.contains(field) });
    Ok(Json(ImportColumns { sheets, fields: fields.collect() }))
}

/// What a column means.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ColumnChoice {
    /// Letters of the column.
    column: String,
    /// Its field; without one it is not read.
    field: Option<String>,
    /// Unit of its numbers.
    unit: Option<String>,
}

/// What the columns of a sheet mean.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ColumnsBody {
    sheet: String,
    choices: Vec<ColumnChoice>,
    /// Unit of amounts where nothing says one.
    unit: Option<String>,
}

/// Choose what columns mean. The file is read anew; what was mended stays.
#[utoipa::path(put, path = "/imports/{id}/columns", operation_id = "import_choose_columns", tag = "import", params(("id" = Uuid, Path)),
    request_body = ColumnsBody, responses((status = 200, body = Import), Refusals))]
async fn import_choose_columns(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<ColumnsBody>,
) -> Result<Json<Import>, ApiError> {
    let choices: Vec<Choice> =
        body.choices.into_iter().map(|choice| Choice { column: choice.column, field: choice.field, unit: choice.unit }).collect();
    let begun = app::import::choose_columns(&app, &caller, id.into(), &body.sheet, &choices, body.unit.as_deref()).await?;
    begun.ended_within(PATIENCE).await;
    Ok(Json(app::import::show(&app, &caller, id.into()).await?.into()))
}
