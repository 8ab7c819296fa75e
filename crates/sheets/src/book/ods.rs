//! Open document spreadsheets (ISO/IEC 26300), read as a stream: repeated rows and columns without
//! content cost nothing, and the displayed text of each cell is there.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use quick_xml::events::{BytesStart, Event};
use rust_decimal::prelude::ToPrimitive;

use super::build::{Builder, CappedText, Fault};
use super::cells::{Stored, Style, Visibility};
use super::format::NumberFormat;
use super::package::{Package, attribute, push_text};
use super::place::{Area, CellPos};

/// Style of a date whose day is not shown.
const MONTH_STYLE: u16 = 2;

/// Reads every sheet of the document.
pub(super) fn read(package: &mut Package<'_>, builder: &mut Builder<'_>) -> Result<(), Fault> {
    builder.styles.push(Style::plain(NumberFormat::parse("yyyy\"年\"m\"月\"")));
    let text = builder.text_buffer();
    let mut reader = OdsReader {
        builder,
        text,
        hidden_styles: BTreeSet::new(),
        style_name: String::new(),
        row: 0,
        row_repeat: 1,
        col: 0,
        cell: None,
        pending: Vec::new(),
        depth_note: 0,
        in_paragraph: false,
    };
    package.walk("content.xml", |event| reader.event(&event))
}

/// Whether the manifest says that parts are encrypted.
pub(super) fn is_encrypted(package: &mut Package<'_>) -> Result<bool, Fault> {
    let mut encrypted = false;
    if package.has("META-INF/manifest.xml") {
        package.walk("META-INF/manifest.xml", |event| {
            if let Event::Start(start) | Event::Empty(start) = &event {
                encrypted |= start.local_name().into_inner() == "encryption-data";
            }
            Ok(())
        })?;
    }
    Ok(encrypted)
}

/// The cell whose end has not come yet.
struct OpenCell {
    kind: String,
    value: Option<String>,
    formula: Option<String>,
    repeat: u32,
    spans: (u32, u32),
}

/// A cell of the current row, kept until it is known how often the row repeats.
struct PendingCell {
    col: u16,
    style: u16,
    value: Stored,
    shown: Option<u32>,
    formula: Option<u32>,
}

struct OdsReader<'b, 'l> {
    builder: &'b mut Builder<'l>,
    text: CappedText,
    hidden_styles: BTreeSet<String>,
    style_name: String,
    row: u32,
    row_repeat: u32,
    col: u32,
    cell: Option<OpenCell>,
    pending: Vec<PendingCell>,
    /// Inside comments, whose text is not the cell's.
    depth_note: u32,
    in_paragraph: bool,
}

fn count(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

impl OdsReader<'_, '_> {
    fn event(&mut self, event: &Event<'_>) -> Result<(), Fault> {
        match event {
            Event::Start(start) => self.start(start),
            Event::Empty(start) => {
                self.start(start)?;
                self.end(start.local_name().into_inner())
            }
            Event::End(end) => self.end(end.local_name().into_inner()),
            _ => {
                if self.in_paragraph && self.depth_note == 0 && self.cell.is_some() {
                    push_text(event, &mut self.text);
                }
                Ok(())
            }
        }
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), Fault> {
        match start.local_name().into_inner() {
            "style" => self.style_name = attribute(start, "name").unwrap_or_default(),
            "table-properties" if attribute(start, "display").as_deref() == Some("false") => {
                self.hidden_styles.insert(self.style_name.clone());
            }
            "table" => {
                let name = attribute(start, "name").unwrap_or_default();
                let hidden = attribute(start, "style-name").is_some_and(|style| self.hidden_styles.contains(&style));
                self.builder.start_sheet(&name, if hidden { Visibility::Hidden } else { Visibility::Visible })?;
                self.row = 0;
            }
            "table-row" => {
                self.row_repeat = count(start, "number-rows-repeated");
                self.col = 0;
                self.pending.clear();
                if attribute(start, "visibility").is_some_and(|v| v != "visible") && self.row_repeat < 10_000 {
                    for row in self.row..self.row.saturating_add(self.row_repeat) {
                        self.builder.hide_row(row)?;
                    }
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.text.clear();
                self.cell = Some(OpenCell {
                    kind: attribute(start, "value-type").unwrap_or_default(),
                    value: attribute(start, "value")
                        .or_else(|| attribute(start, "date-value"))
                        .or_else(|| attribute(start, "boolean-value")),
                    formula: attribute(start, "formula"),
                    repeat: count(start, "number-columns-repeated"),
                    spans: (count(start, "number-rows-spanned"), count(start, "number-columns-spanned")),
                });
            }
            "annotation" => self.depth_note += 1,
            "p" if self.depth_note == 0 => {
                if !self.text.as_str().is_empty() {
                    self.text.push("\n");
                }
                self.in_paragraph = true;
            }
            "s" => {
                for _ in 0..count(start, "c").min(1000) {
                    self.text.push(" ");
                }
            }
            "line-break" => self.text.push("\n"),
            "tab" => self.text.push(" "),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Fault> {
        match name {
            "annotation" => self.depth_note = self.depth_note.saturating_sub(1),
            "p" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => {
                if let Some(cell) = self.cell.take() {
                    self.close_cell(&cell)?;
                }
            }
            "table-row" => {
                self.close_row()?;
                self.row = self.row.saturating_add(self.row_repeat);
            }
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self, cell: &OpenCell) -> Result<(), Fault> {
        let first = self.col;
        self.col = self.col.saturating_add(cell.repeat);
        let Ok(first_col) = u16::try_from(first) else { return Ok(()) };
        if cell.spans != (1, 1) {
            let last = CellPos::new(
                self.row.saturating_add(cell.spans.0 - 1),
                u16::try_from(first.saturating_add(cell.spans.1 - 1)).unwrap_or(u16::MAX),
            );
            self.builder.merge(Area { first: CellPos::new(self.row, first_col), last })?;
        }
        let Some((style, value)) = self.value(cell)? else { return Ok(()) };
        let shown = match value {
            Stored::Number(number) if self.text.as_str() != NumberFormat::general().show(number) && !self.text.as_str().is_empty() => {
                Some(self.builder.keep(&self.text)?)
            }
            _ => None,
        };
        let formula = match &cell.formula {
            Some(formula) => Some(self.builder.keep_str(&plain_formula(formula))?),
            None => None,
        };
        for col in first..first.saturating_add(cell.repeat) {
            let Ok(col) = u16::try_from(col) else { break };
            self.pending.push(PendingCell { col, style, value, shown, formula });
        }
        Ok(())
    }

    /// Style and stored value, `None` for a cell without content.
    fn value(&mut self, cell: &OpenCell) -> Result<Option<(u16, Stored)>, Fault> {
        let text = self.text.as_str();
        let number = cell.value.as_deref().and_then(|v| v.parse::<f64>().ok()).filter(|n| n.is_finite());
        let typed = match cell.kind.as_str() {
            "float" | "percentage" | "currency" => number.map(|n| (0, Stored::Number(n))),
            "boolean" => cell.value.as_deref().map(|v| (0, Stored::Bool(v == "true"))),
            "date" => cell.value.as_deref().and_then(serial).map(|n| {
                let month_only = text.ends_with('月') && text.contains('年');
                (if month_only { MONTH_STYLE } else { 1 }, Stored::Number(n))
            }),
            _ => None,
        };
        if typed.is_some() {
            return Ok(typed);
        }
        if text.is_empty() {
            return Ok(cell.formula.as_ref().map(|_| (0, Stored::Empty)));
        }
        let is_error = cell.formula.is_some() && (text.starts_with('#') || text.starts_with("Err:"));
        let number = self.builder.keep(&self.text)?;
        Ok(Some((0, if is_error { Stored::Error(number) } else { Stored::Text(number) })))
    }

    fn close_row(&mut self) -> Result<(), Fault> {
        if self.pending.is_empty() {
            return Ok(());
        }
        for row in self.row..self.row.saturating_add(self.row_repeat) {
            for cell in &self.pending {
                let pos = CellPos::new(row, cell.col);
                self.builder.put(pos, cell.style, cell.value)?;
                if let Some(shown) = cell.shown {
                    self.builder.shown(pos, shown)?;
                }
                if let Some(formula) = cell.formula {
                    self.builder.formula(pos, formula, pos)?;
                }
            }
        }
        Ok(())
    }
}

/// The serial number, in the 1900 system, of `2026-05-07` or `2026-05-07T12:00:00`.
fn serial(text: &str) -> Option<f64> {
    let moment = text.parse::<NaiveDateTime>().ok().or_else(|| text.parse::<NaiveDate>().ok().and_then(|d| d.and_hms_opt(0, 0, 0)))?;
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    (moment - epoch).num_seconds().to_f64().map(|seconds| seconds / 86_400.0)
}

/// `of:=SUM([.I5:.Q5];[.R5])` as `SUM(I5:Q5,R5)`.
fn plain_formula(text: &str) -> String {
    let body = text.split_once('=').map_or(text, |(_, body)| body);
    body.replace("[.", "").replace(":.", ":").replace(']', "").replace(';', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_reads_as_in_other_workbooks() {
        assert_eq!(plain_formula("of:=SUM([.I5:.Q5];[.R5])"), "SUM(I5:Q5,R5)");
    }

    #[test]
    fn a_date_has_its_serial_number() {
        assert_eq!(serial("2024-04-30"), Some(45_412.0));
        assert_eq!(serial("2024-04-30T12:00:00"), Some(45_412.5));
        assert_eq!(serial("30.4.2024"), None);
    }
}
