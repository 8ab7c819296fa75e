//! The list of enterprises: computed from the projects that somebody sees, so that no sum tells of others.

use access::Scope;
use domain::date::PartialDate;
use domain::ids::EnterpriseId;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, Order, Query, SelectStatement, WindowStatement};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::field::{holds, says};
use super::fields::Fields;
use super::{Field, Listed, Value};
use crate::dialect::BIGINT;
use crate::entity::enterprise_list::{self, Column};
use crate::entity::{enterprise, enterprise_project, project_list};
use crate::error::StoreError;
use crate::indicator::summed;
use crate::rows::{Owner, Table, alias, project_condition, sealed};

/// An enterprise as its list shows it to somebody: what is told of projects is told of those that the scope sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnterpriseRow {
    row: enterprise_list::Model,
}

impl EnterpriseRow {
    /// The enterprise.
    pub fn enterprise(&self) -> EnterpriseId {
        EnterpriseId(self.row.enterprise)
    }

    /// The small number of its newest project's host unit.
    pub fn unit(&self) -> i32 {
        self.row.unit
    }

    /// The text of a column of words.
    pub fn text(&self, column: &str) -> Option<&str> {
        match column {
            "code" => Some(&self.row.code),
            "name" => Some(&self.row.name),
            "credit_code" => self.row.credit_code.as_deref(),
            "industry" => self.row.industry.as_deref(),
            "origin_place" => self.row.origin_place.as_deref(),
            _ => None,
        }
    }

    /// The number of a column of money, counts, sets or dates, as [`Value::Number`] has it.
    pub fn number(&self, column: &str, year: i32) -> Option<i64> {
        let row = &self.row;
        match column {
            "org" => Some(row.unit.into()),
            "industry_section" => row.industry_section.map(Into::into),
            "origin_scope" => row.origin_scope.map(Into::into),
            "project_count" => Some(row.projects),
            "unit_count" => Some(row.units),
            "total_investment" => row.total_investment,
            "funds_total" => Some(row.funds_total),
            "funds_year_to_date" => Some(if row.funds_year == year { row.funds_of_year } else { 0 }),
            "pending_claims" => Some(row.pending),
            "signed_on" => row.signed_on.map(Into::into),
            "created_at" => super::keep::born(row.enterprise),
            _ => None,
        }
    }

    /// When a project of it was signed last.
    pub fn signed_on(&self) -> Option<PartialDate> {
        self.row.signed_on.and_then(PartialDate::from_sort_key)
    }
}

impl sealed::Entity for EnterpriseRow {
    type Entity = enterprise_list::Entity;

    fn owner() -> Owner<Column> {
        Owner::Computed(seen)
    }

    fn from_model(row: enterprise_list::Model) -> Result<Self, StoreError> {
        Ok(Self { row })
    }
}

impl Table for EnterpriseRow {}

impl Listed for EnterpriseRow {
    fn id(&self) -> Uuid {
        self.row.enterprise
    }

    fn sorted_by(&self, column: &str, year: i32) -> Option<Value> {
        let words = if column == "name" { Some(self.row.name_sort.as_str()) } else { self.text(column) };
        words.map(|words| Value::Text(words.to_owned())).or_else(|| self.number(column, year).map(Value::Number))
    }
}

impl Fields for EnterpriseRow {
    fn field(key: &str, year: i32) -> Option<Field> {
        Some(match key {
            "code" => Field::plain(Column::Code),
            "name" => Field::words(Column::NameSort, Column::NameKey),
            "credit_code" => Field::plain(Column::CreditCode),
            "org" => Field::member(Column::Unit),
            "industry" => Field::plain(Column::Industry),
            "industry_section" => Field::member(Column::IndustrySection),
            "origin_scope" => Field::member(Column::OriginScope),
            "origin_place" => Field::plain(Column::OriginPlace),
            "project_count" => Field::number(Column::Projects),
            "unit_count" => Field::plain(Column::Units),
            "total_investment" => Field::number(Column::TotalInvestment),
            "funds_total" => Field::number(Column::FundsTotal),
            "funds_year_to_date" => Field::of_year(Column::FundsOfYear, Column::FundsYear, year),
            "pending_claims" => Field::number(Column::Pending),
            "signed_on" => Field::date(Column::SignedOn),
            "created_at" => Field::born(),
            _ => return None,
        })
    }

    fn key() -> Column {
        Column::Enterprise
    }

    fn found_by(text: &str, scope: &Scope) -> Condition {
        let column = |column: Column| Expr::col((enterprise_list::Entity, column));
        let mut any = Condition::any().add(holds(column(Column::NameKey), text));
        if text.chars().all(|one| one.is_ascii_alphanumeric()) {
            any = any.add(holds(column(Column::Initials), text));
        }
        // Former names and other ways to write them, where a project that the scope sees gives them.
        let mut named = Query::select();
        named
            .column(enterprise_project::Column::Enterprise)
            .from(enterprise_project::Entity)
            .cond_where(project_condition(scope, enterprise_project::Column::Project))
            .and_where(holds(Expr::col(enterprise_project::Column::NameKey), text));
        any.add(Column::Enterprise.in_subquery(named)).add(says(column(Column::Code), text)).add(Column::CreditCode.eq(text.to_uppercase()))
    }
}

/// What one project of an enterprise tells, and whether it is the newest of those that the scope sees.
const TOLD: &str = "told";
const NEWEST: &str = "newest";

/// The enterprises of the projects that a scope sees, in the columns of [`enterprise_list`].
fn seen(scope: &Scope) -> SelectStatement {
    let told = |column: project_list::Column| Expr::col((alias(TOLD), column));
    let of_newest = |column: project_list::Column| -> Expr {
        let newest = Expr::col((alias(TOLD), alias(NEWEST))).eq(1);
        let value: Expr = CaseStatement::new().case(newest, told(column)).into();
        value.max()
    };
    // A project's funds of a year count in that year alone; the year is the latest that any project was written in.
    let mut latest = Query::select();
    latest.expr(Expr::col(project_list::Column::FundsYear).max()).from(project_list::Entity);
    let year: Expr = Func::coalesce([Expr::from(latest), Expr::val(0)]).into();
    let in_year = told(project_list::Column::FundsYear).eq(year.clone());
    let of_year: Expr = CaseStatement::new().case(in_year, told(project_list::Column::FundsOfYear)).finally(0).into();
    let count = |expression: Expr| Expr::from(Func::cast_as(expression, alias(BIGINT)));

    let mut all = Query::select();
    all.expr_as(Expr::col((alias(TOLD), alias("enterprise"))), alias("of"))
        .expr_as(of_newest(project_list::Column::Unit), Column::Unit)
        .expr_as(of_newest(project_list::Column::Industry), Column::Industry)
        .expr_as(of_newest(project_list::Column::IndustrySection), Column::IndustrySection)
        .expr_as(of_newest(project_list::Column::OriginScope), Column::OriginScope)
        .expr_as(of_newest(project_list::Column::OriginPlace), Column::OriginPlace)
        .expr_as(count(Expr::val(1).count()), Column::Projects)
        .expr_as(count(told(project_list::Column::Unit).count_distinct()), Column::Units)
        .expr_as(summed(told(project_list::Column::TotalInvestment)), Column::TotalInvestment)
        .expr_as(summed(told(project_list::Column::FundsTotal)), Column::FundsTotal)
        .expr_as(year, Column::FundsYear)
        .expr_as(summed(of_year), Column::FundsOfYear)
        .expr_as(summed(told(project_list::Column::Pending)), Column::Pending)
        .expr_as(told(project_list::Column::SignedOn).max(), Column::SignedOn)
        .from_subquery(of_projects(scope), alias(TOLD))
        .add_group_by([Expr::col((alias(TOLD), alias("enterprise")))]);

    let mut found = Query::select();
    for column in [
        enterprise::Column::Code,
        enterprise::Column::Name,
        enterprise::Column::NameKey,
        enterprise::Column::NameSort,
        enterprise::Column::Initials,
        enterprise::Column::CreditCode,
    ] {
        found.column((enterprise::Entity, column));
    }
    let id = Expr::col((enterprise::Entity, enterprise::Column::Id));
    found
        .expr_as(id.clone(), Column::Enterprise)
        .columns(
            [
                Column::Unit,
                Column::Industry,
                Column::IndustrySection,
                Column::OriginScope,
                Column::OriginPlace,
                Column::Projects,
                Column::Units,
                Column::TotalInvestment,
                Column::FundsTotal,
                Column::FundsYear,
                Column::FundsOfYear,
                Column::Pending,
                Column::SignedOn,
            ]
            .map(|column| (alias("sums"), column)),
        )
        .from(enterprise::Entity)
        .join_subquery(sea_orm::JoinType::InnerJoin, all, alias("sums"), id.equals((alias("sums"), alias("of"))));
    found
}

/// One row for each enterprise and each of its projects that the scope sees, with which of them is the newest.
fn of_projects(scope: &Scope) -> SelectStatement {
    let project = enterprise_project::Column::Project;
    let mut told = Query::select();
    told.columns([alias("enterprise"), alias(NEWEST)].map(|column| (alias("links"), column)))
        .columns(
            [
                project_list::Column::Unit,
                project_list::Column::Industry,
                project_list::Column::IndustrySection,
                project_list::Column::OriginScope,
                project_list::Column::OriginPlace,
                project_list::Column::TotalInvestment,
                project_list::Column::FundsTotal,
                project_list::Column::FundsYear,
                project_list::Column::FundsOfYear,
                project_list::Column::Pending,
                project_list::Column::SignedOn,
            ]
            .map(|column| (project_list::Entity, column)),
        )
        .from_subquery(links(scope), alias("links"))
        .inner_join(
            project_list::Entity,
            Expr::col((alias("links"), project)).equals((project_list::Entity, project_list::Column::Project)),
        );
    told
}

/// The pairs of enterprise and project, each once: a project may give one enterprise two names. They are numbered here,
/// where rows are narrow; with what a project tells beside them the engine would sort all of it.
fn links(scope: &Scope) -> SelectStatement {
    let (enterprise, project) = (enterprise_project::Column::Enterprise, enterprise_project::Column::Project);
    let own = |column| (enterprise_project::Entity, column);
    let other = |column| Expr::col((alias("other"), column));
    let mut earlier = Query::select();
    earlier
        .expr(Expr::val(1))
        .from_as(enterprise_project::Entity, alias("other"))
        .and_where(other(project).equals(own(project)))
        .and_where(other(enterprise).equals(own(enterprise)))
        .and_where(other(enterprise_project::Column::Position).lt(Expr::col(own(enterprise_project::Column::Position))));
    let newest_first = WindowStatement::partition_by(own(enterprise)).order_by(own(project), Order::Desc).take();
    let mut links = Query::select();
    links
        .columns([own(enterprise), own(project)])
        .expr_window_as(Func::cust(alias("ROW_NUMBER")), newest_first, alias(NEWEST))
        .from(enterprise_project::Entity)
        .cond_where(project_condition(scope, project))
        .and_where(Expr::exists(earlier).not());
    links
}
