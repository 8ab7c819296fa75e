//! Why a workbook is no ledger that can be read.

use crate::rule::Rule;
/// A workbook from which no ledger can be read. Nothing of it was taken.
///
/// The text of each is a Chinese sentence: what was found where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// No sheet has a header with the name of a project.
    #[error(
        "「{file}」里没有找到台账表头:{tried}。表头里要有“项目名称”列和至少两个其他列(如投资方、总投资、签约时间),并位于前几行;请补上表头后再导入"
    )]
    NoHeader {
        /// File name as given.
        file: String,
        /// What was looked at.
        tried: String,
    },
    /// A sheet has two headers, and nothing says which one is meant.
    #[error(
        "工作表「{sheet}」里有两处像表头:{first}(“{first_text}”)和 {second}(“{second_text}”),不能确定以哪一处为准,没有导入任何内容。请把两张表分到两个工作表,或删去多余的表头后再导入"
    )]
    TwoHeaders {
        /// Name of the sheet.
        sheet: String,
        /// Cells of the first, such as `A3:K4`.
        first: String,
        /// Its beginning.
        first_text: String,
        /// Cells of the second.
        second: String,
        /// Its beginning.
        second_text: String,
    },
    /// A header, and not one project below it.
    #[error("「{file}」的工作表「{sheet}」在第 {header_row} 行找到了表头,但下面没有项目行。请确认台账内容没有被筛选或放到其他文件里")]
    NoRows {
        /// File name as given.
        file: String,
        /// Name of the sheet.
        sheet: String,
        /// Last row of the header, from 1.
        header_row: u32,
    },
}

impl LedgerError {
    /// The stable code of the reason.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::NoHeader { .. } => Rule::NoHeader.code(),
            Self::TwoHeaders { .. } => Rule::TwoHeaders.code(),
            Self::NoRows { .. } => Rule::NoRows.code(),
        }
    }
}
