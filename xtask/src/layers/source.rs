//! Reads Rust source into the words of its paths. Comments, documentation and strings are not among them.

use anyhow::{Result, anyhow};
use proc_macro2::{TokenStream, TokenTree};

/// An identifier or a `::`, with its line, and whether it stands under `#[cfg(test)]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) line: usize,
    pub(super) in_test: bool,
}

/// An error where the text is not Rust.
pub(super) fn words(text: &str) -> Result<Vec<Word>> {
    let tokens: TokenStream = text.parse().map_err(|error| anyhow!("读不懂这个文件 cannot be read as Rust: {error}"))?;
    let mut words = Vec::new();
    collect(tokens, false, &mut words);
    Ok(words)
}

fn collect(tokens: TokenStream, in_test: bool, words: &mut Vec<Word>) {
    // The item after `#[cfg(test)]` ends with its braces or with a semicolon.
    let mut test_item = false;
    let mut colons = 0;
    for token in tokens {
        let line = token.span().start().line;
        let in_test = in_test || test_item;
        let mut push = |text: String| words.push(Word { text, line, in_test });
        match token {
            TokenTree::Ident(ident) => {
                colons = 0;
                push(ident.to_string());
            }
            TokenTree::Punct(punct) => {
                colons = if punct.as_char() == ':' { colons + 1 } else { 0 };
                if colons == 2 {
                    colons = 0;
                    push("::".to_owned());
                }
                if punct.as_char() == ';' {
                    test_item = false;
                }
            }
            TokenTree::Group(group) => {
                colons = 0;
                if group.delimiter() == proc_macro2::Delimiter::Bracket && group.stream().to_string().replace(' ', "") == "cfg(test)" {
                    test_item = true;
                    continue;
                }
                let ends_item = group.delimiter() == proc_macro2::Delimiter::Brace;
                collect(group.stream(), in_test, words);
                test_item = test_item && !ends_item;
            }
            TokenTree::Literal(_) => colons = 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        words(source).unwrap().into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn comments_documentation_and_strings_are_no_words() {
        assert_eq!(texts("// axum\n/* axum /* axum */ */ fn f() { g(\"axum\", r#\"axum\"#, 'a'); }"), ["fn", "f", "g"]);
        assert!(!texts("/// Uses axum.\n//! axum\nfn f() {}").contains(&"axum".to_owned()));
    }

    #[test]
    fn paths_keep_their_colons_and_lines() {
        let words = words("fn f() {\n    Scope::system(why);\n}").unwrap();
        let path: Vec<_> = words.iter().filter(|word| word.line == 2).map(|word| word.text.as_str()).collect();
        assert_eq!(path, ["Scope", "::", "system", "why"]);
        assert_eq!(texts("let a: b = c;"), ["let", "a", "b", "c"]);
    }

    #[test]
    fn only_what_stands_under_cfg_test_is_test_code() {
        let words = words("#[cfg(test)] mod tests { fn inner() {} }\n#[cfg(test)] use outside;\nfn outer() {}").unwrap();
        let is_test = |text: &str| words.iter().find(|word| word.text == text).unwrap().in_test;
        assert!(is_test("inner"));
        assert!(is_test("outside"));
        assert!(!is_test("outer"));
    }

    #[test]
    fn what_is_not_rust_is_an_error() {
        assert!(words("fn f( {").is_err());
    }
}
