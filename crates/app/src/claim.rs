//! Claims and verdicts: the queue of a reviewer, and the decision.

mod batch;

use std::collections::{BTreeMap, BTreeSet};

use access::{Permission, Scope};
use domain::check::{Check, Checked, Surroundings, checks};
use domain::claim::{ClaimKind, ClaimState, Level, VerdictDraft, VerdictError};
use domain::ids::{ClaimId, ImportId, OrgId, ProjectId};
use domain::money::Fen;
use domain::period::Period;
use domain::project::name_key;
use store::claim::{Claim, Verdict, states, verdicts};
use store::import::Import;
use store::list::ClaimRow;
use store::org::{Org, area_of, is_above, named};
use store::project::{MatchKeys, Project};
use store::record::{Entry, append};
use store::{Reader, Rows, Visible};

use crate::caller::Caller;
use crate::error::AppError;
use crate::list::{ListPage, ListQuery, Source as _};
use crate::state::App;

pub use batch::{BatchOutcome, LeftOver, Ruling, decide_import, decide_selected, selection_outcome};

/// A claim with all that a reviewer looks at.
#[derive(Clone, Debug)]
pub struct ClaimView {
    /// The claim.
    pub claim: Visible<Claim>,
    /// Its project.
    pub project: Visible<Project>,
    /// The host unit.
    pub org: Org,
    /// Name of the workbook that it was read from.
    pub file_name: Option<String>,
    /// What it has come to.
    pub state: ClaimState,
    /// Decisions, oldest first.
    pub verdicts: Vec<Verdict>,
    /// What a program can tell.
    pub checks: Vec<Check>,
    /// Why the caller may not decide on it; absent where the caller may.
    pub not_decidable: Option<String>,
}

impl ClaimView {
    /// Whether all automatic checks pass.
    pub fn passes(&self) -> bool {
        self.checks.iter().all(|check| check.passed)
    }
}

/// Claims that the caller sees, oldest first unless asked otherwise: what waits longest comes first. With `import`,
/// only those that were read from it.
pub async fn list(app: &App, caller: &Caller, import: Option<ImportId>, query: &ListQuery) -> Result<ListPage<ClaimView>, AppError> {
    let rows = || {
        let rows = ClaimRow::rows(caller);
        import.into_iter().fold(rows, Rows::<ClaimRow>::of_import)
    };
    let page = crate::list::page::<ClaimRow>(app, caller, rows, query).await?;
    let ids: Vec<ClaimId> = page.items.iter().map(|row| row.claim()).collect();
    let claims = Rows::<Claim>::visible_to(&caller.scope).by_ids(&app.store.read(), &ids).await?;
    let mut found: BTreeMap<ClaimId, ClaimView> = views(app, caller, claims).await?.into_iter().map(|view| (view.claim.id, view)).collect();
    let items = ids.iter().filter_map(|id| found.remove(id)).collect();
    Ok(page.with(items))
}

/// One claim.
pub async fn show(app: &App, caller: &Caller, id: ClaimId) -> Result<ClaimView, AppError> {
    caller.require(Permission::ClaimRead)?;
    let claim = Rows::<Claim>::visible_to(&caller.scope).by_id(&app.store.read(), id.0).await?;
    views(app, caller, vec![claim]).await?.pop().ok_or(AppError::NotFound)
}

/// Gathers what belongs to claims, for many at once.
pub(crate) async fn views(app: &App, caller: &Caller, claims: Vec<Visible<Claim>>) -> Result<Vec<ClaimView>, AppError> {
    let read = app.store.read();
    gather(&read, caller, claims, Period::of_instant(app.store.now())).await
}

async fn gather(read: &Reader<'_>, caller: &Caller, claims: Vec<Visible<Claim>>, now: Period) -> Result<Vec<ClaimView>, AppError> {
    let mut projects: Vec<ProjectId> = claims.iter().map(|claim| claim.project).collect();
    projects.sort_unstable();
    projects.dedup();
    let around = Around::load(read, caller, &projects).await?;
    let seen: Vec<&Visible<Claim>> = claims.iter().collect();
    let mut decided: BTreeMap<ClaimId, Vec<Verdict>> = BTreeMap::new();
    for verdict in verdicts(read, &seen).await? {
        decided.entry(verdict.claim).or_default().push(verdict);
    }
    let states = states(read, &seen).await?;
    let orgs = named(read, around.projects.values().map(|project| project.org)).await?;
    let imports: BTreeMap<ImportId, String> = Rows::<Import>::visible_to(&caller.scope)
        .names(read, &claims.iter().filter_map(|claim| claim.source.import).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>())
        .await?;
    let mut decider = Decider::new(read, caller).await?;
    let mut found = Vec::with_capacity(claims.len());
    for claim in claims {
        let Some(project) = around.projects.get(&claim.project) else { continue };
        let Some(org) = orgs.get(&project.org) else { continue };
        let state = states.get(&claim.id).copied().unwrap_or(ClaimState::Pending);
        found.push(ClaimView {
            checks: around.check(&claim, project, now),
            not_decidable: decider.refusal(read, &claim, state).await?,
            file_name: claim.source.import.and_then(|import| imports.get(&import).cloned()),
            project: project.clone(),
            org: org.clone(),
            state,
            verdicts: decided.remove(&claim.id).unwrap_or_default(),
            claim,
        });
    }
    Ok(found)
}

/// What checks look at beside the claim itself.
struct Around {
    projects: BTreeMap<ProjectId, Visible<Project>>,
    standing: BTreeMap<ProjectId, Vec<Visible<Claim>>>,
    doubles: BTreeMap<ProjectId, Vec<String>>,
}

impl Around {
    async fn load(read: &Reader<'_>, caller: &Caller, ids: &[ProjectId]) -> Result<Self, AppError> {
        let projects = Rows::<Project>::visible_to(&caller.scope).by_ids(read, ids).await?;
        let all = Rows::<Claim>::visible_to(&caller.scope).of_projects(read, ids).await?;
        let states = states(read, &all.iter().collect::<Vec<_>>()).await?;
        let mut standing: BTreeMap<ProjectId, Vec<Visible<Claim>>> = BTreeMap::new();
        for claim in all {
            if matches!(states.get(&claim.id), None | Some(ClaimState::Pending | ClaimState::Recognised | ClaimState::Historical)) {
                standing.entry(claim.project).or_default().push(claim);
            }
        }
        // Only that a project of the same name and investor exists elsewhere is told, and by whom: nothing else of it.
        let keys = MatchKeys {
            name_keys: projects.values().map(|project| name_key(&project.facts.name)).collect::<BTreeSet<_>>().into_iter().collect(),
            ..MatchKeys::default()
        };
        let namesakes =
            Rows::<Project>::visible_to(&Scope::system("查重:同名同投资方的项目由哪些单位申报")).candidates(read, &keys).await?;
        let orgs = named(read, namesakes.iter().map(|project| project.org)).await?;
        let sameness = |project: &Project| (name_key(&project.facts.name), name_key(&project.facts.investor));
        let mut reported: BTreeMap<(String, String), Vec<(OrgId, &str)>> = BTreeMap::new();
        for project in &namesakes {
            if let Some(org) = orgs.get(&project.org) {
                reported.entry(sameness(project)).or_default().push((project.org, &org.short_name));
            }
        }
        let elsewhere = |project: &Project| -> BTreeSet<&str> {
            let same = reported.get(&sameness(project)).into_iter().flatten();
            same.filter(|(org, _)| *org != project.org).map(|(_, name)| *name).collect()
        };
        let doubles = projects.values().map(|project| (project.id, elsewhere(project).into_iter().map(str::to_owned).collect())).collect();
        Ok(Self { projects, standing, doubles })
    }

    fn check(&self, claim: &Claim, project: &Project, now: Period) -> Vec<Check> {
        let standing = self.standing.get(&project.id).map(Vec::as_slice).unwrap_or_default();
        let signing = standing.iter().filter(|other| other.kind == ClaimKind::Signed).min_by_key(|other| other.period);
        let around = Surroundings {
            total_investment: project.facts.total_investment,
            credit_code_valid: project.facts.credit_code.as_deref().map(|code| quantity::credit_code::check(code).is_valid()),
            signed: signing.and_then(|signing| signing.occurred),
            has_signing: signing.is_some(),
            funds: standing.iter().filter(|other| other.kind == ClaimKind::FundsPaidIn).filter_map(|other| other.amount).sum::<Fen>(),
            also_reported_by: self.doubles.get(&project.id).cloned().unwrap_or_default(),
            now: Some(now),
        };
        let checked = Checked {
            kind: claim.kind,
            amount: claim.amount,
            approximate: claim.approximate,
            occurred: claim.occurred,
            period: claim.period,
            origin: claim.origin,
        };
        checks(&checked, &around)
    }
}

/// Who decides is none of those who reported, and sits above the claim's organisation.
struct Decider<'a> {
    caller: &'a Caller,
    area: OrgId,
    above: BTreeMap<OrgId, bool>,
}

impl<'a> Decider<'a> {
    async fn new(read: &Reader<'_>, caller: &'a Caller) -> Result<Self, AppError> {
        Ok(Self { caller, area: area_of(read, caller.org).await?, above: BTreeMap::new() })
    }

    async fn refusal(&mut self, read: &Reader<'_>, claim: &Claim, state: ClaimState) -> Result<Option<String>, AppError> {
        let refusal = |text: &str| Ok(Some(text.to_owned()));
        if self.caller.require(Permission::ClaimDecide).is_err() {
            return refusal("您没有认定权限,由上级审核人办理");
        }
        match state {
            ClaimState::Withdrawn => return refusal("该申报已撤回"),
            ClaimState::Historical => return refusal("历史数据不参与认定"),
            ClaimState::Replaced => return refusal("该申报已被更正替代,请认定更正后的申报"),
            ClaimState::Pending | ClaimState::Recognised | ClaimState::Returned | ClaimState::Rejected => {}
        }
        if claim.reported_by == Some(self.caller.user) {
            return refusal("您是该申报的填报人,须由他人认定");
        }
        let above = if let Some(above) = self.above.get(&claim.org) {
            *above
        } else {
            let above = is_above(read, self.area, claim.org).await?;
            self.above.insert(claim.org, above);
            above
        };
        if above { Ok(None) } else { refusal("只有申报单位的上级可以认定") }
    }
}

fn verdict_fault(error: &VerdictError) -> AppError {
    let (pointer, code) = match error {
        VerdictError::ApproximateNeedsAmount => ("/amount", "amount_required"),
        VerdictError::NoAmountToRecognise => ("/amount", "no_amount"),
        VerdictError::WrongSign => ("/amount", "wrong_sign"),
        VerdictError::ReasonRequired => ("/reason", "reason_required"),
        VerdictError::NothingToRevoke => ("/outcome", "nothing_to_revoke"),
        VerdictError::NotStanding => ("", "not_standing"),
    };
    AppError::invalid(pointer, code, error.to_string())
}

/// Decides on a claim at the city's level.
pub async fn decide(app: &App, caller: &Caller, id: ClaimId, draft: VerdictDraft) -> Result<ClaimView, AppError> {
    caller.require(Permission::ClaimDecide)?;
    let (caller_in, now) = (caller.clone(), Period::of_instant(app.store.now()));
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (caller, draft) = (caller_in.clone(), draft.clone());
            Box::pin(async move {
                let read = tx.read();
                let claim = Rows::<Claim>::visible_to(&caller.scope).by_id(&read, id.0).await?;
                let view = gather(&read, &caller, vec![claim], now).await?.pop().ok_or(AppError::NotFound)?;
                if let Some(reason) = view.not_decidable {
                    return Err(AppError::conflict("not_decidable", reason));
                }
                let passed_before = view.state == ClaimState::Recognised;
                let recognised =
                    draft.check(view.claim.amount, view.claim.approximate, passed_before).map_err(|error| verdict_fault(&error))?;
                let detail = serde_json::json!({
                    "outcome": draft.outcome.code(), "amount": recognised.map(|fen| fen.to_string()), "reason": draft.reason,
                    "project": view.project.code, "kind": view.claim.kind.code(),
                });
                append(tx, vec![Entry::Verdict { claim: view.claim.key(), level: Level::Recognised, draft, recognised }]).await?;
                tx.audit("claim.decided", id, detail).await?;
                Ok(())
            })
        })
        .await?;
    show(app, caller, id).await
}

/// Claims that are checked for a page while it is waited for.
const CHECKED_AT_ONCE: u64 = 2_000;

/// How many claims of an import wait, and how many of them pass all automatic checks: absent where there are too many to
/// look at each for a page.
pub(crate) async fn waiting(app: &App, caller: &Caller, import: ImportId) -> Result<(u64, Option<usize>), AppError> {
    let read = app.store.read();
    let pending = || Rows::<Claim>::visible_to(&caller.scope).of_import(import, Some(ClaimState::Pending));
    let count = pending().count(&read).await?;
    if count > CHECKED_AT_ONCE {
        return Ok((count, None));
    }
    let views = views(app, caller, pending().all(&read).await?).await?;
    Ok((count, Some(views.iter().filter(|view| view.passes()).count())))
}
