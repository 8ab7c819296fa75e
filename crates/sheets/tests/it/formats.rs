//! The same ledger in every kind of file.

use encoding_rs::GB18030;
use sheets::book::{CellPos, Value};
use sheets::ledger::SheetKind;
use sheets::{Book, Limits};

use crate::support::{assert_truth, data, read, told};

const LINES: &str = "吉县2026年招商引资项目台账,,,,,\n单位:万元,,,,,\n\n序号,项目名称,投资方,总投资,签约时间,1-9月到位资金\n1,甲项目,甲公司,\"12,000.00\",2026.3.10,800\n2,\"乙项目\n(二期)\",乙公司,3亿元,2026年4月,\n合计,2个,,42000,,800\n";

const TRUTH: [&str; 2] = ["甲项目 | 甲公司 | 12000 | 2026-03-10 | - | 800", "乙项目(二期) | 乙公司 | 30000 | 2026-04 | - | 0"];

#[test]
fn separated_text_is_read_in_every_encoding_and_with_every_separator() {
    let utf16 = |text: &str| [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>();
    let tabs = LINES.replace("\"12,000.00\"", "12000").replace(',', "\t");
    for (kind, bytes) in [
        ("utf-8", LINES.as_bytes().to_vec()),
        ("utf-8 with mark", format!("\u{feff}{LINES}").into_bytes()),
        ("gb18030", GB18030.encode(LINES).0.into_owned()),
        ("utf-16", utf16(LINES)),
        ("tabs", GB18030.encode(&tabs).0.into_owned()),
        ("semicolons", LINES.replace("\"12,000.00\"", "12000").replace(',', ";").into_bytes()),
        ("windows line ends", LINES.replace('\n', "\r\n").into_bytes()),
    ] {
        let reading = read(&bytes, "台账.csv");
        assert_truth(&reading, &TRUTH);
        assert!(told(&reading, "subtotal_mismatch").is_empty(), "{kind}");
        // Empty lines count as rows, as every program shows them.
        assert_eq!(reading.projects[0].at.to_string(), "台账!B5", "{kind}");
    }
}

#[test]
fn an_old_workbook_keeps_its_formats_merges_and_hidden_rows() {
    let reading = read(&data("ledger.xls"), "ledger.xls");
    assert_truth(
        &reading,
        &[
            "甲项目 | 甲公司 | 12000 | 2026-03-10 | 2026-05 | 800",
            "乙项目 | 甲公司 | 15000 | 2026-04 | - | 0",
            "丙项目 | 丙公司 | 3000 | 2026-06-01 | 2026-09前 | 50",
        ],
    );
    assert_eq!(told(&reading, "hidden_row"), ["台账!B7"]);
    let book = Book::open(&data("ledger.xls"), "ledger.xls", &Limits::default()).unwrap();
    let cell = |text: &str| book.sheet("台账").unwrap().cell(CellPos::parse(text).unwrap()).unwrap();
    assert_eq!(cell("D5").raw(), "12,000.00");
    assert_eq!(cell("F5").raw(), "2026年5月");
    assert_eq!(cell("D6").raw(), "1.5亿元");
    assert_eq!(cell("D8").formula().as_deref(), Some("SUM(D5:D7)"));
}

#[test]
fn an_open_document_is_read_with_what_people_see_in_it() {
    let bytes = data("ledger.ods");
    let reading = read(&bytes, "ledger.ods");
    assert_truth(
        &reading,
        &[
            "甲项目 | 甲公司 | 12000 | 2026-03-10 | 2026-05 | 3000",
            "乙项目(二期) | 甲公司 | 30000 | 2026-04 | - | 0",
            "丙项目 | 丙公司 | 5000 | 2026-06-01 | 2026-09前 | 1000",
        ],
    );
    assert!(matches!(reading.sheets[1].kind, SheetKind::Ignored(_)));
    assert_eq!(told(&reading, "hidden_row"), ["台账!B7"]);
    let book = Book::open(&bytes, "ledger.ods", &Limits::default()).unwrap();
    let sheet = book.sheet("台账").unwrap();
    let cell = |text: &str| sheet.cell(CellPos::parse(text).unwrap()).unwrap();
    assert_eq!(cell("D5").raw(), "1.2", "the comment is not the cell");
    assert_eq!(cell("F5").raw(), "2026年5月");
    assert!(matches!(cell("F5").value(), Value::Date { day_shown: false, .. }));
    assert_eq!(cell("D8").formula().as_deref(), Some("SUM(D5:D7)"));
    assert_eq!(cell("B6").raw(), "乙项目\n(二期)");
}
