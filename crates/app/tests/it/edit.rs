//! Changing a project's facts by hand, and bringing former values back.

use access::Scope;
use app::project::{Edit, ProjectPage, Restore, edit, restore, show, timeline};
use app::timeline::Event;
use app::{AppError, Caller};
use domain::project::FactField as F;
use proptest::prelude::*;
use rstest::rstest;
use store::project::Project;
use store::record::{compare_cells, verify};
use store::{Actor, Rows};
use testkit::Engine;

use crate::ground::{Ground, ground, ledger};

const CODE: &str = "XM2026-000001";

/// A county with two projects; the clerk who brought them in.
async fn started(engine: Engine) -> (Ground, Caller) {
    let ground = ground(engine).await;
    let clerk = ground.person("hongtong").await;
    let rows = ["1,甲材料项目,甲集团,,10000,2026-03-05,2026-04-06,100,300", "2,乙物流项目,乙公司,,5000,2026-05-06,,,"];
    let view = ground.bring(&clerk, "141024", "2026-09", "台账.csv", ledger(&rows)).await.unwrap();
    app::import::commit(&ground.app, &clerk, view.import.id, app::import::CommitOptions::default()).await.unwrap();
    (ground, clerk)
}

fn typed(version: i32, facts: &[(F, &str)]) -> Edit {
    Edit { version, facts: facts.iter().map(|(field, text)| (*field, (*text).to_owned())).collect(), unavailable: Vec::new() }
}

fn text(page: &ProjectPage, field: F) -> Option<String> {
    page.project.facts.text(field)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_a_new_version_and_a_former_value_comes_back_as_another(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (ground, clerk) = started(engine).await;
    let change = typed(1, &[(F::TotalInvestment, "1.2亿"), (F::IndustrySection, "c27"), (F::Place, "大槐树镇")]);
    let page = edit(&ground.app, &clerk, CODE, change).await.unwrap();
    assert_eq!(page.project.version, 2);
    assert_eq!(text(&page, F::TotalInvestment).as_deref(), Some("12,000.00"));
    assert_eq!(page.history[0].changes.len(), 3);
    assert_eq!(page.history[0].version.by, "测试hongtong");

    let back = Restore { version: 2, from: 1, fields: vec![F::TotalInvestment] };
    let page = restore(&ground.app, &clerk, CODE, back).await.unwrap();
    assert_eq!((page.project.version, text(&page, F::TotalInvestment).as_deref()), (3, Some("10,000.00")));
    assert_eq!(text(&page, F::Place).as_deref(), Some("大槐树镇"), "what was not asked for stays");

    let same = edit(&ground.app, &clerk, CODE, typed(3, &[(F::Place, " 大槐树镇 ")])).await.unwrap();
    assert_eq!(same.project.version, 3, "what changes nothing makes no version");
    let causes: Vec<String> = timeline(&ground.app, &clerk, CODE)
        .await
        .unwrap()
        .into_iter()
        .filter_map(|entry| if let Event::Revised { cause, .. } = entry.event { Some(cause.label()) } else { None })
        .collect();
    assert_eq!(causes, ["恢复第 1 版的内容", "修改资料", "导入《台账.csv》"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_edit_over_somebody_elses_is_told_what_stands_against_what(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (ground, clerk) = started(engine).await;
    edit(&ground.app, &clerk, CODE, typed(1, &[(F::Place, "甲镇")])).await.unwrap();
    let late = edit(&ground.app, &clerk, CODE, typed(1, &[(F::Place, "乙镇"), (F::Remarks, "缺用工")])).await;
    let Err(AppError::Overtaken(overtaken)) = late else { panic!("{late:?}") };
    assert_eq!(overtaken.version, 2);
    let told: Vec<_> =
        overtaken.fields.iter().map(|f| (f.original.as_deref(), f.theirs.as_deref(), f.mine.as_deref(), f.changed)).collect();
    assert_eq!(told, [(None, Some("甲镇"), Some("乙镇"), true), (None, None, Some("缺用工"), false)]);
    let page = show(&ground.app, &clerk, CODE).await.unwrap();
    assert_eq!((text(&page, F::Place).as_deref(), text(&page, F::Remarks)), (Some("甲镇"), None), "the late edit left nothing behind");

    // Of those who save at once one is first, and every other one is told.
    let savers = (0..6).map(|n| {
        let (app, clerk) = (ground.app.clone(), clerk.clone());
        async move { edit(&app, &clerk, CODE, typed(2, &[(F::Place, &format!("{n}镇"))])).await }
    });
    let outcomes: Vec<_> = futures_util::future::join_all(savers).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Err(AppError::Overtaken(_)))).count(), 5);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_fact_that_cannot_be_read_is_named_at_once_and_nothing_is_written(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let (ground, clerk) = started(engine).await;
    let wrong = typed(1, &[(F::Name, ""), (F::TotalInvestment, "很多"), (F::CreditCode, "9114"), (F::Place, "甲镇")]);
    let Err(AppError::Invalid(errors)) = edit(&ground.app, &clerk, CODE, wrong).await else { panic!("accepted") };
    assert_eq!(
        errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(),
        ["/facts/name", "/facts/total_investment", "/facts/credit_code"]
    );
    let double = edit(&ground.app, &clerk, CODE, typed(1, &[(F::Name, "乙物流项目"), (F::Investor, "乙公司")])).await;
    assert!(matches!(&double, Err(AppError::Invalid(errors)) if errors[0].message.contains("XM2026-000002")), "{double:?}");
    assert_eq!(show(&ground.app, &clerk, CODE).await.unwrap().project.version, 1);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn only_the_unit_that_reports_a_project_changes_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (ground, _) = started(engine).await;
    let change = || typed(1, &[(F::Place, "甲镇")]);
    let neighbour = ground.person("xiangfen").await;
    assert!(matches!(edit(&ground.app, &neighbour, CODE, change()).await, Err(AppError::NotFound)));
    let reviewer = ground.person("reviewer").await;
    assert!(matches!(edit(&ground.app, &reviewer, CODE, change()).await, Err(AppError::Forbidden(_))));
    let page = show(&ground.app, &reviewer, CODE).await.unwrap();
    assert!(page.not_editable.unwrap().contains("洪洞县"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_given_is_kept_with_its_reason_until_it_is(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let (ground, clerk) = started(engine).await;
    let without = Edit { version: 1, unavailable: vec![(F::ProjectCode, "正在备案".to_owned())], ..Edit::default() };
    let page = edit(&ground.app, &clerk, CODE, without).await.unwrap();
    assert_eq!(text(&page, F::ProjectCode).as_deref(), Some("暂无法提供:正在备案"));
    let page = edit(&ground.app, &clerk, CODE, typed(2, &[(F::ProjectCode, "2404-141024-04-01-123456")])).await.unwrap();
    assert_eq!(text(&page, F::ProjectCode).as_deref(), Some("2404-141024-04-01-123456"));
}

async fn history(engine: Engine, acts: Vec<(usize, usize, bool)>) -> Result<(), TestCaseError> {
    let (ground, clerk) = started(engine).await;
    let texts = [
        (F::TotalInvestment, ["1.2亿", "800", "", "12亿", "60亿"]),
        (F::IndustrySection, ["C", "A01", "", "M", "G"]),
        (F::Investor, ["甲集团", "乙公司", "甲集团、丙公司", "丁公司", ""]),
        (F::CreditCode, ["91350100M000100Y43", "", "91110000710925462X", "", ""]),
    ];
    for (what, which, back) in acts {
        let page = show(&ground.app, &clerk, CODE).await.unwrap();
        let version = page.project.version;
        let (field, values) = texts[what % texts.len()];
        let (before, wanted) = (page.project.facts.clone(), values[which % values.len()]);
        let after = if back {
            let from = i32::try_from(which).unwrap() % version + 1;
            restore(&ground.app, &clerk, CODE, Restore { version, from, fields: vec![field] }).await.unwrap()
        } else {
            edit(&ground.app, &clerk, CODE, typed(version, &[(field, wanted)])).await.unwrap()
        };
        let changed = after.project.facts.changes_from(&before);
        prop_assert!(changed.iter().all(|change| change.field == field.code()), "only what was asked for: {:?}", changed);
    }
    let faults = ground.store.write(&Actor::system("测试"), |tx| Box::pin(async move { compare_cells(tx).await })).await.unwrap();
    prop_assert!(faults.is_empty(), "{:?}", faults);
    let read = ground.store.read();
    let project = Rows::<Project>::visible_to(&Scope::system("tests of the use cases")).by_code(&read, CODE).await.unwrap();
    prop_assert_eq!(verify(&read, &project).await.unwrap(), None);
    let last = store::project::versions(&read, &project).await.unwrap().pop().unwrap();
    prop_assert_eq!((last.version, &last.facts), (project.version, &project.facts));
    Ok(())
}

#[rstest]
fn after_any_edits_and_restores_the_cells_are_the_postings_and_the_chain_holds(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = ProptestConfig { cases: 6, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(acts in proptest::collection::vec((0_usize..4, 0_usize..20, any::<bool>()), 4..16))| {
        runtime.block_on(history(engine, acts))?;
    });
}
