//! Every vector of the data file holds: valid, invalid and typed in odd ways.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot read its vector should stop")]

use quantity::credit_code::{Verdict, check};
use serde_json::Value;

fn vectors(kind: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("data/uscc_vectors.json")).unwrap();
    file[kind].as_array().unwrap().clone()
}

fn text<'a>(vector: &'a Value, key: &str) -> &'a str {
    vector[key].as_str().unwrap()
}

#[test]
fn every_valid_code_passes_both_checks_and_tells_its_division() {
    let valid = vectors("valid");
    assert_eq!(valid.len(), 46);
    for vector in valid {
        let code = check(text(&vector, "code"));
        assert_eq!(code.verdict, Verdict::Valid, "{vector}");
        assert_eq!(code.division(), Some(text(&vector, "division")));
        assert_eq!(code.note(), None);
    }
}

#[test]
fn every_invalid_code_is_noticed() {
    let invalid = vectors("invalid");
    assert_eq!(invalid.len(), 42);
    for vector in invalid {
        let code = check(text(&vector, "code"));
        assert!(!code.is_valid(), "{vector}");
        let kind = text(&vector, "kind");
        if let Some(expected) = kind.strip_prefix("wrong check character, expected ") {
            assert_eq!(code.verdict, Verdict::CheckDigit(expected.chars().next().unwrap()), "{vector}");
            assert_eq!(code.note().unwrap().rule.code(), "credit_code_check_digit");
        } else if kind.starts_with("letter outside") {
            assert!(matches!(code.verdict, Verdict::Character(_)), "{vector}");
        } else if let Some(length) = kind.strip_prefix("length ") {
            assert_eq!(code.verdict, Verdict::Length(length.parse().unwrap()));
        } else if kind.starts_with("all zero") {
            assert_eq!(code.verdict, Verdict::Department);
        }
    }
}

#[test]
fn every_odd_spelling_gives_the_code_that_was_meant() {
    let cases = vectors("normalise");
    assert_eq!(cases.len(), 8);
    for case in cases {
        let code = check(text(&case, "input"));
        let meant = text(&case, "normalised");
        if text(&case, "rule").contains("suggest") {
            assert_eq!(code.suggestion.as_deref(), Some(meant), "{case}");
        } else {
            assert_eq!(code.normalised, meant, "{case}");
            assert_eq!(code.verdict, Verdict::Valid);
        }
    }
}
