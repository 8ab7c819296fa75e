//! Names that belong to one crate: the ORM to `store`, the web framework to `http`, office formats to `office` and `sheets`.

use anyhow::Result;

use super::{Violation, arrows, folder_name, source};
use crate::metadata::Package;

/// Libraries that only some crates may name.
struct Wall {
    /// As Rust spells them, with underscores.
    libraries: &'static [&'static str],
    /// Folders under crates/.
    home: &'static [&'static str],
    /// Whether tests of other crates must keep away, too. Otherwise they may, to check results by other means.
    tests_too: bool,
    advice: &'static str,
}

const WALLS: [Wall; 3] = [
    Wall {
        libraries: &["sea_orm", "sea_orm_migration", "sea_query", "sea_schema", "sqlx", "sqlx_core"],
        home: &["store"],
        tests_too: true,
        advice: "在 crates/store 里写一个带 Scope 的查询或写入，从这里调用它 write a scoped query or write in crates/store and call that",
    },
    Wall {
        libraries: &["axum", "axum_core", "axum_extra", "tower", "tower_http", "tower_layer", "tower_service", "utoipa", "utoipa_axum"],
        home: &["http"],
        tests_too: false,
        advice: "把处理 HTTP 的部分移到 crates/http，这里只用普通的值 move what speaks HTTP to crates/http and use plain values here",
    },
    Wall {
        libraries: &["docx_rs", "rust_xlsxwriter", "calamine"],
        home: &["office", "sheets"],
        tests_too: false,
        advice: "写文件用 crates/office，读表用 crates/sheets write files through crates/office and read workbooks through crates/sheets",
    },
];

/// What one source file names.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) forbidden: Vec<Violation>,
    /// Each use of the system's own scope outside tests; the caller knows which files may.
    pub(super) system_scope: Vec<Violation>,
}

/// Dependencies that break a wall. What is built for tests alone counts only where the wall says so.
pub(super) fn in_manifest(package: &Package, manifest: &str) -> Vec<Violation> {
    let folder = folder_name(package);
    let dependencies = package.dependencies.iter().map(|dependency| (dependency.name.replace('-', "_"), dependency.is_dev()));
    dependencies.filter_map(|(name, is_dev)| violation(folder, &name, is_dev, manifest.to_owned())).collect()
}

/// Names in one file of the crate in crates/`folder`; an error where the text is not Rust.
pub(super) fn in_source(folder: &str, file: &str, text: &str) -> Result<Found> {
    let mut found = Found::default();
    let walled = || WALLS.iter().flat_map(|wall| wall.libraries);
    // Splitting a file into words takes a while, and few files hold any of these names.
    if arrows::is_aside(folder) || !(text.contains("system") || walled().any(|name| text.contains(name))) {
        return Ok(found);
    }
    let in_test_file = is_test_file(file);
    let words = source::words(text)?;
    for word in &words {
        let place = format!("{file}:{}", word.line);
        found.forbidden.extend(violation(folder, &word.text, word.in_test || in_test_file, place));
    }
    if folder != "access" && !in_test_file {
        for path in words.windows(3) {
            if let [scope, colons, system] = path
                && (scope.text.as_str(), colons.text.as_str(), system.text.as_str()) == ("Scope", "::", "system")
                && !system.in_test
            {
                found.system_scope.push(Violation {
                    place: format!("{file}:{}", system.line),
                    rule: "Scope::system 看得见一切，只许列出的文件使用 sees everything and is for listed files alone".to_owned(),
                    advice: format!("用调用者的 Scope；确实没有人在场时，把文件和理由写进 {} use the caller's scope, or list the file there with its reason", super::SYSTEM_SCOPE_FILES),
                });
            }
        }
    }
    Ok(found)
}

fn violation(folder: &str, name: &str, in_test: bool, place: String) -> Option<Violation> {
    let wall = WALLS.iter().find(|wall| wall.libraries.contains(&name))?;
    if wall.home.contains(&folder) || arrows::is_aside(folder) || (in_test && !wall.tests_too) {
        return None;
    }
    let homes = wall.home.iter().map(|home| format!("crates/{home}")).collect::<Vec<_>>().join(", ");
    Some(Violation { place, rule: format!("`{name}` 只许出现在 may be named only in {homes}"), advice: wall.advice.to_owned() })
}

fn is_test_file(file: &str) -> bool {
    file.contains("/tests/") || file.ends_with("/tests.rs") || file.contains("/benches/") || file.contains("/examples/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::Dependency;

    fn forbidden(folder: &str, file: &str, text: &str) -> Vec<String> {
        in_source(folder, file, text).unwrap().forbidden.into_iter().map(|found| found.place).collect()
    }

    #[test]
    fn the_orm_is_named_in_store_alone_and_not_even_by_tests_elsewhere() {
        let text = "\nuse sea_orm::EntityTrait;";
        assert_eq!(forbidden("store", "crates/store/src/claim.rs", text), Vec::<String>::new());
        assert_eq!(forbidden("app", "crates/app/src/claim.rs", text), ["crates/app/src/claim.rs:2"]);
        assert_eq!(forbidden("app", "crates/app/tests/it/claim.rs", text), ["crates/app/tests/it/claim.rs:2"]);
        assert_eq!(forbidden("http", "crates/http/src/claim.rs", "use store::sea_orm as orm;").len(), 1);
    }

    #[test]
    fn the_binary_does_not_speak_http_itself() {
        assert_eq!(forbidden("yinfeng", "crates/yinfeng/src/serve.rs", "fn f(r: axum::Router) {}").len(), 1);
        assert_eq!(forbidden("http", "crates/http/src/serve.rs", "fn f(r: axum::Router) {}"), Vec::<String>::new());
    }

    #[test]
    fn tests_may_check_an_office_file_with_a_reader_of_their_own() {
        let text = "use calamine::Reader;";
        assert_eq!(forbidden("app", "crates/app/src/export.rs", text).len(), 1);
        assert_eq!(forbidden("app", "crates/app/tests/it/export.rs", text), Vec::<String>::new());
        assert_eq!(forbidden("app", "crates/app/src/export.rs", "#[cfg(test)] mod tests { use calamine::Reader; }"), Vec::<String>::new());
    }

    #[test]
    fn a_comment_may_mention_anything() {
        assert_eq!(
            forbidden("domain", "crates/domain/src/lib.rs", "//! No axum, no sqlx.\nfn f() { g(\"sea_orm\") }"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_manifest_may_not_bring_the_library_in() {
        let dependency = |name: &str, kind: Option<&str>| Dependency { name: name.to_owned(), kind: kind.map(str::to_owned), path: None };
        let package = Package {
            name: "app".to_owned(),
            version: "0.1.0".to_owned(),
            manifest_path: "crates/app/Cargo.toml".into(),
            license: None,
            source: None,
            dependencies: vec![dependency("sea-orm", Some("dev")), dependency("calamine", Some("dev")), dependency("tower-http", None)],
        };
        let rules: Vec<_> = in_manifest(&package, "crates/app/Cargo.toml").into_iter().map(|found| found.rule).collect();
        assert_eq!(rules.len(), 2, "{rules:?}");
        assert!(rules.iter().any(|rule| rule.contains("sea_orm")) && rules.iter().any(|rule| rule.contains("tower_http")));
    }

    #[test]
    fn the_system_scope_is_found_in_code_and_left_to_tests() {
        let uses = |folder: &str, file: &str, text: &str| in_source(folder, file, text).unwrap().system_scope.len();
        let text = "fn f() { access::Scope::system(\"nightly\") }";
        assert_eq!(uses("app", "crates/app/src/job.rs", text), 1);
        assert_eq!(uses("app", "crates/app/src/job.rs", "use access::Scope;\nlet make = Scope::system;"), 1);
        assert_eq!(uses("access", "crates/access/src/scope.rs", text), 0);
        assert_eq!(uses("app", "crates/app/tests/it/job.rs", text), 0);
        assert_eq!(uses("app", "crates/app/src/job.rs", "// Scope::system(\"x\")\nfn system() {}"), 0);
    }
}
