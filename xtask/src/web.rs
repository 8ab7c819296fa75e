//! The web pages: their packages and their build, each repeated only when what it is made from has changed.

use std::{
    fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

use crate::{process, tools, workspace::Workspace};

/// The oldest Node.js that the build tools of the pages run on (Vite's `engines`).
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Folders of web/ that the pages are not made from.
const NOT_SOURCES: [&str; 5] = ["node_modules", ".tanstack", "e2e", "test-results", "playwright-report"];

/// Why there are no pages to build yet, if so.
pub(crate) fn missing(workspace: &Workspace) -> Option<&'static str> {
    (!workspace.has_web()).then_some("还没有 web/package.json not there yet")
}

/// An error that says what to install unless a Node.js that is new enough is on the PATH.
pub(crate) fn require_node() -> Result<()> {
    let (major, minor) = OLDEST_NODE;
    let version = tools::find("node").and_then(|node| tools::first_line(&node, &["--version"]));
    if version.as_deref().and_then(node_version).is_some_and(|found| found >= OLDEST_NODE) && tools::find(npm()).is_some() {
        return Ok(());
    }
    let (found, read) = match &version {
        Some(version) => (format!("现有的是 {version}"), format!("found {version}")),
        None => ("没有找到".to_owned(), "none was found".to_owned()),
    };
    bail!(
        "构建网页需要 Node.js {major}.{minor} 或更新版本（含 npm），{found}。请从 https://nodejs.org 安装 Node.js LTS，再运行一次本命令。\n\
         Building the pages needs Node.js {major}.{minor} or newer with npm; {read}. Install Node.js LTS from https://nodejs.org and run this command again."
    )
}

/// Major and minor version in "v20.19.2".
fn node_version(line: &str) -> Option<(u32, u32)> {
    let mut numbers = line.strip_prefix('v')?.split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// An npm command in web/.
pub(crate) fn npm_in_web(workspace: &Workspace, args: &[&str]) -> Command {
    let mut command = Command::new(npm());
    command.current_dir(workspace.web()).args(args);
    command
}

/// A program of the installed packages, run in web/; never one fetched for the occasion.
pub(crate) fn tool(workspace: &Workspace, args: &[&str]) -> Command {
    npm_in_web(workspace, &[&["exec", "--no", "--"], args].concat())
}

/// True when web/package.json has a script of this name.
pub(crate) fn has_script(workspace: &Workspace, name: &str) -> Result<bool> {
    let file = workspace.web().join("package.json");
    let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let manifest: serde_json::Value = serde_json::from_str(&text).with_context(|| file.display().to_string())?;
    Ok(manifest.get("scripts").and_then(|scripts| scripts.get(name)).is_some())
}

/// Installs exactly what the lock file says, unless that is what is installed.
pub(crate) fn install_packages(workspace: &Workspace) -> Result<()> {
    require_node()?;
    let web = workspace.web();
    // npm writes the last of these when it has installed something.
    let files = ["package.json", "package-lock.json", "node_modules/.package-lock.json"].map(|name| web.join(name));
    unless_current(workspace, "web-packages", &|| Ok(files.to_vec()), || {
        // Nothing a package brings runs at install time, and the browser comes from the system.
        process::run(
            npm_in_web(workspace, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        )
    })
}

/// Builds web/dist unless neither it nor a source has changed since the last build.
pub(crate) fn build_pages(workspace: &Workspace) -> Result<()> {
    install_packages(workspace)?;
    let web = workspace.web();
    let sources_and_pages = || {
        let mut files = Vec::new();
        list_files(&web, &NOT_SOURCES, &mut files)?;
        Ok(files)
    };
    unless_current(workspace, "web-dist", &sources_and_pages, || process::run(&mut npm_in_web(workspace, &["run", "build"])))
}

/// All files under a folder in a fixed order, leaving out its subfolders with the names given, and packages at any depth.
fn list_files(folder: &Path, without: &[&str], files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<_> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if !path.is_dir() {
            files.push(path);
        } else if !path.file_name().and_then(|name| name.to_str()).is_some_and(|name| without.contains(&name)) {
            list_files(&path, &["node_modules"], files)?;
        }
    }
    Ok(())
}

/// Makes something unless the files that it is made from, and those it has become, are as they were after the last time.
///
/// Names and contents are compared, times are not: a fresh checkout or another branch changes those.
fn unless_current(
    workspace: &Workspace,
    what: &str,
    files: &dyn Fn() -> Result<Vec<PathBuf>>,
    make: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let stamp = workspace.scratch(&format!("{what}.stamp"))?;
    if fs::read_to_string(&stamp)
        .is_ok_and(|before| files().and_then(|files| fingerprint(workspace, &files)).is_ok_and(|now| now == before))
    {
        println!("没有变化，沿用上次的结果 {what} is up to date");
        return Ok(());
    }
    make()?;
    fs::write(&stamp, fingerprint(workspace, &files()?)?).with_context(|| stamp.display().to_string())
}

fn fingerprint(workspace: &Workspace, files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let content = fs::read(file).with_context(|| format!("读不了 cannot read {}", file.display()))?;
        workspace.said(file).hash(&mut hasher);
        content.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_node_is_compared_by_number() {
        assert_eq!(node_version("v20.19.2"), Some((20, 19)));
        assert!(node_version("v20.9.0").is_some_and(|found| found < OLDEST_NODE));
        assert!(node_version("v100.0.0").is_some_and(|found| found > OLDEST_NODE));
        assert_eq!(node_version("20"), None);
    }
}
