//! Configuration: flags and environment before the file, the file before what is usual.

use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use config::{Config, File, FileFormat};
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

/// What every command takes.
#[derive(Args)]
pub(crate) struct Flags {
    #[arg(help = "数据库:sqlite:文件 或 postgres://用户@主机/库", long, global = true, env = "YINFENG_DATABASE", value_name = "URL")]
    database: Option<String>,
    /// 配置文件(TOML);默认读取当前目录的 yinfeng.toml,没有也可以
    #[arg(long, global = true, env = "YINFENG_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

impl Flags {
    /// The database that was named for this run, by flag or environment.
    pub(crate) fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }
}

/// The configuration, as the file spells it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Configuration {
    /// Address of the database.
    pub(crate) database: String,
    /// Connections for readers.
    pub(crate) readers: u32,
    /// Where requests are taken.
    pub(crate) listen: SocketAddr,
    /// Whether browsers come over TLS.
    pub(crate) tls: bool,
    /// Whether a reverse proxy stands in front.
    pub(crate) behind_proxy: bool,
    /// What is logged, as `tracing` spells it.
    pub(crate) log: String,
    /// Whether the log is JSON, one object a line.
    pub(crate) log_json: bool,
}

/// Reads the configuration.
pub(crate) fn read(flags: &Flags) -> Result<Configuration> {
    let file = match &flags.config {
        Some(path) => File::from(path.as_path()).format(FileFormat::Toml),
        None => File::new("yinfeng.toml", FileFormat::Toml).required(false),
    };
    let name = flags.config.as_ref().map_or_else(|| "yinfeng.toml".to_owned(), |path| path.display().to_string());
    usual()?
        .add_source(file)
        .set_override_option("database", flags.database.clone())?
        .build()
        .and_then(Config::try_deserialize)
        .with_context(|| format!("配置文件 {name} 有误"))
}

fn usual() -> Result<config::ConfigBuilder<config::builder::DefaultState>> {
    Ok(Config::builder()
        .set_default("database", "sqlite:yinfeng.db")?
        .set_default("readers", 8)?
        .set_default("listen", "127.0.0.1:8080")?
        .set_default("tls", false)?
        .set_default("behind_proxy", false)?
        .set_default("log", "info,sqlx=warn,sea_orm=warn,sea_orm_migration=warn,tower_sessions_core=error")?
        .set_default("log_json", false)?)
}

impl Configuration {
    /// Starts logging to standard error; standard output is for what a command prints.
    pub(crate) fn start_logging(&self) -> Result<()> {
        let filter = EnvFilter::try_new(&self.log).with_context(|| format!("配置项 log 无效:{}", self.log))?;
        let logging = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
        if self.log_json {
            logging.json().init();
        } else {
            logging.with_ansi(std::io::stderr().is_terminal()).init();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_file(text: &str) -> Result<Configuration> {
        Ok(usual()?.add_source(File::from_str(text, FileFormat::Toml)).build()?.try_deserialize()?)
    }

    #[test]
    fn everything_has_a_usual_value() {
        let configuration = from_file("").unwrap();
        assert_eq!(configuration.database, "sqlite:yinfeng.db");
        assert!(configuration.listen.ip().is_loopback(), "nobody else is served unless somebody says so");
        assert!(!configuration.behind_proxy, "headers of strangers are not believed unless somebody says so");
    }

    #[test]
    fn a_misspelt_setting_is_refused_and_named() {
        let error = from_file("data_base = \"sqlite:x.db\"").unwrap_err().to_string();
        assert!(error.contains("data_base"), "{error}");
    }
}
