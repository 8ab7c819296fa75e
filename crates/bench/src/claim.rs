//! Claims written by eight people at once, beside the same rows inserted without all that follows from them.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use app::App;
use domain::claim::{ClaimDraft, ClaimKind, Class, OriginScope, SourceKind};
use domain::ids::{OrgId, ProjectId};
use domain::money::Fen;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use store::claim::Source;
use store::list::{Order, ProjectRow};
use store::project::Project;
use store::record::{Entry, append};
use store::{Engine, Rows, Store, StoreError, Visible};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use crate::board::caller;
use crate::generator::last_month;
use crate::naive;
use crate::prepare::{Ground, open};
use crate::runner::{Goal, Line, Median, Unit, repeat};

/// People who write at once.
const WRITERS: usize = 8;
/// Claims of one writer in one run.
const EACH: usize = 100;
/// Pieces of work that share one flush, as in the store.
const GROUP: usize = 64;

/// The row: claims written durably, each acknowledged before its writer goes on.
pub(crate) async fn row(ground: &Ground, folder: &Path) -> Result<Vec<Line>> {
    let url = ground.writable(folder)?;
    let app = App::new(open(&url).await?);
    let caller = caller(&app).await?;
    let newest = Order { column: "created_at".to_owned(), descending: true, year: 2026 };
    let rows = Rows::<ProjectRow>::visible_to(&caller.scope).page(&app.store.read(), &newest, None, 4_000).await?;
    let ids: Vec<ProjectId> = rows.iter().map(|row| row.project()).collect();
    let projects: Vec<Visible<Project>> =
        Rows::<Project>::visible_to(&caller.scope).by_ids(&app.store.read(), &ids).await?.into_values().collect();
    ensure!(projects.len() > WRITERS, "too few projects to write to");
    let projects = Arc::new(projects);
    let ours = repeat(async || ours(&app.store, &caller, &projects, WRITERS).await).await?;
    let alone = repeat(async || self::ours(&app.store, &caller, &projects, 1).await).await?;
    app.store.close().await?;
    let db = naive::connect(&url, u32::try_from(WRITERS)?).await?;
    let (grouped, single) = if ground.engine == Engine::Sqlite {
        let grouped = repeat(async || plain_grouped(&db, &projects).await).await?;
        (Some(grouped), repeat(async || plain(&db, &projects, 1).await).await?)
    } else {
        (None, repeat(async || plain(&db, &projects, WRITERS).await).await?)
    };
    db.close().await?;
    let wanted = if ground.engine == Engine::Sqlite { 2_000.0 } else { 1_500.0 };
    let what = "claim written, 8 writers";
    let line = |name: &str, theirs: Median, goal: Goal| Line {
        what: what.to_owned(),
        ours,
        unit: Unit::PerSecond,
        baseline: Some((name.to_owned(), theirs)),
        goal,
    };
    let mut lines = Vec::new();
    if let Some(grouped) = grouped {
        lines.push(line("claim and audit row alone, group commit", grouped, Goal::both(wanted, 0.5)));
        lines.push(line("claim and audit row alone, a transaction each", single, Goal::default()));
        lines.push(line("ours, one writer: a flush for each claim", alone, Goal::default()));
    } else {
        lines.push(line("claim and audit row alone, a transaction each", single, Goal::both(wanted, 0.5)));
        lines.push(line("ours, one writer", alone, Goal::default()));
    }
    Ok(lines)
}

/// What the claim with this number says.
fn draft(number: usize) -> ClaimDraft {
    ClaimDraft {
        kind: ClaimKind::FundsPaidIn,
        class: Class::FixedAsset,
        origin: OriginScope::OutOfProvince,
        amount: Some(Fen(1_000_000 + i64::try_from(number).unwrap_or(0))),
        approximate: false,
        occurred: None,
        period: last_month(),
        opening: false,
        corrects: None,
    }
}

/// Claims of one run, dealt to writers, each to another project; how many in a second.
async fn run<F: Future<Output = Result<()>> + Send + 'static>(
    writers: usize,
    write: impl Fn(usize) -> F + Clone + Send + 'static,
) -> Result<f64>
where
    F::Output: Send,
{
    let started = Instant::now();
    let tasks: Vec<_> = (0..writers)
        .map(|writer| {
            let write = write.clone();
            tokio::spawn(async move {
                for step in 0..EACH {
                    write(step * WRITERS + writer).await?;
                }
                anyhow::Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(f64::from(u32::try_from(writers * EACH)?) / started.elapsed().as_secs_f64())
}

/// Through the store: claim, chain, postings, cells, states, stage and audit.
async fn ours(store: &Store, caller: &app::Caller, projects: &Arc<Vec<Visible<Project>>>, writers: usize) -> Result<f64> {
    let (store, actor, projects) = (store.clone(), caller.actor(), projects.clone());
    run(writers, move |number| {
        let (store, actor, projects) = (store.clone(), actor.clone(), projects.clone());
        async move {
            let project = projects.get(number % projects.len()).context("a project")?;
            let (key, org) = (project.key(), project.org);
            store
                .write::<_, StoreError>(&actor, move |tx| {
                    Box::pin(async move {
                        let source = Source::of(SourceKind::Form);
                        let made = append(tx, vec![Entry::Claim { project: key, draft: draft(number), org, source }]).await?;
                        let object = made.first().map(ToString::to_string).unwrap_or_default();
                        tx.audit("claim.reported", object, serde_json::json!({ "kind": "funds_paid_in" })).await
                    })
                })
                .await?;
            Ok(())
        }
    })
    .await
}

const INSERT_CLAIM: &str = "INSERT INTO claim (id, project, sequence, kind, class, origin, amount, approximate, occurred_on, precision, period, \
     opening, recorded_at, reported_by, reporter, org, source, import, sheet, cell, raw, corrects) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, NULL, NULL, $8, FALSE, $9, $10, $11, $12, $13, NULL, NULL, NULL, NULL, NULL)";
const INSERT_AUDIT: &str = "INSERT INTO audit_log (id, at, actor, actor_name, action, object, detail, request_id, address) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL)";

/// What a plain insert needs of a project.
#[derive(Clone, Copy)]
struct Target {
    project: Uuid,
    org: OrgId,
    number: usize,
}

fn target(projects: &[Visible<Project>], number: usize) -> Result<Target> {
    let project = projects.get(number % projects.len()).context("a project")?;
    Ok(Target { project: project.id.0, org: project.org, number })
}

/// Times for plain rows: the same instant will do, since nothing here depends on it.
const AT: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

#[expect(clippy::disallowed_methods, reason = "the ids of rows that no store makes")]
fn id() -> Uuid {
    Uuid::now_v7()
}

async fn insert(tx: &DatabaseTransaction, target: Target) -> Result<()> {
    let backend = tx.get_database_backend();
    let (claim, reporter, draft) = (id(), Uuid::from_u128(1), draft(target.number));
    let values = [
        claim.into(),
        target.project.into(),
        0_i64.into(),
        draft.kind.number().into(),
        draft.class.number().into(),
        draft.origin.number().into(),
        draft.amount.map(|amount| amount.0).into(),
        draft.period.key().into(),
        AT.into(),
        reporter.into(),
        "性能测量".into(),
        target.org.0.into(),
        SourceKind::Form.number().into(),
    ];
    tx.execute_raw(Statement::from_sql_and_values(backend, INSERT_CLAIM, values)).await?;
    let detail = serde_json::json!({ "kind": "funds_paid_in" }).to_string();
    let values =
        [id().into(), AT.into(), reporter.into(), "性能测量".into(), "claim.reported".into(), claim.to_string().into(), detail.into()];
    tx.execute_raw(Statement::from_sql_and_values(backend, INSERT_AUDIT, values)).await?;
    Ok(())
}

fn immediate() -> TransactionOptions {
    TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..TransactionOptions::default() }
}

/// The same claim and its audit entry, each in a transaction of its own.
async fn plain(db: &DatabaseConnection, projects: &Arc<Vec<Visible<Project>>>, writers: usize) -> Result<f64> {
    let (db, projects) = (db.clone(), projects.clone());
    run(writers, move |number| {
        let (db, projects) = (db.clone(), projects.clone());
        async move {
            let tx = db.begin_with_options(immediate()).await?;
            insert(&tx, target(&projects, number)?).await?;
            Ok(tx.commit().await?)
        }
    })
    .await
}

/// The same rows by eight writers whose transactions share a flush, each in a savepoint.
async fn plain_grouped(db: &DatabaseConnection, projects: &Arc<Vec<Visible<Project>>>) -> Result<f64> {
    let (sender, mut queue) = mpsc::channel::<(Target, oneshot::Sender<()>)>(GROUP);
    let db = db.clone();
    let writer = tokio::spawn(async move {
        let mut waiting = Vec::with_capacity(GROUP);
        while queue.recv_many(&mut waiting, GROUP).await > 0 {
            let outer = db.begin_with_options(immediate()).await?;
            for (target, _) in &waiting {
                let inner = outer.begin().await?;
                insert(&inner, *target).await?;
                inner.commit().await?;
            }
            outer.commit().await?;
            for (_, reply) in waiting.drain(..) {
                let _ = reply.send(());
            }
        }
        anyhow::Ok(())
    });
    let projects = projects.clone();
    let rate = run(WRITERS, move |number| {
        let (sender, projects) = (sender.clone(), projects.clone());
        async move {
            let (reply, done) = oneshot::channel();
            sender.send((target(&projects, number)?, reply)).await?;
            Ok(done.await?)
        }
    })
    .await?;
    writer.await??;
    Ok(rate)
}
