//! Periods as bulletins write them: 1—5月, 前10个月, 上半年, 一季度, 截至9月底, 2025年, 去年同期, 本月.

use std::ops::Range;

use quantity::numeral;

use crate::lexicon::lexicon;
use crate::text::Text;

/// The year that a period names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Year {
    /// 2025年
    Named(i32),
    /// 今年, 本年, 当年
    This,
    /// 去年, 上年
    Last,
}

/// A period that the text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    /// Where it stands, in characters.
    pub(crate) span: Range<usize>,
    /// The year, where it is named.
    pub(crate) year: Option<Year>,
    /// First and last month; `None` for a whole year.
    pub(crate) months: Option<(u8, u8)>,
    /// Whether it runs from the beginning of the year: 1—5月, 上半年, 截至9月底.
    pub(crate) cumulative: bool,
    /// Whether it is only compared with: 较上半年, 比一季度, 去年同期.
    pub(crate) compared: bool,
    /// Whether it is a single month without 底 or 末: 5月, 本月.
    pub(crate) single: bool,
}

impl Period {
    /// Months elapsed at its end, for what is counted from January on.
    pub(crate) fn elapsed(&self) -> Option<u8> {
        self.months.filter(|_| self.cumulative && !self.compared && self.year != Some(Year::Last)).map(|(_, last)| last)
    }

    /// Reads the period that begins at a place.
    pub(crate) fn at(text: &Text, at: usize) -> Option<Self> {
        let mut reader = Reader { text, at };
        let year = reader.year();
        let behind_year = reader.at;
        let months = reader.months();
        if year.is_none() && months.is_none() {
            return None;
        }
        let mut period = Self { span: at..behind_year, year, months: None, cumulative: months.is_none(), compared: false, single: false };
        if let Some(months) = months {
            period.span.end = reader.at;
            period.months = Some((months.first, months.last));
            let closing = reader.eat_any(&["底", "末"]) || reader.day();
            reader.eat_any(&["前", "份", "初", "上旬", "中旬", "下旬", "止"]);
            let until = text.ends_any(at, &lexicon().period.until).is_some();
            period.cumulative = months.first == 1 && (months.last > 1 || months.ranged) || closing || until;
            period.single = !months.ranged && !closing && !until;
            if period.cumulative && !months.ranged {
                period.months = Some((1, months.last));
            }
            period.span.end = reader.at.max(period.span.end);
        }
        // 占全年计划 and 全年160亿元任务 name a target, not the months that the text tells of.
        let whole_year = text.sees(period.span.end.saturating_sub(2), "全年");
        if whole_year && year.is_none() && !matches!(text.at(period.span.end), Some(',' | '，' | '完' | '累' | '实')) {
            period.cumulative = false;
        }
        let before = text.before(at);
        period.compared =
            matches!(before, Some('较' | '比')) || text.sees(period.span.end, "同期") || matches!(period.year, Some(Year::Last));
        Some(period)
    }
}

struct Months {
    first: u8,
    last: u8,
    ranged: bool,
}

struct Reader<'t> {
    text: &'t Text,
    at: usize,
}

impl Reader<'_> {
    fn eat(&mut self, word: &str) -> bool {
        let seen = self.text.sees(self.at, word);
        if seen {
            self.at += word.chars().count();
        }
        seen
    }

    fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    fn skip_space(&mut self) {
        while self.text.at(self.at).is_some_and(|c| c == ' ') {
            self.at += 1;
        }
    }

    /// A whole number of at most `limit`, Arabic or Chinese.
    fn number(&mut self, limit: u32) -> Option<u32> {
        let found = numeral::at(self.text.chars(), self.at)?;
        if found.value.scale() > 0 || found.percent {
            return None;
        }
        let value = u32::try_from(found.value.mantissa()).ok().filter(|value| *value <= limit)?;
        self.at = found.span.end;
        Some(value)
    }

    fn year(&mut self) -> Option<Year> {
        for (word, year) in [("今年", Year::This), ("本年", Year::This), ("当年", Year::This), ("去年", Year::Last), ("上年", Year::Last)]
        {
            if self.eat(word) {
                self.eat("度");
                return Some(year);
            }
        }
        let back = self.at;
        let digits = self.text.slice(back..back + 4);
        let written = digits.len() == 4 && digits.iter().all(|c| c.is_ascii_digit() || numeral::digit(*c).is_some());
        if written && let Some(value) = self.number(2099).filter(|value| *value >= 1949) {
            self.skip_space();
            if self.eat("年") {
                self.eat("度");
                self.skip_space();
                return i32::try_from(value).ok().map(Year::Named);
            }
        }
        self.at = back;
        None
    }

    fn months(&mut self) -> Option<Months> {
        let start = self.at;
        let found = self.half_or_quarter().or_else(|| self.counted_months()).or_else(|| self.month_or_range());
        if found.is_none() {
            self.at = start;
        }
        found
    }

    fn half_or_quarter(&mut self) -> Option<Months> {
        let start = self.at;
        for (word, first, last) in
            [("上半年", 1, 6), ("下半年", 7, 12), ("全年", 1, 12), ("前三季度", 1, 9), ("前3季度", 1, 9), ("前两季度", 1, 6)]
        {
            if self.eat(word) {
                return Some(Months { first, last, ranged: true });
            }
        }
        let ordinal = self.eat("第");
        let quarter = self.number(4).filter(|quarter| *quarter > 0);
        if let Some(quarter) = quarter {
            let last = u8::try_from(quarter * 3).ok()?;
            if self.eat("季度") {
                return Some(Months { first: last.saturating_sub(2), last, ranged: true });
            }
            let back = self.at;
            if !ordinal && (self.eat_any(&["至", "-", "—", "~", "、"])) {
                let end = self.number(4).and_then(|end| u8::try_from(end * 3).ok());
                if let Some(end) = end
                    && self.eat("季度")
                {
                    return Some(Months { first: last.saturating_sub(2), last: end, ranged: true });
                }
            }
            self.at = back;
        }
        self.at = start;
        None
    }

    fn counted_months(&mut self) -> Option<Months> {
        let start = self.at;
        if self.eat("前")
            && let Some(last) = self.number(12).filter(|count| *count > 1)
        {
            self.skip_space();
            if self.eat_any(&["个月", "月"]) {
                return Some(Months { first: 1, last: u8::try_from(last).ok()?, ranged: true });
            }
        }
        self.at = start;
        None
    }

    fn month_or_range(&mut self) -> Option<Months> {
        let first = self.number(12).filter(|month| *month > 0).and_then(|month| u8::try_from(month).ok())?;
        self.skip_space();
        if self.eat("月") {
            // 5月至8月
            let back = self.at;
            self.eat("份");
            if self.eat_any(&["至", "-", "—", "~", "到", "–"]) {
                self.eat_any(&["-", "—"]);
                let last = self.number(12).filter(|month| *month > 0).and_then(|month| u8::try_from(month).ok());
                if let Some(last) = last.filter(|last| *last >= first)
                    && self.eat("月")
                {
                    return Some(Months { first, last, ranged: true });
                }
            }
            self.at = back;
            return Some(Months { first, last: first, ranged: false });
        }
        if !self.eat_any(&["-", "—", "~", "–", "至", "到", "、"]) {
            return None;
        }
        self.eat_any(&["-", "—"]);
        self.skip_space();
        let last = self.number(12).and_then(|month| u8::try_from(month).ok()).filter(|month| *month >= first)?;
        self.skip_space();
        self.eat("月").then_some(Months { first, last, ranged: true })
    }

    fn day(&mut self) -> bool {
        let back = self.at;
        if self.number(31).is_some_and(|day| day > 0) && self.eat_any(&["日", "号"]) {
            return true;
        }
        self.at = back;
        false
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn read(text: &str, at: usize) -> Period {
        let chars: Vec<char> = text.chars().collect();
        Period::at(&Text::new(&chars), at).unwrap_or_else(|| panic!("{text}"))
    }

    #[rstest]
    #[case("1—6月,全市", 0, Some(6))]
    #[case("1至5月累计", 0, Some(5))]
    #[case("截至5月底,全市", 2, Some(5))]
    #[case("截至10月,自治区", 2, Some(10))]
    #[case("前10个月", 0, Some(10))]
    #[case("上半年", 0, Some(6))]
    #[case("一季度", 0, Some(3))]
    #[case("前三季度", 0, Some(9))]
    #[case("2021年一季度", 0, Some(3))]
    #[case("2022年10月8日", 0, Some(10))]
    #[case("5月份", 0, None)]
    #[case("去年1—5月", 0, None)]
    fn months_elapsed_are_read(#[case] text: &str, #[case] at: usize, #[case] expected: Option<u8>) {
        assert_eq!(read(text, at).elapsed(), expected, "{text}");
    }
}
