//! After something was mended: the touched rows, and those that look like them, are read and planned anew, and nothing
//! else.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::ProjectId;
use sheets::ledger::{LedgerReading, RowAmounts};
use store::import::Import;
use store::import::mend::{Mend, standing};
use store::import::row::{IndexedRow, alike, at_places, figures as figures_of, places_of, replace};
use store::{Reader, Tx, Visible};

use super::index::{count_in, figures, indexed, sameness};
use super::kept::{Desk, DeskRow, Head, desk, desk_rows, head, read_rows};
use super::plan::{Ground, Planner};
use super::tally::{Figures, flag};
use crate::error::AppError;

/// What a refresh came to.
pub(super) struct Refreshed {
    /// Places of the rows that were read and planned anew.
    pub(super) places: Vec<i32>,
    /// New version of the import.
    pub(super) version: i32,
}

/// Rounds in which rows that look like a touched one are gathered: a row that was alike before may be alike to others.
const ROUNDS: usize = 3;

/// Reads and plans anew the rows that these mends touch, whether they were made or taken back.
pub(super) async fn refresh(tx: &Tx, ground: &Ground, import: &Visible<Import>, mends: &[Mend]) -> Result<Refreshed, AppError> {
    let read = tx.read();
    let Head { reading } = head(import)?;
    let mut desk = desk(import)?;
    let touched = touched(&read, import, &reading, mends).await?;
    let before = at_places(&read, import, &touched).await?;
    let mut rows = mended_rows(&read, import, &reading, &before).await?;
    let mut same: BTreeSet<String> = before.iter().map(|row| row.same.clone()).collect();
    same.extend(rows.values().map(sameness));
    let mut projects: BTreeSet<ProjectId> = before.iter().filter_map(|row| row.project).collect();
    let mut old: BTreeMap<i32, IndexedRow> = before.into_iter().map(|row| (row.place, row)).collect();
    let mut planned = Vec::new();
    for _ in 0..ROUNDS {
        let known = old.len();
        let keys: Vec<String> = same.iter().cloned().collect();
        let ids: Vec<ProjectId> = projects.iter().copied().collect();
        let others: Vec<i32> = alike(&read, import, &keys, &ids).await?.into_iter().filter(|place| !old.contains_key(place)).collect();
        let others = at_places(&read, import, &others).await?;
        for (row, other) in desk_rows(&read, import, &others).await?.into_iter().zip(&others) {
            same.insert(sameness(&row));
            rows.insert(other.place, row);
        }
        old.extend(others.into_iter().map(|row| (row.place, row)));
        let placed: Vec<(usize, &DeskRow)> = rows.iter().map(|(place, row)| (usize::try_from(*place).unwrap_or(0), row)).collect();
        planned = Planner::new(&read, ground.clone()).await?.plan(&read, None, &placed).await?;
        projects.extend(planned.iter().filter_map(|row| row.project.as_ref()).map(|project| project.id));
        if old.len() == known && !planned.is_empty() {
            break;
        }
    }
    let mut index = Vec::with_capacity(rows.len());
    let mut recount = BTreeSet::new();
    for ((place, row), planned) in rows.iter().zip(&planned) {
        let Some(former) = old.get(place) else { continue };
        let now = indexed(planned.index, usize::try_from(former.sheet).unwrap_or(0), row, planned)?;
        let was = figures(former)?;
        desk.tally.remove(former.flags, &was);
        count_in(&mut desk.tally, &now, row)?;
        if was.amounts != figures(&now)?.amounts || (former.flags ^ now.flags) & (flag::LIVE | flag::PROJECT) != 0 {
            recount.insert(now.sheet);
        }
        index.push(now);
    }
    let places: Vec<i32> = index.iter().map(|row| row.place).collect();
    replace(tx, import, index).await?;
    for sheet in recount {
        recount_sheet(&read, import, &reading, sheet, &mut desk).await?;
    }
    let live = i32::try_from(desk.tally.live).unwrap_or(i32::MAX);
    let text = serde_json::to_string(&desk).map_err(AppError::internal)?;
    let version = store::import::changed(tx, import, live, text).await?;
    Ok(Refreshed { places, version })
}

/// Places of the rows that mends are of.
async fn touched(read: &Reader<'_>, import: &Visible<Import>, reading: &LedgerReading, mends: &[Mend]) -> Result<Vec<i32>, AppError> {
    let mut by_sheet: BTreeMap<&str, BTreeSet<i32>> = BTreeMap::new();
    for mend in mends {
        by_sheet.entry(mend.sheet.as_str()).or_default().insert(mend.row);
    }
    let mut places = Vec::new();
    for (name, rows) in by_sheet {
        let Some(sheet) = reading.sheets.iter().position(|sheet| &*sheet.name == name) else { continue };
        let rows: Vec<i32> = rows.into_iter().collect();
        places.extend(places_of(read, import, i16::try_from(sheet).unwrap_or(0), &rows).await?.into_values());
    }
    places.sort_unstable();
    Ok(places)
}

/// The rows as the mends that stand leave them.
async fn mended_rows(
    read: &Reader<'_>,
    import: &Visible<Import>,
    reading: &LedgerReading,
    indexed: &[IndexedRow],
) -> Result<BTreeMap<i32, DeskRow>, AppError> {
    let mends = standing(read, import).await?;
    let mut by_row: BTreeMap<(&str, i32), Vec<&Mend>> = BTreeMap::new();
    for made in &mends {
        by_row.entry((made.mend.sheet.as_str(), made.mend.row)).or_default().push(&made.mend);
    }
    let places: Vec<i32> = indexed.iter().map(|row| row.place).collect();
    let base = read_rows(read, import, &places).await?;
    let rows = indexed.iter().zip(base).map(|(indexed, base)| {
        let of_row = by_row.get(&(&*base.row.at.sheet, indexed.row)).cloned().unwrap_or_default();
        (indexed.place, DeskRow::of(base, reading, &of_row))
    });
    Ok(rows.collect())
}

/// Compares the sums that a sheet states with its rows as they stand now.
async fn recount_sheet(
    read: &Reader<'_>,
    import: &Visible<Import>,
    reading: &LedgerReading,
    sheet: i16,
    desk: &mut Desk,
) -> Result<(), AppError> {
    let Some(understood) = usize::try_from(sheet).ok().and_then(|sheet| reading.sheets.get(sheet)) else { return Ok(()) };
    let mut rows = Vec::new();
    for (row, flags, text) in figures_of(read, import, sheet).await? {
        if flags & flag::PROJECT == 0 {
            continue;
        }
        let figures: Figures = serde_json::from_str(&text).map_err(AppError::internal)?;
        rows.push(RowAmounts { row: u32::try_from(row).unwrap_or(0), amounts: figures.amounts, live: flags & flag::LIVE != 0 });
    }
    // Of a project whose rows on several sheets were joined, no sheet has the amounts.
    if rows.iter().all(|row| row.amounts.is_empty()) {
        return Ok(());
    }
    desk.problems.retain(|problem| problem.sheet != understood.name || !["subtotal_mismatch", "count_mismatch"].contains(&&*problem.rule));
    desk.problems.extend(understood.recount(&rows));
    Ok(())
}
