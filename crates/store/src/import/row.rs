//! The rows of an import: what was read in chunks, and a narrow index over them.

use std::collections::BTreeMap;

use domain::ids::ProjectId;
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, LikeExpr};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::Import;
use crate::bulk::insert_all;
use crate::entity::{import_chunk, import_row};
use crate::error::StoreError;
use crate::rows::{Reader, Visible};
use crate::tx::Tx;

/// Rows of a ledger in one chunk: a page of rows that lie far apart reads many chunks, so they are small.
pub const CHUNK: usize = 25;

/// A row of a ledger in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedRow {
    /// Its place in the reading, from 0.
    pub place: i32,
    /// Place of its sheet in the workbook.
    pub sheet: i16,
    /// Row of the sheet, from 0.
    pub row: i32,
    /// What is the matter with it: bits whose meaning is the caller's.
    pub flags: i32,
    /// What becomes of it: a number whose meaning is the caller's.
    pub action: i16,
    /// Codes of the rules that tell something of it, each between spaces.
    pub rules: String,
    /// What two rows of one project have in common.
    pub same: String,
    /// The project that it means.
    pub project: Option<ProjectId>,
    /// What it adds to the sums of the import: JSON whose form is the caller's.
    pub figures: String,
    /// The row, where it differs from what was read.
    pub data: Option<Vec<u8>>,
}

impl From<import_row::Model> for IndexedRow {
    fn from(m: import_row::Model) -> Self {
        Self {
            place: m.place,
            sheet: m.sheet,
            row: m.at_row,
            flags: m.flags,
            action: m.action,
            rules: m.rules,
            same: m.same,
            project: m.project.map(ProjectId),
            figures: m.figures,
            data: m.data,
        }
    }
}

/// Which rows are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// One of these bits is set.
    pub any: Option<i32>,
    /// None of these bits is set.
    pub none: Option<i32>,
    /// This rule tells something of it.
    pub rule: Option<String>,
    /// What rows of one project have in common contains this.
    pub text: Option<String>,
}

impl RowFilter {
    fn condition(&self, import: &Visible<Import>) -> Condition {
        let bits = |bits: i32| Expr::col(import_row::Column::Flags).bit_and(bits);
        let holds = |column: import_row::Column, text: &str| {
            let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            Expr::col(column).like(LikeExpr::new(format!("%{escaped}%")).escape('\\'))
        };
        Condition::all()
            .add(import_row::Column::Import.eq(import.id.0))
            .add_option(self.any.map(|any| bits(any).ne(0)))
            .add_option(self.none.map(|none| bits(none).eq(0)))
            .add_option(self.rule.as_ref().map(|rule| holds(import_row::Column::Rules, &format!(" {rule} "))))
            .add_option(self.text.as_ref().map(|text| holds(import_row::Column::Same, text)))
    }
}

/// Adds rows that were read: a part of the index, and chunks by their numbers.
pub async fn add(tx: &Tx, import: &Visible<Import>, rows: Vec<IndexedRow>, chunks: Vec<(i32, Vec<u8>)>) -> Result<(), StoreError> {
    insert(tx, import, rows).await?;
    let chunks = chunks
        .into_iter()
        .map(|(chunk, data)| import_chunk::ActiveModel { import: Set(import.id.0), chunk: Set(chunk), data: Set(data) })
        .collect();
    insert_all(&tx.connection, chunks).await
}

async fn insert(tx: &Tx, import: &Visible<Import>, rows: Vec<IndexedRow>) -> Result<(), StoreError> {
    let rows = rows
        .into_iter()
        .map(|row| import_row::ActiveModel {
            import: Set(import.id.0),
            place: Set(row.place),
            sheet: Set(row.sheet),
            at_row: Set(row.row),
            flags: Set(row.flags),
            action: Set(row.action),
            rules: Set(row.rules),
            same: Set(row.same),
            project: Set(row.project.map(|project| project.0)),
            figures: Set(row.figures),
            data: Set(row.data),
        })
        .collect();
    insert_all(&tx.connection, rows).await
}

/// Puts rows in the place of those that stand there.
pub async fn replace(tx: &Tx, import: &Visible<Import>, rows: Vec<IndexedRow>) -> Result<(), StoreError> {
    for chunk in rows.chunks(500) {
        import_row::Entity::delete_many().filter(at(import, chunk.iter().map(|row| row.place))).exec(&tx.connection).await?;
    }
    insert(tx, import, rows).await
}

/// Takes out all rows.
pub(super) async fn clear(tx: &Tx, import: &Visible<Import>) -> Result<(), StoreError> {
    import_row::Entity::delete_many().filter(import_row::Column::Import.eq(import.id.0)).exec(&tx.connection).await?;
    import_chunk::Entity::delete_many().filter(import_chunk::Column::Import.eq(import.id.0)).exec(&tx.connection).await?;
    Ok(())
}

fn at(import: &Visible<Import>, places: impl IntoIterator<Item = i32>) -> Condition {
    Condition::all().add(import_row::Column::Import.eq(import.id.0)).add(import_row::Column::Place.is_in(places))
}

/// How many rows the filter lets through.
pub async fn count(read: &Reader<'_>, import: &Visible<Import>, filter: &RowFilter) -> Result<u64, StoreError> {
    counted(read, filter.condition(import)).await
}

async fn counted(read: &Reader<'_>, condition: impl IntoCondition) -> Result<u64, StoreError> {
    let select = import_row::Entity::find().select_only().expr(Expr::val(1).count()).filter(condition.into_condition());
    let count = select.into_tuple::<i64>().one(&read.0).await?;
    Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or(0))
}

/// Places of the rows that the filter lets through, in order.
pub async fn places(
    read: &Reader<'_>,
    import: &Visible<Import>,
    filter: &RowFilter,
    offset: u64,
    limit: u64,
) -> Result<Vec<i32>, StoreError> {
    let select = import_row::Entity::find()
        .select_only()
        .column(import_row::Column::Place)
        .filter(filter.condition(import))
        .order_by_asc(import_row::Column::Place)
        .offset(offset)
        .limit(limit);
    Ok(select.into_tuple().all(&read.0).await?)
}

/// The nearest place behind `from` (or before it) that the filter lets through, and how many stand before that.
pub async fn next(
    read: &Reader<'_>,
    import: &Visible<Import>,
    filter: &RowFilter,
    from: Option<i32>,
    back: bool,
) -> Result<Option<(i32, u64)>, StoreError> {
    let condition = filter.condition(import);
    let select = import_row::Entity::find().select_only().column(import_row::Column::Place);
    let place = import_row::Column::Place;
    let select = match (from, back) {
        (None, false) => select.filter(condition.clone()).order_by_asc(place),
        (None, true) => select.filter(condition.clone()).order_by_desc(place),
        (Some(from), false) => select.filter(condition.clone().add(place.gt(from))).order_by_asc(place),
        (Some(from), true) => select.filter(condition.clone().add(place.lt(from))).order_by_desc(place),
    };
    let Some(found) = select.limit(1).into_tuple::<i32>().one(&read.0).await? else { return Ok(None) };
    let before = counted(read, condition.add(place.lt(found))).await?;
    Ok(Some((found, before)))
}

/// Rows of the index at these places, in order.
pub async fn at_places(read: &Reader<'_>, import: &Visible<Import>, places: &[i32]) -> Result<Vec<IndexedRow>, StoreError> {
    let mut found = Vec::with_capacity(places.len());
    for chunk in places.chunks(500) {
        let models = import_row::Entity::find().filter(at(import, chunk.iter().copied())).all(&read.0).await?;
        found.extend(models.into_iter().map(IndexedRow::from));
    }
    found.sort_unstable_by_key(|row| row.place);
    Ok(found)
}

/// Rows of the index from a place on, in order.
pub async fn stretch(read: &Reader<'_>, import: &Visible<Import>, from: i32, limit: u64) -> Result<Vec<IndexedRow>, StoreError> {
    let select = import_row::Entity::find()
        .filter(import_row::Column::Import.eq(import.id.0))
        .filter(import_row::Column::Place.gte(from))
        .order_by_asc(import_row::Column::Place)
        .limit(limit);
    Ok(select.all(&read.0).await?.into_iter().map(IndexedRow::from).collect())
}

/// Places of rows that share something with these: what rows of one project have in common, or the project.
pub async fn alike(read: &Reader<'_>, import: &Visible<Import>, same: &[String], projects: &[ProjectId]) -> Result<Vec<i32>, StoreError> {
    let mut conditions = Vec::new();
    conditions.extend(same.chunks(500).map(|chunk| import_row::Column::Same.is_in(chunk.iter().map(String::as_str))));
    conditions.extend(projects.chunks(500).map(|chunk| import_row::Column::Project.is_in(chunk.iter().map(|project| project.0))));
    let mut places: Vec<i32> = Vec::new();
    for condition in conditions {
        let select = import_row::Entity::find()
            .select_only()
            .column(import_row::Column::Place)
            .filter(import_row::Column::Import.eq(import.id.0))
            .filter(condition);
        places.extend(select.into_tuple::<i32>().all(&read.0).await?);
    }
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// Places of these rows of a sheet, by row.
pub async fn places_of(read: &Reader<'_>, import: &Visible<Import>, sheet: i16, rows: &[i32]) -> Result<BTreeMap<i32, i32>, StoreError> {
    let mut found = BTreeMap::new();
    for rows in rows.chunks(500) {
        let select = of_sheet(import, sheet)
            .column(import_row::Column::AtRow)
            .column(import_row::Column::Place)
            .filter(import_row::Column::AtRow.is_in(rows.iter().copied()));
        found.extend(select.into_tuple::<(i32, i32)>().all(&read.0).await?);
    }
    Ok(found)
}

/// Row, flags and figures of all rows of a sheet.
pub async fn figures(read: &Reader<'_>, import: &Visible<Import>, sheet: i16) -> Result<Vec<(i32, i32, String)>, StoreError> {
    let select = of_sheet(import, sheet)
        .column(import_row::Column::AtRow)
        .column(import_row::Column::Flags)
        .column(import_row::Column::Figures)
        .order_by_asc(import_row::Column::AtRow);
    Ok(select.into_tuple().all(&read.0).await?)
}

fn of_sheet(import: &Visible<Import>, sheet: i16) -> sea_orm::Select<import_row::Entity> {
    import_row::Entity::find().select_only().filter(import_row::Column::Import.eq(import.id.0)).filter(import_row::Column::Sheet.eq(sheet))
}

/// Chunks by their numbers.
pub async fn chunks(read: &Reader<'_>, import: &Visible<Import>, numbers: &[i32]) -> Result<BTreeMap<i32, Vec<u8>>, StoreError> {
    let mut found = BTreeMap::new();
    for numbers in numbers.chunks(500) {
        let models = import_chunk::Entity::find()
            .filter(import_chunk::Column::Import.eq(import.id.0))
            .filter(import_chunk::Column::Chunk.is_in(numbers.iter().copied()))
            .all(&read.0)
            .await?;
        found.extend(models.into_iter().map(|model| (model.chunk, model.data)));
    }
    Ok(found)
}
