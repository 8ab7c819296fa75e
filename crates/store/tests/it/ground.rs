//! What the tests stand on: a city with two counties and a zone.

use access::Scope;
use domain::org::OrgKind;
use store::org::{Org, OrgDraft};
use store::{Actor, Rows, Visible};
use testkit::TestStore;

const ALL: Scope = Scope::system("tests of the store");

/// Makes the city, and gives the units of it that host projects, in order.
pub(crate) async fn city(store: &TestStore) -> Vec<Visible<Org>> {
    let draft = |code: &str, kind, parent: Option<&str>| OrgDraft {
        code: code.to_owned(),
        name: format!("{code}单位"),
        short_name: code.to_owned(),
        kind,
        parent_code: parent.map(str::to_owned),
        sort: 0,
        valid_from: "2020-01-01".parse().unwrap(),
        valid_to: None,
    };
    let drafts = [
        draft("C", OrgKind::City, None),
        draft("A", OrgKind::County, Some("C")),
        draft("B", OrgKind::County, Some("C")),
        draft("Z", OrgKind::Zone, Some("C")),
    ];
    store
        .write(&Actor::system("测试"), move |tx| {
            let drafts = drafts.clone();
            Box::pin(async move { store::org::create(tx, &ALL, &drafts).await })
        })
        .await
        .unwrap();
    Rows::<Org>::visible_to(&ALL).units().in_order(&store.read()).await.unwrap()
}
