//! The city's reviewer: what is sent back before the batch is recognised, what is decided by hand after it, and what
//! is taken back when the site was visited.

use app::claim::{ClaimView, decide, decide_import};
use app::list::{ListFilter, ListQuery};
use app::{App, Caller};
use domain::claim::{ClaimKind, ClaimState, Outcome, VerdictDraft};
use domain::ids::ImportId;
use domain::list::Condition;
use domain::money::Fen;
use domain::period::Period;

use crate::fill::DemoError;
use crate::world::{World, WorldProject};

/// A reviewer at work.
pub(crate) struct Reviewer<'a> {
    pub(crate) app: &'a App,
    pub(crate) caller: Caller,
    pub(crate) world: &'a World,
}

fn verdict(outcome: Outcome, reason: &str) -> VerdictDraft {
    VerdictDraft { outcome, amount: None, reason: reason.to_owned() }
}

impl Reviewer<'_> {
    /// Decides on an import of a unit. Of the latest periods (`is_fresh`) approximate amounts still wait for the
    /// contract's text.
    pub(crate) async fn decide(&self, unit: usize, import: ImportId, period: Period, is_fresh: bool) -> Result<(), DemoError> {
        for project in self.world.listed(unit, period).filter(|project| project.told(period).unit_slip) {
            self.send_back_slip(project, import).await?;
        }
        decide_import(self.app, &self.caller, import).await?;
        let mut cursor = None;
        loop {
            let filter = vec![Condition::one_of("state", [ClaimState::Pending.code()])].into();
            let query = ListQuery { filter, cursor, limit: 200, ..ListQuery::default() };
            let waiting = app::claim::list(self.app, &self.caller, Some(import), &query).await?;
            for view in &waiting.items {
                if let Some(draft) = self.by_hand(unit, view, is_fresh) {
                    decide(self.app, &self.caller, view.claim.id, draft).await?;
                }
            }
            cursor = waiting.next;
            if cursor.is_none() {
                return Ok(());
            }
        }
    }

    async fn send_back_slip(&self, project: &WorldProject, import: ImportId) -> Result<(), DemoError> {
        for view in self.claims_of(project, ClaimState::Pending, ClaimKind::Signed, Some(import)).await? {
            let reason = "总投资与项目规模不符,疑为单位填错(万元、亿元),请核对合同后重报";
            decide(self.app, &self.caller, view.claim.id, verdict(Outcome::Returned, reason)).await?;
        }
        Ok(())
    }

    async fn claims_of(
        &self,
        project: &WorldProject,
        state: ClaimState,
        kind: ClaimKind,
        import: Option<ImportId>,
    ) -> Result<Vec<ClaimView>, DemoError> {
        let mut conditions = vec![Condition::one_of("state", [state.code()]), Condition::one_of("kind", [kind.code()])];
        conditions.extend(self.world.units.get(project.unit).map(|unit| Condition::below("org", unit.code)));
        let filter = ListFilter { search: Some(project.name.clone()), conditions };
        let query = ListQuery { filter, limit: 20, ..ListQuery::default() };
        let mut found = app::claim::list(self.app, &self.caller, import, &query).await?.items;
        found.retain(|view| view.project.facts.name == project.name);
        Ok(found)
    }

    /// What a person makes of a claim that the automatic checks left; nothing where it waits on.
    fn by_hand(&self, unit: usize, view: &ClaimView, is_fresh: bool) -> Option<VerdictDraft> {
        let failed: Vec<&str> = view.checks.iter().filter(|check| !check.passed).map(|check| check.rule).collect();
        let project = self.world.named(unit, &view.project.facts.name);
        if project.is_some_and(|project| project.messes.twin) {
            return Some(verdict(Outcome::Rejected, "与其他单位重复申报,经协商由对方落户,本单位不予认定"));
        }
        if failed.contains(&"amount_exact") {
            let exact = project.filter(|_| !is_fresh)?.total;
            return Some(VerdictDraft {
                outcome: Outcome::Passed,
                amount: Some(Fen::from_wan(exact)),
                reason: "已核对合同文本,按合同载明金额认定".to_owned(),
            });
        }
        if failed.contains(&"amount_present") {
            return Some(verdict(Outcome::Returned, "缺少可计入的金额,请补充后重报"));
        }
        if failed.contains(&"funds_within_total") {
            return Some(verdict(Outcome::Rejected, "累计到位超过合同总投资的 1.2 倍,未提供增资协议"));
        }
        let reason = match failed.as_slice() {
            [] => return None,
            ["credit_code"] => "已对照营业执照核实,代码系台账误录",
            ["amount_not_negative"] => "冲减上月多报,已核对到账凭证",
            rules if rules.contains(&"reported_once") => "经两地协商,由本单位落户,予以认定",
            _ => "已人工核实",
        };
        Some(verdict(Outcome::Passed, reason))
    }

    /// Takes back what a visit to the site did not bear out.
    pub(crate) async fn take_back(&self, period: Period) -> Result<(), DemoError> {
        for project in &self.world.projects {
            let Some((kind, _)) = project.messes.revoked.filter(|(_, after)| *after == period) else { continue };
            for view in self.claims_of(project, ClaimState::Recognised, kind, None).await? {
                let reason = "现场核查未见永久性工程施工,撤销开工认定";
                decide(self.app, &self.caller, view.claim.id, verdict(Outcome::Revoked, reason)).await?;
            }
        }
        Ok(())
    }
}
