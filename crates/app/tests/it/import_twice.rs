//! Ledgers that tell of the same projects, one after the other and at once: no project and no money is booked twice.

use std::collections::BTreeMap;

use app::import::{commit, show};
use app::list::ListQuery;
use app::{App, Caller};
use domain::ids::ImportId;
use proptest::prelude::*;
use rstest::rstest;
use testkit::Engine;

use crate::ground::{Ground, ground, ledger, looked_at};

/// Projects of the pool from which ledgers are drawn.
const POOL: u32 = 9;

/// What every ledger tells of a project: two of the pool have one name and differ by their investor.
fn line(number: u32) -> String {
    let name = number % (POOL - 1);
    format!("{number},新材料生产基地{name}期项目,苏州第{number}材料有限公司,,{},2026.3.10,,,{}", 8_000 + number, 100 + number)
}

fn funds(number: u32) -> i64 {
    i64::from(100 + number) * 1_000_000
}

fn file(projects: &[u32]) -> Vec<u8> {
    let lines: Vec<String> = projects.iter().map(|number| line(*number)).collect();
    ledger(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

async fn enter(app: App, caller: Caller, id: ImportId) {
    commit(&app, &caller, id, looked_at()).await.unwrap();
}

/// Brings the ledgers in at once, then commits them at once.
async fn bring_at_once(ground: &Ground, clerk: &Caller, files: [&[u32]; 2]) {
    let [first, second] = files.map(|projects| ground.bring(clerk, "141024", "2026-09", "台账.csv", file(projects)));
    let (first, second) = tokio::join!(first, second);
    let commits =
        [first.unwrap().import.id, second.unwrap().import.id].map(|id| tokio::spawn(enter(ground.app.clone(), clerk.clone(), id)));
    for commit in commits {
        commit.await.unwrap();
    }
}

/// How often each project is there, and the year's funds of the unit in fen.
async fn booked(ground: &Ground, clerk: &Caller) -> (BTreeMap<(String, String), usize>, Option<i64>) {
    let listed = app::project::list(&ground.app, clerk, &ListQuery { limit: 100, ..ListQuery::default() }).await.unwrap();
    let mut projects = BTreeMap::new();
    for line in listed.items {
        *projects.entry((line.row.name().to_owned(), line.row.text("investor").unwrap_or_default().to_owned())).or_default() += 1;
    }
    let leader = ground.person("leader").await;
    let query = app::indicator::BoardQuery { period: "2026-09".parse().unwrap(), level: domain::claim::Level::Reported, as_of: None };
    let board = app::indicator::board(&ground.app, &leader, query).await.unwrap();
    (projects, board.total.values["funds"].cumulative)
}

#[rstest]
fn overlapping_ledgers_that_come_in_at_once_and_again_make_no_double(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let draw = || prop::collection::vec(0..POOL, 1..7);
    proptest!(ProptestConfig { cases: 5, ..ProptestConfig::default() }, |(first in draw(), second in draw())| {
        runtime.block_on(async {
            let ground = ground(engine).await;
            let clerk = ground.person("hongtong").await;
            bring_at_once(&ground, &clerk, [&first, &second]).await;
            let told: std::collections::BTreeSet<u32> = first.iter().chain(&second).copied().collect();
            let (projects, sum) = booked(&ground, &clerk).await;
            prop_assert_eq!(projects.len(), told.len());
            prop_assert!(projects.values().all(|count| *count == 1), "{:?}", projects);
            prop_assert_eq!(sum, Some(told.iter().map(|number| funds(*number)).sum()));
            bring_at_once(&ground, &clerk, [&second, &first]).await;
            prop_assert_eq!(booked(&ground, &clerk).await, (projects, sum));
            Ok(())
        })?;
    });
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn rows_that_look_alike_become_one_project_or_two_as_the_clerk_decides(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    use app::import::{GroupMend, MendDraft, MendKind, mend};
    for (kind, projects) in [(MendKind::Same, 1), (MendKind::Different, 2)] {
        let ground = ground(engine).await;
        let clerk = ground.person("hongtong").await;
        let view = ground.bring(&clerk, "141024", "2026-09", "台账.csv", file(&[1, 1])).await.unwrap();
        assert_eq!((view.tabs.duplicates, view.tabs.additions, view.tabs.skipped), (1, 1, 1));
        let group = GroupMend { rule: "duplicate_row".to_owned(), kind, value: None, text: None, rows: None };
        mend(&ground.app, &clerk, view.import.id, view.import.version, MendDraft::Group(group)).await.unwrap();
        let view = show(&ground.app, &clerk, view.import.id).await.unwrap();
        assert_eq!((view.tabs.duplicates, view.tabs.additions), (0, projects), "{kind:?}");
        commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap();
        let (found, _) = booked(&ground, &clerk).await;
        assert_eq!(found.values().sum::<usize>(), projects, "{kind:?}");
    }
}
