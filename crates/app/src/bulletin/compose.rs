//! The text of a bulletin: every number is a bound value, every sentence follows from it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::claim::Level;
use domain::org::OrgKind;
use domain::period::Period;
use office::head::HeadCell;
use office::paper::{Align, Block, Paper, Run, SignOff, Table, TableCell, TableRow};
use store::Reader;
use store::org::Org;

use super::annex::cited;
use super::columns::{MAIN, Part, UNIT_WIDTH, groups};
use super::{Figure, Model};
use crate::caller::Caller;
use crate::error::AppError;
use crate::indicator::text::{NONE, growth_phrase, hundredths, value_text};
use crate::indicator::{Board, BoardLine, BoardQuery, Indicator, SpanKind, board_in, by_code};

/// What a bulletin is made from.
pub(super) struct Ground<'a> {
    pub(super) caller: &'a Caller,
    pub(super) area: &'a Org,
    pub(super) issuer: &'a Org,
    pub(super) period: Period,
    pub(super) level: Level,
    pub(super) as_of: DateTime<Utc>,
    pub(super) date: NaiveDate,
    pub(super) demonstration: bool,
}

impl Ground<'_> {
    /// `2026年1—9月`.
    pub(super) fn months(&self) -> String {
        SpanKind::Cumulative.label(self.period)
    }
}

/// How many units are named at the top and at the bottom.
const NAMED: usize = 3;

/// Numbers of the paragraphs' headings.
const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

pub(super) async fn compose(read: &Reader<'_>, ground: &Ground<'_>) -> Result<Model, AppError> {
    let query = BoardQuery { period: ground.period, level: ground.level, as_of: Some(ground.as_of) };
    let board = board_in(read, ground.caller, query, ground.as_of).await?;
    let mut writer = Writer { figures: Vec::new() };
    let mut body = vec![Block::Paragraph(writer.overview(ground, &board)), Block::Heading1("一、主要指标完成情况".to_owned())];
    for (number, indicator) in NUMERALS.iter().zip(board.indicators) {
        body.push(Block::Heading2(format!("（{number}）{}", indicator.name.replace('(', "（").replace(')', "）"))));
        body.push(Block::Paragraph(writer.of_indicator(ground, &board, indicator)));
    }
    body.push(Block::Heading1("二、各单位完成情况".to_owned()));
    body.push(Block::Paragraph(vec![Run::text("各县（市、区）和开发区主要指标完成情况见下表，新签约、新开工项目明细见附件。")]));
    body.push(Block::Table(writer.table(ground, &board)));
    let papers: Vec<String> = board.papers().into_iter().map(cited).collect();
    if !papers.is_empty() {
        let text = format!("注：部分上年同期数取自已公布的文件，不含在本期各项合计之内：{}。", papers.join("；"));
        body.push(Block::Paragraph(vec![Run::text(text)]));
    }
    let paper = Paper {
        issuer_mark: None,
        doc_number: None,
        title: vec![format!("关于{}{}招商引资", ground.months(), ground.area.short_name), "工作情况的通报".to_owned()],
        recipients: Some("各县（市、区）人民政府，各开发区管委会，市直有关单位".to_owned()),
        body,
        attachments: vec!["全市招商引资主要指标完成情况表".to_owned(), "新签约项目情况表".to_owned(), "新开工项目情况表".to_owned()],
        sign_off: Some(SignOff { issuer: ground.issuer.name.clone(), date: ground.date, sealed: false }),
        note: None,
        demonstration: ground.demonstration,
    };
    Ok(Model { paper, figures: writer.figures })
}

struct Writer {
    figures: Vec<Figure>,
}

impl Writer {
    /// A number of the text, bound to its question.
    fn bind(&mut self, text: String, indicator: &Indicator, org: Option<&Org>, span: &str) -> Run {
        let id = format!("f{}", self.figures.len() + 1);
        let whose = org.map_or("全市", |org| org.short_name.as_str());
        let what = if span == "growth" { "增幅" } else { "1月至当月累计" };
        self.figures.push(Figure {
            id: id.clone(),
            label: format!("{whose} {} {what}", indicator.name),
            text: text.clone(),
            indicator: indicator.code.clone(),
            org: org.map(|org| org.code.clone()),
            span: span.to_owned(),
        });
        Run::figure(text, id)
    }

    fn value(&mut self, line: &BoardLine, indicator: &Indicator) -> Run {
        let value = line.values.get(indicator.code.as_str()).and_then(|cell| cell.cumulative);
        self.bind(value_text(indicator, value), indicator, line.org.as_deref(), SpanKind::Cumulative.code())
    }

    fn growth(&mut self, line: &BoardLine, indicator: &Indicator) -> Vec<Run> {
        let growth = line.values.get(indicator.code.as_str()).and_then(|cell| cell.growth);
        let (before, amount, after) = growth_phrase(indicator, growth);
        match amount {
            None => vec![Run::text(before)],
            Some(amount) => vec![Run::text(before), self.bind(amount, indicator, line.org.as_deref(), "growth"), Run::text(after)],
        }
    }

    /// `全市新签约项目12个`: name, number, unit.
    fn told(&mut self, line: &BoardLine, code: &str, name: &str) -> Vec<Run> {
        let Some(indicator) = by_code(code) else { return Vec::new() };
        let value = line.values.get(code).and_then(|cell| cell.cumulative);
        if value.is_none() {
            return vec![Run::text(format!("{name}无可计算的数"))];
        }
        vec![Run::text(name), self.value(line, indicator), Run::text(indicator.unit.label())]
    }

    fn overview(&mut self, ground: &Ground<'_>, board: &Board) -> Vec<Run> {
        let total = &board.total;
        let mut runs = vec![Run::text(format!("{}，全市", ground.months()))];
        for (code, name, end) in [
            ("sign_cnt", "新签约项目", "，"),
            ("sign_amt", "合同总投资", "；"),
            ("start_cnt", "新开工项目", "，"),
            ("start_rate", "当年签约项目开工率", "；"),
        ] {
            runs.extend(self.told(total, code, name));
            runs.push(Run::text(end));
        }
        runs.extend(self.told(total, "funds", "到位资金"));
        if let Some(funds) = by_code("funds") {
            runs.push(Run::text("，"));
            runs.extend(self.growth(total, funds));
        }
        runs.push(Run::text("，"));
        runs.extend(self.told(total, "funds_xprov", "其中省外到位资金"));
        let basis = if ground.level == Level::Reported { "各单位申报数" } else { "市级认定数" };
        let as_of = ground.date.format("%Y年%-m月%-d日");
        runs.push(Run::text(format!("。以上均为{basis}，数据截至{as_of}。现将有关情况通报如下。")));
        runs
    }

    fn of_indicator(&mut self, ground: &Ground<'_>, board: &Board, indicator: &Indicator) -> Vec<Run> {
        let mut runs = vec![Run::text(format!("{}，全市", ground.months()))];
        // What stands in brackets explains the name and is not read aloud.
        let spoken = indicator.name.split('(').next().unwrap_or_default();
        runs.extend(self.told(&board.total, &indicator.code, spoken));
        runs.push(Run::text("，"));
        runs.extend(self.growth(&board.total, indicator));
        runs.push(Run::text("。"));
        let value = |line: &BoardLine| line.values.get(indicator.code.as_str()).and_then(|cell| cell.cumulative);
        let mut ranked: Vec<&BoardLine> = board.lines.iter().filter(|line| value(line).is_some()).collect();
        // Ties keep the order of the organisations.
        ranked.sort_by_key(|line| std::cmp::Reverse(value(line)));
        let top: Vec<&BoardLine> = ranked.iter().copied().filter(|line| value(line) > Some(0)).take(NAMED).collect();
        let bottom: Vec<&BoardLine> =
            if ranked.len() >= 2 * NAMED { ranked.iter().copied().skip(ranked.len() - NAMED).collect() } else { Vec::new() };
        for (lines, words) in [(top, "居前的是"), (bottom, "居后的是")] {
            if lines.is_empty() {
                continue;
            }
            runs.push(Run::text(words));
            let many = lines.len();
            for (place, line) in lines.into_iter().enumerate() {
                let name = line.org.as_ref().map_or("", |org| org.short_name.as_str());
                runs.push(Run::text(format!("{}{name}（", if place == 0 { "" } else { "、" })));
                runs.push(self.value(line, indicator));
                runs.push(Run::text(format!("{}）{}", indicator.unit.label(), if place + 1 == many { "；" } else { "" })));
            }
        }
        if let Some(Run::Text(last)) = runs.last_mut()
            && last.ends_with('；')
        {
            last.pop();
            last.push('。');
        }
        runs
    }

    fn table(&mut self, ground: &Ground<'_>, board: &Board) -> Table {
        let mut rows = vec![self.row(&board.total, "全市合计", true)];
        for line in ordered(board) {
            let name = line.org.as_ref().map(|org| org.short_name.clone()).unwrap_or_default();
            rows.push(self.row(line, &name, false));
        }
        let mut top = vec![HeadCell::down("单位", 2)];
        top.extend(groups(&MAIN).into_iter().map(|(group, span)| HeadCell::over(group, span)));
        Table {
            caption: Some(format!("{}全市招商引资主要指标完成情况表", ground.months())),
            unit_note: Some("单位：个、亿元、%".to_owned()),
            widths: std::iter::once(UNIT_WIDTH).chain(MAIN.iter().map(|column| column.width)).collect(),
            header: vec![top, MAIN.iter().map(|column| HeadCell::new(column.head)).collect()],
            rows,
            notes: vec!["注：1.“—”表示无可计算的数；2.因四舍五入，分项之和可能与合计不等。".to_owned()],
            landscape: false,
        }
    }

    fn row(&mut self, line: &BoardLine, name: &str, bold: bool) -> TableRow {
        let mut cells = vec![TableCell::left(name)];
        for column in MAIN {
            let Some(indicator) = column.indicator() else { continue };
            let (value, org) = (column.of(line), line.org.as_deref());
            let run = match column.part {
                Part::Growth => self.bind(value.map_or_else(|| NONE.to_owned(), hundredths), indicator, org, "growth"),
                Part::Value => self.bind(value_text(indicator, value), indicator, org, SpanKind::Cumulative.code()),
                Part::LastYear => self.bind(value_text(indicator, value), indicator, org, SpanKind::LastYearCumulative.code()),
            };
            cells.push(TableCell { runs: vec![run], align: Align::Right, colspan: 1 });
        }
        TableRow { cells, bold }
    }
}

/// Counties before zones, each in the order of the organisations.
pub(super) fn ordered(board: &Board) -> impl Iterator<Item = &BoardLine> {
    let of = |kind: OrgKind| board.lines.iter().filter(move |line| line.org.as_ref().is_some_and(|org| org.kind == kind));
    of(OrgKind::County).chain(of(OrgKind::Zone))
}
