//! What an expression can give, as far as it shows without the figures of a unit.

use super::{Expression, Fault, Function, Node, NodeKind};
use crate::place::Code;

/// What comes out of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    /// True or false, or a list of them.
    Truth,
    Text,
    /// A measure: a number or a list of numbers.
    Measure,
}

impl Expression {
    /// What comes out; refuses what can come out of no figures.
    pub(crate) fn kind(&self) -> Result<Kind, Fault> {
        kind(&self.root)
    }
}

fn kind(node: &Node) -> Result<Kind, Fault> {
    match &node.kind {
        NodeKind::Number(_) | NodeKind::Score(_) => Ok(Kind::Number),
        NodeKind::Text(_) => Ok(Kind::Text),
        NodeKind::Name(name) if name == "group" => Ok(Kind::Text),
        NodeKind::Name(_) => Ok(Kind::Measure),
        NodeKind::Negate(part) => numeric(part),
        NodeKind::Arithmetic(_, left, right) => match (numeric(left)?, numeric(right)?) {
            (Kind::Number, Kind::Number) => Ok(Kind::Number),
            _ => Ok(Kind::Measure),
        },
        NodeKind::Compare(comparison, left, right) => {
            let (left_kind, right_kind) = (kind(left)?, kind(right)?);
            let texts = [left_kind, right_kind].iter().filter(|kind| **kind == Kind::Text).count();
            let equality = matches!(comparison, super::Comparison::Equal | super::Comparison::Unequal);
            if texts == 1 || (texts == 2 && !equality) || left_kind == Kind::Truth || right_kind == Kind::Truth {
                return Err(Fault::new(
                    node.span,
                    Code::BadValue,
                    "这里比较的两边不是同一类东西",
                    "数字与数字比较;文字只能用 == 或 != 与文字比较,例如 group == '县区'",
                ));
            }
            Ok(Kind::Truth)
        }
        NodeKind::And(left, right) | NodeKind::Or(left, right) => {
            truth(left)?;
            truth(right)
        }
        NodeKind::Not(part) => truth(part),
        NodeKind::If(condition, then, otherwise) => {
            truth(condition)?;
            match (kind(then)?, kind(otherwise)?) {
                (left, right) if left == right => Ok(left),
                (Kind::Number | Kind::Measure, Kind::Number | Kind::Measure) => Ok(Kind::Measure),
                _ => Err(Fault::new(node.span, Code::BadValue, "条件两边给出的不是同一类东西", "两边都写数字,或都写比较")),
            }
        }
        NodeKind::Call(function, arguments) => {
            for argument in arguments {
                if *function == Function::Count {
                    kind(argument)?;
                } else {
                    numeric(argument)?;
                }
            }
            Ok(Kind::Number)
        }
    }
}

fn numeric(node: &Node) -> Result<Kind, Fault> {
    match kind(node)? {
        found @ (Kind::Number | Kind::Measure) => Ok(found),
        Kind::Truth => Err(Fault::new(node.span, Code::NotANumber, "这里应是数字,写的是比较", "用 if(比较, 1, 0) 把它变成数字")),
        Kind::Text => Err(Fault::new(node.span, Code::NotANumber, "这里应是数字,写的是文字", "去掉引号,写数字或指标名称")),
    }
}

fn truth(node: &Node) -> Result<Kind, Fault> {
    match kind(node)? {
        Kind::Truth => Ok(Kind::Truth),
        _ => Err(Fault::new(node.span, Code::BadValue, "这里应是比较,例如 funds >= 100", "写出与什么比较,例如 > 0")),
    }
}
