//! Enterprises: who invests, kept beside the projects that name them.
//!
//! Invariant: which enterprises there are and which projects are theirs follows from the live projects alone
//! ([`domain::enterprise`]); it is brought up to date in the transaction that writes a project. Nobody edits it.

mod keep;

use chrono::{DateTime, Utc};
use domain::ids::{EnterpriseId, ProjectId};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::{enterprise, enterprise_project};
use crate::error::StoreError;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};

pub(crate) use keep::{code, keep};

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

    /// Those with part of a name, in any of their projects that the scope sees, or with a code.
    #[must_use]
    pub fn named(self, scope: &access::Scope, text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return self;
        }
        let mut named = Query::select();
        named
            .column(enterprise_project::Column::Enterprise)
            .from(enterprise_project::Entity)
            .and_where(crate::project::contains(enterprise_project::Column::NameKey, text));
        if let Some(projects) = crate::rows::projects_of(scope) {
            named.and_where(enterprise_project::Column::Project.in_subquery(projects));
        }
        self.narrow(
            Condition::any()
                .add(enterprise::Column::Id.in_subquery(named))
                .add(enterprise::Column::Code.eq(text.to_uppercase()))
                .add(enterprise::Column::CreditCode.eq(text.to_uppercase())),
        )
    }

    /// Newest first, after the one with this id.
    pub async fn newest(self, read: &Reader<'_>, after: Option<EnterpriseId>, limit: u64) -> Result<Vec<Visible<Enterprise>>, StoreError> {
        let rows = match after {
            Some(after) => self.narrow(enterprise::Column::Id.lt(after.0)),
            None => self,
        };
        let models = rows.into_select().order_by_desc(enterprise::Column::Id).limit(limit).all(&read.0).await?;
        models.into_iter().map(crate::rows::visible).collect()
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
