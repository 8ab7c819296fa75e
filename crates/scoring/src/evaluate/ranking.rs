//! Who is before whom, and which grade that gives.

use std::cmp::Ordering;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::totals::Verdicts;
use super::{ScoreSheet, Sheet};
use crate::expression::Fault;
use crate::peers::Standing;
use crate::scheme::{Grade, Scheme, Tie, TieBreak};

/// The rank of each unit of a group, by rounded total and then by what breaks ties.
pub(super) fn ranks(sheet: &Sheet<'_>, scored: &[(usize, &ScoreSheet, Decimal)]) -> Result<Vec<usize>, Fault> {
    let mut keys = Vec::with_capacity(scored.len());
    for (at, scores, total) in scored {
        let mut key = vec![Standing::Number((*total).into())];
        for tie_break in &sheet.scheme.tie_break {
            key.push(match tie_break {
                TieBreak::Score(id) => {
                    let score = scores.items.iter().find(|line| line.id == *id).map_or(Decimal::ZERO, |line| line.score);
                    Standing::Number(score.into())
                }
                TieBreak::Value(expression) => sheet.standing(expression, *at, &mut Vec::new())?,
            });
        }
        keys.push(key);
    }
    let mut order: Vec<&Vec<Standing>> = keys.iter().collect();
    order.sort_by(|left, right| compare(right, left));
    if sheet.scheme.tie == Tie::Dense {
        order.dedup_by(|left, right| compare(left, right) == Ordering::Equal);
    }
    Ok(keys.iter().map(|key| order.partition_point(|other| compare(other, key) == Ordering::Greater) + 1).collect())
}

fn compare(left: &[Standing], right: &[Standing]) -> Ordering {
    let parts = left.iter().zip(right).map(|(left, right)| left.compare(right, false));
    parts.into_iter().find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

/// The first grade whose conditions hold, or the last; moved by gates, and the last one under a veto.
pub(super) fn grade(scheme: &Scheme, total: Decimal, rank: usize, units: usize, verdicts: Verdicts) -> Option<&Grade> {
    let last = scheme.grades.len().checked_sub(1)?;
    if verdicts.veto {
        return scheme.grades.get(last);
    }
    let holds = |grade: &Grade| {
        grade.min.is_none_or(|min| total >= min)
            && grade.share.is_none_or(|share| rank <= places(share, units))
            && grade.count.is_none_or(|count| rank <= count)
    };
    let at = scheme.grades.iter().position(holds).unwrap_or(last);
    let moved = i64::try_from(at).unwrap_or_default().saturating_sub(verdicts.shift);
    let at = usize::try_from(moved.max(0)).unwrap_or_default().min(last);
    scheme.grades.get(at)
}

/// How many places a share of so many units is; a part of a place is none (不超过 30%).
fn places(share: Decimal, units: usize) -> usize {
    share.checked_mul(Decimal::from(units)).and_then(|places| places.trunc().to_usize()).unwrap_or_default()
}
