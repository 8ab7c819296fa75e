//! Finds out what a file is, and reads it.

use super::build::{Builder, Fault};
use super::cells::{Book, Stored, Visibility};
use super::error::BookError;
use super::package::Package;
use super::place::CellPos;
use super::{csv, ods, xls, xlsx};
use crate::limits::Limits;

impl Book {
    /// Reads a workbook: xlsx, xls, ods, or separated text. The content decides, not the name's extension.
    ///
    /// # Errors
    /// A [`BookError`] with a stable [`BookError::rule`] when it cannot be read; then nothing was kept.
    pub fn open(bytes: &[u8], file_name: &str, limits: &Limits) -> Result<Self, BookError> {
        let mut builder = Builder::new(limits);
        read(bytes, file_name, &mut builder).and_then(|()| builder.finish(file_name)).map_err(|fault| fault.of_file(file_name, limits))
    }

    /// A book of one cell that holds a text, as somebody typed it there.
    ///
    /// # Errors
    /// [`BookError::Damaged`] for a place that no sheet has.
    pub(crate) fn of_cell(sheet: &str, pos: CellPos, text: &str) -> Result<Self, BookError> {
        let limits = Limits::default();
        let mut builder = Builder::new(&limits);
        let mut fill = || {
            builder.start_sheet(sheet, Visibility::Visible)?;
            let mut kept = builder.text_buffer();
            kept.push(text);
            let number = builder.keep(&kept)?;
            builder.put(pos, 0, Stored::Text(number))
        };
        fill().and_then(|()| builder.finish(sheet)).map_err(|fault| fault.of_file(sheet, &limits))
    }
}

fn read(bytes: &[u8], file_name: &str, builder: &mut Builder<'_>) -> Result<(), Fault> {
    let limits = builder.limits;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.file_bytes {
        return Err(Fault::TooLarge("的大小", limits.file_bytes));
    }
    if bytes.is_empty() {
        return Err(Fault::NotAWorkbook("文件是空的".to_owned()));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return read_zip(bytes, builder);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return xls::read(bytes, builder);
    }
    if let Some(found) = foreign(bytes) {
        return Err(Fault::NotAWorkbook(found.to_owned()));
    }
    let stem = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let sheet = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    csv::read(bytes, if sheet.is_empty() { "Sheet1" } else { sheet }, builder)
}

fn read_zip(bytes: &[u8], builder: &mut Builder<'_>) -> Result<(), Fault> {
    let mut package = Package::open(bytes, builder.limits)?;
    let found = if package.names().any(|name| name.ends_with("workbook.bin")) {
        "内容是 Excel 二进制工作簿(.xlsb)"
    } else if package.names().any(|name| name.ends_with("workbook.xml")) {
        return xlsx::read(&mut package, builder);
    } else if package.has("content.xml") && package.has("META-INF/manifest.xml") {
        if ods::is_encrypted(&mut package)? {
            return Err(Fault::Encrypted);
        }
        return match ods::read(&mut package, builder) {
            Err(Fault::NoSheets) => Err(Fault::NotAWorkbook("内容是开放文档,但不是电子表格".to_owned())),
            other => other,
        };
    } else if package.has("word/document.xml") {
        "内容是 Word 文档"
    } else if package.has("ppt/presentation.xml") {
        "内容是演示文稿"
    } else {
        "内容是压缩包,请先解压"
    };
    Err(Fault::NotAWorkbook(found.to_owned()))
}

/// Names the kinds of file that are brought by mistake.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    let head: String = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048)).unwrap_or_default()).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    Some(match bytes {
        [b'%', b'P', b'D', b'F', ..] => "内容是 PDF",
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => "内容是图片",
        [b'7', b'z', 0xbc, 0xaf, ..] | [b'R', b'a', b'r', b'!', ..] | [0x1f, 0x8b, ..] => "内容是压缩包,请先解压",
        [b'{', b'\\', b'r', b't', b'f', ..] => "内容是 RTF 文档",
        _ if head.starts_with("<!doctype") || head.starts_with("<html") || head.starts_with("<table") => "内容是网页(扩展名被改成了表格)",
        _ if head.starts_with("<?xml") && head.contains("office:spreadsheet") => "内容是 XML 表格 2003",
        _ if head.starts_with("<?xml") || head.starts_with("mime-version:") => "内容是网页或 XML 文件",
        _ => return None,
    })
}
