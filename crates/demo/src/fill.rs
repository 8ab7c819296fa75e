//! Three years walked through: each month the ledgers come in, days later the city decides.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::demonstration::{Demonstration, show};
use app::identity::caller_of_account;
use app::import::{CommitOptions, NewFile, Reasons, enter, keep, undo};
use app::list::ListQuery;
use app::{App, AppError, Caller};
use chrono::{DateTime, TimeDelta, Utc};
use domain::claim::ClaimKind;
use domain::ids::ImportId;
use domain::list::Condition;
use domain::period::{Period, beijing_midnight};
use store::{Actor, Store, StoreError, StoreOptions};

use crate::accounts::{self, REVIEWER, clerk_of};
use crate::boundaries;
use crate::clock::DemoClock;
use crate::ledger::workbook;
use crate::review::Reviewer;
use crate::units::{is_reported, months_late};
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
        // A seed whose units fare as units of a city could, see the test of growth.
        Self { projects: 1_200, seed: 160 }
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
    /// Claims by kind, withdrawn and replaced ones included.
    pub kinds: BTreeMap<ClaimKind, u64>,
    /// Ledgers brought in, those that were undone included.
    pub ledgers: usize,
    /// The last month that is reported.
    pub latest: Period,
}

/// Makes the demonstration in the database, or finds it there. `progress` is told the month that is being filled.
///
/// # Errors
/// [`DemoError::Occupied`] for a database that holds anything else.
pub async fn prepare(options: &StoreOptions, demo: &DemoOptions, mut progress: impl FnMut(&str)) -> Result<DemoSummary, DemoError> {
    let clock = Arc::new(DemoClock::today());
    let app = App::new(Store::open_and_migrate(options, clock.clone()).await?);
    let (first, latest) = crate::world::bounds();
    if let Some(demonstration) = show(&app).await? {
        app.store.close().await?;
        return Ok(DemoSummary { demonstration, projects: 0, claims: 0, kinds: BTreeMap::new(), ledgers: 0, latest });
    }
    if !store::org::directory(&app.store.read()).await?.is_empty() {
        app.store.close().await?;
        return Err(DemoError::Occupied);
    }
    let world = World::generate(demo.seed, demo.projects);
    clock.set(first.starts_at());
    app::org::import_by_command(&app, &Actor::system("演示"), include_bytes!("../../../assets/demo/orgs.csv")).await?;
    accounts::create(&app, &world).await?;
    boundaries::bring_in(&app).await?;
    let mut filling = Filling::new(&app, &clock, &world);
    for period in World::periods() {
        progress(&period.to_string());
        filling.month(period).await?;
    }
    let Counts { projects, claims, ledgers } = filling.counts;
    let kinds = kinds(&app).await?;
    let demonstration = accounts::announce(&app).await?;
    app.store.close().await?;
    Ok(DemoSummary { demonstration, projects, claims, kinds, ledgers, latest })
}

/// What has been brought in, withdrawn claims included.
#[derive(Debug, Default)]
struct Counts {
    projects: usize,
    claims: usize,
    ledgers: usize,
}

/// A ledger that waits for the city's reviewer.
struct Handed {
    unit: usize,
    period: Period,
    import: ImportId,
}

struct Filling<'a> {
    app: &'a App,
    clock: &'a DemoClock,
    world: &'a World,
    counts: Counts,
    /// Ledgers that are due, by unit: the months in order, and the month in which the oldest is handed in.
    due: Vec<Vec<Period>>,
    held_until: Vec<Option<Period>>,
}

/// The unit that brings in a draft once a year, undoes it and brings in the final ledger, and the month of it.
const DRAFT: (usize, u32) = (11, 5);

/// One unit in so many leaves the last month's claims unrecognised on the day of the demonstration.
const UNDECIDED: usize = 3;

/// The unit that has not reported the last month at all.
const NOT_REPORTED: usize = 14;

/// Morning of a day of the month after a period, in Beijing.
fn morning(period: Period, day: i64, minutes: usize) -> DateTime<Utc> {
    let minutes = i64::try_from(minutes).unwrap_or(0);
    beijing_midnight(period.next().first_day()) + TimeDelta::days(day - 1) + TimeDelta::hours(9) + TimeDelta::minutes(minutes)
}

impl<'a> Filling<'a> {
    fn new(app: &'a App, clock: &'a DemoClock, world: &'a World) -> Self {
        let units = world.units.len();
        Self { app, clock, world, counts: Counts::default(), due: vec![Vec::new(); units], held_until: vec![None; units] }
    }

    /// The weeks after a month: ledgers come in, the reviewer decides.
    async fn month(&mut self, period: Period) -> Result<(), DemoError> {
        if !is_reported(period) {
            return Ok(());
        }
        let (_, latest) = crate::world::bounds();
        let last = period == latest;
        let mut handed = Vec::new();
        for unit in 0..self.world.units.len() {
            for due in self.handed_in(unit, period, last) {
                handed.extend(self.hand_in(unit, due, period).await?);
            }
        }
        let caller = caller_of_account(self.app, REVIEWER).await?;
        let reviewer = Reviewer { app: self.app, caller, world: self.world };
        for (place, ledger) in handed.iter().enumerate() {
            // The last month is under way: some units' claims still wait.
            if last && ledger.unit % UNDECIDED == 1 {
                continue;
            }
            self.clock.set(morning(period, 9, place * 11));
            let is_fresh = ledger.period >= latest.previous();
            reviewer.decide(ledger.unit, ledger.import, ledger.period, is_fresh).await?;
        }
        self.clock.set(morning(period, 12, 0));
        reviewer.take_back(period).await
    }

    /// The months whose ledgers a unit hands in after `period`: all that are due, unless it is late.
    fn handed_in(&mut self, unit: usize, period: Period, last: bool) -> Vec<Period> {
        let (Some(due), Some(held_until)) = (self.due.get_mut(unit), self.held_until.get_mut(unit)) else { return Vec::new() };
        due.push(period);
        let late = months_late(unit, period);
        if late > 0 && held_until.is_none() {
            *held_until = Some(crate::world::later(period, late));
        }
        if last {
            due.retain(|month| unit != NOT_REPORTED || *month != period);
        } else if held_until.is_some_and(|until| period < until) {
            return Vec::new();
        }
        *held_until = None;
        std::mem::take(due)
    }

    /// A unit hands in the ledger of a month; nothing where it has nothing to list.
    async fn hand_in(&mut self, unit: usize, period: Period, now: Period) -> Result<Option<Handed>, DemoError> {
        let Some(office) = self.world.units.get(unit) else { return Ok(None) };
        if self.world.listed(unit, period).next().is_none() {
            return Ok(None);
        }
        let clerk = caller_of_account(self.app, &clerk_of(office.code)).await?;
        // A ledger of an older month comes in first thing in the morning.
        let day = 2 + i64::try_from(unit % 5).unwrap_or(0);
        self.clock.set(morning(now, day, unit * 7 + if period < now { 0 } else { 180 }));
        if unit == DRAFT.0 && period.month() == DRAFT.1 {
            let file_name = format!("{}{}台账(初稿).xlsx", office.name, period);
            let draft = self.bring(&clerk, office.code, period, file_name, workbook(self.world, unit, period).to_xlsx()?).await?;
            undo(self.app, &clerk, draft, "误传初稿,以审定后的台账为准").await?;
            self.clock.set(self.app.store.now() + TimeDelta::minutes(50));
        }
        let file_name = format!("{}{}台账.xlsx", office.name, period);
        let import = self.bring(&clerk, office.code, period, file_name, workbook(self.world, unit, period).to_xlsx()?).await?;
        Ok(Some(Handed { unit, period, import }))
    }

    async fn bring(
        &mut self,
        clerk: &Caller,
        org: &str,
        period: Period,
        file_name: String,
        content: Vec<u8>,
    ) -> Result<ImportId, DemoError> {
        let id = keep(self.app, clerk, NewFile { file_name, content, period, org: org.to_owned(), history: false }).await?;
        let options = CommitOptions { reasons: Reasons::for_all("已与填报单位核对"), ..CommitOptions::default() };
        let done = enter(self.app, clerk, id, options).await?;
        self.counts.ledgers += 1;
        self.counts.projects += done.new_projects;
        self.counts.claims += done.claims;
        Ok(id)
    }
}

/// How many claims of each kind there are.
async fn kinds(app: &App) -> Result<BTreeMap<ClaimKind, u64>, DemoError> {
    let reviewer = caller_of_account(app, REVIEWER).await?;
    let mut found = BTreeMap::new();
    for kind in ClaimKind::ALL {
        let filter = vec![Condition::one_of("kind", [kind.code()])].into();
        let query = ListQuery { filter, limit: 1, ..ListQuery::default() };
        found.insert(*kind, app::claim::list(app, &reviewer, None, &query).await?.total);
    }
    Ok(found)
}
