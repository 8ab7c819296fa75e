//! Assessment schemes.

use scoring::{Evaluation, Problem, Scheme, Units, evaluate};

use crate::{AppError, Caller};

/// Scores units by a scheme, for looking at: nothing is stored, and no record is read.
///
/// Anybody who is logged in may do it. The inner result is the scores, or every fault of the two texts with its place.
///
/// # Errors
/// [`AppError`] where the work was broken off.
pub async fn trial(
    _caller: &Caller,
    scheme: String,
    units: String,
    month: Option<u32>,
) -> Result<Result<Evaluation, Vec<Problem>>, AppError> {
    let work = move || match (Scheme::parse(&scheme), Units::parse(&units)) {
        (Ok(scheme), Ok(units)) => evaluate(&scheme, &units, month),
        (scheme, units) => Err([scheme.err(), units.err()].into_iter().flatten().flatten().collect()),
    };
    // Large schemes take longer than other requests may wait.
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
}
