//! Reads a workbook as a ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::money::Currency;
use quantity::AmountUnit;

use super::checks::Seen;
use super::error::LedgerError;
use super::merge::Gather;
use super::options::LedgerOptions;
use super::plan::SheetPlan;
use super::problems::{Problems, ReadRow};
use super::sheet::Out;
use super::types::{LedgerReading, Problem, ProjectRow, SheetKind, SheetReading, Status};
use super::{sheet, summary};
use crate::book::{Book, CellPos, Row, Sheet, Value, Visibility};
use crate::field::{FieldId, FieldKind};
use crate::rows::vocabulary;
use crate::rule::Rule;
use crate::values::Remark;

/// Reads every project of a workbook with what there is to tell about it.
///
/// # Errors
/// A [`LedgerError`] when no sheet can be read as a ledger, or when nobody could say which of two headers
/// is meant. Everything smaller is a problem of the reading.
pub fn read_ledger(book: &Book, options: &LedgerOptions<'_>) -> Result<LedgerReading, LedgerError> {
    let (mut projects, mut of_rows) = (Vec::new(), Vec::new());
    let (reading, mut problems) = read_rows(book, options, &mut |read| {
        of_rows.extend(read.problems);
        projects.extend(read.row.name.value.is_some().then_some(read.row));
    })?;
    problems.extend(of_rows);
    Ok(LedgerReading { projects, problems: problems.finish(&reading.order()), ..reading })
}

/// Reads as [`read_ledger`] does, and hands on each row as soon as it is read, with its problems and also where its
/// name is missing: a ledger of 100,000 rows needs no room for all of them at once. The projects of the returned
/// reading are empty, and its problems are those of sheets, columns, sums, and rows that cannot be projects.
///
/// # Errors
/// As [`read_ledger`]; then no project was handed on.
pub fn read_ledger_with(book: &Book, options: &LedgerOptions<'_>, sink: &mut dyn FnMut(ReadRow)) -> Result<LedgerReading, LedgerError> {
    let (reading, problems) = read_rows(book, options, sink)?;
    Ok(LedgerReading { problems: problems.finish(&reading.order()), ..reading })
}

fn read_rows(book: &Book, options: &LedgerOptions<'_>, sink: &mut dyn FnMut(ReadRow)) -> Result<(LedgerReading, Problems), LedgerError> {
    let mut problems = Problems::default();
    let mut plans: Vec<SheetPlan<'_>> = Vec::new();
    let mut kinds: Vec<(Arc<str>, Option<usize>, SheetKind)> = Vec::new();
    for sheet in book.sheets() {
        let hidden = sheet.visibility() == Visibility::Hidden;
        // A hidden sheet is not read, so its faults are none.
        let plan = SheetPlan::of(sheet, options).or_else(|error| if hidden { Ok(None) } else { Err(error) })?;
        let kind = match &plan {
            _ if hidden => {
                if plan.is_some() {
                    let remark = Remark::warning(Rule::HiddenSheet, "是隐藏的工作表,里面有台账但没有读取;如需导入请取消隐藏");
                    problems.tell(sheet.name(), None, "", remark);
                }
                SheetKind::Ignored("隐藏的工作表".to_owned())
            }
            Some(_) if book.sheets().len() > 1 && is_sample(sheet.name()) => SheetKind::Ignored("是填报示例".to_owned()),
            None if sheet.cell_count() == 0 => SheetKind::Ignored("空工作表".to_owned()),
            None => SheetKind::Ignored("没有找到含“项目名称”列的表头".to_owned()),
            Some(plan) if plan.ended => SheetKind::Ended,
            Some(_) => SheetKind::Ledger,
        };
        let taken = matches!(kind, SheetKind::Ended | SheetKind::Ledger).then_some(plans.len());
        if taken.is_some() {
            plans.extend(plan);
        }
        kinds.push((Arc::clone(sheet.name()), taken, kind));
    }
    if plans.is_empty() {
        return Err(LedgerError::NoHeader { file: book.file_name().to_owned(), tried: tried(book) });
    }
    let live: Vec<usize> = kinds.iter().filter(|(_, _, kind)| *kind == SheetKind::Ledger).filter_map(|(_, index, _)| *index).collect();
    let decision = summary::decide(&plans, &live, options.period);
    for (index, kind) in decision.kinds {
        if let Some(entry) = kinds.iter_mut().find(|(_, at, _)| *at == Some(index)) {
            entry.2 = kind;
        }
    }
    let mut reading = LedgerReading { period: options.period, sheets: Vec::new(), projects: Vec::new(), problems: Vec::new() };
    let (mut header_only, mut total, mut seen, mut gather) = (None, 0_u32, Seen::default(), Gather::default());
    let mut of_gathered: Vec<Problem> = Vec::new();
    let shared_unit = plans.iter().find_map(stated_unit);
    for (name, index, kind) in kinds {
        let plan = index.and_then(|index| plans.get(index));
        let taken = matches!(kind, SheetKind::Ledger | SheetKind::Ended);
        let Some(plan) = plan.filter(|_| taken) else {
            tell_untaken(book, &name, &kind, &mut problems);
            reading.sheets.push(SheetReading {
                name,
                kind,
                header_rows: None,
                unit: None,
                year: None,
                columns: Vec::new(),
                subtotals_checked: 0,
                rows: 0,
                tables: Vec::new(),
                usual: BTreeMap::new(),
            });
            continue;
        };
        let unit = unit_of(plan, shared_unit, options, &mut problems);
        tell_year(plan, options, &mut problems);
        let month = index.and_then(|index| decision.months.get(&index)).copied();
        let joined = month.is_some() || index.is_some_and(|index| decision.joined.contains(&index));
        let rows = if joined {
            let mut gathered = Vec::new();
            let options = LedgerOptions { period: month.unwrap_or(options.period), ..options.clone() };
            let mut own = Seen::default();
            let out = &mut Out { sink: &mut |read| gathered.push(read), problems: &mut problems, seen: &mut own };
            let rows = sheet::read(plan, unit, &options, out);
            for read in gathered {
                // A row without a name cannot be joined to the project's row on another sheet.
                of_gathered.extend(read.problems);
                match month {
                    _ if read.row.name.value.is_none() => {}
                    Some(month) => gather.add_month(month, read.row),
                    None => gather.add(read.row, &mut problems),
                }
            }
            rows
        } else {
            sheet::read(plan, unit, options, &mut Out { sink: &mut *sink, problems: &mut problems, seen: &mut seen })
        };
        total += rows.projects;
        let band = plan.tables.first().map(|table| (table.band.top + 1, table.band.bottom + 1));
        if rows.projects == 0 {
            header_only = header_only.or(band.map(|(_, bottom)| (name.to_string(), bottom)));
        }
        reading.sheets.push(SheetReading {
            name,
            kind,
            header_rows: band,
            unit: Some(unit.label()),
            year: plan.year,
            columns: rows.columns,
            subtotals_checked: rows.checked,
            rows: rows.live,
            tables: rows.tables,
            usual: rows.usual,
        });
    }
    if !gather.is_empty() {
        for row in gather.finish(options.period, &mut problems) {
            let own = |problem: &Problem| problem.sheet == row.at.sheet && problem.cell.is_some_and(|cell| cell.row == row.at.pos.row);
            let (mine, others) = of_gathered.into_iter().partition(own);
            of_gathered = others;
            sink(ReadRow { row, problems: mine, amounts: Vec::new() });
        }
        problems.extend(of_gathered);
    }
    if let (true, Some((sheet, header_row))) = (total == 0, header_only) {
        return Err(LedgerError::NoRows { file: book.file_name().to_owned(), sheet, header_row });
    }
    Ok((reading, problems))
}

/// Whether a sheet only shows how to fill in the form.
fn is_sample(name: &str) -> bool {
    vocabulary().sample_sheets.iter().any(|word| name.contains(word.as_str()))
}

/// What was looked at when no header was found: the sheets with their first texts.
fn tried(book: &Book) -> String {
    let first_text = |sheet: Sheet<'_>| {
        sheet.rows().flat_map(Row::cells).map(|cell| cell.raw().trim().chars().take(20).collect::<String>()).find(|text| !text.is_empty())
    };
    let sheets: Vec<String> = book
        .sheets()
        .take(5)
        .map(|sheet| match first_text(sheet) {
            Some(text) => format!("工作表「{}」以“{text}”开头", sheet.name()),
            None => format!("工作表「{}」是空的", sheet.name()),
        })
        .collect();
    sheets.join(",")
}

/// A sheet with content that was left out is told, so that nothing disappears silently.
fn tell_untaken(book: &Book, name: &Arc<str>, kind: &SheetKind, problems: &mut Problems) {
    if let SheetKind::Summary(why) | SheetKind::Ignored(why) = kind
        && book.sheet(name).is_some_and(|sheet| sheet.cell_count() > 0)
    {
        problems.tell(name, None, "", Remark::info(Rule::SheetNotRead, format!("没有读取:{why}")));
    }
}

/// The unit that a sheet states for its totals, in a note or in their header.
fn stated_unit(plan: &SheetPlan<'_>) -> Option<AmountUnit> {
    let of_total =
        || plan.tables.iter().flat_map(|t| &t.columns).filter(|c| c.field() == Some(FieldId::TotalInvestment)).find_map(|c| c.unit);
    plan.unit.or_else(of_total)
}

/// The unit of amounts without one of their own: of the sheet's notes, else of another sheet, else the default,
/// else what their size says.
fn unit_of(plan: &SheetPlan<'_>, shared: Option<AmountUnit>, options: &LedgerOptions<'_>, problems: &mut Problems) -> AmountUnit {
    let sheet = plan.sheet.name();
    if let Some((pos, text)) = &plan.unknown_unit {
        let message = format!("单位「{text}」不认识;请写明 单位:元、万元 或 亿元");
        problems.tell(sheet, Some(*pos), text, Remark::warning(Rule::UnknownUnit, message));
    }
    if let Some(unit) = plan.unit {
        return unit;
    }
    let needs_unit = plan
        .tables
        .iter()
        .flat_map(|t| &t.columns)
        .any(|c| c.unit.is_none() && c.field().is_some_and(|f| f.kind() == FieldKind::Money && !f.is_foreign()));
    if !needs_unit {
        // Every column of money names its own: the first of them speaks for the sheet.
        let own = plan.tables.iter().flat_map(|t| &t.columns).filter_map(|c| c.unit).find(|unit| unit.currency == Currency::Cny);
        return own.unwrap_or(AmountUnit::WAN);
    }
    // Where one column, or another sheet, names its unit, the others are in the same.
    let (unit, how) = match (stated_unit(plan), shared, options.default_unit) {
        (Some(unit), _, _) => (unit, "与总投资列相同"),
        (None, Some(unit), _) => (unit, "与其他工作表相同"),
        (None, None, Some(unit)) => (unit, "为本单位的默认单位"),
        (None, None, None) => likely_unit(plan),
    };
    let pos = plan.tables.first().and_then(|t| {
        t.columns
            .iter()
            .find(|c| c.unit.is_none() && c.field().is_some_and(|f| f.kind() == FieldKind::Money))
            .map(|c| CellPos::new(t.band.bottom, c.col))
    });
    let message = format!("表头、表题和说明里都没有写金额单位,按{}读取({how});请在表上注明“单位:{}”", unit.label(), unit.label());
    problems.tell(sheet, pos, "", Remark::warning(Rule::NoUnit, message));
    unit
}

/// Offices count in 万元. Totals that would be absurd in it are in 元, and small fractions in 亿元.
fn likely_unit(plan: &SheetPlan<'_>) -> (AmountUnit, &'static str) {
    let mut totals: Vec<rust_decimal::Decimal> = Vec::new();
    for table in &plan.tables {
        let Some(column) = table.columns.iter().find(|c| c.field() == Some(FieldId::TotalInvestment)) else { continue };
        for row in plan.sheet.rows().filter(|row| row.index() > table.band.bottom).take(2000) {
            let number = row.cell(column.col).and_then(|cell| match cell.value() {
                Value::Number(number) => Some(number),
                Value::Text(text) => text.trim().replace(',', "").parse().ok(),
                _ => None,
            });
            totals.extend(number.filter(|n| *n > rust_decimal::Decimal::ZERO));
        }
    }
    totals.sort_unstable();
    let Some(median) = totals.get(totals.len() / 2) else { return (AmountUnit::WAN, "招商台账一般以万元为单位") };
    let fractions = totals.iter().filter(|n| !n.fract().is_zero()).count() * 2 >= totals.len();
    if *median >= rust_decimal::Decimal::from(2_000_000) {
        (AmountUnit::YUAN, "按数值大小判断")
    } else if *median < rust_decimal::Decimal::from(50) && fractions {
        (AmountUnit::YI, "按数值大小判断")
    } else {
        (AmountUnit::WAN, "招商台账一般以万元为单位")
    }
}

/// A title that speaks of another year than the period.
fn tell_year(plan: &SheetPlan<'_>, options: &LedgerOptions<'_>, problems: &mut Problems) {
    if let Some((pos, year)) = plan.stated_year.filter(|(_, year)| *year != options.period.year()) {
        let raw = plan.sheet.cell(pos).map(|cell| cell.raw().into_owned()).unwrap_or_default();
        let message = format!("表题写的是 {year} 年,导入的账期是 {},没有写年份的日期按 {year} 年读取;请核对账期", options.period);
        problems.tell(plan.sheet.name(), Some(pos), &raw, Remark::warning(Rule::YearMismatch, message));
    }
}

impl LedgerReading {
    /// Names of its sheets.
    fn order(&self) -> Vec<Arc<str>> {
        self.sheets.iter().map(|sheet| Arc::clone(&sheet.name)).collect()
    }

    /// Projects that count.
    pub fn live(&self) -> impl Iterator<Item = &ProjectRow> {
        self.projects.iter().filter(|project| project.status == Status::Live)
    }
}
