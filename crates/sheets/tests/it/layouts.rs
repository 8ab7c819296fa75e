//! Ledgers in the layouts that offices use, each with its truth.

use crate::support::{Workbook, assert_truth, read, told};

/// Two header rows, ticks, section rows, 亿 inside a column of 万元, blank merged investors.
#[test]
fn a_county_ledger_with_ticks_sections_and_mixed_units_is_read() {
    let bytes = Workbook::new()
        .sheet(
            "Sheet1",
            &["A1:T1", "A2:J2", "K2:T2", "A3:A4", "B3:B4", "C3:E3", "F3:F4", "G3:G4", "H3:I3", "J3:K3", "L3:O3", "P3:Q3", "R3:R4", "S3:S4", "T3:T4", "A5:T5", "A9:B9", "A10:T10", "A12:G12", "C6:C7", "D6:D7", "E6:E7", "R6:R7"],
            &[
                "秦岭县2026年招商引资签约项目台账",
                "填报单位(盖章):秦岭县招商服务中心||||||||||单位:万元、亩   截止日期:2026年9月30日",
                "序号|项目名称|投资方|||建设内容及规模|所属产业|投资额||签约情况||项目进展||||到位资金||责任单位及责任人|存在问题|备注",
                "||企业名称|来源地|联系人及电话|||总投资|其中:固定资产投资|签约时间|协议类型|注册|备案|开工时间|形象进度|本月|今年累计|||",
                "一、新材料产业(小计 2 个)",
                "1|年产5000吨新型碳纤维复合材料项目|东莞市××光学材料科技有限公司|广东省东莞市|张总13800000000|新建厂房12000㎡，购置设备80台/套|新材料|约３亿元|2.1亿|t:2026.3|正式合同|是|是|2026年4月中旬|主体已封顶，正在安装设备|0.12亿|1860|高新区管委会 李×|缺用工|",
                "2|(同上企业)二期||||二期厂房||5000|t:4,200.00|t:2026-5-8|意向|否|否|待定|前期|0|—|||暂未备案",
                "",
                "小计||||||||||||||||1860",
                "二、农产品加工(1个)",
                "1|秦岭高山茶加工项目（续建）|西安××农业有限公司|省内|王女士/029-8xxxxxxx||农产品加工|壹亿贰仟万元|1.0亿元|t:25.11.6|合同|✓|√|2025年底|已投产50%|800万|t:3,500万元|文旅局|无|2026续建",
                "合计(共3个)|||||||t:4.7亿||||||||2000|5360",
                "填报人:×××  审核人:×××  联系电话:0914-×××××××",
            ],
        )
        .bytes();
    let reading = read(&bytes, "a.xlsx");
    assert_truth(
        &reading,
        &[
            "年产5000吨新型碳纤维复合材料项目 | 东莞市××光学材料科技有限公司 | 30000 | 2026-03 | 2026-04中旬 | 1860",
            "(同上企业)二期 | 东莞市××光学材料科技有限公司 | 5000 | 2026-05-08 | - | 0",
            "秦岭高山茶加工项目（续建） | 西安××农业有限公司 | 12000 | 2025-11-06 | 2025-12 | 3500",
        ],
    );
    assert!(told(&reading, "subtotal_mismatch").is_empty() && told(&reading, "count_mismatch").is_empty(), "{:?}", reading.problems);
    assert_eq!(told(&reading, "started_before_signed").len(), 0);
}

/// Three header rows, 亿元 with 万美元 beside, counties in a column and in sections, 其中省外, 自开工累计, 到位率.
#[test]
fn a_city_report_of_three_header_rows_is_read() {
    let bytes = Workbook::new()
        .sheet(
            "到位资金",
            &[
                "A1:X1", "A2:H2", "A3:A5", "B3:B5", "C3:C5", "D3:D5", "E3:H3", "E4:E5", "F4:F5", "G4:G5", "H4:H5", "I3:K3", "I4:I5", "J4:J5", "K4:K5", "L3:S3", "L4:M4", "N4:Q4", "R4:S4", "T3:U3", "T4:T5", "U4:U5", "V3:V5",
                "W3:W5", "X3:X5", "B6:X6", "B10:X10",
            ],
            &[
                "商洛市招商引资项目资金到位情况统计表(1—9月)",
                "单位:亿元(外资:万美元)||||||||表号:招商统03表||||||制表机关:市招商服务中心",
                "序号|县区|项目名称|项目性质(新建/续建)|投资方信息||||合同信息|||到位资金||||||||外资(万美元)||佐证材料编号|县级审核意见|备注",
                "||||投资方|来源地|省内/省外/境外|统一社会信用代码|合同总投资|其中引资额|签约日期|本月||今年累计||||自开工累计||本月|累计|||",
                "|||||||||||计|其中省外|计|其中省外|固定资产类|非固定资产类|计|到位率%||||",
                "|商州区(2个)",
                "1|商州区|甲一项目|新建|深圳甲公司|广东深圳|省外||2.5|2|46113|0.1|0.1|0.8|0.5|0.6|0.2|0.8|t:32%|10|25.5|001|同意|",
                "2|商州区|甲二项目|续建|西安乙公司|陕西西安|省内||t:1.2亿元|0|d:2025-04-30|0.05|0|0.3|0|0.3|0|1|0.83||||同意|",
                "|小计|||||||3.7|||0.15|||||||||||",
                "|洛南县(1个)",
                "3|洛南县|乙一项目|新建|香港丙公司|香港|境外||12000|10000|t:2026/8/1|0|0|0|0|0|0|0|0|500|500|||",
                "|小计|||||||1.2||||||||||||||",
                "全市合计|||||||||||0.15||1.1||||1.8|||||",
                "注:1.到位资金指项目实际到位的资金;2.省际项目按合同约定;3.本表为累计数。",
            ],
        )
        .bytes();
    let reading = read(&bytes, "b.xlsx");
    assert_truth(
        &reading,
        &[
            "甲一项目 | 深圳甲公司 | 25000 | 2026-04-01 | - | 8000",
            "甲二项目 | 西安乙公司 | 12000 | 2025-04-30 | - | 3000",
            "乙一项目 | 香港丙公司 | - | 2026-08-01 | - | 0",
        ],
    );
    // 12000 in a column of 亿元 is a slip of the unit.
    assert_eq!(told(&reading, "magnitude"), ["到位资金!I11"]);
    let first = &reading.projects[0];
    let fen = |field: &Option<sheets::ledger::Field<sheets::ledger::Amount>>| field.as_ref().unwrap().value.unwrap().money.minor.0;
    assert_eq!(fen(&first.funds.month), 1_000_000_000);
    assert_eq!(fen(&first.funds.out_of_province_year_to_date), 5_000_000_000);
    assert_eq!(fen(&first.funds.since_start), 8_000_000_000);
    assert_eq!(fen(&first.funds.foreign_capital_month), 10_000_000);
    assert_eq!(fen(&first.funds.foreign_capital_year_to_date), 25_500_000);
    assert_eq!(first.county.as_ref().unwrap().value.as_deref(), Some("商州区"));
    assert_eq!(first.origin_scope.as_ref().unwrap().value.as_deref(), Some("out_province"));
}

#[test]
fn the_year_and_the_stretch_of_months_come_from_the_title() {
    let bytes = Workbook::new()
        .sheet(
            "Sheet1",
            &["A1:G1"],
            &[
                "曲沃县二〇二六年1—9月重点招商项目一览表(单位:亿元)",
                "序号|项目|投资商|投资总额|签约时间|动工时间|1—9月到位资金",
                "1|城东冷链物流园|北京冷链公司|1.5|3月|t:5.20|0.35",
                "2|光伏组件厂|上海光伏公司|t:3.2亿|3月15日|5月中旬|t:6000万",
                "3|老旧项目|上海旧公司|0.5|12月|—|0",
            ],
        )
        .bytes();
    let reading = read(&bytes, "c.xlsx");
    assert_truth(
        &reading,
        &[
            "城东冷链物流园 | 北京冷链公司 | 15000 | 2026-03 | 2026-05-20 | 3500",
            "光伏组件厂 | 上海光伏公司 | 32000 | 2026-03-15 | 2026-05中旬 | 6000",
            "老旧项目 | 上海旧公司 | 5000 | 2025-12 | - | 0",
        ],
    );
}

#[test]
fn a_unit_below_the_title_or_in_the_first_column_is_found() {
    for unit in ["||||单位：亿元", "单位：亿元", "(亿元)|||", "金额单位:亿元||填报日期:2026年10月8日"] {
        let bytes = Workbook::new()
            .sheet(
                "台账",
                &[],
                &["霍州市招商项目台账", unit, "序号|项目名称|投资方|总投资|签约时间|今年累计到位", "1|甲项目|甲公司|1.5|t:2026.3.1|0.2"],
            )
            .bytes();
        assert_truth(&read(&bytes, "u.xlsx"), &["甲项目 | 甲公司 | 15000 | 2026-03-01 | - | 2000"]);
    }
}

#[test]
fn a_missing_unit_is_wan_with_a_warning() {
    let bytes = Workbook::new()
        .sheet(
            "台账",
            &[],
            &["序号|项目名称|投资方|总投资|签约时间", "1|甲项目|甲公司|15000|t:2026.3.1", "2|乙项目|乙公司|3000|t:2026.3.1"],
        )
        .bytes();
    let reading = read(&bytes, "u.xlsx");
    assert_truth(&reading, &["甲项目 | 甲公司 | 15000 | 2026-03-01 | - | -", "乙项目 | 乙公司 | 3000 | 2026-03-01 | - | -"]);
    assert_eq!(told(&reading, "no_unit").len(), 1);
}

#[test]
fn a_ledger_in_yuan_is_read() {
    let rows = [
        "序号|项目名称|投资方|总投资(元)|签约时间|2026年1-9月到位资金(元)",
        "1|甲项目|甲公司|30000000|d:2026-03-01|t:1,500,000.00",
        "2|乙项目|乙公司|120000000.5|m:2026-04-01|0",
    ];
    let bytes = Workbook::new().sheet("台账", &[], &rows).bytes();
    let expected = ["甲项目 | 甲公司 | 3000 | 2026-03-01 | - | 150", "乙项目 | 乙公司 | 12000.00005 | 2026-04 | - | 0"];
    assert_truth(&read(&bytes, "y.xlsx"), &expected);
    // Without any word on the unit the size of the amounts says so, with a warning.
    let rows: Vec<String> = rows.iter().map(|row| row.replace("(元)", "")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let reading = read(&Workbook::new().sheet("台账", &[], &rows).bytes(), "y.xlsx");
    assert_truth(&reading, &expected);
    assert_eq!(told(&reading, "no_unit").len(), 1);
}

#[test]
fn a_sheet_for_each_county_is_read_and_their_summary_is_not_counted_twice() {
    let head = "序号|项目名称|投资方|总投资(万元)|开工时间|今年累计到位资金(万元)";
    let bytes = Workbook::new()
        .sheet("汇总", &[], &["各县招商情况汇总表", "县区|项目个数|总投资(万元)|到位资金(万元)", "尧都区|2|3000|300", "襄汾县|1|500|0"])
        .sheet("项目汇总", &[], &[head, "1|甲项目|甲公司|1000|t:2026.5|100", "2|乙项目|乙公司|2000|是|200", "3|丙项目|丙公司|500||0"])
        .sheet(
            "尧都区",
            &[],
            &["尧都区招商项目台账", head, "1|甲项目|甲公司|1000|t:2026.5|100", "2|乙项目|乙公司|2000|是|200", "合计|||3000||300"],
        )
        .sheet("襄汾县", &[], &["襄汾县招商项目台账", head, "1|丙项目|丙公司|500|否|0", "合计|||500||0"])
        .bytes();
    let reading = read(&bytes, "counties.xlsx");
    assert_truth(
        &reading,
        &[
            "甲项目 | 甲公司 | 1000 | - | 2026-05 | 100",
            "乙项目 | 乙公司 | 2000 | - | 2026-09前 | 200",
            "丙项目 | 丙公司 | 500 | - | - | 0",
        ],
    );
    assert_eq!(reading.projects[2].county.as_ref().unwrap().value.as_deref(), Some("襄汾县"));
    assert_eq!(told(&reading, "sheet_not_read"), ["汇总", "项目汇总"]);
}

#[test]
fn of_sheets_for_each_month_the_one_of_the_period_counts() {
    let head = "序号|项目名称|投资方|总投资(万元)|签约时间|本月到位|今年累计到位";
    let bytes = Workbook::new()
        .sheet("7月", &[], &[head, "1|甲项目|甲公司|1000|t:2026.5|10|50"])
        .sheet("8月", &[], &[head, "1|甲项目|甲公司|1000|t:2026.5|10|60", "2|乙项目|乙公司|800|t:2026.8|0|0"])
        .sheet(
            "9月",
            &[],
            &[head, "1|甲项目|甲公司|1000|t:2026.5|20|80", "2|乙项目|乙公司|800|t:2026.8|5|5", "3|丙项目|丙公司|600|t:2026.9|0|"],
        )
        .sheet("10月", &[], &[head, "1|甲项目|甲公司|1000|t:2026.5||", "2|乙项目|乙公司|800|t:2026.8||"])
        .bytes();
    let reading = read(&bytes, "months.xlsx");
    assert_truth(
        &reading,
        &[
            "甲项目 | 甲公司 | 1000 | 2026-05 | - | 80",
            "乙项目 | 乙公司 | 800 | 2026-08 | - | 5",
            "丙项目 | 丙公司 | 600 | 2026-09 | - | 0",
        ],
    );
}

#[test]
fn a_header_in_row_eight_below_notes_is_found() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &["A1:H1", "A2:H2", "A3:H3"],
            &[
                "附件2",
                "乡宁县招商引资项目进展情况表",
                "填表说明:1.项目名称填写全称;2.投资方填写工商登记名称;3.总投资以万元为单位。",
                "一、统计范围为签约项目",
                "二、到位资金为2026年累计",
                "",
                "填报单位:乡宁县商务局|||||填报日期:2026.10.8",
                "序号|项目名称|投资主体|投资规模|合同签订日期|实际开工日期|年累计到资|工程形象进度",
                "(1)|甲项目|甲公司|t:8,600|t:2026/1/5|t:2026/3/1|t:1 200|主体施工",
                "(2)|乙项目|乙公司|3000|t:20260715||　|前期",
            ],
        )
        .bytes();
    assert_truth(
        &read(&bytes, "h.xlsx"),
        &["甲项目 | 甲公司 | 8600 | 2026-01-05 | 2026-03-01 | 1200", "乙项目 | 乙公司 | 3000 | 2026-07-15 | - | 0"],
    );
}

#[test]
fn columns_in_any_order_without_merges_and_without_serials_are_read() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &[],
            &[
                "2026年项目台账  单位:万元",
                "备注|到位资金||开工时间|总投资|投资方||项目名称",
                "|今年累计|其中省外|||名称|来源地|",
                "|120|20|t:2026.4|900|甲公司|浙江|甲项目",
                "续建|0|0|计划2026年12月开工|1500|乙公司|山西太原|乙项目",
            ],
        )
        .bytes();
    let reading = read(&bytes, "o.xlsx");
    assert_truth(&reading, &["甲项目 | 甲公司 | 900 | - | 2026-04 | 120", "乙项目 | 乙公司 | 1500 | - | - | 0"]);
    assert_eq!(told(&reading, "planned_date").len(), 1);
    assert_eq!(reading.projects[0].funds.out_of_province_year_to_date.as_ref().unwrap().value.unwrap().money.minor.0, 20_000_000);
}

#[test]
fn a_ledger_without_investors_and_one_with_investor_and_company_are_read() {
    let bytes =
        Workbook::new().sheet("表", &[], &["序号|项目名称|建设单位|总投资(亿元)|签约日期", "1|甲项目|甲本地公司|0.9|t:2026.4"]).bytes();
    let reading = read(&bytes, "n.xlsx");
    assert_truth(&reading, &["甲项目 | - | 9000 | 2026-04 | - | -"]);
    assert_eq!(reading.projects[0].project_company.as_ref().unwrap().value.as_deref(), Some("甲本地公司"));
    let bytes = Workbook::new()
        .sheet("表", &[], &["序号|项目名称|投资方|企业名称|总投资(亿元)|签约日期", "1|甲项目|上海集团|甲本地公司|0.9|t:2026.4"])
        .bytes();
    let reading = read(&bytes, "n.xlsx");
    assert_truth(&reading, &["甲项目 | 上海集团 | 9000 | 2026-04 | - | -"]);
    assert_eq!(reading.projects[0].project_company.as_ref().unwrap().value.as_deref(), Some("甲本地公司"));
}

#[test]
fn number_formats_say_unit_and_precision() {
    let bytes = Workbook::new()
        .sheet(
            "表",
            &[],
            &["序号|项目名称|投资方|总投资(亿元)|签约时间", "1|甲项目|甲公司|w:3000|m:2026-03-01", "2|乙项目|乙公司|1.2|45412"],
        )
        .bytes();
    assert_truth(&read(&bytes, "f.xlsx"), &["甲项目 | 甲公司 | 3000 | 2026-03 | - | -", "乙项目 | 乙公司 | 12000 | 2024-04-30 | - | -"]);
}
