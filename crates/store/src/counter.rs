//! Numbers in order: a counter row, taken in the writing transaction. No sequences: an engine that speaks
//! PostgreSQL's protocol may not have them, and a number that was not used must not be missing.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, DbErr};

use crate::entity::counter;
use crate::error::StoreError;
use crate::tx::Tx;

/// Takes `how_many` numbers of the counter and returns the first of them; counting starts at 1.
pub(crate) async fn take(tx: &Tx, name: &str, how_many: usize) -> Result<i64, StoreError> {
    let by = i64::try_from(how_many).unwrap_or(i64::MAX);
    let mut insert = Query::insert();
    insert
        .into_table(counter::Entity)
        .columns([counter::Column::Name, counter::Column::Value])
        .values([name.into(), by.into()])
        .map_err(|error| StoreError::Database(DbErr::Custom(error.to_string())))?
        .on_conflict(
            OnConflict::column(counter::Column::Name)
                .value(counter::Column::Value, Expr::col((counter::Entity, counter::Column::Value)).add(by))
                .to_owned(),
        )
        .returning_col(counter::Column::Value);
    let row = tx.connection.query_one(&insert).await?.ok_or_else(|| StoreError::corrupt("counter"))?;
    let last: i64 = row.try_get("", "value")?;
    Ok(last - by + 1)
}
