use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectOptions, DatabaseConnection};

use crate::clock::Clock;
use crate::error::StoreError;
use crate::ids::Ids;
use crate::rows::Reader;
use crate::schema;
use crate::tx::Writer;

/// The database engine behind a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite in this process.
    Sqlite,
    /// PostgreSQL 15 or newer.
    Postgres,
}

/// How to open a store.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    /// `sqlite:FILE` or `postgres://user@host/database`.
    pub url: String,
    /// Connections for readers.
    pub readers: u32,
}

impl StoreOptions {
    /// The address with the usual number of readers.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), readers: 8 }
    }
}

/// An open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pub(crate) pool: DatabaseConnection,
    pub(crate) writer: Writer,
    engine: Engine,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("engine", &self.engine).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the database and brings its schema up to this program's.
    pub async fn open_and_migrate(options: &StoreOptions, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let store = Self::connect(options, clock).await?;
        schema::migrate(&store.pool, store.clock.now()).await?;
        store.writer.resume(&store.pool).await?;
        Ok(store)
    }

    /// Opens the database and checks that its schema is this program's; changes nothing.
    pub async fn open(options: &StoreOptions, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let store = Self::connect(options, clock).await?;
        schema::check(&store.pool).await?;
        store.writer.resume(&store.pool).await?;
        Ok(store)
    }

    async fn connect(options: &StoreOptions, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let engine = match options.url.split_once(':').map(|(scheme, _)| scheme) {
            Some("sqlite") => Engine::Sqlite,
            Some("postgres" | "postgresql") => Engine::Postgres,
            _ => return Err(StoreError::Address(format!("「{}」须以 sqlite: 或 postgres:// 开头", options.url))),
        };
        let (pool, write_pool) = match engine {
            Engine::Sqlite => (sqlite(&options.url, options.readers, "MEMORY").await?, Some(sqlite(&options.url, 1, "FILE").await?)),
            Engine::Postgres => (postgres(options).await?, None),
        };
        let ids = Arc::new(Ids::new());
        let writer = match write_pool {
            Some(write_pool) => Writer::grouping(write_pool, clock.clone(), ids),
            None => Writer::concurrent(pool.clone(), clock.clone(), ids),
        };
        Ok(Self { pool, writer, engine, clock })
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The present instant of the store's clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A handle to read with.
    pub fn read(&self) -> Reader<'_> {
        Reader::pool(&self.pool)
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.pool.ping().await?)
    }

    /// Closes the connections once the writes under way are done.
    pub async fn close(self) -> Result<(), StoreError> {
        self.writer.close().await;
        Ok(self.pool.close().await?)
    }
}

/// SQLite in WAL mode with `synchronous=FULL`: what is acknowledged survives a power cut.
///
/// `temporary` says where it keeps temporary tables and the journal of a savepoint. In memory that journal is a list which
/// each statement walks to its end: a large import would take the square of its time, so the writer's stands in a file.
#[expect(clippy::disallowed_methods, reason = "the pool is made here and nowhere else")]
async fn sqlite(url: &str, connections: u32, temporary: &'static str) -> Result<DatabaseConnection, StoreError> {
    let file = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = file.split('?').next().unwrap_or(file);
    if path.is_empty() || path == ":memory:" {
        return Err(StoreError::Address("SQLite 数据库须是一个文件,例如 sqlite:yinfeng.db".to_owned()));
    }
    if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty()) {
        tokio::fs::create_dir_all(folder)
            .await
            .map_err(|error| StoreError::Address(format!("无法创建文件夹 {}:{error}", folder.display())))?;
    }
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=rwc"));
    options.max_connections(connections).min_connections(1).sqlx_logging(false).test_before_acquire(false);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("busy_timeout", "10000")
            .pragma("foreign_keys", "OFF")
            .pragma("cache_size", "-16000")
            .pragma("mmap_size", "268435456")
            .pragma("temp_store", temporary)
            // Rows cross from the connection's thread to the reader's: a board's in a few handfuls, not in fifties.
            .row_buffer_size(1_000)
    });
    Ok(sea_orm::Database::connect(options).await?)
}

#[expect(clippy::disallowed_methods, reason = "the pool is made here and nowhere else")]
async fn postgres(options: &StoreOptions) -> Result<DatabaseConnection, StoreError> {
    let mut connect = ConnectOptions::new(options.url.clone());
    connect
        .max_connections(options.readers.saturating_mul(2))
        .sqlx_logging(false)
        .acquire_timeout(Duration::from_secs(20))
        .test_before_acquire(false);
    Ok(sea_orm::Database::connect(connect).await?)
}
