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
