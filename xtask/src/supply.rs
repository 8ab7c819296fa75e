//! What the program is made of: licences, banned crates, and where they come from, by the rules in deny.toml.
//!
//! `cargo deny` does this best and is used where it is installed. Elsewhere the same rules are read from the same
//! file and applied to what `cargo metadata` tells. Advisories need a network: `cargo deny check advisories`.

use std::{collections::BTreeMap, fs};

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use crate::{
    metadata::{self, Package},
    process,
    tally::Tally,
    tools,
    workspace::Workspace,
};

/// The part of deny.toml that is read here.
#[derive(Debug, Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
}

#[derive(Debug, Deserialize)]
struct Licences {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<LicenceException>,
}

#[derive(Debug, Deserialize)]
struct LicenceException {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Debug, Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    /// The crate is welcome once, in one version.
    #[serde(default, rename = "deny-multiple-versions")]
    one_version: bool,
    #[serde(default)]
    reason: String,
}

pub(crate) fn step(workspace: &Workspace) -> Result<Tally> {
    if tools::find("cargo-deny").is_some() {
        process::run(&mut workspace.cargo(&["deny", "check", "bans", "licenses", "sources"]))?;
        return Ok(Tally::default());
    }
    println!("没有安装 cargo-deny，按 deny.toml 自行检查 cargo-deny is not installed: applying deny.toml without it");
    let text = fs::read_to_string(workspace.root.join("deny.toml")).context("deny.toml")?;
    let rules: Rules = toml::from_str(&text).context("deny.toml")?;
    let packages = metadata::of_everything_shipped(&workspace.root)?.packages;
    let findings = findings(&rules, &packages);
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("依赖检查发现 {} 处问题 findings in the dependencies", findings.len());
    }
    println!("{} 个包，许可证与来源都符合 packages, all within deny.toml", packages.len());
    Ok(Tally::default())
}

fn findings(rules: &Rules, packages: &[Package]) -> Vec<String> {
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut findings = Vec::new();
    for package in packages {
        versions.entry(&package.name).or_default().push(&package.version);
        findings.extend(source_finding(package));
        findings.extend(licence_finding(&rules.licenses, package));
    }
    for ban in &rules.bans.deny {
        let found = versions.get(ban.name.as_str()).map_or(&[][..], Vec::as_slice);
        let problem = match (ban.one_version, found.len()) {
            (false, 1..) => "禁用 banned",
            (true, 2..) => "只许一个版本 one version only",
            _ => continue,
        };
        findings.push(format!("{} {}: {problem}: {}", ban.name, found.join(", "), ban.reason));
    }
    findings
}

fn source_finding(package: &Package) -> Option<String> {
    let source = package.source.as_deref()?;
    (!source.ends_with("/crates.io-index"))
        .then(|| format!("{} {}: 来源不是 crates.io not from crates.io: {source}", package.name, package.version))
}

/// The workspace's own crates have the licence of the project, which needs no leave.
fn licence_finding(rules: &Licences, package: &Package) -> Option<String> {
    package.source.as_ref()?;
    let name = format!("{} {}", package.name, package.version);
    let Some(expression) = &package.license else {
        return Some(format!("{name}: 没有写许可证 names no licence"));
    };
    let Ok(parsed) = spdx::Expression::parse_mode(expression, spdx::ParseMode::LAX) else {
        return Some(format!("{name}: 许可证写法读不懂 licence cannot be read: {expression}"));
    };
    let exceptions = rules.exceptions.iter().filter(|exception| exception.name == package.name).flat_map(|exception| &exception.allow);
    let allowed: Vec<_> = rules.allow.iter().chain(exceptions).collect();
    let fits = parsed.evaluate(|requirement| allowed.iter().any(|licence| **licence == requirement.to_string()));
    (!fits).then(|| format!("{name}: 许可证不在 deny.toml 的允许之列 licence is not allowed by deny.toml: {expression}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = r#"
        [licenses]
        allow = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception"]
        exceptions = [{ crate = "roots", allow = ["CDLA-Permissive-2.0"] }]
        [bans]
        deny = [{ crate = "openssl", reason = "rustls" }, { crate = "sqlx-core", deny-multiple-versions = true }]
    "#;

    fn package(name: &str, version: &str, licence: &str) -> Package {
        Package {
            name: name.to_owned(),
            version: version.to_owned(),
            manifest_path: "Cargo.toml".into(),
            license: (!licence.is_empty()).then(|| licence.to_owned()),
            source: Some("registry+https://github.com/rust-lang/crates.io-index".to_owned()),
            dependencies: Vec::new(),
        }
    }

    fn found(packages: &[Package]) -> Vec<String> {
        findings(&toml::from_str(RULES).unwrap(), packages)
    }

    #[test]
    fn one_allowed_licence_of_a_choice_is_enough_and_all_of_a_sum_are_needed() {
        assert_eq!(found(&[package("a", "1.0.0", "GPL-3.0-only OR MIT")]), Vec::<String>::new());
        assert_eq!(found(&[package("a", "1.0.0", "MIT/Apache-2.0")]), Vec::<String>::new());
        assert_eq!(found(&[package("a", "1.0.0", "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only")]), Vec::<String>::new());
        assert_eq!(found(&[package("a", "1.0.0", "MIT AND GPL-3.0-only")]).len(), 1);
        assert_eq!(found(&[package("a", "1.0.0", "")]).len(), 1);
    }

    #[test]
    fn an_exception_holds_for_its_crate_alone() {
        assert_eq!(found(&[package("roots", "1.0.0", "CDLA-Permissive-2.0")]), Vec::<String>::new());
        assert_eq!(found(&[package("other", "1.0.0", "CDLA-Permissive-2.0")]).len(), 1);
    }

    #[test]
    fn a_banned_crate_is_found_and_a_single_one_may_be_there_once() {
        assert_eq!(found(&[package("openssl", "0.10.0", "Apache-2.0")]).len(), 1);
        assert_eq!(found(&[package("sqlx-core", "0.9.0", "MIT")]), Vec::<String>::new());
        assert_eq!(found(&[package("sqlx-core", "0.9.0", "MIT"), package("sqlx-core", "0.8.6", "MIT")]).len(), 1);
    }

    #[test]
    fn a_crate_from_elsewhere_is_found() {
        let elsewhere = Package { source: Some("git+https://example.org/a".to_owned()), ..package("a", "1.0.0", "MIT") };
        assert_eq!(found(&[elsewhere]).len(), 1);
    }
}
