//! Long work: how far it has come, stopping it, its file.

use app::App;
use app::job::JobView;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::CurrentUser;
use crate::input::Place;
use crate::problem::{ApiError, Refusals};
use crate::wire::{download, wire_enum};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(job_list)).routes(routes!(job_show)).routes(routes!(job_cancel)).routes(routes!(job_file))
}

wire_enum! {
    /// What a job does.
    JobKind = domain::job::JobKind { ImportRead, ImportCommit, Export, Recognition, ImportDifferences, ImportUndo }
}

wire_enum! {
    /// How far a job has come.
    JobState = domain::job::JobState { Running, Done, Failed, Cancelled }
}

/// Long work of the one who asks.
#[derive(Serialize, ToSchema)]
pub(crate) struct Job {
    id: Uuid,
    kind: JobKind,
    kind_label: &'static str,
    state: JobState,
    /// Steps done, such as rows.
    done: i64,
    /// All steps; absent while unknown.
    #[schema(required = true)]
    total: Option<i64>,
    /// Whether it was asked to stop.
    stopping: bool,
    /// Why it failed and what to do.
    #[schema(required = true)]
    message: Option<String>,
    /// Name of the file that can be fetched.
    #[schema(required = true)]
    file_name: Option<String>,
    /// What it works on, such as an import.
    #[schema(required = true)]
    subject: Option<Uuid>,
    started_at: DateTime<Utc>,
    #[schema(required = true)]
    ended_at: Option<DateTime<Utc>>,
}

impl From<JobView> for Job {
    fn from(view: JobView) -> Self {
        let job = view.job;
        Self {
            id: job.id.0,
            kind: job.kind.into(),
            kind_label: job.kind.label(),
            state: job.state.into(),
            done: job.done,
            total: job.total,
            stopping: job.stop && job.state == domain::job::JobState::Running,
            message: view.fault.map(|fault| fault.message),
            file_name: job.file.map(|file| file.name),
            subject: job.subject,
            started_at: job.started_at,
            ended_at: job.ended_at,
        }
    }
}

/// Jobs of one's own.
#[derive(Serialize, ToSchema)]
struct JobList {
    items: Vec<Job>,
}

/// The latest jobs of one's own.
#[utoipa::path(get, path = "/jobs", operation_id = "job_list", tag = "job", responses((status = 200, body = JobList), Refusals))]
async fn job_list(State(app): State<App>, CurrentUser(caller): CurrentUser) -> Result<Json<JobList>, ApiError> {
    let items = app::job::list(&app, &caller, crate::wire::PAGE).await?.into_iter().map(Job::from).collect();
    Ok(Json(JobList { items }))
}

/// One job of one's own.
#[utoipa::path(get, path = "/jobs/{id}", operation_id = "job_show", tag = "job", params(("id" = Uuid, Path)), responses((status = 200, body = Job), Refusals))]
async fn job_show(State(app): State<App>, CurrentUser(caller): CurrentUser, Place(id): Place<Uuid>) -> Result<Json<Job>, ApiError> {
    Ok(Json(app::job::show(&app, &caller, id.into()).await?.into()))
}

/// Ask a job to stop.
#[utoipa::path(post, path = "/jobs/{id}/cancel", operation_id = "job_cancel", tag = "job", params(("id" = Uuid, Path)), responses((status = 200, body = Job), Refusals))]
async fn job_cancel(State(app): State<App>, CurrentUser(caller): CurrentUser, Place(id): Place<Uuid>) -> Result<Json<Job>, ApiError> {
    Ok(Json(app::job::cancel(&app, &caller, id.into()).await?.into()))
}

/// The file that a job made.
#[utoipa::path(get, path = "/jobs/{id}/file", operation_id = "job_file", tag = "job", params(("id" = Uuid, Path)),
    responses((status = 200, description = "文件", content_type = "application/octet-stream", body = Vec<u8>), Refusals))]
async fn job_file(State(app): State<App>, CurrentUser(caller): CurrentUser, Place(id): Place<Uuid>) -> Result<impl IntoResponse, ApiError> {
    let (name, media_type, content) = app::job::file(&app, &caller, id.into()).await?;
    Ok(download(&name, &media_type, content))
}
