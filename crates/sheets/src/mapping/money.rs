//! Columns of money: what they count (到位, 完成, 总投资, 外资), over what time, in which cut (其中省外).
//!
//! Offices write these headers in countless ways, so they are read by their words and levels and not from a list.

use domain::period::Period;

use super::stretch::{Stretch, stretch};
use super::times::{self, Times};
use super::words::without_unit;
use crate::field::FieldId;

/// What a column of money means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MoneyColumn {
    pub(crate) field: FieldId,
    /// The month of a column of one month.
    pub(crate) period: Option<Period>,
    /// 累计 that does not say since when.
    pub(crate) vague: bool,
}

/// What money columns without a subject of their own count, as the sheet's title says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Subject {
    #[default]
    None,
    Funds,
    Done,
    Foreign,
}

/// The subject that a text names.
pub(crate) fn subject_of(text: &str) -> Subject {
    // 省外资金 and 市外资金 are no 外资.
    let text = text.replace("省外资", "").replace("市外资", "").replace("县外资", "");
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["外资", "美元", "FDI"]) && !has(&["内外资", "内资/", "是否"]) {
        Subject::Foreign
    } else if has(&["到位", "到资", "到账", "入账资金"]) && !has(&["人员到位", "要素到位"]) {
        Subject::Funds
    } else if has(&["完成投资", "完成固", "投资完成", "完成额", "完成总投资", "完成产值"]) {
        Subject::Done
    } else {
        Subject::None
    }
}

/// What kind of cut of money that came in a column shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    All,
    OutOfProvince,
    Fixed,
    Other,
    Unknown,
}

fn cut_of(levels: &[String]) -> Cut {
    // The lowest level that names a cut decides: 今年累计 / 其中省外.
    for level in levels.iter().rev() {
        if level.contains("省外") {
            return Cut::OutOfProvince;
        }
        if level.contains("非固") || level.contains("流动资金") {
            return Cut::Other;
        }
        if level.contains("固投") || level.contains("固定资产") {
            return Cut::Fixed;
        }
        if ["市外", "县外", "内资", "省内", "境外", "贷款", "自有资金", "自筹", "上级", "财政", "债", "其他", "其它", "设备", "土地"]
            .iter()
            .any(|word| level.contains(word))
        {
            return Cut::Unknown;
        }
    }
    Cut::All
}

/// Reads the levels (tidied, from top to bottom) of a header as money; `None` when it is something else.
pub(crate) fn classify(levels: &[String], sheet: Subject, period: Period) -> Option<MoneyColumn> {
    let words: Vec<String> = levels.iter().map(|level| without_unit(level)).collect();
    let all = levels.join("/");
    let leaf = words.last().map(String::as_str).unwrap_or_default();
    if ["率", "比例", "占比", "%", "进度", "凭证", "佐证", "时间", "日期", "情况说明", "是否", "编号"]
        .iter()
        .any(|word| leaf.ends_with(word) || leaf.starts_with("是否"))
        || all.ends_with('%')
    {
        return None;
    }
    let times = times::read(&words);
    let own = subject_of(&all);
    let subject = match own {
        Subject::None if is_time_only(&words) => sheet,
        other => other,
    };
    let column = |field| Some(MoneyColumn { field, period: None, vague: false });
    match subject {
        Subject::Funds => funds(&words, times, period),
        // 总投资(万美元) is an investment, in another currency.
        Subject::Foreign if is_total(leaf) && !["外资", "使用", "利用", "到位"].iter().any(|word| all.contains(word)) => {
            investment(leaf, &all, times).and_then(column)
        }
        Subject::Foreign => {
            if ["合同外资", "协议外资", "外资合同"].iter().any(|word| all.contains(word)) {
                return column(FieldId::ContractForeign);
            }
            foreign(&all, times, period)
        }
        Subject::Done => done(times, period),
        Subject::None => investment(leaf, &all, times).and_then(column),
    }
}

/// Whether the header speaks of nothing but time: 1月, 本月, 累计, 其中:9月, 2026年, 自开工累计.
pub(crate) fn is_time_only(words: &[String]) -> bool {
    const OF_TIME: [&str; 34] = [
        "自开工",
        "开工以来",
        "开工至今",
        "建设以来",
        "签约以来",
        "历年",
        "以来",
        "今年",
        "本年",
        "当年",
        "本月",
        "当月",
        "年初",
        "年度",
        "上年",
        "去年",
        "全年",
        "截至",
        "截止",
        "目前",
        "至今",
        "累计",
        "合计",
        "小计",
        "其中",
        "省外",
        "资金",
        "总",
        "季度",
        "上半年",
        "下半年",
        "新增",
        "数",
        "额",
    ];
    let rest = |word: &String| {
        let word = OF_TIME.iter().fold(word.clone(), |word, time| word.replace(time, ""));
        word.chars().any(|c| !c.is_ascii_digit() && !"一二三四五六七八九十年月份底末-.:/,第计度各".contains(c))
    };
    !words.iter().any(rest) && words.iter().any(|word| ["月", "计", "20", "年", "季度", "省外"].iter().any(|mark| word.contains(mark)))
}

/// What the money columns of a table count, where its headers name one thing alone.
pub(crate) fn subject_of_headers<'h>(headers: impl Iterator<Item = &'h str>) -> Subject {
    let mut found = Subject::None;
    for subject in headers.map(subject_of).filter(|s| matches!(s, Subject::Funds | Subject::Done)) {
        if found != Subject::None && found != subject {
            return Subject::None;
        }
        found = subject;
    }
    found
}

fn funds(words: &[String], times: Times, period: Period) -> Option<MoneyColumn> {
    use FieldId as F;
    let cut = cut_of(words);
    let (stretch, vague) = stretch(times, period);
    let field = match (stretch, cut) {
        (Stretch::Planned, _) => F::FundsPlanned,
        (Stretch::Prior, _) => F::FundsPrior,
        (Stretch::Month(month), Cut::All) => return Some(MoneyColumn { field: F::FundsOfMonth, period: Some(month), vague }),
        (Stretch::Month(month), _) if month != period => return None,
        (Stretch::ThisMonth, Cut::All) => F::FundsMonth,
        (Stretch::ThisMonth | Stretch::Month(_), Cut::OutOfProvince) => F::FundsOutOfProvinceMonth,
        (Stretch::ThisMonth | Stretch::Month(_), Cut::Fixed) => F::FundsFixedMonth,
        (Stretch::ThisMonth | Stretch::Month(_), Cut::Other) => F::FundsOtherMonth,
        (Stretch::YearToDate, Cut::All) => F::FundsYearToDate,
        (Stretch::YearToDate, Cut::OutOfProvince) => F::FundsOutOfProvinceYearToDate,
        (Stretch::YearToDate, Cut::Fixed) => F::FundsFixedYearToDate,
        (Stretch::YearToDate, Cut::Other) => F::FundsOtherYearToDate,
        (Stretch::SinceStart, Cut::All) => F::FundsTotal,
        (Stretch::SinceStart, Cut::OutOfProvince) => F::FundsOutOfProvinceTotal,
        (Stretch::SinceStart, Cut::Fixed | Cut::Other) => F::FundsSplitTotal,
        (Stretch::Unused, _) | (_, Cut::Unknown) => return None,
    };
    Some(MoneyColumn { field, period: None, vague })
}

fn foreign(all: &str, times: Times, period: Period) -> Option<MoneyColumn> {
    // 外资 beside 内资 in a column of kinds is no money; a unit or a verb makes it money.
    let is_money =
        ["美元", "使用", "利用", "到位", "到资", "到账", "实际", "FDI", "累计", "本月", "其中"].iter().any(|word| all.contains(word));
    if !is_money && all != "外资" {
        return None;
    }
    let (stretch, vague) = stretch(times, period);
    let field = match stretch {
        Stretch::ThisMonth => FieldId::ForeignMonth,
        Stretch::Month(month) if month == period => FieldId::ForeignMonth,
        Stretch::YearToDate => FieldId::ForeignYearToDate,
        Stretch::SinceStart => FieldId::ForeignTotal,
        Stretch::Planned => FieldId::FundsPlanned,
        Stretch::Prior | Stretch::Month(_) | Stretch::Unused => return None,
    };
    Some(MoneyColumn { field, period: None, vague })
}

fn done(times: Times, period: Period) -> Option<MoneyColumn> {
    let (stretch, vague) = stretch(times, period);
    let field = match stretch {
        Stretch::ThisMonth => FieldId::DoneMonth,
        Stretch::Month(month) => return Some(MoneyColumn { field: FieldId::DoneOfMonth, period: Some(month), vague }),
        Stretch::YearToDate if vague => FieldId::DoneTotal,
        Stretch::YearToDate => FieldId::DoneYearToDate,
        Stretch::SinceStart => FieldId::DoneTotal,
        Stretch::Planned => FieldId::FundsPlanned,
        Stretch::Prior | Stretch::Unused => return None,
    };
    Some(MoneyColumn { field, period: None, vague: false })
}

/// Whether the words are those of the whole investment.
fn is_total(leaf: &str) -> bool {
    const TOTAL: [&str; 14] = [
        "总投资",
        "投资总额",
        "投资额",
        "签约额",
        "签约金额",
        "签约资金",
        "协议资金",
        "合同金额",
        "协议金额",
        "合同额",
        "投资规模",
        "投资金额",
        "投资总规模",
        "总额",
    ];
    TOTAL.iter().any(|word| leaf.contains(word))
}

/// 总投资 and its parts.
fn investment(leaf: &str, all: &str, times: Times) -> Option<FieldId> {
    let has = |words: &[&str]| words.iter().any(|word| leaf.contains(word));
    let bare = leaf.trim_start_matches("其中").trim_start_matches([':', ',']);
    if has(&[
        "强度",
        "方名",
        "投资方",
        "投资商",
        "投资人",
        "投资企业",
        "投资主体",
        "投资单位",
        "投资来源",
        "方式",
        "内容",
        "地",
        "性质",
        "类",
    ]) {
        return None;
    }
    let under_investment = all.contains("投资") || all.contains("资金");
    if has(&["设备"]) && under_investment {
        return Some(FieldId::EquipmentInvestment);
    }
    if has(&["固定资产", "固投"]) && !has(&["是否", "入库"]) {
        return Some(FieldId::FixedInvestment);
    }
    if has(&["引资", "引进资金", "市外资金", "省外资金", "市外投资", "省外投资", "县外资金", "外来投资"]) && !has(&["单位", "类型"])
    {
        return Some(FieldId::AttractedInvestment);
    }
    let yearly = times.this_year || times.month.is_some() || times.up_to.is_some() || times.year.is_some() || times.this_month;
    if yearly && times.planned {
        return Some(FieldId::FundsPlanned);
    }
    let total = is_total(leaf);
    // 协议投资, 概算投资: nothing but how sure the figure is.
    let whole = ["协议", "合同", "计划", "概算", "估算", "拟", "签约", "预计", "意向", "项目"]
        .iter()
        .any(|how| bare.strip_prefix(how) == Some("投资"));
    let under = all.contains("投资") && matches!(bare, "总额" | "计" | "合计" | "总量" | "合同" | "协议" | "总计");
    if (total || under || whole) && !has(&["完成", "到位"]) {
        return Some(FieldId::TotalInvestment);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::words::tidy;
    use super::*;

    fn field(levels: &[&str]) -> Option<FieldId> {
        column(levels).map(|c| c.field)
    }

    fn column(levels: &[&str]) -> Option<MoneyColumn> {
        let levels: Vec<String> = levels.iter().map(|l| tidy(l)).collect();
        classify(&levels, Subject::Funds, "2026-09".parse().unwrap())
    }

    #[test]
    fn money_that_came_in_is_told_apart_by_time_and_cut() {
        use FieldId as F;
        for (levels, expected) in [
            (&["到位资金", "本月", "计"][..], F::FundsMonth),
            (&["到位资金", "本月", "其中省外"], F::FundsOutOfProvinceMonth),
            (&["到位资金", "今年累计", "计"], F::FundsYearToDate),
            (&["到位资金", "今年累计", "其中:省外"], F::FundsOutOfProvinceYearToDate),
            (&["到位资金", "今年累计", "固定资产类"], F::FundsFixedYearToDate),
            (&["到位资金", "今年累计", "非固定资产类"], F::FundsOtherYearToDate),
            (&["到位资金", "自开工累计", "计"], F::FundsTotal),
            (&["2026年到位资金", "累计"], F::FundsYearToDate),
            (&["2026年到位资金", "其中:9月"], F::FundsOfMonth),
            (&["2026年各月到位资金(万元)", "1月"], F::FundsOfMonth),
            (&["1-9月到位资金"], F::FundsYearToDate),
            (&["2025年到位资金"], F::FundsPrior),
            (&["2026年计划到位资金"], F::FundsPlanned),
            (&["本年累计到位资金"], F::FundsYearToDate),
            (&["当年累计"], F::FundsYearToDate),
            (&["本月"], F::FundsMonth),
            (&["外资(万美元)", "本月"], F::ForeignMonth),
            (&["外资(万美元)", "累计"], F::ForeignYearToDate),
            (&["其中:外资(万美元)"], F::ForeignYearToDate),
            (&["实际使用外资"], F::ForeignYearToDate),
        ] {
            assert_eq!(field(levels), Some(expected), "{levels:?}");
        }
        assert_eq!(column(&["2026年各月到位资金", "3月"]).and_then(|c| c.period).map(|p| p.to_string()).as_deref(), Some("2026-03"));
        assert!(column(&["累计到位"]).unwrap().vague);
        assert_eq!(field(&["1-3月到位资金"]), None);
        assert_eq!(field(&["截至8月底累计到位资金"]), None);
        assert_eq!(field(&["到位资金", "上月累计"]), None);
        assert_eq!(field(&["三季度到位资金"]), None);
        assert_eq!(field(&["到位率(%)"]), None);
    }

    #[test]
    fn investment_is_told_from_what_was_done_of_it() {
        use FieldId as F;
        for (levels, expected) in [
            (&["投资额(万元)", "总投资"][..], F::TotalInvestment),
            (&["投资额", "其中:固定资产投资"], F::FixedInvestment),
            (&["计划总投资"], F::TotalInvestment),
            (&["协议总投资额(亿元)"], F::TotalInvestment),
            (&["合同信息", "其中引资额"], F::AttractedInvestment),
            (&["2026年计划投资额"], F::FundsPlanned),
            (&["2026年计划投资"], F::FundsPlanned),
            (&["协议投资(亿元)"], F::TotalInvestment),
            (&["概算投资"], F::TotalInvestment),
            (&["本月完成投资"], F::DoneMonth),
            (&["今年累计完成投资"], F::DoneYearToDate),
            (&["累计完成投资"], F::DoneTotal),
        ] {
            assert_eq!(field(levels), Some(expected), "{levels:?}");
        }
        assert_eq!(field(&["投资方", "名称"]), None);
        assert_eq!(field(&["建设地点"]), None);
    }
}
