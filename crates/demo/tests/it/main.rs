//! The demonstration as a whole, small, on both engines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to stop")]

use app::App;
use app::identity::caller_of_account;
use app::indicator::{BoardQuery, FigureQuery, SpanKind, board, figure_rows};
use app::list::ListQuery;
use demo::{DemoClock, DemoError, DemoOptions, PASSWORD, World, WorldProject, prepare, workbook};
use domain::claim::{ClaimKind, ClaimState, Level, Outcome};
use domain::list::Condition;
use domain::money::Fen;
use domain::period::Period;
use rstest::rstest;
use std::sync::Arc;
use store::{Actor, Engine, Store, StoreOptions};
use testkit::fresh_store;

const SMALL: DemoOptions = DemoOptions { projects: 60, seed: 7 };

async fn totals(url: &str) -> Vec<(String, Option<i64>)> {
    let store = Store::open(&StoreOptions::new(url), Arc::new(DemoClock::today())).await.unwrap();
    let app = App::new(store);
    let leader = caller_of_account(&app, "lingdao").await.unwrap();
    let query = BoardQuery { period: "2026-09".parse().unwrap(), level: Level::Reported, as_of: None };
    let board = board(&app, &leader, query).await.unwrap();
    let mut found = Vec::new();
    for indicator in board.indicators {
        let value = board.total.values.get(indicator.code.as_str()).unwrap().cumulative;
        let query = FigureQuery {
            indicator: indicator.code.clone(),
            org: None,
            period: query.period,
            span: SpanKind::Cumulative,
            level: query.level,
            as_of: None,
        };
        assert_eq!(figure_rows(&app, &leader, query).await.unwrap().value, value, "{}", indicator.code);
        found.push((indicator.code.clone(), value));
    }
    found
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_demonstration_is_the_same_every_time_and_its_numbers_open(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (one, other) = (fresh_store(engine).await, fresh_store(Engine::Sqlite).await);
    for url in [&one.url, &other.url] {
        let summary = prepare(&StoreOptions::new(url), &SMALL, |_| ()).await.unwrap();
        assert!(summary.projects >= 60 && summary.claims > 200, "{summary:?}");
        assert_eq!(summary.demonstration.password, PASSWORD);
        let again = prepare(&StoreOptions::new(url), &SMALL, |_| ()).await.unwrap();
        assert_eq!((again.projects, again.ledgers), (0, 0), "prepared twice");
    }
    assert_eq!(totals(&one.url).await, totals(&other.url).await);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_holds_something_else_is_left_alone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let store = fresh_store(engine).await;
    let app = App::new(store.store.clone());
    let table = "code,name,short_name,kind,parent_code,sort,valid_from,valid_to\n141000,临汾市,临汾市,city,,0,2020-01-01,\n";
    app::org::import_by_command(&app, &Actor::system("测试"), table.as_bytes()).await.unwrap();
    let refused = prepare(&StoreOptions::new(&store.url), &SMALL, |_| ()).await.unwrap_err();
    assert!(matches!(refused, DemoError::Occupied), "{refused:?}");
    assert_eq!(store::org::directory(&store.read()).await.unwrap().len(), 1);
}

#[test]
fn every_ledger_reads_back_to_what_the_world_tells() {
    let world = World::generate(11, 400);
    for period in ["2024-03", "2025-03", "2025-12", "2026-09"].map(|text| text.parse::<Period>().unwrap()) {
        for (place, unit) in world.units.iter().enumerate() {
            let live: Vec<&WorldProject> = world.listed(place, period).filter(|project| !project.has_ended(period)).collect();
            if live.is_empty() {
                continue;
            }
            let bytes = workbook(&world, place, period).to_xlsx().unwrap();
            let reading = app::import::read_ledger_file(&bytes, "台账.xlsx", period, None).unwrap();
            let report = sheets::report::JsonReport::of(&reading);
            let which = format!("{} {period}", unit.name);
            assert_eq!(report.rows, live.len(), "{which}");
            let funds: i64 = live.iter().map(|project| project.told(period).year_to_date).sum();
            assert_eq!(report.funds_year_to_date_fen.unwrap_or(0), Fen::from_wan(funds).0, "{which}");
            let read: std::collections::BTreeMap<&str, _> =
                reading.projects.iter().map(|row| (row.name.value.as_deref().unwrap_or_default(), row)).collect();
            for project in live {
                let told = project.told(period);
                let row = read.get(project.name.as_str()).unwrap_or_else(|| panic!("{which}: {}", project.name));
                let total = row.total_investment.as_ref().and_then(|field| field.value);
                let fen = total.map(|amount| amount.money.minor);
                assert_eq!(fen == Some(Fen::from_wan(told.total)), !told.unit_slip, "{which}: {} {total:?}", project.name);
                assert!(total.is_none_or(|amount| amount.approximate == told.approximate || told.unit_slip), "{which}: {}", project.name);
            }
        }
    }
}

/// The demonstration as it is shown, for what only a full one has.
#[tokio::test(flavor = "multi_thread")]
async fn the_record_of_the_demonstration_holds_every_mess_and_every_kind() {
    let store = fresh_store(Engine::Sqlite).await;
    let summary = prepare(&StoreOptions::new(&store.url), &DemoOptions { projects: 240, ..DemoOptions::default() }, |_| ()).await.unwrap();
    for kind in ClaimKind::ALL {
        assert!(summary.kinds.get(kind).is_some_and(|count| *count > 0), "{kind:?}: {summary:?}");
    }
    let app = App::new(Store::open(&StoreOptions::new(&store.url), Arc::new(DemoClock::today())).await.unwrap());
    let reviewer = caller_of_account(&app, "shenhe").await.unwrap();
    let count = async |state: ClaimState| {
        let filter = vec![Condition::one_of("state", [state.code()])].into();
        let query = ListQuery { filter, limit: 200, ..ListQuery::default() };
        app::claim::list(&app, &reviewer, None, &query).await.unwrap()
    };
    for state in [
        ClaimState::Pending,
        ClaimState::Recognised,
        ClaimState::Returned,
        ClaimState::Rejected,
        ClaimState::Withdrawn,
        ClaimState::Replaced,
    ] {
        assert!(count(state).await.total > 0, "{state:?}");
    }
    let waiting = count(ClaimState::Pending).await;
    assert!(waiting.items.iter().all(|view| view.claim.period >= "2026-06".parse().unwrap()), "only late months wait");
    let revoked = count(ClaimState::Rejected).await;
    assert!(revoked.items.iter().any(|view| view.verdicts.iter().any(|verdict| verdict.outcome == Outcome::Revoked)), "taken back");
}
