//! The program itself, built with the `quick` profile: the one that demo, OpenAPI and browser journeys run.

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::{process, workspace::Workspace};

/// Why there is no program to build yet, if so.
pub(crate) fn missing(workspace: &Workspace) -> Option<&'static str> {
    (!workspace.has_crate("yinfeng")).then_some("还没有 crates/yinfeng not there yet")
}

/// Builds the program and gives its file.
pub(crate) fn build(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(reason) = missing(workspace) {
        bail!("{reason}");
    }
    process::run(&mut workspace.cargo(&["build", "--profile", "quick", "--package", "yinfeng"]))?;
    Ok(workspace.metadata.target_directory.join("quick").join(format!("yinfeng{}", std::env::consts::EXE_SUFFIX)))
}
