//! Enterprises.

use app::App;
use app::enterprise::{EnterprisePage, ListedEnterprise};
use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use domain::date::PartialDate;
use domain::list::Choices;
use domain::money::Fen;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Permitted, may};
use crate::claim::{Claim, OriginScope};
use crate::input::{Params, Place};
use crate::list::{ColumnSum, ListParams, sums};
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::project::ProjectSummary;
use crate::timeline::Timeline;
use crate::wire::fen;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(enterprise_list)).routes(routes!(enterprise_show)).routes(routes!(enterprise_timeline))
}

/// An enterprise on a list. What is told of projects is told of those that one sees.
#[derive(Serialize, ToSchema)]
struct EnterpriseSummary {
    code: String,
    name: String,
    #[schema(required = true)]
    credit_code: Option<String>,
    /// The host unit of its newest project, from which industry and origin are too.
    org: OrgRef,
    #[schema(required = true)]
    industry: Option<String>,
    /// Section of GB/T 4754-2017, a letter.
    #[schema(required = true)]
    industry_section: Option<String>,
    #[schema(required = true)]
    origin_scope: Option<OriginScope>,
    #[schema(required = true)]
    origin_place: Option<String>,
    project_count: i64,
    /// How many units its projects are in.
    unit_count: i64,
    /// What its projects come to, without those that tell no total.
    #[schema(required = true)]
    total_investment: Option<String>,
    funds_total: String,
    funds_year_to_date: String,
    pending_claims: i64,
    /// The latest signing.
    #[schema(required = true)]
    signed_on: Option<String>,
    created_at: DateTime<Utc>,
}

impl From<ListedEnterprise> for EnterpriseSummary {
    fn from(listed: ListedEnterprise) -> Self {
        let (row, year) = (&listed.row, listed.year);
        let text = |column: &str| row.text(column).map(str::to_owned);
        let number = |column: &str| row.number(column, year);
        let money = |column: &str| number(column).map(|amount| fen(Fen(amount)));
        Self {
            code: text("code").unwrap_or_default(),
            name: text("name").unwrap_or_default(),
            credit_code: text("credit_code"),
            industry: text("industry"),
            industry_section: number("industry_section").and_then(|number| Choices::Section.member(number)).map(|(letter, _)| letter),
            origin_scope: number("origin_scope").and_then(OriginScope::of_number),
            origin_place: text("origin_place"),
            project_count: number("project_count").unwrap_or_default(),
            unit_count: number("unit_count").unwrap_or_default(),
            total_investment: money("total_investment"),
            funds_total: money("funds_total").unwrap_or_default(),
            funds_year_to_date: money("funds_year_to_date").unwrap_or_default(),
            pending_claims: number("pending_claims").unwrap_or_default(),
            signed_on: row.signed_on().map(PartialDate::display),
            created_at: number("created_at").and_then(DateTime::from_timestamp_micros).unwrap_or_default(),
            org: listed.org.into(),
        }
    }
}

#[derive(Serialize, ToSchema)]
struct EnterpriseList {
    items: Vec<EnterpriseSummary>,
    total: u64,
    /// Sums over all pages. A project of several enterprises counts with each of them.
    sums: Vec<ColumnSum>,
    #[schema(required = true)]
    next_cursor: Option<String>,
    /// Up to when the record is in it, by the server's clock.
    as_of: DateTime<Utc>,
}

/// Enterprises that invest in projects that one sees, newest first unless asked otherwise.
#[utoipa::path(get, path = "/enterprises", operation_id = "enterprise_list", tag = "enterprise", params(ListParams),
    responses((status = 200, body = EnterpriseList), Refusals))]
async fn enterprise_list(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Params(params): Params<ListParams>,
) -> Result<Json<EnterpriseList>, ApiError> {
    let page = app::enterprise::list(&app, &caller, &params.query([])?).await?;
    let items = page.items.into_iter().map(EnterpriseSummary::from).collect();
    Ok(Json(EnterpriseList { items, total: page.total, sums: sums(page.sums), next_cursor: page.next, as_of: page.as_of }))
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
