//! Headings inside a table: their nesting, their counts, and what they say of the projects below.

use std::sync::Arc;

use super::vocabulary::vocabulary;
use crate::mapping::words::{tidy, without_brackets};

/// How a heading is numbered; headings of one style are on one level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// A title of a further table.
    Title,
    /// 一、
    Numeral,
    /// (一)
    Bracketed,
    /// 1.
    Digit,
    /// Without a number: a county, an industry.
    Plain,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// Without number and count.
    pub(crate) text: Arc<str>,
    pub(crate) style: Style,
    /// Projects below it, as it says itself.
    pub(crate) count: Option<u32>,
    /// Whether it says that the projects below have ended.
    pub(crate) ended: bool,
}

/// Whether a heading, or the name of a sheet, speaks of ended projects.
pub(crate) fn is_ended(text: &str) -> bool {
    let words = vocabulary();
    let tidied = words.by_accident.iter().fold(tidy(text), |text, accident| text.replace(accident.as_str(), ""));
    let holds = |list: &[String]| list.iter().any(|word| tidied.contains(word.as_str()));
    holds(&words.ended) && !holds(&words.not_ended)
}

/// The place that a heading names as a whole: 商州区, 侯马经济开发区(12个).
pub(crate) fn place_name(text: &str) -> Option<String> {
    let (outside, _) = without_brackets(&tidy(text));
    let name = outside.trim_end_matches([':', '。']);
    let length = name.chars().count();
    let is_place = ["县", "区", "市", "旗", "管委会", "新城"].iter().any(|end| name.ends_with(end));
    let other =
        ["项目", "产业", "全市", "全县", "全区", "本市", "城市", "小区", "园区建", "省", "年"].iter().any(|word| name.contains(word));
    (is_place && !other && (2..=12).contains(&length)).then(|| name.to_owned())
}

/// Whether a text that ends with 项目 names a kind of projects and not one: 新签约项目, 亿元以上项目, 2025年结转项目.
pub(crate) fn is_kind_of_projects(tidied: &str) -> bool {
    let (outside, _) = without_brackets(tidied);
    let Some(kind) = outside.strip_suffix("项目") else { return false };
    kind.chars().count() <= 12 && vocabulary().kinds_of_projects.iter().any(|word| kind.ends_with(word.as_str()))
}

/// The number of projects that a text gives: 64个, 小计35个, 共 23 项.
pub(crate) fn count_in(text: &str) -> Option<u32> {
    let tidied = tidy(text);
    let mut digits = String::new();
    for c in tidied.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
        } else {
            if matches!(c, '个' | '项' | '家' | '宗') && !digits.is_empty() {
                return digits.parse().ok();
            }
            digits.clear();
        }
    }
    None
}

impl Section {
    /// Reads a heading.
    pub(crate) fn read(text: &str, as_title: bool) -> Self {
        let tidied = tidy(text);
        let (style, words) = split_number(&tidied);
        let (outside, inside) = without_brackets(words);
        // A bracket with a count is not part of the name.
        let mut name = outside.trim_end_matches([':', '。', ',']).to_owned();
        for part in inside {
            if count_in(&part).is_none() && !part.contains("小计") && !part.contains("合计") {
                name.extend(["(", &part, ")"]);
            }
        }
        for word in ["小计", "合计", "共计"] {
            if let Some(at) = name.find(word) {
                name.truncate(at);
            }
        }
        let name = if name.is_empty() { words.to_owned() } else { name };
        Self { ended: is_ended(&tidied), count: count_in(&tidied), style: if as_title { Style::Title } else { style }, text: name.into() }
    }
}

/// The style of a heading's number, and what stands behind the number.
pub(crate) fn split_number(tidied: &str) -> (Style, &str) {
    const NUMERALS: &str = "一二三四五六七八九十百";
    let strip = |text: &'static str, rest: &'_ str| rest.chars().take_while(|c| text.contains(*c)).map(char::len_utf8).sum::<usize>();
    if let Some(rest) = tidied.strip_prefix('(') {
        let length = strip("一二三四五六七八九十百0123456789", rest);
        if length > 0
            && let Some(after) = rest.get(length..).and_then(|after| after.strip_prefix(')'))
        {
            return (Style::Bracketed, after.trim_start_matches(['、', '.', ',']));
        }
    }
    let length = strip(NUMERALS, tidied);
    if length > 0
        && let Some(after) = tidied.get(length..).and_then(|after| after.strip_prefix(['、', '.', ',', ':']))
    {
        return (Style::Numeral, after);
    }
    if let Some(rest) = tidied.strip_prefix('第') {
        let length = strip(NUMERALS, rest);
        if length > 0
            && let Some(after) =
                rest.get(length..).and_then(|a| a.strip_prefix("部分").or_else(|| a.strip_prefix('类')).or_else(|| a.strip_prefix("批")))
        {
            return (Style::Numeral, after.trim_start_matches(['、', '.', ',', ':']));
        }
    }
    let length = strip("0123456789", tidied);
    if length > 0
        && let Some(after) = tidied.get(length..).and_then(|after| after.strip_prefix(['、', '.']))
        && !after.starts_with(|c: char| c.is_ascii_digit())
    {
        return (Style::Digit, after);
    }
    (Style::Plain, tidied)
}

/// The headings above the current row, outermost first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sections {
    stack: Vec<Section>,
}

impl Sections {
    /// Opens a heading: it closes those of its own style and everything below them.
    pub(crate) fn open(&mut self, section: Section) {
        let level = if section.style == Style::Title { Some(0) } else { self.stack.iter().position(|s| s.style == section.style) };
        if let Some(level) = level {
            self.stack.truncate(level);
        }
        self.stack.push(section);
    }

    /// Depth of nesting.
    pub(crate) fn depth(&self) -> usize {
        self.stack.len()
    }

    /// The headings joined: 商州区 / 新材料产业.
    pub(crate) fn path(&self) -> Option<Arc<str>> {
        if let [only] = self.stack.as_slice() {
            return Some(Arc::clone(&only.text));
        }
        (!self.stack.is_empty()).then(|| self.stack.iter().map(|s| &*s.text).collect::<Vec<_>>().join(" / ").into())
    }

    /// Whether one of them speaks of ended projects.
    pub(crate) fn ended(&self) -> bool {
        self.stack.iter().any(|section| section.ended)
    }

    /// The year of the innermost that speaks of one: 2024年签约项目.
    pub(crate) fn year(&self) -> Option<i32> {
        self.stack.iter().rev().find_map(|section| crate::header::note::year(&section.text))
    }

    /// The innermost that is the name of a place.
    pub(crate) fn place(&self) -> Option<String> {
        self.stack.iter().rev().find_map(|section| place_name(&section.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_with_number_and_count() {
        let read = |text| Section::read(text, false);
        let section = read("一、新签约项目(小计35个)");
        assert_eq!((&*section.text, section.style, section.count, section.ended), ("新签约项目", Style::Numeral, Some(35), false));
        assert_eq!(&*read("(二)装备制造(共 4 个)").text, "装备制造");
        assert_eq!(&*read("商州区（12个）").text, "商州区");
        assert!(read("五、已终止(退出)项目").ended);
        assert!(!read("四、以前年度签约未开工项目(小计4个)").ended);
        assert!(!read("现代物流产业(3个)").ended);
        assert!(read("已流产项目(3个)").ended);
    }

    #[test]
    fn headings_nest_by_their_style() {
        let mut sections = Sections::default();
        for (text, path) in [
            ("商州区(5个)", "商州区"),
            ("一、新签约项目", "商州区 / 新签约项目"),
            ("二、续建项目", "商州区 / 续建项目"),
            ("洛南县(2个)", "洛南县"),
        ] {
            sections.open(Section::read(text, false));
            assert_eq!(sections.path().as_deref(), Some(path));
        }
        assert_eq!(sections.place().as_deref(), Some("洛南县"));
    }

    #[test]
    fn places_are_told_from_other_headings() {
        assert_eq!(place_name("侯马经济开发区（12个）").as_deref(), Some("侯马经济开发区"));
        assert_eq!(place_name("新签约项目"), None);
        assert_eq!(place_name("城市"), None);
        assert!(is_kind_of_projects("新签约项目") && is_kind_of_projects("亿元以上项目(3个)") && is_kind_of_projects("工业类项目"));
        assert!(!is_kind_of_projects("年产5000吨碳纤维项目") && !is_kind_of_projects("城东物流园项目"));
    }
}
