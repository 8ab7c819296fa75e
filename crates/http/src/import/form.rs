//! The parts of a form with a file.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;

use crate::problem::ApiError;

/// Longest name of a file that is kept, in characters.
const NAME: usize = 200;

/// What a form held.
pub(super) struct Parts {
    file: Option<(String, Vec<u8>)>,
    texts: BTreeMap<String, String>,
}

impl Parts {
    /// Reads a form whose file has at most `limit` bytes.
    pub(super) async fn read(mut form: Multipart, limit: usize) -> Result<Self, ApiError> {
        let broken = |error: MultipartError| {
            if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
                let message = format!("文件超过 {} MB,请拆分后分别导入", limit / 1024 / 1024);
                return app::AppError::invalid("/file", "file_too_large", message).into();
            }
            ApiError::bare(error.status())
        };
        let mut parts = Self { file: None, texts: BTreeMap::new() };
        while let Some(part) = form.next_field().await.map_err(broken)? {
            let Some(field) = part.name().map(str::to_owned) else { continue };
            if field == "file" {
                let name = part.file_name().unwrap_or("未命名").rsplit(['/', '\\']).next().unwrap_or_default();
                let name: String = name.chars().take(NAME).collect();
                parts.file = Some((name, part.bytes().await.map_err(broken)?.to_vec()));
            } else {
                parts.texts.insert(field, part.text().await.map_err(broken)?);
            }
        }
        Ok(parts)
    }

    /// The file, with its name.
    pub(super) fn file(&mut self, what: &str) -> Result<(String, Vec<u8>), ApiError> {
        self.file.take().ok_or_else(|| missing("file", what))
    }

    /// A text.
    pub(super) fn text(&mut self, field: &str, what: &str) -> Result<String, ApiError> {
        self.texts.remove(field).ok_or_else(|| missing(field, what))
    }
}

fn missing(field: &str, what: &str) -> ApiError {
    app::AppError::invalid(&format!("/{field}"), "missing", format!("请{what}")).into()
}
