//! What can be wrong with a model that is to be written.

/// Why a model could not be written. The messages are for the person who asked for the file.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// Spans of a header do not tile its grid.
    #[error("{place}的表头第 {row} 行不成方格:{reason}。请检查表头的合并")]
    HeadShape {
        /// The table or sheet.
        place: String,
        /// Header row, from 1.
        row: usize,
        /// What does not fit.
        reason: String,
    },
    /// A row has another number of cells than its table has columns.
    #[error("{place}第 {row} 行有 {found} 格,应有 {expected} 格")]
    RowWidth {
        /// The table or sheet.
        place: String,
        /// Data row, from 1; the total row is 0.
        row: usize,
        /// Columns of the table.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A value that its column cannot show.
    #[error("工作表「{sheet}」的 {cell} 是{found},不能放进{expected}列")]
    CellKind {
        /// Sheet name.
        sheet: String,
        /// Address as in Excel, such as `C7`.
        cell: String,
        /// Kind of the value.
        found: &'static str,
        /// Kind of the column.
        expected: &'static str,
    },
    /// A name that Excel refuses for a sheet.
    #[error("工作表名「{name}」不能用:{reason}")]
    SheetName {
        /// The name.
        name: String,
        /// Which rule it breaks.
        reason: &'static str,
    },
    /// More rows or columns than a sheet of Excel holds.
    #[error("工作表「{sheet}」有 {found} {what},超过 Excel 的上限 {limit}。请分成几张表")]
    TooLarge {
        /// Sheet name.
        sheet: String,
        /// 行 or 列.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many fit.
        limit: usize,
    },
    /// A figure without a usable id: it could not be traced from the paper.
    #[error("数字「{text}」的编号「{id}」不能用:{reason}")]
    FigureId {
        /// The printed figure.
        text: String,
        /// Its id.
        id: String,
        /// Which rule it breaks.
        reason: &'static str,
    },
    /// The spreadsheet library refused.
    #[error("写 Excel 文件时出错:{0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// The Word package could not be put together.
    #[error("写 Word 文件时出错:{0}")]
    Docx(String),
}
