//! The board, and what stands behind its numbers.

mod charts;

use std::collections::BTreeMap;

use app::App;
use app::indicator::text::{count_text, hundredths};
use app::indicator::{
    BoardLine as Line, BoardQuery, Cell, FigureQuery, FigureRow as Row, FigureSide as Side, Indicator as Definition, IndicatorUnit,
};
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::external::{PublishedFigure, PublishedPaper};
use crate::input::Params;
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::wire::{ClaimKind, Level, Source, as_of, download, period, wire_enum};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(indicator_list))
        .routes(routes!(board_show))
        .routes(routes!(board_rows))
        .routes(routes!(board_export))
        .merge(charts::routes())
}

wire_enum! {
    /// Which months a number is about.
    Span = app::indicator::SpanKind { Month, Cumulative, LastYearMonth, LastYearCumulative }
}

wire_enum! {
    /// In what an indicator is told: projects, fen, US cents, per cent.
    Unit = IndicatorUnit { Ge, Yi, Wusd, Pct }
}

wire_enum! {
    /// Where a value of the year before comes from. Where only some units' values are published there is none.
    Base = app::indicator::Base { Record, Published, Partial }
}

/// An indicator.
#[derive(Serialize, ToSchema)]
struct Indicator {
    code: &'static str,
    name: &'static str,
    short_name: &'static str,
    unit: Unit,
    definition: &'static str,
}

impl From<&'static Definition> for Indicator {
    fn from(indicator: &'static Definition) -> Self {
        Self {
            code: &indicator.code,
            name: &indicator.name,
            short_name: &indicator.short_name,
            unit: indicator.unit.into(),
            definition: &indicator.definition,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct IndicatorList {
    items: Vec<Indicator>,
}

/// All indicators, in the order of the board.
#[utoipa::path(get, path = "/indicators", operation_id = "indicator_list", tag = "indicator", responses((status = 200, body = IndicatorList), Refusals))]
async fn indicator_list(_: Permitted<may::BoardRead>) -> Json<IndicatorList> {
    Json(IndicatorList { items: app::indicator::all().iter().map(Indicator::from).collect() })
}

/// An indicator's values on a line: projects, fen or per cent as decimal strings; absent where there is none.
#[derive(Serialize, ToSchema)]
struct Values {
    #[schema(required = true)]
    month: Option<String>,
    #[schema(required = true)]
    cumulative: Option<String>,
    #[schema(required = true)]
    last_year_month: Option<String>,
    #[schema(required = true)]
    last_year_cumulative: Option<String>,
    last_year_month_base: Base,
    last_year_cumulative_base: Base,
    /// Growth of the cumulative value in per cent; of a rate the difference in percentage points.
    #[schema(required = true)]
    growth: Option<String>,
}

/// A value on the wire. Hundredths of per cent are written with a plain minus, which programs read.
pub(crate) fn wire(unit: IndicatorUnit, value: Option<i64>) -> Option<String> {
    value.map(|value| match unit {
        IndicatorUnit::Ge => count_text(value).replace('\u{2212}', "-"),
        IndicatorUnit::Yi | IndicatorUnit::Wusd => value.to_string(),
        IndicatorUnit::Pct => hundredths(value).replace('\u{2212}', "-"),
    })
}

impl Values {
    fn new(unit: IndicatorUnit, cell: Cell) -> Self {
        Self {
            month: wire(unit, cell.month),
            cumulative: wire(unit, cell.cumulative),
            last_year_month: wire(unit, cell.last_year_month),
            last_year_cumulative: wire(unit, cell.last_year_cumulative),
            last_year_month_base: cell.month_base.into(),
            last_year_cumulative_base: cell.cumulative_base.into(),
            growth: wire(IndicatorUnit::Pct, cell.growth),
        }
    }
}

/// A line of the board.
#[derive(Serialize, ToSchema)]
struct BoardLine {
    /// Absent on the total.
    #[schema(required = true)]
    org: Option<OrgRef>,
    /// Values by indicator code.
    values: BTreeMap<&'static str, Values>,
}

impl BoardLine {
    fn new(line: Line, indicators: &'static [Definition]) -> Self {
        let values = indicators
            .iter()
            .filter_map(|indicator| {
                Some((indicator.code.as_str(), Values::new(indicator.unit, *line.values.get(indicator.code.as_str())?)))
            })
            .collect();
        Self { org: line.org.map(|org| org.into_inner().into()), values }
    }
}

/// The board.
#[derive(Serialize, ToSchema)]
struct Board {
    period: String,
    level: Level,
    level_label: &'static str,
    /// As known at.
    as_of: DateTime<Utc>,
    indicators: Vec<Indicator>,
    total: BoardLine,
    lines: Vec<BoardLine>,
    /// Papers whose published figures stand for the year before.
    papers: Vec<PublishedPaper>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct BoardParams {
    /// `2026-09`.
    period: String,
    level: Level,
    /// As known at this instant, or at the end of this day; absent for now.
    as_of: Option<String>,
}

impl BoardParams {
    fn query(&self) -> Result<BoardQuery, ApiError> {
        Ok(BoardQuery { period: period(&self.period)?, level: self.level.into(), as_of: as_of(self.as_of.as_deref())? })
    }
}

/// The board of the units that one sees.
#[utoipa::path(get, path = "/board", operation_id = "indicator_board", tag = "indicator", params(BoardParams), responses((status = 200, body = Board), Refusals))]
async fn board_show(
    State(app): State<App>,
    caller: Permitted<may::BoardRead>,
    Params(params): Params<BoardParams>,
) -> Result<Json<Board>, ApiError> {
    let board = app::indicator::board(&app, &caller, params.query()?).await?;
    let papers = board.papers().into_iter().map(PublishedPaper::from).collect();
    Ok(Json(Board {
        period: board.query.period.to_string(),
        level: board.query.level.into(),
        level_label: board.query.level.label(),
        as_of: board.as_of,
        indicators: board.indicators.iter().map(Indicator::from).collect(),
        total: BoardLine::new(board.total, board.indicators),
        papers,
        lines: board.lines.into_iter().map(|line| BoardLine::new(line, board.indicators)).collect(),
    }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FigureParams {
    /// Code of the indicator.
    indicator: String,
    /// Code of the unit, or `total`.
    org: String,
    /// `2026-09`.
    period: String,
    span: Span,
    level: Level,
    /// As known at this instant, or at the end of this day; absent for now.
    as_of: Option<String>,
}

/// A project in a number.
#[derive(Serialize, ToSchema)]
struct FigureProject {
    code: String,
    name: String,
    investor: String,
}

/// A claim's part in a number.
#[derive(Serialize, ToSchema)]
struct FigureRow {
    claim_id: Uuid,
    project: FigureProject,
    org: OrgRef,
    kind: ClaimKind,
    kind_label: &'static str,
    period: String,
    #[schema(required = true)]
    occurred_on: Option<String>,
    /// Projects.
    count: String,
    /// Fen.
    amount: String,
    opening: bool,
    reported_by: String,
    reported_at: DateTime<Utc>,
    #[schema(required = true)]
    recognised_by: Option<String>,
    #[schema(required = true)]
    recognised_at: Option<DateTime<Utc>>,
    /// What is to be known of this part.
    #[schema(required = true)]
    note: Option<String>,
    source: Source,
}

impl From<Row> for FigureRow {
    fn from(row: Row) -> Self {
        let (claim, project) = (row.claim.into_inner(), row.project.into_inner());
        let ended = claim.kind == domain::claim::ClaimKind::Terminated && row.entry.kind != claim.kind;
        let note = if claim.source.kind == domain::claim::SourceKind::HistoryCell {
            Some("历史数据:来自往年台账,未经认定".to_owned())
        } else if ended {
            Some("核减:同年签约、同年终止".to_owned())
        } else if claim.opening {
            Some("期初累计:此前各月合计".to_owned())
        } else {
            None
        };
        let (recognised_by, recognised_at) = row.recognised.unzip();
        Self {
            claim_id: claim.id.0,
            project: FigureProject { code: project.code, name: project.facts.name, investor: project.facts.investor },
            org: row.org.into_inner().into(),
            kind: row.entry.kind.into(),
            kind_label: row.entry.kind.label(),
            period: row.entry.period.to_string(),
            occurred_on: claim.occurred.map(domain::date::PartialDate::display),
            count: count_text(row.entry.sum.count).replace('\u{2212}', "-"),
            amount: row.entry.sum.amount.to_string(),
            opening: claim.opening,
            source: Source::new(&claim.source, row.file_name),
            reported_by: claim.reporter,
            reported_at: claim.recorded_at,
            recognised_by,
            recognised_at,
            note,
        }
    }
}

/// One side of a number.
#[derive(Serialize, ToSchema)]
struct FigureSide {
    value: String,
    rows: Vec<FigureRow>,
}

impl FigureSide {
    fn new(side: Side, unit: IndicatorUnit) -> Self {
        Self { value: wire(unit, Some(side.value)).unwrap_or_default(), rows: side.rows.into_iter().map(FigureRow::from).collect() }
    }
}

/// A number opened: the sum of the rows is the number.
#[derive(Serialize, ToSchema)]
struct Figure {
    indicator: Indicator,
    definition: &'static str,
    #[schema(required = true)]
    value: Option<String>,
    unit: Unit,
    /// `2026年1—9月`.
    span_label: String,
    level_label: &'static str,
    as_of: DateTime<Utc>,
    /// Where the number comes from.
    base: Base,
    /// What the record alone gives.
    #[schema(required = true)]
    recorded: Option<String>,
    /// Published figures for the same unit and months; the rows of a number that comes from them.
    published: Vec<PublishedFigure>,
    /// What adds up to the number; empty for a rate, and for a number that was published by others.
    rows: Vec<FigureRow>,
    /// Above the line of a rate.
    #[schema(required = true)]
    numerator: Option<FigureSide>,
    /// Below it.
    #[schema(required = true)]
    denominator: Option<FigureSide>,
}

/// Open a number.
#[utoipa::path(get, path = "/board/rows", operation_id = "indicator_rows", tag = "indicator", params(FigureParams), responses((status = 200, body = Figure), Refusals))]
async fn board_rows(
    State(app): State<App>,
    caller: Permitted<may::BoardRead>,
    Params(params): Params<FigureParams>,
) -> Result<Json<Figure>, ApiError> {
    let query = FigureQuery {
        indicator: params.indicator,
        org: Some(params.org).filter(|org| org != "total"),
        period: period(&params.period)?,
        span: params.span.into(),
        level: params.level.into(),
        as_of: as_of(params.as_of.as_deref())?,
    };
    let opened = app::indicator::figure_rows(&app, &caller, query).await?;
    let (rows, numerator, denominator) = match opened.denominator {
        None => (opened.main.rows.into_iter().map(FigureRow::from).collect(), None, None),
        Some(below) => (Vec::new(), Some(FigureSide::new(opened.main, IndicatorUnit::Ge)), Some(FigureSide::new(below, IndicatorUnit::Ge))),
    };
    Ok(Json(Figure {
        definition: &opened.indicator.definition,
        value: wire(opened.indicator.unit, opened.value),
        unit: opened.indicator.unit.into(),
        span_label: opened.query.span.label(opened.query.period),
        level_label: opened.query.level.label(),
        as_of: opened.as_of,
        base: opened.base.into(),
        recorded: wire(opened.indicator.unit, opened.recorded),
        published: opened.published.iter().map(PublishedFigure::from).collect(),
        indicator: opened.indicator.into(),
        rows,
        numerator,
        denominator,
    }))
}

/// The board as a workbook.
#[utoipa::path(get, path = "/board/export.xlsx", operation_id = "indicator_export", tag = "indicator", params(BoardParams),
    responses((status = 200, description = "xlsx", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>), Refusals))]
async fn board_export(
    State(app): State<App>,
    caller: Permitted<may::BoardRead>,
    Params(params): Params<BoardParams>,
) -> Result<impl IntoResponse, ApiError> {
    let (name, content) = app::indicator::export(&app, &caller, params.query()?).await?;
    Ok(download(&name, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", content))
}
