//! Behind a number: its definition, and each claim that is in it with who reported and who recognised it.

use std::collections::{BTreeMap, BTreeSet};

use access::Permission;
use chrono::{DateTime, Utc};
use domain::claim::{Level, Outcome, View};
use domain::ids::{ClaimId, ImportId};
use domain::measure::Measure;
use domain::period::Period;
use store::claim::{Claim, verdicts};
use store::import::Import;
use store::indicator::{FigureEntry, Question, Sum, entries};
use store::org::Org;
use store::project::Project;
use store::{Reader, Rows, Visible};

use super::base::{Base, Places};
use super::definition::{Indicator, Recipe, ValueKind, by_code};
use super::value::{SpanKind, percent};
use crate::caller::Caller;
use crate::error::AppError;
use crate::external::Published;
use crate::state::App;

/// Which number is to be opened.
#[derive(Clone, Debug)]
pub struct FigureQuery {
    /// Indicator.
    pub indicator: String,
    /// Code of the unit; absent for the total of all that the caller sees.
    pub org: Option<String>,
    /// Period.
    pub period: Period,
    /// Months.
    pub span: SpanKind,
    /// Level.
    pub level: Level,
    /// As known at this instant; absent for now.
    pub as_of: Option<DateTime<Utc>>,
}

/// A claim's part in a number.
#[derive(Clone, Debug)]
pub struct FigureRow {
    /// Its part.
    pub entry: FigureEntry,
    /// The unit.
    pub org: Visible<Org>,
    /// The claim.
    pub claim: Visible<Claim>,
    /// Its project.
    pub project: Visible<Project>,
    /// Who recognised it and when, at the level asked for.
    pub recognised: Option<(String, DateTime<Utc>)>,
    /// Name of the workbook that it was read from.
    pub file_name: Option<String>,
}

/// One side of a number: a sum with its rows.
#[derive(Clone, Debug)]
pub struct FigureSide {
    /// The sum.
    pub value: i64,
    /// What adds up to it.
    pub rows: Vec<FigureRow>,
}

/// A number opened.
#[derive(Clone, Debug)]
pub struct FigureRows {
    /// Its indicator.
    pub indicator: &'static Indicator,
    /// What was asked.
    pub query: FigureQuery,
    /// As known at.
    pub as_of: DateTime<Utc>,
    /// The value, as on the board.
    pub value: Option<i64>,
    /// The sum itself, or the part above the line of a rate.
    pub main: FigureSide,
    /// The part below the line of a rate.
    pub denominator: Option<FigureSide>,
    /// Where the value comes from.
    pub base: Base,
    /// What the record alone gives.
    pub recorded: Option<i64>,
    /// Published figures for the same unit and months. Where the value comes from them, they are its rows.
    pub published: Vec<Published>,
}

/// Opens a number: the sum of its rows is the number.
pub async fn figure_rows(app: &App, caller: &Caller, query: FigureQuery) -> Result<FigureRows, AppError> {
    caller.require(Permission::BoardRead)?;
    figure_rows_in(&app.store.read(), caller, query, app.store.now()).await
}

/// A number opened as a reader sees it, for papers made inside a transaction.
pub(crate) async fn figure_rows_in(
    read: &Reader<'_>,
    caller: &Caller,
    query: FigureQuery,
    now: DateTime<Utc>,
) -> Result<FigureRows, AppError> {
    let indicator = by_code(&query.indicator)
        .ok_or_else(|| AppError::invalid("/indicator", "unknown_indicator", format!("没有编码为「{}」的指标", query.indicator)))?;
    let last = query.span.span(query.period).to;
    let mut places = Places::read(read, caller, &[last], query.as_of).await?;
    if let Some(code) = &query.org {
        places.units.retain(|unit| &unit.code == code);
        if places.units.is_empty() {
            return Err(AppError::NotFound);
        }
    }
    let (units, bases) = (&places.units, places.bases(last));
    let question = Question { level: query.level, view: View::Location, units, as_of: query.as_of };
    let side = |measure: Measure, value: ValueKind| side(read, caller, &question, measure, value, &query);
    let (value, main, denominator) = match indicator.recipe {
        Recipe::Sum { measure, value, .. } => {
            let main = side(measure, value).await?;
            (Some(main.value), main, None)
        }
        Recipe::Rate { numerator, denominator } => {
            let (above, below) = (side(numerator, ValueKind::Count).await?, side(denominator, ValueKind::Count).await?);
            (percent(above.value, below.value).filter(|_| query.span.is_cumulative()), above, Some(below))
        }
    };
    let as_of = query.as_of.unwrap_or(now);
    let cumulative = query.span.is_cumulative();
    let (told, published) = match (&query.org, units.first()) {
        (Some(_), Some(unit)) => {
            (bases.of_unit(unit.id, indicator, cumulative), bases.answering(read, Some(unit.id), indicator, cumulative).await?)
        }
        _ => (bases.of_total(units, indicator, cumulative), bases.answering(read, None, indicator, cumulative).await?),
    };
    // Only the year before may rest on what others published.
    let (base, value, recorded) = match told {
        (Base::Record, _) => (Base::Record, value, value),
        _ if !query.span.is_last_year() => (Base::Record, value, value),
        (base, told) => (base, told, value),
    };
    let mut opened = FigureRows { indicator, query, as_of, value, main, denominator, base, recorded, published };
    if base != Base::Record {
        opened.main.rows.clear();
        opened.denominator = None;
    }
    Ok(opened)
}

async fn side(
    read: &Reader<'_>,
    caller: &Caller,
    question: &Question<'_>,
    measure: Measure,
    value: ValueKind,
    query: &FigureQuery,
) -> Result<FigureSide, AppError> {
    let found = entries(read, question, measure, query.span.span(query.period), !query.span.is_cumulative()).await?;
    let number = |sum: Sum| if value == ValueKind::Count { sum.count } else { sum.amount };
    let found: Vec<FigureEntry> = found.into_iter().filter(|entry| number(entry.sum) != 0).collect();
    let ids: Vec<ClaimId> = found.iter().map(|entry| entry.claim).collect();
    let claims = Rows::<Claim>::visible_to(&caller.scope).by_ids(read, &ids).await?;
    let recognised: BTreeMap<ClaimId, (String, DateTime<Utc>)> = verdicts(read, &claims.iter().collect::<Vec<_>>())
        .await?
        .into_iter()
        .filter(|verdict| {
            verdict.level == query.level && verdict.outcome == Outcome::Passed && query.as_of.is_none_or(|as_of| verdict.at <= as_of)
        })
        .map(|verdict| (verdict.claim, (verdict.by, verdict.at)))
        .collect();
    let mut projects: Vec<_> = found.iter().map(|entry| entry.project).collect();
    projects.sort_unstable();
    projects.dedup();
    let projects = Rows::<Project>::visible_to(&caller.scope).by_ids(read, &projects).await?;
    let claims: BTreeMap<ClaimId, Visible<Claim>> = claims.into_iter().map(|claim| (claim.id, claim)).collect();
    let imports: Vec<ImportId> = claims.values().filter_map(|claim| claim.source.import).collect::<BTreeSet<_>>().into_iter().collect();
    let names = Rows::<Import>::visible_to(&caller.scope).names(read, &imports).await?;
    let total = found.iter().map(|entry| number(entry.sum)).sum();
    let rows = found
        .into_iter()
        .filter_map(|entry| {
            let org = question.units.iter().find(|unit| unit.number == entry.unit)?.clone();
            let (claim, project) = (claims.get(&entry.claim)?.clone(), projects.get(&entry.project)?.clone());
            let recognised = recognised.get(&entry.claim).cloned();
            let file_name = claim.source.import.and_then(|import| names.get(&import).cloned());
            Some(FigureRow { entry, org, claim, project, recognised, file_name })
        })
        .collect();
    Ok(FigureSide { value: total, rows })
}
