//! Trying an assessment scheme.

use axum::Json;
use scoring::{Document, Evaluation, Problem, ScoreLine, UnitResult};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use app::App;

use crate::caller::CurrentUser;
use crate::input::Valid;
use crate::problem::{ApiError, Refusals};
use crate::wire::wire_enum;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(scheme_trial))
}

wire_enum! {
    /// One of the two texts.
    TrialDocument = Document { Scheme, Units }
}

/// A scheme and the figures of units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TrialBody {
    /// The scheme, in TOML.
    scheme: String,
    /// The units, in JSON.
    units: String,
    /// 1 to 12; the units' own month where it is absent.
    #[schema(minimum = 1, maximum = 12)]
    month: Option<u32>,
}

/// The scores, or what hinders them.
#[derive(Serialize, ToSchema)]
struct Trial {
    /// By group and rank; empty where there are problems.
    units: Vec<TrialUnit>,
    /// In the order of the texts; empty where there are scores.
    problems: Vec<TrialProblem>,
}

/// The score sheet of a unit.
#[derive(Serialize, ToSchema)]
struct TrialUnit {
    unit: String,
    #[schema(required = true)]
    group: Option<String>,
    /// Points as a decimal string.
    total: String,
    /// Absent where the group is not ranked.
    #[schema(required = true)]
    rank: Option<usize>,
    #[schema(required = true)]
    grade: Option<String>,
    items: Vec<TrialLine>,
    adjustments: Vec<TrialLine>,
    flags: Vec<String>,
}

/// A line of a score sheet.
#[derive(Serialize, ToSchema)]
struct TrialLine {
    id: String,
    /// Points as a decimal string.
    score: String,
    /// How they came to be, in numbers: `24 = 20 × min(13.5 ÷ 10, 1.2)`.
    numbers: String,
    /// The same in words.
    words: String,
}

/// A fault with its place.
#[derive(Serialize, ToSchema)]
struct TrialProblem {
    document: TrialDocument,
    /// From 1.
    line: usize,
    /// From 1, in characters.
    column: usize,
    /// How many characters are meant; 0 where only the place is known.
    length: usize,
    /// Stable code.
    code: &'static str,
    message: String,
    /// What to do.
    remedy: String,
}

impl From<Evaluation> for Trial {
    fn from(evaluation: Evaluation) -> Self {
        Self { units: evaluation.units.into_iter().map(Into::into).collect(), problems: Vec::new() }
    }
}

impl From<UnitResult> for TrialUnit {
    fn from(unit: UnitResult) -> Self {
        Self {
            unit: unit.unit,
            group: unit.group,
            total: unit.total.to_string(),
            rank: unit.rank,
            grade: unit.grade,
            items: unit.items.into_iter().map(Into::into).collect(),
            adjustments: unit.adjustments.into_iter().map(Into::into).collect(),
            flags: unit.flags,
        }
    }
}

impl From<ScoreLine> for TrialLine {
    fn from(line: ScoreLine) -> Self {
        let (numbers, words) = (line.trace.numbers(), line.trace.told());
        Self { id: line.id, score: line.score.to_string(), numbers, words }
    }
}

impl From<Problem> for TrialProblem {
    fn from(problem: Problem) -> Self {
        Self {
            document: problem.document.into(),
            line: problem.line,
            column: problem.column,
            length: problem.length,
            code: problem.code.code(),
            message: problem.message,
            remedy: problem.remedy,
        }
    }
}

/// Score units by a scheme, for looking at; nothing is stored.
#[utoipa::path(post, path = "/schemes/trial", operation_id = "scheme_trial", tag = "scheme", request_body = TrialBody,
    responses((status = 200, body = Trial), Refusals))]
async fn scheme_trial(CurrentUser(caller): CurrentUser, Valid(body): Valid<TrialBody>) -> Result<Json<Trial>, ApiError> {
    if let Some(month) = body.month
        && !(1..=12).contains(&month)
    {
        return Err(app::AppError::invalid("/month", "range", "月份应在 1 与 12 之间").into());
    }
    let trial = match app::scheme::trial(&caller, body.scheme, body.units, body.month).await? {
        Ok(evaluation) => evaluation.into(),
        Err(problems) => Trial { units: Vec::new(), problems: problems.into_iter().map(Into::into).collect() },
    };
    Ok(Json(trial))
}
