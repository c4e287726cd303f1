//! The network edge against servers on this machine: scripted, slow, cut, oversized, and with bad certificates.

#![expect(clippy::unwrap_used, reason = "a test server that cannot start has nothing to say")]

mod fetch;
mod secure;
mod server;
mod tls;
