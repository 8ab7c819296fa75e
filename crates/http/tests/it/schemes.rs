use axum::http::StatusCode;
use serde_json::json;
use testkit::Engine;

use crate::site::site;

const SCHEME: &str = "id = \"t\"\n[[indicator]]\nid = \"到位资金\"\npoints = 20\nscorer = \"ratio\"\nmeasure = \"funds\"\ntarget = \"task\"\npace = \"linear\"\n";
const UNITS: &str = r#"{"month": 12, "units": {"甲县": {"group": "县区", "funds": 5, "task": 10}}}"#;

#[tokio::test(flavor = "multi_thread")]
async fn anybody_who_is_logged_in_may_try_a_scheme_and_sees_how_each_score_came_to_be() {
    let site = site(Engine::Sqlite).await;
    let person = site.person("leader").await;
    let answer = person.post("/schemes/trial", &json!({ "scheme": SCHEME, "units": UNITS })).await;
    assert_eq!(answer.status, StatusCode::OK);
    let unit = &answer.json()["units"][0];
    assert_eq!((unit["total"].as_str(), unit["rank"].as_u64()), (Some("10.00"), Some(1)));
    assert_eq!(unit["items"][0]["numbers"], "10 = 20 × (5 ÷ (10 × 12 ÷ 12))");
    let by_june = person.post("/schemes/trial", &json!({ "scheme": SCHEME, "units": UNITS, "month": 6 })).await;
    assert_eq!(by_june.json()["units"][0]["total"], "20.00");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheme_with_faults_is_answered_with_their_places_in_both_texts() {
    let site = site(Engine::Sqlite).await;
    let person = site.person("leader").await;
    let body = json!({ "scheme": SCHEME.replace("20", "\"二十\""), "units": UNITS.replace("5,", "\"5\",") });
    let answer = person.post("/schemes/trial", &body).await;
    assert_eq!(answer.status, StatusCode::OK);
    let json = answer.json();
    let place = |index: usize| (json["problems"][index]["document"].clone(), json["problems"][index]["line"].clone());
    assert_eq!((place(0), place(1)), ((json!("scheme"), json!(4)), (json!("units"), json!(1))));
    assert_eq!(json["problems"][0]["code"], "not_a_number");
    assert!(json["units"].as_array().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_that_is_none_is_refused() {
    let site = site(Engine::Sqlite).await;
    let answer = site.person("leader").await.post("/schemes/trial", &json!({ "scheme": SCHEME, "units": UNITS, "month": 13 })).await;
    assert_eq!((answer.status, answer.json()["errors"][0]["pointer"].as_str()), (StatusCode::UNPROCESSABLE_ENTITY, Some("/month")));
}
