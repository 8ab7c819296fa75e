//! Headers that only their words, levels and neighbours explain.

use crate::support::{Workbook, assert_truth, read, told};

fn fen(field: Option<&sheets::ledger::Field<sheets::ledger::Amount>>) -> Option<i64> {
    field.and_then(|field| field.value).map(|amount| amount.money.minor.0 / 1_000_000)
}

#[test]
fn an_investment_in_dollars_waits_for_a_rate() {
    let bytes = Workbook::new()
        .sheet(
            "外资",
            &["G1:H1"],
            &[
                "序号|项目名称|投资方|国别(地区)|总投资(万美元)|合同外资(万美元)|实际到位外资(万美元)||签约时间",
                "||||||本月|1-9月累计|",
                "1|甲项目|港甲公司|香港|1000|500|10|100|t:2026.3",
            ],
        )
        .bytes();
    let reading = read(&bytes, "外.xlsx");
    assert_truth(&reading, &["甲项目 | 港甲公司 | - | 2026-03 | - | -"]);
    assert_eq!(told(&reading, "foreign_amount_without_rate"), ["外资!E3"]);
    assert_eq!(fen(reading.projects[0].funds.foreign_capital_year_to_date.as_ref()), Some(100));
    assert_eq!(reading.projects[0].origin.as_ref().unwrap().value.as_deref(), Some("香港"));
}

#[test]
fn of_which_columns_belong_to_the_money_before_them() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &[],
            &[
                "序号|项目名称|投资方|总投资(万元)|本月到位资金|其中省外资金|本年到位资金|其中省外资金|开工以来累计到位",
                "1|甲项目|甲公司|1000|10|4|100|60|300",
            ],
        )
        .bytes();
    let reading = read(&bytes, "其中.xlsx");
    assert_truth(&reading, &["甲项目 | 甲公司 | 1000 | - | - | 100"]);
    let funds = &reading.projects[0].funds;
    assert_eq!((fen(funds.month.as_ref()), fen(funds.out_of_province_month.as_ref())), (Some(10), Some(4)));
    assert_eq!((fen(funds.out_of_province_year_to_date.as_ref()), fen(funds.since_start.as_ref())), (Some(60), Some(300)));
}

#[test]
fn long_headers_with_brackets_are_read_by_their_words() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &[],
            &[
                "序号|项目名称(与备案名称一致)|投资方名称(营业执照全称)|总投资额(亿元,含流动资金)|签约时间(格式:2026-01-01)|是否开工(是/否)|开工时间(未开工不填)|截至9月末累计到位资金(万元)|其中:2026年到位资金(万元)|项目所在县(市、区)",
                "1|甲项目|甲公司|1|t:2026-01-02|是|t:2026-03-04|500|300|霍州市",
                "2|乙项目|乙公司|2|t:2026-01-03|是||50|50|霍州市",
                "3|丙项目|丙公司|3|t:2026-01-04|否||0|0|汾西县",
            ],
        )
        .bytes();
    let reading = read(&bytes, "长.xlsx");
    assert_truth(
        &reading,
        &[
            "甲项目 | 甲公司 | 10000 | 2026-01-02 | 2026-03-04 | 300",
            "乙项目 | 乙公司 | 20000 | 2026-01-03 | 2026-09前 | 50",
            "丙项目 | 丙公司 | 30000 | 2026-01-04 | - | 0",
        ],
    );
    assert_eq!(reading.projects[2].county.as_ref().unwrap().value.as_deref(), Some("汾西县"));
}

#[test]
fn short_headers_and_groups_of_an_industry_are_read() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &["A4:A5"],
            &[
                "某县2026年招商项目(单位:亿元)",
                "产业|序号|项目名称|企业|投资额|签约|开工|到资",
                "合计||||6|||0.6",
                "装备制造|1|甲项目|甲公司|1|1月|2月|0.1",
                "|2|乙项目|乙公司|2|3月||0.2",
                "小计||||3|||0.3",
                "新材料|3|丙项目|丙公司|3|4月|是|0.3",
                "小计||||3|||0.3",
            ],
        )
        .bytes();
    let reading = read(&bytes, "组.xlsx");
    assert_truth(
        &reading,
        &[
            "甲项目 | 甲公司 | 10000 | 2026-01 | 2026-02 | 1000",
            "乙项目 | 乙公司 | 20000 | 2026-03 | - | 2000",
            "丙项目 | 丙公司 | 30000 | 2026-04 | 2026-09前 | 3000",
        ],
    );
    assert_eq!(reading.projects[1].industry.as_ref().unwrap().value.as_deref(), Some("装备制造"));
    assert_eq!((reading.sheets[0].subtotals_checked, told(&reading, "subtotal_mismatch").len()), (6, 0));
}

#[test]
fn planned_money_earlier_years_and_quarters_are_no_money_of_this_year() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &["E1:K1"],
            &[
                "序号|项目名称|投资方|总投资(万元)|到位资金(万元)|||||||签约时间",
                "||||2025年底累计|2026年目标|一季度|二季度|1-6月|1-9月|其中9月|",
                "1|甲项目|甲公司|9000|500|900|100|200|300|600|60|t:2026.1",
            ],
        )
        .bytes();
    let reading = read(&bytes, "计划.xlsx");
    assert_truth(&reading, &["甲项目 | 甲公司 | 9000 | 2026-01 | - | 600"]);
    assert_eq!(fen(reading.projects[0].funds.month.as_ref()), Some(60));
}

#[test]
fn what_columns_mean_is_remembered_and_can_be_set_by_hand() {
    use sheets::ledger::{ColumnMemory, Remembered};
    use sheets::{Book, LedgerOptions, Limits, read_ledger};
    let bytes = Workbook::new().sheet("表", &[], &["序号|项目名称|金主|盘子|签约时间", "1|甲项目|甲公司|2|t:2026.1"]).bytes();
    let book = Book::open(&bytes, "记.xlsx", &Limits::default()).unwrap();
    let mut memory = ColumnMemory::of(&read_ledger(&book, &LedgerOptions::for_period("2026-09".parse().unwrap())).unwrap());
    memory.set("金主", Some(Remembered { field: sheets::field::FieldId::Investor, unit: None }));
    memory.set("盘 子", Some(Remembered { field: sheets::field::FieldId::TotalInvestment, unit: Some("亿元".to_owned()) }));
    memory.set("签约时间", None);
    let memory: ColumnMemory = serde_json::from_str(&serde_json::to_string(&memory).unwrap()).unwrap();
    let options = LedgerOptions { remembered: Some(&memory), ..LedgerOptions::for_period("2026-09".parse().unwrap()) };
    assert_truth(&read_ledger(&book, &options).unwrap(), &["甲项目 | 甲公司 | 20000 | - | - | -"]);
}

#[test]
fn another_table_below_the_ledger_is_told_and_not_taken_for_projects() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &[],
            &[
                "序号|项目名称|投资方|总投资(万元)|备注",
                "1|甲项目|甲公司|1000|已终止",
                "合计|||1000|",
                "",
                "分产业统计",
                "产业|个数|总投资",
                "工业|1|1000",
                "农业|0|0",
            ],
        )
        .bytes();
    let reading = read(&bytes, "下.xlsx");
    assert_truth(&reading, &["甲项目 | 甲公司 | 1000 | - | - | -"]);
    assert_eq!(told(&reading, "other_table"), ["表!A6"]);
    assert_eq!(told(&reading, "maybe_terminated"), ["表!E2"]);
}
