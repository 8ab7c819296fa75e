//! One project listed on several sheets (签约台账, 开工台账, 到位资金台账; a sheet for each month's money).

use std::collections::BTreeMap;

use domain::period::Period;

use super::funds::finish_funds;
use super::problems::Problems;
use super::project::worst;
use super::types::{Amount, Field, ProjectRow};
use crate::mapping::words::tidy;
use crate::rule::Rule;
use crate::values::Remark;

/// Projects gathered from sheets that list the same ones, in the order in which they were first met.
#[derive(Default)]
pub(super) struct Gather {
    rows: Vec<ProjectRow>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// Money of earlier months, from sheets of their own.
    months: Vec<(Period, ProjectRow)>,
}

/// Whether two rows can be of one project: of one name, the investor the same or not given on one of them.
fn same_project(a: &ProjectRow, b: &ProjectRow) -> bool {
    let investor = |row: &ProjectRow| row.investor.as_ref().and_then(|field| field.value.as_deref()).map(tidy);
    match (investor(a), investor(b)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    }
}

impl Gather {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.months.is_empty()
    }

    /// Adds a row: to the same project of another sheet, or as a project of its own.
    pub(super) fn add(&mut self, row: ProjectRow, problems: &mut Problems) {
        let name = row.name.value.as_deref().map(tidy).unwrap_or_default();
        let places = self.by_name.entry(name).or_default();
        // Two rows of one sheet are two projects, whatever their names.
        let found = places
            .iter()
            .copied()
            .find(|at| self.rows.get(*at).is_some_and(|kept| kept.at.sheet != row.at.sheet && same_project(kept, &row)));
        if let Some(kept) = found.and_then(|at| self.rows.get_mut(at)) {
            join(kept, row, problems);
        } else {
            places.push(self.rows.len());
            self.rows.push(row);
        }
    }

    /// Adds a row of the sheet of an earlier month.
    pub(super) fn add_month(&mut self, month: Period, row: ProjectRow) {
        self.months.push((month, row));
    }

    /// All projects, with the money of their months.
    pub(super) fn finish(mut self, period: Period, problems: &mut Problems) -> Vec<ProjectRow> {
        let months = std::mem::take(&mut self.months);
        let any_month = !months.is_empty();
        let from_january = months.iter().any(|(month, _)| month.month() == 1);
        if any_month {
            for row in &mut self.rows {
                let month = row.funds.month.clone();
                row.funds.by_month.extend(month.map(|field| (period, field)));
            }
        }
        // From the last month back, so that a project that is gone keeps what was last said of it.
        for (month, mut row) in months.into_iter().rev() {
            let money = row.funds.month.take().map(|field| (month, field));
            let name = row.name.value.as_deref().map(tidy).unwrap_or_default();
            let places = self.by_name.entry(name).or_default();
            let found = places.iter().copied().find(|at| self.rows.get(*at).is_some_and(|kept| same_project(kept, &row)));
            if let Some(kept) = found.and_then(|at| self.rows.get_mut(at)) {
                kept.funds.by_month.extend(money);
            } else {
                row.funds.by_month.extend(money);
                places.push(self.rows.len());
                self.rows.push(row);
            }
        }
        if any_month {
            for row in &mut self.rows {
                let mut told = Vec::new();
                finish_funds(row, period, from_january, &mut told);
                for (pos, raw, remark) in told {
                    problems.tell(&row.at.sheet, Some(pos), &raw, remark);
                }
            }
        }
        for row in &mut self.rows {
            row.confidence = worst(row);
        }
        self.rows
    }
}

/// Takes from the second row what the first does not say, and tells amounts and dates that differ.
fn join(kept: &mut ProjectRow, other: ProjectRow, problems: &mut Problems) {
    kept.status = kept.status.max(other.status);
    differ(kept.total_investment.as_ref(), other.total_investment.as_ref(), "总投资", problems);
    differ(kept.signed_on.as_ref(), other.signed_on.as_ref(), "签约日期", problems);
    differ(kept.started_on.as_ref(), other.started_on.as_ref(), "开工日期", problems);
    differ(kept.funds.year_to_date.as_ref(), other.funds.year_to_date.as_ref(), "今年累计到位资金", problems);
    take(&mut kept.investor, other.investor);
    take(&mut kept.project_company, other.project_company);
    take(&mut kept.credit_code, other.credit_code);
    take(&mut kept.project_code, other.project_code);
    take(&mut kept.internal_no, other.internal_no);
    take(&mut kept.origin, other.origin);
    take(&mut kept.origin_scope, other.origin_scope);
    take(&mut kept.county, other.county);
    take(&mut kept.place, other.place);
    take(&mut kept.industry, other.industry);
    take(&mut kept.industry_code, other.industry_code);
    take(&mut kept.category, other.category);
    take(&mut kept.agreement_type, other.agreement_type);
    take(&mut kept.responsible_unit, other.responsible_unit);
    take(&mut kept.signed_on, other.signed_on);
    take(&mut kept.started_on, other.started_on);
    take(&mut kept.start, other.start);
    take(&mut kept.agreed_start_on, other.agreed_start_on);
    take(&mut kept.statistics, other.statistics);
    take(&mut kept.completed, other.completed);
    take(&mut kept.in_production, other.in_production);
    take(&mut kept.terminated, other.terminated);
    take(&mut kept.termination_reason, other.termination_reason);
    take(&mut kept.total_investment, other.total_investment);
    take(&mut kept.fixed_investment, other.fixed_investment);
    take(&mut kept.progress, other.progress);
    take(&mut kept.remarks, other.remarks);
    let (funds, more) = (&mut kept.funds, other.funds);
    take(&mut funds.month, more.month);
    take(&mut funds.year_to_date, more.year_to_date);
    take(&mut funds.since_start, more.since_start);
    take(&mut funds.out_of_province_month, more.out_of_province_month);
    take(&mut funds.out_of_province_year_to_date, more.out_of_province_year_to_date);
    take(&mut funds.fixed_year_to_date, more.fixed_year_to_date);
    take(&mut funds.other_year_to_date, more.other_year_to_date);
    take(&mut funds.foreign_capital_month, more.foreign_capital_month);
    take(&mut funds.foreign_capital_year_to_date, more.foreign_capital_year_to_date);
    if funds.by_month.is_empty() {
        funds.by_month = more.by_month;
    }
    kept.cells.extend(other.cells);
}

fn take<T>(kept: &mut Option<Field<T>>, other: Option<Field<T>>) {
    if kept.as_ref().is_none_or(|field| field.value.is_none()) && other.is_some() {
        *kept = other;
    }
}

/// What of a value must be the same on two sheets.
trait Comparable {
    fn is_same(&self, other: &Self) -> bool;
}

impl Comparable for Amount {
    fn is_same(&self, other: &Self) -> bool {
        self.money == other.money
    }
}

impl Comparable for domain::date::PartialDate {
    /// A month and a day in it agree.
    fn is_same(&self, other: &Self) -> bool {
        self.first <= other.last() && other.first <= self.last()
    }
}

fn differ<T: Comparable>(kept: Option<&Field<T>>, other: Option<&Field<T>>, label: &str, problems: &mut Problems) {
    let (Some(kept), Some(other)) = (kept, other) else { return };
    if let (Some(a), Some(b)) = (&kept.value, &other.value)
        && !a.is_same(b)
    {
        let message = format!("{label}「{}」与 {} 的「{}」不一致,按后者读取,请核对", other.raw, kept.at, kept.raw);
        problems.tell(&other.at.sheet, Some(other.at.pos), &other.raw, Remark::warning(Rule::SheetsDisagree, message));
    }
}
