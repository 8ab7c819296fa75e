//! Tables of a paper.

use docx_rs::{
    AlignmentType, BorderType, HeightRule, Paragraph, Table as WordTable, TableAlignmentType, TableBorder, TableBorderPosition,
    TableBorders, TableCell as WordCell, TableCellMargins, TableLayoutType, TableRow as WordRow, VAlignType, VMergeType, WidthType,
};

use super::document::runs_into;
use super::layout::{self, size};
use super::styles::id;
use super::{Align, Run, Table, TableCell};
use crate::OfficeError;
use crate::head::{Placed, place};

/// Half a point, in eighths of a point.
const LINE_WEIGHT: usize = 4;
/// Every line of the grid is drawn.
const SIDES: [TableBorderPosition; 6] = [
    TableBorderPosition::Top,
    TableBorderPosition::Bottom,
    TableBorderPosition::Left,
    TableBorderPosition::Right,
    TableBorderPosition::InsideH,
    TableBorderPosition::InsideV,
];
/// Most columns that are still set in 小四.
const ROOMY_COLUMNS: usize = 6;

/// Size and widths that all cells of a table share.
struct Frame {
    /// Half points.
    size: usize,
    /// Twips of each column.
    widths: Vec<usize>,
}

impl Frame {
    fn width(&self, column: usize, span: usize) -> usize {
        self.widths.iter().skip(column).take(span).sum()
    }

    fn cell(&self, column: usize, span: usize) -> WordCell {
        WordCell::new().width(self.width(column, span), WidthType::Dxa).grid_span(span).vertical_align(VAlignType::Center)
    }
}

/// The table itself, without caption and notes.
pub(super) fn build(table: &Table) -> Result<WordTable, OfficeError> {
    let name = table.caption.as_deref().map_or_else(|| "正文中的表".to_owned(), |caption| format!("表「{caption}」"));
    let columns = table.widths.len();
    let total = if table.landscape { layout::LANDSCAPE_TEXT_WIDTH } else { layout::TEXT_WIDTH };
    let size = if columns <= ROOMY_COLUMNS { size::TABLE } else { size::WIDE_TABLE };
    let frame = Frame { size, widths: share(&table.widths, usize::try_from(total).unwrap_or_default()) };
    let placed = place(&table.header, columns, &name)?;
    let mut rows = Vec::with_capacity(table.header.len() + table.rows.len());
    for row in 0..table.header.len() {
        rows.push(line(header_cells(&frame, &placed, row, columns)?));
    }
    for (index, row) in table.rows.iter().enumerate() {
        let found = row.cells.iter().map(|cell| usize::from(cell.colspan.max(1))).sum();
        if found != columns {
            return Err(OfficeError::RowWidth { place: name, row: index + 1, expected: columns, found });
        }
        let mut column = 0;
        let mut cells = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            let span = usize::from(cell.colspan.max(1));
            cells.push(frame.cell(column, span).add_paragraph(body_paragraph(&frame, cell, row.bold)?));
            column += span;
        }
        rows.push(line(cells));
    }
    let side = |position| TableBorder::new(position).border_type(BorderType::Single).size(LINE_WEIGHT).color("000000");
    let borders = SIDES.into_iter().fold(TableBorders::with_empty(), |all, at| all.set(side(at)));
    Ok(WordTable::new(rows)
        .set_grid(frame.widths.clone())
        .width(frame.widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
        .margins(TableCellMargins::new().margin(28, 57, 28, 57))
        .set_borders(borders))
}

/// `total` shared out in the proportion of `weights`; what rounding leaves goes to the last column.
fn share(weights: &[u32], total: usize) -> Vec<usize> {
    let sum = weights.iter().map(|w| *w as usize).sum::<usize>().max(1);
    let mut widths: Vec<usize> = weights.iter().map(|w| total * *w as usize / sum).collect();
    let rest = total - widths.iter().sum::<usize>().min(total);
    if let Some(last) = widths.last_mut() {
        *last += rest;
    }
    widths
}

/// A row that is not torn apart between two pages.
fn line(cells: Vec<WordCell>) -> WordRow {
    WordRow::new(cells).row_height(400.0).height_rule(HeightRule::AtLeast).cant_split()
}

fn header_cells(frame: &Frame, placed: &[Placed<'_>], row: usize, columns: usize) -> Result<Vec<WordCell>, OfficeError> {
    let mut cells = Vec::new();
    let mut column = 0;
    while column < columns {
        let covers = |p: &&Placed<'_>| p.column == column && (p.row..p.row + usize::from(p.cell.rowspan)).contains(&row);
        let Some(here) = placed.iter().find(covers) else { break };
        let span = usize::from(here.cell.colspan);
        let mut cell = frame.cell(column, span);
        let mut paragraph = Paragraph::new().style(id::TABLE_HEAD);
        if here.row == row {
            paragraph = runs_into(paragraph, &[Run::text(&here.cell.text)], |run| run.size(frame.size))?;
        }
        if here.cell.rowspan > 1 {
            cell = cell.vertical_merge(if here.row == row { VMergeType::Restart } else { VMergeType::Continue });
        }
        cells.push(cell.add_paragraph(paragraph));
        column += span;
    }
    Ok(cells)
}

fn body_paragraph(frame: &Frame, cell: &TableCell, bold: bool) -> Result<Paragraph, OfficeError> {
    let align = match cell.align {
        Align::Left => AlignmentType::Left,
        Align::Centre => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    };
    let paragraph = Paragraph::new().style(id::TABLE_CELL).align(align);
    runs_into(paragraph, &cell.runs, |run| if bold { run.size(frame.size).bold() } else { run.size(frame.size) })
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_columns_of_a_table_fill_the_text_block_exactly(weights in proptest::collection::vec(1_u32..1000, 1..40)) {
            proptest::prop_assert_eq!(share(&weights, 8845).iter().sum::<usize>(), 8845);
        }
    }
}
