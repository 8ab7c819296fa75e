//! The board: units × indicators, the month and from January, against the year before.

use std::collections::BTreeMap;

use access::Permission;
use chrono::{DateTime, Utc};
use domain::claim::{Level, View};
use domain::measure::Measure;
use domain::period::Period;
use store::external::ExternalPaper;
use store::indicator::{Question, Span, Sum, Sums, sums_with};
use store::org::Org;
use store::record::Outlook;
use store::{Reader, Visible};

use super::base::{Base, Places};
use super::definition::{Indicator, Recipe, ValueKind, all};
use super::value::{SpanKind, growth, percent, spans};
use crate::caller::Caller;
use crate::error::AppError;
use crate::external::Published;
use crate::state::App;

/// What a board is asked for.
#[derive(Clone, Copy, Debug)]
pub struct BoardQuery {
    /// Period.
    pub period: Period,
    /// Level.
    pub level: Level,
    /// As known at this instant; absent for now.
    pub as_of: Option<DateTime<Utc>>,
}

/// An indicator's values on one line. Counts in basis points of a project, money in fen, rates in hundredths of a
/// per cent; absent where there is no value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Of the month.
    pub month: Option<i64>,
    /// From January.
    pub cumulative: Option<i64>,
    /// Of the month a year before.
    pub last_year_month: Option<i64>,
    /// From January a year before.
    pub last_year_cumulative: Option<i64>,
    /// Where the month of the year before comes from.
    pub month_base: Base,
    /// Where the months from January of the year before come from.
    pub cumulative_base: Base,
    /// Growth of the cumulative value in hundredths of a per cent; for rates the difference in hundredths of a
    /// percentage point.
    pub growth: Option<i64>,
}

/// One line of the board.
#[derive(Clone, Debug)]
pub struct BoardLine {
    /// The unit; absent on the line of the total.
    pub org: Option<Visible<Org>>,
    /// Values by indicator code.
    pub values: BTreeMap<&'static str, Cell>,
}

/// The board.
#[derive(Clone, Debug)]
pub struct Board {
    /// What was asked.
    pub query: BoardQuery,
    /// As known at.
    pub as_of: DateTime<Utc>,
    /// Columns.
    pub indicators: &'static [Indicator],
    /// The total of the lines.
    pub total: BoardLine,
    /// A line for each unit that the caller sees.
    pub lines: Vec<BoardLine>,
    /// The published figures that stand in it, with their papers.
    pub published: Vec<Published>,
}

impl Board {
    /// The papers whose published figures stand for the year before, the earliest first.
    pub fn papers(&self) -> Vec<&ExternalPaper> {
        let mut papers: Vec<&ExternalPaper> = self.published.iter().map(|told| &told.paper).collect();
        papers.sort_by_key(|paper| (paper.issued_on, paper.id));
        papers.dedup_by_key(|paper| paper.id);
        papers
    }
}

/// The board of the units that the caller sees.
pub async fn board(app: &App, caller: &Caller, query: BoardQuery) -> Result<Board, AppError> {
    caller.require(Permission::BoardRead)?;
    board_in(&app.store.read(), caller, query, app.store.now()).await
}

/// The board as a reader sees it, for papers made inside a transaction.
pub(crate) async fn board_in(read: &Reader<'_>, caller: &Caller, query: BoardQuery, now: DateTime<Utc>) -> Result<Board, AppError> {
    board_with(read, caller, query, now, &Outlook::default()).await
}

/// The board as it would be if that were written. Only today's board can be asked for.
pub(crate) async fn board_with(
    read: &Reader<'_>,
    caller: &Caller,
    query: BoardQuery,
    now: DateTime<Utc>,
    outlook: &Outlook,
) -> Result<Board, AppError> {
    let places = Places::read(read, caller, &[query.period.last_year()], query.as_of).await?;
    let [columns] = columns_in(read, &places, query, [query.period], all(), outlook).await?;
    Ok(Board {
        query,
        as_of: query.as_of.unwrap_or(now),
        indicators: all(),
        total: columns.total,
        lines: columns.lines,
        published: places.bases(query.period.last_year()).published(read).await?,
    })
}

/// Some indicators of one month, as its board tells them.
pub(super) struct Columns {
    /// The total of the lines.
    pub(super) total: BoardLine,
    /// A line for each unit that the caller sees.
    pub(super) lines: Vec<BoardLine>,
}

/// One indicator on the boards of several months at the level and instant of `query`, all summed in one question.
pub(super) async fn months_of<const N: usize>(
    read: &Reader<'_>,
    caller: &Caller,
    query: BoardQuery,
    periods: [Period; N],
    indicator: &'static Indicator,
) -> Result<[Columns; N], AppError> {
    let places = Places::read(read, caller, &periods.map(Period::last_year), query.as_of).await?;
    columns_in(read, &places, query, periods, std::slice::from_ref(indicator), &Outlook::default()).await
}

async fn columns_in<const N: usize>(
    read: &Reader<'_>,
    places: &Places,
    query: BoardQuery,
    periods: [Period; N],
    indicators: &'static [Indicator],
    outlook: &Outlook,
) -> Result<[Columns; N], AppError> {
    let question = Question { level: query.level, view: View::Location, units: &places.units, as_of: query.as_of };
    let mut measures: Vec<Measure> = indicators.iter().flat_map(Indicator::measures).collect();
    measures.sort_unstable();
    measures.dedup();
    let asked: Vec<Span> = periods.into_iter().flat_map(spans).collect();
    let found = sums_with(read, &question, &measures, &asked, outlook).await?;
    let whole = of_all_units(&found);
    let mut first = 0;
    Ok(periods.map(|period| {
        let (place_of_month, bases) = (first, places.bases(period.last_year()));
        first += SpanKind::ALL.len();
        let values = |unit: Option<&Visible<Org>>| {
            let sum_of = |measure: Measure, place: usize| {
                let place = place_of_month + place;
                let sum = match unit {
                    Some(unit) => found.get(&(measure, unit.number, place)),
                    None => whole.get(&(measure, place)),
                };
                sum.copied().unwrap_or_default()
            };
            let published = |indicator: &Indicator, cumulative: bool| match unit {
                Some(unit) => bases.of_unit(unit.id, indicator, cumulative),
                None => bases.of_total(&places.units, indicator, cumulative),
            };
            indicators.iter().map(|indicator| (indicator.code.as_str(), cell(indicator, &sum_of, &published))).collect()
        };
        Columns {
            total: BoardLine { org: None, values: values(None) },
            lines: places.units.iter().map(|unit| BoardLine { org: Some(unit.clone()), values: values(Some(unit)) }).collect(),
        }
    }))
}

fn of_all_units(found: &Sums) -> BTreeMap<(Measure, usize), Sum> {
    let mut whole: BTreeMap<(Measure, usize), Sum> = BTreeMap::new();
    for ((measure, _, place), sum) in found {
        let total = whole.entry((*measure, *place)).or_default();
        total.count += sum.count;
        total.amount += sum.amount;
    }
    whole
}

fn cell(
    indicator: &Indicator,
    sum_of: &impl Fn(Measure, usize) -> Sum,
    published: &impl Fn(&Indicator, bool) -> (Base, Option<i64>),
) -> Cell {
    let value = |place: usize, kind: SpanKind| match indicator.recipe {
        Recipe::Sum { measure, opening, value } => {
            let number = |sum: Sum| if value == ValueKind::Count { sum.count } else { sum.amount };
            let opening = opening.filter(|_| !kind.is_cumulative()).map_or(0, |opening| number(sum_of(opening, place)));
            Some(number(sum_of(measure, place)) - opening)
        }
        // A month's starts are hardly ever those of the month's signings: a rate is told from January alone.
        Recipe::Rate { numerator, denominator } if kind.is_cumulative() => {
            percent(sum_of(numerator, place).count, sum_of(denominator, place).count)
        }
        Recipe::Rate { .. } => None,
    };
    let [month, cumulative, last_year_month, last_year_cumulative] = [0, 1, 2, 3].map(|place| {
        let kind = SpanKind::ALL.get(place).copied().unwrap_or(SpanKind::Cumulative);
        value(place, kind)
    });
    let based = |cumulative: bool, recorded: Option<i64>| match published(indicator, cumulative) {
        (Base::Record, _) => (Base::Record, recorded),
        told => told,
    };
    let (month_base, last_year_month) = based(false, last_year_month);
    let (cumulative_base, last_year_cumulative) = based(true, last_year_cumulative);
    let growth = match (indicator.recipe, cumulative, last_year_cumulative) {
        (Recipe::Rate { .. }, Some(now), Some(base)) => Some(now - base),
        (Recipe::Sum { .. }, Some(now), Some(base)) => growth(now, base),
        _ => None,
    };
    Cell { month, cumulative, last_year_month, last_year_cumulative, month_base, cumulative_base, growth }
}
