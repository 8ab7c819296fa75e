//! The columns of the main table, the same in the paper and in annex 1: those whose figures exist.

use crate::indicator::{BoardLine, Indicator, by_code};

/// What a column shows of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// From January.
    Value,
    /// From January of the year before.
    LastYear,
    /// Growth.
    Growth,
}

/// A column of the main table.
#[derive(Clone, Copy, Debug)]
pub(super) struct MainColumn {
    /// Heading that it shares with its neighbours.
    pub(super) group: &'static str,
    /// Its own heading.
    pub(super) head: &'static str,
    code: &'static str,
    /// What it shows.
    pub(super) part: Part,
    /// Share of the paper's width.
    pub(super) width: u32,
}

const fn column(group: &'static str, head: &'static str, code: &'static str, part: Part, width: u32) -> MainColumn {
    MainColumn { group, head, code, part, width }
}

/// Width of the column of units.
pub(super) const UNIT_WIDTH: u32 = 21;

/// The columns beside that of the units.
pub(super) const MAIN: [MainColumn; 8] = [
    column("新签约项目", "个数", "sign_cnt", Part::Value, 9),
    column("新签约项目", "总投资", "sign_amt", Part::Value, 17),
    column("新签约项目", "同比%", "sign_amt", Part::Growth, 15),
    column("新开工", "个数", "start_cnt", Part::Value, 9),
    column("新开工", "开工率%", "start_rate", Part::Value, 14),
    column("到位资金", "累计", "funds", Part::Value, 15),
    column("到位资金", "同比%", "funds", Part::Growth, 15),
    column("到位资金", "其中省外", "funds_xprov", Part::Value, 15),
];

/// The columns of annex 1, which has room for the year before.
pub(super) const ANNEX: [MainColumn; 10] = [
    column("新签约项目", "个数", "sign_cnt", Part::Value, 9),
    column("新签约项目", "同比(%)", "sign_cnt", Part::Growth, 11),
    column("新签约项目", "总投资", "sign_amt", Part::Value, 12),
    column("新签约项目", "同比(%)", "sign_amt", Part::Growth, 11),
    column("新开工", "个数", "start_cnt", Part::Value, 9),
    column("新开工", "开工率(%)", "start_rate", Part::Value, 11),
    column("到位资金", "累计", "funds", Part::Value, 12),
    column("到位资金", "上年同期", "funds", Part::LastYear, 12),
    column("到位资金", "同比(%)", "funds", Part::Growth, 11),
    column("到位资金", "其中省外", "funds_xprov", Part::Value, 12),
];

impl MainColumn {
    /// Its indicator.
    pub(super) fn indicator(&self) -> Option<&'static Indicator> {
        by_code(self.code)
    }

    /// Its value on a line.
    pub(super) fn of(&self, line: &BoardLine) -> Option<i64> {
        let cell = line.values.get(self.code)?;
        match self.part {
            Part::Value => cell.cumulative,
            Part::LastYear => cell.last_year_cumulative,
            Part::Growth => cell.growth,
        }
    }
}

/// The shared headings with how many columns each spans.
pub(super) fn groups(columns: &[MainColumn]) -> Vec<(&'static str, u16)> {
    let mut found: Vec<(&'static str, u16)> = Vec::new();
    for column in columns {
        match found.last_mut() {
            Some((group, span)) if *group == column.group => *span += 1,
            _ => found.push((column.group, 1)),
        }
    }
    found
}
