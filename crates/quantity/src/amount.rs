//! Amounts of money as ledgers type them, with their unit, approximation and remark.
//!
//! The unit of the text wins over the unit of the column; import rule 2 (cell suffix, column, sheet note,
//! ledger default) is the caller's, who passes the first of the last three as `column`.

use domain::money::{Currency, Fen, Money};
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use crate::reading::{Confidence, Note, Reading, Rule};
use crate::text::{Cell, error_value, says_missing};
use crate::unit::AmountUnit;

mod figure;
mod statement;

use figure::Figure;
use statement::Statement;

/// How a text says that its figure is not exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Approximation {
    /// 约, 左右, 近
    About,
    /// 不低于, 以上, 至少
    AtLeast,
    /// 超, 逾, 3亿多
    MoreThan,
    /// 不超过, 以内, 不足
    AtMost,
    /// 5-8亿
    Range,
}

/// An amount that a text states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amount {
    /// The figure to count with: the number itself; the lower end of a range.
    pub value: Money,
    /// Lower end, in fen (hundredths of the currency's unit). Equals the value unless a range says otherwise.
    pub low: Fen,
    /// Upper end, likewise. 不低于 and 超 give none, and it equals the value then.
    pub high: Fen,
    /// How the text says that it is not exact.
    pub approximate: Option<Approximation>,
    /// Whether the text names a unit other than its column's.
    pub unit_override: bool,
    /// What stands beside the amount: 一期0.5亿, 其中固投3.2亿元.
    pub memo: Option<String>,
}

/// From here on an amount whose unit was not written beside it is a slip of the unit: one 万亿元, in fen.
///
/// No single project, and no city's whole year of signings, reaches it; 120000 in a column of 亿元 does.
const IMPLAUSIBLE: i64 = 100_000_000_000_000;

/// Reads the text of a money cell. `column` is the unit of its column, where known.
///
/// Fails with `not_an_amount`, `unknown_unit`, `several_amounts`, `ambiguous_amount`, `range_order`,
/// `magnitude`, `error_value` or `too_long`. A mark of absence is missing, never zero.
///
/// ```
/// use quantity::{AmountUnit, Approximation, Confidence, read_amount};
/// let reading = read_amount("约３亿元(一期0.5亿)", Some(AmountUnit::WAN));
/// assert_eq!(reading.confidence, Confidence::Approximate);
/// let amount = reading.into_value().unwrap();
/// assert_eq!(amount.value.minor.0, 30_000_000_000);
/// assert_eq!(amount.approximate, Some(Approximation::About));
/// assert_eq!(amount.memo.as_deref(), Some("一期0.5亿"));
/// assert!(amount.unit_override);
///
/// assert!(read_amount("—", Some(AmountUnit::WAN)).is_missing());
/// assert_eq!(read_amount("12000", None).failure().unwrap().rule.code(), "unknown_unit");
/// ```
pub fn read_amount(text: &str, column: Option<AmountUnit>) -> Reading<Amount> {
    let cell = match Cell::new(text) {
        Ok(cell) => cell,
        Err(note) => return note.into(),
    };
    let folded = cell.text();
    if says_missing(&folded) {
        return Reading::missing();
    }
    if let Some(note) = error_value(&folded) {
        return note.into();
    }
    match Statement::read(&cell.chars).and_then(|statement| resolve(&statement, column, &folded)) {
        Ok((amount, mut notes, exact)) => {
            let confidence = match (amount.approximate.is_some(), exact && !cell.changed && notes.is_empty()) {
                (true, _) => Confidence::Approximate,
                (false, true) => Confidence::Exact,
                (false, false) => Confidence::Normalised,
            };
            if amount.approximate.is_some() {
                notes.push(Note::new(Rule::Approximate, format!("「{folded}」不是确数,按{}记,认定时请填确数", print(amount.value))));
            }
            Reading::read(amount, confidence, notes)
        }
        Err(note) => note.into(),
    }
}

/// Reads a number cell. The binary noise of a double (`0.41600000000000004`) is removed by taking the
/// fifteen significant digits that a workbook shows; from there on the arithmetic is decimal and exact.
///
/// ```
/// use quantity::{AmountUnit, Confidence, read_number};
/// let reading = read_number(0.416_000_000_000_000_04, Some(AmountUnit::YI));
/// assert_eq!(reading.confidence, Confidence::Exact);
/// assert_eq!(reading.value().unwrap().value.minor.0, 4_160_000_000);
/// ```
pub fn read_number(value: f64, column: Option<AmountUnit>) -> Reading<Amount> {
    let Some(decimal) = Decimal::from_f64(value) else {
        return Reading::failed(Rule::Magnitude, format!("数值 {value:e} 超出可表示的金额,请核对"));
    };
    let shown = decimal.normalize().to_string();
    let figure = Figure::bare(decimal);
    match resolve(&Statement::of(figure), column, &shown) {
        Ok((amount, notes, _)) => {
            let confidence = if notes.is_empty() { Confidence::Exact } else { Confidence::Normalised };
            Reading::read(amount, confidence, notes)
        }
        Err(note) => note.into(),
    }
}

/// Puts a statement into fen. The flag says whether it is a bare plain number.
fn resolve(statement: &Statement, column: Option<AmountUnit>, shown: &str) -> Result<(Amount, Vec<Note>, bool), Note> {
    let mut notes = Vec::new();
    let main = &statement.figure;
    // 5-8亿 and 5-8亿美元: the first number borrows what only the second names.
    let last = statement.upper.as_ref().unwrap_or(main);
    let named = last.names_unit();
    if statement.upper.is_some() && main.names_scale() && !named {
        return Err(Note::new(Rule::AmbiguousAmount, format!("「{shown}」后一个数没有写单位,请写全,如 1亿元-2亿元")));
    }
    let currency = last.currency.or(main.currency).or(last.symbol).or(main.symbol);
    let money = |figure: &Figure, borrowed: Option<&Figure>| -> Result<(Fen, bool), Note> {
        let (value, factor) = figure.in_own_unit(borrowed);
        let by_column = column.filter(|unit| currency.is_none_or(|currency| currency == unit.currency));
        let minor = match (factor, by_column) {
            (Some(_), _) => value.checked_mul(Decimal::ONE_HUNDRED),
            (None, Some(unit)) => value.checked_mul(Decimal::from(unit.minor())),
            (None, None) if value.is_zero() || currency.is_some() => value.checked_mul(Decimal::ONE_HUNDRED),
            (None, None) => {
                return Err(Note::new(Rule::UnknownUnit, format!("「{shown}」没有单位,所在列和表也没有说明单位,请注明万元或亿元")));
            }
        };
        let too_large = || Note::new(Rule::Magnitude, format!("「{shown}」超出可表示的金额,请核对单位"));
        let minor = minor.ok_or_else(too_large)?;
        let whole = minor.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        let fen = whole.to_i64().ok_or_else(too_large)?;
        if factor.is_none() && fen.unsigned_abs() >= IMPLAUSIBLE.unsigned_abs() {
            return Err(implausible(shown, column));
        }
        Ok((Fen(fen), whole != minor))
    };
    let (value, rounded) = money(main, statement.upper.as_ref())?;
    let (high, rounded_high) = match &statement.upper {
        Some(upper) => money(upper, None)?,
        None => (value, false),
    };
    if high < value {
        return Err(Note::new(Rule::RangeOrder, format!("「{shown}」前一个数大于后一个数,请核对")));
    }
    let currency = currency.or(column.map(|unit| unit.currency)).unwrap_or(Currency::Cny);
    let amount_unit = last.factor().map(|scale| AmountUnit { scale, currency });
    let differs = !value.is_zero() && column.is_some_and(|unit| amount_unit.map_or(unit.currency != currency, |own| own != unit));
    if differs {
        let column = column.map(AmountUnit::label).unwrap_or_default();
        notes.push(Note::new(Rule::UnitOverride, format!("「{shown}」自带单位,与本列单位{column}不同,按所写单位读取")));
    }
    if currency != column.map_or(Currency::Cny, |unit| unit.currency) {
        notes.push(Note::new(Rule::CurrencyDiffers, format!("「{shown}」的币种是{},折算需要汇率", currency.code())));
    }
    if rounded || rounded_high {
        notes.push(Note::new(Rule::BelowFen, format!("「{shown}」不足一分的部分已四舍五入")));
    }
    if let Some(memo) = &statement.memo {
        notes.push(Note::new(Rule::TrailingMemo, format!("金额之外的文字「{memo}」作为备注保留")));
    }
    let money = Money { minor: value, currency };
    refuse_contradiction(statement, money, shown)?;
    let approximate = if statement.upper.is_some() { Some(Approximation::Range) } else { statement.hedge };
    let amount = Amount { value: money, low: value, high, approximate, unit_override: differs, memo: statement.memo.clone() };
    Ok((amount, notes, statement.is_bare()))
}

/// 固投3亿元,总投资5亿元 and 一期3亿元,二期2亿元: the first amount is not the one that is meant.
fn refuse_contradiction(statement: &Statement, value: Money, shown: &str) -> Result<(), Note> {
    let hundredfold = |figure: &Figure| figure.value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::MAX);
    let same_currency = |figure: &&Figure| figure.currency.unwrap_or(Currency::Cny) == value.currency;
    let mut others = statement.others.iter().filter(same_currency);
    let contradicts =
        if statement.of_a_phase { others.next().is_some() } else { others.any(|other| hundredfold(other) > Decimal::from(value.minor.0)) };
    if contradicts {
        return Err(Note::new(Rule::SeveralAmounts, format!("「{shown}」写了几个金额,不能确定取哪一个,请只填总额")));
    }
    Ok(())
}

fn implausible(shown: &str, column: Option<AmountUnit>) -> Note {
    let column = column.unwrap_or(AmountUnit::YUAN);
    let probable = if column.scale > AmountUnit::WAN.scale { AmountUnit::WAN } else { AmountUnit::YUAN };
    let message = format!("「{shown}」按本列单位{}达到万亿元以上,可能实为{},请核对单位", column.label(), probable.label());
    Note::new(Rule::Magnitude, message)
}

/// An amount for a message: 30,000万元, 500万USD.
fn print(money: Money) -> String {
    let unit = domain::money::Unit::Wan;
    let decimals = if money.minor.0 % unit.fen() == 0 { 0 } else { 6 };
    let currency = if money.currency == Currency::Cny { "元" } else { money.currency.code() };
    format!("{}万{currency}", money.minor.display_in(unit, decimals))
}
