//! Postings: what a project's claims and verdicts make count, at which level, and the entries that change it.
//!
//! [`standing`] says which claims count at a level and with what amount, [`contributions`] turns them into what
//! should be posted, and [`changes`] compares that with what is posted: reversals of the old, then the new.
//! So corrections, withdrawals, verdicts, merges and changes of facts need no rule of their own.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{ClaimKind, ClaimState, Class, Level, OriginScope, Outcome, View};
use crate::ids::ClaimId;
use crate::period::Period;

/// One whole project, in basis points.
pub const WHOLE: i32 = 10_000;

/// A claim with all that was decided on it, in the order of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRecord {
    /// The claim.
    pub id: ClaimId,
    /// Its place in the project's record.
    pub order: i64,
    /// What is claimed.
    pub kind: ClaimKind,
    /// Its class.
    pub class: Class,
    /// Where the money comes from.
    pub origin: OriginScope,
    /// The period that it is booked to.
    pub period: Period,
    /// Claimed amount in hundredths of the kind's currency.
    pub amount: Option<i64>,
    /// Whether it is an opening balance (期初累计).
    pub opening: bool,
    /// The claim that it replaces.
    pub corrects: Option<ClaimId>,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
    /// Whether it comes from a former year's ledger (历史数据): it counts at the reported level alone.
    pub historical: bool,
    /// Decisions, oldest first: level, outcome, recognised amount.
    pub verdicts: Vec<(Level, Outcome, Option<i64>)>,
}

impl ClaimRecord {
    /// The latest decision at a level.
    pub fn verdict_at(&self, level: Level) -> Option<(Outcome, Option<i64>)> {
        self.verdicts.iter().rev().find(|(at, _, _)| *at == level).map(|(_, outcome, amount)| (*outcome, *amount))
    }

    /// What the claim has come to; `replaced` tells whether a standing correction names it.
    pub fn state(&self, replaced: bool) -> ClaimState {
        match self.verdicts.last() {
            _ if self.withdrawn => ClaimState::Withdrawn,
            _ if replaced => ClaimState::Replaced,
            _ if self.historical => ClaimState::Historical,
            None => ClaimState::Pending,
            Some((_, Outcome::Passed, _)) => ClaimState::Recognised,
            Some((_, Outcome::Returned, _)) => ClaimState::Returned,
            Some((_, Outcome::Rejected | Outcome::Revoked, _)) => ClaimState::Rejected,
        }
    }

    fn passed_at(&self, level: Level) -> bool {
        matches!(self.verdict_at(level), Some((Outcome::Passed, _)))
    }
}

/// A claim that counts at a level, with the amount that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing<'a> {
    /// The claim.
    pub claim: &'a ClaimRecord,
    /// Amount in hundredths of the kind's currency, 0 where there is none.
    pub amount: i64,
}

/// Which claims count at a level.
///
/// *Reported* counts the claimed amount until the claim is withdrawn, returned or replaced. Every other level
/// counts what its latest verdict passed; a corrected claim goes on counting there until its correction passes. Claims
/// of former years' ledgers count at the reported level alone, so what was never recognised never mixes with what was.
pub fn standing(level: Level, claims: &[ClaimRecord]) -> Vec<Standing<'_>> {
    let replaced: BTreeSet<ClaimId> = claims
        .iter()
        .filter(|claim| !claim.withdrawn && (level == Level::Reported || claim.passed_at(level)))
        .filter_map(|claim| claim.corrects)
        .collect();
    claims
        .iter()
        .filter(|claim| !claim.withdrawn && !replaced.contains(&claim.id) && (level == Level::Reported || !claim.historical))
        .filter_map(|claim| {
            let amount = if level == Level::Reported {
                let returned = matches!(claim.verdicts.last(), Some((_, Outcome::Returned, _)));
                (!returned).then_some(claim.amount)
            } else {
                match claim.verdict_at(level) {
                    Some((Outcome::Passed, amount)) => Some(amount.or(claim.amount)),
                    _ => None,
                }
            };
            amount.map(|amount| Standing { claim, amount: amount.unwrap_or(0) })
        })
        .collect()
}

/// The dimensions of a project that postings freeze.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimensions {
    /// Small number of the host unit.
    pub unit: i32,
    /// Section of GB/T 4754 as a small number, 0 unknown.
    pub industry: i16,
    /// Local category, 0 unknown.
    pub category: i16,
    /// Band by total investment ([`crate::project::size_band`]).
    pub size_band: i16,
}

/// What one claim adds to (or, after an ending, takes from) the figures of a level.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contribution {
    /// The claim that it comes from.
    pub claim: ClaimId,
    /// Level.
    pub level: Level,
    /// View.
    pub view: View,
    /// What is counted; an ending deducts under the kinds that it ends.
    pub kind: ClaimKind,
    /// Small number of the unit.
    pub unit: i32,
    /// Booked to.
    pub period: Period,
    /// Month of the project's first counted signing at this level.
    pub cohort: Option<Period>,
    /// Class of the claim.
    pub class: Class,
    /// Where the money comes from.
    pub origin: OriginScope,
    /// Industry section.
    pub industry: i16,
    /// Local category.
    pub category: i16,
    /// Size band.
    pub size_band: i16,
    /// Whether it is an opening balance.
    pub opening: bool,
    /// Basis points of a project.
    pub count: i32,
    /// Hundredths of the kind's currency.
    pub amount: i64,
}

impl Contribution {
    /// What two postings must share to be about the same thing.
    pub fn key(&self) -> (ClaimId, Level, View, ClaimKind) {
        (self.claim, self.level, self.view, self.kind)
    }

    /// The entry that takes this one back: the same dimensions, the opposite sign.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self { count: -self.count, amount: -self.amount, ..self.clone() }
    }
}

/// What should be posted for a project at a level, in the location view.
///
/// - A milestone counts once, at its first counted claim ("同一项目只计首次签约").
/// - Money counts month by month, without a count.
/// - A project that ends in the year of its signing is taken out of that year's signings, and its start with
///   it, in the month of the ending; a later ending leaves the figures of earlier years alone.
pub fn contributions(level: Level, dimensions: Dimensions, standing: &[Standing<'_>]) -> Vec<Contribution> {
    let first = |kind: ClaimKind| standing.iter().filter(|s| s.claim.kind == kind).min_by_key(|s| (s.claim.period, s.claim.order));
    let cohort = first(ClaimKind::Signed).map(|signed| signed.claim.period);
    let entry = |source: &Standing<'_>, count: i32| Contribution {
        claim: source.claim.id,
        level,
        view: View::Location,
        kind: source.claim.kind,
        unit: dimensions.unit,
        period: source.claim.period,
        cohort,
        class: source.claim.class,
        origin: source.claim.origin,
        industry: dimensions.industry,
        category: dimensions.category,
        size_band: dimensions.size_band,
        opening: source.claim.opening,
        count,
        amount: source.amount,
    };
    let mut entries: Vec<Contribution> = ClaimKind::ALL
        .iter()
        .filter(|kind| kind.is_milestone())
        .filter_map(|kind| first(*kind))
        .map(|source| entry(source, WHOLE))
        .collect();
    entries.extend(standing.iter().filter(|s| !s.claim.kind.is_milestone()).map(|source| entry(source, 0)));

    if let (Some(signed), Some(ended)) = (first(ClaimKind::Signed), first(ClaimKind::Terminated))
        && signed.claim.period.year() == ended.claim.period.year()
    {
        let at = ended.claim.period.max(signed.claim.period);
        let same_year_start = first(ClaimKind::Started).filter(|start| start.claim.period.year() == at.year());
        for ends in [Some(signed), same_year_start].into_iter().flatten() {
            let deducted = entry(ends, WHOLE).reversed();
            let period = at.max(ends.claim.period);
            entries.push(Contribution { claim: ended.claim.id, period, ..deducted });
        }
    }
    entries.retain(|entry| entry.count != 0 || entry.amount != 0);
    entries
}

/// The entries that turn what is posted into what should be posted: reversals first, in a stable order.
///
/// `posted` holds the entries in force, at most one for each key; a key that no longer contributes is reversed,
/// one that changed is reversed and posted anew, one that stays the same is left alone.
pub fn changes(posted: &[Contribution], wanted: &[Contribution]) -> Vec<Contribution> {
    let index = |entries: &[Contribution]| entries.iter().map(|entry| (entry.key(), entry.clone())).collect::<BTreeMap<_, _>>();
    let (posted, wanted) = (index(posted), index(wanted));
    let reversals = posted.iter().filter(|(key, old)| wanted.get(key) != Some(old)).map(|(_, old)| old.reversed());
    let additions = wanted.iter().filter(|(key, new)| posted.get(key) != Some(new)).map(|(_, new)| new.clone());
    reversals.chain(additions).collect()
}

/// The entries in force after a series of postings: the latest of each key, unless it is a reversal.
///
/// A reversal is told by the sign of its sum with what was in force: together they are nothing.
pub fn in_force(history: impl IntoIterator<Item = Contribution>) -> Vec<Contribution> {
    let mut current: BTreeMap<(ClaimId, Level, View, ClaimKind), Contribution> = BTreeMap::new();
    for entry in history {
        let key = entry.key();
        match current.get(&key) {
            Some(old) if old.reversed() == entry => {
                current.remove(&key);
            }
            _ => {
                current.insert(key, entry);
            }
        }
    }
    current.into_values().collect()
}

#[cfg(test)]
mod tests;
