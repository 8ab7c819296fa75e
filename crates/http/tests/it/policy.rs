//! Who may do what: every operation of the OpenAPI document, asked by nobody and by every role.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::http::StatusCode;
use rstest::rstest;
use serde_json::Value;
use testkit::Engine;

use crate::site::{PEOPLE, site};

/// One operation: method, path with values in its places, whether anybody may ask.
struct Operation {
    id: String,
    method: String,
    path: String,
    public: bool,
}

fn operations() -> Vec<Operation> {
    let document: Value = serde_json::from_str(&yinfeng_http::openapi().unwrap()).unwrap();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let nobody = "00000000-0000-7000-8000-000000000000";
            let path = path
                .trim_start_matches("/api/v1")
                .replace("{id}", nobody)
                .replace("{code}", "XM2026-000001")
                .replace("{kind}", "bulletin")
                .replace("{org}", "141000")
                .replace("{list}", "project");
            assert!(!path.contains('{'), "{path}: give the new place a value here");
            let public =
                operation["security"].as_array().is_some_and(|security| security.iter().all(|one| one.as_object().unwrap().is_empty()));
            found.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase(),
                path,
                public,
            });
        }
    }
    found
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_operation_needs_a_log_in_unless_the_document_says_otherwise(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let site = site(engine).await;
    let stranger = site.stranger();
    let mut public = Vec::new();
    for operation in operations() {
        let answer = stranger.json(&operation.method, &operation.path, &serde_json::json!({})).await;
        if operation.public {
            public.push(operation.id);
        } else {
            assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::UNAUTHORIZED, "not_logged_in"), "{}", operation.id);
        }
    }
    assert_eq!(public, ["demonstration_show", "session_create"]);
}

/// The committed table of who may do what, for people who read no Rust.
const POLICY: &str = include_str!("policy.txt");

#[tokio::test(flavor = "multi_thread")]
async fn roles_may_do_what_the_policy_table_says() {
    let site = site(Engine::Sqlite).await;
    let mut table: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (account, _, role) in PEOPLE.iter().filter(|(account, ..)| *account != "other") {
        let person = site.person(account).await;
        // Ending one's own session would end the walk.
        for operation in operations().into_iter().filter(|operation| !operation.public && operation.id != "session_delete") {
            let answer = person.json(&operation.method, &operation.path, &serde_json::json!({})).await;
            assert!(!answer.status.is_server_error(), "{role} {}: {}", operation.id, answer.status);
            assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{role} {}", operation.id);
            let may = table.entry(operation.id).or_default();
            if answer.status != StatusCode::FORBIDDEN {
                may.push(role);
            }
        }
    }
    let mut text = String::from("# operation: roles that may ask for it. Written by the test; run it with UPDATE_POLICY=1 to renew.\n");
    for (operation, roles) in table {
        let _ = writeln!(text, "{operation}: {}", if roles.is_empty() { "nobody".to_owned() } else { roles.join(" ") });
    }
    if std::env::var_os("UPDATE_POLICY").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/policy.txt"), &text).unwrap();
    } else {
        assert_eq!(text, POLICY, "the policy changed: look at it, then run this test with UPDATE_POLICY=1");
    }
}
