//! The invented world: projects over three years with their messes, and what each month's ledger tells of them.

mod draw;
mod mess;
mod plan;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use domain::claim::{ClaimKind, Class};
use domain::period::Period;

use crate::names::Place;
use crate::units::{FIRST, LAST, UNITS, Unit, is_reported};

/// A project as it really goes.
#[derive(Clone, Debug)]
pub struct WorldProject {
    /// Place of its unit.
    pub unit: usize,
    /// Name.
    pub name: String,
    /// Investor.
    pub investor: String,
    /// Where the investor sits.
    pub place: Place,
    /// Credit code as the ledger has it.
    pub credit_code: Option<String>,
    /// Industry as typed.
    pub industry: &'static str,
    /// GB/T 4754.
    pub industry_code: &'static str,
    /// Where it is built.
    pub site: &'static str,
    /// Who answers for it.
    pub contact: String,
    /// What was signed.
    pub agreement: Class,
    /// Total investment, 万元.
    pub total: i64,
    /// Signed on.
    pub signed: NaiveDate,
    /// Ground broken on.
    pub started: Option<NaiveDate>,
    /// In statistics since.
    pub enrolled: Option<Period>,
    /// Completed on.
    pub completed: Option<NaiveDate>,
    /// In production since.
    pub producing: Option<Period>,
    /// Ended on.
    pub terminated: Option<NaiveDate>,
    /// Funds by month, 万元.
    pub funds: Vec<(Period, i64)>,
    /// Whether the funds stopped long before the contract was fulfilled.
    pub stalled: bool,
    /// What goes wrong in its reports.
    pub messes: Messes,
}

/// What goes wrong in the reports of a project.
#[derive(Clone, Debug, Default)]
pub struct Messes {
    /// Months by which its first report is late.
    pub late: u32,
    /// What the total was told to be, and from which month on it is told right.
    pub wrong_total: Option<(i64, Period)>,
    /// The total is told as 约 as long as this is ahead; for ever where it is absent and `approximate` says so.
    pub approximate: bool,
    /// The day of the start as it was told first, and from which month on it is told right.
    pub wrong_start: Option<(NaiveDate, Period)>,
    /// The total is typed in 亿 instead of 万 (or the other way round) in its first ledger.
    pub unit_slip: bool,
    /// Funds told too high in a month, by so many 万元, and told right in the next ledger.
    pub overtold: Option<(Period, i64)>,
    /// It stands in the ledger of another unit too, and this is the one that gives way.
    pub twin: bool,
    /// Recognised first, and taken back in the month after this one.
    pub revoked: Option<(ClaimKind, Period)>,
}

/// What a ledger of a month tells of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Total investment, 万元.
    pub total: i64,
    /// Whether it says 约.
    pub approximate: bool,
    /// Whether the total is typed in the wrong unit.
    pub unit_slip: bool,
    /// Start, where it is a fact by then.
    pub started: Option<NaiveDate>,
    /// Funds of the month, 万元.
    pub month: i64,
    /// Funds of the year, 万元.
    pub year_to_date: i64,
    /// Funds of each month of the year, 万元.
    pub by_month: Vec<(Period, i64)>,
}

/// The whole of it.
#[derive(Clone, Debug)]
pub struct World {
    /// Units.
    pub units: &'static [Unit],
    /// Projects, in the order of their signing.
    pub projects: Vec<WorldProject>,
}

/// The first and the last reported month.
pub(crate) fn bounds() -> (Period, Period) {
    let month = |(year, month): (i32, u32)| Period::of(NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default());
    (month(FIRST), month(LAST))
}

/// The months from `from` to `to`.
pub(crate) fn months(from: Period, to: Period) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(from), |month| Some(month.next())).take_while(move |month| *month <= to)
}

/// So many months later.
pub(crate) fn later(from: Period, months: u32) -> Period {
    (0..months).fold(from, |month, _| month.next())
}

impl World {
    /// All months of the demonstration.
    pub fn periods() -> impl Iterator<Item = Period> {
        let (first, last) = bounds();
        months(first, last)
    }

    /// A world with about `projects` projects. The same seed gives the same world.
    pub fn generate(seed: u64, projects: usize) -> Self {
        let mut found: Vec<WorldProject> = plan::signings(projects).iter().map(|signing| draw::project(seed, signing)).collect();
        found.sort_by(|a, b| (a.signed, a.unit, &a.name).cmp(&(b.signed, b.unit, &b.name)));
        mess::make(seed, &mut found);
        // A unit lists a name and an investor once: a second project of both is told apart by its phase.
        let mut seen = BTreeMap::new();
        for project in &mut found {
            let count: &mut u32 = seen.entry((project.unit, project.name.clone(), project.investor.clone())).or_default();
            *count += 1;
            if *count > 1 {
                project.name = format!("{}(第{count}期)", project.name);
            }
        }
        Self { units: UNITS, projects: found }
    }

    /// The projects that a unit's ledger of a period lists: what was signed by then and still moves.
    pub fn listed(&self, unit: usize, period: Period) -> impl Iterator<Item = &WorldProject> {
        self.projects.iter().filter(move |project| project.unit == unit && project.is_listed(period))
    }

    /// The project of a unit with this name.
    pub fn named(&self, unit: usize, name: &str) -> Option<&WorldProject> {
        self.projects.iter().find(|project| project.unit == unit && project.name == name)
    }
}

/// Months for which a twin stays in its ledger before the unit gives way.
const TWIN_STAYS: u32 = 2;

impl WorldProject {
    /// The period of the first ledger that lists it.
    pub fn first_ledger(&self) -> Period {
        let (first, _) = bounds();
        let from = later(Period::of(self.signed), self.messes.late).max(first);
        std::iter::successors(Some(from), |month| Some(month.next())).find(|month| is_reported(*month)).unwrap_or(from)
    }

    fn is_listed(&self, period: Period) -> bool {
        let moves = self.funds.last().is_some_and(|(month, _)| month.year() >= period.year());
        let fresh = self.signed.year() >= period.year() - 1;
        let from = self.first_ledger();
        let gave_way = self.messes.twin && period > later(from, TWIN_STAYS);
        from <= period && (moves || fresh) && !gave_way
    }

    /// Whether it had ended by the end of a period.
    pub fn has_ended(&self, period: Period) -> bool {
        self.terminated.is_some_and(|day| day <= period.last_day())
    }

    /// What the ledger of a period tells of it.
    pub fn told(&self, period: Period) -> Told {
        let wrong_total = self.messes.wrong_total.filter(|(_, right_from)| period < *right_from);
        let wrong_start = self.messes.wrong_start.filter(|(_, right_from)| period < *right_from);
        let by_month: Vec<(Period, i64)> = months(period.january(), period)
            .map(|month| {
                let paid: i64 = self.funds.iter().filter(|(at, _)| *at == month).map(|(_, amount)| amount).sum();
                let told_too_high = self.messes.overtold.filter(|(at, _)| *at == month && month == period);
                (month, paid + told_too_high.map_or(0, |(_, amount)| amount))
            })
            .collect();
        Told {
            total: wrong_total.map_or(self.total, |(total, _)| total),
            approximate: self.messes.approximate && (wrong_total.is_some() || self.messes.wrong_total.is_none()),
            unit_slip: self.messes.unit_slip && period == self.first_ledger(),
            started: Self::fact(wrong_start.map(|(day, _)| day).or(self.started), period),
            month: by_month.last().map_or(0, |(_, amount)| *amount),
            year_to_date: by_month.iter().map(|(_, amount)| amount).sum(),
            by_month,
        }
    }

    /// A date that is a fact by the end of a period.
    pub fn fact(date: Option<NaiveDate>, period: Period) -> Option<NaiveDate> {
        date.filter(|day| *day <= period.last_day())
    }
}

#[cfg(test)]
mod tests;
