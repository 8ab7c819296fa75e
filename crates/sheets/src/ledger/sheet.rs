//! Reads the rows of one sheet.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::money::Currency;
use quantity::AmountUnit;

use super::checks::{Proportions, Seen};
use super::context::{ColumnContext, TableReading};
use super::options::LedgerOptions;
use super::plan::{SheetPlan, TablePlan};
use super::problems::{Problems, ReadRow};
use super::recount::StatedSums;
use super::row::{RowReader, RowReading, Told, is_counted};
use super::totals::{RowAmounts, Scope, Stated, SumRow, Totals};
use super::types::{ColumnReading, Confidence, Field, Problem, ProjectRow, Status};
use crate::book::{Cell, CellPos, CellRef, Row, column_letters};
use crate::field::{FieldId, FieldKind};
use crate::mapping::table::{Column, is_foreign};
use crate::mapping::words::one_line;
use crate::rows::{Classifier, RowClass, Section, Sections, place_name};
use crate::rule::Rule;
use crate::values::{AmountReader, Frame, Remark, last_place};

/// Cells of a column that are shown as samples.
const SAMPLES: usize = 3;

/// What came out of one sheet beside its projects.
#[derive(Default)]
pub(super) struct SheetRows {
    pub(super) projects: u32,
    pub(super) live: u32,
    pub(super) columns: Vec<ColumnReading>,
    pub(super) checked: u32,
    pub(super) tables: Vec<TableReading>,
    pub(super) usual: BTreeMap<FieldId, i64>,
}

/// Where projects and problems go, and what was seen on all sheets.
pub(super) struct Out<'s> {
    pub(super) sink: &'s mut dyn FnMut(ReadRow),
    pub(super) problems: &'s mut Problems,
    pub(super) seen: &'s mut Seen,
}

/// Reads every table of a sheet.
pub(super) fn read(plan: &SheetPlan<'_>, unit: AmountUnit, options: &LedgerOptions<'_>, out: &mut Out<'_>) -> SheetRows {
    let mut rows = SheetRows::default();
    let proportions = Proportions::of(plan, unit, options);
    for table in &plan.tables {
        TableRows::new(plan, table, unit, options, &proportions, out).read(&mut rows);
    }
    for (pos, length) in plan.sheet.cut_cells() {
        let raw: String = plan.sheet.cell(pos).map(|cell| cell.raw().chars().take(40).collect()).unwrap_or_default();
        let message = format!("单元格有 {length} 个字,超过上限,只读了开头部分(“{raw}…”);请核对是否误粘贴,并删减后再导入");
        out.problems.tell(plan.sheet.name(), Some(pos), &raw, Remark::warning(Rule::CellTooLong, message));
    }
    rows.usual = proportions.into_usual();
    rows
}

/// State while the rows of one table go by.
struct TableRows<'a, 'p, 's> {
    plan: &'p SheetPlan<'a>,
    table: &'p TablePlan,
    options: &'p LedgerOptions<'p>,
    proportions: &'p Proportions,
    out: &'p mut Out<'s>,
    reader: RowReader<'a, 'p>,
    /// Columns of money in renminbi, which sum rows may state.
    money: Vec<&'p Column>,
    totals: Totals,
    sections: Sections,
    /// Place of the innermost heading, for projects without a county.
    section_at: Option<CellPos>,
    /// The county or zone that the sheet is named after.
    sheet_place: Option<String>,
}

impl<'a, 'p, 's> TableRows<'a, 'p, 's> {
    fn new(
        plan: &'p SheetPlan<'a>,
        table: &'p TablePlan,
        unit: AmountUnit,
        options: &'p LedgerOptions<'p>,
        proportions: &'p Proportions,
        out: &'p mut Out<'s>,
    ) -> Self {
        let reader = RowReader::new(plan, table, unit, options.period);
        let money: Vec<&Column> = table.columns.iter().filter(|c| c.field().is_some_and(is_counted)).collect();
        let totals = Totals::default();
        Self {
            plan,
            table,
            options,
            proportions,
            out,
            reader,
            money,
            totals,
            sections: Sections::default(),
            section_at: None,
            sheet_place: place_name(plan.sheet.name()),
        }
    }

    fn tell(&mut self, pos: CellPos, raw: &str, remark: Remark) {
        self.out.problems.tell(self.plan.sheet.name(), Some(pos), raw, remark);
    }

    fn read(mut self, rows: &mut SheetRows) {
        self.tell_columns();
        let sheet = self.plan.sheet;
        let mut classifier = Classifier::new(&self.table.band, &self.table.columns);
        for row in sheet.rows().filter(|row| row.index() > self.table.band.bottom && row.index() < self.table.end) {
            match classifier.classify(sheet, row) {
                RowClass::Data => self.project(row, rows),
                RowClass::Section(section) => self.section(row, section),
                RowClass::Subtotal { label, whole, count } => self.subtotal(row, label, whole, count),
                RowClass::Continuation => self.untaken(
                    row,
                    Rule::RowContinuation,
                    "与上一行同属一个合并的项目,本行内容没有采用;如是另一个项目请拆开合并并填写项目名称",
                ),
                RowClass::MissingName => self.nameless(row),
                RowClass::OtherTable => {
                    self.untaken(row, Rule::OtherTable, "起像是另一张表的表头,这张表没有读取;如其中有项目请移到单独的工作表");
                }
                RowClass::Unclassified => {
                    self.untaken(row, Rule::RowUnclassified, "看不出是项目还是说明,没有采用;如是项目请补填序号和项目名称");
                }
                RowClass::Blank
                | RowClass::RepeatedHeader
                | RowClass::ColumnNumbers
                | RowClass::OfWhich
                | RowClass::Note
                | RowClass::OtherTableRow
                | RowClass::Footnote
                | RowClass::Signature => {}
            }
        }
        let (sums, amounts) = std::mem::take(&mut self.totals).finish();
        let sums = StatedSums::new(self.money.len(), sums);
        for (pos, raw, remark) in sums.compare(&amounts) {
            self.tell(pos, &raw, remark);
        }
        rows.checked += sums.figures();
        self.column_readings(rows);
        rows.tables.push(self.context(sums));
    }

    /// What a cell's meaning hangs on, for reading it again.
    fn context(&self, sums: StatedSums) -> TableReading {
        let columns = self.table.columns.iter().filter_map(|column| {
            let meaning = column.meaning?;
            let money = meaning.field.kind() == FieldKind::Money;
            Some(ColumnContext {
                col: column.col,
                header: Arc::clone(&column.header),
                field: meaning.field,
                period: meaning.period,
                unit: money.then(|| self.reader.unit_of(column)),
            })
        });
        TableReading {
            first: self.table.band.bottom + 1,
            end: self.table.end,
            period: self.options.period,
            ended: self.plan.ended || self.table.ended,
            columns: columns.collect(),
            sums,
        }
    }

    fn untaken(&mut self, row: Row<'_>, rule: Rule, why: &str) {
        let Some(first) = row.cells().find(|cell| !cell.raw().trim().is_empty()) else { return };
        let raw = one_line(&first.raw());
        self.tell(first.pos(), &raw, Remark::warning(rule, format!("第 {} 行「{}」{why}", row.index() + 1, glance(row))));
    }

    fn status(&self) -> Status {
        if self.plan.ended || self.table.ended || self.sections.ended() { Status::Terminated } else { Status::Live }
    }

    fn project(&mut self, row: Row<'a>, rows: &mut SheetRows) {
        let RowReading { mut project, mut told, amounts } = self.reader.read(row, self.status(), self.sections.path());
        if project.name.value.is_none() {
            let message = format!("第 {} 行项目名称写的是「{}」,不像名称,没有采用;请核对", row.index() + 1, project.name.raw);
            let pos = project.at.pos;
            self.hand_on(project, told, Some((pos, "".into(), Remark::error(Rule::MissingName, message))), Vec::new());
            return;
        }
        self.proportions.check(&mut project, &mut told);
        if let Some(remark) = self.out.seen.check(&project) {
            told.push((project.at.pos, Arc::clone(&project.name.raw), remark));
        }
        let hidden = self.plan.sheet.is_row_hidden(row.index()).then(|| {
            let message = format!("项目「{}」所在的第 {} 行是隐藏行,仍然读取;如不应上报请删去", project.name.raw, row.index() + 1);
            (project.at.pos, Arc::clone(&project.name.raw), Remark::info(Rule::HiddenRow, message))
        });
        let live = project.status == Status::Live;
        let amounts = RowAmounts::new(row.index(), amounts.into_iter(), live);
        let fen = amounts.amounts.clone();
        self.totals.push(amounts);
        rows.projects += 1;
        rows.live += u32::from(live);
        self.hand_on(project, told, hidden, fen);
    }

    /// A row with content and no name: it is no project, and becomes one when somebody fills in its name.
    fn nameless(&mut self, row: Row<'a>) {
        let RowReading { project, told, .. } = self.reader.read(row, self.status(), self.sections.path());
        let message = format!("第 {} 行有内容({})但没有项目名称,没有采用;请补填项目名称", row.index() + 1, glance(row));
        let missing = (CellPos::new(row.index(), self.reader.name_col), "".into(), Remark::error(Rule::MissingName, message));
        self.hand_on(project, told, Some(missing), Vec::new());
    }

    fn hand_on(&mut self, mut project: ProjectRow, told: Vec<Told>, more: Option<Told>, amounts: Vec<Option<i64>>) {
        self.fill_county(&mut project);
        let sheet = self.plan.sheet.name();
        let problems = told.into_iter().chain(more).map(|(pos, raw, remark)| Problem::of(sheet, Some(pos), &raw, remark)).collect();
        (self.out.sink)(ReadRow { row: project, problems, amounts });
    }

    /// The county of the heading, the sheet or the title, where the row has none of its own.
    fn fill_county(&self, project: &mut ProjectRow) {
        if project.county.as_ref().is_some_and(|field| field.value.is_some()) {
            return;
        }
        let sheet = self.plan.sheet.name();
        let at = |pos| CellRef { sheet: Arc::clone(sheet), pos };
        let from =
            |name: String, pos: CellPos, confidence| Field { raw: name.as_str().into(), value: Some(name.into()), at: at(pos), confidence };
        if let Some(place) = self.sections.place() {
            project.county = Some(from(place, self.section_at.unwrap_or(project.at.pos), Confidence::Normalised));
        } else if let Some(place) = self.sheet_place.clone() {
            project.county = Some(from(place, project.at.pos, Confidence::Normalised));
        } else if let Some(county) = &self.options.county
            && project.county.is_none()
        {
            project.county = Some(from(county.clone(), project.at.pos, Confidence::Normalised));
        }
    }

    fn section(&mut self, row: Row<'_>, section: Section) {
        let label = section.text.to_string();
        let count = section.count.or_else(|| row.cells().find_map(|cell| crate::rows::count_in(&cell.raw())));
        self.sections.open(section);
        self.reader.section_year = self.sections.year();
        let pos = row.cells().find(|cell| !cell.raw().trim().is_empty()).map_or(CellPos::new(row.index(), 0), Cell::pos);
        self.section_at = Some(pos);
        let number = self.totals.open(self.sections.depth(), row.index());
        let stated = self.stated(row);
        self.totals.state(SumRow { label, pos, count, stated, scope: Scope::Section(number) });
    }

    fn subtotal(&mut self, row: Row<'_>, label: String, whole: bool, count: Option<u32>) {
        let pos = row.cells().find(|cell| !cell.raw().trim().is_empty()).map_or(CellPos::new(row.index(), 0), Cell::pos);
        let stated = self.stated(row);
        let scope = if whole { Scope::Whole } else { Scope::Before };
        self.totals.state(SumRow { label, pos, count, stated, scope });
    }

    /// The amounts that a row of sums states.
    fn stated(&mut self, row: Row<'_>) -> Vec<Stated> {
        let mut stated = Vec::new();
        for (index, column) in self.money.iter().enumerate().filter(|(_, column)| !is_foreign(self.reader.unit_of(column))) {
            let Some(cell) = row.cell(column.col).filter(|cell| !cell.is_uncomputed()) else { continue };
            let unit = self.reader.unit_of(column);
            let frame = Frame::of(self.plan.sheet, cell.pos(), Some(cell));
            let (field, remarks) = AmountReader { sheet: self.plan.sheet }.read(frame, Some(cell), unit);
            if let Some(remark) = remarks.into_iter().find(|remark| remark.rule == Rule::FormulaError) {
                self.out.problems.tell(self.plan.sheet.name(), Some(cell.pos()), &field.raw, remark);
            }
            if let Some(amount) = field.value.filter(|a| a.money.currency == Currency::Cny && !a.approximate) {
                let tolerance = last_place(&field.raw, unit);
                stated.push(Stated {
                    column: index,
                    header: Arc::clone(&column.header),
                    pos: cell.pos(),
                    raw: field.raw,
                    amount,
                    tolerance,
                });
            }
        }
        stated
    }

    /// Tells what is to be said about the columns themselves.
    fn tell_columns(&mut self) {
        let top = self.table.band.bottom;
        for note in &self.table.notes {
            let header = self.table.columns.iter().find(|c| c.col == note.col).map(|c| Arc::clone(&c.header)).unwrap_or_default();
            self.out.problems.tell(
                self.plan.sheet.name(),
                Some(CellPos::new(top, note.col)),
                &header,
                Remark::warning(note.rule, note.message.clone()),
            );
        }
        for column in self.table.columns.iter().filter(|c| c.meaning.is_none() && !self.table.notes.iter().any(|n| n.col == c.col)) {
            let message = format!("列「{}」没有对应的字段,没有读取;如需要请在导入时指定", column.header);
            self.out.problems.tell(
                self.plan.sheet.name(),
                Some(CellPos::new(top, column.col)),
                &column.header,
                Remark::info(Rule::UnmappedColumn, message),
            );
        }
    }

    fn column_readings(&self, rows: &mut SheetRows) {
        for column in &self.table.columns {
            let below = self.plan.sheet.rows().filter(|row| row.index() > self.table.band.bottom && row.index() < self.table.end);
            let samples = below
                .filter_map(|row| row.cell(column.col))
                .map(|cell| one_line(&cell.raw()))
                .filter(|text| !text.is_empty())
                .take(SAMPLES)
                .collect();
            let money = column.field().is_some_and(|f| f.kind() == FieldKind::Money);
            rows.columns.push(ColumnReading {
                column: column_letters(column.col),
                header: Arc::clone(&column.header),
                field: column.field(),
                unit: money.then(|| self.reader.unit_of(column).label()),
                confidence: column.meaning.map_or(Confidence::Failed, |m| m.confidence),
                samples,
            });
        }
    }
}

/// The first texts of a row, for a message.
fn glance(row: Row<'_>) -> String {
    let texts: Vec<String> = row
        .cells()
        .map(|cell| one_line(&cell.raw()).chars().take(16).collect::<String>())
        .filter(|text| !text.is_empty())
        .take(4)
        .collect();
    texts.join("、")
}
