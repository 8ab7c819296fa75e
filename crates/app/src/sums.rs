//! What is summed from the record for boards and lists: compared with it, and summed anew.
//!
//! The sums carry no truth of their own. They are kept in the transaction that writes the record, so a difference is a
//! fault of the program or of the disk.

use serde_json::json;
use store::Actor;

use crate::error::AppError;
use crate::state::App;

/// Where sums differ from the record behind them, a line each; empty where all are right to the fen.
///
/// Others' writes wait meanwhile.
pub async fn compare(app: &App, actor: &Actor) -> Result<Vec<String>, AppError> {
    app.store
        .write::<_, AppError>(actor, |tx| {
            Box::pin(async move {
                let mut faults = store::record::compare_cells(tx).await?;
                faults.extend(store::list::compare(tx).await?);
                Ok(faults)
            })
        })
        .await
}

/// Sums all of it anew, in one transaction.
pub async fn rebuild(app: &App, actor: &Actor) -> Result<(), AppError> {
    app.store
        .write::<_, AppError>(actor, |tx| {
            Box::pin(async move {
                store::record::rebuild_cells(tx).await?;
                store::list::rebuild(tx).await?;
                tx.audit("sums.rebuilt", "", json!({})).await?;
                Ok(())
            })
        })
        .await
}
