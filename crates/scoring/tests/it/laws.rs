//! What holds for any scheme and any units.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rust_decimal::Decimal;
use scoring::{Evaluation, Peers, Scheme, Units, evaluate, evaluate_against};

use crate::support::score;

/// Every scorer at once, with what bounds them.
const SCHEME: &str = r#"
id = "laws"
bonus_cap = 8
total_floor = 0
tie_break = ["完成"]
pace = [0.06, 0.13, 0.25, 0.33, 0.41, 0.5, 0.58, 0.66, 0.75, 0.83, 0.91, 1.0]
[[indicator]]
id = "完成"
points = 20
scorer = "ratio"
measure = "a"
target = "t"
cap = 1.2
floor = 0.1
over = { per_pct = "0.05 if t >= 50 else 0.02", max = 5 }
[[indicator]]
id = "功效"
points = 15
scorer = "efficacy"
measure = "b / t"
[[indicator]]
id = "极差"
points = 10
scorer = "minmax"
measure = "b"
scope = "all"
[[indicator]]
id = "名次"
points = 9
scorer = "rank"
measure = "c"
step = 2
[[indicator]]
id = "分档"
scorer = "steps"
measure = "a"
target = "t"
steps = [[1, 10], [0.8, 7.5], [0.5, 5]]
guard = "c > 1"
[[indicator]]
id = "累计"
scorer = "per_item"
items = [["c", 1.5], ["list >= 10", 2]]
cap = 20
[[indicator]]
id = "扣减"
points = 6
scorer = "base_minus"
items = [["late", 0.7]]
[[indicator]]
id = "缺口"
points = 3
scorer = "gap"
tiers = [["c", 7, 0.3]]
[[indicator]]
id = "档差"
points = 5
scorer = "unit_step"
measure = "a"
norm = 30
step = 7
per_step = 0.5
cap = 8
[[indicator]]
id = "合成"
points = 12
scorer = "children"
cap = 0.9
children = [
  { weight = 0.3, scorer = "ratio", measure = "c", target = 9 },
  { weight = 0.7, scorer = "efficacy", measure = "a" },
]
[[indicator]]
id = "评分"
points = 10
scorer = "ratings"
raters = [{ key = "marks", weight = 1 }]
[[indicator]]
id = "人工"
points = 4
scorer = "manual"
measure = "hand"
[[adjust]]
id = "大项目"
kind = "bonus"
scorer = "per_item"
per_project_once = true
items = [["list >= 10", 2], ["list >= 50", 5]]
[[adjust]]
id = "迟报"
kind = "penalty"
scorer = "per_item"
items = [["late", 1]]
[[gate]]
when = "late > 8"
effect = "cap:60"
[[grade]]
name = "优秀"
share = 0.3
[[grade]]
name = "一般"
"#;

#[derive(Clone, Debug)]
struct Figures {
    group: bool,
    a: u32,
    b: u32,
    c: u32,
    t: u32,
    late: u32,
    hand: u32,
    list: Vec<u32>,
    marks: Vec<u32>,
}

/// What makes one figure of a unit larger.
type Raise = fn(&mut Figures, u32);

fn figures() -> impl Strategy<Value = Figures> {
    let numbers = (any::<bool>(), 0..120u32, 0..120u32, 0..12u32, 0..100u32, 0..10u32, 0..5u32);
    let lists = (prop::collection::vec(0..80u32, 0..5), prop::collection::vec(0..=100u32, 1..4));
    (numbers, lists).prop_map(|((group, a, b, c, t, late, hand), (list, marks))| Figures { group, a, b, c, t, late, hand, list, marks })
}

fn json(units: &[(usize, Figures)]) -> String {
    let units: Vec<_> = units
        .iter()
        .map(|(index, unit)| {
            format!(
                r#""单位{index:02}": {{"group": "{}", "a": {}.5, "b": {}, "c": {}, "t": {}, "late": {}, "hand": {}, "list": {:?}, "marks": {:?}}}"#,
                if unit.group { "县区" } else { "开发区" },
                unit.a,
                unit.b,
                unit.c,
                unit.t,
                unit.late,
                unit.hand,
                unit.list,
                unit.marks
            )
        })
        .collect();
    format!(r#"{{"month": 9, "units": {{{}}}}}"#, units.join(", "))
}

fn numbered(units: Vec<Figures>) -> Vec<(usize, Figures)> {
    units.into_iter().enumerate().collect()
}

/// The formula that a trace prints, read again as an expression.
fn read_back(trace: &str) -> Decimal {
    let formula = trace.split(';').next().unwrap().split_once(['=', '≈']).unwrap().1.trim();
    let scheme = format!(
        "id = \"t\"\nround_item = 10\n[[indicator]]\nid = \"a\"\npoints = 1\nscorer = \"ratio\"\nmeasure = \"1000 + ({formula})\"\ntarget = 1\ncap = 99999\n"
    );
    score(&scheme, r#"{"units": {"甲": {}}}"#).units[0].items[0].score - Decimal::ONE_THOUSAND
}

fn scores(evaluation: &Evaluation) -> BTreeMap<&str, Vec<Decimal>> {
    let lines = |unit: &'_ scoring::UnitResult| unit.items.iter().map(|line| line.score).collect();
    evaluation.units.iter().map(|unit| (unit.unit.as_str(), lines(unit))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_units_changes_nothing(units in prop::collection::vec(figures(), 1..8).prop_map(numbered), seed in any::<u64>()) {
        let mut shuffled = units.clone();
        shuffled.sort_by_key(|(index, _)| (*index as u64 + 1).wrapping_mul(seed | 1));
        prop_assert_eq!(score(SCHEME, &json(&units)), score(SCHEME, &json(&shuffled)));
    }

    #[test]
    fn the_total_follows_from_the_trace_alone(units in prop::collection::vec(figures(), 1..6).prop_map(numbered)) {
        let result = score(SCHEME, &json(&units));
        for unit in &result.units {
            prop_assert_eq!(unit.recomputed(result.round), Some(unit.total));
            for line in unit.items.iter().chain(&unit.adjustments) {
                let trace = line.trace.to_string();
                let read = read_back(&trace).round_dp_with_strategy(4, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
                prop_assert_eq!(read.normalize(), line.score, "{}", trace);
            }
        }
    }

    #[test]
    fn raising_a_capped_measure_never_lowers_its_score(units in prop::collection::vec(figures(), 2..6).prop_map(numbered), which in any::<prop::sample::Index>(), more in 1..60u32) {
        let which = which.index(units.len());
        let name = format!("单位{which:02}");
        let before = score(SCHEME, &json(&units));
        let raised = |change: Raise| {
            let mut raised = units.clone();
            change(&mut raised[which].1, more);
            score(SCHEME, &json(&raised))
        };
        let of = |result: &Evaluation, ids: &[&str]| -> Vec<Decimal> {
            let unit = result.units.iter().find(|unit| unit.unit == name).unwrap();
            unit.items.iter().filter(|line| ids.contains(&line.id.as_str())).map(|line| line.score).collect()
        };
        let cases: [(Raise, &[&str]); 3] = [
            (|unit, more| unit.a += more, &["完成", "分档", "档差", "合成"]),
            (|unit, more| unit.b += more, &["功效", "极差"]),
            (|unit, more| unit.c += more, &["名次", "累计", "缺口"]),
        ];
        for (change, ids) in cases {
            let after = raised(change);
            for (before, after) in of(&before, ids).into_iter().zip(of(&after, ids)) {
                prop_assert!(after >= before, "{before} fell to {after}");
            }
        }
    }

    #[test]
    fn frozen_peers_give_the_same_scores_after_others_changed(units in prop::collection::vec(figures(), 2..6).prop_map(numbered), other in figures(), which in any::<prop::sample::Index>()) {
        let scheme = Scheme::parse(SCHEME).unwrap();
        let before = evaluate(&scheme, &Units::parse(&json(&units)).unwrap(), None).unwrap();
        // What was frozen is kept as text and read again.
        let kept: Peers = serde_json::from_str(&serde_json::to_string(&before.peers).unwrap()).unwrap();
        let which = which.index(units.len());
        let mut changed = units.clone();
        changed[which].1 = Figures { group: units[which].1.group, ..other };
        let after = evaluate_against(&scheme, &Units::parse(&json(&changed)).unwrap(), &kept).unwrap();
        let name = format!("单位{which:02}");
        let (mut before, mut after) = (scores(&before), scores(&after));
        before.remove(name.as_str());
        after.remove(name.as_str());
        prop_assert_eq!(before, after);
    }

    #[test]
    fn no_text_makes_reading_fail_without_a_place(scheme in "\\PC{0,60}", units in "\\PC{0,60}") {
        for problem in Scheme::parse(&scheme).err().into_iter().chain(Units::parse(&units).err()).flatten() {
            prop_assert!(problem.line >= 1 && problem.column >= 1 && !problem.remedy.is_empty());
        }
    }

    #[test]
    fn a_scheme_with_any_piece_replaced_is_scored_or_refused(at in any::<prop::sample::Index>(), length in 0..12usize, piece in "[a-z0-9\"'\\[\\]{}=.,()+*/<> 甲乙丙-]{0,8}") {
        let mut chars: Vec<char> = SCHEME.chars().collect();
        let at = at.index(chars.len());
        let end = (at + length).min(chars.len());
        chars.splice(at..end, piece.chars());
        let text: String = chars.into_iter().collect();
        let units = Units::parse(&json(&[(0, Figures { group: true, a: 3, b: 4, c: 2, t: 10, late: 1, hand: 2, list: vec![12, 60], marks: vec![90] })])).unwrap();
        let problems = Scheme::parse(&text).and_then(|scheme| evaluate(&scheme, &units, None)).err();
        for problem in problems.into_iter().flatten() {
            prop_assert!(problem.line >= 1 && !problem.message.is_empty() && !problem.remedy.is_empty());
        }
    }
}
