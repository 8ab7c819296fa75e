//! Three years walked through: each month the ledgers come in, days later the city decides.

use std::sync::Arc;

use app::claim::{ClaimQuery, decide, decide_import};
use app::demonstration::{Demonstration, show};
use app::identity::caller_of_account;
use app::import::{CommitOptions, NewFile, bring_in, commit, undo};
use app::{App, AppError, Caller};
use chrono::{DateTime, TimeDelta, Utc};
use domain::claim::{ClaimState, Outcome, VerdictDraft};
use domain::ids::ImportId;
use domain::money::Fen;
use domain::period::{Period, beijing_midnight};
use store::{Actor, Store, StoreError, StoreOptions};

use crate::accounts::{self, REVIEWER, clerk_of};
use crate::clock::DemoClock;
use crate::ledger::workbook;
use crate::world::World;

/// How the demonstration is to be.
#[derive(Clone, Copy, Debug)]
pub struct DemoOptions {
    /// Projects of the city, about.
    pub projects: usize,
    /// Seed: the same gives the same demonstration.
    pub seed: u64,
}

impl Default for DemoOptions {
    fn default() -> Self {
        Self { projects: 1_200, seed: 2026 }
    }
}

/// Why the demonstration was not made.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database holds something else.
    #[error("该数据库已有机构或数据,不是演示库。请换一个数据库,例如 --database sqlite:demo.db")]
    Occupied,
    /// A use case refused.
    #[error(transparent)]
    App(#[from] AppError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A workbook could not be written.
    #[error(transparent)]
    Office(#[from] office::OfficeError),
}

/// What was made.
#[derive(Clone, Debug)]
pub struct DemoSummary {
    /// Accounts and their password.
    pub demonstration: Demonstration,
    /// Projects; none when the demonstration was there already.
    pub projects: usize,
    /// Claims.
    pub claims: usize,
    /// Ledgers read.
    pub ledgers: usize,
}

/// Makes the demonstration in the database, or finds it there. `progress` is told the month that is being filled.
///
/// # Errors
/// [`DemoError::Occupied`] for a database that holds anything else.
pub async fn prepare(options: &StoreOptions, demo: &DemoOptions, mut progress: impl FnMut(&str)) -> Result<DemoSummary, DemoError> {
    let world = World::generate(demo.seed, demo.projects);
    let clock = Arc::new(DemoClock::today());
    let app = App::new(Store::open_and_migrate(options, clock.clone()).await?);
    if let Some(demonstration) = show(&app).await? {
        app.store.close().await?;
        return Ok(DemoSummary { demonstration, projects: 0, claims: 0, ledgers: 0 });
    }
    if !store::org::directory(&app.store.read()).await?.is_empty() {
        return Err(DemoError::Occupied);
    }
    if let Some(first) = World::periods().next() {
        clock.set(first.starts_at());
    }
    app::org::import_by_command(&app, &Actor::system("演示"), include_bytes!("../../../assets/demo/orgs.csv")).await?;
    accounts::create(&app, &world).await?;
    let mut filling = Filling { app: &app, clock: &clock, world: &world, projects: 0, claims: 0, ledgers: 0 };
    for period in World::periods() {
        progress(&period.to_string());
        filling.month(period).await?;
    }
    let (projects, claims, ledgers) = (filling.projects, filling.claims, filling.ledgers);
    let demonstration = accounts::announce(&app).await?;
    app.store.close().await?;
    Ok(DemoSummary { demonstration, projects, claims, ledgers })
}

struct Filling<'a> {
    app: &'a App,
    clock: &'a DemoClock,
    world: &'a World,
    projects: usize,
    claims: usize,
    ledgers: usize,
}

/// In the first year the ledgers come in by the quarter, afterwards by the month.
fn is_reported(period: Period) -> bool {
    period.year() > crate::world::FIRST.0 || period.month().is_multiple_of(3)
}

/// Morning of a day of the month after a period, in Beijing.
fn morning(period: Period, day: i64) -> DateTime<Utc> {
    beijing_midnight(period.next().first_day()) + TimeDelta::days(day - 1) + TimeDelta::hours(9)
}

impl Filling<'_> {
    async fn month(&mut self, period: Period) -> Result<(), DemoError> {
        if !is_reported(period) {
            return Ok(());
        }
        let last = World::periods().last() == Some(period);
        let reviewer = caller_of_account(self.app, REVIEWER).await?;
        let mut imports = Vec::new();
        for (place, unit) in self.world.units.iter().enumerate() {
            let listed = self.world.listed(place, period).count();
            // A small county has nothing to report in some months, and one is late by a month now and then.
            if listed == 0 || (!last && unit_is_late(place, period)) {
                continue;
            }
            let clerk = caller_of_account(self.app, &clerk_of(unit.code)).await?;
            self.clock.set(
                morning(period, 2 + i64::try_from(place % 5).unwrap_or(0)) + TimeDelta::minutes(i64::try_from(place).unwrap_or(0) * 7),
            );
            let content = workbook(self.world, place, period).to_xlsx()?;
            let file_name = format!("{}{}台账.xlsx", unit.name, period);
            let id = self.bring(&clerk, unit.code, period, &file_name, content.clone()).await?;
            if place == 11 && period.month() == 5 {
                // Brought in under a wrong impression, undone, and brought in again.
                undo(self.app, &clerk, id, "选错了文件,重新导入").await?;
                self.clock.set(self.app.store.now() + TimeDelta::minutes(20));
                imports.push((place, self.bring(&clerk, unit.code, period, &file_name, content).await?));
            } else {
                imports.push((place, id));
            }
        }
        for (place, import) in imports {
            // The last month is under way: some units' claims still wait.
            if last && place % 3 == 1 {
                continue;
            }
            self.clock.set(morning(period, 9) + TimeDelta::minutes(i64::try_from(place).unwrap_or(0) * 11));
            decide_import(self.app, &reviewer, import).await?;
            if !last {
                self.by_hand(&reviewer, import).await?;
            }
        }
        Ok(())
    }

    async fn bring(&mut self, clerk: &Caller, org: &str, period: Period, file_name: &str, content: Vec<u8>) -> Result<ImportId, DemoError> {
        let file = NewFile { file_name: file_name.to_owned(), content, period, org: org.to_owned() };
        let read = bring_in(self.app, clerk, file).await?;
        let id = read.import.id;
        let done = commit(self.app, clerk, id, CommitOptions::default()).await?;
        self.ledgers += 1;
        if let Some(result) = done.result() {
            self.projects += result.new_projects;
            self.claims += result.claims;
        }
        Ok(id)
    }

    /// What the automatic checks left is decided by a person: exact amounts entered, doubtful claims returned.
    async fn by_hand(&self, reviewer: &Caller, import: ImportId) -> Result<(), DemoError> {
        let query = ClaimQuery { states: vec![ClaimState::Pending], import: Some(import), limit: 200, ..ClaimQuery::default() };
        let waiting = app::claim::list(self.app, reviewer, &query).await?;
        for (place, view) in waiting.items.into_iter().enumerate() {
            let failed: Vec<&str> = view.checks.iter().filter(|check| !check.passed).map(|check| check.rule).collect();
            let draft = match failed.as_slice() {
                ["amount_exact"] => VerdictDraft {
                    outcome: Outcome::Passed,
                    amount: view.claim.amount.map(|amount| Fen(amount.0 / 100 * 98)),
                    reason: "已核对合同文本,按合同载明金额认定".to_owned(),
                },
                rules if rules.contains(&"reported_once") && place % 2 == 0 => VerdictDraft {
                    outcome: Outcome::Returned,
                    amount: None,
                    reason: "与其他单位重复申报,请协商确定落户单位后再报".to_owned(),
                },
                rules if rules.contains(&"funds_within_total") => {
                    VerdictDraft {
                        outcome: Outcome::Returned, amount: None, reason: "累计到位超过合同总投资,请补充增资协议".to_owned()
                    }
                }
                rules if rules.contains(&"amount_exact") => continue,
                _ => VerdictDraft { outcome: Outcome::Passed, amount: None, reason: "已人工核实".to_owned() },
            };
            decide(self.app, reviewer, view.claim.id, draft).await?;
        }
        Ok(())
    }
}

/// Whether a unit misses a month's report; the next ledger then brings both.
fn unit_is_late(place: usize, period: Period) -> bool {
    let month = usize::try_from(period.month()).unwrap_or(0);
    (place * 7 + month * 3 + usize::try_from(period.year() % 10).unwrap_or(0)).is_multiple_of(29)
}
