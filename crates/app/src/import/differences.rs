//! What a commit would change: each field before and after, the money, and the unit's figures.

use std::collections::BTreeMap;
use std::time::Duration;

use access::Permission;
use domain::ids::ImportId;
use domain::money::Fen;
use domain::project::FactChange;
use sheets::ledger::Severity;
use store::import::Import;
use store::import::row::{RowFilter, at_places, places};
use store::org::Org;
use store::{Reader, Rows, Visible};

use super::commit::to_be_reasoned;
use super::effect::{Effect, effect};
use super::facts::Provenance;
use super::kept::{DeskRow, desk, desk_rows};
use super::plan::{Action, Ground, PlannedClaim, Planner};
use super::rules::rule_label;
use super::show::waiting;
use super::tally::{Tabs, flag};
use crate::caller::Caller;
use crate::error::AppError;
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
    /// Indicators of the unit.
    pub effect: Effect,
    /// How many rows would be written.
    pub total: usize,
    /// Some of them.
    pub items: Vec<Difference>,
    /// What is still told.
    pub warnings: Vec<StandingWarning>,
    /// Rows whose money is held back unless it is confirmed.
    pub older: usize,
}

/// What a commit of an import would change, with some of its rows. What a large one does to the unit's figures is computed
/// as a job; the caller waits for it not longer than `patience`.
pub async fn differences(
    app: &App,
    caller: &Caller,
    id: ImportId,
    offset: u64,
    limit: u64,
    patience: Duration,
) -> Result<Differences, AppError> {
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
    let effect = effect(app, caller, &import, patience).await?;
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
        effect,
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
