//! Projects: the list; the page of one is in [`page`].

mod page;

use app::App;
use app::project::ListedProject;
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::list::{Choices, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Permitted, may};
use crate::claim::OriginScope;
use crate::input::Params;
use crate::list::{ColumnSum, ListParams, sums};
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::wire::{fen, wire_enum};

pub(crate) use page::{Fact, FactChange, facts};

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

/// A project on a list. Every column of the list has its field here.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProjectSummary {
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
            origin_scope: row.number("origin_scope", year).and_then(OriginScope::of_number),
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
    /// Up to when the record is in it, by the server's clock.
    as_of: DateTime<Utc>,
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
        as_of: page.as_of,
    }))
}
