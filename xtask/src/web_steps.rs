//! The steps that look at the web side, and at what it shares with the program.

use std::fs;

use anyhow::{Context as _, Result, bail};

use crate::{
    process, program,
    tally::{Runner, Tally},
    tools, web,
    workspace::Workspace,
};

/// The document that the program writes of its own interface, as committed.
pub(crate) const OPENAPI: &str = "openapi/openapi.json";
/// The types that the pages take from that document, as committed.
const SCHEMA: &str = "src/shared/api/schema.d.ts";

/// Why there is nothing yet that both sides could disagree about.
pub(crate) fn either_missing(workspace: &Workspace) -> Option<&'static str> {
    web::missing(workspace).or_else(|| program::missing(workspace))
}

/// Why there is no journey to make yet.
pub(crate) fn journeys_missing(workspace: &Workspace) -> Option<&'static str> {
    let none = (!workspace.web().join("e2e").is_dir()).then_some("还没有 web/e2e not there yet");
    either_missing(workspace).or(none)
}

pub(crate) fn types(workspace: &Workspace) -> Result<Tally> {
    web::install_packages(workspace)?;
    process::run(&mut web::npm_in_web(workspace, &["run", "typecheck"]))?;
    Ok(Tally::default())
}

/// Why there are no lint rules for the pages yet.
pub(crate) fn lint_missing(workspace: &Workspace) -> Option<&'static str> {
    let none =
        matches!(web::has_script(workspace, "lint"), Ok(false)).then_some("web/package.json 还没有 lint 脚本 has no script lint yet");
    web::missing(workspace).or(none)
}

/// The linters have a lock file of their own in web/tools/lint: their native packages differ between systems,
/// which `npm ci` does not forgive.
pub(crate) fn lint(workspace: &Workspace) -> Result<Tally> {
    web::install_packages(workspace)?;
    let lock = workspace.web().join("tools/lint/package-lock.json");
    if lock.is_file() {
        let before = fs::read(&lock)?;
        process::run(&mut web::npm_in_web(
            workspace,
            &["--prefix", "tools/lint", "install", "--ignore-scripts", "--no-audit", "--no-fund"],
        ))?;
        if fs::read(&lock)? != before {
            bail!(
                "web/tools/lint/package-lock.json 与 package.json 不一致，已更新，请提交 was out of date and has been updated: please commit it"
            );
        }
    }
    process::run(&mut web::npm_in_web(workspace, &["run", "lint"]))?;
    Ok(Tally::default())
}

pub(crate) fn unit(workspace: &Workspace) -> Result<Tally> {
    web::install_packages(workspace)?;
    process::run_counted(&mut web::tool(workspace, &["vitest", "run"]), Runner::Vitest)
}

/// Builds the pages and, where the project has set a budget for their size, holds them to it.
pub(crate) fn pages(workspace: &Workspace) -> Result<Tally> {
    web::build_pages(workspace)?;
    if web::has_script(workspace, "budget")? {
        process::run(&mut web::npm_in_web(workspace, &["run", "budget"]))?;
    }
    Ok(Tally::default())
}

/// The committed OpenAPI document and client types are those that this program gives.
pub(crate) fn interface(workspace: &Workspace) -> Result<Tally> {
    const ADVICE: &str = "请运行 `cargo xtask codegen` 并提交结果 please run `cargo xtask codegen` and commit the result";
    web::build_pages(workspace)?;
    let program = program::build(workspace)?;
    let document = process::capture(std::process::Command::new(program).arg("openapi"))?;
    let committed = workspace.web().join(OPENAPI);
    let before = fs::read(&committed).with_context(|| format!("web/{OPENAPI}: {ADVICE}"))?;
    if without_carriage_returns(&document) != without_carriage_returns(&before) {
        bail!("web/{OPENAPI} 与程序不一致 differs from the program. {ADVICE}");
    }
    let schema = workspace.web().join(SCHEMA);
    let before = fs::read(&schema).with_context(|| format!("web/{SCHEMA}: {ADVICE}"))?;
    process::run(&mut web::npm_in_web(workspace, &["run", "gen"]))?;
    if fs::read(&schema)? != before {
        fs::write(&schema, before)?;
        bail!("web/{SCHEMA} 与 {OPENAPI} 不一致 differs from what it is made from. {ADVICE}");
    }
    Ok(Tally::default())
}

/// On Windows git may have changed the line ends of the committed file.
fn without_carriage_returns(text: &[u8]) -> Vec<u8> {
    text.iter().copied().filter(|byte| *byte != b'\r').collect()
}

/// Playwright against the real program in the system's own Chromium.
///
/// `web/playwright.config.ts` finds the program in `YINFENG_BIN` and the browser in `YINFENG_CHROMIUM`.
pub(crate) fn journeys(workspace: &Workspace) -> Result<Tally> {
    let browser = tools::chromium()?;
    web::build_pages(workspace)?;
    let program = program::build(workspace)?;
    let mut command = web::tool(workspace, &["playwright", "test", "--reporter=list"]);
    command.env("YINFENG_BIN", program).env("YINFENG_CHROMIUM", browser);
    process::run_counted(&mut command, Runner::Playwright)
}
