//! The stretch of time that a header speaks of: 本月, 1-9月, 今年累计, 自开工累计, 9月, 2026年.

use super::words::month_number;

/// What the levels of a header say about time.
#[expect(clippy::struct_excessive_bools, reason = "each is one word group of a header, found or not")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Times {
    /// A year in four digits.
    pub(crate) year: Option<i32>,
    /// 今年, 本年, 年初以来.
    pub(crate) this_year: bool,
    /// 上年, 以前年度, 去年.
    pub(crate) earlier_year: bool,
    /// 本月, 当月.
    pub(crate) this_month: bool,
    /// One month by its number.
    pub(crate) month: Option<u32>,
    /// The month is where a sum ends: 9月累计, or 累计 below 9月.
    pub(crate) month_ends: bool,
    /// January to a month by its number (1-9月); 0 for 1-本月.
    pub(crate) up_to: Option<u32>,
    /// 二季度, 下半年, 上月累计: a part of the year that is no month and does not reach from January to the period.
    pub(crate) part_of_year: bool,
    /// 累计, 合计, 计.
    pub(crate) cumulative: bool,
    /// 自开工, 历年, 签约以来.
    pub(crate) since_start: bool,
    /// 截至9月底, 目前, 已.
    pub(crate) as_of: bool,
    /// 计划, 任务, 目标.
    pub(crate) planned: bool,
}

const SINCE_START: [&str; 17] = [
    "自开工",
    "开工以来",
    "开工至今",
    "开工-今",
    "历年",
    "建设以来",
    "签约以来",
    "合同以来",
    "落地以来",
    "项目累计",
    "总累计",
    "累计总",
    "以来累计",
    "自建设",
    "自签约",
    "开工累计",
    "有史以来",
];
const EARLIER: [&str; 8] = ["上年", "去年", "往年", "以前年度", "上一年", "同期", "年前累计", "结转"];
const THIS_YEAR: [&str; 10] = ["今年", "本年", "当年", "年初", "年内", "全年", "年度", "年累计", "1-本月", "1月-本月"];
const PLANNED: [&str; 8] = ["计划", "任务", "目标", "预计", "预期", "应到位", "承诺", "拟"];

impl Times {
    /// Reads one level of a header (tidied), over what the levels above it said.
    pub(crate) fn read(mut self, level: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| level.contains(word));
        self.since_start |= has(&SINCE_START);
        self.earlier_year |= has(&EARLIER);
        self.planned |= has(&PLANNED);
        match from_january(level) {
            Some(end) => self.up_to = Some(end),
            None => self.part_of_year |= has(&["季度", "下半年", "上月", "上期"]),
        }
        if has(&THIS_YEAR) {
            self.this_year = true;
        }
        if level.contains("1-本月") || level.contains("1月-本月") {
            self.up_to = Some(0);
        } else if ["本月", "当月", "本期", "当期", "月度"].iter().any(|word| level.contains(word)) || level.starts_with("月到")
        {
            self.this_month = true;
        }
        self.as_of |= ["截至", "截止", "截-", "目前", "至今", "已到位", "已到资"].iter().any(|word| level.contains(word));
        self.cumulative |= level.contains("累计") || matches!(level, "计" | "合计" | "小计" | "总计" | "共计" | "累");
        let month_above = self.month;
        self.read_numbers(level);
        if level.contains("累计") {
            self.month_ends = self.month.is_some();
        } else if self.month != month_above {
            self.month_ends = false;
        }
        self
    }

    fn read_numbers(&mut self, level: &str) {
        let chars: Vec<char> = level.chars().collect();
        let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
        let mut at = 0;
        let mut numbers: Vec<(String, Option<char>, Option<char>)> = Vec::new();
        while at < chars.len() {
            let start = at;
            while chars.get(at).copied().is_some_and(is_number) {
                at += 1;
            }
            if at > start {
                let text: String = chars.get(start..at).unwrap_or_default().iter().collect();
                let back = |by: usize| start.checked_sub(by).and_then(|i| chars.get(i)).copied();
                // 截至8月底: the 至 came into the form of a dash.
                let before = back(1).filter(|c| !(*c == '-' && back(2) == Some('截')));
                numbers.push((text, before, chars.get(at).copied()));
            } else {
                at += 1;
            }
        }
        for (index, (text, before, after)) in numbers.iter().enumerate() {
            if text.len() == 4 && text.starts_with("20") && matches!(after, None | Some('年' | '.' | '-' | '/')) {
                self.year = text.parse().ok();
                let next = numbers.get(index + 1);
                // 2026.9 and 2026-09 as the header of a month.
                if matches!(after, Some('.' | '-' | '/'))
                    && let Some((month, _, None)) = next
                {
                    self.month = month_number(month.trim_start_matches('0'));
                }
                continue;
            }
            // 202609 as the header of a month.
            if let (6, Some(("20", _)), None, None) = (text.len(), text.split_at_checked(2), before, after) {
                self.year = text.get(..4).and_then(|year| year.parse().ok());
                self.month = text.get(4..).and_then(|month| month_number(month.trim_start_matches('0')));
                continue;
            }
            if *after != Some('月') || matches!(before, Some('.')) {
                continue;
            }
            let Some(number) = month_number(text.trim_start_matches('0')) else { continue };
            let from_january = index
                .checked_sub(1)
                .and_then(|i| numbers.get(i))
                .is_some_and(|(first, _, mark)| month_number(first) == Some(1) && matches!(mark, Some('-' | '月')) && *before == Some('-'));
            if from_january {
                self.up_to = Some(number);
                self.month = None;
            } else if *before != Some('-') && !chars.iter().collect::<String>().contains(&format!("{text}月-")) {
                // Else it is part of another stretch, such as 4-6月 or the first number of 1月-9月.
                self.month = Some(number);
            }
        }
    }
}

/// The last month of a stretch from January that is named by quarters or halves: 一季度, 前三季度, 上半年.
fn from_january(level: &str) -> Option<u32> {
    const NAMES: [(&str, u32); 10] = [
        ("前三季度", 9),
        ("一-三季度", 9),
        ("1-3季度", 9),
        ("前两季度", 6),
        ("前二季度", 6),
        ("一-二季度", 6),
        ("1-2季度", 6),
        ("上半年", 6),
        ("一季度", 3),
        ("1季度", 3),
    ];
    NAMES.iter().find(|(name, _)| level.contains(name)).map(|(_, end)| *end)
}

/// Reads all levels of a header, from top to bottom.
pub(crate) fn read(levels: &[String]) -> Times {
    const BY_MONTH: [&str; 6] = ["各月", "逐月", "分月", "每月", "月度", "按月"];
    let mut by_month = false;
    levels.iter().fold(Times::default(), |times, level| {
        // 1, 2, 3 … below 各月到位资金.
        let times = if by_month && level.len() <= 2 && level.chars().all(|c| c.is_ascii_digit()) {
            Times { this_month: false, ..times }.read(&format!("{level}月"))
        } else {
            times.read(level)
        };
        by_month |= BY_MONTH.iter().any(|word| level.contains(word));
        times
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(levels: &[&str]) -> Times {
        read(&levels.iter().map(|l| super::super::words::tidy(l)).collect::<Vec<_>>())
    }

    #[test]
    fn stretches_of_time_are_told_apart() {
        assert_eq!(of(&["1—9月"]).up_to, Some(9));
        assert_eq!(of(&["1月-9月到位资金"]).up_to, Some(9));
        assert_eq!(of(&["1-本月累计"]).up_to, Some(0));
        assert_eq!(of(&["2026年到位资金", "其中:9月"]), Times { year: Some(2026), month: Some(9), ..Times::default() });
        assert_eq!(of(&["2026年各月到位资金", "十二月"]).month, Some(12));
        assert_eq!(of(&["2026.09"]), Times { year: Some(2026), month: Some(9), ..Times::default() });
        assert_eq!(of(&["2026-10"]).month, Some(10));
        assert!(of(&["自开工累计"]).since_start);
        assert!(of(&["本年累计到位"]).this_year);
        assert!(of(&["截至9月底累计到位资金"]).as_of);
        assert!(of(&["到位资金", "本月", "计"]).this_month);
        assert_eq!(of(&["4-6月"]).month, None);
        assert_eq!((of(&["202609"]).year, of(&["202609"]).month), (Some(2026), Some(9)));
        assert_eq!(of(&["各月到位资金", "3"]).month, Some(3));
        assert!(of(&["9月", "累计到位"]).month_ends && of(&["9月累计到位"]).month_ends && !of(&["累计到位", "其中:9月"]).month_ends);
        assert_eq!((of(&["前三季度"]).up_to, of(&["一季度"]).up_to), (Some(9), Some(3)));
        assert!(of(&["三季度到位资金"]).part_of_year && of(&["上月累计"]).part_of_year && !of(&["上半年"]).part_of_year);
    }
}
