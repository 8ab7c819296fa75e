//! `cargo xtask demo`: from a fresh checkout to a running demonstration.
//!
//! Rust is there when this runs, and cargo has compared its version with `rust-version` in Cargo.toml.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::{process, program, web, workspace::Workspace};

pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    match web::missing(workspace) {
        None => web::build_pages(workspace)?,
        Some(reason) => println!("{reason}"),
    }
    let program = program::build(workspace)?;
    process::become_program(Command::new(program).arg("demo").args(args).current_dir(&workspace.root))
}
