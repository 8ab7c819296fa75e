//! What a ledger says, row by row.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::date::PartialDate;
use domain::money::{Fen, Money};
use domain::period::Period;
use serde::{Deserialize, Serialize};

use super::context::TableReading;
use crate::book::{CellPos, CellRef};
use crate::field::FieldId;

/// How far a read value can be relied on. The order is from best to worst, so the worst of several is their `max`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Typed as the value itself.
    #[default]
    Exact,
    /// Written another way, with one meaning: `3.5亿` in a column of 万元, `2026年3月`.
    Normalised,
    /// 约, 左右, a range, an inferred year.
    Approximate,
    /// Could not be read; the value is absent and the raw text kept.
    Failed,
}

impl Confidence {
    /// The stable name, as printed and stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Normalised => "normalised",
            Self::Approximate => "approximate",
            Self::Failed => "failed",
        }
    }
}

/// One read cell. `value` is absent when the cell is blank, says 无 or —, or could not be read (then `confidence` is `Failed`).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field<T> {
    /// What the cell means.
    pub value: Option<T>,
    /// What a person sees in the cell.
    pub raw: Arc<str>,
    /// Where it stands: the cell itself, or the upper left cell of its merged block.
    pub at: CellRef,
    /// How far `value` can be relied on.
    pub confidence: Confidence,
}

/// An amount as written. The range is closed where both ends are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The amount: for a range and 不低于 the low end, for 约, 左右 and 超 the number.
    pub money: Money,
    /// Low end of a range.
    pub low: Option<Fen>,
    /// High end of a range.
    pub high: Option<Fen>,
    /// Whether the text says that it is not exact.
    pub approximate: bool,
}

/// What a column of 是/否, ticks or dates says about a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// 否, 未, ×.
    No,
    /// It has happened: on a date, or by the end of the period where only a tick says so.
    On(PartialDate),
    /// It is meant to happen (拟开工, 预计, or a date after the period's end): no fact.
    Planned(Option<PartialDate>),
}

/// Whether a credit code passes GB 32100-2015.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeVerdict {
    /// Shape and check characters are right.
    Valid,
    /// The shape is right, a check character is not. Such licences exist: warn and keep.
    WrongCheck,
    /// Not 18 characters of the code's alphabet.
    WrongShape,
}

/// A unified social credit code with the verdict on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditCode {
    /// Upper case, half width, without spaces.
    pub code: Arc<str>,
    /// Whether it passes the standard's checks.
    pub verdict: CodeVerdict,
}

/// Money that came in, as the ledger's columns say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FundsReading {
    /// 本月 (also 其中:9月 where that is the period's month).
    pub month: Option<Field<Amount>>,
    /// 今年累计: the column where there is one, else the sum of the month columns up to the period.
    /// With a column of funds and nothing in it the value is zero.
    pub year_to_date: Option<Field<Amount>>,
    /// 自开工累计.
    pub since_start: Option<Field<Amount>>,
    /// Columns of single months, in order of time.
    pub by_month: Vec<(Period, Field<Amount>)>,
    /// 其中省外, of this month.
    pub out_of_province_month: Option<Field<Amount>>,
    /// 其中省外, from January.
    pub out_of_province_year_to_date: Option<Field<Amount>>,
    /// 固投类, from January.
    pub fixed_year_to_date: Option<Field<Amount>>,
    /// 非固投类, from January.
    pub other_year_to_date: Option<Field<Amount>>,
    /// 外资, of this month.
    pub foreign_capital_month: Option<Field<Amount>>,
    /// 外资, from January.
    pub foreign_capital_year_to_date: Option<Field<Amount>>,
}

/// Whether the ledger carries the project among the living.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Counts.
    #[default]
    Live,
    /// On a sheet or in a section of ended projects, or marked so in a column of states: outside rows and totals.
    Terminated,
}

/// One mapped cell of a row, as it stands, for showing beside what was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawCell {
    /// Where it stands.
    pub at: CellPos,
    /// Flattened header of its column.
    pub header: Arc<str>,
    /// The field that the column was mapped to.
    pub field: FieldId,
    /// What a person sees in it.
    pub raw: Arc<str>,
}

/// One project of a ledger. A field is absent when the ledger has no such column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectRow {
    /// Live or ended.
    pub status: Status,
    /// The cell of its name.
    pub at: CellRef,
    /// Headings above it: `新签约项目`, `商州区 / 新材料产业`.
    pub section: Option<Arc<str>>,
    /// 项目名称.
    pub name: Field<Arc<str>>,
    /// 投资方.
    pub investor: Option<Field<Arc<str>>>,
    /// 项目公司.
    pub project_company: Option<Field<Arc<str>>>,
    /// 统一社会信用代码.
    pub credit_code: Option<Field<CreditCode>>,
    /// 国家项目代码 (GB/T 40058).
    pub project_code: Option<Field<Arc<str>>>,
    /// The office's own number.
    pub internal_no: Option<Field<Arc<str>>>,
    /// 来源地.
    pub origin: Option<Field<Arc<str>>>,
    /// 省内/省外/境外: `out_province`, `out_city`, `out_county`, `overseas`, `hmt`, `local`.
    pub origin_scope: Option<Field<Arc<str>>>,
    /// 县区: of the column, else of the section or sheet.
    pub county: Option<Field<Arc<str>>>,
    /// 建设地点.
    pub place: Option<Field<Arc<str>>>,
    /// 产业.
    pub industry: Option<Field<Arc<str>>>,
    /// GB/T 4754 code as typed.
    pub industry_code: Option<Field<Arc<str>>>,
    /// 项目性质: `new`, `continued`, `expansion`, `renovation`, `relocation`, `leased`, `merger`, `headquarters`.
    pub category: Option<Field<Arc<str>>>,
    /// 协议类型: `contract`, `agreement`, `intent`, `framework`, `lease`.
    pub agreement_type: Option<Field<Arc<str>>>,
    /// 责任单位.
    pub responsible_unit: Option<Field<Arc<str>>>,
    /// 签约日期.
    pub signed_on: Option<Field<PartialDate>>,
    /// 开工日期, facts alone: a plan, or a date after the period's end, is in `start`.
    pub started_on: Option<Field<PartialDate>>,
    /// What the column of 开工 says in full.
    pub start: Option<Field<Milestone>>,
    /// 约定开工日期.
    pub agreed_start_on: Option<Field<PartialDate>>,
    /// 纳统.
    pub statistics: Option<Field<Milestone>>,
    /// 竣工.
    pub completed: Option<Field<Milestone>>,
    /// 投产.
    pub in_production: Option<Field<Milestone>>,
    /// 终止日期.
    pub terminated: Option<Field<Milestone>>,
    /// 终止原因.
    pub termination_reason: Option<Field<Arc<str>>>,
    /// 总投资.
    pub total_investment: Option<Field<Amount>>,
    /// 其中:固定资产投资.
    pub fixed_investment: Option<Field<Amount>>,
    /// 到位资金.
    pub funds: FundsReading,
    /// 形象进度.
    pub progress: Option<Field<Arc<str>>>,
    /// 备注.
    pub remarks: Option<Field<Arc<str>>>,
    /// Worst of the row's read cells.
    pub confidence: Confidence,
    /// Every mapped cell with content.
    pub cells: Vec<RawCell>,
}

impl Milestone {
    /// The date of what has happened.
    pub const fn fact(self) -> Option<PartialDate> {
        match self {
            Self::On(date) => Some(date),
            Self::No | Self::Planned(_) => None,
        }
    }
}

/// How much a problem weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something was not read, or contradicts itself.
    Error,
    /// Read, but somebody should look.
    Warning,
    /// For knowledge.
    Info,
}

/// Something that the reader of the ledger should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How much it weighs.
    pub severity: Severity,
    /// Stable code, such as `credit_code_check_digit`.
    pub rule: Arc<str>,
    /// Sheet it concerns.
    pub sheet: Arc<str>,
    /// Cell it concerns; absent where it concerns the sheet.
    pub cell: Option<CellPos>,
    /// What was read there.
    pub raw: Arc<str>,
    /// Sheet, cell, what was read and what to do, in Chinese.
    pub message: String,
}

/// What a sheet was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "why")]
pub enum SheetKind {
    /// Live projects.
    Ledger,
    /// Ended projects.
    Ended,
    /// Repeats what other sheets list: not counted.
    Summary(String),
    /// Not read, and why.
    Ignored(String),
}

/// How one column was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnReading {
    /// Letters of the column.
    pub column: String,
    /// Header from top to bottom, joined with `/`.
    pub header: Arc<str>,
    /// What it was mapped to; absent when it was not taken.
    pub field: Option<FieldId>,
    /// Unit of its numbers as the header says.
    pub unit: Option<String>,
    /// How sure the mapping is.
    pub confidence: Confidence,
    /// Up to three cells of it.
    pub samples: Vec<String>,
}

/// How one sheet was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SheetReading {
    /// Name of the sheet.
    pub name: Arc<str>,
    /// What it was taken for.
    pub kind: SheetKind,
    /// First and last row of the header as people count, from 1.
    pub header_rows: Option<(u32, u32)>,
    /// Unit of amounts where neither cell nor column says one.
    pub unit: Option<String>,
    /// Year of dates that do not say one.
    pub year: Option<i32>,
    /// Its columns, from left to right.
    pub columns: Vec<ColumnReading>,
    /// Sums and counts that were recomputed.
    pub subtotals_checked: u32,
    /// Live projects read from it.
    pub rows: u32,
    /// Its tables, so that a cell can be read again as it would have been read in its place.
    #[serde(default)]
    pub tables: Vec<TableReading>,
    /// The usual amount of columns of money in fen, by field: what an amount out of proportion is compared with.
    #[serde(default)]
    pub usual: BTreeMap<FieldId, i64>,
}

/// Everything that was read from a workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerReading {
    /// The period it was read for.
    pub period: Period,
    /// Sheets in the workbook's order.
    pub sheets: Vec<SheetReading>,
    /// Projects in the workbook's order.
    pub projects: Vec<ProjectRow>,
    /// Problems, by sheet and cell.
    pub problems: Vec<Problem>,
}

/// Which column means what, remembered for an organisation: by flattened header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMemory {
    /// Normalised flattened header → what it means. `None` means: do not read this column.
    pub columns: BTreeMap<String, Option<Remembered>>,
}

/// What a remembered column means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// The field.
    pub field: FieldId,
    /// The unit of its numbers, when the header does not say one.
    pub unit: Option<String>,
}
