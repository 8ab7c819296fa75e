//! What a column means, from its flattened header.

pub(crate) mod dictionary;
pub(crate) mod money;
mod names;
mod stretch;
pub(crate) mod table;
pub(crate) mod times;
pub(crate) mod words;

pub(crate) use names::{Meaning, meaning};
