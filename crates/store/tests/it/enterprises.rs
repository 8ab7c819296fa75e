//! Enterprises are what the projects say of their investors, whatever was written in whatever order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Range, Scope};
use domain::enterprise::{identities, mentions};
use domain::ids::{ProjectId, UserId};
use domain::project::ProjectFacts;
use proptest::prelude::*;
use rstest::rstest;
use sea_orm::ConnectionTrait;
use store::enterprise::{Enterprise, Investment};
use store::org::Org;
use store::project::{NewProject, Project, create, revise};
use store::{Actor, Engine, Reader, Rows, Store, StoreError, StoreOptions, Visible};
use testkit::{TestStore, fresh_store};

use crate::ground::city;

const ALL: Scope = Scope::system("tests of the store");
const CODES: [&str; 2] = ["91350100M000100Y43", "91110000710925462X"];
const INVESTORS: [&str; 6] = ["甲集团", "乙科技", "甲集团、乙科技", "丙实业", "甲 集团", ""];

/// What a project says of its investor: numbers into the lists above.
#[derive(Clone, Copy, Debug)]
struct Said {
    investor: usize,
    code: Option<usize>,
}

#[derive(Clone, Debug)]
enum Act {
    /// Projects made together.
    Make(Vec<(usize, Said)>),
    Revise {
        project: usize,
        said: Said,
        live: bool,
    },
}

fn said() -> impl Strategy<Value = Said> {
    (0..INVESTORS.len(), proptest::option::weighted(0.4, 0..CODES.len())).prop_map(|(investor, code)| Said { investor, code })
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => proptest::collection::vec((0_usize..3, said()), 1..4).prop_map(Act::Make),
        3 => (0_usize..20, said(), proptest::bool::weighted(0.8)).prop_map(|(project, said, live)| Act::Revise { project, said, live }),
    ]
}

fn facts(said: Said) -> ProjectFacts {
    ProjectFacts {
        name: "项目".to_owned(),
        investor: INVESTORS[said.investor].to_owned(),
        credit_code: said.code.map(|code| CODES[code].to_owned()),
        ..ProjectFacts::default()
    }
}

async fn make(store: &TestStore, units: &[Visible<Org>], new: Vec<(usize, ProjectFacts)>) -> Vec<Visible<Project>> {
    let units = units.to_vec();
    store
        .write(&Actor::system("测试"), move |tx| {
            let (units, new) = (units.clone(), new.clone());
            Box::pin(async move {
                let new = new
                    .iter()
                    .map(|(unit, facts)| NewProject { host: &units[unit % units.len()], facts: facts.clone(), claimed: false })
                    .collect();
                create(tx, new, "测试", None).await
            })
        })
        .await
        .unwrap()
}

async fn change(store: &TestStore, project: &Visible<Project>, facts: ProjectFacts, live: bool) -> Visible<Project> {
    let project = project.clone();
    store
        .write(&Actor::system("测试"), move |tx| {
            let (project, facts) = (project.clone(), facts.clone());
            Box::pin(async move { revise(tx, &project, facts, live, "测试", None).await })
        })
        .await
        .unwrap()
}

/// By key: the name, and which projects name it how.
type Kept = BTreeMap<String, (String, BTreeSet<(ProjectId, i16, String)>)>;

async fn kept(read: &Reader<'_>) -> Kept {
    let enterprises = Rows::<Enterprise>::visible_to(&ALL).all(read).await.unwrap();
    let mut found = Kept::new();
    for enterprise in &enterprises {
        let investments = Rows::<Investment>::visible_to(&ALL).of_enterprises(read, &[enterprise.id]).await.unwrap();
        let of_them = investments.iter().map(|one| (one.project, one.position, one.name.clone())).collect();
        assert_eq!(enterprise.match_key.strip_prefix("c:"), enterprise.credit_code.as_deref());
        assert!(found.insert(enterprise.match_key.clone(), (enterprise.name.clone(), of_them)).is_none(), "two of one key");
    }
    found
}

async fn computed(read: &Reader<'_>) -> Kept {
    let projects = Rows::<Project>::visible_to(&ALL).all(read).await.unwrap();
    let projects: Vec<_> = projects.into_iter().filter(|project| project.live).collect();
    let links: Vec<_> = projects
        .iter()
        .flat_map(|project| (0_i16..).zip(mentions(&project.facts)).map(|(position, mention)| (project.id, position, mention)))
        .collect();
    let mut found = Kept::new();
    for ((project, position, mention), identity) in links.iter().zip(identities(links.iter().map(|(_, _, mention)| mention))) {
        let (name, of_them) = found.entry(identity.key()).or_default();
        // Projects come oldest first, and the first of a project's own mentions names it.
        if !of_them.iter().any(|(known, ..)| known == project) {
            name.clone_from(&mention.name);
        }
        of_them.insert((*project, *position, mention.name.clone()));
    }
    found
}

async fn history(engine: Engine, acts: Vec<Act>) -> Result<(), TestCaseError> {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    for act in acts {
        match act {
            Act::Make(new) => {
                make(&store, &units, new.into_iter().map(|(unit, said)| (unit, facts(said))).collect()).await;
            }
            Act::Revise { project, said, live } => {
                let projects = Rows::<Project>::visible_to(&ALL).all(&store.read()).await.unwrap();
                if !projects.is_empty() {
                    change(&store, &projects[project % projects.len()], facts(said), live).await;
                }
            }
        }
        prop_assert_eq!(kept(&store.read()).await, computed(&store.read()).await);
    }
    Ok(())
}

#[rstest]
fn enterprises_are_at_any_time_what_the_live_projects_say(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = ProptestConfig { cases: 12, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(acts in proptest::collection::vec(act(), 5..25))| {
        runtime.block_on(history(engine, acts))?;
    });
}

fn invested(investor: &str, code: Option<&str>) -> ProjectFacts {
    let credit_code = code.map(str::to_owned);
    ProjectFacts { name: "项目".to_owned(), investor: investor.to_owned(), credit_code, ..ProjectFacts::default() }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_enterprise_keeps_its_code_when_its_name_is_put_right_or_its_credit_code_becomes_known(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    let project = make(&store, &units, vec![(0, invested("甲集困", None))]).await.remove(0);
    let only = || async {
        let mut all = Rows::<Enterprise>::visible_to(&ALL).all(&store.read()).await.unwrap();
        assert_eq!(all.len(), 1);
        all.remove(0)
    };
    assert_eq!(only().await.code, "QY2026-000001");
    let project = change(&store, &project, invested("甲集团", None), true).await;
    assert_eq!((only().await.code.as_str(), only().await.name.as_str()), ("QY2026-000001", "甲集团"));
    change(&store, &project, invested("甲集团", Some(CODES[0])), true).await;
    assert_eq!((only().await.code.as_str(), only().await.credit_code.as_deref()), ("QY2026-000001", Some(CODES[0])));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn many_who_name_an_investor_at_once_make_one_enterprise(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    let writers = (0..8).map(|unit| make(&store, &units, vec![(unit, invested("甲集团", (unit == 5).then_some(CODES[0])))]));
    futures_util::future::join_all(writers).await;
    let kept = kept(&store.read()).await;
    assert_eq!(kept.keys().collect::<Vec<_>>(), [&format!("c:{}", CODES[0])]);
    assert_eq!(kept, computed(&store.read()).await);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_enterprise_is_seen_by_who_sees_one_of_its_projects_and_with_those_projects_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    let new = vec![(0, invested("甲集团", None)), (1, invested("甲集团", None)), (1, invested("乙科技", None))];
    let made = make(&store, &units, new).await;
    let scope = |unit: usize| Scope::for_user(UserId(units[unit].id.0), &[Range::Subtree], units[unit].id, units[unit].id);
    let read = store.read();
    let names = |found: Vec<Visible<Enterprise>>| found.iter().map(|enterprise| enterprise.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(Rows::<Enterprise>::visible_to(&scope(0)).all(&read).await.unwrap()), ["甲集团"]);
    assert_eq!(names(Rows::<Enterprise>::visible_to(&scope(1)).all(&read).await.unwrap()), ["甲集团", "乙科技"]);
    assert_eq!(Rows::<Enterprise>::visible_to(&scope(2)).count(&read).await.unwrap(), 0);
    let shared = Rows::<Enterprise>::visible_to(&scope(0)).all(&read).await.unwrap().remove(0);
    let projects = Rows::<Investment>::visible_to(&scope(0)).of_enterprises(&read, &[shared.id]).await.unwrap();
    assert_eq!(projects.iter().map(|one| one.project).collect::<Vec<_>>(), [made[0].id]);
    let other = Rows::<Enterprise>::visible_to(&ALL).all(&read).await.unwrap().remove(1);
    assert!(matches!(Rows::<Enterprise>::visible_to(&scope(0)).by_code(&read, &other.code).await, Err(StoreError::NotFound)));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_database_from_before_gets_the_enterprises_that_it_would_have_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    let new = [("甲集团", Some(CODES[0])), ("甲集团(原名)", Some(CODES[0])), ("甲集团、乙科技", None), ("丙实业", None), ("", None)];
    let made = make(&store, &units, new.iter().map(|(investor, code)| (0, invested(investor, *code))).collect()).await;
    change(&store, &made[3], made[3].facts.clone(), false).await;
    let before = kept(&store.read()).await;
    assert_eq!(before.len(), 2, "{before:?}");
    forget_enterprises(&store.url).await;
    let again = Store::open_and_migrate(&StoreOptions::new(&store.url), Arc::clone(&store.clock) as Arc<dyn store::Clock>).await.unwrap();
    assert_eq!(kept(&again.read()).await, before);
    let faults = again.write(&Actor::system("测试"), |tx| Box::pin(async move { store::list::compare(tx).await })).await.unwrap();
    assert_eq!(faults, Vec::<String>::new());
    // The next one gets the next number.
    make(&store, &units, vec![(1, invested("丁能源", None))]).await;
    assert_eq!(kept(&store.read()).await, computed(&store.read()).await);
}

/// Puts a database back to where it had projects and no enterprises.
#[expect(clippy::disallowed_methods, reason = "the test alone reaches behind the store, to make an old database")]
async fn forget_enterprises(url: &str) {
    let pool = sea_orm::Database::connect(url.replacen("sqlite:", "sqlite://", 1)).await.unwrap();
    for statement in [
        "DELETE FROM enterprise",
        "DELETE FROM enterprise_project",
        "DELETE FROM counter WHERE name LIKE 'enterprise-%'",
        "DELETE FROM setting WHERE name = 'list.version'",
        "DELETE FROM seaql_migrations WHERE version = '0334_enterprise_backfill'",
    ] {
        pool.execute_unprepared(statement).await.unwrap();
    }
    pool.close().await.unwrap();
}
