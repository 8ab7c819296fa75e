//! A walk over the records of an Excel 97–2003 stream ([MS-XLS] 2.4) that reads no values: real extents,
//! number formats of cells, hidden rows, and whether a password is needed.

use std::collections::BTreeMap;

use super::format::NumberFormat;
use super::place::CellPos;

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Workbook {
    pub(super) encrypted: bool,
    /// Number formats by index of the extended format (XF) that uses them.
    pub(super) formats: Vec<NumberFormat>,
    pub(super) sheets: Vec<SheetScan>,
}

/// What the walk found of one sheet.
#[derive(Debug, Default)]
pub(super) struct SheetScan {
    /// Place in the directory of sheets.
    pub(super) index: usize,
    extent: Option<(CellPos, CellPos)>,
    /// XF index of cells with numbers under a format other than General.
    pub(super) formats: BTreeMap<CellPos, u16>,
    pub(super) hidden_rows: Vec<u32>,
}

impl SheetScan {
    pub(super) fn rows(&self) -> u64 {
        self.extent.map_or(0, |(first, last)| u64::from(last.row - first.row) + 1)
    }

    pub(super) fn columns(&self) -> u64 {
        self.extent.map_or(0, |(first, last)| u64::from(last.col - first.col) + 1)
    }

    /// Cells of the smallest block around all cells.
    pub(super) fn dense_size(&self) -> u64 {
        self.rows() * self.columns()
    }

    fn cover(&mut self, pos: CellPos) {
        let (first, last) = self.extent.unwrap_or((pos, pos));
        let low = CellPos::new(first.row.min(pos.row), first.col.min(pos.col));
        let high = CellPos::new(last.row.max(pos.row), last.col.max(pos.col));
        self.extent = Some((low, high));
    }
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2).and_then(|bytes| bytes.try_into().ok()).map(u16::from_le_bytes)
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes)
}

/// The record at an offset: type, content, offset of the next.
fn record(stream: &[u8], at: usize) -> Option<(u16, &[u8], usize)> {
    let length = usize::from(u16_at(stream, at + 2)?);
    let end = at + 4 + length;
    Some((u16_at(stream, at)?, stream.get(at + 4..end)?, end))
}

/// Walks over the stream. Records that are cut off end the walk; the reader of values reports the damage.
pub(super) fn scan(stream: &[u8]) -> Workbook {
    let mut workbook = Workbook::default();
    let mut codes: BTreeMap<u16, NumberFormat> = BTreeMap::new();
    let mut format_ids: Vec<u16> = Vec::new();
    let mut sheet_starts: Vec<u32> = Vec::new();
    let mut at = 0;
    // The globals come first and end with EOF (0x000A).
    while let Some((kind, data, next)) = record(stream, at) {
        match kind {
            0x002f => workbook.encrypted = true,
            0x041e => {
                if let (Some(id), Some(code)) = (u16_at(data, 0), data.get(2..).and_then(unicode_string)) {
                    codes.insert(id, NumberFormat::parse(&code));
                }
            }
            0x00e0 => format_ids.push(u16_at(data, 2).unwrap_or(0)),
            0x0085 => sheet_starts.push(u32_at(data, 0).unwrap_or(u32::MAX)),
            0x000a => break,
            _ => {}
        }
        at = next;
    }
    workbook.formats =
        format_ids.iter().map(|id| codes.get(id).cloned().unwrap_or_else(|| NumberFormat::built_in(u32::from(*id)))).collect();
    let general: Vec<bool> = workbook.formats.iter().map(|format| *format == NumberFormat::general()).collect();
    if !workbook.encrypted {
        for (index, start) in sheet_starts.into_iter().enumerate() {
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            if start < stream.len() {
                workbook.sheets.push(scan_sheet(stream, start, index, &general));
            }
        }
    }
    workbook
}

fn scan_sheet(stream: &[u8], start: usize, index: usize, general: &[bool]) -> SheetScan {
    let mut sheet = SheetScan { index, ..SheetScan::default() };
    let mut at = start;
    let mut depth = 0_u32;
    while let Some((kind, data, next)) = record(stream, at) {
        at = next;
        match kind {
            // Embedded charts have records of their own between BOF and EOF.
            0x0809 => depth += 1,
            0x000a if depth <= 1 => break,
            0x000a => depth -= 1,
            _ if depth != 1 => {}
            // NUMBER, LABEL, LABELSST, RK, FORMULA, BOOLERR begin with row, column, XF.
            0x0203 | 0x0204 | 0x00fd | 0x027e | 0x0006 | 0x0205 => {
                if let (Some(row), Some(col), Some(format)) = (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4)) {
                    sheet.number(row, col, format, general);
                }
            }
            // MULRK: row, first column, then an XF and a number for each column.
            0x00bd => {
                if let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) {
                    let count = data.len().saturating_sub(6) / 6;
                    for (step, col) in (first..).take(count).enumerate() {
                        sheet.number(row, col, u16_at(data, 4 + step * 6).unwrap_or(0), general);
                    }
                }
            }
            0x0208 if u16_at(data, 12).is_some_and(|options| options & 0x20 != 0) => {
                sheet.hidden_rows.extend(u16_at(data, 0).map(u32::from));
            }
            _ => {}
        }
    }
    sheet
}

impl SheetScan {
    fn number(&mut self, row: u16, col: u16, format: u16, general: &[bool]) {
        let pos = CellPos::new(u32::from(row), col);
        self.cover(pos);
        if !general.get(usize::from(format)).copied().unwrap_or(true) {
            self.formats.insert(pos, format);
        }
    }
}

/// A string with a 16-bit length and a flag for 16-bit characters ([MS-XLS] 2.5.294).
fn unicode_string(data: &[u8]) -> Option<String> {
    let length = usize::from(u16_at(data, 0)?);
    let wide = data.get(2)? & 1 == 1;
    let body = data.get(3..)?;
    if wide {
        let units: Vec<u16> = body.chunks_exact(2).take(length).filter_map(|pair| u16_at(pair, 0)).collect();
        Some(String::from_utf16_lossy(&units))
    } else {
        Some(body.iter().take(length).map(|byte| char::from(*byte)).collect())
    }
}
