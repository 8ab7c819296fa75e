use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;
use testkit::Engine;

use crate::site::site;

#[tokio::test(flavor = "multi_thread")]
async fn a_request_from_another_site_changes_nothing() {
    let site = site(Engine::Sqlite).await;
    let request = Request::builder()
        .method("POST")
        .uri("/api/v1/session")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(json!({ "account": "clerk", "password": "x" }).to_string()))
        .unwrap();
    let answer = site.send(request).await;
    assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::FORBIDDEN, "cross_site"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_the_wrong_shape_is_refused_with_its_place() {
    let site = site(Engine::Sqlite).await;
    let office = site.person("office").await;
    let unknown = office.post("/bulletins", &json!({ "period": "2026-09", "level": "recognised", "titel": "x" })).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.json()["errors"][0]["message"].as_str().unwrap().contains("titel"), "{}", unknown.json());
    let level = office.post("/bulletins", &json!({ "period": "2026-09", "level": "best" })).await;
    assert_eq!(level.json()["errors"][0]["pointer"], "/level");
    let period = office.post("/bulletins", &json!({ "period": "九月", "level": "recognised" })).await;
    assert_eq!((period.status, period.json()["errors"][0]["pointer"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("/period")));
    let future = office.post("/bulletins", &json!({ "period": "2027-01", "level": "recognised" })).await;
    assert_eq!(future.json()["errors"][0]["code"], "period_in_future");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_address_or_query_is_a_problem_document_and_never_a_panic() {
    let site = site(Engine::Sqlite).await;
    let leader = site.person("leader").await;
    for (path, status) in [
        ("/no-such-thing", StatusCode::NOT_FOUND),
        ("/claims/not-an-id", StatusCode::NOT_FOUND),
        ("/claims?state=unheard", StatusCode::BAD_REQUEST),
        ("/claims?cursor=%00", StatusCode::UNPROCESSABLE_ENTITY),
        ("/board?period=2026-13&level=recognised", StatusCode::UNPROCESSABLE_ENTITY),
        ("/board?period=2026-09&level=recognised&as_of=gestern", StatusCode::UNPROCESSABLE_ENTITY),
        ("/board/rows?indicator=none&org=total&period=2026-09&span=month&level=reported", StatusCode::UNPROCESSABLE_ENTITY),
        ("/board/rows?indicator=funds&org=ZZ&period=2026-09&span=month&level=reported", StatusCode::NOT_FOUND),
        ("/projects/XM0000-0", StatusCode::NOT_FOUND),
        ("/projects?q=%25%5F%27%22%5C", StatusCode::OK),
    ] {
        let answer = leader.get(path).await;
        assert_eq!(answer.status, status, "{path}");
        if !status.is_success() {
            answer.problem();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_come_with_a_policy_that_lets_nothing_foreign_in() {
    let site = site(Engine::Sqlite).await;
    let page = site.send(Request::builder().uri("/desk/stats").body(Body::empty()).unwrap()).await;
    assert_eq!(page.status, StatusCode::OK);
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert_eq!(page.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let text = String::from_utf8(page.body).unwrap();
    assert!(!text.contains("__CSP_NONCE__"));
    if let Some(nonce) = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()) {
        let again = site.send(Request::builder().uri("/desk/stats").body(Body::empty()).unwrap()).await;
        assert!(!again.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains(nonce), "a nonce is used once");
    }
    assert_eq!(site.send(Request::builder().uri("/healthz").body(Body::empty()).unwrap()).await.status, StatusCode::OK);
    assert_eq!(site.send(Request::builder().uri("/readyz").body(Body::empty()).unwrap()).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_or_no_json_is_refused_before_it_is_used() {
    let site = site(Engine::Sqlite).await;
    let stranger = site.stranger();
    let sent = async |kind: &str, body: String| {
        let request = stranger.request("POST", "/session").header(header::CONTENT_TYPE, kind);
        site.send(request.body(Body::from(body)).unwrap()).await
    };
    let large = sent("application/json", format!("\"{}\"", "x".repeat(2 * 1024 * 1024))).await;
    assert_eq!((large.status, large.problem().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
    let form = sent("application/x-www-form-urlencoded", "account=clerk".to_owned()).await;
    assert_eq!((form.status, form.problem().as_str()), (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"));
    let broken = sent("application/json", "{\"account\": \"clerk\",\n \"password\" 1}".to_owned()).await;
    assert_eq!((broken.status, broken.problem().as_str()), (StatusCode::BAD_REQUEST, "invalid_json"));
    assert!(broken.json()["errors"][0]["message"].as_str().unwrap().starts_with("第 2 行"), "{}", broken.json());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_tries_log_in_after_log_in_has_to_wait_while_others_work_on() {
    let site = site(Engine::Sqlite).await;
    let leader = site.person("leader").await;
    let mut refused = None;
    for _ in 0..100 {
        let answer = site.stranger().log_in("nobody", "x").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer.problem());
            break;
        }
    }
    assert_eq!(refused.as_deref(), Some("too_many_log_ins"));
    assert_eq!(leader.get("/session").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_request_id_is_the_programs_own_and_goes_into_the_audit_log() {
    let site = site(Engine::Sqlite).await;
    let request = site.stranger().request("POST", "/session").header(header::CONTENT_TYPE, "application/json");
    let body = json!({ "account": "clerk", "password": "wrong-password-1" }).to_string();
    let answer = site.send(request.header("x-request-id", "chosen-by-a-stranger").body(Body::from(body)).unwrap()).await;
    let id = answer.json()["request_id"].as_str().unwrap().to_owned();
    assert_ne!(id, "chosen-by-a-stranger");
    assert_eq!(answer.headers["x-request-id"], id.as_str());
    let log = site.person("audit_admin").await.get("/audit?limit=50").await.ok();
    let failed = log["items"].as_array().unwrap().iter().find(|entry| entry["action"] == "session.login_failed").unwrap();
    assert_eq!(failed["request_id"], id.as_str());
}

#[test]
fn every_answer_of_the_openapi_document_is_described() {
    let document: serde_json::Value = serde_json::from_str(&yinfeng_http::openapi().unwrap()).unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            for (status, answer) in operation["responses"].as_object().unwrap() {
                assert!(answer["description"].as_str().is_some_and(|text| !text.is_empty()), "{method} {path} {status}");
            }
        }
    }
}
