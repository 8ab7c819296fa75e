//! Scoped reading: the only way to a query over records that belong to somebody.

use std::marker::PhantomData;
use std::ops::Deref;

use access::{Scope, ScopeKind};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoCondition, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DatabaseExecutor, DatabaseTransaction, EntityName, EntityTrait, Iterable,
    PrimaryKeyToColumn, QueryFilter, QueryTrait, Select,
};
use uuid::Uuid;

use crate::entity::{enterprise_project, org_closure, project_scope};
use crate::error::StoreError;

/// A handle to read with: the pool, or a transaction under way.
pub struct Reader<'a>(pub(crate) DatabaseExecutor<'a>);

impl<'a> Reader<'a> {
    pub(crate) fn pool(pool: &'a DatabaseConnection) -> Self {
        Self(pool.into())
    }

    pub(crate) fn transaction(transaction: &'a DatabaseTransaction) -> Self {
        Self(transaction.into())
    }
}

/// What a table's rows belong to, so that a scope can be laid over them.
pub enum Owner<C> {
    /// Rows of a project, by this column that holds its id: seen through `project_scope`.
    Project(C),
    /// Rows of an organisation, by this column that holds its id: seen through the tree.
    Org(C),
    /// Rows of an enterprise, by this column that holds its id: seen through any of its projects. One that has none is
    /// seen by nobody.
    Enterprise(C),
    /// Rows that this query computes from the records that a scope sees; it stands in place of a table.
    Computed(fn(&Scope) -> SelectStatement),
}

/// A table that can be read through [`Rows`]. Sealed: entities are private to this crate.
pub trait Table: Sized + Send + sealed::Entity {}

pub(crate) mod sealed {
    use super::Owner;
    use crate::error::StoreError;
    use sea_orm::EntityTrait;

    /// How a record comes from the ORM's row.
    pub trait Entity: Sized {
        /// The ORM's entity.
        type Entity: EntityTrait;
        /// What its rows belong to.
        fn owner() -> Owner<<Self::Entity as EntityTrait>::Column>;
        /// The record of a row.
        fn from_model(model: <Self::Entity as EntityTrait>::Model) -> Result<Self, StoreError>;
    }
}

/// Rows of a table that a scope may see. Made by [`Rows::visible_to`] and nothing else; what is added narrows it.
pub struct Rows<T: Table> {
    /// Without the scope, which is laid over it by [`Rows::into_select`] or [`Rows::into_probe`] and nothing else.
    select: Select<T::Entity>,
    seen: Seen,
    /// What it was made from.
    pub(crate) scope: Scope,
    table: PhantomData<T>,
}

/// A scope as a condition, in two forms that let the same rows through.
struct Seen {
    /// For lists: the engine may walk what the scope holds.
    listed: Condition,
    /// For rows that are named: each is looked up in the scope. A list of all that the scope holds would be made anew
    /// for each five hundred of them.
    probed: Condition,
}

/// A record that was read through somebody's scope, and so may be written to by that person.
#[derive(Clone, Copy, Debug)]
pub struct Visible<T>(T);

impl<T> Deref for Visible<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> Visible<T> {
    /// The record without the right to write to it.
    pub fn into_inner(self) -> T {
        self.0
    }

    /// For a record that this very transaction made, or a part of one that was read through a scope.
    pub(crate) fn made(record: T) -> Self {
        Self(record)
    }
}

impl<T: Table> Rows<T> {
    /// Starts a query from what the scope may see.
    pub fn visible_to(scope: &Scope) -> Self {
        let mut select = T::Entity::find();
        let seen = match T::owner() {
            Owner::Project(column) => Seen { listed: project_condition(scope, column), probed: project_probe(scope, column) },
            Owner::Org(column) => Seen { listed: org_condition(scope, column), probed: org_condition(scope, column) },
            Owner::Enterprise(column) => Seen { listed: enterprise_condition(scope, column), probed: enterprise_condition(scope, column) },
            Owner::Computed(query) => {
                let name = alias(T::Entity::default().table_name());
                QueryTrait::query(&mut select).from_clear().from_subquery(query(scope), name);
                Seen { listed: Condition::all(), probed: Condition::all() }
            }
        };
        Self { select, seen, scope: scope.clone(), table: PhantomData }
    }

    /// Keeps only rows that also meet `condition`, as a group of its own: an OR inside cannot widen the scope.
    #[must_use]
    pub(crate) fn narrow(mut self, condition: impl IntoCondition) -> Self {
        self.select = self.select.filter(Condition::all().add(condition.into_condition()));
        self
    }

    /// The query, for ordering, paging and sums inside this crate.
    pub(crate) fn into_select(self) -> Select<T::Entity> {
        self.select.filter(self.seen.listed)
    }

    /// The query for rows that are named by their keys, so that there are few.
    pub(crate) fn into_probe(self) -> Select<T::Entity> {
        self.select.filter(self.seen.probed)
    }

    /// All rows, in the order of their keys.
    pub async fn all(self, read: &Reader<'_>) -> Result<Vec<Visible<T>>, StoreError> {
        let models = by_key(self.into_select()).all(&read.0).await?;
        models.into_iter().map(|model| T::from_model(model).map(Visible)).collect()
    }

    /// The row with this id.
    pub async fn by_id(self, read: &Reader<'_>, id: impl Into<Uuid>) -> Result<Visible<T>, StoreError>
    where
        <<T::Entity as EntityTrait>::PrimaryKey as sea_orm::PrimaryKeyTrait>::ValueType: From<Uuid>,
    {
        let Some(column) = <T::Entity as EntityTrait>::PrimaryKey::iter().next().map(PrimaryKeyToColumn::into_column) else {
            return Err(StoreError::NotFound);
        };
        let id: Uuid = id.into();
        self.narrow(column.eq(id)).one(read).await
    }

    /// The only row that is left.
    pub(crate) async fn one(self, read: &Reader<'_>) -> Result<Visible<T>, StoreError> {
        let model = self.into_probe().one(&read.0).await?.ok_or(StoreError::NotFound)?;
        T::from_model(model).map(Visible)
    }

    /// How many there are.
    pub async fn count(self, read: &Reader<'_>) -> Result<u64, StoreError> {
        use sea_orm::QuerySelect;
        let count = self.into_select().select_only().expr(Expr::val(1).count()).into_tuple::<i64>().one(&read.0).await?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
    }
}

fn by_key<E: EntityTrait>(select: Select<E>) -> Select<E> {
    use sea_orm::QueryOrder;
    E::PrimaryKey::iter().fold(select, |select, key| select.order_by_asc(key.into_column()))
}

/// A record read from a model that a scoped query gave.
pub(crate) fn visible<T: Table>(model: <T::Entity as EntityTrait>::Model) -> Result<Visible<T>, StoreError> {
    T::from_model(model).map(Visible)
}

/// Projects that a scope sees, as a sub-query of their ids; `None` where it sees all.
pub(crate) fn projects_of(scope: &Scope) -> Option<SelectStatement> {
    let ScopeKind::Subtrees(roots) = scope.kind() else { return None };
    let mut select = Query::select();
    select
        .column(project_scope::Column::Project)
        .from(project_scope::Entity)
        .and_where(project_scope::Column::Ancestor.is_in(roots.iter().map(|root| root.0)));
    Some(select)
}

fn nothing() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}

pub(crate) fn project_condition(scope: &Scope, column: impl ColumnTrait) -> Condition {
    match scope.kind() {
        ScopeKind::Nothing => nothing(),
        ScopeKind::System(_) => Condition::all(),
        ScopeKind::Subtrees(_) => projects_of(scope).map_or_else(nothing, |projects| Condition::all().add(column.in_subquery(projects))),
    }
}

fn project_probe(scope: &Scope, column: impl ColumnTrait) -> Condition {
    match scope.kind() {
        ScopeKind::Nothing => nothing(),
        ScopeKind::System(_) => Condition::all(),
        ScopeKind::Subtrees(roots) => {
            let mut held = Query::select();
            held.expr(Expr::val(1))
                .from(project_scope::Entity)
                .and_where(Expr::col((project_scope::Entity, project_scope::Column::Project)).eq(Expr::col(column.as_column_ref())))
                .and_where(Expr::col((project_scope::Entity, project_scope::Column::Ancestor)).is_in(roots.iter().map(|root| root.0)));
            Condition::all().add(Expr::exists(held))
        }
    }
}

fn enterprise_condition(scope: &Scope, column: impl ColumnTrait) -> Condition {
    let mut invests = Query::select();
    invests.column(enterprise_project::Column::Enterprise).from(enterprise_project::Entity);
    match scope.kind() {
        ScopeKind::Nothing => return nothing(),
        ScopeKind::System(_) => {}
        ScopeKind::Subtrees(_) => {
            invests.cond_where(project_condition(scope, enterprise_project::Column::Project));
        }
    }
    Condition::all().add(column.in_subquery(invests))
}

fn org_condition(scope: &Scope, column: impl ColumnTrait) -> Condition {
    match scope.kind() {
        ScopeKind::Nothing => nothing(),
        ScopeKind::System(_) => Condition::all(),
        ScopeKind::Subtrees(roots) => {
            let mut below = Query::select();
            below
                .column(org_closure::Column::Descendant)
                .from(org_closure::Entity)
                .and_where(org_closure::Column::Ancestor.is_in(roots.iter().map(|root| root.0)));
            Condition::all().add(column.in_subquery(below))
        }
    }
}

/// An alias for a computed column.
pub(crate) fn alias(name: &str) -> Alias {
    Alias::new(name)
}
