//! What the charts of the board are drawn from. Every figure of them is computed here, as on the board.

use app::App;
use app::indicator::{IndicatorUnit, PaceLine as Line, PaceQuery, Together as Several, TrendPoint as Point, TrendQuery};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{Indicator, wire};
use crate::caller::{Permitted, may};
use crate::input::Params;
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::wire::{Level, as_of, period};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(board_trend)).routes(routes!(board_pace))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct TrendParams {
    /// Code of the indicator.
    indicator: String,
    /// Code of the unit, or `total`.
    org: String,
    /// `2026-09`.
    period: String,
    level: Level,
    /// As known at this instant, or at the end of this day; absent for now.
    as_of: Option<String>,
}

/// One month: projects, fen or per cent as on the board.
#[derive(Serialize, ToSchema)]
struct TrendPoint {
    /// `2026-09`; the values of the year before are those of the same month a year earlier.
    period: String,
    #[schema(required = true)]
    month: Option<String>,
    #[schema(required = true)]
    cumulative: Option<String>,
    #[schema(required = true)]
    last_year_month: Option<String>,
    #[schema(required = true)]
    last_year_cumulative: Option<String>,
}

impl TrendPoint {
    fn new(unit: IndicatorUnit, point: Point) -> Self {
        Self {
            period: point.period.to_string(),
            month: wire(unit, point.month),
            cumulative: wire(unit, point.cumulative),
            last_year_month: wire(unit, point.last_year_month),
            last_year_cumulative: wire(unit, point.last_year_cumulative),
        }
    }
}

/// The twelve months of a year beside those of the year before; months after the period have the latter alone.
#[derive(Serialize, ToSchema)]
struct Trend {
    indicator: Indicator,
    /// Absent for the total.
    #[schema(required = true)]
    org: Option<OrgRef>,
    period: String,
    level: Level,
    as_of: DateTime<Utc>,
    /// Growth of the cumulative value, as on the board.
    #[schema(required = true)]
    growth: Option<String>,
    points: Vec<TrendPoint>,
}

/// An indicator through the months of a year.
#[utoipa::path(get, path = "/board/trend", operation_id = "indicator_trend", tag = "indicator", params(TrendParams), responses((status = 200, body = Trend), Refusals))]
async fn board_trend(
    State(app): State<App>,
    caller: Permitted<may::BoardRead>,
    Params(params): Params<TrendParams>,
) -> Result<Json<Trend>, ApiError> {
    let query = TrendQuery {
        indicator: params.indicator,
        org: Some(params.org).filter(|org| org != "total"),
        period: period(&params.period)?,
        level: params.level.into(),
        as_of: as_of(params.as_of.as_deref())?,
    };
    let trend = app::indicator::trend(&app, &caller, query).await?;
    let unit = trend.indicator.unit;
    Ok(Json(Trend {
        org: trend.org.map(|org| org.into_inner().into()),
        period: trend.query.period.to_string(),
        level: trend.query.level.into(),
        as_of: trend.as_of,
        growth: wire(IndicatorUnit::Pct, trend.growth),
        points: trend.points.into_iter().map(|point| TrendPoint::new(unit, point)).collect(),
        indicator: trend.indicator.into(),
    }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct PaceParams {
    /// Code of the indicator.
    indicator: String,
    /// `2026-09`.
    period: String,
    level: Level,
    /// As known at this instant, or at the end of this day; absent for now.
    as_of: Option<String>,
}

/// Where a unit stands: projects, fen or per cent as on the board.
#[derive(Serialize, ToSchema)]
struct PaceLine {
    /// Absent on the total.
    #[schema(required = true)]
    org: Option<OrgRef>,
    /// From January.
    #[schema(required = true)]
    value: Option<String>,
    /// The whole of the year before.
    #[schema(required = true)]
    last_year: Option<String>,
    /// The part of the year before that this part of a year is (时序); absent where there was nothing, and for rates.
    #[schema(required = true)]
    pace: Option<String>,
    /// Whether the value reaches it.
    #[schema(required = true)]
    on_pace: Option<bool>,
    /// Share in the total in per cent.
    #[schema(required = true)]
    share: Option<String>,
}

impl PaceLine {
    fn new(unit: IndicatorUnit, line: Line) -> Self {
        Self {
            on_pace: line.on_pace(),
            org: line.org.map(|org| org.into_inner().into()),
            value: wire(unit, line.value),
            last_year: wire(unit, line.last_year),
            pace: wire(unit, line.pace),
            share: wire(IndicatorUnit::Pct, line.share),
        }
    }
}

/// Several units together.
#[derive(Serialize, ToSchema)]
struct Together {
    units: usize,
    value: String,
    /// Share in the total in per cent.
    share: String,
}

impl Together {
    fn new(unit: IndicatorUnit, several: Several) -> Self {
        Self {
            units: several.units,
            value: wire(unit, Some(several.value)).unwrap_or_default(),
            share: wire(IndicatorUnit::Pct, Some(several.share)).unwrap_or_default(),
        }
    }
}

/// An indicator over the units, the largest value first.
#[derive(Serialize, ToSchema)]
struct Pace {
    indicator: Indicator,
    period: String,
    level: Level,
    as_of: DateTime<Utc>,
    total: PaceLine,
    lines: Vec<PaceLine>,
    /// The first three units; absent for rates, and where there are no others.
    #[schema(required = true)]
    leading: Option<Together>,
    /// All others.
    #[schema(required = true)]
    others: Option<Together>,
}

/// Where the units stand, who keeps the pace of the year before, and who has how much of the whole.
#[utoipa::path(get, path = "/board/pace", operation_id = "indicator_pace", tag = "indicator", params(PaceParams), responses((status = 200, body = Pace), Refusals))]
async fn board_pace(
    State(app): State<App>,
    caller: Permitted<may::BoardRead>,
    Params(params): Params<PaceParams>,
) -> Result<Json<Pace>, ApiError> {
    let query = PaceQuery {
        indicator: params.indicator,
        period: period(&params.period)?,
        level: params.level.into(),
        as_of: as_of(params.as_of.as_deref())?,
    };
    let pace = app::indicator::pace(&app, &caller, query).await?;
    let unit = pace.indicator.unit;
    let (leading, others) = pace.leading.unzip();
    Ok(Json(Pace {
        period: pace.query.period.to_string(),
        level: pace.query.level.into(),
        as_of: pace.as_of,
        total: PaceLine::new(unit, pace.total),
        lines: pace.lines.into_iter().map(|line| PaceLine::new(unit, line)).collect(),
        leading: leading.map(|several| Together::new(unit, several)),
        others: others.map(|several| Together::new(unit, several)),
        indicator: pace.indicator.into(),
    }))
}
