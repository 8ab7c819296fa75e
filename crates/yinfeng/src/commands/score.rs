//! `yinfeng score SCHEME.toml UNITS.json`: scores units by a scheme; needs neither database nor configuration.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use scoring::{Document, Peers, Problem, Scheme, Units, evaluate, evaluate_against, to_json, to_text};

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
    /// 把比较范围(各单位参加比较的值)存到这个文件,供以后复核
    #[arg(long, value_name = "FILE")]
    save_peers: Option<PathBuf>,
    /// 按以前存下的比较范围算分:别的单位后来的更正不影响本单位
    #[arg(long, value_name = "FILE", conflicts_with = "month")]
    peers: Option<PathBuf>,
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
    let frozen = match &arguments.peers {
        Some(path) => Some(peers(path, &text(path).await?)?),
        None => None,
    };
    // Both texts are read before anything is refused, so that the faults of both are told at once.
    let evaluation = match (Scheme::parse(&scheme), Units::parse(&units)) {
        (Ok(scheme), Ok(units)) => match &frozen {
            Some(frozen) => evaluate_against(&scheme, &units, frozen),
            None => evaluate(&scheme, &units, arguments.month),
        },
        (scheme, units) => Err([scheme.err(), units.err()].into_iter().flatten().flatten().collect()),
    };
    let evaluation = match evaluation {
        Ok(evaluation) => evaluation,
        Err(problems) => bail!("{}", told(arguments, &problems)),
    };
    if let Some(path) = &arguments.save_peers {
        let peers = serde_json::to_string_pretty(&evaluation.peers)?;
        tokio::fs::write(path, peers).await.with_context(|| format!("无法写入文件 {}", path.display()))?;
    }
    match arguments.format {
        Format::Json => print(&to_json(&evaluation)?),
        Format::Text => print(&to_text(&evaluation)),
    }
}

fn peers(path: &Path, text: &str) -> Result<Peers> {
    serde_json::from_str(text).map_err(|error| {
        anyhow!(
            "{}:{}:{}: 不是 --save-peers 存下的比较范围\n  处理办法:重新用 --save-peers 存一份",
            path.display(),
            error.line(),
            error.column()
        )
    })
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
