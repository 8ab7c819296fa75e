//! Accounts: what a security administrator may do, and within which part of the tree.

use axum::http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::Engine;

use crate::site::{PASSWORD, Person, TestSite, site};

/// The id of an account, as the city's security administrator sees it.
async fn id_of(security: &Person<'_>, account: &str) -> String {
    let users = security.get("/users").await.ok();
    let user = users["items"].as_array().unwrap().iter().find(|user| user["account"] == account);
    user.unwrap_or_else(|| panic!("no {account}: {users}"))["id"].as_str().unwrap().to_owned()
}

/// Makes an account, changes its initial password, and logs in.
async fn newcomer<'a>(site: &'a TestSite, security: &Person<'_>, account: &str, org: &str, role: &str) -> Person<'a> {
    let new = json!({ "account": account, "name": "新人", "org_code": org, "roles": [role] });
    let made = security.post("/users", &new).await.ok();
    let initial = made["initial_password"].as_str().unwrap();
    let mut person = site.stranger();
    person.log_in(account, initial).await.ok();
    let change = json!({ "old_password": initial, "new_password": PASSWORD });
    let answer = person.json("PUT", "/session/password", &change).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    person.keep_cookie(&answer);
    person
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_county_administers_its_own_accounts_and_sees_no_others(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let city = site.person("security_admin").await;
    let county = newcomer(&site, &city, "xian_anquan", "141024", "security_admin").await;
    let listed = county.get("/users").await.ok();
    let accounts: Vec<&str> = listed["items"].as_array().unwrap().iter().map(|user| user["account"].as_str().unwrap()).collect();
    assert_eq!(accounts, ["clerk", "county_bureau", "xian_anquan"]);
    let sessions = county.get("/sessions").await.ok();
    assert!(sessions["items"].as_array().unwrap().iter().all(|session| session["org"]["code"] == "141024"), "{sessions}");

    let elsewhere = id_of(&city, "other").await;
    for (method, path, body) in [
        ("PUT", format!("/users/{elsewhere}"), json!({ "active": false })),
        ("POST", format!("/users/{elsewhere}/password-reset"), json!({})),
    ] {
        let answer = county.json(method, &path, &body).await;
        assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::NOT_FOUND, "not_found"), "{path}");
    }
    let new = json!({ "account": "xinren", "name": "新人", "org_code": "141023", "roles": ["clerk"] });
    let refused = county.post("/users", &new).await;
    assert_eq!((refused.status, refused.json()["errors"][0]["code"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("unknown_org")));
    assert_eq!(site.person("other").await.get("/session").await.status, StatusCode::OK);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_account_switched_off_is_logged_out_everywhere_and_cannot_log_in(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let (clerk, security) = (site.person("clerk").await, site.person("security_admin").await);
    let path = format!("/users/{}", id_of(&security, "clerk").await);
    let off = security.json("PUT", &path, &json!({ "active": false })).await.ok();
    assert_eq!(off["active"], false);
    assert_eq!(clerk.get("/session").await.status, StatusCode::UNAUTHORIZED);
    let refused = site.stranger().log_in("clerk", PASSWORD).await;
    assert_eq!((refused.status, refused.problem().as_str()), (StatusCode::UNAUTHORIZED, "invalid_credentials"));
    security.json("PUT", &path, &json!({ "active": true })).await.ok();
    assert_eq!(site.stranger().log_in("clerk", PASSWORD).await.status, StatusCode::OK);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_role_taken_away_is_gone_with_the_next_request(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let (reviewer, security) = (site.person("city_reviewer").await, site.person("security_admin").await);
    let may_decide = async || {
        let me = reviewer.get("/session").await.ok();
        me["permissions"].as_array().unwrap().contains(&Value::from("claim.decide"))
    };
    assert!(may_decide().await);
    let path = format!("/users/{}", id_of(&security, "city_reviewer").await);
    security.json("PUT", &path, &json!({ "roles": ["leader"] })).await.ok();
    assert!(!may_decide().await);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_reset_lifts_the_lock_and_ends_sessions_and_gives_a_password_for_one_use(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = site(engine).await;
    let (clerk, security) = (site.person("clerk").await, site.person("security_admin").await);
    for _ in 0..5 {
        site.stranger().log_in("clerk", "wrong-password-1").await;
    }
    let locked = security.get("/users").await.ok();
    let seen = locked["items"].as_array().unwrap().iter().find(|user| user["account"] == "clerk").unwrap();
    assert!(seen["locked_until"].is_string(), "{seen}");

    let id = id_of(&security, "clerk").await;
    let reset = security.post(&format!("/users/{id}/password-reset"), &json!({})).await.ok();
    assert_eq!(clerk.get("/session").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.stranger().log_in("clerk", PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    let me = site.stranger().log_in("clerk", reset["initial_password"].as_str().unwrap()).await.ok();
    assert_eq!(me["must_change_password"], true);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn duties_that_belong_apart_are_not_given_to_one_account(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let security = site.person("security_admin").await;
    for (roles, code) in [
        (json!(["security_admin", "audit_admin"]), "duties_not_apart"),
        (json!(["system_admin", "leader"]), "duties_not_apart"),
        (json!(["mayor"]), "unknown_role"),
        (json!([]), "no_role"),
    ] {
        let new = json!({ "account": "xinren", "name": "新人", "org_code": "141000", "roles": roles });
        let refused = security.post("/users", &new).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{roles}");
        assert_eq!(refused.json()["errors"][0]["code"], code, "{roles}");
        assert_eq!(refused.json()["errors"][0]["pointer"], "/roles");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_administers_the_own_account_and_no_name_is_given_twice(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let security = site.person("security_admin").await;
    let own = id_of(&security, "security_admin").await;
    for (method, path) in [("PUT", format!("/users/{own}")), ("POST", format!("/users/{own}/password-reset"))] {
        let answer = security.json(method, &path, &json!({})).await;
        assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::CONFLICT, "own_account"), "{path}");
    }
    let twice = json!({ "account": "Clerk", "name": "新人", "org_code": "141024", "roles": ["clerk"] });
    let refused = security.post("/users", &twice).await;
    assert_eq!((refused.status, refused.json()["errors"][0]["code"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("account_taken")));
}
