//! Caps on what a workbook may cost to read.

/// Caps that hold while a file is read. Sizes that the file states about itself are never believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as uploaded.
    pub file_bytes: u64,
    /// Bytes that all read parts of a compressed file may inflate to together.
    pub inflated_bytes: u64,
    /// Rows with content, over all sheets together. The default leaves room for 300,000 projects with
    /// their headers, sections and subtotals.
    pub rows: u32,
    /// Cells with content, over all sheets together.
    pub cells: usize,
    /// Characters of a cell that are kept; the rest is cut and the cell reported. The default is what
    /// Excel itself can hold.
    pub cell_chars: usize,
    /// Sheets of a workbook.
    pub sheets: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 128 << 20, inflated_bytes: 1 << 30, rows: 320_000, cells: 16_000_000, cell_chars: 32_767, sheets: 500 }
    }
}
