//! Leases: work that one server at a time does. A server that dies loses its lease by itself.

use chrono::TimeDelta;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr};

use crate::entity::lease;
use crate::error::StoreError;
use crate::tx::Tx;

/// Takes or prolongs the lease in this transaction, and tells whether `holder` has it now.
pub(crate) async fn take(tx: &Tx, name: &str, holder: &str, duration: TimeDelta) -> Result<bool, StoreError> {
    let held = |column| Expr::col((lease::Entity, column));
    let mut insert = Query::insert();
    insert
        .into_table(lease::Entity)
        .columns([lease::Column::Name, lease::Column::Holder, lease::Column::Until])
        .values([name.into(), holder.into(), (tx.now() + duration).into()])
        .map_err(|error| StoreError::Database(DbErr::Custom(error.to_string())))?
        .on_conflict(
            OnConflict::column(lease::Column::Name)
                .update_columns([lease::Column::Holder, lease::Column::Until])
                .action_and_where(held(lease::Column::Holder).eq(holder).or(held(lease::Column::Until).lte(tx.now())))
                .to_owned(),
        );
    Ok(tx.connection.execute(&insert).await?.rows_affected() == 1)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::{Actor, Clock, Store, StoreOptions};

    struct At(std::sync::Mutex<chrono::DateTime<chrono::Utc>>);

    impl Clock for At {
        fn now(&self) -> chrono::DateTime<chrono::Utc> {
            *self.0.lock().unwrap()
        }
    }

    #[rstest]
    #[tokio::test(flavor = "multi_thread")]
    async fn a_lease_is_with_one_holder_until_it_runs_out(
        #[values(testkit::Engine::Sqlite, testkit::Engine::Postgres)] engine: testkit::Engine,
    ) {
        let ground = testkit::fresh_store(engine).await;
        let clock = std::sync::Arc::new(At(std::sync::Mutex::new("2026-10-01T01:00:00Z".parse().unwrap())));
        let store = Store::open(&StoreOptions::new(&ground.url), clock.clone()).await.unwrap();
        let take_it = async |holder: &'static str| {
            let until = TimeDelta::seconds(30);
            let actor = Actor::system("测试");
            let work = store.write(&actor, move |tx| Box::pin(async move { take(tx, "work", holder, until).await }));
            work.await.unwrap()
        };
        assert!(take_it("one").await);
        assert!(!take_it("two").await);
        assert!(take_it("one").await, "its holder may prolong it");
        *clock.0.lock().unwrap() += TimeDelta::minutes(1);
        assert!(take_it("two").await);
        assert!(!take_it("one").await);
    }
}
