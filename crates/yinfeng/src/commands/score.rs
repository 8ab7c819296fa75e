//! `yinfeng score SCHEME.toml UNITS.json`: scores units by a scheme; needs neither database nor configuration.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use scoring::{Document, Problem, Scheme, Units, evaluate, to_json, to_text};

use crate::commands::print;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 考核方案(toml)
    scheme: PathBuf,
    /// 各单位的指标值(json)
    units: PathBuf,
    /// 考核到几月,1 到 12;不写时用单位数据里的 month
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=12))]
    month: Option<u32>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(crate) async fn run(arguments: &Arguments) -> Result<()> {
    let (scheme, units) = (text(&arguments.scheme).await?, text(&arguments.units).await?);
    // Both texts are read before anything is refused, so that the faults of both are told at once.
    let evaluation = match (Scheme::parse(&scheme), Units::parse(&units)) {
        (Ok(scheme), Ok(units)) => evaluate(&scheme, &units, arguments.month),
        (scheme, units) => Err([scheme.err(), units.err()].into_iter().flatten().flatten().collect()),
    };
    match evaluation {
        Ok(evaluation) => match arguments.format {
            Format::Json => print(&to_json(&evaluation)?),
            Format::Text => print(&to_text(&evaluation)),
        },
        Err(problems) => bail!("{}", told(arguments, &problems)),
    }
}

async fn text(path: &Path) -> Result<String> {
    let bytes = tokio::fs::read(path).await.with_context(|| format!("无法读取文件 {}", path.display()))?;
    String::from_utf8(bytes).with_context(|| format!("文件 {} 不是 UTF-8 编码的文本,请另存为 UTF-8 后再试", path.display()))
}

fn told(arguments: &Arguments, problems: &[Problem]) -> String {
    let lines: Vec<_> = problems
        .iter()
        .map(|problem| {
            let file = match problem.document {
                Document::Scheme => &arguments.scheme,
                Document::Units => &arguments.units,
            };
            problem.told(&file.display())
        })
        .collect();
    lines.join("\n")
}
