//! Cells: sums of postings by a narrow key, kept in the writing transaction.

use std::collections::BTreeMap;

use domain::claim::{Level, View};
use domain::measure::{Measure, cells_of};
use domain::period::Period;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::settle::contribution_from;
use crate::bulk::{insert_all, parts};
use crate::entity::{cell, posting};
use crate::error::StoreError;
use crate::tx::Tx;

/// Level, view, measure, month, unit.
pub(crate) type CellKey = (Level, View, Measure, Period, i32);

/// Adds sums to the cells of the present month. In the order of the keys, so that two writers never wait for each
/// other crosswise.
pub(super) async fn add_to_cells(tx: &Tx, sums: &BTreeMap<CellKey, (i64, i64)>) -> Result<(), StoreError> {
    let known_month = Period::of_instant(tx.now()).key();
    let changed: Vec<_> = sums.iter().filter(|(_, (count, amount))| *count != 0 || *amount != 0).collect();
    for part in parts(tx.connection.get_database_backend(), 8, changed) {
        let rows = part.into_iter().map(|((level, view, measure, period, unit), (count, amount))| cell::ActiveModel {
            level: Set(level.number()),
            view: Set(view.number()),
            measure: Set(measure.number()),
            period: Set(period.key()),
            unit: Set(*unit),
            known_month: Set(known_month),
            count: Set(*count),
            amount: Set(*amount),
        });
        let key = [
            cell::Column::Level,
            cell::Column::View,
            cell::Column::Measure,
            cell::Column::Period,
            cell::Column::Unit,
            cell::Column::KnownMonth,
        ];
        let added = |column: cell::Column| {
            let excluded = Expr::col((sea_orm::sea_query::Alias::new("excluded"), column));
            (column, Expr::col((cell::Entity, column)).add(excluded))
        };
        let on_conflict = OnConflict::columns(key).values([added(cell::Column::Count), added(cell::Column::Amount)]).to_owned();
        cell::Entity::insert_many(rows).on_conflict(on_conflict).exec_without_returning(&tx.connection).await?;
    }
    Ok(())
}

/// Computes all cells anew from the postings. For repair: cells are sums and carry no truth of their own.
pub async fn rebuild_cells(tx: &Tx) -> Result<(), StoreError> {
    let sums = sum_postings(tx).await?;
    cell::Entity::delete_many().exec(&tx.connection).await?;
    let rows = sums.into_iter().filter(|(_, (count, amount))| *count != 0 || *amount != 0).map(|((key, known_month), (count, amount))| {
        let (level, view, measure, period, unit) = key;
        cell::ActiveModel {
            level: Set(level.number()),
            view: Set(view.number()),
            measure: Set(measure.number()),
            period: Set(period.key()),
            unit: Set(unit),
            known_month: Set(known_month),
            count: Set(count),
            amount: Set(amount),
        }
    });
    insert_all(&tx.connection, rows.collect()).await
}

/// The sums that the cells should hold, by key and known month.
async fn sum_postings(tx: &Tx) -> Result<BTreeMap<(CellKey, i32), (i64, i64)>, StoreError> {
    let mut sums: BTreeMap<(CellKey, i32), (i64, i64)> = BTreeMap::new();
    let mut after: Option<Uuid> = None;
    loop {
        let mut page = posting::Entity::find().order_by_asc(posting::Column::Id).limit(20_000);
        if let Some(after) = after {
            page = page.filter(posting::Column::Id.gt(after));
        }
        let rows = page.all(&tx.connection).await?;
        let Some(last) = rows.last() else { return Ok(sums) };
        after = Some(last.id);
        for model in &rows {
            let entry = contribution_from(model)?;
            let known_month = Period::of_instant(model.known_at).key();
            for (measure, period) in cells_of(&entry) {
                let sum = sums.entry(((entry.level, entry.view, measure, period, entry.unit), known_month)).or_default();
                sum.0 += i64::from(entry.count);
                sum.1 += entry.amount;
            }
        }
    }
}

/// The cells that differ from the postings behind them, as text; empty when every cell is the sum of its postings.
pub async fn compare_cells(tx: &Tx) -> Result<Vec<String>, StoreError> {
    let mut wanted = sum_postings(tx).await?;
    wanted.retain(|_, (count, amount)| *count != 0 || *amount != 0);
    let mut faults = Vec::new();
    for model in cell::Entity::find().all(&tx.connection).await? {
        let corrupt = || StoreError::corrupt("cell");
        let key = (
            Level::from_number(model.level).ok_or_else(corrupt)?,
            View::from_number(model.view).ok_or_else(corrupt)?,
            Measure::from_number(model.measure).ok_or_else(corrupt)?,
            Period::from_key(model.period).map_err(|_| corrupt())?,
            model.unit,
        );
        let sum = wanted.remove(&(key, model.known_month)).unwrap_or_default();
        if sum != (model.count, model.amount) {
            faults.push(format!("{key:?} 已知月 {}:单元格 ({}, {}),入账合计 {sum:?}", model.known_month, model.count, model.amount));
        }
    }
    faults.extend(wanted.into_iter().map(|(key, sum)| format!("{key:?}:缺少单元格,入账合计 {sum:?}")));
    Ok(faults)
}
