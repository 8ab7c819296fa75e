//! Lists: one mechanism for the rows of every slice. A list is narrowed, sorted by any of its columns, paged by key,
//! added up and grouped here; a slice says only what its columns are ([`Listed::field`]).
//!
//! # Invariants
//! - A list is made of [`Rows`], so it starts from a scope; a condition only narrows.
//! - What a list sorts by is kept in the writing transaction and can be computed anew ([`rebuild`], [`compare`]).

mod claim;
mod enterprise;
mod field;
mod keep;
mod project;

use sea_orm::sea_query::{Expr, ExprTrait, Order as Direction, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use claim::ClaimRow;
pub use enterprise::EnterpriseRow;
pub use keep::{compare, rebuild};
pub(crate) use keep::{is_current, keep_facts, keep_rows, listed, refresh, unclaimed};
pub use project::ProjectRow;

use crate::entity::{org, org_closure};
use crate::error::StoreError;
use crate::indicator::summed;
use crate::rows::{Reader, Rows, Table, Visible, alias, visible};
pub(crate) use field::{Field, Read, says};

/// What a column holds in a row, as the list compares it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Fen, counts, small numbers of sets, months, [`domain::date::PartialDate::sort_key`], microseconds.
    Number(i64),
    /// Words.
    Text(String),
}

/// A table whose rows stand on a list.
pub trait Listed: Table + fields::Fields {
    /// The row's id, which breaks ties and is the order of time.
    fn id(&self) -> Uuid;

    /// What the row holds in a column, as [`Order`] compares it; `None` for nothing, and for a column that there is not.
    fn sorted_by(&self, column: &str, year: i32) -> Option<Value>;
}

/// What a column is in SQL. Private to this crate, like the entities.
pub(crate) mod fields {
    use super::{Condition, Field};
    use crate::rows::sealed;
    use access::Scope;
    use sea_orm::EntityTrait;

    /// How a list's columns are read.
    pub trait Fields: sealed::Entity {
        /// The column with this key, in a year that "this year" means.
        fn field(key: &str, year: i32) -> Option<Field>;
        /// The key of the table, which is in the order of time.
        fn key() -> <Self::Entity as EntityTrait>::Column;
        /// Rows whose names, initials or codes hold what somebody typed, in records that the scope sees.
        fn found_by(text: &str, scope: &Scope) -> Condition;
    }
}

/// What a column has to meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Narrow {
    /// The text holds this, whatever the width of letters and brackets.
    Contains(String),
    /// It is one of these.
    OneOf(Vec<Value>),
    /// It lies between, both ends included.
    Between(Option<i64>, Option<i64>),
    /// The organisation is one of these or below one of them.
    Below(Vec<domain::ids::OrgId>),
    /// There is nothing.
    Empty,
    /// There is something.
    Filled,
}

/// What narrows a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What is looked for in names, initials and codes.
    pub search: Option<String>,
    /// Conditions on columns, all of which hold.
    pub conditions: Vec<(String, Narrow)>,
    /// Only these rows.
    pub only: Option<Vec<Uuid>>,
    /// Without these rows.
    pub except: Vec<Uuid>,
    /// The year that "this year" means.
    pub year: i32,
}

/// How a list is sorted. Rows without a value come last; ties are broken by the id in the same direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Key of the column.
    pub column: String,
    /// From the highest.
    pub descending: bool,
    /// The year that "this year" means.
    pub year: i32,
}

/// Where a page ended: the sorted value of its last row and that row's id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The value; absent where the row had none.
    pub value: Option<Value>,
    /// The row.
    pub id: Uuid,
}

/// How many rows there are and what their columns add up to, in the order in which the columns were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows.
    pub count: u64,
    /// Sums; rows without a value add nothing.
    pub sums: Vec<i64>,
}

/// Rows that share a value: the month of a date, a unit, a member of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The value; `YYYYMM` for dates. Absent for rows without one.
    pub value: Option<i64>,
    /// What they come to.
    pub totals: Totals,
}

impl<T: Listed> Rows<T> {
    /// Narrowed by a filter.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] for a column that the list has not: definitions are checked against [`knows`].
    pub fn filtered(mut self, filter: &Filter) -> Result<Self, StoreError> {
        if let Some(text) = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            let found = T::found_by(text, &self.scope);
            self = self.narrow(found);
        }
        for (key, by) in &filter.conditions {
            let field = field::<T>(key, filter.year)?;
            self = self.narrow(field.within(condition(&field, by, &id::<T>())));
        }
        if let Some(only) = &filter.only {
            self = self.narrow(T::key().is_in(only.iter().copied()));
        }
        if !filter.except.is_empty() {
            self = self.narrow(T::key().is_not_in(filter.except.iter().copied()));
        }
        Ok(self)
    }

    /// The rows behind a place, in an order. Each row of the list comes exactly once when pages are walked through.
    pub async fn page(self, read: &Reader<'_>, order: &Order, after: Option<&Place>, limit: u64) -> Result<Vec<Visible<T>>, StoreError> {
        let field = field::<T>(&order.column, order.year)?;
        let id = id::<T>();
        let direction = if order.descending { Direction::Desc } else { Direction::Asc };
        let behind = |row: Expr, place: Expr| if order.descending { row.lt(place) } else { row.gt(place) };
        let behind_id = |place: &Place| behind(id.clone(), Expr::val(place.id));
        let select = self.into_select();
        let Read::Column(column) = field.read else {
            let select = after.iter().fold(select, |select, place| select.filter(behind_id(place)));
            return fetch(select.order_by(id.clone(), direction).limit(limit), read).await;
        };
        let mut found = Vec::new();
        if after.is_none_or(|place| place.value.is_some()) {
            let mut filled = select.clone().filter(column.clone().is_not_null());
            if let Some(Place { value: Some(value), id: last }) = after {
                let row = Expr::tuple([column.clone(), id.clone()]);
                filled = filled.filter(behind(row, Expr::tuple([bound(value), Expr::val(*last)])));
            }
            filled = filled.order_by(column.clone(), direction.clone()).order_by(id.clone(), direction.clone()).limit(limit);
            found = fetch(filled, read).await?;
        }
        let missing = limit.saturating_sub(u64::try_from(found.len()).unwrap_or(u64::MAX));
        if missing > 0 {
            let mut empty = select.filter(column.is_null());
            if let Some(place) = after.filter(|place| place.value.is_none()) {
                empty = empty.filter(behind_id(place));
            }
            found.extend(fetch(empty.order_by(id, direction).limit(missing), read).await?);
        }
        Ok(found)
    }

    /// How many rows there are, and the sums of these columns.
    pub async fn totals(self, read: &Reader<'_>, sums: &[&str], year: i32) -> Result<Totals, StoreError> {
        let select = added::<T>(self.into_select().select_only(), sums, year)?;
        let row = read.0.query_one(&select.into_query()).await?.ok_or_else(|| StoreError::corrupt("totals"))?;
        totals_from(&row, sums.len())
    }

    /// The rows by what they hold in a column, in no order.
    pub async fn groups(self, read: &Reader<'_>, by: &str, sums: &[&str], year: i32) -> Result<Vec<Group>, StoreError> {
        let field = field::<T>(by, year)?;
        let group = field.group.ok_or_else(|| StoreError::corrupt(format_args!("list column {by}")))?;
        let grouped = sea_orm::sea_query::Func::cast_as(group, alias(crate::dialect::BIGINT));
        let select = self.into_select().select_only().expr_as(grouped, "grouped");
        let mut query = added::<T>(select, sums, year)?.into_query();
        query.add_group_by([Expr::col(alias("grouped"))]);
        let mut found = Vec::new();
        for row in read.0.query_all(&query).await? {
            found.push(Group { value: row.try_get("", "grouped")?, totals: totals_from(&row, sums.len())? });
        }
        Ok(found)
    }

    /// The ids of all rows, in the order of time.
    pub async fn ids(self, read: &Reader<'_>) -> Result<Vec<Uuid>, StoreError> {
        let select = self.into_select().select_only().column(T::key()).order_by(id::<T>(), Direction::Asc);
        Ok(select.into_tuple::<Uuid>().all(&read.0).await?)
    }
}

/// Whether a list has a column with this key that may be sorted, added up and grouped as the definition says.
pub fn knows<T: Listed>(key: &str, summable: bool, groupable: bool) -> bool {
    T::field(key, 2000).is_some_and(|field| (!summable || field.sum.is_some()) && (!groupable || field.group.is_some()))
}

fn field<T: Listed>(key: &str, year: i32) -> Result<Field, StoreError> {
    T::field(key, year).ok_or_else(|| StoreError::corrupt(format_args!("list column {key}")))
}

fn id<T: Listed>() -> Expr {
    Expr::col(T::key().as_column_ref())
}

async fn fetch<T: Listed>(select: Select<T::Entity>, read: &Reader<'_>) -> Result<Vec<Visible<T>>, StoreError> {
    select.all(&read.0).await?.into_iter().map(visible).collect()
}

fn bound(value: &Value) -> Expr {
    match value {
        Value::Number(number) => Expr::val(*number),
        Value::Text(text) => Expr::val(text.clone()),
    }
}

fn added<T: Listed>(mut select: Select<T::Entity>, sums: &[&str], year: i32) -> Result<Select<T::Entity>, StoreError> {
    select = select.expr_as(Expr::val(1).count(), "counted");
    for (place, key) in sums.iter().enumerate() {
        let sum = field::<T>(key, year)?.sum.ok_or_else(|| StoreError::corrupt(format_args!("list column {key}")))?;
        select = select.expr_as(summed(sum), format!("sum_{place}"));
    }
    Ok(select)
}

fn totals_from(row: &sea_orm::QueryResult, sums: usize) -> Result<Totals, StoreError> {
    let counted: i64 = row.try_get("", "counted")?;
    let of = |place: usize| row.try_get::<Option<i64>>("", &format!("sum_{place}")).map(Option::unwrap_or_default);
    Ok(Totals { count: u64::try_from(counted).unwrap_or(0), sums: (0..sums).map(of).collect::<Result<_, _>>()? })
}

fn condition(field: &Field, by: &Narrow, id: &Expr) -> Condition {
    let column = match &field.read {
        Read::Born => id.clone(),
        Read::Column(column) => column.clone(),
    };
    let all = Condition::all();
    match by {
        Narrow::Contains(text) => all.add(match &field.words {
            Some(words) => field::holds(words.clone(), text),
            None => field::says(column, text),
        }),
        Narrow::OneOf(values) => all.add(field.words.as_ref().map_or_else(
            || column.clone().is_in(values.iter().map(bound)),
            |words| words.clone().is_in(values.iter().filter_map(field::key_of)),
        )),
        Narrow::Between(from, to) => match &field.read {
            Read::Born => field::born_between(&column, *from, *to),
            Read::Column(_) => {
                let lowest = from.map(|from| column.clone().gte(from));
                let highest = to.map(|to| column.clone().lte(to));
                lowest.into_iter().chain(highest).fold(all.add(column.clone().is_not_null()), Condition::add)
            }
        },
        Narrow::Below(orgs) => {
            let mut below = Query::select();
            below
                .column(org_closure::Column::Descendant)
                .from(org_closure::Entity)
                .and_where(org_closure::Column::Ancestor.is_in(orgs.iter().map(|org| org.0)));
            let mut units = Query::select();
            units.column(org::Column::Number).from(org::Entity).and_where(org::Column::Id.in_subquery(below));
            all.add(column.in_subquery(units))
        }
        Narrow::Empty => all.add(column.is_null()),
        Narrow::Filled => all.add(column.is_not_null()),
    }
}
