//! The law of lists: pages walked through in any order give each row that one sees exactly once, and sums and groups
//! are those of the rows.

use std::collections::{BTreeMap, BTreeSet};

use access::{Range, Scope};
use domain::ids::{EnterpriseId, ProjectId, UserId};
use domain::project::ProjectFacts;
use proptest::prelude::*;
use rstest::rstest;
use store::enterprise::Investment;
use store::list::{self, ClaimRow, EnterpriseRow, Filter, Listed, Narrow, Order, Place, ProjectRow, Value};
use store::org::Org;
use store::project::NewProject;
use store::{Actor, Engine, Rows, Visible};
use testkit::{TestStore, fresh_store};
use uuid::Uuid;

use crate::figures::{ALL, Act, act, perform};
use crate::ground::city;

const YEAR: i32 = 2026;

const OF_PROJECTS: [&str; 9] =
    ["created_at", "code", "name", "investor", "org", "stage", "total_investment", "funds_year_to_date", "signed_on"];
const OF_CLAIMS: [&str; 7] = ["reported_at", "org", "kind", "state", "amount", "period", "occurred_on"];
const OF_ENTERPRISES: [&str; 9] =
    ["created_at", "code", "name", "org", "project_count", "total_investment", "funds_year_to_date", "origin_scope", "signed_on"];

fn scope_of(unit: &Org) -> Scope {
    Scope::for_user(UserId(Uuid::from_u128(1)), &[Range::Subtree], unit.id, unit.id)
}

/// All rows by walking pages of a few.
async fn walked<T: Listed>(store: &TestStore, rows: impl Fn() -> Rows<T>, order: &Order) -> Vec<Visible<T>> {
    let mut found: Vec<Visible<T>> = Vec::new();
    loop {
        let place = found.last().map(|row| Place { value: row.sorted_by(&order.column, order.year), id: row.id() });
        let page = rows().page(&store.read(), order, place.as_ref(), 3).await.unwrap();
        if page.is_empty() {
            return found;
        }
        found.extend(page);
    }
}

/// The same rows as a naive program would sort them.
fn sorted<T: Listed>(rows: &[Visible<T>], order: &Order) -> Vec<Uuid> {
    let key = |row: &Visible<T>| (row.sorted_by(&order.column, order.year), row.id());
    let mut rows: Vec<&Visible<T>> = rows.iter().collect();
    let born = matches!(order.column.as_str(), "created_at" | "reported_at");
    rows.sort_by(|a, b| {
        let ((left, left_id), (right, right_id)) = (key(a), key(b));
        let ascending = if born { left_id.cmp(&right_id) } else { left.cmp(&right).then(left_id.cmp(&right_id)) };
        let values = if order.descending { ascending.reverse() } else { ascending };
        if born { values } else { left.is_none().cmp(&right.is_none()).then(values) }
    });
    rows.iter().map(|row| row.id()).collect()
}

async fn walks<T: Listed>(store: &TestStore, scope: &Scope, columns: &[&str]) -> Result<(), TestCaseError> {
    let all = Rows::<T>::visible_to(scope).all(&store.read()).await.unwrap();
    for column in columns {
        for descending in [false, true] {
            let order = Order { column: (*column).to_owned(), descending, year: YEAR };
            let found = walked(store, || Rows::<T>::visible_to(scope), &order).await;
            let ids: Vec<Uuid> = found.iter().map(|row| row.id()).collect();
            prop_assert_eq!(ids, sorted(&all, &order), "{} {}", column, descending);
        }
    }
    Ok(())
}

/// Sums over the filter and groups of it, beside those of the rows.
async fn adds_up<T: Listed>(store: &TestStore, scope: &Scope, filter: &Filter, by: &[&str], sums: &[&str]) -> Result<(), TestCaseError> {
    let rows = || Rows::<T>::visible_to(scope).filtered(filter).unwrap();
    let all = rows().all(&store.read()).await.unwrap();
    let number = |row: &Visible<T>, column: &str| match row.sorted_by(column, YEAR) {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    };
    let total =
        |rows: &[&Visible<T>]| -> Vec<i64> { sums.iter().map(|sum| rows.iter().filter_map(|row| number(row, sum)).sum()).collect() };
    let totals = rows().totals(&store.read(), sums, YEAR).await.unwrap();
    prop_assert_eq!(totals.count, all.len() as u64);
    prop_assert_eq!(totals.sums, total(&all.iter().collect::<Vec<_>>()));
    for column in by {
        let mut wanted: BTreeMap<Option<i64>, Vec<&Visible<T>>> = BTreeMap::new();
        for row in &all {
            let value = number(row, column).map(|value| if column.ends_with("_on") { value / 1_000 } else { value });
            wanted.entry(value).or_default().push(row);
        }
        let groups = rows().groups(&store.read(), column, sums, YEAR).await.unwrap();
        prop_assert_eq!(groups.len(), wanted.len(), "{}", column);
        for group in groups {
            let rows = wanted.get(&group.value).cloned().unwrap_or_default();
            prop_assert_eq!(group.totals.count, rows.len() as u64, "{} {:?}", column, group.value);
            prop_assert_eq!(group.totals.sums, total(&rows), "{} {:?}", column, group.value);
        }
    }
    Ok(())
}

/// What the list says of each enterprise, beside what the projects say that the same person sees.
async fn enterprises_are_their_projects(store: &TestStore, scope: &Scope) -> Result<(), TestCaseError> {
    let read = store.read();
    let rows = Rows::<EnterpriseRow>::visible_to(scope).all(&read).await.unwrap();
    let projects = Rows::<ProjectRow>::visible_to(scope).live().all(&read).await.unwrap();
    let ids: Vec<_> = projects.iter().map(|row| row.project()).collect();
    let mut told: BTreeMap<EnterpriseId, BTreeMap<ProjectId, &ProjectRow>> = BTreeMap::new();
    for investment in Rows::<Investment>::visible_to(scope).of_projects(&read, &ids).await.unwrap() {
        let project = projects.iter().find(|row| row.project() == investment.project).unwrap();
        told.entry(investment.enterprise).or_default().insert(investment.project, project);
    }
    prop_assert_eq!(rows.iter().map(|row| row.enterprise()).collect::<BTreeSet<_>>(), told.keys().copied().collect::<BTreeSet<_>>());
    for row in &rows {
        let projects: Vec<&ProjectRow> = told[&row.enterprise()].values().copied().collect();
        let all = |column: &str| projects.iter().filter_map(|project| project.number(column, YEAR)).collect::<Vec<_>>();
        let sum = |column: &str| Some(all(column)).filter(|all| !all.is_empty()).map(|all| all.into_iter().sum::<i64>());
        let newest = projects.last().unwrap();
        for (column, wanted) in [
            ("project_count", i64::try_from(projects.len()).ok()),
            ("unit_count", i64::try_from(all("org").into_iter().collect::<BTreeSet<_>>().len()).ok()),
            ("total_investment", sum("total_investment")),
            ("funds_total", sum("funds_total")),
            ("funds_year_to_date", sum("funds_year_to_date")),
            ("pending_claims", sum("pending_claims")),
            ("signed_on", all("signed_on").into_iter().max()),
            ("org", newest.number("org", YEAR)),
            ("origin_scope", newest.number("origin_scope", YEAR)),
        ] {
            prop_assert_eq!(row.number(column, YEAR), wanted, "{} of {:?}", column, row.text("name"));
        }
    }
    Ok(())
}

async fn lists_hold(engine: Engine, acts: Vec<Act>) -> Result<(), TestCaseError> {
    let store = fresh_store(engine).await;
    store.clock.set("2026-07-20T02:00:00Z");
    let units = city(&store).await;
    for act in (0..4).map(|unit| Act::Project { unit }).chain(acts) {
        perform(&store, &units, act).await;
    }
    let scopes: Vec<Scope> = std::iter::once(ALL).chain(units.iter().map(|unit| scope_of(unit))).collect();
    for scope in &scopes {
        walks::<ProjectRow>(&store, scope, &OF_PROJECTS).await?;
        walks::<ClaimRow>(&store, scope, &OF_CLAIMS).await?;
        walks::<EnterpriseRow>(&store, scope, &OF_ENTERPRISES).await?;
        enterprises_are_their_projects(&store, scope).await?;
        let of_project = [
            Filter { year: YEAR, ..Filter::default() },
            Filter {
                conditions: vec![("total_investment".to_owned(), Narrow::Between(Some(1), Some(100_000_000_000)))],
                year: YEAR,
                ..Filter::default()
            },
            Filter { conditions: vec![("signed_on".to_owned(), Narrow::Empty)], year: YEAR, ..Filter::default() },
        ];
        for filter in &of_project {
            adds_up::<ProjectRow>(&store, scope, filter, &["org", "stage", "signed_on"], &["total_investment", "funds_year_to_date"])
                .await?;
            adds_up::<EnterpriseRow>(&store, scope, filter, &["org", "signed_on"], &["project_count", "funds_year_to_date"]).await?;
        }
        let paid = Narrow::OneOf(vec![Value::Number(1), Value::Number(7)]);
        let filter = Filter { conditions: vec![("kind".to_owned(), paid)], year: YEAR, ..Filter::default() };
        adds_up::<ClaimRow>(&store, scope, &filter, &["kind", "state", "period", "org"], &["amount"]).await?;
    }
    Ok(())
}

#[rstest]
fn pages_in_any_order_give_each_row_once_and_sums_and_groups_are_those_of_the_rows(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let config = ProptestConfig { cases: 6, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(acts in proptest::collection::vec(act(), 15..40))| {
        runtime.block_on(lists_hold(engine, acts))?;
    });
}

async fn project(store: &TestStore, host: &Visible<Org>, facts: ProjectFacts) {
    let host = host.clone();
    store
        .write(&Actor::system("测试"), move |tx| {
            let (host, facts) = (host.clone(), facts.clone());
            Box::pin(async move {
                store::project::create(tx, vec![NewProject { host: &host, facts, claimed: false }], "测试", None).await.map(|_| ())
            })
        })
        .await
        .unwrap();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_found_by_any_two_characters_by_initials_and_by_its_code_inside_the_scope(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    let facts = |name: &str, investor: &str| ProjectFacts { name: name.to_owned(), investor: investor.to_owned(), ..Default::default() };
    project(&store, &units[0], facts("年产５万吨临汾新材料（一期）项目", "重庆长安集团")).await;
    project(&store, &units[1], facts("临汾新材料二期", "太原100%控股_公司")).await;
    let found = async |scope: &Scope, text: &str| {
        let filter = Filter { search: Some(text.to_owned()), year: YEAR, ..Filter::default() };
        Rows::<ProjectRow>::visible_to(scope).filtered(&filter).unwrap().totals(&store.read(), &[], YEAR).await.unwrap().count
    };
    for (text, count) in [
        ("临汾", 2),
        ("汾新", 2),
        ("5万吨", 1),
        ("(一期)", 1),
        ("长安", 1),
        ("lfxcl", 2),
        ("cqca", 1),
        ("zqca", 1),
        ("xm2026-000001", 1),
        ("0%控", 1),
        ("%", 1),
        ("_", 1),
        ("没有", 0),
    ] {
        assert_eq!(found(&ALL, text).await, count, "{text}");
    }
    assert_eq!(found(&scope_of(&units[0]), "临汾").await, 1);
    assert_eq!(found(&scope_of(&units[2]), "临汾").await, 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_enterprise_is_found_by_its_name_initials_and_codes_and_by_a_former_name_only_where_one_sees_who_gives_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    let code = Some("91350100M000100Y43".to_owned());
    let facts = |investor: &str| ProjectFacts {
        name: "项目".to_owned(),
        investor: investor.to_owned(),
        credit_code: code.clone(),
        ..Default::default()
    };
    project(&store, &units[0], facts("晋城旧材料公司")).await;
    project(&store, &units[1], facts("重庆长安集团")).await;
    let found = async |scope: &Scope, text: &str| {
        let filter = Filter { search: Some(text.to_owned()), year: YEAR, ..Filter::default() };
        Rows::<EnterpriseRow>::visible_to(scope).filtered(&filter).unwrap().totals(&store.read(), &[], YEAR).await.unwrap().count
    };
    for (text, count) in
        [("长安", 1), ("安集", 1), ("cqca", 1), ("zqca", 1), ("qy2026", 1), ("91350100m000100y43", 1), ("旧材", 1), ("%", 0), ("没有", 0)]
    {
        assert_eq!(found(&ALL, text).await, count, "{text}");
    }
    let (first, second, third) = (scope_of(&units[0]), scope_of(&units[1]), scope_of(&units[2]));
    assert_eq!((found(&first, "旧材").await, found(&second, "旧材").await, found(&third, "长安").await), (1, 0, 0));
    // A project that names it by both of its names is one project.
    project(&store, &units[2], ProjectFacts { credit_code: None, ..facts("晋城旧材料公司、重庆长安集团") }).await;
    let rows = Rows::<EnterpriseRow>::visible_to(&ALL).all(&store.read()).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.number("project_count", YEAR)).collect::<Vec<_>>(), [Some(3)]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn computing_the_lists_anew_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let store = fresh_store(engine).await;
    let units = city(&store).await;
    project(
        &store,
        &units[0],
        ProjectFacts {
            name: "光伏组件".to_owned(),
            investor: "光伏集团".to_owned(),
            industry: Some("新能源".to_owned()),
            ..Default::default()
        },
    )
    .await;
    for (month, kind) in [(3, 0), (5, 1), (6, 6)] {
        let (project, year, amount) = (0, 2026, Some(700));
        perform(&store, &units, Act::Claim { project, kind, month, year, amount, origin: 3, class: 1, opening: false, corrects: None })
            .await;
    }
    let actor = Actor::system("测试");
    let all = async || Rows::<ProjectRow>::visible_to(&ALL).all(&store.read()).await.unwrap().into_iter().map(Visible::into_inner);
    let before: Vec<ProjectRow> = all().await.collect();
    let enterprises = async || Rows::<EnterpriseRow>::visible_to(&ALL).all(&store.read()).await.unwrap();
    let enterprises_before: Vec<EnterpriseRow> = enterprises().await.into_iter().map(Visible::into_inner).collect();
    store.write(&actor, |tx| Box::pin(async move { list::rebuild(tx).await })).await.unwrap();
    assert_eq!(all().await.collect::<Vec<_>>(), before);
    assert_eq!(enterprises().await.into_iter().map(Visible::into_inner).collect::<Vec<_>>(), enterprises_before);
    assert_eq!(store.write(&actor, |tx| Box::pin(async move { list::compare(tx).await })).await.unwrap(), Vec::<String>::new());
    assert_eq!(before[0].money("funds_total", YEAR).unwrap().0, 700);
}
