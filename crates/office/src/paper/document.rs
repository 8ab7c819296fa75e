//! Sets the parts of a paper one below the other.

use chrono::Datelike;
use docx_rs::{
    AlignmentType, BorderType, BreakType, DocGrid, DocGridType, Docx, FieldCharType, Footer, FooterReference, Header, HeaderReference,
    InstrPAGE, InstrText, PageMargin, PageOrientationType, PageSize, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders,
    Run as WordRun, RunFonts, SectionProperty, SpecialIndentType, StructuredDataTag,
};

use quick_xml::escape::escape;

use super::layout::{self, CHAR, LINE};
use super::styles::{self, id};
use super::{Block, Paper, Run, SignOff, Table, table};
use crate::OfficeError;
use crate::text::clean;

/// Word's limit for the tag of a content control.
const TAG_LIMIT: usize = 64;

/// The document as the library's tree.
pub(super) fn build(paper: &Paper) -> Result<Docx, OfficeError> {
    let mut page = Pages::new(paper.demonstration);
    head(&mut page, paper)?;
    for block in &paper.body {
        match block {
            Block::Heading1(text) => page.add(words(id::HEADING1, text)?.keep_next(true)),
            Block::Heading2(text) => page.add(words(id::HEADING2, text)?.keep_next(true)),
            Block::Paragraph(runs) => page.add(runs_into(Paragraph::new().style(id::TEXT), runs, |run| run)?),
            Block::Table(table) => page.table(table)?,
        }
    }
    attachments(&mut page, &paper.attachments)?;
    if let Some(sign_off) = &paper.sign_off {
        signed(&mut page, sign_off)?;
    }
    if let Some(note) = &paper.note {
        page.blank();
        page.add(words(id::TEXT, &format!("（{note}）"))?);
    }
    Ok(page.finish())
}

/// Mark, number, rule, title and recipients (clauses 7.2.4 to 7.3.2).
fn head(page: &mut Pages, paper: &Paper) -> Result<(), OfficeError> {
    let rule = ParagraphBorders::with_empty().set(
        ParagraphBorder::new(ParagraphBorderPosition::Bottom).val(BorderType::Single).size(12).space(layout::RULE_SPACE).color(layout::RED),
    );
    if let Some(mark) = &paper.issuer_mark {
        let size = mark_size(mark.chars().count());
        let mut mark = runs_into(Paragraph::new().style(id::MARK), &[Run::text(mark)], |run| run.size(size))?;
        if paper.doc_number.is_none() {
            mark.property = mark.property.set_borders(rule.clone());
        }
        page.add(mark);
    }
    if let Some(number) = &paper.doc_number {
        let mut number = words(id::DOC_NUMBER, number)?;
        if paper.issuer_mark.is_some() {
            page.blank();
            page.blank();
            number.property = number.property.set_borders(rule);
        }
        page.add(number);
    }
    if paper.issuer_mark.is_some() || paper.doc_number.is_some() {
        page.blank();
        page.blank();
    }
    for line in &paper.title {
        page.add(words(id::TITLE, line)?);
    }
    page.blank();
    if let Some(recipients) = &paper.recipients {
        page.add(words(id::FLUSH, &format!("{}：", recipients.trim_end_matches([':', '：'])))?);
    }
    Ok(())
}

/// Half points for an issuer's mark of `count` characters: as large as one line holds, between the size of the
/// title and 48 pt. The standard leaves the size to the issuer.
fn mark_size(count: usize) -> usize {
    let fits = usize::try_from(layout::TEXT_WIDTH / 10).unwrap_or_default() / count.max(1);
    fits.min(96).saturating_sub(2).max(layout::size::TITLE)
}

/// The list of annexes (clause 7.3.4): a turned line begins below the name above it.
fn attachments(page: &mut Pages, names: &[String]) -> Result<(), OfficeError> {
    if names.is_empty() {
        return Ok(());
    }
    page.blank();
    let numbered = names.len() > 1;
    for (index, name) in names.iter().enumerate() {
        let lead = if index == 0 { "附件：" } else { "" };
        let number = if numbered { format!("{}.", index + 1) } else { String::new() };
        let left = if numbered { 6 } else { 5 };
        let hanging = match (index, numbered) {
            (0, true) => 4,
            (0, false) => 3,
            _ => 1,
        };
        let item = words(id::FLUSH, &format!("{lead}{number}{name}"))?;
        page.add(item.indent(Some(left * CHAR), Some(SpecialIndentType::Hanging(hanging * CHAR)), None, None));
    }
    Ok(())
}

/// Name and date (clause 7.3.5). With a seal the date ends four characters from the right and the name stands
/// centred above it; without, the name ends two characters from the right and the date begins two characters
/// after it, or, where the date is the longer, the date ends two characters from the right.
fn signed(page: &mut Pages, sign_off: &SignOff) -> Result<(), OfficeError> {
    let date = format!("{}年{}月{}日", sign_off.date.year(), sign_off.date.month(), sign_off.date.day());
    let [name_right, date_right] = sign_off_indents(quarter_widths(&sign_off.issuer), quarter_widths(&date), sign_off.sealed);
    page.blank();
    let line = |text: &str, quarters: i32| {
        let right = Some(quarters * CHAR / 4);
        Ok::<_, OfficeError>(words(id::FLUSH, text)?.align(AlignmentType::Right).indent(None, None, right, None))
    };
    page.add(line(&sign_off.issuer, name_right)?.keep_next(true));
    page.add(line(&date, date_right)?);
    Ok(())
}

/// Quarter characters that a text takes: digits and Latin letters take two, all others four, and Word sets
/// one between the two kinds.
fn quarter_widths(text: &str) -> i32 {
    let glyphs: i32 = text.chars().map(|c| if c.is_ascii() { 2 } else { 4 }).sum();
    let changes = text.chars().zip(text.chars().skip(1)).filter(|(a, b)| a.is_ascii() != b.is_ascii()).count();
    glyphs + i32::try_from(changes).unwrap_or_default()
}

/// What name and date leave free at the right, in quarter characters, from their widths in quarter characters.
fn sign_off_indents(name: i32, date: i32, sealed: bool) -> [i32; 2] {
    let two_chars = 8;
    if sealed {
        return [(2 * two_chars + (date - name) / 2).max(0), 2 * two_chars];
    }
    [(date + 2 * two_chars - name).max(two_chars), (name - date).max(two_chars)]
}

/// A paragraph of words in a style.
fn words(style: &str, text: &str) -> Result<Paragraph, OfficeError> {
    runs_into(Paragraph::new().style(style), &[Run::text(text)], |run| run)
}

/// Adds `runs` to `paragraph`, each passed through `dress`.
///
/// A figure becomes a content control (`w:sdt`) whose title is its id; [`super::finish`] copies the title into
/// the tag. The library writes the title as it is, so it is escaped here. Word and WPS keep both when the text around is edited, and macros and search can read them.
pub(super) fn runs_into(mut paragraph: Paragraph, runs: &[Run], dress: impl Fn(WordRun) -> WordRun) -> Result<Paragraph, OfficeError> {
    for run in runs {
        paragraph = match run {
            Run::Text(text) => paragraph.add_run(dress(word_run(text))),
            Run::Figure { text, id } => {
                if let Some(reason) = unusable(id) {
                    return Err(OfficeError::FigureId { text: text.clone(), id: id.clone(), reason });
                }
                paragraph.add_structured_data_tag(StructuredDataTag::new().alias(escape(id.as_str())).add_run(dress(word_run(text))))
            }
        };
    }
    Ok(paragraph)
}

/// Why an id cannot be the tag of a content control.
fn unusable(id: &str) -> Option<&'static str> {
    if id.is_empty() {
        Some("编号为空")
    } else if id.encode_utf16().count() > TAG_LIMIT {
        Some("超过 64 个字")
    } else if id.chars().any(char::is_control) || clean(id) != id {
        Some("含有控制字符")
    } else {
        None
    }
}

/// A run with its line breaks. The hint makes Word take dashes and quotation marks, which both scripts have,
/// from the Chinese face.
fn word_run(text: &str) -> WordRun {
    let text = clean(text).replace('\t', " ");
    let mut run = WordRun::new().fonts(RunFonts::new().hint("eastAsia"));
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    run
}

/// Pages upright and on their side, as they fill.
struct Pages {
    parts: Vec<Part>,
    demonstration: bool,
    /// Whether the part that is being filled lies on its side.
    landscape: bool,
}

enum Part {
    Paragraph(Box<Paragraph>),
    Table(Box<docx_rs::Table>),
}

impl Pages {
    const fn new(demonstration: bool) -> Self {
        Self { parts: Vec::new(), demonstration, landscape: false }
    }

    /// Adds a paragraph of the text, on an upright page.
    fn add(&mut self, paragraph: Paragraph) {
        self.turn(false);
        self.push(paragraph);
    }

    fn push(&mut self, paragraph: Paragraph) {
        self.parts.push(Part::Paragraph(Box::new(paragraph)));
    }

    /// Adds a blank line, except at the head of a page that follows one on its side.
    fn blank(&mut self) {
        if self.landscape {
            return;
        }
        self.add(Paragraph::new().style(id::FLUSH));
    }

    /// Adds a table with what stands above and below it.
    fn table(&mut self, table: &Table) -> Result<(), OfficeError> {
        self.turn(table.landscape);
        for (style, text) in [(id::CAPTION, &table.caption), (id::UNIT_NOTE, &table.unit_note)] {
            if let Some(text) = text {
                self.push(words(style, text)?.keep_next(true));
            }
        }
        self.parts.push(Part::Table(Box::new(table::build(table)?)));
        for note in &table.notes {
            self.push(words(id::TABLE_NOTE, note)?);
        }
        // Without a paragraph between them Word would take two tables for one.
        self.push(Paragraph::new().style(id::GAP));
        Ok(())
    }

    /// Ends the section if the next part lies the other way. The break goes into the last paragraph: one of
    /// its own could be pushed onto an empty page.
    fn turn(&mut self, landscape: bool) {
        if self.landscape == landscape {
            return;
        }
        if !matches!(self.parts.last(), Some(Part::Paragraph(_)) | None) {
            self.push(Paragraph::new().style(id::GAP));
        }
        if let Some(Part::Paragraph(last)) = self.parts.last_mut() {
            let mut section = section(self.landscape);
            section.footer_reference = Some(FooterReference::new("default", "rIdFooter1"));
            section.even_footer_reference = Some(FooterReference::new("even", "rIdFooter2"));
            if self.demonstration {
                section.header_reference = Some(HeaderReference::new("default", "rIdHeader1"));
                section.even_header_reference = Some(HeaderReference::new("even", "rIdHeader2"));
            }
            last.property.section_property = Some(section);
        }
        self.landscape = landscape;
    }

    fn finish(self) -> Docx {
        let mut docx = Docx::new().styles(styles::sheet());
        docx.document.section_property = section(self.landscape);
        for part in self.parts {
            docx = match part {
                Part::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
                Part::Table(table) => docx.add_table(*table),
            };
        }
        docx = docx.footer(page_number(AlignmentType::Right)).even_footer(page_number(AlignmentType::Left));
        if self.demonstration {
            docx = docx.header(running_head()).even_header(running_head());
        }
        docx
    }
}

/// Page, margins and grid of a section.
///
/// A page on its side has its head at the binding edge of an odd page (clause 5.4): its margins are those of
/// the upright page turned clockwise. Its number stands at its own foot; the place that it would have on the
/// upright page is at the reader's left, where Word can only put a text box.
fn section(landscape: bool) -> SectionProperty {
    let margin = PageMargin::new().header(layout::HEADER).gutter(0);
    let grid = DocGrid::new().line_pitch(usize::try_from(LINE).unwrap_or_default()).char_space(layout::CHAR_SPACE);
    if landscape {
        let margin =
            margin.top(layout::LEFT).right(layout::TOP).bottom(layout::RIGHT).left(layout::BOTTOM).footer(layout::LANDSCAPE_FOOTER);
        let size = PageSize::new().size(layout::PAGE_HEIGHT, layout::PAGE_WIDTH).orient(PageOrientationType::Landscape);
        return SectionProperty::new().page_size(size).page_margin(margin).doc_grid(grid.grid_type(DocGridType::Lines));
    }
    let margin = margin.top(layout::TOP).right(layout::RIGHT).bottom(layout::BOTTOM).left(layout::LEFT).footer(layout::FOOTER);
    let size = PageSize::new().size(layout::PAGE_WIDTH, layout::PAGE_HEIGHT);
    SectionProperty::new().page_size(size).page_margin(margin).doc_grid(grid.grid_type(DocGridType::LinesAndChars))
}

/// The page number between dashes, one character from the outer edge (clause 7.5).
fn page_number(side: AlignmentType) -> Footer {
    let field = WordRun::new()
        .add_field_char(FieldCharType::Begin, false)
        .add_instr_text(InstrText::PAGE(InstrPAGE {}))
        .add_field_char(FieldCharType::Separate, false)
        .add_text("1")
        .add_field_char(FieldCharType::End, false);
    let one_char = Some(280);
    let (left, right) = if matches!(side, AlignmentType::Left) { (one_char, None) } else { (None, one_char) };
    let number = Paragraph::new().style(id::PAGE_NUMBER).align(side).indent(left, None, right, None);
    Footer::new().add_paragraph(number.add_run(word_run("— ")).add_run(field).add_run(word_run(" —")))
}

/// The line that stands on every page of a paper with invented figures.
fn running_head() -> Header {
    Header::new().add_paragraph(Paragraph::new().style(id::RUNNING_HEAD).add_run(word_run("演示数据　不作统计依据")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_begins_two_characters_after_the_name_and_neither_comes_nearer_than_two_to_the_edge() {
        let date = quarter_widths("2026年10月8日");
        assert_eq!(date, 31);
        for name in (4..80).step_by(4) {
            let [name_right, date_right] = sign_off_indents(name, date, false);
            assert_eq!((name + name_right) - (date + date_right), 8, "{name}");
            assert_eq!(name_right.min(date_right), 8, "{name}");
        }
    }

    #[test]
    fn with_a_seal_the_date_ends_four_characters_from_the_right_below_the_middle_of_the_name() {
        assert_eq!(sign_off_indents(41, 31, true), [11, 16]);
    }

    #[test]
    fn an_issuers_mark_fits_its_line_where_the_title_size_allows() {
        for count in 1..=19 {
            assert!(mark_size(count) * count <= 885, "{count}");
        }
    }
}
