//! What a ledger's row tells: facts of a project, milestones and money, each with the cell that it stands in.

use domain::claim::{ClaimKind, Class, OriginScope, SourceKind};
use domain::date::PartialDate;
use domain::ids::ImportId;
use domain::import::MoneyReading;
use domain::industry::section_of;
use domain::money::{Currency, Fen};
use domain::origin::scope_of_code;
use domain::period::Period;
use domain::project::ProjectFacts;
use sheets::field::FieldId;
use sheets::ledger::{Amount, Field, Milestone, ProjectRow, Status};
use store::claim::Source;
use store::import::Import;

use crate::reference::gazetteer;

/// A milestone that a row tells of.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) kind: ClaimKind,
    pub(super) class: Class,
    pub(super) occurred: PartialDate,
    pub(super) amount: Option<Fen>,
    pub(super) approximate: bool,
    pub(super) source: Source,
}

/// Money of one kind that a row tells of, and of it what comes from outside the province, if the ledger says so.
#[derive(Clone, Debug)]
pub(super) struct ToldMoney {
    pub(super) kind: ClaimKind,
    pub(super) all: MoneyReading,
    pub(super) out_of_province: Option<MoneyReading>,
    pub(super) approximate: bool,
    /// Cell of the cumulative (or of the only) figure.
    pub(super) source: Source,
    /// Cells of single months.
    pub(super) month_sources: Vec<(Period, Source)>,
}

fn text(field: Option<&Field<std::sync::Arc<str>>>) -> Option<String> {
    field.and_then(|field| field.value.as_deref()).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The text of a column that is kept as it stands.
fn raw_of(row: &ProjectRow, field: FieldId) -> Option<String> {
    row.cells.iter().find(|cell| cell.field == field).map(|cell| cell.raw.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Renminbi of a read amount. Another currency waits for its rate.
fn cny(field: Option<&Field<Amount>>) -> Option<(Fen, bool)> {
    let amount = field?.value?;
    (amount.money.currency == Currency::Cny).then_some((amount.money.minor, amount.approximate))
}

fn usd(field: Option<&Field<Amount>>) -> Option<(Fen, bool)> {
    let amount = field?.value?;
    (amount.money.currency == Currency::Usd).then_some((amount.money.minor, amount.approximate))
}

/// The facts of a row. `city` is the division code from which origins are seen.
pub(super) fn facts_of(row: &ProjectRow, city: &str) -> ProjectFacts {
    let credit_code = row.credit_code.as_ref().and_then(|field| field.value.as_ref()).map(|code| code.code.to_string());
    let industry_code = text(row.industry_code.as_ref());
    ProjectFacts {
        name: text(Some(&row.name)).unwrap_or_default(),
        investor: text(row.investor.as_ref()).unwrap_or_default(),
        project_company: text(row.project_company.as_ref()),
        project_code: text(row.project_code.as_ref()),
        origin_place: text(row.origin.as_ref()),
        origin_scope: Some(origin_of(row, credit_code.as_deref(), city)).filter(|scope| *scope != OriginScope::Unknown),
        credit_code,
        industry: text(row.industry.as_ref()),
        industry_section: industry_code.as_deref().and_then(section_of).map(String::from),
        category: row.category.as_ref().filter(|field| field.value.is_some()).map(|field| field.raw.trim().to_owned()),
        place: text(row.place.as_ref()),
        content: raw_of(row, FieldId::Content),
        total_investment: cny(row.total_investment.as_ref()).map(|(fen, _)| fen),
        responsible: text(row.responsible_unit.as_ref()),
        progress: text(row.progress.as_ref()),
        remarks: text(row.remarks.as_ref()),
        unavailable: std::collections::BTreeMap::new(),
    }
}

/// Where the money comes from: what the ledger says, else the investor's place, else the division in the credit
/// code, else the place that the investor's name begins with.
fn origin_of(row: &ProjectRow, credit_code: Option<&str>, city: &str) -> OriginScope {
    let told = match row.origin_scope.as_ref().and_then(|field| field.value.as_deref()) {
        Some("out_province") => OriginScope::OutOfProvince,
        Some("overseas" | "hmt") => OriginScope::Overseas,
        Some("local" | "out_county") => OriginScope::InCity,
        // 市外 tells only that it is not the city: the place decides whether it is the province.
        _ => OriginScope::Unknown,
    };
    let place = || text(row.origin.as_ref()).map_or(OriginScope::Unknown, |place| gazetteer().scope_of_place(&place, city));
    let division = || credit_code.and_then(|code| code.get(2..8)).map_or(OriginScope::Unknown, |code| scope_of_code(code, city));
    let name = || {
        let investor = text(row.investor.as_ref()).unwrap_or_default();
        let beginning: String = investor.chars().take(9).collect();
        gazetteer().division(&beginning).map_or(OriginScope::Unknown, |code| scope_of_code(code, city))
    };
    let known = |scope: OriginScope| (scope != OriginScope::Unknown).then_some(scope);
    known(told).or_else(|| known(place())).or_else(|| known(division())).or_else(|| known(name())).unwrap_or(OriginScope::Unknown)
}

/// The text of the investor's place, where no division or country is called so.
pub(super) fn unknown_origin(row: &ProjectRow, city: &str) -> Option<String> {
    text(row.origin.as_ref()).filter(|place| gazetteer().scope_of_place(place, city) == OriginScope::Unknown)
}

/// The batch that claims come from, and as what they came in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Provenance {
    id: ImportId,
    source: SourceKind,
}

impl Provenance {
    /// Of an import: the ledger of a former year gives historical data.
    pub(super) fn of(import: &Import) -> Self {
        Self { id: import.id, source: if import.history { SourceKind::HistoryCell } else { SourceKind::ImportCell } }
    }
}

fn source<T>(field: &Field<T>, provenance: Provenance) -> Source {
    Source {
        kind: provenance.source,
        import: Some(provenance.id),
        sheet: Some(field.at.sheet.to_string()),
        cell: Some(field.at.pos.to_string()),
        raw: Some(field.raw.to_string()),
    }
}

/// The milestones of a row up to the end of `period`.
pub(super) fn milestones_of(row: &ProjectRow, period: Period, provenance: Provenance) -> Vec<Told> {
    let mut found = Vec::new();
    let mut tell = |kind, class, occurred: PartialDate, amount: Option<(Fen, bool)>, source: Source| {
        if Period::of(occurred.first) <= period {
            let (amount, approximate) = amount.map_or((None, false), |(fen, approximate)| (Some(fen), approximate));
            found.push(Told { kind, class, occurred, amount, approximate, source });
        }
    };
    if row.status == Status::Terminated {
        let at = row.terminated.as_ref();
        let occurred = match at.and_then(|field| field.value) {
            Some(Milestone::On(date)) => date,
            _ => PartialDate::by_period(period),
        };
        tell(
            ClaimKind::Terminated,
            Class::Unspecified,
            occurred,
            None,
            at.map_or_else(|| source(&row.name, provenance), |field| source(field, provenance)),
        );
        return found;
    }
    if let Some(field) = &row.signed_on
        && let Some(date) = field.value
    {
        let amount = cny(row.total_investment.as_ref());
        // The amount's cell where there is one: it is what the contract's total opens to.
        let cell = match (&row.total_investment, amount) {
            (Some(total), Some(_)) => source(total, provenance),
            _ => source(field, provenance),
        };
        tell(ClaimKind::Signed, agreement_class(row), date, amount, cell);
    }
    let dated = [
        (ClaimKind::Started, &row.start),
        (ClaimKind::EnteredStatistics, &row.statistics),
        (ClaimKind::Completed, &row.completed),
        (ClaimKind::InProduction, &row.in_production),
        (ClaimKind::Terminated, &row.terminated),
    ];
    for (kind, field) in dated {
        if let Some(field) = field
            && let Some(Milestone::On(date)) = field.value
        {
            tell(kind, Class::Unspecified, date, None, source(field, provenance));
        }
    }
    found
}

fn agreement_class(row: &ProjectRow) -> Class {
    match row.agreement_type.as_ref().and_then(|field| field.value.as_deref()) {
        Some("contract" | "lease") => Class::FormalContract,
        Some("intent") => Class::LetterOfIntent,
        Some("framework") => Class::FrameworkAgreement,
        _ => Class::Unspecified,
    }
}

/// The money of a row.
pub(super) fn money_of(row: &ProjectRow, period: Period, provenance: Provenance) -> Vec<ToldMoney> {
    if row.status == Status::Terminated {
        return Vec::new();
    }
    let funds = &row.funds;
    let mut found = Vec::new();
    let all = MoneyReading {
        month: cny(funds.month.as_ref()).map(|(fen, _)| fen),
        year_to_date: cny(funds.year_to_date.as_ref()).map(|(fen, _)| fen),
        by_month: funds.by_month.iter().map(|(month, field)| (*month, cny(Some(field)).map_or(Fen::ZERO, |(fen, _)| fen))).collect(),
    };
    if let Some(field) = funds.year_to_date.as_ref().or(funds.month.as_ref()).or(funds.by_month.last().map(|(_, field)| field)) {
        let outside = MoneyReading {
            month: cny(funds.out_of_province_month.as_ref()).map(|(fen, _)| fen),
            year_to_date: cny(funds.out_of_province_year_to_date.as_ref()).map(|(fen, _)| fen),
            by_month: Vec::new(),
        };
        let approximate =
            [funds.year_to_date.as_ref(), funds.month.as_ref()].into_iter().any(|field| cny(field).is_some_and(|(_, about)| about));
        found.push(ToldMoney {
            kind: ClaimKind::FundsPaidIn,
            all,
            out_of_province: (outside != MoneyReading::default()).then_some(outside),
            approximate,
            source: source(field, provenance),
            month_sources: funds
                .by_month
                .iter()
                .map(|(month, field)| (*month, source(field, provenance)))
                .chain(funds.month.as_ref().map(|field| (period, source(field, provenance))))
                .collect(),
        });
    }
    let foreign = MoneyReading {
        month: usd(funds.foreign_capital_month.as_ref()).map(|(cents, _)| cents),
        year_to_date: usd(funds.foreign_capital_year_to_date.as_ref()).map(|(cents, _)| cents),
        by_month: Vec::new(),
    };
    if let Some(field) = funds.foreign_capital_year_to_date.as_ref().or(funds.foreign_capital_month.as_ref())
        && foreign != MoneyReading::default()
    {
        found.push(ToldMoney {
            kind: ClaimKind::ForeignCapitalUsed,
            all: foreign,
            out_of_province: None,
            approximate: usd(Some(field)).is_some_and(|(_, about)| about),
            source: source(field, provenance),
            month_sources: Vec::new(),
        });
    }
    found
}
