//! Cells of text: names, codes, choices.

use std::sync::Arc;

use quantity::credit_code::Verdict;

use super::{Frame, Valued, told};
use crate::field::FieldId;
use crate::ledger::{CodeVerdict, Confidence, CreditCode, Field};
use crate::mapping::dictionary;
use crate::mapping::words::{one_line, tidy};

/// Texts that say that there is nothing.
pub(crate) fn is_missing(text: &str) -> bool {
    matches!(tidy(text).as_str(), "" | "-" | "--" | "---" | "/" | "\\" | "无" | "暂无" | "未定" | "待定" | "空" | "#N/A" | "#REF!")
}

/// A text on one line.
pub(crate) fn plain(frame: Frame) -> Field<Arc<str>> {
    if is_missing(&frame.raw) {
        return frame.field(None, Confidence::Exact);
    }
    let text = one_line(&frame.raw);
    let same = *text == *frame.raw;
    let value = if same { Arc::clone(&frame.raw) } else { text.into() };
    frame.field(Some(value), Confidence::Exact)
}

/// A name: line breaks and spaces between Chinese characters, which come from narrow cells, are taken out.
pub(crate) fn name(frame: Frame) -> Field<Arc<str>> {
    if is_missing(&frame.raw) {
        return frame.field(None, Confidence::Exact);
    }
    let text = joined(&frame.raw);
    if *text == *frame.raw {
        let value = Arc::clone(&frame.raw);
        return frame.field(Some(value), Confidence::Exact);
    }
    frame.field(Some(text.into()), Confidence::Normalised)
}

/// Drops white space beside a character that is not ASCII, and makes the rest single spaces.
pub(crate) fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.trim().chars() {
        if c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}') {
            gap |= c.is_whitespace();
            continue;
        }
        if gap && c.is_ascii() && out.chars().next_back().is_some_and(|last| last.is_ascii()) {
            out.push(' ');
        }
        gap = false;
        out.push(c);
    }
    out
}

/// A unified social credit code, kept whatever the verdict.
pub(crate) fn credit_code(frame: Frame) -> Valued<CreditCode> {
    let checked = quantity::credit_code::check(&frame.raw);
    let verdict = match checked.verdict {
        Verdict::Missing => return (frame.field(None, Confidence::Exact), Vec::new()),
        Verdict::Valid => CodeVerdict::Valid,
        Verdict::CheckDigit(_) | Verdict::InnerCheck(_) => CodeVerdict::WrongCheck,
        Verdict::Length(_) | Verdict::Character(_) | Verdict::Department => CodeVerdict::WrongShape,
    };
    let remarks = checked.note().as_ref().and_then(told).into_iter().collect();
    let confidence =
        if verdict == CodeVerdict::Valid && *checked.normalised == *frame.raw { Confidence::Exact } else { Confidence::Normalised };
    let value = CreditCode { code: checked.normalised.into(), verdict };
    (frame.field(Some(value), confidence), remarks)
}

/// A national project code, kept whatever the verdict.
pub(crate) fn project_code(frame: Frame) -> Valued<Arc<str>> {
    if is_missing(&frame.raw) {
        return (frame.field(None, Confidence::Exact), Vec::new());
    }
    let checked = quantity::project_code::check(&frame.raw);
    let remarks = checked.note().as_ref().and_then(told).into_iter().collect();
    let same = *checked.normalised == *frame.raw;
    (frame.field(Some(checked.normalised.into()), if same { Confidence::Exact } else { Confidence::Normalised }), remarks)
}

/// One of a closed list of words; a word that nobody knows stays without a value and is shown as typed.
pub(crate) fn choice(frame: Frame, field: FieldId) -> Field<Arc<str>> {
    match dictionary::choice(field, &frame.raw) {
        Some((code, whole)) => frame.field(Some(code.into()), if whole { Confidence::Exact } else { Confidence::Normalised }),
        None => frame.field(None, Confidence::Exact),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_the_breaks_of_narrow_cells() {
        assert_eq!(joined("年产5000吨\n新型碳纤维 项目 "), "年产5000吨新型碳纤维项目");
        assert_eq!(joined("ABC  Company\nLtd"), "ABC Company Ltd");
    }
}
