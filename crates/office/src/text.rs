//! Cleaning of text before it goes into XML.

use std::borrow::Cow;

/// Whether XML 1.0 can hold the character; line feed and tab are kept.
const fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The text with line ends as `\n` and without the characters that XML 1.0 cannot hold.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_xml) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| is_xml(*c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_rare_letters_stay() {
        assert_eq!(clean("甲\u{0}\u{8}乙\u{FFFF}\u{1F}丙"), "甲乙丙");
        assert_eq!(clean("𠮷野家😀\u{3400}"), "𠮷野家😀\u{3400}");
        assert_eq!(clean("一\r\n二\r三"), "一\n二\n三");
    }

    proptest::proptest! {
        #[test]
        fn cleaned_text_is_always_legal_and_cleaning_twice_changes_nothing(text: String) {
            let once = clean(&text).into_owned();
            proptest::prop_assert!(once.chars().all(is_xml));
            proptest::prop_assert_eq!(clean(&once), once.as_str());
        }
    }
}
