//! `cargo xtask codegen`: rewrites what is committed but made from the program.

use std::{
    fs,
    process::{Command, ExitCode},
};

use anyhow::{Context as _, Result, bail};

use crate::{expect_no_arguments, process, program, web, web_steps, workspace::Workspace};

pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    expect_no_arguments("codegen", args)?;
    if let Some(reason) = web_steps::either_missing(workspace) {
        bail!("{reason}");
    }
    let program = program::build(workspace)?;
    let document = process::capture(Command::new(program).arg("openapi"))?;
    let file = workspace.web().join(web_steps::OPENAPI);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    fs::write(&file, document).with_context(|| file.display().to_string())?;
    web::install_packages(workspace)?;
    process::run(&mut web::npm_in_web(workspace, &["run", "gen"]))?;
    Ok(ExitCode::SUCCESS)
}
