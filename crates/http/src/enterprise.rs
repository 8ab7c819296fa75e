//! Enterprises.

use app::App;
use app::enterprise::{EnterprisePage, EnterpriseQuery, ListedEnterprise};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::claim::Claim;
use crate::input::{Params, Place};
use crate::problem::{ApiError, Refusals};
use crate::project::ProjectSummary;
use crate::timeline::Timeline;
use crate::wire::{PAGE, fen, key};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(enterprise_list)).routes(routes!(enterprise_show)).routes(routes!(enterprise_timeline))
}

/// An enterprise on a list.
#[derive(Serialize, ToSchema)]
struct EnterpriseSummary {
    code: String,
    name: String,
    #[schema(required = true)]
    credit_code: Option<String>,
    /// Its projects that one sees.
    project_count: usize,
    /// What they come to.
    total_investment: String,
    created_at: DateTime<Utc>,
}

impl From<ListedEnterprise> for EnterpriseSummary {
    fn from(listed: ListedEnterprise) -> Self {
        let enterprise = listed.enterprise.into_inner();
        Self {
            code: enterprise.code,
            name: enterprise.name,
            credit_code: enterprise.credit_code,
            project_count: listed.projects,
            total_investment: fen(listed.total_investment),
            created_at: enterprise.created_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct EnterpriseList {
    items: Vec<EnterpriseSummary>,
    total: u64,
    #[schema(required = true)]
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct EnterpriseParams {
    /// Part of a name, or a code.
    q: Option<String>,
    limit: Option<u64>,
    cursor: Option<String>,
}

/// Enterprises that invest in projects that one sees, newest first.
#[utoipa::path(get, path = "/enterprises", operation_id = "enterprise_list", tag = "enterprise", params(EnterpriseParams),
    responses((status = 200, body = EnterpriseList), Refusals))]
async fn enterprise_list(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Params(params): Params<EnterpriseParams>,
) -> Result<Json<EnterpriseList>, ApiError> {
    let query = EnterpriseQuery {
        text: params.q,
        after: key::<Uuid>(params.cursor.as_deref())?.map(Into::into),
        limit: params.limit.unwrap_or(PAGE),
    };
    let page = app::enterprise::list(&app, &caller, &query).await?;
    let items = page.items.into_iter().map(EnterpriseSummary::from).collect();
    Ok(Json(EnterpriseList { items, total: page.total, next_cursor: page.next }))
}

/// A name that projects give an enterprise.
#[derive(Serialize, ToSchema)]
struct EnterpriseName {
    name: String,
    /// Codes of the projects that give it, oldest first.
    projects: Vec<String>,
}

/// Everything that an enterprise's page shows. What is told of projects is told of those that one sees.
#[derive(Serialize, ToSchema)]
struct Enterprise {
    code: String,
    name: String,
    #[schema(required = true)]
    credit_code: Option<String>,
    /// Province of its registration, by the credit code.
    #[schema(required = true)]
    registered_in: Option<&'static str>,
    created_at: DateTime<Utc>,
    /// The present name first; the others are former names or other ways to write it.
    names: Vec<EnterpriseName>,
    /// Where it comes from, as its projects tell.
    origins: Vec<String>,
    industries: Vec<String>,
    /// Companies founded for its projects.
    companies: Vec<String>,
    /// Newest first.
    projects: Vec<ProjectSummary>,
    total_investment: String,
    funds_year_to_date: String,
    /// Newest first.
    claims: Vec<Claim>,
}

impl From<EnterprisePage> for Enterprise {
    fn from(page: EnterprisePage) -> Self {
        let enterprise = page.enterprise.into_inner();
        Self {
            code: enterprise.code,
            name: page.names.first().map_or(enterprise.name, |present| present.name.clone()),
            credit_code: enterprise.credit_code,
            registered_in: page.registered_in,
            created_at: enterprise.created_at,
            names: page.names.into_iter().map(|one| EnterpriseName { name: one.name, projects: one.projects }).collect(),
            origins: page.origins,
            industries: page.industries,
            companies: page.companies,
            projects: page.projects.into_iter().map(ProjectSummary::from).collect(),
            total_investment: fen(page.total_investment),
            funds_year_to_date: fen(page.funds_year_to_date),
            claims: page.claims.into_iter().map(Claim::from).collect(),
        }
    }
}

/// One enterprise, by its code.
#[utoipa::path(get, path = "/enterprises/{code}", operation_id = "enterprise_show", tag = "enterprise", params(("code" = String, Path)),
    responses((status = 200, body = Enterprise), Refusals))]
async fn enterprise_show(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Place(code): Place<String>,
) -> Result<Json<Enterprise>, ApiError> {
    Ok(Json(app::enterprise::show(&app, &caller, &code).await?.into()))
}

/// What happened to the projects of an enterprise, newest first.
#[utoipa::path(get, path = "/enterprises/{code}/timeline", operation_id = "enterprise_timeline", tag = "enterprise",
    params(("code" = String, Path)), responses((status = 200, body = Timeline), Refusals))]
async fn enterprise_timeline(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Place(code): Place<String>,
) -> Result<Json<Timeline>, ApiError> {
    Ok(Json(app::enterprise::timeline(&app, &caller, &code).await?.into()))
}
