//! The parts of a form with a file.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;

use crate::problem::ApiError;

/// Longest name of a file that is kept, in characters.
const NAME: usize = 200;
/// Longest media type that is kept, in characters.
const MEDIA_TYPE: usize = 120;

/// A file that was handed in.
pub(crate) struct File {
    /// Its name, without folders.
    pub(crate) name: String,
    /// What the browser says that it is.
    pub(crate) media_type: String,
    /// Its bytes.
    pub(crate) content: Vec<u8>,
}

/// What a form held.
pub(crate) struct Parts {
    file: Option<File>,
    texts: BTreeMap<String, String>,
}

impl Parts {
    /// Reads a form whose file has at most `limit` bytes.
    pub(crate) async fn read(mut form: Multipart, limit: usize) -> Result<Self, ApiError> {
        let broken = |error: MultipartError| {
            if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
                let message = format!("文件超过 {} MB,请压缩或拆分后再上传", limit / 1024 / 1024);
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
                let media_type = part.content_type().unwrap_or("application/octet-stream").chars().take(MEDIA_TYPE).collect();
                parts.file = Some(File { name, media_type, content: part.bytes().await.map_err(broken)?.to_vec() });
            } else {
                parts.texts.insert(field, part.text().await.map_err(broken)?);
            }
        }
        Ok(parts)
    }

    /// The file.
    pub(crate) fn file(&mut self, what: &str) -> Result<File, ApiError> {
        self.optional_file().ok_or_else(|| missing("file", what))
    }

    /// The file, where one was handed in.
    pub(crate) fn optional_file(&mut self) -> Option<File> {
        self.file.take()
    }

    /// A text.
    pub(crate) fn text(&mut self, field: &str, what: &str) -> Result<String, ApiError> {
        self.optional_text(field).ok_or_else(|| missing(field, what))
    }

    /// A text, where it was filled in.
    pub(crate) fn optional_text(&mut self, field: &str) -> Option<String> {
        self.texts.remove(field)
    }
}

fn missing(field: &str, what: &str) -> ApiError {
    app::AppError::invalid(&format!("/{field}"), "missing", format!("请{what}")).into()
}
