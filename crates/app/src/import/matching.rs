//! Finding what a row means: its host unit, and the project that it tells of.

use std::collections::{BTreeMap, BTreeSet};

use domain::claim::ClaimState;
use domain::ids::{OrgId, ProjectId};
use domain::project::{ProjectFacts, name_key};
use sheets::field::FieldId;
use sheets::ledger::{ProjectRow, Severity};
use store::claim::{Claim, states};
use store::org::Org;
use store::project::{MatchKeys, Project};
use store::{Reader, Rows, Tx, Visible};

use super::kept::memory;
use super::plan::{Ground, Refusal};
use crate::error::AppError;

/// The units that a row may belong to.
pub(super) struct Hosts {
    /// The importing unit, or the only unit of its area.
    single: Option<Visible<Org>>,
    units: Vec<Visible<Org>>,
    /// Division code of the city.
    pub(super) city: String,
    /// By the words of the organisation's ledgers the unit that they mean.
    places: BTreeMap<String, String>,
}

/// The division code of the city that an organisation is in, from which origins are seen.
pub(super) async fn city_of(read: &Reader<'_>, org: OrgId) -> Result<Option<String>, AppError> {
    let above = store::org::ancestors(read, org).await?;
    let named = store::org::named(read, above.iter().copied()).await?;
    let city = above.iter().filter_map(|id| named.get(id)).find(|org| org.kind == domain::org::OrgKind::City);
    Ok(city.map(|org| org.code.clone()))
}

impl Hosts {
    pub(super) async fn load(read: &Reader<'_>, ground: &Ground) -> Result<Self, AppError> {
        let area = store::org::area_of(read, ground.org.id).await?;
        let units = Rows::<Org>::visible_to(&ground.caller.scope).units().below(area).in_order(read).await?;
        let single = units.iter().find(|unit| unit.id == area).cloned();
        let city = city_of(read, area).await?.unwrap_or_else(|| ground.org.code.clone());
        let places = memory(read, ground.org.id).await?.places;
        Ok(Self { single, units, city, places })
    }

    /// The units that rows may belong to.
    pub(super) fn units(&self) -> &[Visible<Org>] {
        &self.units
    }

    pub(super) fn host_of(&self, row: &ProjectRow) -> Result<Visible<Org>, Refusal> {
        let named = row.county.as_ref().and_then(|field| field.value.as_deref()).map(str::trim).filter(|text| !text.is_empty());
        if let Some(single) = &self.single {
            return Ok(single.clone());
        }
        let refusal = |rule, message| Refusal { rule, severity: Severity::Error, field: Some(FieldId::County), message };
        let Some(named) = named else {
            let message = "台账没有县区一栏,无法确定落户单位;请填写县区,或由县区分别导入".to_owned();
            return Err(refusal("no_place", message));
        };
        let named = self.places.get(named).map_or(named, String::as_str);
        let matches: Vec<&Visible<Org>> = self
            .units
            .iter()
            .filter(|unit| {
                unit.name == named || unit.short_name == named || unit.name.contains(named) || named.contains(unit.short_name.as_str())
            })
            .collect();
        match matches.as_slice() {
            [unit] => Ok((*unit).clone()),
            [] => Err(refusal("unknown_place", format!("县区「{named}」不在机构名录中,请核对名称"))),
            several => several
                .iter()
                .find(|unit| unit.name == named || unit.short_name == named)
                .map(|unit| (**unit).clone())
                .ok_or_else(|| refusal("ambiguous_place", format!("县区「{named}」对应多个单位,请写全称"))),
        }
    }
}

/// Projects of the importing organisation's subtree that rows may mean, with their standing claims.
pub(super) struct Known {
    projects: Vec<Visible<Project>>,
    by_code: BTreeMap<String, Vec<usize>>,
    by_credit: BTreeMap<(String, String), Vec<usize>>,
    by_name: BTreeMap<(OrgId, String, String), Vec<usize>>,
    standing: BTreeMap<ProjectId, Vec<Visible<Claim>>>,
}

impl Known {
    /// Loads what the facts may mean, without the projects that the import itself made; with `hold` the projects are
    /// held until the end of that transaction.
    pub(super) async fn load(
        read: &Reader<'_>,
        hold: Option<&Tx>,
        ground: &Ground,
        facts: &[ProjectFacts],
        made: &BTreeSet<ProjectId>,
    ) -> Result<Self, AppError> {
        let set = |values: &mut dyn Iterator<Item = String>| values.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
        let keys = MatchKeys {
            project_codes: set(&mut facts.iter().filter_map(|facts| facts.project_code.clone())),
            credit_codes: Vec::new(),
            name_keys: set(&mut facts.iter().map(|facts| name_key(&facts.name))),
        };
        let area = store::org::area_of(read, ground.org.id).await?;
        let mut projects = Rows::<Project>::visible_to(&ground.caller.scope).hosted_by(area).candidates(read, &keys).await?;
        projects.retain(|project| !made.contains(&project.id));
        let ids: Vec<ProjectId> = projects.iter().map(|project| project.id).collect();
        if let Some(tx) = hold {
            // As they were read they may be out of date by the time that they are held.
            store::record::hold(tx, &ids).await?;
            projects = Rows::<Project>::visible_to(&ground.caller.scope).by_ids(read, &ids).await?.into_values().collect();
        }
        let claims = Rows::<Claim>::visible_to(&ground.caller.scope).of_projects(read, &ids).await?;
        let states = states(read, &claims.iter().collect::<Vec<_>>()).await?;
        let mut standing: BTreeMap<ProjectId, Vec<Visible<Claim>>> = BTreeMap::new();
        for claim in claims {
            // What was sent back is to be reported anew; what was refused is not.
            if matches!(
                states.get(&claim.id),
                None | Some(ClaimState::Pending | ClaimState::Recognised | ClaimState::Rejected | ClaimState::Historical)
            ) {
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

    pub(super) fn standing(&self, project: ProjectId) -> &[Visible<Claim>] {
        self.standing.get(&project).map(Vec::as_slice).unwrap_or_default()
    }

    /// By project code; by credit code and name; by investor, name and county.
    pub(super) fn find(&self, facts: &ProjectFacts, host: OrgId) -> Result<Option<Visible<Project>>, Refusal> {
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
                Err(Refusal {
                    rule: "several_projects",
                    severity: Severity::Error,
                    field: Some(FieldId::ProjectName),
                    message: format!("对应多个已有项目({}),请先合并或在台账中填写项目代码", codes.join("、")),
                })
            }
        }
    }
}
