//! Long work beside the requests: begun by one, watched and stopped by others, its file fetched at the end.
//!
//! A job runs in the process that took the request. What it tells goes to the database once a beat, so every server
//! can answer for it; a job whose process died stops beating and counts as failed.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use domain::ids::JobId;
use domain::job::{JobKind, JobState};
use serde::{Deserialize, Serialize};
use store::job::{Ending, Job};
use store::{Rows, Visible};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::state::App;

/// How often a job tells how far it has come.
const BEAT: Duration = Duration::from_millis(400);
/// A job that told nothing for this long has died with its process.
const DEAD_AFTER: TimeDelta = TimeDelta::seconds(60);

/// The link between a job's work and who watches it. Cheap to clone; usable where blocking is allowed.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Gauge>);

#[derive(Debug, Default)]
struct Gauge {
    done: AtomicI64,
    /// Negative while unknown.
    total: AtomicI64,
    stop: AtomicBool,
}

impl Progress {
    /// For work of so many steps, where that is known.
    pub fn of(total: Option<usize>) -> Self {
        let progress = Self::default();
        progress.set_total(total);
        progress
    }

    /// Tells how many steps there are.
    pub fn set_total(&self, total: Option<usize>) {
        self.0.total.store(total.map_or(-1, step), Ordering::Relaxed);
    }

    /// Tells how many steps are done.
    pub fn set_done(&self, done: usize) {
        self.0.done.store(step(done), Ordering::Relaxed);
    }

    /// Tells that so many more steps are done.
    pub fn advance(&self, steps: usize) {
        self.0.done.fetch_add(step(steps), Ordering::Relaxed);
    }

    /// Whether the owner wants the work to stop.
    pub fn stopped(&self) -> bool {
        self.0.stop.load(Ordering::Relaxed)
    }

    /// Goes on, or not.
    ///
    /// # Errors
    /// The refusal with which work that was stopped ends.
    pub fn check(&self) -> Result<(), AppError> {
        if self.stopped() { Err(AppError::conflict(STOPPED, "已取消")) } else { Ok(()) }
    }

    fn done(&self) -> i64 {
        self.0.done.load(Ordering::Relaxed)
    }

    fn total(&self) -> Option<i64> {
        Some(self.0.total.load(Ordering::Relaxed)).filter(|total| *total >= 0)
    }
}

fn step(steps: usize) -> i64 {
    i64::try_from(steps).unwrap_or(i64::MAX)
}

/// The code of a refusal by [`Progress::check`].
const STOPPED: &str = "job_stopped";

/// The jobs that this process does. On SQLite they can tell nothing while a long write of their own is under way, so who
/// watches or stops them here asks them themselves.
#[derive(Debug, Default)]
pub(crate) struct Running(Mutex<BTreeMap<JobId, Progress>>);

impl Running {
    fn jobs(&self) -> MutexGuard<'_, BTreeMap<JobId, Progress>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, job: JobId) -> Option<Progress> {
        self.jobs().get(&job).cloned()
    }
}

/// What a job comes to.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// For who watches it.
    pub result: serde_json::Value,
    /// A file to be fetched: name, media type, bytes.
    pub file: Option<(String, String, Vec<u8>)>,
}

/// Why a job failed, as it is stored and told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Fault {
    /// Stable code.
    pub code: String,
    /// What happened and what to do, in Chinese.
    pub message: String,
    /// Faults of fields.
    pub errors: Vec<FieldError>,
}

impl From<&AppError> for Fault {
    fn from(error: &AppError) -> Self {
        let errors = match error {
            AppError::Invalid(errors) | AppError::Conflict { errors, .. } => errors.clone(),
            _ => Vec::new(),
        };
        let message = match error {
            AppError::Store(_) | AppError::Internal(_) => "系统内部错误,请重试;仍不行请联系管理员".to_owned(),
            other => errors.first().map_or_else(|| other.to_string(), |first| first.message.clone()),
        };
        Self { code: error.code().to_owned(), message, errors }
    }
}

/// What is to be done as a job.
#[derive(Clone, Copy, Debug)]
pub struct NewJob {
    /// What it does.
    pub kind: JobKind,
    /// What it works on.
    pub subject: Option<Uuid>,
    /// Its steps, where known.
    pub total: Option<usize>,
}

/// A job that was begun.
#[derive(Debug)]
pub struct Begun {
    /// The job.
    pub id: JobId,
    work: JoinHandle<()>,
}

impl Begun {
    /// Waits for its end, not longer than this, and tells whether it has ended: short work needs no second request.
    pub async fn ended_within(self, time: Duration) -> bool {
        tokio::time::timeout(time, self.work).await.is_ok()
    }
}

/// Begins work as a job of the caller. The caller's permission is checked by the use case that begins it.
///
/// # Errors
/// Where the job cannot be written down; what happens to the work itself is told by the job.
pub async fn begin<W, F>(app: &App, caller: &Caller, new: NewJob, work: W) -> Result<Begun, AppError>
where
    W: FnOnce(Progress) -> F + Send + 'static,
    F: Future<Output = Result<Output, AppError>> + Send + 'static,
{
    let (owner, org) = (caller.user, caller.org);
    let total = new.total.map(step);
    let job = app
        .store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            Box::pin(async move { Ok(store::job::begin(tx, owner, org, new.kind, new.subject, total).await?) })
        })
        .await?;
    let id = job.id;
    let progress = Progress::of(new.total);
    app.running.jobs().insert(id, progress.clone());
    let running = tokio::spawn(work(progress.clone()));
    let work = tokio::spawn(watch(app.clone(), caller.clone(), job, progress, running));
    Ok(Begun { id, work })
}

/// Tells of a job at every beat until it has ended, and then how.
async fn watch(app: App, caller: Caller, job: Visible<Job>, progress: Progress, mut running: JoinHandle<Result<Output, AppError>>) {
    let ended = loop {
        match tokio::time::timeout(BEAT, &mut running).await {
            Ok(ended) => break ended,
            Err(_) => match beat(&app, &caller, &job, &progress).await {
                Ok(true) => {}
                Ok(false) => progress.0.stop.store(true, Ordering::Relaxed),
                Err(error) => tracing::warn!(job = %job.id, error = &error as &dyn std::error::Error, "a job's beat was not written"),
            },
        }
    };
    let outcome = ended.unwrap_or_else(|panic| Err(AppError::internal(panic)));
    let done = progress.done();
    let ending = match outcome {
        Ok(output) => Ending { state: JobState::Done, done, result: Some(output.result.to_string()), fault: None, file: output.file },
        Err(error) if error.code() == STOPPED => Ending { state: JobState::Cancelled, done, result: None, fault: None, file: None },
        Err(error) => {
            if matches!(error, AppError::Store(_) | AppError::Internal(_)) {
                tracing::error!(job = %job.id, error = &error as &dyn std::error::Error, "a job failed");
            }
            let fault = serde_json::to_string(&Fault::from(&error)).ok();
            Ending { state: JobState::Failed, done, result: None, fault, file: None }
        }
    };
    let (actor, ended) = (caller.actor(), job.clone());
    let written = app.store.write::<_, AppError>(&actor, move |tx| {
        let (job, ending) = (ended.clone(), ending.clone());
        Box::pin(async move { Ok(store::job::end(tx, &job, ending).await?) })
    });
    if let Err(error) = written.await {
        tracing::error!(job = %job.id, error = &error as &dyn std::error::Error, "a job's end was not written");
    }
    app.running.jobs().remove(&job.id);
}

async fn beat(app: &App, caller: &Caller, job: &Visible<Job>, progress: &Progress) -> Result<bool, AppError> {
    let (job, done, total) = (job.clone(), progress.done(), progress.total());
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let job = job.clone();
            Box::pin(async move { Ok(store::job::beat(tx, &job, done, total).await?) })
        })
        .await
}

/// A job as its owner sees it.
#[derive(Clone, Debug)]
pub struct JobView {
    /// The job, with the state that it really has: failed when its process died.
    pub job: Job,
    /// What it came to.
    pub result: Option<serde_json::Value>,
    /// Why it failed.
    pub fault: Option<Fault>,
}

fn view(app: &App, job: Visible<Job>) -> JobView {
    let mut job = job.into_inner();
    let mut fault = job.fault.as_deref().and_then(|text| serde_json::from_str(text).ok());
    if let Some(progress) = app.running.of(job.id).filter(|_| job.state == JobState::Running) {
        (job.done, job.total) = (progress.done(), progress.total());
        job.stop |= progress.stopped();
    } else if job.state == JobState::Running && app.store.now() - job.beat_at > DEAD_AFTER {
        job.state = JobState::Failed;
        fault = Some(Fault {
            code: "job_died".to_owned(),
            message: "处理中途程序停止了,没有写入任何数据,请重新操作".to_owned(),
            errors: Vec::new(),
        });
    }
    JobView { result: job.result.as_deref().and_then(|text| serde_json::from_str(text).ok()), fault, job }
}

async fn own(app: &App, caller: &Caller, id: JobId) -> Result<Visible<Job>, AppError> {
    Ok(Rows::<Job>::visible_to(&caller.scope).started_by(caller.user).by_id(&app.store.read(), id.0).await?)
}

/// One of the caller's jobs.
pub async fn show(app: &App, caller: &Caller, id: JobId) -> Result<JobView, AppError> {
    Ok(view(app, own(app, caller, id).await?))
}

/// The caller's latest jobs, the newest first.
pub async fn list(app: &App, caller: &Caller, limit: u64) -> Result<Vec<JobView>, AppError> {
    let rows = Rows::<Job>::visible_to(&caller.scope).started_by(caller.user);
    let found = rows.newest(&app.store.read(), limit.clamp(1, crate::page::MOST)).await?;
    Ok(found.into_iter().map(|job| view(app, job)).collect())
}

/// The newest job of anybody on this, for who sees what it works on.
pub async fn latest_on(app: &App, caller: &Caller, subject: Uuid) -> Result<Option<JobView>, AppError> {
    let found = Rows::<Job>::visible_to(&caller.scope).on(&app.store.read(), subject).await?;
    Ok(found.into_iter().next().map(|job| view(app, job)))
}

/// The caller's newest job of a kind on this.
pub(crate) async fn own_on(app: &App, caller: &Caller, subject: Uuid, kind: JobKind) -> Result<Option<JobView>, AppError> {
    let rows = Rows::<Job>::visible_to(&caller.scope).started_by(caller.user);
    let found = rows.on(&app.store.read(), subject).await?;
    Ok(found.into_iter().find(|job| job.kind == kind).map(|job| view(app, job)))
}

/// Asks one of the caller's jobs to stop. It stops at its next step.
pub async fn cancel(app: &App, caller: &Caller, id: JobId) -> Result<JobView, AppError> {
    let job = own(app, caller, id).await?;
    // Told before it is written down: the job's own write may be what the writing waits for.
    let told = app.running.of(id).filter(|_| job.state == JobState::Running);
    if let Some(progress) = &told {
        progress.0.stop.store(true, Ordering::Relaxed);
    }
    let (stopping, scope, was_told) = (job.clone(), caller.scope.clone(), told.is_some());
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (job, scope) = (stopping.clone(), scope.clone());
            Box::pin(async move {
                match store::job::stop(tx, &job).await {
                    Err(store::StoreError::Stale) => {
                        let ended = Rows::<Job>::visible_to(&scope).by_id(&tx.read(), job.id.0).await?;
                        if !was_told || ended.state != JobState::Cancelled {
                            return Err(AppError::conflict("job_ended", "已经结束,不能再取消"));
                        }
                    }
                    other => other?,
                }
                tx.audit("job.stopped", job.id, serde_json::json!({ "kind": job.kind.code() })).await?;
                Ok(())
            })
        })
        .await?;
    show(app, caller, id).await
}

/// The file that a job of the caller made: name, media type, bytes.
pub async fn file(app: &App, caller: &Caller, id: JobId) -> Result<(String, String, Vec<u8>), AppError> {
    let job = own(app, caller, id).await?;
    let file = job.file.clone().ok_or(AppError::NotFound)?;
    let content = store::job::content(&app.store.read(), &file).await?;
    Ok((file.name, file.media_type, content))
}
