//! What the record makes count: compared with what is posted, and the difference posted.

use std::collections::{BTreeMap, BTreeSet};

use domain::claim::{ClaimKind, ClaimState, Class, Level, OriginScope, Outcome, SourceKind, View};
use domain::date::PartialDate;
use domain::ids::{ClaimId, ProjectId};
use domain::measure::cells_of;
use domain::period::Period;
use domain::posting::{ClaimRecord, Contribution, Dimensions, changes, contributions, in_force, standing};
use domain::project::{ProjectFacts, Stage, section_number, size_band};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::cells::{CellKey, add_to_cells};
use super::{News, Touched};
use crate::bulk::{insert_all, parts};
use crate::claim::{claim_from, verdict_from};
use crate::entity::{claim, claim_state, posting, project, stage_move, verdict, withdrawal};
use crate::error::StoreError;
use crate::list::{keep_rows, listed};
use crate::project::uuids;
use crate::tx::Tx;

/// Settles projects whose record, or whose counted facts, changed in this transaction.
pub(super) async fn settle(
    tx: &Tx,
    projects: BTreeMap<ProjectId, project::Model>,
    news: &BTreeMap<ProjectId, News>,
) -> Result<(), StoreError> {
    let mut records = load_records(&tx.connection, &projects).await?;
    let known: Vec<ProjectId> = news.iter().filter(|(_, news)| !news.first).map(|(id, _)| *id).collect();
    let mut posted = if known.is_empty() { BTreeMap::new() } else { load_posted(&tx.connection, &known).await? };
    let (mut postings, mut moves, mut states, mut rows, mut heads) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let year = Period::of_instant(tx.now()).year();
    let mut cells: BTreeMap<CellKey, (i64, i64)> = BTreeMap::new();
    for (id, mut project) in projects {
        let loaded = records.remove(&id).unwrap_or_default();
        let record = &loaded.record;
        let history = posted.remove(&id).unwrap_or_default();
        let (cause, touched) = news.get(&id).map_or((id.0, &Touched::All), |news| (news.cause, &news.touched));
        let facts: ProjectFacts = serde_json::from_str(&project.facts).map_err(StoreError::corrupt)?;
        for change in owed(project.unit, &facts, record, history) {
            add_up(&mut cells, &change);
            postings.push(posting_row(tx, id, cause, &change));
        }

        let stage = Stage::supported_by(standing(Level::Reported, record).iter().map(|s| s.claim.kind));
        if stage.number() != project.stage {
            moves.push(stage_move::ActiveModel {
                id: Set(tx.id()),
                project: Set(id.0),
                from_stage: Set(project.stage),
                to_stage: Set(stage.number()),
                cause: Set(cause),
                by_name: Set(tx.actor().name.clone()),
                at: Set(tx.now()),
            });
            project.stage = stage.number();
        }
        states.extend(state_rows(&project, &loaded).into_iter().filter(|row| touched.holds(ClaimId(row.claim), record)));
        project.updated_at = tx.now();
        rows.push(listed(&project, &facts, &loaded, year));
        heads.push(project);
    }
    insert_all(&tx.connection, postings).await?;
    add_to_cells(tx, &cells).await?;
    insert_all(&tx.connection, moves).await?;
    keep_states(&tx.connection, states).await?;
    keep_rows(&tx.connection, rows).await?;
    keep_heads(tx, heads).await
}

/// What is to be posted so that a project counts for what its record says: reversals of what is in force, then the new.
pub(super) fn owed(unit: i32, facts: &ProjectFacts, record: &[ClaimRecord], posted: Vec<Contribution>) -> Vec<Contribution> {
    let dimensions = Dimensions {
        unit,
        industry: section_number(facts.industry_section.as_deref()),
        category: 0,
        size_band: size_band(facts.total_investment),
    };
    let wanted: Vec<Contribution> =
        Level::ALL.iter().flat_map(|level| contributions(*level, dimensions, &standing(*level, record))).collect();
    changes(&in_force(posted), &wanted)
}

/// Adds a posting to the sums of its cells.
pub(super) fn add_up(cells: &mut BTreeMap<CellKey, (i64, i64)>, entry: &Contribution) {
    for (measure, period) in cells_of(entry) {
        let sum = cells.entry((entry.level, entry.view, measure, period, entry.unit)).or_default();
        sum.0 += i64::from(entry.count);
        sum.1 += entry.amount;
    }
}

/// The record of a project, and beside each claim what no rule of counting asks for.
#[derive(Default)]
pub(crate) struct Loaded {
    /// The claims, in the order of the record.
    pub(crate) record: Vec<ClaimRecord>,
    /// Beside each of them.
    pub(crate) beside: Vec<Beside>,
}

/// What a list tells of a claim beside what counts.
pub(crate) struct Beside {
    /// The import that it came from.
    pub(crate) import: Option<Uuid>,
    /// When it happened.
    pub(crate) occurred: Option<PartialDate>,
    /// How it came in.
    pub(crate) source: SourceKind,
}

impl Loaded {
    /// What each claim has come to.
    pub(crate) fn states(&self) -> Vec<ClaimState> {
        let replaced: BTreeSet<ClaimId> = self.record.iter().filter(|claim| !claim.withdrawn).filter_map(|claim| claim.corrects).collect();
        self.record.iter().map(|claim| claim.state(replaced.contains(&claim.id))).collect()
    }
}

/// The rows of a project's claims in their queue.
pub(crate) fn state_rows(project: &project::Model, loaded: &Loaded) -> Vec<claim_state::Model> {
    let claims = loaded.record.iter().zip(&loaded.beside).zip(loaded.states());
    let row = |((claim, beside), state): ((&ClaimRecord, &Beside), ClaimState)| claim_state::Model {
        claim: claim.id.0,
        project: project.id,
        import: beside.import,
        kind: claim.kind.number(),
        unit: project.unit,
        state: state.number(),
        amount: claim.amount,
        class: claim.class.number(),
        origin: claim.origin.number(),
        occurred_on: beside.occurred.map(PartialDate::sort_key),
        period: claim.period.key(),
        source: beside.source.number(),
    };
    claims.map(row).collect()
}

/// The records of projects, by project.
pub(crate) async fn load_records(
    connection: &impl ConnectionTrait,
    projects: &BTreeMap<ProjectId, project::Model>,
) -> Result<BTreeMap<ProjectId, Loaded>, StoreError> {
    let ids: Vec<ProjectId> = projects.keys().copied().collect();
    let claims = claim::Entity::find()
        .filter(claim::Column::Project.is_in(uuids(&ids)))
        .order_by_asc(claim::Column::Sequence)
        .all(connection)
        .await?;
    let mut withdrawn: BTreeSet<Uuid> = BTreeSet::new();
    let mut decided: BTreeMap<ClaimId, Vec<(Level, Outcome, Option<i64>)>> = BTreeMap::new();
    // Every record has its link: where all links are of claims, nothing was decided or withdrawn.
    let links: i64 = projects.values().map(|project| project.chain_length).sum();
    if i64::try_from(claims.len()) != Ok(links) {
        let withdrawals = withdrawal::Entity::find().filter(withdrawal::Column::Project.is_in(uuids(&ids))).all(connection).await?;
        withdrawn.extend(withdrawals.into_iter().map(|model| model.claim));
        let verdicts = verdict::Entity::find()
            .filter(verdict::Column::Project.is_in(uuids(&ids)))
            .order_by_asc(verdict::Column::At)
            .order_by_asc(verdict::Column::Id);
        for model in verdicts.all(connection).await? {
            let verdict = verdict_from(model)?;
            decided.entry(verdict.claim).or_default().push((verdict.level, verdict.outcome, verdict.amount.map(|amount| amount.0)));
        }
    }
    let mut found: BTreeMap<ProjectId, Loaded> = BTreeMap::new();
    for model in claims {
        let claim = claim_from(model)?;
        let loaded = found.entry(claim.project).or_default();
        let import = claim.source.import.map(|import| import.0);
        loaded.beside.push(Beside { import, occurred: claim.occurred, source: claim.source.kind });
        loaded.record.push(ClaimRecord {
            id: claim.id,
            order: claim.sequence,
            kind: claim.kind,
            class: claim.class,
            origin: claim.origin,
            period: claim.period,
            amount: claim.amount.map(|amount| amount.0),
            opening: claim.opening,
            corrects: claim.corrects,
            withdrawn: withdrawn.contains(&claim.id.0),
            historical: claim.source.kind == SourceKind::HistoryCell,
            verdicts: decided.remove(&claim.id).unwrap_or_default(),
        });
    }
    Ok(found)
}

/// What is posted of projects, oldest first.
pub(super) async fn load_posted(
    connection: &impl ConnectionTrait,
    ids: &[ProjectId],
) -> Result<BTreeMap<ProjectId, Vec<Contribution>>, StoreError> {
    let mut found: BTreeMap<ProjectId, Vec<Contribution>> = BTreeMap::new();
    let rows = posting::Entity::find()
        .filter(posting::Column::Project.is_in(uuids(ids)))
        .order_by_asc(posting::Column::KnownAt)
        .order_by_asc(posting::Column::Id);
    for model in rows.all(connection).await? {
        found.entry(ProjectId(model.project)).or_default().push(contribution_from(&model)?);
    }
    Ok(found)
}

/// A posting without its cause and instant.
pub(crate) fn contribution_from(model: &posting::Model) -> Result<Contribution, StoreError> {
    let corrupt = || StoreError::corrupt(format_args!("posting {}", model.id));
    Ok(Contribution {
        claim: ClaimId(model.claim),
        level: Level::from_number(model.level).ok_or_else(corrupt)?,
        view: View::from_number(model.view).ok_or_else(corrupt)?,
        kind: ClaimKind::from_number(model.kind).ok_or_else(corrupt)?,
        unit: model.unit,
        period: Period::from_key(model.period).map_err(|_| corrupt())?,
        cohort: if model.cohort == 0 { None } else { Some(Period::from_key(model.cohort).map_err(|_| corrupt())?) },
        class: Class::from_number(model.class).ok_or_else(corrupt)?,
        origin: OriginScope::from_number(model.origin).ok_or_else(corrupt)?,
        industry: model.industry,
        category: model.category,
        size_band: model.size_band,
        opening: model.opening,
        count: model.count,
        amount: model.amount,
    })
}

fn posting_row(tx: &Tx, project: ProjectId, cause: Uuid, entry: &Contribution) -> posting::ActiveModel {
    posting::ActiveModel {
        id: Set(tx.id()),
        project: Set(project.0),
        claim: Set(entry.claim.0),
        cause: Set(cause),
        level: Set(entry.level.number()),
        view: Set(entry.view.number()),
        unit: Set(entry.unit),
        period: Set(entry.period.key()),
        cohort: Set(entry.cohort.map_or(0, Period::key)),
        kind: Set(entry.kind.number()),
        class: Set(entry.class.number()),
        origin: Set(entry.origin.number()),
        industry: Set(entry.industry),
        category: Set(entry.category),
        size_band: Set(entry.size_band),
        opening: Set(entry.opening),
        count: Set(entry.count),
        amount: Set(entry.amount),
        known_at: Set(tx.now()),
    }
}

/// Writes what claims have come to, new ones and those that are there.
pub(crate) async fn keep_states(connection: &impl ConnectionTrait, states: Vec<claim_state::Model>) -> Result<(), StoreError> {
    for part in parts(connection.get_database_backend(), claim_state::Column::iter().count(), states) {
        let part = part.into_iter().map(claim_state::ActiveModel::from);
        let on_conflict = OnConflict::column(claim_state::Column::Claim)
            .update_columns([claim_state::Column::State, claim_state::Column::Unit])
            .to_owned();
        claim_state::Entity::insert_many(part).on_conflict(on_conflict).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Writes back what settling changed of the projects' rows, all in one statement.
async fn keep_heads(tx: &Tx, heads: Vec<project::Model>) -> Result<(), StoreError> {
    for part in parts(tx.connection.get_database_backend(), project::Column::iter().count(), heads) {
        let part = part.into_iter().map(project::ActiveModel::from);
        let on_conflict = OnConflict::column(project::Column::Id)
            .update_columns([project::Column::Stage, project::Column::UpdatedAt, project::Column::ChainLength, project::Column::ChainHash])
            .to_owned();
        project::Entity::insert_many(part).on_conflict(on_conflict).exec_without_returning(&tx.connection).await?;
    }
    Ok(())
}
