//! The JSON of the command line.

use domain::money::{Currency, Fen};
use serde::Serialize;
use serde_json::Value;

use crate::ledger::{Amount, Confidence, Field, LedgerReading, Problem, ProjectRow, Severity, Status};

/// A reading as the command line prints it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JsonReport {
    /// Live projects.
    pub rows: usize,
    /// Sum of their total investment, in fen. Amounts in other currencies are left out, each with a problem.
    pub total_investment_fen: i64,
    /// Sum of their funds of this year up to the period, in fen; `null` when the ledger has no column of funds.
    pub funds_year_to_date_fen: Option<i64>,
    /// Every project, the ended ones too.
    pub projects: Vec<JsonProject>,
    /// What there is to tell.
    pub problems: Vec<JsonProblem>,
}

/// A project of a [`JsonReport`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JsonProject {
    /// 项目名称.
    pub name: String,
    /// 投资方; `null` when none is given.
    pub investor: Option<String>,
    /// Total investment in fen; `null` when none is given, it could not be read, or it is in a currency without rate.
    pub total_fen: Option<i64>,
    /// `2026-03-15`, or `2026-03` where only the month is known.
    pub signed_on: Option<String>,
    /// Likewise; `null` as long as it is not a fact.
    pub started_on: Option<String>,
    /// Funds of this year up to the period in fen: 0 where nothing is written, `null` when no sheet of the ledger has
    /// such a column or the cell could not be read.
    pub funds_fen: Option<i64>,
    /// Live or ended.
    pub status: Status,
    /// The worst of the row's read cells.
    pub confidence: Confidence,
    /// The cell of the name, such as `台账!B7`.
    pub cell: String,
}

/// A problem of a [`JsonReport`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JsonProblem {
    /// How much it weighs.
    pub severity: Severity,
    /// Stable code.
    pub rule: String,
    /// `台账!D12`; the sheet alone where it concerns the sheet.
    pub cell: String,
    /// What was read there.
    pub raw: String,
    /// What it is and what to do.
    pub message: String,
}

/// Renminbi of a field; `None` without a value and in other currencies.
fn fen(field: Option<&Field<Amount>>) -> Option<i64> {
    let amount = field?.value?;
    (amount.money.currency == Currency::Cny).then_some(amount.money.minor.0)
}

fn project(row: &ProjectRow, has_funds: bool) -> JsonProject {
    let funds = row.funds.year_to_date.as_ref();
    // Nothing written in a ledger with funds is no money; a cell that could not be read is not known.
    let blank = funds.is_none_or(|field| field.value.is_none() && field.confidence != Confidence::Failed);
    JsonProject {
        name: row.name.value.as_deref().unwrap_or_default().to_owned(),
        investor: row.investor.as_ref().and_then(|field| field.value.as_deref()).map(str::to_owned),
        total_fen: fen(row.total_investment.as_ref()),
        signed_on: row.signed_on.as_ref().and_then(|field| field.value).map(domain::date::PartialDate::display),
        started_on: row.started_on.as_ref().and_then(|field| field.value).map(domain::date::PartialDate::display),
        funds_fen: fen(funds).or((has_funds && blank).then_some(0)),
        status: row.status,
        confidence: row.confidence,
        cell: row.at.to_string(),
    }
}

fn problem(problem: &Problem) -> JsonProblem {
    let cell = problem.cell.map_or_else(|| problem.sheet.to_string(), |pos| format!("{}!{pos}", problem.sheet));
    JsonProblem {
        severity: problem.severity,
        rule: problem.rule.to_string(),
        cell,
        raw: problem.raw.to_string(),
        message: problem.message.clone(),
    }
}

impl JsonReport {
    /// The report of a reading.
    pub fn of(reading: &LedgerReading) -> Self {
        let has_funds = reading.projects.iter().any(|row| row.funds.year_to_date.is_some());
        let projects: Vec<JsonProject> = reading.projects.iter().map(|row| project(row, has_funds)).collect();
        let live = || projects.iter().filter(|p| p.status == Status::Live);
        let sum = |of: fn(&JsonProject) -> Option<i64>| live().filter_map(of).map(Fen).sum::<Fen>().0;
        Self {
            rows: live().count(),
            total_investment_fen: sum(|p| p.total_fen),
            funds_year_to_date_fen: has_funds.then(|| sum(|p| p.funds_fen)),
            problems: reading.problems.iter().map(problem).collect(),
            projects,
        }
    }
}

/// The JSON that `yinfeng import --format json` prints.
pub fn to_json(reading: &LedgerReading) -> Value {
    serde_json::to_value(JsonReport::of(reading)).unwrap_or_default()
}
