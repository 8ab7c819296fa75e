//! One project's course: what it is, when it starts, how its money comes in, how it ends.

use chrono::{NaiveDate, TimeDelta};
use domain::claim::Class;
use domain::period::Period;

use super::plan::Signing;
use super::{Messes, WorldProject, bounds, later, months};
use crate::names;
use crate::products::PRODUCTS;
use crate::random::Random;
use crate::units::UNITS;

/// Total investment in 万元 by rank in a thousand: the quantiles of a log-normal distribution between 3,000 万 and
/// 50 亿 with its middle near 1 亿.
const TOTALS: [(u64, i64); 13] = [
    (0, 3_000),
    (100, 3_800),
    (200, 5_000),
    (300, 6_500),
    (400, 8_500),
    (500, 11_000),
    (600, 15_000),
    (700, 21_000),
    (800, 32_000),
    (900, 60_000),
    (960, 120_000),
    (990, 240_000),
    (1_000, 500_000),
];

/// How much of a year's work is done in each month, in per cent: little around the Spring Festival.
const BUILDING: [i64; 12] = [60, 45, 95, 110, 115, 120, 112, 110, 115, 112, 105, 95];

pub(super) fn project(seed: u64, signing: &Signing) -> WorldProject {
    let (_, last) = bounds();
    let key = u64::try_from(signing.month.key()).unwrap_or(0);
    let mut random = Random::new(seed, (signing.unit as u64) << 40 | key << 20 | signing.place as u64);
    let unit = UNITS.get(signing.unit);
    let place = names::place(&mut random);
    let product = random.pick(PRODUCTS).copied();
    let brand = names::brand(&mut random);
    let total = total(&mut random, signing);
    let signed = day_in(&mut random, signing.month);
    let agreement = match random.below(100) {
        0..=5 => Class::FrameworkAgreement,
        6..=11 => Class::LetterOfIntent,
        _ => Class::FormalContract,
    };
    let under_way = signing.month.year() < bounds().0.year() - 1;
    // One in five never starts; what was signed long before the reports begin is listed because it has.
    let course = Course::draw(
        &mut random,
        signed,
        total,
        agreement == Class::FormalContract && (under_way || signing.place % 5 != signing.unit % 5),
        under_way,
    );
    WorldProject {
        unit: signing.unit,
        name: product.map_or_else(String::new, |product| product.project(&brand, total)),
        investor: names::enterprise(&mut random, place, &brand, product.map_or("", |product| product.business)),
        place,
        credit_code: names::credit_code(&mut random, place),
        industry: product.map_or("", |product| product.industry),
        industry_code: product.map_or("", |product| product.code),
        site: unit.and_then(|unit| random.pick(unit.sites)).copied().unwrap_or_default(),
        contact: names::person(&mut random),
        agreement,
        total,
        signed,
        started: course.started.filter(|day| *day <= last.last_day()),
        enrolled: course.enrolled.filter(|month| *month <= last),
        completed: course.completed.filter(|day| *day <= last.last_day()),
        producing: course.producing.filter(|month| *month <= last),
        terminated: course.terminated.filter(|day| *day <= last.last_day()),
        funds: course.funds,
        stalled: course.stalled,
        messes: Messes::default(),
    }
}

/// The total, from small to large in turn over a unit's year, so that a large contract does not fall on one unit
/// alone by chance.
fn total(random: &mut Random, signing: &Signing) -> i64 {
    // The bits of the place turned round: 0, 1/2, 1/4, 3/4 … of the whole, then shaken a little.
    let rank = (u64::from(u32::try_from(signing.place).unwrap_or(0).reverse_bits()) * 1_000) >> 32;
    let rank = (rank + signing.unit as u64 * 173 + random.below(120)) % 1_000;
    // A small county does not land a contract that would be half of its decade.
    let highest = match UNITS.get(signing.unit).map_or(0, |unit| unit.weight) {
        0..50 => 820,
        50..80 => 930,
        _ => 985,
    };
    let rank = rank * highest / 1_000;
    let mut exact = 3_000;
    for pair in TOTALS.windows(2) {
        if let [(from, low), (to, high)] = pair
            && (*from..*to).contains(&rank)
        {
            let (part, width) = (i64::try_from(rank - from).unwrap_or(0), i64::try_from(to - from).unwrap_or(1));
            exact = low + (high - low) * part / width;
        }
    }
    let step = match exact {
        0..=9_999 => 100,
        10_000..=99_999 => 500,
        _ => 5_000,
    };
    exact / step * step
}

fn day_in(random: &mut Random, month: Period) -> NaiveDate {
    month.first_day() + TimeDelta::days(random.between(0, 27))
}

/// How a project goes.
struct Course {
    started: Option<NaiveDate>,
    enrolled: Option<Period>,
    completed: Option<NaiveDate>,
    producing: Option<Period>,
    terminated: Option<NaiveDate>,
    funds: Vec<(Period, i64)>,
    stalled: bool,
}

impl Course {
    fn draw(random: &mut Random, signed: NaiveDate, total: i64, starts: bool, under_way: bool) -> Self {
        let (_, last) = bounds();
        let delay = if random.chance(70) { random.between(20, 110) } else { random.between(90, 330) };
        let started = starts.then(|| signed + TimeDelta::days(delay));
        let ends = random.chance(if starts { 2 } else { 22 });
        let terminated = ends.then(|| signed + TimeDelta::days(random.between(120, 420))).filter(|day| *day <= last.last_day());
        let started = started.filter(|day| terminated.is_none_or(|end| *day < end));
        let stalled = !under_way && random.chance(14);
        let span = u32::try_from(random.between(9, 18)).unwrap_or(12);
        let lag = random.between(1, 3);
        let enrolled = started.filter(|_| random.chance(74)).map(|day| later(Period::of(day), u32::try_from(lag).unwrap_or(1)));
        let mut course = Self { started, enrolled, completed: None, producing: None, terminated, funds: Vec::new(), stalled };
        let Some(start) = started else { return Self { stalled: false, ..course } };
        let to = terminated.map_or(last, |day| Period::of(day).previous());
        let contract = total * random.between(78, 104) / 100;
        let whole = if stalled { random.between(2, 5) } else { i64::from(span) };
        course.funds = funds(random, Period::of(start), to, contract, i64::from(span), whole);
        let finished = later(Period::of(start), span);
        if !stalled && terminated.is_none() && random.chance(85) {
            course.completed = Some(day_in(random, finished));
            course.producing = Some(later(finished, u32::try_from(random.between(1, 4)).unwrap_or(1)));
        }
        course
    }
}

/// Funds month by month over `span` months, more in the middle than at the ends, by the season, with pauses; what
/// would come after `whole` months does not.
fn funds(random: &mut Random, from: Period, to: Period, contract: i64, span: i64, whole: i64) -> Vec<(Period, i64)> {
    let mut found = Vec::new();
    let mut left = contract;
    for (at, month) in (0..whole.min(span)).zip(months(from, to)) {
        if random.chance(12) {
            continue;
        }
        let middle = 60 + 80 * (at + 1).min(span - at) * 2 / span.max(1);
        let season = usize::try_from(month.month() - 1).ok().and_then(|place| BUILDING.get(place)).copied().unwrap_or(100);
        let part = contract / span.max(1) * middle / 100 * season / 100 * random.between(60, 140) / 100;
        let part = part.min(left) / 10 * 10;
        if part > 0 {
            left -= part;
            found.push((month, part));
        }
    }
    found
}
