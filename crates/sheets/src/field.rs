//! The fields that a ledger's columns can mean.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How the cells of a field are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Kept as text.
    Text,
    /// One of a closed list of words.
    Choice,
    /// An amount of money.
    Money,
    /// A date, past or planned.
    Date,
    /// A date, or a tick that something has happened.
    Milestone,
}

macro_rules! fields {
    ($($variant:ident $code:literal $label:literal $kind:ident;)+) => {
        /// What a column means. The names are those of the ledger of a county (台账).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum FieldId {
            $(#[doc = $label] $variant,)+
        }

        impl FieldId {
            /// Every field, in the order in which a ledger usually has them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The usual Chinese heading.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// How its cells are read.
            pub const fn kind(self) -> FieldKind {
                match self { $(Self::$variant => FieldKind::$kind,)+ }
            }
        }
    };
}

fields! {
    Seq "seq" "序号" Text;
    ProjectName "project_name" "项目名称" Text;
    ProjectCode "project_code" "国家项目代码" Text;
    InternalNo "internal_no" "内部项目编号" Text;
    ProjectCompany "project_company" "项目公司" Text;
    Investor "investor" "投资方" Text;
    CreditCode "credit_code" "统一社会信用代码" Text;
    Origin "origin" "来源地" Text;
    OriginScope "origin_scope" "省内外" Choice;
    InvestorLabel "investor_label" "企业标签" Text;
    Industry "industry" "产业" Text;
    IndustryCode "industry_code" "国民经济行业代码" Text;
    StrategicFlag "strategic_flag" "战新产业" Text;
    Category "category" "项目性质" Choice;
    Place "place" "建设地点" Text;
    County "county" "县区" Text;
    Content "content" "建设内容及规模" Text;
    LandMu "land_mu" "用地面积" Text;
    FloorArea "floor_area" "建筑面积" Text;
    TotalInvestment "total_investment" "总投资" Money;
    FixedInvestment "fixed_investment" "固定资产投资" Money;
    EquipmentInvestment "equipment_investment" "设备投资" Money;
    AttractedInvestment "attracted_investment" "引资额" Money;
    RegisteredCapital "registered_capital" "注册资本" Money;
    ContractForeign "contract_foreign" "合同外资" Money;
    SignedOn "signed_on" "签约日期" Date;
    AgreementType "agreement_type" "协议类型" Choice;
    SigningEvent "signing_event" "签约活动" Text;
    SigningParty "signing_party" "签约主体" Text;
    AgreedStartOn "agreed_start_on" "约定开工日期" Date;
    AgreedProductionOn "agreed_production_on" "约定投产日期" Date;
    RegisteredOn "registered_on" "注册日期" Milestone;
    FiledOn "filed_on" "备案日期" Milestone;
    FilingNo "filing_no" "备案文号" Text;
    Permits "permits" "前期手续" Text;
    StartedOn "started_on" "开工日期" Milestone;
    CompletedOn "completed_on" "竣工日期" Milestone;
    ProductionOn "production_on" "投产日期" Milestone;
    FullCapacityOn "full_capacity_on" "达产日期" Milestone;
    StatisticsOn "statistics_on" "纳统" Milestone;
    TerminatedOn "terminated_on" "终止日期" Milestone;
    TerminatedReason "terminated_reason" "终止原因" Text;
    ProgressText "progress_text" "形象进度" Text;
    ProgressPercent "progress_percent" "进度百分比" Text;
    DoneMonth "done_month" "本月完成投资" Money;
    DoneYearToDate "done_year_to_date" "本年完成投资" Money;
    DoneTotal "done_total" "累计完成投资" Money;
    DoneOfMonth "done_of_month" "某月完成投资" Money;
    FundsMonth "funds_month" "本月到位资金" Money;
    FundsYearToDate "funds_year_to_date" "今年累计到位资金" Money;
    FundsTotal "funds_total" "自开工累计到位资金" Money;
    FundsOfMonth "funds_of_month" "某月到位资金" Money;
    FundsPrior "funds_prior" "以前年度到位资金" Money;
    FundsPlanned "funds_planned" "计划到位资金" Money;
    FundsOutOfProvinceMonth "funds_out_of_province_month" "本月到位省外资金" Money;
    FundsOutOfProvinceYearToDate "funds_out_of_province_year_to_date" "今年累计到位省外资金" Money;
    FundsOutOfProvinceTotal "funds_out_of_province_total" "自开工累计到位省外资金" Money;
    FundsFixedMonth "funds_fixed_month" "本月固投类到位资金" Money;
    FundsFixedYearToDate "funds_fixed_year_to_date" "今年累计固投类到位资金" Money;
    FundsOtherMonth "funds_other_month" "本月非固投类到位资金" Money;
    FundsOtherYearToDate "funds_other_year_to_date" "今年累计非固投类到位资金" Money;
    FundsSplitTotal "funds_split_total" "自开工累计到位资金分项" Money;
    ForeignMonth "foreign_month" "本月到位外资" Money;
    ForeignYearToDate "foreign_year_to_date" "今年累计到位外资" Money;
    ForeignTotal "foreign_total" "历年累计到位外资" Money;
    FundsRate "funds_rate" "到位率" Text;
    SourceUnit "source_unit" "引资单位" Text;
    ResponsibleUnit "responsible_unit" "责任单位" Text;
    Leader "leader" "包联领导" Text;
    ServiceOfficer "service_officer" "首席服务官" Text;
    Contact "contact" "联系人" Text;
    ContactTitle "contact_title" "联系人职务" Text;
    Phone "phone" "联系电话" Text;
    Problem "problem" "存在问题" Text;
    Need "need" "需协调事项" Text;
    NextStep "next_step" "下步计划" Text;
    DueOn "due_on" "办结时限" Text;
    OutputExpected "output_expected" "预计产值" Money;
    TaxExpected "tax_expected" "预计税收" Money;
    JobsExpected "jobs_expected" "预计就业" Text;
    Intensity "intensity" "投资强度" Text;
    TaxPerMu "tax_per_mu" "亩均税收" Text;
    Stage "stage" "项目阶段" Text;
    Light "light" "亮灯" Text;
    VisitPeriod "visit_period" "外出起止时间" Text;
    VisitPlace "visit_place" "外出地点" Text;
    VisitDays "visit_days" "外出天数" Text;
    VisitTarget "visit_target" "拜访企业" Text;
    EvidenceNo "evidence_no" "佐证编号" Text;
    ReviewOpinion "review_opinion" "审核意见" Text;
    Remark "remark" "备注" Text;
}

impl FieldId {
    /// Back from the stable code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.code() == code)
    }

    /// Whether the field is money that came in, in any cut.
    pub const fn is_funds(self) -> bool {
        matches!(
            self,
            Self::FundsMonth
                | Self::FundsYearToDate
                | Self::FundsTotal
                | Self::FundsOfMonth
                | Self::FundsOutOfProvinceMonth
                | Self::FundsOutOfProvinceYearToDate
                | Self::FundsOutOfProvinceTotal
                | Self::FundsFixedMonth
                | Self::FundsFixedYearToDate
                | Self::FundsOtherMonth
                | Self::FundsOtherYearToDate
                | Self::FundsSplitTotal
        )
    }

    /// Whether the field is foreign capital, counted in US dollars.
    pub const fn is_foreign(self) -> bool {
        matches!(self, Self::ContractForeign | Self::ForeignMonth | Self::ForeignYearToDate | Self::ForeignTotal)
    }
}

impl fmt::Display for FieldId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_code_that_is_its_name_on_the_wire() {
        for field in FieldId::ALL {
            assert_eq!(serde_json::to_value(field).unwrap(), field.code());
            assert_eq!(FieldId::from_code(field.code()), Some(*field));
        }
    }
}
