//! One claim written with postings, cells, chain, audit and queue, durable, eight writers at once, beside a bare insert.

use std::sync::Arc;
use std::time::Instant;

use access::Scope;
use anyhow::Result;
use domain::claim::{ClaimDraft, ClaimKind, Class, OriginScope, SourceKind};
use domain::money::Fen;
use sea_orm::{ConnectionTrait, Statement, TransactionTrait};
use store::claim::Source;
use store::project::{Project, ProjectFilter};
use store::record::{Entry, append};
use store::{Actor, Rows, StoreError};
use uuid::Uuid;

use super::board::connect;
use crate::generate::{MONTHS, month};
use crate::ground::{Engine, Ground};
use crate::report::Report;

const WRITERS: usize = 8;
const EACH: usize = 250;

const ALL: Scope = Scope::system("measurement: writers for everybody");

/// Claims a second, ours and plainly.
pub(crate) async fn measure(report: &mut Report, ground: &Ground) -> Result<()> {
    let store = &ground.app.store;
    let rows = Rows::<Project>::visible_to(&ALL).matching(&ProjectFilter::default());
    let projects = Arc::new(rows.newest(&store.read(), None, (WRITERS * EACH) as u64).await?);
    let begun = Instant::now();
    let writers = (0..WRITERS).map(|writer| {
        let (store, projects) = (store.clone(), projects.clone());
        tokio::spawn(async move {
            let actor = Actor::system("测量");
            for place in 0..EACH {
                let Some(project) = projects.get(writer * EACH + place).cloned() else { break };
                store
                    .write::<_, StoreError>(&actor, move |tx| {
                        let project = project.clone();
                        Box::pin(async move {
                            let draft = ClaimDraft {
                                kind: ClaimKind::FundsPaidIn,
                                class: Class::Unspecified,
                                origin: OriginScope::OutOfProvince,
                                amount: Some(Fen::from_wan(10)),
                                approximate: false,
                                occurred: None,
                                period: month(MONTHS - 1),
                                opening: false,
                                corrects: None,
                            };
                            let entry =
                                Entry::Claim { project: project.key(), draft, org: project.org, source: Source::of(SourceKind::Form) };
                            append(tx, vec![entry]).await?;
                            tx.audit("bench.claim", project.id, serde_json::json!({})).await
                        })
                    })
                    .await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await??;
    }
    let ours = rate(begun);
    let theirs = plain(ground).await?;
    let goal = if ground.engine == Engine::Sqlite { "≥ 2,000/s" } else { "≥ 1,500/s" };
    report.rates("claim write, 8 writers, durable", ours, "bare insert, a transaction each", theirs, goal);
    Ok(())
}

fn rate(begun: Instant) -> f64 {
    let written = u32::try_from(WRITERS * EACH).unwrap_or(u32::MAX);
    f64::from(written) / begun.elapsed().as_secs_f64()
}

/// The same number of rows into a table without postings, cells, chain or audit, each in its own transaction.
async fn plain(ground: &Ground) -> Result<f64> {
    let connection = connect(&ground.url).await?;
    let backend = connection.get_database_backend();
    let id = if ground.engine == Engine::Sqlite { "BLOB" } else { "UUID" };
    connection.execute_unprepared("DROP TABLE IF EXISTS bench_plain").await?;
    connection
        .execute_unprepared(&format!(
            "CREATE TABLE bench_plain (id {id} PRIMARY KEY, kind SMALLINT, period INTEGER, amount BIGINT, note TEXT)"
        ))
        .await?;
    let begun = Instant::now();
    let writers = (0..WRITERS).map(|writer| {
        let connection = connection.clone();
        tokio::spawn(async move {
            for place in 0..EACH {
                let transaction = connection.begin().await?;
                let id = Uuid::from_u128((writer * EACH + place) as u128);
                let values = [id.into(), 7_i16.into(), 202_512_i32.into(), 10_000_000_i64.into(), "测量".into()];
                let insert = "INSERT INTO bench_plain (id, kind, period, amount, note) VALUES ($1, $2, $3, $4, $5)";
                transaction.execute_raw(Statement::from_sql_and_values(backend, insert, values)).await?;
                transaction.commit().await?;
            }
            Ok::<_, sea_orm::DbErr>(())
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await??;
    }
    let rate = rate(begun);
    connection.execute_unprepared("DROP TABLE bench_plain").await?;
    Ok(rate)
}
