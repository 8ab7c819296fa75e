//! Words by which rows, headings and sheets are told apart, from `assets/ledger/words.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

const SOURCE: &str = include_str!("../../../../assets/ledger/words.toml");

/// The words, each in the form in which texts are compared.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vocabulary {
    /// They say that projects have ended.
    pub(super) ended: Vec<String>,
    /// They say that projects have not.
    pub(super) not_ended: Vec<String>,
    /// They hold one of the first by accident.
    pub(super) by_accident: Vec<String>,
    /// In the serial's column they say that the row only shows how to fill in the form.
    pub(super) sample_rows: Vec<String>,
    /// In its name they say that a sheet does.
    pub(crate) sample_sheets: Vec<String>,
    /// Before 项目 they name a kind of projects and not one.
    pub(super) kinds_of_projects: Vec<String>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    // The file is part of the program and a test reads it; without words headings would only be plain.
    toml::from_str(SOURCE).unwrap_or_default()
});

/// The words.
pub(crate) fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_words_is_read_whole() {
        let read: Vocabulary = toml::from_str(SOURCE).unwrap();
        assert!(read.ended.len() > 10 && read.kinds_of_projects.len() > 20 && !read.sample_rows.is_empty());
    }
}
