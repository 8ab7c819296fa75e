//! `cargo xtask bench`: the performance table.
//!
//! Every figure stands beside a naive way to the same answer, measured in the same run on the same database; what can
//! be compared is compared for equality first. Absolute figures are printed and never asserted. See docs/performance.md.

#![expect(clippy::print_stdout, reason = "the table goes to standard output")]

mod board;
mod check;
mod child;
mod claim;
mod desk;
mod generator;
mod list;
mod naive;
mod prepare;
mod random;
mod runner;
mod score;
mod workbook;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Parser, Subcommand, ValueEnum};
use generator::Scale;
use prepare::{Ground, ground};
use testkit::Engine;

/// A row, or a few that are measured together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Row {
    /// The board today.
    Board,
    /// The board as known on a past day.
    AsOf,
    /// From opening the database to the first board.
    Start,
    /// A page of the project list.
    List,
    /// Claims written by eight people at once.
    Claim,
    /// Reading a workbook of 100,000 rows.
    Workbook,
    /// Bringing that workbook in: preview, differences, commit, undo, and others' lists meanwhile.
    Import,
    /// Scoring 200 units by a scheme of 60 indicators, with traces.
    Score,
    /// Checking the figures of a report of one megabyte.
    Check,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum EngineName {
    Sqlite,
    Postgres,
}

impl EngineName {
    const fn engine(self) -> Engine {
        match self {
            Self::Sqlite => Engine::Sqlite,
            Self::Postgres => Engine::Postgres,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

/// 性能表:每个数字旁边是同一次运行中用朴素方法得到的数字。
/// The performance table.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench")]
struct Arguments {
    /// 数据规模 how much data
    #[arg(long, value_enum, default_value = "S")]
    scale: Scale,
    /// 数据库 engine; PostgreSQL 须由 `cargo xtask postgres --durable --` 启动
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: EngineName,
    /// 只测这些行 only these rows, separated by commas
    #[arg(long, value_enum, value_delimiter = ',')]
    rows: Vec<Row>,
    /// 小规模试跑 the smallest scale, for trying
    #[arg(long)]
    quick: bool,
    #[command(subcommand)]
    child: Option<Child>,
}

/// What this program asks of itself in processes of their own, whose memory is measured.
#[derive(Debug, Subcommand)]
#[command(hide = true)]
enum Child {
    #[command(name = "child-read", hide = true)]
    Read { file: PathBuf },
    #[command(name = "child-read-dense", hide = true)]
    Dense { file: PathBuf },
    #[command(name = "child-import", hide = true)]
    Import { url: String, file: PathBuf },
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(child) = arguments.child {
        let outcome = match child {
            Child::Read { file } => workbook::read_ours(&file)?,
            Child::Dense { file } => workbook::read_dense(&file)?,
            Child::Import { url, file } => desk::import(&url, &file).await?,
        };
        println!("{}", serde_json::to_string(&outcome)?);
        return Ok(());
    }
    table(&arguments).await
}

async fn table(arguments: &Arguments) -> Result<()> {
    let folder = folder()?;
    let scale = if arguments.quick { Scale::Xs } else { arguments.scale };
    let engine = arguments.engine;
    if cfg!(debug_assertions) {
        eprintln!("  这不是发布版构建,数字没有意义 this is no release build: its figures mean nothing");
    }
    if engine == EngineName::Postgres && std::env::var_os("YINFENG_TEST_POSTGRES").is_none() {
        bail!("请运行 run: cargo xtask postgres --durable -- cargo xtask bench --engine postgres");
    }
    let rows: &[Row] = if arguments.rows.is_empty() { Row::value_variants() } else { &arguments.rows };
    let ground = if rows.iter().all(|row| matches!(row, Row::Workbook | Row::Score | Row::Check)) {
        None
    } else {
        Some(ground(engine.engine(), scale, &folder).await?)
    };
    println!("{}", runner::HEAD);
    for row in rows {
        for line in measure(*row, ground.as_ref(), &folder).await? {
            println!("{}", line.markdown(engine.label(), scale.code()));
        }
    }
    Ok(())
}

async fn measure(row: Row, ground: Option<&Ground>, folder: &Path) -> Result<Vec<runner::Line>> {
    match (row, ground) {
        (Row::Board, Some(ground)) => board::today(ground).await,
        (Row::AsOf, Some(ground)) => board::as_of(ground).await,
        (Row::Start, Some(ground)) => board::start(ground).await,
        (Row::List, Some(ground)) => list::row(ground).await,
        (Row::Claim, Some(ground)) => claim::row(ground, folder).await,
        (Row::Import, Some(ground)) => desk::importing(ground, folder).await,
        (Row::Workbook, _) => workbook::reading(folder).await,
        (Row::Score, _) => score::row().await,
        (Row::Check, _) => check::row().await,
        (_, None) => Ok(Vec::new()),
    }
}

/// Where databases and workbooks are kept from run to run: `target/bench`.
fn folder() -> Result<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let folder = target.join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}
