//! Indicators: definition, value, and the rows behind it. Everything that prints a number asks here.

mod base;
mod board;
mod definition;
mod export;
mod pace;
mod rows;
pub mod text;
mod trend;
mod value;

pub use base::Base;
pub use board::{Board, BoardLine, BoardQuery, Cell, board};
pub(crate) use board::{board_in, board_with};
pub use definition::{Indicator, IndicatorUnit, Recipe, ValueKind, all, by_code};
pub use export::export;
pub use pace::{LEADING, Pace, PaceLine, PaceQuery, Together, pace};
pub(crate) use rows::figure_rows_in;
pub use rows::{FigureQuery, FigureRow, FigureRows, FigureSide, figure_rows};
pub use trend::{Trend, TrendPoint, TrendQuery, trend};
pub use value::{SpanKind, growth, percent, spans};
