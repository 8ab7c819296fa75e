//! Cells of a header, with merged blocks filled.

use crate::book::{Area, CellPos, Sheet};
use crate::mapping::words::one_line;

/// What a person sees at a place, on one line: the cell's own text, or that of its merged block, whose
/// upper left cell comes with it.
pub(crate) fn shown_at(sheet: Sheet<'_>, pos: CellPos) -> Option<(CellPos, String)> {
    let origin = sheet.merge_at(pos).map_or(pos, |area: Area| area.first);
    let text = one_line(&sheet.cell(origin)?.raw());
    (!text.is_empty()).then_some((origin, text))
}

/// The cell's own text, on one line; empty where there is none.
pub(crate) fn text_at(sheet: Sheet<'_>, pos: CellPos) -> String {
    sheet.cell(pos).map(|cell| one_line(&cell.raw())).unwrap_or_default()
}
