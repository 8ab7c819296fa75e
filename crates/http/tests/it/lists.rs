//! Lists over the interface: what columns say, narrowing, groups, views, exports, acting on what was chosen.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};
use testkit::Engine;

use crate::site::{TestSite, site};

async fn filled() -> TestSite {
    let site = site(Engine::Sqlite).await;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../sheets/tests/data/ledger-sections.xlsx");
    let clerk = site.person("clerk").await;
    let read = clerk.upload("141024", "2026-09", "洪洞县台账.xlsx", &std::fs::read(path).unwrap()).await.ok();
    clerk.post(&format!("/imports/{}/commit", read["id"].as_str().unwrap()), &json!({})).await.ok();
    site
}

fn items(list: &Value) -> &Vec<Value> {
    list["items"].as_array().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_column_of_a_list_stands_in_its_items_and_groups_add_up_to_the_list() {
    let site = filled().await;
    let leader = site.person("leader").await;
    for (list, rows) in [("project", "/projects"), ("claim", "/claims"), ("enterprise", "/enterprises")] {
        let definition = leader.get(&format!("/lists/{list}")).await.ok();
        let page = leader.get(&format!("{rows}?limit=5")).await.ok();
        for column in definition["columns"].as_array().unwrap() {
            let pointer = column["pointer"].as_str().unwrap();
            assert!(items(&page)[0].pointer(pointer).is_some(), "{list} {pointer}");
            let uses = |purpose: &str| column["uses"].as_array().unwrap().iter().any(|one| one == purpose);
            let key = column["key"].as_str().unwrap();
            if uses("sort") {
                leader.get(&format!("{rows}?limit=1&sort=-{key}")).await.ok();
            }
            if uses("group") {
                let groups = leader.get(&format!("/lists/{list}/groups?by={key}")).await.ok();
                let counted: u64 = items(&groups).iter().map(|group| group["count"].as_u64().unwrap()).sum();
                assert_eq!(Some(counted), page["total"].as_u64(), "{list} {key}");
            }
        }
    }
    let filter = json!([{ "column": "total_investment", "test": "between", "from": "100000000000" }]).to_string().replace('"', "%22");
    let large = leader.get(&format!("/projects?filter={filter}&sort=-total_investment")).await.ok();
    assert!(large["total"].as_u64().unwrap() > 0 && large["total"].as_u64() < Some(64), "{}", large["total"]);
    let bad = leader.get("/projects?filter=%5B%7B%22column%22:%22name%22,%22test%22:%22empty%22,%22x%22:1%7D,1%5D").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = site.person("other").await;
    assert_eq!(other.get("/projects").await.ok()["total"], 0);
    assert!(items(&other.get("/lists/project/groups?by=stage").await.ok()).is_empty());
    assert!(other.get("/search?q=%E9%A1%B9%E7%9B%AE").await.ok()["projects"].as_array().unwrap().is_empty());
    assert_eq!(leader.get("/search?q=%E9%A1%B9%E7%9B%AE").await.ok()["projects"].as_array().unwrap().len(), 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn views_are_kept_for_oneself_and_published_by_the_office_alone() {
    let site = filled().await;
    let (clerk, office) = (site.person("clerk").await, site.person("office").await);
    let state = json!({ "filter": [{ "column": "stage", "test": "one_of", "values": ["signed"] }], "columns": [{ "key": "name", "width": 300 }], "density": "compact" });
    let view = |audience: &str| json!({ "list": "project", "name": "签约未开工", "audience": audience, "state": state });
    let own = clerk.post("/views", &view("private")).await.ok();
    assert_eq!(own["slug"], "qian-yue-wei-kai-gong");
    assert_eq!(clerk.post("/views", &view("city")).await.status, StatusCode::FORBIDDEN);
    let published = office.post("/views", &view("city")).await.ok();
    assert_eq!(published["slug"], "qian-yue-wei-kai-gong-2");
    let seen = clerk.get("/views?list=project").await.ok();
    assert_eq!((items(&seen).len(), &seen["audiences"]), (2, &json!(["private"])));
    assert_eq!(items(&office.get("/views?list=project").await.ok()).len(), 1);
    let path = format!("/views/{}", published["id"].as_str().unwrap());
    let not_own = clerk.json("PATCH", &path, &json!({ "version": 1, "name": "我的" })).await;
    assert_eq!((not_own.status, not_own.problem().as_str()), (StatusCode::CONFLICT, "not_own_view"));
    office.json("PATCH", &path, &json!({ "version": 1, "name": "签约" })).await.ok();
    let stale = office.json("PATCH", &path, &json!({ "version": 1, "name": "签约项目" })).await;
    assert_eq!((stale.status, stale.problem().as_str()), (StatusCode::CONFLICT, "stale"));
    clerk.json("PUT", "/views/default", &json!({ "list": "project", "view": published["id"] })).await;
    assert_eq!(clerk.get("/views?list=project").await.ok()["default"], published["id"]);
    assert_eq!(office.json("DELETE", &path, &json!({})).await.status, StatusCode::NO_CONTENT);
    let left = clerk.get("/views?list=project").await.ok();
    assert_eq!((items(&left).len(), &left["default"]), (1, &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_a_workbook_of_what_one_sees() {
    let site = filled().await;
    let leader = site.person("leader").await;
    for body in [
        json!({}),
        json!({ "group": "stage", "columns": ["name", "total_investment", "signed_on", "updated_at"], "sort": { "column": "name" } }),
    ] {
        let answer = leader.post("/lists/project/exports", &body).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("xlsx"));
        assert!(answer.body.starts_with(b"PK"));
    }
    leader.post("/lists/claim/exports", &json!({ "columns": ["project_name", "org", "kind", "amount", "period", "reported_at"] })).await;
    let unknown = leader.post("/lists/project/exports", &json!({ "columns": ["salary"] })).await;
    assert_eq!(unknown.json()["errors"][0]["code"], "unknown_column");
}

#[tokio::test(flavor = "multi_thread")]
async fn chosen_claims_are_recognised_as_a_job_unless_the_choice_has_changed() {
    let site = filled().await;
    let reviewer = site.person("city_reviewer").await;
    let pending = reviewer.get("/claims?state=pending").await.ok();
    let total = pending["total"].as_u64().unwrap();
    let spared = items(&pending)[0]["id"].clone();
    let selection = json!({ "filter": [{ "column": "state", "test": "one_of", "values": ["pending"] }], "except": [spared] });
    let changed = reviewer.post("/claims/verdicts", &json!({ "selection": selection, "expected": total })).await;
    assert_eq!((changed.status, changed.problem().as_str()), (StatusCode::CONFLICT, "selection_changed"));
    let begun = reviewer.post("/claims/verdicts", &json!({ "selection": selection, "expected": total - 1 })).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED);
    let path = format!("/jobs/{}/verdicts", begun.json()["id"].as_str().unwrap());
    let outcome = loop {
        let answer = reviewer.get(&path).await.ok();
        if !answer["outcome"].is_null() {
            break answer["outcome"].clone();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    let (recognised, left) = (outcome["recognised"].as_u64().unwrap(), outcome["left"].as_array().unwrap().len() as u64);
    assert!(recognised > 100 && recognised + left == total - 1, "{recognised} {left} {total}");
    let waiting = reviewer.get("/claims?state=pending&limit=200").await.ok();
    assert_eq!(waiting["total"].as_u64(), Some(left + 1));
    assert!(items(&waiting).iter().any(|claim| claim["id"] == spared));
}
