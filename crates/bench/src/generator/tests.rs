//! The generated world is the same each time, and as unevenly spread and as messy as it says.

use super::*;

const SAMPLE: u32 = 5_000;

fn sample() -> Vec<Plan> {
    (0..SAMPLE).map(plan).collect()
}

/// In hundredths, rounded down.
fn share(of: usize, all: usize) -> usize {
    of * 100 / all
}

#[test]
fn a_project_is_the_same_whenever_it_is_asked_for_and_whatever_was_asked_before() {
    assert_eq!(plan(4_711), sample().swap_remove(4_711));
    assert_ne!(plan(4_711), plan(4_712));
}

#[test]
fn names_have_18_to_25_characters_and_none_comes_twice() {
    let names: std::collections::BTreeSet<String> = sample().into_iter().map(|plan| plan.facts.name).collect();
    assert_eq!(names.len(), SAMPLE as usize);
    let lengths: Vec<usize> = names.iter().map(|name| name.chars().count()).collect();
    assert!(lengths.iter().all(|length| (18..=32).contains(length)), "{:?}", lengths.iter().max());
}

#[test]
fn a_project_has_about_four_claims_and_most_of_them_are_recognised() {
    let plans = sample();
    let claims: Vec<&PlannedClaim> = plans.iter().flat_map(|plan| &plan.claims).filter(|claim| !claim.acts.is_empty()).collect();
    let per_hundred = share(claims.len(), SAMPLE as usize);
    assert!((370..=430).contains(&per_hundred), "{per_hundred}");
    // Those whose time has come: reported early enough to be decided by now.
    let old: Vec<_> = claims.iter().filter(|claim| claim.acts[0].0 < TICKS - 30).collect();
    let with = |wanted: fn(Outcome) -> bool| {
        let decided = |claim: &PlannedClaim| {
            claim.acts.iter().any(|(_, act)| matches!(act, Act::City { outcome, .. } if Outcome::from_number(*outcome).is_some_and(wanted)))
        };
        share(old.iter().filter(|claim| decided(claim)).count(), old.len())
    };
    assert!((83..=87).contains(&with(|outcome| outcome == Outcome::Passed)));
    assert!((3..=7).contains(&with(|outcome| outcome != Outcome::Passed)));
}

#[test]
fn reports_come_late_and_are_corrected_and_taken_back() {
    let plans = sample();
    let claims: Vec<&PlannedClaim> = plans.iter().flat_map(|plan| &plan.claims).filter(|claim| !claim.acts.is_empty()).collect();
    let late = claims.iter().filter(|claim| claim.corrects.is_none() && month(claim.acts[0].0 / DAYS) > claim.draft.period.next());
    assert!((5..=20).contains(&share(late.count(), claims.len())));
    assert!((1..=5).contains(&share(claims.iter().filter(|claim| claim.corrects.is_some()).count(), claims.len())));
    assert!(claims.iter().any(|claim| claim.acts.last().is_some_and(|(_, act)| *act == Act::Withdraw)));
}

#[test]
fn projects_lie_unevenly_over_units_and_every_unit_has_some() {
    let mut by_unit = vec![0; UNITS as usize];
    for plan in sample() {
        by_unit[plan.unit as usize] += 1;
    }
    assert!(by_unit.iter().all(|count| *count > 0));
    let first_city: usize = by_unit.iter().take(9).sum();
    assert!((12..=18).contains(&share(first_city, SAMPLE as usize)), "{first_city}");
}

#[test]
fn what_happens_to_a_claim_happens_in_order_and_on_different_days() {
    for plan in sample() {
        for claim in &plan.claims {
            assert!(claim.acts.is_sorted_by(|a, b| a.0 < b.0), "{claim:?}");
            assert!(claim.acts.first().is_none_or(|(_, act)| *act == Act::Report));
            if let (Some(of), Some(at)) = (claim.corrects, claim.acts.first()) {
                assert!(plan.claims[of].acts.last().is_some_and(|last| last.0 < at.0));
            }
        }
    }
}

#[test]
fn the_writing_days_lie_in_their_months_and_in_order() {
    let days: Vec<_> = (0..TICKS).map(instant).collect();
    assert!(days.is_sorted_by(|a, b| a < b));
    assert!((0..TICKS).all(|tick| Period::of_instant(instant(tick)) == month(tick / DAYS)));
    assert_eq!(last_month().to_string(), "2026-09");
}

#[test]
fn the_tree_has_three_thousand_organisations_of_which_126_are_units() {
    let orgs = orgs();
    assert_eq!(orgs.len(), 3_039);
    assert_eq!(orgs.iter().filter(|org| org.kind.is_unit()).count(), UNITS as usize);
    assert!(orgs.iter().all(|org| org.parent_code.as_ref().is_none_or(|parent| orgs.iter().any(|above| above.code == *parent))));
}
