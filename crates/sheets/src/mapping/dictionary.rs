//! Known headers and words, from `assets/ledger/aliases.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::words::tidy;
use crate::field::FieldId;

const SOURCE: &str = include_str!("../../../../assets/ledger/aliases.toml");

#[derive(Deserialize)]
struct File {
    field: Vec<FieldWords>,
    #[serde(rename = "enum")]
    choice: Vec<ChoiceWords>,
}

#[derive(Deserialize)]
struct FieldWords {
    id: FieldId,
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct ChoiceWords {
    field: FieldId,
    map: BTreeMap<String, Vec<String>>,
}

/// Headers and choice words in the form in which they are compared.
#[derive(Debug, Default)]
struct Dictionary {
    headers: BTreeMap<String, FieldId>,
    choices: BTreeMap<FieldId, Vec<(String, String)>>,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    // The file is part of the program and a test reads it; an empty dictionary would only make headers unknown.
    let Ok(file) = toml::from_str::<File>(SOURCE) else { return Dictionary::default() };
    let mut dictionary = Dictionary::default();
    for field in file.field {
        for alias in field.aliases {
            dictionary.headers.entry(tidy(&alias)).or_insert(field.id);
        }
    }
    for choice in file.choice {
        let mut words: Vec<(String, String)> = Vec::new();
        for (code, texts) in choice.map {
            words.extend(texts.iter().map(|text| (tidy(text), code.clone())));
        }
        // Longer words first: 省内市外 before 省内.
        words.sort_by_key(|(text, _)| std::cmp::Reverse(text.chars().count()));
        dictionary.choices.insert(choice.field, words);
    }
    dictionary
});

/// The field of a tidied header, when it is a known one as a whole.
pub(crate) fn header(tidied: &str) -> Option<FieldId> {
    DICTIONARY.headers.get(tidied).copied()
}

/// The code of a typed choice, and whether the text is one of the words as a whole.
pub(crate) fn choice(field: FieldId, text: &str) -> Option<(&'static str, bool)> {
    let tidied = tidy(text);
    let words = DICTIONARY.choices.get(&field)?;
    let whole = words.iter().find(|(word, _)| *word == tidied).map(|(_, code)| (code.as_str(), true));
    whole.or_else(|| {
        words.iter().find(|(word, _)| word.chars().count() > 1 && tidied.contains(word.as_str())).map(|(_, code)| (code.as_str(), false))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_words_is_read_whole() {
        let file: File = toml::from_str(SOURCE).unwrap();
        assert!(file.field.len() > 70);
        assert_eq!(header("统一社会信用代码"), Some(FieldId::CreditCode));
        assert_eq!(choice(FieldId::Category, "续建"), Some(("continued", true)));
        assert_eq!(choice(FieldId::OriginScope, "省内市外"), Some(("out_city", true)));
        assert_eq!(choice(FieldId::AgreementType, "正式投资合同"), Some(("contract", false)));
        assert_eq!(choice(FieldId::Category, "不详"), None);
    }
}
