//! What a column of a list is in SQL.

use domain::project::name_key;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, LikeExpr, Query};
use sea_orm::{ColumnTrait, Condition};
use uuid::Uuid;

use super::Value;
use crate::entity::{claim_state, project_list};

/// How a column is read.
#[derive(Clone, Debug)]
#[expect(unreachable_pub, reason = "nominally public for the sealed trait; the module is private")]
pub enum Read {
    /// From the row.
    Column(Expr),
    /// From the row's id, which carries the instant at which it was made.
    Born,
}

/// A column of a list.
#[derive(Clone, Debug)]
pub struct Field {
    /// What is compared.
    pub(crate) read: Read,
    /// The same as a key in which words are looked for; without one they are looked for in `read`.
    pub(crate) words: Option<Expr>,
    /// What is added up.
    pub(crate) sum: Option<Expr>,
    /// What rows are grouped by.
    pub(crate) group: Option<Expr>,
    /// Whether it is a column of the claim's project.
    pub(crate) of_project: bool,
}

impl Field {
    fn of(column: Expr) -> Self {
        Self { read: Read::Column(column), words: None, sum: None, group: None, of_project: false }
    }

    /// A column as it is: words, numbers.
    pub(crate) fn plain(column: impl ColumnTrait) -> Self {
        Self::of(Expr::col(column.as_column_ref()))
    }

    /// Words that sort by one column and are looked for in another.
    pub(crate) fn words(sort: impl ColumnTrait, key: impl ColumnTrait) -> Self {
        Self { words: Some(Expr::col(key.as_column_ref())), ..Self::plain(sort) }
    }

    /// A member of a set, a month, a unit: what rows may be grouped by.
    pub(crate) fn member(column: impl ColumnTrait) -> Self {
        let expression = Expr::col(column.as_column_ref());
        Self { group: Some(expression.clone()), ..Self::of(expression) }
    }

    /// A date with its precision, grouped by its month.
    pub(crate) fn date(column: impl ColumnTrait) -> Self {
        let expression = Expr::col(column.as_column_ref());
        Self { group: Some(expression.clone().div(1_000)), ..Self::of(expression) }
    }

    /// A number that is added up.
    pub(crate) fn number(column: impl ColumnTrait) -> Self {
        let expression = Expr::col(column.as_column_ref());
        Self { sum: Some(expression.clone()), ..Self::of(expression) }
    }

    /// A number that counts only in the year that another column names, and is nothing in any other.
    pub(crate) fn of_year(number: impl ColumnTrait, year_of: impl ColumnTrait, year: i32) -> Self {
        let in_year = Expr::col(year_of.as_column_ref()).eq(year);
        let expression: Expr = CaseStatement::new().case(in_year, Expr::col(number.as_column_ref())).finally(0).into();
        Self { sum: Some(expression.clone()), ..Self::of(expression) }
    }

    /// A number that is added up only where a condition holds.
    pub(crate) fn number_where(number: impl ColumnTrait, holds: Expr) -> Self {
        let column = Expr::col(number.as_column_ref());
        let sum: Expr = CaseStatement::new().case(holds, column.clone()).finally(0).into();
        Self { sum: Some(sum), ..Self::of(column) }
    }

    /// The instant at which the row was made.
    pub(crate) fn born() -> Self {
        Self { read: Read::Born, words: None, sum: None, group: None, of_project: false }
    }

    /// A column of the claim's project.
    pub(crate) fn in_project(self) -> Self {
        Self { of_project: true, sum: None, group: None, ..self }
    }

    /// A condition on this column as one on the list's table.
    pub(crate) fn within(&self, condition: Condition) -> Condition {
        if self.of_project { of_claims(condition) } else { condition }
    }
}

/// Claims whose project meets a condition.
pub(crate) fn of_claims(condition: Condition) -> Condition {
    let mut projects = Query::select();
    projects.column(project_list::Column::Project).from(project_list::Entity).cond_where(condition);
    Condition::all().add(claim_state::Column::Project.in_subquery(projects))
}

/// Whether a column of keys holds a text, whatever the width of its letters and brackets.
pub(crate) fn holds(column: Expr, text: &str) -> Expr {
    like(column, &name_key(text))
}

/// Whether a column of words as they were typed holds a text, in capital or in small letters.
pub(crate) fn says(column: Expr, text: &str) -> Expr {
    like(Func::lower(column).into(), &text.trim().to_lowercase())
}

fn like(column: Expr, text: &str) -> Expr {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    column.like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
}

/// A name as its key column holds it.
pub(crate) fn key_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(name_key(text)),
        Value::Number(_) => None,
    }
}

/// Rows made between two instants, in microseconds: their ids carry the millisecond.
pub(crate) fn born_between(id: &Expr, from: Option<i64>, to: Option<i64>) -> Condition {
    let first_of = |micros: i64| Uuid::from_u128(u128::try_from(micros.div_euclid(1_000)).unwrap_or(0) << 80);
    let lowest = from.map(|from| id.clone().gte(first_of(from)));
    let highest = to.map(|to| id.clone().lt(first_of(to.saturating_add(1_000))));
    lowest.into_iter().chain(highest).fold(Condition::all(), Condition::add)
}
