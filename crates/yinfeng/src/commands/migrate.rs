//! `yinfeng migrate`

use anyhow::Result;

use crate::configuration::Configuration;
use crate::database;

pub(crate) async fn run(configuration: &Configuration) -> Result<()> {
    let app = database::migrate(configuration).await?;
    app::identity::seed_roles(&app).await?;
    Ok(app.store.close().await?)
}
