//! How much memory a check takes. A program of its own, for it counts what the whole program allocates.

use peak_alloc::PeakAlloc;

#[path = "../it/hostile.rs"]
mod hostile;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// Bytes that do not depend on the length of the text: the word lists, and one section on each core.
const CONSTANT: usize = 16 << 20;

/// The most bytes allocated at one time while `work` runs, besides those allocated before.
fn peak(work: impl FnOnce()) -> usize {
    let before = ALLOCATED.current_usage();
    ALLOCATED.reset_peak_usage();
    work();
    ALLOCATED.peak_usage().saturating_sub(before)
}

#[test]
fn a_check_takes_at_most_ten_times_the_size_of_its_text() {
    let examples = include_str!("../data/examples.jsonl");
    let real: String = examples.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].to_string()).collect();
    let texts = |length: usize| {
        let mut texts = hostile::texts(length);
        texts.push(real.chars().cycle().take(length).collect());
        texts
    };
    for (short, long) in texts(9_000).into_iter().zip(texts(18_000)) {
        let start: String = short.chars().take(12).collect();
        let first = peak(|| drop(figures::check(&short)));
        assert!(first <= short.len() * 10 + CONSTANT, "{start}: {first} bytes for {}", short.len());
        let second = peak(|| drop(figures::check(&long)));
        let more = long.len() - short.len();
        assert!(second <= first + more * 10 + CONSTANT / 8, "{start}: {second} bytes after {first} for {more} more");
    }
}
