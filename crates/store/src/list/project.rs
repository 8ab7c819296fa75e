//! The list of projects.

use std::collections::BTreeMap;

use access::Scope;
use domain::date::PartialDate;
use domain::ids::{OrgId, ProjectId};
use domain::money::Fen;
use domain::project::Stage;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, QueryFilter};
use uuid::Uuid;

use super::field::{holds, says};
use super::fields::Fields;
use super::{Field, Listed, Value};
use crate::entity::project_list::{self, Column};
use crate::error::StoreError;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};

/// A project as its list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectRow {
    row: project_list::Model,
    /// How far it has come.
    pub stage: Stage,
}

impl ProjectRow {
    /// The project.
    pub fn project(&self) -> ProjectId {
        ProjectId(self.row.project)
    }

    /// Short code.
    pub fn code(&self) -> &str {
        &self.row.code
    }

    /// Name.
    pub fn name(&self) -> &str {
        &self.row.name
    }

    /// The host unit.
    pub fn org(&self) -> OrgId {
        OrgId(self.row.org)
    }

    /// The text of a column of words.
    pub fn text(&self, column: &str) -> Option<&str> {
        match column {
            "code" => Some(&self.row.code),
            "name" => Some(&self.row.name),
            "investor" => self.row.investor.as_deref(),
            "credit_code" => self.row.credit_code.as_deref(),
            "project_code" => self.row.project_code.as_deref(),
            "industry" => self.row.industry.as_deref(),
            "category" => self.row.category.as_deref(),
            "origin_place" => self.row.origin_place.as_deref(),
            "place" => self.row.place.as_deref(),
            "responsible" => self.row.responsible.as_deref(),
            _ => None,
        }
    }

    /// The number of a column of money, counts, sets or dates, as [`Value::Number`] has it.
    pub fn number(&self, column: &str, year: i32) -> Option<i64> {
        let row = &self.row;
        match column {
            "org" => Some(row.unit.into()),
            "stage" => Some(row.stage.into()),
            "industry_section" => row.industry_section.map(Into::into),
            "origin_scope" => row.origin_scope.map(Into::into),
            "total_investment" => row.total_investment,
            "funds_total" => Some(row.funds_total),
            "funds_year_to_date" => Some(if row.funds_year == year { row.funds_of_year } else { 0 }),
            "signed_on" => row.signed_on.map(Into::into),
            "started_on" => row.started_on.map(Into::into),
            "entered_statistics_on" => row.entered_statistics_on.map(Into::into),
            "completed_on" => row.completed_on.map(Into::into),
            "in_production_on" => row.in_production_on.map(Into::into),
            "pending_claims" => Some(row.pending.into()),
            "updated_at" => Some(row.updated_at),
            "created_at" => super::keep::born(row.project),
            _ => None,
        }
    }

    /// An amount of money.
    pub fn money(&self, column: &str, year: i32) -> Option<Fen> {
        self.number(column, year).map(Fen)
    }

    /// A date.
    pub fn date(&self, column: &str) -> Option<PartialDate> {
        self.number(column, 0).and_then(|key| i32::try_from(key).ok()).and_then(PartialDate::from_sort_key)
    }
}

impl sealed::Entity for ProjectRow {
    type Entity = project_list::Entity;

    fn owner() -> Owner<Column> {
        Owner::Project(Column::Project)
    }

    fn from_model(row: project_list::Model) -> Result<Self, StoreError> {
        let stage = Stage::from_number(row.stage).ok_or_else(|| StoreError::corrupt("project_list.stage"))?;
        Ok(Self { row, stage })
    }
}

impl Table for ProjectRow {}

impl Listed for ProjectRow {
    fn id(&self) -> Uuid {
        self.row.project
    }

    fn sorted_by(&self, column: &str, year: i32) -> Option<Value> {
        let words = match column {
            "name" => Some(self.row.name_sort.as_str()),
            "investor" => self.row.investor_sort.as_deref(),
            other => self.text(other),
        };
        words.map(|words| Value::Text(words.to_owned())).or_else(|| self.number(column, year).map(Value::Number))
    }
}

impl Fields for ProjectRow {
    fn field(key: &str, year: i32) -> Option<Field> {
        Some(match key {
            "code" => Field::plain(Column::Code),
            "name" => Field::words(Column::NameSort, Column::NameKey),
            "investor" => Field::words(Column::InvestorSort, Column::InvestorKey),
            "credit_code" => Field::plain(Column::CreditCode),
            "project_code" => Field::plain(Column::ProjectCode),
            "industry" => Field::plain(Column::Industry),
            "category" => Field::plain(Column::Category),
            "origin_place" => Field::plain(Column::OriginPlace),
            "place" => Field::plain(Column::Place),
            "responsible" => Field::plain(Column::Responsible),
            "org" => Field::member(Column::Unit),
            "stage" => Field::member(Column::Stage),
            "industry_section" => Field::member(Column::IndustrySection),
            "origin_scope" => Field::member(Column::OriginScope),
            "total_investment" => Field::number(Column::TotalInvestment),
            "funds_total" => Field::number(Column::FundsTotal),
            "funds_year_to_date" => Field::of_year(Column::FundsOfYear, Column::FundsYear, year),
            "signed_on" => Field::date(Column::SignedOn),
            "started_on" => Field::date(Column::StartedOn),
            "entered_statistics_on" => Field::date(Column::EnteredStatisticsOn),
            "completed_on" => Field::date(Column::CompletedOn),
            "in_production_on" => Field::date(Column::InProductionOn),
            "pending_claims" => Field::number(Column::Pending),
            "updated_at" => Field::plain(Column::UpdatedAt),
            "created_at" => Field::born(),
            _ => return None,
        })
    }

    fn key() -> Column {
        Column::Project
    }

    fn found_by(text: &str, _: &Scope) -> Condition {
        named(text)
    }
}

impl Rows<ProjectRow> {
    /// Without those whose import was undone.
    #[must_use]
    pub fn live(self) -> Self {
        self.narrow(Column::Live.eq(true))
    }

    /// Those of these projects, with those whose import was undone.
    pub async fn of_projects(
        self,
        read: &Reader<'_>,
        projects: &[ProjectId],
    ) -> Result<BTreeMap<ProjectId, Visible<ProjectRow>>, StoreError> {
        let select = self.into_probe();
        let mut found = BTreeMap::new();
        for chunk in projects.chunks(500) {
            for model in select.clone().filter(Column::Project.is_in(crate::project::uuids(chunk))).all(&read.0).await? {
                let row: Visible<ProjectRow> = crate::rows::visible(model)?;
                found.insert(row.project(), row);
            }
        }
        Ok(found)
    }
}

/// Projects whose name or investor holds the text, whose initials do, or whose code holds it or is it.
pub(super) fn named(text: &str) -> Condition {
    let column = |column: Column| Expr::col((project_list::Entity, column));
    let mut any = Condition::any().add(holds(column(Column::NameKey), text)).add(holds(column(Column::InvestorKey), text));
    if text.chars().all(|one| one.is_ascii_alphanumeric()) {
        any = any.add(holds(column(Column::Initials), text));
    }
    let code = text.to_uppercase();
    any.add(says(column(Column::Code), text)).add(Column::CreditCode.eq(code.clone())).add(Column::ProjectCode.eq(code))
}
