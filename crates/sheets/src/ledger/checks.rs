//! Checks over all rows: amounts out of proportion, projects listed twice.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use domain::money::{Currency, FEN_PER_WAN, FEN_PER_YI, Fen, Unit};
use quantity::AmountUnit;

use super::plan::SheetPlan;
use super::project::worst;
use super::row::{RowReader, Told};
use super::types::{Amount, Confidence, Field, Problem, ProjectRow};
use crate::book::CellRef;
use crate::field::FieldId;
use crate::mapping::words::tidy;
use crate::rule::Rule;
use crate::values::{AmountReader, Frame, Remark};

/// Amounts of a column without which a median says little.
const MIN_SAMPLE: usize = 5;
/// Rows, evenly spread, from which a median is taken: more would not move it by 10³.
const SAMPLED_ROWS: usize = 2_000;
/// From this many times the median on an amount is out of proportion (offices slip by 10³ and 10⁴, and
/// amounts of one column lie apart by some hundreds at most).
const OUT_OF_PROPORTION: i64 = 800;

type Pick = fn(&mut ProjectRow) -> Option<&mut Field<Amount>>;

/// A column that is compared with its median.
struct Compared {
    field: FieldId,
    pick: Pick,
    /// Whether a small amount is suspicious too: the money of one month may well be small.
    small_too: bool,
}

const COMPARED: [Compared; 5] = [
    Compared { field: FieldId::TotalInvestment, pick: |row| row.total_investment.as_mut(), small_too: true },
    Compared { field: FieldId::FixedInvestment, pick: |row| row.fixed_investment.as_mut(), small_too: true },
    Compared { field: FieldId::FundsMonth, pick: |row| row.funds.month.as_mut(), small_too: false },
    Compared { field: FieldId::FundsYearToDate, pick: |row| row.funds.year_to_date.as_mut(), small_too: false },
    Compared { field: FieldId::FundsTotal, pick: |row| row.funds.since_start.as_mut(), small_too: false },
];

/// The usual size of the amounts of a sheet, by column.
#[derive(Debug, Default)]
pub(super) struct Proportions {
    medians: BTreeMap<FieldId, i64>,
}

impl From<&BTreeMap<FieldId, i64>> for Proportions {
    fn from(usual: &BTreeMap<FieldId, i64>) -> Self {
        Self { medians: usual.clone() }
    }
}

impl Proportions {
    /// The usual amounts in fen, by field.
    pub(super) fn into_usual(self) -> BTreeMap<FieldId, i64> {
        self.medians
    }

    /// Looks at a sample of the columns of money, before the rows are read.
    pub(super) fn of(plan: &SheetPlan<'_>, unit: AmountUnit, options: &super::LedgerOptions<'_>) -> Self {
        let mut medians = BTreeMap::new();
        let step = (plan.sheet.rows().len() / SAMPLED_ROWS).max(1);
        for Compared { field, .. } in COMPARED {
            let mut amounts: Vec<i64> = Vec::new();
            for table in &plan.tables {
                let reader = RowReader::new(plan, table, unit, options.period);
                for column in table.columns.iter().filter(|c| c.field() == Some(field)) {
                    let below = plan.sheet.rows().filter(|row| row.index() > table.band.bottom && row.index() < table.end);
                    let rows = below.step_by(step);
                    for cell in rows.filter_map(|row| row.cell(column.col)) {
                        let frame = Frame::of(plan.sheet, cell.pos(), Some(cell));
                        let amount = AmountReader { sheet: plan.sheet }.read(frame, Some(cell), reader.unit_of(column)).0.value;
                        amounts.extend(amount.and_then(renminbi));
                    }
                }
            }
            amounts.sort_unstable();
            if let Some(median) = amounts.get(amounts.len() / 2).filter(|_| amounts.len() >= MIN_SAMPLE) {
                medians.insert(field, *median);
            }
        }
        Self { medians }
    }

    /// Tells amounts that are 10³ to 10⁴ times larger or smaller than usual. They are kept, and their confidence falls.
    pub(super) fn check(&self, row: &mut ProjectRow, told: &mut Vec<Told>) {
        for Compared { field: id, pick, small_too } in COMPARED {
            let (Some(median), Some(field)) = (self.medians.get(&id).copied(), pick(row)) else { continue };
            let Some(fen) = field.value.and_then(renminbi) else { continue };
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
            let wan = |fen: i64| Fen(fen).display_in(Unit::Wan, 2);
            let message = format!(
                "{}「{}」读作 {}万元,与同列中位数 {}万元 相差约 {} 倍,单位可能填成了{likely_unit}(那样是 {}万元);请核对后在单元格里写明单位",
                id.label(),
                field.raw,
                wan(fen),
                wan(median),
                if large { fen / median } else { median / fen },
                wan(likely),
            );
            told.push((field.at.pos, Arc::clone(&field.raw), Remark::warning(Rule::UnitSlip, message)));
            field.confidence = field.confidence.max(Confidence::Approximate);
            row.confidence = worst(row);
        }
    }
}

/// Fen of a positive amount of renminbi.
fn renminbi(amount: Amount) -> Option<i64> {
    (amount.money.currency == Currency::Cny && amount.money.minor > Fen::ZERO).then_some(amount.money.minor.0)
}

/// By what two rows are taken for one project: name and investor, without spaces and forms. `None` without a name.
pub fn sameness(row: &ProjectRow) -> Option<String> {
    let name = row.name.value.as_deref()?;
    let investor = row.investor.as_ref().and_then(|field| field.value.as_deref()).unwrap_or_default();
    Some(format!("{}\n{}", tidy(name), tidy(investor)))
}

/// What there is to tell of a row that lists the project of `first` again.
pub fn listed_again(row: &ProjectRow, first: &CellRef) -> Problem {
    Problem::of(&row.at.sheet, Some(row.at.pos), &row.name.raw, again(row, first))
}

fn again(row: &ProjectRow, first: &CellRef) -> Remark {
    let name = row.name.value.as_deref().unwrap_or_default();
    let message = format!("项目「{name}」与 {first} 的项目名称、投资方相同,可能重复填报,请核对");
    Remark::warning(Rule::DuplicateRow, message)
}

/// Projects seen so far, by name and investor.
#[derive(Debug, Default)]
pub(super) struct Seen {
    first: BTreeMap<u64, CellRef>,
}

impl Seen {
    /// Tells a project that was listed before with the same name and investor.
    pub(super) fn check(&mut self, row: &ProjectRow) -> Option<Remark> {
        let mut hasher = DefaultHasher::new();
        sameness(row)?.hash(&mut hasher);
        if let Some(first) = self.first.get(&hasher.finish()) {
            return Some(again(row, first));
        }
        self.first.insert(hasher.finish(), row.at.clone());
        None
    }
}
