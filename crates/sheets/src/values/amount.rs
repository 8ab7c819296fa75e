//! Cells of money.

use std::sync::Arc;

use domain::money::{Currency, Fen, Money};
use quantity::{AmountUnit, Outcome, Reading, Unit, read_amount};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::{Frame, Remark, Valued, told};
use crate::book::formula::{Term, plain_sum};
use crate::book::{Cell, Sheet, Value};
use crate::ledger::{Amount, Confidence, Field};
use crate::rule::Rule;

/// How deep formulas that add up other formulas are followed.
const MAX_DEPTH: u32 = 6;
/// Cells that one formula may add up.
const MAX_TERMS: u64 = 200_000;

/// Reads the money cells of one sheet.
#[derive(Clone, Copy)]
pub(crate) struct AmountReader<'a> {
    pub(crate) sheet: Sheet<'a>,
}

/// What a formula without a stored result gave.
enum Computed {
    /// A sum of what the cells store; text cells are left out, as every spreadsheet program does.
    Sum(Decimal),
    /// Not a plain sum.
    Other,
}

impl AmountReader<'_> {
    /// Reads a cell in a column whose numbers are in `unit`.
    pub(crate) fn read(self, frame: Frame, cell: Option<Cell<'_>>, unit: AmountUnit) -> Valued<Amount> {
        let Some(cell) = cell else { return (frame.field(None, Confidence::Exact), Vec::new()) };
        let own = cell.format_unit().filter(|(text, _)| Unit::parse(text).and_then(Unit::amount).is_some());
        match cell.value() {
            Value::Number(number) => {
                let (number, note) = self.checked(cell, number);
                let (field, mut remarks) = match own {
                    Some((text, scale)) => read_text(frame, &format!("{}{text}", shifted(number, scale)), unit),
                    None => valued(frame, quantity::read_number(number.to_f64().unwrap_or(f64::NAN), Some(unit)), unit),
                };
                remarks.extend(note);
                (field, remarks)
            }
            Value::Text(text) => read_text(frame, text, unit),
            Value::Date { serial, .. } => {
                let (field, mut remarks) = read_text(frame, &serial.to_string(), unit);
                remarks.push(Remark::warning(Rule::AmountAsDate, "单元格是日期格式,按其数值读作金额,请核对格式".to_owned()));
                (field, remarks)
            }
            Value::Error(text) => {
                let message = format!("单元格是公式错误「{text}」,请在原表中修正后再导入");
                (frame.field(None, Confidence::Failed), vec![Remark::error(Rule::FormulaError, message)])
            }
            Value::Bool(_) => {
                let message = format!("「{}」不是金额,请核对是否填错了列", frame.raw);
                (frame.field(None, Confidence::Failed), vec![Remark::error(Rule::NotAnAmount, message)])
            }
            Value::Empty if cell.is_uncomputed() => self.uncomputed(frame, cell, unit),
            Value::Empty => (frame.field(None, Confidence::Exact), Vec::new()),
        }
    }

    /// A stored result of 0 where the cells add up to something was never computed: some programs that write
    /// workbooks store 0 for every formula.
    fn checked(self, cell: Cell<'_>, stored: Decimal) -> (Decimal, Option<Remark>) {
        let Some(formula) = cell.formula() else { return (stored, None) };
        match self.compute(&formula, 0) {
            Computed::Sum(sum) if sum != stored && stored.is_zero() => {
                let message = format!("公式 ={formula} 存的结果是 0,按所引单元格应为 {sum},按后者读取;请在原表中重新计算后保存");
                (sum, Some(Remark::warning(Rule::FormulaStale, message)))
            }
            Computed::Sum(sum) if (sum - stored).abs() > Decimal::new(1, 6) => {
                let message = format!("公式 ={formula} 存的结果是 {stored},按所引单元格应为 {sum},按前者读取;请在原表中重新计算后核对");
                (stored, Some(Remark::warning(Rule::FormulaStale, message)))
            }
            _ => (stored, None),
        }
    }

    fn uncomputed(self, frame: Frame, cell: Cell<'_>, unit: AmountUnit) -> Valued<Amount> {
        let formula = cell.formula().unwrap_or_default();
        match self.compute(&formula, 0) {
            Computed::Sum(sum) => {
                let shown = Frame { raw: format!("={formula}").into(), ..frame };
                let (mut field, remarks) = read_text(shown, &sum.to_string(), unit);
                field.confidence = field.confidence.max(Confidence::Normalised);
                (field, remarks)
            }
            Computed::Other => {
                let shown = Frame { raw: format!("={formula}").into(), ..frame };
                let message = format!("公式 ={formula} 没有存结果,也不是简单求和,无法读取;请用 Excel 打开、保存后再导入");
                (shown.field(None, Confidence::Failed), vec![Remark::error(Rule::FormulaWithoutValue, message)])
            }
        }
    }

    fn compute(self, formula: &str, depth: u32) -> Computed {
        let Some(terms) = plain_sum(formula).filter(|_| depth < MAX_DEPTH) else { return Computed::Other };
        let mut sum = Decimal::ZERO;
        let mut budget = MAX_TERMS;
        for term in terms {
            match term {
                Term::Number(number) => sum = sum.checked_add(number).unwrap_or(sum),
                Term::Cells(area, minus) => {
                    for row in area.first.row..=area.last.row {
                        let Some(spent) = budget.checked_sub(1) else { return Computed::Other };
                        budget = spent;
                        let Some(cells) = self.sheet.row(row) else { continue };
                        for cell in cells.cells().filter(|cell| (area.first.col..=area.last.col).contains(&cell.pos().col)) {
                            let number = match cell.value() {
                                Value::Number(number) => number,
                                Value::Date { serial, .. } => serial,
                                Value::Error(_) => return Computed::Other,
                                Value::Empty if cell.is_uncomputed() => {
                                    match self.compute(&cell.formula().unwrap_or_default(), depth + 1) {
                                        Computed::Sum(inner) => inner,
                                        Computed::Other => return Computed::Other,
                                    }
                                }
                                _ => continue,
                            };
                            sum = sum.checked_add(if minus { -number } else { number }).unwrap_or(sum);
                        }
                    }
                }
            }
        }
        Computed::Sum(sum.normalize())
    }
}

fn shifted(number: Decimal, scale: u32) -> Decimal {
    (0..scale).fold(number, |number, _| number / Decimal::TEN).normalize()
}

fn read_text(frame: Frame, text: &str, unit: AmountUnit) -> Valued<Amount> {
    valued(frame, read_amount(text, Some(unit)), unit)
}

fn valued(frame: Frame, reading: Reading<quantity::Amount>, unit: AmountUnit) -> Valued<Amount> {
    let text = Arc::clone(&frame.raw);
    let mut remarks: Vec<Remark> = reading.notes.iter().filter_map(told).collect();
    let confidence = Confidence::from(reading.confidence);
    match reading.outcome {
        Outcome::Missing => (frame.field(None, Confidence::Exact), remarks),
        Outcome::Failed(note) => {
            remarks.extend(told(&note).map(|remark| with_likely_unit(remark, &text, unit)));
            (frame.field(None, Confidence::Failed), remarks)
        }
        Outcome::Read(amount) => {
            if amount.value.minor < Fen::ZERO {
                remarks.push(Remark::warning(Rule::NegativeAmount, format!("金额「{text}」是负数,请核对是否为冲减")));
            }
            let ranged = amount.low != amount.high;
            let value = Amount {
                money: Money { minor: amount.value.minor, currency: amount.value.currency },
                low: ranged.then_some(amount.low),
                high: ranged.then_some(amount.high),
                approximate: amount.approximate.is_some(),
            };
            (frame.field(Some(value), confidence), remarks)
        }
    }
}

/// What to tell of an amount in foreign money in a column of renminbi by its meaning.
pub(crate) fn without_rate(field: &Field<Amount>) -> Option<Remark> {
    let currency = field.value.map(|amount| amount.money.currency).filter(|currency| *currency != Currency::Cny)?;
    let message = format!("「{}」是外币({}),没有汇率,暂不折算成人民币;请补充汇率或折算后的金额", field.raw, currency.code());
    Some(Remark::warning(Rule::ForeignAmountWithoutRate, message))
}

/// An absurd amount in 亿元 is one of 万元, in 万元 one of 元: say so.
fn with_likely_unit(mut remark: Remark, text: &str, unit: AmountUnit) -> Remark {
    if remark.rule == Rule::Magnitude {
        let likely = if unit.scale >= 100_000_000 { "万元" } else { "元" };
        remark.message = format!("金额「{text}」按{}读取大得不合常理,未采用;单位可能是{likely},请核对后在单元格里写明单位", unit.label());
    }
    remark
}

/// Half of the last decimal place that an amount shows, in fen: how much a rounded sum may differ.
pub(crate) fn last_place(raw: &str, unit: AmountUnit) -> i64 {
    let digits: String =
        raw.trim().trim_end_matches(|c: char| !c.is_ascii_digit()).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let decimals = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let mut step = Decimal::from(unit.minor());
    for _ in 0..decimals.min(12) {
        step /= Decimal::TEN;
    }
    (step / Decimal::TWO).to_i64().unwrap_or(0).max(1)
}

/// The unit of a column of money: its own, else the sheet's. Foreign columns count US dollars unless they say otherwise.
pub(crate) fn money_unit(own: Option<AmountUnit>, foreign: bool, sheet: AmountUnit, sheet_foreign: Option<AmountUnit>) -> AmountUnit {
    own.unwrap_or_else(|| if foreign { sheet_foreign.unwrap_or(AmountUnit::WAN_USD) } else { sheet })
}
