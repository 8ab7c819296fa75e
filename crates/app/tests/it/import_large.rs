//! A long ledger: read as a job in parts, its pages found in the index.

use std::collections::BTreeMap;
use std::time::Duration;

use app::Caller;
use app::import::{
    Change, Effect, FigureChange, MendDraft, NewFile, RowQuery, Standing, Tab, begin_commit, begin_undo, bring_in_within, differences,
    mend, next_problem, rows, show, undo_outlook,
};
use domain::ids::ImportId;
use domain::job::JobState;
use rstest::rstest;
use testkit::Engine;

use crate::ground::{Ground, ground, ledger, looked_at};

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
async fn a_long_ledger_is_read_in_the_background_paged_mended_committed_and_undone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
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
    let told = foreseen(&ground, &clerk, id).await;
    assert_eq!(told["sign_cnt"].cumulative, [Some(0), Some(i64::try_from(ROWS).unwrap() * 10_000)]);
    let begun = begin_commit(&ground.app, &clerk, id, looked_at()).await.unwrap();
    assert!(begun.ended_within(Duration::from_mins(2)).await);
    let done = show(&ground.app, &clerk, id).await.unwrap();
    assert_eq!((done.standing, done.result().unwrap().new_projects), (Standing::Committed, ROWS));
    // So many claims are counted, not looked at one by one.
    assert_eq!((usize::try_from(done.pending).ok(), done.checked), (Some(done.result().unwrap().claims), None));

    let outlook = undo_outlook(&ground.app, &clerk, id).await.unwrap();
    assert_eq!((outlook.blockers.len(), outlook.restores), (0, ROWS));
    let begun = begin_undo(&ground.app, &clerk, id, "导错了").await.unwrap();
    assert!(begun.ended_within(Duration::from_mins(2)).await);
    let undone = show(&ground.app, &clerk, id).await.unwrap();
    assert_eq!((undone.standing, undone.result().unwrap().withdrawn), (Standing::Undone, Some(outlook.withdraws)));
    let listed = app::project::list(&ground.app, &clerk, &app::list::ListQuery { limit: 1, ..Default::default() }).await.unwrap();
    assert_eq!(listed.total, 0);
}

/// The figures of a long import, which a job computes.
async fn foreseen(ground: &Ground, clerk: &Caller, id: ImportId) -> BTreeMap<String, FigureChange> {
    let mut asked = 0;
    loop {
        let found = differences(&ground.app, clerk, id, 0, 10, Duration::ZERO).await.unwrap();
        match found.effect {
            Effect::Known(figures) => {
                assert!(asked > 0, "a long import is not computed while one waits");
                return figures;
            }
            Effect::Computing(job) => {
                let view = app::job::show(&ground.app, clerk, job).await.unwrap();
                assert_ne!(view.job.state, JobState::Failed, "{:?}", view.fault);
            }
        }
        asked += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
