//! Serving: sockets, limits, headers, caching, shutdown. What is answered is decided elsewhere.

mod cache;
mod desk;
mod headers;
mod metrics;
mod run;

pub use desk::Desk;
pub use run::{Config, Look, ServeError, serve};
