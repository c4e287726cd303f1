//! The network edge against servers on this machine: scripted, slow, cut, oversized, and with bad certificates.

mod fetch;
mod server;
mod tls;
