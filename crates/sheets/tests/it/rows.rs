//! What each row of a table is: ended projects, sums, headings, months, formulas.

use crate::support::{Workbook, assert_truth, read, told};

#[test]
fn ended_projects_in_a_section_a_second_table_or_a_column_are_kept_apart() {
    let head = "序号|项目名称|投资方|总投资(万元)|签约时间";
    let section = Workbook::new()
        .sheet(
            "表",
            &["A4:E4"],
            &[head, "1|甲项目|甲公司|1000|t:2026.1", "合计|1个||1000|", "三、终止(退出)项目(1个)", "1|乙项目|乙公司|500|t:2025.1"],
        )
        .bytes();
    let truth = ["甲项目 | 甲公司 | 1000 | 2026-01 | - | -", "乙项目 | 乙公司 | 500 | 2025-01 | - | - | x"];
    let reading = read(&section, "s.xlsx");
    assert_truth(&reading, &truth);
    assert!(told(&reading, "subtotal_mismatch").is_empty() && told(&reading, "count_mismatch").is_empty());
    let table = Workbook::new()
        .sheet(
            "表",
            &[],
            &[
                head,
                "1|甲项目|甲公司|1000|t:2026.1",
                "",
                "已解约项目清单",
                "序号|项目名称|投资方|总投资(万元)|签约时间|解约原因",
                "1|乙项目|乙公司|500|t:2025.1|资金",
            ],
        )
        .bytes();
    assert_truth(&read(&table, "t.xlsx"), &truth);
    let column = Workbook::new()
        .sheet("表", &[], &[&format!("{head}|项目状态"), "1|甲项目|甲公司|1000|t:2026.1|正常", "2|乙项目|乙公司|500|t:2025.1|终止"])
        .bytes();
    assert_truth(&read(&column, "k.xlsx"), &truth);
    let sheet = Workbook::new()
        .sheet("在建", &[], &[head, "1|甲项目|甲公司|1000|t:2026.1"])
        .sheet("清退项目", &[], &[head, "1|乙项目|乙公司|500|t:2025.1"])
        .bytes();
    assert_truth(&read(&sheet, "z.xlsx"), &truth);
}

#[test]
fn sums_of_every_kind_are_recomputed_and_differences_told() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &[],
            &[
                "序号|县区|项目名称|投资方|总投资(万元)|今年累计到位(万元)",
                "|合计|3个||3000|300",
                "1|尧都区|甲项目|甲公司|1000|100",
                "2|尧都区|乙项目|乙公司|1500|100",
                "|尧都区小计|||2600|200",
                "3|曲沃县|丙项目|丙公司|500|100",
                "|曲沃县小计|2个||500|100",
            ],
        )
        .bytes();
    let reading = read(&bytes, "s.xlsx");
    assert_eq!(told(&reading, "subtotal_mismatch"), ["表!E5"]);
    assert_eq!(told(&reading, "count_mismatch"), ["表!B7"]);
    assert_eq!(reading.sheets[0].subtotals_checked, 8);
}

#[test]
fn months_with_a_cumulative_beside_them_are_compared() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &["D1:G1"],
            &[
                "序号|项目名称|投资方|2026年到位资金(万元)||||自开工累计(万元)|总投资(万元)",
                "|||1月|2月|9月|累计||",
                "1|甲项目|甲公司|10|20|30|60|500|1000",
                "2|乙项目|乙公司|10||t:-|15|5|1000",
                "3|丙项目|丙公司|1|2|3|=SUM(D5:F5)|9|1000",
            ],
        )
        .bytes();
    let reading = read(&bytes, "m.xlsx");
    assert_truth(
        &reading,
        &["甲项目 | 甲公司 | 1000 | - | - | 60", "乙项目 | 乙公司 | 1000 | - | - | 15", "丙项目 | 丙公司 | 1000 | - | - | 6"],
    );
    assert_eq!(told(&reading, "months_mismatch"), ["表!G4"]);
    assert_eq!(told(&reading, "cumulative_below_part"), ["表!G4"]);
}

#[test]
fn repeated_headers_column_numbers_and_prepared_rows_are_no_projects() {
    let head = "序号|项目名称|投资方|总投资(万元)|签约时间";
    let bytes = Workbook::new()
        .sheet(
            "表",
            &[],
            &[
                "台账",
                head,
                "甲|乙|丙|1|2",
                "1|甲项目|甲公司|1000|t:2026.1",
                "台账(续)",
                head,
                "2|乙项目|乙公司|500|t:2026.2",
                "3||||",
                "4|||0|",
            ],
        )
        .bytes();
    let reading = read(&bytes, "r.xlsx");
    assert_truth(&reading, &["甲项目 | 甲公司 | 1000 | 2026-01 | - | -", "乙项目 | 乙公司 | 500 | 2026-02 | - | -"]);
}

#[test]
fn a_sum_without_result_and_one_with_a_stored_zero_are_computed() {
    let rows = [
        "序号|项目名称|投资方|总投资(万元)|1月到位资金|2月到位资金|今年累计到位资金",
        "1|甲项目|甲公司|1000|10|20|=SUM(E2:F2)",
        "2|乙项目|乙公司|1000|1|2|=E3+F3",
    ];
    let truth = ["甲项目 | 甲公司 | 1000 | - | - | 30", "乙项目 | 乙公司 | 1000 | - | - | 3"];
    let reading = read(&Workbook::new().sheet("表", &[], &rows).bytes(), "f.xlsx");
    assert_truth(&reading, &truth);
    assert!(told(&reading, "formula_stale").is_empty());
    let reading = read(&Workbook::new().sheet("表", &[], &rows).bytes_with_zero_results(), "f.xlsx");
    assert_truth(&reading, &truth);
    assert_eq!(told(&reading, "formula_stale"), ["表!G2", "表!G3"]);
}

#[test]
fn a_heading_right_below_the_header_is_no_part_of_it() {
    for heading in ["三、终止退出项目", "终止项目(1个)", "|二、退出项目"] {
        let rows = ["序号|项目名称|投资方|投资额|签约情况", "||名称|总投资(万元)|签约时间", heading, "1|甲项目|甲公司|1000|t:2026.1"];
        assert_truth(&read(&Workbook::new().sheet("表", &[], &rows).bytes(), "h.xlsx"), &["甲项目 | 甲公司 | 1000 | 2026-01 | - | - | x"]);
    }
}
