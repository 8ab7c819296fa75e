//! The text of a section in the form in which it is read: one folded character for each character, so that places
//! stay true, with line breaks and tabs kept.

use std::ops::Range;

use quantity::text::fold_char;

use crate::lexicon::Words;

/// Folded characters of a section.
#[derive(Debug)]
pub(crate) struct Text {
    chars: Vec<char>,
}

/// Characters that end a clause when they stand outside a number.
pub(crate) const fn is_boundary(c: char) -> bool {
    matches!(c, ',' | '，' | ';' | '。' | ':' | '、' | '!' | '?' | '(' | ')' | '\n' | '\r' | '\t' | '|' | '…')
}

/// Characters that end a sentence.
pub(crate) const fn is_end(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '\n' | '\r')
}

impl Text {
    /// Folds the characters of a section.
    pub(crate) fn new(raw: &[char]) -> Self {
        let full_digit = |c: Option<&char>| c.is_some_and(|c| ('\u{ff10}'..='\u{ff19}').contains(c));
        let fold = |at: usize, c: char| match c {
            '\n' | '\r' | '\t' => c,
            // A full-width comma parts clauses; only between full-width digits may it group a number.
            '，' if at > 0 && full_digit(raw.get(at - 1)) && full_digit(raw.get(at + 1)) => ',',
            '，' => '，',
            '∶' | '︰' => '∶',
            _ => fold_char(c),
        };
        Self { chars: raw.iter().enumerate().map(|(at, &c)| fold(at, c)).collect() }
    }

    /// All characters.
    pub(crate) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// Number of characters.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at a place.
    pub(crate) fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The character before a place.
    pub(crate) fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|before| self.at(before))
    }

    /// The characters of a range; none where it does not lie inside.
    pub(crate) fn slice(&self, range: Range<usize>) -> &[char] {
        self.chars.get(range).unwrap_or_default()
    }

    /// The characters of a range as a string, without spaces.
    pub(crate) fn words(&self, range: Range<usize>) -> String {
        self.slice(range).iter().filter(|c| !matches!(c, ' ' | '\u{a0}')).collect()
    }

    /// Whether `word` stands at a place.
    pub(crate) fn sees(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(ahead, c)| self.at(at + ahead) == Some(c))
    }

    /// The first of the words that stands at a place; its length in characters.
    pub(crate) fn sees_any(&self, at: usize, words: &Words) -> Option<usize> {
        words.prefix_of(self.chars.get(at..)?)
    }

    /// The first of the words that ends at a place; its length in characters.
    pub(crate) fn ends_any(&self, at: usize, words: &Words) -> Option<usize> {
        words.suffix_of(self.chars.get(..at)?)
    }

    /// The first place from `from`, before `until`, where `word` stands.
    pub(crate) fn find(&self, word: &str, from: usize, until: usize) -> Option<usize> {
        (from..until.min(self.len())).find(|&at| self.sees(at, word))
    }

    /// The next place from `from`, before `until`, with a character for which `wanted` holds; otherwise `until`.
    pub(crate) fn seek(&self, from: usize, until: usize, wanted: impl Fn(char) -> bool) -> usize {
        let until = until.min(self.len());
        (from..until).find(|&at| self.at(at).is_some_and(&wanted)).unwrap_or(until)
    }

    /// The place behind the last character before `from`, not before `floor`, for which `wanted` holds; otherwise
    /// `floor`.
    pub(crate) fn seek_back(&self, from: usize, floor: usize, wanted: impl Fn(char) -> bool) -> usize {
        (floor..from.min(self.len())).rev().find(|&at| self.at(at).is_some_and(&wanted)).map_or(floor, |at| at + 1)
    }

    /// The place behind the bracket that closes the one at `open`, before `until`.
    pub(crate) fn closing(&self, open: usize, until: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for at in open..until.min(self.len()) {
            match self.at(at) {
                Some('(') => depth += 1,
                Some(')') => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
