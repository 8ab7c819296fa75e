//! How a number came to be: arithmetic over plain numbers, which is both computed from and printed.
//!
//! A score is the value of its formula and nothing else, so what the trace shows is what was computed.
//! The printed form is an expression of the scheme language; reading it back gives the same value.

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::number;

/// Arithmetic over numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// A number.
    Number(Decimal),
    /// a + b + …
    Sum(Vec<Formula>),
    /// a − b
    Difference(Box<Formula>, Box<Formula>),
    /// a × b × …
    Product(Vec<Formula>),
    /// a ÷ b
    Quotient(Box<Formula>, Box<Formula>),
    /// The least of several.
    Least(Vec<Formula>),
    /// The greatest of several.
    Greatest(Vec<Formula>),
    /// Without what is behind the point.
    Whole(Box<Formula>),
    /// Without its sign.
    Absolute(Box<Formula>),
    /// Rounded half up to so many decimals.
    Rounded(Box<Formula>, u32),
}

/// A number that cannot be held: too large, or a division by zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

/// How large a formula may grow before its value takes its place in another one.
const LARGEST: usize = 24;

impl Formula {
    /// What comes out.
    ///
    /// # Errors
    /// [`Overflow`] where a step has no number as its result.
    pub fn value(&self) -> Result<Decimal, Overflow> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Sum(parts) => fold(parts, Decimal::ZERO, Decimal::checked_add),
            Self::Product(parts) => fold(parts, Decimal::ONE, Decimal::checked_mul),
            Self::Difference(left, right) => left.value()?.checked_sub(right.value()?).ok_or(Overflow),
            Self::Quotient(left, right) => left.value()?.checked_div(right.value()?).ok_or(Overflow),
            Self::Least(parts) => pick(parts, Decimal::min),
            Self::Greatest(parts) => pick(parts, Decimal::max),
            Self::Whole(part) => Ok(part.value()?.trunc()),
            Self::Absolute(part) => Ok(part.value()?.abs()),
            Self::Rounded(part, places) => Ok(number::round(part.value()?, *places)),
        }
    }

    /// The formula with its value, made small enough to stand inside another one.
    pub(crate) fn quantity(self) -> Result<Quantity, Overflow> {
        let value = self.value()?;
        let formula = if self.size() > LARGEST { Self::Number(value) } else { self };
        Ok(Quantity { formula, value })
    }

    fn size(&self) -> usize {
        match self {
            Self::Number(_) => 1,
            Self::Sum(parts) | Self::Product(parts) | Self::Least(parts) | Self::Greatest(parts) => {
                parts.iter().map(Self::size).fold(1, usize::saturating_add)
            }
            Self::Difference(left, right) | Self::Quotient(left, right) => left.size().saturating_add(right.size()),
            Self::Whole(part) | Self::Absolute(part) | Self::Rounded(part, _) => part.size().saturating_add(1),
        }
    }

    pub(crate) fn minus(self, right: Self) -> Self {
        Self::Difference(Box::new(self), Box::new(right))
    }

    pub(crate) fn divided_by(self, right: Self) -> Self {
        Self::Quotient(Box::new(self), Box::new(right))
    }

    pub(crate) fn times(self, right: Self) -> Self {
        match self {
            Self::Product(mut parts) => {
                parts.push(right);
                Self::Product(parts)
            }
            left => Self::Product(vec![left, right]),
        }
    }

    pub(crate) fn plus(self, right: Self) -> Self {
        match self {
            Self::Sum(mut parts) => {
                parts.push(right);
                Self::Sum(parts)
            }
            left => Self::Sum(vec![left, right]),
        }
    }

    /// How tightly the printed form holds together: 1 for sums, 2 for products, 3 for what needs no brackets.
    fn tightness(&self) -> u8 {
        match self {
            Self::Number(number) if number.is_sign_negative() && !number.is_zero() => 1,
            Self::Sum(parts) => match parts.as_slice() {
                [] => 3,
                [only] => only.tightness(),
                _ => 1,
            },
            Self::Product(parts) => match parts.as_slice() {
                [] => 3,
                [only] => only.tightness(),
                _ => 2,
            },
            Self::Difference(..) => 1,
            Self::Quotient(..) => 2,
            _ => 3,
        }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, least: u8) -> fmt::Result {
        if self.tightness() < least { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

fn fold(parts: &[Formula], start: Decimal, step: fn(Decimal, Decimal) -> Option<Decimal>) -> Result<Decimal, Overflow> {
    parts.iter().try_fold(start, |sum, part| step(sum, part.value()?).ok_or(Overflow))
}

fn pick(parts: &[Formula], choose: fn(Decimal, Decimal) -> Decimal) -> Result<Decimal, Overflow> {
    let (first, rest) = parts.split_first().ok_or(Overflow)?;
    rest.iter().try_fold(first.value()?, |best, part| Ok(choose(best, part.value()?)))
}

impl fmt::Display for Formula {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&number::show(*number)),
            Self::Sum(parts) => chain(f, parts, " + ", 1, 2, "0"),
            Self::Product(parts) => chain(f, parts, " × ", 2, 3, "1"),
            Self::Difference(left, right) => {
                left.write(f, 1)?;
                f.write_str(" - ")?;
                right.write(f, 2)
            }
            Self::Quotient(left, right) => {
                left.write(f, 2)?;
                f.write_str(" ÷ ")?;
                right.write(f, 3)
            }
            Self::Least(parts) => call(f, "min", parts),
            Self::Greatest(parts) => call(f, "max", parts),
            Self::Whole(part) => write!(f, "int({part})"),
            Self::Absolute(part) => write!(f, "abs({part})"),
            Self::Rounded(part, places) => write!(f, "round({part}, {places})"),
        }
    }
}

fn chain(f: &mut fmt::Formatter<'_>, parts: &[Formula], sign: &str, first: u8, rest: u8, empty: &str) -> fmt::Result {
    if parts.is_empty() {
        return f.write_str(empty);
    }
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(sign)?;
        }
        part.write(f, if index == 0 { first } else { rest })?;
    }
    Ok(())
}

fn call(f: &mut fmt::Formatter<'_>, name: &str, parts: &[Formula]) -> fmt::Result {
    write!(f, "{name}(")?;
    chain(f, parts, ", ", 1, 1, "")?;
    f.write_str(")")
}

impl From<Decimal> for Formula {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

/// A number with how it came to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// How it came to be.
    pub formula: Formula,
    /// What comes out.
    pub value: Decimal,
}

impl From<Decimal> for Quantity {
    fn from(value: Decimal) -> Self {
        Self { formula: Formula::Number(value), value }
    }
}

/// The number of decimals that a rounding function was given.
pub(crate) fn places(number: Decimal) -> Option<u32> {
    number.is_integer().then(|| number.to_u32()).flatten().filter(|places| *places <= 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: i64) -> Formula {
        Formula::Number(Decimal::from(value))
    }

    #[test]
    fn brackets_stand_where_the_order_of_steps_needs_them() {
        let ratio = number(2).divided_by(number(12).times(Formula::Number(Decimal::new(25, 2))));
        let score = number(20).times(Formula::Least(vec![ratio, number(1)]));
        assert_eq!(score.to_string(), "20 × min(2 ÷ (12 × 0.25), 1)");
        let nested = number(5).minus(number(3).minus(number(-1)));
        assert_eq!(nested.to_string(), "5 - (3 - (-1))");
        assert_eq!(nested.value(), Ok(Decimal::ONE));
        assert_eq!(number(4).times(number(6).divided_by(number(3))).to_string(), "4 × (6 ÷ 3)");
    }

    #[test]
    fn a_step_without_a_number_as_its_result_is_told() {
        assert_eq!(number(1).divided_by(number(0)).value(), Err(Overflow));
        assert_eq!(Formula::Number(Decimal::MAX).times(number(2)).value(), Err(Overflow));
    }
}
