//! From a ledger's cumulative columns to claims of single months (architecture, Importing cumulatives).

use std::collections::BTreeMap;

use crate::claim::Class;
use crate::date::{PartialDate, Precision};
use crate::money::Fen;
use crate::period::Period;

/// A money claim that a project already has in the year of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookedMoney {
    /// Its period.
    pub period: Period,
    /// Its amount.
    pub amount: Fen,
    /// Whether it is an opening balance.
    pub opening: bool,
}

impl BookedMoney {
    /// The period of the report that booked it: an opening balance stands in the month before its report.
    pub fn reported_in(&self) -> Period {
        if self.opening { self.period.next() } else { self.period }
    }
}

/// What a ledger tells of one project's money in the year of the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoneyReading {
    /// The column of the reported month.
    pub month: Option<Fen>,
    /// The cumulative since January.
    pub year_to_date: Option<Fen>,
    /// Columns of single months.
    pub by_month: Vec<(Period, Fen)>,
}

/// A claim to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MoneyStep {
    /// The period that it is booked to.
    pub period: Period,
    /// Its amount; negative where an earlier report told too much.
    pub amount: Fen,
    /// Whether it is an opening balance.
    pub opening: bool,
}

/// A report of an older period than one already booked, which writes nothing unless confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("已有 {newer} 的到位资金申报,本次账期 {reported} 较早")]
pub struct OlderPeriod {
    /// The latest booked period.
    pub newer: Period,
    /// The period of the report.
    pub reported: Period,
}

/// The claims that bring what is booked to what the ledger tells.
///
/// `booked` are the project's standing money claims of the period's year. The result is empty when the ledger tells
/// nothing new: the same file twice writes nothing.
pub fn money_steps(reading: &MoneyReading, period: Period, booked: &[BookedMoney], confirmed: bool) -> Result<Vec<MoneyStep>, OlderPeriod> {
    let newest = booked.iter().map(BookedMoney::reported_in).max();
    let sum = |wanted: &dyn Fn(&BookedMoney) -> bool| booked.iter().filter(|money| wanted(money)).map(|money| money.amount.0).sum::<i64>();
    let booked_to_date = sum(&|money| money.period <= period);
    let before = if period.month() == 1 { period } else { period.previous() };
    let mut told: BTreeMap<Period, Fen> =
        reading.by_month.iter().copied().filter(|(month, _)| month.year() == period.year() && *month <= period).collect();
    if let Some(month) = reading.month.filter(|_| period.month() > 1 || reading.year_to_date.is_none()) {
        told.entry(period).or_insert(month);
    }

    let mut steps = Vec::new();
    let mut step = |period: Period, amount: i64, opening: bool| {
        if amount != 0 {
            steps.push(MoneyStep { period, amount: Fen(amount), opening });
        }
        amount
    };
    if told.is_empty() {
        if let Some(cumulative) = reading.year_to_date {
            // A first report without a month: what it tells stood before it.
            let first = booked.is_empty() && period.month() > 1;
            step(if first { before } else { period }, cumulative.0 - booked_to_date, first);
        }
    } else {
        let of_months: i64 =
            told.iter().map(|(month, amount)| step(*month, amount.0 - sum(&|money| money.period == *month && !money.opening), false)).sum();
        let untold = std::iter::successors(Some(period), |month| (month.month() > 1).then(|| month.previous()))
            .find(|month| !told.contains_key(month));
        // The cumulative says what the whole is; without one, months that are told one by one are it.
        let of_told = || (untold.is_none() || !reading.by_month.is_empty()).then(|| told.values().copied().sum::<Fen>());
        let whole = reading.year_to_date.or_else(of_told);
        if let Some(whole) = whole {
            step(untold.unwrap_or(period), whole.0 - booked_to_date - of_months, true);
        }
    }

    match newest {
        Some(newer) if newer > period && !steps.is_empty() && !confirmed => Err(OlderPeriod { newer, reported: period }),
        _ => Ok(steps),
    }
}

/// A milestone that a project already has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookedMilestone {
    /// When it happened.
    pub occurred: Option<PartialDate>,
    /// Its amount.
    pub amount: Option<Fen>,
    /// Its class.
    pub class: Class,
}

/// What a ledger tells of a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToldMilestone {
    /// When it happened.
    pub occurred: PartialDate,
    /// Its amount.
    pub amount: Option<Fen>,
    /// Its class; [`Class::Unspecified`] where the ledger has no word for it.
    pub class: Class,
}

/// What to do about a milestone that a ledger tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MilestoneStep {
    /// Nothing new.
    Nothing,
    /// A first claim.
    Claim,
    /// A correction of the standing claim.
    Correct,
}

/// Whether a milestone told by a ledger is new, a correction, or known.
///
/// A tick never corrects a date, a coarser date that holds the known one is no news, and an empty class is none; a
/// letter of intent that has become a contract is a correction.
pub fn milestone_step(told: &ToldMilestone, booked: Option<BookedMilestone>) -> MilestoneStep {
    let Some(booked) = booked else { return MilestoneStep::Claim };
    let amount_changed = told.amount.is_some() && told.amount != booked.amount;
    let class_changed = told.class != Class::Unspecified && told.class != booked.class;
    let date = told.occurred;
    let date_changed = match booked.occurred {
        None => date.precision != Precision::ByPeriod,
        Some(_) if date.precision == Precision::ByPeriod => false,
        Some(known) if known.precision == Precision::ByPeriod => true,
        Some(known) => known.first < date.first || known.last() > date.last(),
    };
    if amount_changed || class_changed || date_changed { MilestoneStep::Correct } else { MilestoneStep::Nothing }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    fn apply(booked: &mut Vec<BookedMoney>, steps: &[MoneyStep]) {
        booked.extend(steps.iter().map(|s| BookedMoney { period: s.period, amount: s.amount, opening: s.opening }));
    }

    fn cumulative(month: Option<i64>, total: i64) -> MoneyReading {
        MoneyReading { month: month.map(Fen), year_to_date: Some(Fen(total)), by_month: Vec::new() }
    }

    #[test]
    fn a_first_report_with_a_month_column_is_that_month_and_an_opening_balance() {
        let steps = money_steps(&cumulative(Some(30), 100), period("2026-09"), &[], false).unwrap();
        assert_eq!(
            steps,
            vec![
                MoneyStep { period: period("2026-09"), amount: Fen(30), opening: false },
                MoneyStep { period: period("2026-08"), amount: Fen(70), opening: true },
            ]
        );
    }

    #[test]
    fn a_first_report_without_a_month_column_is_an_opening_balance_and_the_next_is_its_month() {
        let mut booked = Vec::new();
        let first = money_steps(&cumulative(None, 100), period("2026-08"), &booked, false).unwrap();
        assert_eq!(first, vec![MoneyStep { period: period("2026-07"), amount: Fen(100), opening: true }]);
        apply(&mut booked, &first);
        let second = money_steps(&cumulative(None, 130), period("2026-09"), &booked, false).unwrap();
        assert_eq!(second, vec![MoneyStep { period: period("2026-09"), amount: Fen(30), opening: false }]);
    }

    #[test]
    fn january_has_no_month_before_it_in_its_year() {
        let steps = money_steps(&cumulative(None, 40), period("2026-01"), &[], false).unwrap();
        assert_eq!(steps, vec![MoneyStep { period: period("2026-01"), amount: Fen(40), opening: false }]);
    }

    #[test]
    fn months_told_one_by_one_replace_an_opening_balance() {
        let mut booked = vec![BookedMoney { period: period("2026-07"), amount: Fen(100), opening: true }];
        let reading = MoneyReading {
            by_month: vec![(period("2026-06"), Fen(60)), (period("2026-07"), Fen(40)), (period("2026-08"), Fen(5))],
            ..MoneyReading::default()
        };
        let steps = money_steps(&reading, period("2026-08"), &booked, false).unwrap();
        apply(&mut booked, &steps);
        assert_eq!(booked.iter().map(|m| m.amount.0).sum::<i64>(), 105);
        assert_eq!(booked.iter().filter(|m| m.opening).map(|m| m.amount.0).sum::<i64>(), 0);
    }

    #[test]
    fn some_months_beside_a_cumulative_leave_the_rest_as_an_opening_balance() {
        let reading = MoneyReading { by_month: vec![(period("2026-09"), Fen(30))], year_to_date: Some(Fen(100)), month: None };
        let steps = money_steps(&reading, period("2026-09"), &[], false).unwrap();
        assert!(steps.contains(&MoneyStep { period: period("2026-08"), amount: Fen(70), opening: true }), "{steps:?}");
        assert_eq!(steps.iter().map(|step| step.amount.0).sum::<i64>(), 100);
    }

    #[test]
    fn an_older_report_after_a_newer_one_writes_nothing_unless_confirmed() {
        let booked = [BookedMoney { period: period("2026-09"), amount: Fen(100), opening: false }];
        assert!(money_steps(&cumulative(None, 80), period("2026-08"), &booked, false).is_err());
        assert!(money_steps(&cumulative(None, 80), period("2026-08"), &booked, true).is_ok());
    }

    #[test]
    fn a_tick_never_corrects_a_date_and_a_coarser_date_is_no_news() {
        let day = PartialDate::day("2026-03-10".parse().unwrap());
        let told = |occurred| ToldMilestone { occurred, amount: None, class: Class::Unspecified };
        let booked = |occurred| Some(BookedMilestone { occurred: Some(occurred), amount: None, class: Class::LetterOfIntent });
        assert_eq!(milestone_step(&told(PartialDate::by_period(period("2026-05"))), booked(day)), MilestoneStep::Nothing);
        assert_eq!(milestone_step(&told(PartialDate::month(period("2026-03"))), booked(day)), MilestoneStep::Nothing);
        assert_eq!(milestone_step(&told(PartialDate::month(period("2026-04"))), booked(day)), MilestoneStep::Correct);
        assert_eq!(milestone_step(&told(day), booked(PartialDate::by_period(period("2026-02")))), MilestoneStep::Correct);
        assert_eq!(milestone_step(&told(day), None), MilestoneStep::Claim);
    }

    #[test]
    fn an_intent_that_has_become_a_contract_is_a_correction() {
        let day = PartialDate::day("2026-03-10".parse().unwrap());
        let told = ToldMilestone { occurred: day, amount: None, class: Class::FormalContract };
        let booked = |class| Some(BookedMilestone { occurred: Some(day), amount: None, class });
        assert_eq!(milestone_step(&told, booked(Class::LetterOfIntent)), MilestoneStep::Correct);
        assert_eq!(milestone_step(&told, booked(Class::FormalContract)), MilestoneStep::Nothing);
    }

    #[test]
    fn months_that_do_not_add_up_to_the_cumulative_leave_the_difference_out_of_the_months() {
        let by_month = (1..=3).map(|month| (Period::new(2026, month).unwrap(), Fen(10))).collect();
        let reading = MoneyReading { by_month, year_to_date: Some(Fen(35)), month: None };
        let steps = money_steps(&reading, period("2026-03"), &[], false).unwrap();
        assert_eq!(steps.iter().map(|step| step.amount.0).sum::<i64>(), 35);
        assert_eq!(steps.iter().filter(|step| !step.opening).map(|step| step.amount.0).sum::<i64>(), 30);
    }

    proptest! {
        #[test]
        fn after_a_report_the_year_to_date_is_what_the_ledger_told_and_telling_it_again_writes_nothing(
            reports in proptest::collection::vec((1_u32..=12, proptest::option::of(-500_i64..500), -500_i64..5_000), 1..6)
        ) {
            let mut reports = reports;
            reports.sort_by_key(|(month, _, _)| *month);
            let mut booked = Vec::new();
            for (month, of_month, total) in reports {
                let at = Period::new(2026, month).unwrap();
                let reading = cumulative(of_month, total);
                let steps = money_steps(&reading, at, &booked, false).unwrap();
                apply(&mut booked, &steps);
                let sum: i64 = booked.iter().filter(|m| m.period <= at).map(|m| m.amount.0).sum();
                prop_assert_eq!(sum, total);
                prop_assert_eq!(money_steps(&reading, at, &booked, false).unwrap(), vec![]);
            }
        }
    }
}
