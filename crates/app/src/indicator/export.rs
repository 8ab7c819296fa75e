//! The board as a workbook.

use office::workbook::{Properties, Workbook};

use super::board::{BoardQuery, board};
use super::value::SpanKind;
use crate::bulletin::{definitions, main_sheet};
use crate::caller::Caller;
use crate::demonstration;
use crate::error::AppError;
use crate::state::App;

/// The board as xlsx, with a sheet of definitions; the export is audited. Returns file name and bytes.
pub async fn export(app: &App, caller: &Caller, query: BoardQuery) -> Result<(String, Vec<u8>), AppError> {
    let board = board(app, caller, query).await?;
    let months = SpanKind::Cumulative.label(query.period);
    let workbook = Workbook {
        sheets: vec![main_sheet(&board, months.clone(), "招商引资统计看板", None)],
        definitions: definitions(&board),
        properties: Properties { title: format!("{months}招商引资统计看板"), author: caller.name.clone(), date: None },
        demonstration: demonstration::show(app).await?.is_some(),
    };
    let content = tokio::task::spawn_blocking(move || workbook.to_xlsx()).await.map_err(AppError::internal)?.map_err(AppError::internal)?;
    let detail = serde_json::json!({ "period": query.period.to_string(), "level": query.level.code(), "as_of": board.as_of });
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let detail = detail.clone();
            Box::pin(async move { Ok(tx.audit("board.exported", query.period, detail).await?) })
        })
        .await?;
    Ok((format!("{months}招商引资统计看板({}).xlsx", query.level.label()), content))
}
