//! Enterprises: who invests, as the projects tell it. Nothing here is typed by anybody for an enterprise itself; its
//! identity follows from what its projects say of their investors, so it can be computed anew at any time.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::project::{ProjectFacts, name_key};

/// Length of a unified social credit code (GB 32100-2015).
const CREDIT_CODE: usize = 18;

/// An investor as one project names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Mention {
    /// The name as typed.
    pub name: String,
    /// Its credit code, where the project tells one that can only be this investor's.
    pub credit_code: Option<String>,
}

impl Mention {
    /// The name without what does not tell names apart ([`name_key`]).
    pub fn name_key(&self) -> String {
        name_key(&self.name)
    }
}

/// What makes two mentions the same enterprise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// By its credit code.
    CreditCode(String),
    /// By its name, where no code is known or the name stands for several codes.
    Name(String),
}

impl Identity {
    /// The text under which an enterprise is kept: `c:` and the code, or `n:` and the name's key.
    pub fn key(&self) -> String {
        match self {
            Self::CreditCode(code) => format!("c:{code}"),
            Self::Name(name) => format!("n:{name}"),
        }
    }

    /// The credit code, where it is known by one.
    pub fn credit_code(&self) -> Option<&str> {
        match self {
            Self::CreditCode(code) => Some(code),
            Self::Name(_) => None,
        }
    }
}

/// The investors that a project names, in the order in which it names them.
///
/// The credit code of a project belongs to its investor where there is one; with several nobody can tell whose it is.
/// A code that has not the eighteen letters and digits of one identifies nobody.
pub fn mentions(facts: &ProjectFacts) -> Vec<Mention> {
    let names = names_in(&facts.investor);
    let code = facts
        .credit_code
        .as_ref()
        .filter(|code| names.len() == 1 && code.len() == CREDIT_CODE && code.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        .map(|code| code.to_ascii_uppercase());
    names.into_iter().map(|name| Mention { name, credit_code: code.clone() }).collect()
}

/// The names in a cell of investors, each once.
///
/// Ledgers list them with 、, a semicolon or a full-width comma, or on lines of their own; a half-width comma or a stroke parts them only between
/// Chinese characters, for `Foo Co., Ltd` is one name. Nothing is parted inside brackets. 等 at the end says that there
/// are more, and is part of no name.
fn names_in(investor: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    let mut before = None;
    let mut rest = investor.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '(' | '\u{ff08}' => depth += 1,
            ')' | '\u{ff09}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let between_chinese = is_chinese(before) && is_chinese(rest.peek().copied());
        let parts_names = match c {
            '、' | ';' | '\u{ff1b}' | '\u{ff0c}' | '\n' | '\r' => true,
            ',' | '/' => between_chinese,
            _ => false,
        };
        if parts_names && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(c);
        }
        before = Some(c);
    }
    let last = parts.len() - 1;
    let mut seen = BTreeSet::new();
    parts
        .iter()
        .enumerate()
        .map(|(place, part)| if place == last && last > 0 { part.trim().trim_end_matches('等') } else { part.trim() })
        .filter(|name| name.chars().count() > 1 && seen.insert(name_key(name)))
        .map(str::to_owned)
        .collect()
}

fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_ascii() && !c.is_whitespace())
}

/// Which enterprise each mention means, in the order of the mentions.
///
/// A mention with a code is that code's. One without is its whose code others give with the same name, if they give one
/// alone. All mentions of a name have to be among those given, or the answer is not the record's.
pub fn identities<'a>(mentions: impl IntoIterator<Item = &'a Mention>) -> Vec<Identity> {
    let keyed: Vec<(String, Option<&str>)> =
        mentions.into_iter().map(|mention| (mention.name_key(), mention.credit_code.as_deref())).collect();
    let mut codes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, code) in &keyed {
        codes.entry(name).or_default().extend(code);
    }
    let of = |name: &str, code: Option<&str>| {
        let only = || codes.get(name).filter(|codes| codes.len() == 1).and_then(|codes| codes.first().copied());
        match code.or_else(only) {
            Some(code) => Identity::CreditCode(code.to_owned()),
            None => Identity::Name(name.to_owned()),
        }
    };
    keyed.iter().map(|(name, code)| of(name, *code)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CODE: &str = "91350100M000100Y43";

    fn facts(investor: &str, code: Option<&str>) -> ProjectFacts {
        ProjectFacts { investor: investor.to_owned(), credit_code: code.map(str::to_owned), ..ProjectFacts::default() }
    }

    fn named(name: &str, code: Option<&str>) -> Mention {
        Mention { name: name.to_owned(), credit_code: code.map(str::to_owned) }
    }

    #[test]
    fn a_cell_with_several_investors_names_each_of_them() {
        let names = |text: &str| mentions(&facts(text, None)).into_iter().map(|mention| mention.name).collect::<Vec<_>>();
        assert_eq!(names("甲集团有限公司、乙科技有限公司"), ["甲集团有限公司", "乙科技有限公司"]);
        assert_eq!(names("甲公司;乙公司\u{ff0c}丙公司\u{ff1b}丁公司等"), ["甲公司", "乙公司", "丙公司", "丁公司"]);
        assert_eq!(names("甲公司/乙公司"), ["甲公司", "乙公司"]);
        assert_eq!(names("甲公司(乙、丙联合体)"), ["甲公司(乙、丙联合体)"]);
        assert_eq!(names("Foo Co., Ltd"), ["Foo Co., Ltd"]);
        assert_eq!(names("甲公司、甲公司"), ["甲公司"]);
        assert!(names("").is_empty() && names("、").is_empty());
    }

    #[test]
    fn the_code_is_the_investors_only_where_there_is_one_investor() {
        assert_eq!(mentions(&facts("甲公司", Some(CODE))), [named("甲公司", Some(CODE))]);
        assert_eq!(mentions(&facts("甲公司、乙公司", Some(CODE))), [named("甲公司", None), named("乙公司", None)]);
        assert_eq!(mentions(&facts("甲公司", Some("办理中"))), [named("甲公司", None)]);
    }

    #[test]
    fn a_name_without_a_code_is_the_enterprise_whose_code_others_give() {
        let given = [named("甲公司", None), named("甲公司", Some(CODE)), named("甲 公司", None), named("乙公司", None)];
        let keys: Vec<String> = identities(&given).iter().map(Identity::key).collect();
        let code = format!("c:{CODE}");
        assert_eq!(keys, [code.as_str(), code.as_str(), code.as_str(), "n:乙公司"]);
    }

    #[test]
    fn a_name_that_stands_for_two_codes_is_neither() {
        let given = [named("甲公司", None), named("甲公司", Some(CODE)), named("甲公司", Some("91110000710925462X"))];
        assert_eq!(identities(&given).first().map(Identity::key).as_deref(), Some("n:甲公司"));
    }

    proptest! {
        #[test]
        fn the_order_of_the_mentions_changes_no_identity(order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(), pairs in proptest::collection::vec((0..3_usize, proptest::option::of(0..2_usize)), 6)) {
            let codes = [CODE, "91110000710925462X"];
            let given: Vec<Mention> = pairs.iter().map(|(name, code)| named(["甲公司", "乙公司", "丙公司"][*name], code.map(|code| codes[code]))).collect();
            let shuffled: Vec<Mention> = order.iter().map(|at| given[*at].clone()).collect();
            let (straight, other) = (identities(&given), identities(&shuffled));
            for (place, at) in order.iter().enumerate() {
                prop_assert_eq!(&straight[*at], &other[place]);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = mentions(&facts(&text, Some(&text)));
        }
    }
}
