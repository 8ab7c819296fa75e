//! Tables in running text: neighbouring lines whose cells are parted by tabs or by `|`.

use std::ops::Range;

use quantity::numeral;
use quantity::unit::Unit;
use rust_decimal::Decimal;

use crate::figure::{CellName, Figure, Measure};
use crate::lexicon::{Words, has_any, lexicon};
use crate::text::Text;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowKind {
    /// Header or another row without numbers.
    Words,
    /// A row of values.
    Values,
    /// 小计
    Subtotal,
    /// 合计, 总计
    Total,
    /// 其中: a part of the row before.
    Part,
}

/// A row: what it is, and the words in it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) kind: RowKind,
    pub(crate) name: String,
    /// Whether it is numbered 一、二、三 over rows numbered 1、2、3, which are parts of it.
    pub(crate) outline: bool,
}

/// A number in a cell.
#[derive(Clone, Debug)]
pub(crate) struct CellFigure {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) figure: Figure,
}

/// A table with the numbers in it.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) span: Range<usize>,
    pub(crate) rows: Vec<Row>,
    /// Header of each column, all header rows joined.
    pub(crate) headers: Vec<String>,
    pub(crate) figures: Vec<CellFigure>,
}

/// More columns than this are no table that a report prints.
const MOST_COLUMNS: usize = 60;

/// So many cells a line must have that has only wide gaps between them.
const SPACED_COLUMNS: usize = 3;

impl Table {
    /// Whether a place lies in it.
    pub(crate) fn covers(&self, at: usize) -> bool {
        self.span.contains(&at)
    }

    /// The number in a cell.
    pub(crate) fn at(&self, row: usize, column: usize) -> Option<&Figure> {
        self.figures.iter().find(|cell| cell.row == row && cell.column == column).map(|cell| &cell.figure)
    }

    /// Whether the numbers of a column may be added.
    pub(crate) fn is_additive(&self, column: usize) -> bool {
        self.headers.get(column).is_some_and(|header| !has_any(header, &lexicon().sum.not_additive))
    }
}

/// All tables of a text.
pub(crate) fn find(text: &Text) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    while start <= text.len() {
        let end = text.seek(start, text.len(), |c| c == '\n');
        let marked = text.slice(start..end).iter().any(|c| matches!(c, '\t' | '|'));
        let is_row = cells(text, start..end).len() >= if marked { 2 } else { SPACED_COLUMNS };
        if is_row {
            lines.push(start..end);
        } else if !lines.is_empty() {
            tables.extend(table(text, &lines));
            lines.clear();
        }
        start = end + 1;
    }
    if !lines.is_empty() {
        tables.extend(table(text, &lines));
    }
    tables
}

/// The cells of a line that is parted by nothing but wide gaps: two spaces or more.
fn spaced_cells(text: &Text, line: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = line.start;
    while at < line.end {
        let start = text.seek(at, line.end, |c| c != ' ');
        let mut end = start;
        while end < line.end && !(text.at(end) == Some(' ') && matches!(text.at(end + 1), Some(' ') | None)) {
            end += 1;
        }
        let wide = |cell: &Range<usize>| cell.len() == 1 && text.at(cell.start).is_some_and(|c| !c.is_ascii());
        match found.last_mut() {
            // 合    计 is one word.
            Some(last) if wide(last) && wide(&(start..end)) => last.end = end,
            _ if start < end => found.push(start..end),
            _ => {}
        }
        at = end.max(start + 1);
    }
    found.truncate(MOST_COLUMNS);
    found
}

fn cells(text: &Text, line: Range<usize>) -> Vec<Range<usize>> {
    if !text.slice(line.clone()).iter().any(|c| matches!(c, '\t' | '|')) {
        return spaced_cells(text, line);
    }
    let piped = text.slice(line.clone()).contains(&'|') && !text.slice(line.clone()).contains(&'\t');
    let mark = if piped { '|' } else { '\t' };
    let mut found = Vec::new();
    let mut start = line.start;
    while start <= line.end {
        let end = text.seek(start, line.end, |c| c == mark);
        found.push(trim(text, start..end));
        start = end + 1;
    }
    if piped {
        // | a | b | has an empty cell at either end.
        if found.first().is_some_and(Range::is_empty) {
            found.remove(0);
        }
        if found.last().is_some_and(Range::is_empty) {
            found.pop();
        }
    }
    found.truncate(MOST_COLUMNS);
    found
}

fn trim(text: &Text, cell: Range<usize>) -> Range<usize> {
    // **合计** is bold in Markdown.
    let idle = |at: usize| text.at(at).is_none_or(|c| c.is_whitespace() || c == '*');
    let mut cell = cell;
    while cell.start < cell.end && idle(cell.start) {
        cell.start += 1;
    }
    while cell.start < cell.end && idle(cell.end - 1) {
        cell.end -= 1;
    }
    cell
}

fn table(text: &Text, lines: &[Range<usize>]) -> Option<Table> {
    let (first, last) = (lines.first()?, lines.last()?);
    if lines.len() < 2 {
        return None;
    }
    let all: Vec<Vec<Range<usize>>> = lines.iter().map(|line| cells(text, line.clone())).collect();
    let is_rule = |row: &Vec<Range<usize>>| row.iter().all(|cell| text.slice(cell.clone()).iter().all(|c| matches!(c, '-' | ':' | '—')));
    let all: Vec<Vec<Range<usize>>> = all.into_iter().filter(|row| !is_rule(row)).collect();
    let columns = all.iter().map(Vec::len).max()?;
    let numbers = |row: &Vec<Range<usize>>| row.iter().filter(|cell| number(text, cell).is_some()).count();
    let header_rows = all.iter().take_while(|row| numbers(row) == 0).count();
    let note = unit_note(text, first.start);
    let headers: Vec<String> = (0..columns)
        .map(|column| {
            all.iter().take(header_rows).filter_map(|row| row.get(column)).map(|cell| text.words(cell.clone())).collect::<String>()
        })
        .collect();
    let levels: Vec<Option<Level>> = all.iter().map(|row| level(text, row)).collect();
    let outlined = levels.windows(2).any(|pair| matches!(pair, [Some(Level::Upper), Some(Level::Lower)]));
    let mut rows = Vec::new();
    let mut figures = Vec::new();
    for (index, cells) in all.iter().enumerate() {
        let names: Vec<String> = cells.iter().filter(|cell| number(text, cell).is_none()).map(|cell| text.words((*cell).clone())).collect();
        let name = names.concat();
        let kind = row_kind(&name, numbers(cells));
        let outline = outlined && kind == RowKind::Values && level(text, cells) == Some(Level::Upper);
        let kind = if outline { RowKind::Subtotal } else { kind };
        for (column, cell) in cells.iter().enumerate() {
            let header = headers.get(column).map_or("", String::as_str);
            if index >= header_rows
                && let Some(figure) = cell_figure(text, cell, header, note, &name, kind)
            {
                figures.push(CellFigure { row: index, column, figure });
            }
        }
        rows.push(Row { kind, name, outline });
    }
    Some(Table { span: first.start..last.end, rows, headers, figures })
}

/// How a row is numbered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    /// 一, (二)
    Upper,
    /// 1, (2)
    Lower,
}

fn level(text: &Text, row: &[Range<usize>]) -> Option<Level> {
    let first = row.first().filter(|cell| (1..=4).contains(&cell.len()))?;
    let words = text.words(first.clone());
    let bare = words.trim_matches(['(', ')', '、', '.']);
    let only = |is: fn(char) -> bool| !bare.is_empty() && bare.chars().all(is);
    if only(|c| "一二三四五六七八九十".contains(c)) {
        return Some(Level::Upper);
    }
    only(|c| c.is_ascii_digit()).then_some(Level::Lower)
}

fn row_kind(name: &str, numbers: usize) -> RowKind {
    let words = &lexicon().sum;
    let is = |list: &Words| {
        list.iter()
            .any(|word| name == word || name.ends_with(word) && name.chars().count() <= word.chars().count() + 4 || name.starts_with(word))
    };
    if numbers == 0 {
        RowKind::Words
    } else if is(&words.table_total) {
        RowKind::Total
    } else if is(&words.table_subtotal) {
        RowKind::Subtotal
    } else if words.table_part.iter().any(|word| name.starts_with(word)) {
        RowKind::Part
    } else {
        RowKind::Values
    }
}

/// The number of a cell that holds nothing else, except a unit.
fn number(text: &Text, cell: &Range<usize>) -> Option<numeral::Numeral> {
    if cell.is_empty() || cell.len() > 24 {
        return None;
    }
    let found = numeral::at(text.chars(), cell.start).filter(|found| found.span.end <= cell.end)?;
    let rest = text.words(found.span.end..cell.end);
    let digit_first = text.at(cell.start).is_some_and(|c| c.is_ascii_digit() || c == '-' || c == '+');
    (digit_first && (rest.is_empty() || Unit::parse(&rest).is_some() || rest == "个百分点")).then_some(found)
}

/// 单位:亿元 in one of the two lines above a table.
fn unit_note(text: &Text, start: usize) -> Option<Unit> {
    let floor = start.saturating_sub(80);
    let above = text.words(floor..start);
    let at = above.rfind("单位")?;
    let note: String = above.get(at..)?.chars().take_while(|c| !matches!(c, '\n' | ')' | '。')).collect();
    let inside: String = note.trim_start_matches("单位").trim_start_matches([':', '为']).chars().collect();
    let first = inside.split(['、', ',', '，', '/', ';']).find_map(|part| Unit::parse(part.trim()).filter(|unit| unit.amount().is_some()));
    first.or_else(|| Unit::parse(inside.trim()))
}

fn cell_figure(text: &Text, cell: &Range<usize>, header: &str, note: Option<Unit>, row: &str, kind: RowKind) -> Option<Figure> {
    let found = number(text, cell)?;
    let own = Unit::parse(&text.words(found.span.end..cell.end));
    let by_header = Unit::in_header(header).or_else(|| header_unit(header));
    let plain_count = ["个数", "项目数", "数量", "家数", "宗数", "户数", "人数"].iter().any(|word| header.contains(word));
    let unit = own.or(by_header).or(if plain_count { Unit::parse("个") } else { note });
    let (measure, factor) = match unit {
        _ if found.percent => (Measure::Percent, 1),
        Some(Unit::Amount(money)) => (Measure::Money(money.currency), money.scale),
        Some(Unit::Area { of, scale }) => (Measure::Area(of), scale),
        Some(Unit::Count { of, scale }) => (Measure::Count(of), scale),
        Some(Unit::Percent) => (Measure::Percent, 1),
        Some(Unit::PerArea { .. }) | None => (Measure::Bare, 1),
    };
    let factor = Decimal::from(factor);
    let written = numeral::step(&found, text.chars());
    let step = written.checked_mul(factor)?;
    let exact = matches!(measure, Measure::Count(_)) && step == Decimal::ONE || has_any(header, &lexicon().role.target);
    Some(Figure {
        span: cell.clone(),
        digits: found.span.clone(),
        value: found.value.checked_mul(factor)?,
        step,
        factor,
        measure,
        hedge: None,
        lead: cell.start..cell.start,
        tail: cell.end..cell.end,
        bracket: None,
        sentence: 0,
        borrowed_unit: true,
        announces: false,
        exact,
        cell: Some(CellName { label: format!("{header}{row}"), header: header.to_owned(), total: kind == RowKind::Total }),
    })
}

/// A unit at the end of a header without brackets: 投资额亿元, 占比%.
fn header_unit(header: &str) -> Option<Unit> {
    [("亿元", "亿元"), ("万元", "万元"), ("万美元", "万美元"), ("%", "%")]
        .into_iter()
        .find(|(end, _)| header.ends_with(end))
        .and_then(|(_, unit)| Unit::parse(unit))
}
