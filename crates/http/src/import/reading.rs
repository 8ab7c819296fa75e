//! What was read from a workbook, on the wire.

use app::import::{ImportView, Standing, rule_label};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sheets::field::FieldId;
use sheets::ledger::SheetKind as ReadKind;
use store::import::Import as Record;
use utoipa::ToSchema;
use uuid::Uuid;

use super::desk::ImportDesk;
use crate::org::OrgRef;
use crate::wire::{fen, wire_enum};

wire_enum! {
    /// How far an import has come.
    ImportState = app::import::Standing { Reading, Failed, Cancelled, Read, Committed, Undone }
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
    /// What becomes of a row.
    RowAction = app::import::Action { New, Change, Same, Skip }
}

/// How many problems of each weight.
#[derive(Serialize, ToSchema)]
pub(super) struct ProblemCounts {
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
pub(super) struct ImportSummary {
    id: Uuid,
    file_name: String,
    /// Bytes.
    size: i64,
    period: String,
    /// Whether it is the ledger of a former year: its claims are historical data.
    history: bool,
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
    pub(super) fn new(record: &Record, standing: Standing, org: store::org::Org, counts: [usize; 3]) -> Self {
        Self {
            id: record.id.0,
            file_name: record.file_name.clone(),
            size: record.size,
            period: record.period.to_string(),
            history: record.history,
            org: org.into(),
            state: standing.into(),
            state_label: standing.label(),
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
pub(super) struct ImportList {
    pub(super) items: Vec<ImportSummary>,
    pub(super) total: u64,
    #[schema(required = true)]
    pub(super) next_cursor: Option<String>,
}

/// What a sheet was taken for.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SheetKind {
    Ledger,
    Ended,
    Summary,
    Ignored,
}

/// How a column was understood.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportColumn {
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
pub(super) struct ImportSheet {
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
pub(super) struct ImportProblem {
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

/// What a commit, and perhaps an undo, came to.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportResult {
    new_projects: usize,
    changed_projects: usize,
    claims: usize,
    #[schema(required = true)]
    withdrawn: Option<usize>,
}

/// Why a workbook could not be read.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportFailure {
    /// Stable code.
    rule: String,
    message: String,
}

/// An import with all that its page shows.
#[derive(Serialize, ToSchema)]
pub(super) struct Import {
    #[serde(flatten)]
    summary: ImportSummary,
    #[serde(flatten)]
    desk: ImportDesk,
    /// The job that works on it, or worked on it last.
    #[schema(required = true)]
    job_id: Option<Uuid>,
    /// Why it could not be read.
    #[schema(required = true)]
    failure: Option<ImportFailure>,
    total_investment: String,
    funds_year_to_date: String,
    sheets: Vec<ImportSheet>,
    /// Columns that the reader was not sure of and that nobody has chosen.
    columns_uncertain: usize,
    /// What is told of sheets, columns and sums, and of rows that cannot be projects.
    problems: Vec<ImportProblem>,
    /// Absent before the commit.
    #[schema(required = true)]
    result: Option<ImportResult>,
    /// Claims of it that wait for a decision.
    pending_claims: u64,
    /// Of these, claims whose automatic checks all pass; absent where there are too many to look at each for a page.
    #[schema(required = true)]
    checked_claims: Option<usize>,
}

impl From<ImportView> for Import {
    fn from(view: ImportView) -> Self {
        let result = view.result();
        let desk = ImportDesk::of(&view);
        let failed = matches!(view.standing, Standing::Failed | Standing::Cancelled);
        let (job_id, fault) = view.job.map_or((None, None), |(id, fault)| (Some(id.0), fault));
        Self {
            summary: ImportSummary::new(&view.import, view.standing, view.org, view.counts),
            desk,
            job_id,
            failure: fault.filter(|_| failed).map(|fault| ImportFailure {
                rule: fault.errors.first().map_or(fault.code, |error| error.code.clone()),
                message: fault.message,
            }),
            total_investment: fen(view.total_investment),
            funds_year_to_date: fen(view.funds_year_to_date),
            sheets: view.reading.map(|reading| reading.sheets).unwrap_or_default().into_iter().map(ImportSheet::from).collect(),
            columns_uncertain: view.columns_uncertain,
            problems: view.problems.into_iter().map(ImportProblem::from).collect(),
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
