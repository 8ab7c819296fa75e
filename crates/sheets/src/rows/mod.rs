//! What each row below a header is: a project, a section, a sum, a note.

mod classify;
mod section;
mod vocabulary;

pub(crate) use classify::{Classifier, RowClass};
pub(crate) use section::{Section, Sections, Style, count_in, is_ended, place_name, split_number};
pub(crate) use vocabulary::vocabulary;
