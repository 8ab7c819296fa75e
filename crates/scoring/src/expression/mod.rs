//! The small language in which a scheme computes: `started / signed`, `arrived ÷ task ≥ 20%`, `if(group == "一类", 0.6, 0.3)`.
//!
//! Exact decimals, no floats. Names stand for the measures of a unit. Every part knows its place in the file, so
//! that a fault found while computing points to where it was written.

mod compute;
mod kind;
mod lexer;
mod parser;

use rust_decimal::Decimal;

use crate::place::{Code, Span};

pub(crate) use compute::{Computing, Names, Value};
pub(crate) use kind::Kind;
pub(crate) use parser::{Origin, parse};

/// The longest text of an expression, in characters.
pub(crate) const MAX_CHARS: usize = 1000;
/// How deep brackets may nest.
pub(crate) const MAX_DEPTH: usize = 40;

/// An expression as read.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    /// As it was written.
    pub(crate) text: String,
    pub(crate) root: Node,
}

/// A part of an expression with its place in the file.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) span: Span,
}

#[derive(Clone, Debug)]
pub(crate) enum NodeKind {
    Number(Decimal),
    Text(String),
    Name(String),
    Negate(Box<Node>),
    Arithmetic(Operator, Box<Node>, Box<Node>),
    Compare(Comparison, Box<Node>, Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    Not(Box<Node>),
    /// Condition, what holds then, what holds otherwise.
    If(Box<Node>, Box<Node>, Box<Node>),
    Call(Function, Vec<Node>),
    /// The score of an indicator, by its id.
    Score(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Less,
    AtMost,
    Greater,
    AtLeast,
    Equal,
    Unequal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    Min,
    Max,
    Sum,
    Average,
    Count,
    Absolute,
    /// Half up, to the decimals of its second argument.
    Round,
    /// Without what is behind the point.
    Whole,
}

/// Names of functions as they are written.
pub(crate) const FUNCTIONS: [(&str, Function); 8] = [
    ("min", Function::Min),
    ("max", Function::Max),
    ("sum", Function::Sum),
    ("avg", Function::Average),
    ("count", Function::Count),
    ("abs", Function::Absolute),
    ("round", Function::Round),
    ("int", Function::Whole),
];

/// What is wrong in an expression, or came up while it was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where; in the units' text where `in_units`, else in the scheme's.
    pub(crate) span: Span,
    pub(crate) in_units: bool,
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) remedy: String,
}

impl Fault {
    pub(crate) fn new(span: Span, code: Code, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { span, in_units: false, code, message: message.into(), remedy: remedy.into() }
    }

    pub(crate) fn in_units(self) -> Self {
        Self { in_units: true, ..self }
    }
}

impl Expression {
    /// An expression that is a plain number.
    pub(crate) fn number(value: Decimal, text: &str, span: Span) -> Self {
        Self { text: text.to_owned(), root: Node { kind: NodeKind::Number(value), span } }
    }

    pub(crate) fn span(&self) -> Span {
        self.root.span
    }

    /// Every name with its place, in the order of the text.
    pub(crate) fn names(&self) -> Vec<(&str, Span)> {
        let mut names = Vec::new();
        self.root.visit(&mut |node| {
            if let NodeKind::Name(name) = &node.kind {
                names.push((name.as_str(), node.span));
            }
        });
        names
    }

    /// Every indicator whose score is asked for, with its place.
    pub(crate) fn scores(&self) -> Vec<(&str, Span)> {
        let mut scores = Vec::new();
        self.root.visit(&mut |node| {
            if let NodeKind::Score(id) = &node.kind {
                scores.push((id.as_str(), node.span));
            }
        });
        scores
    }
}

impl Node {
    fn visit<'n>(&'n self, see: &mut impl FnMut(&'n Self)) {
        see(self);
        match &self.kind {
            NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Name(_) | NodeKind::Score(_) => {}
            NodeKind::Negate(part) | NodeKind::Not(part) => part.visit(see),
            NodeKind::Arithmetic(_, left, right)
            | NodeKind::Compare(_, left, right)
            | NodeKind::And(left, right)
            | NodeKind::Or(left, right) => {
                left.visit(see);
                right.visit(see);
            }
            NodeKind::If(condition, then, otherwise) => {
                condition.visit(see);
                then.visit(see);
                otherwise.visit(see);
            }
            NodeKind::Call(_, arguments) => arguments.iter().for_each(|argument| argument.visit(see)),
        }
    }
}
