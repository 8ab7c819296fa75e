//! A reading as text for people.

use std::fmt::Write;

use domain::money::{Fen, Unit};

use super::json::JsonReport;
use crate::ledger::{LedgerReading, Severity, SheetKind};

/// Problems of one weight that are printed; the JSON has all.
const SHOWN: usize = 60;

fn wan(fen: i64) -> String {
    Fen(fen).display_in(Unit::Wan, 2)
}

/// Pads to a width in columns of a terminal, where a Chinese character takes two.
fn pad(text: &str, width: usize) -> String {
    let used: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(used)))
}

/// The reading in Chinese, laid out for a terminal: what was read from which sheet, the sums, the problems.
pub fn to_text(reading: &LedgerReading) -> String {
    let report = JsonReport::of(reading);
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = write_all(&mut out, reading, &report);
    out
}

fn write_all(out: &mut String, reading: &LedgerReading, report: &JsonReport) -> std::fmt::Result {
    writeln!(out, "账期 {}:读到在册项目 {} 个,终止或退出项目 {} 个", reading.period, report.rows, report.projects.len() - report.rows)?;
    writeln!(out, "  总投资        {} 万元", wan(report.total_investment_fen))?;
    match report.funds_year_to_date_fen {
        Some(fen) => writeln!(out, "  今年累计到位  {} 万元", wan(fen))?,
        None => writeln!(out, "  今年累计到位  台账没有到位资金列")?,
    }
    writeln!(out, "\n工作表")?;
    for sheet in &reading.sheets {
        let kind = match &sheet.kind {
            SheetKind::Ledger => "台账".to_owned(),
            SheetKind::Ended => "终止、退出项目".to_owned(),
            SheetKind::Summary(why) => format!("汇总表({why})"),
            SheetKind::Ignored(why) => format!("没有读取({why})"),
        };
        writeln!(out, "  {}  {kind}", pad(&sheet.name, 16))?;
        if let Some((first, last)) = sheet.header_rows {
            let rows = if first == last { format!("第 {first} 行") } else { format!("第 {first}—{last} 行") };
            let unit = sheet.unit.as_deref().unwrap_or("未知");
            let year = sheet.year.map_or_else(String::new, |year| format!(",年份 {year}"));
            writeln!(
                out,
                "  {}  表头{rows},单位 {unit}{year},在册 {} 个,核对合计 {} 处",
                pad("", 16),
                sheet.rows,
                sheet.subtotals_checked
            )?;
        }
    }
    for (severity, title) in [(Severity::Error, "错误"), (Severity::Warning, "提醒"), (Severity::Info, "说明")] {
        let problems: Vec<_> = reading.problems.iter().filter(|p| p.severity == severity).collect();
        if problems.is_empty() {
            continue;
        }
        writeln!(out, "\n{title} {} 处", problems.len())?;
        for problem in problems.iter().take(SHOWN) {
            writeln!(out, "  {}  [{}]", problem.message, problem.rule)?;
        }
        if problems.len() > SHOWN {
            writeln!(out, "  ……其余 {} 处见 --format json", problems.len() - SHOWN)?;
        }
    }
    Ok(())
}
