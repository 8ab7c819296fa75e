//! Each unit keeps its ledger in a layout of its own, as offices do.

use chrono::{Datelike, NaiveDate};
use domain::date::PartialDate;
use domain::money::{Fen, Unit as MoneyUnit};
use domain::period::Period;
use office::head::HeadCell;
use office::workbook::{Cell, Column, ColumnKind, HeaderLine, Properties, Sheet, Workbook};

use crate::world::{Told, Unit, World, WorldProject};

/// How a unit lays out its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// A column for each month and 累计 beside them, 万元; ended projects on a sheet of their own.
    MonthColumns,
    /// 本月 and 今年累计, each with 其中省外, 亿元.
    MonthAndCumulative,
    /// Sections by year of signing and one for ended projects; 累计 with 其中:9月, 万元.
    Sections,
    /// 今年累计 alone, 万元; a column of states.
    Cumulative,
}

/// A column with its header.
struct Head {
    top: HeadCell,
    below: Vec<&'static str>,
    columns: Vec<Column>,
}

fn single(text: &str, kind: ColumnKind, width: f64) -> Head {
    Head { top: HeadCell::down(text, 2), below: Vec::new(), columns: vec![Column::new(kind, width)] }
}

fn group(text: &str, below: Vec<&'static str>, kind: ColumnKind) -> Head {
    let span = u16::try_from(below.len()).unwrap_or(1);
    let columns = below.iter().map(|_| Column::new(kind, 11.0)).collect();
    Head { top: HeadCell::over(text, span), below, columns }
}

const MONTHS: [&str; 12] = ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"];

/// The workbook of a unit for a period.
pub fn workbook(world: &World, unit: usize, period: Period) -> Workbook {
    let Some(office) = world.units.get(unit) else { return Workbook::default() };
    let listed: Vec<&WorldProject> = world.listed(unit, period).collect();
    let (ended, live): (Vec<&WorldProject>, Vec<&WorldProject>) = listed.into_iter().partition(|project| project.has_ended(period));
    let sheets = match office.layout {
        Layout::MonthColumns => month_columns(office, period, &live, &ended),
        Layout::MonthAndCumulative => vec![month_and_cumulative(office, period, &live, &ended)],
        Layout::Sections => vec![sections(office, period, &live, &ended)],
        Layout::Cumulative => vec![cumulative(office, period, &live, &ended)],
    };
    Workbook {
        sheets,
        definitions: Vec::new(),
        properties: Properties {
            title: title(office, period),
            author: format!("{}招商服务中心", office.name),
            date: Some(period.last_day()),
        },
        demonstration: true,
    }
}

fn title(office: &Unit, period: Period) -> String {
    format!("{}{}年{}招商引资项目台账", office.name, period.year(), period.cumulative_label())
}

fn sheet(name: &str, office: &Unit, period: Period, unit: &str, heads: Vec<Head>, rows: Vec<Vec<Cell>>, total: Option<Vec<Cell>>) -> Sheet {
    let (mut top, mut below, mut columns) = (Vec::new(), Vec::new(), Vec::new());
    for head in heads {
        top.push(head.top);
        below.extend(head.below.into_iter().map(HeadCell::new));
        columns.extend(head.columns);
    }
    let header = if below.is_empty() { vec![top.into_iter().map(|cell| HeadCell::new(cell.text)).collect()] } else { vec![top, below] };
    Sheet {
        name: name.to_owned(),
        title: title(office, period),
        header_line: HeaderLine {
            unit: Some(unit.to_owned()),
            prepared_by: Some("招商服务中心".to_owned()),
            date: Some(period.last_day()),
            ..HeaderLine::default()
        },
        header,
        columns,
        frozen_columns: 2,
        total,
        rows,
        notes: vec!["注:本表为累计数,到位资金按实际到账填报。".to_owned()],
    }
}

fn wan(amount: i64) -> Cell {
    Cell::Money(Fen::from_wan(amount))
}

/// Money, left blank where there is none.
fn paid(amount: i64) -> Cell {
    if amount == 0 { Cell::Empty } else { wan(amount) }
}

fn total_of(told: &Told, in_yi: bool) -> Cell {
    match (told.approximate, in_yi) {
        (false, _) => wan(told.total),
        (true, true) => Cell::text(format!("约{}亿元", Fen::from_wan(told.total).display_in(MoneyUnit::Yi, 2))),
        (true, false) => Cell::text(format!("约{}", told.total)),
    }
}

/// Dates are typed in each office's own way.
fn date(day: Option<NaiveDate>, layout: Layout) -> Cell {
    let Some(day) = day else {
        return if layout == Layout::MonthColumns { Cell::text("—") } else { Cell::Empty };
    };
    match layout {
        Layout::MonthColumns => Cell::text(day.format("%Y%m%d").to_string()),
        Layout::MonthAndCumulative => Cell::Date(PartialDate::day(day)),
        Layout::Sections if day.day().is_multiple_of(3) => Cell::text(format!("{}年{}月{}日", day.year(), day.month(), day.day())),
        Layout::Sections => Cell::text(format!("{}.{}.{}", day.year(), day.month(), day.day())),
        Layout::Cumulative => Cell::text(day.format("%Y-%m-%d").to_string()),
    }
}

fn tick(since: Option<Period>, period: Period, yes: &str, no: &str) -> Cell {
    Cell::text(if since.is_some_and(|month| month <= period) { yes } else { no })
}

fn code(project: &WorldProject) -> Cell {
    project.credit_code.as_ref().map_or(Cell::Empty, Cell::text)
}

fn started(project: &WorldProject, period: Period) -> Option<NaiveDate> {
    WorldProject::fact(project.started, period)
}

fn sum(projects: &[&WorldProject], period: Period, what: impl Fn(&Told) -> i64) -> i64 {
    projects.iter().map(|project| what(&project.told(period))).sum()
}

const MONEY: ColumnKind = ColumnKind::Money { unit: MoneyUnit::Wan, decimals: 0 };
const IN_YI: ColumnKind = ColumnKind::Money { unit: MoneyUnit::Yi, decimals: 4 };

fn month_columns(office: &Unit, period: Period, live: &[&WorldProject], ended: &[&WorldProject]) -> Vec<Sheet> {
    let shown = usize::try_from(period.month()).unwrap_or(12);
    let heads = vec![
        single("序号", ColumnKind::CentredText, 6.0),
        single("项目名称", ColumnKind::Text, 36.0),
        single("企业名称", ColumnKind::Text, 30.0),
        single("统一社会信用代码", ColumnKind::Text, 22.0),
        single("国民经济行业代码", ColumnKind::CentredText, 10.0),
        single("投资总额", MONEY, 12.0),
        single("签约日期", ColumnKind::CentredText, 11.0),
        single("开工日期", ColumnKind::CentredText, 11.0),
        group(&format!("{}年各月到位资金", period.year()), MONTHS.iter().take(shown).copied().collect(), MONEY),
        single("累计到位", MONEY, 12.0),
        single("是否纳统", ColumnKind::CentredText, 8.0),
        single("是否投产", ColumnKind::CentredText, 8.0),
    ];
    let rows = live.iter().enumerate().map(|(place, project)| {
        let told = project.told(period);
        let mut cells = vec![
            Cell::text((place + 1).to_string()),
            Cell::text(&project.name),
            Cell::text(&project.investor),
            code(project),
            Cell::text(project.industry_code),
            total_of(&told, false),
            date(Some(project.signed), office.layout),
            date(started(project, period), office.layout),
        ];
        cells.extend(told.by_month.iter().map(|(_, amount)| paid(*amount)));
        cells.extend([wan(told.year_to_date), tick(project.enrolled, period, "√", "×"), tick(project.producing, period, "是", "否")]);
        cells
    });
    let mut total = vec![
        Cell::Empty,
        Cell::text("合计"),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        wan(sum(live, period, |told| told.total)),
        Cell::Empty,
        Cell::Empty,
    ];
    for place in 0..shown {
        total.push(wan(sum(live, period, |told| told.by_month.get(place).map_or(0, |(_, amount)| *amount))));
    }
    total.extend([wan(sum(live, period, |told| told.year_to_date)), Cell::Empty, Cell::Empty]);
    let mut sheets = vec![sheet(&format!("{}年", period.year()), office, period, "万元", heads, rows.collect(), Some(total))];
    if !ended.is_empty() {
        let heads = vec![
            single("序号", ColumnKind::CentredText, 6.0),
            single("项目名称", ColumnKind::Text, 36.0),
            single("企业名称", ColumnKind::Text, 30.0),
            single("总投资(万元)", MONEY, 12.0),
            single("签约日期", ColumnKind::CentredText, 11.0),
            single("终止时间", ColumnKind::CentredText, 11.0),
            single("终止原因", ColumnKind::Text, 24.0),
        ];
        let rows = ended.iter().enumerate().map(|(place, project)| {
            vec![
                Cell::text((place + 1).to_string()),
                Cell::text(&project.name),
                Cell::text(&project.investor),
                total_of(&project.told(period), false),
                date(Some(project.signed), office.layout),
                date(project.terminated, office.layout),
                Cell::text("投资方资金未落实"),
            ]
        });
        sheets.push(sheet("终止项目", office, period, "万元", heads, rows.collect(), None));
    }
    sheets
}

fn outside(project: &WorldProject, amount: i64) -> i64 {
    let inside = ["太原", "运城", "长治", "晋中"].contains(&project.place);
    let abroad = ["新加坡", "香港"].contains(&project.place);
    if inside || abroad { 0 } else { amount }
}

fn month_and_cumulative(office: &Unit, period: Period, live: &[&WorldProject], ended: &[&WorldProject]) -> Sheet {
    let heads = vec![
        single("序号", ColumnKind::CentredText, 6.0),
        single("项目名称", ColumnKind::Text, 36.0),
        single("投资方", ColumnKind::Text, 30.0),
        single("来源地", ColumnKind::Text, 10.0),
        single("所属产业", ColumnKind::Text, 12.0),
        single("合同总投资", IN_YI, 12.0),
        single("签约时间", ColumnKind::Date, 12.0),
        single("开工时间", ColumnKind::Date, 12.0),
        group("本月到位资金", vec!["计", "其中省外"], IN_YI),
        group("今年累计到位资金", vec!["计", "其中省外"], IN_YI),
        single("是否纳统", ColumnKind::CentredText, 8.0),
        single("项目状态", ColumnKind::CentredText, 8.0),
    ];
    let all: Vec<&WorldProject> = live.iter().chain(ended).copied().collect();
    let rows = all.iter().enumerate().map(|(place, project)| {
        let told = project.told(period);
        vec![
            Cell::text((place + 1).to_string()),
            Cell::text(&project.name),
            Cell::text(&project.investor),
            Cell::text(project.place),
            Cell::text(project.industry),
            total_of(&told, true),
            date(Some(project.signed), office.layout),
            date(started(project, period), office.layout),
            paid(told.month),
            paid(outside(project, told.month)),
            paid(told.year_to_date),
            paid(outside(project, told.year_to_date)),
            tick(project.enrolled, period, "是", "否"),
            Cell::text(if project.has_ended(period) { "终止" } else { "正常" }),
        ]
    });
    sheet("到位资金月报", office, period, "亿元", heads, rows.collect(), None)
}

fn sections(office: &Unit, period: Period, live: &[&WorldProject], ended: &[&WorldProject]) -> Sheet {
    let of_month = [
        "其中:1月",
        "其中:2月",
        "其中:3月",
        "其中:4月",
        "其中:5月",
        "其中:6月",
        "其中:7月",
        "其中:8月",
        "其中:9月",
        "其中:10月",
        "其中:11月",
        "其中:12月",
    ];
    let month = usize::try_from(period.month()).unwrap_or(1);
    let heads = vec![
        single("序号", ColumnKind::CentredText, 6.0),
        single("项目名称", ColumnKind::Text, 36.0),
        group("投资方", vec!["企业名称", "统一社会信用代码", "所在地"], ColumnKind::Text),
        single("产业类别", ColumnKind::Text, 12.0),
        single("总投资", MONEY, 12.0),
        single("签约时间", ColumnKind::CentredText, 14.0),
        single("开工时间", ColumnKind::CentredText, 14.0),
        group(&format!("{}年到位资金", period.year()), vec!["累计", of_month.get(month - 1).copied().unwrap_or("本月")], MONEY),
        single("形象进度", ColumnKind::Text, 18.0),
    ];
    let (fresh, older): (Vec<&WorldProject>, Vec<&WorldProject>) = live.iter().partition(|project| project.signed.year() == period.year());
    let mut rows = Vec::new();
    for (name, projects) in [("一、当年新签约项目", fresh), ("二、往年签约项目", older), ("三、终止项目", ended.to_vec())]
    {
        if projects.is_empty() {
            continue;
        }
        let mut heading = vec![Cell::text(format!("{name}(小计{}个)", projects.len()))];
        heading.resize(11, Cell::Empty);
        rows.push(heading);
        rows.extend(projects.iter().enumerate().map(|(place, project)| {
            let told = project.told(period);
            let progress = match (project.has_ended(period), started(project, period)) {
                (true, _) => "已终止",
                (_, None) => "办理前期手续",
                (_, Some(_)) if project.producing.is_some_and(|month| month <= period) => "已投产",
                _ => "正在建设",
            };
            vec![
                Cell::text((place + 1).to_string()),
                Cell::text(&project.name),
                Cell::text(&project.investor),
                code(project),
                Cell::text(project.place),
                Cell::text(project.industry),
                total_of(&told, false),
                date(Some(project.signed), office.layout),
                date(started(project, period), office.layout),
                paid(told.year_to_date),
                paid(told.month),
            ]
            .into_iter()
            .chain([Cell::text(progress)])
            .collect()
        }));
    }
    for row in &mut rows {
        row.resize(12, Cell::Empty);
    }
    sheet("台账", office, period, "万元", heads, rows, None)
}

fn cumulative(office: &Unit, period: Period, live: &[&WorldProject], ended: &[&WorldProject]) -> Sheet {
    let heads = vec![
        single("序号", ColumnKind::CentredText, 6.0),
        single("项目名称", ColumnKind::Text, 36.0),
        single("投资企业", ColumnKind::Text, 30.0),
        single("投资方所在地", ColumnKind::Text, 12.0),
        single("所属产业", ColumnKind::Text, 12.0),
        single("计划总投资", MONEY, 12.0),
        single("协议签订时间", ColumnKind::CentredText, 13.0),
        single("开工日期", ColumnKind::CentredText, 13.0),
        single("本年累计到位资金", MONEY, 14.0),
        single("是否投产", ColumnKind::CentredText, 8.0),
        single("项目状态", ColumnKind::CentredText, 8.0),
    ];
    let all: Vec<&WorldProject> = live.iter().chain(ended).copied().collect();
    let rows = all.iter().enumerate().map(|(place, project)| {
        let told = project.told(period);
        vec![
            Cell::text((place + 1).to_string()),
            Cell::text(&project.name),
            Cell::text(&project.investor),
            Cell::text(project.place),
            Cell::text(project.industry),
            total_of(&told, false),
            date(Some(project.signed), office.layout),
            date(started(project, period), office.layout),
            paid(told.year_to_date),
            tick(project.producing, period, "是", "否"),
            Cell::text(if project.has_ended(period) { "终止" } else { "正常" }),
        ]
    });
    sheet("Sheet1", office, period, "万元", heads, rows.collect(), None)
}
