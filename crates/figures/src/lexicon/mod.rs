//! The words of the trade, from `assets/figures/lexicon.toml`. Grammar is code, words are data.

use std::sync::LazyLock;

use serde::Deserialize;

mod words;

pub(crate) use words::{Sets, Words, ends_with, has_any, last_of, starts_with};

const SOURCE: &str = include_str!("../../../../assets/figures/lexicon.toml");

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Lexicon {
    pub(crate) hedge: HedgeWords,
    pub(crate) role: RoleWords,
    pub(crate) ratio: RatioWords,
    pub(crate) measured: MeasuredWords,
    pub(crate) points: PointsWords,
    pub(crate) sum: SumWords,
    pub(crate) stage: StageWords,
    pub(crate) count: CountWords,
    pub(crate) claims: ClaimWords,
    pub(crate) restate: RestateWords,
    pub(crate) noise: NoiseWords,
    pub(crate) period: PeriodWords,
    pub(crate) rank: RankWords,
    pub(crate) name: NameWords,
}

/// Words that make a figure approximate, before and after it.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct HedgeWords {
    pub(crate) part_of_word: Words,
    pub(crate) about: Words,
    pub(crate) near: Words,
    pub(crate) over: Words,
    pub(crate) under: Words,
    pub(crate) at_least: Words,
    pub(crate) over_after: Words,
    pub(crate) at_least_after: Words,
    pub(crate) about_after: Words,
}

/// Words that say what a figure is to its neighbours.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct RoleWords {
    pub(crate) target: Words,
    pub(crate) target_heads: Words,
    pub(crate) size: Words,
    pub(crate) arrives: Words,
    pub(crate) base: Words,
    pub(crate) compare: Words,
    pub(crate) more: Words,
    pub(crate) less: Words,
    pub(crate) more_after_change: Words,
    pub(crate) growth_up: Words,
    pub(crate) growth_down: Words,
    pub(crate) average: Words,
    pub(crate) remainder: Words,
    pub(crate) shortfall: Words,
    pub(crate) shortfall_heads: Words,
    pub(crate) against_before: Words,
    pub(crate) pull: Words,
}

/// Words that end a name and say what of the thing is measured.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct MeasuredWords {
    pub(crate) money: Words,
    pub(crate) count: Words,
}

/// Words of shares and rates.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct RatioWords {
    pub(crate) share: Words,
    pub(crate) rate_end: Words,
    pub(crate) reaches: Words,
    /// Words that stress how exact a number is.
    pub(crate) exactly: Words,
    /// Words between a rate and the same rate in rough words.
    pub(crate) again: Words,
    pub(crate) yearly: Words,
}

/// Words of differences between two percentages.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PointsWords {
    pub(crate) ahead: Words,
    pub(crate) behind: Words,
    pub(crate) pace: Words,
    pub(crate) rises: Words,
    pub(crate) falls: Words,
    pub(crate) rate_subjects: Words,
}

/// Words of breakdowns.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct SumWords {
    pub(crate) opening: Words,
    pub(crate) exhaustive: Words,
    pub(crate) by_view_end: Words,
    pub(crate) right_total: Words,
    pub(crate) overlapping: Words,
    pub(crate) qualities: Words,
    pub(crate) rest: Words,
    pub(crate) left: Words,
    pub(crate) reason: Words,
    pub(crate) together: Words,
    pub(crate) complete: Sets,
    pub(crate) table_total: Words,
    pub(crate) table_subtotal: Words,
    pub(crate) table_part: Words,
    pub(crate) not_additive: Words,
    pub(crate) table_change: Words,
    pub(crate) score_rules: Words,
}

/// Words of money at different stages of a project, which do not measure the same thing.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct StageWords {
    pub(crate) completed: Words,
    pub(crate) paid: Words,
    pub(crate) agreed: Words,
    pub(crate) planned: Words,
}

/// Words of counted lists.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct CountWords {
    pub(crate) classifiers: Words,
    pub(crate) groups: Words,
    pub(crate) joins: Words,
    pub(crate) introduces: Words,
    pub(crate) open_ended: Words,
}

/// Words of claims that a figure must bear out.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct ClaimWords {
    pub(crate) over_half: Words,
    pub(crate) over_done: Words,
    pub(crate) not_done: Words,
    pub(crate) thresholds: Words,
    pub(crate) threshold_leads: Words,
    pub(crate) threshold_ends: Words,
}

/// Words that point back to a figure.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct RestateWords {
    pub(crate) same: Words,
    pub(crate) here: Words,
    pub(crate) things: Words,
    pub(crate) states: Words,
    pub(crate) yearly: Words,
}

/// Words beside numbers that are no quantities.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct NoiseWords {
    pub(crate) phones: Words,
    pub(crate) before_number: Words,
    pub(crate) after_number: Words,
    pub(crate) fixed: Words,
}

/// Words of places in a ranking.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct RankWords {
    pub(crate) moves: Words,
    pub(crate) places: Words,
}

/// Words of periods.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct PeriodWords {
    pub(crate) until: Words,
}

/// Words of names.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct NameWords {
    pub(crate) fillers: Words,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // The file is part of the program and a test reads it; without words nothing would be recognised.
    toml::from_str(SOURCE).unwrap_or_default()
});

/// The words.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_the_program_are_readable() {
        let read: Result<Lexicon, _> = toml::from_str(SOURCE);
        assert_eq!(read.err().map(|error| error.to_string()), None);
    }
}
