//! What looks like a quantity and is none: years, dates, times, telephone and document numbers, ordinals, headings,
//! standards, proper names with figures. The one place that decides it.

use std::ops::Range;

use quantity::numeral;

use crate::lexicon::{NoiseWords, has_any, lexicon};
use crate::period::Period;
use crate::text::{Text, is_boundary, is_end};

/// Stretches of a text that are no quantities, in order.
#[derive(Debug, Default)]
pub(crate) struct Noise {
    spans: Vec<Range<usize>>,
    /// The periods among them, in order.
    pub(crate) periods: Vec<Period>,
    /// The item numbers among them: 一、 (二) 3. ①.
    pub(crate) items: Vec<Range<usize>>,
}

impl Noise {
    /// Finds everything in a text.
    pub(crate) fn of(text: &Text) -> Self {
        let words = &lexicon().noise;
        let mut noise = Self::default();
        let mut at = 0;
        while at < text.len() {
            at = noise.step(text, at, words);
        }
        noise
    }

    /// If a place lies inside, the place behind.
    pub(crate) fn end_at(&self, at: usize) -> Option<usize> {
        let index = self.spans.partition_point(|span| span.end <= at);
        self.spans.get(index).filter(|span| span.start <= at).map(|span| span.end)
    }

    fn step(&mut self, text: &Text, at: usize, words: &NoiseWords) -> usize {
        let Some(c) = text.at(at) else { return at + 1 };
        if matches!(c, '“' | '"' | '《' | '‘')
            && let Some(end) = quoted(text, at)
        {
            return self.mark(at..end);
        }
        if may_begin_item(text, at)
            && let Some(end) = item_number(text, at)
        {
            self.items.push(at..end);
            return self.mark(at..end);
        }
        if may_begin_period(c)
            && let Some(period) = Period::at(text, at)
        {
            let span = period.span.clone();
            self.periods.push(period);
            return self.mark(span);
        }
        let chinese_number = numeral::digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万');
        if chinese_number && let Some(length) = text.sees_any(at, &words.fixed) {
            return self.mark(at..at + length);
        }
        if c.is_ascii_digit() {
            return match arabic(text, at, words) {
                Some(end) => self.mark(at..end),
                None => end_of_number(text, at),
            };
        }
        if chinese_number {
            return match chinese(text, at, words) {
                Some(end) => self.mark(at..end),
                None => numeral::at(text.chars(), at).map_or_else(|| end_of_digits(text, at), |found| found.span.end).max(at + 1),
            };
        }
        at + 1
    }

    fn mark(&mut self, span: Range<usize>) -> usize {
        let end = span.end;
        self.spans.push(span);
        end
    }
}

fn may_begin_period(c: char) -> bool {
    c.is_ascii_digit() || numeral::digit(c).is_some() || matches!(c, '今' | '本' | '当' | '去' | '上' | '下' | '前' | '全' | '第' | '十')
}

/// A name in quotation marks that holds figures and no amount: “9553”, “五个一批”, “1+N”, 《…(2023年版)》.
fn quoted(text: &Text, at: usize) -> Option<usize> {
    let (close, limit) = match text.at(at)? {
        '“' => ('”', 16),
        '‘' => ('’', 16),
        '《' => ('》', 60),
        _ => ('"', 16),
    };
    let end = text.seek(at + 1, (at + limit).min(text.len()), |c| c == close || is_end(c));
    if text.at(end) != Some(close) {
        return None;
    }
    let inside = text.slice(at + 1..end);
    let has_number = inside.iter().any(|&c| c.is_ascii_digit() || numeral::digit(c).is_some() || c == '十');
    (has_number && !inside.contains(&'%')).then_some(end + 1)
}

/// Whether an item number could stand here: at the beginning of a line, or behind a mark that ends a clause.
fn may_begin_item(text: &Text, at: usize) -> bool {
    match text.before(at) {
        None => true,
        Some(c) => c == ' ' || is_end(c) || matches!(c, ';' | ':' | ',' | '，' | '|' | '\t') || c == '-' || text.at(at) == Some('('),
    }
}

/// 一、 (二) 3. (4) 1) ① 一是 第一,.
fn item_number(text: &Text, at: usize) -> Option<usize> {
    let c = text.at(at)?;
    if matches!(c, '①'..='⑳' | '❶'..='❿') {
        return Some(at + 1);
    }
    let bracketed = c == '(';
    let start = at + usize::from(bracketed);
    let found = numeral::at(text.chars(), start).filter(|found| found.value.scale() == 0 && !found.percent)?;
    let length = found.span.len();
    let end = found.span.end;
    if length > 2 {
        return None;
    }
    if bracketed {
        return (text.at(end) == Some(')')).then_some(end + 1);
    }
    let line_start = text.before(at).is_none_or(is_end)
        || text.slice(at.saturating_sub(6)..at).iter().rev().find(|c| **c != ' ').is_some_and(|c| is_end(*c));
    match text.at(end)? {
        '.' if text.at(end + 1).is_some_and(|c| !c.is_ascii_digit()) => Some(end + 1),
        '、' if line_start || text.before(at) == Some('。') => Some(end + 1),
        ')' if line_start => Some(end + 1),
        '是' if !c.is_ascii_digit() => Some(end + 1),
        _ => None,
    }
}

/// The place behind a run of digits, Arabic or Chinese, that is no number: nothing begins inside it.
pub(crate) fn end_of_digits(text: &Text, at: usize) -> usize {
    text.seek(at, text.len(), |c| !(c.is_ascii_digit() || numeral::digit(c).is_some() || c == '十'))
}

/// The place behind the digits, points, commas and signs of a number, so that nothing begins inside it.
fn end_of_number(text: &Text, at: usize) -> usize {
    numeral::at(text.chars(), at).map_or_else(|| end_of_digits(text, at), |found| found.span.end).max(at + 1)
}

fn arabic(text: &Text, at: usize, words: &NoiseWords) -> Option<usize> {
    let digits = text.seek(at, text.len(), |c| !c.is_ascii_digit());
    let count = digits - at;
    let before = text.before(at);
    // GB/T 9704-2012, A4, 5G, C919, PM2.5
    if before.is_some_and(|c| c.is_ascii_alphabetic() || c == '/' && text.before(at - 1).is_some_and(|c| c.is_ascii_alphabetic())) {
        return Some(code_end(text, digits));
    }
    if before == Some(' ') && text.slice(at.saturating_sub(4)..at - 1).iter().rev().take(1).any(char::is_ascii_uppercase) {
        return Some(code_end(text, digits));
    }
    if text.at(digits).is_some_and(|c| c.is_ascii_alphabetic()) && quantity::unit::at(text.chars(), digits).is_none() {
        return Some(code_end(text, digits));
    }
    // 8:30—17:30, 8时30分
    if (1..=2).contains(&count)
        && text.at(digits) == Some(':')
        && text.at(digits + 1).is_some_and(|c| c.is_ascii_digit())
        && text.at(digits + 3).is_none_or(|c| !c.is_ascii_digit())
    {
        return Some(text.seek(digits + 1, text.len(), |c| !c.is_ascii_digit()));
    }
    // 2015-10-08, 2015.10.8, 2015/10/8, and (2015)7号
    if count == 4 && before != Some('.') {
        let closing = text.at(digits);
        if before == Some('(') && closing == Some(')') {
            let number = text.seek(digits + 1, text.len(), |c| !c.is_ascii_digit());
            return Some(if text.at(number) == Some('号') { number + 1 } else { digits + 1 });
        }
        let year = text.slice(at..at + 2);
        if matches!(year, ['1', '9'] | ['2', '0'])
            && matches!(closing, Some('-' | '.' | '/' | '—' | '~' | '至'))
            && text.at(digits + 1).is_some_and(|c| c.is_ascii_digit())
        {
            let end = text.seek(digits, text.len(), |c| !(c.is_ascii_digit() || matches!(c, '-' | '.' | '/' | '—' | '~' | '至')));
            let month = text.slice(digits + 1..text.seek(digits + 1, end, |c| !c.is_ascii_digit()));
            let is_month = matches!(month, ['0', '1'..='9'] | ['1', '0'..='2'] | ['1'..='9']);
            let followed_by_year = text.at(end) == Some('年');
            if followed_by_year || is_month && end - digits <= 6 && !has_unit(text, end) && text.at(end) != Some('%') {
                return Some(end + usize::from(followed_by_year));
            }
        }
    }
    // 0000-6123456, 13900000000, 400-800-1234
    let hyphenated = text.at(digits) == Some('-') && text.at(digits + 1).is_some_and(|c| c.is_ascii_digit());
    if hyphenated && (3..=4).contains(&count) {
        let end = text.seek(digits, text.len(), |c| !(c.is_ascii_digit() || c == '-'));
        if end - digits >= 7 {
            return Some(end);
        }
    }
    let clause = text.seek_back(at, at.saturating_sub(12), is_end);
    let lead = text.words(clause..at);
    let bare = !matches!(text.at(digits), Some('.' | ',' | '%')) || text.at(digits + 1).is_none_or(|c| !c.is_ascii_digit());
    if bare && count >= 3 && !has_unit(text, digits) && has_any(&lead, &words.phones) {
        return Some(text.seek(at, text.len(), |c| !(c.is_ascii_digit() || matches!(c, '-' | '—'))));
    }
    if count >= 11 && bare && !has_unit(text, digits) {
        return Some(digits);
    }
    if before == Some('+') || text.at(digits) == Some('+') {
        return Some(text.seek(digits, text.len(), |c| !(c.is_ascii_alphanumeric() || c == '+')));
    }
    beside(text, at, digits, words)
}

fn chinese(text: &Text, at: usize, words: &NoiseWords) -> Option<usize> {
    let found = numeral::at(text.chars(), at)?;
    beside(text, at, found.span.end, words)
}

/// Words before or after a number that make it a name or an ordinal: 第3, 7号, 500强.
fn beside(text: &Text, at: usize, end: usize, words: &NoiseWords) -> Option<usize> {
    if text.ends_any(at, &words.before_number).is_some() {
        return Some(end);
    }
    let behind = if text.at(end) == Some(' ') { end + 1 } else { end };
    let whole = !matches!(text.at(end), Some('.' | ',')) || text.at(end + 1).is_none_or(|c| !c.is_ascii_digit());
    let length = text.sees_any(behind, &words.after_number).filter(|_| whole)?;
    Some(behind + length)
}

/// Whether a unit of measure stands behind a number.
fn has_unit(text: &Text, at: usize) -> bool {
    matches!(text.at(at), Some('万' | '亿' | '余' | '多')) || quantity::unit::at(text.chars(), at).is_some()
}

/// The end of a code such as 9704-2012 or 5G.
fn code_end(text: &Text, at: usize) -> usize {
    text.seek(at, text.len(), |c| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '—')) || is_boundary(c))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("联系电话：0000-6123456。", "0000-6123456")]
    #[case("服务热线12345，", "12345")]
    #[case("经开招发〔2015〕7号", "2015")]
    #[case("工作日8:30开门", "8:30")]
    #[case("执行GB/T 9704-2012标准", "9704-2012")]
    #[case("“五个一批”项目库", "“五个一批”")]
    #[case("实施“9553”工程", "9553")]
    #[case("世界500强企业", "500强")]
    #[case("三次产业", "三次产业")]
    #[case("第3届", "3")]
    #[case("一、主要指标", "一、")]
    #[case("(二)工业项目", "(二)")]
    #[case("说明：2.产业项目", "2.")]
    #[case("2024-05-31", "2024-05-31")]
    fn what_is_no_quantity_is_told_apart(#[case] text: &str, #[case] noise: &str) {
        let chars: Vec<char> = text.chars().collect();
        let start = text.split(noise).next().unwrap().chars().count();
        let found = Noise::of(&Text::new(&chars));
        assert!(found.end_at(start).is_some_and(|end| end >= start + noise.chars().count()), "{text}: {:?}", found.spans);
    }

    #[rstest]
    #[case("签约78个")]
    #[case("完成219.22亿元")]
    #[case("占三分之一")]
    #[case("项目十六个")]
    fn quantities_are_left_alone(#[case] text: &str) {
        let chars: Vec<char> = text.chars().collect();
        let found = Noise::of(&Text::new(&chars));
        assert!((0..chars.len()).all(|at| found.end_at(at).is_none()), "{text}: {:?}", found.spans);
    }
}
