//! A long ledger: read as a job in parts, its pages found in the index.

use std::time::Duration;

use app::import::{Change, MendDraft, NewFile, RowQuery, Standing, Tab, begin_commit, bring_in_within, mend, next_problem, rows, show};
use rstest::rstest;
use testkit::Engine;

use crate::ground::{ground, ledger, looked_at};

/// More than two parts.
const ROWS: usize = 2_300;
/// Every so many rows have an amount that is none.
const WRONG: usize = 100;

fn long_ledger() -> Vec<u8> {
    let lines: Vec<String> = (0..ROWS)
        .map(|number| {
            let total = if number % WRONG == 7 { "详见合同".to_owned() } else { (8_000 + number % 50).to_string() };
            format!("{},新材料生产基地{number}期项目,苏州第{number}材料有限公司,,{total},2026.3.10,,10,100", number + 1)
        })
        .collect();
    ledger(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_long_ledger_is_read_in_the_background_paged_mended_and_committed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let file = NewFile {
        file_name: "台账.csv".to_owned(),
        content: long_ledger(),
        period: "2026-09".parse().unwrap(),
        org: "141024".to_owned(),
        history: false,
    };
    let mut view = bring_in_within(&ground.app, &clerk, file, Duration::ZERO).await.unwrap();
    let id = view.import.id;
    assert_eq!(view.standing, Standing::Reading);
    while view.standing == Standing::Reading {
        tokio::time::sleep(Duration::from_millis(50)).await;
        view = show(&ground.app, &clerk, id).await.unwrap();
    }
    assert_eq!((view.standing, view.tabs.all, view.tabs.errors), (Standing::Read, ROWS, ROWS / WRONG));

    let page = rows(&ground.app, &clerk, id, &RowQuery::default(), 2_250, 100).await.unwrap();
    let places: Vec<usize> = page.rows.iter().map(|row| row.index).collect();
    assert_eq!((page.total, places), (ROWS, (2_250..ROWS).collect()));
    let wrong = RowQuery { tab: Tab::Errors, ..RowQuery::default() };
    let page = rows(&ground.app, &clerk, id, &wrong, 20, 10).await.unwrap();
    assert_eq!(page.rows.iter().map(|row| row.index).collect::<Vec<_>>(), [2_007, 2_107, 2_207]);
    let named = RowQuery { text: Some("基地2207期".to_owned()), ..RowQuery::default() };
    assert_eq!(rows(&ground.app, &clerk, id, &named, 0, 10).await.unwrap().total, 1);
    let next = next_problem(&ground.app, &clerk, id, &wrong, Some((2_007, Some("total_investment".to_owned()))), false).await.unwrap();
    assert_eq!(next.map(|next| (next.index, next.position)), Some((2_107, 21)));

    let changes = (0..ROWS)
        .filter(|number| number % WRONG == 7)
        .map(|index| Change { index, field: "total_investment".to_owned(), text: "8000".to_owned() })
        .collect();
    let mended = mend(&ground.app, &clerk, id, view.import.version, MendDraft::Changes(changes)).await.unwrap();
    assert_eq!(mended.touched, ROWS / WRONG);
    let begun = begin_commit(&ground.app, &clerk, id, looked_at()).await.unwrap();
    assert!(begun.ended_within(Duration::from_secs(120)).await);
    let done = show(&ground.app, &clerk, id).await.unwrap();
    assert_eq!((done.standing, done.result().unwrap().new_projects), (Standing::Committed, ROWS));
}
