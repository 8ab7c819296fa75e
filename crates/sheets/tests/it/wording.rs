//! Words of headers, cells and sheets that offices use for the same thing.

use crate::support::{Workbook, assert_truth, read, told};

/// Reads one project whose columns after the name are given by their headers.
#[track_caller]
fn one(headers: &str, cells: &str, truth: &str) -> sheets::LedgerReading {
    let head = format!("序号|项目名称|投资方|总投资(万元)|{headers}");
    let row = format!("1|甲厂|甲公司|1000|{cells}");
    let reading = read(&Workbook::new().sheet("台账", &[], &["单位:万元", &head, &row]).bytes(), "词.xlsx");
    assert_truth(&reading, &[&format!("甲厂 | 甲公司 | 1000 | {truth}")]);
    reading
}

#[test]
fn of_many_columns_of_money_that_of_this_year_up_to_the_period_is_taken() {
    for (headers, cells) in [
        ("上月累计到位|本月新增到位|累计到位", "10|5|15"),
        ("截至8月底累计到位资金|9月到位资金|截至9月底累计到位资金", "10|5|15"),
        ("1-8月到位资金|9月到位资金|1-9月到位资金", "10|5|15"),
        ("一季度到位资金|二季度到位资金|三季度到位资金|前三季度到位资金", "5|5|5|15"),
        ("本季度到位资金|今年累计到位资金", "6|15"),
        ("实际到位内资|实际到位外资(万美元)", "15|3"),
        ("本年实际使用内资", "15"),
        ("去年同期到位资金|今年1-9月到位资金|同比增长(%)", "10|15|50"),
        ("2026年目标任务|2026年1-9月实际到位资金|完成年度任务%", "100|15|t:15%"),
        ("累计到位资金|其中:今年到位资金", "100|15"),
        ("到位资金:本月数|到位资金:本年累计数|到位资金:开工累计数", "5|15|100"),
    ] {
        one(headers, cells, "- | - | 15");
    }
}

#[test]
fn money_split_by_its_source_is_no_second_sum() {
    for (parent, children, cells) in [
        ("今年累计到位资金||||", "合计|自有资金|银行贷款|上级资金|其他", "15|5|5|3|2"),
        ("1-9月到位资金||", "省外资金|省内市外资金|小计", "10|5|15"),
        ("到位资金|||", "上月累计|本月|本年累计|历年累计", "10|5|15|100"),
        ("2026年到位资金|||", "一季度|二季度|三季度|累计", "5|5|5|15"),
    ] {
        let rows =
            [&format!("序号|项目名称|投资方|总投资(万元)|{parent}"), &format!("||||{children}"), &format!("1|甲厂|甲公司|1000|{cells}")];
        let reading = read(&Workbook::new().sheet("台账", &[], &rows.map(String::as_str)).bytes(), "分.xlsx");
        assert_truth(&reading, &["甲厂 | 甲公司 | 1000 | - | - | 15"]);
        assert!(told(&reading, "duplicate_column").is_empty(), "{:?}", reading.problems);
    }
}

#[test]
fn what_a_column_of_the_start_says_is_told_apart() {
    for (header, cell, truth) in [
        ("是否开工", "在建", "2026-09前"),
        ("开工情况", "已投产", "2026-09前"),
        ("开工情况", "已于2026年3月开工", "2026-03"),
        ("开工情况", "预计10月开工", "-"),
        ("开工时间", "年底", "-"),
        ("开工时间", "2025年底", "2025-12"),
        ("是否开工|开工时间", "是|t:2026.5", "2026-05"),
        ("是否开工|开工时间", "否|", "-"),
        ("计划开工时间|实际开工时间", "t:2026.3|t:2026.4", "2026-04"),
    ] {
        let reading = one(&format!("签约时间|{header}"), &format!("t:2025.1|{cell}"), &format!("2025-01 | {truth} | -"));
        assert!(told(&reading, "duplicate_column").is_empty());
    }
}

#[test]
fn the_contract_is_the_signing_and_not_the_framework_before_it() {
    let reading = one("框架协议签订时间|正式合同签订时间", "t:2025.11|t:2026.1", "2026-01 | - | -");
    assert_eq!(told(&reading, "duplicate_column"), ["台账!E2"]);
    for header in ["签约", "合同签订", "签约情况(时间)", "协议签署日期"] {
        one(header, "t:2026.1", "2026-01 | - | -");
    }
}

#[test]
fn a_state_or_a_date_of_the_end_ends_a_project() {
    for (header, cell) in [("形象进度", "已终止"), ("是否终止", "是"), ("终止时间", "t:2026.6"), ("项目状态", "已解约")]
    {
        one(header, cell, "- | - | - | x");
    }
    let reading = one("形象进度|是否终止", "因土地指标未落实,合同是否终止待定|否", "- | - | -");
    assert!(told(&reading, "not_a_date").is_empty());
}

#[test]
fn same_as_above_means_the_cell_above_in_texts_alone() {
    let rows = [
        "序号|县区|项目名称|投资方|总投资(万元)|签约时间",
        "1|尧都区|甲厂|甲公司|1000|t:2026.1",
        "2|同上|乙厂|同上|同上|t:2026.2",
        "3|〃|丙厂|〃|300|t:2026.3",
    ];
    let reading = read(&Workbook::new().sheet("台账", &[], &rows).bytes(), "同.xlsx");
    assert_truth(
        &reading,
        &["甲厂 | 甲公司 | 1000 | 2026-01 | - | -", "乙厂 | 甲公司 | - | 2026-02 | - | -", "丙厂 | 甲公司 | 300 | 2026-03 | - | -"],
    );
    assert_eq!(told(&reading, "not_an_amount"), ["台账!E3"]);
    let second = &reading.projects[1];
    assert_eq!(second.county.as_ref().unwrap().value.as_deref(), Some("尧都区"));
    assert_eq!(second.investor.as_ref().unwrap().at.to_string(), "台账!D2");
}

#[test]
fn the_column_of_names_and_that_of_totals_go_by_many_words() {
    for name in ["项目(企业)名称", "招商项目", "重点项目名称", "入园项目名称", "项目全称", "名称"] {
        for (total, amount) in
            [("协议投资(亿元)", "1.2"), ("概算投资【亿元】", "1.2"), ("拟投资(万元)", "12000"), ("合同金额(亿元)", "1.2")]
        {
            let head = format!("序号|{name}|投资者|{total}|签约时间");
            let row = format!("1|甲厂|甲公司|{amount}|t:2026.1");
            let reading = read(&Workbook::new().sheet("台账", &[], &[&head, &row]).bytes(), "名.xlsx");
            assert_truth(&reading, &["甲厂 | 甲公司 | 12000 | 2026-01 | - | -"]);
        }
    }
}

#[test]
fn headings_in_the_column_of_names_and_letters_of_columns_are_no_projects() {
    let rows = [
        "序号|项目名称|投资方|总投资(万元)|签约时间",
        "A|B|C|D|E",
        "|新签约项目|||",
        "1|甲厂|甲公司|100|t:2026.1",
        "|亿元以上续建项目(1个)|||",
        "2|乙厂|乙公司|200|t:2025.1",
        "|小计||200|",
        "|退库项目|||",
        "3|丙厂|丙公司|300|t:2025.1",
    ];
    let reading = read(&Workbook::new().sheet("台账", &[], &rows).bytes(), "头.xlsx");
    assert_truth(
        &reading,
        &["甲厂 | 甲公司 | 100 | 2026-01 | - | -", "乙厂 | 乙公司 | 200 | 2025-01 | - | -", "丙厂 | 丙公司 | 300 | 2025-01 | - | - | x"],
    );
    assert!(told(&reading, "count_mismatch").is_empty() && told(&reading, "subtotal_mismatch").is_empty());
}

#[test]
fn a_sum_that_ends_each_of_several_parts_is_of_its_part() {
    let head = "序号|项目名称|投资方|总投资(万元)|签约时间";
    let rows = [
        "某县2026年招商项目台账",
        head,
        "1|甲厂|甲公司|100|t:2026.1",
        "合计|||100|",
        "表二  续建项目",
        head,
        "1|乙厂|乙公司|200|t:2025.1",
        "合计|||250|",
    ];
    let reading = read(&Workbook::new().sheet("台账", &[], &rows).bytes(), "段.xlsx");
    assert_truth(&reading, &["甲厂 | 甲公司 | 100 | 2026-01 | - | -", "乙厂 | 乙公司 | 200 | 2025-01 | - | -"]);
    assert_eq!(told(&reading, "subtotal_mismatch"), ["台账!D8"]);
}

#[test]
fn sheets_of_quarters_and_of_months_in_titles_give_the_last_one() {
    let head = "序号|项目名称|投资方|总投资(万元)|今年累计到位(万元)";
    let row = |funds: u32| format!("1|甲厂|甲公司|100|{funds}");
    for (names, titles) in [
        (["二季度", "三季度"], ["", ""]),
        (["8", "9"], ["", ""]),
        (["Sheet1", "Sheet2"], ["某县2026年8月招商引资项目台账", "某县2026年9月招商引资项目台账"]),
        (["前", "后"], ["某县2026年1-8月招商引资项目台账", "某县2026年1-9月招商引资项目台账"]),
    ] {
        let bytes =
            Workbook::new().sheet(names[0], &[], &[titles[0], head, &row(3)]).sheet(names[1], &[], &[titles[1], head, &row(5)]).bytes();
        assert_truth(&read(&bytes, "期.xlsx"), &["甲厂 | 甲公司 | 100 | - | - | 5"]);
    }
}

#[test]
fn a_sheet_of_the_whole_city_beside_its_counties_is_not_counted_twice() {
    let head = "序号|项目名称|投资方|总投资(万元)|签约时间";
    let bytes = Workbook::new()
        .sheet("全市", &[], &[head, "1|甲厂|甲公司|100|t:2026.1", "2|乙厂|乙公司|200|t:2026.2"])
        .sheet("尧都区", &[], &[head, "1|甲厂|甲公司|100|t:2026.1"])
        .sheet("曲沃县", &[], &[head, "1|乙厂|乙公司|200|t:2026.2"])
        .bytes();
    let reading = read(&bytes, "市.xlsx");
    assert_truth(&reading, &["甲厂 | 甲公司 | 100 | 2026-01 | - | -", "乙厂 | 乙公司 | 200 | 2026-02 | - | -"]);
    assert_eq!(reading.projects[0].county.as_ref().unwrap().value.as_deref(), Some("尧都区"));
}

#[test]
fn months_as_numbers_and_with_a_cumulative_each_are_read() {
    for (parents, children, cells) in [
        ("2026年各月到位资金||||", "1|2|3|8|9", "1|2|3|4|5"),
        ("2026年到位资金||||", "202601|202602|202608|202609|合计", "4|5|2|4|15"),
        ("7月||8月||9月|", "当月到位|累计到位|当月到位|累计到位|当月到位|累计到位", "1|9|2|11|4|15"),
    ] {
        let rows = [
            "单位:万元".to_owned(),
            format!("序号|项目名称|投资方|总投资|{parents}"),
            format!("||||{children}"),
            format!("1|甲厂|甲公司|1000|{cells}"),
        ];
        let over: &[&str] = if parents.starts_with('7') { &["E2:F2", "G2:H2", "I2:J2"] } else { &["E2:I2"] };
        let merges = &[&["A2:A3", "B2:B3", "C2:C3", "D2:D3"], over].concat();
        let bytes = Workbook::new().sheet("台账", merges, &rows.each_ref().map(String::as_str)).bytes();
        let reading = read(&bytes, "月.xlsx");
        assert_truth(&reading, &["甲厂 | 甲公司 | 1000 | - | - | 15"]);
        assert!(told(&reading, "duplicate_column").is_empty(), "{:?}", reading.problems);
    }
}

#[test]
fn samples_of_a_form_are_no_projects_and_a_merged_header_is_one_column() {
    let head = "序号|项目名称||投资方|总投资(万元)|签约时间";
    let bytes = Workbook::new()
        .sheet("填报示例", &[], &[head, "1|××项目||××公司|10000|2026年1月1日"])
        .sheet("台账", &["B1:C1", "B3:C3"], &[head, "例|某某项目||某某公司|10000|2026年1月1日", "1|甲厂||甲公司|100|t:2026.1"])
        .bytes();
    let reading = read(&bytes, "例.xlsx");
    assert_truth(&reading, &["甲厂 | 甲公司 | 100 | 2026-01 | - | -"]);
    assert!(told(&reading, "duplicate_column").is_empty());
}
