//! How an import's columns were understood, and choosing it by hand.

use access::Permission;
use domain::ids::ImportId;
use domain::period::Period;
use quantity::AmountUnit;
use sheets::field::FieldId;
use sheets::ledger::{ColumnReading, Confidence, Remembered, SheetKind, SheetReading};
use store::import::Import;
use store::{Rows, Visible};

use super::kept::{Choices, Head, Memory, choices, head, memory};
use super::read::read_as_job;
use super::show::waiting;
use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::job::Begun;
use crate::state::App;

/// Who says what a column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnSource {
    /// The reader found it out.
    Detected,
    /// The organisation's former ledgers.
    Remembered,
    /// Somebody, for this import.
    Chosen,
}

impl ColumnSource {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Detected => "detected",
            Self::Remembered => "remembered",
            Self::Chosen => "chosen",
        }
    }
}

/// A column as it was understood.
#[derive(Clone, Debug)]
pub struct ColumnView {
    /// What was read of it.
    pub column: ColumnReading,
    /// The month that it speaks of.
    pub period: Option<Period>,
    /// Who says so.
    pub source: ColumnSource,
}

/// A sheet with its columns.
#[derive(Clone, Debug)]
pub struct SheetColumns {
    /// Its name.
    pub sheet: String,
    /// Unit of amounts where neither cell nor column says one.
    pub unit: Option<String>,
    /// Its columns, from left to right.
    pub columns: Vec<ColumnView>,
}

/// Fields without which a ledger says little.
pub const REQUIRED: [FieldId; 2] = [FieldId::ProjectName, FieldId::TotalInvestment];

/// The columns of an import, sheet by sheet.
pub async fn columns(app: &App, caller: &Caller, id: ImportId) -> Result<Vec<SheetColumns>, AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    if import.reading.is_empty() {
        return Ok(Vec::new());
    }
    let Head { reading } = head(&import)?;
    let (chosen, known) = (choices(&import), memory(&read, import.org).await?);
    let taken = reading.sheets.into_iter().filter(|sheet| matches!(sheet.kind, SheetKind::Ledger | SheetKind::Ended));
    Ok(taken.map(|sheet| view(sheet, &chosen, &known)).collect())
}

fn view(sheet: SheetReading, chosen: &Choices, known: &Memory) -> SheetColumns {
    let period_of = |column: &ColumnReading| {
        let of_table = sheet.tables.iter().flat_map(|table| &table.columns);
        of_table.filter(|context| context.header == column.header).find_map(|context| context.period)
    };
    let source_of = |column: &ColumnReading| {
        if chosen.columns.knows(&column.header) {
            ColumnSource::Chosen
        } else if known.columns.knows(&column.header) {
            ColumnSource::Remembered
        } else {
            ColumnSource::Detected
        }
    };
    let columns =
        sheet.columns.iter().map(|column| ColumnView { period: period_of(column), source: source_of(column), column: column.clone() });
    SheetColumns { sheet: sheet.name.to_string(), unit: sheet.unit.clone(), columns: columns.collect() }
}

/// Whether the reader was not sure of a column that nobody has chosen.
pub(super) fn is_uncertain(column: &ColumnReading, chosen: &Choices) -> bool {
    let open = column.field.is_none() || column.confidence >= Confidence::Approximate;
    open && !chosen.columns.knows(&column.header)
}

/// What somebody says that a column means.
#[derive(Clone, Debug)]
pub struct ColumnChoice {
    /// Letters of the column.
    pub column: String,
    /// Its field; without one it is not read.
    pub field: Option<String>,
    /// Unit of its numbers.
    pub unit: Option<String>,
}

/// Chooses what columns of a sheet mean, and the unit of amounts where nothing says one. The file is read anew as a job;
/// what was mended stays.
pub async fn choose_columns(
    app: &App,
    caller: &Caller,
    id: ImportId,
    sheet: &str,
    made: &[ColumnChoice],
    unit: Option<&str>,
) -> Result<Begun, AppError> {
    caller.require(Permission::ImportCreate)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    // One whose reading was stopped may be read anew; one that is being read may not.
    let import = if import.reading.is_empty() { import } else { waiting_or_stopped(app, caller, import).await? };
    let Head { reading } = head(&import)?;
    let understood = reading.sheet(sheet).ok_or_else(|| AppError::invalid("/sheet", "unknown_sheet", "没有这张工作表"))?;
    let mut chosen = choices(&import);
    let mut errors = Vec::new();
    for (number, choice) in made.iter().enumerate() {
        match meaning(understood, choice) {
            Ok((header, meaning)) => chosen.columns.set(&header, meaning),
            Err((field, message)) => errors.push(FieldError::new(&format!("/choices/{number}/{field}"), "unknown", message)),
        }
    }
    match unit.map(str::trim).filter(|unit| !unit.is_empty()) {
        Some(unit) if AmountUnit::parse(unit).is_none() => {
            errors.push(FieldError::new("/unit", "unknown_unit", format!("单位「{unit}」不认识,请填元、万元或亿元")));
        }
        Some(unit) => chosen.unit = Some(unit.to_owned()),
        None => {}
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let text = serde_json::to_string(&chosen).map_err(AppError::internal)?;
    let taken = import.clone();
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (import, text) = (taken.clone(), text.clone());
            Box::pin(async move {
                store::import::read_anew(tx, &import, Some(text)).await?;
                tx.audit("import.columns_chosen", import.id, serde_json::json!({ "file": import.file_name })).await?;
                Ok(())
            })
        })
        .await?;
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    read_as_job(app, caller, import).await
}

async fn waiting_or_stopped(app: &App, caller: &Caller, import: Visible<Import>) -> Result<Visible<Import>, AppError> {
    if import.state == domain::claim::ImportState::Reading {
        let job = crate::job::latest_on(app, caller, import.id.0).await?;
        if job.is_some_and(|view| view.job.state != domain::job::JobState::Running) {
            return Ok(import);
        }
    }
    waiting(app, caller, import.id).await
}

/// Header and meaning of a choice, or which part of it nobody knows.
fn meaning(sheet: &SheetReading, choice: &ColumnChoice) -> Result<(String, Option<Remembered>), (&'static str, String)> {
    let column = sheet
        .columns
        .iter()
        .find(|column| column.column == choice.column)
        .ok_or_else(|| ("column", format!("工作表「{}」没有 {} 列", sheet.name, choice.column)))?;
    let Some(code) = &choice.field else { return Ok((column.header.to_string(), None)) };
    let field = FieldId::from_code(code).ok_or_else(|| ("field", format!("没有「{code}」这个字段")))?;
    if let Some(unit) = choice.unit.as_deref().filter(|unit| AmountUnit::parse(unit).is_none()) {
        return Err(("unit", format!("单位「{unit}」不认识,请填元、万元、亿元或万美元")));
    }
    Ok((column.header.to_string(), Some(Remembered { field, unit: choice.unit.clone() })))
}
