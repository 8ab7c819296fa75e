//! A project's row before and after it is filled.

use std::sync::Arc;

use super::types::{Amount, Confidence, Field, FundsReading, Milestone, ProjectRow, Status};
use crate::book::CellRef;

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

/// A row of which only the name is known.
pub(super) fn blank(name: Field<Arc<str>>, at: CellRef, status: Status, section: Option<Arc<str>>) -> ProjectRow {
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
