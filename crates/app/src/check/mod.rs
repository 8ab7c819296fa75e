//! Checking the figures of a text or a document. Nothing is stored: what comes in is read, checked and forgotten.

mod document;

pub use document::{Document, DocumentError, read_document};
