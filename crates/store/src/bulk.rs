//! Inserting many rows: the one place that knows how many fit into a statement.

use sea_orm::{ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, InsertMany, Iterable};

use crate::dialect;
use crate::error::StoreError;

/// Cuts rows into parts that are inserted by one statement each.
pub(crate) fn parts<A>(backend: DbBackend, columns: usize, rows: Vec<A>) -> impl Iterator<Item = Vec<A>> {
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let at_once = dialect::insert_rows(backend, columns, rows.len());
        Some(rows.by_ref().take(at_once).collect::<Vec<A>>()).filter(|part| !part.is_empty())
    })
}

/// Inserts all rows, in as few statements as the engine takes.
pub(crate) async fn insert_all<A, C>(connection: &C, rows: Vec<A>) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
    C: ConnectionTrait,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count();
    for part in parts(connection.get_database_backend(), columns, rows) {
        InsertMany::<A>::many(part).exec_without_returning(connection).await?;
    }
    Ok(())
}
