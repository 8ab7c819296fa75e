//! Sealing of the audit log: a hash chain over the entries in the order of their ids, kept beside them.
//!
//! Entries are written unchained, so that writers need not wait for one another; one server at a time seals what has
//! come to rest. An entry that is changed, taken away or slipped in afterwards breaks the chain from there on.

use chrono::{DateTime, TimeDelta, Utc};
use domain::chain::{GENESIS, Hash, link};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::connect::Store;
use crate::entity::{audit_log, audit_seal};
use crate::error::StoreError;
use crate::lease;
use crate::rows::Reader;
use crate::tx::Actor;

/// Entries younger than this wait: longer than any unit of work takes from its instant to its commit, and than the
/// clocks of two servers differ.
pub const SEAL_MARGIN: TimeDelta = TimeDelta::seconds(60);
/// Entries under one seal at most.
const BATCH: u64 = 5_000;
/// Entries held in memory while verifying.
const PAGE: u64 = 1_000;

/// Where a chain breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Number of the first seal that does not fit; counting starts at 1.
    pub seal: i64,
    /// When it was set.
    pub sealed_at: DateTime<Utc>,
    /// Entries that it was set over.
    pub expected: i64,
    /// Entries found in its place.
    pub found: i64,
}

/// What a walk over the whole chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Seals that fit.
    pub seals: i64,
    /// Entries under them.
    pub sealed: i64,
    /// Entries after the last seal.
    pub unsealed: i64,
    /// The first break, if any; what comes after it proves nothing.
    pub fault: Option<Fault>,
}

/// Seals the entries that have come to rest, under the lease of `holder`, and tells how many.
pub async fn seal(store: &Store, holder: &str) -> Result<usize, StoreError> {
    let last = last_seal(&store.read()).await?;
    let (sequence, after, former) = match &last {
        Some(seal) => (seal.sequence + 1, Some(seal.up_to), hash_of(seal)?),
        None => (1, None, GENESIS),
    };
    let rest = store.now() - SEAL_MARGIN;
    let mut entries = after_id(&store.read(), after, None, BATCH).await?;
    if let Some(young) = entries.iter().position(|entry| entry.at > rest) {
        entries.truncate(young);
    }
    let Some(up_to) = entries.last().map(|entry| entry.id) else { return Ok(0) };
    let hash = entries.iter().fold(former, |former, entry| chained(&former, entry));
    let (count, holder) = (entries.len(), holder.to_owned());
    let row = audit_seal::ActiveModel {
        sequence: Set(sequence),
        up_to: Set(up_to),
        entries: Set(i64::try_from(count).unwrap_or(i64::MAX)),
        at: Set(store.now()),
        hash: Set(hash.to_vec()),
    };
    let sealed = store
        .write(&Actor::system("封存审计日志"), move |tx| {
            let (row, holder) = (row.clone(), holder.clone());
            Box::pin(async move {
                let ours = lease::take(tx, "audit_seal", &holder, TimeDelta::seconds(30)).await?;
                if ours {
                    row.insert(&tx.connection).await?;
                }
                Ok::<_, StoreError>(ours)
            })
        })
        .await;
    match sealed {
        Ok(true) => Ok(count),
        // Another server was quicker with the same seal: the chain is as it should be.
        Ok(false) | Err(StoreError::Duplicate) => Ok(0),
        Err(error) => Err(error),
    }
}

/// The last entry that is sealed.
pub async fn sealed_up_to(read: &Reader<'_>) -> Result<Option<Uuid>, StoreError> {
    Ok(last_seal(read).await?.map(|seal| seal.up_to))
}

/// Walks the chain from its beginning and compares every seal.
pub async fn verify(read: &Reader<'_>) -> Result<Verification, StoreError> {
    let mut found = Verification { seals: 0, sealed: 0, unsealed: 0, fault: None };
    let (mut after, mut hash) = (None, GENESIS);
    while found.fault.is_none() {
        let seal = audit_seal::Entity::find()
            .filter(audit_seal::Column::Sequence.gt(found.seals))
            .order_by_asc(audit_seal::Column::Sequence)
            .one(&read.0)
            .await?;
        let Some(seal) = seal else { break };
        let mut count = 0;
        loop {
            let entries = after_id(read, after, Some(seal.up_to), PAGE).await?;
            let Some(last) = entries.last() else { break };
            after = Some(last.id);
            count += i64::try_from(entries.len()).unwrap_or(i64::MAX);
            hash = entries.iter().fold(hash, |former, entry| chained(&former, entry));
        }
        if seal.sequence == found.seals + 1 && seal.entries == count && seal.hash == hash {
            found.seals = seal.sequence;
            found.sealed += count;
        } else {
            found.fault = Some(Fault { seal: seal.sequence, sealed_at: seal.at, expected: seal.entries, found: count });
        }
        after = Some(seal.up_to);
    }
    let mut rest = audit_log::Entity::find();
    if let Some(after) = sealed_up_to(read).await? {
        rest = rest.filter(audit_log::Column::Id.gt(after));
    }
    found.unsealed = i64::try_from(rest.count(&read.0).await?).unwrap_or(i64::MAX);
    Ok(found)
}

async fn last_seal(read: &Reader<'_>) -> Result<Option<audit_seal::Model>, StoreError> {
    Ok(audit_seal::Entity::find().order_by_desc(audit_seal::Column::Sequence).one(&read.0).await?)
}

/// Entries in the order of their ids, after one and up to another.
async fn after_id(read: &Reader<'_>, after: Option<Uuid>, up_to: Option<Uuid>, limit: u64) -> Result<Vec<audit_log::Model>, StoreError> {
    let mut select = audit_log::Entity::find().order_by_asc(audit_log::Column::Id).limit(limit);
    if let Some(after) = after {
        select = select.filter(audit_log::Column::Id.gt(after));
    }
    if let Some(up_to) = up_to {
        select = select.filter(audit_log::Column::Id.lte(up_to));
    }
    Ok(select.all(&read.0).await?)
}

fn hash_of(seal: &audit_seal::Model) -> Result<Hash, StoreError> {
    seal.hash.as_slice().try_into().map_err(|_| StoreError::corrupt(format_args!("audit_seal.hash {}", seal.sequence)))
}

/// The hash of an entry that follows `former`: every column, with a mark before those that may be absent.
fn chained(former: &Hash, entry: &audit_log::Model) -> Hash {
    let optional = |value: Option<&[u8]>| value.map_or_else(|| vec![0], |value| [&[1], value].concat());
    let at = entry.at.timestamp_micros().to_be_bytes();
    let actor = optional(entry.actor.as_ref().map(|actor| actor.as_bytes().as_slice()));
    let request = optional(entry.request_id.as_deref().map(str::as_bytes));
    let address = optional(entry.address.as_deref().map(str::as_bytes));
    link(
        former,
        [
            entry.id.as_bytes().as_slice(),
            &at,
            &actor,
            entry.actor_name.as_bytes(),
            entry.action.as_bytes(),
            entry.object.as_bytes(),
            entry.detail.as_bytes(),
            &request,
            &address,
        ],
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use rstest::rstest;
    use sea_orm::ConnectionTrait;
    use serde_json::json;

    use super::*;
    use crate::{Clock, StoreOptions};

    struct At(DateTime<Utc>);

    impl Clock for At {
        fn now(&self) -> DateTime<Utc> {
            self.0
        }
    }

    /// The database of `ground`, opened from inside this crate a few minutes later.
    async fn later(ground: &testkit::TestStore) -> Store {
        let clock = Arc::new(At("2026-10-01T01:10:00Z".parse().unwrap()));
        Store::open(&StoreOptions::new(&ground.url), clock).await.unwrap()
    }

    async fn sealed_log(engine: testkit::Engine) -> (testkit::TestStore, Store) {
        let ground = testkit::fresh_store(engine).await;
        for n in 0..5 {
            ground
                .write(&testkit_actor(), move |tx| Box::pin(async move { tx.audit("test.done", n, json!({ "n": n })).await }))
                .await
                .unwrap();
        }
        let store = later(&ground).await;
        assert_eq!(seal(&store, "one").await.unwrap(), 5);
        assert_eq!(verify(&store.read()).await.unwrap(), Verification { seals: 1, sealed: 5, unsealed: 0, fault: None });
        (ground, store)
    }

    fn testkit_actor() -> testkit::Actor {
        testkit::Actor::system("测试")
    }

    #[rstest]
    #[case::changed("UPDATE audit_log SET object = '9' WHERE object = '2'", 5)]
    #[case::taken_away("DELETE FROM audit_log WHERE object = '2'", 4)]
    #[case::blamed_on_another("UPDATE audit_log SET actor_name = '别人' WHERE object = '4'", 5)]
    #[tokio::test(flavor = "multi_thread")]
    async fn an_entry_that_was_tampered_with_breaks_the_chain(
        #[case] tampering: &str,
        #[case] left: i64,
        #[values(testkit::Engine::Sqlite, testkit::Engine::Postgres)] engine: testkit::Engine,
    ) {
        let (_ground, store) = sealed_log(engine).await;
        store.pool.execute_unprepared(tampering).await.unwrap();
        let fault = verify(&store.read()).await.unwrap().fault.expect("the tampering is seen");
        assert_eq!((fault.seal, fault.expected, fault.found), (1, 5, left));
    }

    #[rstest]
    #[tokio::test(flavor = "multi_thread")]
    async fn taking_away_a_seal_together_with_its_entries_breaks_the_chain(
        #[values(testkit::Engine::Sqlite, testkit::Engine::Postgres)] engine: testkit::Engine,
    ) {
        let (ground, store) = sealed_log(engine).await;
        store.write(&Actor::system("测试"), |tx| Box::pin(async move { tx.audit("test.done", 6, json!({})).await })).await.unwrap();
        let clock = Arc::new(At(store.now() + TimeDelta::minutes(5)));
        let after = Store::open(&StoreOptions::new(&ground.url), clock).await.unwrap();
        assert_eq!(seal(&after, "one").await.unwrap(), 1);
        after.pool.execute_unprepared("DELETE FROM audit_log WHERE object <> '6'").await.unwrap();
        after.pool.execute_unprepared("DELETE FROM audit_seal WHERE sequence = 1").await.unwrap();
        assert!(verify(&after.read()).await.unwrap().fault.is_some());
    }
}
