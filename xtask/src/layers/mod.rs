//! `cargo xtask layers`: the walls of the house that the compiler alone does not guard.
//!
//! - [`arrows`]: which crate may use which other crate of the workspace;
//! - [`names`]: libraries that one crate alone may name, and the one word that sees past every scope;
//! - [`source`]: reads Rust source into words, so that comments and strings do not count.

mod arrows;
mod names;
mod source;

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, Result, bail};

use crate::{expect_no_arguments, metadata::Package, tally::Tally, workspace::Workspace};

/// Files that may speak with the system's own scope, each with the reason why.
const SYSTEM_SCOPE_FILES: &str = "xtask/system-scope.toml";

/// One place that breaks one rule.
#[derive(Debug, PartialEq, Eq)]
struct Violation {
    /// File from the root of the checkout, with the line where there is one.
    place: String,
    rule: String,
    advice: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n    规则 rule: {}\n    怎么改 what to do: {}", self.place, self.rule, self.advice)
    }
}

pub(crate) fn run(workspace: &Workspace, args: &[String]) -> Result<ExitCode> {
    expect_no_arguments("layers", args)?;
    step(workspace)?;
    Ok(ExitCode::SUCCESS)
}

/// An error that counts the violations, after each was printed.
pub(crate) fn step(workspace: &Workspace) -> Result<Tally> {
    let mut violations = Vec::new();
    let mut files = 0;
    let mut crates = Vec::new();
    for package in &workspace.metadata.packages {
        crates.push(arrows::Crate::of(package, &workspace.said(&package.manifest_path)));
        violations.extend(names::in_manifest(package, &workspace.said(&package.manifest_path)));
    }
    violations.extend(arrows::check(&crates));
    let listed = listed_system_scope(workspace)?;
    let mut unused = listed.clone();
    for package in &workspace.metadata.packages {
        for file in rust_files(package)? {
            files += 1;
            let said = workspace.said(&file);
            let text = fs::read_to_string(&file).with_context(|| said.clone())?;
            let found = names::in_source(folder_name(package), &said, &text).with_context(|| said.clone())?;
            violations.extend(found.forbidden);
            if !found.system_scope.is_empty() && unused.remove(&said).is_none() && !listed.contains_key(&said) {
                violations.extend(found.system_scope);
            }
        }
    }
    violations.extend(unused.into_keys().map(|file| Violation {
        place: SYSTEM_SCOPE_FILES.to_owned(),
        rule: format!("`{file}` 列在这里，但没有用到 is listed but does not use Scope::system"),
        advice: "删掉这一行 remove the line".to_owned(),
    }));
    for violation in &violations {
        println!("{violation}");
    }
    if !violations.is_empty() {
        bail!("分层检查发现 {} 处问题 violations of the layers", violations.len());
    }
    println!("{} 个 crate、{files} 个文件，没有越层 crates and files, nothing out of place", crates.len());
    Ok(Tally::default())
}

/// The name of the folder of a crate, which is how people call it (`http`, whose package is `yinfeng-http`).
fn folder_name(package: &Package) -> &str {
    package.folder().file_name().and_then(|name| name.to_str()).unwrap_or(&package.name)
}

fn listed_system_scope(workspace: &Workspace) -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(workspace.root.join(SYSTEM_SCOPE_FILES)).context(SYSTEM_SCOPE_FILES)?;
    toml::from_str(&text).context(SYSTEM_SCOPE_FILES)
}

/// All Rust files of a crate in a fixed order.
fn rust_files(package: &Package) -> Result<Vec<PathBuf>> {
    fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
        let entries =
            fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).with_context(|| folder.display().to_string())?;
        for path in entries.into_iter().map(|entry| entry.path()) {
            if path.is_dir() {
                walk(&path, files)?;
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
        Ok(())
    }
    let mut files = Vec::new();
    walk(package.folder(), &mut files)?;
    files.sort();
    Ok(files)
}
