//! The part of `cargo metadata` that the commands read.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(crate) struct Metadata {
    pub(crate) packages: Vec<Package>,
    pub(crate) target_directory: PathBuf,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) manifest_path: PathBuf,
    pub(crate) license: Option<String>,
    /// None for a crate of this workspace or another path; otherwise the registry or repository it came from.
    pub(crate) source: Option<String>,
    pub(crate) dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Dependency {
    /// The package's name, also where the manifest renames it.
    pub(crate) name: String,
    pub(crate) kind: Option<String>,
    pub(crate) path: Option<PathBuf>,
}

impl Dependency {
    /// True for what only tests, examples and benches of a crate link to.
    pub(crate) fn is_dev(&self) -> bool {
        self.kind.as_deref() == Some("dev")
    }
}

impl Package {
    /// The folder that holds the manifest.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new(""))
    }
}

/// The workspace's own packages, without resolving what they depend on: quick, and needs no network.
pub(crate) fn of_workspace(root: &Path) -> Result<Metadata> {
    read(root, &["--no-deps"])
}

/// Every package that a build for 64-bit Linux can link.
pub(crate) fn of_everything_shipped(root: &Path) -> Result<Metadata> {
    read(root, &["--filter-platform", "x86_64-unknown-linux-gnu"])
}

fn read(root: &Path, options: &[&str]) -> Result<Metadata> {
    let output = Command::new(cargo())
        .current_dir(root)
        .args(["metadata", "--format-version", "1"])
        .args(options)
        .output()
        .context("cargo metadata 无法启动 could not be started")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    serde_json::from_slice(&output.stdout).context("cargo metadata 的输出读不懂 unexpected output")
}

/// The cargo that runs this command, so that a toolchain chosen with `cargo +NAME` stays chosen.
pub(crate) fn cargo() -> PathBuf {
    std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}
