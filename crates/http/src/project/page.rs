//! The page of one project: its facts with their versions, and changing them.

use std::collections::BTreeMap;

use app::App;
use app::project::{Edit, Gate as FoundGate, ProjectPage, Restore};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, header};
use chrono::{DateTime, Utc};
use domain::project::{FactField, ProjectFacts, VersionCause};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{ProjectSummary, Stage};
use crate::caller::{Permitted, may};
use crate::claim::{Claim, ClaimState};
use crate::input::{IfMatch, Place, Valid};
use crate::problem::{ApiError, Refusals};
use crate::timeline::Timeline;
use crate::wire::{ClaimKind, fen, wire_enum};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(project_show, project_edit)).routes(routes!(project_restore)).routes(routes!(project_timeline))
}

wire_enum! {
    /// A part of a project's facts that is edited together.
    FactSection = domain::project::FactSection { Basic, Investor, Building, Progress }
}

/// A fact of a project.
#[derive(Serialize, ToSchema)]
pub(crate) struct Fact {
    field: &'static str,
    label: &'static str,
    section: FactSection,
    section_label: &'static str,
    /// What a screen shows.
    #[schema(required = true)]
    text: Option<String>,
    /// The fact itself: amounts in fen, the code of a closed set.
    #[schema(required = true)]
    value: Option<String>,
    /// Why it cannot be given, where the unit says so.
    #[schema(required = true)]
    unavailable: Option<String>,
    /// What is doubtful about it.
    #[schema(required = true)]
    note: Option<String>,
}

impl Fact {
    /// Whether there is one.
    pub(crate) const fn is_told(&self) -> bool {
        self.value.is_some()
    }
}

/// All facts in the order of a project's page.
pub(crate) fn facts(facts: &ProjectFacts) -> Vec<Fact> {
    let fact = |field: &FactField| Fact {
        field: field.code(),
        label: field.label(),
        section: field.section().into(),
        section_label: field.section().label(),
        text: facts.text(*field),
        value: facts.value(*field),
        unavailable: facts.unavailable.get(field).cloned(),
        note: app::project::note(facts, *field),
    };
    FactField::ALL.iter().map(fact).collect()
}

/// One changed fact.
#[derive(Serialize, ToSchema)]
pub(crate) struct FactChange {
    field: String,
    field_label: String,
    #[schema(required = true)]
    before: Option<String>,
    #[schema(required = true)]
    after: Option<String>,
}

impl From<domain::project::FactChange> for FactChange {
    fn from(change: domain::project::FactChange) -> Self {
        Self { field: change.field, field_label: change.label, before: change.before, after: change.after }
    }
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

/// An enterprise among a project's investors.
#[derive(Serialize, ToSchema)]
struct Investor {
    code: String,
    name: String,
}

/// A fact that the next stage asks for and that is not there.
#[derive(Serialize, ToSchema)]
struct MissingFact {
    field: &'static str,
    label: &'static str,
    section: FactSection,
    /// Why it cannot be given: it is answered then.
    #[schema(required = true)]
    unavailable: Option<String>,
}

/// The way to the next stage.
#[derive(Serialize, ToSchema)]
struct StageGate {
    to: Stage,
    to_label: &'static str,
    /// Whether all facts are there or answered.
    ready: bool,
    missing: Vec<MissingFact>,
    /// The claim that moves the project on.
    claim_kind: ClaimKind,
    claim_label: &'static str,
    /// What the latest such claim has come to; absent where none was made.
    #[schema(required = true)]
    claim_state: Option<ClaimState>,
    #[schema(required = true)]
    claim_state_label: Option<&'static str>,
}

impl From<FoundGate> for StageGate {
    fn from(gate: FoundGate) -> Self {
        Self {
            to: gate.to.into(),
            to_label: gate.to.label(),
            ready: gate.ready(),
            claim_kind: gate.claim.kind.into(),
            claim_label: gate.claim.kind.label(),
            claim_state: gate.claim.state.map(Into::into),
            claim_state_label: gate.claim.state.map(domain::claim::ClaimState::label),
            missing: gate
                .missing
                .into_iter()
                .map(|missing| MissingFact {
                    field: missing.field.code(),
                    label: missing.field.label(),
                    section: missing.field.section().into(),
                    unavailable: missing.unavailable,
                })
                .collect(),
        }
    }
}

/// Everything that a project's page shows.
#[derive(Serialize, ToSchema)]
struct Project {
    #[serde(flatten)]
    summary: ProjectSummary,
    /// Version of the facts, for `If-Match`.
    version: i32,
    /// Facts in the order of the page.
    facts: Vec<Fact>,
    /// All its funds that stand, as reported.
    funds_reported: String,
    /// All its funds that stand, as recognised.
    funds_recognised: String,
    /// Enterprises that invest, in the order in which the project names them.
    investors: Vec<Investor>,
    /// The way to the next stage, where there is one.
    #[schema(required = true)]
    gate: Option<StageGate>,
    /// Why one may not change the facts; absent where one may.
    #[schema(required = true)]
    not_editable_reason: Option<String>,
    /// Newest first.
    history: Vec<ProjectVersion>,
    /// Newest first.
    claims: Vec<Claim>,
    /// Oldest first.
    stage_moves: Vec<StageMove>,
}

impl From<ProjectPage> for Project {
    fn from(page: ProjectPage) -> Self {
        let history = page.history.into_iter().map(|entry| ProjectVersion {
            version: entry.version.version,
            at: entry.version.at,
            by: entry.version.by,
            cause: VersionCause::from_text(&entry.version.cause).label(),
            changes: entry.changes.into_iter().map(FactChange::from).collect(),
        });
        let investors = page.investors.into_iter().map(|enterprise| {
            let enterprise = enterprise.into_inner();
            Investor { code: enterprise.code, name: enterprise.name }
        });
        Self {
            version: page.project.version,
            facts: facts(&page.project.facts),
            funds_reported: fen(page.funds.0),
            funds_recognised: fen(page.funds.1),
            investors: investors.collect(),
            gate: page.gate.map(StageGate::from),
            not_editable_reason: page.not_editable,
            history: history.collect(),
            claims: page.claims.into_iter().map(Claim::from).collect(),
            stage_moves: page.moves.into_iter().map(|m| StageMove { from: m.from.into(), to: m.to.into(), at: m.at, by: m.by }).collect(),
            summary: page.listed.into(),
        }
    }
}

/// A page with its version as entity tag.
type Tagged = ([(HeaderName, String); 1], Json<Project>);

fn tagged(page: ProjectPage) -> Tagged {
    let project = Project::from(page);
    ([(header::ETAG, format!("\"{}\"", project.version))], Json(project))
}

/// One project, by its code.
#[utoipa::path(get, path = "/projects/{code}", operation_id = "project_show", tag = "project", params(("code" = String, Path)), responses((status = 200, body = Project), Refusals))]
async fn project_show(State(app): State<App>, caller: Permitted<may::ProjectRead>, Place(code): Place<String>) -> Result<Tagged, ApiError> {
    Ok(tagged(app::project::show(&app, &caller, &code).await?))
}

/// Facts as they were typed, by the codes of their fields. What is not named stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EditedFacts {
    /// Texts as typed, read as a ledger's cells are: `1.2亿`, `C27`, `省外`. Empty or null takes the fact away.
    #[serde(default)]
    facts: BTreeMap<String, Option<String>>,
    /// Facts that cannot be given at present, with the reason.
    #[serde(default)]
    unavailable: BTreeMap<String, String>,
}

/// The fields of a body, or the faults of those that do not exist.
fn fields<T>(named: BTreeMap<String, T>, under: &str) -> Result<Vec<(FactField, T)>, ApiError> {
    let mut faults = Vec::new();
    let mut found = Vec::with_capacity(named.len());
    for (name, value) in named {
        match FactField::from_code(&name) {
            Some(field) => found.push((field, value)),
            None => faults.push(app::FieldError::new(&format!("{under}/{name}"), "unknown", format!("不认识的字段 {name}"))),
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(app::AppError::Invalid(faults).into()) }
}

/// Change facts of a project. `If-Match` names the version that was seen; where another was written meanwhile the
/// answer is 412 with each fact of the edit as it was, as it is and as it is wanted.
#[utoipa::path(patch, path = "/projects/{code}", operation_id = "project_edit", tag = "project",
    params(("code" = String, Path), ("If-Match" = String, Header, description = "所依据的版本")),
    request_body = EditedFacts, responses((status = 200, body = Project), Refusals))]
async fn project_edit(
    State(app): State<App>,
    caller: Permitted<may::ProjectEdit>,
    Place(code): Place<String>,
    IfMatch(version): IfMatch,
    Valid(body): Valid<EditedFacts>,
) -> Result<Tagged, ApiError> {
    let facts = fields(body.facts, "/facts")?.into_iter().map(|(field, text)| (field, text.unwrap_or_default())).collect();
    let edit = Edit { version, facts, unavailable: fields(body.unavailable, "/unavailable")? };
    Ok(tagged(app::project::edit(&app, &caller, &code, edit).await?))
}

/// Values of a former version to be brought back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Restoration {
    /// The version whose values come back.
    from: i32,
    /// Codes of the fields.
    fields: Vec<String>,
}

/// Bring former values of facts back, as a new version.
#[utoipa::path(post, path = "/projects/{code}/restorations", operation_id = "project_restore", tag = "project",
    params(("code" = String, Path), ("If-Match" = String, Header, description = "所依据的版本")),
    request_body = Restoration, responses((status = 200, body = Project), Refusals))]
async fn project_restore(
    State(app): State<App>,
    caller: Permitted<may::ProjectEdit>,
    Place(code): Place<String>,
    IfMatch(version): IfMatch,
    Valid(body): Valid<Restoration>,
) -> Result<Tagged, ApiError> {
    let fields = fields(body.fields.into_iter().map(|field| (field, ())).collect(), "/fields")?;
    let restore = Restore { version, from: body.from, fields: fields.into_iter().map(|(field, ())| field).collect() };
    Ok(tagged(app::project::restore(&app, &caller, &code, restore).await?))
}

/// What happened to a project, newest first.
#[utoipa::path(get, path = "/projects/{code}/timeline", operation_id = "project_timeline", tag = "project",
    params(("code" = String, Path)), responses((status = 200, body = Timeline), Refusals))]
async fn project_timeline(
    State(app): State<App>,
    caller: Permitted<may::ProjectRead>,
    Place(code): Place<String>,
) -> Result<Json<Timeline>, ApiError> {
    Ok(Json(app::project::timeline(&app, &caller, &code).await?.into()))
}
