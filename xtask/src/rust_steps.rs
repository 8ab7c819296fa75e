//! The steps that look at the Rust side.

use anyhow::{Context as _, Result};

use crate::{
    postgres::{Durability, Server},
    process,
    tally::{Runner, Tally},
    tools,
    workspace::Workspace,
};

/// Formatting equals what `cargo fmt` would write.
pub(crate) fn fmt(workspace: &Workspace) -> Result<Tally> {
    process::run(&mut workspace.cargo(&["fmt", "--all", "--", "--check"])).context("请运行 please run `cargo fmt --all`")?;
    Ok(Tally::default())
}

/// Clippy has nothing to say about any target.
pub(crate) fn lint(workspace: &Workspace) -> Result<Tally> {
    process::run(&mut workspace.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    Ok(Tally::default())
}

/// Every unit, property and integration test, beside a PostgreSQL of their own.
pub(crate) fn tests_on_both_engines(workspace: &Workspace) -> Result<Tally> {
    let server = Server::start(Durability::None)?;
    println!("PostgreSQL: 127.0.0.1, 临时数据，测试后删除 temporary, removed after the tests");
    let (mut command, runner) = if tools::find("cargo-nextest").is_some() {
        (workspace.cargo(&["nextest", "run", "--workspace", "--no-fail-fast"]), Runner::Nextest)
    } else {
        (workspace.cargo(&CARGO_TEST), Runner::CargoTest)
    };
    server.tell(&mut command);
    process::run_counted(&mut command, runner)
}

/// What runs without a database server: tests whose names do not say PostgreSQL.
pub(crate) fn tests_without_postgres(workspace: &Workspace) -> Result<Tally> {
    if tools::find("cargo-nextest").is_some() {
        let filter = ["nextest", "run", "--workspace", "--no-fail-fast", "-E", "not test(/[Pp]ostgres/)"];
        return process::run_counted(&mut workspace.cargo(&filter), Runner::Nextest);
    }
    let filter = [&CARGO_TEST[..], &["--", "--skip", "Postgres", "--skip", "postgres"]].concat();
    process::run_counted(&mut workspace.cargo(&filter), Runner::CargoTest)
}

/// The targets that nextest runs, too; documentation has a step of its own.
const CARGO_TEST: [&str; 7] = ["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests", "--examples"];

/// The examples in the documentation, among them those that must not compile.
pub(crate) fn documentation(workspace: &Workspace) -> Result<Tally> {
    process::run_counted(&mut workspace.cargo(&["test", "--workspace", "--no-fail-fast", "--doc"]), Runner::CargoTest)
}
