//! `cargo xtask bench`: the performance table.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::{process, workspace::Workspace};

pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    if !workspace.has_crate("bench") {
        bail!("还没有 crates/bench，测不了性能 the bench program is not there yet");
    }
    process::become_program(workspace.cargo(&["run", "--release", "--package", "bench", "--"]).args(args))
}
