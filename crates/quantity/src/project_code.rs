//! Investment project codes (投资项目代码) in the shape of GB/T 40058-2021: `2404-611022-04-01-123456`.
//!
//! Parts: year and month of issue (YYMM), division (GB/T 2260), guiding department, kind of project, serial
//! with check digit. How the check digit is computed is not public; shape, month and province are checked.

use serde::Serialize;

use crate::division;
use crate::reading::{Note, Rule};
use crate::text::{fold_char, is_space, says_missing};

/// Digits of the five parts.
const PARTS: [usize; 5] = [4, 6, 2, 2, 6];

/// The year in which the national platform began to give codes.
const FIRST_YEAR: u32 = 16;

/// What checking found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The shape, month and province are possible.
    Valid,
    /// No code was given.
    Missing,
    /// Older codes begin with a year of four digits. They are still in use.
    OldForm,
    /// Not five groups of 4, 6, 2, 2 and 6 digits.
    Shape,
    /// The first part is no month since 2016.
    Month,
    /// The second part begins with no province.
    Division,
}

/// A code as typed, tidied and judged. A wrong verdict is a warning; the code is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProjectCode {
    /// Half width, without spaces and label; hyphens put in where only they were left out.
    pub normalised: String,
    /// What checking found.
    pub verdict: Verdict,
}

/// Tidies and checks a typed code.
///
/// ```
/// use quantity::project_code::{Verdict, check};
/// assert_eq!(check("２４０４—611022—04—01—123456").normalised, "2404-611022-04-01-123456");
/// assert_eq!(check("24046110220401123456").normalised, "2404-611022-04-01-123456");
/// assert_eq!(check("2413-611022-04-01-123456").verdict, Verdict::Month);
/// ```
pub fn check(text: &str) -> ProjectCode {
    let normalised = normalise(text);
    let verdict = judge(&normalised);
    ProjectCode { normalised, verdict }
}

impl ProjectCode {
    /// Whether shape, month and province are possible.
    pub const fn is_valid(&self) -> bool {
        matches!(self.verdict, Verdict::Valid | Verdict::OldForm)
    }

    /// The six digits of the place (GB/T 2260), where the shape is right.
    pub fn division(&self) -> Option<&str> {
        self.normalised.split('-').nth(1).filter(|_| !matches!(self.verdict, Verdict::Shape | Verdict::Missing))
    }

    /// What to tell about the code; `None` if there is nothing to tell.
    pub fn note(&self) -> Option<Note> {
        let code = &self.normalised;
        let (rule, message) = match self.verdict {
            Verdict::Valid | Verdict::Missing => return None,
            Verdict::OldForm => (Rule::ProjectCodeOldForm, format!("项目代码「{code}」是以年份开头的旧码,请确认是否已换发新码")),
            Verdict::Shape => {
                let code: String = code.chars().take(40).collect();
                (Rule::ProjectCodeShape, format!("项目代码「{code}」不是 2404-611022-04-01-123456 的格式,请核对"))
            }
            Verdict::Month => (Rule::ProjectCodePart, format!("项目代码「{code}」前4位不是赋码年月,请核对")),
            Verdict::Division => (Rule::ProjectCodePart, format!("项目代码「{code}」第二段不是行政区划代码,请核对")),
        };
        Some(Note::new(rule, message))
    }
}

fn normalise(text: &str) -> String {
    let folded: String = text.trim().chars().take(80).map(fold_char).collect();
    let after_label = folded.rsplit_once(':').map_or(folded.as_str(), |(_, code)| code);
    let dash = |c| if matches!(c, '—' | '_' | '~') { '-' } else { c };
    let code: String = after_label.chars().filter(|&c| !is_space(c) && (c.is_alphanumeric() || "-—_~".contains(c))).map(dash).collect();
    let code = code.to_uppercase();
    if code.len() != PARTS.iter().sum::<usize>() || !code.bytes().all(|b| b.is_ascii_digit()) {
        return code;
    }
    let mut digits = code.chars();
    PARTS.map(|length| digits.by_ref().take(length).collect::<String>()).join("-")
}

fn judge(code: &str) -> Verdict {
    if says_missing(code) {
        return Verdict::Missing;
    }
    let parts: Vec<&str> = code.split('-').collect();
    let shaped = parts.len() == PARTS.len()
        && parts.iter().zip(PARTS).all(|(part, length)| part.len() == length && part.bytes().all(|b| b.is_ascii_digit()));
    let (true, Some(time), Some(place)) = (shaped, parts.first(), parts.get(1)) else {
        return Verdict::Shape;
    };
    if division::province_of(place).is_none() && !place.starts_with("00") && !place.starts_with("10") {
        return Verdict::Division;
    }
    let time: u32 = time.parse().unwrap_or_default();
    let (year, month) = (time / 100, time % 100);
    match (year, month) {
        (FIRST_YEAR.., 1..=12) => Verdict::Valid,
        (20, 13..=29) => Verdict::OldForm,
        _ => Verdict::Month,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2404-611022-04-01-123456", Verdict::Valid)]
    #[case("项目代码：2404-611022-04-01-123456", Verdict::Valid)]
    #[case("2404 - 611022 - 04 - 01 - 123456", Verdict::Valid)]
    #[case("2017-611022-04-01-123456", Verdict::OldForm)]
    #[case("2400-611022-04-01-123456", Verdict::Month)]
    #[case("0904-611022-04-01-123456", Verdict::Month)]
    #[case("2404-991022-04-01-123456", Verdict::Division)]
    #[case("2404-611022-04-01-12345", Verdict::Shape)]
    #[case("2404-611022-04-123456", Verdict::Shape)]
    #[case("陕发改备〔2024〕12号", Verdict::Shape)]
    #[case("—", Verdict::Missing)]
    #[case("", Verdict::Missing)]
    fn shape_month_and_province_decide(#[case] text: &str, #[case] expected: Verdict) {
        assert_eq!(check(text).verdict, expected, "{text}");
    }

    #[test]
    fn the_place_of_the_project_comes_out_of_the_code() {
        assert_eq!(check("2404-611022-04-01-123456").division(), Some("611022"));
        assert_eq!(check("2404-611022").division(), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            let code = check(&text);
            let _ = (code.note(), code.division());
        }
    }
}
