//! The facts of a project one by one: what each is called, to which section of the form it belongs, and its text.

use super::{FactChange, ProjectFacts};
use crate::claim::closed_set;
use crate::money::Unit;

closed_set! {
    /// A part of a project's facts that is edited together.
    FactSection {
        /// What it is.
        Basic = 1, "basic", "项目概况";
        /// Whose it is and where the money comes from.
        Investor = 2, "investor", "投资方";
        /// What is built where, and for how much.
        Building = 3, "building", "建设与投资";
        /// Who drives it and how it goes.
        Progress = 4, "progress", "推进情况";
    }
}

closed_set! {
    /// A fact of a project. The codes are those of [`ProjectFacts`] as JSON.
    FactField {
        /// 项目名称
        Name = 1, "name", "项目名称";
        /// 投资方
        Investor = 2, "investor", "投资方";
        /// 项目公司
        ProjectCompany = 3, "project_company", "项目公司";
        /// 统一社会信用代码 (GB 32100-2015)
        CreditCode = 4, "credit_code", "统一社会信用代码";
        /// 国家项目代码 (GB/T 40058-2021)
        ProjectCode = 5, "project_code", "国家项目代码";
        /// 来源地
        OriginPlace = 6, "origin_place", "来源地";
        /// 资金来源
        OriginScope = 7, "origin_scope", "资金来源";
        /// 产业
        Industry = 8, "industry", "产业";
        /// 行业门类 (section of GB/T 4754-2017)
        IndustrySection = 9, "industry_section", "行业门类";
        /// 项目类别
        Category = 10, "category", "项目类别";
        /// 建设地点
        Place = 11, "place", "建设地点";
        /// 建设内容及规模
        Content = 12, "content", "建设内容及规模";
        /// 总投资
        TotalInvestment = 13, "total_investment", "总投资(万元)";
        /// 责任单位
        Responsible = 14, "responsible", "责任单位";
        /// 形象进度
        Progress = 15, "progress", "形象进度";
        /// 备注
        Remarks = 16, "remarks", "备注";
    }
}

impl FactField {
    /// The section that it is edited in.
    pub const fn section(self) -> FactSection {
        match self {
            Self::Name | Self::ProjectCode | Self::Industry | Self::IndustrySection | Self::Category => FactSection::Basic,
            Self::Investor | Self::ProjectCompany | Self::CreditCode | Self::OriginPlace | Self::OriginScope => FactSection::Investor,
            Self::Place | Self::Content | Self::TotalInvestment => FactSection::Building,
            Self::Responsible | Self::Progress | Self::Remarks => FactSection::Progress,
        }
    }
}

impl ProjectFacts {
    /// What a screen shows of a fact: the text, amounts in 万元 with two decimals, or why it cannot be given. `None`
    /// where nothing is known.
    pub fn text(&self, field: FactField) -> Option<String> {
        if let Some(reason) = self.unavailable.get(&field) {
            return Some(format!("暂无法提供:{reason}"));
        }
        match field {
            FactField::OriginScope => self.origin_scope.map(|scope| scope.label().to_owned()),
            FactField::TotalInvestment => self.total_investment.map(|fen| fen.display_in(Unit::Wan, 2)),
            other => self.value(other),
        }
    }

    /// The fact itself as text, without loss: amounts in fen, the code of a closed set. `None` where there is none.
    pub fn value(&self, field: FactField) -> Option<String> {
        match field {
            FactField::Name => Some(self.name.clone()).filter(|text| !text.is_empty()),
            FactField::Investor => Some(self.investor.clone()).filter(|text| !text.is_empty()),
            FactField::ProjectCompany => self.project_company.clone(),
            FactField::CreditCode => self.credit_code.clone(),
            FactField::ProjectCode => self.project_code.clone(),
            FactField::OriginPlace => self.origin_place.clone(),
            FactField::OriginScope => self.origin_scope.map(|scope| scope.code().to_owned()),
            FactField::Industry => self.industry.clone(),
            FactField::IndustrySection => self.industry_section.clone(),
            FactField::Category => self.category.clone(),
            FactField::Place => self.place.clone(),
            FactField::Content => self.content.clone(),
            FactField::TotalInvestment => self.total_investment.map(|fen| fen.to_string()),
            FactField::Responsible => self.responsible.clone(),
            FactField::Progress => self.progress.clone(),
            FactField::Remarks => self.remarks.clone(),
        }
    }

    /// Takes one fact over from other facts, with the reason where they say that it cannot be given.
    pub fn take(&mut self, field: FactField, from: &Self) {
        match field {
            FactField::Name => self.name.clone_from(&from.name),
            FactField::Investor => self.investor.clone_from(&from.investor),
            FactField::ProjectCompany => self.project_company.clone_from(&from.project_company),
            FactField::CreditCode => self.credit_code.clone_from(&from.credit_code),
            FactField::ProjectCode => self.project_code.clone_from(&from.project_code),
            FactField::OriginPlace => self.origin_place.clone_from(&from.origin_place),
            FactField::OriginScope => self.origin_scope = from.origin_scope,
            FactField::Industry => self.industry.clone_from(&from.industry),
            FactField::IndustrySection => self.industry_section.clone_from(&from.industry_section),
            FactField::Category => self.category.clone_from(&from.category),
            FactField::Place => self.place.clone_from(&from.place),
            FactField::Content => self.content.clone_from(&from.content),
            FactField::TotalInvestment => self.total_investment = from.total_investment,
            FactField::Responsible => self.responsible.clone_from(&from.responsible),
            FactField::Progress => self.progress.clone_from(&from.progress),
            FactField::Remarks => self.remarks.clone_from(&from.remarks),
        }
        match from.unavailable.get(&field) {
            Some(reason) => self.unavailable.insert(field, reason.clone()),
            None => self.unavailable.remove(&field),
        };
    }

    /// Whether a fact says the same in both.
    pub fn agrees(&self, field: FactField, with: &Self) -> bool {
        self.value(field) == with.value(field) && self.unavailable.get(&field) == with.unavailable.get(&field)
    }

    /// What differs from `before`, in the order of a project page.
    pub fn changes_from(&self, before: &Self) -> Vec<FactChange> {
        FactField::ALL
            .iter()
            .filter(|field| !self.agrees(**field, before))
            .map(|field| FactChange {
                field: field.code().to_owned(),
                label: field.label().to_owned(),
                before: before.text(*field),
                after: self.text(*field),
            })
            .collect()
    }

    /// These facts with what `newer` tells laid over them; what `newer` leaves empty stays.
    #[must_use]
    pub fn overlaid_by(&self, newer: &Self) -> Self {
        let mut merged = self.clone();
        for field in FactField::ALL.iter().filter(|field| newer.value(**field).is_some()) {
            merged.take(*field, newer);
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::OriginScope;
    use crate::money::Fen;

    fn full() -> ProjectFacts {
        let text = |what: &str| Some(what.to_owned());
        ProjectFacts {
            name: "甲项目".to_owned(),
            investor: "乙公司".to_owned(),
            project_company: text("丙公司"),
            credit_code: text("91350100M000100Y43"),
            project_code: text("2404-611022-04-01-123456"),
            origin_place: text("江苏省"),
            origin_scope: Some(OriginScope::OutOfProvince),
            industry: text("新材料"),
            industry_section: text("C"),
            category: text("新建"),
            place: text("大阳镇"),
            content: text("厂房"),
            total_investment: Some(Fen(1_286_400_001)),
            responsible: text("投促局"),
            progress: text("主体封顶"),
            remarks: text("无"),
            unavailable: std::iter::empty().collect(),
        }
    }

    #[test]
    fn every_fact_of_a_version_is_one_of_the_fields() {
        let json = serde_json::to_value(full()).unwrap();
        for field in json.as_object().unwrap().keys() {
            assert!(FactField::from_code(field).is_some(), "{field}");
        }
        assert_eq!(json.as_object().unwrap().len(), FactField::ALL.len());
    }

    #[test]
    fn each_field_is_taken_over_alone_and_tells_its_change() {
        for field in FactField::ALL {
            let mut facts = ProjectFacts::default();
            facts.take(*field, &full());
            let changes = facts.changes_from(&ProjectFacts::default());
            assert_eq!(changes.iter().map(|change| change.field.as_str()).collect::<Vec<_>>(), [field.code()]);
            assert!(changes[0].before.is_none() && changes[0].after.is_some(), "{field:?}");
            facts.take(*field, &ProjectFacts::default());
            assert_eq!(facts, ProjectFacts::default());
        }
    }

    #[test]
    fn a_change_of_a_few_yuan_is_a_change() {
        let other = ProjectFacts { total_investment: Some(Fen(1_286_400_101)), ..full() };
        assert_eq!(other.text(FactField::TotalInvestment), full().text(FactField::TotalInvestment));
        assert_eq!(other.changes_from(&full()).len(), 1);
    }

    #[test]
    fn what_cannot_be_given_says_why_until_a_ledger_tells_it() {
        let mut facts = ProjectFacts::default();
        facts.unavailable.insert(FactField::CreditCode, "项目公司尚未注册".to_owned());
        assert_eq!(facts.text(FactField::CreditCode).as_deref(), Some("暂无法提供:项目公司尚未注册"));
        let written = serde_json::to_string(&facts).unwrap();
        assert_eq!(serde_json::from_str::<ProjectFacts>(&written).unwrap(), facts);
        let told = facts.overlaid_by(&ProjectFacts { credit_code: Some("91350100M000100Y43".to_owned()), ..ProjectFacts::default() });
        assert!(told.unavailable.is_empty());
    }
}
