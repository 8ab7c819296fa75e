//! Lists of records as people work with them: typed columns, what narrows a list, its order.
//!
//! A list's columns are data of the slice (`assets/lists`); a page, an export and a saved view share one definition.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::claim::{ClaimKind, ClaimState, Class, OriginScope, SourceKind, closed_set};
use crate::date::{PartialDate, Precision};
use crate::period::beijing_midnight;
use crate::project::Stage;

closed_set! {
    /// Of which records a list is.
    List {
        /// 项目
        Project = 1, "project", "项目";
        /// 申报
        Claim = 2, "claim", "申报";
        /// 企业
        Enterprise = 3, "enterprise", "企业";
    }
}

/// What stands in a column, and so how it is compared and printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Words.
    Text,
    /// One of a closed set.
    Choice,
    /// An organisation.
    Org,
    /// Hundredths of a currency.
    Money,
    /// A whole number.
    Count,
    /// A date that carries how exactly it is known.
    Date,
    /// A month.
    Month,
    /// An instant.
    Instant,
}

/// What a column serves for beside being shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// The list can be sorted by it.
    Sort,
    /// The list can be narrowed by it.
    Filter,
    /// It is added up.
    Sum,
    /// Rows can be grouped by it.
    Group,
}

/// The closed set that a column's values come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choices {
    /// Stages of a project.
    Stage,
    /// Where the money comes from.
    Origin,
    /// Sections of GB/T 4754-2017, by their letters.
    Section,
    /// What is claimed.
    ClaimKind,
    /// What a claim has come to.
    ClaimState,
    /// Class of a claim.
    Class,
    /// How a claim came in.
    Source,
}

impl Choices {
    /// The small number behind a code; absent where the set has no such member.
    pub fn number(self, code: &str) -> Option<i64> {
        let number = match self {
            Self::Stage => Stage::from_code(code)?.number(),
            Self::Origin => OriginScope::from_code(code)?.number(),
            Self::Section => Some(crate::project::section_number(Some(code))).filter(|number| code.len() == 1 && *number > 0)?,
            Self::ClaimKind => ClaimKind::from_code(code)?.number(),
            Self::ClaimState => ClaimState::from_code(code)?.number(),
            Self::Class => Class::from_code(code)?.number(),
            Self::Source => SourceKind::from_code(code)?.number(),
        };
        Some(i64::from(number))
    }

    /// The code and the Chinese word of a small number. A section's word is its letter: names of sections are a table.
    pub fn member(self, number: i64) -> Option<(String, String)> {
        let number = i16::try_from(number).ok()?;
        let (code, label) = match self {
            Self::Stage => Stage::from_number(number).map(|one| (one.code(), one.label()))?,
            Self::Origin => OriginScope::from_number(number).map(|one| (one.code(), one.label()))?,
            Self::ClaimKind => ClaimKind::from_number(number).map(|one| (one.code(), one.label()))?,
            Self::ClaimState => ClaimState::from_number(number).map(|one| (one.code(), one.label()))?,
            Self::Class => Class::from_number(number).map(|one| (one.code(), one.label()))?,
            Self::Source => SourceKind::from_number(number).map(|one| (one.code(), one.label()))?,
            Self::Section => {
                let letter = char::from(u8::try_from(number - 1).ok()?.checked_add(b'A').filter(u8::is_ascii_uppercase)?);
                return Some((letter.to_string(), letter.to_string()));
            }
        };
        Some((code.to_owned(), label.to_owned()))
    }

    /// The small numbers of all members, in their order.
    pub fn numbers(self) -> Vec<i64> {
        let all: Vec<i16> = match self {
            Self::Stage => Stage::ALL.iter().map(|one| one.number()).collect(),
            Self::Origin => OriginScope::ALL.iter().map(|one| one.number()).collect(),
            Self::Section => (1..=20).collect(),
            Self::ClaimKind => ClaimKind::ALL.iter().map(|one| one.number()).collect(),
            Self::ClaimState => ClaimState::ALL.iter().map(|one| one.number()).collect(),
            Self::Class => Class::ALL.iter().map(|one| one.number()).collect(),
            Self::Source => SourceKind::ALL.iter().map(|one| one.number()).collect(),
        };
        all.into_iter().map(i64::from).collect()
    }
}

/// A condition on one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Key of the column.
    pub column: String,
    /// What its values have to meet.
    #[serde(flatten)]
    pub test: Test,
}

/// What values have to meet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "test", rename_all = "snake_case")]
pub enum Test {
    /// The text holds these characters.
    Contains {
        /// What is looked for.
        text: String,
    },
    /// One of these: codes of a choice or of organisations, or whole texts.
    OneOf {
        /// The values.
        values: Vec<String>,
    },
    /// Not before `from` and not after `to`, both included: fen, whole numbers, days (`2026-03-15`, `2026-03`, `2026`).
    Between {
        /// Lowest value.
        from: Option<String>,
        /// Highest value.
        to: Option<String>,
    },
    /// The organisation is one of these or below one of them.
    Below {
        /// Codes of organisations.
        orgs: Vec<String>,
    },
    /// There is nothing.
    Empty,
    /// There is something.
    Filled,
}

impl Condition {
    /// That a choice is one of these, by their codes.
    pub fn one_of<'a>(column: &str, codes: impl IntoIterator<Item = &'a str>) -> Self {
        let values = codes.into_iter().map(str::to_owned).collect();
        Self { column: column.to_owned(), test: Test::OneOf { values } }
    }

    /// That an organisation is this one or below it, by its code.
    pub fn below(column: &str, org: &str) -> Self {
        Self { column: column.to_owned(), test: Test::Below { orgs: vec![org.to_owned()] } }
    }
}

/// By which column a list is sorted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// Key of the column.
    pub column: String,
    /// Highest, latest, last letter first. Rows without a value come last either way.
    #[serde(default)]
    pub descending: bool,
}

impl ColumnKind {
    /// Whether a condition of this kind makes sense here.
    pub const fn takes(self, test: &Test) -> bool {
        matches!(
            (self, test),
            (_, Test::Empty | Test::Filled)
                | (Self::Text, Test::Contains { .. } | Test::OneOf { .. })
                | (Self::Choice | Self::Org, Test::OneOf { .. })
                | (Self::Org, Test::Below { .. })
                | (Self::Money | Self::Count | Self::Date | Self::Month | Self::Instant, Test::Between { .. })
        )
    }

    /// The number that a bound of a range stands for: the lower one for `from`, the upper one for `to`.
    ///
    /// `None` for a text that is no such value.
    pub fn bound(self, text: &str, upper: bool) -> Option<i64> {
        let text = text.trim();
        match self {
            Self::Money | Self::Count => text.parse().ok(),
            Self::Date => days(text).map(|(first, last)| if upper { after(last) - 1 } else { before(first) }),
            Self::Month => days(text).map(|(first, last)| {
                let day = if upper { last } else { first };
                i64::from(crate::period::Period::of(day).key())
            }),
            Self::Instant => {
                let (first, last) = days(text)?;
                Some(if upper {
                    beijing_midnight(last.succ_opt()?).timestamp_micros() - 1
                } else {
                    beijing_midnight(first).timestamp_micros()
                })
            }
            Self::Text | Self::Choice | Self::Org => None,
        }
    }
}

/// The first and the last day that `2026`, `2026-03` or `2026-03-15` stands for.
fn days(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return (1949..=2200).contains(&day.year()).then_some((day, day));
    }
    if let Ok(period) = text.parse::<crate::period::Period>() {
        return Some((period.first_day(), period.last_day()));
    }
    let year: i32 = text.parse().ok().filter(|_| text.len() == 4)?;
    let month = |month| crate::period::Period::new(year, month).ok();
    Some((month(1)?.first_day(), month(12)?.last_day()))
}

fn before(day: NaiveDate) -> i64 {
    i64::from(PartialDate::day(day).sort_key())
}

/// The least key of the day after.
fn after(day: NaiveDate) -> i64 {
    before(day) + 10
}

impl Precision {
    const ALL: [Self; 7] = [Self::Day, Self::Decade, Self::Month, Self::Quarter, Self::Half, Self::Year, Self::ByPeriod];
}

impl PartialDate {
    /// The date as one number that sorts: the first day as `YYYYMMDD`, and one digit for how exactly it is known.
    pub fn sort_key(self) -> i32 {
        let day = self.first.year() * 10_000 + i32::try_from(self.first.month() * 100 + self.first.day()).unwrap_or(0);
        let digit = Precision::ALL.iter().position(|one| *one == self.precision).and_then(|at| i32::try_from(at).ok()).unwrap_or(0);
        day * 10 + digit
    }

    /// Back from [`PartialDate::sort_key`].
    pub fn from_sort_key(key: i32) -> Option<Self> {
        let part = |divisor: i32, modulus: i32| u32::try_from(key / divisor % modulus).ok();
        let first = NaiveDate::from_ymd_opt(key / 100_000, part(1_000, 100)?, part(10, 100)?)?;
        let precision = *Precision::ALL.get(usize::try_from(key % 10).ok()?)?;
        Some(Self { first, precision })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_with_its_precision_comes_back_from_the_number_that_sorts_it() {
        for precision in Precision::ALL {
            let date = PartialDate { first: "2026-03-21".parse().unwrap(), precision };
            assert_eq!(PartialDate::from_sort_key(date.sort_key()), Some(date));
        }
        assert_eq!(PartialDate::from_sort_key(0), None);
        assert_eq!(PartialDate::from_sort_key(202_613_010), None);
    }

    #[test]
    fn a_month_or_a_year_as_a_bound_holds_all_of_its_days() {
        let key = |text: &str| i64::from(PartialDate::day(text.parse().unwrap()).sort_key());
        let (from, to) = (ColumnKind::Date.bound("2026-02", false).unwrap(), ColumnKind::Date.bound("2026-02", true).unwrap());
        assert!(from <= key("2026-02-01") && key("2026-02-28") <= to && to < key("2026-03-01"));
        assert!(ColumnKind::Date.bound("2026", true).unwrap() >= key("2026-12-31"));
        assert_eq!(ColumnKind::Date.bound("二月", true), None);
        assert_eq!(ColumnKind::Month.bound("2026", false), Some(202_601));
    }

    #[test]
    fn a_day_of_instants_is_that_of_beijing() {
        let from = ColumnKind::Instant.bound("2026-03-15", false).unwrap();
        let to = ColumnKind::Instant.bound("2026-03-15", true).unwrap();
        assert_eq!(to - from, 24 * 3_600 * 1_000_000 - 1);
        assert_eq!(chrono::DateTime::from_timestamp_micros(from).unwrap().to_rfc3339(), "2026-03-14T16:00:00+00:00");
    }

    #[test]
    fn every_member_of_a_set_comes_back_from_its_number() {
        for choices in
            [Choices::Stage, Choices::Origin, Choices::Section, Choices::ClaimKind, Choices::ClaimState, Choices::Class, Choices::Source]
        {
            for number in choices.numbers() {
                let (code, _) = choices.member(number).unwrap();
                assert_eq!(choices.number(&code), Some(number), "{choices:?} {code}");
            }
        }
    }

    #[test]
    fn a_money_column_takes_ranges_and_no_words() {
        let words = Test::Contains { text: "临汾".to_owned() };
        let range = Test::Between { from: Some("1".to_owned()), to: None };
        assert!(ColumnKind::Money.takes(&range) && !ColumnKind::Money.takes(&words));
        assert!(ColumnKind::Text.takes(&words) && !ColumnKind::Text.takes(&range));
    }
}
