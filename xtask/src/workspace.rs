//! Where things of this checkout are, and which rooms of the house exist yet.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result};

use crate::metadata::{self, Metadata};

#[derive(Debug)]
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    pub(crate) metadata: Metadata,
}

impl Workspace {
    /// Reads the workspace that this program's source belongs to.
    pub(crate) fn load() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().context("xtask 不在工作区里 xtask is outside a workspace")?.to_path_buf();
        let metadata = metadata::of_workspace(&root)?;
        Ok(Self { root, metadata })
    }

    pub(crate) fn has_crate(&self, folder: &str) -> bool {
        self.root.join("crates").join(folder).join("Cargo.toml").is_file()
    }

    pub(crate) fn web(&self) -> PathBuf {
        self.root.join("web")
    }

    pub(crate) fn has_web(&self) -> bool {
        self.web().join("package.json").is_file()
    }

    /// A file of our own under the target folder; its folder is made.
    pub(crate) fn scratch(&self, name: &str) -> Result<PathBuf> {
        let folder = self.metadata.target_directory.join("xtask");
        std::fs::create_dir_all(&folder).with_context(|| format!("建不了文件夹 cannot create {}", folder.display()))?;
        Ok(folder.join(name))
    }

    /// A `cargo` command in the root of the checkout.
    pub(crate) fn cargo(&self, args: &[&str]) -> Command {
        let mut command = Command::new(metadata::cargo());
        command.current_dir(&self.root).args(args);
        command
    }

    /// A path as people say it: from the root of the checkout, with forward slashes.
    pub(crate) fn said(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}
