//! Whom units were compared with, and by which values.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::formula::Quantity;

/// The values that comparing scorers (功效系数, 极差法, 名次) went by, kept so that a result can be computed again
/// after the figures of other units have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peers {
    /// The month that was assessed, where it mattered.
    pub month: Option<u32>,
    /// For each group and scored item the value of each unit.
    pub columns: BTreeMap<String, BTreeMap<String, Standing>>,
}

/// A value in a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A number.
    Number(Quantity),
    /// Above zero divided by zero: better than any number.
    Boundless,
}

impl Standing {
    pub(crate) fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Number(quantity) => Some(quantity),
            Self::Boundless => None,
        }
    }

    /// The better of two comes last; what is boundless is better than any number in both directions.
    pub(crate) fn compare(&self, other: &Self, less_is_better: bool) -> Ordering {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) if less_is_better => right.value.cmp(&left.value),
            (Self::Number(left), Self::Number(right)) => left.value.cmp(&right.value),
            (Self::Number(_), Self::Boundless) => Ordering::Less,
            (Self::Boundless, Self::Number(_)) => Ordering::Greater,
            (Self::Boundless, Self::Boundless) => Ordering::Equal,
        }
    }
}
