//! `yinfeng sums verify` and `yinfeng sums rebuild`

use anyhow::Result;
use store::Actor;

use crate::commands::print;
use crate::configuration::Configuration;
use crate::database;

#[derive(Clone, Copy, clap::Subcommand)]
pub(crate) enum Command {
    /// 与记录逐笔比对看板和列表的汇总;有差异时列出,退出码为 1
    Verify,
    /// 按记录重新汇总看板和列表
    Rebuild,
}

/// Whether the sums are right.
pub(crate) async fn run(configuration: &Configuration, command: Command) -> Result<bool> {
    let app = database::open(configuration).await?;
    let actor = Actor::system("命令行");
    let faults = match command {
        Command::Verify => app::sums::compare(&app, &actor).await,
        Command::Rebuild => app::sums::rebuild(&app, &actor).await.map(|()| Vec::new()),
    };
    app.store.close().await?;
    let faults = faults?;
    match (command, faults.len()) {
        (Command::Rebuild, _) => print("已按记录重新汇总")?,
        (Command::Verify, 0) => print("看板和列表的汇总与记录一致")?,
        (Command::Verify, count) => {
            print(&format!("{}\n有 {count} 处与记录不一致,请运行 yinfeng sums rebuild 重新汇总", faults.join("\n")))?;
        }
    }
    Ok(faults.is_empty())
}
