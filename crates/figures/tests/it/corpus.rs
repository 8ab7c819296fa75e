//! Annotated texts: wrong statements are found, right ones left alone and listed.

use figures::check;

use crate::annotated::{read, score};

#[test]
fn the_annotated_examples_come_out_as_annotated() {
    let score = score(&read(include_str!("../data/examples.jsonl")));
    for note in &score.notes {
        println!("{note}");
    }
    println!("{}", score.summary());
    assert_eq!(score.errors.0, score.errors.1);
    assert_eq!(score.warnings.0, score.warnings.1);
    assert_eq!((score.false_alarms.0, score.stray), (0, 0));
}

/// Texts written by somebody who had not seen the checker, where they stand beside it: `tests/data/corpus-*.jsonl`.
#[test]
fn texts_that_the_checker_was_not_written_for_come_out_well() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("corpus-")));
    files.sort();
    let texts: Vec<_> = files.iter().flat_map(|file| read(&std::fs::read_to_string(file).unwrap())).collect();
    let score = score(&texts);
    for note in &score.notes {
        println!("{note}");
    }
    println!("{}", score.summary());
    let per_cent = |(part, whole): (usize, usize)| part * 100 / whole.max(1);
    assert!(per_cent(score.errors) >= 90, "{}", score.summary());
    assert!(per_cent(score.warnings) >= 90, "{}", score.summary());
    assert!(score.false_alarms.0 * 50 <= score.false_alarms.1, "{}", score.summary());
    assert!(per_cent(score.verified) >= 80, "{}", score.summary());
}

/// One way of saying a thing, right and wrong.
#[derive(serde::Deserialize)]
struct Pair {
    right: String,
    wrong: Option<String>,
}

#[test]
fn a_statement_is_left_alone_where_it_holds_and_told_where_it_does_not() {
    for line in include_str!("../data/statements.jsonl").lines().chain(include_str!("../data/statements-sums.jsonl").lines()) {
        let pair: Pair = serde_json::from_str(line).unwrap();
        assert_eq!(check(&pair.right).findings, [], "{}", pair.right);
        if let Some(wrong) = pair.wrong {
            assert!(!check(&wrong).findings.is_empty(), "{wrong}");
        }
    }
}
