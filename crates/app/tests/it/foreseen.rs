//! What the differences say of the unit's figures is what the board says after the commit.

use std::collections::BTreeMap;
use std::time::Duration;

use app::import::{Effect, FigureChange, commit, differences, undo};
use app::indicator::{BoardQuery, Cell, board};
use domain::claim::Level;
use domain::ids::ImportId;
use proptest::prelude::*;
use rstest::rstest;
use testkit::Engine;

use crate::ground::{Ground, ground, ledger, looked_at};

/// A project as a ledger tells of it: what it is worth, when it was signed and started, what was paid in.
#[derive(Clone, Debug)]
struct Told {
    project: u32,
    total: u32,
    signed: u32,
    started: Option<u32>,
    month: u32,
    paid: u32,
}

fn told() -> impl Strategy<Value = Told> {
    (0..6_u32, 1..50_u32, 1..=9_u32, proptest::option::of(1..=9_u32), 0..40_u32, 0..200_u32)
        .prop_map(|(project, total, signed, started, month, paid)| Told { project, total: total * 500, signed, started, month, paid })
}

fn file(rows: &[Told]) -> Vec<u8> {
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let started = row.started.map(|month| format!("2026.{month}")).unwrap_or_default();
            let (number, total, signed, month, paid) = (row.project, row.total, row.signed, row.month, row.paid);
            format!("{number},新材料基地{number}期项目,苏州第{number}材料有限公司,,{total},2026.{signed}.10,{started},{month},{paid}")
        })
        .collect();
    ledger(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

async fn foreseen(ground: &Ground, id: ImportId) -> BTreeMap<String, FigureChange> {
    let clerk = ground.person("hongtong").await;
    match differences(&ground.app, &clerk, id, 0, 10, Duration::ZERO).await.unwrap().effect {
        Effect::Known(figures) => figures,
        Effect::Computing(_) => panic!("a small import is computed at once"),
    }
}

async fn counted(ground: &Ground) -> BTreeMap<&'static str, Cell> {
    let query = BoardQuery { period: "2026-09".parse().unwrap(), level: Level::Reported, as_of: None };
    let board = board(&ground.app, &ground.person("leader").await, query).await.unwrap();
    board.lines.into_iter().find(|line| line.org.as_ref().is_some_and(|org| org.code == "141024")).unwrap().values
}

/// Ledgers one after the other; between them everything is recognised, or the last one undone.
async fn told_is_given(engine: Engine, ledgers: Vec<(Vec<Told>, bool, bool)>) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let reviewer = ground.person("reviewer").await;
    for (rows, recognised, undone) in ledgers {
        let view = ground.bring(&clerk, "141024", "2026-09", "台账.csv", file(&rows)).await.unwrap();
        let id = view.import.id;
        let before = counted(&ground).await;
        let changes = foreseen(&ground, id).await;
        assert_eq!(counted(&ground).await, before, "looking at the differences writes nothing");
        commit(&ground.app, &clerk, id, looked_at()).await.unwrap();
        let after = counted(&ground).await;
        for (code, change) in &changes {
            let (was, is) = (before[code.as_str()], after[code.as_str()]);
            assert_eq!((change.month, change.cumulative), ([was.month, is.month], [was.cumulative, is.cumulative]), "{code} of {rows:?}");
        }
        assert_eq!(changes.len(), after.len());
        if recognised {
            app::claim::decide_import(&ground.app, &reviewer, id).await.unwrap();
        } else if undone {
            let bureau = ground.person("hongtong").await;
            undo(&ground.app, &bureau, id, "导错了").await.unwrap();
            assert_eq!(counted(&ground).await, before, "an undo brings the figures back");
        }
    }
}

/// Random ledgers of a few projects.
fn ledgers() -> impl Strategy<Value = Vec<(Vec<Told>, bool, bool)>> {
    proptest::collection::vec((proptest::collection::vec(told(), 1..8), any::<bool>(), any::<bool>()), 2..4)
}

#[rstest]
fn figures_are_foreseen_as_the_commit_gives_them(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let cases = if engine == Engine::Sqlite { 12 } else { 4 };
    proptest!(ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }, |(ledgers in ledgers())| {
        runtime.block_on(told_is_given(engine, ledgers));
    });
}
