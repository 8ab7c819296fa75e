//! `yinfeng check FILE…`: recomputes the figures of texts and documents. Needs neither database nor configuration.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use app::check::{Document, read_document};
use figures::{Finding, Report, Severity, Verified, check};
use serde::Serialize;

use crate::commands::{explain, print};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 文稿(docx、xlsx、html、txt、md)
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What is printed of a file.
#[derive(Serialize)]
struct Printed {
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    findings: Vec<Finding>,
    verified: Vec<Verified>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// Checks all files. Exit code 0 where nothing was found, 1 where something was, 2 where a file could not be read.
pub(crate) async fn run(arguments: &Arguments) -> ExitCode {
    match all(arguments).await {
        Ok(clean) => ExitCode::from(u8::from(!clean)),
        Err(error) => {
            explain(&error);
            ExitCode::from(2)
        }
    }
}

async fn all(arguments: &Arguments) -> Result<bool> {
    let several = arguments.files.len() > 1;
    let mut printed = Vec::new();
    for file in &arguments.files {
        let content = tokio::fs::read(file).await.with_context(|| format!("无法读取文件 {}", file.display()))?;
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let document = read_document(&content, &name).with_context(|| format!("无法读取文件 {}", file.display()))?;
        let report = check(&document.text);
        printed.push(match arguments.format {
            Format::Json => Printed {
                file: several.then(|| file.display().to_string()),
                // Corrections are for the page: what is printed has the form that programs rely on.
                findings: report.findings.into_iter().map(|finding| Finding { correction: None, ..finding }).collect(),
                verified: report.verified,
                text: document.extracted.then_some(document.text),
            },
            Format::Text => {
                print(&told(file, &document, &report))?;
                Printed { file: None, findings: report.findings, verified: Vec::new(), text: None }
            }
        });
    }
    if arguments.format == Format::Json {
        let json = match printed.as_slice() {
            [one] if !several => serde_json::to_string_pretty(one)?,
            many => serde_json::to_string_pretty(many)?,
        };
        print(&json)?;
    }
    Ok(printed.iter().all(|file| file.findings.is_empty()))
}

/// A report for people: each finding with its line.
fn told(file: &Path, document: &Document, report: &Report) -> String {
    let count = |severity| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let mut lines = vec![format!(
        "{}:差错 {} 处,待核 {} 处,核对相符 {} 处",
        file.display(),
        count(Severity::Error),
        count(Severity::Warning),
        report.verified.len()
    )];
    for finding in &report.findings {
        let line = document.text.chars().take(finding.start).filter(|c| *c == '\n').count() + 1;
        let mark = if finding.severity == Severity::Error { "差错" } else { "待核" };
        let quote = finding.quote.replace(['\n', '\t'], " ");
        lines.push(format!("  第{line}行 [{mark}·{}] {quote}\n      {}", finding.kind.label(), finding.message));
    }
    lines.join("\n")
}
