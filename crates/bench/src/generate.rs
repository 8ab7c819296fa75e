//! The generator: every project and every claim is a pure function of its number.

use domain::claim::{ClaimDraft, ClaimKind, Class, OriginScope};
use domain::money::Fen;
use domain::period::Period;
use domain::project::ProjectFacts;

/// Months of history.
pub(crate) const MONTHS: u32 = 60;
/// The first of them.
pub(crate) const FIRST_YEAR: i32 = 2021;

/// A stream of numbers for one place (`SplitMix64`).
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn of(place: u64) -> Self {
        Self(place.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound.max(1)
    }

    /// Skewed towards small places: large units have many projects, as in real provinces.
    pub(crate) fn skewed(&mut self, bound: u64) -> u64 {
        let (one, other) = (self.below(bound), self.below(bound));
        one.min(other)
    }
}

/// The month with this place in the history.
pub(crate) fn month(place: u32) -> Period {
    let place = place.min(MONTHS + 11);
    let year = FIRST_YEAR + i32::try_from(place / 12).unwrap_or(0);
    Period::from_key(year * 100 + i32::try_from(place % 12 + 1).unwrap_or(1)).unwrap_or_else(|_| Period::of(chrono::NaiveDate::default()))
}

/// A claim with the months in which it is recorded and decided.
pub(crate) struct MadeClaim {
    pub(crate) recorded: u32,
    pub(crate) decided: Option<u32>,
    pub(crate) passes: bool,
    pub(crate) draft: ClaimDraft,
}

/// A project with its claims: about four, of which 85 % are recognised, 10 % wait and 5 % are returned.
pub(crate) struct MadeProject {
    pub(crate) unit: u64,
    pub(crate) made: u32,
    pub(crate) facts: ProjectFacts,
    pub(crate) claims: Vec<MadeClaim>,
}

/// Delay of a report in months: most come at once, some a month later, few very late.
fn delay(numbers: &mut Numbers) -> u32 {
    match numbers.below(100) {
        0..=69 => 0,
        70..=94 => 1,
        _ => 2 + u32::try_from(numbers.below(10)).unwrap_or(0),
    }
}

/// The project with this number among `units` units.
pub(crate) fn project(number: u64, units: u64) -> MadeProject {
    let mut numbers = Numbers::of(number);
    let unit = numbers.skewed(units);
    let signed = u32::try_from(numbers.below(u64::from(MONTHS))).unwrap_or(0);
    let total = 3_000 + i64::try_from(numbers.below(400_000)).unwrap_or(0);
    let origin = if numbers.below(10) < 7 { OriginScope::OutOfProvince } else { OriginScope::InProvince };
    let made = signed;
    let mut claims = Vec::new();
    let mut add = |kind: ClaimKind, at: u32, amount: Option<i64>, numbers: &mut Numbers| {
        if at >= MONTHS {
            return;
        }
        let recorded = (at + delay(numbers)).min(MONTHS - 1);
        let luck = numbers.below(100);
        let decided = (luck < 90).then(|| (recorded + u32::from(luck.is_multiple_of(3))).min(MONTHS - 1));
        claims.push(MadeClaim {
            recorded,
            decided,
            passes: luck < 85,
            draft: ClaimDraft {
                kind,
                class: Class::Unspecified,
                origin,
                amount: amount.map(Fen::from_wan),
                approximate: false,
                occurred: None,
                period: month(at),
                opening: false,
                corrects: None,
            },
        });
    };
    add(ClaimKind::Signed, signed, Some(total), &mut numbers);
    let started = signed + 1 + u32::try_from(numbers.below(9)).unwrap_or(0);
    if numbers.below(100) < 65 {
        add(ClaimKind::Started, started, None, &mut numbers);
        let months = 1 + u32::try_from(numbers.below(5)).unwrap_or(0);
        for place in 0..months {
            add(ClaimKind::FundsPaidIn, started + place * 2, Some(total / i64::from(months) / 2), &mut numbers);
        }
    }
    let facts = ProjectFacts {
        name: format!("第{number}号高纯铝基新材料生产基地项目"),
        investor: format!("苏州第{}号新材料科技有限公司", number / 2),
        origin_scope: Some(origin),
        total_investment: Some(Fen::from_wan(total)),
        industry_section: Some(char::from(b'A' + u8::try_from(numbers.skewed(20)).unwrap_or(0)).to_string()),
        ..ProjectFacts::default()
    };
    MadeProject { unit, made, facts, claims }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_the_same_each_time_and_its_claims_are_as_many_as_stated() {
        let text = |number| format!("{:?}", project(number, 126).facts);
        assert_eq!(text(77), text(77));
        let claims: usize = (0..10_000).map(|number| project(number, 126).claims.len()).sum();
        assert!((30_000..45_000).contains(&claims), "{claims}");
        let passing =
            (0..10_000).flat_map(|number| project(number, 126).claims).filter(|claim| claim.decided.is_some() && claim.passes).count();
        assert!(passing * 100 / claims > 82, "{passing} of {claims}");
    }

    #[test]
    fn no_claim_is_recorded_before_its_month_nor_decided_before_it_is_recorded() {
        for claim in (0..2_000).flat_map(|number| project(number, 126).claims) {
            assert!(month(claim.recorded) >= claim.draft.period);
            assert!(claim.decided.is_none_or(|decided| decided >= claim.recorded));
        }
    }
}
