//! Header texts in one form.

use quantity::text::fold_char;
use quantity::unit::Unit;

/// Half width, without any white space or invisible marks: the form in which headers are compared.
pub(crate) fn tidy(text: &str) -> String {
    let keep = |c: &char| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '*' | '＊' | '_');
    text.chars().take(400).map(fold_char).filter(keep).map(|c| if matches!(c, '—' | '–' | '~' | '至') { '-' } else { c }).collect()
}

/// One line, single spaces: the form in which texts are shown and kept.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text without its bracketed parts, and those parts.
pub(crate) fn without_brackets(tidied: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside, mut depth) = (String::new(), Vec::new(), 0_u32);
    for c in tidied.chars() {
        match c {
            '(' => {
                if depth == 0 {
                    inside.push(String::new());
                }
                depth += 1;
            }
            ')' if depth > 0 => depth -= 1,
            _ if depth > 0 => {
                if let Some(last) = inside.last_mut() {
                    last.push(c);
                }
            }
            _ => outside.push(c),
        }
    }
    (outside, inside)
}

/// The header's words alone: units are taken out, in brackets or behind the words.
pub(crate) fn without_unit(tidied: &str) -> String {
    let (outside, inside) = without_brackets(tidied);
    let mut text = outside;
    for part in inside {
        let is_unit = Unit::parse(&part).is_some() || !quantity::unit::read_note(&part).is_empty() || part.starts_with("单位");
        if !is_unit {
            text.push('(');
            text.push_str(&part);
            text.push(')');
        }
    }
    for unit in ["万美元", "万元", "亿元", "千元", "百万元"] {
        if let Some(rest) = text.strip_suffix(unit) {
            let rest = rest.trim_end_matches([':', ',', '、', '/', '-', '单', '位']);
            if !rest.is_empty() {
                return rest.to_owned();
            }
        }
    }
    text.trim_end_matches([':', '%']).to_owned()
}

/// A number of a month, 1–12, in digits or characters.
pub(crate) fn month_number(text: &str) -> Option<u32> {
    let number = match text {
        "一" => 1,
        "二" => 2,
        "三" => 3,
        "四" => 4,
        "五" => 5,
        "六" => 6,
        "七" => 7,
        "八" => 8,
        "九" => 9,
        "十" => 10,
        "十一" => 11,
        "十二" => 12,
        digits => digits.parse().ok()?,
    };
    (1..=12).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_come_into_one_form() {
        assert_eq!(tidy("总 投 资\n（亿元）"), "总投资(亿元)");
        assert_eq!(without_unit("总投资(亿元)"), "总投资");
        assert_eq!(without_unit("总投资(亿元)(人民币)"), "总投资");
        assert_eq!(without_unit("项目名称(全称)"), "项目名称(全称)");
        assert_eq!(without_unit("总投资:万元"), "总投资");
        assert_eq!(without_unit("外资(单位:万美元)"), "外资");
        assert_eq!(month_number("十二"), Some(12));
        assert_eq!(month_number("13"), None);
    }
}
