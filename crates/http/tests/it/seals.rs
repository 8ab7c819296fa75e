//! The audit log: read in pages, sealed when it has come to rest, and proved.

use chrono::TimeDelta;
use rstest::rstest;
use serde_json::Value;
use testkit::Engine;

use crate::site::site;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pages_of_the_log_hold_every_entry_once_from_the_newest_back(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let audit = site.person("audit_admin").await;
    let whole = audit.get("/audit?limit=200").await.ok();
    let whole: Vec<&Value> = whole["items"].as_array().unwrap().iter().map(|entry| &entry["id"]).collect();
    assert!(whole.len() > 10 && whole.is_sorted_by(|newer, older| newer.as_str() > older.as_str()));
    let (mut paged, mut query) = (Vec::new(), "/audit?limit=3".to_owned());
    loop {
        let page = audit.get(&query).await.ok();
        paged.extend(page["items"].as_array().unwrap().iter().map(|entry| entry["id"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        query = format!("/audit?limit=3&cursor={cursor}");
    }
    assert_eq!(paged.iter().collect::<Vec<_>>(), whole);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn entries_are_sealed_once_they_have_rested_and_the_chain_can_be_proved(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let audit = site.person("audit_admin").await;
    let is_sealed = async || {
        let page = audit.get("/audit?limit=200").await.ok();
        page["items"].as_array().unwrap().iter().filter(|entry| entry["sealed"] == true).count()
    };
    assert_eq!(store::audit::seal(&site.store, "one").await.unwrap(), 0, "what was written just now may still have elder companions");
    assert_eq!(is_sealed().await, 0);
    site.store.clock.advance(store::audit::SEAL_MARGIN + TimeDelta::seconds(5));
    let sealed = store::audit::seal(&site.store, "one").await.unwrap();
    assert!(sealed > 10);
    assert_eq!(is_sealed().await, sealed);
    assert_eq!(store::audit::seal(&site.store, "one").await.unwrap(), 0, "nothing is sealed twice");
    let proof = audit.json("POST", "/audit/verification", &serde_json::json!({})).await.ok();
    assert_eq!((proof["intact"].as_bool(), proof["seals"].as_i64()), (Some(true), Some(1)), "{proof}");
    assert_eq!(proof["sealed"].as_u64(), u64::try_from(sealed).ok());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_server_at_a_time_seals(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    site.store.clock.advance(store::audit::SEAL_MARGIN + TimeDelta::seconds(5));
    assert!(store::audit::seal(&site.store, "one").await.unwrap() > 0);
    let audit = site.person("audit_admin").await;
    site.store.clock.advance(store::audit::SEAL_MARGIN + TimeDelta::seconds(5));
    let (one, two) = tokio::join!(store::audit::seal(&site.store, "one"), store::audit::seal(&site.store, "two"));
    assert_eq!(one.unwrap() + two.unwrap(), 1, "the log-in after the first seal, by one of them");
    let proof = audit.json("POST", "/audit/verification", &serde_json::json!({})).await.ok();
    assert_eq!((proof["intact"].as_bool(), proof["seals"].as_i64()), (Some(true), Some(2)), "{proof}");
}
