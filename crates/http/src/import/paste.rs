//! Text copied from a spreadsheet.

use std::collections::BTreeMap;

use app::App;
use axum::Json;
use axum::extract::State;
use domain::period::Period;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::reading::{ImportProblem, ImportSheet};
use crate::caller::{Permitted, may};
use crate::input::Valid;
use crate::problem::{ApiError, Refusals};
use crate::project::{Fact, facts};
use crate::wire::{fen, period};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(reading_create))
}

/// What was pasted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReadingBody {
    /// Cells parted by tabs, with their header, as a spreadsheet puts them into the clipboard.
    text: String,
    /// `2026-09`; the present month where absent.
    #[serde(default)]
    period: Option<String>,
}

/// A row that was read.
#[derive(Serialize, ToSchema)]
struct PastedRow {
    /// Row of the pasted table as people count.
    row: u32,
    /// By key of the field what the cell says.
    cells: BTreeMap<String, String>,
    #[schema(required = true)]
    name: Option<String>,
    #[schema(required = true)]
    investor: Option<String>,
    /// Fen.
    #[schema(required = true)]
    total_investment: Option<String>,
    /// Fen since January.
    #[schema(required = true)]
    funds_year_to_date: Option<String>,
    /// `2026-03-10`, or `2026-03` where only the month is known.
    #[schema(required = true)]
    signed_on: Option<String>,
    #[schema(required = true)]
    started_on: Option<String>,
    /// What a project's form would hold of it: only what the row tells.
    facts: Vec<Fact>,
    problems: Vec<ImportProblem>,
}

/// What was read from pasted text.
#[derive(Serialize, ToSchema)]
struct Reading {
    sheets: Vec<ImportSheet>,
    rows: Vec<PastedRow>,
    /// What is told of columns and sums.
    problems: Vec<ImportProblem>,
}

/// Read text that was copied from a spreadsheet. Nothing is kept.
#[utoipa::path(post, path = "/readings", operation_id = "reading_create", tag = "import", request_body = ReadingBody,
    responses((status = 200, body = Reading), Refusals))]
async fn reading_create(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Valid(body): Valid<ReadingBody>,
) -> Result<Json<Reading>, ApiError> {
    let period = match body.period.as_deref() {
        Some(text) => period(text)?,
        None => Period::of_instant(app.store.now()),
    };
    let pasted = app::import::read_pasted(&app, &caller, body.text, period).await?;
    let rows = pasted.rows.into_iter().map(|(read, told)| {
        let sheet = pasted.reading.sheet(&read.row.at.sheet);
        let key = |cell: &sheets::ledger::RawCell| sheet.and_then(|sheet| sheet.key_at(cell.at)).unwrap_or(cell.field.into());
        let cells = read.row.cells.iter().map(|cell| (key(cell).to_string(), cell.raw.to_string())).collect();
        let row = &read.row;
        let money = |field: Option<&sheets::ledger::Field<sheets::ledger::Amount>>| {
            let money = field.and_then(|field| field.value)?.money;
            (money.currency == domain::money::Currency::Cny).then(|| fen(money.minor))
        };
        let date = |field: Option<&sheets::ledger::Field<domain::date::PartialDate>>| {
            field.and_then(|field| field.value).map(domain::date::PartialDate::display)
        };
        PastedRow {
            row: row.at.pos.row + 1,
            cells,
            name: row.name.value.as_deref().map(str::to_owned),
            investor: row.investor.as_ref().and_then(|field| field.value.as_deref()).map(str::to_owned),
            total_investment: money(row.total_investment.as_ref()),
            funds_year_to_date: money(row.funds.year_to_date.as_ref()),
            signed_on: date(row.signed_on.as_ref()),
            started_on: date(row.started_on.as_ref()),
            facts: facts(&told).into_iter().filter(Fact::is_told).collect(),
            problems: read.problems.into_iter().map(ImportProblem::from).collect(),
        }
    });
    let rows = rows.collect();
    Ok(Json(Reading {
        rows,
        sheets: pasted.reading.sheets.into_iter().map(ImportSheet::from).collect(),
        problems: pasted.reading.problems.into_iter().map(ImportProblem::from).collect(),
    }))
}
