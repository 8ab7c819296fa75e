//! What each scorer, limit, gate and grade gives.

use rstest::rstest;

use crate::support::{one, score, total, unit};

/// The score of the one indicator for the one unit `甲`.
fn alone(keys: &str, figures: &str) -> String {
    let result = score(&one(keys), &format!(r#"{{"month": 6, "units": {{"甲": {{{figures}}}}}}}"#));
    unit(&result, "甲").items[0].score.to_string()
}

/// Totals of several units, in the order asked for.
fn totals(scheme: &str, units: &str, names: &[&str]) -> Vec<String> {
    let result = score(scheme, units);
    names.iter().map(|name| total(&result, name)).collect()
}

#[rstest]
#[case::plain("", 50, 100, "10")]
#[case::capped_at_one("", 150, 100, "20")]
#[case::capped_elsewhere("cap = 1.2", 150, 100, "24")]
#[case::floor("floor = 0.3", 10, 100, "6")]
#[case::zero_below("zero_below = 0.6", 59, 100, "0")]
#[case::zero_below_is_reached("zero_below = 0.6", 60, 100, "12")]
#[case::never_below_zero("", -5, 100, "0")]
#[case::zero_target_with_value("", 5, 0, "20")]
#[case::zero_target_without_value("", 0, 0, "0")]
#[case::over("over = { per_pct = 0.1 }", 130, 100, "23")]
#[case::over_to_a_maximum("over = { per_pct = 0.1, max = 2 }", 130, 100, "22")]
#[case::over_in_whole_steps("over = { per_pct = 0.1, whole_pct = 10 }", 129, 100, "22")]
#[case::over_above_the_cap("cap = 1.2\nover = { per_pct = 0.1 }", 130, 100, "25")]
#[case::over_by_the_unit("over = { per_pct = \"0.2 if task >= 100 else 0.1\" }", 110, 100, "22")]
#[case::linear_pace("pace = \"linear\"", 25, 100, "10")]
#[case::curve("pace = { 3 = 0.2, 6 = 0.4, 12 = 1 }", 20, 100, "10")]
#[case::curve_of_quarters("pace = [0.25, 0.5, 0.75, 1]", 25, 100, "10")]
fn ratio_scores_completion(#[case] keys: &str, #[case] value: i64, #[case] task: i64, #[case] expected: &str) {
    let keys = format!("points = 20\nscorer = \"ratio\"\nmeasure = \"v\"\ntarget = \"task\"\n{keys}");
    assert_eq!(alone(&keys, &format!(r#""v": {value}, "task": {task}"#)), expected);
}

#[test]
fn a_linear_target_of_a_month_is_reached_exactly() {
    let keys = "points = 10\nscorer = \"ratio\"\nmeasure = \"v\"\ntarget = \"t\"\npace = \"linear\"\nzero_below = 1";
    let scheme = one(keys);
    let result = score(&scheme, r#"{"month": 2, "units": {"甲": {"v": 1, "t": 6}}}"#);
    assert_eq!(total(&result, "甲"), "10.00");
}

#[test]
fn an_indicator_may_leave_the_pace_of_its_scheme() {
    let scheme = |pace: &str| {
        format!(
            "id = \"t\"\npace = \"linear\"\ncurve = [0.25, 0.5, 0.75, 1]\n[[indicator]]\nid = \"a\"\npoints = 10\nscorer = \"ratio\"\nmeasure = \"v\"\ntarget = 100\n{pace}\n"
        )
    };
    let units = r#"{"month": 9, "units": {"甲": {"v": 30}}}"#;
    assert_eq!(totals(&scheme(""), units, &["甲"]), ["4.00"]);
    assert_eq!(totals(&scheme("pace = \"annual\""), units, &["甲"]), ["3.00"]);
    assert_eq!(totals(&scheme("pace = \"curve\""), units, &["甲"]), ["4.00"]);
    let december = units.replace('9', "12");
    assert_eq!(totals(&scheme("pace = \"curve\""), &december, &["甲"]), ["3.00"]);
}

const THREE: &str = r#"{"units": {"甲": {"v": 10}, "乙": {"v": 4}, "丙": {"v": 0}}}"#;

#[rstest]
#[case::efficacy("scorer = \"efficacy\"", ["20.00", "15.20", "12.00"])]
#[case::base("scorer = \"efficacy\"\nbase = 0.5", ["20.00", "14.00", "10.00"])]
#[case::zero_is_zero("scorer = \"efficacy\"\nzero_is_zero = true", ["20.00", "15.20", "0.00"])]
#[case::less_is_better("scorer = \"efficacy\"\norder = \"asc\"", ["12.00", "16.80", "20.00"])]
#[case::minmax("scorer = \"minmax\"", ["20.00", "8.00", "0.00"])]
#[case::rank_table("scorer = \"rank\"\ntable = [20, 15, 9]", ["20.00", "15.00", "9.00"])]
#[case::rank_table_with_rest("scorer = \"rank\"\ntable = [20]\nrest = 5", ["20.00", "5.00", "5.00"])]
#[case::rank_step("scorer = \"rank\"\nstep = 3", ["20.00", "17.00", "14.00"])]
#[case::rank_step_with_floor("scorer = \"rank\"\nstep = 9\nfloor = 5", ["20.00", "11.00", "5.00"])]
#[case::rank_of_least("scorer = \"rank\"\nstep = 3\norder = \"asc\"", ["14.00", "17.00", "20.00"])]
fn comparing_scorers_place_units_among_their_peers(#[case] keys: &str, #[case] expected: [&str; 3]) {
    let scheme = one(&format!("points = 20\nmeasure = \"v\"\n{keys}"));
    assert_eq!(totals(&scheme, THREE, &["甲", "乙", "丙"]), expected);
}

#[test]
fn when_all_peers_are_equal_everybody_has_full_points() {
    for scorer in ["efficacy", "minmax"] {
        let scheme = one(&format!("points = 20\nmeasure = \"v\"\nscorer = \"{scorer}\""));
        assert_eq!(totals(&scheme, r#"{"units": {"甲": {"v": 3}, "乙": {"v": 3}}}"#, &["甲", "乙"]), ["20.00", "20.00"]);
    }
}

#[test]
fn a_zero_performer_that_keeps_the_base_is_told_of() {
    let result = score(&one("points = 30\nmeasure = \"v\"\nscorer = \"efficacy\""), THREE);
    assert!(unit(&result, "丙").flags[0].contains("仍得基本分 18 分"), "{:?}", unit(&result, "丙").flags);
}

#[test]
fn equals_share_the_better_rank_and_the_next_is_counted_or_not() {
    let units = r#"{"units": {"甲": {"v": 9}, "乙": {"v": 9}, "丙": {"v": 5}}}"#;
    let scheme = |tie: &str| {
        format!(
            "id = \"t\"\ntie = \"{tie}\"\n[[indicator]]\nid = \"a\"\nscorer = \"rank\"\ntable = [10, 8, 6]\nmeasure = \"v\"\ntie = \"{tie}\"\n"
        )
    };
    let ranks = |tie: &str| {
        let result = score(&scheme(tie), units);
        ["甲", "乙", "丙"].map(|name| (unit(&result, name).rank.unwrap(), total(&result, name)))
    };
    let told = |all: [(usize, &str); 3]| all.map(|(rank, total)| (rank, total.to_owned()));
    assert_eq!(ranks("competition"), told([(1, "10.00"), (1, "10.00"), (3, "6.00")]));
    assert_eq!(ranks("dense"), told([(1, "10.00"), (1, "10.00"), (2, "8.00")]));
}

#[test]
fn peers_are_those_of_the_group_unless_all_are_meant() {
    let units = r#"{"units": {"甲": {"group": "县", "v": 10}, "乙": {"group": "县", "v": 5}, "丙": {"group": "区", "v": 20}, "丁": {"group": "区", "v": 0}}}"#;
    let scheme = |scope: &str| one(&format!("points = 20\nscorer = \"minmax\"\nmeasure = \"v\"\nscope = \"{scope}\""));
    let names = ["甲", "乙", "丙", "丁"];
    assert_eq!(totals(&scheme("group"), units, &names), ["20.00", "0.00", "20.00", "0.00"]);
    assert_eq!(totals(&scheme("all"), units, &names), ["10.00", "5.00", "20.00", "0.00"]);
}

#[rstest]
#[case("steps = [[1.0, 100], [0.8, 75], [0.5, 50]]\ntarget = 100", 100, "100")]
#[case("steps = [[0.5, 50], [1.0, 100], [0.8, 75]]\ntarget = 100", 80, "75")]
#[case("steps = [[1.0, 100], [0.8, 75], [0.5, 50]]\ntarget = 100", 49, "0")]
#[case("steps = [[10, 5], [20, 8]]", 20, "8")]
#[case("steps = [[5, 10], [10, 6]]\norder = \"asc\"", 7, "6")]
#[case("steps = [[5, 10], [10, 6]]\norder = \"asc\"", 11, "0")]
#[case("steps = [[1.0, 100]]\ntarget = 100\nguard = \"v >= 200\"", 150, "0")]
fn steps_give_the_points_of_the_first_threshold_reached(#[case] keys: &str, #[case] value: i64, #[case] expected: &str) {
    assert_eq!(alone(&format!("scorer = \"steps\"\nmeasure = \"v\"\n{keys}"), &format!(r#""v": {value}"#)), expected);
}

#[rstest]
#[case::sum("items = [[\"a\", 2], [\"b\", 0.5]]", "10")]
#[case::cap("items = [[\"a\", 2], [\"b\", 0.5]]\ncap = 8", "8")]
#[case::full_marks("items = [[\"a\", 2], [\"b\", 0.5]]\npoints = 9", "9")]
#[case::tables("items = [{ name = \"甲类\", measure = \"a + b\", points = 1 }]", "8")]
#[case::truth("items = [[\"a > 3\", 7]]", "7")]
fn per_item_counts(#[case] keys: &str, #[case] expected: &str) {
    assert_eq!(alone(&format!("scorer = \"per_item\"\n{keys}"), r#""a": 4, "b": 4"#), expected);
}

#[rstest]
#[case::conditions("items = [[\"amount >= 10\", 4], [\"amount >= 50\", 8]]", "16")]
#[case::with_investment("items = [[\"amount >= 10 and done / amount >= 5%\", 4], [\"amount >= 50 and done / amount >= 5%\", 8]]", "8")]
#[case::project_numbers("items = [[\"n10\", 4], [\"n50\", 8]]", "12")]
#[case::counts("items = [[\"c10\", 4], [\"c50\", 8]]", "16")]
fn a_project_earns_its_best_bonus_once(#[case] items: &str, #[case] expected: &str) {
    let figures = r#""amount": [12, 60, 30, 3], "done": [1, 2, 2, 1], "n10": [101, 102], "n50": [102], "c10": 3, "c50": 1"#;
    let keys = format!("scorer = \"per_item\"\nper_project_once = true\n{items}");
    assert_eq!(alone(&keys, figures), expected);
}

#[rstest]
#[case("points = 5\nscorer = \"base_minus\"\nitems = [[\"a\", 0.5], [\"b\", 1]]", "0", "3")]
#[case("points = 5\nscorer = \"base_minus\"\nitems = [[\"c\", 3]]", "9", "0")]
#[case("points = 5\nscorer = \"base_minus\"\nfloor = -10\nitems = [[\"c\", 3]]", "2", "-1")]
#[case("points = 5\nscorer = \"gap\"\ntiers = [[\"a\", 3, 1], [\"b\", 2, 1]]", "9", "3")]
#[case("points = 1\nscorer = \"gap\"\ntiers = [[\"a\", 9, 1]]", "9", "0")]
#[case("points = 10\nscorer = \"unit_step\"\nmeasure = \"c\"\nnorm = 10\nstep = 3\nper_step = 2", "16", "14")]
#[case("points = 10\nscorer = \"unit_step\"\nmeasure = \"c\"\nnorm = 10\nstep = 3\nper_step = 2\nper_step_down = 4", "6", "6")]
#[case("points = 10\nscorer = \"unit_step\"\nmeasure = \"c\"\nnorm = 10\nstep = 3\nper_step = 2", "8", "10")]
#[case("points = 10\nscorer = \"unit_step\"\nmeasure = \"c\"\nnorm = 10\nstep = 3\nper_step = 2\ncap = 13", "99", "13")]
#[case("points = 10\nscorer = \"unit_step\"\nmeasure = \"c\"\nnorm = 10\nstep = 3\nper_step = 2\nzero_below_abs = 9", "8", "0")]
#[case("points = 5\nscorer = \"manual\"\nmeasure = \"c\"", "4.5", "4.5")]
#[case("points = 5\nscorer = \"manual\"\nmeasure = \"c\"", "6", "5")]
fn deductions_gaps_steps_and_marks_by_hand(#[case] keys: &str, #[case] c: &str, #[case] expected: &str) {
    assert_eq!(alone(keys, &format!(r#""a": 2, "b": 1, "c": {c}"#)), expected);
}

#[test]
fn marks_of_raters_are_averaged_and_weighted() {
    let keys =
        "points = 20\nscorer = \"ratings\"\nraters = [{ key = \"park\", weight = 0.7 }, { name = \"乡镇\", key = \"town\", weight = 0.3 }]";
    assert_eq!(alone(keys, r#""park": [90, 80], "town": 60"#), "15.5");
    assert_eq!(alone(&format!("{keys}\ntrim = 1"), r#""park": [0, 80, 90, 100], "town": [1, 60, 99]"#), "15.5");
    let of_ten = keys.replace("points", "full = 10\npoints");
    assert_eq!(alone(&of_ten, r#""park": [9, 8], "town": 6"#), "15.5");
}

#[test]
fn parts_may_be_written_inside_or_name_their_parent() {
    let inside = "points = 20\nscorer = \"children\"\nchildren = [{ weight = 40, scorer = \"ratio\", measure = \"a\", target = 4 }, { weight = 60, scorer = \"base_minus\", items = [[\"b\", 1]] }]";
    assert_eq!(alone(inside, r#""a": 2, "b": 1"#), "15");
    let linked = "points = 20\n[[indicator]]\nid = \"乙项\"\nparent = \"甲项\"\npoints = 8\nscorer = \"ratio\"\nmeasure = \"a\"\ntarget = 4\n[[indicator]]\nid = \"丙项\"\nparent = \"甲项\"\npoints = 12\nscorer = \"base_minus\"\nitems = [[\"b\", 1]]";
    assert_eq!(alone(linked, r#""a": 2, "b": 1"#), "15");
}

#[test]
fn a_weighted_total_is_the_sum_of_weight_and_score() {
    let scheme = "id = \"t\"\ntotal = \"weighted\"\n[[indicator]]\nid = \"a\"\nweight = 60\nscorer = \"ratio\"\nmeasure = \"a\"\ntarget = 100\n[[indicator]]\nid = \"b\"\nweight = 40\nscorer = \"manual\"\nmeasure = \"b\"\n";
    let result = score(scheme, r#"{"units": {"甲": {"a": 50, "b": 80}}}"#);
    assert_eq!(total(&result, "甲"), "62.00");
    assert_eq!(
        unit(&result, "甲").items[0].trace.to_string(),
        "30 = 0.6 × round(100 × (50 ÷ 100), 4);a 50,目标 100,完成率 50%,乘以权重 0.6"
    );
}

#[test]
fn groups_may_change_indicators_and_go_unranked() {
    let scheme = "id = \"t\"\n\
        [[group]]\nid = \"县区\"\n\
        [[group]]\nid = \"部门\"\nunits = [\"丙\"]\nranked = false\n\
        [group.indicator_overrides]\n\"引资\" = { points = 50, target = 10 }\n\
        [[indicator]]\nid = \"引资\"\npoints = 100\nscorer = \"ratio\"\nmeasure = \"v\"\ntarget = 100\n\
        [[indicator]]\nid = \"用地\"\ngroups = [\"县区\"]\nscorer = \"per_item\"\nitems = [[\"land\", 1]]\n";
    let result = score(scheme, r#"{"units": {"甲": {"group": "县区", "v": 50, "land": 3}, "丙": {"v": 5}}}"#);
    assert_eq!((total(&result, "甲"), unit(&result, "甲").rank), ("53.00".to_owned(), Some(1)));
    assert_eq!((total(&result, "丙"), unit(&result, "丙").rank), ("25.00".to_owned(), None));
    assert_eq!(unit(&result, "丙").group.as_deref(), Some("部门"));
}

#[rstest]
#[case("", "17.00")]
#[case("bonus_cap = 4", "11.00")]
#[case("penalty_cap = 1", "19.00")]
#[case("adjust_cap = 2", "12.00")]
#[case("total_cap = 15", "15.00")]
#[case("total_floor = 20", "20.00")]
fn limits_bound_adjustments_and_totals(#[case] limit: &str, #[case] expected: &str) {
    let scheme = format!(
        "id = \"t\"\n{limit}\n[[indicator]]\nid = \"a\"\nscorer = \"per_item\"\nitems = [[\"v\", 1]]\n\
         [[adjust]]\nid = \"b\"\nkind = \"bonus\"\nscorer = \"per_item\"\nitems = [[\"v\", 1]]\n\
         [[adjust]]\nid = \"c\"\nkind = \"penalty\"\nscorer = \"per_item\"\nitems = [[\"late\", 1]]\n"
    );
    assert_eq!(totals(&scheme, r#"{"units": {"甲": {"v": 10, "late": 3}}}"#, &["甲"]), [expected]);
}

fn with_grades(gates: &str) -> String {
    format!(
        "id = \"t\"\n[[indicator]]\nid = \"a\"\nscorer = \"per_item\"\nitems = [[\"v\", 1]]\n{gates}\n\
         [[grade]]\nname = \"优秀\"\nmin = 90\n[[grade]]\nname = \"良好\"\nmin = 75\n[[grade]]\nname = \"较差\"\nconsequences = [\"约谈\"]\n"
    )
}

#[rstest]
#[case("", 80, "80.00", "良好")]
#[case("", 12, "12.00", "较差")]
#[case("[[gate]]\nwhen = \"bad > 0\"\neffect = \"zero\"", 95, "0.00", "较差")]
#[case("[[gate]]\nwhen = \"bad > 0\"\neffect = \"cap:80\"", 95, "80.00", "良好")]
#[case("[[gate]]\nwhen = \"bad > 0\"\neffect = \"grade_up\"", 80, "80.00", "优秀")]
#[case("[[gate]]\nwhen = \"bad > 0\"\neffect = \"grade_down\"", 95, "95.00", "良好")]
#[case("[[gate]]\nwhen = \"bad > 0\"\neffect = \"veto\"", 95, "95.00", "较差")]
#[case("[[gate]]\nwhen = \"total >= 95 and score('a') > 90\"\neffect = \"cap:76\"", 95, "76.00", "良好")]
#[case("[[gate]]\nwhen = \"bad > 1\"\neffect = \"zero\"", 95, "95.00", "优秀")]
fn gates_change_totals_and_grades(#[case] gates: &str, #[case] value: i64, #[case] expected: &str, #[case] grade: &str) {
    let result = score(&with_grades(gates), &format!(r#"{{"units": {{"甲": {{"v": {value}, "bad": 1}}}}}}"#));
    assert_eq!((total(&result, "甲").as_str(), unit(&result, "甲").grade.as_deref()), (expected, Some(grade)));
}

#[test]
fn what_follows_from_a_grade_and_what_awaits_approval_is_told() {
    let scheme = with_grades(
        "[[adjust]]\nid = \"大项目\"\nkind = \"bonus\"\nneeds_approval = true\nscorer = \"per_item\"\nitems = [[\"bad\", 3]]\n[[gate]]\nname = \"信访\"\nwhen = \"bad > 0\"\neffect = \"exclude_from_award\"",
    );
    let result = score(&scheme, r#"{"units": {"甲": {"v": 1, "bad": 1}}}"#);
    assert_eq!(unit(&result, "甲").flags, ["「大项目」须经审批后才算数", "信访:不参加评奖", "较差:约谈"]);
}

#[test]
fn grades_may_go_by_share_and_by_count() {
    let units = r#"{"units": {"甲": {"v": 9}, "乙": {"v": 8}, "丙": {"v": 7}, "丁": {"v": 6}, "戊": {"v": 5}}}"#;
    let grades = |keys: [&str; 2]| {
        let scheme = format!(
            "id = \"t\"\n[[indicator]]\nid = \"a\"\nscorer = \"per_item\"\nitems = [[\"v\", 1]]\n[[grade]]\nname = \"一\"\n{}\n[[grade]]\nname = \"二\"\n{}\n[[grade]]\nname = \"三\"\n",
            keys[0], keys[1]
        );
        let result = score(&scheme, units);
        ["甲", "乙", "丙", "丁", "戊"].map(|name| unit(&result, name).grade.clone().unwrap()).concat()
    };
    assert_eq!(grades(["share = 0.3", "share = 0.5"]), "一二二二三");
    assert_eq!(grades(["count = 2", "count = 1"]), "一一二三三");
    assert_eq!(grades(["count = 2\nmin = 9", "count = 1"]), "一二二三三");
}

#[test]
fn ties_are_broken_by_an_indicator_and_then_by_a_measure() {
    let scheme = "id = \"t\"\ntie_break = [\"b\", \"v * 2\"]\n[[indicator]]\nid = \"a\"\nscorer = \"per_item\"\nitems = [[\"a\", 1]]\n[[indicator]]\nid = \"b\"\nscorer = \"per_item\"\nitems = [[\"b\", 1]]\n";
    let units = r#"{"units": {"甲": {"a": 5, "b": 1, "v": 1}, "乙": {"a": 3, "b": 3, "v": 1}, "丙": {"a": 5, "b": 1, "v": 2}}}"#;
    let result = score(scheme, units);
    assert_eq!(["甲", "乙", "丙"].map(|name| unit(&result, name).rank.unwrap()), [3, 1, 2]);
}

#[test]
fn a_measure_may_follow_from_others_and_have_a_default() {
    let scheme = "id = \"t\"\n[[measure]]\nid = \"开工\"\ndefault = 0\n[[measure]]\nid = \"签约\"\n[[measure]]\nid = \"开工率\"\nexpr = \"开工 ÷ 签约\"\n[[indicator]]\nid = \"a\"\npoints = 10\nscorer = \"ratio\"\nmeasure = \"开工率\"\ntarget = \"75%\"\n";
    let units = r#"{"units": {"甲": {"开工": 3, "签约": 4}, "乙": {"签约": 4}, "丙": {"开工": 1, "签约": 0}, "丁": {"签约": 0}}}"#;
    assert_eq!(totals(scheme, units, &["甲", "乙", "丙", "丁"]), ["10.00", "0.00", "10.00", "0.00"]);
    assert!(unit(&score(scheme, units), "丁").flags[0].contains("分母为零"), "a zero denominator is told of");
}

#[rstest]
#[case("1 + 2 × 3", "7")]
#[case("(1 + 2) * 3 - -1", "10")]
#[case("10 ÷ 4", "2.5")]
#[case("min(v, 3) + max(1, 2, 0)", "5")]
#[case("if(v > 3 and not v == 5, 1, 2)", "1")]
#[case("1 if v ≥ 5 or group == '县' else 2", "1")]
#[case("1 if v < 5 且 group != '县' else 2", "2")]
#[case("round(2 / 3, 2) + int(2.9) + abs(-1)", "3.67")]
#[case("sum(list) + count(list) + avg(list)", "11")]
#[case("count(list >= 2) + max(list)", "5")]
#[case("50%", "0.5")]
#[case("`5亿以上` + 1", "8")]
fn expressions_compute_in_exact_decimals(#[case] expression: &str, #[case] expected: &str) {
    let keys = format!("points = 100\nscorer = \"manual\"\nmeasure = '''{expression}'''");
    let result = score(&one(&keys), r#"{"units": {"甲": {"group": "县", "v": 4, "list": [1, 2, 3], "5亿以上": 7}}}"#);
    assert_eq!(unit(&result, "甲").items[0].score.to_string(), expected);
}
