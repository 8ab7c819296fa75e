//! Programs of the machine: found, installed where that is ours to do, and otherwise asked for by name.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Result, bail};

use crate::process;

/// Something a step needs from outside Rust and npm.
#[derive(Debug)]
pub(crate) struct Need {
    pub(crate) what: &'static str,
    /// Debian's packages for it: the first name that the machine's release knows is taken, from each list.
    pub(crate) debian: &'static [&'static [&'static str]],
    /// What to do on another system.
    pub(crate) elsewhere: &'static str,
}

/// The file of a program that is on the PATH.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// The first line that a program prints, if it runs and succeeds.
pub(crate) fn first_line(program: &Path, args: &[&str]) -> Option<String> {
    let output = Command::new(program).args(args).stderr(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    String::from_utf8_lossy(&output.stdout).lines().next().map(|line| line.trim().to_owned())
}

/// True where this process has the super-user's rights.
pub(crate) fn is_root() -> bool {
    first_line(Path::new("id"), &["-u"]).as_deref() == Some("0")
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").is_file() && find("apt-get").is_some()
}

/// True when Debian's package manager says that the package is installed.
pub(crate) fn has_debian_package(name: &str) -> bool {
    first_line(Path::new("dpkg-query"), &["-W", "-f=${Status}\n", name]).is_some_and(|status| status.ends_with(" installed"))
}

/// Installs what is missing on a Debian machine as root; everywhere else an error that says what to install.
pub(crate) fn provide(need: &Need) -> Result<()> {
    if !is_debian() {
        bail!("缺少 missing: {}。{}", need.what, need.elsewhere);
    }
    if !is_root() {
        let names: Vec<_> = need.debian.iter().filter_map(|names| names.first().copied()).collect();
        bail!("缺少 missing: {}。请安装 please install: sudo apt-get install {}", need.what, names.join(" "));
    }
    println!("缺少 {}，用 apt 安装 installing with apt", need.what);
    process::run(Command::new("apt-get").args(["update", "-qq"]))?;
    let packages = need.debian.iter().map(|names| known(names)).collect::<Result<Vec<_>>>()?;
    let mut install = Command::new("apt-get");
    install.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    process::run(install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

fn known(names: &[&'static str]) -> Result<&'static str> {
    match names.iter().find(|name| first_line(Path::new("apt-cache"), &["show", name]).is_some()) {
        Some(name) => Ok(name),
        None => bail!("这个 Debian 版本没有软件包 this release has no package {}", names.join(" / ")),
    }
}

/// The browser that journeys run in, installed if it may be. Chinese pages need Chinese glyphs, too.
pub(crate) fn chromium() -> Result<PathBuf> {
    const NEED: Need = Need {
        what: "Chromium 浏览器与中文字体 (Chromium and a Chinese font)",
        debian: &[&["chromium"], &["fonts-noto-cjk"]],
        elsewhere: "请安装 Chromium 或 Chrome，并放进 PATH please install Chromium or Chrome, and put it on the PATH",
    };
    let find_browser = || ["chromium", "chromium-browser", "google-chrome", "chrome"].into_iter().find_map(find);
    let missing = find_browser().is_none() || (is_debian() && !has_debian_package("fonts-noto-cjk"));
    if missing {
        provide(&NEED)?;
    }
    match find_browser() {
        Some(browser) => Ok(browser),
        None => bail!("装好后仍找不到 Chromium it is still not on the PATH"),
    }
}
