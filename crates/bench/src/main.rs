//! `cargo xtask bench`: each figure beside a named baseline measured in the same run.
//!
//! Absolute figures shift with the machine and are printed, never asserted; ratios hold better. What is asserted is
//! that both ways give the same answer, to the fen.

mod generate;
mod ground;
mod report;
mod rows;

use anyhow::Result;
use clap::Parser;

use crate::ground::{Engine, Ground, Scale};
use crate::report::Report;

/// 性能测量:每一项都与同一次运行中的朴素做法对照
#[derive(Parser)]
struct Arguments {
    /// 规模:XS 为 S 的二十分之一,S 为十万个项目,L 为一百万个
    #[arg(long, value_enum, default_value_t = Scale::S)]
    scale: Scale,
    /// 数据库引擎;PostgreSQL 的地址取自 `YINFENG_TEST_POSTGRES`
    #[arg(long, value_enum, default_value_t = Engine::Sqlite)]
    engine: Engine,
    /// 只测这些:board,as-of,claim,workbook
    #[arg(long, value_delimiter = ',')]
    rows: Vec<String>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let wanted = |name: &str| arguments.rows.is_empty() || arguments.rows.iter().any(|row| row == name);
    let mut report = Report::new(arguments.scale, arguments.engine);
    if wanted("workbook") {
        rows::workbook::measure(&mut report, arguments.scale).await?;
    }
    if ["board", "as-of", "claim"].into_iter().any(wanted) {
        let ground = Ground::prepare(arguments.scale, arguments.engine).await?;
        if wanted("board") {
            rows::board::today(&mut report, &ground).await?;
        }
        if wanted("as-of") {
            rows::board::as_of(&mut report, &ground).await?;
        }
        if wanted("claim") {
            rows::claim::measure(&mut report, &ground).await?;
        }
    }
    report.print()
}
