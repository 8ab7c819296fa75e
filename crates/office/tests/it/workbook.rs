use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use domain::date::PartialDate;
use domain::money::{Fen, Unit};
use domain::period::Period;
use office::OfficeError;
use office::head::HeadCell;
use office::workbook::{Cell, Column, ColumnKind, Definition, HeaderLine, Properties, Sheet, Workbook};

use crate::{checked_parts, part};

const YI: ColumnKind = ColumnKind::Money { unit: Unit::Yi, decimals: 2 };

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 8).unwrap()
}

fn sheet() -> Sheet {
    Sheet {
        name: "附表1".to_owned(),
        title: "主要指标完成情况表".to_owned(),
        header_line: HeaderLine {
            period: Some("1—9月".to_owned()),
            unit: Some("亿元".to_owned()),
            date: Some(day()),
            ..HeaderLine::default()
        },
        header: vec![
            vec![HeadCell::down("县区", 2), HeadCell::over("签约", 2), HeadCell::down("同比", 2), HeadCell::down("日期", 2)],
            vec![HeadCell::new("个数"), HeadCell::new("总投资")],
        ],
        columns: [
            (ColumnKind::Text, 20.0),
            (ColumnKind::Integer, 8.0),
            (YI, 12.0),
            (ColumnKind::Percent { decimals: 2 }, 10.0),
            (ColumnKind::Date, 12.0),
        ]
        .map(|(kind, width)| Column::new(kind, width))
        .to_vec(),
        frozen_columns: 1,
        total: Some(vec![Cell::text("合计"), Cell::Integer(2), Cell::Money(Fen(1_286_400_000_001)), Cell::Dash, Cell::Empty]),
        rows: vec![
            vec![
                Cell::text("尧都区"),
                Cell::Integer(2),
                Cell::Money(Fen(128_640_000_000)),
                Cell::Percent(8022),
                Cell::Date(PartialDate::day(day())),
            ],
            vec![
                Cell::text("侯马市"),
                Cell::Integer(0),
                Cell::Money(Fen(0)),
                Cell::Percent(-385),
                Cell::Date(PartialDate::month(Period::new(2026, 3).unwrap())),
            ],
        ],
        notes: vec!["注：累计数。".to_owned()],
    }
}

fn workbook() -> Workbook {
    Workbook {
        sheets: vec![sheet()],
        definitions: vec![Definition { name: "总投资".to_owned(), definition: "合同总投资".to_owned(), source: String::new() }],
        properties: Properties { title: "附表".to_owned(), author: "市招商局".to_owned(), date: Some(day()) },
        demonstration: false,
    }
}

fn cells(file: &[u8], sheet: &str) -> calamine::Range<Data> {
    Xlsx::new(Cursor::new(file)).unwrap().worksheet_range(sheet).unwrap()
}

fn one_text(text: &str) -> Workbook {
    let sheet = Sheet {
        name: "表".to_owned(),
        header: vec![vec![HeadCell::new("名称")]],
        columns: vec![Column::new(ColumnKind::Text, 20.0)],
        rows: vec![vec![Cell::text(text)]],
        ..Sheet::default()
    };
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    let first = workbook().to_xlsx().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(first, workbook().to_xlsx().unwrap());
    checked_parts(&first);
    assert!(part(&first, "docProps/core.xml").contains("2026-10-08T00:00:00Z"));
    assert_eq!(
        Workbook { sheets: vec![sheet()], ..Workbook::default() }.to_xlsx().unwrap(),
        Workbook { sheets: vec![sheet()], ..Workbook::default() }.to_xlsx().unwrap()
    );
}

#[test]
fn amounts_counts_rates_and_days_are_numbers_of_the_columns_unit() {
    let range = cells(&workbook().to_xlsx().unwrap(), "附表1");
    let at = |row, column| range.get_value((row, column)).unwrap().clone();
    assert_eq!(at(4, 0), Data::String("合计".to_owned()));
    assert_eq!(at(4, 2), Data::Float(128.640_000_000_1));
    assert_eq!(at(4, 3), Data::String("—".to_owned()));
    assert_eq!(at(5, 1), Data::Float(2.0));
    assert_eq!(at(5, 2), Data::Float(12.864));
    assert_eq!(at(5, 3), Data::Float(0.8022));
    assert!(matches!(at(5, 4), Data::DateTime(date) if (date.as_f64() - 46_303.0).abs() < f64::EPSILON), "{:?}", at(5, 4));
    assert_eq!(at(6, 2), Data::Float(0.0));
    assert_eq!(at(6, 4), Data::String("2026-03".to_owned()));
    assert_eq!(at(7, 0), Data::String("注：累计数。".to_owned()));
}

#[test]
fn header_is_merged_frozen_and_repeated_and_the_print_fits_a4_on_its_side() {
    let file = workbook().to_xlsx().unwrap();
    let xml = part(&file, "xl/worksheets/sheet1.xml");
    for merged in ["A3:A4", "B3:C3", "D3:D4", "A1:E1", "A2:E2"] {
        assert!(xml.contains(&format!(r#"<mergeCell ref="{merged}"/>"#)), "{merged}");
    }
    assert!(xml.contains(r#"topLeftCell="B5" activePane="bottomRight" state="frozen""#), "{xml}");
    assert!(xml.contains(r#"paperSize="9""#) && xml.contains(r#"orientation="landscape""#) && xml.contains(r#"fitToHeight="0""#), "{xml}");
    assert!(part(&file, "xl/workbook.xml").contains("$1:$4</definedName>"));
    let styles = part(&file, "xl/styles.xml");
    assert!(styles.contains("#,##0.00;-#,##0.00;0") && styles.contains("宋体"), "{styles}");
}

#[test]
fn the_line_below_the_title_and_the_definitions_are_written() {
    let file = workbook().to_xlsx().unwrap();
    let range = cells(&file, "附表1");
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("统计期：1—9月    单位：亿元    日期：2026年10月8日".to_owned())));
    assert_eq!(cells(&file, "口径").get_value((2, 1)), Some(&Data::String("合同总投资".to_owned())));
    let demonstration = Workbook { demonstration: true, ..workbook() }.to_xlsx().unwrap();
    assert!(cells(&demonstration, "附表1").get_value((1, 0)).unwrap().to_string().starts_with("演示数据"));
    assert!(part(&demonstration, "xl/worksheets/sheet1.xml").contains("<oddHeader>&amp;R演示数据</oddHeader>"));
}

#[test]
fn text_that_looks_like_a_formula_stays_text_even_when_it_is_typed_in_again() {
    for text in
        ["=1+1", "+86 10", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "=HYPERLINK(\"http://example.com\",\"x\")", "{=1}", "http://example.com"]
    {
        let file = one_text(text).to_xlsx().unwrap();
        let xml = part(&file, "xl/worksheets/sheet1.xml");
        assert!(!xml.contains("<f>") && !xml.contains("<f ") && !xml.contains("<hyperlink"), "{text}: {xml}");
        assert_eq!(cells(&file, "表").get_value((1, 0)), Some(&Data::String(text.replace('\r', "\n"))), "{text}");
        let quoted = part(&file, "xl/styles.xml").contains(r#"quotePrefix="1""#);
        assert_eq!(quoted, !text.starts_with(['{', 'h']), "{text}");
    }
}

#[test]
fn odd_text_makes_a_sound_workbook() {
    for (text, read) in [("甲\u{0}\u{1F}乙", "甲乙".to_owned()), ("𠮷😀<&>\"", "𠮷😀<&>\"".to_owned()), ("\u{FFFE}", String::new())]
    {
        let file = one_text(text).to_xlsx().unwrap();
        checked_parts(&file);
        let cell = cells(&file, "表").get_value((1, 0)).cloned().unwrap_or_default();
        assert_eq!(cell.to_string(), read);
    }
    let long = one_text(&"长".repeat(100_000)).to_xlsx().unwrap();
    let cell = cells(&long, "表").get_value((1, 0)).unwrap().to_string();
    assert!(cell.ends_with("…(原文过长,已截断)") && cell.chars().count() <= 32_767);
}

#[test]
fn a_sheet_of_fifty_thousand_rows_is_written_whole_and_the_same_twice() {
    let mut big = sheet();
    let row = |number: i64| {
        vec![Cell::Text(format!("=项目{number}")), Cell::Integer(number), Cell::Money(Fen(number)), Cell::Percent(number), Cell::Dash]
    };
    big.rows = (0..50_000).map(row).collect();
    let model = Workbook { sheets: vec![big], ..workbook() };
    let file = model.to_xlsx().unwrap();
    assert_eq!(file, model.to_xlsx().unwrap());
    let range = cells(&file, "附表1");
    assert_eq!(range.get_value((2, 0)), Some(&Data::String("县区".to_owned())));
    assert_eq!(range.get_value((3, 1)), Some(&Data::String("个数".to_owned())));
    assert_eq!(range.get_value((5 + 49_999, 0)), Some(&Data::String("=项目49999".to_owned())));
    assert_eq!(range.get_value((5 + 49_999, 2)), Some(&Data::Float(0.000_004_999_9)));
    assert_eq!(range.get_value((5 + 50_000, 0)), Some(&Data::String("注：累计数。".to_owned())));
}

#[test]
fn a_heading_between_rows_is_merged_over_the_whole_table_and_stands_alone() {
    let mut model = workbook();
    let sheet = model.sheets.first_mut().unwrap();
    sheet.rows.insert(1, vec![Cell::heading("一、当年新签约项目")]);
    // Below title, line, header and total comes the first row.
    let place = 2 + sheet.header.len() + 1 + 1;
    let file = model.to_xlsx().unwrap();
    let range = cells(&file, "附表1");
    assert_eq!(range.get_value((u32::try_from(place).unwrap(), 0)), Some(&Data::String("一、当年新签约项目".to_owned())));
    assert!(part(&file, "xl/worksheets/sheet1.xml").contains(&format!("<mergeCell ref=\"A{0}:E{0}\"/>", place + 1)));
    model.sheets.first_mut().unwrap().rows.get_mut(0).unwrap()[0] = Cell::heading("二");
    assert!(model.to_xlsx().unwrap_err().to_string().contains("小标题"));
}

#[test]
fn a_model_that_no_sheet_can_hold_is_refused_with_its_place() {
    let with = |change: fn(&mut Sheet)| {
        let mut sheet = sheet();
        change(&mut sheet);
        Workbook { sheets: vec![sheet], ..Workbook::default() }.to_xlsx().unwrap_err()
    };
    let kind = with(|s| s.rows[1][1] = Cell::Money(Fen(1)));
    assert_eq!(kind.to_string(), "工作表「附表1」的 B7 是金额,不能放进个数列");
    assert!(matches!(with(|s| s.rows[0].truncate(2)), OfficeError::RowWidth { row: 1, expected: 5, found: 2, .. }));
    assert!(matches!(with(|s| s.header[0].truncate(1)), OfficeError::HeadShape { .. }));
    for name in ["", "a/b", "'a", &"长".repeat(32)] {
        let sheet = Sheet { name: name.to_owned(), ..sheet() };
        let error = Workbook { sheets: vec![sheet], ..Workbook::default() }.to_xlsx().unwrap_err();
        assert!(matches!(error, OfficeError::SheetName { .. }), "{name}");
    }
    let twice = Workbook { sheets: vec![sheet(), sheet()], ..Workbook::default() }.to_xlsx().unwrap_err();
    assert!(twice.to_string().contains("重名"));
}
