//! Where the values of the year before come from: the record, or what others published while there was none.

use chrono::{DateTime, Utc};
use domain::ids::OrgId;
use domain::period::Period;
use store::external::FigureKey;
use store::org::Org;
use store::{Reader, Rows, Visible};

use super::definition::{Indicator, Recipe};
use crate::caller::Caller;
use crate::error::AppError;
use crate::external::{Published, Standing};

/// Where a value of the year before comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// From the record.
    #[default]
    Record,
    /// From figures that others published.
    Published,
    /// Some units' values are published figures and others' come from the record: the two are never added, so there
    /// is no value.
    Partial,
}

/// The units of boards, and the figures published for their months.
pub(super) struct Places {
    /// Units that the caller sees, in the order of the board.
    pub(super) units: Vec<Visible<Org>>,
    standing: Standing,
    /// The organisation whose figures are those of the total line.
    whole: Option<OrgId>,
}

/// Published figures that end with one month.
pub(super) struct Bases<'a> {
    standing: &'a Standing,
    whole: Option<OrgId>,
    period: Period,
}

impl Places {
    /// What the caller sees of the figures that end with these months.
    pub(super) async fn read(
        read: &Reader<'_>,
        caller: &Caller,
        periods: &[Period],
        as_of: Option<DateTime<Utc>>,
    ) -> Result<Self, AppError> {
        let areas = Rows::<Org>::visible_to(&caller.scope).areas().in_order(read).await?;
        let (units, cities): (Vec<_>, Vec<_>) = areas.into_iter().partition(|area| area.kind.is_unit());
        let whole = match (cities.as_slice(), units.as_slice()) {
            ([city], _) => Some(city.id),
            ([], [unit]) => Some(unit.id),
            _ => None,
        };
        let standing = Standing::read(read, caller, periods, as_of).await?;
        Ok(Self { units, standing, whole })
    }

    /// Those that end with one of the months that were read.
    pub(super) fn bases(&self, period: Period) -> Bases<'_> {
        Bases { standing: &self.standing, whole: self.whole, period }
    }
}

impl Bases<'_> {
    /// The base of a unit, and its value where it is published.
    pub(super) fn of_unit(&self, unit: OrgId, indicator: &Indicator, cumulative: bool) -> (Base, Option<i64>) {
        match self.value(unit, indicator, cumulative) {
            Some(value) => (Base::Published, Some(value)),
            None => (Base::Record, None),
        }
    }

    /// The base of the total: what is published for the whole, else the sum of what is published for each of the
    /// units. A part of them is no base.
    pub(super) fn of_total(&self, units: &[Visible<Org>], indicator: &Indicator, cumulative: bool) -> (Base, Option<i64>) {
        if let Some(value) = self.whole.and_then(|whole| self.value(whole, indicator, cumulative)) {
            return (Base::Published, Some(value));
        }
        let told: Vec<i64> = units.iter().filter_map(|unit| self.value(unit.id, indicator, cumulative)).collect();
        match (told.len(), indicator.recipe) {
            (0, _) => (Base::Record, None),
            (all, Recipe::Sum { .. }) if all == units.len() => (Base::Published, told.into_iter().try_fold(0_i64, i64::checked_add)),
            _ => (Base::Partial, None),
        }
    }

    fn value(&self, org: OrgId, indicator: &Indicator, cumulative: bool) -> Option<i64> {
        self.standing.of(org, &indicator.code, self.period, cumulative)?.value
    }

    /// All published figures of the month, with their papers.
    pub(super) async fn published(&self, read: &Reader<'_>) -> Result<Vec<Published>, AppError> {
        self.standing.published(read, |key| key.period == self.period).await
    }

    /// Those that answer a question about a unit, or about the total: the whole's own figure, else the units'.
    pub(super) async fn answering(
        &self,
        read: &Reader<'_>,
        unit: Option<OrgId>,
        indicator: &Indicator,
        cumulative: bool,
    ) -> Result<Vec<Published>, AppError> {
        let about = |key: &FigureKey, org: OrgId| {
            (key.org, key.indicator.as_str(), key.period, key.cumulative) == (org, indicator.code.as_str(), self.period, cumulative)
        };
        let asked = unit.or(self.whole.filter(|whole| self.value(*whole, indicator, cumulative).is_some()));
        let wanted = |key: &FigureKey| about(key, asked.unwrap_or(key.org));
        self.standing.published(read, wanted).await
    }
}
