use domain::period::Period;
use office::paper::Paper;
use office::workbook::Workbook;
use store::bulletin::NewFile;

use crate::error::AppError;

/// What a file of a bulletin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilePurpose {
    /// The paper.
    Bulletin,
    /// The annexes.
    Annex,
}

impl FilePurpose {
    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bulletin => "bulletin",
            Self::Annex => "annex",
        }
    }

    /// Back from the stable name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Bulletin, Self::Annex].into_iter().find(|purpose| purpose.code() == code)
    }
}

/// A stored file.
#[derive(Clone, Debug)]
pub struct IssuedFile {
    /// Name for downloading.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
    /// The bytes.
    pub content: Vec<u8>,
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The files of a bulletin.
pub(super) fn render(paper: &Paper, annex: &Workbook, period: Period, number: i32) -> Result<Vec<NewFile>, AppError> {
    let stem = format!("{}年{}招商引资工作情况通报(第{number}期)", period.year(), period.cumulative_label());
    Ok(vec![
        NewFile {
            kind: FilePurpose::Bulletin.code(),
            file_name: format!("{stem}.docx"),
            media_type: DOCX,
            content: paper.to_docx().map_err(AppError::internal)?,
        },
        NewFile {
            kind: FilePurpose::Annex.code(),
            file_name: format!("{stem}附表.xlsx"),
            media_type: XLSX,
            content: annex.to_xlsx().map_err(AppError::internal)?,
        },
    ])
}
