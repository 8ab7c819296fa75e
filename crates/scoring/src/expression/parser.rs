//! Words and signs to an expression. `or` binds loosest, then `and`, `not`, comparison, `+ −`, `× ÷`, sign, `%`.

use rust_decimal::Decimal;

use super::lexer::{Placed, Token, tokens};
use super::{Comparison, Expression, FUNCTIONS, Fault, Function, MAX_CHARS, MAX_DEPTH, Node, NodeKind, Operator};
use crate::place::{Code, Span, nearest};

/// Where the text of an expression stands in its file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    /// The whole value, quotes included.
    pub(crate) whole: Span,
    /// Offset of the text's first byte, where the file has the text as it is, without escapes.
    pub(crate) text_start: Option<usize>,
}

impl Origin {
    fn span(self, start: usize, end: usize) -> Span {
        self.text_start.map_or(self.whole, |base| Span { start: base + start, end: base + end })
    }
}

/// Reads an expression.
pub(crate) fn parse(text: &str, origin: Origin) -> Result<Expression, Fault> {
    if text.chars().count() > MAX_CHARS {
        return Err(Fault::new(
            origin.whole,
            Code::TooLarge,
            format!("算式超过 {MAX_CHARS} 个字符"),
            "把一部分写成 [[measure]] 的 expr,再用它的名称",
        ));
    }
    let tokens =
        tokens(text).map_err(|(start, end, message, remedy)| Fault::new(origin.span(start, end), Code::Syntax, message, remedy))?;
    let mut parser = Parser { tokens, next: 0, origin, end: text.len(), depth: 0 };
    let root = parser.choice()?;
    match parser.peek() {
        None => Ok(Expression { text: text.trim().to_owned(), root }),
        Some(_) => Err(parser.unexpected("算式到这里应已结束", "检查是否漏了运算符或括号")),
    }
}

struct Parser {
    tokens: Vec<Placed>,
    next: usize,
    origin: Origin,
    end: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|placed| &placed.token)
    }

    fn take(&mut self) -> Option<Placed> {
        let placed = self.tokens.get(self.next).cloned();
        self.next += usize::from(placed.is_some());
        placed
    }

    fn accept(&mut self, token: &Token) -> bool {
        let there = self.peek() == Some(token);
        self.next += usize::from(there);
        there
    }

    fn word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Name { text, quoted: false }) if text.eq_ignore_ascii_case(word))
    }

    fn unexpected(&self, message: &str, remedy: &str) -> Fault {
        let (start, end) = self.tokens.get(self.next).map_or((self.end, self.end), |placed| (placed.start, placed.end));
        Fault::new(self.origin.span(start, end), Code::Syntax, message, remedy)
    }

    fn expect(&mut self, token: &Token, message: &str, remedy: &str) -> Result<(), Fault> {
        if self.accept(token) { Ok(()) } else { Err(self.unexpected(message, remedy)) }
    }

    /// From the start of `left` to the last token taken.
    fn node(&self, start: Span, kind: NodeKind) -> Node {
        let end = self.next.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(self.end, |placed| placed.end);
        let end = self.origin.span(end, end).end;
        Node { kind, span: Span { start: start.start, end: end.max(start.end) } }
    }

    /// `a if condition else b`, or what binds tighter.
    fn choice(&mut self) -> Result<Node, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.unexpected("括号或条件嵌套太深", "把一部分写成 [[measure]] 的 expr,再用它的名称"));
        }
        let value = self.either()?;
        let node = if self.word("if") {
            self.next += 1;
            let condition = self.either()?;
            if !self.word("else") {
                return Err(self.unexpected("条件后面缺少 else", "写成 甲 if 条件 else 乙,或 if(条件, 甲, 乙)"));
            }
            self.next += 1;
            let otherwise = self.choice()?;
            self.node(value.span, NodeKind::If(Box::new(condition), Box::new(value), Box::new(otherwise)))
        } else {
            value
        };
        self.depth -= 1;
        Ok(node)
    }

    fn either(&mut self) -> Result<Node, Fault> {
        let mut left = self.both()?;
        while self.accept(&Token::Or) {
            let right = self.both()?;
            left = self.node(left.span, NodeKind::Or(Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Node, Fault> {
        let mut left = self.negation()?;
        while self.accept(&Token::And) {
            let right = self.negation()?;
            left = self.node(left.span, NodeKind::And(Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    fn negation(&mut self) -> Result<Node, Fault> {
        let mut times = 0_usize;
        let start = self.place();
        while self.accept(&Token::Not) {
            times += 1;
        }
        let part = self.comparison()?;
        Ok(if times % 2 == 1 { self.node(start, NodeKind::Not(Box::new(part))) } else { part })
    }

    fn comparison(&mut self) -> Result<Node, Fault> {
        let left = self.sum()?;
        let Some(Token::Comparison(comparison)) = self.peek() else { return Ok(left) };
        let comparison: Comparison = *comparison;
        self.next += 1;
        let right = self.sum()?;
        if matches!(self.peek(), Some(Token::Comparison(_))) {
            return Err(self.unexpected("比较不能连写", "写成两个比较,用 and 连接,例如 0.2 <= a and a < 0.5"));
        }
        Ok(self.node(left.span, NodeKind::Compare(comparison, Box::new(left), Box::new(right))))
    }

    fn sum(&mut self) -> Result<Node, Fault> {
        self.binary(&[Operator::Add, Operator::Subtract], Self::product)
    }

    fn product(&mut self) -> Result<Node, Fault> {
        self.binary(&[Operator::Multiply, Operator::Divide], Self::signed)
    }

    fn binary(&mut self, operators: &[Operator], part: fn(&mut Self) -> Result<Node, Fault>) -> Result<Node, Fault> {
        let mut left = part(self)?;
        while let Some(Token::Operator(operator)) = self.peek()
            && operators.contains(operator)
        {
            let operator = *operator;
            self.next += 1;
            let right = part(self)?;
            left = self.node(left.span, NodeKind::Arithmetic(operator, Box::new(left), Box::new(right)));
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Node, Fault> {
        let start = self.place();
        let mut negative = false;
        while let Some(Token::Operator(sign @ (Operator::Add | Operator::Subtract))) = self.peek() {
            negative ^= *sign == Operator::Subtract;
            self.next += 1;
        }
        let mut part = self.primary()?;
        while self.accept(&Token::Percent) {
            let hundred = Node { kind: NodeKind::Number(Decimal::ONE_HUNDRED), span: part.span };
            part = self.node(part.span, NodeKind::Arithmetic(Operator::Divide, Box::new(part), Box::new(hundred)));
        }
        Ok(if negative { self.node(start, NodeKind::Negate(Box::new(part))) } else { part })
    }

    fn place(&self) -> Span {
        let (start, end) = self.tokens.get(self.next).map_or((self.end, self.end), |placed| (placed.start, placed.end));
        self.origin.span(start, end)
    }

    fn primary(&mut self) -> Result<Node, Fault> {
        let start = self.place();
        let Some(placed) = self.take() else {
            return Err(self.unexpected("算式没有写完", "在这里补上数字、指标名称或括号"));
        };
        match placed.token {
            Token::Number(number) => Ok(self.node(start, NodeKind::Number(number))),
            Token::Text(text) => Ok(self.node(start, NodeKind::Text(text))),
            Token::Name { text, quoted: false } if self.peek() == Some(&Token::Open) => self.call(start, &text),
            Token::Name { text, .. } => Ok(self.node(start, NodeKind::Name(text))),
            Token::Open => {
                let inside = self.choice()?;
                self.expect(&Token::Close, "括号没有配对", "补上右括号")?;
                Ok(inside)
            }
            _ => {
                self.next -= 1;
                Err(self.unexpected("这里应是数字、指标名称或括号", "检查前后的运算符"))
            }
        }
    }

    fn call(&mut self, start: Span, name: &str) -> Result<Node, Fault> {
        self.next += 1;
        let mut arguments = Vec::new();
        if !self.accept(&Token::Close) {
            loop {
                arguments.push(self.choice()?);
                if self.accept(&Token::Comma) {
                    continue;
                }
                self.expect(&Token::Close, "函数的括号没有配对", "补上逗号或右括号")?;
                break;
            }
        }
        let lower = name.to_ascii_lowercase();
        let call = self.node(start, NodeKind::Number(Decimal::ZERO));
        let wrong = |message: String, remedy: &str| Fault::new(call.span, Code::Syntax, message, remedy);
        let kind = match lower.as_str() {
            "if" => match <[Node; 3]>::try_from(arguments) {
                Ok([condition, then, otherwise]) => NodeKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)),
                Err(given) => {
                    return Err(wrong(format!("if 要 3 个参数,写了 {} 个", given.len()), "写成 if(条件, 成立时的值, 不成立时的值)"));
                }
            },
            "score" => match arguments.as_slice() {
                [Node { kind: NodeKind::Text(id), .. }] => NodeKind::Score(id.clone()),
                _ => return Err(wrong("score 要一个带引号的指标 id".to_owned(), "写成 score('到位资金')")),
            },
            _ => {
                let Some((_, function)) = FUNCTIONS.iter().find(|(known, _)| *known == lower) else {
                    let remedy = nearest(&lower, FUNCTIONS.iter().map(|(known, _)| *known)).map_or_else(
                        || "可用的函数:min、max、if、sum、avg、count、abs、round、int,关口里还有 score".to_owned(),
                        |near| format!("是否想写 {near}"),
                    );
                    return Err(Fault::new(start, Code::UnknownName, format!("没有函数「{name}」"), remedy));
                };
                let fits = match function {
                    Function::Min | Function::Max => !arguments.is_empty(),
                    Function::Round => matches!(arguments.len(), 1 | 2),
                    _ => arguments.len() == 1,
                };
                if !fits {
                    return Err(wrong(format!("{lower} 的参数个数不对,写了 {} 个", arguments.len()), "检查逗号和括号"));
                }
                NodeKind::Call(*function, arguments)
            }
        };
        Ok(self.node(start, kind))
    }
}
