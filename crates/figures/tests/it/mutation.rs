//! Right texts changed by machine: one digit, unit or word. What was right must be left alone, what became wrong be
//! found.

use std::collections::BTreeMap;

use figures::{Report, check};
use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use crate::annotated::{Annotated, read};

/// A change of a text at a place, in characters.
struct Change {
    text: String,
    at: usize,
    kind: &'static str,
}

fn pick(random: &mut SplitMix64, below: usize) -> usize {
    usize::try_from(random.next_u64() % u64::try_from(below).unwrap()).unwrap()
}

/// Changes one figure of a verified statement: a leading digit becomes another, two neighbours change places, or 亿
/// becomes 万.
fn change(text: &str, at: std::ops::Range<usize>, random: &mut SplitMix64) -> Option<Change> {
    let mut chars: Vec<char> = text.chars().collect();
    let digits: Vec<usize> = at.clone().filter(|&at| chars[at].is_ascii_digit()).collect();
    match pick(random, 5) {
        0 => {
            let unit: Vec<usize> = at.filter(|&at| chars[at] == '亿' && chars.get(at + 1) == Some(&'元')).collect();
            let place = *unit.get(pick(random, unit.len().max(1)))?;
            chars[place] = '万';
            Some(Change { text: chars.iter().collect(), at: place, kind: "unit" })
        }
        1 => {
            let pairs: Vec<usize> = digits
                .iter()
                .copied()
                .filter(|&at| chars.get(at + 1).is_some_and(|next| next.is_ascii_digit() && *next != chars[at]))
                .collect();
            let place = *pairs.get(pick(random, pairs.len().max(1)))?;
            chars.swap(place, place + 1);
            Some(Change { text: chars.iter().collect(), at: place, kind: "exchange" })
        }
        _ => {
            // The last digit may still round to what is printed; a leading one never does.
            let leading: Vec<usize> =
                digits.iter().copied().filter(|&at| at == 0 || !chars[at - 1].is_ascii_digit() && chars[at - 1] != '.').collect();
            let place = *leading.get(pick(random, leading.len().max(1)))?;
            let old = chars[place].to_digit(10)?;
            let new = (old + 1 + u32::try_from(pick(random, 8)).ok()?) % 10;
            chars[place] = char::from_digit(if new == 0 { (old % 9) + 1 } else { new }, 10)?;
            (chars[place].to_digit(10) != Some(old)).then(|| Change { text: chars.iter().collect(), at: place, kind: "digit" })
        }
    }
}

/// Whether the report says something near the change that it did not say of the unchanged text.
fn noticed(before: &Report, after: &Report, at: usize) -> bool {
    let known = |start: usize, end: usize| before.findings.iter().any(|finding| finding.start == start && finding.end == end);
    after.findings.iter().any(|finding| !known(finding.start, finding.end) && finding.start <= at + 120 && at <= finding.end + 120)
}

fn clean(texts: Vec<Annotated>) -> Vec<Annotated> {
    texts.into_iter().filter(|text| text.statements.iter().all(|statement| statement.verdict == "ok")).collect()
}

#[test]
fn a_right_text_with_one_figure_changed_is_found_wrong() {
    let texts = clean(read(include_str!("../data/examples.jsonl")));
    let mut random = SplitMix64::seed_from_u64(20_261_124);
    let mut tally: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for text in &texts {
        let before = check(&text.text);
        assert!(before.findings.is_empty(), "{}: {:?}", text.id, before.findings);
        for verified in &before.verified {
            for _ in 0..4 {
                let Some(change) = change(&text.text, verified.start..verified.end, &mut random) else { continue };
                let after = check(&change.text);
                let count = tally.entry(change.kind).or_default();
                count.1 += 1;
                if noticed(&before, &after, change.at) {
                    count.0 += 1;
                } else if std::env::var("SHOW").is_ok() {
                    let around: String = change.text.chars().skip(change.at.saturating_sub(25)).take(50).collect();
                    println!("{} {} {:?} …{around}…", change.kind, text.id, verified.quote);
                }
            }
        }
    }
    println!("{tally:?}");
    let (found, all) = tally.values().fold((0, 0), |(found, all), count| (found + count.0, all + count.1));
    assert!(all >= 100, "{all} changes are too few to judge");
    assert!(found * 100 >= all * 85, "found {found} of {all}: {tally:?}");
}
