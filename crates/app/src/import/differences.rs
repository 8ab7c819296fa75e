//! What a commit would change: each field before and after, the money, and the unit's figures.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use access::Permission;
use domain::claim::Level;
use domain::ids::ImportId;
use domain::money::Fen;
use domain::project::FactChange;
use serde::{Deserialize, Serialize};
use sheets::ledger::Severity;
use store::import::Import;
use store::import::row::{RowFilter, at_places, places};
use store::org::Org;
use store::{Reader, Rows, Visible};

use super::commit::{CommitOptions, Reasons, carry_out, to_be_reasoned};
use super::facts::Provenance;
use super::kept::{DeskRow, desk, desk_rows};
use super::plan::{Action, Ground, PlannedClaim, Planner};
use super::rules::rule_label;
use super::show::waiting;
use super::tally::{Tabs, flag};
use crate::caller::Caller;
use crate::error::AppError;
use crate::indicator::{BoardQuery, Cell, board_in};
use crate::job::Progress;
use crate::state::App;

/// Money before and after.
#[derive(Clone, Debug)]
pub struct MoneyChange {
    /// What it is.
    pub label: &'static str,
    /// Before.
    pub before: Fen,
    /// After.
    pub after: Fen,
}

/// An indicator of the unit before and as if the import were committed.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct FigureChange {
    /// Of the month: before, after.
    pub month: [Option<i64>; 2],
    /// From January: before, after.
    pub cumulative: [Option<i64>; 2],
}

/// A row that a commit would write.
#[derive(Clone, Debug)]
pub struct Difference {
    /// Place in the reading.
    pub index: usize,
    /// Code of the known project.
    pub project_code: Option<String>,
    /// Name of the project.
    pub name: String,
    /// What becomes of it.
    pub action: Action,
    /// Fields that change.
    pub changes: Vec<FactChange>,
    /// Claims that would be written.
    pub claims: Vec<PlannedClaim>,
}

/// Something that is still told at a commit.
#[derive(Clone, Debug)]
pub struct StandingWarning {
    /// Rule.
    pub rule: String,
    /// Its Chinese name.
    pub label: String,
    /// How much it weighs.
    pub severity: Severity,
    /// How often it is told.
    pub count: usize,
    /// Whether a commit needs a reason for it.
    pub needs_reason: bool,
}

/// What a commit would change.
#[derive(Clone, Debug)]
pub struct Differences {
    /// The version of the import that this is of.
    pub version: i32,
    /// Rows by what becomes of them.
    pub tabs: Tabs,
    /// Money of the projects that the import tells of.
    pub totals: [MoneyChange; 2],
    /// Indicators of the unit, by code, at the level that counts reports.
    pub figures: BTreeMap<String, FigureChange>,
    /// How many rows would be written.
    pub total: usize,
    /// Some of them.
    pub items: Vec<Difference>,
    /// What is still told.
    pub warnings: Vec<StandingWarning>,
    /// Rows whose money is held back unless it is confirmed.
    pub older: usize,
}

/// What a commit of an import would change.
pub async fn differences(app: &App, caller: &Caller, id: ImportId, offset: u64, limit: u64) -> Result<Differences, AppError> {
    caller.require(Permission::ClaimRead)?;
    let import = waiting(app, caller, id).await?;
    let read = app.store.read();
    let org = Rows::<Org>::visible_to(&caller.scope).by_id(&read, import.org.0).await?;
    let desk = desk(&import)?;
    let tally = &desk.tally;
    let filter = RowFilter { any: Some(flag::ADDITION | flag::UPDATE), ..RowFilter::default() };
    let found = places(&read, &import, &filter, offset, limit.min(crate::page::MOST)).await?;
    let ground = Ground { caller: caller.clone(), org, period: import.period, provenance: Provenance::of(&import), confirm_older: false };
    let items = written(&read, ground, &import, &found).await?;
    let money =
        |label, of: fn(&super::tally::Money) -> i64| MoneyChange { label, before: Fen(of(&tally.before)), after: Fen(of(&tally.after)) };
    let figures = effect(app, caller, &import).await?;
    let needed = to_be_reasoned(&desk);
    let mut counts: BTreeMap<String, (Severity, usize)> = tally
        .rules
        .iter()
        .filter(|(_, of_rule)| of_rule.severity != Severity::Info)
        .map(|(rule, of_rule)| (rule.clone(), (of_rule.severity, of_rule.rows)))
        .collect();
    for problem in desk.problems.iter().filter(|problem| problem.severity != Severity::Info) {
        counts.entry(problem.rule.to_string()).or_insert((problem.severity, 0)).1 += 1;
    }
    let warnings = counts.into_iter().map(|(rule, (severity, count))| StandingWarning {
        label: rule_label(&rule).to_owned(),
        needs_reason: needed.contains_key(&rule),
        severity,
        count,
        rule,
    });
    Ok(Differences {
        version: import.version,
        tabs: tally.tabs,
        totals: [money("总投资", |money| money.total), money("今年累计到位资金", |money| money.funds)],
        figures,
        total: tally.tabs.additions + tally.tabs.updates,
        items,
        warnings: warnings.collect(),
        older: tally.held,
    })
}

/// What would be written of the rows at these places.
async fn written(read: &Reader<'_>, ground: Ground, import: &Visible<Import>, places: &[i32]) -> Result<Vec<Difference>, AppError> {
    let indexed = at_places(read, import, places).await?;
    let rows = desk_rows(read, import, &indexed).await?;
    let placed: Vec<(usize, &DeskRow)> =
        indexed.iter().zip(&rows).map(|(indexed, row)| (usize::try_from(indexed.place).unwrap_or(0), row)).collect();
    let planned = Planner::new(read, ground).await?.plan(read, None, &placed).await?;
    let items = planned.into_iter().map(|row| {
        let former = row.project.as_ref().map(|project| project.facts.clone()).unwrap_or_default();
        Difference {
            index: row.index,
            project_code: row.project.as_ref().map(|project| project.code.clone()),
            name: row.facts.name.clone(),
            action: row.action,
            changes: row.facts.changes_from(&former),
            claims: row.claims,
        }
    });
    Ok(items.collect())
}

/// The unit's figures before and as if committed, computed once for each version of the import.
async fn effect(app: &App, caller: &Caller, import: &Visible<Import>) -> Result<BTreeMap<String, FigureChange>, AppError> {
    #[derive(Serialize, Deserialize)]
    struct Kept {
        version: i32,
        figures: BTreeMap<String, FigureChange>,
    }
    let kept: Option<Kept> = import.effect.as_deref().and_then(|text| serde_json::from_str(text).ok());
    if let Some(kept) = kept.filter(|kept| kept.version == import.version) {
        return Ok(kept.figures);
    }
    let figures = tried(app, caller, import).await?;
    let text = serde_json::to_string(&Kept { version: import.version, figures: figures.clone() }).map_err(AppError::internal)?;
    let kept = Arc::new((import.clone(), text));
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let kept = kept.clone();
            Box::pin(async move { Ok(store::import::keep_effect(tx, &kept.0, kept.1.clone()).await?) })
        })
        .await?;
    Ok(figures)
}

/// The code of the refusal that takes a trial back.
const TRIAL: &str = "import_trial";

/// Commits the import and reads the board, then takes all of it back: what is shown is what the commit would do, by the
/// same code.
async fn tried(app: &App, caller: &Caller, import: &Visible<Import>) -> Result<BTreeMap<String, FigureChange>, AppError> {
    let found: Arc<Mutex<BTreeMap<String, FigureChange>>> = Arc::default();
    let told = Arc::new((caller.clone(), import.clone()));
    let (of_trial, now) = (found.clone(), app.store.now());
    let outcome = app
        .store
        .write::<(), AppError>(&caller.actor(), move |tx| {
            let (told, found) = (told.clone(), of_trial.clone());
            Box::pin(async move {
                let (caller, import) = &*told;
                let before = line(&tx.read(), caller, import, now).await?;
                let options = CommitOptions { reasons: Reasons::for_all("试算"), ..CommitOptions::default() };
                carry_out(tx, caller, import, &options, &Progress::default()).await?;
                let after = line(&tx.read(), caller, import, now).await?;
                let changes = before.into_iter().map(|(code, was)| {
                    let is = after.get(&code).copied().unwrap_or_default();
                    (code, FigureChange { month: [was.month, is.month], cumulative: [was.cumulative, is.cumulative] })
                });
                if let Ok(mut found) = found.lock() {
                    *found = changes.collect();
                }
                Err(AppError::conflict(TRIAL, "试算"))
            })
        })
        .await;
    match outcome {
        Err(error) if error.code() != TRIAL => Err(error),
        _ => Ok(found.lock().map(|found| found.clone()).unwrap_or_default()),
    }
}

/// The line of the board that an import counts on: of its unit, or the total where it is of several.
async fn line(
    read: &Reader<'_>,
    caller: &Caller,
    import: &Import,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<BTreeMap<String, Cell>, AppError> {
    let area = store::org::area_of(read, import.org).await?;
    let query = BoardQuery { period: import.period, level: Level::Reported, as_of: None };
    let board = board_in(read, caller, query, now).await?;
    let of_unit = board.lines.iter().find(|line| line.org.as_ref().is_some_and(|org| org.id == area));
    let values = &of_unit.unwrap_or(&board.total).values;
    Ok(values.iter().map(|(code, cell)| ((*code).to_owned(), *cell)).collect())
}
