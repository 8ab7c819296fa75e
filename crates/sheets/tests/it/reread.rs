//! A corrected text is read as if it had stood in the ledger.

use proptest::prelude::*;
use sheets::ledger::{Correction, FieldKey, LedgerReading, ReadRow};
use sheets::{Book, LedgerOptions, Limits, read_ledger_with};

const HEAD: &str = "序号,项目名称,投资方,统一社会信用代码,总投资(万元),签约时间,开工时间,1月到位资金(万元),9月到位资金(万元),今年累计到位资金(万元),形象进度,备注";
/// Column of the first field of [`FIELDS`].
const FIRST: usize = 1;
const FIELDS: [&str; 11] = [
    "project_name",
    "investor",
    "credit_code",
    "total_investment",
    "signed_on",
    "started_on",
    "funds_of_month:2026-01",
    "funds_of_month:2026-09",
    "funds_year_to_date",
    "progress_text",
    "remark",
];

fn cells(number: usize) -> Vec<String> {
    let investor = format!("苏州第{number}材料有限公司");
    ["", "", &investor, "", "8000", "2026.3.10", "2026年5月", "100", "60", "160", "主体施工", ""]
        .into_iter()
        .enumerate()
        .map(|(column, text)| match column {
            0 => (number + 1).to_string(),
            1 => format!("新材料生产基地{number}期项目"),
            _ => text.to_owned(),
        })
        .collect()
}

fn read(rows: &[Vec<String>]) -> (LedgerReading, Vec<ReadRow>) {
    let lines: Vec<String> = std::iter::once(HEAD.to_owned()).chain(rows.iter().map(|cells| cells.join(","))).collect();
    let book = Book::open(lines.join("\n").as_bytes(), "台账.csv", &Limits::default()).unwrap();
    let mut read = Vec::new();
    let reading = read_ledger_with(&book, &LedgerOptions::for_period("2026-09".parse().unwrap()), &mut |row| read.push(row)).unwrap();
    (reading, read)
}

/// Texts as people type them, right and wrong, for any column.
fn texts() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "1.2亿元",
        "约300万元",
        "-50",
        "80000000",
        "详见合同",
        "2026.13.45",
        "2026年4月1日",
        "2025.12",
        "2026.11.3",
        "是",
        "未开工",
        "已终止",
        "91140100M0000000XX",
        "8000",
        "60",
        "160",
        "苏州某公司",
    ])
}

proptest! {
    #[test]
    fn a_corrected_row_is_the_row_of_the_corrected_ledger(
        row in 0_usize..9, changes in prop::collection::btree_map(0_usize..FIELDS.len(), texts(), 1..4)
    ) {
        let mut rows: Vec<Vec<String>> = (0..9).map(cells).collect();
        let (reading, before) = read(&rows);
        let mut corrections = Vec::new();
        for (field, text) in changes {
            rows[row][FIRST + field] = text.to_owned();
            let key: FieldKey = FIELDS[field].parse().unwrap();
            corrections.push(Correction { key, text: text.to_owned() });
        }
        let (_, after) = read(&rows);
        let corrected = before[row].corrected(&reading, &corrections);
        let told = |row: &ReadRow| {
            let mut told: Vec<_> = row.problems.iter().map(|problem| (problem.cell, problem.rule.clone(), problem.message.clone())).collect();
            told.sort();
            told
        };
        prop_assert_eq!(told(&corrected), told(&after[row]));
        prop_assert_eq!(corrected.row, after[row].row.clone());
        prop_assert_eq!(corrected.amounts, after[row].amounts.clone());
    }
}

#[test]
fn a_row_without_a_name_becomes_a_project_when_its_name_is_filled_in() {
    let mut rows: Vec<Vec<String>> = (0..3).map(cells).collect();
    rows[1][1] = String::new();
    let (reading, read) = read(&rows);
    assert!(!read[1].is_project() && read[1].problems.iter().any(|problem| &*problem.rule == "missing_name"));
    let name = Correction { key: "project_name".parse().unwrap(), text: "补填的项目".to_owned() };
    let filled = read[1].corrected(&reading, &[name]);
    assert!(filled.is_project() && filled.problems.iter().all(|problem| &*problem.rule != "missing_name"));
    assert_eq!(filled.row.total_investment.unwrap().value.unwrap().money.minor.0, 8_000_000_000);
}
