//! The text of an uploaded or named file, whatever its format.

use encoding_rs::{Encoding, GB18030};
use office::prose::{Cap, ProseError, read_docx, read_html};
use sheets::Limits;
use sheets::book::{Book, BookError};

/// The largest file that is read, in bytes.
const LARGEST: usize = 32 << 20;

/// A file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The text in which places are counted.
    pub text: String,
    /// Whether it was taken out of another format (docx, xlsx, html), so that a reader needs it to find the places;
    /// for txt and md it is the decoded file as it stands.
    pub extracted: bool,
}

/// Why a file gave no text.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A Word document.
    #[error(transparent)]
    Prose(#[from] ProseError),
    /// A workbook.
    #[error(transparent)]
    Book(#[from] BookError),
    /// Neither UTF-8 nor GB18030.
    #[error("文件不是文字,也不是 docx、xlsx 或 html。请另存为 docx 或 UTF-8 编码的 txt 再试")]
    NotText,
    /// Larger than is read.
    #[error("文件超过 32 MB,请拆成几份再核对")]
    TooLarge,
}

/// Reads a file by its name and content: docx, xlsx (xls, ods), html, txt, md.
pub fn read_document(content: &[u8], file_name: &str) -> Result<Document, DocumentError> {
    if content.len() > LARGEST {
        return Err(DocumentError::TooLarge);
    }
    let ending = file_name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase());
    match ending.as_str() {
        "docx" | "docm" | "doc" => Ok(Document { text: read_docx(content, Cap::default())?, extracted: true }),
        "xlsx" | "xlsm" | "xls" | "ods" => Ok(Document { text: workbook(content, file_name)?, extracted: true }),
        "html" | "htm" => Ok(Document { text: read_html(&decode(content)?), extracted: true }),
        _ => Ok(Document { text: decode(content)?, extracted: false }),
    }
}

/// The text of a file in UTF-8 or GB18030, or in UTF-16 with a mark; line breaks stay as they are, a byte-order mark goes.
fn decode(content: &[u8]) -> Result<String, DocumentError> {
    if let Some((encoding, mark)) = Encoding::for_bom(content) {
        let (text, failed) = encoding.decode_without_bom_handling(content.get(mark..).unwrap_or_default());
        return if failed { Err(DocumentError::NotText) } else { Ok(text.into_owned()) };
    }
    if content.contains(&0) {
        return Err(DocumentError::NotText);
    }
    if let Ok(text) = std::str::from_utf8(content) {
        return Ok(text.to_owned());
    }
    let (text, failed) = GB18030.decode_without_bom_handling(content);
    if failed { Err(DocumentError::NotText) } else { Ok(text.into_owned()) }
}

/// The sheets of a workbook: its name, then a line for each row with the cells as people see them, parted by tabs.
fn workbook(content: &[u8], file_name: &str) -> Result<String, DocumentError> {
    let book = Book::open(content, file_name, &Limits::default())?;
    let mut text = String::new();
    for sheet in book.sheets() {
        text.push_str(sheet.name());
        text.push('\n');
        for row in sheet.rows() {
            let mut next = 0;
            for cell in row.cells() {
                let column = usize::from(cell.pos().col);
                // A far column is no reason to write thousands of tabs.
                text.extend(std::iter::repeat_n('\t', (column - next).min(50)));
                next = column;
                text.extend(cell.raw().chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
            }
            text.push('\n');
        }
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_as_it_was_written_without_its_mark() {
        let read = read_document("\u{feff}签约\r\n78个".as_bytes(), "报告.txt").unwrap();
        assert_eq!(read, Document { text: "签约\r\n78个".to_owned(), extracted: false });
    }

    #[test]
    fn a_text_of_an_older_system_is_decoded() {
        let (bytes, _, _) = GB18030.encode("完成投资5亿元");
        assert_eq!(read_document(&bytes, "报告.txt").unwrap().text, "完成投资5亿元");
    }

    #[test]
    fn what_is_no_text_is_refused_with_advice() {
        let error = read_document(&[0, 1, 2], "报告.txt").unwrap_err();
        assert!(error.to_string().contains("另存为"));
    }
}
