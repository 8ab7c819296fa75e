//! Mending an import's rows: texts cell by cell, all rows of a rule at once, and taking it back.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::Permission;
use domain::ids::ImportId;
use domain::money::{Currency, FEN_PER_WAN, Fen};
use quantity::AmountUnit;
use sheets::ledger::{FieldKey, LedgerReading, Problem};
use store::import::Import;
use store::import::mend::{self, Mend, of_step, steps};
use store::import::row::{IndexedRow, at_places, places};
use store::org::Org;
use store::{Reader, Rows, Tx, Visible};

use super::decision::Decision;
use super::facts::Provenance;
use super::index::figures;
use super::kept::{DeskRow, Head, desk_rows, head};
use super::plan::Ground;
use super::refresh::{Refreshed, refresh};
use super::rows::{RowQuery, RowView, at};
use super::rules::MendKind;
use super::show::waiting;
use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::state::App;

/// Texts that one act may change.
const MOST_CHANGES: usize = 5_000;
/// Rows that are looked at together for a group.
const TOGETHER: usize = 1_000;
/// Touched rows that are told back.
const TOLD: usize = 200;
/// How many times an amount is too large or too small when 元 and 万元, or 万元 and 亿元, are taken for each other.
const SLIP: i64 = 10_000;
/// Longest text of a cell, in characters.
const LONGEST: usize = 2_000;

/// A text to be changed.
#[derive(Clone, Debug)]
pub struct Change {
    /// Place of the row in the reading.
    pub index: usize,
    /// Which field.
    pub field: String,
    /// What it should say.
    pub text: String,
}

/// All rows of a rule, or some of them, to be mended alike.
#[derive(Clone, Debug)]
pub struct GroupMend {
    /// The rule.
    pub rule: String,
    /// How.
    pub kind: MendKind,
    /// What the kind needs: an organisation's code, a text, a reason.
    pub value: Option<String>,
    /// Only the rows whose text is this: a place that nobody knows.
    pub text: Option<String>,
    /// Only these rows.
    pub rows: Option<Vec<usize>>,
}

/// Something to be mended.
#[derive(Clone, Debug)]
pub enum MendDraft {
    /// Texts.
    Changes(Vec<Change>),
    /// Rows of a rule.
    Group(GroupMend),
}

/// What a mend came to.
#[derive(Clone, Debug)]
pub struct Mended {
    /// New version of the import.
    pub version: i32,
    /// Rows that read otherwise now, at most some hundreds of them.
    pub rows: Vec<RowView>,
    /// How many rows those are.
    pub touched: usize,
}

/// Mends rows of an import. `version` is the one on the mender's screen.
pub async fn mend(app: &App, caller: &Caller, id: ImportId, version: i32, draft: MendDraft) -> Result<Mended, AppError> {
    act(app, caller, id, version, Act::Mend(draft)).await
}

/// Takes back what was mended last.
pub async fn undo_mend(app: &App, caller: &Caller, id: ImportId, version: i32) -> Result<Mended, AppError> {
    act(app, caller, id, version, Act::Undo).await
}

/// Mends again what was taken back last.
pub async fn redo_mend(app: &App, caller: &Caller, id: ImportId, version: i32) -> Result<Mended, AppError> {
    act(app, caller, id, version, Act::Redo).await
}

/// What is done with the list of mends.
#[derive(Clone, Debug)]
enum Act {
    Mend(MendDraft),
    Undo,
    Redo,
}

async fn act(app: &App, caller: &Caller, id: ImportId, version: i32, act: Act) -> Result<Mended, AppError> {
    caller.require(Permission::ImportCreate)?;
    // An import that was read by an earlier program is read anew first.
    waiting(app, caller, id).await?;
    let who = Arc::new((caller.clone(), act));
    let done = app
        .store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let who = who.clone();
            Box::pin(async move {
                let (caller, act) = &*who;
                let read = tx.read();
                let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
                if import.version != version || import.state != domain::claim::ImportState::Read {
                    return Err(AppError::conflict("import_changed", "该批次已被修改,请刷新后再操作"));
                }
                let org = Rows::<Org>::visible_to(&caller.scope).by_id(&read, import.org.0).await?;
                let ground = Ground {
                    caller: caller.clone(),
                    org,
                    period: import.period,
                    provenance: Provenance::of(&import),
                    confirm_older: false,
                };
                run(tx, &ground, &import, act).await
            })
        })
        .await?;
    let read = app.store.read();
    let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
    let touched = done.places.len();
    let shown: Vec<i32> = done.places.into_iter().take(TOLD).collect();
    Ok(Mended { version: done.version, rows: at(&read, &import, &shown).await?, touched })
}

async fn run(tx: &Tx, ground: &Ground, import: &Visible<Import>, act: &Act) -> Result<Refreshed, AppError> {
    let read = tx.read();
    let (mends, what) = match act {
        Act::Mend(draft) => {
            let mends = match draft {
                MendDraft::Changes(changes) => of_changes(&read, import, changes).await?,
                MendDraft::Group(group) => of_group(&read, ground, import, group).await?,
            };
            if mends.is_empty() {
                return Err(AppError::conflict("nothing_to_mend", "没有可以这样处理的行"));
            }
            mend::add(tx, import, mends.clone()).await?;
            (mends, "import.mended")
        }
        Act::Undo => {
            let step = steps(&read, import).await?.last.ok_or_else(|| AppError::conflict("nothing_to_undo", "没有可以撤回的修改"))?;
            mend::undo(tx, import, step).await?;
            (mends_of(&read, import, step).await?, "import.mend_undone")
        }
        Act::Redo => {
            let step = steps(&read, import).await?.undone.ok_or_else(|| AppError::conflict("nothing_to_redo", "没有可以重做的修改"))?;
            mend::redo(tx, import, step).await?;
            (mends_of(&read, import, step).await?, "import.mend_redone")
        }
    };
    let done = refresh(tx, ground, import, &mends).await?;
    tx.audit(what, import.id, serde_json::json!({ "file": import.file_name, "cells": mends.len() })).await?;
    Ok(done)
}

async fn mends_of(read: &Reader<'_>, import: &Visible<Import>, step: i32) -> Result<Vec<Mend>, AppError> {
    Ok(of_step(read, import, step).await?.into_iter().map(|made| made.mend).collect())
}

/// A mend of a row's text.
pub(super) fn of_text(row: &DeskRow, reading: &LedgerReading, key: FieldKey, after: &str) -> Mend {
    let at = row.read.place_of(reading, key);
    let before = row.read.cell(reading.sheet(&row.read.row.at.sheet), key).map(|cell| cell.raw.to_string());
    // A county that comes from a heading has no cell of its own.
    let of_heading = || {
        let county = row.read.row.county.as_ref().filter(|_| key.field == sheets::field::FieldId::County);
        county.map(|field| field.raw.to_string())
    };
    Mend {
        sheet: row.read.row.at.sheet.to_string(),
        row: i32::try_from(row.read.row.at.pos.row).unwrap_or(i32::MAX),
        field: key.to_string(),
        cell: at.pos.to_string(),
        before: before.or_else(of_heading).unwrap_or_default(),
        after: after.trim().chars().take(LONGEST).collect(),
    }
}

fn of_decision(row: &DeskRow, decision: &Decision) -> Mend {
    let (field, after) = decision.written();
    Mend {
        sheet: row.read.row.at.sheet.to_string(),
        row: i32::try_from(row.read.row.at.pos.row).unwrap_or(i32::MAX),
        field,
        cell: row.read.row.at.pos.to_string(),
        before: String::new(),
        after,
    }
}

async fn of_changes(read: &Reader<'_>, import: &Visible<Import>, changes: &[Change]) -> Result<Vec<Mend>, AppError> {
    if changes.len() > MOST_CHANGES {
        return Err(AppError::invalid("/changes", "too_many", format!("一次最多修改 {MOST_CHANGES} 个单元格")));
    }
    let Head { reading } = head(import)?;
    let mut wanted: BTreeMap<i32, Vec<(FieldKey, &str)>> = BTreeMap::new();
    let mut errors = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        match (i32::try_from(change.index), change.field.parse::<FieldKey>()) {
            (Ok(place), Ok(key)) => wanted.entry(place).or_default().push((key, &change.text)),
            _ => errors.push(FieldError::new(&format!("/changes/{number}/field"), "unknown_field", "没有这一行或这个字段")),
        }
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let places: Vec<i32> = wanted.keys().copied().collect();
    let indexed = at_places(read, import, &places).await?;
    let rows = desk_rows(read, import, &indexed).await?;
    let mut mends = Vec::new();
    for (indexed, row) in indexed.iter().zip(&rows) {
        for (key, text) in wanted.get(&indexed.place).into_iter().flatten() {
            if !row.read.can_say(&reading, *key) {
                let message = format!("工作表「{}」没有“{}”一列,不能填写", row.read.row.at.sheet, key.field.label());
                return Err(AppError::invalid("/changes", "no_column", message));
            }
            let mend = of_text(row, &reading, *key, text);
            mends.extend((mend.before != mend.after).then_some(mend));
        }
    }
    Ok(mends)
}

async fn of_group(read: &Reader<'_>, ground: &Ground, import: &Visible<Import>, group: &GroupMend) -> Result<Vec<Mend>, AppError> {
    let Head { reading } = head(import)?;
    let value = value_of(read, ground, group).await?;
    let query = RowQuery { rule: Some(group.rule.clone()), ..RowQuery::default() };
    let mut found = places(read, import, &query.filter(), 0, i64::MAX as u64).await?;
    if let Some(rows) = &group.rows {
        let wanted: std::collections::BTreeSet<i32> = rows.iter().filter_map(|row| i32::try_from(*row).ok()).collect();
        found.retain(|place| wanted.contains(place));
    }
    let mut mends = Vec::new();
    for places in found.chunks(TOGETHER) {
        let indexed = at_places(read, import, places).await?;
        let rows = desk_rows(read, import, &indexed).await?;
        for (indexed, row) in indexed.iter().zip(&rows) {
            mends.extend(of_row(&reading, group, &value, indexed, row)?);
        }
    }
    Ok(mends)
}

/// What the kind needs, checked.
async fn value_of(read: &Reader<'_>, ground: &Ground, group: &GroupMend) -> Result<String, AppError> {
    let value = group.value.as_deref().map(str::trim).filter(|value| !value.is_empty());
    match (group.kind, value) {
        (MendKind::SetOrg, None) => Err(AppError::invalid("/group/value", "missing", "请选择单位")),
        (MendKind::SetOrg, Some(code)) => {
            let unit = Rows::<Org>::visible_to(&ground.caller.scope).units().by_code(read, code).await;
            Ok(unit.map_err(|_| AppError::invalid("/group/value", "unknown_org", "没有这个县区或开发区"))?.name.clone())
        }
        (MendKind::SetText, None) => Err(AppError::invalid("/group/value", "missing", "请填写统一改成的内容")),
        (MendKind::Keep, None) => Err(AppError::invalid("/group/value", "reason_required", "请填写保留的理由")),
        (_, value) => Ok(value.unwrap_or_default().to_owned()),
    }
}

/// The mends of one row of a group.
fn of_row(reading: &LedgerReading, group: &GroupMend, value: &str, indexed: &IndexedRow, row: &DeskRow) -> Result<Vec<Mend>, AppError> {
    let sheet = reading.sheet(&row.read.row.at.sheet);
    let problems: Vec<&Problem> = row.open_problems().filter(|problem| *problem.rule == *group.rule).collect();
    let told = problems.iter().filter_map(|problem| sheet.and_then(|sheet| sheet.key_at(problem.cell?)));
    let planned = figures(indexed)?.planned;
    let of_plan = planned.iter().filter(|told| told.rule == group.rule).filter_map(|told| told.field.as_deref()?.parse().ok());
    let keys: Vec<FieldKey> = told.chain(of_plan).collect();
    let text_of = |key: FieldKey| of_text(row, reading, key, "").before;
    Ok(match group.kind {
        MendKind::Drop => vec![of_decision(row, &Decision::Drop)],
        MendKind::Same => vec![of_decision(row, &Decision::Alike(false))],
        MendKind::Different => vec![of_decision(row, &Decision::Alike(true))],
        MendKind::Keep => {
            vec![of_decision(row, &Decision::Keep { rule: group.rule.clone(), reason: value.to_owned() })]
        }
        MendKind::SetOrg | MendKind::SetText => keys
            .into_iter()
            .filter(|key| group.text.as_ref().is_none_or(|text| text_of(*key) == *text))
            .map(|key| of_text(row, reading, key, value))
            .filter(|mend| mend.before != mend.after)
            .collect(),
        MendKind::Divide | MendKind::Multiply => keys.into_iter().filter_map(|key| shifted(row, reading, key, group.kind)).collect(),
    })
}

/// The amount of a field, ten thousand times smaller or larger, where that is the way in which it is out of proportion.
fn shifted(row: &DeskRow, reading: &LedgerReading, key: FieldKey, kind: MendKind) -> Option<Mend> {
    let sheet = reading.sheet(&row.read.row.at.sheet)?;
    let fen = match row.read.amount(key).map(|amount| amount.money) {
        Some(money) if money.currency != Currency::Cny || money.minor <= Fen::ZERO => return None,
        Some(money) => {
            let is_large = sheet.usual.get(&key.field).is_none_or(|usual| money.minor.0 > *usual);
            match kind {
                MendKind::Divide if is_large && money.minor.0 % SLIP == 0 => money.minor.0 / SLIP,
                MendKind::Multiply if !is_large => money.minor.0.checked_mul(SLIP)?,
                _ => return None,
            }
        }
        // An amount so absurd that it was not taken is read in the smaller unit.
        None if kind == MendKind::Divide => {
            let unit = sheet.table_of(row.read.row.at.pos.row)?.column(key)?.unit.filter(|unit| unit.scale % SLIP == 0)?;
            let smaller = AmountUnit { scale: unit.scale / SLIP, ..unit };
            let text = &row.read.cell(Some(sheet), key)?.raw;
            quantity::read_amount(text, Some(smaller)).value().filter(|read| read.value.currency == Currency::Cny)?.value.minor.0
        }
        None => return None,
    };
    // With its unit, so that the text says the same in whatever column it stands.
    Some(of_text(row, reading, key, &in_wan(fen)))
}

/// An amount as one types it: `21000万元`, `0.5万元`.
fn in_wan(fen: i64) -> String {
    let (whole, rest) = (fen / FEN_PER_WAN, fen % FEN_PER_WAN);
    if rest == 0 {
        return format!("{whole}万元");
    }
    let decimals = format!("{rest:06}");
    format!("{whole}.{}万元", decimals.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::in_wan;

    #[test]
    fn an_amount_is_written_to_the_last_fen() {
        assert_eq!(in_wan(21_000_000_000), "21000万元");
        assert_eq!(in_wan(500_000), "0.5万元");
        assert_eq!(in_wan(1_000_001), "1.000001万元");
    }
}
