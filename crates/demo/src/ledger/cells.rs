//! What stands in a column, and how an office types it.

use chrono::{Datelike, NaiveDate};
use domain::claim::Class;
use domain::date::PartialDate;
use domain::money::{Fen, Unit as MoneyUnit};
use domain::period::Period;
use office::workbook::{Cell, ColumnKind};

use crate::names::Origin;
use crate::world::{Told, WorldProject};

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Seq,
    Name,
    Investor,
    CreditCode,
    Place,
    Industry,
    IndustryCode,
    Site,
    Agreement,
    Total,
    Signed,
    Started,
    Enrolled,
    Completed,
    Producing,
    Terminated,
    TerminatedReason,
    Month,
    YearToDate,
    OfMonth(u32),
    OutsideMonth,
    OutsideYearToDate,
    ForeignYearToDate,
    Progress,
    Status,
    Contact,
}

/// How dates are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DateStyle {
    /// Real dates.
    Cell,
    /// 20260310
    Digits,
    /// 2026.3.10, and every third one 2026年3月10日.
    Points,
    /// 2026-03-10
    Dashes,
    /// 2026年3月
    Months,
}

/// How an office types.
#[derive(Clone, Debug)]
pub(super) struct Style {
    /// Unit of money columns.
    pub(super) money: MoneyUnit,
    pub(super) date: DateStyle,
    /// Where there is no date.
    pub(super) no_date: &'static str,
    pub(super) yes: &'static str,
    pub(super) no: &'static str,
    /// Some totals are typed with their unit: 1.25亿元.
    pub(super) units_in_cells: bool,
}

/// Fen for one US cent of a project's money at a round rate, for the demonstration alone.
const CNY_FOR_USD: i64 = 7;

/// An amount in 万元.
pub(super) fn wan(amount: i64) -> Cell {
    Cell::Money(Fen::from_wan(amount))
}

/// Money, left blank where there is none.
fn paid(amount: i64) -> Cell {
    if amount == 0 { Cell::Empty } else { wan(amount) }
}

impl What {
    pub(super) fn kind(self, style: &Style) -> ColumnKind {
        match self {
            _ if self.is_money() => ColumnKind::Money { unit: style.money, decimals: if style.money == MoneyUnit::Yi { 4 } else { 0 } },
            Self::ForeignYearToDate => ColumnKind::Money { unit: MoneyUnit::Wan, decimals: 0 },
            Self::Signed | Self::Started | Self::Completed | Self::Terminated if style.date == DateStyle::Cell => ColumnKind::Date,
            Self::Name | Self::Investor | Self::Site | Self::Progress | Self::TerminatedReason => ColumnKind::Text,
            _ => ColumnKind::CentredText,
        }
    }

    pub(super) const fn width(self) -> f64 {
        match self {
            Self::Name => 38.0,
            Self::Investor => 32.0,
            Self::CreditCode => 22.0,
            Self::TerminatedReason => 24.0,
            Self::Progress => 18.0,
            Self::Seq => 6.0,
            Self::Enrolled | Self::Producing | Self::Status => 9.0,
            _ => 13.0,
        }
    }

    /// Whether it is money in renminbi, of which sums are made.
    pub(super) const fn is_money(self) -> bool {
        matches!(self, Self::Total | Self::Month | Self::YearToDate | Self::OfMonth(_) | Self::OutsideMonth | Self::OutsideYearToDate)
    }

    /// Its amount in 万元, for columns of money.
    pub(super) fn amount(self, project: &WorldProject, told: &Told) -> Option<i64> {
        let outside = |amount: i64| if project.place.from == Origin::OutOfProvince { amount } else { 0 };
        Some(match self {
            Self::Total => told.total,
            Self::Month => told.month,
            Self::YearToDate => told.year_to_date,
            Self::OfMonth(month) => told.by_month.iter().filter(|(at, _)| at.month() == month).map(|(_, amount)| amount).sum(),
            Self::OutsideMonth => outside(told.month),
            Self::OutsideYearToDate => outside(told.year_to_date),
            _ => return None,
        })
    }

    pub(super) fn cell(self, project: &WorldProject, told: &Told, place: usize, period: Period, style: &Style) -> Cell {
        let since = |month: Option<Period>| Cell::text(if month.is_some_and(|month| month <= period) { style.yes } else { style.no });
        let fact = |day: Option<NaiveDate>| date(WorldProject::fact(day, period), style);
        match self {
            Self::Seq => Cell::text((place + 1).to_string()),
            Self::Name => Cell::text(&project.name),
            Self::Investor => Cell::text(&project.investor),
            Self::CreditCode => project.credit_code.as_ref().map_or(Cell::Empty, Cell::text),
            Self::Place => Cell::text(project.place.name),
            Self::Industry => Cell::text(project.industry),
            Self::IndustryCode => Cell::text(project.industry_code),
            Self::Site => Cell::text(project.site),
            Self::Agreement => Cell::text(match project.agreement {
                Class::FrameworkAgreement => "框架协议",
                Class::LetterOfIntent => "意向协议",
                _ => "正式合同",
            }),
            Self::Total => total(told, place, style),
            Self::Signed => date(Some(project.signed), style),
            Self::Started => date(told.started, style),
            Self::Enrolled => since(project.enrolled),
            Self::Completed => fact(project.completed),
            Self::Producing => since(project.producing),
            Self::Terminated => fact(project.terminated),
            Self::TerminatedReason => Cell::text("投资方资金未落实"),
            Self::Month | Self::YearToDate | Self::OfMonth(_) | Self::OutsideMonth | Self::OutsideYearToDate => {
                paid(self.amount(project, told).unwrap_or(0))
            }
            Self::ForeignYearToDate => match project.place.from {
                Origin::Overseas if told.year_to_date > 0 => wan(told.year_to_date / CNY_FOR_USD),
                _ => Cell::Empty,
            },
            Self::Progress => Cell::text(progress(project, told, period)),
            Self::Status => Cell::text(match () {
                () if project.has_ended(period) => "终止",
                () if project.stalled && told.month == 0 && told.started.is_some() => "滞后",
                () => "正常",
            }),
            Self::Contact => Cell::text(&project.contact),
        }
    }
}

fn progress(project: &WorldProject, told: &Told, period: Period) -> &'static str {
    match told.started {
        _ if project.has_ended(period) => "已终止",
        None => "办理前期手续",
        Some(_) if project.producing.is_some_and(|month| month <= period) => "已投产",
        Some(_) if WorldProject::fact(project.completed, period).is_some() => "已竣工,设备调试",
        Some(_) if project.stalled && told.month == 0 => "资金未到位,进展缓慢",
        Some(day) if Period::of(day) == period => "场地平整,基础施工",
        Some(_) => "主体施工",
    }
}

fn total(told: &Told, place: usize, style: &Style) -> Cell {
    let fen = Fen::from_wan(told.total);
    let in_yi = style.money == MoneyUnit::Yi;
    if told.unit_slip {
        // The number of the other unit: 3.2 where 万元 are meant, 32000 where 亿元 are.
        return Cell::text(fen.display_in(if in_yi { MoneyUnit::Wan } else { MoneyUnit::Yi }, 2).replace(',', ""));
    }
    match (told.approximate, in_yi) {
        (true, true) => Cell::text(format!("约{}亿元", fen.display_in(MoneyUnit::Yi, 2))),
        (true, false) => Cell::text(format!("约{}", told.total)),
        (false, false) if style.units_in_cells && told.total >= 10_000 && told.total % 100 == 0 && place % 7 == 3 => {
            Cell::text(format!("{}亿元", fen.display_in(MoneyUnit::Yi, 2)))
        }
        (false, false) if style.units_in_cells && place % 11 == 5 => Cell::text(full_width(told.total)),
        (false, _) => wan(told.total),
    }
}

/// Digits as an input method for Chinese leaves them: ３２００.
fn full_width(amount: i64) -> String {
    amount.to_string().chars().map(|digit| char::from_u32(u32::from(digit) + 0xfee0).unwrap_or(digit)).collect()
}

fn date(day: Option<NaiveDate>, style: &Style) -> Cell {
    let Some(day) = day else {
        return if style.no_date.is_empty() { Cell::Empty } else { Cell::text(style.no_date) };
    };
    match style.date {
        DateStyle::Cell => Cell::Date(PartialDate::day(day)),
        DateStyle::Digits => Cell::text(day.format("%Y%m%d").to_string()),
        DateStyle::Points if day.day().is_multiple_of(3) => Cell::text(format!("{}年{}月{}日", day.year(), day.month(), day.day())),
        DateStyle::Points => Cell::text(format!("{}.{}.{}", day.year(), day.month(), day.day())),
        DateStyle::Dashes => Cell::text(day.format("%Y-%m-%d").to_string()),
        DateStyle::Months => Cell::text(format!("{}年{}月", day.year(), day.month())),
    }
}
