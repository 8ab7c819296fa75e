//! Rows and cells of a workbook, on the wire.

use app::import::RowView;
use serde::Serialize;
use sheets::ledger::Field;
use utoipa::ToSchema;

use super::reading::{Confidence, ImportProblem, RowAction, RowStatus};
use crate::wire::fen;

/// A mapped cell of a row.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportCell {
    field: &'static str,
    field_label: &'static str,
    address: String,
    header: String,
    raw: String,
}

/// A row as it was read, with what would become of it.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportRow {
    index: usize,
    sheet: String,
    /// Row of the sheet as people count.
    row: u32,
    status: RowStatus,
    /// Absent once committed.
    #[schema(required = true)]
    action: Option<RowAction>,
    #[schema(required = true)]
    action_note: Option<String>,
    /// Code of the known project that it means.
    #[schema(required = true)]
    project_code: Option<String>,
    name: String,
    #[schema(required = true)]
    investor: Option<String>,
    #[schema(required = true)]
    total_investment: Option<String>,
    #[schema(required = true)]
    signed_on: Option<String>,
    #[schema(required = true)]
    started_on: Option<String>,
    #[schema(required = true)]
    funds_year_to_date: Option<String>,
    confidence: Confidence,
    cells: Vec<ImportCell>,
    problems: Vec<ImportProblem>,
}

impl From<RowView> for ImportRow {
    fn from(view: RowView) -> Self {
        let row = view.row;
        let text = |field: Option<&Field<std::sync::Arc<str>>>| field.and_then(|field| field.value.as_deref()).map(str::to_owned);
        let cny = |field: Option<&Field<sheets::ledger::Amount>>| {
            let amount = field.and_then(|field| field.value)?;
            (amount.money.currency == domain::money::Currency::Cny).then(|| fen(amount.money.minor))
        };
        let date =
            |field: Option<&Field<domain::date::PartialDate>>| field.and_then(|field| field.value).map(domain::date::PartialDate::display);
        let (action, action_note, project_code) = match view.planned {
            None => (None, None, None),
            Some(planned) => (Some(planned.action.into()), planned.note, planned.project.map(|project| project.code.clone())),
        };
        let cells = row.cells.iter().map(|cell| ImportCell {
            field: cell.field.code(),
            field_label: cell.field.label(),
            address: cell.at.to_string(),
            header: cell.header.to_string(),
            raw: cell.raw.to_string(),
        });
        Self {
            index: view.index,
            sheet: row.at.sheet.to_string(),
            row: row.at.pos.row + 1,
            status: row.status.into(),
            action,
            action_note,
            project_code,
            name: text(Some(&row.name)).unwrap_or_default(),
            investor: text(row.investor.as_ref()),
            total_investment: cny(row.total_investment.as_ref()),
            signed_on: date(row.signed_on.as_ref()),
            started_on: date(row.started_on.as_ref()),
            funds_year_to_date: cny(row.funds.year_to_date.as_ref()),
            confidence: row.confidence.into(),
            cells: cells.collect(),
            problems: view.problems.into_iter().map(ImportProblem::from).collect(),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub(super) struct ImportRows {
    pub(super) total: usize,
    pub(super) items: Vec<ImportRow>,
}

/// A cell as it stands in a workbook.
#[derive(Serialize, ToSchema)]
pub(super) struct WindowCell {
    pub(super) address: String,
    pub(super) raw: String,
    pub(super) is_target: bool,
}

/// A row of a window.
#[derive(Serialize, ToSchema)]
pub(super) struct WindowRow {
    pub(super) row: u32,
    pub(super) cells: Vec<WindowCell>,
}

/// The rows around a cell.
#[derive(Serialize, ToSchema)]
pub(super) struct Window {
    /// Letters of the columns.
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<WindowRow>,
}

/// A cell of a workbook with what stands around it.
#[derive(Serialize, ToSchema)]
pub(super) struct CellWindow {
    pub(super) sheet: String,
    pub(super) cell: String,
    pub(super) raw: String,
    /// Texts of the header rows, one for each column of the window.
    pub(super) header_rows: Vec<Vec<String>>,
    pub(super) window: Window,
}
