//! Reads how many tests passed and failed off the closing lines of the runners that the project uses.

use std::ops::AddAssign;

/// How many tests ran to a result. What was skipped or ignored is in neither number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// A test runner, known by the form of its closing lines.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Runner {
    Nextest,
    CargoTest,
    Vitest,
    Playwright,
}

/// Sums the result lines of one run.
#[derive(Debug)]
pub(crate) struct Counter {
    runner: Runner,
    result: Option<Tally>,
}

impl Counter {
    pub(crate) fn new(runner: Runner) -> Self {
        Self { runner, result: None }
    }

    /// Takes one line of output, with or without colours.
    pub(crate) fn read(&mut self, line: &str) {
        let line = without_colours(line);
        if let Some(tally) = results(self.runner, line.trim()) {
            *self.result.get_or_insert_default() += tally;
        }
    }

    /// The sum, or `None` when no result line was seen.
    pub(crate) fn result(self) -> Option<Tally> {
        self.result
    }
}

fn results(runner: Runner, line: &str) -> Option<Tally> {
    match runner {
        // "Summary [   0.069s] 3 tests run: 1 passed (1 slow), 1 failed, 1 timed out, 1 skipped"
        Runner::Nextest => {
            let (_, counts) = line.strip_prefix("Summary [")?.split_once("run:")?;
            Some(sum(without_brackets(counts).split(',')))
        }
        // "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s"
        Runner::CargoTest => {
            let (_, counts) = line.strip_prefix("test result:")?.split_once('.')?;
            Some(sum(counts.split(';')))
        }
        // "Tests  1 failed | 2 passed | 1 skipped (4)"; the line "Test Files  …" counts files
        Runner::Vitest => Some(sum(without_brackets(line.strip_prefix("Tests ")?).split('|'))),
        // one line for each outcome: "1 failed", "3 passed (5.2s)"
        Runner::Playwright => {
            let line = without_brackets(line);
            let (_, outcome) = count(&line)?;
            matches!(outcome, "passed" | "failed" | "flaky" | "interrupted").then(|| sum([line.as_str()].into_iter()))
        }
    }
}

/// A test that passes only when it is tried again ("flaky") has failed.
fn sum<'a>(parts: impl Iterator<Item = &'a str>) -> Tally {
    let mut tally = Tally::default();
    for (number, outcome) in parts.filter_map(count) {
        match outcome {
            "passed" => tally.passed += number,
            "failed" | "timed out" | "exec failed" | "flaky" | "interrupted" => tally.failed += number,
            _ => {}
        }
    }
    tally
}

fn count(part: &str) -> Option<(u64, &str)> {
    let (number, outcome) = part.trim().split_once(' ')?;
    Some((number.parse().ok()?, outcome.trim()))
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    kept
}

/// Removes the escape sequences (`ESC [ … letter`) with which terminals are coloured.
fn without_colours(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(character) = rest.next() {
        if character == '\u{1b}' {
            let _ = rest.by_ref().find(char::is_ascii_alphabetic);
        } else {
            kept.push(character);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(runner: Runner, output: &str) -> Option<(u64, u64)> {
        let mut counter = Counter::new(runner);
        output.lines().for_each(|line| counter.read(line));
        counter.result().map(|tally| (tally.passed, tally.failed))
    }

    #[test]
    fn nextest_counts_failures_of_every_kind_and_leaves_skipped_out() {
        let plain = "     Summary [   0.069s] 2 tests run: 1 passed, 1 failed, 1 skipped\n        FAIL [   0.068s] (2/2) a b\n";
        assert_eq!(counted(Runner::Nextest, plain), Some((1, 1)));
        let rich = "     Summary [  61.200s] 6 tests run: 3 passed (1 slow, 1 leaky), 1 failed, 1 timed out, 1 exec failed, 0 skipped";
        assert_eq!(counted(Runner::Nextest, rich), Some((3, 3)));
        assert_eq!(counted(Runner::Nextest, "     Summary [   0.001s] 1 test run: 1 passed, 0 skipped"), Some((1, 0)));
    }

    #[test]
    fn colours_do_not_hide_a_result() {
        let line = "\u{1b}[32;1m     Summary\u{1b}[0m [   0.069s] \u{1b}[1m2\u{1b}[0m tests run: \u{1b}[1m2\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, 0 skipped";
        assert_eq!(counted(Runner::Nextest, line), Some((2, 0)));
    }

    #[test]
    fn cargo_test_sums_all_its_binaries() {
        let output = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
                      test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n";
        assert_eq!(counted(Runner::CargoTest, output), Some((7, 1)));
    }

    #[test]
    fn vitest_counts_tests_and_not_files() {
        let output = " Test Files  1 failed | 9 passed (10)\n      Tests  1 failed | 22 passed | 1 skipped (24)\n   Start at  10:00:00\n";
        assert_eq!(counted(Runner::Vitest, output), Some((22, 1)));
    }

    #[test]
    fn playwright_takes_a_flaky_journey_for_a_failed_one() {
        let output = "  ✓  1 e2e/main.spec.ts:3:1 › 12 passed (1.0s)\n  1 failed\n    e2e/main.spec.ts:9:1 › board\n  1 flaky\n  2 did not run\n  3 passed (5.2s)\n";
        assert_eq!(counted(Runner::Playwright, output), Some((3, 2)));
    }

    #[test]
    fn output_without_a_result_line_is_no_result() {
        assert_eq!(counted(Runner::Nextest, "error: could not compile `domain`"), None);
        assert_eq!(counted(Runner::CargoTest, ""), None);
    }
}
