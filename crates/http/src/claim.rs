//! Claims and verdicts.

use app::App;
use app::claim::ClaimView;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use domain::claim::VerdictDraft;
use domain::list::Condition;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::input::{Params, Place, Valid};
use crate::job::Job;
use crate::list::{ColumnSum, ListParams, Selection, sums};
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::wire::{ClaimKind, Level, Source, fen, parse_fen, wire_enum};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(claim_list))
        .routes(routes!(claim_show))
        .routes(routes!(claim_decide))
        .routes(routes!(claim_decide_import))
        .routes(routes!(claim_decide_selected))
        .routes(routes!(claim_selection_outcome))
}

wire_enum! {
    /// What a claim has come to.
    ClaimState = domain::claim::ClaimState { Pending, Recognised, Returned, Rejected, Withdrawn, Replaced, Historical }
}

wire_enum! {
    /// What a reviewer decided.
    Outcome = domain::claim::Outcome { Passed, Returned, Rejected, Revoked }
}

wire_enum! {
    /// The class of a claim inside its kind: the agreement of a signing, the use of funds.
    Class = domain::claim::Class { Unspecified, FormalContract, LetterOfIntent, FrameworkAgreement, FixedAsset, NonFixedAsset }
}

wire_enum! {
    /// Where the money comes from, seen from the city.
    OriginScope = domain::claim::OriginScope { Unknown, InCity, InProvince, OutOfProvince, Overseas }
}

impl OriginScope {
    /// The member with this small number, as lists hold it.
    pub(crate) fn of_number(number: i64) -> Option<Self> {
        i16::try_from(number).ok().and_then(domain::claim::OriginScope::from_number).map(Into::into)
    }
}

/// A project by its names.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProjectRef {
    code: String,
    name: String,
    investor: String,
    org: OrgRef,
}

impl ProjectRef {
    pub(crate) fn new(project: store::project::Project, org: store::org::Org) -> Self {
        Self { code: project.code, name: project.facts.name, investor: project.facts.investor, org: org.into() }
    }
}

/// One automatic check.
#[derive(Serialize, ToSchema)]
struct Check {
    /// Stable code.
    rule: &'static str,
    passed: bool,
    /// What was found.
    message: String,
}

/// A decision.
#[derive(Serialize, ToSchema)]
pub(crate) struct Verdict {
    level: Level,
    outcome: Outcome,
    outcome_label: &'static str,
    /// Recognised amount.
    #[schema(required = true)]
    amount: Option<String>,
    reason: String,
    by: String,
    at: DateTime<Utc>,
}

impl From<store::claim::Verdict> for Verdict {
    fn from(verdict: store::claim::Verdict) -> Self {
        Self {
            level: verdict.level.into(),
            outcome: verdict.outcome.into(),
            outcome_label: verdict.outcome.label(),
            amount: verdict.amount.map(fen),
            reason: verdict.reason,
            by: verdict.by,
            at: verdict.at,
        }
    }
}

/// A claim with all that a reviewer looks at.
#[derive(Serialize, ToSchema)]
pub(crate) struct Claim {
    id: Uuid,
    project: ProjectRef,
    kind: ClaimKind,
    kind_label: &'static str,
    /// Hundredths of the currency's unit, as a decimal string.
    #[schema(required = true)]
    amount: Option<String>,
    /// ISO 4217 letters.
    currency: &'static str,
    /// Whether the amount is only about right.
    approximate: bool,
    class: Class,
    class_label: &'static str,
    origin: OriginScope,
    origin_label: &'static str,
    /// When it happened, as exactly as it is known.
    #[schema(required = true)]
    occurred_on: Option<String>,
    /// The period that it is booked to.
    period: String,
    /// Whether it is an opening balance: in cumulative figures, not in those of a month.
    opening: bool,
    reported_by: String,
    reported_at: DateTime<Utc>,
    source: Source,
    state: ClaimState,
    state_label: &'static str,
    checks: Vec<Check>,
    verdicts: Vec<Verdict>,
    decidable: bool,
    #[schema(required = true)]
    not_decidable_reason: Option<String>,
}

impl From<ClaimView> for Claim {
    fn from(view: ClaimView) -> Self {
        let claim = view.claim.into_inner();
        let project = view.project.into_inner();
        Self {
            id: claim.id.0,
            project: ProjectRef::new(project, view.org),
            kind: claim.kind.into(),
            kind_label: claim.kind.label(),
            amount: claim.amount.map(fen),
            currency: claim.kind.currency().code(),
            approximate: claim.approximate,
            class: claim.class.into(),
            class_label: claim.class.label(),
            origin: claim.origin.into(),
            origin_label: claim.origin.label(),
            occurred_on: claim.occurred.map(domain::date::PartialDate::display),
            period: claim.period.to_string(),
            opening: claim.opening,
            source: Source::new(&claim.source, view.file_name),
            reported_by: claim.reporter,
            reported_at: claim.recorded_at,
            state: view.state.into(),
            state_label: view.state.label(),
            checks: view.checks.into_iter().map(|check| Check { rule: check.rule, passed: check.passed, message: check.message }).collect(),
            verdicts: view.verdicts.into_iter().map(Verdict::from).collect(),
            decidable: view.not_decidable.is_none(),
            not_decidable_reason: view.not_decidable,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct ClaimList {
    items: Vec<Claim>,
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
struct ClaimParams {
    /// Only this state.
    state: Option<ClaimState>,
    kind: Option<ClaimKind>,
    /// Id of an import.
    import: Option<Uuid>,
}

/// Claims that one sees, oldest first unless asked otherwise.
#[utoipa::path(get, path = "/claims", operation_id = "claim_list", tag = "claim", params(ListParams, ClaimParams), responses((status = 200, body = ClaimList), Refusals))]
async fn claim_list(
    State(app): State<App>,
    caller: Permitted<may::ClaimRead>,
    Params(params): Params<ListParams>,
    Params(own): Params<ClaimParams>,
) -> Result<Json<ClaimList>, ApiError> {
    let state = own.state.map(|state| Condition::one_of("state", [domain::claim::ClaimState::from(state).code()]));
    let kind = own.kind.map(|kind| Condition::one_of("kind", [domain::claim::ClaimKind::from(kind).code()]));
    let query = params.query(state.into_iter().chain(kind))?;
    let page = app::claim::list(&app, &caller, own.import.map(Into::into), &query).await?;
    Ok(Json(ClaimList {
        items: page.items.into_iter().map(Claim::from).collect(),
        total: page.total,
        sums: sums(page.sums),
        next_cursor: page.next,
        as_of: page.as_of,
    }))
}

/// One claim.
#[utoipa::path(get, path = "/claims/{id}", operation_id = "claim_show", tag = "claim", params(("id" = Uuid, Path)), responses((status = 200, body = Claim), Refusals))]
async fn claim_show(State(app): State<App>, caller: Permitted<may::ClaimRead>, Place(id): Place<Uuid>) -> Result<Json<Claim>, ApiError> {
    Ok(Json(app::claim::show(&app, &caller, id.into()).await?.into()))
}

/// A decision to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewVerdict {
    outcome: Outcome,
    /// Recognised amount; absent means the claimed one.
    amount: Option<String>,
    /// Why. Needed unless the claimed amount passes.
    reason: Option<String>,
}

/// Decide on a claim.
#[utoipa::path(post, path = "/claims/{id}/verdicts", operation_id = "claim_decide", tag = "claim", params(("id" = Uuid, Path)),
    request_body = NewVerdict, responses((status = 200, body = Claim), Refusals))]
async fn claim_decide(
    State(app): State<App>,
    caller: Permitted<may::ClaimDecide>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<NewVerdict>,
) -> Result<Json<Claim>, ApiError> {
    let amount = body.amount.as_deref().map(|text| parse_fen(text, "/amount")).transpose()?;
    let draft = VerdictDraft { outcome: body.outcome.into(), amount, reason: body.reason.unwrap_or_default() };
    Ok(Json(app::claim::decide(&app, &caller, id.into(), draft).await?.into()))
}

/// A claim that a batch left for a person.
#[derive(Serialize, ToSchema)]
struct LeftOver {
    claim_id: Uuid,
    project_name: String,
    kind_label: &'static str,
    reason: String,
}

/// What deciding on a batch came to.
#[derive(Serialize, ToSchema)]
struct BatchOutcome {
    recognised: usize,
    returned: usize,
    left: Vec<LeftOver>,
}

/// Recognise all claims of an import whose automatic checks pass.
#[utoipa::path(post, path = "/imports/{id}/verdicts", operation_id = "claim_decide_import", tag = "claim", params(("id" = Uuid, Path)),
    responses((status = 200, body = BatchOutcome), Refusals))]
async fn claim_decide_import(
    State(app): State<App>,
    caller: Permitted<may::ClaimDecide>,
    Place(id): Place<Uuid>,
) -> Result<Json<BatchOutcome>, ApiError> {
    Ok(Json(app::claim::decide_import(&app, &caller, id.into()).await?.into()))
}

impl From<app::claim::BatchOutcome> for BatchOutcome {
    fn from(outcome: app::claim::BatchOutcome) -> Self {
        let left = outcome.left.into_iter().map(|left| LeftOver {
            claim_id: left.claim.0,
            project_name: left.project,
            kind_label: left.kind.label(),
            reason: left.reason,
        });
        Self { recognised: outcome.recognised, returned: outcome.returned, left: left.collect() }
    }
}

/// What is decided of each of the chosen claims.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Ruling {
    /// Those whose automatic checks pass are recognised with the claimed amount.
    #[default]
    Passed,
    /// All are returned, for the reason.
    Returned,
}

/// Claims to be decided on together.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SelectedClaims {
    selection: Selection,
    /// How many claims one saw chosen.
    expected: u64,
    #[serde(default)]
    outcome: Ruling,
    /// Why they are returned; nothing else needs it.
    #[serde(default)]
    reason: Option<String>,
}

/// Decide on the chosen claims that wait: a job, all of it or nothing. Those that cannot be decided on with the others
/// are left, with the reason.
#[utoipa::path(post, path = "/claims/verdicts", operation_id = "claim_decide_selected", tag = "claim", request_body = SelectedClaims,
    responses((status = 202, description = "已转为后台任务", body = Job), Refusals))]
async fn claim_decide_selected(
    State(app): State<App>,
    caller: Permitted<may::ClaimDecide>,
    Valid(body): Valid<SelectedClaims>,
) -> Result<(StatusCode, Json<Job>), ApiError> {
    let ruling = match body.outcome {
        Ruling::Passed => app::claim::Ruling::Recognise,
        Ruling::Returned => app::claim::Ruling::Return(body.reason.unwrap_or_default()),
    };
    let id = app::claim::decide_selected(&app, &caller, &body.selection.into(), body.expected, ruling).await?;
    Ok((StatusCode::ACCEPTED, Json(app::job::show(&app, &caller, id).await?.into())))
}

/// What deciding on chosen claims has come to.
#[derive(Serialize, ToSchema)]
struct SelectionOutcome {
    /// Absent as long as the job has not ended well.
    #[schema(required = true)]
    outcome: Option<BatchOutcome>,
}

/// What deciding on chosen claims came to, row by row.
#[utoipa::path(get, path = "/jobs/{id}/verdicts", operation_id = "claim_selection_outcome", tag = "claim", params(("id" = Uuid, Path)),
    responses((status = 200, body = SelectionOutcome), Refusals))]
async fn claim_selection_outcome(
    State(app): State<App>,
    caller: Permitted<may::ClaimDecide>,
    Place(id): Place<Uuid>,
) -> Result<Json<SelectionOutcome>, ApiError> {
    let outcome = app::claim::selection_outcome(&app, &caller, id.into()).await?.map(Into::into);
    Ok(Json(SelectionOutcome { outcome }))
}
