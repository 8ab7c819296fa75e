//! Text of an expression to words, numbers and signs; full-width signs are read like the others.

use std::iter::Peekable;
use std::str::CharIndices;

use rust_decimal::Decimal;

use super::{Comparison, Operator};
use crate::number;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(Decimal),
    /// In double or single quotes.
    Text(String),
    /// A name; one in backquotes is never a word of the language.
    Name {
        text: String,
        quoted: bool,
    },
    Operator(Operator),
    Comparison(Comparison),
    And,
    Or,
    Not,
    Percent,
    Open,
    Close,
    Comma,
}

/// A token with its bytes in the expression's text.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Bytes of the text, what is wrong there, what to do.
pub(super) type Wrong = (usize, usize, String, String);

pub(super) fn tokens(text: &str) -> Result<Vec<Placed>, Wrong> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, char)) = chars.next() {
        if char.is_whitespace() {
            continue;
        }
        let token = match char {
            '0'..='9' | '.' => number(text, start, &mut chars)?,
            '"' | '\'' | '\u{201c}' | '\u{2018}' => Token::Text(until(text, start, closing(char), &mut chars)?),
            '`' => Token::Name { text: until(text, start, '`', &mut chars)?, quoted: true },
            _ if in_name(char) => word(text, start, &mut chars),
            _ => sign(start, char, &mut chars)?,
        };
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        found.push(Placed { token, start, end });
    }
    Ok(found)
}

fn closing(opening: char) -> char {
    match opening {
        '\u{201c}' => '\u{201d}',
        '\u{2018}' => '\u{2019}',
        other => other,
    }
}

fn in_name(char: char) -> bool {
    char == '_' || char.is_alphanumeric()
}

fn number(text: &str, start: usize, chars: &mut Peekable<CharIndices<'_>>) -> Result<Token, Wrong> {
    while chars.next_if(|(_, char)| char.is_ascii_digit() || *char == '.').is_some() {}
    let end = chars.peek().map_or(text.len(), |(at, _)| *at);
    let read = text.get(start..end).unwrap_or_default();
    if let Some((_, char)) = chars.peek()
        && in_name(*char)
    {
        return Err((start, end, format!("数字「{read}」后面紧跟着文字"), "名称以数字开头时用反引号括起来,例如 `5亿以上`".to_owned()));
    }
    number::read(read)
        .map(Token::Number)
        .ok_or_else(|| (start, end, format!("「{read}」不是数字,或位数太多"), "写成普通小数,例如 0.05".to_owned()))
}

fn until(text: &str, start: usize, closing: char, chars: &mut Peekable<CharIndices<'_>>) -> Result<String, Wrong> {
    let mut inside = String::new();
    for (_, char) in chars.by_ref() {
        if char == closing {
            return Ok(inside);
        }
        inside.push(char);
    }
    Err((start, text.len(), "引号没有结束".to_owned(), format!("在末尾补上 {closing}")))
}

fn word(text: &str, start: usize, chars: &mut Peekable<CharIndices<'_>>) -> Token {
    while chars.next_if(|(_, char)| in_name(*char)).is_some() {}
    let end = chars.peek().map_or(text.len(), |(at, _)| *at);
    match text.get(start..end).unwrap_or_default() {
        "and" | "AND" | "且" => Token::And,
        "or" | "OR" | "或" => Token::Or,
        "not" | "NOT" | "非" => Token::Not,
        name => Token::Name { text: name.to_owned(), quoted: false },
    }
}

fn sign(start: usize, char: char, chars: &mut Peekable<CharIndices<'_>>) -> Result<Token, Wrong> {
    let mut equals = || chars.next_if(|(_, next)| *next == '=').is_some();
    Ok(match char {
        '+' | '\u{ff0b}' => Token::Operator(Operator::Add),
        '-' | '\u{2212}' | '\u{2013}' | '\u{ff0d}' => Token::Operator(Operator::Subtract),
        '*' | '×' | '\u{ff0a}' => Token::Operator(Operator::Multiply),
        '/' | '÷' | '\u{ff0f}' => Token::Operator(Operator::Divide),
        '%' | '\u{ff05}' => Token::Percent,
        '(' | '\u{ff08}' => Token::Open,
        ')' | '\u{ff09}' => Token::Close,
        ',' | '\u{ff0c}' => Token::Comma,
        '<' | '\u{ff1c}' => Token::Comparison(if equals() { Comparison::AtMost } else { Comparison::Less }),
        '>' | '\u{ff1e}' => Token::Comparison(if equals() { Comparison::AtLeast } else { Comparison::Greater }),
        '≤' => Token::Comparison(Comparison::AtMost),
        '≥' => Token::Comparison(Comparison::AtLeast),
        '≠' => Token::Comparison(Comparison::Unequal),
        '=' | '\u{ff1d}' => {
            equals();
            Token::Comparison(Comparison::Equal)
        }
        '!' if equals() => Token::Comparison(Comparison::Unequal),
        other => {
            return Err((
                start,
                start + other.len_utf8(),
                format!("看不懂符号「{other}」"),
                "算式里可用 + − × ÷ * / ( ) , < <= > >= == != %,名称里有其他符号时用反引号括起来".to_owned(),
            ));
        }
    })
}
