//! The web reference: the same answers as pages for people and as data for programs, served or written as files.
//!
//! ```text
//! address ─► asked ─► answer (edition) ─► page or json/v1 ─► server · site
//! ```
//!
//! An [`Edition`] is the catalog as of one day with the tables every page needs. [`answer()`] is pure: it reads no clock, file
//! or network, so that the server and the static site give the same bytes. Only `server` knows sockets.

pub mod address;
pub mod answer;
pub mod api;
pub mod asset;
pub(crate) mod changes;
mod columns;
pub mod edition;
pub mod frame;
pub mod group;
pub mod image;
pub mod mcp;
pub mod page;
pub(crate) mod pick;
mod problem;
pub mod search;
pub mod server;
pub mod site;

pub use answer::{Answer, Body, answer};
pub use edition::Edition;
pub use group::Group;
pub use problem::Problem;
