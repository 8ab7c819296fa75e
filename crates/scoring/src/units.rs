//! The units and their figures: `{"month": 9, "units": {"甲县": {"group": "县区", "funds": 8.6, "scores": [90, 85]}}}`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::number;
use crate::place::{Code, Document, Problem, Source, Span};

/// The most units that are taken.
const MAX_UNITS: usize = 5000;
/// The most figures in one list.
const MAX_LIST: usize = 10_000;

/// Units with their figures, as read. Keys beside `month` and `units` are not looked at.
#[derive(Clone, Debug)]
pub struct Units {
    pub(crate) source: Source,
    /// The month that the figures reach to, 1 to 12, where the text says it.
    pub month: Option<u32>,
    pub(crate) list: Vec<Unit>,
}

/// One assessed unit.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) name: String,
    /// The group that it is compared in.
    pub(crate) group: Option<(String, Span)>,
    pub(crate) span: Span,
    pub(crate) measures: BTreeMap<String, Figures>,
}

/// What a unit has for a measure.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    pub(crate) numbers: Numbers,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum Numbers {
    One(Decimal),
    Many(Vec<Decimal>),
}

impl Units {
    /// Reads the text.
    ///
    /// # Errors
    /// Every fault found, in the order of the text: no JSON, the same unit twice, text where a number belongs.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let source = Source::new(Document::Units, text);
        let mut reader = Reader { source: &source, problems: Vec::new() };
        let read = reader.document();
        let mut problems = reader.problems;
        problems.sort();
        match read {
            Some((month, units)) if problems.is_empty() => Ok(Self { source, month, list: units }),
            _ => Err(problems),
        }
    }

    /// The names of the units, in the order of the text.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|unit| unit.name.as_str())
    }
}

/// The entries of a JSON object in their order, with values not yet looked into.
struct Entries<'t>(Vec<(String, &'t RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

struct Reader<'s> {
    source: &'s Source,
    problems: Vec<Problem>,
}

impl<'s> Reader<'s> {
    fn report(&mut self, span: Span, code: Code, message: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(self.source.problem(span, code, message, remedy));
    }

    fn document(&mut self) -> Option<(Option<u32>, Vec<Unit>)> {
        // The whole text is checked first, so that a slip of JSON is told where it is and not inside a part.
        let source = self.source;
        let whole: &'s RawValue = match serde_json::from_str(source.text()) {
            Ok(whole) => whole,
            Err(error) => {
                let at = offset(source.text(), error.line(), error.column());
                self.report(
                    Span { start: at, end: at },
                    Code::Syntax,
                    "这里不符合 JSON 的写法",
                    "检查引号、逗号、括号是否成对,最后一项后面不要逗号,数字不要写成 1,000 或 .5",
                );
                return None;
            }
        };
        let entries = self.entries(whole, "单位数据应是一个对象")?;
        let mut month = None;
        let mut units = None;
        for (key, value) in entries {
            match key.as_str() {
                "month" => month = self.month(value),
                "units" => units = self.units(value),
                _ => {}
            }
        }
        if units.is_none() && self.problems.is_empty() {
            self.report(
                self.source.span_of(whole.get()),
                Code::MissingKey,
                "没有 units",
                "写成 {\"month\": 9, \"units\": {\"甲县\": {…}}}",
            );
        }
        units.map(|units| (month, units))
    }

    fn entries(&mut self, value: &'s RawValue, wrong: &str) -> Option<Vec<(String, &'s RawValue)>> {
        if let Ok(Entries(entries)) = serde_json::from_str(value.get()) {
            return Some(entries);
        }
        self.report(
            self.source.span_of(value.get()),
            Code::BadValue,
            format!("{wrong},读到 {}", excerpt(value.get())),
            "写成 { \"名称\": 值, … }",
        );
        None
    }

    fn month(&mut self, value: &'s RawValue) -> Option<u32> {
        let month = value.get().parse().ok().filter(|month| (1..=12).contains(month));
        if month.is_none() && value.get() != "null" {
            self.report(
                self.source.span_of(value.get()),
                Code::Month,
                format!("month 应是 1 到 12 的整数,读到 {}", excerpt(value.get())),
                "写成 \"month\": 9",
            );
        }
        month
    }

    fn units(&mut self, value: &'s RawValue) -> Option<Vec<Unit>> {
        let entries = self.entries(value, "units 应是一个对象")?;
        if entries.len() > MAX_UNITS {
            self.report(self.source.span_of(value.get()), Code::TooLarge, format!("单位超过 {MAX_UNITS} 个"), "分几次计算");
            return None;
        }
        if entries.is_empty() {
            self.report(self.source.span_of(value.get()), Code::MissingKey, "units 里一个单位也没有", "至少写一个单位和它的指标值");
        }
        let mut seen = BTreeSet::new();
        let mut units = Vec::with_capacity(entries.len());
        for (name, value) in entries {
            let span = self.source.span_of(value.get());
            if !seen.insert(name.clone()) {
                self.report(span, Code::Duplicate, format!("单位「{name}」写了两次"), "合并成一个,或改正其中一个的名称");
                continue;
            }
            if let Some(unit) = self.unit(name, span, value) {
                units.push(unit);
            }
        }
        Some(units)
    }

    fn unit(&mut self, name: String, span: Span, value: &'s RawValue) -> Option<Unit> {
        let entries = self.entries(value, &format!("单位「{name}」应是一个对象"))?;
        let mut unit = Unit { name, group: None, span, measures: BTreeMap::new() };
        for (key, value) in entries {
            let span = self.source.span_of(value.get());
            if key == "group" {
                match serde_json::from_str::<String>(value.get()) {
                    Ok(group) if unit.group.is_none() => unit.group = Some((group, span)),
                    Ok(_) => self.duplicate(&unit.name, &key, span),
                    Err(_) => self.report(
                        span,
                        Code::BadValue,
                        format!("「{}」的 group 应是文字,读到 {}", unit.name, excerpt(value.get())),
                        "写成 \"group\": \"县区\"",
                    ),
                }
                continue;
            }
            let Some(numbers) = self.numbers(&unit.name, &key, value) else { continue };
            if unit.measures.insert(key.clone(), Figures { numbers, span }).is_some() {
                self.duplicate(&unit.name, &key, span);
            }
        }
        Some(unit)
    }

    fn duplicate(&mut self, unit: &str, key: &str, span: Span) {
        self.report(span, Code::Duplicate, format!("「{unit}」的「{key}」写了两次"), "删去一个");
    }

    fn numbers(&mut self, unit: &str, key: &str, value: &'s RawValue) -> Option<Numbers> {
        if !value.get().starts_with('[') {
            return self.number(unit, key, value).map(Numbers::One);
        }
        let parts: Vec<&'s RawValue> = serde_json::from_str(value.get()).unwrap_or_default();
        if parts.len() > MAX_LIST {
            self.report(
                self.source.span_of(value.get()),
                Code::TooLarge,
                format!("「{unit}」的「{key}」超过 {MAX_LIST} 个数"),
                "先在别处汇总",
            );
            return None;
        }
        let mut numbers = Vec::with_capacity(parts.len());
        for part in parts {
            numbers.push(self.number(unit, key, part)?);
        }
        Some(Numbers::Many(numbers))
    }

    fn number(&mut self, unit: &str, key: &str, value: &'s RawValue) -> Option<Decimal> {
        let text = value.get();
        let numeric = text.starts_with(|char: char| char == '-' || char.is_ascii_digit());
        let number = if numeric { number::read(text) } else { None };
        if number.is_none() {
            let remedy = match text {
                "null" => "没有就写 0;确实缺数时请补报".to_owned(),
                _ if numeric => "位数太多,请四舍五入后再填".to_owned(),
                _ => match serde_json::from_str::<String>(text).ok().filter(|text| number::read(text).is_some()) {
                    Some(inner) => format!("去掉引号,写成 {inner}"),
                    None => "写成数字,例如 8.6;单位在方案里注明,这里不写".to_owned(),
                },
            };
            self.report(
                self.source.span_of(text),
                Code::NotANumber,
                format!("「{unit}」的「{key}」应是数字,读到 {}", excerpt(text)),
                remedy,
            );
        }
        number
    }
}

fn excerpt(text: &str) -> String {
    let mut shown: String = text.chars().take(30).collect();
    if text.chars().nth(30).is_some() {
        shown.push('…');
    }
    shown
}

/// Offset of a place as `serde_json` names it: lines from 1, columns in bytes from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> (usize, usize, Code, String) {
        let problem = Units::parse(text).unwrap_err().swap_remove(0);
        (problem.line, problem.column, problem.code, problem.remedy)
    }

    #[test]
    fn figures_are_read_exactly_with_the_month_and_the_groups() {
        let units =
            Units::parse(r#"{"month": 3, "units": {"专班1": {"group": "g", "arrived": 2.10, "r": [90, 80.5]}}, "note": 1}"#).unwrap();
        assert_eq!(units.month, Some(3));
        let unit = &units.list[0];
        assert_eq!(unit.group.as_ref().unwrap().0, "g");
        assert!(matches!(unit.measures["arrived"].numbers, Numbers::One(value) if value == Decimal::new(21, 1)));
        assert!(matches!(&unit.measures["r"].numbers, Numbers::Many(values) if values.len() == 2));
    }

    #[test]
    fn text_where_a_number_belongs_is_refused_with_its_place() {
        let (line, column, code, remedy) = first("{\"month\": 9, \"units\": {\n  \"甲\": {\"funds\": \"8.6\"}\n}}");
        assert_eq!((line, column, code), (2, 18, Code::NotANumber));
        assert_eq!(remedy, "去掉引号,写成 8.6");
    }

    #[test]
    fn the_same_unit_or_figure_twice_is_refused() {
        assert_eq!(first(r#"{"units": {"甲": {"a": 1}, "甲": {"a": 2}}}"#).2, Code::Duplicate);
        assert_eq!(first(r#"{"units": {"甲": {"a": 1, "a": 2}}}"#).2, Code::Duplicate);
    }

    #[test]
    fn a_slip_of_json_is_told_where_it_is() {
        let (line, column, code, _) = first("{\"units\": {\n  \"甲\": {\"a\": 1,}\n}}");
        assert_eq!((line, column, code), (2, 16, Code::Syntax));
    }

    #[test]
    fn a_month_that_is_none_is_refused() {
        assert_eq!(first(r#"{"month": 13, "units": {"甲": {}}}"#).2, Code::Month);
        assert_eq!(first(r#"{"month": "9月", "units": {"甲": {}}}"#).2, Code::Month);
    }
}
