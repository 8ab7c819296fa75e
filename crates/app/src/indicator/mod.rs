//! Indicators: definition, value, and the rows behind it. Everything that prints a number asks here.

mod board;
mod definition;
mod rows;
mod value;

pub use board::{Board, BoardLine, BoardQuery, Cell, board};
pub use definition::{Indicator, IndicatorUnit, Recipe, ValueKind, all, by_code};
pub use rows::{FigureQuery, FigureRow, FigureRows, FigureSide, figure_rows};
pub use value::{SpanKind, growth, percent, spans};
