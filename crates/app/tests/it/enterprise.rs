//! Enterprises as they come out of ledgers.

use app::enterprise::{list, show};
use app::import::{CommitOptions, commit, undo};
use app::list::{ListFilter, ListQuery};
use app::{AppError, Caller};
use rstest::rstest;
use testkit::Engine;

use crate::ground::{Ground, ground, ledger};

const CODE: &str = "91350100M000100Y43";

async fn imported(ground: &Ground, account: &str, org: &str, rows: &[&str]) -> (Caller, domain::ids::ImportId) {
    let clerk = ground.person(account).await;
    let view = ground.bring(&clerk, org, "2026-09", "台账.csv", ledger(rows)).await.unwrap();
    let id = view.import.id;
    commit(&ground.app, &clerk, id, CommitOptions::default()).await.unwrap();
    (clerk, id)
}

fn all() -> ListQuery {
    ListQuery { limit: 50, ..ListQuery::default() }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_enterprise_over_several_ledgers_has_its_names_and_the_sums_of_the_projects_that_one_sees(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let ground = ground(engine).await;
    let first = [
        format!("1,甲材料项目,晋城甲集团有限公司,{CODE},10000,2026-03-05,,,"),
        format!("2,甲材料二期项目,甲集团股份有限公司,{CODE},20000,2026-04-05,,,"),
    ];
    let (hongtong, _) = imported(&ground, "hongtong", "141024", &[&first[0], &first[1]]).await;
    let second = "1,联合体项目,甲集团股份有限公司、乙物流有限公司,,5000,2026-05-06,,,";
    let (xiangfen, import) = imported(&ground, "xiangfen", "141023", &[second]).await;
    let leader = ground.person("leader").await;

    let mine = list(&ground.app, &hongtong, &all()).await.unwrap();
    assert_eq!((mine.total, mine.items[0].row.number("project_count", 2026)), (1, Some(2)));
    assert_eq!(mine.sums.iter().find(|(column, _)| column == "total_investment").map(|(_, sum)| *sum), Some(30_000 * 1_000_000));
    let page = show(&ground.app, &hongtong, mine.items[0].row.text("code").unwrap()).await.unwrap();
    assert_eq!(page.names.iter().map(|name| name.name.as_str()).collect::<Vec<_>>(), ["甲集团股份有限公司", "晋城甲集团有限公司"]);
    assert_eq!((page.registered_in, page.claims.len()), (Some("福建省"), 2));

    // The city sees the third project too, of which the code of the other two tells whose it is.
    let everything = show(&ground.app, &leader, &page.enterprise.code).await.unwrap();
    assert_eq!((everything.projects.len(), everything.total_investment.0), (3, 35_000 * 1_000_000));
    let theirs = list(
        &ground.app,
        &xiangfen,
        &ListQuery { filter: ListFilter { search: Some("晋城".to_owned()), ..ListFilter::default() }, ..all() },
    )
    .await
    .unwrap();
    assert_eq!(theirs.total, 0, "a name that only another county gives is not found");

    undo(&ground.app, &xiangfen, import, "重复").await.unwrap();
    assert_eq!(list(&ground.app, &xiangfen, &all()).await.unwrap().total, 0);
    assert!(matches!(show(&ground.app, &xiangfen, &page.enterprise.code).await, Err(AppError::NotFound)));
}
