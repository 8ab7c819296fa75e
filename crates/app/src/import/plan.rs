//! What an import would write: each row matched to a project or made a new one, and what it tells compared with
//! what is booked. The same plan is shown before the commit and made anew by it.

use std::collections::{BTreeMap, BTreeSet};

use domain::claim::{ClaimDraft, ClaimKind, Class, OriginScope};
use domain::ids::ProjectId;
use domain::import::{
    BookedMilestone, BookedMoney, MilestoneStep, MoneyReading, MoneyStep, OlderPeriod, ToldMilestone, milestone_step, money_steps,
};
use domain::money::Fen;
use domain::period::Period;
use domain::project::{ProjectFacts, name_key};
use sheets::book::CellRef;
use sheets::field::FieldId;
use sheets::ledger::{ProjectRow, Severity};
use store::claim::{Claim, Source};
use store::org::Org;
use store::project::Project;
use store::{Reader, Tx, Visible};

use super::facts::{Provenance, Told, ToldMoney, facts_of, milestones_of, money_of, unknown_origin};
use super::kept::DeskRow;
use super::matching::{Hosts, Known};
use super::tally::Planned;
use crate::caller::Caller;
use crate::error::AppError;

/// A row without the name of its project.
const MISSING_NAME: &str = "missing_name";
/// A row that tells of the project of a row before it.
pub(super) const DUPLICATE: &str = "duplicate_row";
/// Money of an older period than one that is booked.
pub(super) const OLDER: &str = "older_period";

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A new project.
    New,
    /// A known project, with something new.
    Change,
    /// A known project, nothing new.
    Same,
    /// Nothing is written.
    Skip,
}

impl Action {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Change => "change",
            Self::Same => "same",
            Self::Skip => "skip",
        }
    }

    /// The number in the index.
    pub(super) const fn number(self) -> i16 {
        match self {
            Self::New => 1,
            Self::Change => 2,
            Self::Same => 3,
            Self::Skip => 4,
        }
    }

    /// Back from the number.
    pub(super) const fn from_number(number: i16) -> Self {
        match number {
            1 => Self::New,
            2 => Self::Change,
            3 => Self::Same,
            _ => Self::Skip,
        }
    }
}

/// A claim that the import would write.
#[derive(Clone, Debug)]
pub struct PlannedClaim {
    /// The claim.
    pub draft: ClaimDraft,
    /// The cell.
    pub source: Source,
}

/// What becomes of one row.
#[derive(Clone, Debug)]
pub struct PlannedRow {
    /// Place of the row in the reading.
    pub index: usize,
    /// What becomes of it.
    pub action: Action,
    /// Why it is skipped, or what was left out.
    pub note: Option<String>,
    /// The project that it means.
    pub project: Option<Visible<Project>>,
    /// The unit that hosts it.
    pub host: Option<Visible<Org>>,
    /// Facts after the import.
    pub facts: ProjectFacts,
    /// Claims.
    pub claims: Vec<PlannedClaim>,
    /// What there is to tell of it.
    pub(super) problems: Vec<Planned>,
    /// It looks like a row before it.
    pub(super) doubles: bool,
    /// Its money is held back, or written although a newer period is booked.
    pub(super) held: bool,
    /// Fen paid in since January that are booked for its project.
    pub(super) booked_funds: i64,
}

/// The ground on which an import is planned.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) caller: Caller,
    pub(super) org: Visible<Org>,
    pub(super) period: Period,
    pub(super) provenance: Provenance,
    pub(super) confirm_older: bool,
}

/// Why a row cannot be written.
pub(super) struct Refusal {
    pub(super) rule: &'static str,
    pub(super) severity: Severity,
    pub(super) field: Option<FieldId>,
    pub(super) message: String,
}

/// Plans an import against what the record holds now, some rows after others.
pub(super) struct Planner {
    ground: Ground,
    hosts: Hosts,
    /// By what makes a project one: the row that tells of it.
    taken: BTreeMap<String, CellRef>,
    /// Projects that this import made: no later row of it means one of them.
    made: BTreeSet<ProjectId>,
}

impl Planner {
    pub(super) async fn new(read: &Reader<'_>, ground: Ground) -> Result<Self, AppError> {
        let hosts = Hosts::load(read, &ground).await?;
        Ok(Self { ground, hosts, taken: BTreeMap::new(), made: BTreeSet::new() })
    }

    /// The units that rows may belong to.
    pub(super) fn units(&self) -> &[Visible<Org>] {
        self.hosts.units()
    }

    /// Tells of projects that the rows before have become.
    pub(super) fn made(&mut self, projects: impl Iterator<Item = ProjectId>) {
        self.made.extend(projects);
    }

    /// Plans the next rows, which stand in the order of their places. Who writes what is planned holds the projects.
    pub(super) async fn plan(
        &mut self,
        read: &Reader<'_>,
        hold: Option<&Tx>,
        rows: &[(usize, &DeskRow)],
    ) -> Result<Vec<PlannedRow>, AppError> {
        let facts: Vec<ProjectFacts> = rows.iter().map(|(_, row)| facts_of(&row.read.row, &self.hosts.city)).collect();
        let known = Known::load(read, hold, &self.ground, &facts, &self.made).await?;
        let mut planned = Vec::with_capacity(rows.len());
        for ((index, row), told) in rows.iter().zip(facts) {
            planned.push(self.row(*index, row, told, &known));
        }
        Ok(planned)
    }

    fn row(&mut self, index: usize, row: &DeskRow, told: ProjectFacts, known: &Known) -> PlannedRow {
        let mut planned = PlannedRow {
            index,
            action: Action::Skip,
            note: None,
            project: None,
            host: None,
            facts: told,
            claims: Vec::new(),
            problems: Vec::new(),
            doubles: false,
            held: false,
            booked_funds: 0,
        };
        if row.mended.dropped {
            planned.note = Some("已选择不导入".to_owned());
            return planned;
        }
        match self.place(row, &planned.facts, known) {
            Err(refusal) => {
                planned.doubles = refusal.rule == DUPLICATE && row.mended.distinct.is_none();
                planned.note = Some(refusal.message.clone());
                // What the reading has told already, or somebody has decided, is not told again.
                if refusal.rule != MISSING_NAME && (refusal.rule != DUPLICATE || planned.doubles) {
                    planned.problems.push(refusal.into());
                }
            }
            Ok((host, project)) => {
                planned.host = Some(host);
                self.fill(&mut planned, project, &row.read.row, known);
            }
        }
        planned
    }

    /// Finds the host unit and the project of a row, or why it cannot be told.
    fn place(&mut self, row: &DeskRow, facts: &ProjectFacts, known: &Known) -> Result<(Visible<Org>, Option<Visible<Project>>), Refusal> {
        let read = &row.read.row;
        if facts.name.is_empty() {
            return Err(Refusal {
                rule: MISSING_NAME,
                severity: Severity::Error,
                field: Some(FieldId::ProjectName),
                message: "没有项目名称,无法入账".to_owned(),
            });
        }
        let host = self.hosts.host_of(read)?;
        let project = known.find(facts, host.id)?;
        let key = match &project {
            Some(project) => project.id.to_string(),
            None => format!("{}/{}/{}", host.code, name_key(&facts.name), name_key(&facts.investor)),
        };
        match self.taken.get(&key) {
            // Somebody said that it is a project of its own.
            Some(_) if row.mended.distinct == Some(true) => Ok((host, None)),
            Some(first) => Err(Refusal {
                rule: DUPLICATE,
                severity: Severity::Warning,
                field: Some(FieldId::ProjectName),
                message: format!("与 {first} 的项目重复(项目名称和投资方相同),只入账前一条;如是不同项目请选择“不同项目”"),
            }),
            None => {
                self.taken.insert(key, read.at.clone());
                Ok((host, project))
            }
        }
    }

    fn fill(&self, planned: &mut PlannedRow, project: Option<Visible<Project>>, row: &ProjectRow, known: &Known) {
        let ground = &self.ground;
        if let Some(place) = unknown_origin(row, &self.hosts.city) {
            planned.problems.push(Planned {
                severity: Severity::Warning,
                rule: "unknown_origin".to_owned(),
                field: Some(FieldId::Origin.code().to_owned()),
                message: format!("来源地「{place}」不在行政区划和国家名录中,无法据此判断省内外;请核对名称"),
            });
        }
        let booked = project.as_ref().map(|project| known.standing(project.id)).unwrap_or_default();
        let of_year = booked.iter().filter(|claim| {
            claim.kind == ClaimKind::FundsPaidIn && claim.period.year() == ground.period.year() && claim.period <= ground.period
        });
        planned.booked_funds = of_year.filter_map(|claim| claim.amount).map(|amount| amount.0).sum();
        let origin =
            planned.facts.origin_scope.or(project.as_ref().and_then(|project| project.facts.origin_scope)).unwrap_or(OriginScope::Unknown);
        for told in milestones_of(row, ground.period, ground.provenance) {
            planned.claims.extend(milestone_claim(told, booked, origin, ground.period));
        }
        for told in money_of(row, ground.period, ground.provenance) {
            match money_claims(&told, booked, origin, ground) {
                Ok((claims, older)) => {
                    planned.claims.extend(claims);
                    planned.held |= older;
                }
                Err(OlderPeriod { newer, .. }) => {
                    let message = format!("已有 {newer} 的到位资金申报,本账期较早,资金未入账");
                    planned.held = true;
                    planned.note = Some(message.clone());
                    planned.problems.push(Planned { severity: Severity::Warning, rule: OLDER.to_owned(), field: None, message });
                }
            }
        }
        let changed = match &project {
            None => true,
            Some(project) => {
                let merged = project.facts.overlaid_by(&planned.facts);
                let changed = merged != project.facts;
                planned.facts = merged;
                changed
            }
        };
        planned.action = match (&project, changed || !planned.claims.is_empty()) {
            (None, _) => Action::New,
            (Some(_), true) => Action::Change,
            (Some(_), false) => Action::Same,
        };
        planned.project = project;
    }
}

impl From<Refusal> for Planned {
    fn from(refusal: Refusal) -> Self {
        Self {
            severity: refusal.severity,
            rule: refusal.rule.to_owned(),
            field: refusal.field.map(|field| field.code().to_owned()),
            message: refusal.message,
        }
    }
}

fn milestone_claim(told: Told, booked: &[Visible<Claim>], origin: OriginScope, period: Period) -> Option<PlannedClaim> {
    let standing = booked.iter().filter(|claim| claim.kind == told.kind).min_by_key(|claim| (claim.period, claim.sequence));
    let before = standing.map(|claim| BookedMilestone { occurred: claim.occurred, amount: claim.amount, class: claim.class });
    let news = ToldMilestone { occurred: told.occurred, amount: told.amount, class: told.class };
    let corrects = match milestone_step(&news, before) {
        MilestoneStep::Nothing => return None,
        MilestoneStep::Claim => None,
        MilestoneStep::Correct => standing.map(|claim| claim.id),
    };
    let ticked = told.occurred.precision == domain::date::Precision::ByPeriod;
    // A tick that comes with a correction of the amount alone leaves the known date and month.
    let (occurred, booked_to) = match standing.filter(|_| ticked) {
        Some(claim) => (claim.occurred.unwrap_or(told.occurred), claim.period),
        None => (told.occurred, told.occurred.period_no_later_than(period)),
    };
    let class = match (told.class, standing) {
        (Class::Unspecified, Some(claim)) => claim.class,
        (class, _) => class,
    };
    let draft = ClaimDraft {
        kind: told.kind,
        class,
        origin,
        amount: told.amount.or(standing.and_then(|claim| claim.amount)),
        approximate: told.approximate,
        occurred: Some(occurred),
        period: booked_to,
        opening: false,
        corrects,
    };
    Some(PlannedClaim { draft, source: told.source })
}

fn money_claims(
    told: &ToldMoney,
    booked: &[Visible<Claim>],
    origin: OriginScope,
    ground: &Ground,
) -> Result<(Vec<PlannedClaim>, bool), OlderPeriod> {
    let of_year = |outside: Option<bool>| -> Vec<BookedMoney> {
        booked
            .iter()
            .filter(|claim| claim.kind == told.kind && claim.period.year() == ground.period.year())
            .filter(|claim| outside.is_none_or(|outside| (claim.origin == OriginScope::OutOfProvince) == outside))
            .filter_map(|claim| Some(BookedMoney { period: claim.period, amount: claim.amount?, opening: claim.opening }))
            .collect()
    };
    let older = of_year(None).iter().any(|money| money.reported_in() > ground.period);
    let steps = |reading: &MoneyReading, booked: &[BookedMoney]| money_steps(reading, ground.period, booked, ground.confirm_older);
    let claim = |step: MoneyStep, origin: OriginScope| {
        let month = told.month_sources.iter().find(|(month, _)| *month == step.period && !step.opening).map(|(_, source)| source.clone());
        PlannedClaim {
            draft: ClaimDraft {
                kind: told.kind,
                class: Class::Unspecified,
                origin,
                amount: Some(step.amount),
                approximate: told.approximate,
                occurred: None,
                period: step.period,
                opening: step.opening,
                corrects: None,
            },
            source: month.unwrap_or_else(|| told.source.clone()),
        }
    };
    let mut claims = Vec::new();
    match &told.out_of_province {
        None => claims.extend(steps(&told.all, &of_year(None))?.into_iter().map(|step| claim(step, origin))),
        Some(outside) => {
            // What is not from outside the province is the rest, by whatever the ledger gives for both.
            let rest = MoneyReading {
                month: told.all.month.zip(outside.month).map(|(all, outside)| Fen(all.0 - outside.0)),
                year_to_date: told.all.year_to_date.zip(outside.year_to_date).map(|(all, outside)| Fen(all.0 - outside.0)),
                by_month: Vec::new(),
            };
            let rest_origin = if origin == OriginScope::OutOfProvince { OriginScope::InProvince } else { origin };
            claims.extend(steps(outside, &of_year(Some(true)))?.into_iter().map(|step| claim(step, OriginScope::OutOfProvince)));
            claims.extend(steps(&rest, &of_year(Some(false)))?.into_iter().map(|step| claim(step, rest_origin)));
        }
    }
    let wrote_older = older && !claims.is_empty();
    Ok((claims, wrote_older))
}
