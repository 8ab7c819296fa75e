//! Projects: the facts that postings freeze as dimensions, the stage, and the keys by which a project is found again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod field;

pub use field::{FactField, FactSection};

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
    /// Facts that the unit says it cannot give at present, with the reason. Such a fact has no value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unavailable: BTreeMap<FactField, String>,
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

/// What made a version of a project's facts, as it is kept beside the version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionCause {
    /// Somebody changed them.
    Edit,
    /// Values of this version were brought back.
    Restore(i32),
    /// An import or its undoing, in its own words.
    Told(String),
}

impl VersionCause {
    /// The text that is kept: `edit`, `restore:3`, or the words of an import.
    pub fn text(&self) -> String {
        match self {
            Self::Edit => "edit".to_owned(),
            Self::Restore(from) => format!("restore:{from}"),
            Self::Told(words) => words.clone(),
        }
    }

    /// Back from the text.
    pub fn from_text(text: &str) -> Self {
        match text.strip_prefix("restore:").map(str::parse) {
            Some(Ok(from)) => Self::Restore(from),
            _ if text == "edit" => Self::Edit,
            _ => Self::Told(text.to_owned()),
        }
    }

    /// What a screen says.
    pub fn label(&self) -> String {
        match self {
            Self::Edit => "修改资料".to_owned(),
            Self::Restore(from) => format!("恢复第 {from} 版的内容"),
            Self::Told(words) => words.clone(),
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
