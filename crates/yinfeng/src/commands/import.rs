//! `yinfeng import FILE`: reads a ledger and prints what it says; with `--commit`, brings it in as an account.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use app::identity::caller_of_account;
use app::import::{Action, CommitOptions, ImportView, NewFile, bring_in, commit, read_ledger_file};
use domain::period::Period;
use sheets::report::{to_json, to_text};

use crate::commands::print;
use crate::configuration::Configuration;
use crate::database;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 台账文件(xlsx、xls、ods、csv)
    file: PathBuf,
    /// 账期,例如 2026-09
    #[arg(long)]
    period: Period,
    /// 填报单位的机构代码(入账时必填)
    #[arg(long)]
    org: Option<String>,
    /// 入账;不加此项只读取并显示,不需要数据库
    #[arg(long, requires = "account", requires = "org")]
    commit: bool,
    /// 以哪个账号的身份入账
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<String>,
    /// 已有较晚账期时,仍按本账期入账
    #[arg(long)]
    confirm_older: bool,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Arguments {
    /// Whether the record is written to, so that the configuration is needed.
    pub(crate) fn commits(&self) -> bool {
        self.commit
    }
}

/// Reads and prints; needs neither database nor configuration.
pub(crate) async fn show(arguments: &Arguments) -> Result<()> {
    let content = content(arguments).await?;
    let reading = read_ledger_file(&content, &file_name(arguments), arguments.period, None)?;
    match arguments.format {
        Format::Json => print(&serde_json::to_string_pretty(&to_json(&reading))?),
        Format::Text => print(&to_text(&reading)),
    }
}

/// Brings the ledger in as an account: with its permissions, its scope, its name.
pub(crate) async fn bring(configuration: &Configuration, arguments: &Arguments) -> Result<()> {
    let (Some(account), Some(org)) = (&arguments.account, &arguments.org) else {
        bail!("入账须用 --as 指定账号、用 --org 指定填报单位")
    };
    let content = content(arguments).await?;
    let app = database::open(configuration).await?;
    let done = async {
        let caller = caller_of_account(&app, account).await?;
        let file = NewFile { file_name: file_name(arguments), content, period: arguments.period, org: org.clone() };
        let read = bring_in(&app, &caller, file).await?;
        let id = read.import.id;
        let done = commit(&app, &caller, id, CommitOptions { confirm_older: arguments.confirm_older }).await?;
        Ok::<_, app::AppError>((read, done))
    }
    .await;
    app.store.close().await?;
    let (read, done) = done?;
    match arguments.format {
        Format::Json => print(&serde_json::to_string_pretty(&summary(&read, &done))?),
        Format::Text => print(&told(&read, &done)),
    }
}

async fn content(arguments: &Arguments) -> Result<Vec<u8>> {
    tokio::fs::read(&arguments.file).await.with_context(|| format!("无法读取文件 {}", arguments.file.display()))
}

fn file_name(arguments: &Arguments) -> String {
    arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn summary(read: &ImportView, done: &ImportView) -> serde_json::Value {
    let result: serde_json::Value = done.import.result.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let plan = read.plan.as_ref();
    serde_json::json!({
        "import": done.import.id,
        "state": done.import.state.code(),
        "rows": done.import.rows,
        "total_investment_fen": done.total_investment.0,
        "funds_year_to_date_fen": done.funds_year_to_date.0,
        "result": result,
        "skipped": plan.map(|plan| plan.skipped.iter().map(|row| serde_json::json!({"cell": row.cell, "reason": row.reason})).collect::<Vec<_>>()),
        "warnings": plan.map(|plan| plan.warnings.clone()),
    })
}

fn told(read: &ImportView, done: &ImportView) -> String {
    let count = |action| read.plan.as_ref().map_or(0, |plan| plan.count(action));
    let mut lines = vec![format!(
        "已入账:《{}》 账期 {} {}\n新增项目 {} 个,更新 {} 个,未变 {} 个,未入账 {} 个",
        done.import.file_name,
        done.import.period,
        done.org.name,
        count(Action::New),
        count(Action::Change),
        count(Action::Same),
        count(Action::Skip)
    )];
    if let Some(plan) = &read.plan {
        lines.extend(plan.claims().into_iter().map(|(kind, (number, _))| format!("  {}申报 {number} 条", kind.label())));
        lines.extend(plan.warnings.iter().map(|warning| format!("注意:{warning}")));
        lines.extend(plan.skipped.iter().map(|row| format!("未入账 {}:{}", row.cell, row.reason)));
    }
    lines.join("\n")
}
