use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use access::Scope;
use chrono::{DateTime, Utc};
use domain::org::OrgKind;
use rstest::rstest;
use store::org::{Org, OrgDraft, OrgError};
use store::{Actor, Engine, Rows, StoreError, Work};
use testkit::fresh_store;

fn draft(code: &str) -> OrgDraft {
    OrgDraft {
        code: code.to_owned(),
        name: format!("机构{code}"),
        short_name: code.to_owned(),
        kind: OrgKind::City,
        parent_code: None,
        sort: 0,
        valid_from: "2020-01-01".parse().unwrap(),
        valid_to: None,
    }
}

const ALL: Scope = Scope::system("tests of the store");

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn work_that_fails_leaves_nothing_behind_and_does_not_disturb_others(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let store = fresh_store(engine).await;
    let writes = (0..40).map(|n| {
        let store = store.store.clone();
        tokio::spawn(async move {
            store
                .write(&Actor::system("测试"), move |tx| {
                    Box::pin(async move {
                        store::org::create(tx, &ALL, &[draft(&format!("C{n}"))]).await?;
                        if n % 2 == 1 { Err(OrgError::CodeTwice(n.to_string())) } else { Ok(n) }
                    })
                })
                .await
        })
    });
    let mut kept = 0;
    for write in writes.collect::<Vec<_>>() {
        match write.await.unwrap() {
            Ok(_) => kept += 1,
            Err(error) => assert!(matches!(error, OrgError::CodeTwice(_)), "{error:?}"),
        }
    }
    let left = Rows::<Org>::visible_to(&ALL).count(&store.read()).await.unwrap();
    assert_eq!(left, kept);
    assert_eq!(kept, 20);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_unit_of_work_is_later_than_the_one_before_even_when_the_clock_is_set_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let store = fresh_store(engine).await;
    let actor = Actor::system("测试");
    let instant = || store.write(&actor, |tx| Box::pin(async move { Ok::<_, StoreError>(tx.now()) }));
    let first = instant().await.unwrap();
    let second = instant().await.unwrap();
    store.clock.set("2020-01-01T00:00:00Z");
    let third = instant().await.unwrap();
    assert!(first < second && second < third, "{first} {second} {third}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_written_later_gets_an_instant_before_a_publication(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let store = fresh_store(engine).await;
    let running = Arc::new(AtomicUsize::new(0));
    let mut writers = Vec::new();
    for n in 0..24 {
        let (store, running) = (store.store.clone(), running.clone());
        writers.push(tokio::spawn(async move {
            let (alone, actor) = (n % 6 == 0, Actor::system("测试"));
            let outcome = if alone { store.write_alone(&actor, beside(running)).await } else { store.write(&actor, beside(running)).await };
            let (at, others) = outcome.unwrap();
            (alone, at, others)
        }));
    }
    for writer in writers {
        let (alone, _, others) = writer.await.unwrap();
        assert!(!alone || others == 0, "a publication ran beside {others} other writers");
    }
}

/// Work that tells its instant and how many others were under way when it began.
fn beside(running: Arc<AtomicUsize>) -> impl Work<(DateTime<Utc>, usize), StoreError> {
    move |tx| {
        let running = running.clone();
        Box::pin(async move {
            let others = running.fetch_add(1, Ordering::SeqCst);
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
            running.fetch_sub(1, Ordering::SeqCst);
            Ok((tx.now(), others))
        })
    }
}
