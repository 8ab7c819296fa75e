//! What an import would write: each row matched to a project or made a new one, and what it tells compared with
//! what is booked. The same plan is shown before the commit and carried out by it.

use std::collections::BTreeMap;

use domain::claim::{ClaimDraft, ClaimKind, Class, OriginScope};
use domain::ids::ImportId;
use domain::import::{
    BookedMilestone, BookedMoney, MilestoneStep, MoneyReading, MoneyStep, OlderPeriod, ToldMilestone, milestone_step, money_steps,
};
use domain::money::Fen;
use domain::period::Period;
use domain::project::{ProjectFacts, name_key};
use sheets::ledger::ProjectRow;
use store::claim::{Claim, Source};
use store::org::Org;
use store::project::Project;
use store::{Reader, Visible};

use super::facts::{Told, ToldMoney, facts_of, milestones_of, money_of};
use super::matching::{Hosts, Known};
use crate::caller::Caller;
use crate::error::AppError;

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
}

/// A row that writes nothing, with its cell and why.
#[derive(Clone, Debug)]
pub struct Skipped {
    /// `sheet!cell` of its name.
    pub cell: String,
    /// Why.
    pub reason: String,
}

/// The whole plan.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Every row.
    pub rows: Vec<PlannedRow>,
    /// Rows that write nothing although they should tell something.
    pub skipped: Vec<Skipped>,
    /// What the user should know before committing.
    pub warnings: Vec<String>,
    /// Rows whose money is held back because a newer period is booked.
    pub older: usize,
}

impl Plan {
    /// Rows of an action.
    pub fn count(&self, action: Action) -> usize {
        self.rows.iter().filter(|row| row.action == action).count()
    }

    /// Claims by kind: how many, and their money.
    pub fn claims(&self) -> BTreeMap<ClaimKind, (usize, Fen)> {
        let mut found: BTreeMap<ClaimKind, (usize, Fen)> = BTreeMap::new();
        for claim in self.rows.iter().flat_map(|row| &row.claims) {
            let (count, sum) = found.entry(claim.draft.kind).or_default();
            *count += 1;
            *sum = Fen(sum.0.saturating_add(claim.draft.amount.map_or(0, |amount| amount.0)));
        }
        found
    }
}

/// The ground on which an import is planned.
pub(super) struct Ground<'a> {
    pub(super) caller: &'a Caller,
    pub(super) org: &'a Visible<Org>,
    pub(super) period: Period,
    pub(super) import: ImportId,
    pub(super) confirm_older: bool,
}

/// Plans an import against what the record holds now.
pub(super) async fn plan(read: &Reader<'_>, ground: &Ground<'_>, rows: &[ProjectRow]) -> Result<Plan, AppError> {
    let hosts = Hosts::load(read, ground).await?;
    let facts: Vec<ProjectFacts> = rows.iter().map(|row| facts_of(row, &hosts.city)).collect();
    let known = Known::load(read, ground, &facts).await?;
    let mut plan = Plan::default();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for (index, (row, told)) in rows.iter().zip(facts).enumerate() {
        let cell = row.at.to_string();
        let mut planned =
            PlannedRow { index, action: Action::Skip, note: None, project: None, host: None, facts: told, claims: Vec::new() };
        match place(row, &planned.facts, &hosts, &known, &mut taken, index) {
            Err(reason) => {
                plan.skipped.push(Skipped { cell, reason: reason.clone() });
                planned.note = Some(reason);
            }
            Ok((host, project)) => {
                planned.host = Some(host);
                fill(&mut planned, project, row, ground, &known, &mut plan);
            }
        }
        plan.rows.push(planned);
    }
    if plan.older > 0 {
        let held = if ground.confirm_older {
            "将按较早账期入账"
        } else {
            "其到位资金暂不入账,如需入账请勾选“按较早账期入账”"
        };
        plan.warnings.push(format!("有 {} 个项目已有晚于 {} 的到位资金申报,{held}", plan.older, ground.period));
    }
    Ok(plan)
}

/// Finds the host unit and the project of a row, or why it cannot be told.
fn place(
    row: &ProjectRow,
    facts: &ProjectFacts,
    hosts: &Hosts,
    known: &Known,
    taken: &mut BTreeMap<String, usize>,
    index: usize,
) -> Result<(Visible<Org>, Option<Visible<Project>>), String> {
    let host = hosts.host_of(row)?;
    if facts.name.is_empty() {
        return Err("没有项目名称,无法入账".to_owned());
    }
    let project = known.find(facts, host.id)?;
    let key = match &project {
        Some(project) => project.id.to_string(),
        None => format!("{}/{}/{}", host.code, name_key(&facts.name), name_key(&facts.investor)),
    };
    if let Some(first) = taken.insert(key.clone(), index) {
        taken.insert(key, first);
        return Err(format!("与第 {} 个项目重复(项目名称和投资方相同),只入账前一条", first + 1));
    }
    Ok((host, project))
}

fn fill(
    planned: &mut PlannedRow,
    project: Option<Visible<Project>>,
    row: &ProjectRow,
    ground: &Ground<'_>,
    known: &Known,
    plan: &mut Plan,
) {
    let booked = project.as_ref().map(|project| known.standing(project.id)).unwrap_or_default();
    let origin =
        planned.facts.origin_scope.or(project.as_ref().and_then(|project| project.facts.origin_scope)).unwrap_or(OriginScope::Unknown);
    for told in milestones_of(row, ground.period, ground.import) {
        planned.claims.extend(milestone_claim(told, booked, origin, ground.period));
    }
    for told in money_of(row, ground.period, ground.import) {
        match money_claims(&told, booked, origin, ground) {
            Ok((claims, older)) => {
                planned.claims.extend(claims);
                plan.older += usize::from(older);
            }
            Err(OlderPeriod { newer, .. }) => {
                plan.older += 1;
                planned.note = Some(format!("已有 {newer} 的到位资金申报,本账期较早,资金未入账"));
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
    ground: &Ground<'_>,
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
