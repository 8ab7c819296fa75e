use app::AppError;
use app::import::{RowQuery, commit, rows, show, undo};
use app::indicator::{BoardQuery, board};
use domain::claim::{ImportState, Level};
use rstest::rstest;
use testkit::Engine;

use crate::ground::{Ground, ground, ledger, looked_at, sample};

async fn reported(ground: &Ground, period: &str, code: &str) -> (Option<i64>, Option<i64>) {
    let leader = ground.person("leader").await;
    let query = BoardQuery { period: period.parse().unwrap(), level: Level::Reported, as_of: None };
    let cell = board(&ground.app, &leader, query).await.unwrap().total.values[code];
    (cell.month, cell.cumulative)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_sample_ledgers_reach_the_board_with_their_truth(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    for (account, org, name, projects, funds) in [
        ("hongtong", "141024", "ledger-sections.xlsx", 64, 139_140),
        ("xiangfen", "141023", "ledger-yi.xlsx", 48, 182_410),
        ("houma", "HMJKQ", "ledger-months.xlsx", 43, 93_110),
    ] {
        let clerk = ground.person(account).await;
        let view = ground.bring(&clerk, org, "2026-09", name, sample(name)).await.unwrap();
        assert_eq!((view.tabs.additions, view.tabs.skipped), (projects, 0), "{name}: {:?}", view.groups);
        let view = commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap();
        assert_eq!(view.import.state, ImportState::Committed);
        let leader = ground.person("leader").await;
        let query = BoardQuery { period: "2026-09".parse().unwrap(), level: Level::Reported, as_of: None };
        let board = board(&ground.app, &leader, query).await.unwrap();
        let line = board.lines.iter().find(|line| line.org.as_ref().is_some_and(|unit| unit.code == org)).unwrap();
        assert_eq!(line.values["funds"].cumulative.map(|fen| fen / 1_000_000), Some(funds), "{name}");
    }
    // Truth: 182,410 + 93,110 + 139,140 万元 paid in; 35 + 30 + 54 signed and 16 + 10 + 19 started this year.
    assert_eq!(reported(&ground, "2026-09", "funds").await.1, Some((182_410 + 93_110 + 139_140) * 1_000_000));
    assert_eq!(reported(&ground, "2026-09", "sign_cnt").await.1, Some((35 + 30 + 54) * 10_000));
    assert_eq!(reported(&ground, "2026-09", "start_cnt").await.1, Some((16 + 10 + 19) * 10_000));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_file_twice_writes_nothing_the_second_time(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let first = ground.bring(&clerk, "141024", "2026-09", "台账.xlsx", sample("ledger-sections.xlsx")).await.unwrap();
    commit(&ground.app, &clerk, first.import.id, looked_at()).await.unwrap();
    let before = reported(&ground, "2026-09", "funds").await;
    let again = ground.bring(&clerk, "141024", "2026-09", "台账(1).xlsx", sample("ledger-sections.xlsx")).await.unwrap();
    assert_eq!((again.tabs.additions, again.tabs.updates, again.plan.as_ref().unwrap().claims.len()), (0, 0, 0));
    commit(&ground.app, &clerk, again.import.id, looked_at()).await.unwrap();
    assert_eq!(reported(&ground, "2026-09", "funds").await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_cumulative_becomes_the_month_and_an_opening_balance_and_the_next_month_its_difference(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let august = ledger(&["1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,2026.5.6,200,1000"]);
    let view = ground.bring(&clerk, "141024", "2026-08", "8月.csv", august).await.unwrap();
    commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap();
    assert_eq!(reported(&ground, "2026-08", "funds").await, (Some(200_000_000), Some(1_000_000_000)));
    assert_eq!(reported(&ground, "2026-07", "funds").await, (Some(0), Some(800_000_000)));
    let september = ledger(&["1,新材料生产基地项目,苏州甲材料有限公司,,9000,2026.3.10,2026.5.6,50,1050"]);
    let view = ground.bring(&clerk, "141024", "2026-09", "9月.csv", september).await.unwrap();
    assert_eq!((view.tabs.additions, view.tabs.updates), (0, 1));
    commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap();
    assert_eq!(reported(&ground, "2026-09", "funds").await, (Some(50_000_000), Some(1_050_000_000)));
    // The contract's total was corrected: it counts once, with the new amount, in the month of the signing.
    assert_eq!(reported(&ground, "2026-03", "sign_cnt").await.0, Some(10_000));
    assert_eq!(reported(&ground, "2026-03", "sign_amt").await.0, Some(9_000_000_000));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_older_period_after_a_newer_one_is_held_back_until_it_is_confirmed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    for (period, total) in [("2026-09", 1_000), ("2026-08", 700)] {
        let row = format!("1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,,,{total}");
        let view = ground.bring(&clerk, "141024", period, "台账.csv", ledger(&[&row])).await.unwrap();
        if period == "2026-08" {
            let plan = view.plan.as_ref().unwrap();
            assert_eq!((plan.held, plan.claims.len()), (1, 0));
            assert!(view.groups.iter().any(|group| group.rule == "older_period"), "{:?}", view.groups);
        }
        commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap();
    }
    assert_eq!(reported(&ground, "2026-09", "funds").await.1, Some(1_000_000_000));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn undoing_an_import_takes_back_all_of_it_and_restores_former_facts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let bring = async |period: &str, rows: &[&str]| {
        let view = ground.bring(&clerk, "141024", period, "台账.csv", ledger(rows)).await.unwrap();
        commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap().import.id
    };
    bring("2026-08", &["1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,,100,100"]).await;
    let before = (
        reported(&ground, "2026-09", "funds").await,
        reported(&ground, "2026-09", "sign_amt").await,
        reported(&ground, "2026-09", "start_cnt").await,
    );
    let second = bring(
        "2026-09",
        &[
            "1,新材料生产基地项目,苏州甲材料有限公司,,8800,2026.3.10,2026.9.1,60,160",
            "2,冷链物流园项目,东莞乙物流有限公司,,5000,2026.9.2,,10,10",
        ],
    )
    .await;
    assert_eq!(reported(&ground, "2026-09", "sign_cnt").await.1, Some(20_000));
    let view = undo(&ground.app, &clerk, second, "导错了月份").await.unwrap();
    assert_eq!(view.import.state, ImportState::Undone);
    let after = (
        reported(&ground, "2026-09", "funds").await,
        reported(&ground, "2026-09", "sign_amt").await,
        reported(&ground, "2026-09", "start_cnt").await,
    );
    assert_eq!(after, before);
    let listed = app::project::list(&ground.app, &clerk, &app::list::ListQuery { limit: 10, ..Default::default() }).await.unwrap();
    assert_eq!(listed.items.len(), 1);
    assert_eq!(listed.items[0].row.money("total_investment", 2026).unwrap().0, 8_000_000_000);
    let again = undo(&ground.app, &clerk, second, "再来一次").await.unwrap_err();
    assert_eq!(again.code(), "import_not_committed");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_undo_is_refused_with_the_list_of_what_depends_on_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let (clerk, reviewer) = (ground.person("hongtong").await, ground.person("reviewer").await);
    let rows = ["1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,,100,100"];
    let view = ground.bring(&clerk, "141024", "2026-08", "台账.csv", ledger(&rows)).await.unwrap();
    let id = commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap().import.id;
    app::claim::decide_import(&ground.app, &reviewer, id).await.unwrap();
    let refused = undo(&ground.app, &clerk, id, "导错了").await.unwrap_err();
    let AppError::Conflict { code, errors, .. } = refused else { panic!("{refused:?}") };
    assert_eq!(code, "undo_blocked");
    assert_eq!(errors.len(), 2);
    assert!(errors[0].message.contains("新材料生产基地项目") && errors[0].message.contains("认定"), "{:?}", errors[0]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_countys_import_never_touches_anothers_project_of_the_same_name(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let rows = ["1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,,100,100"];
    for (account, org) in [("hongtong", "141024"), ("xiangfen", "141023")] {
        let clerk = ground.person(account).await;
        let view = ground.bring(&clerk, org, "2026-09", "台账.csv", ledger(&rows)).await.unwrap();
        assert_eq!(view.tabs.additions, 1, "{account}");
        commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap();
    }
    let clerk = ground.person("xiangfen").await;
    let elsewhere = ground.bring(&clerk, "141024", "2026-09", "台账.csv", ledger(&rows)).await.unwrap_err();
    assert_eq!(elsewhere.code(), "not_found");
    let hongtong = ground.person("hongtong").await;
    let page = app::import::list(&ground.app, &hongtong, None, 10).await.unwrap();
    assert_eq!(page.items.len(), 1);
    let foreign = app::import::list(&ground.app, &clerk, None, 10).await.unwrap().items[0].import.id;
    assert_eq!(show(&ground.app, &hongtong, foreign).await.unwrap_err().code(), "not_found");
    assert_eq!(rows_code(&ground, &hongtong, foreign).await, "not_found");
}

async fn rows_code(ground: &Ground, caller: &app::Caller, id: domain::ids::ImportId) -> &'static str {
    rows(&ground.app, caller, id, &RowQuery::default(), 0, 10).await.unwrap_err().code()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_ledger_is_refused_in_chinese_and_leaves_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    for content in [b"%PDF-1.7".to_vec(), Vec::new(), "没有表头\n只有一句话".as_bytes().to_vec()] {
        let AppError::Invalid(errors) = ground.bring(&clerk, "141024", "2026-09", "台账.xlsx", content).await.unwrap_err() else {
            panic!("not refused")
        };
        assert!(errors[0].message.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{:?}", errors[0]);
        assert!(!errors[0].code.is_empty());
    }
    assert!(app::import::list(&ground.app, &clerk, None, 10).await.unwrap().items.is_empty());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_organisations_columns_are_remembered_once_a_ledger_is_committed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let view = ground.bring(&clerk, "141024", "2026-09", "台账.xlsx", sample("ledger-sections.xlsx")).await.unwrap();
    let org = view.org.id;
    assert_eq!(store::import::column_memory(&ground.app.store.read(), org).await.unwrap(), None, "reading alone remembers nothing");
    commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap();
    let memory = store::import::column_memory(&ground.app.store.read(), org).await.unwrap().unwrap();
    assert!(memory.contains("project_name") && memory.contains("total_investment"), "{memory}");
    let again = ground.bring(&clerk, "141024", "2026-09", "台账.xlsx", sample("ledger-sections.xlsx")).await.unwrap();
    assert_eq!(again.total_investment, view.total_investment);
    assert_eq!(again.funds_year_to_date, view.funds_year_to_date);
}
