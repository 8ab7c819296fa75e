//! The project's own commands. `cargo xtask` without arguments lists them.
//!
//! One module is one command or one thing that several commands need. A command gets the [`Workspace`]
//! and its own arguments, prints what it does as it does it, and answers with an exit code.

#![expect(clippy::print_stdout, reason = "a command speaks to its user on standard output")]

mod bench;
mod check;
mod codegen;
mod demo;
mod layers;
mod manual;
mod metadata;
mod pipeline;
mod postgres;
mod process;
mod program;
mod rust_steps;
mod supply;
mod tally;
mod test;
mod tools;
mod web;
mod web_steps;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};
use workspace::Workspace;

const USAGE: &str = "\
用法 Usage: cargo xtask COMMAND

  demo [ARGS…]            装好网页依赖，构建网页和程序，带演示数据启动；ARGS 原样交给 `yinfeng demo`
                          install, build, and serve the demonstration; ARGS go to `yinfeng demo`
  test [--only A,B] [--skip A,B]
                          CI 做的全部检查，最后一行是 `N passed, N failed`；`test --list` 列出各步
                          everything CI runs; `test --list` names the steps
  check [--only] [--skip] 日常快速检查：格式、lint、分层、不含 PostgreSQL 的测试
                          the quick loop: format, lints, layers, tests without PostgreSQL
  layers                  检查分层：依赖方向、只许在一处出现的名字
                          arrows between crates, and names that live in one crate alone
  codegen                 由程序重写 web/openapi/openapi.json 与 schema.d.ts
                          rewrite the OpenAPI document and the client types from the program
  postgres [--durable] -- CMD…
                          起一个临时 PostgreSQL，运行 CMD，然后停掉并删除
                          run CMD beside a private PostgreSQL that is gone afterwards
  bench [ARGS…]           性能表；ARGS 原样交给测量程序
                          the performance table; ARGS go to the bench program
";

fn main() -> ExitCode {
    match dispatch(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("错误 error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(args: Vec<String>) -> Result<ExitCode> {
    let Some((command, rest)) = args.split_first() else {
        println!("{USAGE}");
        return Ok(ExitCode::FAILURE);
    };
    if matches!(command.as_str(), "help" | "--help" | "-h") {
        println!("{USAGE}");
        return Ok(ExitCode::SUCCESS);
    }
    let workspace = Workspace::load()?;
    match command.as_str() {
        "demo" => demo::run(&workspace, rest),
        "test" => test::run(&workspace, rest),
        "check" => check::run(&workspace, rest),
        "layers" => layers::run(&workspace, rest),
        "codegen" => codegen::run(&workspace, rest),
        "postgres" => postgres::run(rest),
        "bench" => bench::run(&workspace, rest),
        other => bail!("没有 `{other}` 这个命令 no such command\n\n{USAGE}"),
    }
}

/// Refuses arguments that a command without options was given.
fn expect_no_arguments(command: &str, args: &[String]) -> Result<()> {
    if let Some(first) = args.first() {
        bail!("`cargo xtask {command}` 不带参数，读到 `{first}` takes no arguments");
    }
    Ok(())
}
