//! Boundaries of areas: who brings them in, what is refused, and what a map is then drawn from.

use axum::http::StatusCode;
use rstest::rstest;
use serde_json::{Value, json};
use testkit::Engine;

use crate::site::site;

fn square(adcode: &str) -> Value {
    json!({ "type": "Feature", "properties": { "adcode": adcode, "name": "某县" },
        "geometry": { "type": "Polygon", "coordinates": [[[111, 36], [112, 36], [112, 37], [111, 36]]] } })
}

fn body(features: &[Value], review_no: Option<&str>) -> Value {
    let file = json!({ "type": "FeatureCollection", "features": features }).to_string();
    json!({ "name": "县级界线", "source": "自然资源局", "review_no": review_no, "boundaries": file })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_map_is_drawn_from_the_file_in_force_and_from_none_after_it_was_taken_away(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = site(engine).await;
    let (system, clerk) = (site.person("system_admin").await, site.person("clerk").await);
    assert_eq!(clerk.get("/geo/areas/141000").await.ok()["file"], Value::Null);

    let sketch = system.json("PUT", "/geo/areas/141000", &body(&[square("141024")], None)).await.ok();
    assert_eq!((&sketch["file"]["sketch"], sketch["file"]["uploaded_name"].as_str()), (&json!(true), Some("测试system_admin")));
    let official = body(&[square("141024"), square("141023")], Some("晋S(2026)001号"));
    system.json("PUT", "/geo/areas/141000", &official).await.ok();
    // Shapes are no secret: a clerk of one county draws the same map.
    let seen = clerk.get("/geo/areas/141000").await.ok();
    assert_eq!((&seen["file"]["sketch"], seen["file"]["review_no"].as_str()), (&json!(false), Some("晋S(2026)001号")));
    let codes: Vec<&str> =
        seen["file"]["areas"]["features"].as_array().unwrap().iter().map(|area| area["properties"]["adcode"].as_str().unwrap()).collect();
    assert_eq!(codes, ["141024", "141023"]);

    assert_eq!(system.empty("DELETE", "/geo/areas/141000").await.status, StatusCode::NO_CONTENT);
    assert_eq!(clerk.get("/geo/areas/141000").await.ok()["file"], Value::Null);
    assert_eq!(system.empty("DELETE", "/geo/areas/141000").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_file_changes_nothing_and_every_fault_is_named() {
    let site = site(Engine::Sqlite).await;
    let system = site.person("system_admin").await;
    system.json("PUT", "/geo/areas/141000", &body(&[square("141024")], None)).await.ok();
    let mut faulty = body(&[square("141024"), square("140105"), square("141024")], None);
    let refused = system.json("PUT", "/geo/areas/141000", &faulty).await;
    assert_eq!((refused.status, refused.problem().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
    let errors = refused.json()["errors"].clone();
    assert_eq!((errors[0]["pointer"].as_str(), errors[1]["code"].as_str()), (Some("/boundaries/features/1"), Some("adcode_twice")));
    assert!(errors[0]["message"].as_str().unwrap().contains("140105"), "{errors}");
    faulty["source"] = json!(" ");
    assert_eq!(system.json("PUT", "/geo/areas/141000", &faulty).await.json()["errors"][0]["pointer"], "/source");
    let seen = system.get("/geo/areas/141000").await.ok();
    assert_eq!(seen["file"]["areas"]["features"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn boundaries_of_a_place_that_is_not_administered_cannot_be_brought_in() {
    let site = site(Engine::Sqlite).await;
    let system = site.person("system_admin").await;
    assert_eq!(system.json("PUT", "/geo/areas/999999", &body(&[square("141024")], None)).await.status, StatusCode::NOT_FOUND);
    let clerk = site.person("clerk").await;
    assert_eq!(clerk.json("PUT", "/geo/areas/141000", &body(&[square("141024")], None)).await.status, StatusCode::FORBIDDEN);
}
