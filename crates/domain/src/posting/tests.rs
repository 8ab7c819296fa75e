use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn id(n: u128) -> ClaimId {
    ClaimId(Uuid::from_u128(n))
}

fn claim(n: u128, kind: ClaimKind, period: &str, amount: Option<i64>) -> ClaimRecord {
    ClaimRecord {
        id: id(n),
        order: i64::try_from(n).unwrap(),
        kind,
        class: Class::Unspecified,
        origin: OriginScope::OutOfProvince,
        period: period.parse().unwrap(),
        amount,
        opening: false,
        corrects: None,
        withdrawn: false,
        historical: false,
        verdicts: Vec::new(),
    }
}

const DIMENSIONS: Dimensions = Dimensions { unit: 3, industry: 3, category: 0, size_band: 2 };

fn posted(level: Level, claims: &[ClaimRecord]) -> Vec<Contribution> {
    contributions(level, DIMENSIONS, &standing(level, claims))
}

fn count(entries: &[Contribution], kind: ClaimKind) -> i32 {
    entries.iter().filter(|e| e.kind == kind).map(|e| e.count).sum()
}

fn amount(entries: &[Contribution], kind: ClaimKind) -> i64 {
    entries.iter().filter(|e| e.kind == kind).map(|e| e.amount).sum()
}

#[test]
fn a_project_signed_twice_counts_at_its_first_signing() {
    let claims = [claim(1, ClaimKind::Signed, "2026-05", Some(500)), claim(2, ClaimKind::Signed, "2026-03", Some(300))];
    let entries = posted(Level::Reported, &claims);
    assert_eq!(count(&entries, ClaimKind::Signed), WHOLE);
    assert_eq!(amount(&entries, ClaimKind::Signed), 300);
}

#[test]
fn nothing_counts_as_recognised_before_a_verdict_passes_it() {
    let mut claims = [claim(1, ClaimKind::FundsPaidIn, "2026-05", Some(500))];
    assert!(posted(Level::Recognised, &claims).is_empty());
    claims[0].verdicts.push((Level::Recognised, Outcome::Passed, Some(400)));
    assert_eq!(amount(&posted(Level::Recognised, &claims), ClaimKind::FundsPaidIn), 400);
    assert_eq!(amount(&posted(Level::Reported, &claims), ClaimKind::FundsPaidIn), 500);
    claims[0].verdicts.push((Level::Recognised, Outcome::Revoked, None));
    assert!(posted(Level::Recognised, &claims).is_empty());
}

#[test]
fn a_claim_of_a_former_years_ledger_counts_as_reported_and_at_no_other_level_whatever_is_decided() {
    let mut claims = [claim(1, ClaimKind::FundsPaidIn, "2025-05", Some(500))];
    claims[0].historical = true;
    assert_eq!(claims[0].state(false), ClaimState::Historical);
    claims[0].verdicts.push((Level::Recognised, Outcome::Passed, Some(400)));
    for level in [Level::County, Level::Recognised, Level::Statistics] {
        assert!(posted(level, &claims).is_empty());
    }
    assert_eq!(amount(&posted(Level::Reported, &claims), ClaimKind::FundsPaidIn), 500);
}

#[test]
fn a_returned_claim_no_longer_counts_as_reported_until_it_passes() {
    let mut claims = [claim(1, ClaimKind::Signed, "2026-05", Some(500))];
    claims[0].verdicts.push((Level::Recognised, Outcome::Returned, None));
    assert!(posted(Level::Reported, &claims).is_empty());
    claims[0].verdicts.push((Level::Recognised, Outcome::Passed, None));
    assert_eq!(count(&posted(Level::Reported, &claims), ClaimKind::Signed), WHOLE);
}

#[test]
fn a_correction_replaces_at_once_where_it_is_reported_and_where_it_is_recognised_only_when_it_passes() {
    let mut claims = vec![claim(1, ClaimKind::Signed, "2026-05", Some(500))];
    claims[0].verdicts.push((Level::Recognised, Outcome::Passed, None));
    let mut correction = claim(2, ClaimKind::Signed, "2026-05", Some(450));
    correction.corrects = Some(id(1));
    claims.push(correction);
    assert_eq!(amount(&posted(Level::Reported, &claims), ClaimKind::Signed), 450);
    assert_eq!(amount(&posted(Level::Recognised, &claims), ClaimKind::Signed), 500);
    claims[1].verdicts.push((Level::Recognised, Outcome::Passed, None));
    assert_eq!(amount(&posted(Level::Recognised, &claims), ClaimKind::Signed), 450);
}

#[test]
fn a_project_ended_in_its_signing_year_leaves_that_years_signings_in_the_month_it_ended() {
    let claims = [
        claim(1, ClaimKind::Signed, "2026-02", Some(500)),
        claim(2, ClaimKind::Started, "2026-04", None),
        claim(3, ClaimKind::Terminated, "2026-08", None),
    ];
    let entries = posted(Level::Reported, &claims);
    assert_eq!(count(&entries, ClaimKind::Signed), 0);
    assert_eq!(count(&entries, ClaimKind::Started), 0);
    assert_eq!(amount(&entries, ClaimKind::Signed), 0);
    let deduction = entries.iter().find(|e| e.kind == ClaimKind::Signed && e.count < 0).unwrap();
    assert_eq!((deduction.claim, deduction.period.to_string()), (id(3), "2026-08".to_owned()));
}

#[test]
fn an_ending_in_a_later_year_leaves_the_years_before_alone() {
    let claims = [claim(1, ClaimKind::Signed, "2025-02", Some(500)), claim(3, ClaimKind::Terminated, "2026-08", None)];
    let entries = posted(Level::Reported, &claims);
    assert_eq!(count(&entries, ClaimKind::Signed), WHOLE);
}

fn any_claims() -> impl Strategy<Value = Vec<ClaimRecord>> {
    let verdict =
        (0_usize..4, proptest::option::of(-900_i64..900)).prop_map(|(outcome, amount)| (Level::Recognised, Outcome::ALL[outcome], amount));
    let one = (
        0_usize..8,
        1_u32..=12,
        2024_i32..=2026,
        proptest::option::of(-900_i64..900),
        any::<bool>(),
        proptest::collection::vec(verdict, 0..4),
        0_usize..6,
    );
    proptest::collection::vec(one, 0..12).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(n, (kind, month, year, amount, withdrawn, verdicts, corrects))| {
                let n = n as u128 + 1;
                let mut record = claim(n, ClaimKind::ALL[kind], &format!("{year}-{month:02}"), amount);
                record.withdrawn = withdrawn;
                record.verdicts = verdicts;
                record.corrects = (corrects > 0 && (corrects as u128) < n).then(|| id(corrects as u128));
                record
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn posting_the_changes_always_leads_to_what_is_wanted(before in any_claims(), after in any_claims()) {
        for level in [Level::Reported, Level::Recognised] {
            let (old, new) = (posted(level, &before), posted(level, &after));
            let mut history = changes(&[], &old);
            history.extend(changes(&old, &new));
            let mut left = in_force(history.clone());
            let mut wanted = new.clone();
            left.sort();
            wanted.sort();
            prop_assert_eq!(left, wanted);
            prop_assert_eq!(history.iter().map(|e| e.amount).sum::<i64>(), new.iter().map(|e| e.amount).sum::<i64>());
            prop_assert!(changes(&new, &new).is_empty());
        }
    }

    #[test]
    fn a_milestone_never_counts_more_than_once_nor_less_than_not(claims in any_claims()) {
        for level in [Level::Reported, Level::Recognised] {
            let entries = posted(level, &claims);
            for kind in ClaimKind::ALL {
                let sum = count(&entries, *kind);
                prop_assert!((0..=WHOLE).contains(&sum), "{kind:?} counts {sum}");
            }
        }
    }
}
