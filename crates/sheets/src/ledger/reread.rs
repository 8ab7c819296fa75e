//! A row read again with corrected texts, by the readers that read it first.

use std::sync::Arc;

use super::ReadRow;
use super::checks::Proportions;
use super::context::{ColumnContext, FieldKey, TableReading};
use super::project::worst;
use super::row::{self, RowReader, RowReading};
use super::types::{Amount, Confidence, LedgerReading, Problem, ProjectRow, RawCell, SheetKind, SheetReading, Status};
use crate::book::{Book, CellPos, CellRef};
use crate::field::FieldId;
use crate::header::note;
use crate::mapping::Meaning;
use crate::mapping::table::Column;
use crate::rows::is_ended;
use crate::rule::Rule;
use crate::values::{self, Frame};

/// A text that somebody corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Which field of the row.
    pub key: FieldKey,
    /// What it should say.
    pub text: String,
}

/// Rules that compare the cells of a row with each other or with their column: told anew when one of them changes.
const OF_ROWS: [Rule; 8] = [
    Rule::FutureMonth,
    Rule::MonthsMismatch,
    Rule::CumulativeBelowPart,
    Rule::FundsOverTotal,
    Rule::StartedBeforeSigned,
    Rule::MaybeTerminated,
    Rule::UnitSlip,
    Rule::MissingName,
];

impl ReadRow {
    /// Where the text of a field stands: its cell, or the cell of its column where it has none.
    pub fn place_of(&self, reading: &LedgerReading, key: FieldKey) -> CellRef {
        let sheet = reading.sheet(&self.row.at.sheet);
        if let Some(cell) = self.cell(sheet, key) {
            return CellRef { sheet: Arc::clone(&self.row.at.sheet), pos: cell.at };
        }
        let pos = self.row.at.pos;
        let column = sheet.and_then(|sheet| sheet.table_of(pos.row)).and_then(|table| table.column(key));
        CellRef { sheet: Arc::clone(&self.row.at.sheet), pos: column.map_or(pos, |column| CellPos::new(pos.row, column.col)) }
    }

    /// The cell that holds the text of a field.
    pub fn cell(&self, sheet: Option<&SheetReading>, key: FieldKey) -> Option<&RawCell> {
        let month_of = |cell: &RawCell| sheet.and_then(|sheet| sheet.key_at(cell.at)).and_then(|key| key.month);
        self.row.cells.iter().find(|cell| cell.field == key.field && (key.month.is_none() || month_of(cell) == key.month))
    }

    /// Whether the row has a place for the text of a field: a column, or for the county also the heading above it.
    pub fn can_say(&self, reading: &LedgerReading, key: FieldKey) -> bool {
        let table = reading.sheet(&self.row.at.sheet).and_then(|sheet| sheet.table_of(self.row.at.pos.row));
        let of_row = [FieldId::ProjectName, FieldId::County].contains(&key.field);
        of_row || table.is_some_and(|table| table.column(key).is_some())
    }

    /// The amount of a field.
    pub fn amount(&self, key: FieldKey) -> Option<Amount> {
        amount_of(&self.row, key)
    }

    /// The row as it would have been read had these texts stood in it; a text that cannot be read is a problem of it.
    /// What the corrections do not touch stays as it was read.
    #[must_use]
    pub fn corrected(&self, reading: &LedgerReading, corrections: &[Correction]) -> Self {
        let Some(sheet) = reading.sheet(&self.row.at.sheet) else { return self.clone() };
        let Some(table) = sheet.table_of(self.row.at.pos.row) else { return self.clone() };
        let mut next = self.clone();
        let mut told = Vec::new();
        for correction in corrections {
            let at = next.place_of(reading, correction.key);
            next.problems.retain(|problem| problem.cell != Some(at.pos) || problem.sheet != at.sheet);
            read_cell(&mut next.row, sheet, table, correction, at, &mut told);
        }
        next.problems.retain(|problem| !OF_ROWS.iter().any(|rule| rule.code() == &*problem.rule));
        next.row.status = status(&next.row, sheet, table);
        if !table.has(FieldId::FundsYearToDate) {
            next.row.funds.year_to_date = None;
        }
        if !table.has(FieldId::FundsMonth) {
            next.row.funds.month = None;
        }
        row::complete(&mut next.row, table.period, &mut told);
        if next.is_project() {
            Proportions::from(&sheet.usual).check(&mut next.row, &mut told);
        } else {
            let message = "没有项目名称,没有采用;请补填项目名称";
            told.push((next.row.at.pos, Arc::clone(&next.row.name.raw), values::Remark::error(Rule::MissingName, message)));
        }
        next.row.confidence = worst(&next.row);
        next.amounts = table.amounts(&next.row).amounts;
        let own = &next.row.at.sheet;
        next.problems.extend(told.into_iter().map(|(pos, raw, remark)| Problem::of(own, Some(pos), &raw, remark)));
        next.problems.sort_by_key(|problem| (problem.cell, problem.severity));
        next
    }
}

/// Puts the text into its cell and reads the field anew.
fn read_cell(
    row: &mut ProjectRow,
    sheet: &SheetReading,
    table: &TableReading,
    correction: &Correction,
    at: CellRef,
    told: &mut Vec<row::Told>,
) {
    let key = correction.key;
    let text: Arc<str> = correction.text.trim().into();
    keep_text(row, table, key, at.pos, &text);
    let frame = Frame { at, raw: Arc::clone(&text) };
    match key.field {
        FieldId::ProjectName => {
            row.name = values::name(frame);
            return;
        }
        // The county may come from a heading, and then has no column.
        FieldId::County if !table.has(FieldId::County) => {
            row.county = Some(values::name(frame));
            return;
        }
        _ => {}
    }
    let Some(context) = table.column(key) else { return };
    forget(row, key);
    let column = column_of(context);
    let pos = frame.at.pos;
    let Ok(book) = Book::of_cell(&sheet.name, pos, &text) else { return };
    let Some(cells) = book.sheet(&sheet.name) else { return };
    let section_year = row.section.as_deref().and_then(|path| path.rsplit(" / ").find_map(note::year));
    let columns = [column];
    let reader = RowReader::of_cells(cells, &columns, table.period, sheet.year, section_year);
    let [column] = &columns;
    let cell = cells.cell(pos).filter(|_| !text.is_empty());
    let mut one = RowReading { project: row.clone(), told: Vec::new(), amounts: Vec::new() };
    reader.take(&mut one, column, key.field, frame, cell);
    *row = one.project;
    told.extend(one.told);
}

fn column_of(context: &ColumnContext) -> Column {
    let meaning = Meaning { field: context.field, period: context.period, confidence: Confidence::Exact };
    Column { col: context.col, header: Arc::clone(&context.header), meaning: Some(meaning), unit: context.unit }
}

/// Keeps the text beside those of the other cells, in the order of the columns.
fn keep_text(row: &mut ProjectRow, table: &TableReading, key: FieldKey, at: CellPos, text: &Arc<str>) {
    let place = row.cells.iter().position(|cell| cell.at == at && cell.field == key.field);
    match (place, text.is_empty()) {
        (Some(place), true) => {
            row.cells.remove(place);
        }
        (Some(place), false) => {
            if let Some(cell) = row.cells.get_mut(place) {
                cell.raw = Arc::clone(text);
            }
        }
        (None, true) => {}
        (None, false) => {
            let header = table.column(key).map_or_else(|| key.field.label().into(), |column| Arc::clone(&column.header));
            row.cells.push(RawCell { at, header, field: key.field, raw: Arc::clone(text) });
            row.cells.sort_by_key(|cell| cell.at.col);
        }
    }
}

/// Takes out what a field said.
fn forget(row: &mut ProjectRow, key: FieldKey) {
    use FieldId as F;
    match key.field {
        F::Investor => row.investor = None,
        F::ProjectCompany => row.project_company = None,
        F::InternalNo => row.internal_no = None,
        F::Origin => row.origin = None,
        F::County => row.county = None,
        F::Place => row.place = None,
        F::Industry => row.industry = None,
        F::IndustryCode => row.industry_code = None,
        F::ResponsibleUnit => row.responsible_unit = None,
        F::TerminatedReason => row.termination_reason = None,
        F::ProgressText => row.progress = None,
        F::Remark => row.remarks = None,
        F::OriginScope => row.origin_scope = None,
        F::Category => row.category = None,
        F::AgreementType => row.agreement_type = None,
        F::CreditCode => row.credit_code = None,
        F::ProjectCode => row.project_code = None,
        F::SignedOn => row.signed_on = None,
        F::AgreedStartOn => row.agreed_start_on = None,
        F::StartedOn => row.start = None,
        F::StatisticsOn => row.statistics = None,
        F::CompletedOn => row.completed = None,
        F::ProductionOn => row.in_production = None,
        F::TerminatedOn => row.terminated = None,
        F::FundsOfMonth => row.funds.by_month.retain(|(month, _)| Some(*month) != key.month),
        field => {
            if let Some(slot) = row::money_slot(row, field) {
                *slot = None;
            }
        }
    }
}

/// Whether the ledger carries the row among the living: by where it stands, or by its own states and dates.
fn status(row: &ProjectRow, sheet: &SheetReading, table: &TableReading) -> Status {
    let of_place = sheet.kind == SheetKind::Ended || table.ended || row.section.as_deref().is_some_and(is_ended);
    let of_progress = row.progress.as_ref().is_some_and(|field| field.raw.chars().count() <= 5 && is_ended(&field.raw));
    let of_stage = row.cells.iter().any(|cell| cell.field == FieldId::Stage && is_ended(&cell.raw));
    let of_date = row.terminated.as_ref().and_then(|field| field.value).and_then(super::Milestone::fact).is_some();
    if of_place || of_progress || of_stage || of_date { Status::Terminated } else { Status::Live }
}

/// The amount that a column of a row holds.
pub(super) fn amount_of(row: &ProjectRow, key: FieldKey) -> Option<Amount> {
    let field = match key.month {
        Some(month) => row.funds.by_month.iter().find(|(of, _)| *of == month).map(|(_, field)| field),
        None => row::money(row, key.field),
    };
    field.and_then(|field| field.value)
}
