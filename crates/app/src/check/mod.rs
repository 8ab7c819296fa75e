//! Checking the figures of a text or a document. Nothing is stored: what comes in is read, checked and forgotten.

mod document;
mod take_away;

pub use document::{Document, DocumentError, read_document};
pub use take_away::{TakeAway, TakeAwayFile};

use figures::Report;

use crate::error::AppError;

/// A text with what was found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The text in which places are counted.
    pub text: String,
    /// What was found.
    pub report: Report,
}

/// Checks a text. Anybody who may work may do this; no record is read or written.
pub async fn text(text: String) -> Result<Checked, AppError> {
    let work = move || {
        let report = figures::check(&text);
        Checked { text, report }
    };
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)
}

/// Reads and checks a document. One that cannot be read is refused with what to do.
pub async fn file(content: Vec<u8>, file_name: String) -> Result<Checked, AppError> {
    let read = tokio::task::spawn_blocking(move || read_document(&content, &file_name)).await.map_err(AppError::internal)?;
    let document = read.map_err(|error| AppError::invalid("/file", "unreadable", error.to_string()))?;
    text(document.text).await
}

/// Makes a file of what a check of the text finds.
pub async fn take_away(text: String, kind: TakeAway) -> Result<TakeAwayFile, AppError> {
    let work = move || {
        let report = figures::check(&text);
        take_away::make(&Checked { text, report }, kind)
    };
    tokio::task::spawn_blocking(work).await.map_err(AppError::internal)?.map_err(AppError::internal)
}
