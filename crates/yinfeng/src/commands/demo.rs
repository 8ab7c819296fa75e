//! `yinfeng demo`: makes the demonstration's data and serves them.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Result;
use app::App;
use demo::{DemoClock, DemoOptions, DemoSummary, prepare};
use store::{Store, StoreOptions};

use crate::commands::print;
use crate::commands::serve::serve;
use crate::configuration::Configuration;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 监听地址
    #[arg(long, env = "YINFENG_LISTEN", value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// 项目个数(约)
    #[arg(long, default_value_t = DemoOptions::default().projects)]
    projects: usize,
    /// 只生成数据,不启动服务
    #[arg(long)]
    prepare_only: bool,
}

pub(crate) async fn run(configuration: &Configuration, database: Option<&str>, arguments: &Arguments) -> Result<()> {
    // The demonstration keeps to itself: without --database it never touches the office's own file.
    let url = database.map_or_else(|| "sqlite:yinfeng-demo.db".to_owned(), str::to_owned);
    let options = StoreOptions { url, readers: configuration.readers };
    let demo = DemoOptions { projects: arguments.projects, ..DemoOptions::default() };
    let mut first = true;
    let summary = prepare(&options, &demo, |month| {
        if first {
            // Nobody is lost for a word that could not be printed.
            let _ = print("正在生成演示数据……");
            first = false;
        }
        tracing::debug!(month, "filling the demonstration");
    })
    .await?;
    let listen = arguments.listen.unwrap_or(configuration.listen);
    print(&told(&summary, (!arguments.prepare_only).then_some(listen)))?;
    if arguments.prepare_only {
        return Ok(());
    }
    let store = Store::open(&options, Arc::new(DemoClock::today())).await?;
    serve(configuration, listen, App::new(store)).await
}

fn told(summary: &DemoSummary, listen: Option<SocketAddr>) -> String {
    let mut lines = Vec::new();
    if summary.ledgers > 0 {
        lines.push(format!("演示数据已生成:台账 {} 份,项目 {} 个,申报 {} 条(均为虚构)", summary.ledgers, summary.projects, summary.claims));
    }
    if let Some(listen) = listen {
        lines.push(format!("打开 http://{listen}/"));
    }
    lines.push(format!("演示密码(所有账号):{}", summary.demonstration.password));
    lines.extend(
        summary
            .demonstration
            .accounts
            .iter()
            .map(|account| format!("  {:<12} {}({} {})", account.account, account.role, account.org, account.name)),
    );
    lines.join("\n")
}
