//! What a user may rely on, tried on texts.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "helpers of tests, which the allowance for tests does not reach"
)]

mod annotated;
mod corpus;
mod hostile;
mod mutation;
mod properties;
