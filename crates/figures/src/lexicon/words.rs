//! Lists of words that can be looked for quickly.

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

/// A list of words, longer ones before those that they contain.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(crate) struct Words {
    list: Vec<Word>,
    /// Their first and last characters: most places of a text begin and end none of them.
    firsts: Box<[char]>,
    lasts: Box<[char]>,
    /// Finds all of them in one pass.
    finder: Option<AhoCorasick>,
}

#[derive(Debug)]
struct Word {
    text: String,
    chars: Box<[char]>,
}

impl From<Vec<String>> for Words {
    fn from(list: Vec<String>) -> Self {
        let finder = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&list).ok();
        let words: Vec<Word> = list.into_iter().map(|text| Word { chars: text.chars().collect(), text }).collect();
        let distinct = |of: fn(&[char]) -> Option<&char>| {
            let mut chars: Vec<char> = words.iter().filter_map(|word| of(&word.chars)).copied().collect();
            chars.sort_unstable();
            chars.dedup();
            chars.into_boxed_slice()
        };
        let (firsts, lasts) = (distinct(<[char]>::first), distinct(<[char]>::last));
        Self { list: words, firsts, lasts, finder }
    }
}

impl Words {
    /// The words, in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|word| word.text.as_str())
    }

    /// The length of the first word with which `chars` begins, in characters.
    pub(crate) fn prefix_of(&self, chars: &[char]) -> Option<usize> {
        chars.first().filter(|first| self.firsts.contains(first))?;
        self.list.iter().map(|word| &word.chars).find(|word| chars.starts_with(word)).map(|word| word.len())
    }

    /// The length of the first word with which `chars` ends, in characters.
    pub(crate) fn suffix_of(&self, chars: &[char]) -> Option<usize> {
        chars.last().filter(|last| self.lasts.contains(last))?;
        self.list.iter().map(|word| &word.chars).find(|word| chars.ends_with(word)).map(|word| word.len())
    }
}

/// Sets of words that belong together.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Vec<String>>")]
pub(crate) struct Sets {
    pub(crate) all: Vec<Vec<String>>,
    /// The first word of each.
    pub(crate) heads: Words,
}

impl From<Vec<Vec<String>>> for Sets {
    fn from(all: Vec<Vec<String>>) -> Self {
        Self { heads: all.iter().filter_map(|set| set.first().cloned()).collect::<Vec<_>>().into(), all }
    }
}

/// Whether `text` contains one of the words.
pub(crate) fn has_any(text: &str, words: &Words) -> bool {
    words.finder.as_ref().is_some_and(|finder| finder.is_match(text))
}

/// The first of the words with which `text` begins.
pub(crate) fn starts_with<'w>(text: &str, words: &'w Words) -> Option<&'w str> {
    words.iter().find(|word| text.starts_with(word))
}

/// The first of the words with which `text` ends.
pub(crate) fn ends_with<'w>(text: &str, words: &'w Words) -> Option<&'w str> {
    words.iter().find(|word| text.ends_with(word))
}

/// The word of the list that ends last in `text`, the longest of those, with the byte behind it.
pub(crate) fn last_of<'w>(text: &str, words: &'w Words) -> Option<(usize, &'w str)> {
    let found = words.finder.as_ref()?.find_overlapping_iter(text).max_by_key(|found| (found.end(), found.len()))?;
    words.list.get(found.pattern().as_usize()).map(|word| (found.end(), word.text.as_str()))
}
