//! Sessions: under whose hand they begin and end.

use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::Engine;

use crate::site::{PASSWORD, site};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_log_in_begins_under_a_new_id_and_the_former_one_is_worth_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let mut person = site.person("clerk").await;
    let former = person.clone();
    assert_eq!(person.log_in("clerk", PASSWORD).await.status, StatusCode::OK);
    assert_eq!(person.get("/session").await.status, StatusCode::OK);
    assert_eq!(former.get("/session").await.status, StatusCode::UNAUTHORIZED);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn changing_the_password_ends_the_persons_other_sessions_and_goes_on_under_a_new_id(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = site(engine).await;
    let mut here = site.person("clerk").await;
    let (elsewhere, somebody_else) = (site.person("clerk").await, site.person("leader").await);
    let former = here.clone();
    let change = json!({ "old_password": PASSWORD, "new_password": "Huan-mima-20261" });
    let answer = here.json("PUT", "/session/password", &change).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    here.keep_cookie(&answer);
    assert_eq!(here.get("/session").await.status, StatusCode::OK);
    for ended in [&former, &elsewhere] {
        assert_eq!(ended.get("/session").await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(somebody_else.get("/session").await.status, StatusCode::OK);
    assert_eq!(site.stranger().log_in("clerk", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_old_password_counts_like_a_failed_log_in(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let person = site.person("clerk").await;
    let guess = json!({ "old_password": "guess-guess-1", "new_password": "Huan-mima-20261" });
    for _ in 0..5 {
        let answer = person.json("PUT", "/session/password", &guess).await;
        assert_eq!(
            (answer.status, answer.json()["errors"][0]["pointer"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("/old_password"))
        );
    }
    assert_eq!(person.json("PUT", "/session/password", &guess).await.status, StatusCode::LOCKED);
    assert_eq!(site.stranger().log_in("clerk", PASSWORD).await.status, StatusCode::LOCKED);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn many_guesses_at_once_get_no_further_than_one_after_the_other(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let guesses = (0..20).map(|n| {
        let request = site.stranger().request("POST", "/session").header(header::CONTENT_TYPE, "application/json");
        let body = json!({ "account": "clerk", "password": format!("guess-number-{n}") }).to_string();
        let answer = site.send(request.body(body.into()).unwrap());
        async move { answer.await.status }
    });
    let statuses = futures_util::future::join_all(guesses).await;
    let checked = statuses.iter().filter(|status| **status == StatusCode::UNAUTHORIZED).count();
    assert!(checked <= 4, "{checked} passwords were tried before the account was locked");
    assert!(statuses.iter().all(|status| [StatusCode::UNAUTHORIZED, StatusCode::LOCKED].contains(status)), "{statuses:?}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_security_administrator_sees_who_is_logged_in_and_ends_a_session(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let (clerk, security) = (site.person("clerk").await, site.person("security_admin").await);
    let sessions = security.get("/sessions").await.ok();
    let of_clerk: Vec<&Value> = sessions["items"].as_array().unwrap().iter().filter(|session| session["account"] == "clerk").collect();
    assert_eq!(of_clerk.len(), 1, "{sessions}");
    let handle = of_clerk[0]["id"].as_str().unwrap();
    assert_eq!(security.empty("DELETE", &format!("/sessions/{handle}")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(clerk.get("/session").await.status, StatusCode::UNAUTHORIZED);
    let again = security.empty("DELETE", &format!("/sessions/{handle}")).await;
    assert_eq!((again.status, again.problem().as_str()), (StatusCode::NOT_FOUND, "not_found"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_listed_handle_is_no_key_to_the_session(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let (_clerk, security) = (site.person("clerk").await, site.person("security_admin").await);
    let sessions = security.get("/sessions").await.ok();
    for session in sessions["items"].as_array().unwrap() {
        let thief = site.stranger().with_cookie(&format!("yf_session={}", session["id"].as_str().unwrap()));
        assert_eq!(thief.get("/session").await.status, StatusCode::UNAUTHORIZED);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn sessions_that_have_run_out_are_cleared_away_and_live_ones_stay(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let _left = site.person("clerk").await;
    site.store.clock.advance(TimeDelta::minutes(31));
    let security = site.person("security_admin").await;
    let listed = security.get("/sessions").await.ok();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1, "one that has run out is not listed: {listed}");
    assert_eq!(app::identity::purge_sessions(&site.app).await.unwrap(), 1);
    assert_eq!(security.get("/session").await.status, StatusCode::OK);
}
