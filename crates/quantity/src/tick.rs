//! Yes, no and nothing in a column that asks 是否.

use crate::reading::{Confidence, Reading, Rule};
use crate::text::{Cell, error_value, is_space, says_missing};

const YES: [&str; 25] = [
    "是",
    "有",
    "√",
    "✓",
    "✔",
    "☑",
    "对",
    "对号",
    "已",
    "已办",
    "已办结",
    "已办理",
    "完成",
    "已完成",
    "办结",
    "Y",
    "YES",
    "T",
    "TRUE",
    "1",
    "OK",
    "是的",
    "属于",
    "纳统",
    "入库",
];

const NO: [&str; 22] = [
    "否",
    "无",
    "没有",
    "×",
    "✗",
    "✘",
    "✕",
    "X",
    "错",
    "未",
    "未办",
    "不",
    "不是",
    "不需要",
    "非",
    "N",
    "NO",
    "F",
    "FALSE",
    "0",
    "不属于",
    "□",
];

/// Beginnings of a phrase that says no: 未纳统, 尚未开工, 正在办理, 拟开工.
const NO_STARTS: [&str; 15] = ["未", "尚未", "还未", "没", "不", "否", "无", "暂未", "正在", "拟", "计划", "预计", "待", "即将", "办理中"];

/// Reads a yes/no cell. 无 is a no here, for the column asks whether; dashes, blank and 待定 are missing.
///
/// A remark in brackets behind the word is kept out of the answer. What is done only in part (部分, 50%) is
/// neither yes nor no and fails with `not_a_tick`.
///
/// ```
/// use quantity::{Confidence, read_tick};
/// assert_eq!(read_tick("✓").value(), Some(&true));
/// assert_eq!(read_tick("未纳统").value(), Some(&false));
/// assert_eq!(read_tick("已纳统(3月)").confidence, Confidence::Normalised);
/// assert!(read_tick("—").is_missing());
/// ```
pub fn read_tick(text: &str) -> Reading<bool> {
    let cell = match Cell::new(text) {
        Ok(cell) => cell,
        Err(note) => return note.into(),
    };
    let folded = cell.text();
    if let Some(note) = error_value(&folded) {
        return note.into();
    }
    let shown: String = folded.chars().take(40).collect();
    let bare: String = folded.chars().filter(|&c| !is_space(c)).collect();
    let bare = bare.trim_matches(['(', ')', '。', '.', ',', ';']).to_uppercase();
    // Excel hands on a 1 that was typed as a number as 1.0.
    let bare = bare.strip_suffix(".0").unwrap_or(&bare);
    let certain = if cell.changed || bare != folded { Confidence::Normalised } else { Confidence::Exact };
    if YES.contains(&bare) {
        return Reading::read(true, certain, Vec::new());
    }
    if NO.contains(&bare) {
        return Reading::read(false, certain, Vec::new());
    }
    if says_missing(&folded) {
        return Reading::missing();
    }
    let word = bare.split(['(', ',', ';', '。', '/']).next().unwrap_or_default();
    let unclear = || Reading::failed(Rule::NotATick, format!("「{shown}」看不出是或否,请填 是 或 否"));
    if word.contains(['%', '?']) || ["部分", "基本", "是否"].iter().any(|part| word.contains(part)) {
        return unclear();
    }
    if NO.contains(&word) || NO_STARTS.iter().any(|start| word.starts_with(start)) || word.ends_with("办理中") {
        return Reading::read(false, Confidence::Normalised, Vec::new());
    }
    if YES.contains(&word) || word.starts_with('已') || word.starts_with('√') || word.starts_with('✓') {
        return Reading::read(true, Confidence::Normalised, Vec::new());
    }
    unclear()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("是")]
    #[case("有")]
    #[case("√")]
    #[case("✓")]
    #[case("✔")]
    #[case("已")]
    #[case("已办")]
    #[case("已开工")]
    #[case("已签")]
    #[case("已纳统")]
    #[case("Y")]
    #[case("y")]
    #[case("Ｙ")]
    #[case("1")]
    #[case("1.0")]
    #[case("对")]
    #[case("已完成")]
    #[case("完成")]
    #[case(" 是 ")]
    #[case("是(2024.3入库)")]
    fn yes_is_read_in_every_usual_form(#[case] text: &str) {
        assert_eq!(read_tick(text).value(), Some(&true), "{text}");
    }

    #[rstest]
    #[case("否")]
    #[case("无")]
    #[case("×")]
    #[case("✗")]
    #[case("未")]
    #[case("未办")]
    #[case("未开工")]
    #[case("尚未纳统")]
    #[case("N")]
    #[case("n")]
    #[case("0")]
    #[case("错")]
    #[case("没有")]
    #[case("未完成")]
    #[case("不需要")]
    #[case("拟开工")]
    #[case("正在办理")]
    #[case("手续办理中")]
    #[case("否，计划6月入库")]
    fn no_is_read_in_every_usual_form(#[case] text: &str) {
        assert_eq!(read_tick(text).value(), Some(&false), "{text}");
    }

    #[rstest]
    #[case("")]
    #[case("—")]
    #[case("/")]
    #[case("待定")]
    fn nothing_is_neither_yes_nor_no(#[case] text: &str) {
        assert!(read_tick(text).is_missing(), "{text}");
    }

    #[rstest]
    #[case("部分投产")]
    #[case("已完成50%")]
    #[case("2")]
    #[case("是否")]
    #[case("县工信局")]
    fn what_is_unclear_is_refused(#[case] text: &str) {
        assert_eq!(read_tick(text).failure().unwrap().rule, Rule::NotATick, "{text}");
    }

    #[test]
    fn a_formula_error_is_named_as_one() {
        assert_eq!(read_tick("#REF!").failure().unwrap().rule, Rule::ErrorValue);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            let _ = read_tick(&text);
        }
    }
}
