//! `yinfeng → {http, demo} → app → {store, office, scoring, figures, sheets} → {access, quantity} → domain`.

use super::Violation;
use crate::metadata::Package;

/// Every crate that ships, with its height. A crate may use those of lower layers and no others.
const LAYERS: [(&str, u8); 12] = [
    ("yinfeng", 5),
    ("yinfeng-http", 4),
    ("demo", 4),
    ("app", 3),
    ("store", 2),
    ("office", 2),
    ("scoring", 2),
    ("figures", 2),
    ("sheets", 2),
    ("access", 1),
    ("quantity", 1),
    ("domain", 0),
];

/// Crates that never ship. They may use anything, and nothing that ships may link to them.
pub(super) const ASIDE: [&str; 3] = ["testkit", "bench", "xtask"];

const DRAWING: &str = "yinfeng → {http, demo} → app → {store, office, scoring, figures, sheets} → {access, quantity} → domain";

/// A crate of the workspace and the others that it links to, leaving out what only its tests need.
#[derive(Debug)]
pub(super) struct Crate {
    name: String,
    manifest: String,
    uses: Vec<String>,
}

impl Crate {
    pub(super) fn of(package: &Package, manifest: &str) -> Self {
        let uses = package.dependencies.iter().filter(|dependency| dependency.path.is_some() && !dependency.is_dev());
        Self { name: package.name.clone(), manifest: manifest.to_owned(), uses: uses.map(|dependency| dependency.name.clone()).collect() }
    }
}

pub(super) fn check(crates: &[Crate]) -> Vec<Violation> {
    crates.iter().filter(|user| !is_aside(&user.name)).flat_map(check_one).collect()
}

fn check_one(user: &Crate) -> Vec<Violation> {
    let Some(height) = height(&user.name) else {
        return vec![Violation {
            place: user.manifest.clone(),
            rule: format!("每个 crate 都有自己的层，`{}` 没有 every crate has a layer, this one has none", user.name),
            advice: "在 xtask/src/layers/arrows.rs 的 LAYERS（或 ASIDE）和 ARCHITECTURE.md 里写上它的位置 give it a place there".to_owned(),
        }];
    };
    user.uses.iter().filter_map(|used| wrong(user, height, used)).collect()
}

fn wrong(user: &Crate, height_of_user: u8, used: &str) -> Option<Violation> {
    let (rule, advice) = if is_aside(used) {
        (
            format!("`{}` 会发布，不能依赖只供开发的 `{used}` ships and cannot link to what is for development alone", user.name),
            "测试要用就写进 [dev-dependencies] move it to [dev-dependencies]",
        )
    } else if height(used).is_some_and(|height| height < height_of_user) {
        return None;
    } else {
        (
            format!("`{}` → `{used}` 违反方向 is not one of the arrows {DRAWING}", user.name),
            "把共用的部分移到更低的层，或由更高的层把结果传进来 move what both need to a lower layer, or let a higher one pass it in",
        )
    };
    Some(Violation { place: user.manifest.clone(), rule, advice: advice.to_owned() })
}

pub(super) fn is_aside(name: &str) -> bool {
    ASIDE.contains(&name)
}

fn height(name: &str) -> Option<u8> {
    LAYERS.iter().find(|(layer, _)| *layer == name).map(|(_, height)| *height)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violations(name: &str, uses: &[&str]) -> Vec<String> {
        let uses = uses.iter().map(|used| (*used).to_owned()).collect();
        check(&[Crate { name: name.to_owned(), manifest: format!("crates/{name}/Cargo.toml"), uses }])
            .into_iter()
            .map(|found| found.rule)
            .collect()
    }

    #[test]
    fn a_crate_may_use_every_lower_layer() {
        assert_eq!(violations("yinfeng", &["yinfeng-http", "app", "store", "domain"]), Vec::<String>::new());
        assert_eq!(violations("sheets", &["quantity", "domain"]), Vec::<String>::new());
        assert_eq!(violations("domain", &[]), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_that_points_back_is_named() {
        let found = violations("domain", &["store"]);
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|rule| rule.contains("`domain` → `store`")));
        assert_eq!(violations("store", &["app"]).len(), 1);
        assert_eq!(violations("app", &["yinfeng-http"]).len(), 1);
    }

    #[test]
    fn crates_of_one_layer_do_not_use_each_other() {
        assert_eq!(violations("office", &["sheets"]).len(), 1);
        assert_eq!(violations("quantity", &["access"]).len(), 1);
    }

    #[test]
    fn nothing_that_ships_links_to_what_is_for_tests() {
        assert_eq!(violations("app", &["testkit"]).len(), 1);
        assert_eq!(violations("testkit", &["yinfeng-http", "store"]), Vec::<String>::new());
    }

    #[test]
    fn a_crate_without_a_layer_is_refused() {
        assert_eq!(violations("misc", &[]).len(), 1);
    }
}
