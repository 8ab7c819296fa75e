//! An expression over the figures of a unit.
//!
//! A division by zero has a meaning in assessments (assessment rules, conventions): what is above zero counts as more
//! than any target, what is not as nothing. So `3 / 0` is [`Value::Boundless`] and `0 / 0` is 0, and both are noted.

use rust_decimal::Decimal;

use super::{Comparison, Expression, Fault, Function, Node, NodeKind, Operator};
use crate::formula::{Formula, Quantity, places};
use crate::place::{Code, Span};

/// What an expression gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Number(Quantity),
    /// Above zero divided by zero: more than any number.
    Boundless,
    Truth(bool),
    Text(String),
    /// A column of figures, one for each project or rater.
    Numbers(Vec<Decimal>),
    /// What a comparison says of each of a column.
    Truths(Vec<bool>),
}

/// What names stand for.
pub(crate) trait Names {
    /// The value of a name, or why there is none. `span` is where the name is written.
    fn value(&self, name: &str, span: Span, notes: &mut Vec<String>) -> Result<Value, Fault>;

    /// The score of an indicator, in gates.
    fn score(&self, id: &str, span: Span) -> Result<Value, Fault>;
}

/// One computation, with the notes that it leaves.
pub(crate) struct Computing<'n, N> {
    names: &'n N,
    pub(crate) notes: Vec<String>,
}

impl<'n, N: Names> Computing<'n, N> {
    pub(crate) fn new(names: &'n N) -> Self {
        Self { names, notes: Vec::new() }
    }

    pub(crate) fn value(&mut self, expression: &Expression) -> Result<Value, Fault> {
        self.node(&expression.root)
    }

    fn node(&mut self, node: &Node) -> Result<Value, Fault> {
        match &node.kind {
            NodeKind::Number(number) => Ok(Value::Number((*number).into())),
            NodeKind::Text(text) => Ok(Value::Text(text.clone())),
            NodeKind::Name(name) => self.names.value(name, node.span, &mut self.notes),
            NodeKind::Score(id) => self.names.score(id, node.span),
            NodeKind::Negate(part) => {
                let zero = Value::Number(Decimal::ZERO.into());
                let value = self.node(part)?;
                if let Value::Number(Quantity { formula: Formula::Number(number), .. }) = value {
                    return Ok(Value::Number((-number).into()));
                }
                arithmetic(Operator::Subtract, zero, value, node.span)
            }
            NodeKind::Arithmetic(operator, left, right) => {
                let left = self.node(left)?;
                let right_value = self.node(right)?;
                if *operator == Operator::Divide && is_zero(&right_value) {
                    return self.by_zero(left, node, right);
                }
                arithmetic(*operator, left, right_value, node.span)
            }
            NodeKind::Compare(comparison, left, right) => {
                let left = self.node(left)?;
                let right = self.node(right)?;
                compare(*comparison, left, right, node.span)
            }
            NodeKind::And(left, right) => self.both(left, right, node.span, |left, right| left && right),
            NodeKind::Or(left, right) => self.both(left, right, node.span, |left, right| left || right),
            NodeKind::Not(part) => match self.node(part)? {
                Value::Truth(truth) => Ok(Value::Truth(!truth)),
                Value::Truths(truths) => Ok(Value::Truths(truths.into_iter().map(|truth| !truth).collect())),
                _ => Err(no_truth(part.span)),
            },
            NodeKind::If(condition, then, otherwise) => match self.node(condition)? {
                Value::Truth(true) => self.node(then),
                Value::Truth(false) => self.node(otherwise),
                Value::Truths(_) => Err(Fault::new(
                    condition.span,
                    Code::BadValue,
                    "条件对一组数各有各的结果,不能用来二选一",
                    "用 count(条件) > 0 之类的写法",
                )),
                _ => Err(no_truth(condition.span)),
            },
            NodeKind::Call(function, arguments) => self.call(*function, arguments, node.span),
        }
    }

    fn by_zero(&mut self, left: Value, node: &Node, right: &Node) -> Result<Value, Fault> {
        match left {
            Value::Number(quantity) => {
                let above = quantity.value > Decimal::ZERO;
                self.notes.push(format!("分母为零:{} ÷ 0,{}", quantity.formula, if above { "按超过任何目标计" } else { "按 0 计" }));
                Ok(if above { Value::Boundless } else { Value::Number(Decimal::ZERO.into()) })
            }
            Value::Boundless => Ok(Value::Boundless),
            other => arithmetic(Operator::Divide, other, Value::Number(Decimal::ZERO.into()), node.span)
                .map_err(|fault| Fault { span: right.span, ..fault }),
        }
    }

    fn both(&mut self, left: &Node, right: &Node, span: Span, join: fn(bool, bool) -> bool) -> Result<Value, Fault> {
        match (self.node(left)?, self.node(right)?) {
            (Value::Truth(left), Value::Truth(right)) => Ok(Value::Truth(join(left, right))),
            (Value::Truths(truths), Value::Truth(one)) | (Value::Truth(one), Value::Truths(truths)) => {
                Ok(Value::Truths(truths.into_iter().map(|truth| join(truth, one)).collect()))
            }
            (Value::Truths(left), Value::Truths(right)) if left.len() == right.len() => {
                Ok(Value::Truths(left.into_iter().zip(right).map(|(left, right)| join(left, right)).collect()))
            }
            (Value::Truths(_), Value::Truths(_)) => Err(uneven(span)),
            _ => Err(no_truth(span)),
        }
    }

    fn call(&mut self, function: Function, arguments: &[Node], span: Span) -> Result<Value, Fault> {
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.node(argument)?);
        }
        let list = match values.as_slice() {
            [Value::Numbers(numbers)] => Some(numbers.clone()),
            [Value::Truths(truths)] if function == Function::Count => {
                return Ok(counted(truths.iter().filter(|truth| **truth).count()));
            }
            _ => None,
        };
        match (function, list) {
            (Function::Count, Some(list)) => Ok(counted(list.len())),
            (Function::Count | Function::Sum | Function::Average, None) => Err(needs_list(span)),
            (Function::Sum, Some(list)) => {
                if list.is_empty() {
                    return Ok(Value::Number(Decimal::ZERO.into()));
                }
                finished(Formula::Sum(list.into_iter().map(Formula::Number).collect()), span)
            }
            (Function::Average, Some(list)) => {
                if list.is_empty() {
                    return Err(Fault::new(span, Code::Arithmetic, "一个数也没有,不能求平均", "先用 count 判断是否有数"));
                }
                let count = Formula::Number(Decimal::from(list.len()));
                finished(Formula::Sum(list.into_iter().map(Formula::Number).collect()).divided_by(count), span)
            }
            (Function::Min | Function::Max, Some(list)) => {
                let parts: Vec<_> = list.into_iter().map(Formula::Number).collect();
                finished(if function == Function::Min { Formula::Least(parts) } else { Formula::Greatest(parts) }, span)
            }
            (Function::Min, None) => extreme(values, false, span),
            (Function::Max, None) => extreme(values, true, span),
            (Function::Absolute, _) => finished(Formula::Absolute(Box::new(number(values.into_iter().next(), span)?)), span),
            (Function::Whole, _) => finished(Formula::Whole(Box::new(number(values.into_iter().next(), span)?)), span),
            (Function::Round, _) => {
                let mut values = values.into_iter();
                let value = number(values.next(), span)?;
                let decimals = match values.next() {
                    None => Some(0),
                    Some(decimals) => number(Some(decimals), span)?.value().ok().and_then(places),
                };
                let decimals = decimals
                    .ok_or_else(|| Fault::new(span, Code::BadValue, "round 的小数位数应是 0 到 10 的整数", "写成 round(a / b, 2)"))?;
                finished(Formula::Rounded(Box::new(value), decimals), span)
            }
        }
    }
}

fn arithmetic(operator: Operator, left: Value, right: Value, span: Span) -> Result<Value, Fault> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            let (left, right) = (left.formula, right.formula);
            let formula = match operator {
                Operator::Add => left.plus(right),
                Operator::Subtract => left.minus(right),
                Operator::Multiply => left.times(right),
                Operator::Divide => left.divided_by(right),
            };
            formula.quantity().map(Value::Number).map_err(|_| too_large(span))
        }
        (Value::Boundless, _) | (_, Value::Boundless) => Err(Fault::new(
            span,
            Code::Arithmetic,
            "除以零得出的数不能再参加运算",
            "写明分母为零时怎么算,例如 if(signed == 0, 0, started / signed)",
        )),
        (left, right) => pairs(left, right, span)?
            .into_iter()
            .map(|(left, right)| plain(operator, left, right).ok_or_else(|| too_large(span)))
            .collect::<Result<_, _>>()
            .map(Value::Numbers),
    }
}

fn is_zero(value: &Value) -> bool {
    matches!(value, Value::Number(quantity) if quantity.value.is_zero())
}

fn plain(operator: Operator, left: Decimal, right: Decimal) -> Option<Decimal> {
    match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => left.checked_mul(right),
        // In a column the convention for a zero denominator can only say nothing: there is no boundless element.
        Operator::Divide if right.is_zero() => Some(Decimal::ZERO),
        Operator::Divide => left.checked_div(right),
    }
}

/// Two columns beside each other, or a column beside one number.
fn pairs(left: Value, right: Value, span: Span) -> Result<Vec<(Decimal, Decimal)>, Fault> {
    match (left, right) {
        (Value::Numbers(left), Value::Number(right)) => Ok(left.into_iter().map(|left| (left, right.value)).collect()),
        (Value::Number(left), Value::Numbers(right)) => Ok(right.into_iter().map(|right| (left.value, right)).collect()),
        (Value::Numbers(left), Value::Numbers(right)) if left.len() == right.len() => Ok(left.into_iter().zip(right).collect()),
        (Value::Numbers(_), Value::Numbers(_)) => Err(uneven(span)),
        _ => Err(Fault::new(span, Code::NotANumber, "这里应是数字", "检查两边写的是不是数字或指标名称")),
    }
}

fn compare(comparison: Comparison, left: Value, right: Value, span: Span) -> Result<Value, Fault> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let says = |order| match comparison {
        Comparison::Less => order == Less,
        Comparison::AtMost => order != Greater,
        Comparison::Greater => order == Greater,
        Comparison::AtLeast => order != Less,
        Comparison::Equal => order == Equal,
        Comparison::Unequal => order != Equal,
    };
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Ok(Value::Truth(says(left.value.cmp(&right.value)))),
        (Value::Boundless, Value::Number(_)) => Ok(Value::Truth(says(Greater))),
        (Value::Number(_), Value::Boundless) => Ok(Value::Truth(says(Less))),
        (Value::Boundless, Value::Boundless) => Ok(Value::Truth(says(Equal))),
        (Value::Text(left), Value::Text(right)) => Ok(Value::Truth(says(left.cmp(&right)))),
        (left, right) => Ok(Value::Truths(pairs(left, right, span)?.into_iter().map(|(left, right)| says(left.cmp(&right))).collect())),
    }
}

fn extreme(values: Vec<Value>, greatest: bool, span: Span) -> Result<Value, Fault> {
    let boundless = values.iter().any(|value| matches!(value, Value::Boundless));
    if boundless && greatest {
        return Ok(Value::Boundless);
    }
    let parts = values
        .into_iter()
        .filter(|value| !matches!(value, Value::Boundless))
        .map(|value| number(Some(value), span))
        .collect::<Result<Vec<_>, _>>()?;
    if parts.is_empty() {
        return Ok(Value::Boundless);
    }
    finished(if greatest { Formula::Greatest(parts) } else { Formula::Least(parts) }, span)
}

fn number(value: Option<Value>, span: Span) -> Result<Formula, Fault> {
    match value {
        Some(Value::Number(quantity)) => Ok(quantity.formula),
        Some(Value::Boundless) => {
            Err(Fault::new(span, Code::Arithmetic, "除以零得出的数不能再参加运算", "写明分母为零时怎么算,例如 if(b == 0, 0, a / b)"))
        }
        Some(Value::Numbers(_)) => {
            Err(Fault::new(span, Code::NotANumber, "这里应是一个数,读到的是一组数", "用 sum、avg、count、min 或 max 把它变成一个数"))
        }
        _ => Err(Fault::new(span, Code::NotANumber, "这里应是数字", "检查写的是不是数字或指标名称")),
    }
}

fn finished(formula: Formula, span: Span) -> Result<Value, Fault> {
    formula.quantity().map(Value::Number).map_err(|_| too_large(span))
}

fn counted(count: usize) -> Value {
    Value::Number(Decimal::from(count).into())
}

fn too_large(span: Span) -> Fault {
    Fault::new(span, Code::Arithmetic, "数太大,无法精确计算", "检查单位是否写错,例如把元写成了亿元")
}

fn no_truth(span: Span) -> Fault {
    Fault::new(span, Code::BadValue, "这里应是比较,例如 funds >= 100", "写出与什么比较,例如 > 0")
}

fn uneven(span: Span) -> Fault {
    Fault::new(span, Code::BadValue, "两组数的个数不同,不能逐个对应", "各组数按同一批项目填写,顺序一致,缺的填 0")
}

fn needs_list(span: Span) -> Fault {
    Fault::new(span, Code::BadValue, "sum、avg、count 用于一组数", "单位数据里把这一项写成 [数, 数, …]")
}
