//! What people type into a form, read as the cells of a ledger are: one way to tidy a name, wherever it comes from.

use crate::mapping::words::one_line;
use crate::values::{is_missing, joined};

/// A name: line breaks and spaces between Chinese characters are taken out. `None` for a mark of absence.
///
/// ```
/// assert_eq!(sheets::typed::name("年产5000吨 新材料\n项目").as_deref(), Some("年产5000吨新材料项目"));
/// assert_eq!(sheets::typed::name("—"), None);
/// ```
pub fn name(text: &str) -> Option<String> {
    (!is_missing(text)).then(|| joined(text))
}

/// A text on one line. `None` for a mark of absence.
pub fn line(text: &str) -> Option<String> {
    (!is_missing(text)).then(|| one_line(text))
}
