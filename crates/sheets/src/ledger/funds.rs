//! Completes and compares the figures of one row.

use std::sync::Arc;

use domain::money::{Currency, Fen, Money};
use domain::period::Period;

use super::row::Told;
use super::types::{Amount, Confidence, Field, FundsReading, Milestone, ProjectRow, Status};
use crate::rule::Rule;
use crate::values::Remark;

/// Completes 今年累计 and 本月 from the columns of months, and compares where both are there. `from_january` says that
/// the ledger has the months from January on even where the project has none of them.
pub(super) fn finish_funds(project: &mut ProjectRow, period: Period, from_january: bool, told: &mut Vec<Told>) {
    let funds = &mut project.funds;
    funds.by_month.sort_by_key(|(month, _)| *month);
    let of_year: Vec<(Period, &Field<Amount>)> =
        funds.by_month.iter().filter(|(month, _)| month.year() == period.year()).map(|(month, field)| (*month, field)).collect();
    let up_to: Vec<&Field<Amount>> = of_year.iter().filter(|(month, _)| *month <= period).map(|(_, field)| *field).collect();
    for (month, field) in of_year.iter().filter(|(month, _)| *month > period) {
        if field.value.is_some_and(|amount| !amount.money.minor.is_zero()) {
            let message = format!("{}月的到位资金「{}」在账期 {period} 之后,没有计入;请核对账期或填写的月份", month.month(), field.raw);
            told.push((field.at.pos, Arc::clone(&field.raw), Remark::warning(Rule::FutureMonth, message)));
        }
    }
    let complete = up_to.iter().all(|field| field.confidence != Confidence::Failed);
    let sum: Option<Fen> = up_to
        .iter()
        .filter_map(|field| field.value)
        .filter(|a| a.money.currency == Currency::Cny)
        .try_fold(Fen::ZERO, |sum, a| sum.checked_add(a.money.minor));
    let from_january = from_january || of_year.iter().any(|(month, _)| month.month() == 1);
    let mut month_of_period = None;
    if let Some((_, this)) = of_year.iter().find(|(month, _)| *month == period)
        && funds.month.is_none()
    {
        month_of_period = Some((*this).clone());
    }
    let mut summed = None;
    match (&funds.year_to_date, sum) {
        (None, Some(sum)) if from_january || up_to.len() > 1 => {
            let confidence = up_to.iter().map(|field| field.confidence).max().unwrap_or_default();
            let raw: Vec<&str> = up_to.iter().map(|field| &*field.raw).filter(|raw| !raw.is_empty()).collect();
            if let Some(first) = up_to.first() {
                let approximate = up_to.iter().any(|field| field.value.is_some_and(|a| a.approximate));
                let value = Amount { money: Money::cny(sum), low: None, high: None, approximate };
                // A month that could not be read leaves the sum unknown.
                let field = Field { value: complete.then_some(value), raw: raw.join("+").into(), at: first.at.clone(), confidence };
                summed = Some(field);
            }
        }
        (Some(stated), Some(sum)) if from_january && complete => {
            let amount = stated.value.map_or(Fen::ZERO, |a| a.money.minor);
            if amount != sum && stated.confidence != Confidence::Failed {
                let yuan = |fen: Fen| fen.display_in(domain::money::Unit::Wan, 2);
                let message =
                    format!("今年累计「{}」({}万元)与各月之和 {}万元 不一致,按累计读取,请核对", stated.raw, yuan(amount), yuan(sum));
                told.push((stated.at.pos, Arc::clone(&stated.raw), Remark::warning(Rule::MonthsMismatch, message)));
            }
        }
        _ => {}
    }
    funds.year_to_date = funds.year_to_date.take().or(summed);
    funds.month = funds.month.take().or(month_of_period);
    compare_cumulatives(funds, told);
    compare_with_total(project, told);
}

/// More money than the project is to cost: the total is out of date, or a unit has slipped.
fn compare_with_total(project: &ProjectRow, told: &mut Vec<Told>) {
    let renminbi = |field: &Field<Amount>| field.value.map(|amount| amount.money).filter(|money| money.currency == Currency::Cny);
    let funds = &project.funds;
    let Some(paid) = funds.since_start.as_ref().filter(|field| field.value.is_some()).or(funds.year_to_date.as_ref()) else { return };
    let Some(total) = project.total_investment.as_ref() else { return };
    if let (Some(sum), Some(whole)) = (renminbi(paid), renminbi(total))
        && whole.minor > Fen::ZERO
        && sum.minor > whole.minor
    {
        let message = format!("到位资金「{}」超过总投资「{}」({}),请核对", paid.raw, total.raw, total.at.pos);
        told.push((paid.at.pos, Arc::clone(&paid.raw), Remark::warning(Rule::FundsOverTotal, message)));
    }
}

/// A cumulative below its part: 累计 less than 本月, since the start less than this year, 其中 more than the whole.
fn compare_cumulatives(funds: &FundsReading, told: &mut Vec<Told>) {
    let pairs = [
        (&funds.month, &funds.year_to_date, "本月到位资金", "今年累计"),
        (&funds.year_to_date, &funds.since_start, "今年累计到位资金", "自开工累计"),
        (&funds.out_of_province_month, &funds.month, "其中省外(本月)", "本月到位资金"),
        (&funds.out_of_province_year_to_date, &funds.year_to_date, "其中省外(今年累计)", "今年累计到位资金"),
        (&funds.fixed_year_to_date, &funds.year_to_date, "固投类到位资金", "今年累计到位资金"),
        (&funds.foreign_capital_month, &funds.foreign_capital_year_to_date, "本月外资", "外资累计"),
    ];
    for (part, whole, part_name, whole_name) in pairs {
        let (Some(part), Some(whole)) = (part, whole) else { continue };
        let (Some(part_amount), Some(whole_amount)) = (part.value, whole.value) else { continue };
        if part_amount.money.currency == whole_amount.money.currency && part_amount.money.minor > whole_amount.money.minor {
            let message = format!("{part_name}「{}」大于{whole_name}「{}」({}),请核对", part.raw, whole.raw, whole.at.pos);
            told.push((part.at.pos, Arc::clone(&part.raw), Remark::warning(Rule::CumulativeBelowPart, message)));
        }
    }
}

/// Milestones in an order that cannot be.
pub(super) fn check_dates(project: &ProjectRow, told: &mut Vec<Told>) {
    let signed = project.signed_on.as_ref().and_then(|field| field.value);
    let started = project.start.as_ref().and_then(|field| match field.value {
        Some(Milestone::On(date)) if date.precision != domain::date::Precision::ByPeriod => Some((date, field)),
        _ => None,
    });
    if let (Some(signed), Some((started, field))) = (signed, started)
        && started.last() < signed.first
    {
        let message = format!("开工日期 {} 早于签约日期 {},请核对", started.display(), signed.display());
        told.push((field.at.pos, Arc::clone(&field.raw), Remark::warning(Rule::StartedBeforeSigned, message)));
    }
}

/// A remark that says that a project carried among the living has ended.
pub(super) fn check_ended(project: &ProjectRow, told: &mut Vec<Told>) {
    if project.status == Status::Terminated {
        return;
    }
    for field in [&project.remarks, &project.progress].into_iter().flatten() {
        let Some(text) = field.value.as_deref() else { continue };
        if text.chars().count() <= 16 && crate::rows::is_ended(text) {
            let message = format!("「{text}」像是已经终止,仍按在册项目读取;如已终止请移到终止项目里");
            told.push((field.at.pos, Arc::clone(&field.raw), Remark::warning(Rule::MaybeTerminated, message)));
        }
    }
}
