//! Office Open XML workbooks (ECMA-376), read as a stream.
//!
//! An own reader because one pass must give values, formulas, number formats and hidden rows together
//! without believing the declared extent: a dense range of a sheet with cells A1 and XFD1048576 alone
//! would not fit into memory.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::build::{Builder, CappedText, Fault};
use super::cells::{Stored, Visibility};
use super::package::{Package, attribute, flag, push_text};
use super::place::{Area, CellPos};
use super::xlsx_parts::{self, SheetEntry};

/// Reads every worksheet of the package.
pub(super) fn read(package: &mut Package<'_>, builder: &mut Builder<'_>) -> Result<(), Fault> {
    let workbook = xlsx_parts::workbook(package)?;
    if let Some(part) = &workbook.styles {
        builder.styles = xlsx_parts::styles(package, part)?;
    }
    let strings = match &workbook.shared_strings {
        Some(part) => xlsx_parts::shared_strings(package, part, builder)?,
        None => Vec::new(),
    };
    for SheetEntry { name, part, hidden } in &workbook.sheets {
        builder.start_sheet(name, if *hidden { Visibility::Hidden } else { Visibility::Visible })?;
        let mut sheet = SheetReader::new(builder, &strings, workbook.date_1904);
        package.walk(part, |event| sheet.event(&event))?;
    }
    Ok(())
}

/// Which text of the current cell is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Nothing,
    Value,
    Formula,
    InlineText,
    Phonetic,
}

/// State while one sheet streams by.
struct SheetReader<'b, 'l> {
    builder: &'b mut Builder<'l>,
    strings: &'b [u32],
    date_1904: bool,
    row: u32,
    next_col: u32,
    cell: Option<OpenCell>,
    inside: Inside,
    value: CappedText,
    formula: CappedText,
    /// Formulas that are filled into other cells, by their index.
    masters: BTreeMap<String, (u32, CellPos)>,
}

/// The cell whose end has not come yet.
struct OpenCell {
    pos: CellPos,
    style: u16,
    kind: String,
    has_formula: bool,
    shared: Option<String>,
}

impl<'b, 'l> SheetReader<'b, 'l> {
    fn new(builder: &'b mut Builder<'l>, strings: &'b [u32], date_1904: bool) -> Self {
        let (value, formula) = (builder.text_buffer(), builder.text_buffer());
        Self {
            builder,
            strings,
            date_1904,
            row: 0,
            next_col: 0,
            cell: None,
            inside: Inside::Nothing,
            value,
            formula,
            masters: BTreeMap::new(),
        }
    }

    fn event(&mut self, event: &Event<'_>) -> Result<(), Fault> {
        match event {
            Event::Start(start) => self.start(start),
            Event::Empty(start) => {
                self.start(start)?;
                self.end(start.local_name().into_inner())
            }
            Event::End(end) => self.end(end.local_name().into_inner()),
            _ => {
                match self.inside {
                    Inside::Value | Inside::InlineText => push_text(event, &mut self.value),
                    Inside::Formula => push_text(event, &mut self.formula),
                    Inside::Nothing | Inside::Phonetic => {}
                }
                Ok(())
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Fault> {
        match start.local_name().into_inner() {
            "c" => self.open_cell(start)?,
            "v" => self.inside = Inside::Value,
            "f" => {
                self.inside = Inside::Formula;
                if let Some(cell) = &mut self.cell {
                    cell.has_formula = true;
                    if attribute(start, "t").as_deref() == Some("shared") {
                        cell.shared = attribute(start, "si");
                    }
                }
            }
            "t" if self.cell.is_some() && self.inside != Inside::Phonetic => self.inside = Inside::InlineText,
            "rPh" => self.inside = Inside::Phonetic,
            "row" => {
                self.row = match attribute(start, "r") {
                    Some(text) => text.parse::<u32>().ok().and_then(|row| row.checked_sub(1)).ok_or_else(|| bad_place(&text))?,
                    None => self.row.saturating_add(u32::from(self.next_col > 0)),
                };
                self.next_col = 0;
                if flag(start, "hidden") {
                    self.builder.hide_row(self.row)?;
                }
            }
            "col" if flag(start, "hidden") => {
                let bound = |name| {
                    attribute(start, name)
                        .and_then(|text| text.parse::<u32>().ok())
                        .and_then(|n| u16::try_from(n.clamp(1, 16_384) - 1).ok())
                };
                if let (Some(first), Some(last)) = (bound("min"), bound("max")) {
                    self.builder.hide_columns(first, last)?;
                }
            }
            "mergeCell" => {
                if let Some(area) = attribute(start, "ref").as_deref().and_then(Area::parse) {
                    self.builder.merge(area)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn open_cell(&mut self, start: &BytesStart<'_>) -> Result<(), Fault> {
        let (mut pos, mut style, mut kind) = (None, 0, String::new());
        for attribute in start.attributes().with_checks(false).flatten() {
            match attribute.key.into_inner() {
                "r" => pos = Some(CellPos::parse(&attribute.value).ok_or_else(|| bad_place(&attribute.value))?),
                "s" => style = attribute.value.parse().unwrap_or(0),
                "t" => kind.push_str(&attribute.value),
                _ => {}
            }
        }
        let pos = match pos {
            Some(pos) => pos,
            None => CellPos::new(self.row, u16::try_from(self.next_col).map_err(|_| bad_place("?"))?),
        };
        self.next_col = u32::from(pos.col) + 1;
        self.value.clear();
        self.formula.clear();
        self.cell = Some(OpenCell { pos, style, kind, has_formula: false, shared: None });
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "v" | "f" | "t" | "rPh" => self.inside = Inside::Nothing,
            "c" => {
                if let Some(cell) = self.cell.take() {
                    self.close_cell(&cell)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self, cell: &OpenCell) -> Result<(), Fault> {
        if cell.has_formula {
            self.close_formula(cell)?;
        }
        let text = self.value.as_str();
        let stored = match cell.kind.as_str() {
            "s" => text.trim().parse::<usize>().ok().and_then(|index| self.strings.get(index)).map(|number| Stored::Text(*number)),
            "inlineStr" | "str" if !text.is_empty() => {
                let decoded = xlsx_parts::decode_escapes(&self.value, self.builder.limits.cell_chars);
                Some(Stored::Text(self.builder.keep(decoded.as_ref().unwrap_or(&self.value))?))
            }
            "b" => Some(Stored::Bool(matches!(text.trim(), "1" | "true"))),
            "e" => Some(Stored::Error(self.builder.keep(&self.value)?)),
            "d" if !text.is_empty() => Some(Stored::Text(self.builder.keep(&self.value)?)),
            "" | "n" => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => Some(Stored::Number(self.number(number, cell.style))),
                _ => None,
            },
            _ => None,
        };
        match stored {
            Some(Stored::Text(number)) if self.builder.pool.get(number).is_empty() && !cell.has_formula => Ok(()),
            Some(value) => self.builder.put(cell.pos, cell.style, value),
            None if cell.has_formula => self.builder.put(cell.pos, cell.style, Stored::Empty),
            None => Ok(()),
        }
    }

    /// Dates of the 1904 system are moved to that of 1900.
    fn number(&self, number: f64, style: u16) -> f64 {
        let is_date = self.date_1904 && self.builder.styles.get(usize::from(style)).is_some_and(|style| style.format.is_date());
        if is_date { number + 1462.0 } else { number }
    }

    fn close_formula(&mut self, cell: &OpenCell) -> Result<(), Fault> {
        if self.formula.as_str().is_empty() {
            if let Some((text, written_for)) = cell.shared.as_ref().and_then(|index| self.masters.get(index)) {
                return self.builder.formula(cell.pos, *text, *written_for);
            }
            return Ok(());
        }
        let text = self.builder.keep(&self.formula)?;
        if let Some(index) = &cell.shared {
            self.masters.insert(index.clone(), (text, cell.pos));
        }
        self.builder.formula(cell.pos, text, cell.pos)
    }
}

fn bad_place(text: &str) -> Fault {
    Fault::damaged("单元格", format!("「{}」不是单元格地址", text.chars().take(20).collect::<String>()))
}
