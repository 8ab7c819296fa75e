//! Annotated texts: wrong statements are found, right ones left alone and listed.

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

#[test]
fn dev_corpus() {
    let Ok(path) = std::env::var("CORPUS") else { return };
    for file in path.split(',') {
        let score = score(&read(&std::fs::read_to_string(file).unwrap()));
        if std::env::var("QUIET").is_err() {
            for note in &score.notes {
                println!("{note}");
            }
        }
        println!("{file}: {}", score.summary());
    }
}
