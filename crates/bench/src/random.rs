//! Numbers that look random and are a pure function of what they are for.

use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// A stream of numbers that belongs to one thing: the same thing always gets the same numbers.
pub(crate) struct Random(SplitMix64);

impl Random {
    /// The stream of the thing with this number, of the kind that `salt` stands for.
    pub(crate) fn of(salt: u64, number: u64) -> Self {
        let seed = salt.wrapping_mul(0xd134_2543_de82_ef95) ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut random = SplitMix64::seed_from_u64(seed);
        random.next_u64();
        Self(random)
    }

    /// From 0 up to and without `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        let scaled = (u128::from(self.0.next_u64()) * u128::from(end)) >> 64;
        u32::try_from(scaled).unwrap_or(0)
    }

    /// Whether something happens that happens so many times in a thousand.
    pub(crate) fn per_mille(&mut self, chance: u32) -> bool {
        self.below(1000) < chance
    }

    /// From 0 up to and without `end`, low numbers more often: `end × u^exponent`.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the product lies between 0 and end")]
    pub(crate) fn skewed(&mut self, end: u32, exponent: f64) -> u32 {
        let even = f64::from(self.below(1 << 30)) / f64::from(1 << 30);
        ((f64::from(end) * even.powf(exponent)) as u32).min(end.saturating_sub(1))
    }

    /// How often in a row something goes on that goes on so many times in a thousand; at most `most`.
    pub(crate) fn run_of(&mut self, chance: u32, most: u32) -> u32 {
        let mut length = 0;
        while length < most && self.per_mille(chance) {
            length += 1;
        }
        length
    }
}
