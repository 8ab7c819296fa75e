//! What entries would change of the sums, computed without writing them: by the rules and the code that settle what is
//! written.

use std::collections::BTreeMap;

use domain::claim::{ClaimDraft, SourceKind};
use domain::ids::{ClaimId, ProjectId};
use domain::posting::ClaimRecord;
use domain::project::ProjectFacts;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::TOGETHER;
use super::cells::CellKey;
use super::settle::{Loaded, add_up, load_posted, load_records, owed};
use crate::entity::project;
use crate::error::StoreError;
use crate::indicator::{Question, Span, Sums};
use crate::project::uuids;
use crate::rows::{Reader, Visible};

/// A project as it would stand.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// The project; absent for one that would be made.
    pub project: Option<Visible<ProjectId>>,
    /// Small number of its host unit.
    pub unit: i32,
    /// Its facts as they would be.
    pub facts: ProjectFacts,
    /// Claims that would be appended, in their order, each with how it comes in.
    pub claims: Vec<(ClaimDraft, SourceKind)>,
}

/// What the cells would gain: count in basis points and amount in hundredths, by key.
#[derive(Clone, Debug, Default)]
pub struct Outlook(BTreeMap<CellKey, (i64, i64)>);

impl Outlook {
    /// Adds what another part of the same work would change.
    pub fn add(&mut self, other: Self) {
        for (key, (count, amount)) in other.0 {
            let sum = self.0.entry(key).or_default();
            sum.0 += count;
            sum.1 += amount;
        }
    }

    /// Lays what would be gained over sums that were read: the sums as they would be.
    pub(crate) fn lay_over(&self, found: &mut Sums, question: &Question<'_>, measures: &[domain::measure::Measure], spans: &[Span]) {
        for ((level, view, measure, period, unit), (count, amount)) in &self.0 {
            let asked = *level == question.level
                && *view == question.view
                && measures.contains(measure)
                && question.units.iter().any(|of| of.number == *unit);
            if !asked {
                continue;
            }
            for (place, _) in spans.iter().enumerate().filter(|(_, span)| span.from <= *period && *period <= span.to) {
                let total = found.entry((*measure, *unit, place)).or_default();
                total.count += count;
                total.amount += amount;
            }
        }
    }
}

/// What the cells would gain if these projects stood so. Each project may be told of once.
pub async fn foresee(read: &Reader<'_>, projects: Vec<Foreseen>) -> Result<Outlook, StoreError> {
    let mut outlook = Outlook::default();
    let mut projects = projects.into_iter().peekable();
    while projects.peek().is_some() {
        let group: Vec<Foreseen> = projects.by_ref().take(TOGETHER).collect();
        let ids: Vec<ProjectId> = group.iter().filter_map(|foreseen| foreseen.project.as_deref().copied()).collect();
        let (mut records, mut posted) = (BTreeMap::new(), BTreeMap::new());
        if !ids.is_empty() {
            let found = project::Entity::find().filter(project::Column::Id.is_in(uuids(&ids))).all(&read.0).await?;
            let heads = found.into_iter().map(|model| (ProjectId(model.id), model)).collect();
            records = load_records(&read.0, &heads).await?;
            posted = load_posted(&read.0, &ids).await?;
        }
        for foreseen in group {
            let id = foreseen.project.as_deref();
            let mut record = id.and_then(|id| records.remove(id)).map_or_else(Vec::new, |Loaded { record, .. }| record);
            let posted = id.and_then(|id| posted.remove(id)).unwrap_or_default();
            append(&mut record, foreseen.claims);
            for change in owed(foreseen.unit, &foreseen.facts, &record, posted) {
                add_up(&mut outlook.0, &change);
            }
        }
    }
    Ok(outlook)
}

/// Appends claims that have no place in the record yet: each under an id that no other claim of the project has.
fn append(record: &mut Vec<ClaimRecord>, claims: Vec<(ClaimDraft, SourceKind)>) {
    let last = record.iter().map(|claim| claim.order).max().unwrap_or(0);
    record.extend((1_i64..).zip(claims).map(|(number, (draft, source))| ClaimRecord {
        id: ClaimId(Uuid::from_u128(u128::from(number.unsigned_abs()))),
        order: last + number,
        kind: draft.kind,
        class: draft.class,
        origin: draft.origin,
        period: draft.period,
        amount: draft.amount.map(|amount| amount.0),
        opening: draft.opening,
        corrects: draft.corrects,
        withdrawn: false,
        historical: source == SourceKind::HistoryCell,
        verdicts: Vec::new(),
    }));
}
