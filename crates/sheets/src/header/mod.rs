//! Finds the header band of a sheet: one to five rows, merged or not, below titles and notes.

mod band;
mod grid;
pub(crate) mod note;

pub(crate) use band::{Band, HeaderColumn, at_row, first_band, is_name_header, is_side_by_side};
