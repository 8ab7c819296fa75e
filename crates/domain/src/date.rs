//! Dates that carry how exactly they are known.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::period::Period;

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day.
    Day,
    /// To the ten days: 上旬, 中旬, 下旬.
    Decade,
    /// To the month.
    Month,
    /// To the quarter.
    Quarter,
    /// To the half year.
    Half,
    /// To the year.
    Year,
    /// Only that it had happened by the end of a period: a tick without a date.
    ByPeriod,
}

impl Precision {
    /// The stable name, as stored and sent.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Decade => "decade",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::ByPeriod => "by_period",
        }
    }

    /// Back from the stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Day, Self::Decade, Self::Month, Self::Quarter, Self::Half, Self::Year, Self::ByPeriod].into_iter().find(|p| p.code() == code)
    }
}

/// A date with its precision; `first` is the first day of the range in which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// First day of the known range.
    pub first: NaiveDate,
    /// Width of the range.
    pub precision: Precision,
}

impl PartialDate {
    /// A date known to the day.
    pub const fn day(date: NaiveDate) -> Self {
        Self { first: date, precision: Precision::Day }
    }

    /// A date known to the month.
    pub fn month(period: Period) -> Self {
        Self { first: period.first_day(), precision: Precision::Month }
    }

    /// Something known only to have happened by the end of `period`.
    pub fn by_period(period: Period) -> Self {
        Self { first: period.first_day(), precision: Precision::ByPeriod }
    }

    /// Last day of the known range.
    pub fn last(self) -> NaiveDate {
        let after = |months: u32| self.first.checked_add_months(Months::new(months)).and_then(|d| d.pred_opt()).unwrap_or(self.first);
        match self.precision {
            Precision::Day => self.first,
            Precision::Decade if self.first.day() >= 21 => Period::of(self.first).last_day(),
            Precision::Decade => self.first.checked_add_days(Days::new(9)).unwrap_or(self.first),
            Precision::Month | Precision::ByPeriod => Period::of(self.first).last_day(),
            Precision::Quarter => after(3),
            Precision::Half => after(6),
            Precision::Year => after(12),
        }
    }

    /// The month that the event is booked to when nothing is closed: the month of the last day that it
    /// can have happened on, but no later than `reported_in`, the period of the report that tells of it.
    pub fn period_no_later_than(self, reported_in: Period) -> Period {
        Period::of(self.last()).min(reported_in).max(Period::of(self.first))
    }

    /// How it is printed: `2026-03-15`, `2026-03`, `2026年一季度`, `2026`.
    pub fn display(self) -> String {
        let (year, month) = (self.first.year(), self.first.month());
        match self.precision {
            Precision::Day => self.first.to_string(),
            Precision::Decade => {
                let decade = match self.first.day() {
                    1..=10 => "上旬",
                    11..=20 => "中旬",
                    _ => "下旬",
                };
                format!("{year}-{month:02}{decade}")
            }
            Precision::Month => format!("{year}-{month:02}"),
            Precision::Quarter => {
                let quarter = match month {
                    1..=3 => "一",
                    4..=6 => "二",
                    7..=9 => "三",
                    _ => "四",
                };
                format!("{year}年{quarter}季度")
            }
            Precision::Half => format!("{year}年{}半年", if month <= 6 { "上" } else { "下" }),
            Precision::Year => format!("{year}"),
            Precision::ByPeriod => format!("{year}-{month:02}前"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_range_ends_where_its_precision_says() {
        let decade = |d| PartialDate { first: date(d), precision: Precision::Decade };
        assert_eq!(decade("2024-02-21").last(), date("2024-02-29"));
        assert_eq!(decade("2024-02-11").last(), date("2024-02-20"));
        let quarter = PartialDate { first: date("2024-04-01"), precision: Precision::Quarter };
        assert_eq!(quarter.last(), date("2024-06-30"));
    }

    #[test]
    fn an_event_is_booked_to_its_month_but_never_after_the_report() {
        let report: Period = "2026-05".parse().unwrap();
        let quarter = PartialDate { first: date("2026-04-01"), precision: Precision::Quarter };
        assert_eq!(quarter.period_no_later_than(report), report);
        assert_eq!(PartialDate::day(date("2026-03-10")).period_no_later_than(report).to_string(), "2026-03");
        assert_eq!(PartialDate::by_period(report).period_no_later_than(report), report);
    }
}
