//! An indicator month by month through a year, beside the year before.

use access::Permission;
use chrono::{DateTime, Utc};
use domain::claim::Level;
use domain::period::Period;
use store::Visible;
use store::org::Org;

use super::board::{BoardLine, BoardQuery, Columns, months_of};
use super::definition::{Indicator, by_code};
use crate::caller::Caller;
use crate::error::AppError;
use crate::state::App;

/// What a trend is asked for.
#[derive(Clone, Debug)]
pub struct TrendQuery {
    /// Indicator.
    pub indicator: String,
    /// Code of the unit; absent for the total of all that the caller sees.
    pub org: Option<String>,
    /// The last month of this year that is told.
    pub period: Period,
    /// Level.
    pub level: Level,
    /// As known at this instant; absent for now.
    pub as_of: Option<DateTime<Utc>>,
}

/// One month: values as in [`super::Cell`]. Months after the asked period have those of the year before alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrendPoint {
    /// The month of this year.
    pub period: Period,
    /// Of the month.
    pub month: Option<i64>,
    /// From January.
    pub cumulative: Option<i64>,
    /// Of the same month of the year before.
    pub last_year_month: Option<i64>,
    /// From January of the year before.
    pub last_year_cumulative: Option<i64>,
}

/// A year of an indicator.
#[derive(Clone, Debug)]
pub struct Trend {
    /// Its indicator.
    pub indicator: &'static Indicator,
    /// The unit; absent for the total.
    pub org: Option<Visible<Org>>,
    /// What was asked.
    pub query: TrendQuery,
    /// As known at.
    pub as_of: DateTime<Utc>,
    /// Growth of the cumulative value of the asked period, as on the board.
    pub growth: Option<i64>,
    /// The twelve months.
    pub points: Vec<TrendPoint>,
}

/// The months of a year. Each of them is what the board of that month says, so both always agree.
///
/// # Errors
/// [`AppError::Invalid`] for an unknown indicator, [`AppError::NotFound`] for a unit that the caller does not see.
pub async fn trend(app: &App, caller: &Caller, query: TrendQuery) -> Result<Trend, AppError> {
    caller.require(Permission::BoardRead)?;
    let indicator = known(&query.indicator)?;
    let (read, now) = (app.store.read(), app.store.now());
    let months = query.period.months_of_year();
    let asked = BoardQuery { period: query.period, level: query.level, as_of: query.as_of };
    let boards = months_of(&read, caller, asked, months, indicator).await?;
    let mut trend = Trend { indicator, org: None, as_of: query.as_of.unwrap_or(now), growth: None, points: Vec::new(), query };
    for (period, board) in months.into_iter().zip(&boards) {
        let line = line_of(board, trend.query.org.as_deref())?;
        let cell = line.values.get(indicator.code.as_str()).copied().unwrap_or_default();
        if period == trend.query.period {
            trend.growth = cell.growth;
            trend.org.clone_from(&line.org);
        }
        let told = period <= trend.query.period;
        trend.points.push(TrendPoint {
            period,
            month: cell.month.filter(|_| told),
            cumulative: cell.cumulative.filter(|_| told),
            last_year_month: cell.last_year_month,
            last_year_cumulative: cell.last_year_cumulative,
        });
    }
    Ok(trend)
}

/// The indicator with this code.
///
/// # Errors
/// [`AppError::Invalid`] that names the code.
pub(super) fn known(code: &str) -> Result<&'static Indicator, AppError> {
    by_code(code).ok_or_else(|| AppError::invalid("/indicator", "unknown_indicator", format!("没有编码为「{code}」的指标")))
}

fn line_of<'a>(board: &'a Columns, org: Option<&str>) -> Result<&'a BoardLine, AppError> {
    let Some(code) = org else { return Ok(&board.total) };
    board.lines.iter().find(|line| line.org.as_ref().is_some_and(|org| org.code == code)).ok_or(AppError::NotFound)
}
