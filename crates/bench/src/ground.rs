//! The database that is measured: prepared once for a scale, kept, and copied for what writes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use access::{Permission, Range, Scope};
use anyhow::{Context, Result};
use app::{App, Caller};
use chrono::{DateTime, TimeDelta, Utc};
use domain::claim::{Level, Outcome, SourceKind, VerdictDraft};
use domain::ids::{ClaimId, ProjectId, UserId};
use domain::org::OrgKind;
use store::claim::{Claim, Source};
use store::org::{Org, OrgDraft};
use store::project::NewProject;
use store::record::{Entry, append};
use store::{Actor, Clock, Rows, Store, StoreError, StoreOptions, Visible};

use crate::generate::{MONTHS, MadeProject, month, project};
use crate::report::say;

/// How much data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Scale {
    #[value(name = "XS")]
    Xs,
    #[value(name = "S")]
    S,
    #[value(name = "L")]
    L,
}

impl Scale {
    pub(crate) const fn projects(self) -> u64 {
        match self {
            Self::Xs => 5_000,
            Self::S => 100_000,
            Self::L => 1_000_000,
        }
    }
}

/// The engine that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// Counties among the organisations.
pub(crate) const COUNTIES: u64 = 126;
/// Organisations in all.
const ORGS: u64 = 3_000;
/// Changes when the generator does, so that an old database is not measured.
const VERSION: u32 = 1;

const ALL: Scope = Scope::system("measurement: the generator writes for everybody");

/// A clock that is set by the generator.
pub(crate) struct SetClock(Mutex<DateTime<Utc>>);

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl SetClock {
    fn set(&self, at: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = at;
    }
}

/// A prepared database.
pub(crate) struct Ground {
    pub(crate) app: App,
    pub(crate) url: String,
    pub(crate) engine: Engine,
    pub(crate) caller: Caller,
    pub(crate) units: Vec<Visible<Org>>,
}

impl Ground {
    /// Opens the database of a scale, filling it first when it is not there.
    pub(crate) async fn prepare(scale: Scale, engine: Engine) -> Result<Self> {
        let (url, filled) = match engine {
            Engine::Sqlite => {
                let path = file(scale)?;
                (format!("sqlite:{}", path.display()), path.with_extension("done").exists())
            }
            Engine::Postgres => (
                std::env::var("YINFENG_TEST_POSTGRES")
                    .context("run `cargo xtask postgres --durable -- cargo run --release -p bench -- --engine postgres`")?,
                false,
            ),
        };
        let clock = Arc::new(SetClock(Mutex::new(month(0).starts_at())));
        if !filled && engine == Engine::Sqlite {
            let path = file(scale)?;
            for extension in ["db", "db-wal", "db-shm"] {
                let _ = tokio::fs::remove_file(path.with_extension(extension)).await;
            }
        }
        let store = Store::open_and_migrate(&StoreOptions::new(&url), clock.clone()).await?;
        if !filled {
            let begun = Instant::now();
            let (projects, claims) = fill(&store, &clock, scale).await?;
            let seconds = begun.elapsed().as_secs_f64();
            say(&format!("filled: {projects} projects, {claims} claims in {seconds:.1} s"));
            if engine == Engine::Sqlite {
                tokio::fs::write(file(scale)?.with_extension("done"), "").await?;
            }
        }
        clock.set(month(MONTHS).starts_at() + TimeDelta::days(2));
        let units = Rows::<Org>::visible_to(&ALL).units().in_order(&store.read()).await?;
        let city = Rows::<Org>::visible_to(&ALL).by_code(&store.read(), "CITY").await?;
        let user = UserId(city.id.0);
        let caller = Caller {
            user,
            account: "bench".to_owned(),
            name: "测量".to_owned(),
            org: city.id,
            roles: Vec::new(),
            permissions: Permission::ALL.iter().copied().collect::<BTreeSet<_>>(),
            scope: Scope::for_user(user, &[Range::Area], city.id, city.id),
            must_change_password: false,
            request_id: None,
            address: None,
        };
        Ok(Self { app: App::new(store), url, engine, caller, units })
    }
}

fn file(scale: Scale) -> Result<PathBuf> {
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from).join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder.join(format!("{VERSION}-{scale:?}.db")))
}

fn orgs() -> Vec<OrgDraft> {
    let org = |code: String, kind, parent: Option<String>, sort: u64| OrgDraft {
        name: format!("{code}单位"),
        short_name: code.clone(),
        code,
        kind,
        parent_code: parent,
        sort: i32::try_from(sort).unwrap_or(0),
        valid_from: chrono::NaiveDate::default(),
        valid_to: None,
    };
    let mut found = vec![org("CITY".to_owned(), OrgKind::City, None, 0)];
    found.extend((0..COUNTIES).map(|place| org(format!("C{place:03}"), OrgKind::County, Some("CITY".to_owned()), place + 1)));
    found.extend(
        (COUNTIES + 1..ORGS).map(|place| org(format!("T{place:04}"), OrgKind::Town, Some(format!("C{:03}", place % COUNTIES)), place)),
    );
    found
}

/// Walks through the months: what is recorded and decided in each is written as one unit of work for every county.
async fn fill(store: &Store, clock: &SetClock, scale: Scale) -> Result<(u64, u64)> {
    let actor = Actor::system("测量");
    let drafts = Arc::new(orgs());
    store
        .write(&actor, move |tx| {
            let drafts = drafts.clone();
            Box::pin(async move { store::org::create(tx, &ALL, &drafts).await })
        })
        .await?;
    let units = Arc::new(Rows::<Org>::visible_to(&ALL).units().in_order(&store.read()).await?);
    let mut by_month: Vec<Vec<u64>> = vec![Vec::new(); MONTHS as usize];
    for number in 0..scale.projects() {
        if let Some(numbers) = by_month.get_mut(project(number, COUNTIES).made as usize) {
            numbers.push(number);
        }
    }
    let mut living: BTreeMap<u64, ProjectId> = BTreeMap::new();
    let mut waiting: BTreeMap<u32, Vec<(ClaimId, ProjectId, bool)>> = BTreeMap::new();
    let mut coming: BTreeMap<u32, Vec<(u64, usize)>> = BTreeMap::new();
    let mut claims = 0;
    for at in 0..MONTHS {
        clock.set(month(at).next().starts_at() - TimeDelta::days(6));
        let new = by_month.get(at as usize).cloned().unwrap_or_default();
        for chunk in new.chunks(4_000) {
            let made = make(store, &actor, &units, chunk).await?;
            for (number, id) in chunk.iter().zip(made) {
                living.insert(*number, id);
                for (place, claim) in project(*number, COUNTIES).claims.iter().enumerate() {
                    coming.entry(claim.recorded).or_default().push((*number, place));
                }
            }
        }
        for chunk in coming.remove(&at).unwrap_or_default().chunks(4_000) {
            let wanted: Vec<(ProjectId, MadeProject, usize)> =
                chunk.iter().filter_map(|(number, place)| Some((*living.get(number)?, project(*number, COUNTIES), *place))).collect();
            claims += wanted.len() as u64;
            let ids = claim(store, &actor, &wanted).await?;
            for (id, (owner, made, place)) in ids.into_iter().zip(&wanted) {
                if let Some(claim) = made.claims.get(*place)
                    && let Some(decided) = claim.decided
                {
                    waiting.entry(decided).or_default().push((id, *owner, claim.passes));
                }
            }
        }
        clock.set(month(at).next().starts_at() - TimeDelta::days(2));
        for chunk in waiting.remove(&at).unwrap_or_default().chunks(4_000) {
            decide(store, &actor, chunk).await?;
        }
        if at % 12 == 11 {
            say(&format!("filled up to {}", month(at)));
        }
    }
    Ok((scale.projects(), claims))
}

async fn make(store: &Store, actor: &Actor, units: &Arc<Vec<Visible<Org>>>, numbers: &[u64]) -> Result<Vec<ProjectId>> {
    let (units, numbers) = (units.clone(), Arc::new(numbers.to_vec()));
    let made = store.write::<_, StoreError>(actor, move |tx| {
        let (units, numbers) = (units.clone(), numbers.clone());
        Box::pin(async move {
            let drafts = numbers.iter().filter_map(|number| {
                let made = project(*number, COUNTIES);
                let host = units.get(usize::try_from(made.unit).ok()?)?;
                Some(NewProject { host, facts: made.facts })
            });
            let projects = store::project::create(tx, drafts.collect(), "测量", None).await?;
            Ok(projects.into_iter().map(|project| project.id).collect())
        })
    });
    Ok(made.await?)
}

async fn claim(store: &Store, actor: &Actor, wanted: &[(ProjectId, MadeProject, usize)]) -> Result<Vec<ClaimId>> {
    let ids: Vec<ProjectId> = wanted.iter().map(|(id, ..)| *id).collect();
    let known = Rows::<store::project::Project>::visible_to(&ALL).by_ids(&store.read(), &ids).await?;
    let entries: Vec<Entry> = wanted
        .iter()
        .filter_map(|(id, made, place)| {
            let (project, claim) = (known.get(id)?, made.claims.get(*place)?);
            Some(Entry::Claim {
                project: project.key(),
                draft: claim.draft.clone(),
                org: project.org,
                source: Source::of(SourceKind::Form),
            })
        })
        .collect();
    write(store, actor, entries).await
}

async fn decide(store: &Store, actor: &Actor, chunk: &[(ClaimId, ProjectId, bool)]) -> Result<()> {
    let ids: Vec<ClaimId> = chunk.iter().map(|(id, ..)| *id).collect();
    let known: BTreeMap<ClaimId, Visible<Claim>> =
        Rows::<Claim>::visible_to(&ALL).by_ids(&store.read(), &ids).await?.into_iter().map(|claim| (claim.id, claim)).collect();
    let entries: Vec<Entry> = chunk
        .iter()
        .filter_map(|(id, _, passes)| {
            let claim = known.get(id)?;
            let outcome = if *passes { Outcome::Passed } else { Outcome::Returned };
            let draft = VerdictDraft { outcome, amount: None, reason: "测量".to_owned() };
            Some(Entry::Verdict { claim: claim.key(), level: Level::Recognised, draft, recognised: claim.amount.filter(|_| *passes) })
        })
        .collect();
    write(store, actor, entries).await?;
    Ok(())
}

async fn write(store: &Store, actor: &Actor, entries: Vec<Entry>) -> Result<Vec<ClaimId>> {
    let entries = Arc::new(entries);
    let written = store.write::<_, StoreError>(actor, move |tx| {
        let entries = entries.clone();
        Box::pin(async move { append(tx, entries.to_vec()).await })
    });
    Ok(written.await?)
}
