//! Projects.

use app::App;
use app::project::{ListedProject, ProjectPage};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::list::{Choices, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Permitted, may};
use crate::claim::{Claim, OriginScope};
use crate::input::{Params, Place};
use crate::list::{ColumnSum, ListParams, sums};
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::wire::{fen, wire_enum};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(project_list)).routes(routes!(project_show))
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

/// A project on a list. Every column of the list has its field here.
#[derive(Serialize, ToSchema)]
struct ProjectSummary {
    code: String,
    name: String,
    investor: String,
    org: OrgRef,
    #[schema(required = true)]
    industry: Option<String>,
    /// Letter of a section of GB/T 4754-2017.
    #[schema(required = true)]
    industry_section: Option<String>,
    #[schema(required = true)]
    category: Option<String>,
    #[schema(required = true)]
    origin_scope: Option<OriginScope>,
    #[schema(required = true)]
    origin_place: Option<String>,
    #[schema(required = true)]
    place: Option<String>,
    #[schema(required = true)]
    responsible: Option<String>,
    #[schema(required = true)]
    credit_code: Option<String>,
    #[schema(required = true)]
    project_code: Option<String>,
    #[schema(required = true)]
    total_investment: Option<String>,
    #[schema(required = true)]
    signed_on: Option<String>,
    #[schema(required = true)]
    started_on: Option<String>,
    #[schema(required = true)]
    entered_statistics_on: Option<String>,
    #[schema(required = true)]
    completed_on: Option<String>,
    #[schema(required = true)]
    in_production_on: Option<String>,
    funds_year_to_date: String,
    funds_total: String,
    /// Claims that wait for a decision.
    pending_claims: i64,
    stage: Stage,
    stage_label: &'static str,
    status: ProjectStatus,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<ListedProject> for ProjectSummary {
    fn from(listed: ListedProject) -> Self {
        let (row, year) = (&listed.row, listed.year);
        let text = |column: &str| row.text(column).map(str::to_owned);
        let date = |column: &str| row.date(column).map(domain::date::PartialDate::display);
        let money = |column: &str| row.money(column, year).map(fen);
        let instant = |column: &str| row.number(column, year).and_then(DateTime::from_timestamp_micros).unwrap_or_default();
        let member = |choices: Choices, column: &str| row.number(column, year).and_then(|number| choices.member(number));
        let ended = row.stage == domain::project::Stage::Terminated;
        Self {
            code: row.code().to_owned(),
            name: row.name().to_owned(),
            investor: text("investor").unwrap_or_default(),
            industry: text("industry"),
            industry_section: member(Choices::Section, "industry_section").map(|(letter, _)| letter),
            category: text("category"),
            origin_scope: row
                .number("origin_scope", year)
                .and_then(|number| i16::try_from(number).ok())
                .and_then(domain::claim::OriginScope::from_number)
                .map(Into::into),
            origin_place: text("origin_place"),
            place: text("place"),
            responsible: text("responsible"),
            credit_code: text("credit_code"),
            project_code: text("project_code"),
            total_investment: money("total_investment"),
            signed_on: date("signed_on"),
            started_on: date("started_on"),
            entered_statistics_on: date("entered_statistics_on"),
            completed_on: date("completed_on"),
            in_production_on: date("in_production_on"),
            funds_year_to_date: money("funds_year_to_date").unwrap_or_default(),
            funds_total: money("funds_total").unwrap_or_default(),
            pending_claims: row.number("pending_claims", year).unwrap_or_default(),
            stage: row.stage.into(),
            stage_label: row.stage.label(),
            status: if ended { ProjectStatus::Terminated } else { ProjectStatus::Active },
            created_at: instant("created_at"),
            updated_at: instant("updated_at"),
            org: listed.org.into(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ProjectList {
    items: Vec<ProjectSummary>,
    total: u64,
    /// What the columns that are added up come to on all pages.
    sums: Vec<ColumnSum>,
    #[schema(required = true)]
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ProjectParams {
    status: Option<ProjectStatus>,
}

/// Projects that one sees, newest first unless asked otherwise.
#[utoipa::path(get, path = "/projects", operation_id = "project_list", tag = "project", params(ListParams, ProjectParams), responses((status = 200, body = ProjectList), Refusals))]
async fn project_list(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Params(params): Params<ListParams>,
    Params(own): Params<ProjectParams>,
) -> Result<Json<ProjectList>, ApiError> {
    use domain::project::Stage as S;
    let stages: Option<Vec<S>> = own.status.map(|status| match status {
        ProjectStatus::Terminated => vec![S::Terminated],
        ProjectStatus::Active => S::ALL.iter().copied().filter(|stage| *stage != S::Terminated).collect(),
    });
    let query = params.query(stages.map(|stages| Condition::one_of("stage", stages.into_iter().map(S::code))))?;
    let page = app::project::list(&app, &caller, &query).await?;
    Ok(Json(ProjectList {
        items: page.items.into_iter().map(ProjectSummary::from).collect(),
        total: page.total,
        sums: sums(page.sums),
        next_cursor: page.next,
    }))
}

/// A fact of a project.
#[derive(Serialize, ToSchema)]
struct Fact {
    field: &'static str,
    label: &'static str,
    #[schema(required = true)]
    text: Option<String>,
}

/// One changed fact.
#[derive(Serialize, ToSchema)]
struct FactChange {
    field: String,
    field_label: String,
    #[schema(required = true)]
    before: Option<String>,
    #[schema(required = true)]
    after: Option<String>,
}

/// A version of a project's facts.
#[derive(Serialize, ToSchema)]
struct ProjectVersion {
    version: i32,
    at: DateTime<Utc>,
    by: String,
    cause: String,
    changes: Vec<FactChange>,
}

/// A move from stage to stage.
#[derive(Serialize, ToSchema)]
struct StageMove {
    from: Stage,
    to: Stage,
    at: DateTime<Utc>,
    by: String,
}

/// Everything that a project's page shows.
#[derive(Serialize, ToSchema)]
struct Project {
    #[serde(flatten)]
    summary: ProjectSummary,
    /// Facts in the order of the page.
    facts: Vec<Fact>,
    /// Newest first.
    history: Vec<ProjectVersion>,
    /// Newest first.
    claims: Vec<Claim>,
    /// Oldest first.
    stage_moves: Vec<StageMove>,
}

impl From<ProjectPage> for Project {
    fn from(page: ProjectPage) -> Self {
        let facts = page.project.facts.fields().into_iter().map(|(field, label, text)| Fact { field, label, text }).collect();
        let history = page.history.into_iter().map(|entry| ProjectVersion {
            version: entry.version.version,
            at: entry.version.at,
            by: entry.version.by,
            cause: entry.version.cause,
            changes: entry
                .changes
                .into_iter()
                .map(|change| FactChange { field: change.field, field_label: change.label, before: change.before, after: change.after })
                .collect(),
        });
        Self {
            facts,
            history: history.collect(),
            claims: page.claims.into_iter().map(Claim::from).collect(),
            stage_moves: page.moves.into_iter().map(|m| StageMove { from: m.from.into(), to: m.to.into(), at: m.at, by: m.by }).collect(),
            summary: page.listed.into(),
        }
    }
}

/// One project, by its code.
#[utoipa::path(get, path = "/projects/{code}", operation_id = "project_show", tag = "project", params(("code" = String, Path)), responses((status = 200, body = Project), Refusals))]
async fn project_show(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Place(code): Place<String>,
) -> Result<Json<Project>, ApiError> {
    Ok(Json(app::project::show(&app, &caller, &code).await?.into()))
}
