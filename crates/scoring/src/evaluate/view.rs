//! What names stand for in the expressions of one unit.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Sheet;
use crate::expression::{Computing, Expression, Fault, Names, NodeKind, Value};
use crate::formula::Quantity;
use crate::number;
use crate::peers::Standing;
use crate::place::{Code, Span};
use crate::result::ScoreLine;
use crate::units::{Numbers, Unit};

/// A unit that is scored.
pub(super) struct Subject<'a> {
    pub(super) unit: &'a Unit,
    pub(super) group: Option<&'a str>,
    /// Measures that follow from others, once computed, with their notes.
    known: RefCell<BTreeMap<String, (Value, Vec<String>)>>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(unit: &'a Unit, group: Option<&'a str>) -> Self {
        Self { unit, group, known: RefCell::default() }
    }
}

/// One unit, as expressions see it; gates also see what it has got.
pub(super) struct View<'s, 'a> {
    pub(super) sheet: &'s Sheet<'a>,
    pub(super) subject: &'s Subject<'a>,
    pub(super) got: Option<(Decimal, &'s [ScoreLine])>,
}

impl Names for View<'_, '_> {
    fn value(&self, name: &str, span: Span, notes: &mut Vec<String>) -> Result<Value, Fault> {
        match name {
            "month" => return self.sheet.month(span).map(|month| Value::Number(Decimal::from(month).into())),
            "group" => return Ok(Value::Text(self.subject.group.unwrap_or_default().to_owned())),
            "total" => {
                if let Some((total, _)) = self.got {
                    return Ok(Value::Number(total.into()));
                }
            }
            _ => {}
        }
        let declared = self.sheet.scheme.measures.get(name);
        if let Some(expr) = declared.and_then(|measure| measure.expr.as_ref()) {
            if let Some((value, told)) = self.subject.known.borrow().get(name) {
                notes.extend(told.iter().cloned());
                return Ok(value.clone());
            }
            let mut computing = Computing::new(self);
            let value = computing.value(expr)?;
            notes.extend(computing.notes.iter().cloned());
            self.subject.known.borrow_mut().insert(name.to_owned(), (value.clone(), computing.notes));
            return Ok(value);
        }
        if let Some(figures) = self.subject.unit.measures.get(name) {
            return Ok(match &figures.numbers {
                Numbers::One(number) => Value::Number((*number).into()),
                Numbers::Many(numbers) => Value::Numbers(numbers.clone()),
            });
        }
        if let Some(default) = declared.and_then(|measure| measure.default) {
            return Ok(Value::Number(default.into()));
        }
        let title = self.sheet.scheme.measure_name(name);
        let title = if title == name { String::new() } else { format!("({title})") };
        Err(Fault::new(
            self.subject.unit.span,
            Code::MissingValue,
            format!("「{}」缺少「{name}」{title}", self.subject.unit.name),
            format!("补上 \"{name}\": 数值,没有就写 0"),
        )
        .in_units())
    }

    fn score(&self, id: &str, span: Span) -> Result<Value, Fault> {
        let Some((_, lines)) = self.got else {
            return Err(Fault::new(span, Code::BadValue, "score 只能用在 gate 的 when 里", "这里改用指标值"));
        };
        // An indicator that is not for this unit's group gives it nothing.
        let score = lines.iter().find(|line| line.id == id).map_or(Decimal::ZERO, |line| line.score);
        Ok(Value::Number(score.into()))
    }
}

impl<'a> Sheet<'a> {
    /// The month, where something asks for it.
    pub(super) fn month(&self, span: Span) -> Result<u32, Fault> {
        self.month.ok_or_else(|| {
            Fault::new(span, Code::Month, "这里按月份计算,却不知道是几月", "在单位数据里写 \"month\": 9,或在命令行加 --month 9")
        })
    }

    pub(super) fn view(&self, at: usize) -> Option<View<'_, 'a>> {
        self.subjects.get(at).map(|subject| View { sheet: self, subject, got: None })
    }

    /// What an expression gives for a unit; notes are added to `notes`.
    pub(super) fn value(&self, expression: &Expression, at: usize, notes: &mut Vec<String>) -> Result<Value, Fault> {
        let Some(view) = self.view(at) else { return Err(nobody(expression.span())) };
        let mut computing = Computing::new(&view);
        let value = computing.value(expression);
        notes.append(&mut computing.notes);
        value.map_err(|fault| named(fault, &view.subject.unit.name))
    }

    /// A number, or what is above every number.
    pub(super) fn standing(&self, expression: &Expression, at: usize, notes: &mut Vec<String>) -> Result<Standing, Fault> {
        match self.value(expression, at, notes)? {
            Value::Number(quantity) => Ok(Standing::Number(quantity)),
            Value::Boundless => Ok(Standing::Boundless),
            _ => Err(self.no_number(expression, at)),
        }
    }

    pub(super) fn number(&self, expression: &Expression, at: usize, notes: &mut Vec<String>) -> Result<Quantity, Fault> {
        match self.standing(expression, at, notes)? {
            Standing::Number(quantity) => Ok(quantity),
            Standing::Boundless => {
                let fault = Fault::new(
                    expression.span(),
                    Code::Arithmetic,
                    "这里除以了零,得不出数",
                    "写明分母为零时怎么算,例如 if(b == 0, 0, a / b)",
                );
                Err(named(fault, self.name(at)))
            }
        }
    }

    /// Whether a condition holds.
    pub(super) fn holds(&self, condition: &Expression, at: usize, notes: &mut Vec<String>) -> Result<bool, Fault> {
        match self.value(condition, at, notes)? {
            Value::Truth(truth) => Ok(truth),
            Value::Truths(_) => {
                let fault = Fault::new(condition.span(), Code::BadValue, "条件对一组数各有各的结果", "用 count(条件) > 0 之类的写法");
                Err(named(fault, self.name(at)))
            }
            _ => Err(named(Fault::new(condition.span(), Code::BadValue, "这里应是比较", "写出与什么比较,例如 > 0"), self.name(at))),
        }
    }

    pub(super) fn name(&self, at: usize) -> &'a str {
        self.subjects.get(at).map_or("", |subject| subject.unit.name.as_str())
    }

    fn no_number(&self, expression: &Expression, at: usize) -> Fault {
        let fault = Fault::new(
            expression.span(),
            Code::NotANumber,
            "这里应是一个数,读到的是一组数",
            "用 sum、avg、count、min 或 max 把它变成一个数",
        );
        named(fault, self.name(at))
    }

    /// How an expression is called in words: the measure's name, or the expression as written.
    pub(super) fn title<'e>(&'e self, expression: &'e Expression) -> &'e str {
        match &expression.root.kind {
            NodeKind::Name(name) => self.scheme.measure_name(name),
            _ => &expression.text,
        }
    }

    /// A value with the unit of its measure.
    pub(super) fn figure(&self, expression: &Expression, value: Decimal) -> String {
        let unit = match &expression.root.kind {
            NodeKind::Name(name) => self.scheme.measures.get(name).and_then(|measure| measure.unit.as_deref()),
            _ => None,
        };
        // A quotient is shown shortened: the formula beside it has it in full.
        format!("{}{}", number::show(number::round(value, 4)), unit.unwrap_or_default())
    }

    /// The measures that a condition looks at, with their values.
    pub(super) fn looked_at(&self, condition: &Expression, at: usize) -> String {
        let mut told: Vec<String> = Vec::new();
        for (name, _) in condition.names() {
            let figures = self.subjects.get(at).and_then(|subject| subject.unit.measures.get(name));
            if let Some(Numbers::One(number)) = figures.map(|figures| &figures.numbers) {
                let one = format!("{} = {}", self.scheme.measure_name(name), number::show(*number));
                if !told.contains(&one) {
                    told.push(one);
                }
            }
        }
        if told.is_empty() { String::new() } else { format!("({})", told.join(",")) }
    }
}

/// A fault that came up for one unit names it.
pub(super) fn named(fault: Fault, unit: &str) -> Fault {
    if fault.in_units || fault.code == Code::Month {
        fault
    } else {
        Fault { message: format!("{}(单位「{unit}」)", fault.message), ..fault }
    }
}

fn nobody(span: Span) -> Fault {
    Fault::new(span, Code::MissingValue, "没有这个单位", "检查单位数据")
}
