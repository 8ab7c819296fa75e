//! Formulas: moving a filled formula, and adding up plain sums.

use rust_decimal::Decimal;

use super::place::{Area, CellPos, MAX_COLUMNS, MAX_ROWS, column_letters};

/// A piece of a formula's text.
enum Piece {
    Reference { pos: CellPos, fixed_col: bool, fixed_row: bool },
    Other(String),
}

/// Cuts a formula into cell references and everything else. Text in quotes is never a reference.
fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut other = String::new();
    let mut word = String::new();
    let mut quoted = None;
    let flush = |word: &mut String, other: &mut String, out: &mut Vec<Piece>, next: Option<char>| {
        if word.is_empty() {
            return;
        }
        // A word before "(" is a function, before "!" a sheet.
        let reference = if matches!(next, Some('(' | '!')) { None } else { CellPos::parse(word) };
        match reference {
            Some(pos) => {
                if !other.is_empty() {
                    out.push(Piece::Other(std::mem::take(other)));
                }
                let fixed_col = word.starts_with('$');
                let fixed_row = word.trim_start_matches('$').contains('$');
                word.clear();
                out.push(Piece::Reference { pos, fixed_col, fixed_row });
            }
            None => other.push_str(&std::mem::take(word)),
        }
    };
    for c in text.chars() {
        if let Some(quote) = quoted {
            other.push(c);
            if c == quote {
                quoted = None;
            }
        } else if c.is_alphanumeric() || matches!(c, '$' | '_' | '.') {
            word.push(c);
        } else {
            flush(&mut word, &mut other, &mut out, Some(c));
            other.push(c);
            if matches!(c, '"' | '\'') {
                quoted = Some(c);
            }
        }
    }
    flush(&mut word, &mut other, &mut out, None);
    if !other.is_empty() {
        out.push(Piece::Other(other));
    }
    out
}

/// The formula as it reads after filling it from one cell into another.
pub(super) fn shifted(text: &str, from: CellPos, to: CellPos) -> String {
    let move_by = |value: u32, from: u32, to: u32, end: u32| {
        i64::from(value).checked_add(i64::from(to) - i64::from(from)).and_then(|v| u32::try_from(v).ok()).filter(|v| *v < end)
    };
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Other(text) => out.push_str(&text),
            Piece::Reference { pos, fixed_col, fixed_row } => {
                let col =
                    if fixed_col { Some(u32::from(pos.col)) } else { move_by(pos.col.into(), from.col.into(), to.col.into(), MAX_COLUMNS) };
                let row = if fixed_row { Some(pos.row) } else { move_by(pos.row, from.row, to.row, MAX_ROWS) };
                if let (Some(col), Some(row)) = (col.and_then(|c| u16::try_from(c).ok()), row) {
                    let mark = |fixed| if fixed { "$" } else { "" };
                    out.extend([mark(fixed_col), &column_letters(col), mark(fixed_row), &(row + 1).to_string()]);
                } else {
                    out.push_str("#REF!");
                }
            }
        }
    }
    out
}

/// A term of a plain sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Term {
    /// A block of cells of the same sheet, of which the numbers count; the sign is the second value.
    Cells(Area, bool),
    /// A number typed into the formula.
    Number(Decimal),
}

/// The terms of a formula that only adds and subtracts cells of its own sheet: `SUM(I5:Q5)`, `C3+D3-E3`,
/// `SUBTOTAL(9,H5:H20)`. `None` for every other formula.
pub(crate) fn plain_sum(text: &str) -> Option<Vec<Term>> {
    let tidy: String = text.chars().filter(|c| !c.is_whitespace() && *c != '$').collect::<String>().to_ascii_uppercase();
    let mut terms = Vec::new();
    let mut rest = tidy.trim_start_matches('=');
    let mut minus = false;
    if let Some(after) = rest.strip_prefix(['+', '-']) {
        minus = rest.starts_with('-');
        rest = after;
    }
    loop {
        rest = if let Some(inner) = rest.strip_prefix("SUM(") {
            sum_arguments(inner, minus, &mut terms)?
        } else if let Some(inner) = rest.strip_prefix("SUBTOTAL(9,").or_else(|| rest.strip_prefix("SUBTOTAL(109,")) {
            sum_arguments(inner, minus, &mut terms)?
        } else {
            let end = rest.find(['+', '-']).unwrap_or(rest.len());
            let (operand, after) = rest.split_at_checked(end)?;
            terms.push(operand_term(operand, minus, false)?);
            after
        };
        match rest.chars().next() {
            None => return Some(terms),
            Some(sign @ ('+' | '-')) => {
                minus = sign == '-';
                rest = rest.get(1..)?;
            }
            Some(_) => return None,
        }
    }
}

/// Reads `A1:B2,C3)` and gives what stands after the bracket.
fn sum_arguments<'a>(inner: &'a str, minus: bool, terms: &mut Vec<Term>) -> Option<&'a str> {
    let (arguments, after) = inner.split_once(')')?;
    for argument in arguments.split(',') {
        terms.push(operand_term(argument, minus, true)?);
    }
    Some(after)
}

fn operand_term(operand: &str, minus: bool, area_allowed: bool) -> Option<Term> {
    if let Ok(number) = operand.parse::<Decimal>() {
        return Some(Term::Number(if minus { -number } else { number }));
    }
    if !area_allowed && operand.contains(':') {
        return None;
    }
    Area::parse(operand).map(|area| Term::Cells(area, minus))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> CellPos {
        CellPos::parse(text).unwrap()
    }

    #[test]
    fn a_filled_formula_moves_its_free_references() {
        assert_eq!(shifted("SUM(I5:Q5)", at("R5"), at("R9")), "SUM(I9:Q9)");
        assert_eq!(shifted("$A5*B$1+LOG10(C5)", at("D5"), at("E6")), "$A6*C$1+LOG10(D6)");
        assert_eq!(shifted("\"A1\"&A1", at("B1"), at("B2")), "\"A1\"&A2");
        assert_eq!(shifted("A1", at("B2"), at("A1")), "#REF!");
    }

    #[test]
    fn plain_sums_are_known_and_others_are_not() {
        let area = |text, minus| Term::Cells(Area::parse(text).unwrap(), minus);
        assert_eq!(plain_sum("SUM(I5:Q5)"), Some(vec![area("I5:Q5", false)]));
        assert_eq!(plain_sum("=+C3 + $D$3 - E3"), Some(vec![area("C3", false), area("D3", false), area("E3", true)]));
        assert_eq!(
            plain_sum("SUM(A1,B2:B3)-12.5"),
            Some(vec![area("A1", false), area("B2:B3", false), Term::Number(Decimal::new(-125, 1))])
        );
        assert_eq!(plain_sum("SUBTOTAL(9,H5:H20)"), Some(vec![area("H5:H20", false)]));
        for text in ["A1*2", "SUM(A1:B2)/2", "IF(A1>0,1,0)", "Sheet2!A1", "SUM(Sheet2!A1:A3)", "VLOOKUP(A1,B:C,2,0)", "", "SUM(", "A1:B2"] {
            assert_eq!(plain_sum(text), None, "{text}");
        }
    }
}
