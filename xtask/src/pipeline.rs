//! Runs named steps one after the other, each under a header and timed, and closes with the sum of all tests.

use std::{
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{tally::Tally, workspace::Workspace};

pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// Why the step has nothing to look at yet. Once it has, the step is no longer optional.
    pub(crate) missing: fn(&Workspace) -> Option<&'static str>,
    /// The tests that ran; a step without tests gives none, and an error where it is not content.
    pub(crate) run: fn(&Workspace) -> Result<Tally>,
}

/// For steps that can always run.
pub(crate) fn never_missing(_: &Workspace) -> Option<&'static str> {
    None
}

enum Outcome {
    Good,
    Bad,
    Missing(&'static str),
}

/// `[--only A,B] [--skip A,B] [--list]` over the steps, then a table of them and one line `N passed, N failed`.
///
/// A failing step does not keep the others from running: one run tells everything that is wrong.
pub(crate) fn run(workspace: &Workspace, steps: &[Step], args: &[String]) -> Result<ExitCode> {
    let names: Vec<_> = steps.iter().map(|step| step.name).collect();
    let Some(chosen) = choose(&names, args)? else {
        for step in steps {
            println!("{:10} {}", step.name, step.title);
        }
        return Ok(ExitCode::SUCCESS);
    };
    let chosen: Vec<_> = steps.iter().filter(|step| chosen.contains(&step.name)).collect();
    let mut total = Tally::default();
    let mut table = Vec::with_capacity(chosen.len());
    for (index, step) in chosen.iter().enumerate() {
        println!("\n── [{}/{}] {} · {}", index + 1, chosen.len(), step.name, step.title);
        let start = Instant::now();
        let outcome = perform(workspace, step, &mut total);
        let took = start.elapsed();
        println!("── {} {}", step.name, verdict(&outcome, took));
        table.push((step.name, verdict(&outcome, took)));
    }
    println!();
    for (name, verdict) in table {
        println!("{name:10} {verdict}");
    }
    println!("{} passed, {} failed", total.passed, total.failed);
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A step that ends in an error without a failed test counts as one failure.
fn perform(workspace: &Workspace, step: &Step, total: &mut Tally) -> Outcome {
    if let Some(reason) = (step.missing)(workspace) {
        return Outcome::Missing(reason);
    }
    let tally = (step.run)(workspace).unwrap_or_else(|error| {
        println!("错误 error: {error:#}");
        Tally { passed: 0, failed: 1 }
    });
    *total += tally;
    if tally.failed == 0 { Outcome::Good } else { Outcome::Bad }
}

fn verdict(outcome: &Outcome, took: Duration) -> String {
    let seconds = took.as_secs_f32();
    match outcome {
        Outcome::Good => format!("通过 ok        {seconds:7.1} s"),
        Outcome::Bad => format!("未通过 FAILED  {seconds:7.1} s"),
        Outcome::Missing(reason) => format!("未运行 not run: {reason}"),
    }
}

/// The names of the steps to run, in their order; `None` when only a list is asked for.
fn choose<'a>(names: &[&'a str], args: &[String]) -> Result<Option<Vec<&'a str>>> {
    let mut chosen = names.to_vec();
    let mut args = args.iter();
    while let Some(option) = args.next() {
        if option == "--list" {
            return Ok(None);
        }
        if option != "--only" && option != "--skip" {
            bail!("不认识的参数 unknown argument `{option}`: --only A,B | --skip A,B | --list");
        }
        let Some(list) = args.next() else { bail!("{option} 后面要写步骤名 needs names of steps: {}", names.join(",")) };
        let listed: Vec<_> = list.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        if let Some(unknown) = listed.iter().find(|name| !names.contains(name)) {
            bail!("没有 `{unknown}` 这一步，只有 no such step; there are: {}", names.join(","));
        }
        chosen.retain(|name| listed.contains(name) == (option == "--only"));
    }
    if chosen.is_empty() {
        bail!("没有选中任何步骤 no step is left to run");
    }
    Ok(Some(chosen))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 3] = ["fmt", "lint", "tests"];

    fn chosen(args: &[&str]) -> Option<Vec<&'static str>> {
        let args: Vec<_> = args.iter().map(|arg| (*arg).to_owned()).collect();
        choose(&NAMES, &args).ok().flatten()
    }

    #[test]
    fn steps_run_in_their_own_order_whatever_order_they_are_named_in() {
        assert_eq!(chosen(&[]), Some(NAMES.to_vec()));
        assert_eq!(chosen(&["--only", "tests,fmt"]), Some(vec!["fmt", "tests"]));
        assert_eq!(chosen(&["--skip", "lint"]), Some(vec!["fmt", "tests"]));
    }

    #[test]
    fn a_misspelt_step_is_refused_rather_than_skipped() {
        assert_eq!(chosen(&["--only", "test"]), None);
        assert_eq!(chosen(&["--skip", "lints"]), None);
        assert_eq!(chosen(&["--only"]), None);
        assert_eq!(chosen(&["fmt"]), None);
        assert_eq!(chosen(&["--skip", "fmt,lint,tests"]), None);
    }
}
