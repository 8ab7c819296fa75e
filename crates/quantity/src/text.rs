//! Tidying typed text: one form for full width, dashes, brackets, spaces and traditional characters.

use crate::reading::{Note, Rule};

/// The longest text, in characters, that a cell reader looks at. Longer cells are refused with
/// [`Rule::TooLong`], so that reading stays linear and quick whatever a workbook holds.
pub const MAX_CHARS: usize = 2_000;

/// One character in the form that the readers know. Maps one to one, so positions stay true.
///
/// Full width becomes ASCII; every hyphen and minus `-`; longer dashes `—`; wave dashes `~`; brackets
/// `(` `)`; narrow spaces U+00A0 and all other space a plain one; 萬億圓 their modern form; ○ becomes 〇.
pub const fn fold_char(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(c as u32 - 0xfee0) {
            Some('[' | '{') => '(',
            Some(']' | '}') => ')',
            Some(ascii) => ascii,
            None => c,
        },
        '\u{a0}' | '\u{2009}' | '\u{202f}' => '\u{a0}',
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{3000}' | '\u{2000}'..='\u{2008}' | '\u{200a}' | '\u{2028}' | '\u{2029}' => {
            ' '
        }
        '\u{2010}' | '\u{2011}' | '\u{2212}' | '\u{fe63}' => '-',
        '\u{2012}'..='\u{2015}' | '─' | '━' | 'ー' => '—',
        '〜' | '∼' => '~',
        '【' | '〔' | '[' | '{' | '「' | '『' => '(',
        '】' | '〕' | ']' | '}' | '」' | '』' => ')',
        '·' | '・' | '∙' | '•' | '﹒' => '.',
        '￥' => '¥',
        '﹪' => '%',
        '○' | '◯' => '〇',
        '萬' => '万',
        '億' => '亿',
        '圓' | '圆' => '元',
        '幣' => '币',
        '畝' => '亩',
        '個' => '个',
        other => other,
    }
}

/// Whether a folded character is space of either kind.
pub const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

/// Marks that print nothing and come along when text is pasted.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

/// A cell's text, folded, without invisible marks and outer space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The folded characters.
    pub(crate) chars: Vec<char>,
    /// Whether anything but outer space was changed.
    pub(crate) changed: bool,
}

impl Cell {
    /// Folds `text`, or says that it is too long to be a value.
    pub(crate) fn new(text: &str) -> Result<Self, Note> {
        // A folded character has at most four bytes, so this refuses without counting 10 MB of them.
        let kept = text.trim();
        if kept.len() > MAX_CHARS * 4 || kept.chars().count() > MAX_CHARS {
            let start: String = kept.chars().take(20).collect();
            return Err(Note::new(Rule::TooLong, format!("「{start}…」超过{MAX_CHARS}字,不像一个数值或日期,请核对是否粘贴错了位置")));
        }
        let folded: Vec<char> = kept.chars().filter(|&c| !is_invisible(c)).map(fold_char).collect();
        let changed = !folded.iter().copied().eq(kept.chars());
        let first = folded.iter().position(|&c| !is_space(c) && c != '\'').unwrap_or(folded.len());
        let last = folded.iter().rposition(|&c| !is_space(c)).map_or(first, |at| at + 1).max(first);
        let chars = folded.get(first..last).unwrap_or_default().to_vec();
        Ok(Self { chars, changed })
    }

    /// The folded text.
    pub(crate) fn text(&self) -> String {
        self.chars.iter().collect()
    }
}

/// Words that say that there is no value. In a yes/no column 无 is a no instead.
const MISSING: [&str; 26] = [
    "",
    "/",
    "\\",
    "//",
    "无",
    "暂无",
    "没有",
    "未定",
    "待定",
    "不定",
    "不详",
    "未知",
    "空",
    "空白",
    "暂缺",
    "缺",
    "待核",
    "待核实",
    "待确定",
    "待明确",
    "未明确",
    "未确定",
    "N/A",
    "NA",
    "NULL",
    "不适用",
];

/// Whether a folded text says that there is no value: blank, dashes, dots, 无, 待定, also in brackets.
pub(crate) fn says_missing(text: &str) -> bool {
    let bare: String = text.chars().filter(|&c| !is_space(c)).collect();
    let bare = bare.trim_matches(['(', ')', '。', '.', ',', ';', '?', '*']).to_uppercase();
    bare.chars().all(|c| matches!(c, '-' | '—' | '~' | '_' | '…')) || MISSING.contains(&bare.as_str())
}

/// Whether a folded text is an error value of a workbook, or the ##### of a column that is too narrow.
pub(crate) fn error_value(text: &str) -> Option<Note> {
    let is_error = text.starts_with('#')
        && (text.chars().all(|c| c == '#') || text.ends_with(['!', '?']) || text.eq_ignore_ascii_case("#N/A"))
        || text.starts_with("Err:");
    is_error.then(|| Note::new(Rule::ErrorValue, format!("单元格是公式错误「{text}」,请在原表中修正后再导入")))
}

/// A place in folded text that moves forward.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a> {
    chars: &'a [char],
    /// Position, in characters.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor at `at`.
    pub const fn new(chars: &'a [char], at: usize) -> Self {
        Self { chars, at }
    }

    /// The character `ahead` of the cursor.
    pub fn peek(&self, ahead: usize) -> Option<char> {
        self.at.checked_add(ahead).and_then(|at| self.chars.get(at)).copied()
    }

    /// Whether nothing is left.
    pub fn is_end(&self) -> bool {
        self.at >= self.chars.len()
    }

    /// What is left.
    pub fn rest(&self) -> &'a [char] {
        self.chars.get(self.at..).unwrap_or_default()
    }

    /// What is left, as text.
    pub fn rest_text(&self) -> String {
        self.rest().iter().collect()
    }

    /// Steps over one character for which `wanted` holds.
    pub fn eat_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek(0).filter(|&c| wanted(c))?;
        self.at += 1;
        Some(c)
    }

    /// Whether `word` stands here.
    pub fn sees(&self, word: &str) -> bool {
        word.chars().enumerate().all(|(ahead, c)| self.peek(ahead) == Some(c))
    }

    /// Steps over `word`, if it stands here.
    pub fn eat(&mut self, word: &str) -> bool {
        let seen = self.sees(word);
        if seen {
            self.at += word.chars().count();
        }
        seen
    }

    /// Steps over the first of `words` that stands here; list longer words first.
    pub fn eat_any(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|word| self.eat(word))
    }

    /// Steps over space.
    pub fn skip_space(&mut self) {
        while self.eat_if(is_space).is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_one_character_for_one() {
        let folded: String = "（３．５億－2）【甲】～".chars().map(fold_char).collect();
        assert_eq!(folded, "(3.5亿-2)(甲)~");
    }

    #[test]
    fn a_cell_loses_invisible_marks_and_outer_space() {
        let cell = Cell::new("\u{feff}　１２\u{200b}３ \n").unwrap();
        assert_eq!(cell.text(), "123");
        assert!(cell.changed);
        assert!(!Cell::new(" 123 ").unwrap().changed);
    }

    #[test]
    fn marks_of_absence_are_known_in_their_usual_guises() {
        for text in ["", "—", "-", "--", "——", "/", "无", "(无)", "待定。", "n/a", "…"] {
            assert!(says_missing(text), "{text}");
        }
        for text in ["0", "是", "无锡", "-1"] {
            assert!(!says_missing(text), "{text}");
        }
    }

    #[test]
    fn a_cell_of_ten_megabytes_is_refused_by_length() {
        assert_eq!(Cell::new(&"9".repeat(10_000_000)).unwrap_err().rule, Rule::TooLong);
    }
}
