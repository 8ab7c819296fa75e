use std::ops::Deref;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use store::{Engine, Store, StoreOptions};

use crate::HandClock;

/// A store on a database of its own, which goes when this is dropped.
pub struct TestStore {
    /// The store.
    pub store: Store,
    /// Its clock.
    pub clock: Arc<HandClock>,
    /// Its address, for a second process.
    pub url: String,
    _ground: Ground,
}

impl Deref for TestStore {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

enum Ground {
    Folder(#[expect(dead_code, reason = "held so that it lives as long as the store")] tempfile::TempDir),
    Database { server: String, name: String },
}

impl Drop for Ground {
    fn drop(&mut self) {
        if let Self::Database { server, name } = self {
            let _ = psql(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// Databases that this process made, for names of their own.
static MADE: AtomicU32 = AtomicU32::new(0);

/// A migrated, empty store on the engine; the clock stands at 2026-10-01 09:00 in Beijing.
///
/// # Panics
/// For PostgreSQL when `YINFENG_TEST_POSTGRES` names no server: `cargo xtask test` starts one.
pub async fn fresh_store(engine: Engine) -> TestStore {
    let (url, ground) = match engine {
        Engine::Sqlite => {
            let folder = tempfile::tempdir().expect("a folder for the database");
            (format!("sqlite:{}", folder.path().join("test.db").display()), Ground::Folder(folder))
        }
        Engine::Postgres => {
            let server = std::env::var("YINFENG_TEST_POSTGRES").expect(
                "YINFENG_TEST_POSTGRES names no PostgreSQL server: run `cargo xtask test`, or `cargo xtask postgres -- cargo test …`",
            );
            let name = format!("yf_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
            psql(&server, &format!("CREATE DATABASE {name}")).unwrap_or_else(|error| panic!("making database {name}: {error}"));
            (with_database(&server, &name), Ground::Database { server, name })
        }
    };
    let clock = Arc::new(HandClock::at("2026-10-01T01:00:00Z"));
    let options = StoreOptions { url: url.clone(), readers: 4 };
    let store = Store::open_and_migrate(&options, clock.clone()).await.unwrap_or_else(|error| panic!("opening {url}: {error:?}"));
    TestStore { store, clock, url, _ground: ground }
}

/// The server's address with another database: `postgres://user@host:port/postgres?…`.
fn with_database(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, None), |(address, query)| (address, Some(query)));
    let base = address.rfind('/').filter(|at| *at > "postgres://".len()).and_then(|at| address.get(..at)).unwrap_or(address);
    match query {
        Some(query) => format!("{base}/{name}?{query}"),
        None => format!("{base}/{name}"),
    }
}

fn psql(server: &str, sql: &str) -> Result<(), String> {
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--dbname", server, "--command", sql])
        .output()
        .map_err(|error| format!("psql: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
