//! What a commit would do to the unit's figures, computed from the plan without writing any of it: others write
//! meanwhile. The sums come from the code that settles what is written, so they are those that the commit will give.

use std::collections::BTreeMap;
use std::time::Duration;

use domain::claim::Level;
use domain::ids::JobId;
use domain::job::{JobKind, JobState};
use serde::{Deserialize, Serialize};
use store::import::Import;
use store::import::row::stretch;
use store::org::Org;
use store::record::{Foreseen, Outlook, foresee};
use store::{Reader, Rows, Visible};

use super::facts::Provenance;
use super::kept::{DeskRow, desk, desk_rows};
use super::plan::{Action, Ground, PlannedRow, Planner};
use crate::caller::Caller;
use crate::error::AppError;
use crate::indicator::{BoardQuery, Cell, board_with};
use crate::job::{NewJob, Output, Progress};
use crate::state::App;

/// Rows that are planned together.
const TOGETHER: usize = 1_000;
/// Rows up to which the figures are computed while the asker waits.
const AT_ONCE: usize = 2_000;

/// An indicator of the unit before and as if the import were committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureChange {
    /// Of the month: before, after.
    pub month: [Option<i64>; 2],
    /// From January: before, after.
    pub cumulative: [Option<i64>; 2],
}

/// The unit's figures, as far as they are known.
#[derive(Clone, Debug)]
pub enum Effect {
    /// By code of the indicator, at the level that counts reports.
    Known(BTreeMap<String, FigureChange>),
    /// This job of the caller computes them.
    Computing(JobId),
}

/// What is kept of them with an import.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: i32,
    figures: BTreeMap<String, FigureChange>,
}

fn kept(import: &Import) -> Option<BTreeMap<String, FigureChange>> {
    let kept: Kept = import.effect.as_deref().and_then(|text| serde_json::from_str(text).ok())?;
    (kept.version == import.version).then_some(kept.figures)
}

/// The unit's figures before and as if committed, computed once for each version of the import: of a large one as a job,
/// for which the caller waits so long.
pub(super) async fn effect(app: &App, caller: &Caller, import: &Visible<Import>, patience: Duration) -> Result<Effect, AppError> {
    if let Some(figures) = kept(import) {
        return Ok(Effect::Known(figures));
    }
    let rows = desk(import)?.tally.tabs.all;
    if rows <= AT_ONCE {
        return Ok(Effect::Known(compute(app, caller, import, &Progress::default()).await?));
    }
    let running = crate::job::own_on(app, caller, import.id.0, JobKind::ImportDifferences).await?;
    if let Some(job) = running.filter(|view| view.job.state == JobState::Running) {
        return Ok(Effect::Computing(job.job.id));
    }
    let new = NewJob { kind: JobKind::ImportDifferences, subject: Some(import.id.0), total: Some(rows) };
    let (of_job, by, of_import) = (app.clone(), caller.clone(), import.clone());
    let work = move |progress: Progress| async move {
        compute(&of_job, &by, &of_import, &progress).await?;
        Ok(Output::default())
    };
    let begun = crate::job::begin(app, caller, new, work).await?;
    let job = begun.id;
    if !begun.ended_within(patience).await {
        return Ok(Effect::Computing(job));
    }
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&app.store.read(), import.id.0).await?;
    Ok(kept(&import).map_or(Effect::Computing(job), Effect::Known))
}

/// Computes the figures and keeps them with the import, unless it was mended meanwhile.
async fn compute(
    app: &App,
    caller: &Caller,
    import: &Visible<Import>,
    progress: &Progress,
) -> Result<BTreeMap<String, FigureChange>, AppError> {
    let read = app.store.read();
    let before = line(app, caller, import, &Outlook::default()).await?;
    let outlook = outlook(&read, caller, import, progress).await?;
    let after = line(app, caller, import, &outlook).await?;
    let changes = before.into_iter().map(|(code, was)| {
        let is = after.get(&code).copied().unwrap_or_default();
        (code, FigureChange { month: [was.month, is.month], cumulative: [was.cumulative, is.cumulative] })
    });
    let figures: BTreeMap<String, FigureChange> = changes.collect();
    let text = serde_json::to_string(&Kept { version: import.version, figures: figures.clone() }).map_err(AppError::internal)?;
    let of_import = import.clone();
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (import, text) = (of_import.clone(), text.clone());
            Box::pin(async move { Ok(store::import::keep_effect(tx, &import, text).await?) })
        })
        .await?;
    Ok(figures)
}

/// What the sums would gain by the plan of all rows.
async fn outlook(read: &Reader<'_>, caller: &Caller, import: &Visible<Import>, progress: &Progress) -> Result<Outlook, AppError> {
    let org = Rows::<Org>::visible_to(&caller.scope).by_id(read, import.org.0).await?;
    let ground = Ground { caller: caller.clone(), org, period: import.period, provenance: Provenance::of(import), confirm_older: false };
    let mut planner = Planner::new(read, ground).await?;
    let mut outlook = Outlook::default();
    let mut next = 0;
    loop {
        progress.check()?;
        let indexed = stretch(read, import, next, TOGETHER as u64).await?;
        let Some(last) = indexed.last() else { return Ok(outlook) };
        next = last.place + 1;
        let rows = desk_rows(read, import, &indexed).await?;
        let placed: Vec<(usize, &DeskRow)> =
            indexed.iter().zip(&rows).map(|(indexed, row)| (usize::try_from(indexed.place).unwrap_or(0), row)).collect();
        let planned = planner.plan(read, None, &placed).await?;
        outlook.add(foresee(read, planned.into_iter().filter_map(foreseen).collect()).await?);
        progress.advance(rows.len());
    }
}

/// The project of a row that a commit would write, as it would stand then.
fn foreseen(row: PlannedRow) -> Option<Foreseen> {
    let unit = match (row.action, &row.project) {
        (Action::New, _) => row.host.as_ref()?.number,
        (Action::Change, Some(project)) => project.unit,
        _ => return None,
    };
    Some(Foreseen {
        project: row.project.as_ref().map(Visible::<store::project::Project>::key),
        unit,
        facts: row.facts,
        claims: row.claims.into_iter().map(|planned| (planned.draft, planned.source.kind)).collect(),
    })
}

/// The line of the board that an import counts on: of its unit, or the total where it is of several.
async fn line(app: &App, caller: &Caller, import: &Import, outlook: &Outlook) -> Result<BTreeMap<String, Cell>, AppError> {
    let read = app.store.read();
    let area = store::org::area_of(&read, import.org).await?;
    let query = BoardQuery { period: import.period, level: Level::Reported, as_of: None };
    let board = board_with(&read, caller, query, app.store.now(), outlook).await?;
    let of_unit = board.lines.iter().find(|line| line.org.as_ref().is_some_and(|org| org.id == area));
    let values = &of_unit.unwrap_or(&board.total).values;
    Ok(values.iter().map(|(code, cell)| ((*code).to_owned(), *cell)).collect())
}
