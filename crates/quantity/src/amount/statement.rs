//! The parts of an amount's text: words before it, one or two figures, words and remarks behind it.

use super::Approximation;
use super::figure::{Figure, HEDGES_BEHIND, MEMO_STARTS, figure_at, other_figures};
use crate::numeral;
use crate::reading::{Note, Rule};
use crate::text::{Cursor, is_space};
use crate::unit::{AmountUnit, currency_at};

/// What a cell says, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    pub(super) figure: Figure,
    /// Upper end of a range.
    pub(super) upper: Option<Figure>,
    pub(super) hedge: Option<Approximation>,
    pub(super) memo: Option<String>,
    /// Other amounts inside the memo.
    pub(super) others: Vec<Figure>,
    /// Whether the words before it speak of one phase: 一期3亿元.
    pub(super) of_a_phase: bool,
    /// Whether anything but the number stands in the cell.
    dressed: bool,
}

/// Words before a figure, longer ones first.
const HEDGES_BEFORE: [(&str, Approximation); 34] = [
    ("不低于", Approximation::AtLeast),
    ("不少于", Approximation::AtLeast),
    ("不小于", Approximation::AtLeast),
    ("至少", Approximation::AtLeast),
    ("最低", Approximation::AtLeast),
    ("≥", Approximation::AtLeast),
    (">=", Approximation::AtLeast),
    ("不超过", Approximation::AtMost),
    ("不高于", Approximation::AtMost),
    ("不大于", Approximation::AtMost),
    ("不多于", Approximation::AtMost),
    ("最多", Approximation::AtMost),
    ("最高", Approximation::AtMost),
    ("不足", Approximation::AtMost),
    ("不到", Approximation::AtMost),
    ("低于", Approximation::AtMost),
    ("小于", Approximation::AtMost),
    ("≤", Approximation::AtMost),
    ("<=", Approximation::AtMost),
    ("<", Approximation::AtMost),
    ("超过", Approximation::MoreThan),
    ("突破", Approximation::MoreThan),
    ("大于", Approximation::MoreThan),
    ("高于", Approximation::MoreThan),
    ("超", Approximation::MoreThan),
    ("逾", Approximation::MoreThan),
    (">", Approximation::MoreThan),
    ("大约", Approximation::About),
    ("大概", Approximation::About),
    ("接近", Approximation::About),
    ("约", Approximation::About),
    ("近", Approximation::About),
    ("≈", Approximation::About),
    ("~", Approximation::About),
];

/// Words that may stand before a bare number without making it something else than the amount.
const LABELS: [&str; 28] = [
    "固定资产",
    "投资总额",
    "总投资额",
    "总投资",
    "投资额",
    "投资",
    "计划",
    "协议",
    "合同",
    "金额",
    "总额",
    "到位",
    "资金",
    "累计",
    "合计",
    "共计",
    "预计",
    "估算",
    "概算",
    "人民币",
    "固投",
    "拟",
    "共",
    "计",
    "为",
    "额",
    "将",
    "总",
];

impl Statement {
    /// A number cell.
    pub(super) const fn of(figure: Figure) -> Self {
        Self { figure, upper: None, hedge: None, memo: None, others: Vec::new(), of_a_phase: false, dressed: false }
    }

    /// Whether it is one plain number and nothing else.
    pub(super) fn is_bare(&self) -> bool {
        self.figure.plain
            && !self.figure.names_unit()
            && self.figure.symbol.is_none()
            && self.upper.is_none()
            && self.memo.is_none()
            && !self.dressed
    }

    /// Takes the folded text of a cell apart.
    pub(super) fn read(folded: &[char]) -> Result<Self, Note> {
        let shown: String = folded.iter().take(60).collect();
        let chars = &close_up(folded);
        let mut rejected = None;
        let mut cursor = Cursor::new(chars, 0);
        let mut lead = String::new();
        let mut hedge = None;
        let mut symbol = None;
        // The first figure that is money, or that nothing but labels precedes.
        let (figure, before) = loop {
            let before = cursor.at;
            if cursor.is_end() {
                let nothing = || Note::new(Rule::NotAnAmount, format!("「{shown}」里没有认出金额,请填数字如 1.2亿元,确实没有请填 0"));
                return Err(rejected.unwrap_or_else(nothing));
            }
            if let Some((_, found)) = HEDGES_BEFORE.iter().find(|(word, _)| cursor.eat(word)) {
                hedge = Some(*found);
                continue;
            }
            if let Some(figure) = figure_at(&mut cursor, symbol) {
                match goes_on_as_word(&cursor) {
                    // 2024年到位5000万元: the year is not the amount.
                    Some(word) if !figure.names_unit() => {
                        let message = format!("「{shown}」的单位「{word}」不是金额单位,请注明万元或亿元");
                        rejected = rejected.or_else(|| Some(Note::new(Rule::UnknownUnit, message)));
                    }
                    _ if figure.names_unit() || is_label(&lead) => break (figure, before),
                    _ => {}
                }
                lead.extend(chars.get(before..cursor.at).unwrap_or_default());
                continue;
            }
            // A rejected numeral (一期, 5000吨, 80%) is stepped over as a whole.
            let end =
                numeral::at(chars, before).map_or(before + numeral::run_of_digits(chars, before).max(1), |n| n.span.end.max(before + 1));
            symbol = None;
            let mut ahead = cursor;
            if end == before + 1
                && let Some(currency) = currency_at(&mut ahead)
            {
                symbol = Some(currency);
                cursor = ahead;
                continue;
            }
            hedge = hedge.filter(|_| cursor.peek(0).is_some_and(is_space));
            cursor.at = end;
            lead.extend(chars.get(before..end).unwrap_or_default());
        };
        if figure.loose_tail && figure.currency.is_none() {
            return Err(Note::new(Rule::AmbiguousAmount, format!("「{shown}」亿(万)后面的数没有写单位,请写全,如 1亿2000万元")));
        }
        let mut statement =
            Self { hedge: hedge.or(figure.hedge), dressed: before > 0, of_a_phase: speaks_of_a_part(&lead), ..Self::of(figure) };
        cursor = statement.upper_end(cursor);
        cursor.skip_space();
        let mut behind = cursor;
        // 3亿+ is more than three, 3亿+2亿 is a sum.
        if let Some((word, found)) = HEDGES_BEHIND.iter().find(|(word, _)| behind.eat(word))
            && (!matches!(*word, "+" | "?") || behind.is_end())
        {
            statement.hedge = Some(*found);
            cursor = behind;
            cursor.skip_space();
        }
        statement.remark(cursor, lead.trim(), &shown)?;
        Ok(statement)
    }

    /// The second figure of a range, if one follows.
    fn upper_end<'a>(&mut self, cursor: Cursor<'a>) -> Cursor<'a> {
        let mut ahead = cursor;
        ahead.skip_space();
        if ahead.eat_any(&["--", "—", "-", "~", "至", "到"]).is_none() {
            return cursor;
        }
        ahead.skip_space();
        if ahead.peek(0) == Some('-') {
            return cursor;
        }
        match figure_at(&mut ahead, None) {
            Some(upper) => {
                self.upper = Some(upper);
                ahead
            }
            None => cursor,
        }
    }

    /// What is left behind the figures: nothing, a remark, or a sign that this is no amount.
    fn remark(&mut self, cursor: Cursor<'_>, lead: &str, shown: &str) -> Result<(), Note> {
        let rest = cursor.rest_text();
        self.dressed |= !rest.is_empty();
        let named = self.upper.as_ref().unwrap_or(&self.figure).names_unit();
        let mut after = rest.chars();
        let (first, second) = (after.next().unwrap_or('.'), after.next());
        let before_digit = second.is_some_and(|c| c.is_ascii_digit());
        if matches!(first, '/' | '每') {
            return Err(Note::new(Rule::UnknownUnit, format!("「{shown}」带有「{rest}」,不是金额单位,请只填金额")));
        }
        self.others = other_figures(&rest);
        let listed = matches!(first, '、' | '&' | '和' | '及') && (!self.others.is_empty() || (!named && before_digit));
        let computed = matches!(first, '+' | '×' | '=') || (first == '*' && second.is_some()) || first.is_ascii_digit();
        if listed || computed {
            return Err(Note::new(Rule::SeveralAmounts, format!("「{shown}」写了几个数,不能确定取哪一个,请只填总额")));
        }
        let misplaced = matches!(first, ',' | '.' | '-' | '—' | '~') && !named && before_digit;
        if misplaced || matches!(first, ')' | '-' | '—') {
            return Err(Note::new(Rule::NotAnAmount, format!("「{shown}」的数字写法不清楚,请核对小数点、千分位和括号")));
        }
        let behind = bare_memo(&rest);
        // 1.2,亿元 names the unit where a remark is expected.
        if !named && AmountUnit::parse(&behind).is_some() {
            return Err(Note::new(Rule::AmbiguousAmount, format!("「{shown}」的单位写法不清楚,请写成 1.2亿元 的样子")));
        }
        let before = if is_label(lead) { "" } else { lead };
        let memo = [before, &behind].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("…");
        self.memo = Some(memo).filter(|memo| !memo.is_empty());
        Ok(())
    }
}

/// Whether the words before an amount tell of one phase or one year of it: 一期, 2025年到位.
fn speaks_of_a_part(lead: &str) -> bool {
    let a_year = lead.chars().zip(lead.chars().skip(1)).any(|(before, c)| c == '年' && before.is_ascii_digit());
    a_year || lead.contains('期')
}

/// Drops the space that parts a number from its 万, 亿 or 元.
fn close_up(chars: &[char]) -> Vec<char> {
    let mut closed: Vec<char> = Vec::with_capacity(chars.len());
    for (index, &c) in chars.iter().enumerate() {
        let next = chars.iter().skip(index).copied().find(|&c| !is_space(c));
        let joins_unit = closed.last().is_some_and(char::is_ascii_digit) && next.is_some_and(|c| "万亿千百元余多".contains(c));
        let joins_number = closed.last().is_some_and(|&c| c == '万' || c == '亿') && next.is_some_and(|c| c.is_ascii_digit() || c == '元');
        if !(is_space(c) && (joins_unit || joins_number)) {
            closed.push(c);
        }
    }
    closed
}

/// The word with which a bare number goes on, if it measures something else than money: 年, 吨, 个.
fn goes_on_as_word(cursor: &Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    ahead.skip_space();
    let known = |words: &[&str]| words.iter().any(|word| ahead.sees(word));
    let range_or_list = known(&["至", "到", "和", "及", "每"]);
    let hedged = HEDGES_BEHIND.iter().any(|(word, _)| ahead.sees(word));
    let word = ahead.peek(0).is_some_and(char::is_alphabetic) && !range_or_list && !hedged && !known(&MEMO_STARTS);
    word.then(|| ahead.rest().iter().take_while(|c| c.is_alphabetic()).take(10).collect())
}

/// A remark without its separators; one pair of brackets around all of it goes too.
fn bare_memo(rest: &str) -> String {
    let trimmed = rest.trim_matches([' ', '\u{a0}', ',', '.', ';', '。', ':', '、']);
    let inside = trimmed.strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    inside.filter(|inside| !inside.contains(['(', ')'])).unwrap_or(trimmed).to_owned()
}

/// Whether the words before a bare number are only labels and punctuation.
fn is_label(lead: &str) -> bool {
    let mut left: String = lead.chars().filter(|&c| !is_space(c) && !matches!(c, ':' | '(' | ')' | ',' | '=')).collect();
    for label in LABELS {
        left = left.replace(label, "");
    }
    left.is_empty()
}
