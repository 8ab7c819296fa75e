//! Comma, tab or semicolon separated text in UTF-8, UTF-16 with a mark, or GB18030.

use std::borrow::Cow;

use csv::ReaderBuilder;
use encoding_rs::{Encoding, GB18030};

use super::build::{Builder, Fault};
use super::cells::{Stored, Visibility};
use super::place::{CellPos, MAX_COLUMNS};

/// Lines that are looked at to find the separator.
const SNIFFED_LINES: usize = 30;

/// The text of the file, whatever its encoding.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Fault> {
    let unreadable = || Fault::NotAWorkbook("内容既不是表格文件,也不是 UTF-8 或 GB18030 编码的文字".to_owned());
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, failed) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return if failed { Err(unreadable()) } else { Ok(text) };
    }
    if bytes.contains(&0) {
        return Err(unreadable());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let (text, failed) = GB18030.decode_without_bom_handling(bytes);
    if failed { Err(unreadable()) } else { Ok(text) }
}

/// The separator that most evenly cuts the first lines; a comma where none does.
fn separator(text: &str) -> u8 {
    let mut best = (0_usize, b',');
    for candidate in [b',', b'\t', b';'] {
        let mut cut_lines = 0_usize;
        let mut cuts = 0_usize;
        let mut quoted = false;
        for line in text.lines().take(SNIFFED_LINES) {
            let mut here = 0_usize;
            for byte in line.bytes() {
                if byte == b'"' {
                    quoted = !quoted;
                } else if byte == candidate && !quoted {
                    here += 1;
                }
            }
            cut_lines += usize::from(here > 0);
            cuts += here;
        }
        if cut_lines * cuts > best.0 {
            best = (cut_lines * cuts, candidate);
        }
    }
    best.1
}

/// Reads the text as one sheet named after the file.
pub(super) fn read(bytes: &[u8], sheet_name: &str, builder: &mut Builder<'_>) -> Result<(), Fault> {
    let text = decode(bytes)?;
    // An old habit: the first line may name the separator.
    let (named, body_start) = match text.lines().next().and_then(|line| line.strip_prefix("sep=")) {
        Some(rest) => (rest.bytes().next(), text.find('\n').map_or(text.len(), |at| at + 1)),
        None => (None, 0),
    };
    let body = text.get(body_start..).unwrap_or_default();
    let delimiter = named.unwrap_or_else(|| separator(body));
    builder.start_sheet(sheet_name, Visibility::Visible)?;
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(body.as_bytes());
    let mut record = csv::ByteRecord::new();
    let mut row = u32::from(body_start > 0);
    let mut buffer = builder.text_buffer();
    loop {
        // The reader skips empty lines, but people count them as rows.
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        // It may also stop between the two characters of a line's end.
        let split_end =
            from.checked_sub(1).and_then(|last| body.as_bytes().get(last)) == Some(&b'\r') && body.as_bytes().get(from) == Some(&b'\n');
        let skipped = body
            .get(from + usize::from(split_end)..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| matches!(c, '\r' | '\n'))
            .filter(|c| *c == '\n')
            .count();
        if !reader.read_byte_record(&mut record).map_err(|error| Fault::damaged("文本", error))? {
            return Ok(());
        }
        row = row.saturating_add(u32::try_from(skipped).unwrap_or(u32::MAX));
        for (index, field) in record.iter().enumerate() {
            let field = String::from_utf8_lossy(field);
            if field.trim().is_empty() {
                continue;
            }
            let Some(col) = u16::try_from(index).ok().filter(|col| u32::from(*col) < MAX_COLUMNS) else {
                return Err(Fault::damaged(&format!("第 {} 行", row + 1), "列数超过 16384"));
            };
            buffer.clear();
            // ="0123" keeps leading zeros for Excel; people see 0123.
            buffer.push(field.strip_prefix("=\"").and_then(|f| f.strip_suffix('"')).unwrap_or(&field));
            let number = builder.keep(&buffer)?;
            builder.put(CellPos::new(row, col), 0, Stored::Text(number))?;
        }
        row = row.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found_outside_quotes() {
        assert_eq!(separator("a,b,c\n1,2,3"), b',');
        assert_eq!(separator("a;b;c\n\"1,5\";2;3"), b';');
        assert_eq!(separator("项目,一\t二\t三\n1\t2\t3"), b'\t');
        assert_eq!(separator("标题\n"), b',');
    }
}
