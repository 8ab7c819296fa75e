//! 引凤: the program. Each command reads its configuration, opens the database and calls use cases.

mod commands;
mod configuration;
mod database;
mod housekeeping;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::configuration::Flags;

/// 引凤:招商引资记录与统计
#[derive(Parser)]
#[command(name = "yinfeng", version, about = "引凤:招商引资记录与统计", max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// 启动服务
    Serve(commands::serve::Arguments),
    /// 把数据库结构升级到本程序的版本
    Migrate,
    /// 管理员账号
    #[command(subcommand)]
    Admin(commands::admin::Command),
    /// 组织机构
    #[command(subcommand)]
    Org(commands::org::Command),
    /// 读取台账并显示;加 --commit 以某账号的身份入账
    Import(commands::import::Arguments),
    /// 核对文稿中的数字:合计、占比、增长、单位、前后是否一致
    Check(commands::check::Arguments),
    /// 编发通报,把文件写到文件夹
    Bulletin(commands::bulletin::Arguments),
    /// 生成演示数据并启动服务
    Demo(commands::demo::Arguments),
    /// 输出接口文档(OpenAPI)
    Openapi,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if let Command::Check(check) = &arguments.command {
        return commands::check::run(check).await;
    }
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            commands::explain(&error);
            ExitCode::from(2)
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    if let Command::Openapi = arguments.command {
        return commands::print(&http::openapi()?);
    }
    if let Command::Import(import) = &arguments.command
        && !import.commits()
    {
        return commands::import::show(import).await;
    }
    let configuration = configuration::read(&arguments.flags)?;
    configuration.start_logging()?;
    match arguments.command {
        Command::Serve(serve) => commands::serve::run(&configuration, &serve).await,
        Command::Migrate => commands::migrate::run(&configuration).await,
        Command::Admin(admin) => commands::admin::run(&configuration, admin).await,
        Command::Org(org) => commands::org::run(&configuration, org).await,
        Command::Import(import) => commands::import::bring(&configuration, &import).await,
        Command::Bulletin(bulletin) => commands::bulletin::run(&configuration, &bulletin).await,
        Command::Demo(demo) => commands::demo::run(&configuration, arguments.flags.database(), &demo).await,
        Command::Check(_) | Command::Openapi => Ok(()),
    }
}
