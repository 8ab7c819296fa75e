//! Excel 97–2003 workbooks: calamine reads the values, a walk over the records before it finds the real
//! extent (a dense range of cells A1 and IV65536 would cost half a gigabyte), number formats and passwords.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader, SheetVisible, Xls};

use super::biff::{self, Workbook};
use super::build::{Builder, Fault};
use super::cells::{Stored, Style, Visibility};
use super::place::{Area, CellPos};

/// Cells of the smallest block around all cells of a sheet, which calamine keeps densely.
const MAX_DENSE: u64 = 8_000_000;

const PART: &str = "工作簿内容";

/// Reads every worksheet.
pub(super) fn read(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Fault> {
    let workbook = scan(bytes)?;
    for sheet in &workbook.sheets {
        if sheet.dense_size() > MAX_DENSE {
            let cause = format!(
                "第 {} 个工作表的内容散布在 {} 行 {} 列里。请删去远处的零散单元格或另存为 .xlsx",
                sheet.index + 1,
                sheet.rows(),
                sheet.columns()
            );
            return Err(Fault::damaged("工作表", cause));
        }
    }
    // calamine checks most lengths, but not all; a panic of it must not reach the person.
    let read = catch_unwind(AssertUnwindSafe(|| read_values(bytes, &workbook, builder)));
    read.unwrap_or_else(|_| Err(Fault::damaged(PART, "记录结构不完整")))
}

fn scan(bytes: &[u8]) -> Result<Workbook, Fault> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| Fault::damaged("复合文档目录", error))?;
    if file.exists("/EncryptedPackage") || file.exists("/EncryptionInfo") {
        return Err(Fault::Encrypted);
    }
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else {
        let found = if file.exists("/WordDocument") { "内容是 Word 文档(.doc)" } else { "内容是其他程序的文档" };
        return Err(Fault::NotAWorkbook(found.to_owned()));
    };
    let mut stream = Vec::new();
    let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let opened = file.open_stream(name).map_err(|error| Fault::damaged(PART, error))?;
    opened.take(most).read_to_end(&mut stream).map_err(|error| Fault::damaged(PART, error))?;
    let workbook = biff::scan(&stream);
    if workbook.encrypted { Err(Fault::Encrypted) } else { Ok(workbook) }
}

fn read_values(bytes: &[u8], scanned: &Workbook, builder: &mut Builder<'_>) -> Result<(), Fault> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => Fault::Encrypted,
        other => Fault::damaged(PART, other),
    })?;
    let first_style = builder.styles.len();
    builder.styles.extend(scanned.formats.iter().cloned().map(Style::plain));
    for (index, sheet) in book.sheets_metadata().to_vec().into_iter().enumerate() {
        if sheet.typ != calamine::SheetType::WorkSheet {
            continue;
        }
        let hidden = sheet.visible != SheetVisible::Visible;
        builder.start_sheet(&sheet.name, if hidden { Visibility::Hidden } else { Visibility::Visible })?;
        let scanned = scanned.sheets.iter().find(|s| s.index == index);
        let range = book.worksheet_range(&sheet.name).map_err(|error| Fault::damaged(&sheet.name, error))?;
        let origin = range.start().unwrap_or((0, 0));
        let mut text = builder.text_buffer();
        for (row, col, value) in range.used_cells() {
            let place = |n: usize, from: u32| u32::try_from(n).ok().and_then(|n| n.checked_add(from));
            let (Some(row), Some(col)) = (place(row, origin.0), place(col, origin.1).and_then(|c| u16::try_from(c).ok())) else { continue };
            let pos = CellPos::new(row, col);
            let style = scanned.and_then(|s| s.formats.get(&pos)).and_then(|format| u16::try_from(first_style + usize::from(*format)).ok());
            text.clear();
            let (style, stored) = match value {
                Data::Empty => continue,
                Data::Int(n) => (style, Stored::Number(f64::from(i32::try_from(*n).unwrap_or(i32::MAX)))),
                Data::Float(n) => (style, Stored::Number(*n)),
                Data::Bool(b) => (style, Stored::Bool(*b)),
                Data::DateTime(date) => (style.or(Some(1)), Stored::Number(date.as_f64() + if scanned_1904(&book) { 1462.0 } else { 0.0 })),
                Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => {
                    text.push(s);
                    (None, Stored::Text(builder.keep(&text)?))
                }
                Data::Error(error) => (None, Stored::Error(builder.keep_str(&error.to_string())?)),
            };
            builder.put(pos, style.unwrap_or(0), stored)?;
        }
        if let Ok(formulas) = book.worksheet_formula(&sheet.name) {
            let origin = formulas.start().unwrap_or((0, 0));
            for (row, col, formula) in formulas.used_cells() {
                let row = u32::try_from(row).ok().and_then(|r| r.checked_add(origin.0));
                let col = u32::try_from(col).ok().and_then(|c| c.checked_add(origin.1)).and_then(|c| u16::try_from(c).ok());
                if let (Some(row), Some(col)) = (row, col) {
                    let number = builder.keep_str(formula)?;
                    builder.formula(CellPos::new(row, col), number, CellPos::new(row, col))?;
                }
            }
        }
        for merge in book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default() {
            let corner = |(row, col): (u32, u32)| u16::try_from(col).ok().map(|col| CellPos::new(row, col));
            if let (Some(first), Some(last)) = (corner(merge.start), corner(merge.end)) {
                builder.merge(Area { first, last })?;
            }
        }
        for row in scanned.map(|s| s.hidden_rows.as_slice()).unwrap_or_default() {
            builder.hide_row(*row)?;
        }
    }
    Ok(())
}

fn scanned_1904<R: Read + std::io::Seek>(book: &Xls<R>) -> bool {
    book.has_1904_epoch()
}
