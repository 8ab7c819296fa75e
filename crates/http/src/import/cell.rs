//! A cell of a workbook with what stands around it.

use app::App;
use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::input::{Params, Place};
use crate::problem::{ApiError, Refusals};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_cell))
}

/// A cell as it stands in a workbook.
#[derive(Serialize, ToSchema)]
struct WindowCell {
    address: String,
    raw: String,
    is_target: bool,
}

/// A row of a window.
#[derive(Serialize, ToSchema)]
struct WindowRow {
    row: u32,
    cells: Vec<WindowCell>,
}

/// The rows around a cell.
#[derive(Serialize, ToSchema)]
struct Window {
    /// Letters of the columns.
    columns: Vec<String>,
    rows: Vec<WindowRow>,
}

/// A cell of a workbook with what stands around it.
#[derive(Serialize, ToSchema)]
struct CellWindow {
    sheet: String,
    cell: String,
    raw: String,
    /// Texts of the header rows, one for each column of the window.
    header_rows: Vec<Vec<String>>,
    window: Window,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CellParams {
    sheet: String,
    /// `H7`.
    cell: String,
}

/// The surroundings of a cell in an import's workbook.
#[utoipa::path(get, path = "/imports/{id}/cell", operation_id = "import_cell", tag = "import", params(("id" = Uuid, Path), CellParams), responses((status = 200, body = CellWindow), Refusals))]
async fn import_cell(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
    Params(params): Params<CellParams>,
) -> Result<Json<CellWindow>, ApiError> {
    let found = app::import::cell_window(&app, &caller, id.into(), &params.sheet, &params.cell).await?;
    let (header, around): (Vec<_>, Vec<_>) = found.rows.into_iter().partition(|row| row.is_header);
    let rows = around.into_iter().map(|row| WindowRow {
        row: row.row,
        cells: row.cells.into_iter().map(|cell| WindowCell { address: cell.address, raw: cell.raw, is_target: cell.is_target }).collect(),
    });
    Ok(Json(CellWindow {
        sheet: found.sheet,
        cell: found.cell,
        raw: found.raw,
        header_rows: header.into_iter().map(|row| row.cells.into_iter().map(|cell| cell.raw).collect()).collect(),
        window: Window { columns: found.columns, rows: rows.collect() },
    }))
}
