//! Where a cell is, written as people write it: `B7`, `台账!B7`.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Rows of the largest sheet that a spreadsheet program writes.
pub const MAX_ROWS: u32 = 1_048_576;
/// Columns of the largest sheet that a spreadsheet program writes.
pub const MAX_COLUMNS: u32 = 16_384;

/// A cell's place in its sheet; rows and columns count from zero and print as `A1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPos {
    /// Row, from 0.
    pub row: u32,
    /// Column, from 0.
    pub col: u16,
}

impl CellPos {
    /// The cell in `row` and `col`, both from 0.
    pub const fn new(row: u32, col: u16) -> Self {
        Self { row, col }
    }

    /// Back from `B7` (also `$B$7` and `b7`); `None` for anything else, and beyond `XFD1048576`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = text.bytes().filter(|b| *b != b'$').peekable();
        let mut col = 0_u32;
        while let Some(letter) = bytes.next_if(u8::is_ascii_alphabetic) {
            col = col.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)?;
        }
        let mut row = 0_u32;
        for digit in bytes {
            if !digit.is_ascii_digit() {
                return None;
            }
            row = row.checked_mul(10)?.checked_add(u32::from(digit - b'0'))?;
        }
        if col == 0 || row == 0 || col > MAX_COLUMNS || row > MAX_ROWS {
            return None;
        }
        Some(Self { row: row - 1, col: u16::try_from(col - 1).ok()? })
    }
}

/// The letters of a column that counts from 0: 0 is `A`, 26 is `AA`.
pub fn column_letters(col: u16) -> String {
    let mut letters = Vec::with_capacity(3);
    let mut rest = u32::from(col) + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + u8::try_from(digit).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for CellPos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_letters(self.col), self.row + 1)
    }
}

impl FromStr for CellPos {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text).ok_or_else(|| format!("「{text}」不是单元格地址,请写成 B7 的样子"))
    }
}

impl Serialize for CellPos {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellPos {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A cell's place in a workbook. Prints, and travels, as `台账!B7`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    /// Name of the sheet.
    pub sheet: Arc<str>,
    /// Place in the sheet.
    pub pos: CellPos,
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}!{}", self.sheet, self.pos)
    }
}

impl Serialize for CellRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CellRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (sheet, pos) = text.rsplit_once('!').ok_or_else(|| serde::de::Error::custom(format!("「{text}」不是单元格地址")))?;
        Ok(Self { sheet: sheet.into(), pos: pos.parse().map_err(serde::de::Error::custom)? })
    }
}

/// A block of cells, both corners in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Upper left corner.
    pub first: CellPos,
    /// Lower right corner.
    pub last: CellPos,
}

impl Area {
    /// Back from `A1:C3`, or `A1` for one cell.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let (first, last) = (CellPos::parse(first)?, CellPos::parse(last)?);
        (first.row <= last.row && first.col <= last.col).then_some(Self { first, last })
    }

    /// Whether the cell lies in it.
    pub const fn contains(&self, pos: CellPos) -> bool {
        self.first.row <= pos.row && pos.row <= self.last.row && self.first.col <= pos.col && pos.col <= self.last.col
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_prints_as_people_write_it_and_reads_back() {
        for (text, row, col) in [("A1", 0, 0), ("Z9", 8, 25), ("AA10", 9, 26), ("XFD1048576", 1_048_575, 16_383)] {
            let pos = CellPos::new(row, col);
            assert_eq!(pos.to_string(), text);
            assert_eq!(CellPos::parse(text), Some(pos));
        }
        assert_eq!(CellPos::parse("$B$7"), Some(CellPos::new(6, 1)));
        for text in ["", "7", "B", "XFE1", "A1048577", "B-7", "B7C"] {
            assert_eq!(CellPos::parse(text), None, "{text}");
        }
    }
}
