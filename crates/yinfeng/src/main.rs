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
    /// 按考核方案给各单位算分
    Score(commands::score::Arguments),
    /// 核对文稿中的数字:合计、占比、增长、单位、前后是否一致
    Check(commands::check::Arguments),
    /// 编发通报,把文件写到文件夹
    Bulletin(commands::bulletin::Arguments),
    /// 看板和列表的汇总:与记录比对,或重新汇总
    #[command(subcommand)]
    Sums(commands::sums::Command),
    /// 生成演示数据并启动服务
    Demo(commands::demo::Arguments),
    /// 输出接口文档(OpenAPI)
    Openapi,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(code) => code,
        Err(error) => {
            commands::explain(&error);
            ExitCode::from(2)
        }
    }
}

/// Runs the command. Its exit code is 0, or 1 where something was to be checked and is not right.
async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    if let Command::Openapi = arguments.command {
        commands::print(&http::openapi()?)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Import(import) = &arguments.command
        && !import.needs_record()
    {
        commands::import::show(import).await?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Command::Check(check) = &arguments.command {
        return Ok(commands::check::run(check).await);
    }
    if let Command::Score(score) = &arguments.command {
        commands::score::run(score).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let configuration = configuration::read(&arguments.flags)?;
    configuration.start_logging()?;
    match arguments.command {
        Command::Serve(serve) => commands::serve::run(&configuration, &serve).await,
        Command::Migrate => commands::migrate::run(&configuration).await,
        Command::Admin(admin) => commands::admin::run(&configuration, admin).await,
        Command::Org(org) => commands::org::run(&configuration, org).await,
        Command::Import(import) => {
            let whole = commands::import::bring(&configuration, &import).await?;
            return Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Sums(sums) => {
            let right = commands::sums::run(&configuration, sums).await?;
            return Ok(if right { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Command::Bulletin(bulletin) => commands::bulletin::run(&configuration, &bulletin).await,
        Command::Demo(demo) => commands::demo::run(&configuration, arguments.flags.database(), &demo).await,
        Command::Openapi | Command::Check(_) | Command::Score(_) => Ok(()),
    }?;
    Ok(ExitCode::SUCCESS)
}
