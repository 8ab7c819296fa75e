//! The unit of work: one transaction, one instant, tried again when writers met.
//!
//! On SQLite there is one writer, and what several people write at once goes into one transaction with one flush to
//! the disk (group commit): each piece of work runs in a savepoint of its own, so that one that fails takes only
//! itself back. On PostgreSQL each piece of work is a transaction of its own.

use std::sync::Arc;
mod group;

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::ids::UserId;
use futures_util::future::BoxFuture;
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, Statement, TransactionTrait};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::clock::Clock;
use crate::connect::Store;
use crate::error::StoreError;
use crate::ids::Ids;
use crate::rows::Reader;
use group::{Barrier, Job, Piece, group_commit};

/// How often work is tried before the user is told that the system is busy.
const ATTEMPTS: u32 = 6;
/// Pieces of work that share one flush.
const GROUP: usize = 64;

/// Who acts: for the audit log and for claims and verdicts.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The person; absent for the system itself.
    pub user: Option<UserId>,
    /// Name at the time.
    pub name: String,
    /// The request that it was part of.
    pub request_id: Option<String>,
    /// Network address that it came from.
    pub address: Option<String>,
}

impl Actor {
    /// The system itself, with what it is doing.
    pub fn system(what: &str) -> Self {
        Self { user: None, name: format!("系统:{what}"), request_id: None, address: None }
    }
}

/// A transaction under way. All that it writes bears one instant.
pub struct Tx {
    pub(crate) connection: DatabaseTransaction,
    now: DateTime<Utc>,
    ids: Arc<Ids>,
    actor: Actor,
}

impl Tx {
    /// The instant of this unit of work: later than that of every one before it.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Who acts.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Reads what this transaction sees.
    pub fn read(&self) -> Reader<'_> {
        Reader::transaction(&self.connection)
    }

    /// A new id.
    pub fn id<T: From<Uuid>>(&self) -> T {
        self.ids.next(self.now).into()
    }
}

/// A piece of work: called once for each attempt, so it must keep what it needs for another.
pub trait Work<T, E>: FnMut(&Tx) -> BoxFuture<'_, Result<T, E>> + Send + 'static {}
impl<T, E, F> Work<T, E> for F where F: FnMut(&Tx) -> BoxFuture<'_, Result<T, E>> + Send + 'static {}

impl Store {
    /// Runs `work` in a transaction; all of it is written or nothing.
    ///
    /// # Errors
    /// What `work` says, or what the database says at the end. Work that met other writers is tried again.
    pub async fn write<T, E>(&self, actor: &Actor, work: impl Work<T, E>) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.run(actor.clone(), Order::Shared, work).await
    }

    /// As [`Store::write`], alone: no other unit of work is under way, and none that comes later gets an earlier
    /// instant. For publishing and closing.
    pub async fn write_alone<T, E>(&self, actor: &Actor, work: impl Work<T, E>) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        self.writer.run(actor.clone(), Order::Alone, work).await
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Shared,
    Alone,
}

/// The writing side of a store.
#[derive(Clone)]
pub(crate) struct Writer {
    mode: Mode,
    time: Arc<Time>,
}

#[derive(Clone)]
enum Mode {
    Grouping(mpsc::Sender<Box<dyn Job>>),
    Concurrent(DatabaseConnection),
}

/// The one order of time of this process.
struct Time {
    clock: Arc<dyn Clock>,
    ids: Arc<Ids>,
    /// Microseconds of the latest instant given out.
    latest: AtomicI64,
}

impl Time {
    /// An instant later than every one before, and than `floor`.
    fn next(&self, floor: i64) -> DateTime<Utc> {
        let now = self.clock.now().timestamp_micros();
        let before = self.latest.fetch_max(now.max(floor + 1), Ordering::SeqCst);
        let mut micros = now.max(floor + 1);
        if micros <= before {
            micros = self.latest.fetch_add(1, Ordering::SeqCst) + 1;
        }
        DateTime::from_timestamp_micros(micros).unwrap_or_default()
    }
}

impl Writer {
    pub(crate) fn grouping(pool: DatabaseConnection, clock: Arc<dyn Clock>, ids: Arc<Ids>) -> Self {
        let time = Arc::new(Time { clock, ids, latest: AtomicI64::new(0) });
        let (sender, receiver) = mpsc::channel(GROUP * 4);
        tokio::spawn(group_commit(pool, time.clone(), receiver));
        Self { mode: Mode::Grouping(sender), time }
    }

    pub(crate) fn concurrent(pool: DatabaseConnection, clock: Arc<dyn Clock>, ids: Arc<Ids>) -> Self {
        Self { mode: Mode::Concurrent(pool), time: Arc::new(Time { clock, ids, latest: AtomicI64::new(0) }) }
    }

    /// Takes up time where the record ends, so that a clock set back does not write into the past.
    pub(crate) async fn resume(&self, pool: &DatabaseConnection) -> Result<(), StoreError> {
        let latest = latest_instant(pool).await?;
        self.time.latest.fetch_max(latest, Ordering::SeqCst);
        Ok(())
    }

    /// Waits until what was handed in before is written.
    pub(crate) async fn close(&self) {
        if let Mode::Grouping(sender) = &self.mode {
            let (job, done) = Barrier::new();
            if sender.send(Box::new(job)).await.is_ok() {
                let _ = done.await;
            }
        }
    }

    async fn run<T, E>(&self, actor: Actor, order: Order, mut work: impl Work<T, E>) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.mode {
            Mode::Grouping(sender) => {
                let (reply, answer) = oneshot::channel();
                let job = Piece { work, actor, order, outcome: None, reply: Some(reply) };
                sender.send(Box::new(job)).await.map_err(|_| StoreError::Busy)?;
                answer.await.unwrap_or_else(|_| Err(StoreError::Busy.into()))
            }
            Mode::Concurrent(pool) => {
                let mut attempt = 0;
                loop {
                    attempt += 1;
                    match self.once(pool, &actor, order, &mut work).await {
                        Ok(outcome) => return outcome,
                        Err(error) if error.is_transient() && attempt < ATTEMPTS => {
                            tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
                        }
                        Err(error) if error.is_transient() => return Err(StoreError::Busy.into()),
                        Err(error) => return Err(error.into()),
                    }
                }
            }
        }
    }

    /// One attempt of its own transaction. `Err` is what the store met around the work; the work's own refusal
    /// comes back as `Ok(Err(..))` after a roll-back.
    async fn once<T, E>(
        &self,
        pool: &DatabaseConnection,
        actor: &Actor,
        order: Order,
        work: &mut impl Work<T, E>,
    ) -> Result<Result<T, E>, StoreError>
    where
        E: From<StoreError>,
    {
        let connection = pool.begin().await?;
        let floor = time_floor(&connection, if order == Order::Alone { " FOR UPDATE" } else { " FOR SHARE" }).await?;
        let now = self.time.next(floor);
        let tx = Tx { connection, now, ids: self.time.ids.clone(), actor: actor.clone() };
        let outcome = work(&tx).await;
        if outcome.is_err() {
            tx.connection.rollback().await?;
            return Ok(outcome);
        }
        if order == Order::Alone {
            seal_time(&tx.connection, now).await?;
        }
        tx.connection.commit().await?;
        Ok(outcome)
    }
}

/// Microseconds that nothing written from now on may be older than; with `lock`, taken against publishing.
async fn time_floor(connection: &DatabaseTransaction, lock: &str) -> Result<i64, StoreError> {
    let sql = format!("SELECT latest FROM time_order WHERE id = 1{lock}");
    let row = connection.query_one_raw(Statement::from_string(connection.get_database_backend(), sql)).await?;
    Ok(row.map_or(Ok(0), |row| row.try_get::<i64>("", "latest"))?)
}

/// Remembers that nothing older than `now` may come.
async fn seal_time(connection: &DatabaseTransaction, now: DateTime<Utc>) -> Result<(), StoreError> {
    let statement = Statement::from_sql_and_values(
        connection.get_database_backend(),
        "UPDATE time_order SET latest = $1 WHERE id = 1",
        [now.timestamp_micros().into()],
    );
    connection.execute_raw(statement).await?;
    Ok(())
}

/// Microseconds of the latest instant in the record.
async fn latest_instant(pool: &DatabaseConnection) -> Result<i64, StoreError> {
    let mut latest = 0;
    for sql in ["SELECT MAX(known_at) AS at FROM posting", "SELECT MAX(recorded_at) AS at FROM claim"] {
        let row = pool.query_one_raw(Statement::from_string(pool.get_database_backend(), sql)).await?;
        let at = row.map(|row| row.try_get::<Option<DateTime<Utc>>>("", "at")).transpose()?.flatten();
        latest = latest.max(at.map_or(0, |at| at.timestamp_micros()));
    }
    Ok(latest)
}
