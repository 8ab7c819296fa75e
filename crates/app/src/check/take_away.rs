//! Files of a check to take away: the findings, the text with the places marked, the corrected text.

use figures::{Finding, Severity};
use office::OfficeError;
use office::head::HeadCell;
use office::paper::{Block, Paper, Run};
use office::workbook::{Cell, Column, ColumnKind, Sheet, Workbook};

use super::Checked;

/// What to take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakeAway {
    /// The list of findings, xlsx.
    Findings,
    /// The text with the places marked, docx. The file that was checked is never rewritten.
    Marked,
    /// The text with the corrections that the arithmetic tells, txt in UTF-8.
    Corrected,
}

/// A file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeAwayFile {
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(super) fn make(checked: &Checked, kind: TakeAway) -> Result<TakeAwayFile, OfficeError> {
    Ok(match kind {
        TakeAway::Findings => TakeAwayFile { name: "数字核对结果.xlsx", media_type: XLSX, content: findings(checked).to_xlsx()? },
        TakeAway::Marked => TakeAwayFile { name: "数字核对标注稿.docx", media_type: DOCX, content: marked(checked).to_docx()? },
        TakeAway::Corrected => {
            TakeAwayFile {
                name: "数字核对改正稿.txt", media_type: "text/plain; charset=utf-8", content: corrected(checked).into_bytes()
            }
        }
    })
}

const fn severity(finding: &Finding) -> &'static str {
    match finding.severity {
        Severity::Error => "差错",
        Severity::Warning => "待核",
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.chars().take(at).filter(|c| *c == '\n').count() + 1
}

fn findings(checked: &Checked) -> Workbook {
    let titles = ["序号", "行", "性质", "类别", "原文", "文中数字", "计算结果", "说明"];
    let widths = [6.0, 6.0, 8.0, 14.0, 40.0, 16.0, 24.0, 60.0];
    let kinds = [ColumnKind::Integer, ColumnKind::Integer, ColumnKind::CentredText, ColumnKind::CentredText];
    let columns = widths.iter().enumerate().map(|(at, width)| Column::new(kinds.get(at).copied().unwrap_or(ColumnKind::Text), *width));
    let number = |value: usize| Cell::Integer(i64::try_from(value).unwrap_or(i64::MAX));
    let rows = checked.report.findings.iter().enumerate().map(|(at, finding)| {
        vec![
            number(at + 1),
            number(line_of(&checked.text, finding.start)),
            Cell::Text(severity(finding).to_owned()),
            Cell::Text(finding.kind.label().to_owned()),
            Cell::Text(finding.quote.clone()),
            Cell::Text(finding.stated.clone()),
            Cell::Text(finding.computed.clone()),
            Cell::Text(finding.message.clone()),
        ]
    });
    let sheet = Sheet {
        name: "核对结果".to_owned(),
        title: "数字核对结果".to_owned(),
        header: vec![titles.iter().map(|title| HeadCell::new(*title)).collect()],
        columns: columns.collect(),
        rows: rows.collect(),
        notes: vec![format!("注:另有{}处数字关系经核对相符。", checked.report.verified.len())],
        ..Sheet::default()
    };
    Workbook { sheets: vec![sheet], ..Workbook::default() }
}

/// The text, behind each place that does not hold its mark, and below it the list.
fn marked(checked: &Checked) -> Paper {
    let mut ends: Vec<(usize, usize)> = checked.report.findings.iter().enumerate().map(|(at, finding)| (finding.end, at + 1)).collect();
    ends.sort_unstable();
    let mut marks = ends.into_iter().peekable();
    let mut text = String::new();
    let length = checked.text.chars().count();
    for (at, c) in checked.text.chars().map(Some).chain([None]).enumerate() {
        while let Some((_, number)) = marks.next_if(|(end, _)| *end <= at || at == length) {
            let kind = number.checked_sub(1).and_then(|index| checked.report.findings.get(index)).map_or("", severity);
            text.extend(["【", kind, &number.to_string(), "】"]);
        }
        text.extend(c);
    }
    let paragraph = |line: &str| Block::Paragraph(vec![Run::text(line.replace('\t', "  "))]);
    let mut body: Vec<Block> = text.lines().filter(|line| !line.trim().is_empty()).map(paragraph).collect();
    body.push(Block::Heading1("核对意见".to_owned()));
    body.extend(
        checked
            .report
            .findings
            .iter()
            .enumerate()
            .map(|(at, finding)| paragraph(&format!("{}{}:“{}”。{}", severity(finding), at + 1, finding.quote, finding.message))),
    );
    Paper { title: vec!["数字核对标注稿".to_owned()], body, ..Paper::default() }
}

/// The text with every correction that the arithmetic tells put in its place.
fn corrected(checked: &Checked) -> String {
    let mut corrections: Vec<_> = checked.report.findings.iter().filter_map(|finding| finding.correction.as_ref()).collect();
    corrections.sort_by_key(|correction| correction.start);
    corrections.dedup_by(|next, kept| next.start < kept.end);
    let mut waiting = corrections.into_iter().peekable();
    let mut text = String::new();
    let mut skip_to = 0;
    for (at, c) in checked.text.chars().enumerate() {
        if let Some(correction) = waiting.next_if(|correction| correction.start == at) {
            text.push_str(&correction.text);
            skip_to = correction.end;
        }
        if at >= skip_to {
            text.push(c);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Checked {
        Checked { text: text.to_owned(), report: figures::check(text) }
    }

    #[test]
    fn the_corrected_text_holds_what_the_arithmetic_gives() {
        assert_eq!(corrected(&checked("完成50亿元,占年度计划100亿元的60%。")), "完成50亿元,占年度计划100亿元的50%。");
    }

    #[test]
    fn the_marked_text_names_each_place_and_says_why() {
        let paper = marked(&checked("完成50亿元,占年度计划100亿元的60%。"));
        let Some(Block::Paragraph(runs)) = paper.body.first() else { panic!("no text") };
        assert_eq!(runs, &[Run::text("完成50亿元,占年度计划100亿元的60%【差错1】。")]);
        assert!(paper.to_docx().is_ok());
    }

    #[test]
    fn the_list_of_findings_is_a_workbook() {
        assert!(findings(&checked("完成50亿元,占年度计划100亿元的60%。")).to_xlsx().is_ok());
    }
}
