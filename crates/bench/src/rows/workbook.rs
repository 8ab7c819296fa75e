//! Reading a workbook of 100,000 rows × 20 columns, beside a plain reader of all cells and beside openpyxl.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use calamine::{Reader, Xlsx};
use domain::period::Period;
use rust_xlsxwriter::Workbook;
use sheets::{Book, Limits};

use crate::ground::Scale;
use crate::report::{Report, median, say};

/// Reading a large file is timed fewer times.
const RUNS: usize = 5;

/// Times the reader and its baselines.
pub(crate) async fn measure(report: &mut Report, scale: Scale) -> Result<()> {
    let rows = if scale == Scale::Xs { 5_000 } else { 100_000 };
    let path = workbook(rows)?;
    let bytes = tokio::fs::read(&path).await?;
    let period: Period = "2026-09".parse()?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let begun = Instant::now();
        let book = Book::open(&bytes, "台账.xlsx", &Limits::default())?;
        let reading = sheets::read_ledger(&book, &sheets::LedgerOptions::for_period(period))?;
        ours.push(begun.elapsed());
        ensure!(reading.projects.len() == rows as usize, "{} rows read", reading.projects.len());
        let begun = Instant::now();
        let cells = plain(&bytes)?;
        theirs.push(begun.elapsed());
        ensure!(cells >= rows as usize * 15, "{cells} cells");
    }
    let ours = median(ours);
    let what = format!("workbook of {rows} rows × 20, read and understood");
    report.times(&what, ours, "all cells as text, dense range", median(theirs), "preview ≤ 5 s");
    match openpyxl(&path) {
        Some(time) => report.times(&what, ours, "openpyxl read-only, cells only", time, "≥ 3 ×"),
        None => say("openpyxl is not installed: that baseline is left out"),
    }
    Ok(())
}

/// A ledger of so many rows, made once.
fn workbook(rows: u32) -> Result<PathBuf> {
    let folder = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from).join("bench");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("ledger-{rows}.xlsx"));
    if path.exists() {
        return Ok(path);
    }
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.write(0, 0, "2026年1—9月招商引资项目台账(单位:万元)")?;
    let heads = [
        "序号",
        "项目名称",
        "投资方",
        "统一社会信用代码",
        "来源地",
        "所属产业",
        "总投资",
        "签约时间",
        "开工时间",
        "1月",
        "2月",
        "3月",
        "4月",
        "5月",
        "6月",
        "7月",
        "8月",
        "9月",
        "累计到位资金",
        "备注",
    ];
    for (column, head) in (0_u16..).zip(heads) {
        sheet.write(1, column, head)?;
    }
    for row in 0..rows {
        let at = row + 2;
        sheet.write(at, 0, row + 1)?;
        sheet.write(at, 1, format!("第{row}号高纯铝基新材料生产基地项目"))?;
        sheet.write(at, 2, format!("苏州第{row}号新材料科技有限公司"))?;
        sheet.write(at, 3, "91611002MA1XG6125U")?;
        sheet.write(at, 4, "苏州")?;
        sheet.write(at, 5, "新材料")?;
        sheet.write(at, 6, 8_000 + row % 9_000)?;
        sheet.write(at, 7, format!("2026.{}.{}", row % 9 + 1, row % 28 + 1))?;
        sheet.write(at, 8, if row % 3 == 0 { String::new() } else { "2026年9月20日".to_owned() })?;
        for month in 0..9_u16 {
            sheet.write(at, 9 + month, (row + u32::from(month)) % 50)?;
        }
        sheet.write(at, 18, (0..9).map(|month| (row + month) % 50).sum::<u32>())?;
        sheet.write(at, 19, "正常")?;
    }
    workbook.save(&path)?;
    Ok(path)
}

/// What a plain reader does: the dense range of calamine, each cell as text.
fn plain(bytes: &[u8]) -> Result<usize> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes))?;
    let name = book.sheet_names().first().cloned().context("a sheet")?;
    let range = book.worksheet_range(&name)?;
    Ok(range.cells().map(|(_, _, cell)| cell.to_string()).filter(|text| !text.is_empty()).count())
}

/// Seconds that openpyxl takes to go through the cells; none where it is not installed.
fn openpyxl(path: &Path) -> Option<Duration> {
    let script = "import sys,time,openpyxl\nt=time.perf_counter()\nb=openpyxl.load_workbook(sys.argv[1],read_only=True)\nn=sum(1 for r in b.worksheets[0].iter_rows(values_only=True) for c in r if c is not None)\nprint(time.perf_counter()-t)";
    let Ok(output) = Command::new("python3").args(["-c", script]).arg(path).output() else { return None };
    let seconds = String::from_utf8_lossy(&output.stdout).trim().parse::<f64>().ok();
    seconds.map(Duration::from_secs_f64)
}
