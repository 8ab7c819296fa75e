//! How many projects each unit signs in each month: by its weight, its growth and the season, not by chance, so that
//! the growth on the board is the one that was meant.

use chrono::NaiveDate;
use domain::period::Period;

use super::bounds;
use crate::units::UNITS;

/// Signings by month of the year.
const SEASONS: [u64; 12] = [5, 4, 9, 8, 9, 11, 7, 7, 10, 8, 9, 13];

/// Years before the first reported one whose projects are still under way in it.
const YEARS_BEFORE: i32 = 2;

/// A signing that is to be drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signing {
    /// Place of the unit.
    pub(super) unit: usize,
    /// Month.
    pub(super) month: Period,
    /// Which one it is in its unit and year, from 0.
    pub(super) place: usize,
}

/// A year of a unit and what it weighs.
struct Share {
    unit: usize,
    year: i32,
    weight: u64,
    count: usize,
}

/// All signings, about `projects` of them.
pub(super) fn signings(projects: usize) -> Vec<Signing> {
    shares(projects)
        .iter()
        .flat_map(|share| {
            let seasons = seasons(share.year);
            (0..share.count).filter_map(move |place| {
                let month = month_at(&seasons, place, share.count);
                let first = NaiveDate::from_ymd_opt(share.year, month, 1)?;
                Some(Signing { unit: share.unit, month: Period::of(first), place })
            })
        })
        .collect()
}

/// The months of a year with their seasons: of the last year only those that are reported, of the first only its
/// last quarter, whose projects are still under way when the reports begin.
fn seasons(year: i32) -> Vec<(u32, u64)> {
    let (first, last) = bounds();
    (1..)
        .zip(SEASONS)
        .filter(|(month, _)| (year < last.year() || *month <= last.month()) && (year > first.year() - YEARS_BEFORE || *month > 9))
        .collect()
}

/// The month in which the signing at `place` of `count` lies, spread over the seasons.
fn month_at(seasons: &[(u32, u64)], place: usize, count: usize) -> u32 {
    let whole: u64 = seasons.iter().map(|(_, weight)| weight).sum();
    let at = (2 * place as u64 + 1) * whole / (2 * count.max(1) as u64);
    let mut passed = 0;
    for (month, weight) in seasons {
        passed += weight;
        if at < passed {
            return *month;
        }
    }
    seasons.last().map_or(12, |(month, _)| *month)
}

/// Divides the projects over units and years by largest remainder.
fn shares(projects: usize) -> Vec<Share> {
    let (first, last) = bounds();
    let from = first.year() - YEARS_BEFORE;
    let mut shares: Vec<Share> = (0..)
        .zip(UNITS)
        .flat_map(|(index, unit)| {
            (from..=last.year()).map(move |year| {
                let grown = (from..year).fold(unit.weight * 1_000_000, |weight, _| weight * unit.growth / 100);
                let season: u64 = seasons(year).iter().map(|(_, weight)| weight).sum();
                Share { unit: index, year, weight: grown * season, count: 0 }
            })
        })
        .collect();
    let whole: u128 = shares.iter().map(|share| u128::from(share.weight)).sum();
    let mut remainders = Vec::new();
    let mut given = 0;
    for (index, share) in shares.iter_mut().enumerate() {
        let exact = u128::from(share.weight) * projects as u128;
        share.count = usize::try_from(exact / whole).unwrap_or(0);
        given += share.count;
        remainders.push((exact % whole, index));
    }
    remainders.sort_unstable_by(|a, b| b.cmp(a));
    for (_, index) in remainders.into_iter().take(projects.saturating_sub(given)) {
        if let Some(share) = shares.get_mut(index) {
            share.count += 1;
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_signings_are_planned_as_were_asked_for_and_none_after_the_last_month() {
        for projects in [0, 1, 60, 1_200, 20_000] {
            let found = signings(projects);
            assert_eq!(found.len(), projects);
            assert!(found.iter().all(|signing| signing.month <= bounds().1));
        }
    }
}
