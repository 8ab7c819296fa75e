//! The three workbooks of offices give every figure of their truth.

use serde_json::Value;
use sheets::LedgerReading;
use sheets::ledger::Milestone;
use sheets::report::to_json;

use crate::support::{data, project, read};

const FEN_PER_WAN: i64 = 1_000_000;

fn compare(stem: &str) -> (LedgerReading, Value, Value) {
    let reading = read(&data(&format!("{stem}.xlsx")), &format!("{stem}.xlsx"));
    let truth: Value = serde_json::from_slice(&data(&format!("{stem}.truth.json"))).unwrap();
    let report = to_json(&reading);
    let wan = |value: &Value| value.as_i64().map(|wan| wan * FEN_PER_WAN);
    assert_eq!(report["rows"], truth["rows"]);
    assert_eq!(report["total_investment_fen"].as_i64(), wan(&truth["total_investment_wan"]));
    assert_eq!(report["funds_year_to_date_fen"].as_i64(), wan(&truth["funds_year_to_date_wan"]));
    let live: Vec<&Value> = report["projects"].as_array().unwrap().iter().filter(|p| p["status"] == "live").collect();
    let this_year = |field: &str| live.iter().filter(|p| p[field].as_str().is_some_and(|date| date.starts_with("2026"))).count();
    assert_eq!(truth["signed_this_year"].as_u64(), Some(this_year("signed_on") as u64));
    assert_eq!(truth["started_this_year"].as_u64(), Some(this_year("started_on") as u64));
    for expected in truth["projects"].as_array().unwrap() {
        let name = expected["name"].as_str().unwrap();
        let read = project(&report, name);
        assert_eq!(read["investor"], expected["investor"], "{name}");
        assert_eq!(read["total_fen"].as_i64(), wan(&expected["total_wan"]), "{name}");
        assert_eq!(read["signed_on"], expected["signed"], "{name}");
        assert_eq!(read["started_on"], expected["started"], "{name}");
        assert_eq!(read["funds_fen"].as_i64(), wan(&expected["funds_wan"]), "{name}");
    }
    let code_cells: Vec<&str> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["rule"].as_str().unwrap().starts_with("credit_code"))
        .map(|p| p["cell"].as_str().unwrap())
        .collect();
    let bad = truth["bad_uscc"].as_array().unwrap();
    assert_eq!(code_cells.len(), bad.len(), "{code_cells:?}");
    for name in bad {
        let cell = project(&report, name.as_str().unwrap())["cell"].as_str().unwrap();
        let row = cell.rsplit_once('!').unwrap().1.trim_start_matches(char::is_alphabetic);
        assert!(code_cells.iter().any(|c| c.ends_with(&format!("D{row}"))), "{name}: {code_cells:?}");
    }
    let mismatches: Vec<&Value> =
        report["problems"].as_array().unwrap().iter().filter(|p| p["rule"].as_str().unwrap().ends_with("mismatch")).collect();
    assert!(mismatches.is_empty(), "{mismatches:?}");
    (reading, report, truth)
}

#[test]
fn a_ledger_in_sections_gives_every_figure_of_its_truth() {
    let (reading, _, _) = compare("ledger-sections");
    assert!(reading.sheets[0].subtotals_checked >= 10, "{}", reading.sheets[0].subtotals_checked);
    assert_eq!(reading.projects[0].section.as_deref(), Some("新签约项目"));
}

#[test]
fn a_ledger_in_yi_gives_every_figure_of_its_truth() {
    let (reading, report, truth) = compare("ledger-yi");
    let approximate: Vec<&str> = reading
        .projects
        .iter()
        .filter(|p| p.total_investment.as_ref().unwrap().value.unwrap().approximate)
        .map(|p| p.name.value.as_deref().unwrap())
        .collect();
    let expected: Vec<&str> = truth["approximate"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
    assert_eq!(approximate, expected);
    assert_eq!(project(&report, expected[0])["confidence"], "approximate");
}

#[test]
fn a_ledger_by_months_gives_every_figure_of_its_truth() {
    let (reading, report, truth) = compare("ledger-months");
    let ended: Vec<&str> = report["projects"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|p| p["status"] == "terminated")
        .map(|p| p["name"].as_str().unwrap())
        .collect();
    let expected: Vec<&str> = truth["terminated"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
    assert_eq!(ended, expected);
    let on = |field: fn(&sheets::ledger::ProjectRow) -> Option<Milestone>| {
        reading.live().filter(|p| matches!(field(p), Some(Milestone::On(_)))).count() as u64
    };
    assert_eq!(truth["enrolled"].as_u64(), Some(on(|p| p.statistics.as_ref().and_then(|f| f.value))));
    assert_eq!(truth["producing"].as_u64(), Some(on(|p| p.in_production.as_ref().and_then(|f| f.value))));
    let cents: i64 =
        reading.live().filter_map(|p| p.funds.foreign_capital_year_to_date.as_ref().and_then(|f| f.value)).map(|a| a.money.minor.0).sum();
    let expected: rust_decimal::Decimal = truth["foreign_capital_wan_usd"].to_string().parse().unwrap();
    assert_eq!(rust_decimal::Decimal::from(cents), expected * rust_decimal::Decimal::from(FEN_PER_WAN));
    let september = reading.projects.iter().find(|p| p.name.raw.starts_with("启明建筑垃圾")).unwrap();
    assert_eq!(september.funds.month.as_ref().unwrap().value.unwrap().money.minor.0, 2650 * FEN_PER_WAN);
    assert_eq!(september.funds.by_month.len(), 9);
}
