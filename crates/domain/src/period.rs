//! Reporting periods (账期): natural months, written `YYYY-MM` for people and `YYYYMM` in keys.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A natural month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: i32,
    month: u32,
}

/// A text that is not a month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("账期「{0}」不是月份,请写成 2026-09 的样子")]
pub struct PeriodError(pub String);

impl Period {
    /// A month of a year between 1949 and 2200.
    pub fn new(year: i32, month: u32) -> Result<Self, PeriodError> {
        if (1949..=2200).contains(&year) && (1..=12).contains(&month) {
            Ok(Self { year, month })
        } else {
            Err(PeriodError(format!("{year}-{month:02}")))
        }
    }

    /// The month that a day falls into.
    pub fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// The month of an instant in Beijing, whose days and months all records go by.
    pub fn of_instant(at: DateTime<Utc>) -> Self {
        Self::of(beijing_date(at))
    }

    /// The first instant of the month in Beijing.
    pub fn starts_at(self) -> DateTime<Utc> {
        beijing_midnight(self.first_day())
    }

    /// The key form: 202609.
    pub fn key(self) -> i32 {
        self.year * 100 + i32::try_from(self.month).unwrap_or(1)
    }

    /// Back from the key form.
    pub fn from_key(key: i32) -> Result<Self, PeriodError> {
        Self::new(key / 100, u32::try_from(key % 100).unwrap_or(0))
    }

    /// The calendar year.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u32 {
        self.month
    }

    /// January of the same year.
    #[must_use]
    pub const fn january(self) -> Self {
        Self { year: self.year, month: 1 }
    }

    /// The same month of the year before.
    #[must_use]
    pub const fn last_year(self) -> Self {
        Self { year: self.year - 1, month: self.month }
    }

    /// The month before.
    #[must_use]
    pub const fn previous(self) -> Self {
        if self.month == 1 { Self { year: self.year - 1, month: 12 } } else { Self { year: self.year, month: self.month - 1 } }
    }

    /// The month after.
    #[must_use]
    pub const fn next(self) -> Self {
        if self.month == 12 { Self { year: self.year + 1, month: 1 } } else { Self { year: self.year, month: self.month + 1 } }
    }

    /// All months of its year, January first.
    pub fn months_of_year(self) -> [Self; 12] {
        let mut next = self.january();
        std::array::from_fn(|_| {
            let month = next;
            next = month.next();
            month
        })
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or_default()
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or_default()
    }

    /// How papers name the stretch from January to this month: 1—9月, and 1月 for January.
    pub fn cumulative_label(self) -> String {
        if self.month == 1 { "1月".to_owned() } else { format!("1—{}月", self.month) }
    }
}

/// Beijing is eight hours ahead the whole year round.
const BEIJING: TimeDelta = TimeDelta::hours(8);

/// The day of an instant in Beijing.
pub fn beijing_date(at: DateTime<Utc>) -> NaiveDate {
    (at + BEIJING).date_naive()
}

/// The instant at which a day begins in Beijing.
pub fn beijing_midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - BEIJING
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads `2026-09` and `202609`.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let bad = || PeriodError(text.to_owned());
        let (year, month) = match text.split_once('-') {
            Some((year, month)) => (year, month),
            None if text.len() == 6 && text.is_ascii() => text.split_at(4),
            None => return Err(bad()),
        };
        let year = year.parse().map_err(|_| bad())?;
        let month = month.parse().map_err(|_| bad())?;
        Self::new(year, month).map_err(|_| bad())
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_of_a_year_are_its_twelve() {
        let months = Period::new(2026, 7).unwrap().months_of_year();
        assert!(months.iter().zip(1..).all(|(month, number)| (month.year(), month.month()) == (2026, number)));
    }

    #[test]
    fn a_period_reads_back_as_it_prints() {
        let period: Period = "2026-09".parse().unwrap();
        assert_eq!(period.to_string(), "2026-09");
        assert_eq!(Period::from_key(period.key()).unwrap(), period);
        assert_eq!("202609".parse::<Period>().unwrap(), period);
        assert_eq!(period.last_day().to_string(), "2026-09-30");
        assert_eq!(period.cumulative_label(), "1—9月");
    }

    #[test]
    fn the_month_of_an_instant_is_that_of_beijing() {
        let late: DateTime<Utc> = "2026-09-30T16:30:00Z".parse().unwrap();
        assert_eq!(Period::of_instant(late).to_string(), "2026-10");
        assert_eq!(Period::of_instant(late).starts_at().to_rfc3339(), "2026-09-30T16:00:00+00:00");
    }

    #[test]
    fn a_text_that_is_no_month_says_how_to_write_one() {
        for text in ["2026", "2026-13", "26-09", "二月", "", "2026-00"] {
            let error = text.parse::<Period>().unwrap_err().to_string();
            assert!(error.contains("2026-09"), "{error}");
        }
    }
}
