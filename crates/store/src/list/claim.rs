//! The list of claims: their queue, with what the project's list tells of each.

use access::Scope;
use domain::claim::{ClaimKind, ClaimState};
use domain::ids::{ClaimId, ImportId, ProjectId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::field::of_claims;
use super::fields::Fields;
use super::project::named;
use super::{Field, Listed, Value};
use crate::entity::claim_state::{self, Column};
use crate::entity::project_list;
use crate::error::StoreError;
use crate::rows::{Owner, Rows, Table, sealed};

/// A claim as its list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    row: claim_state::Model,
    /// What it has come to.
    pub state: ClaimState,
}

impl ClaimRow {
    /// The claim.
    pub fn claim(&self) -> ClaimId {
        ClaimId(self.row.claim)
    }

    /// Its project.
    pub fn project(&self) -> ProjectId {
        ProjectId(self.row.project)
    }

    /// The number of a column of money, sets, months or dates, as [`Value::Number`] has it.
    pub fn number(&self, column: &str) -> Option<i64> {
        let row = &self.row;
        match column {
            "org" => Some(row.unit.into()),
            "kind" => Some(row.kind.into()),
            "state" => Some(row.state.into()),
            "class" => Some(row.class.into()),
            "origin" => Some(row.origin.into()),
            "source" => Some(row.source.into()),
            "amount" => row.amount,
            "period" => Some(row.period.into()),
            "occurred_on" => row.occurred_on.map(Into::into),
            "reported_at" => super::keep::born(row.claim),
            _ => None,
        }
    }
}

impl sealed::Entity for ClaimRow {
    type Entity = claim_state::Entity;

    fn owner() -> Owner<Column> {
        Owner::Project(Column::Project)
    }

    fn from_model(row: claim_state::Model) -> Result<Self, StoreError> {
        let state = ClaimState::from_number(row.state).ok_or_else(|| StoreError::corrupt("claim_state.state"))?;
        Ok(Self { row, state })
    }
}

impl Table for ClaimRow {}

impl Listed for ClaimRow {
    fn id(&self) -> Uuid {
        self.row.claim
    }

    fn sorted_by(&self, column: &str, _year: i32) -> Option<Value> {
        self.number(column).map(Value::Number)
    }
}

impl Fields for ClaimRow {
    fn field(key: &str, _year: i32) -> Option<Field> {
        let of_project = |field: Field| field.in_project();
        Some(match key {
            "project_name" => of_project(Field::words(project_list::Column::NameSort, project_list::Column::NameKey)),
            "project_code" => of_project(Field::plain(project_list::Column::Code)),
            "investor" => of_project(Field::words(project_list::Column::InvestorSort, project_list::Column::InvestorKey)),
            "org" => Field::member(Column::Unit),
            "kind" => Field::member(Column::Kind),
            "state" => Field::member(Column::State),
            "class" => Field::member(Column::Class),
            "origin" => Field::member(Column::Origin),
            "source" => Field::member(Column::Source),
            "amount" => {
                let foreign = ClaimKind::ALL.iter().filter(|kind| kind.currency() != domain::money::Currency::Cny);
                let kind = Expr::col((claim_state::Entity, Column::Kind));
                Field::number_where(Column::Amount, kind.is_not_in(foreign.map(|kind| kind.number())))
            }
            "period" => Field::member(Column::Period),
            "occurred_on" => Field::date(Column::OccurredOn),
            "reported_at" => Field::born(),
            _ => return None,
        })
    }

    fn key() -> Column {
        Column::Claim
    }

    fn found_by(text: &str, _: &Scope) -> Condition {
        of_claims(named(text))
    }
}

impl Rows<ClaimRow> {
    /// Only those that were read from this import.
    #[must_use]
    pub fn of_import(self, import: ImportId) -> Self {
        self.narrow(Column::Import.eq(import.0))
    }
}
