//! What was mended in the rows of an import: a list that is only added to, and taken back by marking.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use super::Import;
use crate::bulk::insert_all;
use crate::entity::import_mend;
use crate::error::StoreError;
use crate::rows::{Reader, Visible};
use crate::tx::Tx;

/// It stands.
const STANDS: i16 = 1;
/// It was undone and can be done again.
const UNDONE: i16 = 2;
/// It was undone, and something else was mended since.
const OVERTAKEN: i16 = 3;

/// Something mended: a text of a row, or a decision on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// Sheet of the row.
    pub sheet: String,
    /// Row of the sheet, from 0.
    pub row: i32,
    /// Which field, or which decision: a code whose meaning is the caller's.
    pub field: String,
    /// Cell that the field stands in.
    pub cell: String,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// A mend with who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeMend {
    /// What was mended.
    pub mend: Mend,
    /// The act that it was part of.
    pub step: i32,
    /// Who made it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Which acts there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// The last that stands.
    pub last: Option<i32>,
    /// The first that was undone and can be done again.
    pub undone: Option<i32>,
    /// Mends that stand.
    pub standing: i64,
}

/// Adds mends as one act. What was undone before can no longer be done again.
pub async fn add(tx: &Tx, import: &Visible<Import>, mends: Vec<Mend>) -> Result<(), StoreError> {
    mark(tx, import, None, UNDONE, OVERTAKEN).await?;
    let step = import_mend::Entity::find()
        .select_only()
        .expr(import_mend::Column::Step.max())
        .filter(import_mend::Column::Import.eq(import.id.0))
        .into_tuple::<Option<i32>>()
        .one(&tx.connection)
        .await?
        .flatten()
        .unwrap_or(0)
        + 1;
    let rows = (0..).zip(mends).map(|(number, mend)| import_mend::ActiveModel {
        import: Set(import.id.0),
        step: Set(step),
        number: Set(number),
        state: Set(STANDS),
        sheet: Set(mend.sheet),
        at_row: Set(mend.row),
        field: Set(mend.field),
        cell: Set(mend.cell),
        before: Set(mend.before),
        after: Set(mend.after),
        by_user: Set(tx.actor().user.map(|user| user.0)),
        by_name: Set(tx.actor().name.clone()),
        at: Set(tx.now()),
    });
    insert_all(&tx.connection, rows.collect()).await
}

/// Takes an act back.
pub async fn undo(tx: &Tx, import: &Visible<Import>, step: i32) -> Result<(), StoreError> {
    mark(tx, import, Some(step), STANDS, UNDONE).await
}

/// Does an act again that was taken back.
pub async fn redo(tx: &Tx, import: &Visible<Import>, step: i32) -> Result<(), StoreError> {
    mark(tx, import, Some(step), UNDONE, STANDS).await
}

async fn mark(tx: &Tx, import: &Visible<Import>, step: Option<i32>, from: i16, to: i16) -> Result<(), StoreError> {
    let mut update = import_mend::Entity::update_many()
        .col_expr(import_mend::Column::State, Expr::val(to))
        .filter(import_mend::Column::Import.eq(import.id.0))
        .filter(import_mend::Column::State.eq(from));
    if let Some(step) = step {
        update = update.filter(import_mend::Column::Step.eq(step));
    }
    update.exec(&tx.connection).await?;
    Ok(())
}

/// Takes out all mends of an import that is forgotten.
pub(super) async fn clear(tx: &Tx, import: &Visible<Import>) -> Result<(), StoreError> {
    import_mend::Entity::delete_many().filter(import_mend::Column::Import.eq(import.id.0)).exec(&tx.connection).await?;
    Ok(())
}

/// The mends that stand, in the order in which they were made.
pub async fn standing(read: &Reader<'_>, import: &Visible<Import>) -> Result<Vec<MadeMend>, StoreError> {
    list(read, import, None).await
}

/// The mends of one act.
pub async fn of_step(read: &Reader<'_>, import: &Visible<Import>, step: i32) -> Result<Vec<MadeMend>, StoreError> {
    list(read, import, Some(step)).await
}

async fn list(read: &Reader<'_>, import: &Visible<Import>, step: Option<i32>) -> Result<Vec<MadeMend>, StoreError> {
    let select = import_mend::Entity::find().filter(import_mend::Column::Import.eq(import.id.0));
    let select = match step {
        Some(step) => select.filter(import_mend::Column::Step.eq(step)),
        None => select.filter(import_mend::Column::State.eq(STANDS)),
    };
    let models = select.order_by_asc(import_mend::Column::Step).order_by_asc(import_mend::Column::Number).all(&read.0).await?;
    let made = models.into_iter().map(|m| MadeMend {
        mend: Mend { sheet: m.sheet, row: m.at_row, field: m.field, cell: m.cell, before: m.before, after: m.after },
        step: m.step,
        by: m.by_name,
        at: m.at,
    });
    Ok(made.collect())
}

#[derive(FromQueryResult)]
struct StateOfSteps {
    state: i16,
    first: i32,
    last: i32,
    mends: i64,
}

/// Which acts can be taken back or done again.
pub async fn steps(read: &Reader<'_>, import: &Visible<Import>) -> Result<Steps, StoreError> {
    let found = import_mend::Entity::find()
        .select_only()
        .column(import_mend::Column::State)
        .column_as(import_mend::Column::Step.min(), "first")
        .column_as(import_mend::Column::Step.max(), "last")
        .column_as(import_mend::Column::Number.count(), "mends")
        .filter(import_mend::Column::Import.eq(import.id.0))
        .group_by(import_mend::Column::State)
        .into_model::<StateOfSteps>()
        .all(&read.0)
        .await?;
    let of = |state: i16| found.iter().find(|row| row.state == state);
    Ok(Steps {
        last: of(STANDS).map(|row| row.last),
        undone: of(UNDONE).map(|row| row.first),
        standing: of(STANDS).map_or(0, |row| row.mends),
    })
}
