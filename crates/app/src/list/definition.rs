//! Columns of lists as data: `assets/lists`. A page, an export and a saved view share one definition.

use std::sync::LazyLock;

use domain::list::{Choices, ColumnKind, List, Sort, Use};
use serde::Deserialize;

/// A column of a list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Stable key.
    pub key: String,
    /// Where an item of the list's operation holds it, as a JSON pointer; `/key` unless it is said.
    #[serde(default)]
    pub path: Option<String>,
    /// Name above the column.
    pub label: String,
    /// What stands in it.
    pub kind: ColumnKind,
    /// The set that its values come from.
    #[serde(default)]
    pub choices: Option<Choices>,
    /// What it means (口径).
    pub definition: String,
    /// Width on a page, in pixels.
    pub width: u16,
    /// Whether it is shown unless somebody chose otherwise.
    #[serde(default)]
    pub shown: bool,
    /// What it serves for beside being shown.
    pub uses: Vec<Use>,
}

impl Column {
    /// Where an item holds it, as a JSON pointer.
    pub fn pointer(&self) -> String {
        self.path.clone().unwrap_or_else(|| format!("/{}", self.key))
    }

    /// Whether it serves for this.
    pub fn is_for(&self, purpose: Use) -> bool {
        self.uses.contains(&purpose)
    }

    /// Code and word of each member of its set, in the set's order.
    pub fn members(&self) -> Vec<(String, String)> {
        let Some(choices) = self.choices else { return Vec::new() };
        choices.numbers().into_iter().filter_map(|number| member(choices, number)).collect()
    }
}

/// Code and word of a member of a set; a section is called by its name.
pub(super) fn member(choices: Choices, number: i64) -> Option<(String, String)> {
    let (code, label) = choices.member(number)?;
    let named = (choices == Choices::Section).then(|| crate::reference::section(&code)).flatten();
    Some((code, named.map_or(label, str::to_owned)))
}

/// A list: its columns in the order in which they are first shown, and its usual order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// How it is sorted unless somebody chose otherwise.
    pub sort: Sort,
    /// The columns.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
}

impl Definition {
    /// The column with this key.
    pub fn column(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.key == key)
    }

    /// The columns that are added up.
    pub fn summed(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.is_for(Use::Sum))
    }
}

fn shipped(text: &str) -> Definition {
    toml::from_str(text).unwrap_or_else(|error| {
        tracing::error!(%error, "the shipped columns of a list cannot be read");
        Definition { sort: Sort { column: String::new(), descending: false }, columns: Vec::new() }
    })
}

static PROJECT: LazyLock<Definition> = LazyLock::new(|| shipped(include_str!("../../../../assets/lists/project.toml")));
static CLAIM: LazyLock<Definition> = LazyLock::new(|| shipped(include_str!("../../../../assets/lists/claim.toml")));

static ENTERPRISE: LazyLock<Definition> = LazyLock::new(|| shipped(include_str!("../../../../assets/lists/enterprise.toml")));

/// The definition of a list.
pub fn of(list: List) -> &'static Definition {
    match list {
        List::Project => &PROJECT,
        List::Claim => &CLAIM,
        List::Enterprise => &ENTERPRISE,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use store::list::{ClaimRow, EnterpriseRow, ProjectRow, knows};

    use super::*;

    #[test]
    fn every_shipped_column_is_one_that_the_store_can_compare_add_up_and_group_as_it_says() {
        for list in List::ALL {
            let definition = of(*list);
            assert!(!definition.columns.is_empty(), "{list:?}");
            assert!(definition.column(&definition.sort.column).is_some_and(|column| column.is_for(Use::Sort)), "{list:?}");
            let keys: BTreeSet<&str> = definition.columns.iter().map(|column| column.key.as_str()).collect();
            assert_eq!(keys.len(), definition.columns.len(), "{list:?}: a key stands twice");
            for column in &definition.columns {
                let known = match list {
                    List::Project => knows::<ProjectRow>(&column.key, column.is_for(Use::Sum), column.is_for(Use::Group)),
                    List::Claim => knows::<ClaimRow>(&column.key, column.is_for(Use::Sum), column.is_for(Use::Group)),
                    List::Enterprise => knows::<EnterpriseRow>(&column.key, column.is_for(Use::Sum), column.is_for(Use::Group)),
                };
                assert!(known, "{list:?} {}", column.key);
                assert_eq!(column.kind == ColumnKind::Choice, column.choices.is_some(), "{list:?} {}", column.key);
                assert!(column.definition.ends_with('。'), "{list:?} {}", column.key);
            }
        }
    }

    #[test]
    fn sections_are_called_by_their_names() {
        let column = of(List::Project).column("industry_section").cloned();
        let members = column.map(|column| column.members()).unwrap_or_default();
        assert_eq!(members.len(), 20);
        assert!(members.contains(&("C".to_owned(), "制造业".to_owned())));
    }
}
