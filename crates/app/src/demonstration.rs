//! What a demonstration database says about itself: its accounts and their one password, shown on the log-in page.

use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Actor, StoreError};

use crate::error::AppError;
use crate::state::App;

const SETTING: &str = "demonstration";

/// The accounts of a demonstration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demonstration {
    /// One account for each role.
    pub accounts: Vec<DemonstrationAccount>,
    /// The password of all of them.
    pub password: String,
}

/// An account of a demonstration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemonstrationAccount {
    /// Log-in name.
    pub account: String,
    /// Invented name of a person.
    pub name: String,
    /// Name of the organisation.
    pub org: String,
    /// Name of the role.
    pub role: String,
}

/// The demonstration that this database is, if it is one. Anybody may ask: it is nothing but invented data.
pub async fn show(app: &App) -> Result<Option<Demonstration>, AppError> {
    let setting = store::setting::get(&app.store.read(), SETTING).await?;
    setting.map(|text| serde_json::from_str(&text).map_err(AppError::internal)).transpose()
}

/// Makes this database a demonstration, for the command that fills it.
pub async fn declare(app: &App, demonstration: &Demonstration) -> Result<(), AppError> {
    let text = serde_json::to_string(demonstration).map_err(AppError::internal)?;
    let actor = Actor::system("演示");
    let declare = app.store.write(&actor, move |tx| {
        let text = text.clone();
        Box::pin(async move {
            store::setting::set(tx, SETTING, &text).await?;
            tx.audit("setting.changed", SETTING, json!({})).await?;
            Ok::<_, StoreError>(())
        })
    });
    Ok(declare.await?)
}
