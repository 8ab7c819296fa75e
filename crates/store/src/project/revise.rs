//! New versions of projects' facts, one or many at once.

use std::collections::BTreeMap;

use domain::enterprise::mentions;
use domain::ids::{ImportId, ProjectId};
use domain::project::ProjectFacts;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Project, ProjectVersion, row, uuids, version_from, version_row};
use crate::bulk::{insert_all, parts};
use crate::entity::{project, project_version};
use crate::error::StoreError;
use crate::rows::{Reader, Visible};
use crate::tx::Tx;

/// The version of each project before the one that it stands in, where there is one.
pub async fn former_versions(read: &Reader<'_>, projects: &[&Visible<Project>]) -> Result<BTreeMap<ProjectId, ProjectVersion>, StoreError> {
    let present: BTreeMap<ProjectId, i32> =
        projects.iter().filter(|project| project.version > 1).map(|project| (project.id, project.version)).collect();
    let mut found = BTreeMap::new();
    let ids: Vec<ProjectId> = present.keys().copied().collect();
    for chunk in ids.chunks(500) {
        let select = project_version::Entity::find()
            .filter(project_version::Column::Project.is_in(uuids(chunk)))
            .order_by_asc(project_version::Column::Version);
        for model in select.all(&read.0).await? {
            let project = ProjectId(model.project);
            if present.get(&project).is_some_and(|version| model.version < *version) {
                found.insert(project, version_from(model)?);
            }
        }
    }
    Ok(found)
}

/// A new version of a project's facts, or the project taken out of (or back into) the lists.
#[derive(Clone, Debug)]
pub struct Revision<'a> {
    /// The project as it was read.
    pub project: &'a Visible<Project>,
    /// Its facts from now on.
    pub facts: ProjectFacts,
    /// Whether it stands.
    pub live: bool,
}

/// Writes a new version of a project's facts.
///
/// # Errors
/// As of [`revise_all`].
pub async fn revise(
    tx: &Tx,
    project: &Visible<Project>,
    facts: ProjectFacts,
    live: bool,
    cause: &str,
    import: Option<ImportId>,
) -> Result<Visible<Project>, StoreError> {
    let made = revise_all(tx, vec![Revision { project, facts, live }], cause, import).await?;
    made.into_iter().next().ok_or(StoreError::NotFound)
}

/// Writes new versions of many projects' facts, in their order; each project may be told of once.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else wrote a version since a project was read.
pub async fn revise_all(
    tx: &Tx,
    revisions: Vec<Revision<'_>>,
    cause: &str,
    import: Option<ImportId>,
) -> Result<Vec<Visible<Project>>, StoreError> {
    let mut all = Vec::with_capacity(revisions.len());
    for part in revisions.chunks(500) {
        let ids: Vec<ProjectId> = part.iter().map(|revision| revision.project.id).collect();
        let held = project::Entity::find()
            .select_only()
            .column(project::Column::Id)
            .column(project::Column::Version)
            .filter(project::Column::Id.is_in(uuids(&ids)))
            .order_by_asc(project::Column::Id)
            .lock_exclusive();
        let held: BTreeMap<Uuid, i32> = held.into_tuple().all(&tx.connection).await?.into_iter().collect();
        if part.iter().any(|revision| held.get(&revision.project.id.0) != Some(&revision.project.version)) {
            return Err(StoreError::Stale);
        }
    }
    let (mut rows, mut versions, mut named) = (Vec::new(), Vec::new(), Vec::new());
    let mentioned = |record: &Project| if record.live { mentions(&record.facts) } else { Vec::new() };
    for Revision { project, facts, live } in revisions {
        let next = Project { facts, live, version: project.version + 1, updated_at: tx.now(), ..Project::clone(project) };
        rows.push(row(&next, None)?);
        versions.push(version_row(tx, &next, cause, import)?);
        let now = mentioned(&next);
        if now != mentioned(project) {
            named.push((next.id, now));
        }
        all.push(Visible::made(next));
    }
    overwrite(tx, rows).await?;
    insert_all(&tx.connection, versions).await?;
    crate::list::keep_facts(tx, &all).await?;
    crate::enterprise::keep(tx, named).await?;
    Ok(all)
}

/// Writes facts over those of projects that are there and held. What settling keeps of them stays.
async fn overwrite(tx: &Tx, rows: Vec<project::ActiveModel>) -> Result<(), StoreError> {
    let changing = [
        project::Column::Name,
        project::Column::NameKey,
        project::Column::Investor,
        project::Column::InvestorKey,
        project::Column::CreditCode,
        project::Column::ProjectCode,
        project::Column::Facts,
        project::Column::Live,
        project::Column::Version,
        project::Column::UpdatedAt,
    ];
    for part in parts(tx.connection.get_database_backend(), project::Column::iter().count(), rows) {
        let on_conflict = OnConflict::column(project::Column::Id).update_columns(changing).to_owned();
        project::Entity::insert_many(part).on_conflict(on_conflict).exec_without_returning(&tx.connection).await?;
    }
    Ok(())
}
