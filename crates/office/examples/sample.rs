//! Writes a sample bulletin and a sample annex workbook, to be looked at in Word, Excel or WPS:
//! `cargo run -p office --example sample -- DIRECTORY`.

use std::path::PathBuf;

use chrono::NaiveDate;
use domain::date::PartialDate;
use domain::money::{Fen, Unit};
use domain::period::Period;
use office::head::HeadCell;
use office::paper::{Align, Block, Paper, Run, SignOff, Table, TableCell, TableRow};
use office::workbook::{Cell, Column, ColumnKind, Definition, HeaderLine, Properties, Sheet, Workbook};

/// Unit, signed count, signed investment and funds paid in of this and the last year, in 万元. Invented.
const UNITS: [(&str, i64, i64, i64, i64); 8] = [
    ("尧都区", 23, 486_500, 218_640, 190_300),
    ("曲沃县", 14, 312_000, 120_055, 131_200),
    ("翼城县", 11, 158_300, 86_000, 80_400),
    ("襄汾县", 17, 405_600, 166_720, 120_900),
    ("洪洞县", 19, 452_100, 201_300, 186_000),
    ("侯马市", 9, 97_400, 0, 12_600),
    ("临汾经济开发区", 16, 521_000, 243_800, 177_500),
    ("侯马经济开发区", 8, 134_900, 58_210, 61_000),
];

fn date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 8).unwrap_or_default()
}

/// Growth in hundredths of a per cent, rounded half away from zero; `None` without a base.
fn growth(now: i64, before: i64) -> Option<i64> {
    let change = (now - before) * 20_000;
    (before != 0).then(|| (change + change.signum() * before) / (2 * before))
}

fn percent(hundredths: Option<i64>) -> String {
    hundredths.map_or_else(
        || "—".to_owned(),
        |value| format!("{}{}.{:02}", if value < 0 { "\u{2212}" } else { "" }, value.abs() / 100, value.abs() % 100),
    )
}

fn yi(wan: i64) -> String {
    Fen::from_wan(wan).display_in(Unit::Yi, 2)
}

fn total() -> (&'static str, i64, i64, i64, i64) {
    UNITS.iter().fold(("全市合计", 0, 0, 0, 0), |a, u| (a.0, a.1 + u.1, a.2 + u.2, a.3 + u.3, a.4 + u.4))
}

fn main_table(landscape: bool) -> Table {
    let rows = std::iter::once(total()).chain(UNITS).enumerate().map(|(index, (unit, count, signed, funds, before))| TableRow {
        bold: index == 0,
        cells: vec![
            TableCell::centre(if index == 0 { String::new() } else { index.to_string() }),
            TableCell::left(unit),
            TableCell::figure(count.to_string(), format!("signed.count/{index}")),
            TableCell::figure(yi(signed), format!("signed.total/{index}")),
            TableCell::figure(yi(funds), format!("funds.total/{index}")),
            TableCell { align: Align::Right, ..TableCell::figure(yi(before), format!("funds.last_year/{index}")) },
            TableCell::figure(percent(growth(funds, before)), format!("funds.growth/{index}")),
        ],
    });
    Table {
        caption: Some("2026年1—9月全市招商引资主要指标完成情况表".to_owned()),
        unit_note: Some("单位：个、亿元、%".to_owned()),
        widths: vec![8, 24, 12, 18, 18, 18, 14],
        header: vec![
            vec![
                HeadCell::down("序号", 2),
                HeadCell::down("县（市、区）", 2),
                HeadCell::over("新签约项目", 2),
                HeadCell::over("到位资金", 3),
            ],
            vec![
                HeadCell::new("个数"),
                HeadCell::new("合同总投资"),
                HeadCell::new("1—9月"),
                HeadCell::new("上年同期"),
                HeadCell::new("同比"),
            ],
        ],
        rows: rows.collect(),
        notes: vec!["注：因四舍五入，分项之和可能与合计不等。".to_owned()],
        landscape,
    }
}

fn bulletin() -> Paper {
    let (_, count, signed, funds, before) = total();
    Paper {
        issuer_mark: Some("临汾市招商引资工作领导小组办公室文件".to_owned()),
        doc_number: Some("临招商办字〔2026〕9号".to_owned()),
        title: vec!["关于2026年1—9月全市招商引资".to_owned(), "工作情况的通报".to_owned()],
        recipients: Some("各县（市、区）人民政府，临汾经济开发区、侯马经济开发区管委会，市直有关单位".to_owned()),
        body: vec![
            Block::Paragraph(vec![
                Run::text("今年以来，全市上下把招商引资作为“一号工程”，持续发力。截至9月底，全市新签约项目"),
                Run::figure(count.to_string(), "signed.count"),
                Run::text("个，合同总投资"),
                Run::figure(yi(signed), "signed.total"),
                Run::text("亿元；到位资金"),
                Run::figure(yi(funds), "funds.total"),
                Run::text("亿元，同比增长"),
                Run::figure(percent(growth(funds, before)), "funds.growth"),
                Run::text("%。现将有关情况通报如下。"),
            ]),
            Block::Heading1("一、主要指标完成情况".to_owned()),
            Block::Heading2("（一）新签约项目".to_owned()),
            Block::Paragraph(vec![Run::text("1—9月，新签约项目个数居前的是尧都区、洪洞县、襄汾县，居后的是侯马市、侯马经济开发区。")]),
            Block::Heading2("（二）到位资金".to_owned()),
            Block::Paragraph(vec![Run::text("1—9月，到位资金居前的是临汾经济开发区、尧都区、洪洞县，各单位完成情况见下表。")]),
            Block::Table(main_table(false)),
            Block::Heading1("二、有关要求".to_owned()),
            Block::Paragraph(vec![Run::text("1.加快项目落地。对已签约未开工的项目逐个分析原因，明确责任单位和时限。")]),
            Block::Paragraph(vec![Run::text("2.据实申报。各单位对申报数据的真实性负责，佐证材料随申报一并提交。")]),
            Block::Table(main_table(true)),
        ],
        attachments: vec![
            "全市招商引资主要指标完成情况表".to_owned(),
            "新签约项目情况表".to_owned(),
            "2026年1—9月全市新开工项目情况表（含续建项目和上年结转项目的分类统计情况）".to_owned(),
        ],
        sign_off: Some(SignOff { issuer: "临汾市招商引资工作领导小组办公室".to_owned(), date: date(), sealed: false }),
        note: Some("此件公开发布".to_owned()),
        demonstration: true,
    }
}

fn annex() -> Workbook {
    let row = |number: Cell, (unit, count, signed, funds, before): (&str, i64, i64, i64, i64)| {
        vec![
            number,
            Cell::text(unit),
            Cell::Integer(count),
            Cell::Money(Fen::from_wan(signed)),
            Cell::Money(Fen::from_wan(funds)),
            Cell::Money(Fen::from_wan(before)),
            growth(funds, before).map_or(Cell::Dash, Cell::Percent),
        ]
    };
    let money = ColumnKind::Money { unit: Unit::Yi, decimals: 2 };
    let line = HeaderLine {
        period: Some("2026年1—9月".to_owned()),
        unit: Some("个、亿元、%".to_owned()),
        prepared_by: Some("张三".to_owned()),
        checked_by: Some("李四".to_owned()),
        date: Some(date()),
    };
    let main = Sheet {
        name: "附表1".to_owned(),
        title: "全市招商引资主要指标完成情况表".to_owned(),
        header_line: line.clone(),
        header: main_table(false).header,
        columns: vec![
            Column::new(ColumnKind::CentredText, 6.0),
            Column::new(ColumnKind::Text, 20.0),
            Column::new(ColumnKind::Integer, 9.0),
            Column::new(money, 14.0),
            Column::new(money, 14.0),
            Column::new(money, 14.0),
            Column::new(ColumnKind::Percent { decimals: 2 }, 11.0),
        ],
        frozen_columns: 2,
        total: Some(row(Cell::Empty, total())),
        rows: (1..).zip(UNITS).map(|(number, unit)| row(Cell::Integer(number), unit)).collect(),
        notes: vec!["注：1.到位资金为认定数；2.因四舍五入，分项之和可能与合计不等。".to_owned()],
    };
    let month = Period::new(2026, 3).map(PartialDate::month);
    let project = |number: i64, unit: &str, name: &str, wan: i64, signed: PartialDate| {
        vec![
            Cell::Integer(number),
            Cell::text(unit),
            Cell::text(name),
            Cell::text("某某科技有限公司"),
            Cell::text("广东省深圳市"),
            Cell::Money(Fen::from_wan(wan)),
            Cell::text("新材料"),
            Cell::Date(signed),
        ]
    };
    let mut rows = vec![
        project(1, "尧都区", "年产5000吨新型碳纤维复合材料项目", 30_000, PartialDate::day(date())),
        project(2, "曲沃县", "=HYPERLINK(\"http://example.com\")", 12_345, PartialDate::day(date())),
    ];
    rows.extend(month.map(|month| project(3, "侯马市", "装配式建筑构件生产及配套仓储物流基地建设项目（一期）", 86_000, month)));
    let signed = Sheet {
        name: "附表2".to_owned(),
        title: "新签约项目情况表".to_owned(),
        header_line: HeaderLine { unit: Some("亿元".to_owned()), ..line },
        header: vec![["序号", "县区", "项目名称", "投资方", "来源地", "总投资", "产业", "签约日期"].map(HeadCell::new).to_vec()],
        columns: [
            (ColumnKind::CentredText, 6.0),
            (ColumnKind::Text, 12.0),
            (ColumnKind::Text, 36.0),
            (ColumnKind::Text, 24.0),
            (ColumnKind::Text, 16.0),
            (money, 11.0),
            (ColumnKind::Text, 12.0),
            (ColumnKind::Date, 12.0),
        ]
        .map(|(kind, width)| Column::new(kind, width))
        .to_vec(),
        frozen_columns: 3,
        rows,
        ..Sheet::default()
    };
    Workbook {
        sheets: vec![main, signed],
        definitions: vec![Definition {
            name: "到位资金".to_owned(),
            definition: "当年内实际投入项目建设、可由凭证佐证的资金，按认定数统计；不含财政资金、土地出让金抵扣和企业间往来款。".to_owned(),
            source: "招商引资统计制度".to_owned(),
        }],
        properties: Properties { title: "附表".to_owned(), author: "临汾市招商局".to_owned(), date: Some(date()) },
        demonstration: true,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let directory = PathBuf::from(std::env::args().nth(1).ok_or("请给出目录")?);
    std::fs::write(directory.join("bulletin.docx"), bulletin().to_docx()?)?;
    std::fs::write(directory.join("annex.xlsx"), annex().to_xlsx()?)?;
    Ok(())
}
