//! What a project lacks for its next stage: `assets/rules/stages.toml`.
//!
//! A stage is made by claims, never by a button; the gate tells what should be known before, and by which claim the
//! project moves on.

use std::sync::LazyLock;

use domain::claim::{ClaimKind, ClaimState};
use domain::project::{FactField, ProjectFacts, Stage};
use serde::Deserialize;

use crate::claim::ClaimView;

#[derive(Deserialize)]
struct Rules {
    #[serde(rename = "gate")]
    gates: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    to: Stage,
    claim: ClaimKind,
    facts: Vec<FactField>,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    // The file is part of the program and a test reads it.
    toml::from_str::<Rules>(include_str!("../../../../assets/rules/stages.toml")).map(|rules| rules.gates).unwrap_or_default()
});

/// A fact that the next stage asks for and that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The fact.
    pub field: FactField,
    /// Why it cannot be given, where the unit says so: then it is answered, and still told.
    pub unavailable: Option<String>,
}

/// The claim that moves a project on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GateClaim {
    /// What is to be claimed.
    pub kind: ClaimKind,
    /// What the latest such claim has come to; absent where none was made.
    pub state: Option<ClaimState>,
}

/// The way to the next stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The next stage.
    pub to: Stage,
    /// Facts that are not there.
    pub missing: Vec<Missing>,
    /// The claim that moves the project on.
    pub claim: GateClaim,
}

impl Gate {
    /// Whether all that is asked for was answered.
    pub fn ready(&self) -> bool {
        self.missing.iter().all(|missing| missing.unavailable.is_some())
    }

    /// The gate before the stage that follows; `None` where none does.
    pub(super) fn after(stage: Stage, facts: &ProjectFacts, claims: &[ClaimView]) -> Option<Self> {
        let place = |stage: Stage| (stage != Stage::Terminated).then(|| stage.number());
        let now = place(stage)?;
        let rule = RULES.iter().filter(|rule| place(rule.to).is_some_and(|to| to > now)).min_by_key(|rule| rule.to)?;
        let missing = rule.facts.iter().filter(|field| facts.value(**field).is_none());
        let state =
            claims.iter().filter(|view| view.claim.kind == rule.claim).max_by_key(|view| view.claim.sequence).map(|view| view.state);
        Some(Self {
            to: rule.to,
            missing: missing.map(|field| Missing { field: *field, unavailable: facts.unavailable.get(field).cloned() }).collect(),
            claim: GateClaim { kind: rule.claim, state },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_lead_from_stage_to_stage() {
        toml::from_str::<Rules>(include_str!("../../../../assets/rules/stages.toml")).unwrap();
        let next = |stage| Gate::after(stage, &ProjectFacts::default(), &[]).map(|gate| gate.to);
        assert_eq!(next(Stage::Negotiating), Some(Stage::Signed));
        assert_eq!(next(Stage::Signed), Some(Stage::Started));
        assert_eq!(next(Stage::Started), Some(Stage::Completed));
        assert_eq!(next(Stage::Completed), Some(Stage::InProduction));
        assert_eq!((next(Stage::InProduction), next(Stage::Terminated)), (None, None));
    }

    #[test]
    fn what_cannot_be_given_is_answered_and_still_told() {
        let mut facts = ProjectFacts { responsible: Some("投促局".to_owned()), ..ProjectFacts::default() };
        for field in [FactField::ProjectCompany, FactField::CreditCode] {
            facts.unavailable.insert(field, "公司注册中".to_owned());
        }
        let gate = Gate::after(Stage::Signed, &facts, &[]).unwrap();
        let open: Vec<_> = gate.missing.iter().filter(|missing| missing.unavailable.is_none()).map(|missing| missing.field).collect();
        assert_eq!((gate.missing.len(), open, gate.ready()), (3, vec![FactField::ProjectCode], false));
        facts.unavailable.insert(FactField::ProjectCode, "正在备案".to_owned());
        assert!(Gate::after(Stage::Signed, &facts, &[]).unwrap().ready());
    }
}
