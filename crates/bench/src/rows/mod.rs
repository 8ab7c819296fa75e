//! One module for each row of the table.

pub(crate) mod board;
pub(crate) mod claim;
pub(crate) mod workbook;
