//! Group commit: what waits is written in one transaction, each piece of work in a savepoint of its own.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use sea_orm::{DatabaseConnection, SqliteTransactionMode, TransactionOptions, TransactionTrait};
use tokio::sync::{mpsc, oneshot};

use super::{ATTEMPTS, Actor, GROUP, Order, Time, Tx, Work, seal_time, time_floor};
use crate::error::StoreError;

/// A piece of work in the writer's queue, with its result's type forgotten.
pub(super) trait Job: Send {
    /// Runs it in a savepoint of the transaction under way and tells whether it is to be kept.
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, Verdict>;
    /// Tells whoever waits: the transaction was kept.
    fn kept(self: Box<Self>);
    /// Tells whoever waits: the transaction was lost.
    fn lost(self: Box<Self>, error: StoreError);
    fn actor(&self) -> Actor;
    fn order(&self) -> Order {
        Order::Shared
    }
}

/// What became of one attempt.
pub(super) enum Verdict {
    Keep,
    Undo,
}

pub(super) struct Piece<W, T, E> {
    pub(super) work: W,
    pub(super) actor: Actor,
    pub(super) order: Order,
    pub(super) outcome: Option<Result<T, E>>,
    pub(super) reply: Option<oneshot::Sender<Result<T, E>>>,
}

impl<W, T, E> Job for Piece<W, T, E>
where
    W: Work<T, E>,
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
{
    fn run<'a>(&'a mut self, tx: &'a Tx) -> BoxFuture<'a, Verdict> {
        Box::pin(async move {
            let outcome = (self.work)(tx).await;
            let verdict = if outcome.is_ok() { Verdict::Keep } else { Verdict::Undo };
            self.outcome = Some(outcome);
            verdict
        })
    }

    fn kept(mut self: Box<Self>) {
        if let (Some(reply), Some(outcome)) = (self.reply.take(), self.outcome.take()) {
            let _ = reply.send(outcome);
        }
    }

    fn lost(mut self: Box<Self>, error: StoreError) {
        let refusal = match self.outcome.take() {
            Some(Err(own)) => Err(own),
            _ => Err(error.into()),
        };
        if let Some(reply) = self.reply.take() {
            let _ = reply.send(refusal);
        }
    }

    fn actor(&self) -> Actor {
        self.actor.clone()
    }

    fn order(&self) -> Order {
        self.order
    }
}

/// A job that only tells when its turn has come.
pub(super) struct Barrier(Option<oneshot::Sender<()>>);

impl Barrier {
    pub(super) fn new() -> (Self, oneshot::Receiver<()>) {
        let (sender, receiver) = oneshot::channel();
        (Self(Some(sender)), receiver)
    }
}

impl Job for Barrier {
    fn run<'a>(&'a mut self, _: &'a Tx) -> BoxFuture<'a, Verdict> {
        Box::pin(async { Verdict::Keep })
    }

    fn kept(mut self: Box<Self>) {
        if let Some(sender) = self.0.take() {
            let _ = sender.send(());
        }
    }

    fn lost(self: Box<Self>, _: StoreError) {
        self.kept();
    }

    fn actor(&self) -> Actor {
        Actor::system("关闭")
    }
}

/// The SQLite writer: takes what waits, writes it in one transaction, answers when it is on the disk.
pub(super) async fn group_commit(pool: DatabaseConnection, time: Arc<Time>, mut queue: mpsc::Receiver<Box<dyn Job>>) {
    let mut waiting = Vec::with_capacity(GROUP);
    while queue.recv_many(&mut waiting, GROUP).await > 0 {
        let mut jobs = std::mem::take(&mut waiting);
        let mut attempt = 0;
        let result = loop {
            attempt += 1;
            match commit_group(&pool, &time, &mut jobs).await {
                Err(error) if error.is_transient() && attempt < ATTEMPTS => {
                    tokio::time::sleep(Duration::from_millis(5 << attempt)).await;
                }
                result => break result,
            }
        };
        match result {
            Ok(()) => jobs.into_iter().for_each(Job::kept),
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "writing a group failed");
                for job in jobs {
                    job.lost(StoreError::Busy);
                }
            }
        }
    }
}

async fn commit_group(pool: &DatabaseConnection, time: &Time, jobs: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    let options = TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() };
    let outer = pool.begin_with_options(options).await?;
    let floor = time_floor(&outer, "").await?;
    for job in jobs.iter_mut() {
        let tx = Tx { connection: outer.begin().await?, now: time.next(floor), ids: time.ids.clone(), actor: job.actor() };
        // A defect in one piece of work must not take the writer down with it.
        let verdict = AssertUnwindSafe(job.run(&tx)).catch_unwind().await.unwrap_or(Verdict::Undo);
        match verdict {
            Verdict::Keep => {
                if job.order() == Order::Alone {
                    seal_time(&tx.connection, tx.now).await?;
                }
                tx.connection.commit().await?;
            }
            Verdict::Undo => tx.connection.rollback().await?,
        }
    }
    outer.commit().await?;
    Ok(())
}
