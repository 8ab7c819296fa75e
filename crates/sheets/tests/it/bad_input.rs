//! What cannot be read is refused, or told, in a sentence that names the place and what to do.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use sheets::book::CellPos;
use sheets::{Book, BookError, LedgerOptions, Limits, read_ledger_with};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Workbook, assert_truth, data, read, told, try_read};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="a"/></sheets></workbook>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

/// A workbook of hand-made parts.
fn packed(sheet: &[&[u8]], strings: &[&[u8]]) -> Vec<u8> {
    packed_as(zip::CompressionMethod::Deflated, sheet, strings)
}

fn packed_as(method: zip::CompressionMethod, sheet: &[&[u8]], strings: &[&[u8]]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, parts) in [
        ("[Content_Types].xml", &[TYPES.as_bytes()][..]),
        ("_rels/.rels", &[ROOT.as_bytes()]),
        ("xl/workbook.xml", &[BOOK.as_bytes()]),
        ("xl/_rels/workbook.xml.rels", &[RELATIONS.as_bytes()]),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ] {
        zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        for part in parts {
            zip.write_all(part).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn open(bytes: &[u8], name: &str) -> Result<Book, BookError> {
    Book::open(bytes, name, &Limits::default())
}

fn refused(bytes: &[u8], name: &str) -> (String, &'static str) {
    let error = open(bytes, name).unwrap_err();
    (error.to_string(), error.rule())
}

#[test]
fn files_of_other_kinds_are_named() {
    for (bytes, name, found) in [
        (&b""[..], "空.xlsx", "空的"),
        (b"%PDF-1.7 ...", "台账.xlsx", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "照片.xlsx", "图片"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "台账.xls", "网页"),
        (b"\x00\x01\x02\x03\xff\xfe", "台账.csv", "不是表格文件"),
        (b"Rar!\x1a\x07", "台账.rar", "压缩包"),
    ] {
        let (message, rule) = refused(bytes, name);
        assert_eq!(rule, "not_a_workbook", "{message}");
        assert!(message.contains(name) && message.contains(found) && message.contains("另存"), "{message}");
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let word = zip.finish().unwrap().into_inner();
    assert!(refused(&word, "台账.xlsx").0.contains("Word"));
}

#[test]
fn a_workbook_with_a_password_says_so() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream("/EncryptionInfo").unwrap().write_all(&[4, 0, 4, 0]).unwrap();
    file.create_stream("/EncryptedPackage").unwrap().write_all(&[0; 64]).unwrap();
    let (message, rule) = refused(&file.into_inner().into_inner(), "加密.xlsx");
    assert_eq!(rule, "encrypted");
    assert!(message.contains("密码"), "{message}");
}

#[test]
fn a_damaged_workbook_says_where() {
    let whole = data("ledger-yi.xlsx");
    let (message, rule) = refused(&whole[..whole.len() / 2], "台账.xlsx");
    assert_eq!(rule, "damaged");
    assert!(message.contains("另存"), "{message}");
    let xml = packed(&[b"<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>x</t></is></c></ro"], &[b"<sst/>"]);
    assert!(open(&xml, "台账.xlsx").is_err());
    let nowhere = packed(&[b"<worksheet><sheetData><row r=\"1\"><c r=\"ZZZZ99\"><v>1</v></c></row></sheetData></worksheet>"], &[b"<sst/>"]);
    assert!(refused(&nowhere, "台账.xlsx").0.contains("ZZZZ99"));
}

#[test]
fn a_sheet_whose_extent_is_a_lie_is_read_sparsely() {
    let sheet = br#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>"#;
    let book = open(&packed(&[sheet], &[b"<sst/>"]), "远.xlsx").unwrap();
    let sheet = book.sheet("台账").unwrap();
    assert_eq!(sheet.cell_count(), 2);
    assert_eq!(sheet.cell(CellPos::parse("XFD1048576").unwrap()).unwrap().raw(), "2");
    // The old format is read densely, and refused before that when it would cost too much.
    let (message, rule) = refused(&data("far-cell.xls"), "远.xls");
    assert_eq!(rule, "damaged");
    assert!(message.contains("65536 行 256 列"), "{message}");
}

#[test]
fn a_zip_bomb_stops_at_the_cap_whatever_its_directory_says() {
    let limits = Limits { inflated_bytes: 8 << 20, ..Limits::default() };
    let row: Vec<u8> = b"<row><c><v>1</v></c></row>".repeat(20_000);
    let rows: Vec<&[u8]> = std::iter::once(&b"<worksheet><sheetData>"[..]).chain(std::iter::repeat_n(&row[..], 40)).collect();
    let bomb = packed(&rows, &[b"<sst/>"]);
    assert!(bomb.len() < 200_000);
    let error = Book::open(&bomb, "弹.xlsx", &Limits { rows: u32::MAX, ..limits.clone() }).unwrap_err();
    assert_eq!(error.rule(), "too_large");
    assert!(error.to_string().contains("8 MB"), "{error}");
    // One endless text would have to be held whole.
    let filler = vec![b'a'; 1 << 20];
    let texts: Vec<&[u8]> = std::iter::once(&b"<sst><si><t>"[..]).chain(std::iter::repeat_n(&filler[..], 80)).collect();
    assert_eq!(Book::open(&packed(&[b"<worksheet/>"], &texts), "弹.xlsx", &Limits::default()).unwrap_err().rule(), "too_large");
    assert_eq!(Book::open(&[0; 100], "大.xlsx", &Limits { file_bytes: 99, ..Limits::default() }).unwrap_err().rule(), "too_large");
}

#[test]
fn a_cell_of_ten_megabytes_is_cut_and_told() {
    let long = "长".repeat(3_500_000);
    let strings = [b"<sst><si><t>".as_slice(), long.as_bytes(), b"</t></si></sst>"];
    let head = r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>项目名称</t></is></c><c r="B1" t="inlineStr"><is><t>投资方</t></is></c><c r="C1" t="inlineStr"><is><t>总投资(万元)</t></is></c><c r="D1" t="inlineStr"><is><t>备注</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>甲项目</t></is></c><c r="B2" t="inlineStr"><is><t>甲公司</t></is></c><c r="C2"><v>100</v></c><c r="D2" t="s"><v>0</v></c></row></sheetData></worksheet>"#;
    let reading = read(&packed(&[head.as_bytes()], &strings), "长.xlsx");
    assert_truth(&reading, &["甲项目 | 甲公司 | 100 | - | - | -"]);
    assert_eq!(told(&reading, "cell_too_long"), ["台账!D2"]);
    assert!(reading.problems.iter().any(|p| p.message.contains("3500000 个字") && p.raw.chars().count() <= 200));
    let csv = format!("项目名称,投资方,总投资(万元),备注\n甲项目,甲公司,100,{long}\n");
    assert_eq!(told(&read(csv.as_bytes(), "台账.csv"), "cell_too_long"), ["台账!D2"]);
}

#[test]
fn three_hundred_thousand_rows_are_read_and_more_than_the_cap_refused() {
    let mut xml = String::from("<worksheet><sheetData><row>");
    for header in ["序号", "项目名称", "投资方", "总投资(万元)"] {
        write!(xml, r#"<c t="inlineStr"><is><t>{header}</t></is></c>"#).unwrap();
    }
    xml.push_str("</row>");
    for row in 1..=300_000 {
        let (at, total) = (row + 1, 1000 + row % 900);
        write!(xml, r#"<row><c><v>{row}</v></c><c t="str"><v>项目{row}</v></c><c r="D{at}"><v>{total}</v></c></row>"#).unwrap();
    }
    xml.push_str("</sheetData></worksheet>");
    // Stored, since packing would take longer than reading.
    let bytes = packed_as(zip::CompressionMethod::Stored, &[xml.as_bytes()], &[b"<sst/>"]);
    let book = open(&bytes, "多.xlsx").unwrap();
    let (mut rows, mut fen) = (0_u32, 0_i64);
    let options = LedgerOptions::for_period("2026-09".parse().unwrap());
    read_ledger_with(&book, &options, &mut |read| {
        rows += 1;
        fen += read.row.total_investment.unwrap().value.unwrap().money.minor.0;
    })
    .unwrap();
    assert_eq!((rows, fen), (300_000, (1..=300_000).map(|row| (1000 + row % 900) * 1_000_000).sum()));
    let error = Book::open(&bytes, "多.xlsx", &Limits { rows: 1000, ..Limits::default() }).unwrap_err();
    assert_eq!(error.rule(), "too_many_rows");
    assert!(error.to_string().contains("1000 行") && error.to_string().contains("没有导入任何内容"), "{error}");
}

#[test]
fn a_workbook_without_header_rows_or_projects_says_what_is_missing() {
    let bytes = Workbook::new().sheet("会议", &[], &["会议纪要", "时间|地点", "今天|这里"]).bytes();
    let error = try_read(&bytes, "纪要.xlsx").unwrap_err();
    assert_eq!(error.rule(), "no_header");
    assert!(error.to_string().contains("会议") && error.to_string().contains("项目名称"), "{error}");
    let bytes = Workbook::new().sheet("台账", &[], &["序号|项目名称|投资方|总投资"]).bytes();
    let error = try_read(&bytes, "空.xlsx").unwrap_err();
    assert_eq!(error.rule(), "no_rows");
    assert!(error.to_string().contains("第 1 行"), "{error}");
}

#[test]
fn two_headers_that_differ_are_refused_with_both_places() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &[],
            &[
                "序号|项目名称|投资方|总投资(万元)|签约时间",
                "1|甲项目|甲公司|1000|t:2026.1",
                "",
                "序号|项目名称|责任单位|开工时间|到位资金(亿元)",
                "1|乙项目|商务局|t:2026.2|1",
            ],
        )
        .bytes();
    let error = try_read(&bytes, "两.xlsx").unwrap_err();
    assert_eq!(error.rule(), "two_headers");
    let message = error.to_string();
    assert!(message.contains("A1:E1") && message.contains("A4:E4") && message.contains("表"), "{message}");
    let beside = Workbook::new().sheet("表", &[], &["序号|项目名称|总投资|序号|项目名称|总投资", "1|甲项目|10|1|乙项目|20"]).bytes();
    assert_eq!(try_read(&beside, "并排.xlsx").unwrap_err().rule(), "two_headers");
}

#[test]
fn every_unreadable_cell_is_told_with_its_place_and_the_rest_is_kept() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &[],
            &[
                "单位:万吨标煤",
                "序号|项目名称|投资方|统一社会信用代码|总投资(万元)|签约时间|开工时间|今年累计到位(万元)|心情",
                "1|甲项目|甲公司|91350100M000100Y44|1000|2026年2月30日|t:2026.5|=D9*2|好",
                "2|乙项目|乙公司|1234|1200|t:2026.3|t:2027.1|若干|",
                "3|丙项目|丙公司|91350100M000100Y43|t:500万美元|t:26.3.5|拟2026年11月开工|-5|",
                "4|丁项目|丁公司||9000000|t:2026.3|t:2026.2|5|",
                "5|戊项目|戊公司||1100|t:2026.3||5|",
                "6|己项目|己公司||1300|t:2026.3||5|",
                "7|庚项目|庚公司||1500|t:#REF!||5|",
                "8||辛公司||1500|t:2026.3||5|",
                "9|甲项目|甲公司||1000|t:2026.2||1|",
                "||||||||随手写的话",
            ],
        )
        .bytes();
    let reading = read(&bytes, "错.xlsx");
    for (rule, cells) in [
        ("credit_code_check_digit", &["表!D3"][..]),
        ("credit_code_shape", &["表!D4"]),
        ("impossible_date", &["表!F3"]),
        ("future_date", &["表!G4"]),
        ("planned_date", &["表!G5"]),
        ("two_digit_year", &["表!F5"]),
        ("foreign_amount_without_rate", &["表!E5"]),
        ("unit_slip", &["表!E6"]),
        ("started_before_signed", &["表!G6"]),
        ("formula_without_value", &["表!H3"]),
        ("not_an_amount", &["表!H4"]),
        ("negative_amount", &["表!H5"]),
        ("formula_error", &["表!F9"]),
        ("missing_name", &["表!B10"]),
        ("duplicate_row", &["表!B11"]),
        ("row_unclassified", &["表!I12"]),
        ("unmapped_column", &["表!I2"]),
    ] {
        assert_eq!(told(&reading, rule), cells, "{rule}: {:#?}", reading.problems);
    }
    for problem in &reading.problems {
        assert!(problem.message.contains("工作表「表」"), "{}", problem.message);
    }
    assert_truth(
        &reading,
        &[
            "甲项目 | 甲公司 | 1000 | - | 2026-05 | -",
            "乙项目 | 乙公司 | 1200 | 2026-03 | - | -",
            "丙项目 | 丙公司 | - | 2026-03-05 | - | -5",
            "丁项目 | 丁公司 | 9000000 | 2026-03 | 2026-02 | 5",
            "戊项目 | 戊公司 | 1100 | 2026-03 | - | 5",
            "己项目 | 己公司 | 1300 | 2026-03 | - | 5",
            "庚项目 | 庚公司 | 1500 | - | - | 5",
            "甲项目 | 甲公司 | 1000 | 2026-02 | - | 1",
        ],
    );
}

#[test]
fn an_unknown_unit_is_told() {
    let rows = ["单位:万吨标煤", "序号|项目名称|投资方|总投资|签约时间", "1|甲项目|甲公司|1000|t:2026.3"];
    let reading = read(&Workbook::new().sheet("表", &[], &rows).bytes(), "u.xlsx");
    assert_eq!(told(&reading, "unknown_unit"), ["表!A1"]);
    assert_eq!(told(&reading, "no_unit"), ["表!D2"]);
    let reading = read(
        &Workbook::new().sheet("表", &[], &["序号|项目名称|投资方|总投资(万圆钱)|签约时间", "1|甲项目|甲公司|1000|t:2026.3"]).bytes(),
        "u.xlsx",
    );
    assert_eq!(told(&reading, "unknown_unit"), ["表!D1"]);
}
