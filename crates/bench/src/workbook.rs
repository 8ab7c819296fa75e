//! A ledger of 100,000 rows and 20 columns: read, and brought into the record.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use calamine::Reader as _;
use rust_xlsxwriter::Workbook;
use sheets::{Book, LedgerOptions, Limits, read_ledger};

use crate::child::{self, Outcome, Watch};
use crate::generator::{last_month, project_name};
use crate::random::Random;
use crate::runner::{Goal, Line, Median, Unit, milliseconds, repeat};

/// Rows of the ledger.
pub(crate) const ROWS: u32 = 100_000;

const COLUMNS: [&str; 20] = [
    "序号",
    "项目名称",
    "投资方",
    "统一社会信用代码",
    "来源地",
    "建设地点",
    "产业类别",
    "建设性质",
    "建设内容及规模",
    "占地面积(亩)",
    "总投资",
    "签约时间",
    "开工时间",
    "本月到位资金",
    "本年累计到位资金",
    "形象进度",
    "责任单位",
    "包联领导",
    "联系电话",
    "备注",
];

/// Columns that hold numbers.
const NUMBERS: [usize; 5] = [0, 9, 10, 13, 14];

/// A credit code whose two check digits are right: that of the organisation code in it (GB 11714) and its own
/// (GB 32100).
fn credit_code(number: u32) -> String {
    let of_organisation = "0123456789X".chars();
    let own = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let codes = of_organisation.flat_map(|digit| own.chars().map(move |last| format!("91140100M{number:07}{digit}{last}")));
    codes.into_iter().find(|code| quantity::credit_code::check(code).is_valid()).unwrap_or_default()
}

/// The cells of a row, numbers as text.
fn cells(number: u32) -> [String; 20] {
    let mut random = Random::of(3, u64::from(number));
    let total = 500 + random.below(50_000);
    let month = 1 + random.below(9);
    let paid = random.below(total / 20 + 1);
    let started = random.per_mille(550);
    let place = ["河东镇", "城关镇", "开发区", "西山乡"];
    let at = |words: &[&str], random: &mut Random| {
        words.get(random.below(u32::try_from(words.len()).unwrap_or(1)) as usize).copied().unwrap_or_default().to_owned()
    };
    [
        (number + 1).to_string(),
        project_name(number + 10_000_000),
        format!("杭州第{number}号实业有限公司"),
        credit_code(number),
        at(&["浙江", "江苏", "广东", "北京", "太原"], &mut random),
        at(&place, &mut random),
        at(&["装备制造", "新材料", "现代服务业", "农产品加工"], &mut random),
        "新建".to_owned(),
        format!("新建厂房{}平方米,购置生产线{}条", 1_000 + random.below(90_000), 1 + random.below(9)),
        (10 + random.below(300)).to_string(),
        total.to_string(),
        format!("2026.{month}.{}", 1 + random.below(28)),
        if started { format!("2026.{}", month.max(1 + random.below(9))) } else { String::new() },
        if started { (paid / 3).to_string() } else { String::new() },
        if started { paid.to_string() } else { String::new() },
        at(&["主体工程完成", "基础施工", "土地手续办理中"], &mut random),
        at(&["县发改局", "县工信局", "县农业农村局"], &mut random),
        at(&["副县长", "县人大副主任"], &mut random),
        format!("1386476{:04}", random.below(10_000)),
        String::new(),
    ]
}

/// The workbook; written once.
pub(crate) fn file(folder: &Path) -> Result<PathBuf> {
    let file = folder.join(format!("{}-ledger-{ROWS}.xlsx", crate::generator::VERSION));
    if file.exists() {
        return Ok(file);
    }
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.write(0, 0, "测算县2026年1-9月招商引资项目台账")?;
    sheet.write(1, 0, "单位:万元")?;
    for (column, name) in (0..).zip(COLUMNS) {
        sheet.write(2, column, name)?;
    }
    for number in 0..ROWS {
        for (column, text) in cells(number).into_iter().enumerate() {
            let (row, at) = (number + 3, u16::try_from(column)?);
            if text.is_empty() {
                continue;
            }
            if NUMBERS.contains(&column) {
                sheet.write(row, at, text.parse::<f64>()?)?
            } else {
                sheet.write(row, at, text)?
            };
        }
    }
    let unfinished = folder.join("unfinished.xlsx");
    workbook.save(&unfinished)?;
    std::fs::rename(&unfinished, &file)?;
    Ok(file)
}

/// In a process of its own: reads the ledger as an import does.
pub(crate) fn read_ours(file: &Path) -> Result<Outcome> {
    let bytes = std::fs::read(file)?;
    let watch = Watch::start();
    let started = Instant::now();
    let book = Book::open(&bytes, "ledger.xlsx", &Limits::default())?;
    let opened = milliseconds(started.elapsed());
    let reading = read_ledger(&book, &LedgerOptions::for_period(last_month()))?;
    let all = milliseconds(started.elapsed());
    ensure!(reading.projects.len() == ROWS as usize, "{} rows were read", reading.projects.len());
    ensure!(reading.problems.is_empty(), "{:?}", reading.problems.first());
    Ok(Outcome { rows: reading.projects.len(), milliseconds: vec![all, opened], mebibytes: watch.mebibytes() })
}

/// In a process of its own: the plain way with the same library, a dense table of texts.
pub(crate) fn read_dense(file: &Path) -> Result<Outcome> {
    let bytes = std::fs::read(file)?;
    let watch = Watch::start();
    let started = Instant::now();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(&bytes))?;
    let sheet = book.worksheets().into_iter().next().context("a sheet")?.1;
    let table: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    Ok(Outcome { rows: table.len(), milliseconds: vec![milliseconds(started.elapsed())], mebibytes: watch.mebibytes() })
}

const OPENPYXL: &str = "
import json, sys, time
import openpyxl

def held():
    with open('/proc/self/status') as status:
        return next(int(line.split()[1]) for line in status if line.startswith('VmHWM')) / 1024

before, started = held(), time.perf_counter()
sheet = openpyxl.load_workbook(sys.argv[1], read_only=True).active
rows = sum(1 for _ in sheet.iter_rows(values_only=True))
spent = (time.perf_counter() - started) * 1000
print(json.dumps({'rows': rows, 'milliseconds': [spent], 'mebibytes': held() - before}))
";

fn read_openpyxl(file: &Path) -> Result<Outcome> {
    child::read(Command::new("python3").args(["-c", OPENPYXL]).arg(file))
}

/// Repeats a process and keeps medians of its steps and of its memory.
pub(crate) async fn processes(mut run: impl FnMut() -> Result<Outcome>) -> Result<(Vec<Median>, Median)> {
    let mut steps: Vec<Vec<f64>> = Vec::new();
    let mut memory = Vec::new();
    repeat(async || {
        let outcome = run()?;
        steps.resize(outcome.milliseconds.len(), Vec::new());
        for (values, value) in steps.iter_mut().zip(&outcome.milliseconds) {
            values.push(*value);
        }
        memory.push(outcome.mebibytes);
        Ok(outcome.milliseconds.first().copied().unwrap_or_default())
    })
    .await?;
    Ok((steps.into_iter().map(Median::of).collect(), Median::of(memory)))
}

/// What openpyxl needs, where it is installed.
pub(crate) async fn openpyxl(file: &Path) -> Result<Option<(Median, Median)>> {
    let there = Command::new("python3").args(["-c", "import openpyxl"]).output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("  没有装 openpyxl,不与它比较 python3 with openpyxl is not there: not compared with it");
        return Ok(None);
    }
    let (steps, memory) = processes(|| read_openpyxl(file)).await?;
    Ok(steps.first().map(|time| (*time, memory)))
}

/// A row of the table.
pub(crate) fn line(what: &str, ours: Median, unit: Unit, baseline: Option<(&str, Median)>, goal: Goal) -> Line {
    Line { what: what.to_owned(), ours, unit, baseline: baseline.map(|(name, median)| (name.to_owned(), median)), goal }
}

/// Reading the workbook.
pub(crate) async fn reading(folder: &Path) -> Result<Vec<Line>> {
    let file = file(folder)?;
    let path = file.to_string_lossy().into_owned();
    let (ours, memory) = processes(|| child::run(&["child-read", &path])).await?;
    let (dense, dense_memory) = processes(|| child::run(&["child-read-dense", &path])).await?;
    let [all, opened] = ours.as_slice() else { return Ok(Vec::new()) };
    let dense = dense.first().map(|dense| ("calamine, whole table as text", *dense));
    let mut lines = vec![
        line("workbook 100,000 × 20: opened", *opened, Unit::Milliseconds, dense, Goal::default()),
        line("workbook 100,000 × 20: read as ledger", *all, Unit::Milliseconds, dense, Goal::default()),
        line("the same, memory", memory, Unit::Mebibytes, Some(("calamine, whole table as text", dense_memory)), Goal::default()),
    ];
    if let Some((time, held)) = openpyxl(&file).await? {
        let name = "openpyxl read_only, cells alone";
        lines.push(line("workbook 100,000 × 20: read as ledger", *all, Unit::Milliseconds, Some((name, time)), Goal::ratio(3.0)));
        lines.push(line("the same, memory", memory, Unit::Mebibytes, Some((name, held)), Goal::default()));
    }
    Ok(lines)
}
