//! Pages of an import's rows: any page of any tab, found in the index.

use access::Permission;
use domain::ids::ImportId;
use domain::project::name_key;
use sheets::ledger::{FieldKey, LedgerReading, ReadRow, Severity};
use store::import::Import;
use store::import::row::{self, IndexedRow, at_places, places};
use store::{Reader, Rows, Visible};

use super::index::figures;
use super::kept::{DeskRow, Head, desk, desk_rows, head};
use super::plan::Action;
use super::tally::{Tabs, flag};
use crate::caller::Caller;
use crate::error::AppError;
use crate::state::App;

/// A tab of the desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// All rows.
    #[default]
    All,
    /// With something that was not read.
    Errors,
    /// With something that somebody should look at.
    Warnings,
    /// With either.
    Problems,
    /// Like a row before them.
    Duplicates,
    /// Known projects with something new.
    Updates,
    /// New projects.
    Additions,
    /// Known projects with nothing new.
    Same,
    /// Nothing of them is written.
    Skipped,
    /// Ended projects.
    Ended,
}

impl Tab {
    const fn bits(self) -> Option<i32> {
        match self {
            Self::All => None,
            Self::Errors => Some(flag::ERROR),
            Self::Warnings => Some(flag::WARNING),
            Self::Problems => Some(flag::ERROR | flag::WARNING),
            Self::Duplicates => Some(flag::DUPLICATE),
            Self::Updates => Some(flag::UPDATE),
            Self::Additions => Some(flag::ADDITION),
            Self::Same => Some(flag::SAME),
            Self::Skipped => Some(flag::SKIP),
            Self::Ended => Some(flag::ENDED),
        }
    }

    /// How many rows it has, where the sums of the import say so.
    const fn rows(self, tabs: &Tabs) -> Option<usize> {
        Some(match self {
            Self::All => tabs.all,
            Self::Errors => tabs.errors,
            Self::Warnings => tabs.warnings,
            Self::Problems => return None,
            Self::Duplicates => tabs.duplicates,
            Self::Updates => tabs.updates,
            Self::Additions => tabs.additions,
            Self::Same => tabs.same,
            Self::Skipped => tabs.skipped,
            Self::Ended => tabs.ended,
        })
    }
}

/// Which rows of an import are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowQuery {
    /// The tab.
    pub tab: Tab,
    /// Only rows of which this rule tells something.
    pub rule: Option<String>,
    /// Only rows whose name or investor contains this.
    pub text: Option<String>,
}

impl RowQuery {
    pub(super) fn filter(&self) -> row::RowFilter {
        let text = self.text.as_deref().map(name_key).filter(|text| !text.is_empty());
        row::RowFilter { any: self.tab.bits(), none: None, rule: self.rule.clone(), text }
    }
}

/// A cell of a row on the desk.
#[derive(Clone, Debug)]
pub struct DeskCell {
    /// Which field it is of.
    pub key: FieldKey,
    /// What it says now.
    pub text: String,
    /// What it said as it came.
    pub raw: String,
    /// `H7`.
    pub address: String,
    /// Whether it was mended.
    pub mended: bool,
    /// The worst that is told of it.
    pub severity: Option<Severity>,
}

/// Something told of a row.
#[derive(Clone, Debug)]
pub struct RowProblem {
    /// How much it weighs.
    pub severity: Severity,
    /// Rule.
    pub rule: String,
    /// The field, where it is about one.
    pub field: Option<String>,
    /// `H7`.
    pub address: Option<String>,
    /// What it is and what to do.
    pub message: String,
    /// Why it stays, where somebody said so.
    pub kept: Option<String>,
}

/// A row as it stands on the desk, with what would become of it.
#[derive(Clone, Debug)]
pub struct RowView {
    /// Place in the reading, from 0.
    pub index: usize,
    /// The row.
    pub row: ReadRow,
    /// What would become of it.
    pub action: Action,
    /// Why nothing of it is written, or what was left out.
    pub note: Option<String>,
    /// Code of the known project that it means.
    pub project_code: Option<String>,
    /// Whether somebody said that nothing of it is to be written.
    pub dropped: bool,
    /// Its cells.
    pub cells: Vec<DeskCell>,
    /// What is told of it.
    pub problems: Vec<RowProblem>,
}

/// Some rows of an import.
#[derive(Clone, Debug)]
pub struct RowPage {
    /// How many there are.
    pub total: usize,
    /// The version of the import that they are of.
    pub version: i32,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// Some rows of an import, and how many there are.
pub async fn rows(app: &App, caller: &Caller, id: ImportId, query: &RowQuery, offset: usize, limit: usize) -> Result<RowPage, AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let tabs = desk(&import)?.tally.tabs;
    let filter = query.filter();
    let plain = filter.rule.is_none() && filter.text.is_none();
    let total = match query.tab.rows(&tabs).filter(|_| plain) {
        Some(total) => total,
        None => usize::try_from(row::count(&read, &import, &filter).await?).unwrap_or(usize::MAX),
    };
    let found = if plain && query.tab == Tab::All {
        (offset..total.min(offset.saturating_add(limit))).filter_map(|place| i32::try_from(place).ok()).collect()
    } else {
        let bound = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
        places(&read, &import, &filter, bound(offset).min(i64::MAX as u64), bound(limit)).await?
    };
    let rows = at(&read, &import, &found).await?;
    Ok(RowPage { total, version: import.version, rows })
}

/// The rows at these places.
pub(super) async fn at(read: &Reader<'_>, import: &Visible<Import>, places: &[i32]) -> Result<Vec<RowView>, AppError> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let Head { reading } = head(import)?;
    let indexed = at_places(read, import, places).await?;
    let rows = desk_rows(read, import, &indexed).await?;
    rows.into_iter().zip(&indexed).map(|(row, indexed)| view(&reading, row, indexed)).collect()
}

fn view(reading: &LedgerReading, row: DeskRow, indexed: &IndexedRow) -> Result<RowView, AppError> {
    let figures = figures(indexed)?;
    let sheet = reading.sheet(&row.read.row.at.sheet);
    let key_at = |pos| sheet.and_then(|sheet| sheet.key_at(pos));
    let DeskRow { read, mended } = row;
    let of_reading = read.problems.iter().filter(|_| !mended.dropped).map(|problem| RowProblem {
        severity: problem.severity,
        rule: problem.rule.to_string(),
        field: problem.cell.and_then(key_at).map(|key| key.to_string()),
        address: problem.cell.map(|cell| cell.to_string()),
        message: problem.message.clone(),
        kept: mended.kept.get(&*problem.rule).cloned(),
    });
    let of_plan = figures.planned.into_iter().map(|told| RowProblem {
        severity: told.severity,
        rule: told.rule,
        address: None,
        field: told.field,
        message: told.message,
        kept: None,
    });
    let problems: Vec<RowProblem> = of_reading.chain(of_plan).collect();
    let worst = |key: FieldKey| {
        let name = key.to_string();
        problems.iter().filter(|told| told.kept.is_none() && told.field.as_deref() == Some(&name)).map(|told| told.severity).min()
    };
    let mut cells: Vec<DeskCell> = Vec::with_capacity(read.row.cells.len());
    for cell in &read.row.cells {
        let key = key_at(cell.at).unwrap_or(cell.field.into());
        let original = mended.originals.get(&key.to_string());
        cells.push(DeskCell {
            key,
            text: cell.raw.to_string(),
            raw: original.cloned().unwrap_or_else(|| cell.raw.to_string()),
            address: cell.at.to_string(),
            mended: original.is_some(),
            severity: worst(key),
        });
    }
    // Cells that are empty and are told of, or were emptied, are cells too.
    let told = problems.iter().filter_map(|told| told.field.as_deref());
    let more: std::collections::BTreeSet<FieldKey> =
        told.chain(mended.originals.keys().map(String::as_str)).filter_map(|field| field.parse().ok()).collect();
    for key in more {
        if cells.iter().all(|cell| cell.key != key) {
            let original = mended.originals.get(&key.to_string());
            cells.push(DeskCell {
                key,
                text: String::new(),
                raw: original.cloned().unwrap_or_default(),
                address: read.place_of(reading, key).pos.to_string(),
                mended: original.is_some(),
                severity: worst(key),
            });
        }
    }
    Ok(RowView {
        index: usize::try_from(indexed.place).unwrap_or(0),
        action: Action::from_number(indexed.action),
        note: figures.note,
        project_code: figures.code,
        dropped: mended.dropped,
        row: read,
        cells,
        problems,
    })
}

/// The next cell of which something is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextProblem {
    /// Place of its row in the reading.
    pub index: usize,
    /// Its field.
    pub field: Option<String>,
    /// How many rows of the tab stand before it.
    pub position: usize,
}

/// The next cell of which something is told, behind a cell or before it.
pub async fn next_problem(
    app: &App,
    caller: &Caller,
    id: ImportId,
    query: &RowQuery,
    from: Option<(usize, Option<String>)>,
    back: bool,
) -> Result<Option<NextProblem>, AppError> {
    caller.require(Permission::ClaimRead)?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let filter = query.filter();
    let told = row::RowFilter { any: Some(Tab::Problems.bits().unwrap_or(0) & filter.any.unwrap_or(i32::MAX)), ..filter.clone() };
    // A tab that is not one of problems shows rows with and without them.
    let told = if told.any == Some(0) { row::RowFilter { any: Tab::Problems.bits(), ..told } } else { told };
    let place = from.as_ref().and_then(|(index, _)| i32::try_from(*index).ok());
    if let (Some(place), Some((index, field))) = (place, &from)
        && let Some(row) = at(&read, &import, &[place]).await?.first()
    {
        let fields = fields_told(row, query.rule.as_deref());
        let here = field.as_ref().and_then(|field| fields.iter().position(|known| known == field));
        let next = match (here, back) {
            (Some(here), false) => fields.get(here + 1),
            (Some(here), true) => here.checked_sub(1).and_then(|before| fields.get(before)),
            (None, _) => None,
        };
        if let Some(next) = next {
            let before = row::RowFilter { ..filter.clone() };
            let position = row::next(&read, &import, &before, Some(place - 1), false).await?.map_or(0, |(_, before)| before);
            return Ok(Some(NextProblem { index: *index, field: Some(next.clone()), position: usize::try_from(position).unwrap_or(0) }));
        }
    }
    let Some((found, _)) = row::next(&read, &import, &told, place, back).await? else { return Ok(None) };
    let position = row::next(&read, &import, &filter, Some(found - 1), false).await?.map_or(0, |(_, before)| before);
    let rows = at(&read, &import, &[found]).await?;
    let fields = rows.first().map(|row| fields_told(row, query.rule.as_deref())).unwrap_or_default();
    let field = if back { fields.last() } else { fields.first() };
    Ok(Some(NextProblem {
        index: usize::try_from(found).unwrap_or(0),
        field: field.cloned(),
        position: usize::try_from(position).unwrap_or(0),
    }))
}

/// Fields of which something is told, in the order of the cells.
fn fields_told(row: &RowView, rule: Option<&str>) -> Vec<String> {
    let told = |field: &str| {
        let mut of_field = row.problems.iter().filter(|told| told.field.as_deref() == Some(field) && told.kept.is_none());
        of_field.any(|told| told.severity != Severity::Info && rule.is_none_or(|rule| told.rule == rule))
    };
    row.cells.iter().map(|cell| cell.key.to_string()).filter(|field| told(field)).collect()
}
