//! Changing a project over the interface: versions, conflicts, refusals.

use axum::body::Body;
use axum::http::{StatusCode, header};
use rstest::rstest;
use serde_json::{Value, json};
use testkit::Engine;

use crate::site::{Answer, Person, TestSite, site};

const PATH: &str = "/projects/XM2026-000001";
const LEDGER: &str = "序号,项目名称,投资方,总投资(万元),签约时间\n1,甲材料项目,甲集团、乙公司,10000,2026-03-05\n";

async fn with_project(engine: Engine) -> TestSite {
    let site = site(engine).await;
    let clerk = site.person("clerk").await;
    let import = clerk.upload("141024", "2026-09", "台账.csv", LEDGER.as_bytes()).await.ok();
    clerk.post(&format!("/imports/{}/commit", import["id"].as_str().unwrap()), &json!({})).await.ok();
    site
}

async fn send(site: &TestSite, person: &Person<'_>, method: &str, path: &str, version: Option<&str>, body: &Value) -> Answer {
    let mut request = person.request(method, path).header(header::CONTENT_TYPE, "application/json");
    if let Some(version) = version {
        request = request.header(header::IF_MATCH, version);
    }
    site.send(request.body(Body::from(body.to_string())).unwrap()).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_edit_names_its_version_and_answers_with_the_next(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = with_project(engine).await;
    let clerk = site.person("clerk").await;
    let shown = clerk.get(PATH).await;
    assert_eq!(shown.headers[header::ETAG], "\"1\"");
    let shown = shown.ok();
    assert_eq!((&shown["version"], shown["investors"].as_array().unwrap().len()), (&json!(1), 2));
    let body = json!({ "facts": { "total_investment": "1.2亿", "place": "大槐树镇" }, "unavailable": { "project_code": "正在备案" } });
    let edited = send(&site, &clerk, "PATCH", PATH, Some("\"1\""), &body).await;
    assert_eq!(edited.headers[header::ETAG], "\"2\"");
    let edited = edited.ok();
    assert_eq!(edited["total_investment"], "12000000000");
    assert_eq!(edited["history"][0]["changes"].as_array().unwrap().len(), 3);
    let restored =
        send(&site, &clerk, "POST", &format!("{PATH}/restorations"), Some("2"), &json!({ "from": 1, "fields": ["place"] })).await.ok();
    assert_eq!((&restored["version"], &restored["history"][0]["cause"]), (&json!(3), &json!("恢复第 1 版的内容")));
    let kinds: Vec<String> = clerk.get(&format!("{PATH}/timeline")).await.ok()["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["event"]["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, ["facts", "facts", "stage_move", "claim", "facts"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_late_edit_is_answered_with_mine_theirs_and_the_original(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = with_project(engine).await;
    let (clerk, colleague) = (site.person("clerk").await, site.person("county_bureau").await);
    send(&site, &colleague, "PATCH", PATH, Some("1"), &json!({ "facts": { "place": "甲镇" } })).await.ok();
    let late = send(&site, &clerk, "PATCH", PATH, Some("1"), &json!({ "facts": { "place": "乙镇", "remarks": "缺用工" } })).await;
    assert_eq!((late.status, late.problem().as_str()), (StatusCode::PRECONDITION_FAILED, "stale"));
    let conflict = &late.json()["conflict"];
    assert_eq!((&conflict["version"], &conflict["by"]), (&json!(2), &json!("测试county_bureau")));
    assert_eq!(
        conflict["fields"],
        json!([
            { "field": "place", "label": "建设地点", "original": null, "theirs": "甲镇", "mine": "乙镇", "changed": true },
            { "field": "remarks", "label": "备注", "original": null, "theirs": null, "mine": "缺用工", "changed": false },
        ])
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_edit_that_is_wrong_is_refused_at_the_place_that_is_wrong(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = with_project(engine).await;
    let clerk = site.person("clerk").await;
    let change = json!({ "facts": { "place": "甲镇" } });
    let cases = [
        (None, change.clone(), StatusCode::PRECONDITION_REQUIRED, "version_required"),
        (Some("neu"), change.clone(), StatusCode::BAD_REQUEST, "invalid_version"),
        (Some("7"), change.clone(), StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        (Some("1"), json!({ "facts": { "colour": "红" } }), StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        (Some("1"), json!({ "facts": { "total_investment": "很多" } }), StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
    ];
    for (version, body, status, code) in cases {
        let refused = send(&site, &clerk, "PATCH", PATH, version, &body).await;
        assert_eq!((refused.status, refused.problem().as_str()), (status, code), "{body}");
    }
    for (who, status) in [("other", StatusCode::NOT_FOUND), ("leader", StatusCode::FORBIDDEN), ("city_reviewer", StatusCode::FORBIDDEN)] {
        let person = site.person(who).await;
        assert_eq!(send(&site, &person, "PATCH", PATH, Some("1"), &change).await.status, status, "{who}");
    }
    assert_eq!(clerk.get(PATH).await.ok()["version"], 1);
    let found = clerk.get("/enterprises?q=甲集团").await;
    assert_eq!(found.ok()["items"][0]["project_count"], 1);
}
