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
    use std::io::{Cursor, Read, Write};

    use proptest::prelude::*;

    use super::*;
    use crate::check::Checked;
    use crate::check::take_away::{TakeAway, make};

    const TEXT: &str = "新签约项目98个,其中工业68个、服务业25个。\n到位资金5.2亿元,占协议投资20.8亿元的25%。";

    /// A sound file of each format, with its name.
    fn files() -> Vec<(&'static str, Vec<u8>)> {
        let checked = Checked { text: TEXT.to_owned(), report: figures::check(TEXT) };
        let html =
            "<html><head><meta charset=\"utf-8\"></head><body><table><tr><td>合计</td><td>5</td></tr></table><p>签约5个</p></body></html>";
        vec![
            ("稿.docx", make(&checked, TakeAway::Marked).unwrap().content),
            ("表.xlsx", make(&checked, TakeAway::Findings).unwrap().content),
            ("页.html", html.as_bytes().to_vec()),
            ("稿.txt", TEXT.as_bytes().to_vec()),
        ]
    }

    /// Changes bytes: each edit puts a byte in the place of another, or cuts the rest off.
    fn damaged(mut bytes: Vec<u8>, edits: &[(usize, u8)], cut: Option<usize>) -> Vec<u8> {
        for &(at, byte) in edits {
            let length = bytes.len().max(1);
            if let Some(place) = bytes.get_mut(at % length) {
                *place = byte;
            }
        }
        bytes.truncate(cut.map_or(bytes.len(), |cut| cut % (bytes.len() + 1)));
        bytes
    }

    /// The same archive with one of its parts damaged, so that the damage reaches the reader behind the archive.
    fn damaged_inside(archive: &[u8], which: usize, edits: &[(usize, u8)], cut: Option<usize>) -> Vec<u8> {
        let mut source = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
        let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let which = which % source.len();
        for index in 0..source.len() {
            let mut part = source.by_index(index).unwrap();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            target.start_file(part.name().unwrap(), zip::write::SimpleFileOptions::default()).unwrap();
            target.write_all(&if index == which { damaged(content, edits, cut) } else { content }).unwrap();
        }
        target.finish().unwrap().into_inner()
    }

    fn read_and_check(content: &[u8], name: &str) {
        match read_document(content, name) {
            Ok(document) => drop(figures::check(&document.text)),
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn a_damaged_file_is_read_or_refused_in_words(
            edits in proptest::collection::vec((0_usize..100_000, any::<u8>()), 0..8),
            cut in proptest::option::of(0_usize..100_000),
            which in 0_usize..20,
        ) {
            for (name, content) in files() {
                read_and_check(&damaged(content.clone(), &edits, cut), name);
                if content.starts_with(b"PK") {
                    read_and_check(&damaged_inside(&content, which, &edits, cut), name);
                }
            }
        }
    }

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
