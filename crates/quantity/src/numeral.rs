//! Numerals as Chinese papers write them: `12,000.00`, `４.2E3`, `三千五百万`, `壹亿贰仟万`, `1亿2000万`,
//! `二〇二六`, `百分之八十`, `九成五`.
//!
//! A numeral is the number with its own 万 and 亿, without the unit of measure after it: in `1.2亿元` it is
//! `1.2亿`, and 元 is left to the caller.

use std::ops::Range;

use rust_decimal::Decimal;

use crate::text::{Cursor, fold_char};

mod scan;

use scan::Scanner;

/// The last big unit that a numeral wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// None: the number stands in the unit that follows or that its column has.
    One,
    /// 万
    Wan,
    /// 亿
    Yi,
}

impl Scale {
    /// What one of it is.
    pub const fn factor(self) -> i64 {
        match self {
            Self::One => 1,
            Self::Wan => 10_000,
            Self::Yi => 100_000_000,
        }
    }
}

/// A numeral found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// The number, 万 and 亿 multiplied in: `1亿2000万` is 120000000. For a percentage, the percent: 九成五 is 95.
    pub value: Decimal,
    /// Where it stands, in characters of the text.
    pub span: Range<usize>,
    /// The last big unit written.
    pub scale: Scale,
    /// Whether it is a percentage: `80%`, `百分之八十`, `八成`.
    pub percent: bool,
    /// Whether it is written in plain ASCII digits with at most a decimal point.
    pub plain: bool,
    /// Whether Arabic digits without a scale follow the last 万 or 亿, as in `1亿2000`: the value takes them
    /// literally (100002000), the writer may have meant 1亿2000万.
    pub loose_tail: bool,
}

/// Reads a text that is one numeral and nothing else. Groups may be parted by comma or space.
///
/// ```
/// use quantity::numeral;
/// assert_eq!(numeral::parse("1亿2000万").unwrap().value.to_string(), "120000000");
/// assert_eq!(numeral::parse("九成五").unwrap().value.to_string(), "95");
/// assert!(numeral::parse("12家").is_none());
/// ```
pub fn parse(text: &str) -> Option<Numeral> {
    let chars: Vec<char> = text.trim().chars().map(fold_char).collect();
    let numeral = Scanner::new(&chars, 0, true).numeral()?;
    (numeral.span.end == chars.len()).then_some(numeral)
}

/// The numeral that begins at character `at` of folded text (see [`crate::text::fold_char`]), if one does.
///
/// A plain space does not part groups here, for in prose it parts numbers.
pub fn at(chars: &[char], at: usize) -> Option<Numeral> {
    Scanner::new(chars, at, false).numeral()
}

/// As [`at`], but a plain space may part groups: for prose that writes `1 015亿元`, where the caller has seen that
/// a unit follows.
pub fn at_spaced(chars: &[char], at: usize) -> Option<Numeral> {
    Scanner::new(chars, at, true).numeral()
}

/// One of the last printed digit of a numeral, in the unit of its value: 1,000,000 for `16.60亿`, 0.01 for `3.25%`,
/// 10 for `九成`. `chars` is the text that it was found in. A fraction (三分之一) has no digits and gives zero.
///
/// ```
/// use quantity::numeral;
/// let chars: Vec<char> = "16.60亿".chars().collect();
/// let numeral = numeral::at(&chars, 0).unwrap();
/// assert_eq!(numeral::step(&numeral, &chars).normalize().to_string(), "1000000");
/// ```
pub fn step(numeral: &Numeral, chars: &[char]) -> Decimal {
    let written = chars.get(numeral.span.clone()).unwrap_or_default();
    if numeral.percent {
        return match written.last() {
            Some('成') => Decimal::TEN,
            Some('半') => Decimal::ONE,
            _ if is_fraction(written) => Decimal::ZERO,
            _ => Decimal::new(1, numeral.value.scale()),
        };
    }
    let last = Decimal::new(1, numeral.value.scale());
    last.checked_mul(Decimal::from(units_behind(written))).unwrap_or(last)
}

/// Whether the characters are a fraction other than 百分之 and its like: 三分之一.
pub fn is_fraction(written: &[char]) -> bool {
    written.windows(2).any(|pair| pair == ['分', '之']) && !written.first().is_some_and(|c| "百千万".contains(*c))
}

/// The numeral at the cursor of a cell's text, where a space may part groups; the cursor moves behind it.
pub(crate) fn in_cell(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    let numeral = Scanner::at_cursor(*cursor).numeral()?;
    cursor.at = numeral.span.end;
    Some(numeral)
}

/// All numerals of a running text, from left to right. Chinese words that begin with a digit (统一, 三次产业)
/// come along: only what follows a numeral tells, and that the caller knows.
///
/// ```
/// use quantity::numeral;
/// let found = numeral::find_all("新开工78个，总投资1,015.5亿元，完成九成五");
/// let values: Vec<String> = found.iter().map(|n| n.value.to_string()).collect();
/// assert_eq!(values, ["78", "101550000000.0", "95"]);
/// ```
pub fn find_all(text: &str) -> Vec<Numeral> {
    let chars: Vec<char> = text.chars().map(fold_char).collect();
    let mut found = Vec::new();
    let mut position = 0;
    while position < chars.len() {
        if let Some(numeral) = at(&chars, position) {
            position = numeral.span.end;
            found.push(numeral);
        } else {
            position += run_of_digits(&chars, position).max(1);
        }
    }
    found
}

/// How many digits, Arabic or Chinese, 十 among them, stand at `at`. Where no numeral begins, a reader steps over
/// them as a whole: so it never begins inside a number, and stays linear.
pub(crate) fn run_of_digits(chars: &[char], at: usize) -> usize {
    chars.iter().skip(at).take_while(|&&c| c.is_ascii_digit() || digit(c).is_some() || c == '十').count()
}

/// The product of the units at the end of a numeral's characters: 10,000,000 for 8千万, 1 for 8.
pub(crate) fn units_behind(chars: &[char]) -> i64 {
    let unit = |&c: &char| {
        scan::small_unit(c).or(match c {
            '万' => Some(Scale::Wan.factor()),
            '亿' => Some(Scale::Yi.factor()),
            _ => None,
        })
    };
    chars.iter().rev().map_while(unit).fold(1, i64::saturating_mul)
}

/// The value of a Chinese digit, everyday or 大写, zero included.
pub const fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' | '叄' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("12000", "12000")]
    #[case("-3.5", "-3.5")]
    #[case("负三点五", "-3.5")]
    #[case("12,000.00", "12000")]
    #[case("1 015", "1015")]
    #[case("1\u{a0}015\u{a0}000", "1015000")]
    #[case("４．２Ｅ３", "4200")]
    #[case("1.2e-2", "0.012")]
    #[case("壹亿贰仟万", "120000000")]
    #[case("三千五百万", "35000000")]
    #[case("3千5百万", "35000000")]
    #[case("2.5千万", "25000000")]
    #[case("1亿2000万", "120000000")]
    #[case("1.2万亿", "1200000000000")]
    #[case("二〇二六", "2026")]
    #[case("二○二六", "2026")]
    #[case("十五", "15")]
    #[case("一百零五", "105")]
    #[case("三百五", "350")]
    #[case("两千三", "2300")]
    #[case("一万二", "12000")]
    #[case("一亿二", "120000000")]
    #[case("一万零二十", "10020")]
    #[case("一亿零五十万", "100500000")]
    #[case("一千零一十", "1010")]
    #[case("壹仟贰佰叁拾肆万伍仟陆佰柒拾捌", "12345678")]
    #[case("三点五亿", "350000000")]
    #[case("零", "0")]
    #[case("0", "0")]
    fn a_numeral_is_read_in_every_usual_form(#[case] text: &str, #[case] expected: &str) {
        let numeral = parse(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(numeral.value.normalize(), expected.parse::<Decimal>().unwrap(), "{text}");
        assert!(!numeral.percent);
    }

    #[rstest]
    #[case("百分之八十", "80")]
    #[case("百分之三点五", "3.5")]
    #[case("百分之四十二点九", "42.9")]
    #[case("百分之六十点五", "60.5")]
    #[case("80%", "80")]
    #[case("５‰", "0.5")]
    #[case("千分之三", "0.3")]
    #[case("九成五", "95")]
    #[case("八成", "80")]
    #[case("九成半", "95")]
    #[case("四分之一", "25")]
    #[case("五分之二", "40")]
    fn a_share_is_given_in_per_cent(#[case] text: &str, #[case] expected: &str) {
        let numeral = parse(text).unwrap_or_else(|| panic!("{text}"));
        assert!(numeral.percent);
        assert_eq!(numeral.value.normalize(), expected.parse::<Decimal>().unwrap(), "{text}");
    }

    #[rstest]
    #[case("")]
    #[case("万")]
    #[case("百")]
    #[case("七八亿")]
    #[case("三四千万")]
    #[case("1,2")]
    #[case("1,2000")]
    #[case("1.2.3")]
    #[case("12家")]
    #[case("1亿2亿")]
    #[case("99999999999999999999999999999999")]
    fn what_is_no_single_numeral_is_not_read_as_one(#[case] text: &str) {
        assert_eq!(parse(text), None, "{text}");
    }

    #[test]
    fn spans_count_characters_of_the_text() {
        let found = find_all("到位１,０１５.５亿元,完成百分之八十");
        assert_eq!(found.iter().map(|n| n.span.clone()).collect::<Vec<_>>(), [2..10, 14..19]);
        assert_eq!(found[0].scale, Scale::Yi);
    }

    #[test]
    fn in_prose_a_space_parts_two_numbers() {
        assert_eq!(find_all("排名 1 015 号").len(), 2);
    }

    #[test]
    fn a_number_after_yi_without_scale_is_marked() {
        assert!(parse("1亿2000").unwrap().loose_tail);
        assert!(!parse("1亿2000万").unwrap().loose_tail);
        assert!(parse("12000").unwrap().plain);
        assert!(!parse("12,000").unwrap().plain);
    }

    #[test]
    fn a_text_of_megabytes_of_digits_is_read_in_one_pass() {
        for text in ["9".repeat(2_000_000), "九".repeat(2_000_000), "1,111".repeat(400_000), "一点".repeat(1_000_000)] {
            assert!(find_all(&text).len() < text.len());
        }
    }

    #[test]
    fn words_with_cheng_are_not_tenths() {
        let found = find_all("购置2成套设备");
        assert!(!found[0].percent);
    }

    /// Writes a number as Chinese papers read it aloud.
    fn spoken(number: u64) -> String {
        const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        let section = |mut value: u64| {
            let mut out = String::new();
            let mut gap = false;
            for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
                let d = value / unit;
                value %= unit;
                if d == 0 {
                    gap = !out.is_empty();
                } else {
                    if gap {
                        out.push('零');
                    }
                    gap = false;
                    out.push(DIGITS[usize::try_from(d).unwrap()]);
                    out.push_str(name);
                }
            }
            out
        };
        let mut out = String::new();
        for (value, name) in [(number / 100_000_000, "亿"), (number / 10_000 % 10_000, "万"), (number % 10_000, "")] {
            if value > 0 {
                if !out.is_empty() && value < 1000 {
                    out.push('零');
                }
                out.push_str(&section(value));
                out.push_str(name);
            }
        }
        if out.is_empty() { "零".to_owned() } else { out }
    }

    proptest! {
        #[test]
        fn a_spoken_number_reads_back(number in 0_u64..1_000_000_000_000) {
            let text = spoken(number);
            prop_assert_eq!(parse(&text).map(|n| n.value), Some(Decimal::from(number)), "{}", text);
        }

        #[test]
        fn no_text_makes_it_panic_and_spans_lie_inside(text in "[0-9一二三百千万亿零〇十成点,.%E\\- 壹负\\PC]{0,40}") {
            let length = text.chars().count();
            for numeral in find_all(&text) {
                prop_assert!(numeral.span.start < numeral.span.end && numeral.span.end <= length);
            }
            let _ = parse(&text);
        }
    }
}
