//! The Model Context Protocol: the same answers for agents, over stdio and over HTTP.
//!
//! ```text
//! tools/call ─► given (arguments) ─► tool (edition) ─► document ─► brief (short Markdown) + json/v1 where that is small
//! ```
//!
//! [`call`] and [`read`] are pure over an edition; only `host` knows the protocol's library, `stdio` and `http` the wires.
//! What is wrong with a call is an answer that says what, why and what to do; it never ends the connection.

mod brief;
mod facts;
mod given;
mod host;
mod http;
mod parameter;
mod resource;
mod stdio;
mod tool;

pub use host::{Editions, Host};
pub use http::Endpoint;
pub use resource::{MODEL_TEMPLATE, SOURCES, read};
pub use stdio::{StdioError, serve_stdio};
pub use tool::{Reply, TOOLS, Tool, call};

#[cfg(test)]
mod tests;
