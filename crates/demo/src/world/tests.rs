use super::*;
use crate::DemoOptions;

fn default_world() -> World {
    let options = DemoOptions::default();
    World::generate(options.seed, options.projects)
}

fn some(world: &World, what: impl Fn(&WorldProject) -> bool) -> usize {
    world.projects.iter().filter(|project| what(project)).count()
}

#[test]
fn the_same_seed_gives_the_same_world() {
    let told = |seed| World::generate(seed, 300).projects.iter().map(|project| (project.name.clone(), project.total)).collect::<Vec<_>>();
    assert_eq!(told(1), told(1));
    assert_ne!(told(1), told(2));
}

#[test]
fn every_mess_of_real_ledgers_is_in_the_default_world() {
    let world = default_world();
    let some = |what: &dyn Fn(&WorldProject) -> bool| some(&world, what);
    assert!(some(&|project| project.messes.late > 0) > 60, "late reports");
    assert!(some(&|project| project.messes.wrong_total.is_some()) > 30, "corrected totals");
    assert!(some(&|project| project.messes.wrong_start.is_some()) > 20, "corrected dates");
    assert!(some(&|project| project.messes.approximate) > 20, "approximate amounts");
    let (_, last) = bounds();
    assert!(some(&|project| project.told(last).approximate && project.first_ledger() >= last.previous()) > 0, "an amount to be entered");
    assert!(some(&|project| project.messes.unit_slip) >= 5, "unit slips");
    assert!(some(&|project| project.messes.overtold.is_some()) > 10, "funds told too high");
    assert!(some(&|project| project.messes.revoked.is_some()) >= 5, "revoked verdicts");
    assert!(some(&|project| project.messes.twin) >= 8, "reported by two units");
    assert!(some(&|project| project.terminated.is_some()) > 25, "ended projects");
    assert!(some(&|project| project.stalled && !project.funds.is_empty()) > 50, "stalled projects");
    assert!(some(&|project| project.started.is_none() && project.signed.year() == 2024) > 30, "never started");
    let invalid =
        |project: &WorldProject| project.credit_code.as_deref().is_some_and(|code| !quantity::credit_code::check(code).is_valid());
    assert!((6..60).contains(&some(&invalid)), "wrong credit codes");
    let late = |unit| World::periods().any(|period| crate::units::months_late(unit, period) > 0);
    assert!((0..world.units.len()).filter(|unit| late(*unit)).count() > 5, "late ledgers");
    let idle = |unit| World::periods().any(|period| world.listed(unit, period).all(|project| project.told(period).month == 0));
    assert!((0..world.units.len()).any(idle), "a unit with nothing in a month");
}

#[test]
fn no_project_is_paid_more_than_its_contract_allows_or_before_it_starts() {
    for project in World::generate(7, 800).projects {
        let paid: i64 = project.funds.iter().map(|(_, amount)| amount).sum();
        assert!(paid * 10 <= project.total * 12, "{}", project.name);
        let first = project.funds.first().map(|(month, _)| *month);
        assert!(first.is_none_or(|month| project.started.is_some_and(|day| Period::of(day) <= month)), "{}", project.name);
        assert!(project.started.is_none_or(|day| day >= project.signed));
    }
}

#[test]
fn the_city_and_its_units_grow_as_much_as_a_city_could() {
    let world = default_world();
    let funds = |unit: Option<usize>, year: i32| -> i64 {
        let of_unit = world.projects.iter().filter(|project| unit.is_none_or(|unit| project.unit == unit));
        let months = of_unit.flat_map(|project| &project.funds).filter(|(month, _)| month.year() == year && month.month() <= 9);
        months.map(|(_, amount)| amount).sum()
    };
    let growth = |unit, year| (funds(unit, year) - funds(unit, year - 1)) * 100 / funds(unit, year - 1).max(1);
    for year in [2025, 2026] {
        assert!((0..=25).contains(&growth(None, year)), "city {year}: {}", growth(None, year));
        let units: Vec<i64> = (0..world.units.len()).map(|unit| growth(Some(unit), year)).collect();
        assert!(units.iter().all(|growth| (-60..=120).contains(growth)), "{year}: {units:?}");
        assert!(units.iter().filter(|growth| **growth < 0).count() >= 3, "{year}: {units:?}");
    }
}
