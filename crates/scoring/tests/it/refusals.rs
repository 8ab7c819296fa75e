//! What is refused, where, and with which advice.

use rstest::rstest;
use scoring::{Code, Document, Peers, Scheme, Units, evaluate_against};

use crate::support::{first, one, refused, told};

const UNITS: &str = r#"{"month": 6, "units": {"甲": {"v": 4, "list": [1, 2]}, "乙": {"v": 5, "list": [3]}}}"#;

/// The fault of the one indicator with these keys; its first key is on line 4.
fn fault(keys: &str) -> (usize, usize, Code) {
    first(&refused(&one(keys), UNITS))
}

#[rstest]
#[case::unknown_measure("points = 1\nscorer = \"manual\"\nmeasure = \"v + w\"", (6, 16, Code::UnknownMeasure))]
#[case::text_for_a_number("points = \"二十\"\nscorer = \"manual\"\nmeasure = \"v\"", (4, 10, Code::NotANumber))]
#[case::quoted_number("points = \"20\"\nscorer = \"manual\"\nmeasure = \"v\"", (4, 10, Code::NotANumber))]
#[case::text_in_an_expression("points = 1\nscorer = \"manual\"\nmeasure = \"v + '三'\"", (6, 16, Code::NotANumber))]
#[case::comparison_for_a_number("points = 1\nscorer = \"manual\"\nmeasure = \"v > 3\"", (6, 12, Code::NotANumber))]
#[case::unknown_key("points = 1\nscorer = \"manual\"\nmeasure = \"v\"\nceiling = 3", (7, 1, Code::UnknownKey))]
#[case::unknown_scorer("points = 1\nscorer = \"ratios\"\nmeasure = \"v\"", (5, 10, Code::BadValue))]
#[case::missing_target("points = 1\nscorer = \"ratio\"\nmeasure = \"v\"", (2, 1, Code::MissingKey))]
#[case::missing_points("scorer = \"ratio\"\nmeasure = \"v\"\ntarget = 3", (2, 1, Code::MissingKey))]
#[case::weights("points = 1\nscorer = \"children\"\nchildren = [{ weight = 0.5, scorer = \"manual\", measure = \"v\" }, { weight = 0.6, scorer = \"manual\", measure = \"v\" }]", (6, 12, Code::Weights))]
#[case::rater_weights("points = 1\nscorer = \"ratings\"\nraters = [{ key = \"v\", weight = 0.9 }]", (6, 10, Code::Weights))]
#[case::rank_table("scorer = \"rank\"\nmeasure = \"v\"\ntable = [3]", (6, 9, Code::RankTable))]
#[case::guard_without_comparison("points = 1\nguard = \"v\"\nscorer = \"manual\"\nmeasure = \"v\"", (5, 10, Code::BadValue))]
#[case::unclosed_bracket("points = 1\nscorer = \"manual\"\nmeasure = \"(v + 1\"", (6, 18, Code::Syntax))]
#[case::unknown_function("points = 1\nscorer = \"manual\"\nmeasure = \"mix(v, 1)\"", (6, 12, Code::UnknownName))]
#[case::strange_sign("points = 1\nscorer = \"manual\"\nmeasure = \"v ^ 2\"", (6, 14, Code::Syntax))]
#[case::list_for_a_number("points = 1\nscorer = \"manual\"\nmeasure = \"list\"", (6, 12, Code::NotANumber))]
#[case::curve("points = 1\nscorer = \"ratio\"\nmeasure = \"v\"\ntarget = 9\npace = [0.5, 0.4, 0.6, 1]", (8, 14, Code::BadValue))]
#[case::negative_target("points = 1\nscorer = \"ratio\"\nmeasure = \"v\"\ntarget = \"0 - v\"", (7, 11, Code::BadValue))]
#[case::boundless("points = 1\nscorer = \"manual\"\nmeasure = \"1 + v / 0\"", (6, 12, Code::Arithmetic))]
#[case::too_large("points = 1\nscorer = \"manual\"\nmeasure = \"v * 79228162514264337593543950335\"", (6, 12, Code::Arithmetic))]
#[case::broken_toml("points = 1\nscorer = \"manual", (5, 17, Code::Syntax))]
#[case::key_twice("points = 1\npoints = 2\nscorer = \"manual\"\nmeasure = \"v\"", (5, 1, Code::Syntax))]
fn a_scheme_with_an_error_is_refused_at_its_place(#[case] keys: &str, #[case] expected: (usize, usize, Code)) {
    assert_eq!(fault(keys), expected, "{}", told(&refused(&one(keys), UNITS)));
}

#[rstest]
#[case::cycle("[[measure]]\nid = \"a\"\nexpr = \"b + 1\"\n[[measure]]\nid = \"b\"\nexpr = \"a\"\n", (4, 9, Code::Cycle))]
#[case::cycle_of_one("[[measure]]\nid = \"a\"\nexpr = \"2 * a\"\n", (4, 13, Code::Cycle))]
#[case::undeclared("[[measure]]\nid = \"funds\"\n[[indicator]]\nid = \"x\"\npoints = 1\nscorer = \"manual\"\nmeasure = \"fund\"\n", (8, 12, Code::UnknownMeasure))]
#[case::cycle_of_parents("[[indicator]]\nid = \"x\"\nparent = \"y\"\n[[indicator]]\nid = \"y\"\nparent = \"x\"\n", (4, 10, Code::Cycle))]
#[case::no_parent("[[indicator]]\nid = \"x\"\nparent = \"y\"\n", (4, 10, Code::UnknownName))]
#[case::indicator_twice("[[indicator]]\nid = \"x\"\npoints = 1\nscorer = \"manual\"\nmeasure = \"v\"\n[[indicator]]\nid = \"x\"\n", (8, 6, Code::Duplicate))]
#[case::weighted("total = \"weighted\"\n[[indicator]]\nid = \"x\"\nweight = 0.7\nscorer = \"manual\"\nmeasure = \"v\"\n", (2, 9, Code::Weights))]
#[case::points_total("points_total = 100\n[[indicator]]\nid = \"x\"\npoints = 90\nscorer = \"manual\"\nmeasure = \"v\"\n", (2, 16, Code::Weights))]
#[case::effect("[[gate]]\nwhen = \"v > 1\"\neffect = \"halve\"\n", (4, 10, Code::BadValue))]
#[case::effect_without_number("[[gate]]\nwhen = \"v > 1\"\neffect = \"cap:六十\"\n", (4, 10, Code::NotANumber))]
#[case::score_of_nothing("[[gate]]\nwhen = \"score('y') > 1\"\neffect = \"zero\"\n", (3, 9, Code::UnknownName))]
#[case::grades_upside_down("[[grade]]\nname = \"一般\"\nmin = 60\n[[grade]]\nname = \"优秀\"\nmin = 90\n", (7, 7, Code::BadValue))]
#[case::group_unknown("[[indicator]]\nid = \"x\"\ngroups = [\"县区\"]\npoints = 1\nscorer = \"manual\"\nmeasure = \"v\"\n", (4, 11, Code::UnknownName))]
#[case::uncapped_and_capped("total = \"uncapped\"\ntotal_cap = 100\n", (3, 13, Code::BadValue))]
#[case::places("round = 2.5\n", (2, 9, Code::BadValue))]
#[case::key_of_the_scheme("rounding = 2\n", (2, 1, Code::UnknownKey))]
fn what_does_not_fit_together_is_refused_at_its_place(#[case] text: &str, #[case] expected: (usize, usize, Code)) {
    let filler = "[[indicator]]\nid = \"余项\"\npoints = 1\nscorer = \"manual\"\nmeasure = \"v\"\n";
    let weighted = text.starts_with("total = \"weighted\"") || text.starts_with("points_total");
    let scheme = format!("id = \"t\"\n{text}{}", if weighted { "" } else { filler });
    let problems = refused(&scheme, UNITS);
    assert!(problems.iter().any(|problem| (problem.line, problem.column, problem.code) == expected), "{}", told(&problems));
}

#[test]
fn advice_names_what_may_have_been_meant() {
    let advice = |keys: &str| refused(&one(keys), UNITS)[0].remedy.clone();
    assert_eq!(advice("points = \"20\"\nscorer = \"manual\"\nmeasure = \"v\""), "去掉引号,写成 20");
    assert!(advice("point = 20\nscorer = \"steps\"\nmeasure = \"v\"\nsteps = [[1, 2]]").contains("是否想写 points"));
    assert!(advice("points = 1\nscorer = \"manual\"\nmeasure = \"lists\"").contains("是否想写 list"));
}

#[test]
fn every_fault_is_told_at_once_in_the_order_of_the_text() {
    let scheme =
        "id = \"t\"\nround = \"2\"\n[[indicator]]\nid = \"a\"\npoints = \"x\"\nscorer = \"manual\"\nmeasure = \"v +\"\ncolour = 1\n";
    let lines: Vec<_> = Scheme::parse(scheme).unwrap_err().iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 5, 7, 8]);
}

#[test]
fn a_unit_without_a_figure_is_told_in_the_units() {
    let problems =
        refused(&one("points = 1\nscorer = \"manual\"\nmeasure = \"w\""), "{\"units\": {\n\"甲\": {\"w\": 1},\n\"乙\": {\"v\": 1}}}");
    assert_eq!((problems[0].document, problems[0].line, problems[0].column, problems[0].code), (Document::Units, 3, 6, Code::MissingValue));
    assert_eq!(problems[0].told(&"UNITS.json"), "UNITS.json:3:6: 「乙」缺少「w」\n  处理办法:补上 \"w\": 数值,没有就写 0");
}

#[test]
fn a_figure_that_no_unit_has_is_told_once() {
    let scheme = format!(
        "id = \"t\"\n[[measure]]\nid = \"w\"\nname = \"外资\"\n{}",
        one("points = 1\nscorer = \"manual\"\nmeasure = \"w\"").trim_start_matches("id = \"t\"\n")
    );
    let problems = refused(&scheme, UNITS);
    assert_eq!(problems.len(), 1, "{}", told(&problems));
    assert!(problems[0].message.contains("所有单位都缺少「w」(外资)"));
}

#[test]
fn a_pace_without_a_month_is_refused() {
    let keys = "points = 1\nscorer = \"ratio\"\nmeasure = \"v\"\ntarget = 9\npace = \"linear\"";
    let problems = refused(&one(keys), r#"{"units": {"甲": {"v": 4}}}"#);
    assert_eq!(problems[0].code, Code::Month);
    assert!(problems[0].remedy.contains("--month"));
}

#[test]
fn a_unit_of_a_group_that_the_scheme_lacks_is_refused() {
    let scheme = "id = \"t\"\n[[group]]\nid = \"县区\"\n[[indicator]]\nid = \"a\"\npoints = 1\nscorer = \"manual\"\nmeasure = \"v\"\n";
    assert_eq!(first(&refused(scheme, r#"{"units": {"甲": {"group": "镇", "v": 1}}}"#)), (1, 27, Code::UnknownName));
    assert_eq!(first(&refused(scheme, r#"{"units": {"甲": {"v": 1}}}"#)).2, Code::MissingValue);
}

#[test]
fn marks_outside_their_scale_are_refused_at_the_marks() {
    let keys = "points = 1\nscorer = \"ratings\"\nraters = [{ key = \"r\", weight = 1 }]";
    assert_eq!(first(&refused(&one(keys), r#"{"units": {"甲": {"r": [90, 101]}}}"#)), (1, 23, Code::BadValue));
    assert_eq!(first(&refused(&one(keys), r#"{"units": {"甲": {"r": []}}}"#)).2, Code::MissingValue);
}

#[test]
fn peers_that_were_frozen_for_another_scheme_are_refused() {
    let scheme = Scheme::parse(&one("points = 1\nscorer = \"minmax\"\nmeasure = \"v\"")).unwrap();
    let problems = evaluate_against(&scheme, &Units::parse(UNITS).unwrap(), &Peers::default()).unwrap_err();
    assert_eq!(first(&problems), (6, 12, Code::UnknownName));
}
