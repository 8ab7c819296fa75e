//! Chinese numerals, amounts with unit, scale and approximation, dates with precision: text in; value, span, confidence out.

pub mod amount;
pub mod credit_code;
pub mod date;
pub mod division;
pub mod numeral;
pub mod project_code;
pub mod reading;
pub mod text;
pub mod tick;
pub mod unit;

pub use amount::{Amount, Approximation, read_amount, read_number};
pub use date::{DateContext, DateReading, read_date, read_date_number, read_serial};
pub use reading::{Confidence, Note, Outcome, Reading, Rule};
pub use tick::read_tick;
pub use unit::{AmountUnit, Unit};
