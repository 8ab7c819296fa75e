//! From a row on the desk and what is planned for it to its place in the index.

use std::collections::BTreeMap;

use domain::money::{Currency, Fen};
use domain::project::name_key;
use sheets::ledger::{Amount, Field, Severity, Status};
use store::import::row::IndexedRow;

use super::kept::{DeskRow, packed_row};
use super::plan::{Action, PlannedRow};
use super::tally::{Figures, Money, Planned, Tally, flag};
use crate::error::AppError;

/// What two rows of one project have in common, in the form in which it is compared and searched.
pub(super) fn sameness(row: &DeskRow) -> String {
    let text = |field: Option<&str>| name_key(field.unwrap_or_default());
    let row = &row.read.row;
    let investor = row.investor.as_ref().and_then(|field| field.value.as_deref());
    format!("{}\n{}", text(row.name.value.as_deref()), text(investor)).chars().take(700).collect()
}

/// Renminbi of an amount.
fn fen(field: Option<&Field<Amount>>) -> i64 {
    field
        .and_then(|field| field.value)
        .map(|amount| amount.money)
        .filter(|money| money.currency == Currency::Cny)
        .map_or(0, |money| money.minor.0)
}

/// The row in the index: at its place in the reading, and with the place of its sheet in the workbook.
pub(super) fn indexed(place: usize, sheet: usize, row: &DeskRow, planned: &PlannedRow) -> Result<IndexedRow, AppError> {
    let read = &row.read.row;
    let mut rules: BTreeMap<String, Severity> = BTreeMap::new();
    let mut tell = |rule: &str, severity: Severity| {
        let worst = rules.entry(rule.to_owned()).or_insert(severity);
        *worst = (*worst).min(severity);
    };
    for problem in row.open_problems() {
        tell(&problem.rule, problem.severity);
    }
    let kept = |told: &&Planned| told.severity == Severity::Error || !row.mended.kept.contains_key(&told.rule);
    let of_plan: Vec<Planned> = planned.problems.iter().filter(kept).cloned().collect();
    for told in &of_plan {
        tell(&told.rule, told.severity);
    }
    let live = row.read.is_project() && read.status == Status::Live && !row.is_left_out();
    let told = if live {
        Money { total: fen(read.total_investment.as_ref()), funds: fen(read.funds.year_to_date.as_ref()) }
    } else {
        Money::default()
    };
    let mut flags = planned.action.flag();
    for (is, bit) in [
        (rules.values().any(|severity| *severity == Severity::Error), flag::ERROR),
        (rules.values().any(|severity| *severity == Severity::Warning), flag::WARNING),
        (planned.doubles, flag::DUPLICATE),
        (read.status == Status::Terminated, flag::ENDED),
        (row.is_mended(), flag::MENDED),
        (live, flag::LIVE),
        (row.read.is_project() && !row.is_left_out(), flag::PROJECT),
        (planned.held, flag::HELD),
    ] {
        flags |= if is { bit } else { 0 };
    }
    let mut claims = BTreeMap::new();
    for claim in &planned.claims {
        let (count, sum): &mut (usize, i64) = claims.entry(claim.draft.kind).or_default();
        *count += 1;
        *sum += claim.draft.amount.map_or(0, |amount| amount.0);
    }
    let (before, after) = money(planned);
    let mut codes = String::new();
    for rule in rules.keys() {
        codes.extend([" ", rule.as_str(), " "]);
    }
    let figures = Figures {
        rules,
        planned: of_plan,
        note: planned.note.clone(),
        code: planned.project.as_ref().map(|project| project.code.clone()),
        claims,
        told,
        before,
        after,
        amounts: row.read.amounts.clone(),
    };
    Ok(IndexedRow {
        place: i32::try_from(place).map_err(AppError::internal)?,
        sheet: i16::try_from(sheet).unwrap_or(0),
        row: i32::try_from(read.at.pos.row).unwrap_or(i32::MAX),
        flags,
        action: planned.action.number(),
        rules: codes.chars().take(300).collect(),
        same: sameness(row),
        project: planned.project.as_ref().map(|project| project.id),
        figures: serde_json::to_string(&figures).map_err(AppError::internal)?,
        data: if row.is_mended() { Some(packed_row(row)?) } else { None },
    })
}

/// Money of the project before and after a commit.
fn money(planned: &PlannedRow) -> (Money, Money) {
    if planned.action == Action::Skip {
        return (Money::default(), Money::default());
    }
    let total = |fen: Option<Fen>| fen.map_or(0, |fen| fen.0);
    let before = planned.project.as_ref().map_or(0, |project| total(project.facts.total_investment));
    let new_funds: i64 = planned
        .claims
        .iter()
        .filter(|claim| claim.draft.kind == domain::claim::ClaimKind::FundsPaidIn)
        .filter_map(|claim| claim.draft.amount)
        .map(|amount| amount.0)
        .sum();
    (
        Money { total: before, funds: planned.booked_funds },
        Money { total: total(planned.facts.total_investment), funds: planned.booked_funds + new_funds },
    )
}

/// The figures of a row of the index.
pub(super) fn figures(row: &IndexedRow) -> Result<Figures, AppError> {
    serde_json::from_str(&row.figures).map_err(AppError::internal)
}

/// Counts a row in, with the words of what is told of it.
pub(super) fn count_in(tally: &mut Tally, indexed: &IndexedRow, row: &DeskRow) -> Result<(), AppError> {
    let figures = figures(indexed)?;
    tally.add(indexed.flags, &figures, |rule| {
        let of_row = row.read.problems.iter().find(|problem| &*problem.rule == rule).map(|problem| problem.message.clone());
        of_row.or_else(|| figures.planned.iter().find(|told| told.rule == rule).map(|told| told.message.clone())).unwrap_or_default()
    });
    Ok(())
}
