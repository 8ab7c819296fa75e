//! Unified social credit codes (统一社会信用代码) by GB 32100-2015, with the organisation code inside by GB 11714.

use serde::Serialize;

use crate::division;
use crate::reading::{Note, Rule};
use crate::text::{fold_char, is_space, says_missing};

/// The 31 characters of a code, each worth its place: no I, O, S, V, Z (GB 32100-2015, 4.2).
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Length of a code.
const LENGTH: usize = 18;

/// Departments of registration, the first character (GB 32100-2015, table 1, and its later additions).
const DEPARTMENTS: &str = "123456789ANY";

/// What checking found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Both check characters are right.
    Valid,
    /// No code was given.
    Missing,
    /// The length is not 18.
    Length(usize),
    /// A character, counted from 1, that a code cannot have at this place.
    Character(usize),
    /// The first character names no registering department.
    Department,
    /// The 18th character should be this one.
    CheckDigit(char),
    /// The 17th character, the check of the organisation code, should be this one.
    InnerCheck(char),
}

/// A code as typed, tidied and judged.
///
/// Some real licences fail the check, so a wrong verdict is a warning and never a reason to drop the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreditCode {
    /// Upper case, half width, without spaces, label (统一社会信用代码:) and copy number (1-1).
    pub normalised: String,
    /// What checking found.
    pub verdict: Verdict,
    /// The code that was probably meant, where O stands for 0 or I for 1 and the like. To be confirmed by a person.
    pub suggestion: Option<String>,
}

/// Tidies and checks a typed code.
///
/// ```
/// use quantity::credit_code::{Verdict, check};
/// assert_eq!(check("91350100M000100Y43").verdict, Verdict::Valid);
/// assert_eq!(check("统一社会信用代码：91350100m000100y43").normalised, "91350100M000100Y43");
/// assert_eq!(check("91110000101101660D").verdict, Verdict::CheckDigit('2'));
/// assert_eq!(check("9111O000710925462X").suggestion.as_deref(), Some("91110000710925462X"));
/// ```
pub fn check(text: &str) -> CreditCode {
    let normalised = normalise(text);
    let verdict = judge(&normalised);
    let suggestion = match verdict {
        Verdict::Character(_) => Some(retyped(&normalised)).filter(|retyped| judge(retyped) == Verdict::Valid),
        _ => None,
    };
    CreditCode { normalised, verdict, suggestion }
}

impl CreditCode {
    /// Whether both check characters are right.
    pub fn is_valid(&self) -> bool {
        self.verdict == Verdict::Valid
    }

    /// The six digits of the registering place (GB/T 2260), where they can be told.
    pub fn division(&self) -> Option<&str> {
        self.normalised.get(2..8).filter(|code| self.normalised.len() == LENGTH && code.bytes().all(|b| b.is_ascii_digit()))
    }

    /// The province in which the enterprise was registered; `None` for those registered with the state's own
    /// administration (100000).
    pub fn province(&self) -> Option<&'static str> {
        division::province_of(self.division()?)
    }

    /// What to tell about the code; `None` if there is nothing to tell.
    pub fn note(&self) -> Option<Note> {
        let code = &self.normalised;
        let (rule, message) = match self.verdict {
            Verdict::Valid | Verdict::Missing => return None,
            Verdict::Length(15) => (Rule::CreditCodeShape, format!("「{code}」有15位,像旧的营业执照注册号,请换成18位统一社会信用代码")),
            Verdict::Length(9 | 10) => (Rule::CreditCodeShape, format!("「{code}」像旧的组织机构代码,请换成18位统一社会信用代码")),
            Verdict::Length(length) => {
                let code: String = code.chars().take(40).collect();
                (Rule::CreditCodeShape, format!("统一社会信用代码「{code}」应为18位,实为{length}位,请核对"))
            }
            Verdict::Character(place) => {
                let hint = self.suggestion.as_ref().map_or_else(|| "请核对".to_owned(), |code| format!("可能是「{code}」,请确认"));
                (Rule::CreditCodeShape, format!("统一社会信用代码「{code}」第{place}位的字符不该出现在这里,{hint}"))
            }
            Verdict::Department => (Rule::CreditCodeShape, format!("统一社会信用代码「{code}」首位不是登记管理部门代码,请核对")),
            Verdict::CheckDigit(expected) => {
                (Rule::CreditCodeCheckDigit, format!("统一社会信用代码「{code}」校验位不符,按前17位应为{expected},请对照营业执照核对"))
            }
            Verdict::InnerCheck(expected) => {
                (Rule::CreditCodeInnerCheck, format!("统一社会信用代码「{code}」第17位不符,按主体标识码应为{expected},请对照营业执照核对"))
            }
        };
        Some(Note::new(rule, message))
    }
}

fn normalise(text: &str) -> String {
    // Longer texts are no codes; the rest is not looked at.
    let folded: String = text.trim().chars().take(80).map(fold_char).collect();
    let after_label = folded.rsplit_once(':').map_or(folded.as_str(), |(_, code)| code);
    let before_copy = after_label.split('(').next().unwrap_or_default();
    before_copy.chars().filter(|&c| !is_space(c) && c.is_alphanumeric() || c == '-').collect::<String>().to_uppercase()
}

fn judge(code: &str) -> Verdict {
    if says_missing(code) {
        return Verdict::Missing;
    }
    let chars: Vec<char> = code.chars().collect();
    if chars.len() != LENGTH {
        return Verdict::Length(chars.len());
    }
    let fits = |(index, &c): (usize, &char)| if (2..8).contains(&index) { c.is_ascii_digit() } else { ALPHABET.contains(c) };
    if let Some(index) = chars.iter().enumerate().position(|pair| !fits(pair)) {
        return Verdict::Character(index + 1);
    }
    if !chars.first().is_some_and(|&c| DEPARTMENTS.contains(c)) {
        return Verdict::Department;
    }
    match (check_character(&chars), inner_check(&chars)) {
        (Some(expected), _) if chars.last() != Some(&expected) => Verdict::CheckDigit(expected),
        (_, Some(expected)) if chars.get(16) != Some(&expected) => Verdict::InnerCheck(expected),
        _ => Verdict::Valid,
    }
}

/// The 18th character: 31 less the weighted sum modulo 31, weights 3^(i−1) mod 31 (GB 32100-2015, 4.3).
fn check_character(chars: &[char]) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for &c in chars.get(..17)? {
        sum += ALPHABET.chars().position(|known| known == c)? * weight;
        weight = weight * 3 % 31;
    }
    ALPHABET.chars().nth((31 - sum % 31) % 31)
}

/// The 17th character, by GB 11714-1997: weights 3, 7, 9, 10, 5, 8, 4, 2 over the eight before it, all 36
/// letters and digits worth their place; 10 is written X, 11 is written 0.
fn inner_check(chars: &[char]) -> Option<char> {
    let mut sum = 0;
    for (&c, weight) in chars.get(8..16)?.iter().zip([3, 7, 9, 10, 5, 8, 4, 2]) {
        sum += c.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        value => char::from_digit(value, 10),
    }
}

/// The code with letters that no code has replaced by the digits that they resemble.
fn retyped(code: &str) -> String {
    let resembles = |c| match c {
        'O' => '0',
        'I' => '1',
        'Z' => '2',
        'S' => '5',
        other => other,
    };
    code.chars().map(resembles).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_blank_or_a_dash_is_missing_and_tells_nothing() {
        for text in ["", " ", "—", "无", "/"] {
            let code = check(text);
            assert_eq!(code.verdict, Verdict::Missing, "{text}");
            assert_eq!(code.note(), None);
        }
    }

    #[test]
    fn the_place_of_registration_comes_out_of_the_code() {
        let code = check("91440300708461136T");
        assert_eq!(code.division(), Some("440300"));
        assert_eq!(code.province(), Some("广东省"));
        assert_eq!(check("91100000100003962T").province(), None);
    }

    #[test]
    fn an_old_registration_number_is_called_by_its_name() {
        assert!(check("123456789012345").note().unwrap().message.contains("注册号"));
    }

    #[test]
    fn the_organisation_code_inside_is_checked_too() {
        // The 17th character changed and the 18th computed anew: only the inner check can see it.
        let mut chars: Vec<char> = "91440300708461136T".chars().collect();
        chars[16] = '7';
        chars[17] = check_character(&chars).unwrap();
        let code = check(&chars.iter().collect::<String>());
        assert_eq!(code.verdict, Verdict::InnerCheck('6'));
        assert_eq!(code.note().unwrap().rule, Rule::CreditCodeInnerCheck);
    }

    proptest! {
        #[test]
        fn any_single_wrong_character_of_a_valid_code_is_noticed(place in 0_usize..18, other in 0_usize..31) {
            let valid = "91440300708461136T";
            let mut chars: Vec<char> = valid.chars().collect();
            chars[place] = ALPHABET.chars().nth(other).unwrap();
            let typed: String = chars.iter().collect();
            prop_assert_eq!(check(&typed).is_valid(), typed == valid);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            let code = check(&text);
            let _ = (code.note(), code.division());
        }
    }
}
