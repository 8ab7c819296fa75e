//! The columns of one table together: duplicates and headers that only their neighbours explain.

use std::sync::Arc;

use domain::money::Currency;
use domain::period::Period;
use quantity::{AmountUnit, Unit};

use super::money::Subject;
use super::words::{tidy, without_brackets, without_unit};
use super::{Meaning, meaning};
use crate::field::{FieldId, FieldKind};
use crate::header::{Band, HeaderColumn};
use crate::ledger::{ColumnMemory, Confidence};
use crate::rule::Rule;

/// A column of a table.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) col: u16,
    pub(crate) header: Arc<str>,
    pub(crate) meaning: Option<Meaning>,
    /// The unit of money that the header, or the memory, names.
    pub(crate) unit: Option<AmountUnit>,
}

impl Column {
    pub(crate) fn field(&self) -> Option<FieldId> {
        self.meaning.map(|meaning| meaning.field)
    }
}

/// Something to tell about a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ColumnNote {
    pub(crate) col: u16,
    pub(crate) rule: Rule,
    pub(crate) message: String,
}

/// The form in which headers are remembered.
pub(crate) fn memory_key(header: &str) -> String {
    header.split('/').map(tidy).collect::<Vec<_>>().join("/")
}

/// Maps the columns of a band.
pub(crate) fn map(band: &Band, sheet: Subject, period: Period, memory: Option<&ColumnMemory>) -> (Vec<Column>, Vec<ColumnNote>) {
    let mut notes = Vec::new();
    let mut columns: Vec<Column> = Vec::with_capacity(band.columns.len());
    let mut remembered = Vec::new();
    for head in &band.columns {
        let known = memory.and_then(|memory| memory.columns.get(&memory_key(&head.header)));
        let (column, sure) = match known {
            Some(Some(known)) => {
                let mut period_of = meaning(&head.levels, sheet, period).filter(|m| m.field == known.field);
                let meaning = period_of.take().unwrap_or(Meaning { field: known.field, period: None, confidence: Confidence::Exact });
                let unit = header_unit(head).or_else(|| known.unit.as_deref().and_then(AmountUnit::parse));
                (column(head, Some(Meaning { confidence: Confidence::Exact, ..meaning }), unit), true)
            }
            Some(None) => (column(head, None, None), true),
            None => (column(head, meaning(&head.levels, sheet, period), header_unit(head)), false),
        };
        if let Some(text) = unknown_unit(head, &column) {
            notes.push(ColumnNote {
                col: head.col,
                rule: Rule::UnknownUnit,
                message: format!("列「{}」的单位「{text}」不认识,该列金额按表的单位读取;请把单位改为元、万元、亿元或万美元", head.header),
            });
        }
        columns.push(column);
        remembered.push(sure);
    }
    resolve_companies(&mut columns);
    resolve_domestic(&mut columns, band, sheet, period);
    resolve_parts(&mut columns);
    resolve_cumulatives(&mut columns, period, &mut notes);
    resolve_duplicates(&mut columns, &remembered, &mut notes);
    (columns, notes)
}

fn column(head: &HeaderColumn, meaning: Option<Meaning>, unit: Option<AmountUnit>) -> Column {
    let unit = match meaning {
        Some(meaning) if meaning.field.kind() == FieldKind::Money => unit,
        _ => None,
    };
    Column { col: head.col, header: Arc::clone(&head.header), meaning, unit }
}

/// The unit that a header names, the lowest level first.
fn header_unit(head: &HeaderColumn) -> Option<AmountUnit> {
    head.levels.iter().rev().find_map(|level| {
        let tidied = tidy(level);
        // (万元,含流动资金): the bracket holds more than the unit.
        let noted = || quantity::unit::read_note(&tidied).into_iter().find_map(|part| part.unit.amount());
        AmountUnit::parse(&tidied).or_else(|| Unit::in_header(&tidied).and_then(Unit::amount)).or_else(noted).or_else(|| {
            // 总投资万元, 到位资金亿元: the unit glued to the words.
            [("万美元", AmountUnit::WAN_USD), ("亿元", AmountUnit::YI), ("万元", AmountUnit::WAN), ("千元", AmountUnit::THOUSAND_YUAN)]
                .into_iter()
                .find(|(name, _)| without_brackets(&tidied).0.ends_with(name))
                .map(|(_, unit)| unit)
        })
    })
}

/// A bracket that looks like a unit of money and is none.
fn unknown_unit(head: &HeaderColumn, column: &Column) -> Option<String> {
    if column.unit.is_some() || column.field().is_none_or(|field| field.kind() != FieldKind::Money) {
        return None;
    }
    let tidied = tidy(head.levels.last()?);
    let (_, inside) = without_brackets(&tidied);
    inside.into_iter().find(|part| {
        let short = (1..=5).contains(&part.chars().count());
        let looks = ["元", "币", "万", "亿", "吨", "块", "圆", "钱", "k", "K", "w", "W"].iter().any(|end| part.ends_with(end));
        short && looks && Unit::parse(part).is_none()
    })
}

/// 企业名称 beside 投资方 is the project's company; alone it is the investor.
fn resolve_companies(columns: &mut [Column]) {
    let investors: Vec<usize> = columns.iter().enumerate().filter(|(_, c)| c.field() == Some(FieldId::Investor)).map(|(i, _)| i).collect();
    if investors.len() < 2 {
        return;
    }
    let names_investor = |column: &Column| ["投资", "客商"].iter().any(|word| column.header.contains(word));
    let has_company = columns.iter().any(|c| c.field() == Some(FieldId::ProjectCompany));
    let has_explicit = investors.iter().any(|i| columns.get(*i).is_some_and(names_investor));
    if has_company || !has_explicit {
        return;
    }
    if let Some(company) = investors.iter().find_map(|i| columns.get(*i).filter(|c| !names_investor(c)).map(|_| *i))
        && let Some(column) = columns.get_mut(company)
    {
        column.meaning = Some(Meaning { field: FieldId::ProjectCompany, period: None, confidence: Confidence::Normalised });
    }
}

/// 到位内资, 实际使用内资: the money that came in, where no column gives all of it.
fn resolve_domestic(columns: &mut [Column], band: &Band, sheet: Subject, period: Period) {
    for head in &band.columns {
        let Some(index) = columns.iter().position(|c| c.col == head.col && c.meaning.is_none() && c.header.contains("内资")) else {
            continue;
        };
        let whole = |level: &String| tidy(level).replace("使用内资", "到位资金").replace("利用内资", "到位资金").replace("内资", "资金");
        let levels: Vec<String> = head.levels.iter().map(whole).collect();
        let found = meaning(&levels, sheet, period).filter(|m| m.field.is_funds() && !columns.iter().any(|c| c.field() == Some(m.field)));
        if let (Some(found), Some(column)) = (found, columns.get_mut(index)) {
            *column = self::column(head, Some(found), header_unit(head));
        }
    }
}

/// 其中省外 that does not say of which time: of the column of money before it.
fn resolve_parts(columns: &mut [Column]) {
    use FieldId as F;
    let mut whole = None;
    for column in columns {
        let Some(meaning) = &mut column.meaning else { continue };
        let vague = meaning.confidence == Confidence::Approximate;
        meaning.field = match (meaning.field, whole) {
            (F::FundsOutOfProvinceYearToDate, Some(F::FundsMonth)) if vague => F::FundsOutOfProvinceMonth,
            (F::FundsFixedYearToDate, Some(F::FundsMonth)) if vague => F::FundsFixedMonth,
            (F::FundsOtherYearToDate, Some(F::FundsMonth)) if vague => F::FundsOtherMonth,
            (F::FundsOutOfProvinceYearToDate, Some(F::FundsTotal)) if vague => F::FundsOutOfProvinceTotal,
            (F::FundsFixedYearToDate | F::FundsOtherYearToDate, Some(F::FundsTotal)) if vague => F::FundsSplitTotal,
            (field, _) => field,
        };
        if matches!(meaning.field, F::FundsMonth | F::FundsYearToDate | F::FundsTotal) {
            whole = Some(meaning.field);
        }
    }
}

/// 累计 that does not say since when: this year's, when month columns stand beside it or nothing better
/// does; since the start, when another column is this year's.
fn resolve_cumulatives(columns: &mut [Column], period: Period, notes: &mut Vec<ColumnNote>) {
    let pairs = [(FieldId::FundsYearToDate, FieldId::FundsTotal), (FieldId::ForeignYearToDate, FieldId::ForeignTotal)];
    let months = columns
        .iter()
        .filter(|c| c.meaning.is_some_and(|m| m.field == FieldId::FundsOfMonth && m.period.is_some_and(|p| p.year() == period.year())))
        .count();
    for (year_to_date, since_start) in pairs {
        let vague = |c: &Column| c.meaning.is_some_and(|m| m.field == year_to_date && m.confidence == Confidence::Approximate);
        let clear = columns.iter().any(|c| c.field() == Some(year_to_date) && !vague(c));
        let mut taken = clear;
        let has_total = columns.iter().any(|c| c.field() == Some(since_start));
        for column in columns.iter_mut().filter(|c| vague(c)) {
            let Some(meaning) = &mut column.meaning else { continue };
            if taken {
                meaning.field = since_start;
                meaning.confidence = Confidence::Normalised;
                continue;
            }
            taken = true;
            meaning.confidence = Confidence::Normalised;
            if months < 2 && !has_total && year_to_date == FieldId::FundsYearToDate {
                notes.push(ColumnNote {
                    col: column.col,
                    rule: Rule::AmbiguousCumulative,
                    message: format!("列「{}」没有说明是今年累计还是自开工累计,按今年 1 月起累计读取;如不是,请在表头写明", column.header),
                });
            }
        }
    }
}

/// Fields of which a row has one: the best column stays, the others are told.
fn resolve_duplicates(columns: &mut [Column], remembered: &[bool], notes: &mut Vec<ColumnNote>) {
    let fields: Vec<FieldId> = columns.iter().filter_map(Column::field).collect();
    let rank = |index: usize, column: &Column| {
        let confidence = column.meaning.map_or(Confidence::Failed, |m| m.confidence);
        let named = column.field() == Some(FieldId::ProjectName) && tidy(&column.header).contains("项目名称");
        let unbinding = ["框架", "意向", "备忘"].iter().any(|word| column.header.contains(word));
        // A remembered column first, then one that says 项目名称, a contract before an intention, the surer header, the left one.
        (
            !remembered.get(index).copied().unwrap_or(false),
            !named,
            unbinding,
            confidence,
            without_unit(&tidy(&column.header)).chars().count() > 12,
            column.col,
        )
    };
    for field in fields {
        let single = matches!(
            field,
            FieldId::ProjectName | FieldId::Investor | FieldId::ProjectCompany | FieldId::CreditCode | FieldId::ProjectCode
        );
        // 是否开工 and 开工时间 complete each other.
        let repeats_freely = field.kind() == FieldKind::Milestone || (field.kind() == FieldKind::Text && !single);
        if repeats_freely
            || matches!(
                field,
                FieldId::FundsOfMonth
                    | FieldId::DoneOfMonth
                    | FieldId::FundsPrior
                    | FieldId::FundsPlanned
                    | FieldId::FundsSplitTotal
                    | FieldId::AttractedInvestment
                    | FieldId::AgreedProductionOn
            )
        {
            continue;
        }
        let mut same: Vec<usize> = columns.iter().enumerate().filter(|(_, c)| c.field() == Some(field)).map(|(i, _)| i).collect();
        if same.len() < 2 {
            continue;
        }
        same.sort_by_key(|index| columns.get(*index).map(|column| rank(*index, column)));
        let kept = same.first().and_then(|index| columns.get(*index)).map(|c| Arc::clone(&c.header)).unwrap_or_default();
        for index in same.into_iter().skip(1) {
            let Some(column) = columns.get_mut(index) else { continue };
            // One header merged over several columns is one column to people.
            if column.header != kept {
                notes.push(ColumnNote {
                    col: column.col,
                    rule: Rule::DuplicateColumn,
                    message: format!("列「{}」和列「{kept}」都像“{}”,取后者;如不对,请改表头或在导入时指定", column.header, field.label()),
                });
            }
            column.meaning = None;
        }
    }
}

/// Whether the unit measures foreign money.
pub(crate) fn is_foreign(unit: AmountUnit) -> bool {
    unit.currency != Currency::Cny
}
