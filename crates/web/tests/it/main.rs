//! The server over real sockets.
#![allow(clippy::unwrap_used, reason = "tests")]

mod api;
mod pages;
mod served;
