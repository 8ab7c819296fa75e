//! The annexes of a bulletin: the main table, the signings and the starts, with the columns whose figures exist.

use domain::claim::{ClaimKind, Class};
use domain::money::Unit;
use office::head::HeadCell;
use office::workbook::{Cell, Column, ColumnKind, Definition, HeaderLine, Properties, Sheet, Workbook};
use store::Reader;
use store::external::ExternalPaper;

use super::columns::{ANNEX, Part, groups};
use super::compose::{Ground, ordered};
use crate::error::AppError;
use crate::indicator::{Board, BoardLine, BoardQuery, FigureQuery, FigureRow, IndicatorUnit, SpanKind, board_in, figure_rows_in};

pub(super) async fn annex(read: &Reader<'_>, ground: &Ground<'_>) -> Result<Workbook, AppError> {
    let query = BoardQuery { period: ground.period, level: ground.level, as_of: Some(ground.as_of) };
    let board = board_in(read, ground.caller, query, ground.as_of).await?;
    let signed = rows_of(read, ground, "sign_cnt").await?;
    let started = rows_of(read, ground, "start_cnt").await?;
    Ok(Workbook {
        sheets: vec![
            first_annex(ground, &board),
            projects_sheet(ground, "附表2", "新签约项目情况表", "签约日期", &signed, true),
            projects_sheet(ground, "附表3", "新开工项目情况表", "开工日期", &started, false),
        ],
        definitions: definitions(&board),
        properties: Properties {
            title: format!("{}招商引资工作情况通报附表", ground.months()),
            author: ground.issuer.name.clone(),
            date: Some(ground.date),
        },
        demonstration: ground.demonstration,
    })
}

async fn rows_of(read: &Reader<'_>, ground: &Ground<'_>, indicator: &str) -> Result<Vec<FigureRow>, AppError> {
    let query = FigureQuery {
        indicator: indicator.to_owned(),
        org: None,
        period: ground.period,
        span: SpanKind::Cumulative,
        level: ground.level,
        as_of: Some(ground.as_of),
    };
    let mut rows = figure_rows_in(read, ground.caller, query, ground.as_of).await?.main.rows;
    rows.sort_by(|a, b| (a.org.sort, a.entry.period, &a.project.code).cmp(&(b.org.sort, b.entry.period, &b.project.code)));
    Ok(rows)
}

/// What the columns mean, for a sheet of definitions.
pub(crate) fn definitions(board: &Board) -> Vec<Definition> {
    let indicators = board.indicators.iter().map(|indicator| Definition {
        name: indicator.name.clone(),
        definition: indicator.definition.clone(),
        source: String::new(),
    });
    let published = board.papers().into_iter().map(|paper| Definition {
        name: "上年同期数".to_owned(),
        definition: "部分上年同期数取自已公布的文件,不是本系统记录的合计,只用于计算同比".to_owned(),
        source: cited(paper),
    });
    indicators.chain(published).collect()
}

/// A paper as it is cited: `《关于……的通报》(临招发〔2025〕7号),临汾市招商局,2025-10-12`.
pub(super) fn cited(paper: &ExternalPaper) -> String {
    let number = paper.document_no.as_ref().map(|number| format!("（{number}）")).unwrap_or_default();
    format!("《{}》{number}，{}，{}", paper.title, paper.issuer, paper.issued_on)
}

/// The main table: a row for each unit, for each indicator the value from January, the year before, and growth.
pub(crate) fn main_sheet(board: &Board, months: String, title: &str, date: Option<chrono::NaiveDate>) -> Sheet {
    let money = ColumnKind::Money { unit: Unit::Yi, decimals: 2 };
    let percent = ColumnKind::Percent { decimals: 2 };
    let mut header = vec![vec![HeadCell::down("序号", 2), HeadCell::down("单位", 2)], Vec::new()];
    let mut columns = vec![Column::new(ColumnKind::CentredText, 6.0), Column::new(ColumnKind::Text, 20.0)];
    if let [top, below] = header.as_mut_slice() {
        for indicator in board.indicators {
            top.push(HeadCell::over(indicator.name.as_str(), 4));
            let growth = if indicator.unit == IndicatorUnit::Pct { "增减(百分点)" } else { "同比(%)" };
            below.extend(["当月", "累计", "上年同期", growth].map(HeadCell::new));
            let kind = match indicator.unit {
                IndicatorUnit::Ge => ColumnKind::Integer,
                IndicatorUnit::Yi | IndicatorUnit::Wusd => money,
                IndicatorUnit::Pct => percent,
            };
            columns.extend([Column::new(kind, 11.0), Column::new(kind, 11.0), Column::new(kind, 11.0), Column::new(percent, 12.0)]);
        }
    }
    let rows = ordered(board)
        .enumerate()
        .map(|(place, line)| {
            line_cells(board, line, Cell::text((place + 1).to_string()), line.org.as_ref().map_or("", |org| org.name.as_str()))
        })
        .collect();
    Sheet {
        name: "主要指标".to_owned(),
        title: format!("{months}{title}"),
        header_line: HeaderLine { period: Some(months), unit: Some("个、亿元、%".to_owned()), date, ..HeaderLine::default() },
        header,
        columns,
        frozen_columns: 2,
        total: Some(line_cells(board, &board.total, Cell::Empty, "全市合计")),
        rows,
        notes: vec![format!("注:{};数据截至 {}(北京时间)。", level_note(board), beijing(board.as_of))],
    }
}

/// Annex 1: the main table with the year before.
fn first_annex(ground: &Ground<'_>, board: &Board) -> Sheet {
    let mut top = vec![HeadCell::down("序号", 2), HeadCell::down("单位", 2)];
    top.extend(groups(&ANNEX).into_iter().map(|(group, span)| HeadCell::over(group, span)));
    let mut columns = vec![Column::new(ColumnKind::CentredText, 6.0), Column::new(ColumnKind::Text, 20.0)];
    columns.extend(ANNEX.iter().map(|column| {
        let kind = match (column.part, column.indicator().map(|indicator| indicator.unit)) {
            (Part::Growth, _) | (_, Some(IndicatorUnit::Pct)) => ColumnKind::Percent { decimals: 2 },
            (_, Some(IndicatorUnit::Ge)) => ColumnKind::Integer,
            _ => ColumnKind::Money { unit: Unit::Yi, decimals: 2 },
        };
        Column::new(kind, f64::from(column.width))
    }));
    let cells = |line: &BoardLine, number: Cell, name: &str| {
        let mut cells = vec![number, Cell::text(name)];
        cells.extend(ANNEX.iter().map(|column| match (column.part, column.of(line), column.indicator()) {
            (Part::Growth, Some(value), _) => Cell::Percent(value),
            (_, value, Some(indicator)) => value_cell(indicator.unit, value),
            _ => Cell::Dash,
        }));
        cells
    };
    let name = |line: &BoardLine| line.org.as_ref().map(|org| org.name.clone()).unwrap_or_default();
    Sheet {
        name: "附表1".to_owned(),
        title: format!("{}全市招商引资主要指标完成情况表", ground.months()),
        header_line: HeaderLine {
            period: Some(ground.months()),
            unit: Some("个、亿元、%".to_owned()),
            date: Some(ground.date),
            ..HeaderLine::default()
        },
        header: vec![top, ANNEX.iter().map(|column| HeadCell::new(column.head)).collect()],
        columns,
        frozen_columns: 2,
        total: Some(cells(&board.total, Cell::Empty, "全市合计")),
        rows: ordered(board).enumerate().map(|(place, line)| cells(line, Cell::text((place + 1).to_string()), &name(line))).collect(),
        notes: vec![format!("注:{};数据截至 {}(北京时间)。", level_note(board), beijing(board.as_of))],
    }
}

fn value_cell(unit: IndicatorUnit, value: Option<i64>) -> Cell {
    match (unit, value) {
        (_, None) => Cell::Dash,
        (IndicatorUnit::Ge, Some(value)) if value % 10_000 == 0 => Cell::Integer(value / 10_000),
        (IndicatorUnit::Ge, Some(value)) => Cell::text(crate::indicator::text::count_text(value)),
        (IndicatorUnit::Yi | IndicatorUnit::Wusd, Some(value)) => Cell::Money(domain::money::Fen(value)),
        (IndicatorUnit::Pct, Some(value)) => Cell::Percent(value),
    }
}

fn level_note(board: &Board) -> String {
    format!("本表为{}数", board.query.level.label())
}

fn beijing(at: chrono::DateTime<chrono::Utc>) -> String {
    (at + chrono::TimeDelta::hours(8)).format("%Y-%m-%d %H:%M").to_string()
}

fn line_cells(board: &Board, line: &BoardLine, number: Cell, name: &str) -> Vec<Cell> {
    let mut cells = vec![number, Cell::text(name)];
    for indicator in board.indicators {
        let values = line.values.get(indicator.code.as_str()).copied().unwrap_or_default();
        let cell = |value: Option<i64>| value_cell(indicator.unit, value);
        cells.extend([cell(values.month), cell(values.cumulative), cell(values.last_year_cumulative)]);
        cells.push(values.growth.map_or(Cell::Dash, Cell::Percent));
    }
    cells
}

fn projects_sheet(ground: &Ground<'_>, name: &str, title: &str, date_label: &str, rows: &[FigureRow], with_class: bool) -> Sheet {
    let mut head = vec!["序号", "县区", "项目名称", "投资方", "来源地", "总投资(亿元)", "产业", date_label];
    let mut columns = vec![
        Column::new(ColumnKind::CentredText, 6.0),
        Column::new(ColumnKind::Text, 14.0),
        Column::new(ColumnKind::Text, 36.0),
        Column::new(ColumnKind::Text, 30.0),
        Column::new(ColumnKind::Text, 12.0),
        Column::new(ColumnKind::Money { unit: Unit::Yi, decimals: 2 }, 12.0),
        Column::new(ColumnKind::Text, 16.0),
        Column::new(ColumnKind::Date, 13.0),
    ];
    if with_class {
        head.push("协议类型");
        columns.push(Column::new(ColumnKind::Text, 12.0));
    } else {
        head.push("形象进度");
        columns.push(Column::new(ColumnKind::Text, 28.0));
    }
    let body = rows.iter().enumerate().map(|(place, row)| {
        let facts = &row.project.facts;
        let text = |value: Option<&String>| value.map_or(Cell::Empty, Cell::text);
        let deducted = row.entry.sum.count < 0;
        let investment = if row.claim.kind == ClaimKind::Signed && !deducted { row.claim.amount } else { facts.total_investment };
        let name = if deducted { format!("{}(核减:同年终止)", facts.name) } else { facts.name.clone() };
        vec![
            Cell::text((place + 1).to_string()),
            Cell::text(&row.org.short_name),
            Cell::text(name),
            Cell::text(&facts.investor),
            text(facts.origin_place.as_ref()),
            investment.map_or(Cell::Dash, Cell::Money),
            text(facts.industry.as_ref()),
            row.claim.occurred.map_or(Cell::Dash, Cell::Date),
            match (with_class, row.claim.class) {
                (false, _) => text(facts.progress.as_ref()),
                (true, Class::Unspecified) => Cell::Empty,
                (true, class) => Cell::text(class.label()),
            },
        ]
    });
    Sheet {
        name: name.to_owned(),
        title: format!("{}{title}", ground.months()),
        header_line: HeaderLine {
            period: Some(ground.months()),
            unit: Some("亿元".to_owned()),
            date: Some(ground.date),
            ..HeaderLine::default()
        },
        header: vec![head.into_iter().map(HeadCell::new).collect()],
        columns,
        frozen_columns: 3,
        total: None,
        rows: body.collect(),
        notes: Vec::new(),
    }
}
