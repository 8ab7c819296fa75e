//! Ledgers of former years: they give growth a base, and nobody mistakes them for what was recognised.

use app::claim::{decide, list};
use app::import::{CommitOptions, NewFile, bring_in, commit};
use app::indicator::{BoardQuery, Cell, board};
use app::list::ListQuery;
use app::{AppError, Caller};
use domain::claim::{ClaimState, Level, Outcome, SourceKind, VerdictDraft};
use rstest::rstest;
use testkit::Engine;

use crate::ground::{Ground, ground, ledger};

const UNIT: &str = "141024";

async fn bring(ground: &Ground, clerk: &Caller, period: &str, history: bool, rows: &[&str]) -> Result<(), AppError> {
    let file =
        NewFile {
            file_name: "台账.csv".to_owned(), content: ledger(rows), period: period.parse().unwrap(), org: UNIT.to_owned(), history
        };
    let view = bring_in(&ground.app, clerk, file).await?;
    commit(&ground.app, clerk, view.import.id, CommitOptions::default()).await.map(drop)
}

async fn funds(ground: &Ground, caller: &Caller, period: &str, level: Level) -> Cell {
    let board = board(&ground.app, caller, BoardQuery { period: period.parse().unwrap(), level, as_of: None }).await.unwrap();
    board.lines.iter().find(|line| line.org.as_ref().is_some_and(|org| org.code == UNIT)).unwrap().values["funds"]
}

const LAST_YEAR: [&str; 1] = ["1,甲项目,甲公司,,150000,2025.3.1,2025.5.1,,80000"];

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_former_years_ledger_is_the_base_of_growth_as_reported_and_nothing_as_recognised(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    bring(&ground, &clerk, "2025-09", true, &LAST_YEAR).await.unwrap();
    bring(&ground, &clerk, "2025-09", true, &LAST_YEAR).await.unwrap();
    bring(&ground, &clerk, "2026-09", false, &["1,乙项目,乙公司,,190000,2026.3.1,,10000,100000"]).await.unwrap();

    let reported = funds(&ground, &clerk, "2026-09", Level::Reported).await;
    assert_eq!(reported.last_year_cumulative, Some(80_000_000_000), "brought in twice and booked once");
    assert_eq!(reported.growth, Some(2_500));
    for period in ["2025-09", "2026-09"] {
        let recognised = funds(&ground, &clerk, period, Level::Recognised).await;
        assert_eq!((recognised.cumulative, recognised.last_year_cumulative), (Some(0), Some(0)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn historical_claims_say_what_they_are_and_wait_for_no_verdict() {
    let ground = ground(Engine::Sqlite).await;
    let clerk = ground.person("hongtong").await;
    bring(&ground, &clerk, "2025-09", true, &LAST_YEAR).await.unwrap();
    let reviewer = ground.person("reviewer").await;
    let all = list(&ground.app, &reviewer, None, &ListQuery { limit: 100, ..ListQuery::default() }).await.unwrap().items;
    assert_eq!(all.len(), 3, "a signing, a start and funds");
    for view in &all {
        assert_eq!((view.state, view.claim.source.kind), (ClaimState::Historical, SourceKind::HistoryCell));
    }
    let passed = VerdictDraft { outcome: Outcome::Passed, amount: None, reason: String::new() };
    let refused = decide(&ground.app, &reviewer, all[0].claim.id, passed).await.unwrap_err();
    assert!(refused.to_string().contains("历史数据"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ledger_of_this_year_is_no_history() {
    let ground = ground(Engine::Sqlite).await;
    let clerk = ground.person("hongtong").await;
    let Err(AppError::Invalid(errors)) = bring(&ground, &clerk, "2026-08", true, &LAST_YEAR).await else { panic!() };
    assert_eq!(errors[0].pointer, "/period");
}
