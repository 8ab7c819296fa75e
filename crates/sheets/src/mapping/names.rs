//! Columns of names, places, dates and texts.

use domain::period::Period;

use super::dictionary;
use super::money::{self, Subject};
use super::words::{tidy, without_brackets, without_unit};
use crate::field::FieldId;
use crate::ledger::Confidence;

/// What one column means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) field: FieldId,
    /// The month of a column of one month.
    pub(crate) period: Option<Period>,
    /// How sure it is: a known header, a header read by its words, or one of several readings.
    pub(crate) confidence: Confidence,
}

impl Meaning {
    fn sure(field: FieldId, confidence: Confidence) -> Self {
        Self { field, period: None, confidence }
    }
}

/// The meaning of a header given by its levels from top to bottom; `None` when nobody could say.
pub(crate) fn meaning(levels: &[String], sheet: Subject, period: Period) -> Option<Meaning> {
    let levels: Vec<String> = levels.iter().map(|level| tidy(level)).filter(|level| !level.is_empty()).collect();
    // A row of units below the header says nothing of the meaning.
    let worded: Vec<String> = levels.iter().filter(|level| quantity::Unit::parse(level).is_none()).cloned().collect();
    let levels = if worded.is_empty() { levels } else { worded };
    let leaf = levels.last()?;
    let parents = levels.get(..levels.len() - 1).unwrap_or_default();
    if let Some(field) = under_parent(parents, leaf) {
        return Some(Meaning::sure(field, Confidence::Exact));
    }
    // Words of time and of whole alone say nothing without what stands above: money first.
    if let Some(column) = money::classify(&levels, sheet, period) {
        let confidence = if column.vague { Confidence::Approximate } else { Confidence::Exact };
        return Some(Meaning { field: column.field, period: column.period, confidence });
    }
    let known = |text: &str| dictionary::header(text).filter(|field| !is_money_by_time(*field));
    let bare = bare_words(leaf);
    // 签约 / 时间, 项目 / 名称: words that mean nothing without what stands above.
    let joined = || {
        let parent = parents.last()?;
        let stem = bare_words(parent);
        let stem = ["情况", "信息", "基本"].iter().fold(stem.as_str(), |stem, end| stem.trim_end_matches(end));
        known(&format!("{stem}{bare}"))
    };
    if matches!(
        bare.as_str(),
        "时间"
            | "日期"
            | "地点"
            | "名称"
            | "类型"
            | "类别"
            | "性质"
            | "单位"
            | "状态"
            | "编号"
            | "代码"
            | "情况"
            | "内容"
            | "说明"
            | "项目"
            | "企业名称"
            | "地址"
    ) && let Some(field) = joined().or_else(|| parents.last().and_then(|parent| by_words(&format!("{}{bare}", bare_words(parent)))))
    {
        return Some(Meaning::sure(field, Confidence::Normalised));
    }
    if let Some(field) = known(leaf).or_else(|| known(&without_unit(leaf))) {
        return Some(Meaning::sure(field, Confidence::Exact));
    }
    if let Some(field) = known(&bare).or_else(joined) {
        return Some(Meaning::sure(field, Confidence::Normalised));
    }
    // What brackets say comes last: 签约情况(时间), 甲乙方(投资方).
    let bracketed = || without_brackets(leaf).1.iter().find_map(|inside| by_words(&format!("{bare}{inside}")).or_else(|| known(inside)));
    let by_words = by_words(&bare).or_else(|| by_words(&format!("{}{bare}", parents.concat()))).or_else(bracketed);
    // A lone level 土地, 环评 below 前期手续 is a step of it.
    let by_parent = || {
        parents
            .last()
            .and_then(|parent| known(&bare_words(parent)))
            .filter(|field| matches!(field, FieldId::Permits | FieldId::Content | FieldId::ProgressText))
    };
    by_words.or_else(by_parent).map(|field| Meaning::sure(field, Confidence::Normalised))
}

/// Fields that the dictionary must not decide, since their header's time decides.
fn is_money_by_time(field: FieldId) -> bool {
    field.is_funds() || field.is_foreign() || matches!(field, FieldId::DoneMonth | FieldId::DoneYearToDate | FieldId::DoneTotal)
}

/// A leaf whose meaning its parent decides: 名称 below 投资方.
fn under_parent(parents: &[String], leaf: &str) -> Option<FieldId> {
    let above = parents.concat();
    let (bare, _) = without_brackets(leaf);
    let investor = ["投资方", "投资商", "投资企业", "投资主体", "客商", "投资人", "投资单位", "引进企业", "签约企业"]
        .iter()
        .any(|word| above.contains(word));
    let company = ["项目公司", "落地公司", "落地企业", "项目法人", "建设单位", "项目单位", "业主", "注册公司", "运营公司", "市场主体"]
        .iter()
        .any(|word| above.contains(word));
    if !investor && !company {
        return None;
    }
    let is = |words: &[&str]| words.contains(&bare.as_str());
    if is(&["名称", "企业名称", "公司名称", "单位名称", "全称", "企业", "公司", "单位", "投资方", "投资企业", "投资商"])
    {
        return Some(if company { FieldId::ProjectCompany } else { FieldId::Investor });
    }
    if bare.contains("信用代码") {
        return Some(FieldId::CreditCode);
    }
    if investor
        && is(&[
            "所在地",
            "地址",
            "来源",
            "来源地",
            "地区",
            "省市",
            "省份",
            "注册地",
            "所在省市",
            "国别",
            "所在地区",
            "企业所在地",
            "总部所在地",
        ])
    {
        return Some(FieldId::Origin);
    }
    if is(&["联系人", "负责人", "联系人及电话"]) {
        return Some(FieldId::Contact);
    }
    None
}

/// Without brackets, unit, year, 其中, 是否 and other words that change nothing.
fn bare_words(tidied: &str) -> String {
    let (outside, _) = without_brackets(&without_unit(tidied));
    let mut text = outside.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ')' | '年' | '-')).to_owned();
    for start in ["其中", "主要", "具体"] {
        if let Some(rest) = text.strip_prefix(start) {
            text = rest.trim_start_matches([':', ',']).to_owned();
        }
    }
    text.trim_end_matches([':', ',', '.']).to_owned()
}

/// Reads a header by the words in it.
fn by_words(text: &str) -> Option<FieldId> {
    use FieldId as F;
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let date = has(&["时间", "日期", "年月", "月份", "时限", "节点"]) || has(&["是否", "情况"]);
    let planned = has(&["计划", "预计", "拟", "约定", "应", "承诺", "预期"]);
    if has(&["信用代码", "机构代码", "纳税人识别号"]) {
        return Some(F::CreditCode);
    }
    if has(&["项目代码", "备案代码", "赋码"]) {
        return Some(F::ProjectCode);
    }
    if has(&["终止", "解约", "清退", "退出"]) {
        return Some(if has(&["原因", "理由", "说明", "情况"]) && !has(&["是否", "时间", "日期"]) {
            F::TerminatedReason
        } else {
            F::TerminatedOn
        });
    }
    if has(&["纳统", "入统", "纳入统计", "统计入库"]) {
        return Some(F::StatisticsOn);
    }
    if has(&["问题", "困难", "卡点", "堵点"]) {
        return Some(F::Problem);
    }
    if has(&["下步", "下一步", "打算"]) {
        return Some(F::NextStep);
    }
    if has(&["电话", "联系方式", "手机"]) {
        return Some(F::Phone);
    }
    if has(&["联系人"]) {
        return Some(F::Contact);
    }
    if has(&["领导", "链长"]) {
        return Some(F::Leader);
    }
    if date && has(&["投产", "运营", "达产", "开业"]) {
        return Some(if planned { F::AgreedProductionOn } else { F::ProductionOn });
    }
    if date && has(&["竣工", "完工", "建成"]) {
        return Some(if planned { F::AgreedProductionOn } else { F::CompletedOn });
    }
    if date && has(&["开工", "动工", "开建"]) {
        return Some(if planned { F::AgreedStartOn } else { F::StartedOn });
    }
    let signing = matches!(text, "签约" | "合同签订" | "协议签订" | "签订" | "签署");
    if signing || (has(&["时间", "日期", "年月", "月份"]) && has(&["签约", "签订", "协议", "合同", "签署"])) {
        return Some(F::SignedOn);
    }
    if has(&["协议", "合同"]) && has(&["类型", "性质", "类别", "形式"]) {
        return Some(F::AgreementType);
    }
    if has(&["时间", "日期"]) && has(&["备案", "立项", "核准"]) {
        return Some(F::FiledOn);
    }
    if has(&["时间", "日期"]) && has(&["注册"]) {
        return Some(F::RegisteredOn);
    }
    if has(&["项目名称", "工程名称"]) || (has(&["项目"]) && text.ends_with("名称") && !has(&["公司", "单位", "企业"])) {
        return Some(F::ProjectName);
    }
    if has(&["项目公司", "落地公司", "项目法人", "建设单位", "项目业主", "落地企业"]) {
        return Some(F::ProjectCompany);
    }
    if has(&["国别", "国家(地区)", "来源国"]) {
        return Some(F::Origin);
    }
    if has(&["来源", "客源地"]) && !has(&["资金来源", "信息"]) {
        return Some(F::Origin);
    }
    if has(&["引资单位", "招引单位", "招商单位", "引进单位", "引荐"]) {
        return Some(F::SourceUnit);
    }
    if has(&["责任单位", "牵头单位", "落地单位", "承办单位", "服务单位", "责任部门", "主管部门", "填报单位"])
    {
        return Some(F::ResponsibleUnit);
    }
    if has(&["投资方", "投资商", "投资企业", "投资主体", "客商", "投资人", "投资单位", "引进企业", "签约企业", "合作企业"])
        && !has(&["性质", "类型", "简介", "标签"])
    {
        return Some(F::Investor);
    }
    if has(&["行业代码", "行业小类"]) {
        return Some(F::IndustryCode);
    }
    if has(&["产业", "行业"]) && !has(&["产业园"]) {
        return Some(F::Industry);
    }
    if has(&["建设内容", "建设规模", "项目内容", "项目概况", "项目简介", "规模及内容"]) {
        return Some(F::Content);
    }
    if has(&["用地", "占地", "土地面积"]) {
        return Some(F::LandMu);
    }
    if has(&["建筑面积", "厂房面积"]) {
        return Some(F::FloorArea);
    }
    if has(&["建设地点", "项目地址", "选址", "落地地点", "建设地址", "园区", "落户地"]) {
        return Some(F::Place);
    }
    if has(&["县区", "县市区", "区县", "县(市"]) || (has(&["县", "区"]) && has(&["所属", "落户", "落地", "所在县", "所在区"]))
    {
        return Some(F::County);
    }
    if has(&["省内外", "境内外", "省外/", "内资/", "内外资"]) {
        return Some(F::OriginScope);
    }
    if has(&["进展", "进度", "形象", "推进情况", "建设情况"]) {
        return Some(if has(&["%", "百分比", "比例"]) { F::ProgressPercent } else { F::ProgressText });
    }
    if has(&["产值", "销售收入", "营业收入"]) {
        return Some(F::OutputExpected);
    }
    if has(&["税收", "利税", "纳税"]) {
        return Some(F::TaxExpected);
    }
    if has(&["就业", "用工"]) {
        return Some(F::JobsExpected);
    }
    if has(&["佐证", "凭证", "附件", "证明材料"]) {
        return Some(F::EvidenceNo);
    }
    if has(&["到位率", "到资率"]) {
        return Some(F::FundsRate);
    }
    if has(&["审核", "认定", "复核"]) {
        return Some(F::ReviewOpinion);
    }
    if has(&["备注", "说明"]) {
        return Some(F::Remark);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(levels: &[&str]) -> Option<FieldId> {
        let levels: Vec<String> = levels.iter().map(|l| (*l).to_owned()).collect();
        meaning(&levels, Subject::None, "2026-09".parse().unwrap()).map(|m| m.field)
    }

    #[test]
    fn headers_of_every_kind_of_ledger_are_understood() {
        use FieldId as F;
        for (levels, expected) in [
            (&["序号"][..], F::Seq),
            (&["项目 名称"], F::ProjectName),
            (&["投资方", "企业名称"], F::Investor),
            (&["投资方", "统一社会信用代码"], F::CreditCode),
            (&["投资方", "所在地"], F::Origin),
            (&["项目公司", "名称"], F::ProjectCompany),
            (&["投资方(客商)名称"], F::Investor),
            (&["签约情况", "签约时间"], F::SignedOn),
            (&["签约情况", "时间"], F::SignedOn),
            (&["项目进展", "开工时间"], F::StartedOn),
            (&["项目进展", "注册"], F::RegisteredOn),
            (&["协议签订时间"], F::SignedOn),
            (&["计划开工时间"], F::AgreedStartOn),
            (&["开工(动工)时间"], F::StartedOn),
            (&["是否纳统"], F::StatisticsOn),
            (&["是否投产"], F::ProductionOn),
            (&["终止原因"], F::TerminatedReason),
            (&["终止时间"], F::TerminatedOn),
            (&["项目性质(新建/续建)"], F::Category),
            (&["县(市、区)"], F::County),
            (&["投资总额"], F::TotalInvestment),
            (&["用地面积(亩)"], F::LandMu),
            (&["目前进展情况"], F::ProgressText),
            (&["责任单位及责任人"], F::ResponsibleUnit),
            (&["国民经济行业代码"], F::IndustryCode),
            (&["省内/省外/境外"], F::OriginScope),
            (&["存在问题"], F::Problem),
            (&["备注"], F::Remark),
        ] {
            assert_eq!(field(levels), Some(expected), "{levels:?}");
        }
        assert_eq!(field(&["心情"]), None);
        assert_eq!(field(&[""]), None);
    }
}
