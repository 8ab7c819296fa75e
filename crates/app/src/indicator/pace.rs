//! An indicator over the units: who is where, who keeps pace, and how much of the whole a few of them are.

use std::cmp::Reverse;

use access::Permission;
use chrono::{DateTime, Utc};
use domain::claim::Level;
use domain::period::Period;
use store::Visible;
use store::org::Org;

use super::board::{BoardLine, BoardQuery, months_of};
use super::definition::{Indicator, Recipe};
use super::trend::known;
use super::value::percent;
use crate::caller::Caller;
use crate::error::AppError;
use crate::state::App;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct PaceQuery {
    /// Indicator.
    pub indicator: String,
    /// Period.
    pub period: Period,
    /// Level.
    pub level: Level,
    /// As known at this instant; absent for now.
    pub as_of: Option<DateTime<Utc>>,
}

/// Where one unit stands.
#[derive(Clone, Debug)]
pub struct PaceLine {
    /// The unit; absent on the line of the total.
    pub org: Option<Visible<Org>>,
    /// From January.
    pub value: Option<i64>,
    /// The whole of the year before.
    pub last_year: Option<i64>,
    /// What this part of the year would have brought at the even pace of the year before (时序); absent for rates and
    /// where the year before was nothing.
    pub pace: Option<i64>,
    /// Share in the total in hundredths of a per cent; absent for rates.
    pub share: Option<i64>,
}

impl PaceLine {
    /// Whether the value keeps the pace, where there is one.
    pub fn on_pace(&self) -> Option<bool> {
        Some(self.value? >= self.pace?)
    }
}

/// Several units together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together {
    /// How many.
    pub units: usize,
    /// Their sum.
    pub value: i64,
    /// Its share in the total in hundredths of a per cent.
    pub share: i64,
}

/// An indicator over the units.
#[derive(Clone, Debug)]
pub struct Pace {
    /// Its indicator.
    pub indicator: &'static Indicator,
    /// What was asked.
    pub query: PaceQuery,
    /// As known at.
    pub as_of: DateTime<Utc>,
    /// The total of the lines.
    pub total: PaceLine,
    /// The units that the caller sees, the largest value first, those without one last, equals as on the board.
    pub lines: Vec<PaceLine>,
    /// The first [`LEADING`] and the others; absent for rates, and where there are no others or no whole.
    pub leading: Option<(Together, Together)>,
}

/// So many units stand by their own name in the share; the others are one part, so that it never has more than four.
pub const LEADING: usize = 3;

/// Where the units stand. Values are those of the board.
///
/// # Errors
/// [`AppError::Invalid`] for an unknown indicator.
pub async fn pace(app: &App, caller: &Caller, query: PaceQuery) -> Result<Pace, AppError> {
    caller.require(Permission::BoardRead)?;
    let indicator = known(&query.indicator)?;
    let (read, now) = (app.store.read(), app.store.now());
    let [.., december] = query.period.months_of_year();
    let asked = BoardQuery { period: query.period, level: query.level, as_of: query.as_of };
    let [board, year] = months_of(&read, caller, asked, [query.period, december], indicator).await?;
    let whole = cell(&board.total, indicator).cumulative;
    let line = |line: BoardLine, year: &BoardLine| {
        let (value, last_year) = (cell(&line, indicator).cumulative, cell(year, indicator).last_year_cumulative);
        let is_sum = matches!(indicator.recipe, Recipe::Sum { .. });
        PaceLine {
            pace: last_year.filter(|_| is_sum).and_then(|base| even_pace(base, query.period)),
            share: value.zip(whole).filter(|_| is_sum).and_then(|(value, whole)| percent(value, whole)),
            org: line.org,
            value,
            last_year,
        }
    };
    let total = line(board.total, &year.total);
    let mut lines: Vec<PaceLine> = board.lines.into_iter().zip(&year.lines).map(|(now, year)| line(now, year)).collect();
    lines.sort_by_key(|line| Reverse(line.value));
    let leading = leading(&lines, &total);
    Ok(Pace { indicator, as_of: query.as_of.unwrap_or(now), query, total, lines, leading })
}

fn cell(line: &BoardLine, indicator: &Indicator) -> super::Cell {
    line.values.get(indicator.code.as_str()).copied().unwrap_or_default()
}

/// `base × month ÷ 12`, rounded half up; absent where the base is nothing or less.
fn even_pace(base: i64, period: Period) -> Option<i64> {
    if base <= 0 {
        return None;
    }
    i64::try_from((i128::from(base) * i128::from(period.month()) * 2 + 12) / 24).ok()
}

fn leading(lines: &[PaceLine], total: &PaceLine) -> Option<(Together, Together)> {
    let whole = total.value.filter(|whole| *whole > 0)?;
    total.share?;
    let (first, others) = lines.split_at_checked(LEADING).filter(|(_, others)| !others.is_empty())?;
    let together = |part: &[PaceLine]| {
        let value = part.iter().filter_map(|line| line.value).sum();
        Some(Together { units: part.len(), value, share: percent(value, whole)? })
    };
    together(first).zip(together(others))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(value: i64) -> PaceLine {
        PaceLine { org: None, value: Some(value), last_year: None, pace: None, share: Some(0) }
    }

    #[test]
    fn the_pace_is_the_even_part_of_the_year_before_and_absent_without_one() {
        let september: Period = "2026-09".parse().unwrap();
        assert_eq!(even_pace(1_200, september), Some(900));
        assert_eq!(even_pace(1, september), Some(1));
        assert_eq!(even_pace(0, september), None);
        assert_eq!(even_pace(-5, september), None);
    }

    #[test]
    fn the_leading_units_and_the_others_are_the_whole() {
        let lines: Vec<_> = [40, 30, 20, 6, 4].map(line).into();
        let (first, others) = leading(&lines, &line(100)).unwrap();
        assert_eq!((first.units, first.value, first.share), (3, 90, 9_000));
        assert_eq!((others.units, others.value, others.share), (2, 10, 1_000));
        assert_eq!(leading(&lines[..3], &line(90)), None, "nobody is left");
        assert_eq!(leading(&lines, &line(0)), None, "there is no whole");
    }
}
