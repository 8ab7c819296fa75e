//! Lays sheets out in Excel's grid.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{ColNum, DocProperties, RowNum, Workbook as Xlsx, Worksheet};

use super::formats::{self, ColumnFormats};
use super::value::{Held, cell_name, held, kind_name, looks_like_formula};
use super::{Cell, Column, ColumnKind, HeaderLine, Sheet, Workbook};
use crate::OfficeError;
use crate::head::{HeadCell, place};
use crate::text::clean;

/// Rows from which a sheet is streamed instead of being held in memory a second time.
const STREAM_FROM: usize = 20_000;
/// Excel's limits.
const MAX_ROWS: usize = 1_048_576;
const MAX_COLUMNS: usize = 16_384;
/// A4 in Excel's list of papers.
const A4: u8 = 9;
/// Heights in points.
const TITLE_HEIGHT: f64 = 32.0;
const TEXT_LINE: f64 = 14.5;
const ROW_PADDING: f64 = 6.0;
const ONE_LINE: f64 = TEXT_LINE + ROW_PADDING;
const MAX_HEIGHT: f64 = 409.0;
/// Width that the indents of a cell take.
const INDENTS: f64 = 2.0;
/// Name of the sheet of definitions.
const DEFINITIONS: &str = "口径";
const DEMONSTRATION: &str = "演示数据";

/// The workbook as the bytes of an xlsx file.
pub(super) fn workbook(model: &Workbook) -> Result<Vec<u8>, OfficeError> {
    let definitions = definitions_sheet(model);
    let mut xlsx = Xlsx::new();
    let date = model.properties.date.or_else(|| NaiveDate::from_ymd_opt(2000, 1, 1)).unwrap_or_default();
    xlsx.set_properties(
        &DocProperties::new()
            .set_title(clean(&model.properties.title))
            .set_author(clean(&model.properties.author))
            .set_creation_datetime(&date),
    );
    let mut names = HashSet::new();
    for sheet in model.sheets.iter().chain(definitions.as_ref()) {
        check_name(&sheet.name, &mut names)?;
        let worksheet = if sheet.rows.len() >= STREAM_FROM { xlsx.add_worksheet_with_constant_memory()? } else { xlsx.add_worksheet() };
        worksheet.set_name(&sheet.name)?;
        Writer::new(sheet, worksheet)?.write(model.demonstration)?;
    }
    Ok(xlsx.save_to_buffer()?)
}

/// Excel's rules for the name on a tab.
fn check_name(name: &str, taken: &mut HashSet<String>) -> Result<(), OfficeError> {
    let reason = if name.is_empty() {
        "名称为空"
    } else if name.encode_utf16().count() > 31 {
        "超过 31 个字"
    } else if name.contains(['[', ']', ':', '*', '?', '/', '\\']) || clean(name) != name {
        "含有 []:*?/\\ 或控制字符"
    } else if name.starts_with('\'') || name.ends_with('\'') {
        "首尾有单引号"
    } else if !taken.insert(name.to_lowercase()) {
        "与另一张表重名"
    } else {
        return Ok(());
    };
    Err(OfficeError::SheetName { name: name.to_owned(), reason })
}

fn definitions_sheet(model: &Workbook) -> Option<Sheet> {
    let words = |text: &str| Cell::text(text);
    (!model.definitions.is_empty()).then(|| Sheet {
        name: DEFINITIONS.to_owned(),
        title: "统计口径".to_owned(),
        header: vec![vec![HeadCell::new("指标"), HeadCell::new("口径"), HeadCell::new("依据")]],
        columns: vec![Column::new(ColumnKind::Text, 22.0), Column::new(ColumnKind::Text, 72.0), Column::new(ColumnKind::Text, 36.0)],
        rows: model.definitions.iter().map(|d| vec![words(&d.name), words(&d.definition), words(&d.source)]).collect(),
        ..Sheet::default()
    })
}

/// The header line as one text; empty when it says nothing.
fn header_line(line: &HeaderLine, demonstration: bool) -> String {
    let date = line.date.map(|d| format!("{}年{}月{}日", d.year(), d.month(), d.day()));
    let named = [
        ("统计期", line.period.as_ref()),
        ("单位", line.unit.as_ref()),
        ("制表", line.prepared_by.as_ref()),
        ("审核", line.checked_by.as_ref()),
        ("日期", date.as_ref()),
    ];
    let parts = named.into_iter().filter_map(|(name, value)| value.map(|value| format!("{name}：{}", clean(value))));
    demonstration.then(|| DEMONSTRATION.to_owned()).into_iter().chain(parts).collect::<Vec<_>>().join("    ")
}

/// Columns that a text takes, in half-width characters.
fn display_width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum()
}

/// Height of a row that shows `text` in `width` half-width characters.
fn height_for(text: &str, width: f64) -> f64 {
    let usable = (width - INDENTS).max(1.0);
    let lines: f64 = text.split('\n').map(|line| (display_width(line) / usable).ceil().max(1.0)).sum();
    lines.mul_add(TEXT_LINE, ROW_PADDING).min(MAX_HEIGHT)
}

/// A sheet on its way into a worksheet, row by row from the top, as streaming wants it.
struct Writer<'a> {
    sheet: &'a Sheet,
    worksheet: &'a mut Worksheet,
    columns: ColNum,
    next: RowNum,
}

impl<'a> Writer<'a> {
    fn new(sheet: &'a Sheet, worksheet: &'a mut Worksheet) -> Result<Self, OfficeError> {
        let too_large = |what, found, limit| OfficeError::TooLarge { sheet: sheet.name.clone(), what, found, limit };
        let columns = sheet.columns.len();
        if columns > MAX_COLUMNS {
            return Err(too_large("列", columns, MAX_COLUMNS));
        }
        let frame = 3 + sheet.header.len() + sheet.notes.len();
        if sheet.rows.len() + frame > MAX_ROWS {
            return Err(too_large("行", sheet.rows.len(), MAX_ROWS - frame));
        }
        let columns = ColNum::try_from(columns).map_err(|_| too_large("列", columns, MAX_COLUMNS))?;
        Ok(Self { sheet, worksheet, columns, next: 0 })
    }

    fn write(mut self, demonstration: bool) -> Result<(), OfficeError> {
        for (index, column) in (0..).zip(&self.sheet.columns) {
            self.worksheet.set_column_width(index, column.width)?;
            if column.hidden {
                self.worksheet.set_column_hidden(index)?;
            }
        }
        self.page(demonstration);
        self.worksheet.set_default_row_height(ONE_LINE);
        if !self.sheet.title.is_empty() {
            self.across(&self.sheet.title, &formats::title(), Some(TITLE_HEIGHT))?;
        }
        let line = header_line(&self.sheet.header_line, demonstration);
        if !line.is_empty() {
            self.across(&line, &formats::line(), None)?;
        }
        self.header()?;
        if let Some(last) = self.next.checked_sub(1) {
            self.worksheet.set_freeze_panes(self.next, self.sheet.frozen_columns)?.set_repeat_rows(0, last)?;
        }
        if let Some(total) = &self.sheet.total {
            let bold: Vec<_> = self.sheet.columns.iter().map(|c| formats::column(c.kind, true)).collect();
            self.row(0, total, &bold)?;
        }
        let plain: Vec<_> = self.sheet.columns.iter().map(|c| formats::column(c.kind, false)).collect();
        for (number, row) in (1..).zip(&self.sheet.rows) {
            self.row(number, row, &plain)?;
        }
        for note in &self.sheet.notes {
            self.across(note, &formats::line(), None)?;
        }
        Ok(())
    }

    /// A4 on its side, one page wide, with page numbers.
    fn page(&mut self, demonstration: bool) {
        self.worksheet
            .set_paper_size(A4)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_print_center_horizontally(true)
            .set_margins(0.6, 0.6, 0.8, 0.8, 0.4, 0.4)
            .set_footer("&C第 &P 页，共 &N 页");
        if demonstration {
            self.worksheet.set_header(format!("&R{DEMONSTRATION}"));
        }
    }

    /// A line over all columns, high enough to show the whole text.
    fn across(&mut self, text: &str, format: &rust_xlsxwriter::Format, height: Option<f64>) -> Result<(), OfficeError> {
        let text = clean(text);
        let width = self.sheet.columns.iter().map(|c| c.width).sum();
        self.worksheet.set_row_height(self.next, height.unwrap_or_else(|| height_for(&text, width)))?;
        if self.columns > 1 {
            self.worksheet.merge_range(self.next, 0, self.next, self.columns - 1, &text, format)?;
        } else {
            self.worksheet.write_string_with_format(self.next, 0, &*text, format)?;
        }
        self.next += 1;
        Ok(())
    }

    fn header(&mut self) -> Result<(), OfficeError> {
        let rows = &self.sheet.header;
        let format = formats::head();
        let widths: Vec<f64> = self.sheet.columns.iter().map(|c| c.width).collect();
        let mut heights = vec![ONE_LINE; rows.len()];
        let placed = place(rows, widths.len(), &format!("工作表「{}」", self.sheet.name))?;
        for one in &placed {
            let width = widths.iter().skip(one.column).take(usize::from(one.cell.colspan)).sum();
            let reach = one.row..one.row + usize::from(one.cell.rowspan);
            let has: f64 = heights.get(reach.clone()).unwrap_or_default().iter().sum();
            let lacks = height_for(&one.cell.text, width) - has;
            if let Some(last) = heights.get_mut(reach.end - 1).filter(|_| lacks > 0.0) {
                *last += lacks;
            }
        }
        for (row, height) in (self.next..).zip(&heights) {
            self.worksheet.set_row_height(row, *height)?;
        }
        for one in &placed {
            // `place` has checked that the grid fits the sheet, so these conversions hold.
            let at = |value: usize| RowNum::try_from(value).unwrap_or(RowNum::MAX);
            let column = ColNum::try_from(one.column).unwrap_or(ColNum::MAX);
            let top = self.next + at(one.row);
            let text = clean(&one.cell.text);
            if one.cell.colspan == 1 && one.cell.rowspan == 1 {
                self.worksheet.write_string_with_format(top, column, &*text, &format)?;
            } else {
                let bottom = top + RowNum::from(one.cell.rowspan) - 1;
                self.worksheet.merge_range(top, column, bottom, column + one.cell.colspan - 1, &text, &format)?;
            }
        }
        self.next += RowNum::try_from(rows.len()).unwrap_or(RowNum::MAX);
        Ok(())
    }

    fn row(&mut self, number: usize, cells: &[Cell], formats: &[ColumnFormats]) -> Result<(), OfficeError> {
        if let [Cell::Heading(text)] = cells {
            return self.across(text, &formats::heading(), None);
        }
        let expected = self.sheet.columns.len();
        if cells.len() != expected {
            let place = format!("工作表「{}」", self.sheet.name);
            return Err(OfficeError::RowWidth { place, row: number, expected, found: cells.len() });
        }
        let row = self.next;
        let mut height = ONE_LINE;
        for (at, ((cell, column), format)) in (0..).zip(cells.iter().zip(&self.sheet.columns).zip(formats)) {
            match held(cell, column.kind) {
                Some(Held::Nothing) => self.worksheet.write_blank(row, at, &format.value)?,
                Some(Held::Dash) => self.worksheet.write_string_with_format(row, at, "—", &format.dash)?,
                Some(Held::Words(text)) => {
                    height = height.max(height_for(&text, column.width));
                    let format = if looks_like_formula(&text) { &format.risky_words } else { &format.words };
                    self.worksheet.write_string_with_format(row, at, text, format)?
                }
                Some(Held::Number(number)) => self.worksheet.write_number_with_format(row, at, number, &format.value)?,
                Some(Held::Day(day)) => self.worksheet.write_datetime_with_format(row, at, day, &format.value)?,
                None => {
                    return Err(OfficeError::CellKind {
                        sheet: self.sheet.name.clone(),
                        cell: row_col_to_cell(row, at),
                        found: cell_name(cell),
                        expected: kind_name(column.kind),
                    });
                }
            };
        }
        // Excel fits a row to its text when it opens the file; other programs do not.
        if height > ONE_LINE {
            self.worksheet.set_row_height(row, height)?;
        }
        self.next += 1;
        Ok(())
    }
}
