//! The program's face: axum routes under `/api/v1`, their OpenAPI document, sessions, and the embedded pages.
//!
//! One module for each slice, with its DTOs beside its handlers. A handler does three things: it lets an extractor
//! say who asks and whether that person may ([`caller`]), it lets another read what was sent ([`input`]), and it calls
//! one use case. Permission is asked twice on purpose: [`caller::Permitted`] refuses before a body is read, and the
//! use case refuses whoever comes by another way, such as the command line.
//!
//! # Invariants
//! - Every answer of 400 and above under `/api` is a problem document (RFC 9457) with a stable code, a Chinese title
//!   and the request's id; one of 500 and above never says why, and its cause is logged once.
//! - Every operation needs a log-in unless the OpenAPI document says `security: []` of it.

mod assets;
mod caller;
mod check;
mod client;
mod health;
mod input;
mod layers;
mod problem;
mod routes;
mod serve;
mod session_store;
mod wire;

mod audit;
mod bulletin;
mod claim;
mod demonstration;
mod enterprise;
mod external;
mod form;
mod geo;
mod import;
mod indicator;
mod job;
mod list;
mod org;
mod project;
mod scheme;
mod search;
mod session;
mod timeline;
mod user;
mod view;

pub use routes::{Site, openapi};
pub use serve::serve;

/// How the program is reached.
#[derive(Clone, Debug, Default)]
pub struct HttpOptions {
    /// Whether browsers reach it over TLS: the cookie is then marked `Secure`, and browsers are told to stay with TLS.
    pub tls: bool,
    /// Whether a reverse proxy stands in front, whose `X-Forwarded-For` is then believed.
    pub behind_proxy: bool,
}
