//! Enterprises: who invests, with what the caller sees of its projects.

use std::collections::{BTreeMap, BTreeSet};

use access::Permission;
use domain::ids::ProjectId;
use domain::money::Fen;
use domain::project::name_key;
use store::claim::Claim;
use store::enterprise::{Enterprise, Investment};
use store::list::EnterpriseRow;
use store::org::Org;
use store::project::Project;
use store::{Rows, Visible};

use crate::caller::Caller;
use crate::claim::{ClaimView, views};
use crate::error::AppError;
use crate::list::{ListPage, ListQuery, Source as _, this_year};
use crate::project::{ListedProject, listed_of};
use crate::state::App;
use crate::timeline::TimelineEntry;

/// An enterprise on a list.
#[derive(Clone, Debug)]
pub struct ListedEnterprise {
    /// What the list shows of it.
    pub row: Visible<EnterpriseRow>,
    /// The host unit of its newest project.
    pub org: Org,
    /// The year whose funds it shows.
    pub year: i32,
}

/// Enterprises that invest in projects that the caller sees, newest first unless asked otherwise.
pub async fn list(app: &App, caller: &Caller, query: &ListQuery) -> Result<ListPage<ListedEnterprise>, AppError> {
    let mut page = crate::list::page::<EnterpriseRow>(app, caller, || EnterpriseRow::rows(caller), query).await?;
    let year = this_year(app);
    let directory = store::org::directory(&app.store.read()).await?;
    let units: BTreeMap<i32, Org> = directory.into_values().map(|org| (org.number, org)).collect();
    let listed = |row: Visible<EnterpriseRow>| Some(ListedEnterprise { org: units.get(&row.unit())?.clone(), row, year });
    let items = std::mem::take(&mut page.items).into_iter().filter_map(listed).collect();
    Ok(page.with(items))
}

fn distinct(investments: &[Visible<Investment>]) -> Vec<ProjectId> {
    investments.iter().map(|investment| investment.project).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A name that projects give an enterprise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnterpriseName {
    /// The name.
    pub name: String,
    /// Codes of the projects that give it, oldest first.
    pub projects: Vec<String>,
}

/// Everything that an enterprise's page shows.
#[derive(Clone, Debug)]
pub struct EnterprisePage {
    /// The enterprise.
    pub enterprise: Visible<Enterprise>,
    /// Its names, the present one first: the others are former names or other ways to write it.
    pub names: Vec<EnterpriseName>,
    /// Province in which it was registered, by its credit code.
    pub registered_in: Option<&'static str>,
    /// Where it comes from, as its projects tell.
    pub origins: Vec<String>,
    /// Industries of its projects.
    pub industries: Vec<String>,
    /// Companies that it has founded for its projects.
    pub companies: Vec<String>,
    /// Its projects, newest first.
    pub projects: Vec<ListedProject>,
    /// Their total investment, without those that tell none.
    pub total_investment: Fen,
    /// Their standing funds of the present year.
    pub funds_year_to_date: Fen,
    /// Their claims, newest first.
    pub claims: Vec<ClaimView>,
}

/// The page of the enterprise with this code.
pub async fn show(app: &App, caller: &Caller, code: &str) -> Result<EnterprisePage, AppError> {
    caller.require(Permission::ProjectRead)?;
    let read = app.store.read();
    let enterprise = Rows::<Enterprise>::visible_to(&caller.scope).by_code(&read, code).await?;
    let investments = Rows::<Investment>::visible_to(&caller.scope).of_enterprises(&read, &[enterprise.id]).await?;
    let ids = distinct(&investments);
    let projects = Rows::<Project>::visible_to(&caller.scope).by_ids(&read, &ids).await?;
    let claims = Rows::<Claim>::visible_to(&caller.scope).of_projects(&read, &ids).await?;
    let mut claims = views(app, caller, claims).await?;
    claims.sort_by_key(|view| std::cmp::Reverse(view.claim.id));
    let told = |fact: fn(&Project) -> Option<&String>| -> Vec<String> {
        projects.values().filter_map(|project| fact(project).cloned()).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let (origins, industries, companies) = (
        told(|project| project.facts.origin_place.as_ref()),
        told(|project| project.facts.industry.as_ref()),
        told(|project| project.facts.project_company.as_ref()),
    );
    let names = names(&investments, &projects);
    let total_investment = projects.values().filter_map(|project| project.facts.total_investment).sum();
    let mut projects = listed_of(app, caller, &ids).await?;
    projects.reverse();
    Ok(EnterprisePage {
        registered_in: enterprise.credit_code.as_deref().and_then(|code| quantity::credit_code::check(code).province()),
        names,
        origins,
        industries,
        companies,
        total_investment,
        funds_year_to_date: projects.iter().map(ListedProject::funds_year_to_date).sum(),
        projects,
        claims,
        enterprise,
    })
}

/// What happened to the projects of the enterprise with this code, newest first.
pub async fn timeline(app: &App, caller: &Caller, code: &str) -> Result<Vec<TimelineEntry>, AppError> {
    caller.require(Permission::ProjectRead)?;
    let read = app.store.read();
    let enterprise = Rows::<Enterprise>::visible_to(&caller.scope).by_code(&read, code).await?;
    let investments = Rows::<Investment>::visible_to(&caller.scope).of_enterprises(&read, &[enterprise.id]).await?;
    let projects = Rows::<Project>::visible_to(&caller.scope).by_ids(&read, &distinct(&investments)).await?;
    crate::timeline::of_projects(app, caller, projects.into_values().collect()).await
}

/// The names that somebody's projects give, that of the newest first.
fn names(investments: &[Visible<Investment>], projects: &BTreeMap<ProjectId, Visible<Project>>) -> Vec<EnterpriseName> {
    let mut found: Vec<(String, EnterpriseName)> = Vec::new();
    for investment in investments {
        let Some(project) = projects.get(&investment.project) else { continue };
        let key = name_key(&investment.name);
        let mut at = found.iter().position(|(known, _)| *known == key).map(|place| found.remove(place));
        let (_, name) = at.get_or_insert_with(|| (key, EnterpriseName { name: String::new(), projects: Vec::new() }));
        name.name.clone_from(&investment.name);
        name.projects.push(project.code.clone());
        found.extend(at);
    }
    found.into_iter().rev().map(|(_, name)| name).collect()
}
