//! What the measured database holds: a pure function of a project's number.
//!
//! One province with 14 cities, 126 counties and zones and 2,898 towns; projects lie unevenly over counties and
//! industries; five years of months; of what is claimed 85 % is recognised, 10 % waits, 5 % is turned down; reports
//! come late, are corrected and taken back.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use domain::claim::{ClaimDraft, ClaimKind, Class, OriginScope, Outcome};
use domain::date::PartialDate;
use domain::money::Fen;
use domain::org::OrgKind;
use domain::period::{Period, beijing_midnight};
use domain::project::ProjectFacts;
use store::org::OrgDraft;

use crate::random::Random;

/// Changes whenever the same numbers would give another database, so that no stored one is taken for it.
pub(crate) const VERSION: u32 = 4;

/// Cities under the province.
const CITIES: u32 = 14;
/// Counties and zones: the units of the board.
pub(crate) const UNITS: u32 = 126;
/// Towns under them.
const TOWNS: u32 = 2_898;
/// Months that the record spans.
pub(crate) const MONTHS: u32 = 60;
/// Writing days in a month.
const DAYS: u32 = 10;
/// Writing days in all.
pub(crate) const TICKS: u32 = MONTHS * DAYS;

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Scale {
    /// 5,000 projects, for trying.
    #[value(name = "XS")]
    Xs,
    /// 100,000 projects.
    #[value(name = "S")]
    S,
    /// 1,000,000 projects.
    #[value(name = "L")]
    L,
}

impl Scale {
    pub(crate) const fn projects(self) -> u32 {
        match self {
            Self::Xs => 5_000,
            Self::S => 100_000,
            Self::L => 1_000_000,
        }
    }

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Xs => "XS",
            Self::S => "S",
            Self::L => "L",
        }
    }
}

/// The month with this number, counted from the first.
pub(crate) fn month(number: u32) -> Period {
    let months = 2021 * 12 + 9 + i32::try_from(number).unwrap_or(i32::MAX / 2);
    Period::new(months / 12, u32::try_from(months % 12).unwrap_or(0) + 1).unwrap_or_else(|_| Period::of_instant(DateTime::UNIX_EPOCH))
}

/// The last month: the period of the boards that are measured.
pub(crate) fn last_month() -> Period {
    month(MONTHS - 1)
}

/// The instant of a writing day: ten in the morning in Beijing, each third day of its month.
pub(crate) fn instant(tick: u32) -> DateTime<Utc> {
    let day = month(tick / DAYS).first_day() + TimeDelta::days(i64::from(tick % DAYS) * 3 + 1).min(TimeDelta::days(27));
    beijing_midnight(day) + TimeDelta::hours(10)
}

/// Code of a unit.
pub(crate) fn unit_code(unit: u32) -> String {
    format!("U{unit:03}")
}

/// Code of a city; cities are numbered from 0.
pub(crate) fn city_code(city: u32) -> String {
    format!("C{city:02}")
}

/// Code of the top.
pub(crate) const TOP: &str = "P";

/// The tree, parents before children.
pub(crate) fn orgs() -> Vec<OrgDraft> {
    let draft = |code: String, name: String, kind: OrgKind, parent: Option<String>, sort: u32| OrgDraft {
        code,
        short_name: name.clone(),
        name,
        kind,
        parent_code: parent,
        sort: i32::try_from(sort).unwrap_or(i32::MAX),
        valid_from: month(0).first_day(),
        valid_to: None,
    };
    let mut orgs = vec![draft(TOP.to_owned(), "测算省".to_owned(), OrgKind::City, None, 0)];
    orgs.extend((0..CITIES).map(|city| draft(city_code(city), format!("第{city}市"), OrgKind::City, Some(TOP.to_owned()), city)));
    orgs.extend((0..UNITS).map(|unit| {
        let (kind, name) =
            if unit % 9 == 8 { (OrgKind::Zone, format!("第{unit}开发区")) } else { (OrgKind::County, format!("第{unit}县")) };
        draft(unit_code(unit), name, kind, Some(city_code(unit / (UNITS / CITIES))), unit)
    }));
    orgs.extend(
        (0..TOWNS).map(|town| {
            draft(format!("T{town:04}"), format!("第{town}乡镇"), OrgKind::Town, Some(unit_code(town / (TOWNS / UNITS))), town)
        }),
    );
    orgs
}

/// A project with all that is ever said of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    /// Its host.
    pub(crate) unit: u32,
    /// What is known of it.
    pub(crate) facts: ProjectFacts,
    /// Its claims; a correction stands after the claim that it replaces.
    pub(crate) claims: Vec<PlannedClaim>,
}

/// A claim with its fate.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlannedClaim {
    /// What is claimed; of a correction without the id of the claim that it replaces.
    pub(crate) draft: ClaimDraft,
    /// Place of the claim that it replaces.
    pub(crate) corrects: Option<usize>,
    /// What happens to it: writing day and act, in order.
    pub(crate) acts: Vec<(u32, Act)>,
}

/// Something that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Act {
    /// The claim is reported.
    Report,
    /// The county stands behind it.
    County,
    /// The city decides; a recognised amount may be lower than the claimed one.
    City {
        /// The decision's stable number.
        outcome: i16,
        /// Hundredths of the claimed amount that are recognised.
        per_cent: u8,
    },
    /// It is taken back.
    Withdraw,
}

const SURNAMES: [&str; 12] = ["华", "宏", "瑞", "中", "联", "恒", "博", "嘉", "信", "金", "正", "泰"];
const GIVEN: [&str; 10] = ["泰", "达", "源", "盛", "科", "禾", "润", "创", "阳", "丰"];
const PRODUCTS: [&str; 12] = [
    "锂电池正极材料",
    "光伏组件",
    "数控机床",
    "中药饮片",
    "冷链仓储物流",
    "新能源汽车零部件",
    "果蔬精深加工",
    "智能穿戴终端",
    "装配式建筑构件",
    "碳纤维复合材料",
    "医疗器械",
    "数据中心",
];

fn pick<'a>(words: &[&'a str], random: &mut Random) -> &'a str {
    let at = random.below(u32::try_from(words.len()).unwrap_or(1)) as usize;
    words.get(at).copied().unwrap_or_default()
}

/// The name of a project: between 18 and 25 characters, none like another.
pub(crate) fn project_name(number: u32) -> String {
    let mut random = Random::of(2, u64::from(number));
    let (firm, product) = (format!("{}{}", pick(&SURNAMES, &mut random), pick(&GIVEN, &mut random)), pick(&PRODUCTS, &mut random));
    format!("{firm}年产{}万套{product}生产线建设项目{number}号", 1 + random.below(90))
}

/// The project with this number.
pub(crate) fn plan(number: u32) -> Plan {
    let mut random = Random::of(1, u64::from(number));
    let unit = random.skewed(UNITS, 1.4);
    let section = char::from(b'A' + u8::try_from(random.skewed(20, 1.7)).unwrap_or(0));
    let origin = match random.below(100) {
        0..50 => OriginScope::OutOfProvince,
        50..80 => OriginScope::InProvince,
        80..95 => OriginScope::InCity,
        95..98 => OriginScope::Overseas,
        _ => OriginScope::Unknown,
    };
    // 5 million to 5 billion yuan in fen, small ones more often.
    let total = i64::from(random.skewed(500_000, 3.0) + 500) * 1_000_000;
    let name = project_name(number);
    let investor = format!("{}{}实业集团有限公司{}", pick(&SURNAMES, &mut random), pick(&GIVEN, &mut random), number / 3);
    let facts = ProjectFacts {
        name,
        investor,
        origin_scope: Some(origin),
        industry_section: Some(section.to_string()),
        total_investment: Some(Fen(total)),
        content: Some("新建厂房、仓库及配套设施,购置生产线和检测设备".to_owned()),
        responsible: Some("招商服务中心".to_owned()),
        ..ProjectFacts::default()
    };
    let mut claims = Vec::new();
    for (kind, at, amount, opening) in told(&mut random, total) {
        add(&mut claims, &mut random, Told { kind, month: at, amount, opening, origin, county: unit.is_multiple_of(2) });
    }
    Plan { unit, facts, claims }
}

/// What comes to pass with a project: kind, month, amount, whether it is an opening balance.
fn told(random: &mut Random, total: i64) -> Vec<(ClaimKind, u32, Option<i64>, bool)> {
    let signed = random.below(MONTHS);
    let mut told = vec![(ClaimKind::Signed, signed, Some(total), false)];
    let started = random.per_mille(650).then(|| signed + random.skewed(14, 1.6));
    if let Some(started) = started {
        told.push((ClaimKind::Started, started, None, false));
        if random.per_mille(600) {
            told.push((ClaimKind::InProduction, started + 6 + random.below(18), None, false));
        }
    }
    if random.per_mille(30) {
        told.push((ClaimKind::Terminated, signed + random.below(12), None, false));
    }
    if random.per_mille(600) {
        let first = started.unwrap_or(signed);
        for step in 0..=random.run_of(700, 30) {
            let amount = total / 100 * i64::from(1 + random.below(12));
            told.push((ClaimKind::FundsPaidIn, first + step, Some(amount), step == 0 && random.per_mille(120)));
        }
    }
    if random.per_mille(100) {
        let first = signed + random.below(6);
        for step in 0..=random.run_of(700, 30) {
            told.push((ClaimKind::ForeignCapitalUsed, first + step, Some(total / 1_000 * i64::from(1 + random.below(12))), false));
        }
    }
    told.retain(|(_, at, _, _)| *at < MONTHS);
    told
}

struct Told {
    kind: ClaimKind,
    month: u32,
    amount: Option<i64>,
    opening: bool,
    origin: OriginScope,
    county: bool,
}

/// Adds a claim with its fate, and its correction.
fn add(claims: &mut Vec<PlannedClaim>, random: &mut Random, told: Told) {
    let class = match (told.kind, random.below(100)) {
        (ClaimKind::Signed, 0..80) => Class::FormalContract,
        (ClaimKind::Signed, 80..92) => Class::FrameworkAgreement,
        (ClaimKind::Signed, _) => Class::LetterOfIntent,
        (ClaimKind::FundsPaidIn, 0..70) => Class::FixedAsset,
        (ClaimKind::FundsPaidIn, _) => Class::NonFixedAsset,
        _ => Class::Unspecified,
    };
    let period = month(told.month);
    let day = random.below(27);
    // Days from the event to the report: 70 % under 20, 25 % up to 60, 5 % up to 400.
    let lag = match random.below(100) {
        0..70 => random.below(20),
        70..95 => 20 + random.below(40),
        _ => 60 + random.below(340),
    };
    let reported = told.month * DAYS + (day + lag) / 3;
    let occurred = period.first_day().with_day(day + 1).map(PartialDate::day).filter(|_| told.kind.is_milestone());
    let draft = ClaimDraft {
        kind: told.kind,
        class,
        origin: told.origin,
        amount: told.amount.map(Fen),
        approximate: false,
        occurred,
        period,
        opening: told.opening,
        corrects: None,
    };
    let place = claims.len();
    let (mut acts, decided) = fate(random, reported, told.county, told.amount.is_some());
    let withdrawn = random.per_mille(20);
    if withdrawn {
        let last = acts.last().map_or(reported, |(tick, _)| *tick);
        acts.push((last + 1 + random.below(30), Act::Withdraw));
    }
    claims.push(PlannedClaim { draft: draft.clone(), corrects: None, acts });
    if !withdrawn && told.amount.is_some() && random.per_mille(40) {
        let amount = told.amount.map(|amount| Fen(amount / 100 * i64::from(80 + random.below(41))));
        let again = decided + 1 + random.below(30);
        let (acts, _) = fate(random, again, told.county, true);
        claims.push(PlannedClaim { draft: ClaimDraft { amount, ..draft }, corrects: Some(place), acts });
    }
    for claim in claims.iter_mut().skip(place) {
        claim.acts.retain(|(tick, _)| *tick < TICKS);
    }
}

/// What happens to a claim from its report on, and the writing day of the last of it.
fn fate(random: &mut Random, reported: u32, county: bool, has_amount: bool) -> (Vec<(u32, Act)>, u32) {
    let mut acts = vec![(reported, Act::Report)];
    let mut at = reported + 1 + random.below(3);
    let (passes, turned_down, less, wait) = (random.below(100), random.per_mille(500), random.per_mille(50), random.below(8));
    // 10 % wait for a decision.
    if (85..95).contains(&passes) {
        return (acts, at);
    }
    if county {
        acts.push((at, Act::County));
        at += 1;
    }
    at += wait;
    let (outcome, per_cent) = match (passes < 85, turned_down) {
        (true, _) => (Outcome::Passed, if less && has_amount { 90 } else { 100 }),
        (false, true) => (Outcome::Returned, 100),
        (false, false) => (Outcome::Rejected, 100),
    };
    acts.push((at, Act::City { outcome: outcome.number(), per_cent }));
    (acts, at)
}

#[cfg(test)]
mod tests;
