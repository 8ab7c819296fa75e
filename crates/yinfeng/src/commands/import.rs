//! `yinfeng import FILE`: reads a ledger and prints what it says; as an account, checks it against the record
//! (`--check`) or brings it in (`--commit`).

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use app::identity::caller_of_account;
use app::import::{CommitOptions, ImportView, NewFile, Reasons, RowQuery, RowView, Tab, bring_in, commit, discard, read_ledger_file, rows};
use domain::period::Period;
use sheets::report::{to_json, to_text};

use crate::commands::print;
use crate::configuration::Configuration;
use crate::database;

/// Rows that are told one by one.
const TOLD: usize = 200;

#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
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
    /// 往年台账:申报记为历史数据,只计入申报口径,不参与认定
    #[arg(long)]
    history: bool,
    /// 已有较晚账期时,仍按本账期入账
    #[arg(long)]
    confirm_older: bool,
    /// 只校验:在数据库里按入账的办法核对,显示将新增、更新的项目和问题,不留批次;有错误行时退出码为 1
    #[arg(long, requires = "account", requires = "org", conflicts_with = "commit")]
    check: bool,
    /// 仍有提示时保留它们的理由;不填而有须说明的提示时拒绝入账
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
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
    /// Whether the record is looked at or written to, so that the configuration is needed.
    pub(crate) fn needs_record(&self) -> bool {
        self.commit || self.check
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

/// Brings the ledger in as an account: with its permissions, its scope, its name. With `--check` the ledger is read and
/// planned by the same code, and taken out again. Gives whether everything could be read.
pub(crate) async fn bring(configuration: &Configuration, arguments: &Arguments) -> Result<bool> {
    let (Some(account), Some(org)) = (&arguments.account, &arguments.org) else {
        bail!("入账或校验须用 --as 指定账号、用 --org 指定填报单位")
    };
    let content = content(arguments).await?;
    let app = database::open(configuration).await?;
    let done = async {
        let caller = caller_of_account(&app, account).await?;
        let file =
            NewFile { file_name: file_name(arguments), content, period: arguments.period, org: org.clone(), history: arguments.history };
        let read = bring_in(&app, &caller, file).await?;
        let id = read.import.id;
        let query = |tab| RowQuery { tab, ..RowQuery::default() };
        let skipped = rows(&app, &caller, id, &query(Tab::Skipped), 0, TOLD).await?.rows;
        if arguments.check {
            let wrong = rows(&app, &caller, id, &query(Tab::Errors), 0, TOLD).await?.rows;
            discard(&app, &caller, id).await?;
            return Ok((read, None, skipped, wrong));
        }
        let options = CommitOptions {
            confirm_older: arguments.confirm_older,
            version: None,
            reasons: arguments.reason.as_deref().map(Reasons::for_all).unwrap_or_default(),
        };
        let committed = commit(&app, &caller, id, options).await;
        if committed.is_err() {
            discard(&app, &caller, id).await?;
        }
        Ok::<_, app::AppError>((read, Some(committed?), skipped, Vec::new()))
    }
    .await;
    app.store.close().await?;
    let (read, done, skipped, wrong) = done.map_err(spelled_out)?;
    let whole = done.is_some() || read.tabs.errors == 0;
    match arguments.format {
        Format::Json => print(&serde_json::to_string_pretty(&summary(&read, done.as_ref(), &skipped, &wrong))?)?,
        Format::Text => print(&told(&read, done.as_ref(), &skipped, &wrong))?,
    }
    Ok(whole)
}

/// A refusal with what it is about, one on a line.
fn spelled_out(error: app::AppError) -> anyhow::Error {
    let faults = match &error {
        app::AppError::Invalid(errors) | app::AppError::Conflict { errors, .. } => {
            errors.iter().map(|fault| fault.message.clone()).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    };
    if faults.is_empty() { error.into() } else { anyhow::anyhow!("{error}\n{}", faults.join("\n")) }
}

async fn content(arguments: &Arguments) -> Result<Vec<u8>> {
    tokio::fs::read(&arguments.file).await.with_context(|| format!("无法读取文件 {}", arguments.file.display()))
}

fn file_name(arguments: &Arguments) -> String {
    arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Where a row stands, and what is said of it.
fn place(row: &RowView) -> String {
    row.row.row.at.to_string()
}

fn messages(row: &RowView) -> Vec<String> {
    row.problems.iter().filter(|told| told.severity == sheets::ledger::Severity::Error).map(|told| told.message.clone()).collect()
}

fn summary(read: &ImportView, done: Option<&ImportView>, skipped: &[RowView], wrong: &[RowView]) -> serde_json::Value {
    let shown = done.unwrap_or(read);
    let state = if done.is_some() { shown.standing.code() } else { "checked" };
    let groups = read
        .groups
        .iter()
        .map(|group| serde_json::json!({ "rule": group.rule, "label": group.label, "rows": group.rows, "example": group.example }));
    serde_json::json!({
        "import": done.map(|done| done.import.id),
        "state": state,
        "rows": shown.import.rows,
        "total_investment_fen": shown.total_investment.0,
        "funds_year_to_date_fen": shown.funds_year_to_date.0,
        "added": read.tabs.additions,
        "updated": read.tabs.updates,
        "same": read.tabs.same,
        "groups": groups.collect::<Vec<_>>(),
        "result": done.and_then(ImportView::result),
        "skipped": skipped.iter().map(|row| serde_json::json!({"cell": place(row), "reason": row.note})).collect::<Vec<_>>(),
        "errors": wrong.iter().map(|row| serde_json::json!({"cell": place(row), "messages": messages(row)})).collect::<Vec<_>>(),
    })
}

fn told(read: &ImportView, done: Option<&ImportView>, skipped: &[RowView], wrong: &[RowView]) -> String {
    let tabs = read.tabs;
    let head = if done.is_some() { "已入账" } else { "校验完毕,没有入账" };
    let mut lines = vec![format!(
        "{head}:《{}》 账期 {} {}\n新增项目 {} 个,更新 {} 个,未变 {} 个,未入账 {} 个",
        read.import.file_name, read.import.period, read.org.name, tabs.additions, tabs.updates, tabs.same, tabs.skipped
    )];
    if let Some(plan) = &read.plan {
        lines.extend(plan.claims.iter().map(|(kind, (number, _))| format!("  {}申报 {number} 条", kind.label())));
        if plan.held > 0 {
            lines.push(format!("注意:有 {} 个项目已有晚于 {} 的到位资金申报", plan.held, read.import.period));
        }
    }
    lines.extend(read.groups.iter().map(|group| format!("{}:{} 行,如 {}", group.label, group.rows, group.example)));
    lines.extend(read.problems.iter().map(|problem| problem.message.clone()));
    lines.extend(skipped.iter().map(|row| format!("未入账 {}:{}", place(row), row.note.as_deref().unwrap_or_default())));
    lines.extend(wrong.iter().flat_map(messages));
    lines.join("\n")
}
