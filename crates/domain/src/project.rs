//! Projects: the facts that postings freeze as dimensions, the stage, and the keys by which a project is found again.

use serde::{Deserialize, Serialize};

use crate::claim::{ClaimKind, OriginScope, closed_set};
use crate::money::{FEN_PER_YI, Fen};

closed_set! {
    /// How far a project has come. Money and 纳统 are dated facts, never stages.
    Stage {
        /// 在谈
        Negotiating = 1, "negotiating", "在谈";
        /// 签约
        Signed = 2, "signed", "签约";
        /// 开工
        Started = 3, "started", "开工";
        /// 竣工
        Completed = 4, "completed", "竣工";
        /// 投产
        InProduction = 5, "in_production", "投产";
        /// 终止
        Terminated = 9, "terminated", "终止";
    }
}

impl Stage {
    /// The stage that the standing claims of a project support.
    pub fn supported_by(kinds: impl IntoIterator<Item = ClaimKind>) -> Self {
        kinds
            .into_iter()
            .filter_map(|kind| match kind {
                ClaimKind::Signed => Some(Self::Signed),
                ClaimKind::Started => Some(Self::Started),
                ClaimKind::Completed => Some(Self::Completed),
                ClaimKind::InProduction => Some(Self::InProduction),
                ClaimKind::Terminated => Some(Self::Terminated),
                ClaimKind::EnteredStatistics | ClaimKind::FundsPaidIn | ClaimKind::ForeignCapitalUsed => None,
            })
            .max()
            .unwrap_or(Self::Negotiating)
    }
}

/// What is known of a project beside its claims. Every change of these makes a new version; none is overwritten.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectFacts {
    /// 项目名称
    pub name: String,
    /// 投资方
    pub investor: String,
    /// 项目公司
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_company: Option<String>,
    /// 统一社会信用代码, as typed and normalised (GB 32100-2015).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_code: Option<String>,
    /// 国家项目代码 (GB/T 40058-2021).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_code: Option<String>,
    /// 来源地, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin_place: Option<String>,
    /// Where the money comes from, if it can be told.
    #[serde(default)]
    pub origin_scope: Option<OriginScope>,
    /// 产业, as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    /// Section letter of GB/T 4754-2017, if it can be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry_section: Option<String>,
    /// 项目类别 (新建, 扩建, 技改 …), as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// 建设地点
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// 建设内容及规模
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// 总投资, in fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_investment: Option<Fen>,
    /// 责任单位
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub responsible: Option<String>,
    /// 形象进度
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<String>,
    /// 备注
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
}

/// One changed fact: the field, its label, its former and its new text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactChange {
    /// The field's identifier.
    pub field: String,
    /// Its Chinese label.
    pub label: String,
    /// Former text; absent where there was none.
    pub before: Option<String>,
    /// New text; absent where it was emptied.
    pub after: Option<String>,
}

impl ProjectFacts {
    /// The facts as label and text, in the order of a project page.
    pub fn fields(&self) -> Vec<(&'static str, &'static str, Option<String>)> {
        vec![
            ("name", "项目名称", Some(self.name.clone())),
            ("investor", "投资方", Some(self.investor.clone()).filter(|text| !text.is_empty())),
            ("project_company", "项目公司", self.project_company.clone()),
            ("credit_code", "统一社会信用代码", self.credit_code.clone()),
            ("project_code", "国家项目代码", self.project_code.clone()),
            ("origin_place", "来源地", self.origin_place.clone()),
            ("origin_scope", "资金来源", self.origin_scope.map(|scope| scope.label().to_owned())),
            ("industry", "产业", self.industry.clone()),
            ("industry_section", "行业门类", self.industry_section.clone()),
            ("category", "项目类别", self.category.clone()),
            ("place", "建设地点", self.place.clone()),
            ("content", "建设内容及规模", self.content.clone()),
            ("total_investment", "总投资(万元)", self.total_investment.map(|fen| fen.display_in(crate::money::Unit::Wan, 2))),
            ("responsible", "责任单位", self.responsible.clone()),
            ("progress", "形象进度", self.progress.clone()),
            ("remarks", "备注", self.remarks.clone()),
        ]
    }

    /// What differs from `before`.
    pub fn changes_from(&self, before: &Self) -> Vec<FactChange> {
        before
            .fields()
            .into_iter()
            .zip(self.fields())
            .filter(|((_, _, old), (_, _, new))| old != new)
            .map(|((field, label, old), (_, _, new))| FactChange {
                field: field.to_owned(),
                label: label.to_owned(),
                before: old,
                after: new,
            })
            .collect()
    }

    /// These facts with what `newer` tells laid over them; what `newer` leaves empty stays.
    #[must_use]
    pub fn overlaid_by(&self, newer: &Self) -> Self {
        fn pick<T: Clone>(newer: Option<&T>, older: Option<&T>) -> Option<T> {
            newer.or(older).cloned()
        }
        Self {
            name: if newer.name.is_empty() { self.name.clone() } else { newer.name.clone() },
            investor: if newer.investor.is_empty() { self.investor.clone() } else { newer.investor.clone() },
            project_company: pick(newer.project_company.as_ref(), self.project_company.as_ref()),
            credit_code: pick(newer.credit_code.as_ref(), self.credit_code.as_ref()),
            project_code: pick(newer.project_code.as_ref(), self.project_code.as_ref()),
            origin_place: pick(newer.origin_place.as_ref(), self.origin_place.as_ref()),
            origin_scope: pick(newer.origin_scope.as_ref(), self.origin_scope.as_ref()),
            industry: pick(newer.industry.as_ref(), self.industry.as_ref()),
            industry_section: pick(newer.industry_section.as_ref(), self.industry_section.as_ref()),
            category: pick(newer.category.as_ref(), self.category.as_ref()),
            place: pick(newer.place.as_ref(), self.place.as_ref()),
            content: pick(newer.content.as_ref(), self.content.as_ref()),
            total_investment: pick(newer.total_investment.as_ref(), self.total_investment.as_ref()),
            responsible: pick(newer.responsible.as_ref(), self.responsible.as_ref()),
            progress: pick(newer.progress.as_ref(), self.progress.as_ref()),
            remarks: pick(newer.remarks.as_ref(), self.remarks.as_ref()),
        }
    }
}

/// Size band by total investment, thresholds of the `big_cnt_*` indicators; 以上 includes the number itself.
pub fn size_band(total: Option<Fen>) -> i16 {
    let Some(Fen(fen)) = total else { return 0 };
    let bands = [1, 5, 10, 50, 100];
    let above = bands.iter().filter(|yi| fen >= **yi * FEN_PER_YI).count();
    i16::try_from(above).unwrap_or(0) + 1
}

/// The small number of a GB/T 4754 section letter, 0 where there is none.
pub fn section_number(section: Option<&str>) -> i16 {
    section.and_then(|text| text.bytes().next()).filter(u8::is_ascii_uppercase).map_or(0, |letter| i16::from(letter - b'A') + 1)
}

/// A name with what does not tell projects apart taken out: spaces, width, case, brackets' shape.
///
/// It is the key of matching, not of likeness: two names with the same key are one name typed twice.
pub fn name_key(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '（' => '(',
            '）' => ')',
            '，' => ',',
            '：' => ':',
            '—' | '－' | '–' => '-',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            other => other,
        })
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_includes_the_number_itself() {
        assert_eq!(size_band(Some(Fen(FEN_PER_YI - 1))), 1);
        assert_eq!(size_band(Some(Fen(FEN_PER_YI))), 2);
        assert_eq!(size_band(Some(Fen(100 * FEN_PER_YI))), 6);
        assert_eq!(size_band(None), 0);
    }

    #[test]
    fn one_name_typed_twice_has_one_key() {
        assert_eq!(name_key("年产５万吨 新材料项目（一期）"), name_key("年产5万吨新材料项目(一期)"));
        assert_ne!(name_key("新材料项目(一期)"), name_key("新材料项目(二期)"));
    }

    #[test]
    fn an_empty_cell_does_not_empty_a_fact() {
        let old = ProjectFacts { name: "甲".into(), place: Some("大阳镇".into()), ..Default::default() };
        let new = ProjectFacts { name: "甲".into(), investor: "乙公司".into(), ..Default::default() };
        let merged = old.overlaid_by(&new);
        assert_eq!(merged.place.as_deref(), Some("大阳镇"));
        assert_eq!(merged.changes_from(&old).len(), 1);
    }

    #[test]
    fn the_stage_is_the_furthest_that_a_claim_supports() {
        assert_eq!(Stage::supported_by([]), Stage::Negotiating);
        assert_eq!(Stage::supported_by([ClaimKind::Signed, ClaimKind::Started, ClaimKind::FundsPaidIn]), Stage::Started);
        assert_eq!(Stage::supported_by([ClaimKind::Signed, ClaimKind::Terminated]), Stage::Terminated);
    }
}
