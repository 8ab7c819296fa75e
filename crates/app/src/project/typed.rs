//! Facts as people type them into a form, read as the import reads its cells.

use domain::claim::OriginScope;
use domain::industry::section_of;
use domain::money::{Currency, Fen};
use domain::project::{FactField, ProjectFacts};
use quantity::credit_code::Verdict as CodeVerdict;
use quantity::project_code::Verdict as ProjectCodeVerdict;
use quantity::{AmountUnit, credit_code, project_code, read_amount};
use sheets::typed;

use crate::error::FieldError;

/// Longest name, in characters: the width of its column.
const NAME: usize = 300;
/// Longest other text, in characters.
const TEXT: usize = quantity::text::MAX_CHARS;

/// Reads what was typed for a fact and puts it in its place. Nothing, or a mark of absence, empties the fact.
///
/// # Errors
/// What is wrong with the text and what would be right.
pub(super) fn put(facts: &mut ProjectFacts, field: FactField, text: &str) -> Result<(), FieldError> {
    let text = text.trim();
    let name = field.label().trim_end_matches("(万元)");
    let fault = |code: &str, message: String| FieldError::new(&pointer(field), code, message);
    let longest = if matches!(field, FactField::Name | FactField::Investor) { NAME } else { TEXT };
    let length = text.chars().count();
    if length > longest {
        return Err(fault("too_long", format!("{name}最多 {longest} 个字,现有 {length} 个字,请精简")));
    }
    let told = |code: &str, note: Option<quantity::Note>| {
        fault(code, note.map_or_else(|| format!("{name}「{text}」读不懂,请核对"), |note| note.message))
    };
    let mut read = ProjectFacts::default();
    match field {
        FactField::Name => {
            read.name = typed::name(text).ok_or_else(|| fault("name_required", "请填写项目名称".to_owned()))?;
        }
        FactField::Investor => read.investor = typed::name(text).unwrap_or_default(),
        FactField::ProjectCompany => read.project_company = typed::name(text),
        FactField::CreditCode => {
            let code = credit_code::check(text);
            read.credit_code = match code.verdict {
                CodeVerdict::Missing => None,
                // A licence that fails the check may be real: the page tells of it, and so do the checks of a claim.
                CodeVerdict::Valid | CodeVerdict::CheckDigit(_) | CodeVerdict::InnerCheck(_) => Some(code.normalised),
                CodeVerdict::Length(_) | CodeVerdict::Character(_) | CodeVerdict::Department => {
                    return Err(told("credit_code_shape", code.note()));
                }
            };
        }
        FactField::ProjectCode => {
            let code = project_code::check(text);
            read.project_code = match code.verdict {
                ProjectCodeVerdict::Missing => None,
                ProjectCodeVerdict::Shape => return Err(told("project_code_shape", code.note())),
                _ => Some(code.normalised),
            };
        }
        FactField::OriginScope => read.origin_scope = origin(text).map_err(|message| fault("origin_scope", message))?,
        FactField::IndustrySection => read.industry_section = section(text).map_err(|message| fault("industry_section", message))?,
        FactField::TotalInvestment => read.total_investment = total(text).map_err(|message| fault("amount", message))?,
        FactField::OriginPlace => read.origin_place = typed::line(text),
        FactField::Industry => read.industry = typed::line(text),
        FactField::Category => read.category = typed::line(text),
        FactField::Place => read.place = typed::line(text),
        FactField::Content => read.content = typed::line(text),
        FactField::Responsible => read.responsible = typed::line(text),
        FactField::Progress => read.progress = typed::line(text),
        FactField::Remarks => read.remarks = typed::line(text),
    }
    facts.take(field, &read);
    Ok(())
}

/// Notes that a fact cannot be given, and why; its value goes.
///
/// # Errors
/// Where there is no reason, or a fact that every project has.
pub(super) fn put_unavailable(facts: &mut ProjectFacts, field: FactField, reason: &str) -> Result<(), FieldError> {
    let fault = |code: &str, message: String| FieldError::new(&format!("/unavailable/{}", field.code()), code, message);
    if field == FactField::Name {
        return Err(fault("name_required", "项目名称不能空缺".to_owned()));
    }
    let Some(reason) = typed::line(reason).filter(|reason| reason.chars().count() <= NAME) else {
        return Err(fault("reason_required", format!("请写明暂无法提供{}的原因,不超过 {NAME} 个字", field.label())));
    };
    let mut without = ProjectFacts::default();
    without.unavailable.insert(field, reason);
    facts.take(field, &without);
    Ok(())
}

/// What the page should tell of a fact that was accepted as it is.
pub fn note(facts: &ProjectFacts, field: FactField) -> Option<String> {
    let note = match field {
        FactField::CreditCode => credit_code::check(facts.credit_code.as_deref()?).note(),
        FactField::ProjectCode => project_code::check(facts.project_code.as_deref()?).note(),
        _ => None,
    };
    note.map(|note| note.message)
}

/// Where a fact stands in what was sent, as a JSON pointer.
pub(super) fn pointer(field: FactField) -> String {
    format!("/facts/{}", field.code())
}

fn origin(text: &str) -> Result<Option<OriginScope>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let named = OriginScope::ALL.iter().find(|scope| scope.code() == text || scope.label() == text);
    let known = named.map(|scope| Some(*scope).filter(|scope| *scope != OriginScope::Unknown));
    known.ok_or_else(|| {
        let words: Vec<_> = OriginScope::ALL.iter().filter(|scope| **scope != OriginScope::Unknown).map(|scope| scope.label()).collect();
        format!("资金来源「{text}」不在可选范围内,请选择{}", words.join("、"))
    })
}

fn section(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let section = section_of(text).map(|letter| Some(letter.to_string()));
    section.ok_or_else(|| format!("行业门类「{text}」不在《国民经济行业分类》(GB/T 4754—2017)中,请填门类字母 A 至 T,或行业代码如 C27"))
}

fn total(text: &str) -> Result<Option<Fen>, String> {
    let reading = read_amount(text, Some(AmountUnit::WAN));
    if reading.is_missing() {
        return Ok(None);
    }
    if let Some(note) = reading.failure() {
        // A ledger may say 0 for nothing; a form says nothing by staying empty.
        let unread = note.rule == quantity::Rule::NotAnAmount;
        return Err(if unread {
            format!("「{text}」里没有认出金额,请填数字如 1.2亿;不清楚的请留空")
        } else {
            note.message.clone()
        });
    }
    match reading.value().map(|amount| amount.value) {
        Some(money) if money.currency != Currency::Cny => {
            Err(format!("总投资按人民币填写,「{text}」是 {},请折合后填写", money.currency.code()))
        }
        Some(money) if money.minor <= Fen::ZERO => Err(format!("总投资须大于 0,现为「{text}」;不清楚的请留空")),
        money => Ok(money.map(|money| money.minor)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn typed_in(field: FactField, text: &str) -> Result<Option<String>, String> {
        let mut facts = ProjectFacts::default();
        put(&mut facts, field, text).map(|()| facts.value(field)).map_err(|error| error.message)
    }

    #[test]
    fn amounts_are_read_as_ledgers_write_them_and_without_a_unit_in_wan_yuan() {
        for (text, fen) in [("1286.4", "1286400000"), ("1.2亿", "12000000000"), ("壹亿贰仟万元", "12000000000"), ("1,286", "1286000000")]
        {
            assert_eq!(typed_in(FactField::TotalInvestment, text), Ok(Some(fen.to_owned())), "{text}");
        }
        assert_eq!(typed_in(FactField::TotalInvestment, " — "), Ok(None));
        for text in ["很多", "0", "-5", "300万美元", "1亿2000"] {
            let message = typed_in(FactField::TotalInvestment, text).unwrap_err();
            assert!(message.contains(text), "{message}");
        }
    }

    #[test]
    fn a_code_of_the_wrong_shape_is_refused_and_one_that_fails_its_check_is_kept_with_a_note() {
        assert!(typed_in(FactField::CreditCode, "9135010").unwrap_err().contains("18位"));
        assert_eq!(typed_in(FactField::CreditCode, "91350100m000100y43"), Ok(Some("91350100M000100Y43".to_owned())));
        let mut facts = ProjectFacts::default();
        put(&mut facts, FactField::CreditCode, "91350100M000100Y44").unwrap();
        assert!(note(&facts, FactField::CreditCode).unwrap().contains("校验位"));
        assert!(typed_in(FactField::ProjectCode, "备案中").is_err());
    }

    #[test]
    fn an_industry_is_placed_in_its_section_and_an_origin_taken_from_its_list() {
        assert_eq!(typed_in(FactField::IndustrySection, "C27"), Ok(Some("C".to_owned())));
        assert!(typed_in(FactField::IndustrySection, "新材料").is_err());
        assert_eq!(typed_in(FactField::OriginScope, "省外"), Ok(Some("out_of_province".to_owned())));
        assert!(typed_in(FactField::OriginScope, "外星").unwrap_err().contains("省外"));
    }

    #[test]
    fn a_project_keeps_its_name() {
        assert!(typed_in(FactField::Name, " ").is_err());
        assert!(put_unavailable(&mut ProjectFacts::default(), FactField::Name, "保密").is_err());
        assert!(put_unavailable(&mut ProjectFacts::default(), FactField::CreditCode, "").is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_kept_or_refused_in_chinese(text in "\\PC{0,40}") {
            for field in FactField::ALL {
                if let Err(message) = typed_in(*field, &text) {
                    prop_assert!(message.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{}", message);
                }
            }
        }
    }
}
