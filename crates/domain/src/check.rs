//! Automatic checks of a claim: what a program can tell before a person decides.

use crate::claim::{ClaimKind, OriginScope};
use crate::date::PartialDate;
use crate::money::{Fen, Unit};
use crate::period::Period;

/// What is known around a claim.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Total investment of the project.
    pub total_investment: Option<Fen>,
    /// Whether the credit code passes GB 32100-2015; absent where there is none.
    pub credit_code_valid: Option<bool>,
    /// When the project's standing signing happened.
    pub signed: Option<PartialDate>,
    /// Whether the project has a standing signing.
    pub has_signing: bool,
    /// All standing claims of funds, this one included.
    pub funds: Fen,
    /// Names of other units that report a project of the same name and investor.
    pub also_reported_by: Vec<String>,
    /// The present month.
    pub now: Option<Period>,
}

/// The claim, as far as checks look at it.
#[derive(Clone, Copy, Debug)]
pub struct Checked {
    /// What is claimed.
    pub kind: ClaimKind,
    /// How much.
    pub amount: Option<Fen>,
    /// Whether only about.
    pub approximate: bool,
    /// When.
    pub occurred: Option<PartialDate>,
    /// Booked to.
    pub period: Period,
    /// Where the money comes from.
    pub origin: OriginScope,
}

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Stable code.
    pub rule: &'static str,
    /// Whether it passed.
    pub passed: bool,
    /// What was found, in Chinese.
    pub message: String,
}

/// Runs the checks that apply to the claim's kind. Sources: lifecycle constraints (a start needs a signing, funds
/// beyond 1.2 × the contract need an agreement on more), double reporting, GB 32100-2015.
pub fn checks(claim: &Checked, around: &Surroundings) -> Vec<Check> {
    let mut found = Vec::new();
    let mut note = |rule, passed, message: String| found.push(Check { rule, passed, message });
    note("amount_exact", !claim.approximate, if claim.approximate { "金额为约数,须由审核人填写核实金额" } else { "金额明确" }.to_owned());
    if let Some(amount) = claim.amount {
        let passed = amount.0 >= 0;
        note("amount_not_negative", passed, if passed { "金额不为负" } else { "金额为负,属冲减,请人工核实" }.to_owned());
    } else if matches!(claim.kind, ClaimKind::Signed | ClaimKind::FundsPaidIn | ClaimKind::ForeignCapitalUsed) {
        note("amount_present", false, "缺少可计入的金额".to_owned());
    }
    if let Some(now) = around.now {
        let passed = claim.period <= now;
        note(
            "period_not_future",
            passed,
            if passed { "账期不晚于当前月份".to_owned() } else { format!("账期 {} 晚于当前月份", claim.period) },
        );
    }
    if let Some(valid) = around.credit_code_valid {
        note("credit_code", valid, if valid { "信用代码校验通过" } else { "信用代码校验位不符,请对照营业执照" }.to_owned());
    }
    if claim.kind.is_milestone() && !matches!(claim.kind, ClaimKind::Signed | ClaimKind::Terminated) {
        note("signing_exists", around.has_signing, if around.has_signing { "已有签约申报" } else { "该项目没有签约申报" }.to_owned());
        if let (Some(signed), Some(occurred)) = (around.signed, claim.occurred) {
            let passed = occurred.last() >= signed.first;
            note(
                "after_signing",
                passed,
                if passed {
                    "时间不早于签约".to_owned()
                } else {
                    format!("时间 {} 早于签约 {}", occurred.display(), signed.display())
                },
            );
        }
    }
    if claim.kind == ClaimKind::FundsPaidIn {
        if let Some(total) = around.total_investment.filter(|total| total.0 > 0) {
            let passed = i128::from(around.funds.0) * 10 <= i128::from(total.0) * 12;
            let (paid, total) = (around.funds.display_in(Unit::Wan, 2), total.display_in(Unit::Wan, 2));
            let message = if passed {
                format!("累计到位 {paid} 万元,未超过总投资的 1.2 倍")
            } else {
                format!("累计到位 {paid} 万元,超过总投资 {total} 万元的 1.2 倍,需增资协议")
            };
            note("funds_within_total", passed, message);
        }
        let known = claim.origin != OriginScope::Unknown;
        note(
            "origin_known",
            known,
            if known { format!("资金来源:{}", claim.origin.label()) } else { "资金来源不明,无法区分省内省外".to_owned() },
        );
    }
    let single = around.also_reported_by.is_empty();
    note(
        "reported_once",
        single,
        if single {
            "未发现其他单位申报同名项目".to_owned()
        } else {
            format!("{}也申报了同名同投资方的项目,请核查是否重复", around.also_reported_by.join("、"))
        },
    );
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn funds(amount: i64) -> Checked {
        Checked {
            kind: ClaimKind::FundsPaidIn,
            amount: Some(Fen(amount)),
            approximate: false,
            occurred: None,
            period: "2026-09".parse().unwrap(),
            origin: OriginScope::OutOfProvince,
        }
    }

    fn failed(claim: &Checked, around: &Surroundings) -> Vec<&'static str> {
        checks(claim, around).into_iter().filter(|check| !check.passed).map(|check| check.rule).collect()
    }

    #[test]
    fn funds_beyond_twelve_tenths_of_the_contract_are_told() {
        let around = |funds| Surroundings { total_investment: Some(Fen(1_000)), funds: Fen(funds), ..Surroundings::default() };
        assert_eq!(failed(&funds(10), &around(1_200)), Vec::<&str>::new());
        assert_eq!(failed(&funds(10), &around(1_201)), ["funds_within_total"]);
    }

    #[test]
    fn a_start_without_or_before_its_signing_is_told() {
        let start =
            Checked { kind: ClaimKind::Started, amount: None, occurred: Some(PartialDate::month("2026-03".parse().unwrap())), ..funds(0) };
        assert_eq!(failed(&start, &Surroundings::default()), ["signing_exists"]);
        let later =
            Surroundings { has_signing: true, signed: Some(PartialDate::day("2026-04-01".parse().unwrap())), ..Surroundings::default() };
        assert_eq!(failed(&start, &later), ["after_signing"]);
    }

    #[test]
    fn a_project_reported_twice_a_wrong_code_and_an_approximate_amount_are_told() {
        let around = Surroundings { also_reported_by: vec!["尧都区".into()], credit_code_valid: Some(false), ..Surroundings::default() };
        let claim = Checked { approximate: true, ..funds(10) };
        assert_eq!(failed(&claim, &around), ["amount_exact", "credit_code", "reported_once"]);
    }
}
