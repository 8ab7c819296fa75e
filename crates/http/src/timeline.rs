//! What happened to projects, on the wire.

use app::timeline::{Event, TimelineEntry as Found};
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::claim::{Claim, ProjectRef, Verdict};
use crate::project::{FactChange, Stage};

/// What happened to projects, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Timeline {
    items: Vec<TimelineEntry>,
}

/// Something that happened to a project.
#[derive(Serialize, ToSchema)]
struct TimelineEntry {
    at: DateTime<Utc>,
    by: String,
    project: ProjectRef,
    event: TimelineEvent,
}

/// What it was.
#[derive(Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum TimelineEvent {
    /// Something was reported.
    Claim { claim: Box<Claim> },
    /// A claim was decided on.
    Verdict { claim: Box<Claim>, verdict: Verdict },
    /// A claim was taken back.
    Withdrawal { claim: Box<Claim>, reason: String },
    /// The project moved from stage to stage.
    StageMove { from: Stage, to: Stage },
    /// A new version of its facts: the first one makes the project.
    Facts { version: i32, cause: String, imported: bool, changes: Vec<FactChange> },
}

impl From<Vec<Found>> for Timeline {
    fn from(found: Vec<Found>) -> Self {
        let items = found.into_iter().map(|entry| TimelineEntry {
            at: entry.at,
            by: entry.by,
            project: ProjectRef::new(entry.project.into_inner(), entry.org),
            event: match entry.event {
                Event::Claimed(view) => TimelineEvent::Claim { claim: Box::new((*view).into()) },
                Event::Decided(view, verdict) => TimelineEvent::Verdict { claim: Box::new((*view).into()), verdict: verdict.into() },
                Event::Withdrawn(view, reason) => TimelineEvent::Withdrawal { claim: Box::new((*view).into()), reason },
                Event::Moved(from, to) => TimelineEvent::StageMove { from: from.into(), to: to.into() },
                Event::Revised { version, cause, imported, changes } => TimelineEvent::Facts {
                    version,
                    cause: cause.label(),
                    imported,
                    changes: changes.into_iter().map(FactChange::from).collect(),
                },
            },
        });
        Self { items: items.collect() }
    }
}
