//! Which sheets of a workbook count: a summary, an earlier month or year of the same projects does not.

use std::collections::{BTreeMap, BTreeSet};

use domain::period::Period;

use super::plan::SheetPlan;
use super::types::SheetKind;
use crate::field::FieldId;
use crate::header::note;
use crate::mapping::times;
use crate::mapping::words::{month_number, tidy};
use crate::rows::{Classifier, RowClass};

/// Share of its projects that another sheet must hold for the two to be the same list.
const SAME_LIST: f64 = 0.5;

/// What is known of a live sheet before its rows are read.
struct Candidate {
    index: usize,
    names: BTreeSet<String>,
    summary_like: bool,
    month: Option<u32>,
    year: Option<i32>,
    /// How many of the facts that matter it has columns for.
    facts: usize,
}

/// Names of the projects of a sheet.
fn names(plan: &SheetPlan<'_>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for table in &plan.tables {
        let mut classifier = Classifier::new(&table.band, &table.columns);
        for row in plan.sheet.rows().filter(|row| row.index() > table.band.bottom && row.index() < table.end) {
            if classifier.classify(plan.sheet, row) == RowClass::Data
                && let Some(cell) = row.cell(classifier.name_col())
            {
                names.insert(tidy(&cell.raw()));
            }
        }
    }
    names
}

fn candidate(index: usize, plan: &SheetPlan<'_>) -> Candidate {
    let name = tidy(plan.sheet.name());
    let titled = times::read(std::slice::from_ref(&plan.title.as_deref().map(tidy).unwrap_or_default()));
    let summary_like = ["汇总", "总表", "合计", "总台账", "总览", "全部", "总清单", "总计"].iter().any(|word| name.contains(word));
    let facts =
        [FieldId::TotalInvestment, FieldId::SignedOn, FieldId::StartedOn, FieldId::FundsYearToDate, FieldId::Investor, FieldId::CreditCode];
    Candidate {
        index,
        names: names(plan),
        summary_like,
        // A name that says nothing leaves it to the title: 2026年8月招商引资项目台账.
        month: sheet_month(&name).or(titled.up_to.filter(|end| *end > 0)).or(titled.month),
        year: note::year(&format!("{name}.")).or_else(|| note::year(&name)),
        facts: facts.iter().filter(|field| plan.has(**field)).count(),
    }
}

/// Names of parts of a year, with their last month.
const PARTS: [(&str, u32); 6] = [("一季度", 3), ("二季度", 6), ("三季度", 9), ("四季度", 12), ("上半年", 6), ("全年", 12)];

/// The month that a sheet's name speaks of: 9月, 2026年9月, 1-9月, 九月份, 202609, 2026.09.
pub(super) fn sheet_month(name: &str) -> Option<u32> {
    if let Some((before, _)) = name.split_once('月') {
        let mut digits: Vec<char> =
            before.chars().rev().take_while(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c)).collect();
        digits.reverse();
        return month_number(digits.into_iter().collect::<String>().trim_start_matches('0'));
    }
    if let Some((_, month)) = PARTS.iter().find(|(part, _)| name.contains(part)) {
        return Some(*month);
    }
    let digits: String = name.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == name.len() && name.len() <= 2 {
        return month_number(name.trim_start_matches('0'));
    }
    let only_digits = name.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    if only_digits && digits.len() == 6 && digits.starts_with("20") {
        return digits.get(4..).and_then(|month| month_number(month.trim_start_matches('0')));
    }
    None
}

/// How much of the smaller list the two have in common.
fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let smaller = a.len().min(b.len());
    if smaller == 0 {
        return 0.0;
    }
    let common = u32::try_from(a.intersection(b).count()).unwrap_or(u32::MAX);
    f64::from(common) / f64::from(u32::try_from(smaller).unwrap_or(u32::MAX))
}

/// What becomes of the live sheets of a workbook.
#[derive(Debug, Default)]
pub(super) struct Decision {
    /// Place in the plans, and what the sheet is taken for.
    pub(super) kinds: Vec<(usize, SheetKind)>,
    /// Sheets that list the same projects with other columns: their rows are joined.
    pub(super) joined: BTreeSet<usize>,
    /// Sheets of earlier months whose money adds up to this year's: the month of each.
    pub(super) months: BTreeMap<usize, Period>,
}

/// Decides for every live sheet whether it counts. `live` are the places in `plans` of sheets of live projects.
pub(super) fn decide(plans: &[SheetPlan<'_>], live: &[usize], period: Period) -> Decision {
    let mut decision = Decision::default();
    if let [only] = live {
        decision.kinds.push((*only, SheetKind::Ledger));
        return decision;
    }
    let mut candidates: Vec<Candidate> = live.iter().filter_map(|index| plans.get(*index).map(|plan| candidate(*index, plan))).collect();
    drop_summaries(&mut candidates, &mut decision.kinds);
    drop_earlier(&mut candidates, &mut decision, plans, period);
    for (at, candidate) in candidates.iter().enumerate() {
        let same_list = |(other, c): (usize, &Candidate)| other != at && overlap(&c.names, &candidate.names) >= SAME_LIST;
        if candidates.iter().enumerate().any(same_list) {
            decision.joined.insert(candidate.index);
        }
    }
    decision.kinds.extend(candidates.into_iter().map(|c| (c.index, SheetKind::Ledger)));
    decision
}

/// Whether a sheet gives the money of its month and no cumulative.
fn has_month_alone(plan: &SheetPlan<'_>) -> bool {
    plan.has(FieldId::FundsMonth) && !plan.has(FieldId::FundsYearToDate) && !plan.has(FieldId::FundsOfMonth)
}

/// The sheet that lists exactly the projects of all others together, which share none: 全市 beside its counties.
fn covering(candidates: &[Candidate]) -> Option<usize> {
    candidates.iter().position(|whole| {
        let parts = candidates.iter().filter(|part| part.index != whole.index);
        let listed: usize = parts.clone().map(|part| part.names.len()).sum();
        let union: BTreeSet<&String> = parts.clone().flat_map(|part| &part.names).collect();
        let same_columns = parts.clone().all(|part| part.facts == whole.facts);
        parts.count() >= 2 && listed == union.len() && same_columns && union.into_iter().eq(&whole.names)
    })
}

fn drop_summaries(candidates: &mut Vec<Candidate>, decided: &mut Vec<(usize, SheetKind)>) {
    let Some(at) = candidates.iter().position(|c| c.summary_like).or_else(|| covering(candidates)) else { return };
    let details: BTreeSet<String> =
        candidates.iter().enumerate().filter(|(i, _)| *i != at).flat_map(|(_, c)| c.names.iter().cloned()).collect();
    let Some(summary) = candidates.get(at) else { return };
    if overlap(&summary.names, &details) < SAME_LIST {
        return;
    }
    let richest = candidates.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| c.facts).max().unwrap_or(0);
    let complete = details.iter().all(|name| summary.names.contains(name));
    if complete && summary.facts > richest {
        let kept = candidates.remove(at);
        let why = "项目都已列在汇总表里,以汇总表为准,不重复计算";
        decided.extend(candidates.drain(..).map(|c| (c.index, SheetKind::Summary(why.to_owned()))));
        candidates.push(kept);
    } else {
        let summary = candidates.remove(at);
        decided.push((summary.index, SheetKind::Summary("汇总的项目已在其他工作表里逐一列出,不重复计算".to_owned())));
    }
}

/// Of several months, or years, of the same list the one of the period counts. Where it has the money of its
/// month alone, those of the months before it in the year give theirs.
fn drop_earlier(candidates: &mut Vec<Candidate>, decision: &mut Decision, plans: &[SheetPlan<'_>], period: Period) {
    let key = |c: &Candidate| match (c.year, c.month) {
        (None, None) => None,
        (year, month) => {
            let default = if year == Some(period.year()) { period.month() } else { 12 };
            Some((year.unwrap_or(period.year()), month.unwrap_or(default)))
        }
    };
    let now = (period.year(), period.month());
    let mut gone: Vec<Candidate> = Vec::new();
    loop {
        // A dated sheet goes when a later one, not after the period, lists the same projects; so does one after the period.
        let next = candidates.iter().position(|c| {
            let Some(own) = key(c) else { return false };
            candidates.iter().any(|other| {
                let Some(theirs) = key(other) else { return false };
                let better = theirs <= now && (theirs > own || own > now);
                other.index != c.index && better && overlap(&c.names, &other.names) >= SAME_LIST
            })
        });
        let Some(next) = next else { break };
        gone.push(candidates.remove(next));
    }
    for sheet in gone {
        let kept = candidates.iter().find(|c| key(c).is_some() && overlap(&c.names, &sheet.names) >= SAME_LIST);
        let month = sheet.month.and_then(|month| Period::new(period.year(), month).ok()).filter(|month| *month < period);
        let adds = |index: usize| plans.get(index).is_some_and(has_month_alone);
        match (kept, month) {
            (Some(kept), Some(month)) if sheet.year.is_none_or(|year| year == period.year()) && adds(kept.index) && adds(sheet.index) => {
                decision.joined.insert(kept.index);
                decision.months.insert(sheet.index, month);
                decision.kinds.push((sheet.index, SheetKind::Ledger));
            }
            _ => {
                let why = format!("同一批项目有更接近账期 {period} 的工作表,只读后者");
                decision.kinds.push((sheet.index, SheetKind::Ignored(why)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_from_sheet_names() {
        for (name, month) in [
            ("9月", Some(9)),
            ("2026年9月", Some(9)),
            ("1-9月", Some(9)),
            ("九月份", Some(9)),
            ("202609", Some(9)),
            ("2026.10", Some(10)),
            ("三季度", Some(9)),
            ("8", Some(8)),
            ("13", None),
            ("Sheet1", None),
            ("台账", None),
        ] {
            assert_eq!(sheet_month(name), month, "{name}");
        }
    }
}
