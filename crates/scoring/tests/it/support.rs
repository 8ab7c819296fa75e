//! Short ways to schemes, units and results.

use scoring::{Code, Evaluation, Problem, Scheme, UnitResult, Units, evaluate};

/// Scores, and fails the test with every fault where it is refused.
pub(crate) fn score(scheme: &str, units: &str) -> Evaluation {
    let scheme = Scheme::parse(scheme).unwrap_or_else(|problems| panic!("{}", told(&problems)));
    let units = Units::parse(units).unwrap_or_else(|problems| panic!("{}", told(&problems)));
    evaluate(&scheme, &units, None).unwrap_or_else(|problems| panic!("{}", told(&problems)))
}

/// What a scheme is refused with, or its evaluation.
pub(crate) fn refused(scheme: &str, units: &str) -> Vec<Problem> {
    let scheme = match Scheme::parse(scheme) {
        Ok(scheme) => scheme,
        Err(problems) => return problems,
    };
    match Units::parse(units) {
        Ok(units) => evaluate(&scheme, &units, None).expect_err("it was taken"),
        Err(problems) => problems,
    }
}

/// Line, column and code of the first fault.
pub(crate) fn first(problems: &[Problem]) -> (usize, usize, Code) {
    let problem = problems.first().expect("no fault");
    (problem.line, problem.column, problem.code)
}

pub(crate) fn told(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.told(&"-")).collect::<Vec<_>>().join("\n")
}

pub(crate) fn unit<'e>(evaluation: &'e Evaluation, name: &str) -> &'e UnitResult {
    evaluation.units.iter().find(|unit| unit.unit == name).unwrap_or_else(|| panic!("no unit {name}"))
}

/// The total of a unit as it is published.
pub(crate) fn total(evaluation: &Evaluation, name: &str) -> String {
    unit(evaluation, name).total.to_string()
}

/// A scheme with one indicator, whose keys are given.
pub(crate) fn one(keys: &str) -> String {
    format!("id = \"t\"\n[[indicator]]\nid = \"甲项\"\n{keys}\n")
}
