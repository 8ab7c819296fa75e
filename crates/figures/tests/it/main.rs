//! What a user may rely on, tried on texts.

mod annotated;
mod corpus;
