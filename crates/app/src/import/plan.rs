//! What an import would write: each row matched to a project or made a new one, and what it tells compared with
//! what is booked. The same plan is shown before the commit and carried out by it.

use std::collections::{BTreeMap, BTreeSet};

use domain::claim::{ClaimDraft, ClaimKind, ClaimState, Class, OriginScope};
use domain::ids::{ImportId, OrgId, ProjectId};
use domain::import::{BookedMilestone, BookedMoney, MilestoneStep, MoneyReading, MoneyStep, OlderPeriod, milestone_step, money_steps};
use domain::money::Fen;
use domain::period::Period;
use domain::project::{ProjectFacts, name_key};
use sheets::ledger::ProjectRow;
use store::claim::{Claim, Source, states};
use store::org::Org;
use store::project::{MatchKeys, Project, ProjectFilter};
use store::{Reader, Rows, Visible};

use super::facts::{Told, ToldMoney, facts_of, milestones_of, money_of};
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
    let before = standing.map(|claim| BookedMilestone { occurred: claim.occurred, amount: claim.amount });
    let corrects = match milestone_step(told.occurred, told.amount, before) {
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

/// The units that a row may belong to.
struct Hosts {
    /// The importing unit, or the only unit of its area.
    single: Option<Visible<Org>>,
    units: Vec<Visible<Org>>,
    /// Division code of the city.
    city: String,
}

impl Hosts {
    async fn load(read: &Reader<'_>, ground: &Ground<'_>) -> Result<Self, AppError> {
        let area = store::org::area_of(read, ground.org.id).await?;
        let units = Rows::<Org>::visible_to(&ground.caller.scope).units().below(area).in_order(read).await?;
        let single = units.iter().find(|unit| unit.id == area).cloned();
        let directory = store::org::directory(read).await?;
        let ancestors = store::org::ancestors(read, area).await?;
        let city = ancestors
            .iter()
            .filter_map(|id| directory.get(id))
            .find(|org| org.kind == domain::org::OrgKind::City)
            .map_or_else(|| ground.org.code.clone(), |org| org.code.clone());
        Ok(Self { single, units, city })
    }

    fn host_of(&self, row: &ProjectRow) -> Result<Visible<Org>, String> {
        if let Some(single) = &self.single {
            return Ok(single.clone());
        }
        let named = row.county.as_ref().and_then(|field| field.value.as_deref()).map(str::trim).filter(|text| !text.is_empty());
        let Some(named) = named else {
            return Err("台账没有县区一栏,无法确定落户单位,请由县区分别导入".to_owned());
        };
        let matches: Vec<&Visible<Org>> = self
            .units
            .iter()
            .filter(|unit| {
                unit.name == named || unit.short_name == named || unit.name.contains(named) || named.contains(unit.short_name.as_str())
            })
            .collect();
        match matches.as_slice() {
            [unit] => Ok((*unit).clone()),
            [] => Err(format!("县区「{named}」不在机构名录中,请核对名称")),
            several => several
                .iter()
                .find(|unit| unit.name == named || unit.short_name == named)
                .map(|unit| (**unit).clone())
                .ok_or_else(|| format!("县区「{named}」对应多个单位,请写全称")),
        }
    }
}

/// Projects of the importing organisation's subtree that rows may mean, with their standing claims.
struct Known {
    projects: Vec<Visible<Project>>,
    by_code: BTreeMap<String, Vec<usize>>,
    by_credit: BTreeMap<(String, String), Vec<usize>>,
    by_name: BTreeMap<(OrgId, String, String), Vec<usize>>,
    standing: BTreeMap<ProjectId, Vec<Visible<Claim>>>,
}

impl Known {
    async fn load(read: &Reader<'_>, ground: &Ground<'_>, facts: &[ProjectFacts]) -> Result<Self, AppError> {
        let set = |values: &mut dyn Iterator<Item = String>| values.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let keys = MatchKeys {
            project_codes: set(&mut facts.iter().filter_map(|facts| facts.project_code.clone())),
            credit_codes: Vec::new(),
            name_keys: set(&mut facts.iter().map(|facts| name_key(&facts.name))),
        };
        let area = store::org::area_of(read, ground.org.id).await?;
        let filter = ProjectFilter { org: Some(area), ..ProjectFilter::default() };
        let projects = Rows::<Project>::visible_to(&ground.caller.scope).matching(&filter).candidates(read, &keys).await?;
        let ids: Vec<ProjectId> = projects.iter().map(|project| project.id).collect();
        let claims = Rows::<Claim>::visible_to(&ground.caller.scope).of_projects(read, &ids).await?;
        let states = states(read, &claims.iter().collect::<Vec<_>>()).await?;
        let mut standing: BTreeMap<ProjectId, Vec<Visible<Claim>>> = BTreeMap::new();
        for claim in claims {
            // What was sent back is to be reported anew; what was refused is not.
            if matches!(states.get(&claim.id), None | Some(ClaimState::Pending | ClaimState::Recognised | ClaimState::Rejected)) {
                standing.entry(claim.project).or_default().push(claim);
            }
        }
        let mut known = Self { projects, by_code: BTreeMap::new(), by_credit: BTreeMap::new(), by_name: BTreeMap::new(), standing };
        for (index, project) in known.projects.iter().enumerate() {
            let name = name_key(&project.facts.name);
            if let Some(code) = &project.facts.project_code {
                known.by_code.entry(code.clone()).or_default().push(index);
            }
            if let Some(code) = &project.facts.credit_code {
                known.by_credit.entry((code.clone(), name.clone())).or_default().push(index);
            }
            known.by_name.entry((project.org, name, name_key(&project.facts.investor))).or_default().push(index);
        }
        Ok(known)
    }

    fn standing(&self, project: ProjectId) -> &[Visible<Claim>] {
        self.standing.get(&project).map(Vec::as_slice).unwrap_or_default()
    }

    /// By project code; by credit code and name; by investor, name and county.
    fn find(&self, facts: &ProjectFacts, host: OrgId) -> Result<Option<Visible<Project>>, String> {
        let name = name_key(&facts.name);
        let by_code = facts.project_code.as_ref().and_then(|code| self.by_code.get(code));
        let by_credit = || facts.credit_code.as_ref().and_then(|code| self.by_credit.get(&(code.clone(), name.clone())));
        let by_name = || self.by_name.get(&(host, name.clone(), name_key(&facts.investor)));
        match by_code.or_else(by_credit).or_else(by_name).map(Vec::as_slice) {
            None | Some([]) => Ok(None),
            Some([one]) => Ok(self.projects.get(*one).cloned()),
            Some(several) => {
                let codes: Vec<&str> =
                    several.iter().filter_map(|index| self.projects.get(*index)).map(|project| project.code.as_str()).collect();
                Err(format!("对应多个已有项目({}),请先合并或在台账中填写项目代码", codes.join("、")))
            }
        }
    }
}
