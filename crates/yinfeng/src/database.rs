//! Opening the database of a command.

use std::sync::Arc;

use anyhow::Result;
use app::App;
use store::{Store, StoreOptions, SystemClock};

use crate::configuration::Configuration;

/// Opens the database. SQLite is this program's own file and is brought up to date; PostgreSQL is the database
/// administrator's, and is only looked at: `yinfeng migrate` changes it.
pub(crate) async fn open(configuration: &Configuration) -> Result<App> {
    let (options, clock) = (options(configuration), Arc::new(SystemClock));
    let own_file = options.url.starts_with("sqlite:");
    let store = if own_file { Store::open_and_migrate(&options, clock).await? } else { Store::open(&options, clock).await? };
    Ok(App::new(store))
}

/// Opens the database and brings it up to date on either engine.
pub(crate) async fn migrate(configuration: &Configuration) -> Result<App> {
    Ok(App::new(Store::open_and_migrate(&options(configuration), Arc::new(SystemClock)).await?))
}

fn options(configuration: &Configuration) -> StoreOptions {
    StoreOptions { url: configuration.database.clone(), readers: configuration.readers }
}
