//! Builds one project from one row.

use std::sync::Arc;

use domain::date::PartialDate;
use domain::period::Period;
use quantity::AmountUnit;

use super::funds::{check_dates, check_ended, finish_funds};
use super::plan::{SheetPlan, TablePlan};
use super::project::{blank, worst};
use super::types::{Amount, Field, Milestone, ProjectRow, RawCell, Status};
use crate::book::{Cell, CellPos, CellRef, Row, Sheet};
use crate::field::{FieldId, FieldKind};
use crate::mapping::table::Column;
use crate::rule::Rule;
use crate::values::{self, AmountReader, DateReader, Frame, Remark, Repeats, Valued};

/// Reads the rows of one table.
pub(super) struct RowReader<'a, 't> {
    pub(super) sheet: Sheet<'a>,
    pub(super) columns: &'t [Column],
    pub(super) header_bottom: u32,
    pub(super) name_col: u16,
    pub(super) period: Period,
    pub(super) year: Option<i32>,
    /// The year that the heading above the row speaks of: that of its signings.
    pub(super) section_year: Option<i32>,
    pub(super) unit: AmountUnit,
    pub(super) funds_unit: Option<AmountUnit>,
    pub(super) foreign_unit: Option<AmountUnit>,
    repeats: Vec<Repeats>,
    spare: Repeats,
    no_text: Arc<str>,
    /// By column the last cell that said something of its own, for 同上 below it.
    above: Vec<Option<CellPos>>,
}

/// What one row gave.
pub(super) struct RowReading {
    pub(super) project: ProjectRow,
    pub(super) told: Vec<Told>,
    /// Amounts of the columns for which [`is_counted`] holds, from left to right.
    pub(super) amounts: Vec<Option<Amount>>,
}

/// Whether amounts of that field are read (and can be added up).
pub(super) const fn is_counted(field: FieldId) -> bool {
    use FieldId as F;
    matches!(
        field,
        F::TotalInvestment
            | F::FixedInvestment
            | F::FundsMonth
            | F::FundsYearToDate
            | F::FundsTotal
            | F::FundsOutOfProvinceMonth
            | F::FundsOutOfProvinceYearToDate
            | F::FundsFixedYearToDate
            | F::FundsOtherYearToDate
            | F::ForeignMonth
            | F::ForeignYearToDate
            | F::FundsOfMonth
    )
}

/// What is to be told about a cell of the row.
pub(super) type Told = (CellPos, Arc<str>, Remark);

/// Fields whose merged blocks speak for every row they cover: of the investor, the offices, the place. Never money or dates.
const fn is_shared_by_merge(field: FieldId) -> bool {
    matches!(field.kind(), FieldKind::Text | FieldKind::Choice)
        && !matches!(field, FieldId::Seq | FieldId::ProjectName | FieldId::ProjectCode | FieldId::InternalNo)
}

impl<'a, 't> RowReader<'a, 't> {
    /// A reader of one table of a sheet, whose amounts are in `unit` unless their column says otherwise.
    pub(super) fn new(plan: &SheetPlan<'a>, table: &'t TablePlan, unit: AmountUnit, period: Period) -> Self {
        let name_col = table.columns.iter().find(|c| c.field() == Some(FieldId::ProjectName)).map_or(table.band.name_col, |c| c.col);
        Self {
            sheet: plan.sheet,
            columns: &table.columns,
            header_bottom: table.band.bottom,
            name_col,
            period,
            year: plan.year,
            section_year: None,
            unit,
            funds_unit: plan.funds_unit,
            foreign_unit: plan.foreign_unit,
            repeats: Vec::new(),
            spare: Repeats::default(),
            no_text: "".into(),
            above: Vec::new(),
        }
    }

    /// A reader of single cells of `sheet`, whose columns name their units.
    pub(super) fn of_cells(sheet: Sheet<'a>, columns: &'t [Column], period: Period, year: Option<i32>, section_year: Option<i32>) -> Self {
        Self {
            sheet,
            columns,
            header_bottom: 0,
            name_col: 0,
            period,
            year,
            section_year,
            unit: AmountUnit::WAN,
            funds_unit: None,
            foreign_unit: None,
            repeats: Vec::new(),
            spare: Repeats::default(),
            no_text: "".into(),
            above: Vec::new(),
        }
    }

    /// The unit of a column of money.
    pub(super) fn unit_of(&self, column: &Column) -> AmountUnit {
        let is = |kind: fn(FieldId) -> bool| column.field().is_some_and(kind);
        let unit = self.funds_unit.filter(|_| is(FieldId::is_funds)).unwrap_or(self.unit);
        values::money_unit(column.unit, is(FieldId::is_foreign), unit, self.foreign_unit)
    }

    /// The cell that speaks for a row in a column: its own, or that of a merged block from above where that is lawful.
    fn cell(&self, row: Row<'a>, column: &Column, field: FieldId) -> (CellPos, Option<Cell<'a>>, bool) {
        let pos = CellPos::new(row.index(), column.col);
        let own = row.cell(column.col).filter(|cell| !cell.raw().trim().is_empty() || cell.is_uncomputed());
        if own.is_some() {
            return (pos, own, false);
        }
        let above = self
            .sheet
            .merge_at(pos)
            .filter(|area| area.first.row < row.index() && area.first.row > self.header_bottom && area.first.col == column.col);
        match above {
            Some(area) if is_shared_by_merge(field) => (area.first, self.sheet.cell(area.first), false),
            Some(area) => (pos, None, self.sheet.cell(area.first).is_some()),
            None => (pos, None, false),
        }
    }

    /// Reads a row that was classified as a project.
    pub(super) fn read(&mut self, row: Row<'a>, status: Status, section: Option<Arc<str>>) -> RowReading {
        let name_pos = CellPos::new(row.index(), self.name_col);
        let name = values::name(Frame::of(self.sheet, name_pos, row.cell(self.name_col)));
        let project = blank(name, CellRef { sheet: Arc::clone(self.sheet.name()), pos: name_pos }, status, section);
        let mut reading = RowReading { project, told: Vec::new(), amounts: Vec::new() };
        if row.cell(self.name_col).is_some_and(Cell::is_struck) {
            let raw = Arc::clone(&reading.project.name.raw);
            let remark = Remark::warning(Rule::StruckThrough, format!("项目「{raw}」带删除线,可能已终止,仍按在册项目读取,请核对"));
            reading.told.push((name_pos, raw, remark));
        }
        for (index, column) in self.columns.iter().enumerate() {
            let Some(field) = column.field() else { continue };
            let (pos, cell, merged_away) = self.cell(row, column, field);
            let (pos, cell) = self.same_as_above(index, pos, cell, field);
            let raw = match cell {
                Some(cell) => self.repeats(index).get(cell.raw().trim()),
                None => Arc::clone(&self.no_text),
            };
            if cell.is_some() {
                let header = Arc::clone(&column.header);
                reading.project.cells.push(RawCell { at: pos, header, field, raw: Arc::clone(&raw) });
            }
            if merged_away && field.kind() == FieldKind::Money {
                let message = format!("“{}”的单元格与上一行合并,金额只计在上一行;如各有金额请拆开填写", column.header);
                reading.told.push((pos, Arc::clone(&self.no_text), Remark::warning(Rule::MergedAmount, message)));
            }
            let frame = Frame { at: CellRef { sheet: Arc::clone(self.sheet.name()), pos }, raw };
            self.take(&mut reading, column, field, frame, cell);
        }
        complete(&mut reading.project, self.period, &mut reading.told);
        reading
    }

    /// For 同上 and 〃 the cell above that they mean, in the columns that merged blocks may share too.
    fn same_as_above(&mut self, index: usize, pos: CellPos, cell: Option<Cell<'a>>, field: FieldId) -> (CellPos, Option<Cell<'a>>) {
        let Some(own) = cell.filter(|_| is_shared_by_merge(field)) else { return (pos, cell) };
        let raw = own.raw();
        if matches!(raw.trim(), "同上" | "〃" | "″" | "\"" | "''") {
            let above = self.above.get(index).copied().flatten();
            return above.map_or((pos, cell), |above| (above, self.sheet.cell(above)));
        }
        if self.above.len() <= index {
            self.above.resize(index + 1, None);
        }
        if let Some(above) = self.above.get_mut(index) {
            *above = Some(pos);
        }
        (pos, cell)
    }

    fn repeats(&mut self, index: usize) -> &mut Repeats {
        if self.repeats.len() <= index {
            self.repeats.resize_with(index + 1, Repeats::default);
        }
        // The vector was just made long enough; a spare stands in for what cannot happen.
        self.repeats.get_mut(index).unwrap_or(&mut self.spare)
    }

    pub(super) fn take(&self, reading: &mut RowReading, column: &Column, field: FieldId, frame: Frame, cell: Option<Cell<'_>>) {
        use FieldId as F;
        let RowReading { project, told, amounts } = reading;
        match field {
            F::Investor => keep_first(&mut project.investor, values::name(frame)),
            F::ProjectCompany => keep_first(&mut project.project_company, values::name(frame)),
            F::InternalNo => keep_first(&mut project.internal_no, values::plain(frame)),
            F::Origin => keep_first(&mut project.origin, values::plain(frame)),
            F::County => keep_first(&mut project.county, values::name(frame)),
            F::Place => keep_first(&mut project.place, values::plain(frame)),
            F::Industry => keep_first(&mut project.industry, values::plain(frame)),
            F::IndustryCode => keep_first(&mut project.industry_code, values::plain(frame)),
            F::ResponsibleUnit => keep_first(&mut project.responsible_unit, values::plain(frame)),
            F::TerminatedReason => keep_first(&mut project.termination_reason, values::plain(frame)),
            F::ProgressText => {
                // 已终止 and nothing else is a state; in a longer text it may be anything, and is told.
                if frame.raw.chars().count() <= 5 && crate::rows::is_ended(&frame.raw) {
                    project.status = Status::Terminated;
                }
                keep_first(&mut project.progress, values::plain(frame));
            }
            F::Remark => keep_first(&mut project.remarks, values::plain(frame)),
            F::OriginScope => keep_first(&mut project.origin_scope, values::choice(frame, field)),
            F::Category => keep_first(&mut project.category, values::choice(frame, field)),
            F::AgreementType => keep_first(&mut project.agreement_type, values::choice(frame, field)),
            F::CreditCode => keep_first(&mut project.credit_code, tell(values::credit_code(frame), told)),
            F::ProjectCode => keep_first(&mut project.project_code, tell(values::project_code(frame), told)),
            F::SignedOn => {
                let dates = DateReader { period: self.period, year: self.section_year.or(self.year) };
                let milestone = tell(dates.milestone(frame, cell, "签约日期"), told);
                keep_first(&mut project.signed_on, fact(&milestone));
            }
            F::AgreedStartOn => keep_first(&mut project.agreed_start_on, tell(self.dates().plan(frame, cell), told)),
            F::StartedOn => keep_surer(&mut project.start, tell(self.dates().start(frame, cell), told)),
            F::StatisticsOn => keep_surer(&mut project.statistics, tell(self.dates().milestone(frame, cell, "纳统"), told)),
            F::CompletedOn => keep_surer(&mut project.completed, tell(self.dates().milestone(frame, cell, "竣工日期"), told)),
            F::ProductionOn => keep_surer(&mut project.in_production, tell(self.dates().milestone(frame, cell, "投产日期"), told)),
            F::TerminatedOn => {
                keep_surer(&mut project.terminated, tell(self.dates().milestone(frame, cell, "终止日期"), told));
                if project.terminated.as_ref().and_then(|field| field.value).and_then(Milestone::fact).is_some() {
                    project.status = Status::Terminated;
                }
            }
            F::Stage if project.status == Status::Live && cell.is_some_and(|cell| crate::rows::is_ended(&cell.raw())) => {
                project.status = Status::Terminated;
            }
            F::FundsOfMonth => {
                let amount = self.amount(column, field, frame, cell, told);
                amounts.push(amount.value);
                let month = column.meaning.and_then(|meaning| meaning.period);
                project.funds.by_month.extend(month.map(|month| (month, amount)));
            }
            _ if field.kind() == FieldKind::Money => {
                if let Some(slot) = money_slot(project, field) {
                    let amount = self.amount(column, field, frame, cell, told);
                    amounts.push(amount.value);
                    keep_first(slot, amount);
                }
            }
            _ => {}
        }
    }

    fn amount(&self, column: &Column, field: FieldId, frame: Frame, cell: Option<Cell<'_>>, told: &mut Vec<Told>) -> Field<Amount> {
        let (amount, mut remarks) = AmountReader { sheet: self.sheet }.read(frame, cell, self.unit_of(column));
        if !field.is_foreign() {
            remarks.extend(values::without_rate(&amount));
        }
        tell((amount, remarks), told)
    }

    fn dates(&self) -> DateReader {
        DateReader { period: self.period, year: self.year }
    }
}

fn tell<T>((field, remarks): Valued<T>, told: &mut Vec<Told>) -> Field<T> {
    told.extend(remarks.into_iter().map(|remark| (field.at.pos, Arc::clone(&field.raw), remark)));
    field
}

/// Of several columns of one field the first with a value speaks.
fn keep_first<T>(slot: &mut Option<Field<T>>, field: Field<T>) {
    if slot.as_ref().is_none_or(|kept| kept.value.is_none() && field.value.is_some()) {
        *slot = Some(field);
    }
}

/// Of a column of ticks and one of dates the date speaks.
fn keep_surer(slot: &mut Option<Field<Milestone>>, field: Field<Milestone>) {
    let rank = |field: &Field<Milestone>| match field.value {
        Some(Milestone::On(date)) if date.precision != domain::date::Precision::ByPeriod => 3,
        Some(Milestone::On(_)) => 2,
        Some(_) => 1,
        None => 0,
    };
    if slot.as_ref().is_none_or(|kept| rank(kept) < rank(&field)) {
        *slot = Some(field);
    }
}

/// The date of what has happened.
fn fact(milestone: &Field<Milestone>) -> Field<PartialDate> {
    let value = match milestone.value {
        Some(Milestone::On(date)) => Some(date),
        _ => None,
    };
    Field { value, raw: Arc::clone(&milestone.raw), at: milestone.at.clone(), confidence: milestone.confidence }
}

/// Completes a row from what its cells say, and compares them with each other.
pub(super) fn complete(project: &mut ProjectRow, period: Period, told: &mut Vec<Told>) {
    project.started_on = project.start.as_ref().map(fact);
    finish_funds(project, period, false, told);
    check_dates(project, told);
    check_ended(project, told);
    project.confidence = worst(project);
}

macro_rules! money_slots {
    ($($field:ident => $($slot:ident).+;)+) => {
        /// Where an amount of that field is kept; `None` for money that no figure is made of.
        pub(super) fn money_slot(project: &mut ProjectRow, field: FieldId) -> Option<&mut Option<Field<Amount>>> {
            Some(match field {
                $(FieldId::$field => &mut project.$($slot).+,)+
                _ => return None,
            })
        }

        /// The amount of that field.
        pub(super) fn money(project: &ProjectRow, field: FieldId) -> Option<&Field<Amount>> {
            match field {
                $(FieldId::$field => project.$($slot).+.as_ref(),)+
                _ => None,
            }
        }
    };
}

money_slots! {
    TotalInvestment => total_investment;
    FixedInvestment => fixed_investment;
    FundsMonth => funds.month;
    FundsYearToDate => funds.year_to_date;
    FundsTotal => funds.since_start;
    FundsOutOfProvinceMonth => funds.out_of_province_month;
    FundsOutOfProvinceYearToDate => funds.out_of_province_year_to_date;
    FundsFixedYearToDate => funds.fixed_year_to_date;
    FundsOtherYearToDate => funds.other_year_to_date;
    ForeignMonth => funds.foreign_capital_month;
    ForeignYearToDate => funds.foreign_capital_year_to_date;
}
