//! Keeping what lists sort by: written with the record, computed anew where it is not that of this program.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::claim::{ClaimKind, ClaimState};
use domain::date::PartialDate;
use domain::ids::ProjectId;
use domain::period::Period;
use domain::project::{ProjectFacts, name_key, section_number};
use domain::reading::{initials, sort_key};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, TransactionTrait,
};
use uuid::Uuid;

use crate::bulk::parts;
use crate::entity::{claim_state, project, project_list, setting};
use crate::error::StoreError;
use crate::project::Project;
use crate::record::{Loaded, load_records, state_rows};
use crate::rows::Visible;
use crate::tx::Tx;

/// The form of these tables' contents. With another number in the database they are computed anew by migrating.
const VERSION: &str = "2";
/// Under this name the database remembers of which form they are.
const SETTING: &str = "list.version";
/// Projects that are computed together.
const TOGETHER: u64 = 400;

/// What a project's row takes from the project beside its facts.
pub(crate) struct Head<'a> {
    id: Uuid,
    code: &'a str,
    org: Uuid,
    unit: i32,
    live: bool,
    stage: i16,
    updated_at: DateTime<Utc>,
}

impl<'a> From<&'a project::Model> for Head<'a> {
    fn from(of: &'a project::Model) -> Self {
        Self { id: of.id, code: &of.code, org: of.org, unit: of.unit, live: of.live, stage: of.stage, updated_at: of.updated_at }
    }
}

impl<'a> From<&'a Project> for Head<'a> {
    fn from(of: &'a Project) -> Self {
        let (org, stage) = (of.org.0, of.stage.number());
        Self { id: of.id.0, code: &of.code, org, unit: of.unit, live: of.live, stage, updated_at: of.updated_at }
    }
}

/// A project's row as long as nothing is claimed of it.
pub(crate) fn unclaimed(project: &Head<'_>, facts: &ProjectFacts, year: i32) -> project_list::Model {
    let filled = |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty());
    let maybe = |text: &Option<String>| text.as_deref().and_then(filled);
    let investor = filled(&facts.investor);
    project_list::Model {
        project: project.id,
        code: project.code.to_owned(),
        org: project.org,
        unit: project.unit,
        live: project.live,
        stage: project.stage,
        name: facts.name.clone(),
        name_key: name_key(&facts.name),
        name_sort: sort_key(&facts.name),
        initials: investor.iter().fold(initials(&facts.name), |all, investor| format!("{all} {}", initials(investor))),
        investor_key: investor.as_deref().map(name_key),
        investor_sort: investor.as_deref().map(sort_key),
        investor,
        credit_code: maybe(&facts.credit_code),
        project_code: maybe(&facts.project_code),
        industry: maybe(&facts.industry),
        industry_section: Some(section_number(facts.industry_section.as_deref())).filter(|number| *number > 0),
        category: maybe(&facts.category),
        origin_scope: facts.origin_scope.map(domain::claim::OriginScope::number),
        origin_place: maybe(&facts.origin_place),
        place: maybe(&facts.place),
        responsible: maybe(&facts.responsible),
        total_investment: facts.total_investment.map(|amount| amount.0),
        signed_on: None,
        started_on: None,
        entered_statistics_on: None,
        completed_on: None,
        in_production_on: None,
        funds_total: 0,
        funds_year: year,
        funds_of_year: 0,
        pending: 0,
        updated_at: project.updated_at.timestamp_micros(),
    }
}

/// A project's row, from its facts and its record.
pub(crate) fn listed(project: &project::Model, facts: &ProjectFacts, loaded: &Loaded, year: i32) -> project_list::Model {
    let states = loaded.states();
    let standing = || {
        let claims = loaded.record.iter().zip(&loaded.beside).zip(&states);
        claims
            .filter(|(_, state)| matches!(state, ClaimState::Pending | ClaimState::Recognised | ClaimState::Historical))
            .map(|(claim, _)| claim)
    };
    let first = |kind: ClaimKind| {
        let earliest = standing().filter(|(claim, _)| claim.kind == kind).min_by_key(|(claim, _)| claim.period);
        earliest.and_then(|(_, beside)| beside.occurred).map(PartialDate::sort_key)
    };
    let funds = |of: Option<i32>| -> i64 {
        let paid =
            standing().filter(|(claim, _)| claim.kind == ClaimKind::FundsPaidIn && of.is_none_or(|year| claim.period.year() == year));
        paid.filter_map(|(claim, _)| claim.amount).fold(0, i64::saturating_add)
    };
    let pending = states.iter().filter(|state| **state == ClaimState::Pending).count();
    project_list::Model {
        signed_on: first(ClaimKind::Signed),
        started_on: first(ClaimKind::Started),
        entered_statistics_on: first(ClaimKind::EnteredStatistics),
        completed_on: first(ClaimKind::Completed),
        in_production_on: first(ClaimKind::InProduction),
        funds_total: funds(None),
        funds_of_year: funds(Some(year)),
        pending: i32::try_from(pending).unwrap_or(i32::MAX),
        ..unclaimed(&project.into(), facts, year)
    }
}

/// Writes rows, new ones and those that are there.
pub(crate) async fn keep_rows(connection: &impl ConnectionTrait, rows: Vec<project_list::Model>) -> Result<(), StoreError> {
    for part in parts(connection.get_database_backend(), project_list::Column::iter().count(), rows) {
        let part = part.into_iter().map(project_list::ActiveModel::from);
        let changing = project_list::Column::iter().filter(|column| !matches!(column, project_list::Column::Project));
        let on_conflict = OnConflict::column(project_list::Column::Project).update_columns(changing).to_owned();
        project_list::Entity::insert_many(part).on_conflict(on_conflict).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// Writes changed facts of projects, whose claims stay as they are.
pub(crate) async fn keep_facts(tx: &Tx, projects: &[Visible<Project>]) -> Result<(), StoreError> {
    for part in projects.chunks(500) {
        let ids = part.iter().map(|project| project.id.0);
        let found = project_list::Entity::find().filter(project_list::Column::Project.is_in(ids)).all(&tx.connection).await?;
        let mut before: BTreeMap<Uuid, project_list::Model> = found.into_iter().map(|row| (row.project, row)).collect();
        let mut rows = Vec::with_capacity(part.len());
        for project in part {
            let Some(before) = before.remove(&project.id.0) else {
                return Err(StoreError::corrupt(format_args!("project_list {}", project.id)));
            };
            rows.push(project_list::Model {
                signed_on: before.signed_on,
                started_on: before.started_on,
                entered_statistics_on: before.entered_statistics_on,
                completed_on: before.completed_on,
                in_production_on: before.in_production_on,
                funds_total: before.funds_total,
                funds_year: before.funds_year,
                funds_of_year: before.funds_of_year,
                pending: before.pending,
                ..unclaimed(&(&**project).into(), &project.facts, before.funds_year)
            });
        }
        keep_rows(&tx.connection, rows).await?;
    }
    Ok(())
}

/// The microsecond at which an id was made, as exactly as it carries it.
pub(super) fn born(id: Uuid) -> Option<i64> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    Some(i64::try_from(seconds).ok()? * 1_000_000 + i64::from(nanos / 1_000))
}

/// What the lists should hold for a few projects, behind the one with this id.
struct Computed {
    rows: Vec<project_list::Model>,
    states: Vec<claim_state::Model>,
    last: Uuid,
}

/// `year_of` says which year's funds a project's row holds.
async fn compute(
    connection: &impl ConnectionTrait,
    after: Option<Uuid>,
    year_of: impl Fn(Uuid) -> i32,
) -> Result<Option<Computed>, StoreError> {
    let mut page = project::Entity::find().order_by_asc(project::Column::Id).limit(TOGETHER);
    if let Some(after) = after {
        page = page.filter(project::Column::Id.gt(after));
    }
    let projects: BTreeMap<ProjectId, project::Model> =
        page.all(connection).await?.into_iter().map(|project| (ProjectId(project.id), project)).collect();
    let Some(last) = projects.keys().next_back().map(|id| id.0) else { return Ok(None) };
    let mut records = load_records(connection, &projects).await?;
    let (mut rows, mut states) = (Vec::new(), Vec::new());
    for (id, project) in &projects {
        let loaded = records.remove(id).unwrap_or_default();
        let facts: ProjectFacts = serde_json::from_str(&project.facts).map_err(StoreError::corrupt)?;
        rows.push(listed(project, &facts, &loaded, year_of(project.id)));
        states.extend(state_rows(project, &loaded));
    }
    Ok(Some(Computed { rows, states, last }))
}

/// Computes all that lists sort by anew. For repair: it carries no truth of its own.
pub async fn rebuild(tx: &Tx) -> Result<(), StoreError> {
    rebuild_on(&tx.connection, Period::of_instant(tx.now()).year()).await
}

async fn rebuild_on(connection: &impl ConnectionTrait, year: i32) -> Result<(), StoreError> {
    project_list::Entity::delete_many().exec(connection).await?;
    claim_state::Entity::delete_many().exec(connection).await?;
    let mut after = None;
    while let Some(computed) = compute(connection, after, |_| year).await? {
        keep_rows(connection, computed.rows).await?;
        crate::record::keep_states(connection, computed.states).await?;
        after = Some(computed.last);
    }
    let mut after = None;
    while let Some(last) = crate::enterprise::rename(connection, after).await? {
        after = Some(last);
    }
    Ok(())
}

/// What lists hold beside what the record says, as text; empty when all is as it should be.
pub async fn compare(tx: &Tx) -> Result<Vec<String>, StoreError> {
    let connection = &tx.connection;
    let mut faults = Vec::new();
    let mut after = None;
    let (mut projects, mut claims) = (BTreeSet::new(), BTreeSet::new());
    let years: BTreeMap<Uuid, i32> = project_list::Entity::find()
        .select_only()
        .column(project_list::Column::Project)
        .column(project_list::Column::FundsYear)
        .into_tuple()
        .all(connection)
        .await?
        .into_iter()
        .collect();
    while let Some(computed) = compute(connection, after, |project| years.get(&project).copied().unwrap_or(0)).await? {
        let ids: Vec<Uuid> = computed.rows.iter().map(|row| row.project).collect();
        let rows = project_list::Entity::find().filter(project_list::Column::Project.is_in(ids.clone())).all(connection).await?;
        let states = claim_state::Entity::find().filter(claim_state::Column::Project.is_in(ids)).all(connection).await?;
        let rows: BTreeMap<Uuid, project_list::Model> = rows.into_iter().map(|row| (row.project, row)).collect();
        let states: BTreeMap<Uuid, claim_state::Model> = states.into_iter().map(|row| (row.claim, row)).collect();
        for wanted in &computed.rows {
            if rows.get(&wanted.project) != Some(wanted) {
                faults.push(format!("项目 {}:列表为 {:?},按记录应为 {wanted:?}", wanted.code, rows.get(&wanted.project)));
            }
        }
        for wanted in &computed.states {
            if states.get(&wanted.claim) != Some(wanted) {
                faults.push(format!("申报 {}:列表为 {:?},按记录应为 {wanted:?}", wanted.claim, states.get(&wanted.claim)));
            }
        }
        projects.extend(computed.rows.iter().map(|row| row.project));
        claims.extend(computed.states.iter().map(|row| row.claim));
        after = Some(computed.last);
    }
    faults.extend(years.keys().filter(|id| !projects.contains(id)).map(|id| format!("列表中的项目 {id} 没有记录")));
    let held = claim_state::Entity::find().select_only().column(claim_state::Column::Claim).into_tuple::<Uuid>().all(connection).await?;
    faults.extend(held.iter().filter(|id| !claims.contains(id)).map(|id| format!("列表中的申报 {id} 没有记录")));
    faults.extend(crate::enterprise::misnamed(connection).await?);
    Ok(faults)
}

/// Whether lists hold what this program keeps in them.
pub(crate) async fn is_current(connection: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let held = setting::Entity::find_by_id(SETTING.to_owned()).one(connection).await?;
    Ok(held.is_some_and(|held| held.value == VERSION))
}

/// Computes lists anew where they are those of an older program, or of none.
pub(crate) async fn refresh(pool: &DatabaseConnection, now: DateTime<Utc>) -> Result<(), StoreError> {
    if is_current(pool).await? {
        return Ok(());
    }
    let transaction = pool.begin().await?;
    rebuild_on(&transaction, Period::of_instant(now).year()).await?;
    let row = setting::Model { name: SETTING.to_owned(), value: VERSION.to_owned() };
    setting::Entity::insert(setting::ActiveModel::from(row))
        .on_conflict(OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned())
        .exec_without_returning(&transaction)
        .await?;
    Ok(transaction.commit().await?)
}
