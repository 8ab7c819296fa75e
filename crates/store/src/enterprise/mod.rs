//! Enterprises: who invests, kept beside the projects that name them.
//!
//! Invariant: which enterprises there are and which projects are theirs follows from the live projects alone
//! ([`domain::enterprise`]); it is brought up to date in the transaction that writes a project. Nobody edits it.

mod keep;

use chrono::{DateTime, Utc};
use domain::ids::{EnterpriseId, ProjectId};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};

use crate::entity::{enterprise, enterprise_project};
use crate::error::StoreError;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};

pub(crate) use keep::{code, keep, misnamed, rename};

/// An enterprise. It is seen by whoever sees one of its projects; its registered name and code are no secret, what it
/// invests in elsewhere is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enterprise {
    /// Id.
    pub id: EnterpriseId,
    /// Short code, `QY2026-000123`.
    pub code: String,
    /// What makes it one enterprise, as text ([`domain::enterprise::Identity::key`]).
    pub match_key: String,
    /// The name that its newest project gives it.
    pub name: String,
    /// Its credit code, where it is known by one.
    pub credit_code: Option<String>,
    /// When it was first named.
    pub created_at: DateTime<Utc>,
}

impl sealed::Entity for Enterprise {
    type Entity = enterprise::Entity;

    fn owner() -> Owner<enterprise::Column> {
        Owner::Enterprise(enterprise::Column::Id)
    }

    fn from_model(model: enterprise::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: EnterpriseId(model.id),
            code: model.code,
            match_key: model.match_key,
            name: model.name,
            credit_code: model.credit_code,
            created_at: model.created_at,
        })
    }
}

impl Table for Enterprise {}

/// An enterprise among the investors of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Investment {
    /// The project.
    pub project: ProjectId,
    /// Place among the project's investors, from 0.
    pub position: i16,
    /// The enterprise.
    pub enterprise: EnterpriseId,
    /// The name that the project gives it.
    pub name: String,
    /// The credit code that the project gives it.
    pub credit_code: Option<String>,
}

impl sealed::Entity for Investment {
    type Entity = enterprise_project::Entity;

    fn owner() -> Owner<enterprise_project::Column> {
        Owner::Project(enterprise_project::Column::Project)
    }

    fn from_model(model: enterprise_project::Model) -> Result<Self, StoreError> {
        Ok(Self {
            project: ProjectId(model.project),
            position: model.position,
            enterprise: EnterpriseId(model.enterprise),
            name: model.name,
            credit_code: model.credit_code,
        })
    }
}

impl Table for Investment {}

impl Rows<Enterprise> {
    /// The enterprise with this short code.
    pub async fn by_code(self, read: &Reader<'_>, code: &str) -> Result<Visible<Enterprise>, StoreError> {
        self.narrow(enterprise::Column::Code.eq(code)).one(read).await
    }

    /// Those with these ids, in the order of the ids.
    pub async fn by_ids(self, read: &Reader<'_>, ids: &[EnterpriseId]) -> Result<Vec<Visible<Enterprise>>, StoreError> {
        let select = self.into_probe().order_by_asc(enterprise::Column::Id);
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(500) {
            for model in select.clone().filter(enterprise::Column::Id.is_in(chunk.iter().map(|id| id.0))).all(&read.0).await? {
                found.push(crate::rows::visible(model)?);
            }
        }
        Ok(found)
    }
}

impl Rows<Investment> {
    /// Those of these projects, by project in the order in which it names them.
    pub async fn of_projects(self, read: &Reader<'_>, projects: &[ProjectId]) -> Result<Vec<Visible<Investment>>, StoreError> {
        let ids: Vec<_> = projects.iter().map(|id| id.0).collect();
        self.of(read, enterprise_project::Column::Project, &ids).await
    }

    /// Those of these enterprises, oldest project first.
    pub async fn of_enterprises(self, read: &Reader<'_>, enterprises: &[EnterpriseId]) -> Result<Vec<Visible<Investment>>, StoreError> {
        let ids: Vec<_> = enterprises.iter().map(|id| id.0).collect();
        self.of(read, enterprise_project::Column::Enterprise, &ids).await
    }

    async fn of(
        self,
        read: &Reader<'_>,
        column: enterprise_project::Column,
        ids: &[uuid::Uuid],
    ) -> Result<Vec<Visible<Investment>>, StoreError> {
        let select = self.into_probe().order_by_asc(enterprise_project::Column::Project).order_by_asc(enterprise_project::Column::Position);
        let mut found = Vec::new();
        for chunk in ids.chunks(500) {
            for model in select.clone().filter(column.is_in(chunk.iter().copied())).all(&read.0).await? {
                found.push(crate::rows::visible(model)?);
            }
        }
        Ok(found)
    }
}
