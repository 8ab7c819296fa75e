//! The stretch of time that a column of money covers, seen from the period that is reported.

use domain::period::Period;

use super::times::Times;

/// The stretch of time that a column of money covers.
pub(crate) enum Stretch {
    ThisMonth,
    Month(Period),
    YearToDate,
    SinceStart,
    Prior,
    Planned,
    /// A stretch that no figure is made of, such as 1-3月 in a report on September.
    Unused,
}

/// The stretch, and whether the header left open since when.
pub(crate) fn stretch(times: Times, period: Period) -> (Stretch, bool) {
    let year = times.year.unwrap_or_else(|| period.year());
    if times.planned {
        return (Stretch::Planned, false);
    }
    if times.since_start {
        return (Stretch::SinceStart, false);
    }
    // 本月 below 8月 is August.
    let named = times.month.filter(|month| *month != period.month()).and_then(|month| Period::new(year, month).ok());
    if times.this_month && !(times.cumulative && times.this_year) {
        return (named.map_or(Stretch::ThisMonth, Stretch::Month), false);
    }
    if times.month_ends && !times.as_of && year == period.year() {
        return if named.is_some() { (Stretch::Unused, false) } else { (Stretch::YearToDate, true) };
    }
    if times.part_of_year {
        return (Stretch::Unused, false);
    }
    if let Some(end) = times.up_to {
        let covers = year == period.year() && (end == 0 || end >= period.month());
        return (if covers { Stretch::YearToDate } else { Stretch::Unused }, false);
    }
    if let Some(month) = times.month
        && !times.as_of
        && !(times.cumulative && times.this_year)
        && let Ok(month) = Period::new(year, month)
    {
        return (Stretch::Month(month), false);
    }
    if times.earlier_year || year < period.year() {
        return (Stretch::Prior, false);
    }
    if times.as_of && times.month.is_some_and(|month| month < period.month()) {
        return (Stretch::Unused, false);
    }
    if times.this_year || times.year == Some(period.year()) {
        return (Stretch::YearToDate, false);
    }
    // 累计, 已到位, 截至9月底, or no time at all: this year's, unless other columns say better.
    (Stretch::YearToDate, true)
}
