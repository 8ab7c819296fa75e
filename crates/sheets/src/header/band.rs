//! The band of header rows and its columns.

use std::sync::Arc;

use domain::period::Period;

use super::grid::{shown_at, text_at};
use crate::book::{CellPos, Row, Sheet, Value};
use crate::field::FieldId;
use crate::mapping::money::{Subject, is_time_only};
use crate::mapping::words::{tidy, without_unit};
use crate::mapping::{dictionary, meaning};
use crate::rows::{Style, count_in, split_number};

/// Rows with content that are searched for the first header.
const SEARCHED_ROWS: usize = 60;
/// Rows that a band can have beside its first.
const MAX_EXTRA_ROWS: u32 = 4;
/// Longest text of a header cell, in characters.
const MAX_HEADER_CHARS: usize = 60;

/// Words of a lower level of a header that mean nothing without the level above.
const LOWER: [&str; 16] =
    ["名称", "时间", "日期", "类型", "性质", "代码", "地址", "地点", "计", "小计", "合计", "数量", "个数", "金额", "全称", "所在地"];

/// A column of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeaderColumn {
    pub(crate) col: u16,
    /// Texts from top to bottom, without repetition.
    pub(crate) levels: Vec<String>,
    /// The levels joined with `/`.
    pub(crate) header: Arc<str>,
}

/// Rows `top` to `bottom` are the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Band {
    pub(crate) top: u32,
    pub(crate) bottom: u32,
    /// Column of the project's name, as the anchor row has it.
    pub(crate) name_col: u16,
    pub(crate) columns: Vec<HeaderColumn>,
}

/// How much a row looks like a header.
struct Score {
    name_col: Option<u16>,
    names: usize,
    serials: usize,
    hits: usize,
    filled: usize,
}

/// Whether a cell's text could stand in a header.
fn is_header_text(text: &str, period: Period) -> bool {
    if text.chars().count() > MAX_HEADER_CHARS {
        return false;
    }
    let tidied = tidy(text);
    if LOWER.contains(&tidied.as_str()) || (tidied.starts_with("其中") && tidied.chars().count() <= 12) {
        return true;
    }
    let group = tidied.chars().count() <= 10 && (tidied.ends_with("情况") || tidied.ends_with("信息") || tidied.ends_with("手续"));
    // 一季度, 1-8月: of time alone, whether or not a figure is made of it.
    group || meaning(&[text.to_owned()], Subject::Funds, period).is_some() || is_time_only(&[tidied])
}

/// Whether a text is the header of the names of projects.
pub(crate) fn is_name_header(text: &str) -> bool {
    let tidied = tidy(text);
    text.chars().count() <= 20
        && (dictionary::header(&tidied) == Some(FieldId::ProjectName)
            || dictionary::header(&without_unit(&tidied)) == Some(FieldId::ProjectName)
            || tidied.starts_with("项目名称"))
}

fn score(row: Row<'_>, period: Period) -> Score {
    let mut score = Score { name_col: None, names: 0, serials: 0, hits: 0, filled: 0 };
    let (mut exact_name, mut bare_name, mut of_projects) = (false, None, false);
    for cell in row.cells() {
        let Value::Text(text) = cell.value() else {
            score.filled += usize::from(!matches!(cell.value(), Value::Empty));
            continue;
        };
        if text.trim().is_empty() {
            continue;
        }
        score.filled += 1;
        if is_name_header(text) {
            let exact = tidy(text).contains("项目名称");
            if score.name_col.is_none() || (exact && !exact_name) {
                score.name_col = Some(cell.pos().col);
                exact_name |= exact;
            }
            score.names += usize::from(exact);
            score.hits += 1;
        } else if is_header_text(text, period) {
            let tidied = tidy(text);
            score.serials += usize::from(dictionary::header(&tidied) == Some(FieldId::Seq));
            score.hits += 1;
            if tidied == "名称" {
                bare_name = bare_name.or(Some(cell.pos().col));
            }
            let field = meaning(&[tidied], Subject::None, period).map(|meaning| meaning.field);
            of_projects |= matches!(field, Some(FieldId::Investor | FieldId::TotalInvestment | FieldId::SignedOn));
        }
    }
    // 名称 alone names projects where the columns beside it are of projects.
    if of_projects && score.hits >= 4 {
        score.name_col = score.name_col.or(bare_name);
    }
    score
}

impl Score {
    /// A row with the project's name and further headers.
    fn is_anchor(&self) -> bool {
        self.name_col.is_some() && (self.hits >= 3 || (self.hits >= 2 && self.hits == self.filled)) && self.hits * 2 >= self.filled
    }
}

/// The first header of a sheet.
pub(crate) fn first_band(sheet: Sheet<'_>, period: Period) -> Option<Band> {
    sheet.rows().take(SEARCHED_ROWS).find_map(|row| at_row(sheet, row, period))
}

/// The header whose row with the project's name is this one, if it is one.
pub(crate) fn at_row(sheet: Sheet<'_>, row: Row<'_>, period: Period) -> Option<Band> {
    let score = score(row, period);
    if !score.is_anchor() {
        return None;
    }
    let name_col = score.name_col?;
    let anchor = row.index();
    let mut bottom = anchor;
    for cell in row.cells() {
        if let Some(area) = sheet.merge_at(cell.pos()) {
            bottom = bottom.max(area.last.row.min(anchor + MAX_EXTRA_ROWS));
        }
    }
    while bottom - anchor < MAX_EXTRA_ROWS && continues_below(sheet, anchor, bottom + 1, name_col, period) {
        bottom += 1;
    }
    let mut top = anchor;
    while anchor - top < MAX_EXTRA_ROWS && top > 0 && continues_above(sheet, top - 1, anchor, period) {
        top -= 1;
    }
    Some(Band { top, bottom, name_col, columns: columns(sheet, top, bottom) })
}

/// Whether two tables stand side by side under this header: two serials and two names in one row.
pub(crate) fn is_side_by_side(sheet: Sheet<'_>, band: &Band, period: Period) -> bool {
    let scores = (band.top..=band.bottom).filter_map(|row| sheet.row(row)).map(|row| score(row, period));
    scores.into_iter().any(|score| score.names >= 2 && score.serials >= 2)
}

/// Whether two cells, one above the other, are the halves of one header: 项目 / 名称, 序 / 号.
fn completes(above: &str, below: &str) -> bool {
    let (above, below) = (tidy(above), tidy(below));
    !above.is_empty()
        && above.chars().count() <= 4
        && below.chars().count() <= 4
        && dictionary::header(&format!("{above}{below}")).is_some()
}

/// Whether the row below is a further level of the header.
fn continues_below(sheet: Sheet<'_>, anchor: u32, row: u32, name_col: u16, period: Period) -> bool {
    let Some(cells) = sheet.row(row) else { return false };
    let blank = |row: u32, col: u16| text_at(sheet, CellPos::new(row, col)).is_empty();
    let (mut filled, mut header_like, mut hanging) = (0_usize, 0_usize, 0_usize);
    for cell in cells.cells() {
        let raw = cell.raw();
        if raw.trim().is_empty() {
            continue;
        }
        let col = cell.pos().col;
        // Below the name only data, sections and sums begin.
        let completes = completes(&text_at(sheet, CellPos::new(row - 1, col)), &raw);
        if (col == name_col && !completes) || !matches!(cell.value(), Value::Text(_)) || raw.chars().count() > MAX_HEADER_CHARS {
            return false;
        }
        filled += 1;
        // The level above spans this column, leaves it blank, or is followed by a blank that this row fills.
        let above = CellPos::new(row - 1, col);
        let spanned = sheet.merge_at(above).is_some_and(|area| area.first.col < area.last.col && area.first.row >= anchor);
        let is_unit = quantity::Unit::parse(&raw).is_some();
        let opens = !blank(row - 1, col) && blank(row - 1, col + 1) && !blank(row, col + 1);
        hanging += usize::from(completes || spanned || is_unit || opens || blank(row - 1, col));
        header_like += usize::from(completes || spanned || is_unit || is_header_text(&raw, period));
    }
    // One text alone is a heading, unless it hangs below a level of the header.
    let hangs = if filled == 1 { hanging == 1 } else { hanging * 2 >= filled || header_like == filled };
    let numbered = |text: &str| split_number(&tidy(text)).0 != Style::Plain || count_in(text).is_some();
    let heading = filled == 1
        && cells.cells().any(|cell| {
            let left = cell.pos().col < name_col && (sheet.merge_at(cell.pos()).is_some() || blank(row - 1, cell.pos().col));
            left || numbered(&cell.raw())
        });
    filled > 0 && hangs && !heading && header_like * 3 >= filled * 2
}

/// Whether the row above is a higher level of the header, and no title or note.
fn continues_above(sheet: Sheet<'_>, row: u32, anchor: u32, period: Period) -> bool {
    let (Some(cells), Some(anchor_row)) = (sheet.row(row), sheet.row(anchor)) else { return false };
    let bounds = anchor_row.cells().fold((u16::MAX, 0), |(low, high), cell| (low.min(cell.pos().col), high.max(cell.pos().col)));
    let width = u32::from(bounds.1.saturating_sub(bounds.0)) + 1;
    let (mut filled, mut groups, mut known) = (0_usize, 0_usize, 0_usize);
    for cell in cells.cells() {
        let raw = cell.raw();
        let text = tidy(&raw);
        if text.is_empty() {
            continue;
        }
        if !matches!(cell.value(), Value::Text(_)) || text.chars().count() > 24 || super::note::is_note(&text) {
            return false;
        }
        filled += 1;
        known += usize::from(is_header_text(&raw, period));
        if let Some(area) = sheet.merge_at(cell.pos()) {
            let span = u32::from(area.last.col - area.first.col) + 1;
            if span * 10 > width * 6 {
                return false;
            }
            groups += usize::from(span > 1);
        }
    }
    let title = cells.cells().any(|cell| super::note::is_title(&tidy(&cell.raw())));
    !title && ((filled >= 2 && groups + known >= 1) || (filled == 1 && groups == 1))
}

/// Flattens the rows of a band into its columns.
fn columns(sheet: Sheet<'_>, top: u32, bottom: u32) -> Vec<HeaderColumn> {
    let mut used: Vec<u16> = Vec::new();
    for row in top..=bottom {
        for cell in sheet.row(row).iter().flat_map(|row| row.cells()) {
            if cell.raw().trim().is_empty() {
                continue;
            }
            let last = sheet.merge_at(cell.pos()).map_or(cell.pos().col, |area| area.last.col);
            // A merged block beyond reason is a stripe of formatting.
            used.extend(cell.pos().col..=last.min(cell.pos().col.saturating_add(200)));
        }
    }
    used.sort_unstable();
    used.dedup();
    let mut columns = Vec::with_capacity(used.len());
    for col in used {
        let levels = levels(sheet, top, bottom, col);
        if !levels.is_empty() {
            columns.push(HeaderColumn { col, header: levels.join("/").into(), levels });
        }
    }
    columns
}

fn levels(sheet: Sheet<'_>, top: u32, bottom: u32, col: u16) -> Vec<String> {
    let mut levels: Vec<String> = Vec::new();
    let mut seen: Vec<CellPos> = Vec::new();
    for row in top..=bottom {
        let pos = CellPos::new(row, col);
        let found = shown_at(sheet, pos).filter(|(origin, _)| origin.row >= top).or_else(|| unmerged_parent(sheet, top, bottom, pos));
        let Some((origin, text)) = found else { continue };
        if !seen.contains(&origin) && levels.last() != Some(&text) {
            seen.push(origin);
            levels.push(text);
        }
    }
    levels
}

/// A parent that was typed into the first of its columns without merging: the nearest text on the left,
/// when both columns have a text below and nothing of this one stands above.
fn unmerged_parent(sheet: Sheet<'_>, top: u32, bottom: u32, pos: CellPos) -> Option<(CellPos, String)> {
    let below = |col: u16| (pos.row + 1..=bottom).any(|row| !text_at(sheet, CellPos::new(row, col)).is_empty());
    let above = (top..pos.row).any(|row| shown_at(sheet, CellPos::new(row, pos.col)).is_some());
    if above || !below(pos.col) || sheet.merge_at(pos).is_some() {
        return None;
    }
    for col in (0..pos.col).rev() {
        let left = CellPos::new(pos.row, col);
        if sheet.merge_at(left).is_some() {
            return None;
        }
        let text = text_at(sheet, left);
        if !text.is_empty() {
            return below(col).then_some((left, text));
        }
        if !below(col) {
            return None;
        }
    }
    None
}
