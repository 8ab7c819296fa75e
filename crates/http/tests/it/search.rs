//! Finding records by a few characters: what is found, and that nobody finds what is not shown to that person.

use rstest::rstest;
use serde_json::json;
use testkit::Engine;

use crate::site::{Person, TestSite, site};

const KINDS: [&str; 5] = ["projects", "enterprises", "claims", "imports", "bulletins"];

/// Two counties with a ledger each, and a bulletin of the month.
async fn filled(engine: Engine) -> TestSite {
    let site = site(engine).await;
    for (account, org, ledger, row) in [
        ("clerk", "141024", "洪洞县九月台账.csv", "甲材料项目,光伏甲集团"),
        ("other", "141023", "襄汾县九月台账.csv", "乙材料项目,光伏乙集团"),
    ] {
        let person = site.person(account).await;
        let content = format!("序号,项目名称,投资方,总投资(万元),签约时间\n1,{row},10000,2026-03-05\n");
        let import = person.upload(org, "2026-09", ledger, content.as_bytes()).await.ok();
        person.post(&format!("/imports/{}/commit", import["id"].as_str().unwrap()), &json!({})).await.ok();
    }
    site.person("office").await.post("/bulletins", &json!({ "period": "2026-09", "level": "reported" })).await.ok();
    site
}

/// How many of each kind.
async fn found(person: &Person<'_>, text: &str) -> [usize; 5] {
    let encoded = text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
    let answer = person.get(&format!("/search?q={encoded}")).await.ok();
    KINDS.map(|kind| answer[kind].as_array().unwrap().len())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn each_kind_is_found_by_its_names_codes_and_months_and_only_by_who_sees_it_and_may_open_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let site = filled(engine).await;
    let cases = [
        ("clerk", "材料", [1, 0, 1, 0, 0]),
        ("clerk", "光伏", [1, 1, 1, 0, 0]),
        ("clerk", "gfjjt", [1, 1, 1, 0, 0]),
        ("clerk", "XM2026-000001", [1, 0, 1, 0, 0]),
        ("clerk", "XM2026-000002", [0, 0, 0, 0, 0]),
        ("clerk", "qy2026-000001", [0, 1, 0, 0, 0]),
        ("clerk", "qy2026-000002", [0, 0, 0, 0, 0]),
        ("clerk", "乙", [0, 0, 0, 0, 0]),
        ("clerk", "九月台账", [0, 0, 0, 1, 0]),
        ("clerk", "襄汾", [0, 0, 0, 0, 0]),
        ("clerk", "2026年9月", [0, 0, 0, 1, 1]),
        ("clerk", "2026年8月", [0, 0, 0, 0, 0]),
        ("other", "光伏", [1, 1, 1, 0, 0]),
        // A leader sees the whole city and brings in no ledgers.
        ("leader", "光伏", [2, 2, 2, 0, 0]),
        ("leader", "202609", [0, 0, 0, 0, 1]),
        ("leader", "台账", [0, 0, 0, 0, 0]),
        ("office", "光伏", [2, 2, 2, 0, 0]),
        // Administrators look after the system and see no record of it.
        ("system_admin", "光伏", [0, 0, 0, 0, 0]),
        ("security_admin", "2026-09", [0, 0, 0, 0, 0]),
        ("audit_admin", "2026-09", [0, 0, 0, 0, 0]),
        ("leader", " ", [0, 0, 0, 0, 0]),
        ("leader", "%", [0, 0, 0, 0, 0]),
    ];
    for (who, text, wanted) in cases {
        assert_eq!(found(&site.person(who).await, text).await, wanted, "{who} looks for 「{text}」");
    }
}
