use app::claim::{decide, decide_import, list};
use app::import::commit;
use app::list::ListQuery;
use app::{AppError, Caller};
use domain::claim::{ClaimKind, ClaimState, Outcome, VerdictDraft};
use domain::ids::ImportId;
use domain::list::Condition;
use domain::money::Fen;
use rstest::rstest;
use testkit::Engine;

use crate::ground::{Ground, ground, ledger, looked_at};

async fn committed(ground: &Ground, rows: &[&str]) -> ImportId {
    let clerk = ground.person("hongtong").await;
    let view = ground.bring(&clerk, "141024", "2026-09", "台账.csv", ledger(rows)).await.unwrap();
    commit(&ground.app, &clerk, view.import.id, looked_at()).await.unwrap().import.id
}

async fn queue(ground: &Ground, caller: &Caller) -> Vec<app::claim::ClaimView> {
    let filter = vec![Condition::one_of("state", [ClaimState::Pending.code()])].into();
    let query = ListQuery { filter, limit: 100, ..ListQuery::default() };
    list(&ground.app, caller, None, &query).await.unwrap().items
}

fn draft(outcome: Outcome, amount: Option<i64>, reason: &str) -> VerdictDraft {
    VerdictDraft { outcome, amount: amount.map(Fen), reason: reason.to_owned() }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn only_the_level_above_decides_and_never_who_reported(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    committed(&ground, &["1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,,,"]).await;
    let (clerk, reviewer, leader) = (ground.person("hongtong").await, ground.person("reviewer").await, ground.person("leader").await);
    let claim = queue(&ground, &reviewer).await[0].claim.id;
    for caller in [&clerk, &leader] {
        let refused = decide(&ground.app, caller, claim, draft(Outcome::Passed, None, "")).await.unwrap_err();
        assert_eq!(refused.code(), "forbidden");
    }
    let mut both = clerk.clone();
    both.permissions.insert(access::Permission::ClaimDecide);
    let refused = decide(&ground.app, &both, claim, draft(Outcome::Passed, None, "")).await.unwrap_err();
    assert_eq!(refused.code(), "not_decidable");
    let view = decide(&ground.app, &reviewer, claim, draft(Outcome::Passed, None, "")).await.unwrap();
    assert_eq!(view.state, ClaimState::Recognised);
    assert_eq!(view.verdicts[0].by, "测试reviewer");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_recognises_what_passes_all_checks_and_leaves_the_rest_with_its_reason(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ground = ground(engine).await;
    let import = committed(
        &ground,
        &[
            "1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,2026.5.6,200,1000",
            "2,冷链物流园项目,东莞乙物流有限公司,,约5000,2026.9.2,,,",
            "3,食品加工项目,西安丙食品有限公司,91610000000000000X,6000,2026.8.2,,,",
        ],
    )
    .await;
    let reviewer = ground.person("reviewer").await;
    let outcome = decide_import(&ground.app, &reviewer, import).await.unwrap();
    assert_eq!(outcome.recognised, 4);
    let reasons: Vec<&str> = outcome.left.iter().map(|left| left.reason.as_str()).collect();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert!(
        reasons.iter().any(|reason| reason.contains("约数")) && reasons.iter().any(|reason| reason.contains("信用代码")),
        "{reasons:?}"
    );
    let left = queue(&ground, &reviewer).await;
    let about = left.iter().find(|view| view.claim.approximate).unwrap();
    let AppError::Invalid(errors) = decide(&ground.app, &reviewer, about.claim.id, draft(Outcome::Passed, None, "")).await.unwrap_err()
    else {
        panic!("an approximate amount passed");
    };
    assert_eq!((errors[0].pointer.as_str(), errors[0].code.as_str()), ("/amount", "amount_required"));
    let view = decide(&ground.app, &reviewer, about.claim.id, draft(Outcome::Passed, Some(4_900_000_000), "")).await.unwrap();
    assert_eq!(view.verdicts[0].amount, Some(Fen(4_900_000_000)));
    assert_eq!(decide_import(&ground.app, &reviewer, import).await.unwrap().recognised, 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_returned_leaves_the_reported_figures_and_can_be_reported_anew(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ground = ground(engine).await;
    committed(&ground, &["1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,,,500"]).await;
    let reviewer = ground.person("reviewer").await;
    let funds = queue(&ground, &reviewer).await.into_iter().find(|view| view.claim.kind == ClaimKind::FundsPaidIn).unwrap();
    let unreasoned = decide(&ground.app, &reviewer, funds.claim.id, draft(Outcome::Returned, None, " ")).await.unwrap_err();
    assert_eq!(unreasoned.code(), "invalid");
    decide(&ground.app, &reviewer, funds.claim.id, draft(Outcome::Returned, None, "缺银行回单")).await.unwrap();
    committed(&ground, &["1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,,,450"]).await;
    let again: Vec<_> = queue(&ground, &reviewer).await.into_iter().filter(|view| view.claim.kind == ClaimKind::FundsPaidIn).collect();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].claim.amount, Some(Fen(450_000_000)));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_counties_reporting_one_project_are_told_of_each_other_to_the_reviewer(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ground = ground(engine).await;
    let rows = ["1,新材料生产基地项目,苏州甲材料有限公司,,8000,2026.3.10,,,"];
    committed(&ground, &rows).await;
    let xiangfen = ground.person("xiangfen").await;
    let view = ground.bring(&xiangfen, "141023", "2026-09", "台账.csv", ledger(&rows)).await.unwrap();
    commit(&ground.app, &xiangfen, view.import.id, looked_at()).await.unwrap();
    let reviewer = ground.person("reviewer").await;
    for view in queue(&ground, &reviewer).await {
        let double = view.checks.iter().find(|check| check.rule == "reported_once").unwrap();
        assert!(!double.passed && (double.message.contains("洪洞县") || double.message.contains("襄汾县")), "{double:?}");
    }
}
