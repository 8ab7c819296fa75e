//! The text of documents that others wrote: docx and HTML in, plain text out.
//!
//! A paragraph becomes a line, a row of a table a line whose cells are parted by tabs. Nothing else of a document is
//! kept. What a file says of its own size is not believed: a [`Cap`] holds while it is inflated.

mod docx;
mod html;

pub use docx::read_docx;
pub use html::read_html;

/// How much text a document may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// Bytes that the document's XML may inflate to.
    pub inflated_bytes: u64,
}

impl Default for Cap {
    fn default() -> Self {
        Self { inflated_bytes: 128 << 20 }
    }
}

/// Why no text came out of a document.
#[derive(Debug, thiserror::Error)]
pub enum ProseError {
    /// It is no docx, or damaged.
    #[error("文件不是可以读取的 Word 文档(docx):{0}。请用 Word 或 WPS 打开后另存为 docx 再试")]
    NotADocument(String),
    /// It is protected by a password.
    #[error("文档设了打开密码,请取消密码后再试")]
    Encrypted,
    /// It inflates to more than the cap.
    #[error("文档展开后超过 {0} 字节,请拆成几份再试")]
    TooLarge(u64),
}

/// Collects text line by line.
#[derive(Debug, Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// Ends the line, if there is one begun.
    fn end_line(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\u{a0}', '\t']).len();
        self.text.truncate(kept);
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Parts two cells.
    fn part_cells(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\t');
        }
    }
}
