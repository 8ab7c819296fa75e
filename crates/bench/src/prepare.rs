//! Makes the database that is measured: every project, claim and verdict of the generator, written through
//! [`store::record::append`] with a clock that walks through the months, so that what was known when is real.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use access::Scope;
use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use domain::claim::{ClaimDraft, Level, Outcome, SourceKind, VerdictDraft};
use domain::ids::{ClaimId, ProjectId};
use domain::money::Fen;
use store::claim::{Claim, Source};
use store::org::Org;
use store::project::{NewProject, Project};
use store::record::{ClaimKey, Entry, append};
use store::{Actor, Rows, Store, StoreError, StoreOptions, Tx, Visible};
use testkit::{Engine, HandClock, TestStore, fresh_store};

use crate::generator::{Act, Scale, TICKS, VERSION, instant, orgs, plan, unit_code};

/// A claim's place: its project's number, and its place there.
type Place = (u32, u8);

/// Everything that the generator knows of the world beside its tree.
const SCOPE: Scope = Scope::system("性能测量:生成数据");

/// A database to measure on.
pub(crate) struct Ground {
    /// Its address.
    pub(crate) url: String,
    /// Its scale.
    pub(crate) scale: Scale,
    /// Its engine.
    pub(crate) engine: Engine,
    /// Held so that a PostgreSQL database lives as long as it is measured.
    _held: Option<TestStore>,
}

/// The instant at which measuring takes place: the month after the last has begun.
pub(crate) const NOW: &str = "2026-10-08T01:00:00Z";

impl Ground {
    /// Opens it, at [`NOW`].
    pub(crate) async fn open(&self) -> Result<Store> {
        open(&self.url).await
    }

    /// The same database once more, to write to: a copy of the file, or for PostgreSQL the database itself.
    pub(crate) fn writable(&self, folder: &Path) -> Result<String> {
        let Some(file) = self.url.strip_prefix("sqlite:") else { return Ok(self.url.clone()) };
        let copy = folder.join("written.db");
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", copy.display()));
        }
        std::fs::copy(file, &copy).with_context(|| format!("copying {file}"))?;
        Ok(format!("sqlite:{}", copy.display()))
    }
}

/// Opens a database at [`NOW`]; a stored one may be older than the newest index.
pub(crate) async fn open(url: &str) -> Result<Store> {
    Ok(Store::open_and_migrate(&StoreOptions::new(url), Arc::new(HandClock::at(NOW))).await?)
}

/// The database of this engine and scale: on SQLite the stored one, if there is one of this version.
pub(crate) async fn ground(engine: Engine, scale: Scale, folder: &Path) -> Result<Ground> {
    if engine == Engine::Postgres {
        let fresh = fresh_store(engine).await;
        fill(&fresh.store, &fresh.clock, scale).await?;
        return Ok(Ground { url: fresh.url.clone(), scale, engine, _held: Some(fresh) });
    }
    let file = folder.join(format!("{VERSION}-{}.db", scale.code()));
    let url = format!("sqlite:{}", file.display());
    if !file.exists() {
        let unfinished = folder.join("unfinished.db");
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(PathBuf::from(format!("{}{end}", unfinished.display())));
        }
        let clock = Arc::new(HandClock::at(NOW));
        let store = Store::open_and_migrate(&StoreOptions::new(format!("sqlite:{}", unfinished.display())), clock.clone()).await?;
        fill(&store, &clock, scale).await?;
        store.close().await?;
        std::fs::rename(&unfinished, &file)?;
    }
    Ok(Ground { url, scale, engine, _held: None })
}

/// One thing to be written, small enough that ten million of them fit into memory.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    tick: u16,
    project: u32,
    claim: u8,
    act: u8,
}

/// What is due when, in the order of writing.
fn schedule(projects: u32) -> Vec<Due> {
    let mut due = Vec::new();
    for project in 0..projects {
        for (claim, planned) in (0..).zip(&plan(project).claims) {
            let acts = (0..).zip(&planned.acts);
            due.extend(acts.map(|(act, (tick, _))| Due { tick: u16::try_from(*tick).unwrap_or(u16::MAX), project, claim, act }));
        }
    }
    due.sort_unstable();
    due
}

/// What the writing remembers of what it wrote.
struct Written {
    projects: Vec<Option<Visible<ProjectId>>>,
    claims: std::collections::HashMap<Place, ClaimId>,
}

async fn fill(store: &Store, clock: &HandClock, scale: Scale) -> Result<()> {
    let started = Instant::now();
    set(clock, instant(0));
    let actor = Actor::system("生成数据");
    store.write::<_, anyhow::Error>(&actor, |tx| Box::pin(async move { Ok(store::org::create(tx, &SCOPE, &orgs()).await?) })).await?;
    let units = Rows::<Org>::visible_to(&SCOPE).units().in_order(&store.read()).await?;
    let units: Arc<Vec<Visible<Org>>> = Arc::new(units);
    let due = schedule(scale.projects());
    let mut written = Written { projects: vec![None; scale.projects() as usize], claims: std::collections::HashMap::new() };
    for of_day in due.chunk_by(|a, b| a.tick == b.tick) {
        let Some(first) = of_day.first() else { continue };
        set(clock, instant(u32::from(first.tick)));
        write_day(store, &actor, &units, of_day, &mut written).await?;
        if first.tick % 60 == 59 || u32::from(first.tick) + 1 == TICKS {
            eprintln!(
                "  {} 生成 prepared {:.0} %  {:.0} s",
                scale.code(),
                f64::from(first.tick + 1) / 6.0,
                started.elapsed().as_secs_f64()
            );
        }
    }
    set(clock, NOW.parse()?);
    let seconds = started.elapsed().as_secs_f64();
    let acts = due.len();
    eprintln!(
        "  {} 项目 projects {}, 申报 claims {}, 行为 acts {acts}: {seconds:.0} s, {:.0} acts/s",
        scale.code(),
        scale.projects(),
        written.claims.len(),
        f64::from(u32::try_from(acts).unwrap_or(u32::MAX)) / seconds
    );
    Ok(())
}

fn set(clock: &HandClock, instant: DateTime<Utc>) {
    clock.set(&instant.to_rfc3339());
}

/// A day's acts with what they need, made outside the transaction, which may be tried again.
struct Day {
    units: Arc<Vec<Visible<Org>>>,
    fresh: Vec<(u32, usize, domain::project::ProjectFacts)>,
    acts: Vec<Step>,
}

struct Step {
    place: Place,
    project: Result<Visible<ProjectId>, usize>,
    claim: Option<ClaimId>,
    corrects: Option<ClaimId>,
    draft: ClaimDraft,
    host: usize,
    act: Act,
}

async fn write_day(store: &Store, actor: &Actor, units: &Arc<Vec<Visible<Org>>>, due: &[Due], written: &mut Written) -> Result<()> {
    let mut day = Day { units: units.clone(), fresh: Vec::new(), acts: Vec::new() };
    for of_project in due.chunk_by(|a, b| a.project == b.project) {
        let Some(number) = of_project.first().map(|due| due.project) else { continue };
        let planned = plan(number);
        let known = written.projects.get(number as usize).copied().flatten();
        let project = known.ok_or(day.fresh.len());
        if known.is_none() {
            day.fresh.push((number, planned.unit as usize, planned.facts));
        }
        for due in of_project {
            let Some(claim) = planned.claims.get(usize::from(due.claim)) else { continue };
            let Some((_, act)) = claim.acts.get(usize::from(due.act)) else { continue };
            let corrects = claim.corrects.and_then(|place| written.claims.get(&(number, u8::try_from(place).ok()?)).copied());
            day.acts.push(Step {
                place: (number, due.claim),
                project,
                claim: written.claims.get(&(number, due.claim)).copied(),
                corrects,
                draft: claim.draft.clone(),
                host: planned.unit as usize,
                act: *act,
            });
        }
    }
    let day = Arc::new(day);
    let in_work = day.clone();
    let (made, claims) = store
        .write::<_, anyhow::Error>(actor, move |tx| {
            let day = in_work.clone();
            Box::pin(async move { work(tx, &day).await })
        })
        .await?;
    for ((number, _, _), project) in day.fresh.iter().zip(made) {
        if let Some(slot) = written.projects.get_mut(*number as usize) {
            *slot = Some(project);
        }
    }
    let reported = day.acts.iter().filter(|step| step.act == Act::Report).map(|step| step.place);
    written.claims.extend(reported.zip(claims));
    Ok(())
}

/// The ids of projects and claims that a day made, in the order in which they stand in it.
type Made = (Vec<Visible<ProjectId>>, Vec<ClaimId>);

async fn work(tx: &Tx, day: &Day) -> Result<Made> {
    let host = |unit: usize| day.units.get(unit).context("a unit that the tree lacks");
    let fresh: Result<Vec<NewProject<'_>>> =
        day.fresh.iter().map(|(_, unit, facts)| Ok(NewProject { host: host(*unit)?, facts: facts.clone(), claimed: false })).collect();
    let made: Vec<Visible<ProjectId>> =
        store::project::create(tx, fresh?, "import", None).await?.iter().map(Visible::<Project>::key).collect();
    let decided: Vec<ClaimId> = day.acts.iter().filter(|step| step.act != Act::Report).filter_map(|step| step.claim).collect();
    let keys: std::collections::HashMap<ClaimId, Visible<ClaimKey>> =
        Rows::<Claim>::visible_to(&SCOPE).by_ids(&tx.read(), &decided).await?.iter().map(|claim| (claim.id, claim.key())).collect();
    let mut entries = Vec::with_capacity(day.acts.len());
    for step in &day.acts {
        let claim = || step.claim.and_then(|claim| keys.get(&claim).copied()).ok_or(StoreError::NotFound);
        let verdict = |level: Level, outcome: Outcome, amount: Option<Fen>| -> Result<Entry, StoreError> {
            let reason = if outcome == Outcome::Passed { "" } else { "佐证材料不全" };
            Ok(Entry::Verdict {
                claim: claim()?,
                level,
                draft: VerdictDraft { outcome, amount, reason: reason.to_owned() },
                recognised: amount,
            })
        };
        entries.push(match step.act {
            Act::Report => Entry::Claim {
                project: match step.project {
                    Ok(project) => project,
                    Err(place) => *made.get(place).context("a project that was not made")?,
                },
                draft: ClaimDraft { corrects: step.corrects, ..step.draft.clone() },
                org: host(step.host)?.id,
                source: Source::of(if step.corrects.is_some() { SourceKind::Correction } else { SourceKind::Form }),
            },
            Act::County => verdict(Level::County, Outcome::Passed, step.draft.amount)?,
            Act::City { outcome, per_cent } => {
                let outcome = Outcome::from_number(outcome).context("an outcome that there is not")?;
                let amount = step.draft.amount.filter(|_| outcome == Outcome::Passed);
                verdict(Level::Recognised, outcome, amount.map(|amount| Fen(amount.0 / 100 * i64::from(per_cent))))?
            }
            Act::Withdraw => Entry::Withdrawal { claim: claim()?, reason: "重复填报".to_owned() },
        });
    }
    Ok((made, append(tx, entries).await?))
}

/// The code of the unit that most projects lie in.
pub(crate) fn busiest_unit() -> String {
    unit_code(0)
}
