//! Workbooks whose sheets list the same projects.

use crate::support::{Workbook, assert_truth, read, told};

#[test]
fn ledgers_of_signing_start_and_money_of_the_same_projects_are_joined() {
    let bytes = Workbook::new()
        .sheet(
            "签约台账",
            &[],
            &[
                "序号|项目名称|投资方|总投资(万元)|签约时间",
                "1|甲项目|甲公司|1000|t:2026.1",
                "2|乙项目|乙公司|2000|t:2026.2",
                "3|丙项目|丙公司|3000|t:2026.3",
            ],
        )
        .sheet(
            "开工台账",
            &[],
            &["序号|项目名称|投资方|总投资(万元)|开工时间", "1|甲项目|甲公司|1000|t:2026.4", "2|乙项目|乙公司|2500|t:2026.5"],
        )
        .sheet("到位资金台账", &[], &["序号|项目名称|本月到位(万元)|今年累计到位(万元)", "1|甲项目|10|100", "2|乙项目|20|200"])
        .bytes();
    let reading = read(&bytes, "三.xlsx");
    assert_truth(
        &reading,
        &[
            "甲项目 | 甲公司 | 1000 | 2026-01 | 2026-04 | 100",
            "乙项目 | 乙公司 | 2000 | 2026-02 | 2026-05 | 200",
            "丙项目 | 丙公司 | 3000 | 2026-03 | - | 0",
        ],
    );
    assert_eq!(told(&reading, "sheets_disagree"), ["开工台账!D3"]);
    assert!(told(&reading, "duplicate_row").is_empty());
}

#[test]
fn sheets_with_the_money_of_one_month_each_add_up() {
    let head = "序号|项目名称|投资方|总投资(万元)|本月到位资金(万元)";
    let mut book = Workbook::new();
    for month in 1..=9 {
        let first = format!("1|甲项目|甲公司|1000|{}", month * 10);
        let second = if month < 9 { "2|乙项目|乙公司|2000|5" } else { "2|丙项目|丙公司|500|7" };
        book = book.sheet(&format!("{month}月"), &[], &[head, &first, second]);
    }
    let reading = read(&book.bytes(), "月.xlsx");
    assert_truth(
        &reading,
        &["甲项目 | 甲公司 | 1000 | - | - | 450", "丙项目 | 丙公司 | 500 | - | - | 7", "乙项目 | 乙公司 | 2000 | - | - | 40"],
    );
    assert_eq!(reading.projects[0].funds.by_month.len(), 9);
}

#[test]
fn a_year_in_a_heading_dates_the_signings_below_it() {
    let bytes = Workbook::new()
        .sheet(
            "台账",
            &["A3:F3", "A5:F5"],
            &[
                "某县招商项目库(2024-2026年)",
                "序号|项目名称|投资人|投资额(亿元)|签约年月|开工年月",
                "2024年签约项目",
                "1|甲项目|甲公司|1.5|11月|t:2025.3",
                "2026年签约项目",
                "1|乙项目|乙公司|2.5|3月|6月",
            ],
        )
        .bytes();
    assert_truth(
        &read(&bytes, "年.xlsx"),
        &["甲项目 | 甲公司 | 15000 | 2024-11 | 2025-03 | -", "乙项目 | 乙公司 | 25000 | 2026-03 | 2026-06 | -"],
    );
}

#[test]
fn a_header_cut_into_halves_and_a_row_of_units_are_understood() {
    let bytes = Workbook::new()
        .sheet(
            "台账",
            &["D1:F1", "G1:H1"],
            &[
                "序|项目|投资主体|投资情况|||时间节点||进展",
                "号|名称||总投资|固定资产投资|2026年1-9月到位|签约|开工|",
                "|||万元|万元|万元|||",
                "1|甲项目|甲公司|1000|800|100|2025年11月|t:2026/3/8|在建",
            ],
        )
        .bytes();
    assert_truth(&read(&bytes, "头.xlsx"), &["甲项目 | 甲公司 | 1000 | 2025-11 | 2026-03-08 | 100"]);
}

#[test]
fn a_unit_that_one_sheet_states_holds_for_the_others() {
    let head = "序号|项目名称|投资方|总投资|签约时间";
    let bytes = Workbook::new()
        .sheet("工业", &[], &["单位:亿元", head, "1|甲项目|甲公司|2|t:2026.1"])
        .sheet("农业", &[], &[head, "1|乙项目|乙公司|3|t:2026.2"])
        .bytes();
    let reading = read(&bytes, "单位.xlsx");
    assert_truth(&reading, &["甲项目 | 甲公司 | 20000 | 2026-01 | - | -", "乙项目 | 乙公司 | 30000 | 2026-02 | - | -"]);
    assert_eq!(told(&reading, "no_unit"), ["农业!D1"]);
}
