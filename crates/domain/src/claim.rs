//! Claims (申报) and verdicts (认定): what a unit reports, and what somebody else stands behind.

use crate::date::PartialDate;
use crate::ids::ClaimId;
use crate::money::{Currency, Fen};
use crate::period::Period;

/// Declares a closed set with a stable small number (for keys), a stable name (for the wire) and a Chinese label.
macro_rules! closed_set {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $number:literal, $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every member.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable small number, as stored in keys.
            pub const fn number(self) -> i16 {
                match self { $(Self::$variant => $number,)+ }
            }

            /// Back from the small number.
            pub fn from_number(number: i16) -> Option<Self> {
                match number { $($number => Some(Self::$variant),)+ _ => None }
            }

            /// The stable name, as sent.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Back from the stable name.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// The Chinese word on screens and papers.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }
    };
}
pub(crate) use closed_set;

closed_set! {
    /// What is claimed.
    ClaimKind {
        /// A signing; its money is the contract's total investment.
        Signed = 1, "signed", "签约";
        /// Ground broken.
        Started = 2, "started", "开工";
        /// Entered the statistics bureau's system (纳统).
        EnteredStatistics = 3, "entered_statistics", "纳统";
        /// Completed.
        Completed = 4, "completed", "竣工";
        /// In production.
        InProduction = 5, "in_production", "投产";
        /// Ended before it was carried out.
        Terminated = 6, "terminated", "终止";
        /// Funds paid in during the period, never a cumulative.
        FundsPaidIn = 7, "funds_paid_in", "到位资金";
        /// Foreign capital used during the period: an *of which* of the funds, in US cents.
        ForeignCapitalUsed = 8, "foreign_capital_used", "实际使用外资";
    }
}

impl ClaimKind {
    /// Whether it tells of an event that a project has once, rather than of money month by month.
    pub const fn is_milestone(self) -> bool {
        !matches!(self, Self::FundsPaidIn | Self::ForeignCapitalUsed)
    }

    /// The currency of its measure.
    pub const fn currency(self) -> Currency {
        match self {
            Self::ForeignCapitalUsed => Currency::Usd,
            _ => Currency::Cny,
        }
    }
}

closed_set! {
    /// The class of a claim inside its kind: the agreement of a signing, the use of funds.
    Class {
        /// Nothing said.
        Unspecified = 0, "unspecified", "未分类";
        /// 正式合同
        FormalContract = 1, "formal_contract", "正式合同";
        /// 意向协议
        LetterOfIntent = 2, "letter_of_intent", "意向协议";
        /// 框架(战略)协议
        FrameworkAgreement = 3, "framework_agreement", "框架协议";
        /// 固定资产类资金
        FixedAsset = 4, "fixed_asset", "固定资产类";
        /// 非固定资产类资金
        NonFixedAsset = 5, "non_fixed_asset", "非固定资产类";
    }
}

closed_set! {
    /// Where the money comes from, seen from the city.
    OriginScope {
        /// Not known.
        Unknown = 0, "unknown", "来源不明";
        /// 市内
        InCity = 1, "in_city", "市内";
        /// 省内市外
        InProvince = 2, "in_province", "省内市外";
        /// 省外
        OutOfProvince = 3, "out_of_province", "省外";
        /// 境外(含港澳台)
        Overseas = 4, "overseas", "境外";
    }
}

closed_set! {
    /// At which level something counts.
    Level {
        /// What units claim.
        Reported = 1, "reported", "申报";
        /// What the county stands behind.
        County = 2, "county", "县级初审";
        /// What the city stands behind.
        Recognised = 3, "recognised", "认定";
        /// What the statistics bureau shows.
        Statistics = 4, "statistics", "统计";
    }
}

closed_set! {
    /// Which of the two accounts a posting belongs to.
    View {
        /// 在地: where the project stands.
        Location = 1, "location", "在地";
        /// 考核: who is credited with it.
        Assessment = 2, "assessment", "考核";
    }
}

closed_set! {
    /// What a reviewer decided.
    Outcome {
        /// It counts, at the recognised amount.
        Passed = 1, "passed", "通过";
        /// Back to the unit, to be mended.
        Returned = 2, "returned", "退回";
        /// Not recognised.
        Rejected = 3, "rejected", "不予认定";
        /// An earlier pass is taken back.
        Revoked = 4, "revoked", "撤销认定";
    }
}

closed_set! {
    /// What a claim has come to.
    ClaimState {
        /// Waits for a decision.
        Pending = 1, "pending", "待认定";
        /// Recognised.
        Recognised = 2, "recognised", "已认定";
        /// Sent back.
        Returned = 3, "returned", "已退回";
        /// Not recognised, or a recognition taken back.
        Rejected = 4, "rejected", "不予认定";
        /// Withdrawn by the unit.
        Withdrawn = 5, "withdrawn", "已撤回";
        /// A correction has taken its place.
        Replaced = 6, "replaced", "已更正";
        /// From a ledger of a former year: told at the reported level, and nobody decides on it.
        Historical = 7, "historical", "历史数据";
    }
}

closed_set! {
    /// How a claim came in.
    SourceKind {
        /// Typed into a form.
        Form = 1, "form", "填报";
        /// Read from a cell of a workbook.
        ImportCell = 2, "import", "台账导入";
        /// Sent by another system.
        Api = 3, "api", "接口";
        /// A correction of a former claim.
        Correction = 4, "correction", "更正";
        /// Read from a cell of a former year's ledger.
        HistoryCell = 5, "history", "历史台账";
    }
}

closed_set! {
    /// What became of a workbook that was brought in.
    ImportState {
        /// Read, waiting to be committed.
        Read = 1, "read", "待入账";
        /// Its claims are in the record.
        Committed = 2, "committed", "已入账";
        /// Its claims were withdrawn.
        Undone = 3, "undone", "已撤销";
        /// Being read.
        Reading = 4, "reading", "读取中";
    }
}

/// What a unit claims, before it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimDraft {
    /// What is claimed.
    pub kind: ClaimKind,
    /// Its class.
    pub class: Class,
    /// Where the money comes from.
    pub origin: OriginScope,
    /// The amount in the kind's currency, in hundredths; absent where there is none to tell.
    pub amount: Option<Fen>,
    /// Whether the amount is only about right (约, 左右, 不低于, a range): a reviewer must enter the exact one.
    pub approximate: bool,
    /// When it happened, for milestones.
    pub occurred: Option<PartialDate>,
    /// The period that it is booked to.
    pub period: Period,
    /// Whether it stands for all that was paid in before the first month that was reported (期初累计).
    pub opening: bool,
    /// The claim that this one replaces.
    pub corrects: Option<ClaimId>,
}

/// A reason why a verdict is not lawful.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VerdictError {
    /// An approximate claim needs its exact amount.
    #[error("该申报金额为约数,请填写核实后的认定金额")]
    ApproximateNeedsAmount,
    /// Money was recognised on a claim without any.
    #[error("该申报没有金额,不能填写认定金额")]
    NoAmountToRecognise,
    /// A reason is missing.
    #[error("请填写理由")]
    ReasonRequired,
    /// Nothing can be taken back because nothing was passed.
    #[error("该申报尚未认定通过,无可撤销")]
    NothingToRevoke,
    /// The claim no longer stands.
    #[error("该申报已撤回或已被更正替代,不能再认定")]
    NotStanding,
    /// The sign of the recognised amount is not that of the claim.
    #[error("认定金额的正负与申报不一致,请核对")]
    WrongSign,
}

/// What a reviewer says of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictDraft {
    /// The decision.
    pub outcome: Outcome,
    /// The recognised amount; absent means the claimed one.
    pub amount: Option<Fen>,
    /// Why, in the reviewer's words.
    pub reason: String,
}

impl VerdictDraft {
    /// Checks the decision against the claim and yields the amount that counts (`None` where the claim has none
    /// or the decision lets nothing count).
    ///
    /// Rules (architecture, Claims and Amounts): an approximate claim can be reported, but the reviewer enters
    /// the exact amount; a lower amount, a return, a rejection and a revocation need a reason.
    pub fn check(&self, claimed: Option<Fen>, approximate: bool, passed_before: bool) -> Result<Option<Fen>, VerdictError> {
        let reasoned = !self.reason.trim().is_empty();
        if self.outcome != Outcome::Passed {
            if self.outcome == Outcome::Revoked && !passed_before {
                return Err(VerdictError::NothingToRevoke);
            }
            return if reasoned { Ok(None) } else { Err(VerdictError::ReasonRequired) };
        }
        match (claimed, self.amount) {
            (None, None) => Ok(None),
            (None, Some(_)) => Err(VerdictError::NoAmountToRecognise),
            (Some(_), None) if approximate => Err(VerdictError::ApproximateNeedsAmount),
            (Some(claimed), None) => Ok(Some(claimed)),
            (Some(claimed), Some(amount)) if claimed.0.signum() * amount.0.signum() < 0 => Err(VerdictError::WrongSign),
            (Some(claimed), Some(amount)) if amount != claimed && !approximate && !reasoned => Err(VerdictError::ReasonRequired),
            (Some(_), Some(amount)) => Ok(Some(amount)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passed(amount: Option<i64>, reason: &str) -> VerdictDraft {
        VerdictDraft { outcome: Outcome::Passed, amount: amount.map(Fen), reason: reason.to_owned() }
    }

    #[test]
    fn an_approximate_claim_is_passed_only_with_its_exact_amount() {
        assert_eq!(passed(None, "").check(Some(Fen(5)), true, false), Err(VerdictError::ApproximateNeedsAmount));
        assert_eq!(passed(Some(4), "").check(Some(Fen(5)), true, false), Ok(Some(Fen(4))));
    }

    #[test]
    fn less_than_claimed_needs_a_reason() {
        assert_eq!(passed(Some(4), " ").check(Some(Fen(5)), false, false), Err(VerdictError::ReasonRequired));
        assert_eq!(passed(Some(4), "发票不足").check(Some(Fen(5)), false, false), Ok(Some(Fen(4))));
        assert_eq!(passed(None, "").check(Some(Fen(5)), false, false), Ok(Some(Fen(5))));
    }

    #[test]
    fn a_decision_against_the_claim_needs_a_reason_and_revoking_needs_a_pass() {
        let returned = |reason: &str| VerdictDraft { outcome: Outcome::Returned, amount: None, reason: reason.to_owned() };
        assert_eq!(returned("").check(None, false, false), Err(VerdictError::ReasonRequired));
        assert_eq!(returned("缺合同").check(None, false, false), Ok(None));
        let revoked = VerdictDraft { outcome: Outcome::Revoked, amount: None, reason: "查实虚报".to_owned() };
        assert_eq!(revoked.check(None, false, false), Err(VerdictError::NothingToRevoke));
        assert_eq!(revoked.check(None, false, true), Ok(None));
    }

    #[test]
    fn every_member_of_a_closed_set_reads_back_from_its_number_and_its_name() {
        for kind in ClaimKind::ALL {
            assert_eq!(ClaimKind::from_number(kind.number()), Some(*kind));
            assert_eq!(ClaimKind::from_code(kind.code()), Some(*kind));
        }
    }
}
