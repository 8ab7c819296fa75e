//! The published schemes and their results.

use std::collections::BTreeMap;
use std::path::Path;

use rstest::rstest;
use scoring::{Scheme, Units, evaluate, to_json};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::support::{score, told, total, unit};

#[derive(Deserialize)]
struct Expected {
    totals: BTreeMap<String, serde_json::Number>,
    #[serde(default)]
    ranks: BTreeMap<String, usize>,
    #[serde(default)]
    grades: BTreeMap<String, String>,
}

fn entry(name: &str) -> String {
    let golden: BTreeMap<String, Box<RawValue>> = serde_json::from_str(include_str!("../data/golden.json")).unwrap();
    golden[name].get().to_owned()
}

fn check(name: &str, text: &str) {
    let entry = entry(name);
    let expected: Expected = serde_json::from_str(&entry).unwrap();
    let scheme = Scheme::parse(text).unwrap_or_else(|problems| panic!("{name}: {}", told(&problems)));
    let units = Units::parse(&entry).unwrap();
    let result = evaluate(&scheme, &units, None).unwrap_or_else(|problems| panic!("{name}: {}", told(&problems)));
    for (name, total) in &expected.totals {
        let total: rust_decimal::Decimal = total.to_string().parse().unwrap();
        assert_eq!(unit(&result, name).total, total, "{}", scoring::to_text(&result));
    }
    for (name, rank) in &expected.ranks {
        assert_eq!(unit(&result, name).rank, Some(*rank));
    }
    for (name, grade) in &expected.grades {
        assert_eq!(unit(&result, name).grade.as_ref(), Some(grade));
    }
}

#[rstest]
fn the_shipped_examples_give_the_published_totals_ranks_and_grades(
    #[files("../../assets/schemes/examples/s*.toml")] path: std::path::PathBuf,
) {
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    check(&name, &std::fs::read_to_string(&path).unwrap());
}

#[rstest]
fn the_same_schemes_in_their_compact_form_give_the_same(#[files("tests/data/compact/s*.toml")] path: std::path::PathBuf) {
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    check(&name, &std::fs::read_to_string(&path).unwrap());
}

#[test]
fn every_published_scheme_is_among_the_examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/schemes/examples");
    for number in 1..=12 {
        assert!(folder.join(format!("s{number}.toml")).exists(), "s{number}.toml");
    }
}

/// Three counties after five months: completion, distance from pace, ranks, the 60-to-100 form and the 20-point form.
#[test]
fn the_worked_example_of_five_months_comes_out_digit_for_digit() {
    let units = r#"{"month": 5, "units": {
        "甲县": {"value": 8.60, "target": 12.00, "last": 6.00},
        "乙县": {"value": 5.00, "target": 12.50, "last": 5.20},
        "丙区": {"value": 21.29, "target": 36.39, "last": 8.16}
    }}"#;
    let of = |keys: &str, round: &str| {
        let scheme = format!("id = \"t\"\nround = {round}\nround_item = {round}\n[[indicator]]\nid = \"内资\"\n{keys}\n");
        let result = score(&scheme, units);
        ["甲县", "丙区", "乙县"].map(|name| (total(&result, name), unit(&result, name).rank.unwrap()))
    };
    let told = |figures: [(&str, usize); 3]| figures.map(|(total, rank)| (total.to_owned(), rank));

    let efficacy = "scorer = \"efficacy\"\nmeasure = \"value / target\"\n";
    assert_eq!(of(&format!("points = 100\n{efficacy}"), "2"), told([("100.00", 1), ("83.37", 2), ("60.00", 3)]));
    assert_eq!(of(&format!("points = 20\n{efficacy}"), "2"), told([("20.00", 1), ("16.67", 2), ("12.00", 3)]));
    let completion = "points = 100\nscorer = \"ratio\"\nmeasure = \"value\"\ntarget = \"target\"\ncap = 99\n";
    assert_eq!(of(completion, "2"), told([("71.67", 1), ("58.51", 2), ("40.00", 3)]));
    let manual = |expression: &str| format!("points = 1\nscorer = \"ratio\"\nmeasure = \"{expression}\"\ntarget = 1\ncap = 999\n");
    let ahead = manual("max(0, round(value / target * 100, 2) - round(month / 12 * 100, 2))");
    assert_eq!(of(&ahead, "2").map(|(total, _)| total), ["30.00", "16.84", "0.00"].map(ToOwned::to_owned));
    let beyond = manual("max(0, value - target * month / 12)");
    assert_eq!(of(&beyond, "2").map(|(total, _)| total), ["3.60", "6.13", "0.00"].map(ToOwned::to_owned));
    let growth = manual("max(0, (value - last) / last * 100)");
    assert_eq!(of(&growth, "2").map(|(total, _)| total), ["43.33", "160.91", "0.00"].map(ToOwned::to_owned));
}

/// The order of rounding decides: through four decimals the same county would get 16.68.
#[test]
fn items_are_rounded_before_the_total() {
    let units = r#"{"units": {"甲": {"v": 8.6, "t": 12}, "乙": {"v": 5, "t": 12.5}, "丙": {"v": 21.29, "t": 36.39}}}"#;
    let scheme = |places: u32| {
        format!("id = \"t\"\nround_item = {places}\n[[indicator]]\nid = \"a\"\npoints = 20\nscorer = \"efficacy\"\nmeasure = \"v / t\"\n")
    };
    assert_eq!(total(&score(&scheme(2), units), "丙"), "16.67");
    assert_eq!(total(&score(&scheme(4), units), "丙"), "16.68");
    let first = scheme(4).replace("scorer", "decimals = 2\nscorer");
    assert_eq!(total(&score(&first, units), "丙"), "16.67");
}

#[test]
fn json_has_the_documented_shape_with_exact_numbers() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/schemes/examples/s12.toml")).unwrap();
    let json = to_json(&score(&text, &entry("s12.toml"))).unwrap();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let first = &value["units"][0];
    assert_eq!(first["unit"], "甲");
    assert_eq!(first["group"], "g");
    assert_eq!(first["rank"], 1);
    assert_eq!(first["grade"], "良好");
    assert!(json.contains("\"total\": 85.00"), "{json}");
    let item = &first["items"][0];
    assert_eq!((item["id"].as_str(), item["score"].as_i64()), (Some("到位资金"), Some(60)));
    assert!(item["trace"].as_str().unwrap().starts_with("60 = 60 × min(120 ÷ 100, 1);"), "{item}");
    let capped: Vec<_> = first["adjustments"].as_array().unwrap().iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(capped, ["大项目加分", "加减分合计封顶"]);
}
