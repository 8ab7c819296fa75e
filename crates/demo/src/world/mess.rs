//! What goes wrong in the reports, as it does in every office: laid over the projects after they are drawn.

use chrono::{Datelike, TimeDelta};
use domain::claim::ClaimKind;
use domain::period::Period;

use super::{WorldProject, bounds, later};
use crate::random::Random;
use crate::units::{UNITS, is_reported};

pub(super) fn make(seed: u64, projects: &mut Vec<WorldProject>) {
    for (place, project) in projects.iter_mut().enumerate() {
        let mut random = Random::new(seed ^ 0x6d65_7373, place as u64);
        one(&mut random, place, project);
    }
    let twins: Vec<WorldProject> = projects
        .iter()
        .enumerate()
        .filter(|(place, project)| place % 83 == 40 && !project.messes.unit_slip)
        .map(|(place, project)| twin(&mut Random::new(seed ^ 0x7477, place as u64), project))
        .collect();
    projects.extend(twins);
}

/// At most one of the larger messes falls on a project; a late first report and a wrong code come to any.
fn one(random: &mut Random, place: usize, project: &mut WorldProject) {
    let (first, last) = bounds();
    if random.chance(9) {
        project.messes.late = u32::try_from(random.between(1, 2)).unwrap_or(1);
    }
    if random.chance(2) {
        spoil(project.credit_code.as_mut());
    }
    let told_first = project.first_ledger();
    let right_from = next_ledger(later(told_first, u32::try_from(random.between(1, 5)).unwrap_or(1)));
    match place % 20 {
        3 => {
            let told = project.total * random.between(82, 125) / 10_000 * 100;
            project.messes.wrong_total = Some((told, right_from)).filter(|(told, _)| *told != project.total);
            project.messes.approximate = random.chance(50);
        }
        8 if random.chance(50) => project.messes.approximate = true,
        11 => {
            let right_from = project.started.map(|day| next_ledger(later(Period::of(day).max(told_first), 2)));
            let told = project.started.map(|day| (day + TimeDelta::days(random.between(-12, 25))).max(project.signed));
            project.messes.wrong_start = told.zip(right_from).filter(|(day, _)| Some(*day) != project.started);
        }
        14 if project.signed.year() > first.year() && random.chance(40) => project.messes.unit_slip = told_first < last,
        17 => {
            let too_high = project.funds.iter().rev().find(|(month, _)| is_corrected_in_its_year(*month) && *month >= told_first);
            project.messes.overtold = too_high.map(|(month, paid)| (*month, (paid * random.between(10, 60) / 100 / 10 * 10).max(10)));
        }
        19 if random.chance(50) => {
            let day = project.started.filter(|day| *day > first.last_day());
            let revoked_after = day.map(|day| later(Period::of(day).max(told_first), u32::try_from(random.between(3, 6)).unwrap_or(3)));
            project.messes.revoked = revoked_after.filter(|month| *month < last).map(|month| (ClaimKind::Started, month));
        }
        _ => {}
    }
}

/// Whether what a ledger tells too high for a month is told right by another ledger of the same year.
fn is_corrected_in_its_year(month: Period) -> bool {
    let (_, last) = bounds();
    is_reported(month) && month < last && next_ledger(month.next()).year() == month.year()
}

fn next_ledger(from: Period) -> Period {
    std::iter::successors(Some(from), |month| Some(month.next())).find(|month| is_reported(*month)).unwrap_or(from)
}

/// Turns the check digit into another one.
fn spoil(code: Option<&mut String>) {
    if let Some(code) = code {
        let last = code.pop();
        code.push(if last == Some('0') { '1' } else { '0' });
    }
}

/// The same project in the ledger of another unit, which signed nothing but would like to count it.
fn twin(random: &mut Random, project: &WorldProject) -> WorldProject {
    let other = usize::try_from(random.below(UNITS.len() as u64)).unwrap_or(0);
    let unit = if other == project.unit { (other + 1) % UNITS.len() } else { other };
    let mut copy = WorldProject {
        unit,
        started: None,
        enrolled: None,
        completed: None,
        producing: None,
        terminated: None,
        funds: Vec::new(),
        stalled: false,
        ..project.clone()
    };
    copy.messes = super::Messes { twin: true, late: project.messes.late + 1, ..super::Messes::default() };
    copy
}
