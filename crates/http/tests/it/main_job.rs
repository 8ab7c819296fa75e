use axum::http::{StatusCode, header};
use rstest::rstest;
use serde_json::{Value, json};
use testkit::Engine;

use crate::site::{Person, site};

fn sample() -> Vec<u8> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../sheets/tests/data/ledger-sections.xlsx");
    std::fs::read(path).unwrap()
}

/// A number and all that stands behind it.
async fn open(person: &Person<'_>, indicator: &str, org: &str, span: &str, level: &str) -> Value {
    person.get(&format!("/board/rows?indicator={indicator}&org={org}&period=2026-09&span={span}&level={level}")).await.ok()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_main_job_runs_over_the_interface(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let clerk = site.person("clerk").await;
    let read = clerk.upload("141024", "2026-09", "洪洞县台账.xlsx", &sample()).await.ok();
    assert_eq!((read["rows"].as_i64(), read["total_investment"].as_str()), (Some(64), Some("2147700000000")));
    assert_eq!(read["funds_year_to_date"], "139140000000");
    let group = read["groups"].as_array().unwrap().iter().find(|group| group["rule"] == "credit_code_check_digit").unwrap();
    assert_eq!((group["count"].as_i64(), group["mends"][0]["kind"].as_str()), (Some(2), Some("keep")), "{group}");
    assert_eq!(read["tabs"]["additions"], 64);
    let id = read["id"].as_str().unwrap();
    let rows = clerk.get(&format!("/imports/{id}/rows?limit=5&tab=warnings&rule=credit_code_check_digit")).await.ok();
    assert_eq!(rows["total"], 2);
    assert!(rows["items"][0]["cells"].as_object().unwrap().len() > 5, "{rows}");
    let next = clerk.get(&format!("/imports/{id}/problems/next?tab=warnings")).await.ok();
    assert_eq!((next["field"].as_str(), next["position"].as_i64()), (Some("credit_code"), Some(0)), "{next}");
    let done = clerk.post(&format!("/imports/{id}/commit"), &json!({})).await.ok();
    assert_eq!((done["state"].as_str(), done["result"]["new_projects"].as_i64()), (Some("committed"), Some(64)));
    let again = clerk.post(&format!("/imports/{id}/commit"), &json!({})).await;
    assert_eq!((again.status, again.problem().as_str()), (StatusCode::CONFLICT, "import_not_pending"));

    let reviewer = site.person("city_reviewer").await;
    let outcome = reviewer.post(&format!("/imports/{id}/verdicts"), &json!({})).await.ok();
    assert!(outcome["recognised"].as_i64().unwrap() > 100 && !outcome["left"].as_array().unwrap().is_empty(), "{outcome}");
    let undone = clerk.post(&format!("/imports/{id}/undo"), &json!({ "reason": "导错了" })).await;
    assert_eq!((undone.status, undone.problem().as_str()), (StatusCode::CONFLICT, "undo_blocked"));
    assert!(!undone.json()["errors"].as_array().unwrap().is_empty());

    let leader = site.person("leader").await;
    let board = leader.get("/board?period=2026-09&level=recognised").await.ok();
    let line = board["lines"].as_array().unwrap().iter().find(|line| line["org"]["code"] == "141024").unwrap().clone();
    let opened = open(&leader, "funds", "141024", "cumulative", "recognised").await;
    assert_eq!(opened["value"], line["values"]["funds"]["cumulative"]);
    let rows = opened["rows"].as_array().unwrap();
    let sum: i64 = rows.iter().map(|row| row["amount"].as_str().unwrap().parse::<i64>().unwrap()).sum();
    assert_eq!(Some(sum.to_string().as_str()), opened["value"].as_str());
    let source = &rows[0]["source"];
    assert_eq!((source["kind"].as_str(), source["file_name"].as_str()), (Some("import"), Some("洪洞县台账.xlsx")));
    let (sheet, cell) = ("%E5%8F%B0%E8%B4%A6", source["cell"].as_str().unwrap());
    let window = leader.get(&format!("/imports/{id}/cell?sheet={sheet}&cell={cell}")).await.ok();
    assert_eq!(window["raw"], source["raw"]);
    assert!(!window["header_rows"].as_array().unwrap().is_empty());
    let pace = leader.get("/board/pace?indicator=funds&period=2026-09&level=recognised").await.ok();
    let first = &pace["lines"][0];
    assert_eq!((first["org"]["code"].as_str(), &first["value"]), (Some("141024"), &line["values"]["funds"]["cumulative"]));
    assert_eq!(
        (&first["pace"], &first["on_pace"], &pace["leading"]),
        (&Value::Null, &Value::Null, &Value::Null),
        "no year before, no others"
    );
    assert_eq!((first["share"].as_str(), &pace["total"]["value"]), (Some("100.00"), &board["total"]["values"]["funds"]["cumulative"]));
    let trend = leader.get("/board/trend?indicator=funds&org=141024&period=2026-09&level=recognised").await.ok();
    let months = trend["points"].as_array().unwrap();
    assert_eq!((months.len(), &months[8]["cumulative"]), (12, &line["values"]["funds"]["cumulative"]));
    assert_eq!((&months[8]["month"], &months[9]["month"]), (&line["values"]["funds"]["month"], &Value::Null), "October is not told yet");
    let none = leader.get("/board/trend?indicator=funds&org=149999&period=2026-09&level=recognised").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let rate = open(&leader, "start_rate", "total", "cumulative", "recognised").await;
    assert_eq!(rate["value"], board["total"]["values"]["start_rate"]["cumulative"]);
    assert_eq!(rate["denominator"]["value"], board["total"]["values"]["sign_cnt"]["cumulative"]);
    let export = leader.get("/board/export.xlsx?period=2026-09&level=recognised").await;
    assert!(export.body.starts_with(b"PK") && export.headers[header::CONTENT_DISPOSITION].to_str().unwrap().contains("filename*=UTF-8''"));

    let office = site.person("office").await;
    let issued = office.post("/bulletins", &json!({ "period": "2026-09", "level": "recognised" })).await.ok();
    assert_eq!(issued["number"], 1);
    let figures = issued["figures"].as_array().unwrap();
    let told: Vec<&str> = issued["paragraphs"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|paragraph| paragraph["runs"].as_array().unwrap())
        .filter_map(|run| run["figure"].as_str())
        .collect();
    assert!(
        told.len() > 20 && told.iter().all(|id| figures.iter().any(|figure| figure["id"] == *id)),
        "{} of {}",
        told.len(),
        figures.len()
    );
    for kind in ["bulletin", "annex"] {
        let file = office.get(&format!("/bulletins/{}/files/{kind}", issued["id"].as_str().unwrap())).await;
        assert!(file.status == StatusCode::OK && file.body.starts_with(b"PK"), "{kind}");
    }
    let refused = clerk.get(&format!("/bulletins/{}/files/annex", issued["id"].as_str().unwrap())).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "rows of the whole city are not a county's");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_another_county_is_seen_on_any_path(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let clerk = site.person("clerk").await;
    let id = clerk.upload("141024", "2026-09", "台账.xlsx", &sample()).await.ok()["id"].as_str().unwrap().to_owned();
    clerk.post(&format!("/imports/{id}/commit"), &json!({})).await.ok();
    let project = clerk.get("/projects?limit=1").await.ok()["items"][0]["code"].as_str().unwrap().to_owned();
    let claim = clerk.get("/claims?limit=1").await.ok()["items"][0]["id"].as_str().unwrap().to_owned();

    let other = site.person("other").await;
    for list in ["/projects", "/claims", "/imports", "/claims?q=%E9%A1%B9%E7%9B%AE", "/projects?q=%E9%A1%B9%E7%9B%AE"] {
        let page = other.get(list).await.ok();
        assert_eq!((page["total"].as_i64(), page["items"].as_array().unwrap().len()), (Some(0), 0), "{list}");
    }
    for path in [
        format!("/projects/{project}"),
        format!("/claims/{claim}"),
        format!("/imports/{id}"),
        format!("/imports/{id}/rows"),
        format!("/imports/{id}/columns"),
        format!("/imports/{id}/errors.xlsx"),
        format!("/imports/{id}/differences"),
        format!("/imports/{id}/undo"),
        format!("/imports/{id}/file"),
        format!("/imports/{id}/cell?sheet=x&cell=A1"),
        "/board/rows?indicator=funds&org=141024&period=2026-09&span=cumulative&level=reported".to_owned(),
    ] {
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    for (path, body) in [(format!("/imports/{id}/undo"), json!({ "reason": "x" })), (format!("/imports/{id}/commit"), json!({}))] {
        assert_eq!(other.post(&path, &body).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let board = other.get("/board?period=2026-09&level=reported").await.ok();
    assert_eq!(board["lines"].as_array().unwrap().len(), 1);
    assert_eq!(board["total"]["values"]["sign_cnt"]["cumulative"], "0");
    let leader = site.person("leader").await;
    assert_eq!(leader.get("/board?period=2026-09&level=reported").await.ok()["total"]["values"]["sign_cnt"]["cumulative"], "54");
}
