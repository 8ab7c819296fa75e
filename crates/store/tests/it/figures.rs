//! The law of the house: a number is the sum of its rows, at every level and as known at every instant.

use std::collections::BTreeMap;

use access::Scope;
use chrono::{DateTime, TimeDelta, Utc};
use domain::claim::{ClaimDraft, ClaimKind, Class, Level, OriginScope, Outcome, SourceKind, VerdictDraft, View};
use domain::ids::ClaimId;
use domain::measure::{Measure, cells_of};
use domain::money::Fen;
use domain::period::Period;
use domain::posting::{ClaimRecord, Dimensions, contributions, standing};
use domain::project::{ProjectFacts, section_number, size_band};
use proptest::prelude::*;
use rstest::rstest;
use store::claim::{self, Claim, Source};
use store::indicator::{Question, Span, Sum, entries, sums};
use store::org::Org;
use store::project::{NewProject, Project};
use store::record::{self, Entry};
use store::{Actor, Engine, Rows, StoreError, Visible};
use testkit::{TestStore, fresh_store};

use crate::ground::city;

pub(crate) const ALL: Scope = Scope::system("tests of the store");

/// One act in a history; numbers choose among what is there, modulo.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Project {
        unit: usize,
    },
    Claim {
        project: usize,
        kind: usize,
        month: u32,
        year: i32,
        amount: Option<i64>,
        origin: usize,
        class: usize,
        opening: bool,
        corrects: Option<usize>,
    },
    Withdraw {
        claim: usize,
    },
    Decide {
        claim: usize,
        outcome: usize,
        less: i64,
    },
    Revise {
        project: usize,
        total: i64,
    },
    NextDays {
        days: i64,
    },
}

pub(crate) fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => (0_usize..3).prop_map(|unit| Act::Project { unit }),
        6 => (
            (0_usize..9, 0_usize..8, 1_u32..=12, 2025_i32..=2026),
            (proptest::option::weighted(0.8, -5_000_i64..90_000), 0_usize..5, 0_usize..6, any::<bool>(), proptest::option::weighted(0.2, 0_usize..9)),
        ).prop_map(|((project, kind, month, year), (amount, origin, class, opening, corrects))| Act::Claim { project, kind, month, year, amount, origin, class, opening, corrects }),
        1 => (0_usize..30).prop_map(|claim| Act::Withdraw { claim }),
        4 => (0_usize..30, 0_usize..4, 0_i64..500).prop_map(|(claim, outcome, less)| Act::Decide { claim, outcome, less }),
        1 => (0_usize..9, 0_i64..200).prop_map(|(project, total)| Act::Revise { project, total }),
        2 => (1_i64..25).prop_map(|days| Act::NextDays { days }),
    ]
}

pub(crate) async fn perform(store: &TestStore, units: &[Visible<Org>], act: Act) {
    let read = store.read();
    let projects = Rows::<Project>::visible_to(&ALL).all(&read).await.unwrap();
    let claims = Rows::<Claim>::visible_to(&ALL).all(&read).await.unwrap();
    let actor = Actor::system("测试");
    let pick = |n: usize, of: usize| (of > 0).then(|| n % of.max(1));
    match act {
        Act::NextDays { days } => store.clock.advance(TimeDelta::days(days)),
        Act::Project { unit } => {
            let host = units[unit % units.len()].clone();
            let investor = ["投资方", "甲集团", "甲集团、乙科技"][projects.len() % 3];
            store
                .write(&actor, move |tx| {
                    let host = host.clone();
                    Box::pin(async move {
                        let facts = ProjectFacts { name: "项目".to_owned(), investor: investor.to_owned(), ..ProjectFacts::default() };
                        store::project::create(tx, vec![NewProject { host: &host, facts, claimed: false }], "测试", None).await.map(|_| ())
                    })
                })
                .await
                .unwrap();
        }
        Act::Claim { project, kind, month, year, amount, origin, class, opening, corrects } => {
            let Some(at) = pick(project, projects.len()) else { return };
            let project = projects[at].clone();
            let own: Vec<ClaimId> = claims.iter().filter(|claim| claim.project == project.id).map(|claim| claim.id).collect();
            let draft = ClaimDraft {
                kind: ClaimKind::ALL[kind],
                class: Class::ALL[class],
                origin: OriginScope::ALL[origin],
                amount: amount.map(Fen),
                approximate: false,
                occurred: None,
                period: Period::new(year, month).unwrap(),
                opening,
                corrects: corrects.and_then(|n| pick(n, own.len())).map(|n| own[n]),
            };
            append(store, Entry::Claim { project: project.key(), draft, org: project.org, source: Source::of(SourceKind::Form) }).await;
        }
        Act::Withdraw { claim } => {
            let Some(at) = pick(claim, claims.len()) else { return };
            if claim::withdrawals(&read, &[&claims[at]]).await.unwrap().is_empty() {
                let claim = claims[at].clone();
                append(store, Entry::Withdrawal { claim: claim.key(), reason: "测试".to_owned() }).await;
            }
        }
        Act::Decide { claim, outcome, less } => {
            let Some(at) = pick(claim, claims.len()) else { return };
            let claim = claims[at].clone();
            let recognised = claim.amount.map(|amount| Fen(amount.0 - less)).filter(|_| outcome == 0);
            let draft = VerdictDraft { outcome: Outcome::ALL[outcome], amount: recognised, reason: "测试".to_owned() };
            append(store, Entry::Verdict { claim: claim.key(), level: Level::Recognised, draft, recognised }).await;
        }
        Act::Revise { project, total } => {
            let Some(at) = pick(project, projects.len()) else { return };
            let project = projects[at].clone();
            store
                .write(&actor, move |tx| {
                    let project = project.clone();
                    Box::pin(async move {
                        let facts = ProjectFacts {
                            total_investment: Some(Fen(total * 1_000_000_000)),
                            industry_section: Some("C".into()),
                            ..project.facts.clone()
                        };
                        let project = store::project::revise(tx, &project, facts, true, "测试", None).await?;
                        record::append(tx, vec![Entry::FactChange { project: project.key() }]).await.map(|_| ())
                    })
                })
                .await
                .unwrap();
        }
    }
}

/// Appends one entry in a unit of work of its own.
async fn append(store: &TestStore, entry: Entry) {
    store
        .write(&Actor::system("测试"), move |tx| {
            let entry = entry.clone();
            Box::pin(async move { record::append(tx, vec![entry]).await.map(|_| ()) })
        })
        .await
        .unwrap();
}

/// What the log says, computed by the rules alone: sums of cells by key, as known at `as_of`.
async fn recomputed(store: &TestStore, as_of: DateTime<Utc>) -> BTreeMap<(Level, Measure, i32, Period), Sum> {
    let read = store.read();
    let claims = Rows::<Claim>::visible_to(&ALL).all(&read).await.unwrap();
    let visible: Vec<_> = claims.iter().collect();
    let verdicts = claim::verdicts(&read, &visible).await.unwrap();
    let withdrawals = claim::withdrawals(&read, &visible).await.unwrap();
    let mut found: BTreeMap<_, Sum> = BTreeMap::new();
    for project in Rows::<Project>::visible_to(&ALL).all(&read).await.unwrap() {
        let versions = store::project::versions(&read, &project).await.unwrap();
        let Some(facts) = versions.iter().rfind(|version| version.at <= as_of).map(|version| &version.facts) else { continue };
        let mut own: Vec<ClaimRecord> = claims
            .iter()
            .filter(|claim| claim.project == project.id && claim.recorded_at <= as_of)
            .map(|claim| ClaimRecord {
                id: claim.id,
                order: claim.sequence,
                kind: claim.kind,
                class: claim.class,
                origin: claim.origin,
                period: claim.period,
                amount: claim.amount.map(|amount| amount.0),
                opening: claim.opening,
                corrects: claim.corrects,
                withdrawn: withdrawals.iter().any(|w| w.claim == claim.id && w.at <= as_of),
                historical: claim.source.kind == SourceKind::HistoryCell,
                verdicts: verdicts
                    .iter()
                    .filter(|v| v.claim == claim.id && v.at <= as_of)
                    .map(|v| (v.level, v.outcome, v.amount.map(|a| a.0)))
                    .collect(),
            })
            .collect();
        own.sort_by_key(|claim| claim.order);
        let dimensions = Dimensions {
            unit: project.unit,
            industry: section_number(facts.industry_section.as_deref()),
            category: 0,
            size_band: size_band(facts.total_investment),
        };
        for level in Level::ALL {
            for entry in contributions(*level, dimensions, &standing(*level, &own)) {
                for (measure, period) in cells_of(&entry) {
                    let sum = found.entry((*level, measure, entry.unit, period)).or_default();
                    sum.count += i64::from(entry.count);
                    sum.amount += entry.amount;
                }
            }
        }
    }
    found
}

async fn check(store: &TestStore, units: &[Visible<Org>], as_of: Option<DateTime<Utc>>) -> Result<(), TestCaseError> {
    let read = store.read();
    let log = recomputed(store, as_of.unwrap_or(DateTime::<Utc>::MAX_UTC)).await;
    let spans = [
        Span { from: Period::new(2026, 1).unwrap(), to: Period::new(2026, 9).unwrap() },
        Span { from: Period::new(2026, 9).unwrap(), to: Period::new(2026, 9).unwrap() },
        Span { from: Period::new(2025, 1).unwrap(), to: Period::new(2025, 9).unwrap() },
    ];
    for level in [Level::Reported, Level::Recognised] {
        let question = Question { level, view: View::Location, units, as_of };
        let figures = sums(&read, &question, Measure::ALL, &spans).await.unwrap();
        for measure in Measure::ALL {
            for (place, span) in spans.iter().enumerate() {
                let rows = entries(&read, &question, *measure, *span, false).await.unwrap();
                for unit in units {
                    let figure = figures.get(&(*measure, unit.number, place)).copied().unwrap_or_default();
                    let of_rows = rows
                        .iter()
                        .filter(|row| row.unit == unit.number)
                        .fold(Sum::default(), |sum, row| Sum { count: sum.count + row.sum.count, amount: sum.amount + row.sum.amount });
                    prop_assert_eq!(figure, of_rows, "{:?} {:?} {:?}: rows", level, measure, span);
                    let of_log = log
                        .iter()
                        .filter(|((l, m, u, period), _)| {
                            (*l, *m, *u) == (level, *measure, unit.number) && span.from <= *period && *period <= span.to
                        })
                        .fold(Sum::default(), |sum, (_, part)| Sum { count: sum.count + part.count, amount: sum.amount + part.amount });
                    prop_assert_eq!(figure, of_log, "{:?} {:?} {:?}: log", level, measure, span);
                }
            }
        }
    }
    Ok(())
}

async fn history(engine: Engine, acts: Vec<Act>) -> Result<(), TestCaseError> {
    let store = fresh_store(engine).await;
    store.clock.set("2026-07-20T02:00:00Z");
    let units = city(&store).await;
    let mut instants = Vec::new();
    for act in std::iter::once(Act::Project { unit: 0 }).chain(acts) {
        perform(&store, &units, act).await;
        store.clock.advance(TimeDelta::minutes(1));
        instants.push(store.now());
    }
    check(&store, &units, None).await?;
    for instant in instants.iter().step_by(instants.len().div_ceil(5).max(1)) {
        check(&store, &units, Some(*instant)).await?;
    }
    let faults = store.write(&Actor::system("测试"), |tx| Box::pin(async move { record::compare_cells(tx).await })).await.unwrap();
    prop_assert!(faults.is_empty(), "{faults:?}");
    let faults = store.write(&Actor::system("测试"), |tx| Box::pin(async move { store::list::compare(tx).await })).await.unwrap();
    prop_assert!(faults.is_empty(), "{faults:?}");
    for project in Rows::<Project>::visible_to(&ALL).all(&store.read()).await.unwrap() {
        prop_assert_eq!(record::verify(&store.read(), &project).await.unwrap(), None);
    }
    Ok(())
}

#[rstest]
fn every_number_is_the_sum_of_its_rows_and_what_the_log_says_as_known_at_any_instant(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = ProptestConfig { cases: 12, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(acts in proptest::collection::vec(act(), 20..60))| {
        runtime.block_on(history(engine, acts))?;
    });
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn rebuilding_the_cells_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    perform(&store, &units, Act::Project { unit: 1 }).await;
    for (month, kind) in [(3, 0), (5, 1), (6, 6)] {
        let claim =
            Act::Claim { project: 0, kind, month, year: 2026, amount: Some(700), origin: 3, class: 1, opening: false, corrects: None };
        perform(&store, &units, claim).await;
    }
    let actor = Actor::system("测试");
    store.write(&actor, |tx| Box::pin(async move { record::rebuild_cells(tx).await })).await.unwrap();
    let faults = store.write(&actor, |tx| Box::pin(async move { record::compare_cells(tx).await })).await.unwrap();
    assert_eq!(faults, Vec::<String>::new());
    check(&store, &units, None).await.unwrap();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_record_read_through_one_county_does_not_hold_another_countys(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    for unit in 0..3 {
        perform(&store, &units, Act::Project { unit }).await;
        let claim = Act::Claim {
            project: unit,
            kind: 0,
            month: 3,
            year: 2026,
            amount: Some(700),
            origin: 3,
            class: 1,
            opening: false,
            corrects: None,
        };
        perform(&store, &units, claim).await;
    }
    let user = domain::ids::UserId(units[0].id.0);
    let scope = Scope::for_user(user, &[access::Range::Subtree], units[0].id, units[0].id);
    let nobody = Scope::for_user(user, &[], units[0].id, units[0].id);
    let read = store.read();
    let mine = Rows::<Project>::visible_to(&scope).all(&read).await.unwrap();
    assert!(mine.len() == 1 && mine.iter().all(|project| project.org == units[0].id));
    assert_eq!(Rows::<Claim>::visible_to(&scope).count(&read).await.unwrap(), 1);
    assert_eq!(Rows::<Project>::visible_to(&ALL).count(&read).await.unwrap(), 3);
    assert_eq!(Rows::<Project>::visible_to(&nobody).count(&read).await.unwrap(), 0);
    assert_eq!(Rows::<Org>::visible_to(&nobody).count(&read).await.unwrap(), 0);
    let other = Rows::<Project>::visible_to(&ALL).all(&read).await.unwrap().into_iter().find(|project| project.org != units[0].id).unwrap();
    let refused = Rows::<Project>::visible_to(&scope).by_id(&read, other.id.0).await;
    assert!(matches!(refused, Err(StoreError::NotFound)));
}
