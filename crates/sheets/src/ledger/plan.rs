//! What a sheet holds, before its rows are read: tables, unit, year, and whether its projects have ended.

use std::sync::Arc;

use domain::period::Period;
use quantity::AmountUnit;

use super::error::LedgerError;
use super::options::LedgerOptions;
use crate::book::{CellPos, Sheet, Value, column_letters};
use crate::field::FieldId;
use crate::header::{Band, at_row, first_band, is_name_header, note};
use crate::mapping::money::{Subject, subject_of, subject_of_headers};
use crate::mapping::table::{self, Column, ColumnNote};
use crate::mapping::words::{one_line, tidy};
use crate::rows::is_ended;

/// Longest text, in bytes, that can be the header of the name's column.
const NAME_HEADER_BYTES: usize = 60;

/// One header with the rows below it.
#[derive(Debug)]
pub(super) struct TablePlan {
    pub(super) band: Band,
    pub(super) columns: Vec<Column>,
    pub(super) notes: Vec<ColumnNote>,
    /// First row after the table: the next header, or beyond the sheet.
    pub(super) end: u32,
    /// The title between this table and the one above speaks of ended projects.
    pub(super) ended: bool,
}

/// What a sheet says of itself.
#[derive(Debug)]
pub(super) struct SheetPlan<'a> {
    pub(super) sheet: Sheet<'a>,
    pub(super) tables: Vec<TablePlan>,
    /// Its name or title speaks of ended projects.
    pub(super) ended: bool,
    pub(super) title: Option<String>,
    pub(super) unit: Option<AmountUnit>,
    /// Of money that came in, where a note gives it one of its own.
    pub(super) funds_unit: Option<AmountUnit>,
    pub(super) foreign_unit: Option<AmountUnit>,
    pub(super) unknown_unit: Option<(CellPos, String)>,
    pub(super) year: Option<i32>,
    /// The month that the title names, for comparison with the period.
    pub(super) stated_year: Option<(CellPos, i32)>,
}

impl<'a> SheetPlan<'a> {
    /// Looks at a sheet; `None` when it has no header.
    pub(super) fn of(sheet: Sheet<'a>, options: &LedgerOptions<'_>) -> Result<Option<Self>, LedgerError> {
        let period = options.period;
        let Some(first) = first_band(sheet, period) else { return Ok(None) };
        let mut plan = Self {
            sheet,
            tables: Vec::new(),
            ended: is_ended(sheet.name()),
            title: None,
            unit: None,
            funds_unit: None,
            foreign_unit: None,
            unknown_unit: None,
            year: None,
            stated_year: None,
        };
        plan.read_surroundings(&first, period);
        let subject = [plan.title.as_deref().unwrap_or_default(), sheet.name()]
            .into_iter()
            .map(subject_of)
            .find(|s| *s != Subject::None && *s != Subject::Foreign);
        plan.add_tables(first, subject.unwrap_or_default(), options)?;
        Ok(Some(plan))
    }

    /// Reads titles, notes and footnotes for unit, year and ended projects.
    fn read_surroundings(&mut self, band: &Band, period: Period) {
        let sheet_year = note::year(&format!("{}.", self.sheet.name())).or_else(|| note::year(self.sheet.name()));
        let (mut title_year, mut note_year, mut foot_year) = (None, None, None);
        let row_count = self.sheet.rows().len();
        for (index, row) in self.sheet.rows().enumerate() {
            let above = row.index() < band.top;
            let in_band = (band.top..=band.bottom).contains(&row.index());
            // Footnotes stand in the last rows.
            if !above && !in_band && index + 12 < row_count {
                continue;
            }
            for cell in row.cells() {
                let Value::Text(text) = cell.value() else { continue };
                let text = one_line(text);
                let tidied = tidy(&text);
                let footnote = note::is_footnote(&tidied) || note::is_note(&tidied);
                if (in_band && !tidied.contains("单位:")) || (!above && !in_band && !footnote) {
                    continue;
                }
                self.take_unit(&text, cell.pos(), above || in_band);
                let year = note::year(&text);
                let filed = ["填报", "报送", "制表", "填表", "日期:"].iter().any(|word| tidied.contains(word));
                if above && !note::is_note(&tidied) || note::is_title(&tidied) {
                    title_year = title_year.or(year.map(|y| (cell.pos(), y)));
                    if self.title.is_none() && (note::is_title(&tidied) || tidied.chars().count() >= 6) {
                        self.title = Some(text.clone());
                        self.ended |= is_ended(&text) && !text.contains("及");
                    }
                } else if above && !filed {
                    note_year = note_year.or(year);
                } else if !above && !filed {
                    foot_year = foot_year.or(year);
                }
            }
        }
        self.stated_year = title_year;
        self.year = title_year
            .map(|(_, year)| year)
            .or(sheet_year)
            .or(note_year)
            .or(foot_year)
            .filter(|year| (period.year() - 5..=period.year() + 1).contains(year));
    }

    fn take_unit(&mut self, text: &str, pos: CellPos, above: bool) {
        let (units, unknown) = note::units(text);
        self.unit = self.unit.or(units.money);
        self.funds_unit = self.funds_unit.or(units.funds);
        self.foreign_unit = self.foreign_unit.or(units.foreign);
        if let Some(unknown) = unknown.filter(|_| above) {
            self.unknown_unit.get_or_insert((pos, unknown));
        }
    }

    /// Finds further headers of the sheet. A repeated header is none; a different one is an error unless
    /// its title says that it is a table of ended projects, or it has the same fields.
    fn add_tables(&mut self, first: Band, subject: Subject, options: &LedgerOptions<'_>) -> Result<(), LedgerError> {
        let period = options.period;
        let mut bands = vec![first];
        for row in self.sheet.rows() {
            let Some(current) = bands.last() else { break };
            if row.index() <= current.bottom || !row.cells().any(|cell| may_be_name_header(&cell.value())) {
                continue;
            }
            let Some(band) = at_row(self.sheet, row, period) else { continue };
            let same = band.columns.len() == current.columns.len()
                && band.columns.iter().zip(&current.columns).all(|(a, b)| a.col == b.col && tidy(&a.header) == tidy(&b.header));
            let mut rows_between = self.sheet.rows().filter(|r| r.index() > current.bottom && r.index() < band.top);
            if same && rows_between.next().is_some() {
                continue;
            }
            bands.push(band);
        }
        let mut tables: Vec<TablePlan> = Vec::new();
        let ends: Vec<u32> = bands.iter().skip(1).map(|b| b.top).chain([u32::MAX]).collect();
        for (band, end) in bands.into_iter().zip(ends) {
            let subject = if subject == Subject::None { subject_of_headers(band.columns.iter().map(|c| &*c.header)) } else { subject };
            let (columns, notes) = table::map(&band, subject, period, options.remembered);
            let ended =
                tables.last().is_some_and(|above| self.title_between(above.band.bottom, band.top).is_some_and(|text| is_ended(&text)));
            if let Some(above) = tables.last() {
                let has_rows = self
                    .sheet
                    .rows()
                    .any(|r| r.index() > above.band.bottom && r.index() < band.top && r.cell(above.band.name_col).is_some());
                if !has_rows || !(ended || same_fields(&above.columns, &columns)) {
                    return Err(self.two_headers(&above.band, &band));
                }
            }
            tables.push(TablePlan { band, columns, notes, end, ended });
        }
        if let Some(table) = tables.iter().find(|t| crate::header::is_side_by_side(self.sheet, &t.band, period)) {
            let mut names = table.band.columns.iter().filter(|c| tidy(&c.header).contains("项目名称"));
            if let (Some(left), Some(right)) = (names.next(), names.next()) {
                let part = |col: u16, header: &Arc<str>| (format!("{}{}", column_letters(col), table.band.top + 1), header.to_string());
                let ((first, first_text), (second, second_text)) = (part(left.col, &left.header), part(right.col, &right.header));
                return Err(LedgerError::TwoHeaders { sheet: self.sheet.name().to_string(), first, first_text, second, second_text });
            }
        }
        self.tables = tables;
        Ok(())
    }

    /// The text right above a further header.
    fn title_between(&self, above: u32, top: u32) -> Option<String> {
        let from = top.saturating_sub(3).max(above + 1);
        (from..top).rev().filter_map(|row| self.sheet.row(row)).find_map(|row| {
            let mut texts = row.cells().map(|cell| one_line(&cell.raw())).filter(|text| !text.is_empty());
            texts.next().filter(|_| texts.next().is_none_or(|second| note::is_note(&tidy(&second))))
        })
    }

    fn two_headers(&self, first: &Band, second: &Band) -> LedgerError {
        let place = |band: &Band| {
            let (low, high) = (band.columns.first().map_or(0, |c| c.col), band.columns.last().map_or(0, |c| c.col));
            format!("{}:{}", CellPos::new(band.top, low), CellPos::new(band.bottom, high))
        };
        let text = |band: &Band| band.columns.iter().take(4).map(|c| &*c.header).collect::<Vec<_>>().join("、");
        LedgerError::TwoHeaders {
            sheet: self.sheet.name().to_string(),
            first: place(first),
            first_text: text(first),
            second: place(second),
            second_text: text(second),
        }
    }

    /// Whether any table has a column of that field.
    pub(super) fn has(&self, field: FieldId) -> bool {
        self.tables.iter().any(|table| table.columns.iter().any(|c| c.field() == Some(field)))
    }
}

fn may_be_name_header(value: &Value<'_>) -> bool {
    let Value::Text(text) = value else { return false };
    text.len() <= NAME_HEADER_BYTES
        && (text.contains("名") || text.contains("项") && !text.ends_with("项目") || *text == "项目")
        && is_name_header(text)
}

/// Whether two tables hold the same: name and money and dates mapped alike.
fn same_fields(a: &[Column], b: &[Column]) -> bool {
    let fields = |columns: &[Column]| {
        let mut fields: Vec<FieldId> =
            columns.iter().filter_map(Column::field).filter(|f| *f != FieldId::Seq && *f != FieldId::Remark).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    };
    fields(a) == fields(b)
}
