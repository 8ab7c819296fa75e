//! Titles, unit notes, years and signatures around a table.

use quantity::unit::read_note;
use quantity::{AmountUnit, Unit};

use crate::mapping::words::tidy;

const TITLES: [&str; 13] =
    ["台账", "统计表", "情况表", "一览表", "清单", "月报", "汇总表", "明细表", "进展表", "调度表", "任务分解", "报表", "项目表"];

/// Whether a tidied text is a table's title.
pub(crate) fn is_title(tidied: &str) -> bool {
    TITLES.iter().any(|word| tidied.contains(word)) && tidied.chars().count() >= 5
}

/// Whether a tidied text is a note above or below a table: unit, office, date, number of the form, signature.
pub(crate) fn is_note(tidied: &str) -> bool {
    const MARKS: [&str; 22] = [
        "单位:",
        "填报",
        "编制",
        "制表",
        "报送",
        "截止",
        "截至",
        "时间:",
        "日期:",
        "表号",
        "审核人",
        "审核:",
        "负责人:",
        "统计期",
        "联系人:",
        "联系电话:",
        "(盖章)",
        "报表日期",
        "统计时间",
        "注:",
        "说明:",
        "附件",
    ];
    MARKS.iter().any(|mark| tidied.contains(mark)) || Unit::parse(tidied).is_some()
}

/// Whether a tidied text opens a footnote.
pub(crate) fn is_footnote(tidied: &str) -> bool {
    ["注:", "注1", "备注:", "说明:", "填表说明", "填报说明", "指标解释", "注释", "附注", "口径"].iter().any(|mark| tidied.starts_with(mark))
        || (tidied.starts_with('注') && tidied.chars().nth(1).is_some_and(|c| matches!(c, '.' | '、' | ',' | ' ')))
}

/// Whether a tidied text is a line of signatures.
pub(crate) fn is_signature(tidied: &str) -> bool {
    const MARKS: [&str; 17] = [
        "填报人",
        "填表人",
        "制表人",
        "制表:",
        "审核人",
        "审核:",
        "审签",
        "单位负责人",
        "统计负责人",
        "分管领导:",
        "分管领导签",
        "主要领导签",
        "负责人:",
        "负责人签",
        "填报单位:",
        "填报日期",
        "经办人:",
    ];
    let marks = MARKS.iter().filter(|mark| tidied.contains(*mark)).count();
    let alone = MARKS.iter().any(|mark| tidied.trim_end_matches(':') == *mark);
    (marks > 0 && (tidied.contains(':') || marks > 1) && tidied.chars().count() < 80) || alone
}

/// Units that a note states, for money in general, for money that came in, and for foreign capital.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct NoteUnits {
    pub(crate) money: Option<AmountUnit>,
    pub(crate) funds: Option<AmountUnit>,
    pub(crate) foreign: Option<AmountUnit>,
}

/// Units of a note that names what they measure: 单位:总投资亿元,到位资金万元; 单位:亿元(总投资)、万元(到位资金).
fn labelled_units(tidied: &str) -> Vec<(String, AmountUnit)> {
    const NAMES: [(&str, AmountUnit); 3] = [("亿元", AmountUnit::YI), ("万元", AmountUnit::WAN), ("元", AmountUnit::YUAN)];
    let mut found: Vec<(String, AmountUnit)> = Vec::new();
    let listed = tidied.split_once("单位:").map(|(_, listed)| listed).unwrap_or_default();
    for part in listed.split(['(', ')', ',', ';', '、', '。']).filter(|part| !part.is_empty() && part.chars().count() <= 12) {
        let named = NAMES.iter().find_map(|(name, unit)| Some((part.strip_suffix(name)?, *unit)));
        if let Some((label, unit)) = named {
            found.push((label.trim_end_matches([':', '为']).to_owned(), unit));
        } else if let Some((label, _)) = found.last_mut().filter(|(label, _)| label.is_empty()) {
            part.clone_into(label);
        }
    }
    found.retain(|(label, _)| label.contains("投资") || label.contains("资金") || label.contains("到位"));
    found
}

/// Reads the units of one text around a table. A place with 单位: whose unit nobody knows is in the second value.
pub(crate) fn units(text: &str) -> (NoteUnits, Option<String>) {
    let mut units = NoteUnits::default();
    let tidied = tidy(text);
    let take = |unit: AmountUnit, units: &mut NoteUnits| {
        let slot = if unit.currency == domain::money::Currency::Cny { &mut units.money } else { &mut units.foreign };
        slot.get_or_insert(unit);
    };
    // 人民币万元 is 万元, and 万元/亩 in a note of units names two.
    let listed = tidied.split_once("单位").map(|(_, units)| format!("单位{}", units.replace("人民币", "").replace('/', "、")));
    for part in
        read_note(text).into_iter().filter(|_| !tidied.contains("人民币")).chain(listed.as_deref().map(read_note).unwrap_or_default())
    {
        if let Some(unit) = part.unit.amount() {
            take(unit, &mut units);
        }
    }
    for (label, unit) in labelled_units(&tidied) {
        let slot = if label.contains("投资") { &mut units.money } else { &mut units.funds };
        slot.get_or_insert(unit);
    }
    if units.money.is_none()
        && let Some(unit) = Unit::in_header(text).and_then(Unit::amount)
    {
        take(unit, &mut units);
    }
    let speaks_of_unit = ["单位", "金额", "计价", "计量"].iter().any(|word| tidied.contains(word));
    if units.money.is_none() && speaks_of_unit {
        // 本表金额单位均为万元, 以亿元为单位
        for (name, unit) in
            [("万美元", AmountUnit::WAN_USD), ("亿元", AmountUnit::YI), ("万元", AmountUnit::WAN), ("千元", AmountUnit::THOUSAND_YUAN)]
        {
            if tidied.contains(name)
                && (tidied.contains(&format!("为{name}"))
                    || tidied.contains(&format!("以{name}"))
                    || tidied.contains(&format!("单位{name}")))
            {
                take(unit, &mut units);
            }
        }
        if tidied.contains("单位为元") || tidied.contains("均为元") {
            take(AmountUnit::YUAN, &mut units);
        }
    }
    let unknown = if units == NoteUnits::default() { unknown_unit(&tidied) } else { None };
    (units, unknown)
}

/// The text after 金额单位: or a bare 单位: that is no office and no known unit.
fn unknown_unit(tidied: &str) -> Option<String> {
    let (before, after) = tidied.split_once("单位:")?;
    let office = ["填报", "编制", "制表", "报送", "责任", "填表", "牵头", "上报", "统计", "主管", "落地", "招商", "承办"]
        .iter()
        .any(|word| before.ends_with(word));
    let unit: String = after.chars().take_while(|c| !matches!(c, ')' | ',' | ';' | '。' | '、')).take(9).collect();
    let measures = read_note(&format!("单位:{unit}"));
    let looks_like_office =
        unit.chars().count() > 5 || ["局", "县", "区", "市", "中心", "办", "委", "部", "公司", "镇"].iter().any(|end| unit.ends_with(end));
    (!office && !unit.is_empty() && measures.is_empty() && !looks_like_office).then_some(unit)
}

/// The year that a text speaks of, in digits or characters: 2026年, 二〇二六年. Of several the last.
pub(crate) fn year(text: &str) -> Option<i32> {
    let chars: Vec<char> = tidy(text).chars().collect();
    let digit = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        '〇' | '零' | 'O' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    };
    let mut found = None;
    for window in chars.windows(5) {
        if let [a, b, c, d, mark] = window
            && matches!(mark, '年' | '.' | '/')
            && let (Some(a), Some(b), Some(c), Some(d)) = (digit(*a), digit(*b), digit(*c), digit(*d))
        {
            let year = i32::try_from(a * 1000 + b * 100 + c * 10 + d).unwrap_or(0);
            if (2000..=2100).contains(&year) {
                found = Some(year);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_from_notes_titles_and_sentences() {
        let money = |text| units(text).0.money;
        assert_eq!(money("单位:万元、亩   截止日期:2024年5月31日"), Some(AmountUnit::WAN));
        assert_eq!(money("计量单位:万元(外资为万美元)"), Some(AmountUnit::WAN));
        assert_eq!(
            units("单位:亿元(外资:万美元)").0,
            NoteUnits { money: Some(AmountUnit::YI), funds: None, foreign: Some(AmountUnit::WAN_USD) }
        );
        for note in ["单位：总投资亿元，到位资金万元", "单位：亿元（到位资金：万元）", "单位：亿元（总投资）、万元（到位资金）"]
        {
            let expected = NoteUnits { money: Some(AmountUnit::YI), funds: Some(AmountUnit::WAN), foreign: None };
            assert_eq!(units(note), (expected, None), "{note}");
        }
        assert_eq!(money("襄汾县重点项目情况表(单位:亿元)"), Some(AmountUnit::YI));
        assert_eq!(money("注:本表金额单位均为万元。"), Some(AmountUnit::WAN));
        assert_eq!(money("(万元)"), Some(AmountUnit::WAN));
        assert_eq!(money("单位:元"), Some(AmountUnit::YUAN));
        assert_eq!(money("(单位：人民币 万元)"), Some(AmountUnit::WAN));
        assert_eq!(money("金额单位：亿元（人民币）"), Some(AmountUnit::YI));
        assert_eq!(money("单位:万元/亩"), Some(AmountUnit::WAN));
        assert_eq!(units("填报单位:洪洞县招商服务中心"), (NoteUnits::default(), None));
        assert_eq!(units("单位:万吨标煤").1.as_deref(), Some("万吨标煤"));
        assert_eq!(money("注:1.本表统计口径为总投资3000万元以上项目;2.到位资金为2026年1-9月累计数。"), None);
    }

    #[test]
    fn years_are_read_in_digits_and_characters() {
        assert_eq!(year("洪洞县2026年1-9月招商引资项目台账"), Some(2026));
        assert_eq!(year("二〇二六年度"), Some(2026));
        assert_eq!(year("2025—2026年签约项目"), Some(2026));
        assert_eq!(year("截至9月底"), None);
        assert_eq!(year("电话2026"), None);
    }

    #[test]
    fn titles_notes_footnotes_and_signatures_are_known() {
        assert!(is_title("洪洞县2026年1-9月招商引资项目台账"));
        assert!(is_note("填报单位:洪洞县招商服务中心"));
        assert!(is_footnote("注:1.到位资金指…"));
        assert!(is_signature("填报人:审核人:单位负责人:"));
        assert!(!is_signature("审核人才公寓项目"));
    }
}
