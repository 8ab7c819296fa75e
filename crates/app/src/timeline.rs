//! What happened to projects, in one order: claims, verdicts, withdrawals, moves of stage, changes of facts.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::ids::ClaimId;
use domain::project::{FactChange, Stage, VersionCause};
use store::claim::{Claim, Verdict, withdrawals};
use store::org::{Org, named};
use store::project::{Project, stage_moves, versions};
use store::{Rows, Visible};

use crate::caller::Caller;
use crate::claim::{ClaimView, views};
use crate::error::AppError;
use crate::state::App;

/// Something that happened to a project.
#[derive(Clone, Debug)]
pub struct TimelineEntry {
    /// When the record took it.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: String,
    /// The project.
    pub project: Visible<Project>,
    /// Its host unit.
    pub org: Org,
    /// What it was.
    pub event: Event,
}

/// What can happen to a project.
#[derive(Clone, Debug)]
pub enum Event {
    /// Something was reported.
    Claimed(Box<ClaimView>),
    /// A claim was decided on.
    Decided(Box<ClaimView>, Verdict),
    /// A claim was taken back, with the reason.
    Withdrawn(Box<ClaimView>, String),
    /// The project moved from stage to stage.
    Moved(Stage, Stage),
    /// A new version of its facts: the first one makes the project.
    Revised {
        /// From 1.
        version: i32,
        /// Why.
        cause: VersionCause,
        /// Whether an import made it.
        imported: bool,
        /// What it changed; nothing for the first.
        changes: Vec<FactChange>,
    },
}

impl Event {
    /// Order of what bears one instant, newest first: what followed from something stands above it.
    const fn rank(&self) -> u8 {
        match self {
            Self::Moved(..) => 0,
            Self::Decided(..) => 1,
            Self::Withdrawn(..) => 2,
            Self::Claimed(..) => 3,
            Self::Revised { .. } => 4,
        }
    }
}

/// What happened to projects that the caller sees, newest first.
pub(crate) async fn of_projects(app: &App, caller: &Caller, projects: Vec<Visible<Project>>) -> Result<Vec<TimelineEntry>, AppError> {
    let read = app.store.read();
    let orgs = named(&read, projects.iter().map(|project| project.org)).await?;
    let ids: Vec<_> = projects.iter().map(|project| project.id).collect();
    let claims = Rows::<Claim>::visible_to(&caller.scope).of_projects(&read, &ids).await?;
    let taken_back = withdrawals(&read, &claims.iter().collect::<Vec<_>>()).await?;
    let views: BTreeMap<ClaimId, ClaimView> = views(app, caller, claims).await?.into_iter().map(|view| (view.claim.id, view)).collect();
    let mut entries = Vec::new();
    for project in projects {
        let Some(org) = orgs.get(&project.org) else { continue };
        let entry = |at, by: &str, event| TimelineEntry { at, by: by.to_owned(), project: project.clone(), org: org.clone(), event };
        for view in views.values().filter(|view| view.claim.project == project.id) {
            entries.push(entry(view.claim.recorded_at, &view.claim.reporter, Event::Claimed(Box::new(view.clone()))));
            for verdict in &view.verdicts {
                entries.push(entry(verdict.at, &verdict.by, Event::Decided(Box::new(view.clone()), verdict.clone())));
            }
        }
        for withdrawal in &taken_back {
            if let Some(view) = views.get(&withdrawal.claim).filter(|view| view.claim.project == project.id) {
                let event = Event::Withdrawn(Box::new(view.clone()), withdrawal.reason.clone());
                entries.push(entry(withdrawal.at, &withdrawal.by, event));
            }
        }
        for step in stage_moves(&read, &project).await? {
            entries.push(entry(step.at, &step.by, Event::Moved(step.from, step.to)));
        }
        let mut before = None;
        for version in versions(&read, &project).await? {
            let changes = before.as_ref().map(|facts| version.facts.changes_from(facts)).unwrap_or_default();
            let (cause, imported) = (VersionCause::from_text(&version.cause), version.import.is_some());
            entries.push(entry(version.at, &version.by, Event::Revised { version: version.version, cause, imported, changes }));
            before = Some(version.facts);
        }
    }
    entries.sort_by_key(|entry| (std::cmp::Reverse(entry.at), entry.event.rank()));
    Ok(entries)
}
