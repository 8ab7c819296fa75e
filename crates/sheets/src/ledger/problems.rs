//! Gathers problems, so many of a kind and no more.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::types::{Problem, ProjectRow, Severity};
use crate::book::CellPos;
use crate::values::Remark;

/// Problems of one rule on one sheet that are kept one by one; the others are counted.
const KEPT: u32 = 300;

/// A row of a ledger with what there is to tell about it. One without a name is no project as long as it has none.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct ReadRow {
    /// The row.
    pub row: ProjectRow,
    /// What there is to tell about it.
    pub problems: Vec<Problem>,
    /// Fen in its table's columns of money, from left to right, as stated sums add them up; none of a project whose rows
    /// on several sheets were joined.
    #[serde(default)]
    pub amounts: Vec<Option<i64>>,
}

impl ReadRow {
    /// Whether it is a project.
    pub fn is_project(&self) -> bool {
        self.row.name.value.is_some()
    }
}

impl Problem {
    /// What there is to tell about a cell, or about a sheet.
    pub(crate) fn of(sheet: &Arc<str>, cell: Option<CellPos>, raw: &str, remark: Remark) -> Self {
        let place = cell.map_or_else(String::new, |pos| format!(" {pos}"));
        let raw: String = raw.chars().take(200).collect();
        Self {
            severity: remark.severity,
            rule: remark.rule.code().into(),
            sheet: Arc::clone(sheet),
            cell,
            raw: raw.into(),
            message: format!("工作表「{sheet}」{place}:{}", remark.message),
        }
    }
}

/// Problems in the making.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: Vec<Problem>,
    counts: BTreeMap<(Arc<str>, Arc<str>), (u32, Severity)>,
}

impl Problems {
    /// Adds what there is to tell about a cell, or about a sheet.
    pub(super) fn tell(&mut self, sheet: &Arc<str>, cell: Option<CellPos>, raw: &str, remark: Remark) {
        self.add(Problem::of(sheet, cell, raw, remark));
    }

    /// Adds problems.
    pub(super) fn extend(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            self.add(problem);
        }
    }

    fn add(&mut self, problem: Problem) {
        let key = (Arc::clone(&problem.sheet), Arc::clone(&problem.rule));
        let (count, worst) = self.counts.entry(key).or_insert((0, problem.severity));
        *count = count.saturating_add(1);
        *worst = (*worst).min(problem.severity);
        if *count <= KEPT {
            self.list.push(problem);
        }
    }

    /// All problems, by sheet in the given order, then by row and column.
    pub(super) fn finish(mut self, order: &[Arc<str>]) -> Vec<Problem> {
        for ((sheet, rule), (count, severity)) in self.counts {
            if count > KEPT {
                let message = format!("工作表「{sheet}」:另有 {} 处同类问题({rule}),此处不逐一列出", count - KEPT);
                self.list.push(Problem { severity, rule, sheet, cell: None, raw: "".into(), message });
            }
        }
        let place = |sheet: &Arc<str>| order.iter().position(|name| name == sheet).unwrap_or(usize::MAX);
        self.list.sort_by_cached_key(|problem| (place(&problem.sheet), problem.cell, problem.severity));
        self.list
    }
}
