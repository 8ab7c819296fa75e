//! Jobs: long work, how far it has come, and what it came to.

use chrono::{DateTime, Utc};
use domain::ids::{JobId, OrgId, UserId};
use domain::job::{JobKind, JobState};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::entity::job;
use crate::error::StoreError;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};
use crate::tx::Tx;

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Id.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// The organisation of who started it.
    pub org: OrgId,
    /// What it works on, such as an import.
    pub subject: Option<Uuid>,
    /// How it stands. A job whose process died stays running: its beat tells.
    pub state: JobState,
    /// Steps done, such as rows.
    pub done: i64,
    /// All steps, where that is known.
    pub total: Option<i64>,
    /// Whether its owner wants it to stop.
    pub stop: bool,
    /// What it came to: JSON.
    pub result: Option<String>,
    /// Why it failed: JSON.
    pub fault: Option<String>,
    /// The file that it made.
    pub file: Option<JobFile>,
    /// Who started it.
    pub started_by: UserId,
    /// When.
    pub started_at: DateTime<Utc>,
    /// When it last told that it is alive.
    pub beat_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// The file of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobFile {
    /// Name for downloading.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
}

impl sealed::Entity for Job {
    type Entity = job::Entity;

    fn owner() -> Owner<job::Column> {
        Owner::Org(job::Column::Org)
    }

    fn from_model(m: job::Model) -> Result<Self, StoreError> {
        let file = match (m.file_name, m.media_type, m.sha256) {
            (Some(name), Some(media_type), Some(sha256)) => Some(JobFile { name, media_type, sha256 }),
            _ => None,
        };
        Ok(Self {
            id: JobId(m.id),
            kind: JobKind::from_number(m.kind).ok_or_else(|| StoreError::corrupt("job.kind"))?,
            org: OrgId(m.org),
            subject: m.subject,
            state: JobState::from_number(m.state).ok_or_else(|| StoreError::corrupt("job.state"))?,
            done: m.done,
            total: m.total,
            stop: m.stop,
            result: m.result,
            fault: m.fault,
            file,
            started_by: UserId(m.started_by),
            started_at: m.started_at,
            beat_at: m.beat_at,
            ended_at: m.ended_at,
        })
    }
}

impl Table for Job {}

impl Rows<Job> {
    /// Those that this person started: what a job tells and makes is its owner's alone.
    #[must_use]
    pub fn started_by(self, user: UserId) -> Self {
        self.narrow(job::Column::StartedBy.eq(user.0))
    }

    /// Those that work on this, the newest first.
    pub async fn on(self, read: &Reader<'_>, subject: Uuid) -> Result<Vec<Visible<Job>>, StoreError> {
        let select = self.narrow(job::Column::Subject.eq(subject)).into_probe().order_by_desc(job::Column::Id);
        select.all(&read.0).await?.into_iter().map(crate::rows::visible).collect()
    }

    /// The newest.
    pub async fn newest(self, read: &Reader<'_>, limit: u64) -> Result<Vec<Visible<Job>>, StoreError> {
        let select = self.into_select().order_by_desc(job::Column::Id).limit(limit);
        select.all(&read.0).await?.into_iter().map(crate::rows::visible).collect()
    }
}

/// Begins a job of the person who acts.
pub async fn begin(
    tx: &Tx,
    owner: UserId,
    org: OrgId,
    kind: JobKind,
    subject: Option<Uuid>,
    total: Option<i64>,
) -> Result<Visible<Job>, StoreError> {
    let row = job::ActiveModel {
        id: Set(tx.id()),
        kind: Set(kind.number()),
        org: Set(org.0),
        subject: Set(subject),
        state: Set(JobState::Running.number()),
        done: Set(0),
        total: Set(total),
        stop: Set(false),
        result: Set(None),
        fault: Set(None),
        file_name: Set(None),
        media_type: Set(None),
        sha256: Set(None),
        started_by: Set(owner.0),
        started_at: Set(tx.now()),
        beat_at: Set(tx.now()),
        ended_at: Set(None),
    };
    sealed::Entity::from_model(row.insert(&tx.connection).await?).map(Visible::made)
}

/// Tells that a job is alive and how far it has come. Gives whether it should go on: not when its owner wants it to
/// stop, nor when it has ended.
pub async fn beat(tx: &Tx, job: &Visible<Job>, done: i64, total: Option<i64>) -> Result<bool, StoreError> {
    let updated = job::Entity::update_many()
        .col_expr(job::Column::Done, Expr::val(done))
        .col_expr(job::Column::Total, Expr::val(total))
        .col_expr(job::Column::BeatAt, Expr::val(tx.now()))
        .filter(job::Column::Id.eq(job.id.0))
        .filter(job::Column::State.eq(JobState::Running.number()))
        .filter(job::Column::Stop.eq(false))
        .exec(&tx.connection)
        .await?;
    Ok(updated.rows_affected == 1)
}

/// Asks a job to stop.
///
/// # Errors
/// [`StoreError::Stale`] when it has ended meanwhile.
pub async fn stop(tx: &Tx, job: &Visible<Job>) -> Result<(), StoreError> {
    let updated = job::Entity::update_many()
        .col_expr(job::Column::Stop, Expr::val(true))
        .filter(job::Column::Id.eq(job.id.0))
        .filter(job::Column::State.eq(JobState::Running.number()))
        .exec(&tx.connection)
        .await?;
    if updated.rows_affected == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

/// How a job ended.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Done, failed or cancelled.
    pub state: JobState,
    /// Steps done.
    pub done: i64,
    /// What it came to: JSON.
    pub result: Option<String>,
    /// Why it failed: JSON.
    pub fault: Option<String>,
    /// Name, media type and bytes of the file that it made.
    pub file: Option<(String, String, Vec<u8>)>,
}

/// Ends a job. One that has ended stays as it is.
pub async fn end(tx: &Tx, job: &Visible<Job>, ending: Ending) -> Result<(), StoreError> {
    let file = match ending.file {
        None => None,
        Some((name, media_type, content)) => Some((name, media_type, crate::blob::keep(tx, content).await?)),
    };
    let (name, media_type, sha256) =
        file.map_or((None, None, None), |(name, media_type, sha256)| (Some(name), Some(media_type), Some(sha256)));
    job::Entity::update_many()
        .col_expr(job::Column::State, Expr::val(ending.state.number()))
        .col_expr(job::Column::Done, Expr::val(ending.done))
        .col_expr(job::Column::Result, Expr::val(ending.result))
        .col_expr(job::Column::Fault, Expr::val(ending.fault))
        .col_expr(job::Column::FileName, Expr::val(name))
        .col_expr(job::Column::MediaType, Expr::val(media_type))
        .col_expr(job::Column::Sha256, Expr::val(sha256))
        .col_expr(job::Column::EndedAt, Expr::val(tx.now()))
        .filter(job::Column::Id.eq(job.id.0))
        .filter(job::Column::State.eq(JobState::Running.number()))
        .exec(&tx.connection)
        .await?;
    Ok(())
}

/// The bytes of a job's file.
pub async fn content(read: &Reader<'_>, file: &JobFile) -> Result<Vec<u8>, StoreError> {
    crate::blob::fetch(read, &file.sha256).await
}
