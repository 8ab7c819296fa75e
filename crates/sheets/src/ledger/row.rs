//! Builds one project from one row.

use std::sync::Arc;

use domain::date::PartialDate;
use domain::money::{Fen, Money};
use domain::period::Period;
use quantity::AmountUnit;

use super::types::{Amount, Confidence, Field, FundsReading, Milestone, ProjectRow, RawCell, Status};
use crate::book::{Cell, CellPos, CellRef, Row, Sheet};
use crate::field::{FieldId, FieldKind};
use crate::mapping::table::Column;
use crate::values::{self, AmountReader, DateReader, Remark, Valued};

/// Reads the rows of one table.
pub(super) struct RowReader<'a, 't> {
    pub(super) sheet: Sheet<'a>,
    pub(super) columns: &'t [Column],
    pub(super) header_bottom: u32,
    pub(super) name_col: u16,
    pub(super) period: Period,
    pub(super) year: Option<i32>,
    pub(super) unit: AmountUnit,
    pub(super) foreign_unit: Option<AmountUnit>,
}

/// What is to be told about a cell of the row.
pub(super) type Told = (CellPos, Arc<str>, Remark);

/// Fields whose merged blocks speak for every row they cover: of the investor, the offices, the place. Never money or dates.
const fn is_shared_by_merge(field: FieldId) -> bool {
    matches!(field.kind(), FieldKind::Text | FieldKind::Choice)
        && !matches!(field, FieldId::Seq | FieldId::ProjectName | FieldId::ProjectCode | FieldId::InternalNo)
}

impl RowReader<'_, '_> {
    /// The unit of a column of money.
    pub(super) fn unit_of(&self, column: &Column) -> AmountUnit {
        let foreign = column.field().is_some_and(FieldId::is_foreign);
        values::money_unit(column.unit, foreign, self.unit, self.foreign_unit)
    }

    /// The cell that speaks for a row in a column: its own, or that of a merged block from above where that is lawful.
    fn cell(&self, row: Row<'_>, column: &Column, field: FieldId) -> (CellPos, Option<Cell<'_>>, bool) {
        let pos = CellPos::new(row.index(), column.col);
        let own = self.sheet.cell(pos).filter(|cell| !cell.raw().trim().is_empty() || cell.is_uncomputed());
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
    pub(super) fn read(&self, row: Row<'_>, status: Status, section: Option<Arc<str>>) -> (ProjectRow, Vec<Told>) {
        let name_pos = CellPos::new(row.index(), self.name_col);
        let name = values::name(self.sheet, name_pos, self.sheet.cell(name_pos));
        let mut project = blank(name, CellRef { sheet: Arc::clone(self.sheet.name()), pos: name_pos }, status, section);
        let mut told: Vec<Told> = Vec::new();
        if row.cell(self.name_col).is_some_and(Cell::is_struck) {
            let remark =
                Remark::warning("struck_through", format!("项目「{}」带删除线,可能已终止,仍按在册项目读取,请核对", project.name.raw));
            told.push((name_pos, Arc::clone(&project.name.raw), remark));
        }
        for column in self.columns {
            let Some(meaning) = column.meaning else { continue };
            let (pos, cell, merged_away) = self.cell(row, column, meaning.field);
            if let Some(cell) = cell {
                let raw: Arc<str> = cell.raw().trim().into();
                project.cells.push(RawCell { at: pos, header: Arc::clone(&column.header), field: meaning.field, raw });
            }
            if merged_away && meaning.field.kind() == FieldKind::Money {
                let message = format!("“{}”的单元格与上一行合并,金额只计在上一行;如各有金额请拆开填写", column.header);
                told.push((pos, "".into(), Remark::warning("merged_amount", message)));
            }
            self.take(&mut project, column, meaning.period, meaning.field, pos, cell, &mut told);
        }
        project.started_on = project.start.as_ref().map(fact);
        finish_funds(&mut project, self.period, &mut told);
        check_dates(&project, &mut told);
        project.confidence = worst(&project);
        (project, told)
    }

    #[expect(clippy::too_many_arguments, reason = "one cell with its column and where its reading goes")]
    fn take(
        &self,
        project: &mut ProjectRow,
        column: &Column,
        month: Option<Period>,
        field: FieldId,
        pos: CellPos,
        cell: Option<Cell<'_>>,
        told: &mut Vec<Told>,
    ) {
        use FieldId as F;
        let sheet = self.sheet;
        match field {
            F::Investor => keep_first(&mut project.investor, values::name(sheet, pos, cell)),
            F::ProjectCompany => keep_first(&mut project.project_company, values::name(sheet, pos, cell)),
            F::InternalNo => keep_first(&mut project.internal_no, values::plain(sheet, pos, cell)),
            F::Origin => keep_first(&mut project.origin, values::plain(sheet, pos, cell)),
            F::County => keep_first(&mut project.county, values::name(sheet, pos, cell)),
            F::Place => keep_first(&mut project.place, values::plain(sheet, pos, cell)),
            F::Industry => keep_first(&mut project.industry, values::plain(sheet, pos, cell)),
            F::IndustryCode => keep_first(&mut project.industry_code, values::plain(sheet, pos, cell)),
            F::ResponsibleUnit => keep_first(&mut project.responsible_unit, values::plain(sheet, pos, cell)),
            F::TerminatedReason => keep_first(&mut project.termination_reason, values::plain(sheet, pos, cell)),
            F::ProgressText => keep_first(&mut project.progress, values::plain(sheet, pos, cell)),
            F::Remark => keep_first(&mut project.remarks, values::plain(sheet, pos, cell)),
            F::OriginScope => keep_first(&mut project.origin_scope, values::choice(sheet, pos, cell, field)),
            F::Category => keep_first(&mut project.category, values::choice(sheet, pos, cell, field)),
            F::AgreementType => keep_first(&mut project.agreement_type, values::choice(sheet, pos, cell, field)),
            F::CreditCode => keep_first(&mut project.credit_code, tell(values::credit_code(sheet, pos, cell), told)),
            F::ProjectCode => keep_first(&mut project.project_code, tell(values::project_code(sheet, pos, cell), told)),
            F::SignedOn => {
                let milestone = tell(self.dates().milestone(pos, cell, "签约日期"), told);
                keep_first(&mut project.signed_on, fact(&milestone));
            }
            F::AgreedStartOn => keep_first(&mut project.agreed_start_on, tell(self.dates().plan(pos, cell), told)),
            F::StartedOn => keep_surer(&mut project.start, tell(self.dates().milestone(pos, cell, "开工日期"), told)),
            F::StatisticsOn => keep_surer(&mut project.statistics, tell(self.dates().milestone(pos, cell, "纳统"), told)),
            F::CompletedOn => keep_surer(&mut project.completed, tell(self.dates().milestone(pos, cell, "竣工日期"), told)),
            F::ProductionOn => keep_surer(&mut project.in_production, tell(self.dates().milestone(pos, cell, "投产日期"), told)),
            F::TerminatedOn => keep_surer(&mut project.terminated, tell(self.dates().milestone(pos, cell, "终止日期"), told)),
            F::Stage => {
                if project.status == Status::Live && cell.is_some_and(|cell| crate::rows::is_ended(&cell.raw())) {
                    project.status = Status::Terminated;
                }
            }
            F::FundsOfMonth => {
                let amount = tell(AmountReader { sheet }.read(pos, cell, self.unit_of(column)), told);
                project.funds.by_month.extend(month.map(|month| (month, amount)));
            }
            _ if field.kind() == FieldKind::Money => {
                if let Some(slot) = money_slot(project, field) {
                    let amount = tell(AmountReader { sheet }.read(pos, cell, self.unit_of(column)), told);
                    keep_first(slot, amount);
                }
            }
            _ => {}
        }
    }

    fn dates(&self) -> DateReader<'_> {
        DateReader { sheet: self.sheet, period: self.period, year: self.year }
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

/// Where an amount of that field is kept; `None` for money that no figure is made of.
fn money_slot(project: &mut ProjectRow, field: FieldId) -> Option<&mut Option<Field<Amount>>> {
    use FieldId as F;
    let funds = &mut project.funds;
    Some(match field {
        F::TotalInvestment => &mut project.total_investment,
        F::FixedInvestment => &mut project.fixed_investment,
        F::FundsMonth => &mut funds.month,
        F::FundsYearToDate => &mut funds.year_to_date,
        F::FundsTotal => &mut funds.since_start,
        F::FundsOutOfProvinceMonth => &mut funds.out_of_province_month,
        F::FundsOutOfProvinceYearToDate => &mut funds.out_of_province_year_to_date,
        F::FundsFixedYearToDate => &mut funds.fixed_year_to_date,
        F::FundsOtherYearToDate => &mut funds.other_year_to_date,
        F::ForeignMonth => &mut funds.foreign_capital_month,
        F::ForeignYearToDate => &mut funds.foreign_capital_year_to_date,
        _ => return None,
    })
}

/// Completes 今年累计 and 本月 from the columns of months, and compares where both are there.
fn finish_funds(project: &mut ProjectRow, period: Period, told: &mut Vec<Told>) {
    let funds = &mut project.funds;
    funds.by_month.sort_by_key(|(month, _)| *month);
    let of_year: Vec<(Period, &Field<Amount>)> =
        funds.by_month.iter().filter(|(month, _)| month.year() == period.year()).map(|(month, field)| (*month, field)).collect();
    let up_to: Vec<&Field<Amount>> = of_year.iter().filter(|(month, _)| *month <= period).map(|(_, field)| *field).collect();
    for (month, field) in of_year.iter().filter(|(month, _)| *month > period) {
        if field.value.is_some_and(|amount| !amount.money.minor.is_zero()) {
            let message = format!("{}月的到位资金「{}」在账期 {period} 之后,没有计入;请核对账期或填写的月份", month.month(), field.raw);
            told.push((field.at.pos, Arc::clone(&field.raw), Remark::warning("future_month", message)));
        }
    }
    let complete = up_to.iter().all(|field| field.confidence != Confidence::Failed);
    let sum: Option<Fen> = up_to
        .iter()
        .filter_map(|field| field.value)
        .filter(|a| a.money.currency == domain::money::Currency::Cny)
        .try_fold(Fen::ZERO, |sum, a| sum.checked_add(a.money.minor));
    let from_january = of_year.iter().any(|(month, _)| month.month() == 1);
    let mut month_of_period = None;
    if let Some((_, this)) = of_year.iter().find(|(month, _)| *month == period)
        && funds.month.is_none()
    {
        month_of_period = Some((*this).clone());
    }
    let mut summed = None;
    match (&funds.year_to_date, sum) {
        (None, Some(sum)) if from_january || up_to.len() > 1 => {
            let confidence = up_to.iter().map(|field| field.confidence).max().unwrap_or_default();
            let raw: Vec<&str> = up_to.iter().map(|field| &*field.raw).filter(|raw| !raw.is_empty()).collect();
            if let Some(first) = up_to.first() {
                let approximate = up_to.iter().any(|field| field.value.is_some_and(|a| a.approximate));
                let value = Amount { money: Money::cny(sum), low: None, high: None, approximate };
                let field = Field { value: Some(value), raw: raw.join("+").into(), at: first.at.clone(), confidence };
                summed = Some(field);
            }
        }
        (Some(stated), Some(sum)) if from_january && complete => {
            let amount = stated.value.map_or(Fen::ZERO, |a| a.money.minor);
            if amount != sum && stated.confidence != Confidence::Failed {
                let yuan = |fen: Fen| fen.display_in(domain::money::Unit::Wan, 2);
                let message =
                    format!("今年累计「{}」({}万元)与各月之和 {}万元 不一致,按累计读取,请核对", stated.raw, yuan(amount), yuan(sum));
                told.push((stated.at.pos, Arc::clone(&stated.raw), Remark::warning("months_mismatch", message)));
            }
        }
        _ => {}
    }
    funds.year_to_date = funds.year_to_date.take().or(summed);
    funds.month = funds.month.take().or(month_of_period);
    compare_cumulatives(funds, told);
}

/// A cumulative below its part: 累计 less than 本月, since the start less than this year, 其中 more than the whole.
fn compare_cumulatives(funds: &FundsReading, told: &mut Vec<Told>) {
    let pairs = [
        (&funds.month, &funds.year_to_date, "本月到位资金", "今年累计"),
        (&funds.year_to_date, &funds.since_start, "今年累计到位资金", "自开工累计"),
        (&funds.out_of_province_month, &funds.month, "其中省外(本月)", "本月到位资金"),
        (&funds.out_of_province_year_to_date, &funds.year_to_date, "其中省外(今年累计)", "今年累计到位资金"),
        (&funds.fixed_year_to_date, &funds.year_to_date, "固投类到位资金", "今年累计到位资金"),
        (&funds.foreign_capital_month, &funds.foreign_capital_year_to_date, "本月外资", "外资累计"),
    ];
    for (part, whole, part_name, whole_name) in pairs {
        let (Some(part), Some(whole)) = (part, whole) else { continue };
        let (Some(part_amount), Some(whole_amount)) = (part.value, whole.value) else { continue };
        if part_amount.money.currency == whole_amount.money.currency && part_amount.money.minor > whole_amount.money.minor {
            let message = format!("{part_name}「{}」大于{whole_name}「{}」({}),请核对", part.raw, whole.raw, whole.at.pos);
            told.push((part.at.pos, Arc::clone(&part.raw), Remark::warning("cumulative_below_part", message)));
        }
    }
}

/// Milestones in an order that cannot be.
fn check_dates(project: &ProjectRow, told: &mut Vec<Told>) {
    let signed = project.signed_on.as_ref().and_then(|field| field.value);
    let started = project.start.as_ref().and_then(|field| match field.value {
        Some(Milestone::On(date)) if date.precision != domain::date::Precision::ByPeriod => Some((date, field)),
        _ => None,
    });
    if let (Some(signed), Some((started, field))) = (signed, started)
        && started.last() < signed.first
    {
        let message = format!("开工日期 {} 早于签约日期 {},请核对", started.display(), signed.display());
        told.push((field.at.pos, Arc::clone(&field.raw), Remark::warning("started_before_signed", message)));
    }
}

/// The worst confidence of what was read into the row.
pub(super) fn worst(project: &ProjectRow) -> Confidence {
    let mut worst = project.name.confidence;
    let mut see = |confidence: Option<Confidence>| worst = worst.max(confidence.unwrap_or_default());
    let of = |field: &Option<Field<Arc<str>>>| field.as_ref().map(|f| f.confidence);
    let amount = |field: &Option<Field<Amount>>| field.as_ref().map(|f| f.confidence);
    let step = |field: &Option<Field<Milestone>>| field.as_ref().map(|f| f.confidence);
    for field in [
        &project.investor,
        &project.project_company,
        &project.project_code,
        &project.county,
        &project.category,
        &project.agreement_type,
        &project.origin_scope,
    ] {
        see(of(field));
    }
    see(project.credit_code.as_ref().map(|f| f.confidence));
    see(project.signed_on.as_ref().map(|f| f.confidence));
    for field in [&project.start, &project.statistics, &project.completed, &project.in_production, &project.terminated] {
        see(step(field));
    }
    let funds = &project.funds;
    for field in [
        &project.total_investment,
        &project.fixed_investment,
        &funds.month,
        &funds.year_to_date,
        &funds.since_start,
        &funds.out_of_province_month,
        &funds.out_of_province_year_to_date,
        &funds.foreign_capital_month,
        &funds.foreign_capital_year_to_date,
    ] {
        see(amount(field));
    }
    for (_, field) in &funds.by_month {
        see(Some(field.confidence));
    }
    worst
}

fn blank(name: Field<Arc<str>>, at: CellRef, status: Status, section: Option<Arc<str>>) -> ProjectRow {
    ProjectRow {
        status,
        at,
        section,
        name,
        investor: None,
        project_company: None,
        credit_code: None,
        project_code: None,
        internal_no: None,
        origin: None,
        origin_scope: None,
        county: None,
        place: None,
        industry: None,
        industry_code: None,
        category: None,
        agreement_type: None,
        responsible_unit: None,
        signed_on: None,
        started_on: None,
        start: None,
        agreed_start_on: None,
        statistics: None,
        completed: None,
        in_production: None,
        terminated: None,
        termination_reason: None,
        total_investment: None,
        fixed_investment: None,
        funds: FundsReading::default(),
        progress: None,
        remarks: None,
        confidence: Confidence::Exact,
        cells: Vec::new(),
    }
}
