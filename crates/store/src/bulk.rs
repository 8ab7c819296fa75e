//! Inserting many rows: the one place that knows how many fit into a statement.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, InsertMany, Iterable};

use crate::dialect;
use crate::error::StoreError;

/// Inserts all rows, in as few statements as the engine takes.
pub(crate) async fn insert_all<A, C>(connection: &C, rows: Vec<A>) -> Result<(), StoreError>
where
    A: ActiveModelTrait + Send,
    C: ConnectionTrait,
{
    let columns = <A::Entity as EntityTrait>::Column::iter().count();
    let at_once = dialect::insert_rows(connection.get_database_backend(), columns);
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(at_once).collect();
        InsertMany::<A>::many(chunk).exec_without_returning(connection).await?;
    }
    Ok(())
}
