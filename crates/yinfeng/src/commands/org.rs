//! `yinfeng org import FILE`

use std::path::PathBuf;

use anyhow::{Context, Result};
use store::Actor;

use crate::commands::print;
use crate::configuration::Configuration;
use crate::database;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    #[command(about = "导入组织机构表(CSV:code,name,short_name,kind,parent_code,sort,valid_from,valid_to)")]
    Import {
        /// 文件,UTF-8 或 GB18030 编码
        file: PathBuf,
    },
}

pub(crate) async fn run(configuration: &Configuration, command: Command) -> Result<()> {
    let Command::Import { file } = command;
    let table = tokio::fs::read(&file).await.with_context(|| format!("无法读取 {}", file.display()))?;
    let app = database::open(configuration).await?;
    let imported = app::org::import_by_command(&app, &Actor::system("命令行"), &table).await;
    app.store.close().await?;
    let imported = imported?;
    print(&format!("新建机构 {} 个,已有 {} 个未改动", imported.created, imported.existing))
}
