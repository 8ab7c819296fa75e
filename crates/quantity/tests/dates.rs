//! What a clerk types into a date column, and what the office may count on.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its vector should stop")]

use chrono::{Datelike, NaiveDate};
use domain::date::{PartialDate, Precision};
use proptest::prelude::*;
use quantity::{Confidence, DateContext, DateReading, Reading, Rule, read_date, read_date_number, read_serial};
use rstest::rstest;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The context of the field notes: year 2024, ledger of 31 May 2024.
fn context() -> DateContext {
    DateContext { ledger_date: day("2024-05-31"), year: Some(2024), occurred: true }
}

fn read(text: &str) -> Reading<DateReading> {
    read_date(text, &context())
}

fn value(reading: &Reading<DateReading>) -> &DateReading {
    reading.value().unwrap_or_else(|| panic!("{reading:?}"))
}

#[rstest]
#[case("2024.3", "2024-03-01", Precision::Month)]
#[case("2024-03", "2024-03-01", Precision::Month)]
#[case("2024/3", "2024-03-01", Precision::Month)]
#[case("2024年3月", "2024-03-01", Precision::Month)]
#[case("202403", "2024-03-01", Precision::Month)]
#[case("2024.3.15", "2024-03-15", Precision::Day)]
#[case("2024-3-15", "2024-03-15", Precision::Day)]
#[case("2024年3月15日", "2024-03-15", Precision::Day)]
#[case("20240315", "2024-03-15", Precision::Day)]
#[case("2024.10", "2024-10-01", Precision::Month)]
#[case("2026-05-07", "2026-05-07", Precision::Day)]
#[case("2024年", "2024-01-01", Precision::Year)]
#[case("2024", "2024-01-01", Precision::Year)]
#[case("2024年二季度", "2024-04-01", Precision::Quarter)]
#[case("2025年上半年", "2025-01-01", Precision::Half)]
fn a_full_date_is_exact(#[case] text: &str, #[case] first: &str, #[case] precision: Precision) {
    let reading = read(text);
    assert_eq!(value(&reading).start, PartialDate { first: day(first), precision }, "{text}");
    assert_eq!((reading.confidence, reading.notes.len()), (Confidence::Exact, 0), "{text}: {:?}", reading.notes);
}

#[rstest]
#[case("24.3.15", "2024-03-15", Precision::Day, Rule::TwoDigitYear)]
#[case("23.11.6", "2023-11-06", Precision::Day, Rule::TwoDigitYear)]
#[case("240315", "2024-03-15", Precision::Day, Rule::TwoDigitYear)]
#[case("24.3", "2024-03-01", Precision::Month, Rule::TwoDigitYear)]
#[case("26年3月", "2026-03-01", Precision::Month, Rule::TwoDigitYear)]
#[case("24年3月15", "2024-03-15", Precision::Day, Rule::TwoDigitYear)]
#[case("3/15/24", "2024-03-15", Precision::Day, Rule::TwoDigitYear)]
#[case("3.15", "2024-03-15", Precision::Day, Rule::YearInferred)]
#[case("3-15", "2024-03-15", Precision::Day, Rule::YearInferred)]
#[case("3月15日", "2024-03-15", Precision::Day, Rule::YearInferred)]
#[case("3月10号", "2024-03-10", Precision::Day, Rule::YearInferred)]
#[case("三月十日", "2024-03-10", Precision::Day, Rule::YearInferred)]
#[case("5月", "2024-05-01", Precision::Month, Rule::YearInferred)]
#[case("12月5日", "2023-12-05", Precision::Day, Rule::YearInferred)]
#[case("6月", "2023-06-01", Precision::Month, Rule::YearInferred)]
#[case("3月中旬", "2024-03-11", Precision::Decade, Rule::YearInferred)]
#[case("3月上旬", "2024-03-01", Precision::Decade, Rule::YearInferred)]
#[case("3月下旬", "2024-03-21", Precision::Decade, Rule::YearInferred)]
#[case("一季度", "2024-01-01", Precision::Quarter, Rule::YearInferred)]
#[case("第二季度", "2024-04-01", Precision::Quarter, Rule::YearInferred)]
#[case("上半年", "2024-01-01", Precision::Half, Rule::YearInferred)]
#[case("2024.1", "2024-01-01", Precision::Month, Rule::ExcelDroppedZero)]
fn what_had_to_be_supposed_is_noted(#[case] text: &str, #[case] first: &str, #[case] precision: Precision, #[case] rule: Rule) {
    let reading = read(text);
    assert_eq!(value(&reading).start, PartialDate { first: day(first), precision }, "{text}");
    assert!(reading.mentions(rule), "{text}: {:?}", reading.notes);
    assert_eq!(reading.confidence, Confidence::Normalised, "{text}");
    assert_eq!(value(&reading).year_inferred, rule == Rule::YearInferred);
}

#[rstest]
#[case("3月底", "2024-03-21", Precision::Decade)]
#[case("3月初", "2024-03-01", Precision::Decade)]
#[case("2023年底", "2023-12-01", Precision::Month)]
#[case("2024年4月底", "2024-04-21", Precision::Decade)]
#[case("2024年初", "2024-01-01", Precision::Month)]
#[case("约2024年3月", "2024-03-01", Precision::Month)]
#[case("2024年3月左右", "2024-03-01", Precision::Month)]
#[case("2024年6月底前", "2024-06-21", Precision::Decade)]
#[case("2024年10月前", "2024-10-01", Precision::Month)]
#[case("2024年一季度末", "2024-03-01", Precision::Month)]
#[case("2024年内", "2024-01-01", Precision::Year)]
#[case("2024年春节后", "2024-01-01", Precision::Year)]
#[case("去年底", "2023-12-01", Precision::Month)]
fn a_date_that_is_not_exact_says_so(#[case] text: &str, #[case] first: &str, #[case] precision: Precision) {
    let reading = read(text);
    assert_eq!(value(&reading).start, PartialDate { first: day(first), precision }, "{text}");
    assert!(value(&reading).approximate);
    assert_eq!(reading.confidence, Confidence::Approximate, "{text}");
}

#[test]
fn the_end_of_this_year_may_be_meant_where_plans_are_told() {
    let reading = read_date("年底前", &DateContext::planned(day("2024-05-31")));
    assert_eq!(value(&reading).start.first, day("2024-12-01"));
    assert_eq!(value(&reading).start.precision, Precision::Month);
    assert!(value(&reading).approximate);
}

#[rstest]
#[case("2026.3.10", "2026-03-10")]
#[case("2026\n3.10", "2026-03-10")]
#[case("2026\n3月10日", "2026-03-10")]
#[case("2026 3/10", "2026-03-10")]
#[case("2026．3．10", "2026-03-10")]
#[case("2026。3。10", "2026-03-10")]
#[case("2026、3、10", "2026-03-10")]
#[case("2026·3·10", "2026-03-10")]
#[case("2026. 3. 10", "2026-03-10")]
#[case("２０２６年３月１０日", "2026-03-10")]
#[case("2026 年 3 月 10 日", "2026-03-10")]
#[case("2026.03.10日", "2026-03-10")]
#[case("2026年3.10", "2026-03-10")]
#[case("2026年3月10", "2026-03-10")]
#[case("2026-05-07 00:00:00", "2026-05-07")]
#[case("2026-05-07T00:00:00", "2026-05-07")]
#[case("2026/3/10 0:00", "2026-03-10")]
#[case("2026/3/10 8:30:00 AM", "2026-03-10")]
#[case("20260421", "2026-04-21")]
#[case("2026年1月17日签约", "2026-01-17")]
#[case("二〇二六年三月十日", "2026-03-10")]
#[case("二○二六年三月二十五日", "2026-03-25")]
#[case("2026-3-10（星期二）", "2026-03-10")]
#[case("'2026-3-10", "2026-03-10")]
#[case("3/10/2026", "2026-03-10")]
#[case("2026.3.10.", "2026-03-10")]
#[case("于2026年3月10日开工", "2026-03-10")]
#[case("2026.3.10(2025.12.1签框架协议)", "2026-03-10")]
#[case("45412", "2024-04-30")]
#[case("20240430.0", "2024-04-30")]
#[case("（2024.4.30）", "2024-04-30")]
fn a_day_is_read_however_it_is_typed(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(value(&read(text)).start, PartialDate::day(day(expected)), "{text}");
}

#[rstest]
#[case("2026年3月份")]
#[case("2026年03月")]
#[case("2026.3月")]
#[case("2026-3月")]
#[case("2026.03.")]
#[case("二〇二六年三月")]
#[case("已开工(2026.3)")]
#[case("已开工（2026年3月）")]
#[case("2026年3")]
#[case("2026 . 3")]
#[case("2026年3月签约")]
fn a_month_is_read_however_it_is_typed(#[case] text: &str) {
    let reading = read(text);
    assert_eq!(value(&reading).start.display(), "2026-03", "{text}");
    assert!(!value(&reading).approximate);
}

#[rstest]
#[case("3月4日-8日", "2024-03-04", "2024-03-08")]
#[case("3.18—3.22", "2024-03-18", "2024-03-22")]
#[case("3月4-8日", "2024-03-04", "2024-03-08")]
#[case("3月28日至4月2日", "2024-03-28", "2024-04-02")]
#[case("2026年3-5月", "2026-03", "2026-05")]
#[case("2026年3月-5月", "2026-03", "2026-05")]
#[case("1月-3月", "2024-01", "2024-03")]
#[case("1-3月", "2024-01", "2024-03")]
#[case("１—３月", "2024-01", "2024-03")]
#[case("2024.3-2024.12", "2024-03", "2024-12")]
#[case("2024.3.4-2024.3.8", "2024-03-04", "2024-03-08")]
#[case("2024-03-04~2024-03-08", "2024-03-04", "2024-03-08")]
#[case("2024.3.4-3.8", "2024-03-04", "2024-03-08")]
#[case("2024年3月-2025年5月", "2024-03", "2025-05")]
#[case("2024年11月-2月", "2024-11", "2025-02")]
#[case("2024-2026年", "2024", "2026")]
#[case("2024年—2026年", "2024", "2026")]
#[case("3月上旬至5月中旬", "2024-03上旬", "2024-05中旬")]
fn an_interval_keeps_both_ends(#[case] text: &str, #[case] start: &str, #[case] end: &str) {
    let reading = read(text);
    let date = value(&reading);
    assert_eq!((date.start.display(), date.end.map(PartialDate::display)), (start.to_owned(), Some(end.to_owned())), "{text}");
}

#[rstest]
#[case("计划2026年12月", "2026-12")]
#[case("拟2026.12", "2026-12")]
#[case("预计12月", "2024-12")]
#[case("2026年第三季度（计划）", "2026年三季度")]
#[case("力争10月开工", "2024-10")]
#[case("未开工(2026年12月)", "2026-12")]
fn a_plan_is_marked_and_may_lie_ahead(#[case] text: &str, #[case] expected: &str) {
    let reading = read(text);
    assert_eq!(value(&reading).start.display(), expected, "{text}");
    assert!(value(&reading).planned);
    assert!(!value(&read("2026年12月")).planned);
}

#[test]
fn a_date_without_year_is_never_after_the_ledger_where_it_has_happened() {
    assert_eq!(value(&read("6月15日")).start.first, day("2023-06-15"));
    let planned = read_date("6月15日", &DateContext::planned(day("2024-05-31")));
    assert_eq!(value(&planned).start.first, day("2024-06-15"));
    let other_year = DateContext { year: Some(2025), ..DateContext::occurred(day("2026-10-08")) };
    assert_eq!(value(&read_date("12月", &other_year)).start.display(), "2025-12");
}

#[rstest]
#[case("今年3月", "2024-03")]
#[case("去年11月", "2023-11")]
#[case("本月", "2024-05")]
#[case("上月", "2024-04")]
fn words_that_count_from_the_ledger_use_its_day(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(value(&read(text)).start.display(), expected, "{text}");
}

#[rstest]
#[case("2026年1月17日签约", "签约")]
#[case("已开工(2026.4)", "已开工")]
#[case("2026.3.10(补签)", "补签")]
fn words_beside_a_date_become_its_memo(#[case] text: &str, #[case] memo: &str) {
    assert_eq!(value(&read(text)).memo.as_deref(), Some(memo), "{text}");
}

#[rstest]
fn what_says_that_there_is_no_date_yet_is_missing(
    #[values("", "—", "/", "待定", "未定", "无", "尽快", "尽快开工", "未开工", "否", "×", "尚未签约", "暂未开工")] text: &str,
) {
    assert!(read(text).is_missing(), "{text}: {:?}", read(text));
}

#[rstest]
#[case("2024年2月30日", Rule::ImpossibleDate)]
#[case("2024.13", Rule::ImpossibleDate)]
#[case("2024.4.31", Rule::ImpossibleDate)]
#[case("20240231", Rule::ImpossibleDate)]
#[case("13月", Rule::ImpossibleDate)]
#[case("3.32", Rule::ImpossibleDate)]
#[case("签约后3个月", Rule::RelativeDate)]
#[case("供地后6个月内", Rule::RelativeDate)]
#[case("签约后3月", Rule::RelativeDate)]
#[case("已开工", Rule::TickWithoutDate)]
#[case("√", Rule::TickWithoutDate)]
#[case("#REF!", Rule::ErrorValue)]
#[case("县工信局", Rule::NotADate)]
#[case("13864762229", Rule::NotADate)]
#[case("年产5000吨", Rule::NotADate)]
#[case("3个月", Rule::RelativeDate)]
#[case("2025年3月签框架，2026年4月签合同", Rule::SeveralDates)]
#[case("2024年3-5", Rule::AmbiguousDate)]
#[case("3—5", Rule::AmbiguousDate)]
#[case("3.10/3.15", Rule::SeveralDates)]
#[case("2024年3月10日、15日", Rule::SeveralDates)]
#[case("2024.5.8-2024.3.1", Rule::RangeOrder)]
fn what_cannot_be_trusted_is_refused_with_its_reason(#[case] text: &str, #[case] rule: Rule) {
    let reading = read(text);
    let failure = reading.failure().unwrap_or_else(|| panic!("{text}: {reading:?}"));
    assert_eq!(failure.rule, rule, "{text}: {}", failure.message);
    assert!(failure.message.contains("请"), "{} says what to do", failure.message);
}

#[test]
fn a_serial_day_counts_from_the_epoch_of_its_workbook() {
    assert_eq!(value(&read_serial(45_412.0, false)).start, PartialDate::day(day("2024-04-30")));
    assert_eq!(value(&read_serial(45_412.75, false)).start, PartialDate::day(day("2024-04-30")));
    assert_eq!(value(&read_serial(43_950.0, true)).start, PartialDate::day(day("2024-04-30")));
    for number in [0.0, -1.0, 2024.3, 1e12, f64::NAN, f64::INFINITY] {
        assert_eq!(read_serial(number, false).failure().unwrap().rule, Rule::ImpossibleDate, "{number}");
    }
}

#[rstest]
#[case(45_412.0, "2024-04-30", false)]
#[case(46_148.5, "2026-05-06", false)]
#[case(20_240_315.0, "2024-03-15", false)]
#[case(202_403.0, "2024-03", false)]
#[case(2024.0, "2024", false)]
#[case(2024.12, "2024-12", false)]
#[case(2024.3, "2024-03", false)]
#[case(2024.1, "2024-01", true)]
#[case(3.15, "2024-03-15", false)]
#[case(3.1, "2024-03-01", true)]
fn a_number_in_a_date_column_is_a_serial_or_a_typed_date(#[case] number: f64, #[case] expected: &str, #[case] zero: bool) {
    let reading = read_date_number(number, &context(), false);
    assert_eq!(value(&reading).start.display(), expected, "{number}");
    assert_eq!(reading.mentions(Rule::ExcelDroppedZero), zero, "{number}");
}

proptest! {
    #[test]
    fn a_day_printed_in_any_layout_reads_back(offset in 0_u64..36_000, layout in 0_usize..12) {
        let date = day("2000-01-01") + chrono::Days::new(offset);
        let (y, m, d) = (date.year(), date.month(), date.day());
        let text = match layout {
            0 => format!("{y}-{m:02}-{d:02}"),
            1 => format!("{y}.{m}.{d}"),
            2 => format!("{y}/{m}/{d}"),
            3 => format!("{y}年{m}月{d}日"),
            4 => format!("{y}{m:02}{d:02}"),
            5 => format!("{y}年{m:02}月{d:02}号签约"),
            6 => format!("{y}-{m:02}-{d:02} 00:00:00"),
            7 => format!("{y}．{m}．{d}"),
            8 => format!("{y}年{m}.{d}"),
            9 => format!("计划{y}.{m}.{d}"),
            10 => format!("已开工({y}.{m}.{d})"),
            _ => format!("{:02}.{m}.{d}", y % 100),
        };
        prop_assert_eq!(value(&read(&text)).start, PartialDate::day(date), "{}", text);
    }

    #[test]
    fn a_month_printed_in_any_layout_reads_back(y in 1990_i32..2100, m in 1_u32..=12, layout in 0_usize..6) {
        let text = match layout {
            0 => format!("{y}-{m:02}"),
            1 => format!("{y}.{m}"),
            2 => format!("{y}/{m}"),
            3 => format!("{y}年{m}月"),
            4 => format!("{y}{m:02}"),
            _ => format!("{y}年{m}月份"),
        };
        prop_assert_eq!(value(&read(&text)).start.display(), format!("{y}-{m:02}"), "{}", text);
    }

    #[test]
    fn whatever_a_date_prints_reads_back_as_itself(y in 1990_i32..2100, m in 1_u32..=12, d in 0_usize..3, kind in 0_usize..6) {
        let first = |month, day| NaiveDate::from_ymd_opt(y, month, day).unwrap();
        let date = match kind {
            0 => PartialDate { first: first(1, 1), precision: Precision::Year },
            1 => PartialDate { first: first((m - 1) / 6 * 6 + 1, 1), precision: Precision::Half },
            2 => PartialDate { first: first((m - 1) / 3 * 3 + 1, 1), precision: Precision::Quarter },
            3 => PartialDate { first: first(m, 1), precision: Precision::Month },
            4 => PartialDate { first: first(m, [1, 11, 21][d]), precision: Precision::Decade },
            _ => PartialDate::day(first(m, 28)),
        };
        prop_assert_eq!(value(&read(&date.display())).start, date, "{}", date.display());
    }

    #[test]
    fn a_serial_day_reads_back(offset in 0_u64..36_000) {
        let date = day("2000-01-01") + chrono::Days::new(offset);
        #[expect(clippy::cast_precision_loss, reason = "serial days are small")]
        let serial = (date - day("1899-12-30")).num_days() as f64;
        prop_assert_eq!(value(&read_date_number(serial, &context(), false)).start, PartialDate::day(date));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}") {
        let _ = read(&text);
    }

    #[test]
    fn no_text_of_its_own_words_makes_it_panic(text in "(年|月|日|号|季度|第|上半年|底|初|前|[0-9]{1,4}|\\.|-|—|/|至|约|计划|二|十|今年|上月|\\(|\\)|:|T|Q| ){0,16}") {
        let reading = read(&text);
        if let Some(date) = reading.value() {
            prop_assert!(date.end.is_none_or(|end| end.first >= date.start.first));
        }
    }

    #[test]
    fn no_number_makes_it_panic(number: f64, date1904: bool) {
        let _ = read_date_number(number, &context(), date1904);
    }
}
