//! No input makes the checker panic, loop, or answer with more than a small multiple of what it was given.

use std::time::{Duration, Instant};

use figures::check;
use proptest::prelude::*;

use crate::annotated::read;
use crate::hostile;

fn sound(text: &str) -> Result<(), TestCaseError> {
    let report = check(text);
    let chars: Vec<char> = text.chars().collect();
    let places =
        report.findings.iter().map(|f| (f.start, f.end, &f.quote)).chain(report.verified.iter().map(|v| (v.start, v.end, &v.quote)));
    for (start, end, quote) in places {
        prop_assert!(start < end && end <= chars.len());
        prop_assert_eq!(&chars[start..end].iter().collect::<String>(), quote);
    }
    for finding in &report.findings {
        prop_assert!(!finding.message.is_empty());
        if let Some(correction) = &finding.correction {
            prop_assert!(correction.start < correction.end && correction.end <= chars.len());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_places_inside_it(text in "\\PC{0,300}") {
        sound(&text)?;
    }

    #[test]
    fn a_soup_of_the_words_of_the_trade_gives_places_inside_it(words in proptest::collection::vec(prop_oneof![
        Just("其中"), Just("占"), Just("比"), Just("同比增长"), Just("分别为"), Just("亿元"), Just("个"), Just("%"), Just("、"), Just("，"), Just("；"),
        Just("。"), Just("（"), Just("）"), Just("\n"), Just("\t"), Just("|"), Just("1—5月"), Just("去年同期"), Just("三类"), Just("九成五"), Just("百分之"),
        Just("合计"), Just("个百分点"), Just("1.5"), Just("32"), Just("７"), Just("一百二十"), Just("∶"), Just("年均"), Just("“"), Just("”"), Just("的"),
        Just("任务"), Just("超序时进度"), Just("由"), Just("增加到"), Just("-"), Just("."), Just(","), Just("亿"), Just("万"), Just("99999999999999999999"),
    ], 0..120)) {
        sound(&words.concat())?;
    }

    #[test]
    fn a_real_text_that_lost_or_doubled_a_piece_gives_places_inside_it(which in 0_usize..25, from in 0_usize..400, length in 0_usize..60, twice: bool) {
        let texts = read(include_str!("../data/examples.jsonl"));
        let chars: Vec<char> = texts[which % texts.len()].text.chars().collect();
        let from = from % chars.len();
        let to = (from + length).min(chars.len());
        let middle: String = if twice { chars[from..to].iter().chain(&chars[from..to]).collect() } else { String::new() };
        let text: String = chars[..from].iter().collect::<String>() + &middle + &chars[to..].iter().collect::<String>();
        sound(&text)?;
    }
}

#[test]
fn time_grows_with_the_length_of_a_text_and_not_with_its_square() {
    let took = |length: usize| {
        hostile::texts(length)
            .iter()
            .map(|text| {
                let started = Instant::now();
                let _ = check(text);
                (started.elapsed(), text.chars().take(12).collect::<String>())
            })
            .collect::<Vec<_>>()
    };
    for ((short, _), (long, text)) in took(1_500).into_iter().zip(took(4_500)) {
        assert!(long < short * 9 + Duration::from_millis(400), "{text}: {short:?}, three times as long: {long:?}");
    }
}

#[test]
fn an_answer_is_not_many_times_as_long_as_the_text() {
    for text in hostile::texts(3_000) {
        let report = check(&text);
        let size = serde_json::to_string(&report).unwrap().len();
        assert!(size < text.len() * 10 + 20_000, "{}: {} to {size}", text.chars().take(12).collect::<String>(), text.len());
    }
}
