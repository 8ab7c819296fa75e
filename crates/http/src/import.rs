//! Bringing in a ledger.

use app::App;
use app::import::{CommitOptions, ImportView, NewFile, Plan, RowFilter, RowView, rule_label};
use axum::Json;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sheets::field::FieldId;
use sheets::ledger::{Field, SheetKind as ReadKind};
use store::import::Import as Record;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt};
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::input::{Params, Place, Valid};
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::wire::{ClaimKind, PAGE, download, fen, key, period, wire_enum};

/// The largest workbook that is taken.
const FILE_LIMIT: usize = 100 * 1024 * 1024;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(import_list, import_create).layer(DefaultBodyLimit::max(FILE_LIMIT)))
        .routes(routes!(import_show, import_discard))
        .routes(routes!(import_rows))
        .routes(routes!(import_commit))
        .routes(routes!(import_undo))
        .routes(routes!(import_file))
        .routes(routes!(import_cell))
}

wire_enum! {
    /// What became of a workbook.
    ImportState = domain::claim::ImportState { Read, Committed, Undone }
}

wire_enum! {
    /// How far a read value can be relied on.
    Confidence = sheets::ledger::Confidence { Exact, Normalised, Approximate, Failed }
}

wire_enum! {
    /// How much a problem weighs.
    Severity = sheets::ledger::Severity { Error, Warning, Info }
}

wire_enum! {
    /// Whether the ledger carries the project among the living.
    RowStatus = sheets::ledger::Status { Live, Terminated }
}

wire_enum! {
    /// What becomes of a row.
    RowAction = app::import::Action { New, Change, Same, Skip }
}

/// How many problems of each weight.
#[derive(Serialize, ToSchema)]
struct ProblemCounts {
    error: usize,
    warning: usize,
    info: usize,
}

impl From<[usize; 3]> for ProblemCounts {
    fn from([error, warning, info]: [usize; 3]) -> Self {
        Self { error, warning, info }
    }
}

/// An import on a list.
#[derive(Serialize, ToSchema)]
struct ImportSummary {
    id: Uuid,
    file_name: String,
    /// Bytes.
    size: i64,
    period: String,
    org: OrgRef,
    state: ImportState,
    state_label: &'static str,
    created_by: String,
    created_at: DateTime<Utc>,
    #[schema(required = true)]
    committed_at: Option<DateTime<Utc>>,
    #[schema(required = true)]
    undone_at: Option<DateTime<Utc>>,
    /// Live projects in it.
    rows: i32,
    problem_counts: ProblemCounts,
}

impl ImportSummary {
    fn new(record: &Record, org: store::org::Org, counts: [usize; 3]) -> Self {
        Self {
            id: record.id.0,
            file_name: record.file_name.clone(),
            size: record.size,
            period: record.period.to_string(),
            org: org.into(),
            state: record.state.into(),
            state_label: record.state.label(),
            created_by: record.created_name.clone(),
            created_at: record.created_at,
            committed_at: record.committed.as_ref().map(|(at, _)| *at),
            undone_at: record.undone.as_ref().map(|(at, _)| *at),
            rows: record.rows,
            problem_counts: counts.into(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ImportList {
    items: Vec<ImportSummary>,
    total: u64,
    #[schema(required = true)]
    next_cursor: Option<String>,
}

/// What a sheet was taken for.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum SheetKind {
    Ledger,
    Ended,
    Summary,
    Ignored,
}

/// How a column was understood.
#[derive(Serialize, ToSchema)]
struct ImportColumn {
    letter: String,
    header: String,
    #[schema(required = true)]
    field: Option<&'static str>,
    #[schema(required = true)]
    field_label: Option<&'static str>,
    #[schema(required = true)]
    unit: Option<String>,
    confidence: Confidence,
    samples: Vec<String>,
}

/// How a sheet was understood.
#[derive(Serialize, ToSchema)]
struct ImportSheet {
    name: String,
    kind: SheetKind,
    /// Why it is not read.
    #[schema(required = true)]
    note: Option<String>,
    /// `3-4`
    #[schema(required = true)]
    header_rows: Option<String>,
    #[schema(required = true)]
    unit: Option<String>,
    #[schema(required = true)]
    year: Option<i32>,
    rows: u32,
    subtotals_checked: u32,
    columns: Vec<ImportColumn>,
}

impl From<sheets::ledger::SheetReading> for ImportSheet {
    fn from(sheet: sheets::ledger::SheetReading) -> Self {
        let (kind, note) = match sheet.kind {
            ReadKind::Ledger => (SheetKind::Ledger, None),
            ReadKind::Ended => (SheetKind::Ended, None),
            ReadKind::Summary(why) => (SheetKind::Summary, Some(why)),
            ReadKind::Ignored(why) => (SheetKind::Ignored, Some(why)),
        };
        let columns = sheet.columns.into_iter().map(|column| ImportColumn {
            letter: column.column,
            header: column.header.to_string(),
            field: column.field.map(FieldId::code),
            field_label: column.field.map(FieldId::label),
            unit: column.unit,
            confidence: column.confidence.into(),
            samples: column.samples,
        });
        Self {
            name: sheet.name.to_string(),
            kind,
            note,
            header_rows: sheet.header_rows.map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") }),
            unit: sheet.unit,
            year: sheet.year,
            rows: sheet.rows,
            subtotals_checked: sheet.subtotals_checked,
            columns: columns.collect(),
        }
    }
}

/// Something in the workbook that somebody should look at.
#[derive(Serialize, ToSchema)]
struct ImportProblem {
    severity: Severity,
    /// Stable code.
    rule: String,
    rule_label: String,
    sheet: String,
    #[schema(required = true)]
    cell: Option<String>,
    raw: String,
    message: String,
}

impl From<sheets::ledger::Problem> for ImportProblem {
    fn from(problem: sheets::ledger::Problem) -> Self {
        Self {
            severity: problem.severity.into(),
            rule_label: rule_label(&problem.rule).to_owned(),
            rule: problem.rule.to_string(),
            sheet: problem.sheet.to_string(),
            cell: problem.cell.map(|cell| cell.to_string()),
            raw: problem.raw.to_string(),
            message: problem.message,
        }
    }
}

/// Claims of one kind that a commit would write.
#[derive(Serialize, ToSchema)]
struct PlannedClaims {
    kind: ClaimKind,
    kind_label: &'static str,
    count: usize,
    /// Sum in hundredths of the kind's currency.
    amount: String,
    currency: &'static str,
}

/// A row that writes nothing.
#[derive(Serialize, ToSchema)]
struct SkippedRow {
    cell: String,
    reason: String,
}

/// What a commit would write.
#[derive(Serialize, ToSchema)]
struct ImportPlan {
    new_projects: usize,
    changed_projects: usize,
    unchanged_projects: usize,
    claims: Vec<PlannedClaims>,
    skipped: Vec<SkippedRow>,
    warnings: Vec<String>,
    /// Projects whose money is held back because a newer period is booked.
    older: usize,
}

impl From<Plan> for ImportPlan {
    fn from(plan: Plan) -> Self {
        use app::import::Action;
        let claims = plan.claims().into_iter().map(|(kind, (count, amount))| PlannedClaims {
            kind: kind.into(),
            kind_label: kind.label(),
            count,
            amount: fen(amount),
            currency: kind.currency().code(),
        });
        Self {
            new_projects: plan.count(Action::New),
            changed_projects: plan.count(Action::Change),
            unchanged_projects: plan.count(Action::Same),
            claims: claims.collect(),
            skipped: plan.skipped.into_iter().map(|row| SkippedRow { cell: row.cell, reason: row.reason }).collect(),
            warnings: plan.warnings,
            older: plan.older,
        }
    }
}

/// What a commit, and perhaps an undo, came to.
#[derive(Serialize, ToSchema)]
struct ImportResult {
    new_projects: usize,
    changed_projects: usize,
    claims: usize,
    #[schema(required = true)]
    withdrawn: Option<usize>,
}

/// An import with all that its page shows.
#[derive(Serialize, ToSchema)]
struct Import {
    #[serde(flatten)]
    summary: ImportSummary,
    total_investment: String,
    funds_year_to_date: String,
    sheets: Vec<ImportSheet>,
    problems: Vec<ImportProblem>,
    /// Absent once committed.
    #[schema(required = true)]
    plan: Option<ImportPlan>,
    /// Absent before the commit.
    #[schema(required = true)]
    result: Option<ImportResult>,
    /// Claims of it that wait for a decision.
    pending_claims: usize,
    /// Of these, claims whose automatic checks all pass.
    checked_claims: usize,
}

impl From<ImportView> for Import {
    fn from(view: ImportView) -> Self {
        let result = view.result();
        Self {
            summary: ImportSummary::new(&view.import, view.org, app::import::counts(&view.reading.problems)),
            total_investment: fen(view.total_investment),
            funds_year_to_date: fen(view.funds_year_to_date),
            sheets: view.reading.sheets.into_iter().map(ImportSheet::from).collect(),
            problems: view.reading.problems.into_iter().map(ImportProblem::from).collect(),
            plan: view.plan.map(ImportPlan::from),
            result: result.map(|result| ImportResult {
                new_projects: result.new_projects,
                changed_projects: result.changed_projects,
                claims: result.claims,
                withdrawn: result.withdrawn,
            }),
            pending_claims: view.pending,
            checked_claims: view.checked,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ImportParams {
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Imports that one sees, newest first.
#[utoipa::path(get, path = "/imports", operation_id = "import_list", tag = "import", params(ImportParams), responses((status = 200, body = ImportList), Refusals))]
async fn import_list(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Params(params): Params<ImportParams>,
) -> Result<Json<ImportList>, ApiError> {
    let before = key::<Uuid>(params.cursor.as_deref())?.map(Into::into);
    let page = app::import::list(&app, &caller, before, params.limit.unwrap_or(PAGE)).await?;
    let items = page.items.into_iter().map(|(record, org, counts)| ImportSummary::new(&record, org, counts)).collect();
    Ok(Json(ImportList { items, total: page.total, next_cursor: page.next }))
}

/// A workbook with what it reports.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the shape of the form, for the OpenAPI document; the handler reads its parts one by one")]
struct ImportForm {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// `2026-09`.
    period: String,
    /// Code of the organisation that it is brought in for.
    org_code: String,
}

/// Read a workbook and keep it; nothing reaches the record yet.
#[utoipa::path(post, path = "/imports", operation_id = "import_create", tag = "import",
    request_body(content = ImportForm, content_type = "multipart/form-data"), responses((status = 201, body = Import), Refusals))]
async fn import_create(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    form: Multipart,
) -> Result<(StatusCode, Json<Import>), ApiError> {
    let file = read_form(form).await?;
    let view = app::import::bring_in(&app, &caller, file).await?;
    Ok((StatusCode::CREATED, Json(view.into())))
}

async fn read_form(mut form: Multipart) -> Result<NewFile, ApiError> {
    let broken = |error: MultipartError| {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            let message = format!("文件超过 {} MB,请拆分后分别导入", FILE_LIMIT / 1024 / 1024);
            return app::AppError::invalid("/file", "file_too_large", message).into();
        }
        ApiError::bare(error.status())
    };
    let (mut file, mut period_text, mut org) = (None, None, None);
    while let Some(part) = form.next_field().await.map_err(broken)? {
        match part.name() {
            Some("file") => {
                let name = part
                    .file_name()
                    .unwrap_or("未命名")
                    .rsplit(['/', '\\'])
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .take(200)
                    .collect::<String>();
                file = Some((name, part.bytes().await.map_err(broken)?.to_vec()));
            }
            Some("period") => period_text = Some(part.text().await.map_err(broken)?),
            Some("org_code") => org = Some(part.text().await.map_err(broken)?),
            _ => {}
        }
    }
    let missing = |field: &str, what: &str| ApiError::from(app::AppError::invalid(field, "missing", format!("请{what}")));
    let (file_name, content) = file.ok_or_else(|| missing("/file", "选择台账文件"))?;
    let period = period(&period_text.ok_or_else(|| missing("/period", "选择账期"))?)?;
    let org = org.ok_or_else(|| missing("/org_code", "选择填报单位"))?;
    Ok(NewFile { file_name, content, period, org })
}

/// One import.
#[utoipa::path(get, path = "/imports/{id}", operation_id = "import_show", tag = "import", params(("id" = Uuid, Path)), responses((status = 200, body = Import), Refusals))]
async fn import_show(State(app): State<App>, caller: Permitted<may::ClaimRead>, Place(id): Place<Uuid>) -> Result<Json<Import>, ApiError> {
    Ok(Json(app::import::show(&app, &caller, id.into()).await?.into()))
}

/// Forget an import that was never committed.
#[utoipa::path(delete, path = "/imports/{id}", operation_id = "import_discard", tag = "import", params(("id" = Uuid, Path)), responses((status = 204), Refusals))]
async fn import_discard(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
) -> Result<StatusCode, ApiError> {
    app::import::discard(&app, &caller, id.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which rows of an import are asked for.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Rows {
    All,
    Problems,
    Terminated,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct RowParams {
    offset: Option<usize>,
    limit: Option<usize>,
    #[param(inline)]
    filter: Option<Rows>,
}

/// A mapped cell of a row.
#[derive(Serialize, ToSchema)]
struct ImportCell {
    field: &'static str,
    field_label: &'static str,
    address: String,
    header: String,
    raw: String,
}

/// A row as it was read, with what would become of it.
#[derive(Serialize, ToSchema)]
struct ImportRow {
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
struct ImportRows {
    total: usize,
    items: Vec<ImportRow>,
}

/// Some rows of an import.
#[utoipa::path(get, path = "/imports/{id}/rows", operation_id = "import_rows", tag = "import", params(("id" = Uuid, Path), RowParams), responses((status = 200, body = ImportRows), Refusals))]
async fn import_rows(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
    Params(params): Params<RowParams>,
) -> Result<Json<ImportRows>, ApiError> {
    let filter = match params.filter {
        None | Some(Rows::All) => RowFilter::All,
        Some(Rows::Problems) => RowFilter::Problems,
        Some(Rows::Terminated) => RowFilter::Terminated,
    };
    let (offset, limit) = (params.offset.unwrap_or(0), params.limit.unwrap_or(100).min(500));
    let (total, rows) = app::import::rows(&app, &caller, id.into(), filter, offset, limit).await?;
    Ok(Json(ImportRows { total, items: rows.into_iter().map(ImportRow::from).collect() }))
}

/// What was confirmed for a commit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CommitBody {
    /// Write money of an older period although a newer one is booked.
    #[serde(default)]
    confirm_older: bool,
}

/// Commit an import: all of it or nothing.
#[utoipa::path(post, path = "/imports/{id}/commit", operation_id = "import_commit", tag = "import", params(("id" = Uuid, Path)),
    request_body = CommitBody, responses((status = 200, body = Import), Refusals))]
async fn import_commit(
    State(app): State<App>,
    caller: Permitted<may::ImportCreate>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<CommitBody>,
) -> Result<Json<Import>, ApiError> {
    let options = CommitOptions { confirm_older: body.confirm_older };
    Ok(Json(app::import::commit(&app, &caller, id.into(), options).await?.into()))
}

/// Why an import is undone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UndoBody {
    reason: String,
}

/// Undo an import as a whole, or be told what stands in the way.
#[utoipa::path(post, path = "/imports/{id}/undo", operation_id = "import_undo", tag = "import", params(("id" = Uuid, Path)),
    request_body = UndoBody, responses((status = 200, body = Import), Refusals))]
async fn import_undo(
    State(app): State<App>,
    caller: Permitted<may::ImportUndo>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<UndoBody>,
) -> Result<Json<Import>, ApiError> {
    Ok(Json(app::import::undo(&app, &caller, id.into(), &body.reason).await?.into()))
}

/// The workbook, exactly as it came.
#[utoipa::path(get, path = "/imports/{id}/file", operation_id = "import_file", tag = "import", params(("id" = Uuid, Path)),
    responses((status = 200, description = "原文件", content_type = "application/octet-stream", body = Vec<u8>), Refusals))]
async fn import_file(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Place(id): Place<Uuid>,
) -> Result<impl IntoResponse, ApiError> {
    let (name, content) = app::import::content(&app, &caller, id.into()).await?;
    Ok(download(&name, "application/octet-stream", content))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CellParams {
    sheet: String,
    /// `H7`.
    cell: String,
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
