//! Projects: the current facts, every former version of them, and who may see them.

mod revise;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::chain::{GENESIS, Hash};
use domain::enterprise::mentions;
use domain::ids::{ImportId, OrgId, ProjectId};
use domain::project::{ProjectFacts, Stage, name_key};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

pub use revise::{Revision, former_versions, revise, revise_all};

use crate::bulk::insert_all;
use crate::entity::{org_closure, project, project_scope, project_version, stage_move};
use crate::error::StoreError;
use crate::org::Org;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};
use crate::tx::Tx;

/// A project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Id.
    pub id: ProjectId,
    /// Short code, `XM2026-000123`.
    pub code: String,
    /// The host unit.
    pub org: OrgId,
    /// Its small number.
    pub unit: i32,
    /// What is known.
    pub facts: ProjectFacts,
    /// False once the import that made it was undone.
    pub live: bool,
    /// How far it has come.
    pub stage: Stage,
    /// Version of the facts, from 1.
    pub version: i32,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When a fact or a claim last changed it.
    pub updated_at: DateTime<Utc>,
    /// Links in its hash chain.
    pub chain_length: i64,
    /// The last link.
    pub chain_hash: Hash,
}

/// A former or present state of a project's facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectVersion {
    /// From 1.
    pub version: i32,
    /// The facts.
    pub facts: ProjectFacts,
    /// Whether the project stood.
    pub live: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// Why: import, edit, undo.
    pub cause: String,
    /// The import that made it.
    pub import: Option<ImportId>,
}

impl sealed::Entity for Project {
    type Entity = project::Entity;

    fn owner() -> Owner<project::Column> {
        Owner::Project(project::Column::Id)
    }

    fn from_model(model: project::Model) -> Result<Self, StoreError> {
        Ok(Self {
            facts: parse_facts(&model.facts)?,
            id: ProjectId(model.id),
            code: model.code,
            org: OrgId(model.org),
            unit: model.unit,
            live: model.live,
            stage: Stage::from_number(model.stage).ok_or_else(|| StoreError::corrupt("project.stage"))?,
            version: model.version,
            created_at: model.created_at,
            updated_at: model.updated_at,
            chain_length: model.chain_length,
            chain_hash: model.chain_hash.try_into().map_err(|_| StoreError::corrupt("project.chain_hash"))?,
        })
    }
}

impl Table for Project {}

fn parse_facts(text: &str) -> Result<ProjectFacts, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::corrupt(format_args!("project.facts: {error}")))
}

fn facts_text(facts: &ProjectFacts) -> Result<String, StoreError> {
    serde_json::to_string(facts).map_err(StoreError::corrupt)
}

/// Relation of an organisation to a project, in `project_scope`.
const HOST: i16 = 1;

impl Rows<Project> {
    /// The project with this short code.
    pub async fn by_code(self, read: &Reader<'_>, code: &str) -> Result<Visible<Project>, StoreError> {
        self.narrow(project::Column::Code.eq(code)).one(read).await
    }

    /// Only of this host unit and those below it.
    #[must_use]
    pub fn hosted_by(self, org: OrgId) -> Self {
        self.narrow(project::Column::Org.in_subquery(below(org)))
    }

    /// Those that could be what a ledger's row means: by national project code, by credit code, or by name.
    pub async fn candidates(self, read: &Reader<'_>, keys: &MatchKeys) -> Result<Vec<Visible<Project>>, StoreError> {
        let mut found = BTreeMap::new();
        let mut wanted = Vec::new();
        for (column, values) in [
            (project::Column::ProjectCode, &keys.project_codes),
            (project::Column::CreditCode, &keys.credit_codes),
            (project::Column::NameKey, &keys.name_keys),
        ] {
            wanted.extend(values.chunks(500).map(|chunk| column.is_in(chunk.iter().map(String::as_str))));
        }
        let select = self.narrow(project::Column::Live.eq(true)).into_probe();
        for condition in wanted {
            for model in select.clone().filter(condition).all(&read.0).await? {
                let record: Visible<Project> = crate::rows::visible(model)?;
                found.insert(record.id, record);
            }
        }
        Ok(found.into_values().collect())
    }

    /// Those with these ids, in the order of the ids.
    pub async fn by_ids(self, read: &Reader<'_>, ids: &[ProjectId]) -> Result<BTreeMap<ProjectId, Visible<Project>>, StoreError> {
        let select = self.into_probe();
        let mut found = BTreeMap::new();
        for chunk in ids.chunks(500) {
            for model in select.clone().filter(project::Column::Id.is_in(chunk.iter().map(|id| id.0))).all(&read.0).await? {
                let record: Visible<Project> = crate::rows::visible(model)?;
                found.insert(record.id, record);
            }
        }
        Ok(found)
    }
}

/// Keys by which projects of a ledger are looked for.
#[derive(Clone, Debug, Default)]
pub struct MatchKeys {
    /// National project codes.
    pub project_codes: Vec<String>,
    /// Credit codes.
    pub credit_codes: Vec<String>,
    /// Keys of names ([`name_key`]).
    pub name_keys: Vec<String>,
}

pub(crate) fn below(org: OrgId) -> sea_orm::sea_query::SelectStatement {
    let mut select = Query::select();
    select.column(org_closure::Column::Descendant).from(org_closure::Entity).and_where(org_closure::Column::Ancestor.eq(org.0));
    select
}

/// All versions of a project's facts, oldest first.
pub async fn versions(read: &Reader<'_>, project: &Visible<Project>) -> Result<Vec<ProjectVersion>, StoreError> {
    let models = project_version::Entity::find()
        .filter(project_version::Column::Project.eq(project.id.0))
        .order_by_asc(project_version::Column::Version)
        .all(&read.0)
        .await?;
    models.into_iter().map(version_from).collect()
}

fn version_from(model: project_version::Model) -> Result<ProjectVersion, StoreError> {
    Ok(ProjectVersion {
        version: model.version,
        facts: parse_facts(&model.facts)?,
        live: model.live,
        at: model.at,
        by: model.by_name,
        cause: model.cause,
        import: model.import.map(ImportId),
    })
}

/// A move of a project from stage to stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageMove {
    /// From.
    pub from: Stage,
    /// To.
    pub to: Stage,
    /// When.
    pub at: DateTime<Utc>,
    /// Whose act brought it about.
    pub by: String,
}

/// The moves of a project, oldest first.
pub async fn stage_moves(read: &Reader<'_>, project: &Visible<Project>) -> Result<Vec<StageMove>, StoreError> {
    let models = stage_move::Entity::find()
        .filter(stage_move::Column::Project.eq(project.id.0))
        .order_by_asc(stage_move::Column::At)
        .order_by_asc(stage_move::Column::Id)
        .all(&read.0)
        .await?;
    let stage = |number| Stage::from_number(number).ok_or_else(|| StoreError::corrupt("stage_move"));
    models.into_iter().map(|m| Ok(StageMove { from: stage(m.from_stage)?, to: stage(m.to_stage)?, at: m.at, by: m.by_name })).collect()
}

/// The versions that an import made, by project.
pub async fn versions_of_import(read: &Reader<'_>, import: ImportId) -> Result<Vec<(ProjectId, i32)>, StoreError> {
    let select = project_version::Entity::find()
        .select_only()
        .column(project_version::Column::Project)
        .column(project_version::Column::Version)
        .filter(project_version::Column::Import.eq(import.0))
        .order_by_asc(project_version::Column::Version);
    Ok(select.into_tuple::<(Uuid, i32)>().all(&read.0).await?.into_iter().map(|(project, version)| (ProjectId(project), version)).collect())
}

/// A project to be made under a host unit.
#[derive(Clone, Debug)]
pub struct NewProject<'a> {
    /// Its host unit.
    pub host: &'a Visible<Org>,
    /// Its facts.
    pub facts: ProjectFacts,
    /// Whether entries are appended to it in the same transaction: settling them writes its row of the list.
    pub claimed: bool,
}

/// Makes projects with their first version, their codes and their places in everybody's scope.
pub async fn create(tx: &Tx, new: Vec<NewProject<'_>>, cause: &str, import: Option<ImportId>) -> Result<Vec<Visible<Project>>, StoreError> {
    let year = domain::period::Period::of_instant(tx.now()).year();
    let first = crate::counter::take(tx, &format!("project-{year}"), new.len()).await?;
    let mut above: BTreeMap<OrgId, Vec<OrgId>> = BTreeMap::new();
    let (mut rows, mut versions, mut scopes, mut made, mut listed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (number, draft) in (first..).zip(new) {
        let record = Project {
            id: tx.id(),
            code: format!("XM{year}-{number:06}"),
            org: draft.host.id,
            unit: draft.host.number,
            facts: draft.facts,
            live: true,
            stage: Stage::Negotiating,
            version: 1,
            created_at: tx.now(),
            updated_at: tx.now(),
            chain_length: 0,
            chain_hash: GENESIS,
        };
        if let std::collections::btree_map::Entry::Vacant(e) = above.entry(record.org) {
            e.insert(crate::org::ancestors(&tx.read(), record.org).await?);
        }
        scopes.extend(above.get(&record.org).into_iter().flatten().map(|ancestor| project_scope::ActiveModel {
            ancestor: Set(ancestor.0),
            project: Set(record.id.0),
            relation: Set(HOST),
        }));
        rows.push(row(&record, import)?);
        versions.push(version_row(tx, &record, cause, import)?);
        if !draft.claimed {
            listed.push(crate::list::unclaimed(&(&record).into(), &record.facts, year));
        }
        made.push(Visible::made(record));
    }
    insert_all(&tx.connection, rows).await?;
    insert_all(&tx.connection, versions).await?;
    insert_all(&tx.connection, scopes).await?;
    crate::list::keep_rows(&tx.connection, listed).await?;
    crate::enterprise::keep(tx, made.iter().map(|record| (record.id, mentions(&record.facts))).collect()).await?;
    Ok(made)
}

fn row(record: &Project, import: Option<ImportId>) -> Result<project::ActiveModel, StoreError> {
    Ok(project::ActiveModel {
        id: Set(record.id.0),
        code: Set(record.code.clone()),
        org: Set(record.org.0),
        unit: Set(record.unit),
        name: Set(record.facts.name.clone()),
        name_key: Set(name_key(&record.facts.name)),
        investor: Set(record.facts.investor.clone()),
        investor_key: Set(name_key(&record.facts.investor)),
        credit_code: Set(record.facts.credit_code.clone()),
        project_code: Set(record.facts.project_code.clone()),
        live: Set(record.live),
        stage: Set(record.stage.number()),
        facts: Set(facts_text(&record.facts)?),
        version: Set(record.version),
        made_by_import: Set(import.map(|id| id.0)),
        created_at: Set(record.created_at),
        updated_at: Set(record.updated_at),
        chain_length: Set(record.chain_length),
        chain_hash: Set(record.chain_hash.to_vec()),
    })
}

fn version_row(tx: &Tx, record: &Project, cause: &str, import: Option<ImportId>) -> Result<project_version::ActiveModel, StoreError> {
    Ok(project_version::ActiveModel {
        project: Set(record.id.0),
        version: Set(record.version),
        facts: Set(facts_text(&record.facts)?),
        live: Set(record.live),
        at: Set(tx.now()),
        by_user: Set(tx.actor().user.map(|user| user.0)),
        by_name: Set(tx.actor().name.clone()),
        cause: Set(cause.to_owned()),
        import: Set(import.map(|id| id.0)),
    })
}

/// Ids as the database takes them.
pub(crate) fn uuids(ids: &[ProjectId]) -> impl Iterator<Item = Uuid> + '_ {
    ids.iter().map(|id| id.0)
}
