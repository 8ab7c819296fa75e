//! The text of a Word document.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::{Cap, Lines, ProseError};

/// Reads the main part of a docx.
///
/// Deleted text, field codes and comments are left out; what was inserted counts.
pub fn read_docx(bytes: &[u8], cap: Cap) -> Result<String, ProseError> {
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(ProseError::NotADocument("这是旧版 doc 格式或加密文件".to_owned()));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| ProseError::NotADocument(error.to_string()))?;
    let part = archive.by_name("word/document.xml").map_err(|error| match error {
        zip::result::ZipError::UnsupportedArchive(text) if text.contains("assword") => ProseError::Encrypted,
        other => ProseError::NotADocument(other.to_string()),
    })?;
    let mut xml = String::new();
    part.take(cap.inflated_bytes + 1).read_to_string(&mut xml).map_err(|error| ProseError::NotADocument(error.to_string()))?;
    if u64::try_from(xml.len()).is_ok_and(|length| length > cap.inflated_bytes) {
        return Err(ProseError::TooLarge(cap.inflated_bytes));
    }
    read_xml(&xml)
}

fn read_xml(xml: &str) -> Result<String, ProseError> {
    let mut reader = Reader::from_str(xml);
    let mut lines = Lines::default();
    let (mut in_text, mut cells, mut skipped) = (false, 0_usize, 0_usize);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => match start.local_name().as_ref() {
                "t" => in_text = true,
                "tc" => cells += 1,
                "del" | "moveFrom" | "txbxContent" => skipped += 1,
                _ => {}
            },
            Ok(Event::Empty(empty)) => match empty.local_name().as_ref() {
                "tab" if cells == 0 => lines.part_cells(),
                "br" | "cr" if cells == 0 => lines.end_line(),
                _ => {}
            },
            Ok(Event::End(end)) => match end.local_name().as_ref() {
                "t" => in_text = false,
                "p" | "tr" if cells == 0 => lines.end_line(),
                "tc" => {
                    cells = cells.saturating_sub(1);
                    if cells == 0 {
                        lines.text.push('\t');
                    }
                }
                "del" | "moveFrom" | "txbxContent" => skipped = skipped.saturating_sub(1),
                _ => {}
            },
            Ok(Event::Text(text)) if in_text && skipped == 0 => lines.text.push_str(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) if in_text && skipped == 0 => match reference.resolve_char_ref() {
                Ok(Some(c)) => lines.text.push(c),
                _ => lines.text.push_str(match &*reference {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    _ => "",
                }),
            },
            Ok(_) => {}
            Err(error) => return Err(ProseError::NotADocument(error.to_string())),
        }
    }
    lines.end_line();
    Ok(lines.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_become_lines_and_cells_are_parted_by_tabs() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>签约78个</w:t></w:r><w:r><w:t>,A&amp;B</w:t></w:r></w:p>\
                   <w:tbl><w:tr><w:tc><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>98</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
                   <w:p><w:del><w:r><w:t>删去</w:t></w:r></w:del><w:r><w:t>说明</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(read_xml(xml).unwrap(), "签约78个,A&B\n合计\t98\n说明\n");
    }

    #[test]
    fn what_is_no_document_is_refused_with_advice() {
        let error = read_docx(b"PK\x03\x04 nothing", Cap::default()).unwrap_err();
        assert!(error.to_string().contains("另存为 docx"), "{error}");
    }
}
