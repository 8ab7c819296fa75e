//! Why a file could not be opened as a workbook.

use crate::rule::Rule;
/// A file that cannot be read at all. Nothing of it was taken.
///
/// The text of each is a Chinese sentence for the person who brought the file: what was found, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    /// The content is of another kind.
    #[error("「{file}」不是能读取的工作簿:{found}。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入")]
    NotAWorkbook {
        /// File name as given.
        file: String,
        /// What the content looks like.
        found: String,
    },
    /// Protected by a password for opening.
    #[error("「{file}」设有打开密码,无法读取。请在 Excel 中取消“用密码进行加密”后另存,再导入")]
    Encrypted {
        /// File name as given.
        file: String,
    },
    /// The right kind of file, but broken.
    #[error("「{file}」已损坏,读到{part}时出错:{cause}。请用 Excel 打开并另存一份(必要时“打开并修复”),再导入")]
    Damaged {
        /// File name as given.
        file: String,
        /// Which part of the file.
        part: String,
        /// What is wrong with it.
        cause: String,
    },
    /// The file, or what it inflates to, is larger than the cap.
    #[error("「{file}」{what}超过上限 {limit_mb} MB,已停止读取,没有导入任何内容。请删去多余的工作表、图片和格式后再导入")]
    TooLarge {
        /// File name as given.
        file: String,
        /// What is too large.
        what: String,
        /// The cap in megabytes.
        limit_mb: u64,
    },
    /// More rows with content than the cap.
    #[error("「{file}」的工作表「{sheet}」有内容的行超过上限 {limit} 行,没有导入任何内容。请按年度或县区拆成几个文件分别导入")]
    TooManyRows {
        /// File name as given.
        file: String,
        /// The sheet in which the cap was passed.
        sheet: String,
        /// The cap.
        limit: u32,
    },
    /// More cells with content than the cap.
    #[error("「{file}」的工作表「{sheet}」有内容的单元格超过上限 {limit} 个,没有导入任何内容。请按年度或县区拆成几个文件分别导入")]
    TooManyCells {
        /// File name as given.
        file: String,
        /// The sheet in which the cap was passed.
        sheet: String,
        /// The cap.
        limit: usize,
    },
    /// A workbook without a sheet of cells.
    #[error("「{file}」里没有可读的工作表。请确认台账在普通工作表(不是图表页)里,再导入")]
    NoSheets {
        /// File name as given.
        file: String,
    },
}

impl BookError {
    /// The stable code of the reason.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::NotAWorkbook { .. } => Rule::NotAWorkbook.code(),
            Self::Encrypted { .. } => Rule::Encrypted.code(),
            Self::Damaged { .. } => Rule::Damaged.code(),
            Self::TooLarge { .. } => Rule::TooLarge.code(),
            Self::TooManyRows { .. } => Rule::TooManyRows.code(),
            Self::TooManyCells { .. } => Rule::TooManyCells.code(),
            Self::NoSheets { .. } => Rule::NoSheets.code(),
        }
    }
}
