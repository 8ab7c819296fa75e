//! Decisions on many claims at once: those of an import, or those that were chosen in the list.

use std::sync::Arc;

use access::Permission;
use domain::claim::{ClaimKind, ClaimState, Level, Outcome, VerdictDraft, VerdictError};
use domain::ids::{ClaimId, ImportId, JobId};
use domain::job::JobKind;
use domain::period::Period;
use serde::{Deserialize, Serialize};
use store::claim::Claim;
use store::import::Import;
use store::list::ClaimRow;
use store::record::{Entry, append};
use store::{Rows, Tx, Visible};

use super::{ClaimView, gather, verdict_fault};
use crate::caller::Caller;
use crate::error::AppError;
use crate::job::{NewJob, Output, begin};
use crate::list::{Selection, Source as _};
use crate::state::App;

/// A claim that a batch left for a person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LeftOver {
    /// The claim.
    pub claim: ClaimId,
    /// Name of its project.
    pub project: String,
    /// What it is.
    pub kind: ClaimKind,
    /// Why it was left.
    pub reason: String,
}

/// What deciding on a batch came to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct BatchOutcome {
    /// Claims recognised.
    pub recognised: usize,
    /// Claims returned.
    #[serde(default)]
    pub returned: usize,
    /// Claims that a person has to look at.
    pub left: Vec<LeftOver>,
}

/// Recognises every waiting claim of an import whose automatic checks all pass, in one transaction.
pub async fn decide_import(app: &App, caller: &Caller, import: ImportId) -> Result<BatchOutcome, AppError> {
    caller.require(Permission::ClaimDecide)?;
    let (caller_in, now) = (caller.clone(), Period::of_instant(app.store.now()));
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let caller = caller_in.clone();
            Box::pin(async move {
                let read = tx.read();
                Rows::<Import>::visible_to(&caller.scope).by_id(&read, import.0).await?;
                let claims = Rows::<Claim>::visible_to(&caller.scope).of_import(import, Some(ClaimState::Pending)).all(&read).await?;
                let outcome = decide_all(tx, &caller, claims, now, &Ruling::Recognise).await?;
                tx.audit(
                    "claim.batch_decided",
                    import,
                    serde_json::json!({ "recognised": outcome.recognised, "left": outcome.left.len() }),
                )
                .await?;
                Ok(outcome)
            })
        })
        .await
}

/// What is decided of each claim of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Those whose automatic checks all pass are recognised with the claimed amount.
    Recognise,
    /// All are returned, for this reason.
    Return(String),
}

impl Ruling {
    fn draft(&self) -> VerdictDraft {
        match self {
            Self::Recognise => {
                VerdictDraft { outcome: Outcome::Passed, amount: None, reason: "自动核验通过,批量认定".to_owned() }
            }
            Self::Return(reason) => VerdictDraft { outcome: Outcome::Returned, amount: None, reason: reason.clone() },
        }
    }

    /// Why a claim that waits is left for a person; nothing where it can be decided with the others.
    fn hindrance(&self, view: &ClaimView) -> Option<String> {
        match self {
            Self::Recognise => view.checks.iter().find(|check| !check.passed).map(|check| check.message.clone()),
            Self::Return(_) => None,
        }
    }
}

/// Decides on those of these claims that wait and may be decided on together.
async fn decide_all(tx: &Tx, caller: &Caller, claims: Vec<Visible<Claim>>, now: Period, ruling: &Ruling) -> Result<BatchOutcome, AppError> {
    let mut outcome = BatchOutcome::default();
    let mut entries = Vec::new();
    for mut view in gather(&tx.read(), caller, claims, now).await? {
        let decided = (view.state != ClaimState::Pending).then(|| format!("{},不再待认定", view.state.label()));
        let hindrance = view.not_decidable.take().or(decided).or_else(|| ruling.hindrance(&view));
        let draft = ruling.draft();
        let checked = match hindrance {
            Some(reason) => Err(reason),
            None => draft.check(view.claim.amount, view.claim.approximate, false).map_err(|error| error.to_string()),
        };
        match checked {
            Ok(recognised) => {
                entries.push(Entry::Verdict { claim: view.claim.key(), level: Level::Recognised, draft, recognised });
            }
            Err(reason) => outcome.left.push(LeftOver {
                claim: view.claim.id,
                project: view.project.facts.name.clone(),
                kind: view.claim.kind,
                reason,
            }),
        }
    }
    match ruling {
        Ruling::Recognise => outcome.recognised = entries.len(),
        Ruling::Return(_) => outcome.returned = entries.len(),
    }
    append(tx, entries).await?;
    Ok(outcome)
}

/// Claims that are looked at together in a job.
const TOGETHER: usize = 500;

/// Begins to decide on the chosen claims that wait: a job, all of it or nothing.
///
/// `expected` is how many claims the person saw chosen. Where they are more or fewer by now, nothing begins.
pub async fn decide_selected(app: &App, caller: &Caller, selection: &Selection, expected: u64, ruling: Ruling) -> Result<JobId, AppError> {
    caller.require(Permission::ClaimDecide)?;
    if matches!(&ruling, Ruling::Return(reason) if reason.trim().is_empty()) {
        return Err(verdict_fault(&VerdictError::ReasonRequired));
    }
    let filter = selection.read::<ClaimRow>(app, caller).await?;
    let ids: Vec<ClaimId> = ClaimRow::rows(caller).filtered(&filter)?.ids(&app.store.read()).await?.into_iter().map(ClaimId).collect();
    if u64::try_from(ids.len()) != Ok(expected) {
        let message = format!("选中的申报现为 {} 笔,与确认时的 {expected} 笔不同,请刷新后重新确认", ids.len());
        return Err(AppError::conflict("selection_changed", message));
    }
    let new = NewJob { kind: JobKind::Recognition, subject: None, total: Some(ids.len()) };
    let (app_in, caller_in) = (app.clone(), caller.clone());
    let begun = begin(app, caller, new, move |progress| async move {
        let (ids, ruling, now) = (Arc::new(ids), Arc::new(ruling), Period::of_instant(app_in.store.now()));
        let writer = caller_in.actor();
        let work = app_in.store.write::<_, AppError>(&writer, move |tx| {
            let (caller, ids, ruling, progress) = (caller_in.clone(), ids.clone(), ruling.clone(), progress.clone());
            Box::pin(async move {
                let mut outcome = BatchOutcome::default();
                progress.set_done(0);
                for chunk in ids.chunks(TOGETHER) {
                    progress.check()?;
                    let claims = Rows::<Claim>::visible_to(&caller.scope).by_ids(&tx.read(), chunk).await?;
                    let part = decide_all(tx, &caller, claims, now, &ruling).await?;
                    outcome.recognised += part.recognised;
                    outcome.returned += part.returned;
                    outcome.left.extend(part.left);
                    progress.advance(chunk.len());
                }
                let detail = serde_json::json!({
                    "recognised": outcome.recognised, "returned": outcome.returned, "left": outcome.left.len(),
                    "reason": ruling.draft().reason,
                });
                tx.audit("claim.selection_decided", "selection", detail).await?;
                Ok(outcome)
            })
        });
        let result = serde_json::to_value(work.await?).map_err(AppError::internal)?;
        Ok(Output { result, file: None })
    });
    Ok(begun.await?.id)
}

/// What a job of [`decide_selected`] came to; absent as long as it has not ended well.
pub async fn selection_outcome(app: &App, caller: &Caller, job: JobId) -> Result<Option<BatchOutcome>, AppError> {
    let view = crate::job::show(app, caller, job).await?;
    if view.job.kind != JobKind::Recognition {
        return Err(AppError::NotFound);
    }
    view.result.map(|result| serde_json::from_value(result).map_err(AppError::internal)).transpose()
}
