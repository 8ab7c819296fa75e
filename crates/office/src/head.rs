//! Table headers of several rows with merged cells, shared by papers and workbooks.

use serde::{Deserialize, Serialize};

use crate::OfficeError;

/// A cell of a header row. A position that a cell above already covers is left out, as in HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadCell {
    /// What it says.
    pub text: String,
    /// Columns that it covers, at least 1.
    pub colspan: u16,
    /// Rows that it covers, at least 1.
    pub rowspan: u16,
}

impl HeadCell {
    /// A cell of one row and one column.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), colspan: 1, rowspan: 1 }
    }

    /// A heading over `colspan` columns.
    pub fn over(text: impl Into<String>, colspan: u16) -> Self {
        Self { text: text.into(), colspan, rowspan: 1 }
    }

    /// A column's name that reaches down over `rowspan` header rows.
    pub fn down(text: impl Into<String>, rowspan: u16) -> Self {
        Self { text: text.into(), colspan: 1, rowspan }
    }
}

/// A header cell at its place in the grid, both from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed<'a> {
    pub(crate) row: usize,
    pub(crate) column: usize,
    pub(crate) cell: &'a HeadCell,
}

/// Places the cells of `rows` in a grid of `columns`, each row from left to right.
///
/// # Errors
/// [`OfficeError::HeadShape`] when the spans overlap, stick out or leave a hole.
pub(crate) fn place<'a>(rows: &'a [Vec<HeadCell>], columns: usize, place: &str) -> Result<Vec<Placed<'a>>, OfficeError> {
    let mut taken = vec![vec![false; columns]; rows.len()];
    let mut placed = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        let wrong = |reason: String| OfficeError::HeadShape { place: place.to_owned(), row: row + 1, reason };
        let mut column = 0;
        for cell in cells {
            while taken.get(row).and_then(|line| line.get(column)) == Some(&true) {
                column += 1;
            }
            if cell.colspan == 0 || cell.rowspan == 0 {
                return Err(wrong(format!("「{}」的合并数为 0", cell.text)));
            }
            let (width, height) = (usize::from(cell.colspan), usize::from(cell.rowspan));
            for line in row..row + height {
                for at in column..column + width {
                    match taken.get_mut(line).and_then(|line| line.get_mut(at)) {
                        Some(slot) if !*slot => *slot = true,
                        Some(_) => return Err(wrong(format!("「{}」与别的格重叠", cell.text))),
                        None => return Err(wrong(format!("「{}」超出 {} 行 {columns} 列", cell.text, rows.len()))),
                    }
                }
            }
            placed.push(Placed { row, column, cell });
            column += width;
        }
        if let Some(hole) = taken.get(row).and_then(|line| line.iter().position(|slot| !slot)) {
            return Err(wrong(format!("第 {} 列是空的", hole + 1)));
        }
    }
    Ok(placed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_headers_are_placed_like_an_html_table() {
        let rows = vec![
            vec![HeadCell::down("序号", 2), HeadCell::over("签约", 2), HeadCell::down("备注", 2)],
            vec![HeadCell::new("个数"), HeadCell::new("总投资")],
        ];
        let at: Vec<_> = place(&rows, 4, "表").unwrap().iter().map(|p| (p.cell.text.as_str(), p.row, p.column)).collect();
        assert_eq!(at, [("序号", 0, 0), ("签约", 0, 1), ("备注", 0, 3), ("个数", 1, 1), ("总投资", 1, 2)]);
    }

    #[test]
    fn a_header_that_is_no_grid_is_refused_by_name_and_row() {
        let short = vec![vec![HeadCell::new("甲")]];
        assert!(place(&short, 2, "附表1").unwrap_err().to_string().contains("附表1的表头第 1 行"));
        let wide = vec![vec![HeadCell::over("甲", 3)]];
        assert!(place(&wide, 2, "附表1").unwrap_err().to_string().contains("超出"));
        let deep = vec![vec![HeadCell::down("甲", 2), HeadCell::new("乙")]];
        assert!(place(&deep, 2, "附表1").is_err());
        let none = vec![vec![HeadCell::over("甲", 0)]];
        assert!(place(&none, 1, "附表1").is_err());
        let crossing = vec![vec![HeadCell::new("甲"), HeadCell::down("乙", 2)], vec![HeadCell::over("丙", 2)]];
        assert!(place(&crossing, 2, "附表1").unwrap_err().to_string().contains("重叠"));
    }
}
