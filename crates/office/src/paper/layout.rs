//! The measures of GB/T 9704-2012, in twips (1/1440 inch, 1/20 point) where nothing else is said.
//!
//! The text block is 156 mm × 225 mm and holds 22 lines of 28 characters in 三号 (clauses 5.2.1 and 5.2.3):
//! 225 mm / 22 is 28.99 pt for a line, 156 mm / 28 is 15.79 pt for a character, a little less than the 16 pt
//! of the font; so the page has a document grid, and the styles of the text set the characters closer.

/// Twips in `tenths` of a millimetre, rounded.
const fn tenths_mm(tenths: i32) -> i32 {
    (tenths * 1440 + 127) / 254
}

/// Width of A4.
pub const PAGE_WIDTH: u32 = 11_906;
/// Height of A4.
pub const PAGE_HEIGHT: u32 = 16_838;
/// White at the head (天头), 37 mm.
pub const TOP: i32 = tenths_mm(370);
/// White at the binding (订口), 28 mm.
pub const LEFT: i32 = tenths_mm(280);
/// What the text block leaves at the right, 26 mm.
pub const RIGHT: i32 = tenths_mm(260);
/// What the text block leaves at the foot, 35 mm.
pub const BOTTOM: i32 = tenths_mm(350);
/// Width of the text block.
pub const TEXT_WIDTH: i32 = 11_906 - LEFT - RIGHT;
/// Width of the text block of a page on its side: the height of the upright one.
pub const LANDSCAPE_TEXT_WIDTH: i32 = 16_838 - TOP - BOTTOM;

/// Exact pitch of the lines, 28.95 pt: the largest of which 22 fit.
pub const LINE: i32 = 579;
/// Pitch of the characters on the grid, 28 to a line.
pub const CHAR: i32 = TEXT_WIDTH / 28;
/// What the pitch adds to a 16 pt character: negative, because it takes away.
pub const CHAR_TIGHTENING: i32 = CHAR - 320;
/// The same in 1/4096 pt, as a document grid counts it.
pub const CHAR_SPACE: isize = CHAR_TIGHTENING as isize * 4096 / 20;

/// Sizes in half points, as Word counts them.
pub mod size {
    /// 二号, 22 pt: the title.
    pub const TITLE: usize = 44;
    /// 三号, 16 pt: the text.
    pub const TEXT: usize = 32;
    /// 四号, 14 pt: the page number.
    pub const PAGE_NUMBER: usize = 28;
    /// 小四, 12 pt: tables of few columns.
    pub const TABLE: usize = 24;
    /// 五号, 10.5 pt: tables of many columns.
    pub const WIDE_TABLE: usize = 21;
}

/// 小标宋: title and issuer's mark.
pub const TITLE_FONT: &str = "方正小标宋简体";
/// 仿宋: the text.
pub const TEXT_FONT: &str = "仿宋_GB2312";
/// 楷体: headings of the second layer.
pub const KAI_FONT: &str = "楷体_GB2312";
/// 黑体: headings of the first layer.
pub const HEI_FONT: &str = "黑体";
/// 宋体: page numbers and tables.
pub const SONG_FONT: &str = "宋体";
/// Digits and Latin letters. The standard asks for Arabic digits and is silent on their face; offices set
/// them in Times New Roman, because the digits of 仿宋 fonts differ in width from maker to maker and a column
/// of figures set in them does not line up. Every Word and WPS has this face, so it needs no fallback.
pub const LATIN_FONT: &str = "Times New Roman";

/// The faces to fall back to where a licensed one is missing: name, then its substitutes in order. They go
/// into the font table, which is where Word looks for the other names of a font.
pub const FALLBACKS: [(&str, &str); 5] = [
    (TITLE_FONT, "FZXiaoBiaoSong-B05S,小标宋,宋体,SimSun"),
    (TEXT_FONT, "仿宋,FangSong,FangSong_GB2312"),
    (KAI_FONT, "楷体,KaiTi,KaiTi_GB2312"),
    (HEI_FONT, "SimHei"),
    (SONG_FONT, "SimSun"),
];

/// Red of issuer's mark and rule.
pub const RED: &str = "FF0000";
/// Distance of the issuer's mark from the head of the text block, 35 mm (clause 7.2.4).
pub const MARK_BEFORE: u32 = 1_984;
/// Distance of the red rule below the number, 4 mm (clause 7.2.7), in points.
pub const RULE_SPACE: usize = 11;
/// Distance of the foot of the page number from the foot of the page: 35 mm, less the 7 mm of clause 7.5 and
/// the height of the number.
pub const FOOTER: i32 = BOTTOM - tenths_mm(70) - 280;
/// The same on a page on its side, whose foot is the outer edge of 26 mm.
pub const LANDSCAPE_FOOTER: i32 = RIGHT - tenths_mm(70) - 280;
/// Distance of the running head from the head of the page.
pub const HEADER: i32 = tenths_mm(200);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_holds_22_lines_of_28_characters_and_no_more() {
        let height = 16_838 - TOP - BOTTOM;
        assert_eq!(height / LINE, 22);
        assert!(height < 22 * (LINE + 1));
        assert_eq!(TEXT_WIDTH / CHAR, 28);
        assert!((i32::abs(TEXT_WIDTH - tenths_mm(1560))) <= 2);
        assert!((i32::abs(height - tenths_mm(2250))) <= 2);
    }
}
