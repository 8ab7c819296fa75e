//! What a clerk types into a money column, and what the office may count on.
#![expect(clippy::panic, reason = "a test that cannot read its vector should stop")]

use domain::money::{Currency, Fen};
use proptest::prelude::*;
use quantity::{Amount, AmountUnit, Approximation, Confidence, Reading, Rule, read_amount, read_number};
use rstest::rstest;
use rust_decimal::Decimal;

const WAN: AmountUnit = AmountUnit::WAN;
const YI: AmountUnit = AmountUnit::YI;
const YUAN: i64 = 100;

fn value(reading: &Reading<Amount>) -> &Amount {
    reading.value().unwrap_or_else(|| panic!("{reading:?}"))
}

/// The vectors of the field notes: text, column, yuan, confidence, whether the text's own unit won.
#[rstest]
#[case("1.2亿元", WAN, 120_000_000, Confidence::Normalised, true)]
#[case("12000", WAN, 120_000_000, Confidence::Exact, false)]
#[case("12,000.00", WAN, 120_000_000, Confidence::Normalised, false)]
#[case("约3亿", YI, 300_000_000, Confidence::Approximate, false)]
#[case("３．５亿", YI, 350_000_000, Confidence::Normalised, false)]
#[case("0.8", YI, 80_000_000, Confidence::Exact, false)]
#[case("8000万", YI, 80_000_000, Confidence::Normalised, true)]
#[case("1亿2000万元", WAN, 120_000_000, Confidence::Normalised, false)]
#[case("壹亿贰仟万元", WAN, 120_000_000, Confidence::Normalised, false)]
#[case("三千五百万", WAN, 35_000_000, Confidence::Normalised, false)]
#[case("总投资5亿元,其中固投3.2亿元", YI, 500_000_000, Confidence::Normalised, false)]
#[case("0", WAN, 0, Confidence::Exact, false)]
#[case("1.2亿元(一期0.5亿)", YI, 120_000_000, Confidence::Normalised, false)]
#[case("4.2E3", WAN, 42_000_000, Confidence::Normalised, false)]
// The sample rows of the county ledger.
#[case("约３亿元", WAN, 300_000_000, Confidence::Approximate, true)]
#[case("2.1亿", WAN, 210_000_000, Confidence::Normalised, true)]
#[case("4,200.00", WAN, 42_000_000, Confidence::Normalised, false)]
#[case("1.0亿元", WAN, 100_000_000, Confidence::Normalised, true)]
#[case("0.12亿", WAN, 12_000_000, Confidence::Normalised, true)]
#[case("3,500万元", WAN, 35_000_000, Confidence::Normalised, false)]
#[case("800万", WAN, 8_000_000, Confidence::Normalised, false)]
// What else clerks type.
#[case("1 015", WAN, 10_150_000, Confidence::Normalised, false)]
#[case("１，０１５万", WAN, 10_150_000, Confidence::Normalised, false)]
#[case("￥1,015", WAN, 10_150_000, Confidence::Normalised, false)]
#[case("30000元", WAN, 30_000, Confidence::Normalised, true)]
#[case("2.5千万", WAN, 25_000_000, Confidence::Normalised, false)]
#[case("5百万元", WAN, 5_000_000, Confidence::Normalised, false)]
#[case("壹佰万元整", WAN, 1_000_000, Confidence::Normalised, false)]
#[case("人民币5000万元", WAN, 50_000_000, Confidence::Normalised, false)]
#[case("5000万元人民币", WAN, 50_000_000, Confidence::Normalised, false)]
#[case("计划投资:5000", WAN, 50_000_000, Confidence::Normalised, false)]
#[case("5000，其中外资300万美元", WAN, 50_000_000, Confidence::Normalised, false)]
#[case("12000(含设备)", WAN, 120_000_000, Confidence::Normalised, false)]
#[case("1亿元（约1400万美元）", WAN, 100_000_000, Confidence::Normalised, true)]
#[case("二期投资3亿元", WAN, 300_000_000, Confidence::Normalised, true)]
#[case("年产5万吨，总投资3亿元", WAN, 300_000_000, Confidence::Normalised, true)]
#[case("0.5 亿元", WAN, 50_000_000, Confidence::Normalised, true)]
#[case("3 000 万元", WAN, 30_000_000, Confidence::Normalised, false)]
#[case("1 亿 2000 万元", WAN, 120_000_000, Confidence::Normalised, false)]
#[case("1.2（亿元）", WAN, 120_000_000, Confidence::Normalised, true)]
#[case("12000万元(人民币)", WAN, 120_000_000, Confidence::Normalised, false)]
#[case("5000.", WAN, 50_000_000, Confidence::Normalised, false)]
#[case("2024年到位5000万元", WAN, 50_000_000, Confidence::Normalised, false)]
#[case("1.2亿元、占地50亩", YI, 120_000_000, Confidence::Normalised, false)]
#[case("0元", WAN, 0, Confidence::Normalised, false)]
#[case("年产5万吨，总投资3亿元(一期1亿元)", WAN, 300_000_000, Confidence::Normalised, true)]
#[case("3个亿", WAN, 300_000_000, Confidence::Normalised, true)]
#[case("-200", WAN, -2_000_000, Confidence::Exact, false)]
#[case("1.2亿\n元", YI, 120_000_000, Confidence::Normalised, false)]
fn an_amount_is_read_to_the_yuan(
    #[case] text: &str,
    #[case] column: AmountUnit,
    #[case] yuan: i64,
    #[case] confidence: Confidence,
    #[case] unit_override: bool,
) {
    let reading = read_amount(text, Some(column));
    let amount = value(&reading);
    assert_eq!(amount.value.minor, Fen(yuan * YUAN), "{text}");
    assert_eq!(amount.value.currency, Currency::Cny, "{text}");
    assert_eq!(reading.confidence, confidence, "{text}: {:?}", reading.notes);
    assert_eq!(amount.unit_override, unit_override, "{text}");
    assert_eq!(reading.mentions(Rule::UnitOverride), unit_override, "{text}");
}

#[rstest]
#[case("10亿左右", 10, Approximation::About)]
#[case("近3亿元", 3, Approximation::About)]
#[case("不低于2亿", 2, Approximation::AtLeast)]
#[case("2亿元以上", 2, Approximation::AtLeast)]
#[case("≥2亿", 2, Approximation::AtLeast)]
#[case("超50亿", 50, Approximation::MoreThan)]
#[case("3亿多元", 3, Approximation::MoreThan)]
#[case("10余亿元", 10, Approximation::MoreThan)]
#[case("不超过5亿元", 5, Approximation::AtMost)]
#[case("5亿以内", 5, Approximation::AtMost)]
#[case("总投资约3亿元", 3, Approximation::About)]
#[case("3亿+", 3, Approximation::MoreThan)]
#[case("约3", 3, Approximation::About)]
fn a_figure_that_is_not_exact_keeps_its_number_and_says_how(#[case] text: &str, #[case] yi: i64, #[case] how: Approximation) {
    let reading = read_amount(text, Some(YI));
    let amount = value(&reading);
    assert_eq!((amount.value.minor.0, amount.approximate), (yi * 100_000_000 * YUAN, Some(how)), "{text}");
    assert_eq!(reading.confidence, Confidence::Approximate);
    assert!(reading.mentions(Rule::Approximate));
}

#[rstest]
#[case("5-8亿", YI, 5.0, 8.0)]
#[case("5-8", YI, 5.0, 8.0)]
#[case("5—8亿元", WAN, 5.0, 8.0)]
#[case("5亿至8亿", YI, 5.0, 8.0)]
#[case("5000万-1亿", YI, 0.5, 1.0)]
#[case("１～２亿元", YI, 1.0, 2.0)]
#[case("3-5千", WAN, 0.3, 0.5)]
#[case("5-8千万", YI, 0.5, 0.8)]
#[case("2-3个亿", WAN, 2.0, 3.0)]
#[case("5-8（亿元）", WAN, 5.0, 8.0)]
#[case("约5-8亿元", YI, 5.0, 8.0)]
fn a_range_counts_with_its_lower_end_and_keeps_both(#[case] text: &str, #[case] column: AmountUnit, #[case] low: f64, #[case] high: f64) {
    let reading = read_amount(text, Some(column));
    let amount = value(&reading);
    let fen = |yi: f64| value(&read_number(yi, Some(YI))).value.minor;
    assert_eq!((amount.low, amount.high, amount.value.minor), (fen(low), fen(high), fen(low)), "{text}");
    assert_eq!(amount.approximate, Some(Approximation::Range));
    assert_eq!(reading.confidence, Confidence::Approximate);
}

#[rstest]
#[case("500万美元", WAN, Currency::Usd, 5_000_000)]
#[case("3.07", AmountUnit::WAN_USD, Currency::Usd, 30_700)]
#[case("500万", AmountUnit::WAN_USD, Currency::Usd, 5_000_000)]
#[case("2亿日元", WAN, Currency::Jpy, 200_000_000)]
#[case("500万(美元)", WAN, Currency::Usd, 5_000_000)]
#[case("USD500万", WAN, Currency::Usd, 5_000_000)]
#[case("1000万港币", WAN, Currency::Hkd, 10_000_000)]
#[case("5000万元", AmountUnit::WAN_USD, Currency::Cny, 50_000_000)]
fn an_amount_keeps_its_currency(#[case] text: &str, #[case] column: AmountUnit, #[case] currency: Currency, #[case] whole: i64) {
    let reading = read_amount(text, Some(column));
    let amount = value(&reading);
    assert_eq!((amount.value.currency, amount.value.minor.0), (currency, whole * 100), "{text}");
    assert_eq!(reading.mentions(Rule::CurrencyDiffers), currency != column.currency, "{text}");
}

#[test]
fn an_amount_in_the_currency_of_its_column_is_exact() {
    assert_eq!(read_amount("3.07", Some(AmountUnit::WAN_USD)).confidence, Confidence::Exact);
}

#[rstest]
#[case("总投资5亿元,其中固投3.2亿元", "其中固投3.2亿元")]
#[case("1.2亿元(一期0.5亿)", "一期0.5亿")]
#[case("一期投资3亿元", "一期投资")]
#[case("1.2亿元 分两期建设", "分两期建设")]
#[case("1.2亿元(固投1亿)，分两期", "(固投1亿),分两期")]
fn words_beside_an_amount_become_its_memo(#[case] text: &str, #[case] memo: &str) {
    let reading = read_amount(text, Some(YI));
    assert_eq!(value(&reading).memo.as_deref(), Some(memo));
    assert!(reading.mentions(Rule::TrailingMemo));
}

#[rstest]
fn a_mark_of_absence_is_missing_and_never_zero(
    #[values("", " ", "—", "-", "--", "/", "\\", "无", "暂无", "未定", "待定", "不详", "空", "空白", "（无）", "——")] text: &str,
    #[values(None, Some(WAN), Some(YI))] column: Option<AmountUnit>,
) {
    assert!(read_amount(text, column).is_missing(), "{text}");
}

#[rstest]
#[case("#REF!", Rule::ErrorValue)]
#[case("####", Rule::ErrorValue)]
#[case("#N/A", Rule::ErrorValue)]
#[case("#DIV/0!", Rule::ErrorValue)]
#[case("120000", Rule::Magnitude)]
#[case("5000吨", Rule::UnknownUnit)]
#[case("300亩", Rule::UnknownUnit)]
#[case("5亿元/年", Rule::UnknownUnit)]
#[case("12000吨钢材", Rule::UnknownUnit)]
#[case("（5000）", Rule::NotAnAmount)]
#[case("1.2，亿元", Rule::AmbiguousAmount)]
#[case("1000万以上，2000万以下", Rule::SeveralAmounts)]
#[case("2025年到位3000万元，2026年到位2000万元", Rule::SeveralAmounts)]
#[case("80%", Rule::NotAnAmount)]
#[case("50万亩", Rule::NotAnAmount)]
#[case("一期", Rule::NotAnAmount)]
#[case("县工信局", Rule::NotAnAmount)]
#[case("见附件2", Rule::NotAnAmount)]
#[case("1,2", Rule::NotAnAmount)]
#[case("1.2.3", Rule::NotAnAmount)]
#[case("数亿元", Rule::NotAnAmount)]
#[case("七八亿", Rule::NotAnAmount)]
#[case("1亿2000", Rule::AmbiguousAmount)]
#[case("1亿-2", Rule::AmbiguousAmount)]
#[case("8-5亿", Rule::RangeOrder)]
#[case("3亿元+2亿元", Rule::SeveralAmounts)]
#[case("3、5", Rule::SeveralAmounts)]
#[case("固投3亿元,总投资5亿元", Rule::SeveralAmounts)]
#[case("一期3亿元，二期2亿元", Rule::SeveralAmounts)]
#[case("99999999999999亿", Rule::Magnitude)]
fn what_cannot_be_trusted_is_refused_with_its_reason(#[case] text: &str, #[case] rule: Rule) {
    let reading = read_amount(text, Some(YI));
    let failure = reading.failure().unwrap_or_else(|| panic!("{text}: {reading:?}"));
    assert_eq!(failure.rule, rule, "{text}: {}", failure.message);
    assert_eq!(reading.confidence, Confidence::Failed);
    assert!(failure.message.contains("请"), "{} says what to do", failure.message);
}

#[test]
fn a_number_without_any_unit_is_refused_except_zero() {
    assert_eq!(read_amount("12000", None).failure().unwrap().rule, Rule::UnknownUnit);
    assert_eq!(value(&read_amount("0", None)).value.minor, Fen::ZERO);
    assert_eq!(value(&read_amount("1.2亿元", None)).value.minor, Fen(12_000_000_000));
}

#[test]
fn a_slip_of_the_unit_is_named_with_the_probable_one() {
    let message = |text, column| read_amount(text, Some(column)).failure().unwrap().message.clone();
    assert!(message("120000", YI).contains("可能实为万元"));
    assert!(message("120000000", WAN).contains("可能实为元"));
    assert!(read_amount("9678.73", Some(YI)).value().is_some());
    assert!(read_amount("1.2万亿元", Some(YI)).value().is_some());
}

#[test]
fn less_than_a_fen_is_noted_and_rounded_half_up() {
    let reading = read_amount("0.0000005", Some(WAN));
    assert_eq!(value(&reading).value.minor, Fen(1));
    assert!(reading.mentions(Rule::BelowFen));
    assert_eq!(value(&read_amount("0.00000049", Some(WAN))).value.minor, Fen(0));
}

#[rstest]
#[case(0.416_000_000_000_000_04, YI, 4_160_000_000)]
#[case(0.1 + 0.2, YI, 3_000_000_000)]
#[case(102_000.0, WAN, 102_000_000_000)]
#[case(1_234_567.891_2, WAN, 1_234_567_891_200)]
#[case(-3.5, WAN, -3_500_000)]
fn the_noise_of_a_double_never_reaches_a_fen(#[case] number: f64, #[case] column: AmountUnit, #[case] fen: i64) {
    let reading = read_number(number, Some(column));
    assert_eq!(value(&reading).value.minor.0, fen);
    assert_eq!(reading.confidence, Confidence::Exact);
}

#[test]
fn a_number_that_is_no_amount_is_refused() {
    for number in [f64::NAN, f64::INFINITY, 1e300, 120_000.0] {
        assert_eq!(read_number(number, Some(YI)).failure().unwrap().rule, Rule::Magnitude, "{number}");
    }
    assert_eq!(read_number(5.0, None).failure().unwrap().rule, Rule::UnknownUnit);
}

fn units() -> impl Strategy<Value = AmountUnit> {
    prop::sample::select(vec![
        AmountUnit::YUAN,
        AmountUnit::THOUSAND_YUAN,
        AmountUnit::WAN,
        AmountUnit::MILLION_YUAN,
        AmountUnit::TEN_MILLION_YUAN,
        AmountUnit::YI,
        AmountUnit::WAN_USD,
    ])
}

proptest! {
    #[test]
    fn an_amount_printed_in_any_unit_reads_back_to_the_fen(fen in -90_000_000_000_000_i64..90_000_000_000_000, unit in units(), column in units()) {
        let number = Decimal::from(fen) / Decimal::from(unit.minor());
        let bare = read_amount(&number.to_string(), Some(unit));
        prop_assert_eq!(value(&bare).value.minor, Fen(fen));
        let labelled = read_amount(&format!("{number}{}", unit.label()), Some(column));
        prop_assert_eq!(value(&labelled).value.minor, Fen(fen));
        prop_assert_eq!(value(&labelled).value.currency, unit.currency);
    }

    #[test]
    fn an_amount_in_wan_printed_with_groups_reads_back(fen in 0_i64..90_000_000_000_000) {
        let text = Fen(fen).display_in(domain::money::Unit::Wan, 6);
        prop_assert_eq!(value(&read_amount(&text, Some(WAN))).value.minor, Fen(fen));
    }

    #[test]
    fn a_double_of_fifteen_digits_is_exact(fen in -99_999_999_999_999_i64..99_999_999_999_999) {
        #[expect(clippy::cast_precision_loss, reason = "the loss is what is tested")]
        let number = fen as f64 / 1_000_000.0;
        prop_assert_eq!(value(&read_number(number, Some(WAN))).value.minor, Fen(fen));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}") {
        let _ = read_amount(&text, Some(WAN));
    }

    #[test]
    fn no_text_of_its_own_words_makes_it_panic(text in "(约|[0-9]|\\.|,|亿|万|千|元|美元|-|—|至|余|以上|一|二|零|期|\\(|\\)|其中|%|成|E|\\$| ){0,24}") {
        let reading = read_amount(&text, Some(WAN));
        if let Some(amount) = reading.value() {
            prop_assert!(amount.low <= amount.high);
            prop_assert!(amount.low <= amount.value.minor && amount.value.minor <= amount.high);
        }
    }

    #[test]
    fn no_number_makes_it_panic(number: f64) {
        let _ = read_number(number, Some(YI));
    }
}
