//! Finding the date or interval inside a cell's text, and what the words around it say.

use super::digits::is_dash;
use super::point::{Field, Point, Year, point_at};
use super::{remark, skip_time};
use crate::numeral;
use crate::text::{Cursor, is_space};

/// Why a date that was found is not the date of the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It counts from something else: 签约后3月.
    AfterEvent,
    /// Another date stands beside it, not in brackets.
    Several,
}

/// A date or interval with its surroundings.
pub(super) struct Phrase {
    start: Point,
    end: Option<Point>,
    /// 前, 约, 左右.
    pub(super) approximate: bool,
    /// 拟, 计划, 预计.
    pub(super) planned: bool,
    /// Why it cannot be relied on, though it is a date.
    pub(super) doubt: Option<Doubt>,
    /// Whether nothing but the date stands in the cell.
    pub(super) whole: bool,
    pub(super) memo: Option<String>,
}

const PLANS: [&str; 10] = ["计划", "预计", "力争", "争取", "预期", "将于", "确保", "约定", "目标", "拟"];

/// Words behind a date, longer ones first.
const BEHIND: [&str; 15] = ["以前", "之前", "前后", "左右", "上下", "以后", "之后", "起", "开始", "底前", "前", "后", "内", "许", "份"];

/// Words that say nothing more than that a date comes.
const LIGHT: [&str; 18] =
    ["大约", "大概", "约", "不晚于", "最迟", "截至", "截止", "时间", "日期", "于", "在", "自", "从", "已", "为", "是", "至", "到"];

/// Events of a project, which may follow a date that has no year or 年 in it.
const EVENTS: [&str; 20] = [
    "签约",
    "签订",
    "签署",
    "开工",
    "动工",
    "复工",
    "停工",
    "竣工",
    "完工",
    "建成",
    "投产",
    "试产",
    "试生产",
    "达产",
    "注册",
    "备案",
    "立项",
    "入库",
    "纳统",
    "开业",
];

impl Phrase {
    /// The leftmost date that certainly is one, or the weak one (3.15, 24.3) that the whole text is.
    pub(super) fn find(chars: &[char]) -> Option<Self> {
        let mut position = 0;
        while position < chars.len() {
            let mut cursor = Cursor::new(chars, position);
            if let Some((start, end)) = interval_at(&mut cursor) {
                let strong = start.strong || end.is_some_and(|end| end.strong);
                let phrase = Self::around(chars, position, start, end, cursor);
                let alone = |phrase: &Self| only_light(chars.get(..position).unwrap_or_default()) && phrase.stands_alone();
                if let Some(phrase) = phrase.filter(|phrase| strong || alone(phrase)) {
                    return Some(phrase);
                }
            }
            // Never begin inside a number.
            position += numeral::run_of_digits(chars, position).max(1);
        }
        None
    }

    fn around(chars: &[char], position: usize, start: Point, end: Option<Point>, mut cursor: Cursor<'_>) -> Option<Self> {
        skip_time(&mut cursor);
        let before = cursor.at;
        let behind = cursor
            .eat_any(&BEHIND)
            .filter(|word| !(matches!(*word, "内" | "前" | "起") && cursor.peek(0).is_some_and(|c| "蒙期草步".contains(c))));
        if behind.is_none() {
            cursor.at = before;
        }
        let lead = chars.get(..position)?;
        let rest = cursor.rest();
        let text: String = chars.iter().collect();
        let lead_text: String = lead.iter().filter(|&&c| !is_space(c)).collect();
        let about = ["约", "大概", "左右", "最迟", "不晚于"].iter().any(|word| lead_text.ends_with(word));
        let memo: Option<String> = remark(&[lead_memo(lead), rest].concat());
        Some(Self {
            start,
            end,
            // 2026年春节后 knows more than the year, but not what.
            approximate: about
                || year_with_more(start, memo.as_deref())
                || behind.is_some_and(|word| !matches!(word, "起" | "开始" | "份")),
            planned: PLANS.iter().any(|word| text.contains(word)) || lead_text.starts_with('未') || lead_text.contains("尚未"),
            doubt: if start.year == Year::None && lead_text.ends_with('后') {
                Some(Doubt::AfterEvent)
            } else {
                has_date_outside_brackets(rest).then_some(Doubt::Several)
            },
            whole: position == 0 && cursor.is_end() && behind.is_none(),
            memo,
        })
    }

    /// Whether a weak date is all that the cell holds, but for a remark in brackets or an event.
    fn stands_alone(&self) -> bool {
        self.memo
            .as_ref()
            .is_none_or(|memo| EVENTS.iter().any(|event| memo.starts_with(event)) || !memo.starts_with(|c: char| c.is_alphanumeric()))
            && !(self.end.is_none() && matches!(self.start.field, Field::Bare(..)))
    }

    /// Both ends with what one borrows from the other; `None` where that cannot be told.
    pub(super) fn ends(&self) -> Option<(Point, Option<Point>)> {
        let Some(mut end) = self.end else {
            return Some((self.start, None));
        };
        let mut start = self.start;
        match (start.field, end.field) {
            // 1-3月
            (Field::Bare(month, false), Field::Month(_)) => start.field = Field::Month(month),
            // 3月4日-8日
            (Field::Day(month, _), Field::Bare(day, _)) => end.field = Field::Day(month, day),
            // 2026.3—5
            (Field::Month(_), Field::Bare(month, false)) => end.field = Field::Month(month),
            (Field::Bare(..), _) | (_, Field::Bare(..)) => return None,
            _ => {}
        }
        // 3月-2025年5月: the first end takes the year of the second.
        if start.year == Year::None && end.year != Year::None {
            start.year = end.year;
        }
        Some((start, Some(end)))
    }
}

/// Whether words that are no event narrow a date down that is only a year.
fn year_with_more(start: Point, memo: Option<&str>) -> bool {
    start.field == Field::Whole && memo.is_some_and(|memo| !EVENTS.iter().any(|event| memo.contains(event)))
}

/// A point, and a second one behind a dash.
fn interval_at(cursor: &mut Cursor<'_>) -> Option<(Point, Option<Point>)> {
    let start = point_at(cursor)?;
    let mut ahead = *cursor;
    skip_time(&mut ahead);
    ahead.skip_space();
    let dash = ahead.eat_if(is_dash).map(|_| while ahead.eat_if(is_dash).is_some() {}).is_some() || ahead.eat_any(&["至", "到"]).is_some();
    if !dash {
        return Some((start, None));
    }
    ahead.skip_space();
    let Some(end) = point_at(&mut ahead) else {
        return Some((start, None));
    };
    *cursor = ahead;
    Some((start, Some(end)))
}

/// Whether the words before a weak date say nothing but that a date comes.
fn only_light(lead: &[char]) -> bool {
    let mut left: String = lead.iter().filter(|&&c| !is_space(c) && !matches!(c, ':' | '(' | '"' | '\'')).collect();
    for word in PLANS.iter().chain(&LIGHT).chain(&EVENTS) {
        left = left.replace(word, "");
    }
    left.is_empty()
}

/// The words before a date, unless they only say that a date or a plan comes.
fn lead_memo(lead: &[char]) -> &[char] {
    let mut left: String = lead.iter().filter(|&&c| !is_space(c) && !matches!(c, ':' | '(')).collect();
    for word in PLANS.iter().chain(&LIGHT) {
        left = left.replace(word, "");
    }
    if left.is_empty() { &[] } else { lead }
}

/// Whether another date that certainly is one stands in the rest, not in brackets.
fn has_date_outside_brackets(rest: &[char]) -> bool {
    let mut depth = 0_u32;
    let mut cursor = Cursor::new(rest, 0);
    // 3.10/3.15, 3月10日、15日
    if cursor.peek(0).is_some_and(|c| "/、和及与".contains(c)) && cursor.peek(1).is_some_and(|c| c.is_ascii_digit()) {
        return true;
    }
    while let Some(c) = cursor.peek(0) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let mut ahead = cursor;
        if depth == 0 && point_at(&mut ahead).is_some_and(|point| point.strong) {
            return true;
        }
        let run = cursor.rest().iter().take_while(|c| c.is_ascii_digit()).count();
        cursor.at += run.max(1);
    }
    false
}
