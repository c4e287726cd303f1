//! The server over real sockets.
#![allow(clippy::unwrap_used, reason = "tests")]

mod api;
mod images;
mod pages;
mod served;
