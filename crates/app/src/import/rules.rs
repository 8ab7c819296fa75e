//! Chinese names of the reader's rules, as data.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../../../assets/ledger/rules.toml")).unwrap_or_else(|error| {
        tracing::error!(%error, "the names of reading rules cannot be read");
        BTreeMap::new()
    })
});

/// The Chinese name of a rule; its code where it has none.
pub fn rule_label(rule: &str) -> &str {
    NAMES.get(rule).map_or(rule, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::rule_label;

    #[test]
    fn a_rule_has_a_chinese_name() {
        assert_eq!(rule_label("unit_slip"), "疑似单位错位");
        assert_eq!(rule_label("no_such_rule"), "no_such_rule");
    }
}
