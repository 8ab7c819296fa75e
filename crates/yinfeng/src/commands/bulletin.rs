//! `yinfeng bulletin`: issues the bulletin of a period and writes its files into a folder.

use std::path::PathBuf;

use anyhow::{Context, Result};
use app::bulletin::{FilePurpose, file, issue};
use app::identity::caller_of_account;
use domain::claim::Level;
use domain::period::Period;

use crate::commands::print;
use crate::configuration::Configuration;
use crate::database;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 账期,例如 2026-09
    #[arg(long)]
    period: Period,
    /// 口径
    #[arg(long, value_enum, default_value_t = LevelName::Recognised)]
    level: LevelName,
    /// 存放文件的文件夹
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// 以哪个账号的身份编发;不填时由唯一有编发权限的账号编发
    #[arg(long = "as", value_name = "ACCOUNT")]
    account: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum LevelName {
    /// 各单位申报数
    Reported,
    /// 市级认定数
    Recognised,
}

pub(crate) async fn run(configuration: &Configuration, arguments: &Arguments) -> Result<()> {
    tokio::fs::create_dir_all(&arguments.output).await.with_context(|| format!("无法创建文件夹 {}", arguments.output.display()))?;
    let app = database::open(configuration).await?;
    let done = write(&app, arguments).await;
    app.store.close().await?;
    print(&done?.join("\n"))
}

async fn write(app: &app::App, arguments: &Arguments) -> Result<Vec<String>> {
    let level = match arguments.level {
        LevelName::Reported => Level::Reported,
        LevelName::Recognised => Level::Recognised,
    };
    let account = match &arguments.account {
        Some(account) => account.clone(),
        None => app::identity::only_account_with(app, access::Permission::BulletinIssue).await?,
    };
    let caller = caller_of_account(app, &account).await?;
    let issued = issue(app, &caller, arguments.period, level).await?;
    let mut written = vec![format!("已编发第 {} 期:{}", issued.bulletin.number, issued.bulletin.title)];
    for purpose in [FilePurpose::Bulletin, FilePurpose::Annex] {
        let stored = file(app, &caller, issued.bulletin.id, purpose).await?;
        let path = arguments.output.join(&stored.file_name);
        tokio::fs::write(&path, &stored.content).await.with_context(|| format!("无法写入 {}", path.display()))?;
        written.push(path.display().to_string());
    }
    Ok(written)
}
