use axum::http::{StatusCode, header};
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::json;
use testkit::Engine;

use crate::site::{PASSWORD, site};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_passwords_lock_the_account_for_a_quarter_of_an_hour(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let mut person = site.stranger();
    for _ in 0..5 {
        let refused = person.log_in("clerk", "wrong-password-1").await;
        assert!(refused.status == StatusCode::UNAUTHORIZED || refused.status == StatusCode::LOCKED, "{}", refused.status);
    }
    let locked = person.log_in("clerk", PASSWORD).await;
    assert_eq!((locked.status, locked.problem().as_str()), (StatusCode::LOCKED, "account_locked"));
    assert_eq!(person.log_in("leader", PASSWORD).await.status, StatusCode::OK, "others are not locked");
    site.store.clock.advance(TimeDelta::minutes(16));
    assert_eq!(site.stranger().log_in("clerk", PASSWORD).await.status, StatusCode::OK);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_account_is_not_told_from_a_wrong_password(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let unknown = site.stranger().log_in("nobody", PASSWORD).await;
    let wrong = site.stranger().log_in("clerk", "wrong-password-1").await;
    assert_eq!((unknown.status, unknown.problem()), (wrong.status, wrong.problem()));
    assert_eq!(unknown.json()["title"], wrong.json()["title"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_half_an_hour_of_rest_and_after_eight_hours_of_work(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = site(engine).await;
    let person = site.person("clerk").await;
    site.store.clock.advance(TimeDelta::minutes(29));
    assert_eq!(person.get("/session").await.status, StatusCode::OK);
    site.store.clock.advance(TimeDelta::minutes(31));
    assert_eq!(person.get("/session").await.status, StatusCode::UNAUTHORIZED);
    let busy = site.person("clerk").await;
    let mut minutes = 0;
    while busy.get("/session").await.status == StatusCode::OK {
        site.store.clock.advance(TimeDelta::minutes(20));
        minutes += 20;
        assert!(minutes < 12 * 60, "a session that never ends");
    }
    assert!(minutes >= 8 * 60, "ended after {minutes} minutes");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_new_account_changes_its_password_before_anything_else(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let security = site.person("security_admin").await;
    let new = json!({ "account": "xinren", "name": "新人", "org_code": "141024", "roles": ["clerk"] });
    let made = security.post("/users", &new).await.ok();
    let initial = made["initial_password"].as_str().unwrap();
    let mut person = site.stranger();
    let me = person.log_in("xinren", initial).await.ok();
    assert_eq!(me["must_change_password"], true);
    let refused = person.get("/projects").await;
    assert_eq!((refused.status, refused.problem().as_str()), (StatusCode::FORBIDDEN, "password_change_required"));
    for weak in ["short1", "onlyletters", initial, "xinren-xinren"] {
        let answer = person.json("PUT", "/session/password", &json!({ "old_password": initial, "new_password": weak })).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
    }
    let changed = person.json("PUT", "/session/password", &json!({ "old_password": initial, "new_password": "Xin-mima-20261" })).await;
    assert_eq!(changed.status, StatusCode::NO_CONTENT);
    let mut person = site.stranger();
    assert_eq!(person.log_in("xinren", "Xin-mima-20261").await.ok()["must_change_password"], false);
    assert_eq!(person.get("/projects").await.status, StatusCode::OK);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn logging_out_ends_the_session_and_the_cookie_cannot_be_read_by_scripts(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let mut person = site.stranger();
    let answer = person.log_in("leader", PASSWORD).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert_eq!(person.empty("DELETE", "/session").await.status, StatusCode::NO_CONTENT);
    assert_eq!(person.get("/session").await.status, StatusCode::UNAUTHORIZED);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn log_ins_and_writes_stand_in_the_audit_log_for_the_audit_administrator(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let _ = site.stranger().log_in("clerk", "wrong-password-1").await;
    let clerk = site.person("clerk").await;
    clerk
        .upload("141024", "2026-09", "台账.csv", "序号,项目名称,投资方,总投资(万元),签约时间\n1,甲项目,乙公司,8000,2026.3\n".as_bytes())
        .await
        .ok();
    let entries = site.person("audit_admin").await.get("/audit?limit=50").await.ok();
    let actions: Vec<&str> = entries["items"].as_array().unwrap().iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    for action in ["import.read", "session.login", "session.login_failed"] {
        assert!(actions.contains(&action), "{action}: {actions:?}");
    }
    let unnamed: Vec<_> = entries["items"].as_array().unwrap().iter().filter(|entry| entry["action"] == entry["action_label"]).collect();
    assert!(unnamed.is_empty(), "actions without a Chinese name: {unnamed:?}");
}
