//! Each unit keeps its ledger in a layout of its own, as offices do.

mod cells;
mod header;
mod layout;

use domain::money::Unit as MoneyUnit;
use domain::period::Period;
use office::workbook::{Cell, Column, HeaderLine, Properties, Sheet, Workbook};

use crate::units::Unit;
use crate::world::{World, WorldProject};
use cells::What;
pub use layout::Layout;
use layout::{Ended, Groups, Plan};

/// The workbook of a unit for a period.
pub fn workbook(world: &World, unit: usize, period: Period) -> Workbook {
    let Some(office) = world.units.get(unit) else { return Workbook::default() };
    let ledger = Ledger { office, period, plan: office.layout.plan(period) };
    let listed: Vec<&WorldProject> = world.listed(unit, period).collect();
    Workbook {
        sheets: ledger.sheets(&listed),
        definitions: Vec::new(),
        properties: Properties { title: ledger.title(), author: ledger.bureau(), date: Some(period.last_day()) },
        demonstration: true,
    }
}

/// A unit's ledger of a month.
struct Ledger<'a> {
    office: &'a Unit,
    period: Period,
    plan: Plan,
}

impl Ledger<'_> {
    fn title(&self) -> String {
        format!("{}{}年{}招商引资项目台账", self.office.name, self.period.year(), self.period.cumulative_label())
    }

    fn bureau(&self) -> String {
        format!("{}招商服务中心", self.office.name)
    }

    fn sheets(&self, listed: &[&WorldProject]) -> Vec<Sheet> {
        let (ended, live): (Vec<&WorldProject>, Vec<&WorldProject>) = listed.iter().partition(|project| project.has_ended(self.period));
        match self.plan.ended {
            Ended::OwnSheet => {
                let mut sheets = vec![self.sheet(&self.plan.sheet, &self.plan.columns, self.body(&live, &[]))];
                if !ended.is_empty() {
                    let rows = self.rows(&self.plan.ended_columns, &ended, 0);
                    sheets.push(self.sheet("终止项目", &self.plan.ended_columns, rows));
                }
                sheets
            }
            Ended::OwnSection => vec![self.sheet(&self.plan.sheet, &self.plan.columns, self.body(&live, &ended))],
            Ended::Status => vec![self.sheet(&self.plan.sheet, &self.plan.columns, self.body(listed, &[]))],
        }
    }

    /// The rows of the main sheet: in groups with their headings, then what has ended, then the total.
    fn body(&self, live: &[&WorldProject], ended: &[&WorldProject]) -> Vec<Vec<Cell>> {
        let columns = &self.plan.columns;
        let mut rows = Vec::new();
        match self.plan.groups {
            Groups::None => rows.extend(self.rows(columns, live, 0)),
            Groups::Year => {
                let (fresh, older): (Vec<&WorldProject>, Vec<&WorldProject>) =
                    live.iter().partition(|project| chrono::Datelike::year(&project.signed) == self.period.year());
                for (name, projects) in [("一、当年新签约项目", fresh.as_slice()), ("二、往年签约项目", &older), ("三、终止项目", ended)]
                {
                    if !projects.is_empty() {
                        rows.push(vec![Cell::heading(format!("{name}(小计{}个)", projects.len()))]);
                        rows.extend(self.rows(columns, projects, 0));
                    }
                }
            }
            Groups::Industry => {
                let mut industries: Vec<&str> = live.iter().map(|project| project.industry).collect();
                industries.sort_unstable();
                industries.dedup();
                let mut place = 0;
                for industry in industries {
                    let projects: Vec<&WorldProject> = live.iter().filter(|project| project.industry == industry).copied().collect();
                    rows.push(vec![Cell::heading(format!("{industry}产业({}个)", projects.len()))]);
                    rows.extend(self.rows(columns, &projects, place));
                    rows.push(self.sum(columns, "小计", &projects));
                    place += projects.len();
                }
            }
        }
        if self.plan.total {
            rows.push(self.sum(columns, "合计", live));
        }
        rows
    }

    fn rows(&self, columns: &[(Vec<String>, What)], projects: &[&WorldProject], from: usize) -> Vec<Vec<Cell>> {
        let style = &self.plan.style;
        let row = |(place, project): (usize, &&WorldProject)| {
            let told = project.told(self.period);
            columns.iter().map(|(_, what)| what.cell(project, &told, from + place, self.period, style)).collect()
        };
        projects.iter().enumerate().map(row).collect()
    }

    /// A row of sums over live projects, typed as numbers, as many offices do.
    fn sum(&self, columns: &[(Vec<String>, What)], label: &str, projects: &[&WorldProject]) -> Vec<Cell> {
        let live: Vec<&&WorldProject> = projects.iter().filter(|project| !project.has_ended(self.period)).collect();
        columns
            .iter()
            .map(|(_, what)| match what {
                What::Name => Cell::text(label),
                what => {
                    let amounts: Option<Vec<i64>> = live.iter().map(|project| what.amount(project, &project.told(self.period))).collect();
                    amounts.filter(|_| what.is_money()).map_or(Cell::Empty, |amounts| cells::wan(amounts.iter().sum()))
                }
            })
            .collect()
    }

    fn sheet(&self, name: &str, columns: &[(Vec<String>, What)], rows: Vec<Vec<Cell>>) -> Sheet {
        let unit = match self.plan.style.money {
            MoneyUnit::Yi => "亿元",
            _ => "万元",
        };
        let paths: Vec<&[String]> = columns.iter().map(|(path, _)| path.as_slice()).collect();
        Sheet {
            name: name.to_owned(),
            title: self.title(),
            header_line: HeaderLine {
                unit: Some(unit.to_owned()),
                prepared_by: Some(self.bureau()),
                date: Some(self.period.last_day()),
                ..HeaderLine::default()
            },
            header: header::merged(&paths),
            columns: columns.iter().map(|(_, what)| Column::new(what.kind(&self.plan.style), what.width())).collect(),
            frozen_columns: 2,
            total: None,
            rows,
            notes: self.plan.notes.clone(),
        }
    }
}
