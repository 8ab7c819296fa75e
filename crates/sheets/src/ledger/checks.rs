//! Checks over all rows: amounts out of proportion, projects listed twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::money::{Currency, FEN_PER_WAN, FEN_PER_YI, Fen, Unit};

use super::problems::Problems;
use super::row::worst;
use super::types::{Amount, Confidence, Field, ProjectRow};
use crate::mapping::words::tidy;
use crate::values::Remark;

/// Amounts of a column without which a median says little.
const MIN_SAMPLE: usize = 5;
/// From this many times the median on an amount is out of proportion (offices slip by 10³ and 10⁴, and
/// amounts of one column lie apart by some hundreds at most).
const OUT_OF_PROPORTION: i64 = 800;

type Pick = fn(&mut ProjectRow) -> Option<&mut Field<Amount>>;

/// Columns that are compared with their median, and whether small values are suspicious too.
const COLUMNS: [(&str, Pick, bool); 5] = [
    ("总投资", |row| row.total_investment.as_mut(), true),
    ("固定资产投资", |row| row.fixed_investment.as_mut(), true),
    ("本月到位资金", |row| row.funds.month.as_mut(), false),
    ("今年累计到位资金", |row| row.funds.year_to_date.as_mut(), false),
    ("自开工累计到位资金", |row| row.funds.since_start.as_mut(), false),
];

/// Finds amounts that are 10³ to 10⁴ times larger or smaller than the median of their column. They are kept,
/// told, and their confidence falls.
pub(super) fn unit_slips(rows: &mut [ProjectRow], problems: &mut Problems) {
    for (label, pick, small_too) in COLUMNS {
        let mut sorted: Vec<i64> = rows
            .iter_mut()
            .filter_map(|row| pick(row).and_then(|field| field.value))
            .filter(|amount| amount.money.currency == Currency::Cny && amount.money.minor.0 > 0)
            .map(|amount| amount.money.minor.0)
            .collect();
        if sorted.len() < MIN_SAMPLE {
            continue;
        }
        sorted.sort_unstable();
        let Some(median) = sorted.get(sorted.len() / 2).copied() else { continue };
        for row in rows.iter_mut() {
            let Some(field) = pick(row) else { continue };
            let Some(amount) = field.value.filter(|a| a.money.currency == Currency::Cny && a.money.minor.0 > 0) else { continue };
            let fen = amount.money.minor.0;
            let large = fen / OUT_OF_PROPORTION >= median;
            let small = small_too && median / OUT_OF_PROPORTION >= fen;
            if !large && !small {
                continue;
            }
            let likely = if large { fen / 10_000 } else { fen.saturating_mul(10_000) };
            let likely_unit = match (large, median >= FEN_PER_YI) {
                (true, true) => "万元",
                (true, false) if median >= FEN_PER_WAN => "元",
                (true, false) => "更小的单位",
                (false, _) => "亿元",
            };
            let message = format!(
                "{label}「{}」读作 {}万元,与同列中位数 {}万元 相差约 {} 倍,单位可能填成了{likely_unit}(那样是 {}万元);请核对后在单元格里写明单位",
                field.raw,
                amount.money.minor.display_in(Unit::Wan, 2),
                Fen(median).display_in(Unit::Wan, 2),
                if large { fen / median } else { median / fen },
                Fen(likely).display_in(Unit::Wan, 2),
            );
            let (at, raw) = (field.at.clone(), Arc::clone(&field.raw));
            field.confidence = field.confidence.max(Confidence::Approximate);
            row.confidence = worst(row);
            problems.tell(&at.sheet, Some(at.pos), &raw, Remark::warning("unit_slip", message));
        }
    }
}

/// Tells projects that are listed twice with the same name and investor.
pub(super) fn duplicates(rows: &[ProjectRow], problems: &mut Problems) {
    let mut seen: BTreeMap<(String, String), &ProjectRow> = BTreeMap::new();
    for row in rows {
        let Some(name) = &row.name.value else { continue };
        let investor = row.investor.as_ref().and_then(|field| field.value.as_deref()).map(tidy).unwrap_or_default();
        match seen.entry((tidy(name), investor)) {
            std::collections::btree_map::Entry::Occupied(first) => {
                let message = format!("项目「{name}」与 {} 的项目名称、投资方相同,可能重复填报,请核对", first.get().at);
                problems.tell(&row.at.sheet, Some(row.at.pos), &row.name.raw, Remark::warning("duplicate_row", message));
            }
            std::collections::btree_map::Entry::Vacant(slot) => {
                slot.insert(row);
            }
        }
    }
}
