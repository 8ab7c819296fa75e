//! Classes of rows.

use std::borrow::Cow;

use super::section::{Section, Style, count_in, split_number};
use super::vocabulary::vocabulary;
use crate::book::{CellPos, Row, Sheet, Value};
use crate::field::{FieldId, FieldKind};
use crate::header::{Band, note};
use crate::mapping::dictionary;
use crate::mapping::table::Column;
use crate::mapping::words::{month_number, tidy, without_brackets, without_unit};

/// Longest text, in bytes, of a serial that says that its row is a sample.
const LONGEST_SAMPLE: usize = 30;

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowClass {
    /// Nothing that says anything: blank, a prepared serial number, zeros of filled formulas.
    Blank,
    /// The header again, on a further page.
    RepeatedHeader,
    /// 1, 2, 3 … or 甲, 乙 … below the header.
    ColumnNumbers,
    /// A heading, or the title of a further part.
    Section(Section),
    /// 小计, 合计 and the like; `whole` for those that speak of everything.
    Subtotal { label: String, whole: bool, count: Option<u32> },
    /// 其中: a part of the sum above.
    OfWhich,
    /// A note with unit or date.
    Note,
    /// A footnote.
    Footnote,
    /// Names of those who made and checked it.
    Signature,
    /// A project.
    Data,
    /// A further row of the project above, whose name is merged over both.
    Continuation,
    /// Amounts or texts of a project without a name.
    MissingName,
    /// The header of another, smaller table below the ledger, such as 产业 | 个数 | 总投资.
    OtherTable,
    /// A row of such a table.
    OtherTableRow,
    /// Content that fits nothing.
    Unclassified,
}

/// Knows a table and classifies its rows from top to bottom.
pub(crate) struct Classifier<'t> {
    name_col: u16,
    seq_col: Option<u16>,
    columns: &'t [Column],
    header_bottom: u32,
    /// Tidied lowest headers by column.
    heads: Vec<(u16, String)>,
    footer_begun: bool,
    other_table_begun: bool,
}

/// A cell that shows something.
struct Shown<'a> {
    col: u16,
    raw: Cow<'a, str>,
    is_number: bool,
}

impl<'t> Classifier<'t> {
    pub(crate) fn new(band: &'t Band, columns: &'t [Column]) -> Self {
        let col_of = |field| columns.iter().find(|c| c.field() == Some(field)).map(|c| c.col);
        let heads = band.columns.iter().filter_map(|c| c.levels.last().map(|leaf| (c.col, tidy(leaf)))).collect();
        Self {
            name_col: col_of(FieldId::ProjectName).unwrap_or(band.name_col),
            seq_col: col_of(FieldId::Seq),
            columns,
            header_bottom: band.bottom,
            heads,
            footer_begun: false,
            other_table_begun: false,
        }
    }

    pub(crate) fn name_col(&self) -> u16 {
        self.name_col
    }

    /// The class of the next row.
    pub(crate) fn classify(&mut self, sheet: Sheet<'_>, row: Row<'_>) -> RowClass {
        let shown: Vec<Shown<'_>> = row
            .cells()
            .filter_map(|cell| {
                let raw = cell.raw();
                let is_number = match cell.value() {
                    Value::Number(_) | Value::Date { .. } | Value::Bool(_) => true,
                    Value::Text(text) => is_numeric(text),
                    Value::Empty => {
                        return cell.is_uncomputed().then_some(Shown { col: cell.pos().col, raw: Cow::Borrowed("="), is_number: true });
                    }
                    Value::Error(_) => false,
                };
                (!raw.trim().is_empty()).then_some(Shown { col: cell.pos().col, raw, is_number })
            })
            .collect();
        if shown.is_empty() {
            return RowClass::Blank;
        }
        let class = self.in_other_table(self.class_of(sheet, row, &shown), &shown);
        match class {
            RowClass::Footnote | RowClass::Signature => self.footer_begun = true,
            RowClass::OtherTable => self.other_table_begun = true,
            RowClass::Data => (self.footer_begun, self.other_table_begun) = (false, false),
            RowClass::Section(_) => self.footer_begun = false,
            _ => {}
        }
        class
    }

    /// Below a ledger with serials a row of headers alone begins another table; it goes on until a serial comes.
    fn in_other_table(&self, class: RowClass, shown: &[Shown<'_>]) -> RowClass {
        let Some(seq_col) = self.seq_col else { return class };
        let serial = shown.iter().any(|cell| cell.col == seq_col && is_serial(&cell.raw));
        if serial || !matches!(class, RowClass::Data | RowClass::MissingName | RowClass::Unclassified | RowClass::Subtotal { .. }) {
            return class;
        }
        if shown.len() >= 2 && shown.iter().all(|cell| !cell.is_number && is_known_header(&cell.raw)) {
            return RowClass::OtherTable;
        }
        if self.other_table_begun { RowClass::OtherTableRow } else { class }
    }

    fn class_of(&self, sheet: Sheet<'_>, row: Row<'_>, shown: &[Shown<'_>]) -> RowClass {
        let at = |col: u16| shown.iter().find(|cell| cell.col == col);
        let name = at(self.name_col);
        let serial = self.seq_col.and_then(at).is_some_and(|cell| is_serial(&cell.raw));
        let other_texts =
            shown.iter().filter(|cell| !cell.is_number && cell.col != self.name_col && Some(cell.col) != self.seq_col).count();
        if row.index() <= self.header_bottom + 2 && is_column_numbers(shown) {
            return RowClass::ColumnNumbers;
        }
        if self.repeats_header(shown) {
            return RowClass::RepeatedHeader;
        }
        if self.seq_col.and_then(at).is_some_and(|cell| is_sample(&cell.raw)) {
            return RowClass::Note;
        }
        let label = shown.iter().find(|cell| !cell.is_number);
        if let Some(label) = label.filter(|label| !serial && (label.col <= self.name_col || name.is_none())) {
            let tidied = tidy(&label.raw);
            if let Some(class) = self.labelled(sheet, row, shown, label, &tidied, serial, other_texts) {
                return class;
            }
        }
        if name.is_some_and(|name| !name.is_number || serial) {
            return RowClass::Data;
        }
        if self.is_continuation(sheet, row.index()) {
            return RowClass::Continuation;
        }
        self.nameless(shown, other_texts)
    }

    /// A row without a name: blank in all that matters, a line of the footer, or something to report.
    fn nameless(&self, shown: &[Shown<'_>], other_texts: usize) -> RowClass {
        let says_something = |cell: &&Shown<'_>| {
            Some(cell.col) != self.seq_col
                && cell.raw != "="
                && !matches!(cell.raw.trim(), "0" | "0.00" | "0.0" | "-" | "—" | "/")
                && !cell.raw.trim().is_empty()
        };
        let saying: Vec<&Shown<'_>> = shown.iter().filter(says_something).collect();
        if saying.is_empty() {
            return RowClass::Blank;
        }
        let amounts = saying.iter().any(|cell| cell.is_number && self.kind(cell.col).is_some());
        let texts_of_project = saying.iter().filter(|cell| self.kind(cell.col).is_some() && Some(cell.col) != self.seq_col).count();
        if self.footer_begun && !amounts {
            return RowClass::Footnote;
        }
        if amounts || texts_of_project >= 2 {
            return RowClass::MissingName;
        }
        if other_texts == 1 && saying.iter().all(|cell| note::is_note(&tidy(&cell.raw))) {
            return RowClass::Note;
        }
        RowClass::Unclassified
    }

    fn kind(&self, col: u16) -> Option<FieldKind> {
        self.columns.iter().find(|c| c.col == col).and_then(Column::field).map(FieldId::kind)
    }

    /// Classes that the leftmost text decides.
    #[expect(clippy::too_many_arguments, reason = "the parts of one row, computed once by the only caller")]
    fn labelled(
        &self,
        sheet: Sheet<'_>,
        row: Row<'_>,
        shown: &[Shown<'_>],
        label: &Shown<'_>,
        tidied: &str,
        serial: bool,
        other_texts: usize,
    ) -> Option<RowClass> {
        let name_text = shown.iter().find(|cell| cell.col == self.name_col);
        let is_name = label.col == self.name_col;
        if !serial {
            if tidied.starts_with("其中") && tidied.chars().count() <= 20 {
                return Some(RowClass::OfWhich);
            }
            if let Some(whole) = total_label(tidied) {
                let count = shown.iter().filter(|cell| !cell.is_number || cell.col == self.name_col).find_map(|cell| count_in(&cell.raw));
                return Some(RowClass::Subtotal { label: tidied.to_owned(), whole, count });
            }
            if note::is_footnote(tidied) && other_texts <= 1 {
                return Some(RowClass::Footnote);
            }
            let has_numbers = shown.iter().any(|cell| cell.is_number);
            if note::is_signature(tidied) && (!has_numbers || shown.len() <= 4) {
                return Some(RowClass::Signature);
            }
            if (tidied.contains("单位:") || quantity::Unit::parse(tidied).is_some()) && !has_numbers {
                return Some(RowClass::Note);
            }
        }
        if serial {
            return None;
        }
        // Headings: one text, apart from a count and sums.
        let plain_texts = shown.iter().filter(|cell| !cell.is_number && count_in(&cell.raw).is_none()).count();
        let span = sheet.merge_at(CellPos::new(row.index(), label.col)).map_or(0, |area| area.last.col - area.first.col);
        let (style, behind) = split_number(tidied);
        // 一 | 新签约项目: the number in the serial's column, the heading in the name's.
        let numeral_alone =
            month_number(tidied.trim_matches(['(', ')', '、', '.'])).is_some() && !tidied.contains(|c: char| c.is_ascii_digit());
        if numeral_alone
            && !is_name
            && let Some(name) = name_text.filter(|name| !name.is_number)
        {
            if plain_texts > 2 {
                return None;
            }
            let mark = if tidied.starts_with('(') {
                format!("({})", tidied.trim_matches(['(', ')']))
            } else {
                format!("{}、", tidied.trim_end_matches(['、', '.']))
            };
            return Some(RowClass::Section(Section::read(&format!("{mark}{}", name.raw), false)));
        }
        if plain_texts > 1 || (behind.is_empty() && style != Style::Plain) {
            return None;
        }
        let numbers_fit = shown.iter().all(|cell| {
            !cell.is_number
                || cell.col == label.col
                || self.kind(cell.col).is_none_or(|kind| kind == FieldKind::Money)
                || cell.col == self.name_col
        });
        let others = shown.len() > 1;
        let counted = count_in(tidied).is_some();
        let is_section = match style {
            Style::Numeral | Style::Bracketed => numbers_fit,
            _ if span >= 1 && label.col <= self.name_col => numbers_fit && !self.footer_begun,
            _ if counted && without_brackets(tidied).0.chars().count() <= 20 => numbers_fit,
            // Left of the name, with the name blank.
            _ if label.col < self.name_col && name_text.is_none() => numbers_fit && tidied.chars().count() <= 30 && !self.footer_begun,
            // In the name's column of a ledger with serials, and alone.
            _ if is_name && !others && super::section::is_kind_of_projects(tidied) => true,
            _ if is_name && self.seq_col.is_some() && !others => !tidied.ends_with("项目") || super::section::is_ended(tidied),
            _ if is_name => super::section::place_name(tidied).is_some() && numbers_fit,
            _ => false,
        };
        if !is_section {
            return None;
        }
        let title = note::is_title(tidied) && !others;
        if self.footer_begun && !counted && style == Style::Digit {
            return Some(RowClass::Footnote);
        }
        Some(RowClass::Section(Section::read(&label.raw, title)))
    }

    fn repeats_header(&self, shown: &[Shown<'_>]) -> bool {
        let name_head = self.heads.iter().find(|(col, _)| *col == self.name_col);
        let same_name = shown.iter().any(|cell| cell.col == self.name_col && name_head.is_some_and(|(_, head)| *head == tidy(&cell.raw)));
        if !same_name && shown.iter().any(|cell| cell.col == self.name_col) {
            return false;
        }
        let same = shown
            .iter()
            .filter(|cell| !cell.is_number && self.heads.iter().any(|(col, head)| *col == cell.col && *head == tidy(&cell.raw)))
            .count();
        same >= 2 && same * 2 >= shown.len()
    }

    /// Whether the name's cell belongs to a block that began in a row above.
    fn is_continuation(&self, sheet: Sheet<'_>, row: u32) -> bool {
        sheet
            .merge_at(CellPos::new(row, self.name_col))
            .is_some_and(|area| area.first.row < row && area.first.row > self.header_bottom && area.first.col == self.name_col)
    }
}

/// Whether a text is a number as people type them: digits, separators, sign, per cent.
fn is_numeric(text: &str) -> bool {
    let trimmed = text.trim();
    !trimmed.is_empty()
        && trimmed.chars().any(|c| c.is_ascii_digit())
        && trimmed.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%' | ' ' | '０'..='９'))
}

/// Whether the cell of the serial's column numbers a project: 1, 1.0, 01, 1., (1), ①, 1-1, A1.
fn is_serial(raw: &str) -> bool {
    let text = tidy(raw);
    let inner = text.trim_matches(['(', ')', '.', '、', '№', '-']);
    let circled = inner.chars().count() == 1 && inner.chars().all(|c| ('①'..='⑳').contains(&c));
    let digits = inner.chars().filter(char::is_ascii_digit).count();
    circled
        || (digits > 0
            && inner.len() <= 10
            && inner.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-') || c.is_ascii_uppercase()))
}

/// Whether a text is a header that some ledger or summary has.
fn is_known_header(raw: &str) -> bool {
    let tidied = tidy(raw);
    let words = without_unit(&tidied);
    dictionary::header(&tidied).is_some()
        || dictionary::header(&words).is_some()
        || ["个数", "数量", "占比", "比重", "指标", "项目数", "同比", "增速", "完成率"].iter().any(|word| words.ends_with(word))
}

/// Whether the serial says that the row only shows how to fill in the form.
fn is_sample(raw: &str) -> bool {
    let tidied = tidy(raw);
    let text = tidied.trim_matches(['(', ')', ':']);
    raw.len() <= LONGEST_SAMPLE && vocabulary().sample_rows.iter().any(|word| word == text)
}

fn is_column_numbers(shown: &[Shown<'_>]) -> bool {
    let numbers: Vec<u32> = shown.iter().filter_map(|cell| tidy(&cell.raw).trim_matches(['(', ')']).parse().ok()).collect();
    let stems = shown.iter().filter(|cell| matches!(tidy(&cell.raw).as_str(), "甲" | "乙" | "丙" | "丁" | "戊")).count();
    let letters: Vec<u8> =
        shown.iter().filter_map(|cell| <[u8; 1]>::try_from(tidy(&cell.raw).as_bytes()).ok()).map(|[byte]| byte).collect();
    if letters.len() == shown.len() && letters.len() >= 3 && letters.first() == Some(&b'A') {
        return letters.windows(2).all(|pair| matches!(pair, [a, b] if *b == a + 1));
    }
    let rising = numbers.windows(2).all(|pair| matches!(pair, [a, b] if *b == a + 1));
    (numbers.len() + stems == shown.len() || (stems > 0 && numbers.len() + stems + 1 >= shown.len()))
        && rising
        && numbers.len() + stems >= 3
        && (stems > 0 || numbers.first() == Some(&1))
}

/// Whether a tidied label is that of a sum; true in it for one of everything (合计, 总计), false for 小计.
fn total_label(tidied: &str) -> Option<bool> {
    if !tidied.contains(['计', '共']) {
        return None;
    }
    let (outside, _) = without_brackets(tidied);
    let core: String = outside.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).collect();
    let core = ["个项目", "项目", "个", "项", "家"].iter().find_map(|end| core.strip_suffix(end)).unwrap_or(&core);
    if core.chars().count() > 22 {
        return None;
    }
    let whole = ["合计", "总计", "共计", "总合计", "累计"];
    if core.starts_with("小计") || core.ends_with("小计") {
        return Some(false);
    }
    if whole.iter().any(|word| core.starts_with(word) && core.chars().count() <= word.chars().count() + 4) {
        return Some(true);
    }
    if whole.iter().any(|word| core.ends_with(word)) {
        // 全市合计 and 合计 speak of everything, 商州区合计 of a part.
        let everything = ["全市", "全县", "全区", "全省", "全部", "全旗"].iter().any(|word| core.contains(word)) || core.ends_with("总计");
        return Some(everything);
    }
    if core == "共" && count_in(tidied).is_some() {
        return Some(true);
    }
    None
}
