//! Chinese numerals, amounts with unit, scale and approximation, dates with precision: text in; value, span, confidence out.
