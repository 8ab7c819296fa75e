//! The organisation tree: who sees which part of it, and bringing a table in.

use axum::body::Body;
use axum::http::{StatusCode, header};
use rstest::rstest;
use serde_json::Value;
use testkit::Engine;

use crate::site::{Answer, Person, TestSite, site};

async fn codes(person: &Person<'_>) -> Vec<String> {
    let orgs = person.get("/orgs").await.ok();
    orgs["items"].as_array().unwrap().iter().map(|org| org["code"].as_str().unwrap().to_owned()).collect()
}

async fn bring_in(site: &TestSite, person: &Person<'_>, table: &str) -> Answer {
    let request = person.request("POST", "/orgs/import").header(header::CONTENT_TYPE, "text/csv");
    site.send(request.body(Body::from(table.to_owned())).unwrap()).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_the_own_area_and_what_is_below_it(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    assert_eq!(codes(&site.person("clerk").await).await, ["141024"]);
    for account in ["leader", "office", "security_admin", "system_admin"] {
        assert_eq!(codes(&site.person(account).await).await, ["141000", "SZSJ", "141024", "141023"], "{account}");
    }
    let orgs = site.person("leader").await.get("/orgs").await.ok();
    let county = &orgs["items"][2];
    assert_eq!(
        (county["level"].as_u64(), county["parent_code"].as_str(), county["is_unit"].as_bool()),
        (Some(1), Some("141000"), Some(true))
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_brought_in_whole_and_the_second_time_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let system = site.person("system_admin").await;
    let table = "code,name,short_name,kind,parent_code\n141024,洪洞县,洪洞县,county,141000\n141024100,大槐树镇,大槐树镇,town,141024\n";
    for (created, existing) in [(1, 1), (0, 2)] {
        let done = bring_in(&site, &system, table).await.ok();
        assert_eq!((done["created"].as_u64(), done["existing"].as_u64()), (Some(created), Some(existing)));
    }
    assert_eq!(codes(&site.person("clerk").await).await, ["141024100", "141024"], "the new town is below the clerk's county at once");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_fault_and_nothing_is_written(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let system = site.person("system_admin").await;
    let refused = bring_in(&site, &system, "code,name,short_name,kind,parent_code\nA,甲镇,甲镇,town,141024\nB,乙镇,乙镇,镇,141099\n").await;
    assert_eq!((refused.status, refused.problem().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
    let errors: Value = refused.json()["errors"].clone();
    assert_eq!(errors[0]["pointer"], "/3/kind");
    assert!(errors[0]["message"].as_str().unwrap().contains("读到「镇」"), "{errors}");
    assert!(!codes(&system).await.contains(&"A".to_owned()));

    let top = bring_in(&site, &system, "code,name,short_name,kind,parent_code\n141100,吕梁市,吕梁市,city,\n").await;
    assert_eq!(top.json()["errors"][0]["code"], "no_parent", "another tree beside one's own");
}
