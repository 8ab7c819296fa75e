//! Measures: named filters over postings. The ones listed here are kept as sums in cells.

use crate::claim::{ClaimKind, Class, OriginScope, closed_set};
use crate::period::Period;
use crate::posting::Contribution;

closed_set! {
    /// The measures that cells keep. The list is closed: a cell table with every dimension does not compress.
    Measure {
        /// All signings; what endings took out is in it with a minus.
        Signed = 1, "signed", "新签约";
        /// Signings without framework agreements and letters of intent, whose money is not contract money.
        SignedContract = 2, "signed_contract", "新签约(合同口径)";
        /// Starts.
        Started = 3, "started", "新开工";
        /// Starts of projects whose first counted signing lies in the same year.
        StartedSameYear = 4, "started_same_year", "当年签约当年开工";
        /// Entries into statistics.
        EnteredStatistics = 5, "entered_statistics", "纳统";
        /// Completions.
        Completed = 6, "completed", "竣工";
        /// Projects in production.
        InProduction = 7, "in_production", "投产";
        /// Funds paid in, opening balances included.
        FundsPaidIn = 8, "funds_paid_in", "到位资金";
        /// Of which from outside the province.
        FundsOutOfProvince = 9, "funds_out_of_province", "到位资金:省外";
        /// Of the funds, the opening balances: in cumulative figures, not in those of a month.
        FundsOpening = 10, "funds_opening", "到位资金:期初累计";
        /// Of which from outside the province.
        FundsOpeningOutOfProvince = 11, "funds_opening_out_of_province", "到位资金:期初累计省外";
        /// Foreign capital used, in US cents; opening balances included.
        ForeignCapitalUsed = 12, "foreign_capital_used", "实际使用外资";
        /// Of which opening balances.
        ForeignCapitalOpening = 13, "foreign_capital_opening", "实际使用外资:期初累计";
    }
}

/// What a measure selects, in the terms of a posting's columns, so that a query for its rows and the sum in a cell
/// follow one definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The kind of posting.
    pub kind: ClaimKind,
    /// Classes that do not belong to it.
    pub not_classes: &'static [Class],
    /// Only this origin.
    pub origin: Option<OriginScope>,
    /// Only postings whose cohort lies in the year of their period.
    pub same_year_cohort: bool,
    /// Only opening balances.
    pub opening_only: bool,
}

impl Measure {
    /// The definition of the measure.
    pub const fn filter(self) -> Filter {
        const fn of(kind: ClaimKind) -> Filter {
            Filter { kind, not_classes: &[], origin: None, same_year_cohort: false, opening_only: false }
        }
        match self {
            Self::Signed => of(ClaimKind::Signed),
            Self::SignedContract => Filter { not_classes: &[Class::FrameworkAgreement, Class::LetterOfIntent], ..of(ClaimKind::Signed) },
            Self::Started => of(ClaimKind::Started),
            Self::StartedSameYear => Filter { same_year_cohort: true, ..of(ClaimKind::Started) },
            Self::EnteredStatistics => of(ClaimKind::EnteredStatistics),
            Self::Completed => of(ClaimKind::Completed),
            Self::InProduction => of(ClaimKind::InProduction),
            Self::FundsPaidIn => of(ClaimKind::FundsPaidIn),
            Self::FundsOutOfProvince => Filter { origin: Some(OriginScope::OutOfProvince), ..of(ClaimKind::FundsPaidIn) },
            Self::FundsOpening => Filter { opening_only: true, ..of(ClaimKind::FundsPaidIn) },
            Self::FundsOpeningOutOfProvince => {
                Filter { origin: Some(OriginScope::OutOfProvince), opening_only: true, ..of(ClaimKind::FundsPaidIn) }
            }
            Self::ForeignCapitalUsed => of(ClaimKind::ForeignCapitalUsed),
            Self::ForeignCapitalOpening => Filter { opening_only: true, ..of(ClaimKind::ForeignCapitalUsed) },
        }
    }
}

impl Filter {
    /// Whether a posting belongs to it.
    pub fn takes(&self, entry: &Contribution) -> bool {
        entry.kind == self.kind
            && !self.not_classes.contains(&entry.class)
            && self.origin.is_none_or(|origin| entry.origin == origin)
            && (!self.same_year_cohort || entry.cohort.is_some_and(|cohort| cohort.year() == entry.period.year()))
            && (!self.opening_only || entry.opening)
    }

    /// The month from which a posting is in the measure's cumulative figures.
    ///
    /// For a cohort measure it is the later of start and signing: before both are there, the project is in neither
    /// side of the rate.
    pub fn effective_period(&self, entry: &Contribution) -> Period {
        match entry.cohort {
            Some(cohort) if self.same_year_cohort => entry.period.max(cohort),
            _ => entry.period,
        }
    }
}

/// The cells that a posting adds to: measure and month.
pub fn cells_of(entry: &Contribution) -> impl Iterator<Item = (Measure, Period)> + '_ {
    Measure::ALL.iter().filter_map(|measure| {
        let filter = measure.filter();
        filter.takes(entry).then(|| (*measure, filter.effective_period(entry)))
    })
}
