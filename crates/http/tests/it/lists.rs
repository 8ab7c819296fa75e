//! Lists over the interface: what columns say, narrowing, groups, views, exports, acting on what was chosen.

use axum::http::{StatusCode, header};
use rstest::rstest;
use serde_json::{Value, json};
use testkit::Engine;

use crate::site::{Answer, Person, TestSite, site};

async fn filled(engine: Engine) -> TestSite {
    let site = site(engine).await;
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../sheets/tests/data/ledger-sections.xlsx");
    let clerk = site.person("clerk").await;
    let read = clerk.upload("141024", "2026-09", "洪洞县台账.xlsx", &std::fs::read(path).unwrap()).await.ok();
    clerk.post(&format!("/imports/{}/commit", read["id"].as_str().unwrap()), &json!({})).await.ok();
    site
}

fn items(list: &Value) -> &Vec<Value> {
    list["items"].as_array().unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_column_of_a_list_stands_in_its_items_and_groups_add_up_to_the_list(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = filled(engine).await;
    let leader = site.person("leader").await;
    for (list, rows) in [("project", "/projects"), ("claim", "/claims"), ("enterprise", "/enterprises")] {
        let definition = leader.get(&format!("/lists/{list}")).await.ok();
        let page = leader.get(&format!("{rows}?limit=5")).await.ok();
        assert!(page["as_of"].as_str().unwrap().starts_with("2026-10-01"), "the server's clock stands there: {}", page["as_of"]);
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

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn rows_groups_and_exports_hold_only_what_is_of_ones_own_unit(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = filled(engine).await;
    let (clerk, other) = (site.person("clerk").await, site.person("other").await);
    for (list, rows, column) in
        [("project", "/projects", "name"), ("claim", "/claims", "project_name"), ("enterprise", "/enterprises", "name")]
    {
        let page = clerk.get(&format!("{rows}?limit=1")).await.ok();
        let first = &items(&page)[0];
        let key = first["id"].as_str().or(first["code"].as_str()).unwrap();
        assert_eq!(other.get(&format!("{rows}/{key}")).await.status, StatusCode::NOT_FOUND, "{list}");
        assert_eq!(other.get(rows).await.ok()["total"], 0, "{list}");
        assert!(items(&other.get(&format!("/lists/{list}/groups?by=org")).await.ok()).is_empty(), "{list}");
        let totals = other.post(&format!("/lists/{list}/totals"), &json!({ "only": [key] })).await.ok();
        assert!(totals["count"] == 0 && totals["sums"].as_array().unwrap().iter().all(|sum| sum["value"] == "0"), "{list} {totals}");
        // Neither the whole list nor rows of another unit, by their keys, come into a workbook.
        for selection in [json!({}), json!({ "only": [key] })] {
            let body = json!({ "columns": [column], "selection": selection });
            let (mine, theirs) =
                (clerk.post(&format!("/lists/{list}/exports"), &body).await, other.post(&format!("/lists/{list}/exports"), &body).await);
            assert_eq!((mine.status, theirs.status), (StatusCode::OK, StatusCode::OK), "{list}");
            assert!(cells(&mine.body).len() > cells(&theirs.body).len(), "{list}");
            assert!(
                cells(&theirs.body).iter().all(|text| text != first.pointer("/name").or(first.pointer("/project/name")).unwrap()),
                "{list}"
            );
        }
        for who in ["system_admin", "security_admin", "audit_admin"] {
            let nobody = site.person(who).await;
            assert_eq!(nobody.get(rows).await.status, StatusCode::FORBIDDEN, "{who} {list}");
            assert_eq!(nobody.post(&format!("/lists/{list}/exports"), &json!({})).await.status, StatusCode::FORBIDDEN, "{who} {list}");
        }
    }
}

/// The texts of the cells of a workbook's first sheet.
fn cells(xlsx: &[u8]) -> Vec<String> {
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(xlsx.to_vec())).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    sheet.used_cells().map(|(_, _, cell)| cell.to_string()).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn views_are_kept_for_oneself_and_published_by_the_office_alone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = filled(engine).await;
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

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_a_workbook_of_what_one_sees(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = filled(engine).await;
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

/// What a job of verdicts came to.
async fn outcome(reviewer: &Person<'_>, begun: &Answer) -> Value {
    let path = format!("/jobs/{}/verdicts", begun.json()["id"].as_str().unwrap());
    loop {
        let answer = reviewer.get(&path).await.ok();
        if !answer["outcome"].is_null() {
            return answer["outcome"].clone();
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn chosen_claims_are_returned_for_a_reason_and_what_is_decided_already_is_left(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = filled(engine).await;
    let reviewer = site.person("city_reviewer").await;
    let pending = reviewer.get("/claims?state=pending&limit=3").await.ok();
    let chosen: Vec<&Value> = items(&pending).iter().map(|claim| &claim["id"]).collect();
    let decided = chosen[0].as_str().unwrap();
    reviewer.post(&format!("/claims/{decided}/verdicts"), &json!({ "outcome": "returned", "reason": "佐证不全" })).await.ok();
    let body = |reason: &str| json!({ "selection": { "only": chosen }, "expected": 3, "outcome": "returned", "reason": reason });
    let without = reviewer.post("/claims/verdicts", &body(" ")).await;
    assert_eq!((without.status, &without.json()["errors"][0]["pointer"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("/reason")));
    let waiting = json!({ "only": chosen, "filter": [{ "column": "state", "test": "one_of", "values": ["pending"] }] });
    assert_eq!(reviewer.post("/lists/claim/totals", &waiting).await.ok()["count"], 2);
    let begun = reviewer.post("/claims/verdicts", &body("与佐证不符")).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED);
    let outcome = outcome(&reviewer, &begun).await;
    assert_eq!((&outcome["returned"], &outcome["recognised"], &outcome["left"][0]["claim_id"]), (&json!(2), &json!(0), chosen[0]));
    let returned = reviewer.get(&format!("/claims/{}", chosen[1].as_str().unwrap())).await.ok();
    assert_eq!((&returned["state"], &returned["verdicts"][0]["reason"]), (&json!("returned"), &json!("与佐证不符")));
    for who in ["clerk", "county_bureau", "leader", "office"] {
        let refused = site.person(who).await.post("/claims/verdicts", &body("与佐证不符")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{who}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn chosen_claims_are_recognised_as_a_job_unless_the_choice_has_changed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = filled(engine).await;
    let reviewer = site.person("city_reviewer").await;
    let pending = reviewer.get("/claims?state=pending").await.ok();
    let total = pending["total"].as_u64().unwrap();
    let spared = items(&pending)[0]["id"].clone();
    let selection = json!({ "filter": [{ "column": "state", "test": "one_of", "values": ["pending"] }], "except": [spared] });
    let changed = reviewer.post("/claims/verdicts", &json!({ "selection": selection, "expected": total })).await;
    assert_eq!((changed.status, changed.problem().as_str()), (StatusCode::CONFLICT, "selection_changed"));
    let begun = reviewer.post("/claims/verdicts", &json!({ "selection": selection, "expected": total - 1 })).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED);
    let outcome = outcome(&reviewer, &begun).await;
    let (recognised, left) = (outcome["recognised"].as_u64().unwrap(), outcome["left"].as_array().unwrap().len() as u64);
    assert!(recognised > 100 && recognised + left == total - 1, "{recognised} {left} {total}");
    let waiting = reviewer.get("/claims?state=pending&limit=200").await.ok();
    assert_eq!(waiting["total"].as_u64(), Some(left + 1));
    assert!(items(&waiting).iter().any(|claim| claim["id"] == spared));
}
