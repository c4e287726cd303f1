//! The server over real sockets.

mod api;
mod served;
