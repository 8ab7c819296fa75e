//! The invented world: units and their projects over three years, with what each month's ledger tells of them.

use chrono::{Datelike, NaiveDate};
use domain::period::Period;

use crate::ledger::Layout;
use crate::names::{self, PLACES, PRODUCTS};
use crate::random::Random;

/// First reported month.
pub const FIRST: (i32, u32) = (2024, 1);
/// Last reported month.
pub const LAST: (i32, u32) = (2026, 9);

/// A unit that reports.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Code of the organisation.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Share of the city's projects.
    weight: u64,
    /// How many per cent of the former year's signings each year brings.
    growth: u64,
    /// Its ledger.
    pub layout: Layout,
}

macro_rules! units {
    ($($code:literal $name:literal $weight:literal $growth:literal $layout:ident;)+) => {
        /// The units of the city, in the order of the organisations.
        const UNITS: &[Unit] = &[$(Unit { code: $code, name: $name, weight: $weight, growth: $growth, layout: Layout::$layout },)+];
    };
}

units! {
    "141002" "尧都区" 13 112 Sections;
    "141021" "曲沃县" 7 118 MonthColumns;
    "141022" "翼城县" 6 96 Cumulative;
    "141023" "襄汾县" 9 124 MonthAndCumulative;
    "141024" "洪洞县" 11 108 Sections;
    "141025" "古县" 3 90 Cumulative;
    "141026" "安泽县" 4 115 MonthColumns;
    "141027" "浮山县" 3 84 MonthAndCumulative;
    "141028" "吉县" 2 105 Cumulative;
    "141029" "乡宁县" 6 121 Sections;
    "141030" "大宁县" 2 130 MonthAndCumulative;
    "141031" "隰县" 3 99 MonthColumns;
    "141032" "永和县" 2 88 Cumulative;
    "141033" "蒲县" 4 109 MonthAndCumulative;
    "141034" "汾西县" 2 93 Sections;
    "141081" "侯马市" 7 117 MonthColumns;
    "141082" "霍州市" 6 103 Cumulative;
    "LFJKQ" "临汾经济开发区" 8 127 MonthAndCumulative;
    "HMJKQ" "侯马经济开发区" 6 110 MonthColumns;
}

/// A project, with the messes that are to be met in its reports.
#[derive(Clone, Debug)]
pub struct WorldProject {
    /// Place of its unit.
    pub unit: usize,
    /// Name.
    pub name: String,
    /// Investor.
    pub investor: String,
    /// Where the investor sits.
    pub place: &'static str,
    /// Credit code; wrong in a few ledgers.
    pub credit_code: Option<String>,
    /// Industry as typed.
    pub industry: &'static str,
    /// GB/T 4754.
    pub industry_code: &'static str,
    /// Total investment, 万元.
    pub total: i64,
    /// Total investment once it was corrected, and the month of the correction.
    pub corrected: Option<(Period, i64)>,
    /// Whether the total is only about right until it is corrected.
    pub approximate: bool,
    /// Signed on.
    pub signed: NaiveDate,
    /// Ground broken on.
    pub started: Option<NaiveDate>,
    /// In statistics since.
    pub enrolled: Option<Period>,
    /// In production since.
    pub producing: Option<Period>,
    /// Ended on.
    pub terminated: Option<NaiveDate>,
    /// Funds by month, 万元.
    pub funds: Vec<(Period, i64)>,
    /// Months by which its first report is late.
    pub late: u32,
}

/// What a ledger of a month tells of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Total investment, 万元.
    pub total: i64,
    /// Whether it says 约.
    pub approximate: bool,
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
fn bounds() -> (Period, Period) {
    let month = |(year, month): (i32, u32)| Period::of(NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default());
    (month(FIRST), month(LAST))
}

/// The months from `from` to `to`.
pub(crate) fn months(from: Period, to: Period) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(from), |month| Some(month.next())).take_while(move |month| *month <= to)
}

impl World {
    /// All reported months.
    pub fn periods() -> impl Iterator<Item = Period> {
        let (first, last) = bounds();
        months(first, last)
    }

    /// A world with about `projects` projects. The same seed gives the same world.
    pub fn generate(seed: u64, projects: usize) -> Self {
        let weights: Vec<u64> = UNITS.iter().map(|unit| unit.weight).collect();
        let mut found: Vec<WorldProject> = (0..projects).map(|place| project(&mut Random::new(seed, place as u64), &weights)).collect();
        report_some_twice(seed, &mut found);
        found.sort_by(|a, b| (a.signed, a.unit, &a.name).cmp(&(b.signed, b.unit, &b.name)));
        // A unit lists a name and an investor once: a second project of both is told apart by its phase.
        let mut seen = std::collections::BTreeMap::new();
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
}

impl WorldProject {
    fn reported_from(&self) -> Period {
        (0..self.late).fold(Period::of(self.signed), |month, _| month.next())
    }

    fn is_listed(&self, period: Period) -> bool {
        let moves = self.funds.last().is_some_and(|(month, _)| month.year() >= period.year());
        let fresh = self.signed.year() >= period.year() - 1;
        self.reported_from() <= period && (moves || fresh)
    }

    /// Whether it had ended by the end of a period.
    pub fn has_ended(&self, period: Period) -> bool {
        self.terminated.is_some_and(|day| day <= period.last_day())
    }

    /// What the ledger of a period tells of it.
    pub fn told(&self, period: Period) -> Told {
        let corrected = self.corrected.filter(|(since, _)| *since <= period);
        let by_month: Vec<(Period, i64)> = months(period.january(), period)
            .map(|month| (month, self.funds.iter().filter(|(at, _)| *at == month).map(|(_, amount)| amount).sum()))
            .collect();
        Told {
            total: corrected.map_or(self.total, |(_, total)| total),
            approximate: self.approximate && corrected.is_none(),
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

/// Seasons: signings by month of the year.
const SEASONS: [u64; 12] = [5, 4, 9, 8, 9, 11, 7, 7, 10, 8, 9, 13];

fn project(random: &mut Random, weights: &[u64]) -> WorldProject {
    let (first, last) = bounds();
    let unit = random.weighted(weights);
    let growth = UNITS.get(unit).map_or(100, |unit| unit.growth);
    // Each year weighs as much as the unit grows; the year before the first report left projects under way.
    let years = [100 * 100 * 100, growth * 100 * 100, growth * growth * 100, growth * growth * growth];
    let mut year = FIRST.0 - 1 + i32::try_from(random.weighted(&years)).unwrap_or(0);
    let month = u32::try_from(random.weighted(&SEASONS)).unwrap_or(0) + 1;
    if year == LAST.0 && month > LAST.1 {
        // The last year has not got so far: what would come then came a year earlier.
        year -= 1;
    }
    let signed = NaiveDate::from_ymd_opt(year, month, u32::try_from(random.between(1, 28)).unwrap_or(1)).unwrap_or_default();
    let shares: Vec<u64> = PLACES.iter().map(|(_, _, share)| *share).collect();
    let (place, division, _) = PLACES.get(random.weighted(&shares)).copied().unwrap_or(("苏州", "320500", 1));
    let (product, business, industry, industry_code) = random.pick(&PRODUCTS).copied().unwrap_or(("新材料", "新材料", "新材料", "C30"));
    let investor = names::enterprise(random, place, business);
    let name = names::project(random, &investor, place, product);
    let mut credit_code = (!division.is_empty()).then(|| names::credit_code(random, division));
    if let Some(code) = credit_code.as_mut().filter(|_| random.chance(1)) {
        let last = code.pop();
        code.push(if last == Some('0') { '1' } else { '0' });
    }
    let total = amount(random);
    let started = random.chance(66).then(|| signed + chrono::TimeDelta::days(random.between(35, 240)));
    let ends = random.chance(5);
    let terminated = ends.then(|| signed + chrono::TimeDelta::days(random.between(120, 420))).filter(|day| *day <= last.last_day());
    let funds = started.filter(|_| terminated.is_none()).map(|day| funds(random, Period::of(day), last, total)).unwrap_or_default();
    let enrolled =
        started.filter(|_| random.chance(72)).map(|day| (0..random.between(1, 3)).fold(Period::of(day), |month, _| month.next()));
    let paid: i64 = funds.iter().map(|(_, amount)| amount).sum();
    let producing = funds.last().filter(|_| paid * 10 >= total * 7 && random.chance(80)).map(|(month, _)| *month);
    let corrected = random.chance(6).then(|| {
        let month = (0..random.between(2, 7)).fold(Period::of(signed), |month, _| month.next());
        (month, total * random.between(82, 125) / 100 / 10 * 10)
    });
    WorldProject {
        unit,
        name,
        investor,
        place,
        credit_code,
        industry,
        industry_code,
        total,
        corrected,
        approximate: corrected.is_some() && random.chance(45) || random.chance(2),
        signed,
        started: started.filter(|day| *day <= last.last_day() && terminated.is_none_or(|end| *day < end)),
        enrolled: enrolled.filter(|month| *month <= last && *month >= first),
        producing,
        terminated,
        funds,
        late: if random.chance(9) { u32::try_from(random.between(1, 2)).unwrap_or(1) } else { 0 },
    }
}

/// Total investment in 万元: many small, few large.
fn amount(random: &mut Random) -> i64 {
    match random.below(100) {
        0..=34 => random.between(300, 999) * 10,
        35..=69 => random.between(100, 299) * 100,
        70..=89 => random.between(30, 79) * 1_000,
        90..=97 => random.between(8, 24) * 10_000,
        _ => random.between(25, 50) * 10_000,
    }
}

/// Funds month by month after the start: unevenly, with pauses, until most of the total is there. A quarter stalls.
fn funds(random: &mut Random, from: Period, last: Period, total: i64) -> Vec<(Period, i64)> {
    let stalls_after = if random.chance(25) { random.between(1, 5) } else { 40 };
    let span = random.between(10, 26);
    let mut left = total * random.between(75, 104) / 100;
    let mut found = Vec::new();
    for (place, month) in (0..).zip(months(from, last)) {
        if place >= stalls_after || left < 10 {
            break;
        }
        if random.chance(18) {
            continue;
        }
        let part = (total / span).max(10) * random.between(40, 170) / 100;
        let part = part.min(left) / 10 * 10;
        if part > 0 {
            left -= part;
            found.push((month, part));
        }
    }
    found
}

/// A few projects stand in the ledgers of two units.
fn report_some_twice(seed: u64, projects: &mut Vec<WorldProject>) {
    let doubles: Vec<WorldProject> = projects
        .iter()
        .enumerate()
        .filter(|(place, _)| place % 97 == 40)
        .map(|(place, project)| {
            let mut random = Random::new(seed ^ 0xd0, place as u64);
            let other = usize::try_from(random.below(UNITS.len() as u64)).unwrap_or(0);
            let unit = if other == project.unit { (other + 1) % UNITS.len() } else { other };
            WorldProject {
                unit,
                funds: Vec::new(),
                started: None,
                enrolled: None,
                producing: None,
                late: project.late + 1,
                ..project.clone()
            }
        })
        .collect();
    projects.extend(doubles);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_world() {
        let totals =
            |seed| World::generate(seed, 300).projects.iter().map(|project| (project.name.clone(), project.total)).collect::<Vec<_>>();
        assert_eq!(totals(1), totals(1));
        assert_ne!(totals(1), totals(2));
    }

    #[test]
    fn every_mess_of_real_ledgers_is_in_the_default_world() {
        let world = World::generate(2026, 1_200);
        let some = |what: &dyn Fn(&WorldProject) -> bool| world.projects.iter().filter(|project| what(project)).count();
        assert!(some(&|project| project.late > 0) > 60, "late reports");
        assert!(some(&|project| project.corrected.is_some()) > 40, "corrections");
        assert!(some(&|project| project.approximate) > 10, "approximate amounts");
        assert!(some(&|project| project.terminated.is_some()) > 25, "ended projects");
        assert!(some(&|project| project.started.is_none() && project.signed.year() == 2024) > 50, "never started");
        let wrong =
            |project: &WorldProject| project.credit_code.as_deref().is_some_and(|code| !quantity::credit_code::check(code).is_valid());
        assert!(some(&wrong) > 3, "wrong credit codes");
        let keys: Vec<_> = world.projects.iter().map(|project| (&project.name, &project.investor)).collect();
        let twice = keys.iter().enumerate().filter(|(place, key)| keys.iter().skip(place + 1).any(|other| other == *key)).count();
        assert!(twice >= 8, "reported by two units: {twice}");
        let idle = world
            .units
            .iter()
            .enumerate()
            .filter(|(unit, _)| World::periods().any(|p| world.listed(*unit, p).all(|x| x.told(p).month == 0)));
        assert!(idle.count() > 0, "a unit with nothing in a month");
    }

    #[test]
    fn no_project_is_paid_more_than_its_contract_allows() {
        for project in World::generate(7, 500).projects {
            let paid: i64 = project.funds.iter().map(|(_, amount)| amount).sum();
            assert!(paid * 10 <= project.total * 12, "{}", project.name);
        }
    }
}
