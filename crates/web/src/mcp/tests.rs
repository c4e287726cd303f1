//! The tools on the embedded catalog.
