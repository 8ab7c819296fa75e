//! The named styles of a paper. A clerk who adds a paragraph in Word picks one of them.

use docx_rs::{AlignmentType, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style, StyleType, Styles};

use super::layout::{self, CHAR, LINE, size};

/// Ids of the styles.
pub(super) mod id {
    pub(in crate::paper) const MARK: &str = "IssuerMark";
    pub(in crate::paper) const DOC_NUMBER: &str = "DocNumber";
    pub(in crate::paper) const TITLE: &str = "PaperTitle";
    pub(in crate::paper) const FLUSH: &str = "Flush";
    pub(in crate::paper) const TEXT: &str = "PaperText";
    pub(in crate::paper) const HEADING1: &str = "Heading1";
    pub(in crate::paper) const HEADING2: &str = "Heading2";
    pub(in crate::paper) const CAPTION: &str = "TableCaption";
    pub(in crate::paper) const UNIT_NOTE: &str = "TableUnit";
    pub(in crate::paper) const TABLE_HEAD: &str = "TableHead";
    pub(in crate::paper) const TABLE_CELL: &str = "TableCell";
    pub(in crate::paper) const TABLE_NOTE: &str = "TableNote";
    pub(in crate::paper) const GAP: &str = "Gap";
    pub(in crate::paper) const PAGE_NUMBER: &str = "PageNumber";
    pub(in crate::paper) const RUNNING_HEAD: &str = "RunningHead";
}

/// The fonts of a style: `face` for Chinese, the Latin face for digits.
fn fonts(face: &str) -> RunFonts {
    RunFonts::new().ascii(layout::LATIN_FONT).hi_ansi(layout::LATIN_FONT).cs(layout::LATIN_FONT).east_asia(face)
}

fn exact(line: i32) -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Exact).line(line).before(0).after(0)
}

fn single() -> LineSpacing {
    LineSpacing::new().line_rule(LineSpacingType::Auto).line(240).before(0).after(0)
}

fn style(id: &str, name: &str, face: &str, half_points: usize) -> Style {
    let style = Style::new(id, StyleType::Paragraph).name(name).based_on("Normal").fonts(fonts(face)).size(half_points);
    style.snap_to_grid(false).line_spacing(exact(LINE))
}

/// A style of the text, which carries the pitch of the page's grid itself: programs differ in how they snap
/// 16 pt characters to a grid of 15.8 pt, and one of them sets 19 to a line instead of 28.
fn text(id: &str, name: &str, face: &str) -> Style {
    let mut style = style(id, name, face, size::TEXT);
    style.run_property = style.run_property.spacing(layout::CHAR_TIGHTENING);
    style
}

/// The style sheet.
pub(super) fn sheet() -> Styles {
    let two_chars = Some(SpecialIndentType::FirstLine(2 * CHAR));
    let styles = vec![
        style(id::MARK, "发文机关标志", layout::TITLE_FONT, size::TITLE)
            .color(layout::RED)
            .align(AlignmentType::Center)
            .line_spacing(single().before(layout::MARK_BEFORE)),
        text(id::DOC_NUMBER, "发文字号", layout::TEXT_FONT).align(AlignmentType::Center),
        style(id::TITLE, "公文标题", layout::TITLE_FONT, size::TITLE).align(AlignmentType::Center).line_spacing(exact(700)),
        text(id::FLUSH, "公文顶格", layout::TEXT_FONT).align(AlignmentType::Both),
        text(id::TEXT, "公文正文", layout::TEXT_FONT).align(AlignmentType::Both).indent(None, two_chars, None, None),
        text(id::HEADING1, "heading 1", layout::HEI_FONT).indent(None, two_chars, None, None).outline_lvl(0),
        text(id::HEADING2, "heading 2", layout::KAI_FONT).indent(None, two_chars, None, None).outline_lvl(1),
        style(id::CAPTION, "表题", layout::HEI_FONT, size::PAGE_NUMBER).align(AlignmentType::Center).line_spacing(single().before(120)),
        style(id::UNIT_NOTE, "表单位", layout::SONG_FONT, size::WIDE_TABLE).align(AlignmentType::Right).line_spacing(single().after(40)),
        style(id::TABLE_HEAD, "表头", layout::SONG_FONT, size::TABLE).bold().align(AlignmentType::Center).line_spacing(single()),
        style(id::TABLE_CELL, "表格", layout::SONG_FONT, size::TABLE).line_spacing(single()),
        style(id::TABLE_NOTE, "表注", layout::SONG_FONT, size::WIDE_TABLE).line_spacing(single().before(40)),
        style(id::GAP, "间隔", layout::SONG_FONT, 2).line_spacing(exact(20)),
        style(id::PAGE_NUMBER, "页码", layout::SONG_FONT, size::PAGE_NUMBER)
            .fonts(RunFonts::new().ascii(layout::SONG_FONT).hi_ansi(layout::SONG_FONT).east_asia(layout::SONG_FONT))
            .line_spacing(exact(280)),
        style(id::RUNNING_HEAD, "页眉提示", layout::HEI_FONT, size::TABLE)
            .color(layout::RED)
            .align(AlignmentType::Right)
            .line_spacing(single()),
    ];
    let defaults = Styles::new().default_fonts(fonts(layout::TEXT_FONT)).default_size(size::TEXT);
    styles.into_iter().fold(defaults, Styles::add_style)
}
