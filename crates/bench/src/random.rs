//! Numbers that look random and are a pure function of what they are for.

/// A stream of numbers that belongs to one thing: the same thing always gets the same numbers.
pub(crate) struct Random(u64);

impl Random {
    /// The stream of the thing with this number, of the kind that `salt` stands for.
    pub(crate) fn of(salt: u64, number: u64) -> Self {
        let mut random = Self(salt.wrapping_mul(0xd134_2543_de82_ef95) ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        random.next();
        random
    }

    /// `SplitMix64` (Steele, Lea, Flood 2014): every 64-bit number once before any comes again.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to and without `end`.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        let scaled = (u128::from(self.next()) * u128::from(end)) >> 64;
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
