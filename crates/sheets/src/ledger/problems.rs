//! Gathers problems, so many of a kind and no more.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::types::{Problem, Severity};
use crate::book::CellPos;
use crate::rule::Rule;
use crate::values::Remark;

/// Problems of one rule on one sheet that are kept one by one; the others are counted.
const KEPT: u32 = 300;

/// Problems in the making.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: Vec<Problem>,
    counts: BTreeMap<(Arc<str>, Rule), (u32, Severity)>,
}

impl Problems {
    /// Adds what there is to tell about a cell, or about a sheet.
    pub(super) fn tell(&mut self, sheet: &Arc<str>, cell: Option<CellPos>, raw: &str, remark: Remark) {
        let (count, worst) = self.counts.entry((Arc::clone(sheet), remark.rule)).or_insert((0, remark.severity));
        *count = count.saturating_add(1);
        *worst = (*worst).min(remark.severity);
        if *count > KEPT {
            return;
        }
        let place = cell.map_or_else(String::new, |pos| format!(" {pos}"));
        let raw: String = raw.chars().take(200).collect();
        self.list.push(Problem {
            severity: remark.severity,
            rule: remark.rule.code().into(),
            sheet: Arc::clone(sheet),
            cell,
            raw: raw.into(),
            message: format!("工作表「{sheet}」{place}:{}", remark.message),
        });
    }

    /// All problems, by sheet in the given order, then by row and column.
    pub(super) fn finish(mut self, order: &[Arc<str>]) -> Vec<Problem> {
        for ((sheet, rule), (count, severity)) in self.counts {
            if count > KEPT {
                let message = format!("工作表「{sheet}」:另有 {} 处同类问题({rule}),此处不逐一列出", count - KEPT);
                self.list.push(Problem { severity, rule: rule.code().into(), sheet, cell: None, raw: "".into(), message });
            }
        }
        let place = |sheet: &Arc<str>| order.iter().position(|name| name == sheet).unwrap_or(usize::MAX);
        self.list.sort_by_cached_key(|problem| (place(&problem.sheet), problem.cell, problem.severity));
        self.list
    }
}
