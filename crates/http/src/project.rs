//! Projects: the list; the page of one is in [`page`].

mod page;

use app::App;
use app::project::{ListedProject, ProjectQuery};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::input::Params;
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::wire::{PAGE, fen, key, wire_enum};

pub(crate) use page::FactChange;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(project_list)).merge(page::routes())
}

wire_enum! {
    /// How far a project has come.
    Stage = domain::project::Stage { Negotiating, Signed, Started, Completed, InProduction, Terminated }
}

/// Whether a project is carried on.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ProjectStatus {
    Active,
    Terminated,
}

/// A project on a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProjectSummary {
    code: String,
    name: String,
    investor: String,
    org: OrgRef,
    #[schema(required = true)]
    industry: Option<String>,
    #[schema(required = true)]
    total_investment: Option<String>,
    #[schema(required = true)]
    signed_on: Option<String>,
    #[schema(required = true)]
    started_on: Option<String>,
    funds_year_to_date: String,
    stage: Stage,
    stage_label: &'static str,
    status: ProjectStatus,
    updated_at: DateTime<Utc>,
}

impl From<ListedProject> for ProjectSummary {
    fn from(listed: ListedProject) -> Self {
        let project = listed.project.into_inner();
        let ended = project.stage == domain::project::Stage::Terminated;
        Self {
            code: project.code,
            name: project.facts.name,
            investor: project.facts.investor,
            org: listed.org.into(),
            industry: project.facts.industry,
            total_investment: project.facts.total_investment.map(fen),
            signed_on: listed.signed.map(domain::date::PartialDate::display),
            started_on: listed.started.map(domain::date::PartialDate::display),
            funds_year_to_date: fen(listed.funds_year_to_date),
            stage: project.stage.into(),
            stage_label: project.stage.label(),
            status: if ended { ProjectStatus::Terminated } else { ProjectStatus::Active },
            updated_at: project.updated_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ProjectList {
    items: Vec<ProjectSummary>,
    total: u64,
    #[schema(required = true)]
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ProjectParams {
    /// Part of a name, or a code.
    q: Option<String>,
    /// Code of a unit.
    org: Option<String>,
    status: Option<ProjectStatus>,
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Projects that one sees, newest first.
#[utoipa::path(get, path = "/projects", operation_id = "project_list", tag = "project", params(ProjectParams), responses((status = 200, body = ProjectList), Refusals))]
async fn project_list(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Params(params): Params<ProjectParams>,
) -> Result<Json<ProjectList>, ApiError> {
    use domain::project::Stage as S;
    let stages = match params.status {
        None => Vec::new(),
        Some(ProjectStatus::Terminated) => vec![S::Terminated],
        Some(ProjectStatus::Active) => S::ALL.iter().copied().filter(|stage| *stage != S::Terminated).collect(),
    };
    let query = ProjectQuery {
        text: params.q,
        org: params.org,
        stages,
        after: key::<Uuid>(params.cursor.as_deref())?.map(Into::into),
        limit: params.limit.unwrap_or(PAGE),
    };
    let page = app::project::list(&app, &caller, &query).await?;
    Ok(Json(ProjectList { items: page.items.into_iter().map(ProjectSummary::from).collect(), total: page.total, next_cursor: page.next }))
}
