//! The keys of one TOML table: each is asked for by kind, and what nobody asked for is told.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use crate::expression::{Expression, Fault, Kind, Origin, parse};
use crate::number;
use crate::place::{Code, Problem, Source, Span, nearest};

/// A value of the file with its place.
pub(super) type Entry<'s> = Spanned<DeValue<'s>>;

/// What reading gathers: faults, and the names that expressions use.
pub(super) struct Reading<'s> {
    pub(super) source: &'s Source,
    pub(super) problems: Vec<Problem>,
    pub(super) references: Vec<(String, Span)>,
    /// Indicators whose scores gates ask for.
    pub(super) scores: Vec<(String, Span)>,
}

impl<'s> Reading<'s> {
    pub(super) fn new(source: &'s Source) -> Self {
        Self { source, problems: Vec::new(), references: Vec::new(), scores: Vec::new() }
    }

    pub(super) fn report(&mut self, span: impl Into<Span>, code: Code, message: impl Into<String>, remedy: impl Into<String>) {
        let problem = self.source.problem(span.into(), code, message, remedy);
        // A table that is read once for each group tells its faults once.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn fault(&mut self, fault: Fault) {
        self.report(fault.span, fault.code, fault.message, fault.remedy);
    }

    /// A number; text and anything else is refused.
    pub(super) fn number(&mut self, entry: &Entry<'_>, what: &str) -> Option<Decimal> {
        let read = match entry.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => number::read(integer.as_str()),
            DeValue::Float(float) => number::read(float.as_str()),
            _ => None,
        };
        if read.is_none() {
            let written = self.source.slice(entry.span().into()).trim().to_owned();
            let remedy = match entry.get_ref() {
                DeValue::String(text) if number::read(text).is_some() => format!("去掉引号,写成 {text}"),
                DeValue::Integer(_) | DeValue::Float(_) => "写成普通的十进制数,不超过 28 位".to_owned(),
                _ => "写成数字,不加引号,例如 20".to_owned(),
            };
            self.report(entry.span(), Code::NotANumber, format!("{what}应是数字,读到 {}", shorten(&written)), remedy);
        }
        read
    }

    pub(super) fn text<'t>(&mut self, entry: &'t Entry<'_>, what: &str) -> Option<&'t str> {
        let text = entry.get_ref().as_str();
        if text.is_none() {
            let written = shorten(self.source.slice(entry.span().into()));
            self.report(entry.span(), Code::BadValue, format!("{what}应是文字,读到 {written}"), "加上引号");
        }
        text
    }

    pub(super) fn array<'t, 'i>(&mut self, entry: &'t Entry<'i>, what: &str) -> Option<&'t DeArray<'i>> {
        let array = entry.get_ref().as_array();
        if array.is_none() {
            let written = shorten(self.source.slice(entry.span().into()));
            self.report(entry.span(), Code::BadValue, format!("{what}应是一列,读到 {written}"), "写成 [ …, … ]");
        }
        array
    }

    pub(super) fn table<'t, 'i>(&mut self, entry: &'t Entry<'i>, what: &str) -> Option<&'t DeTable<'i>> {
        let table = entry.get_ref().as_table();
        if table.is_none() {
            let written = shorten(self.source.slice(entry.span().into()));
            self.report(entry.span(), Code::BadValue, format!("{what}应是一组键值,读到 {written}"), "写成 { 键 = 值, … }");
        }
        table
    }

    /// An expression, or a plain number.
    pub(super) fn expression(&mut self, entry: &Entry<'_>, what: &str) -> Option<Expression> {
        let span = Span::from(entry.span());
        if let DeValue::Integer(_) | DeValue::Float(_) = entry.get_ref() {
            let value = self.number(entry, what)?;
            return Some(Expression::number(value, self.source.slice(span), span));
        }
        let Some(text) = entry.get_ref().as_str() else {
            let written = shorten(self.source.slice(span));
            self.report(
                span,
                Code::NotANumber,
                format!("{what}应是数字或算式,读到 {written}"),
                "写数字,或带引号的算式,例如 \"started / signed\"",
            );
            return None;
        };
        let raw = self.source.slice(span);
        let text_start = raw.find(text).filter(|_| !text.is_empty()).map(|at| span.start + at);
        match parse(text, Origin { whole: span, text_start }) {
            Ok(expression) => {
                self.references.extend(expression.names().into_iter().map(|(name, span)| (name.to_owned(), span)));
                self.scores.extend(expression.scores().into_iter().map(|(id, span)| (id.to_owned(), span)));
                Some(expression)
            }
            Err(fault) => {
                self.fault(fault);
                None
            }
        }
    }

    /// An expression that gives figures.
    pub(super) fn figures(&mut self, entry: &Entry<'_>, what: &str) -> Option<Expression> {
        let expression = self.expression(entry, what)?;
        match expression.kind() {
            Ok(Kind::Number | Kind::Measure) => Some(expression),
            Ok(Kind::Truth) => {
                self.report(expression.span(), Code::NotANumber, format!("{what}应是数字,写的是比较"), "用 if(比较, 1, 0) 把它变成数字");
                None
            }
            Ok(Kind::Text) => {
                self.report(expression.span(), Code::NotANumber, format!("{what}应是数字,写的是文字"), "写数字、指标名称或算式");
                None
            }
            Err(fault) => {
                self.fault(fault);
                None
            }
        }
    }

    /// An expression that gives how many: figures, or a condition over the projects of a list.
    pub(super) fn counted(&mut self, entry: &Entry<'_>, what: &str) -> Option<Expression> {
        let expression = self.expression(entry, what)?;
        match expression.kind() {
            Ok(Kind::Text) => {
                self.report(expression.span(), Code::NotANumber, format!("{what}应是个数,写的是文字"), "写指标名称或算式");
                None
            }
            Ok(_) => Some(expression),
            Err(fault) => {
                self.fault(fault);
                None
            }
        }
    }

    /// An expression that holds or not.
    pub(super) fn condition(&mut self, entry: &Entry<'_>, what: &str) -> Option<Expression> {
        let expression = self.expression(entry, what)?;
        match expression.kind() {
            Ok(Kind::Truth) => Some(expression),
            Ok(_) => {
                self.report(expression.span(), Code::BadValue, format!("{what}应是比较"), "写出与什么比较,例如 \"funds >= task * 0.2\"");
                None
            }
            Err(fault) => {
                self.fault(fault);
                None
            }
        }
    }
}

/// A table of the file while its keys are read.
pub(super) struct Fields<'t, 'i> {
    pub(super) table: &'t DeTable<'i>,
    pub(super) span: Span,
    /// What it is, for messages: 指标「到位资金」.
    pub(super) what: String,
    asked: BTreeSet<&'static str>,
}

impl<'t, 'i> Fields<'t, 'i> {
    pub(super) fn new(table: &'t DeTable<'i>, span: impl Into<Span>, what: impl Into<String>) -> Self {
        Self { table, span: span.into(), what: what.into(), asked: BTreeSet::new() }
    }

    pub(super) fn get(&mut self, key: &'static str) -> Option<&'t Entry<'i>> {
        self.asked.insert(key);
        self.table.get(key)
    }

    fn label(&self, key: &str) -> String {
        format!("{}的 {key} ", self.what)
    }

    pub(super) fn number(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Option<Decimal> {
        let entry = self.get(key)?;
        reading.number(entry, &self.label(key))
    }

    /// A number that is not below zero.
    pub(super) fn amount(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Option<Decimal> {
        self.within(key, Decimal::ZERO, Decimal::MAX, "不能是负数", reading)
    }

    pub(super) fn within(
        &mut self,
        key: &'static str,
        least: Decimal,
        most: Decimal,
        rule: &str,
        reading: &mut Reading<'_>,
    ) -> Option<Decimal> {
        let entry = self.get(key)?;
        let value = reading.number(entry, &self.label(key))?;
        if value < least || value > most {
            reading.report(entry.span(), Code::BadValue, format!("{}{rule},读到 {}", self.label(key), number::show(value)), "改正这个数");
            return None;
        }
        Some(value)
    }

    pub(super) fn whole(&mut self, key: &'static str, least: u32, most: u32, reading: &mut Reading<'_>) -> Option<u32> {
        let entry = self.get(key)?;
        let value = reading.number(entry, &self.label(key))?;
        let whole = value.is_integer().then(|| value.to_u32()).flatten().filter(|whole| (least..=most).contains(whole));
        if whole.is_none() {
            let read = number::show(value);
            reading.report(
                entry.span(),
                Code::BadValue,
                format!("{}应是 {least} 到 {most} 的整数,读到 {read}", self.label(key)),
                "改正这个数",
            );
        }
        whole
    }

    pub(super) fn text(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Option<&'t str> {
        let entry = self.get(key)?;
        reading.text(entry, &self.label(key))
    }

    pub(super) fn flag(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Option<bool> {
        let entry = self.get(key)?;
        let flag = entry.get_ref().as_bool();
        if flag.is_none() {
            reading.report(entry.span(), Code::BadValue, format!("{}应是 true 或 false", self.label(key)), "写成 true 或 false,不加引号");
        }
        flag
    }

    /// One of several words, as what it stands for.
    pub(super) fn choice<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)], reading: &mut Reading<'_>) -> Option<T> {
        let entry = self.get(key)?;
        let text = reading.text(entry, &self.label(key))?;
        let found = words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
            reading.report(
                entry.span(),
                Code::BadValue,
                format!("{}没有「{text}」这种写法", self.label(key)),
                format!("可以写:{}", known.join("、")),
            );
        }
        found
    }

    pub(super) fn texts(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Vec<(String, Span)> {
        let Some(entry) = self.get(key) else { return Vec::new() };
        let label = self.label(key);
        let Some(array) = reading.array(entry, &label) else { return Vec::new() };
        array.iter().filter_map(|entry| Some((reading.text(entry, &label)?.to_owned(), entry.span().into()))).collect()
    }

    pub(super) fn figures(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Option<Expression> {
        let entry = self.get(key)?;
        reading.figures(entry, &self.label(key))
    }

    pub(super) fn condition(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Option<Expression> {
        let entry = self.get(key)?;
        reading.condition(entry, &self.label(key))
    }

    /// The entries of an array of tables, `[[key]]`.
    pub(super) fn tables(&mut self, key: &'static str, reading: &mut Reading<'_>) -> Vec<(&'t DeTable<'i>, Span)> {
        let Some(entry) = self.get(key) else { return Vec::new() };
        let label = self.label(key);
        let Some(array) = reading.array(entry, &label) else { return Vec::new() };
        array.iter().filter_map(|entry| Some((reading.table(entry, &label)?, entry.span().into()))).collect()
    }

    /// Tells that a key is missing.
    pub(super) fn missing(&self, key: &str, remedy: &str, reading: &mut Reading<'_>) {
        reading.report(self.head(reading.source), Code::MissingKey, format!("{}缺少 {key}", self.what), remedy);
    }

    /// The first line of the table: `[[indicator]]` or the opening brace.
    fn head(&self, source: &Source) -> Span {
        let first = source.slice(self.span).lines().next().map_or(0, |line| line.trim_end().len());
        Span { start: self.span.start, end: self.span.start + first }
    }

    /// Tells the keys that nobody asked for.
    pub(super) fn finish(self, reading: &mut Reading<'_>) {
        for key in self.table.keys() {
            let name: &str = key.get_ref();
            if !self.asked.contains(name) {
                let remedy = nearest(name, self.asked.iter().copied()).map_or_else(
                    || format!("这里可以写:{}", self.asked.iter().copied().collect::<Vec<_>>().join("、")),
                    |near| format!("是否想写 {near};不需要就删去"),
                );
                reading.report(key.span(), Code::UnknownKey, format!("{}没有「{name}」这一项", self.what), remedy);
            }
        }
    }
}

fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(30).collect();
    if line.chars().nth(30).is_some() {
        short.push('…');
    }
    short
}
